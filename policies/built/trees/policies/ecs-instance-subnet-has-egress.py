# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 41, (('function_expression', 'group_subnets', 0, 16, (('current', None, 14, 15, ()),)), ('identity', None, 0, 41, ()), ('function_expression', 'group_clusters', 18, 40, (('function_expression', 'this', 33, 39, ()),)))),
    ('or_expression', None, 0, 46, (('function_expression', 'endpoints', 0, 11, ()), ('subexpression', None, 15, 46, (('function_expression', 'data', 15, 36, (('literal', 'ecs-endpoints', 20, 35, ()),)), ('field', 'instances', 37, 46, ()))))),
    ('function_expression', 'all', 0, 147, (('function_expression', 'group_launch_data', 4, 29, (('function_expression', 'this', 22, 28, ()),)), ('expref', None, 31, 146, (('function_expression', 'not_null', 32, 146, (('pipe', None, 41, 91, (('projection', None, 41, 85, (('flatten', None, 41, 85, (('field', 'NetworkInterfaces', 41, 58, ()),)), ('field', 'AssociatePublicIpAddress', 61, 85, ()))), ('index_expression', None, 88, 91, (('identity', None, 88, 91, ()), ('index', 0, 88, 91, ()))))), ('field', 'AssociatePublicIpAddress', 93, 117, ()), ('subexpression', None, 119, 145, (('function_expression', 'item', 119, 125, ()), ('field', 'MapPublicIpOnLaunch', 126, 145, ()))))),)))),
    ('and_expression', None, 0, 40, (('function_expression', 'leads_to_internet', 0, 20, (('current', None, 18, 19, ()),)), ('function_expression', 'public_address', 24, 40, ()))),
    ('or_expression', None, 0, 63, (('or_expression', None, 0, 38, (('function_expression', 'leads_to_nat', 0, 15, (('current', None, 13, 14, ()),)), ('function_expression', 'leads_to_transit', 19, 38, (('current', None, 36, 37, ()),)))), ('function_expression', 'leads_to_appliance', 42, 63, (('current', None, 61, 62, ()),)))),
    ('function_expression', 'missing', 0, 38, (('function_expression', 'needed', 8, 16, ()), ('function_expression', 'subnet_endpoints', 18, 37, (('current', None, 35, 36, ()),)))),
    ('or_expression', None, 0, 61, (('or_expression', None, 0, 33, (('function_expression', 'by_internet', 0, 13, ()), ('function_expression', 'by_private_way', 17, 33, ()))), ('comparator', 'eq', 37, 61, (('function_expression', 'length', 37, 54, (('function_expression', 'lacking', 44, 53, ()),)), ('literal', 0, 58, 61, ()))))),
    ('function_expression', 'id', 0, 5, (('current', None, 3, 4, ()),)),
    ('function_expression', 'lacking', 0, 9, ()),
)
