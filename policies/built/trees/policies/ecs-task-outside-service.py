# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'not_null', 0, 30, (('field', 'Group', 9, 14, ()), ('subexpression', None, 16, 29, (('field', 'Runtime', 16, 23, ()), ('field', 'group', 24, 29, ()))))),
    ('function_expression', 'not_null', 0, 42, (('field', 'StartedBy', 9, 18, ()), ('subexpression', None, 20, 37, (('field', 'Runtime', 20, 27, ()), ('field', 'startedBy', 28, 37, ()))), ('literal', '', 39, 41, ()))),
    ('comparator', 'eq', 0, 31, (('subexpression', None, 0, 18, (('field', 'Runtime', 0, 7, ()), ('field', 'lastStatus', 8, 18, ()))), ('literal', 'RUNNING', 22, 31, ()))),
    ('or_expression', None, 0, 78, (('function_expression', 'starts_with', 0, 38, (('or_expression', None, 12, 25, (('function_expression', 'group', 12, 19, ()), ('literal', '', 23, 25, ()))), ('literal', 'service:', 27, 37, ()))), ('function_expression', 'any', 42, 78, (('function_expression', 'starters', 46, 56, ()), ('expref', None, 58, 77, (('function_expression', 'glob', 59, 77, (('function_expression', 'starter', 64, 73, ()), ('current', None, 75, 76, ()))),)))))),
    ('field', 'TaskDefinition', 0, 14, ()),
    ('field', 'Cluster', 0, 7, ()),
    ('function_expression', 'group', 0, 7, ()),
)
