# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'launch_versions', 0, 18, (('current', None, 16, 17, ()),)),
    ('subexpression', None, 0, 32, (('function_expression', 'ecs_config', 0, 20, (('field', 'UserData', 11, 19, ()),)), ('field', 'ECS_CLUSTER', 21, 32, ()))),
    ('function_expression', 'resource', 0, 38, (('function_expression', 'named', 9, 16, ()), ('literal', 'AWS::ECS::Cluster', 18, 37, ()))),
    ('function_expression', 'unique', 0, 56, (('projection', None, 7, 55, (('flatten', None, 7, 55, (('projection', None, 7, 53, (('flatten', None, 7, 53, (('function_expression', 'launched_groups', 7, 30, (('function_expression', 'this', 23, 29, ()),)),)), ('function_expression', 'provider_clusters', 33, 53, (('current', None, 51, 52, ()),)))),)), ('identity', None, 7, 55, ()))),)),
    ('function_expression', 'exists', 0, 15, (('function_expression', 'named', 7, 14, ()),)),
    ('function_expression', 'exists', 0, 17, (('function_expression', 'cluster', 7, 16, ()),)),
    ('function_expression', 'all', 0, 34, (('function_expression', 'owners', 4, 12, ()), ('expref', None, 14, 33, (('function_expression', 'same', 15, 33, (('current', None, 20, 21, ()), ('function_expression', 'cluster', 23, 32, ()))),)))),
    ('function_expression', 'named', 0, 7, ()),
    ('function_expression', 'named', 0, 7, ()),
    ('projection', None, 0, 39, (('flatten', None, 0, 39, (('function_expression', 'owners', 0, 8, ()),)), ('function_expression', 'not_null', 11, 39, (('field', 'ClusterName', 20, 31, ()), ('function_expression', 'id', 33, 38, (('current', None, 36, 37, ()),)))))),
)
