# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 91, (('function_expression', 'resources', 0, 27, (('literal', 'AWS::IAM::Role', 10, 26, ()),)), ('identity', None, 0, 91, ()), ('and_expression', None, 29, 90, (('function_expression', 'any', 29, 68, (('function_expression', 'role_launches', 33, 49, (('current', None, 47, 48, ()),)), ('expref', None, 51, 67, (('function_expression', 'same', 52, 67, (('current', None, 57, 58, ()), ('function_expression', 'item', 60, 66, ()))),)))), ('function_expression', 'is_made_for_ecs', 72, 90, (('current', None, 88, 89, ()),)))))),
    ('function_expression', 'role_launches', 0, 16, (('current', None, 14, 15, ()),)),
)
