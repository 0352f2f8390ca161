# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'not_null', 0, 49, (('subexpression', None, 9, 29, (('field', 'Runtime', 9, 16, ()), ('field', 'desiredCount', 17, 29, ()))), ('field', 'DesiredCount', 31, 43, ()), ('literal', 0, 45, 48, ()))),
    ('function_expression', 'not_null', 0, 35, (('subexpression', None, 9, 29, (('field', 'Runtime', 9, 16, ()), ('field', 'runningCount', 17, 29, ()))), ('literal', 0, 31, 34, ()))),
    ('function_expression', 'sum', 0, 53, (('multi_select_list', None, 4, 52, (('function_expression', 'running', 5, 14, ()), ('function_expression', 'not_null', 16, 51, (('subexpression', None, 25, 45, (('field', 'Runtime', 25, 32, ()), ('field', 'pendingCount', 33, 45, ()))), ('literal', 0, 47, 50, ()))))),)),
    ('pipe', None, 0, 30, (('projection', None, 0, 24, (('flatten', None, 0, 24, (('subexpression', None, 0, 14, (('field', 'Runtime', 0, 7, ()), ('field', 'events', 8, 14, ()))),)), ('field', 'message', 17, 24, ()))), ('index_expression', None, 27, 30, (('identity', None, 27, 30, ()), ('index', 0, 27, 30, ()))))),
    ('and_expression', None, 0, 49, (('comparator', 'ne', 0, 30, (('field', 'SchedulingStrategy', 0, 18, ()), ('literal', 'DAEMON', 22, 30, ()))), ('comparator', 'gt', 34, 49, (('function_expression', 'desired', 34, 43, ()), ('literal', 0, 46, 49, ()))))),
    ('comparator', 'gte', 0, 22, (('function_expression', 'present', 0, 9, ()), ('function_expression', 'desired', 13, 22, ()))),
    ('function_expression', 'contains', 0, 61, (('or_expression', None, 9, 23, (('function_expression', 'latest', 9, 17, ()), ('literal', '', 21, 23, ()))), ('literal', 'No Container Instances were found', 25, 60, ()))),
    ('comparator', 'gte', 0, 22, (('function_expression', 'present', 0, 9, ()), ('function_expression', 'desired', 13, 22, ()))),
    ('or_expression', None, 0, 97, (('function_expression', 'contains', 0, 52, (('or_expression', None, 9, 23, (('function_expression', 'latest', 9, 17, ()), ('literal', '', 21, 23, ()))), ('literal', 'have the agent connected', 25, 51, ()))), ('function_expression', 'contains', 56, 97, (('or_expression', None, 65, 79, (('function_expression', 'latest', 65, 73, ()), ('literal', '', 77, 79, ()))), ('literal', 'error "AGENT"', 81, 96, ()))))),
    ('comparator', 'gte', 0, 22, (('function_expression', 'present', 0, 9, ()), ('function_expression', 'desired', 13, 22, ()))),
    ('and_expression', None, 0, 165, (('and_expression', None, 0, 119, (('not_expression', None, 0, 62, (('function_expression', 'contains', 1, 62, (('or_expression', None, 10, 24, (('function_expression', 'latest', 10, 18, ()), ('literal', '', 22, 24, ()))), ('literal', 'No Container Instances were found', 26, 61, ()))),)), ('not_expression', None, 66, 119, (('function_expression', 'contains', 67, 119, (('or_expression', None, 76, 90, (('function_expression', 'latest', 76, 84, ()), ('literal', '', 88, 90, ()))), ('literal', 'have the agent connected', 92, 118, ()))),)))), ('not_expression', None, 123, 165, (('function_expression', 'contains', 124, 165, (('or_expression', None, 133, 147, (('function_expression', 'latest', 133, 141, ()), ('literal', '', 145, 147, ()))), ('literal', 'error "AGENT"', 149, 164, ()))),)))),
    ('function_expression', 'running', 0, 9, ()),
    ('function_expression', 'desired', 0, 9, ()),
    ('function_expression', 'running', 0, 9, ()),
    ('function_expression', 'desired', 0, 9, ()),
    ('function_expression', 'running', 0, 9, ()),
    ('function_expression', 'desired', 0, 9, ()),
    ('function_expression', 'latest', 0, 8, ()),
)
