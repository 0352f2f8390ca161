# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 90, (('function_expression', 'resources', 0, 47, (('literal', 'AWS::AutoScaling::AutoScalingGroup', 10, 46, ()),)), ('identity', None, 0, 90, ()), ('function_expression', 'any', 49, 89, (('function_expression', 'group_clusters', 53, 70, (('current', None, 68, 69, ()),)), ('expref', None, 72, 88, (('function_expression', 'same', 73, 88, (('current', None, 78, 79, ()), ('function_expression', 'item', 81, 87, ()))),)))))),
    ('function_expression', 'group_clusters', 0, 17, (('current', None, 15, 16, ()),)),
)
