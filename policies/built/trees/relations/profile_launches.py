# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 99, (('flatten', None, 0, 99, (('multi_select_list', None, 0, 97, (('function_expression', 'referrers', 1, 54, (('current', None, 11, 12, ()), ('literal', 'AWS::AutoScaling::LaunchConfiguration', 14, 53, ()))), ('function_expression', 'referrers', 56, 96, (('current', None, 66, 67, ()), ('literal', 'AWS::EC2::LaunchTemplate', 69, 95, ()))))),)), ('identity', None, 0, 99, ()))),
)
