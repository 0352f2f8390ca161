# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'not_null', 0, 40, (('subexpression', None, 9, 34, (('field', 'Runtime', 9, 16, ()), ('field', 'runningTasksCount', 17, 34, ()))), ('literal', 0, 36, 39, ()))),
    ('or_expression', None, 0, 40, (('subexpression', None, 0, 22, (('field', 'Runtime', 0, 7, ()), ('field', 'agentConnected', 8, 22, ()))), ('comparator', 'eq', 26, 40, (('function_expression', 'tasks', 26, 33, ()), ('literal', 0, 37, 40, ()))))),
    ('function_expression', 'tasks', 0, 7, ()),
    ('or_expression', None, 0, 44, (('and_expression', None, 0, 29, (('comparator', 'eq', 0, 14, (('function_expression', 'tasks', 0, 7, ()), ('literal', 1, 11, 14, ()))), ('literal', 'task runs', 18, 29, ()))), ('literal', 'tasks run', 33, 44, ()))),
    ('field', 'Ec2InstanceId', 0, 13, ()),
    ('field', 'Cluster', 0, 7, ()),
)
