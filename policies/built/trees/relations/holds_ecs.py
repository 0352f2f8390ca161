# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('or_expression', None, 0, 140, (('function_expression', 'any', 0, 89, (('function_expression', 'referrers', 4, 54, (('current', None, 14, 15, ()), ('literal', 'AWS::AutoScaling::AutoScalingGroup', 17, 53, ()))), ('expref', None, 56, 88, (('comparator', 'gt', 57, 88, (('function_expression', 'length', 57, 82, (('function_expression', 'group_clusters', 64, 81, (('current', None, 79, 80, ()),)),)), ('literal', 0, 85, 88, ()))),)))), ('comparator', 'gt', 93, 140, (('function_expression', 'length', 93, 134, (('function_expression', 'referrers', 100, 133, (('current', None, 110, 111, ()), ('literal', 'AWS::ECS::Service', 113, 132, ()))),)), ('literal', 0, 137, 140, ()))))),
)
