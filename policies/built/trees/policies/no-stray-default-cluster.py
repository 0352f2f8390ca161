# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'not_null', 0, 56, (('subexpression', None, 9, 50, (('field', 'Runtime', 9, 16, ()), ('field', 'registeredContainerInstancesCount', 17, 50, ()))), ('literal', 0, 52, 55, ()))),
    ('function_expression', 'not_null', 0, 42, (('subexpression', None, 9, 36, (('field', 'Runtime', 9, 16, ()), ('field', 'activeServicesCount', 17, 36, ()))), ('literal', 0, 38, 41, ()))),
    ('comparator', 'eq', 0, 24, (('field', 'ClusterName', 0, 11, ()), ('literal', 'default', 15, 24, ()))),
    ('or_expression', None, 0, 38, (('comparator', 'eq', 0, 18, (('function_expression', 'instances', 0, 11, ()), ('literal', 0, 15, 18, ()))), ('comparator', 'gt', 22, 38, (('function_expression', 'services', 22, 32, ()), ('literal', 0, 35, 38, ()))))),
    ('function_expression', 'instances', 0, 11, ()),
)
