# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'any', 0, 63, (('function_expression', 'resources', 4, 50, (('literal', 'AWS::CloudTrail::Trail', 14, 38, ()), ('literal', 'account', 40, 49, ()))), ('expref', None, 52, 62, (('field', 'IsLogging', 53, 62, ()),)))),
)
