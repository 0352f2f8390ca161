# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 44, (('function_expression', 'service_subnets', 0, 18, (('current', None, 16, 17, ()),)), ('identity', None, 0, 44, ()), ('function_expression', 'runs_on_fargate', 20, 43, (('function_expression', 'this', 36, 42, ()),)))),
    ('or_expression', None, 0, 44, (('function_expression', 'endpoints', 0, 11, ()), ('subexpression', None, 15, 44, (('function_expression', 'data', 15, 36, (('literal', 'ecs-endpoints', 20, 35, ()),)), ('field', 'fargate', 37, 44, ()))))),
    ('comparator', 'eq', 0, 75, (('subexpression', None, 0, 62, (('function_expression', 'this', 0, 6, ()), ('field', 'NetworkConfiguration', 7, 27, ()), ('field', 'AwsvpcConfiguration', 28, 47, ()), ('field', 'AssignPublicIp', 48, 62, ()))), ('literal', 'ENABLED', 66, 75, ()))),
    ('function_expression', 'missing', 0, 38, (('function_expression', 'needed', 8, 16, ()), ('function_expression', 'subnet_endpoints', 18, 37, (('current', None, 35, 36, ()),)))),
    ('function_expression', 'leads_to_internet', 0, 20, (('current', None, 18, 19, ()),)),
    ('or_expression', None, 0, 38, (('function_expression', 'assigned', 0, 10, ()), ('comparator', 'eq', 14, 38, (('function_expression', 'length', 14, 31, (('function_expression', 'lacking', 21, 30, ()),)), ('literal', 0, 35, 38, ()))))),
    ('function_expression', 'id', 0, 5, (('current', None, 3, 4, ()),)),
    ('function_expression', 'lacking', 0, 9, ()),
)
