# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 135, (('flatten', None, 0, 135, (('multi_select_list', None, 0, 133, (('field', 'DefaultCapacityProviderStrategy', 1, 32, ()), ('projection', None, 35, 132, (('flatten', None, 35, 132, (('projection', None, 35, 130, (('flatten', None, 35, 130, (('function_expression', 'referrers', 35, 96, (('current', None, 45, 46, ()), ('literal', 'AWS::ECS::ClusterCapacityProviderAssociations', 48, 95, ()))),)), ('field', 'DefaultCapacityProviderStrategy', 99, 130, ()))),)), ('identity', None, 35, 132, ()))))),)), ('identity', None, 0, 135, ()))),
)
