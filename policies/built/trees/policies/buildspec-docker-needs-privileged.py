# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'buildspec', 0, 61, (('subexpression', None, 10, 26, (('field', 'Source', 10, 16, ()), ('field', 'BuildSpec', 17, 26, ()))), ('subexpression', None, 28, 60, (('field', 'Environment', 28, 39, ()), ('field', 'EnvironmentVariables', 40, 60, ()))))),
    ('or_expression', None, 0, 52, (('subexpression', None, 0, 26, (('field', 'Environment', 0, 11, ()), ('field', 'PrivilegedMode', 12, 26, ()))), ('not_expression', None, 30, 52, (('subexpression', None, 32, 51, (('function_expression', 'build', 32, 39, ()), ('field', 'uses_docker', 40, 51, ()))),)))),
)
