# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('or_expression', None, 0, 13, (('field', 'Roles', 0, 5, ()), ('literal', [], 9, 13, ()))),
    ('comparator', 'eq', 0, 22, (('function_expression', 'length', 0, 15, (('function_expression', 'roles', 7, 14, ()),)), ('literal', 1, 19, 22, ()))),
    ('function_expression', 'length', 0, 15, (('function_expression', 'roles', 7, 14, ()),)),
    ('function_expression', 'roles', 0, 7, ()),
)
