# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'referrers', 0, 41, (('current', None, 10, 11, ()), ('literal', 'AWS::IAM::InstanceProfile', 13, 40, ()))),
)
