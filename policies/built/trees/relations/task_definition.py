# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'resource', 0, 52, (('field', 'TaskDefinition', 9, 23, ()), ('literal', 'AWS::ECS::TaskDefinition', 25, 51, ()))),
)
