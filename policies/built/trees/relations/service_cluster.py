# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'resource', 0, 59, (('function_expression', 'not_null', 9, 37, (('field', 'Cluster', 18, 25, ()), ('literal', 'default', 27, 36, ()))), ('literal', 'AWS::ECS::Cluster', 39, 58, ()))),
)
