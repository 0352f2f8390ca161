# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('pipe', None, 0, 72, (('filter_projection', None, 0, 66, (('function_expression', 'referrers', 0, 36, (('current', None, 10, 11, ()), ('literal', 'AWS::EC2::RouteTable', 13, 35, ()))), ('identity', None, 0, 66, ()), ('filter_projection', None, 38, 65, (('subexpression', None, 38, 58, (('field', 'Runtime', 38, 45, ()), ('field', 'Associations', 46, 58, ()))), ('identity', None, 38, 65, ()), ('field', 'Main', 60, 64, ()))))), ('index_expression', None, 69, 72, (('identity', None, 69, 72, ()), ('index', 0, 69, 72, ()))))),
)
