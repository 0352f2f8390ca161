# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 41, (('function_expression', 'group_subnets', 0, 16, (('current', None, 14, 15, ()),)), ('identity', None, 0, 41, ()), ('function_expression', 'group_clusters', 18, 40, (('function_expression', 'this', 33, 39, ()),)))),
    ('or_expression', None, 0, 46, (('function_expression', 'endpoints', 0, 11, ()), ('subexpression', None, 15, 46, (('function_expression', 'data', 15, 36, (('literal', 'ecs-endpoints', 20, 35, ()),)), ('field', 'instances', 37, 46, ()))))),
    ('function_expression', 'group_launch_data', 0, 25, (('function_expression', 'this', 18, 24, ()),)),
    ('function_expression', 'all', 0, 132, (('function_expression', 'launches', 4, 14, ()), ('expref', None, 16, 131, (('function_expression', 'not_null', 17, 131, (('pipe', None, 26, 76, (('projection', None, 26, 70, (('flatten', None, 26, 70, (('field', 'NetworkInterfaces', 26, 43, ()),)), ('field', 'AssociatePublicIpAddress', 46, 70, ()))), ('index_expression', None, 73, 76, (('identity', None, 73, 76, ()), ('index', 0, 73, 76, ()))))), ('field', 'AssociatePublicIpAddress', 78, 102, ()), ('subexpression', None, 104, 130, (('function_expression', 'item', 104, 110, ()), ('field', 'MapPublicIpOnLaunch', 111, 130, ()))))),)))),
    ('comparator', 'eq', 0, 53, (('function_expression', 'length', 0, 46, (('function_expression', 'missing', 7, 45, (('function_expression', 'needed', 15, 23, ()), ('function_expression', 'subnet_endpoints', 25, 44, (('current', None, 42, 43, ()),)))),)), ('literal', 0, 50, 53, ()))),
    ('function_expression', 'leads_to_internet', 0, 20, (('current', None, 18, 19, ()),)),
    ('or_expression', None, 0, 34, (('function_expression', 'public_address', 0, 16, ()), ('function_expression', 'by_endpoints', 20, 34, ()))),
    ('function_expression', 'id', 0, 5, (('current', None, 3, 4, ()),)),
)
