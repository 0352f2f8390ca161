# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 56, (('flatten', None, 0, 56, (('field', 'ECSServices', 0, 11, ()),)), ('function_expression', 'resource', 14, 56, (('field', 'ServiceName', 23, 34, ()), ('literal', 'AWS::ECS::Service', 36, 55, ()))))),
)
