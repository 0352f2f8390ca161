# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'unique', 0, 128, (('projection', None, 7, 127, (('flatten', None, 7, 127, (('multi_select_list', None, 7, 125, (('function_expression', 'provider_clusters', 8, 28, (('current', None, 26, 27, ()),)), ('projection', None, 38, 124, (('flatten', None, 38, 124, (('function_expression', 'group_launch_data', 38, 58, (('current', None, 56, 57, ()),)),)), ('function_expression', 'resource', 61, 124, (('subexpression', None, 70, 102, (('function_expression', 'ecs_config', 70, 90, (('field', 'UserData', 81, 89, ()),)), ('field', 'ECS_CLUSTER', 91, 102, ()))), ('literal', 'AWS::ECS::Cluster', 104, 123, ()))))))),)), ('identity', None, 7, 127, ()))),)),
)
