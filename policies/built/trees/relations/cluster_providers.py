# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 106, (('flatten', None, 0, 106, (('multi_select_list', None, 0, 104, (('field', 'CapacityProviders', 1, 18, ()), ('projection', None, 20, 103, (('flatten', None, 20, 103, (('projection', None, 20, 101, (('flatten', None, 20, 101, (('function_expression', 'referrers', 20, 81, (('current', None, 30, 31, ()), ('literal', 'AWS::ECS::ClusterCapacityProviderAssociations', 33, 80, ()))),)), ('field', 'CapacityProviders', 84, 101, ()))),)), ('identity', None, 20, 103, ()))))),)), ('identity', None, 0, 106, ()))),
)
