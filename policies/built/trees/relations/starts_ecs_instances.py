# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('or_expression', None, 0, 140, (('function_expression', 'any', 0, 57, (('function_expression', 'launched_groups', 4, 22, (('current', None, 20, 21, ()),)), ('expref', None, 24, 56, (('comparator', 'gt', 25, 56, (('function_expression', 'length', 25, 50, (('function_expression', 'group_clusters', 32, 49, (('current', None, 47, 48, ()),)),)), ('literal', 0, 53, 56, ()))),)))), ('function_expression', 'exists', 61, 140, (('subexpression', None, 68, 139, (('function_expression', 'ecs_config', 68, 127, (('function_expression', 'not_null', 79, 126, (('field', 'UserData', 88, 96, ()), ('subexpression', None, 98, 125, (('field', 'LaunchTemplateData', 98, 116, ()), ('field', 'UserData', 117, 125, ()))))),)), ('field', 'ECS_CLUSTER', 128, 139, ()))),)))),
)
