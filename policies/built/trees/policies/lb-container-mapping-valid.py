# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('field', 'LoadBalancers', 0, 13, ()),
    ('subexpression', None, 0, 44, (('function_expression', 'task_definition', 0, 23, (('function_expression', 'this', 16, 22, ()),)), ('field', 'ContainerDefinitions', 24, 44, ()))),
    ('pipe', None, 0, 49, (('filter_projection', None, 0, 43, (('function_expression', 'containers', 0, 12, ()), ('identity', None, 0, 43, ()), ('comparator', 'eq', 14, 42, (('field', 'Name', 14, 18, ()), ('subexpression', None, 22, 42, (('function_expression', 'item', 22, 28, ()), ('field', 'ContainerName', 29, 42, ()))))))), ('index_expression', None, 46, 49, (('identity', None, 46, 49, ()), ('index', 0, 46, 49, ()))))),
    ('and_expression', None, 0, 56, (('function_expression', 'exists', 0, 31, (('function_expression', 'task_definition', 7, 30, (('function_expression', 'this', 23, 29, ()),)),)), ('function_expression', 'exists', 35, 56, (('field', 'ContainerName', 42, 55, ()),)))),
    ('function_expression', 'exists', 0, 19, (('function_expression', 'container', 7, 18, ()),)),
    ('function_expression', 'any', 0, 69, (('subexpression', None, 4, 28, (('function_expression', 'container', 4, 15, ()), ('field', 'PortMappings', 16, 28, ()))), ('expref', None, 30, 68, (('comparator', 'eq', 31, 68, (('field', 'ContainerPort', 31, 44, ()), ('subexpression', None, 48, 68, (('function_expression', 'item', 48, 54, ()), ('field', 'ContainerPort', 55, 68, ()))))),)))),
    ('function_expression', 'exists', 0, 19, (('function_expression', 'container', 7, 18, ()),)),
    ('field', 'ContainerName', 0, 13, ()),
    ('projection', None, 0, 19, (('flatten', None, 0, 19, (('function_expression', 'containers', 0, 12, ()),)), ('field', 'Name', 15, 19, ()))),
    ('field', 'ContainerName', 0, 13, ()),
    ('field', 'ContainerPort', 0, 13, ()),
    ('projection', None, 0, 40, (('flatten', None, 0, 40, (('subexpression', None, 0, 24, (('function_expression', 'container', 0, 11, ()), ('field', 'PortMappings', 12, 24, ()))),)), ('field', 'ContainerPort', 27, 40, ()))),
)
