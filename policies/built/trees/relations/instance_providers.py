# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 98, (('function_expression', 'resources', 0, 39, (('literal', 'AWS::ECS::CapacityProvider', 10, 38, ()),)), ('identity', None, 0, 98, ()), ('function_expression', 'any', 41, 97, (('function_expression', 'referrers', 45, 78, (('current', None, 55, 56, ()), ('literal', 'AWS::ECS::Service', 58, 77, ()))), ('expref', None, 80, 96, (('function_expression', 'same', 81, 96, (('current', None, 86, 87, ()), ('function_expression', 'item', 89, 95, ()))),)))))),
    ('function_expression', 'referrers', 0, 33, (('current', None, 10, 11, ()), ('literal', 'AWS::ECS::Service', 13, 32, ()))),
)
