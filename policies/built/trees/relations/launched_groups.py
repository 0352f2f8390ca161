# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'referrers', 0, 50, (('current', None, 10, 11, ()), ('literal', 'AWS::AutoScaling::AutoScalingGroup', 13, 49, ()))),
)
