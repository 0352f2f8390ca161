# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('or_expression', None, 0, 58, (('comparator', 'eq', 0, 26, (('subexpression', None, 0, 14, (('field', 'Runtime', 0, 7, ()), ('field', 'status', 8, 14, ()))), ('literal', 'ACTIVE', 18, 26, ()))), ('comparator', 'eq', 30, 58, (('subexpression', None, 30, 44, (('field', 'Runtime', 30, 37, ()), ('field', 'status', 38, 44, ()))), ('literal', 'DRAINING', 48, 58, ()))))),
    ('subexpression', None, 0, 22, (('field', 'Runtime', 0, 7, ()), ('field', 'agentConnected', 8, 22, ()))),
    ('field', 'Ec2InstanceId', 0, 13, ()),
    ('field', 'Cluster', 0, 7, ()),
)
