# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('and_expression', None, 0, 84, (('and_expression', None, 0, 47, (('not_expression', None, 0, 19, (('function_expression', 'runs_on_fargate', 1, 19, (('current', None, 17, 18, ()),)),)), ('comparator', 'ne', 23, 47, (('field', 'LaunchType', 23, 33, ()), ('literal', 'EXTERNAL', 37, 47, ()))))), ('comparator', 'ne', 51, 84, (('field', 'LaunchType', 51, 61, ()), ('literal', 'MANAGED_INSTANCES', 65, 84, ()))))),
)
