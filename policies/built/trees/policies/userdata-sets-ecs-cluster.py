# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'launch_versions', 0, 18, (('current', None, 16, 17, ()),)),
    ('function_expression', 'unique', 0, 56, (('projection', None, 7, 55, (('flatten', None, 7, 55, (('projection', None, 7, 53, (('flatten', None, 7, 53, (('function_expression', 'launched_groups', 7, 30, (('function_expression', 'this', 23, 29, ()),)),)), ('function_expression', 'provider_clusters', 33, 53, (('current', None, 51, 52, ()),)))),)), ('identity', None, 7, 55, ()))),)),
    ('function_expression', 'ecs_config', 0, 20, (('field', 'UserData', 11, 19, ()),)),
    ('function_expression', 'keys', 0, 24, (('or_expression', None, 5, 23, (('function_expression', 'settings', 5, 15, ()), ('literal', {}, 19, 23, ()))),)),
    ('or_expression', None, 0, 47, (('or_expression', None, 0, 19, (('function_expression', 'owners', 0, 8, ()), ('function_expression', 'wrong', 12, 19, ()))), ('function_expression', 'ecs_launch_roles', 23, 47, (('function_expression', 'this', 40, 46, ()),)))),
    ('or_expression', None, 0, 66, (('subexpression', None, 0, 22, (('function_expression', 'settings', 0, 10, ()), ('field', 'ECS_CLUSTER', 11, 22, ()))), ('function_expression', 'any', 26, 66, (('function_expression', 'owners', 30, 38, ()), ('expref', None, 40, 65, (('comparator', 'eq', 41, 65, (('field', 'ClusterName', 41, 52, ()), ('literal', 'default', 56, 65, ()))),)))))),
    ('function_expression', 'wrong', 0, 7, ()),
)
