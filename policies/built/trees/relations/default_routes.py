# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 101, (('function_expression', 'referrers', 0, 31, (('current', None, 10, 11, ()), ('literal', 'AWS::EC2::Route', 13, 30, ()))), ('identity', None, 0, 101, ()), ('and_expression', None, 33, 100, (('comparator', 'eq', 33, 68, (('field', 'DestinationCidrBlock', 33, 53, ()), ('literal', '0.0.0.0/0', 57, 68, ()))), ('comparator', 'ne', 72, 100, (('subexpression', None, 72, 85, (('field', 'Runtime', 72, 79, ()), ('field', 'State', 80, 85, ()))), ('literal', 'blackhole', 89, 100, ()))))))),
)
