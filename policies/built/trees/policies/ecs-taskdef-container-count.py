# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('or_expression', None, 0, 28, (('field', 'ContainerDefinitions', 0, 20, ()), ('literal', [], 24, 28, ()))),
    ('comparator', 'lte', 0, 28, (('function_expression', 'length', 0, 20, (('function_expression', 'containers', 7, 19, ()),)), ('literal', 10, 24, 28, ()))),
    ('comparator', 'gt', 0, 26, (('function_expression', 'length', 0, 20, (('function_expression', 'containers', 7, 19, ()),)), ('literal', 0, 23, 26, ()))),
    ('function_expression', 'length', 0, 20, (('function_expression', 'containers', 7, 19, ()),)),
)
