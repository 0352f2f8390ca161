# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('field', 'ContainerDefinitions', 0, 20, ()),
    ('field', 'Image', 0, 5, ()),
    ('or_expression', None, 0, 68, (('or_expression', None, 0, 43, (('function_expression', 'exists', 0, 14, (('field', 'Memory', 7, 13, ()),)), ('function_expression', 'exists', 18, 43, (('field', 'MemoryReservation', 25, 42, ()),)))), ('function_expression', 'exists', 47, 68, (('subexpression', None, 54, 67, (('function_expression', 'this', 54, 60, ()), ('field', 'Memory', 61, 67, ()))),)))),
    ('field', 'Name', 0, 4, ()),
    ('field', 'Name', 0, 4, ()),
)
