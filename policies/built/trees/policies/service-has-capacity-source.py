# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'service_cluster', 0, 18, (('current', None, 16, 17, ()),)),
    ('subexpression', None, 0, 51, (('function_expression', 'cluster', 0, 9, ()), ('field', 'Runtime', 10, 17, ()), ('field', 'registeredContainerInstancesCount', 18, 51, ()))),
    ('and_expression', None, 0, 57, (('function_expression', 'runs_on_instances', 0, 20, (('current', None, 18, 19, ()),)), ('comparator', 'gt', 24, 57, (('function_expression', 'not_null', 24, 51, (('field', 'DesiredCount', 33, 45, ()), ('literal', 1, 47, 50, ()))), ('literal', 0, 54, 57, ()))))),
    ('comparator', 'gt', 0, 18, (('function_expression', 'registered', 0, 12, ()), ('literal', 0, 15, 18, ()))),
    ('function_expression', 'exists', 0, 20, (('function_expression', 'registered', 7, 19, ()),)),
    ('or_expression', None, 0, 49, (('function_expression', 'service_groups', 0, 17, (('current', None, 15, 16, ()),)), ('function_expression', 'cluster_providers', 21, 49, (('function_expression', 'cluster', 39, 48, ()),)))),
    ('not_expression', None, 0, 21, (('function_expression', 'exists', 1, 21, (('function_expression', 'registered', 8, 20, ()),)),)),
    ('subexpression', None, 0, 21, (('function_expression', 'cluster', 0, 9, ()), ('field', 'ClusterName', 10, 21, ()))),
)
