# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'cluster_groups', 0, 34, (('function_expression', 'service_cluster', 15, 33, (('current', None, 31, 32, ()),)),)),
)
