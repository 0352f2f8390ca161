# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'launch_versions', 0, 18, (('current', None, 16, 17, ()),)),
    ('function_expression', 'unique', 0, 53, (('projection', None, 7, 52, (('flatten', None, 7, 52, (('projection', None, 7, 50, (('flatten', None, 7, 50, (('function_expression', 'launched_groups', 7, 30, (('function_expression', 'this', 23, 29, ()),)),)), ('function_expression', 'group_clusters', 33, 50, (('current', None, 48, 49, ()),)))),)), ('identity', None, 7, 52, ()))),)),
    ('function_expression', 'ecs_config', 0, 20, (('field', 'UserData', 11, 19, ()),)),
    ('or_expression', None, 0, 82, (('or_expression', None, 0, 67, (('projection', None, 0, 41, (('flatten', None, 0, 41, (('function_expression', 'clusters', 0, 10, ()),)), ('function_expression', 'not_null', 13, 41, (('field', 'ClusterName', 22, 33, ()), ('function_expression', 'id', 35, 40, (('current', None, 38, 39, ()),)))))), ('subexpression', None, 45, 67, (('function_expression', 'settings', 45, 55, ()), ('field', 'ECS_CLUSTER', 56, 67, ()))))), ('literal', 'a cluster', 71, 82, ()))),
    ('or_expression', None, 0, 52, (('function_expression', 'clusters', 0, 10, ()), ('comparator', 'gt', 14, 52, (('function_expression', 'length', 14, 46, (('function_expression', 'keys', 21, 45, (('or_expression', None, 26, 44, (('function_expression', 'settings', 26, 36, ()), ('literal', {}, 40, 44, ()))),)),)), ('literal', 0, 49, 52, ()))))),
    ('field', 'IamInstanceProfile', 0, 18, ()),
    ('function_expression', 'target', 0, 8, ()),
)
