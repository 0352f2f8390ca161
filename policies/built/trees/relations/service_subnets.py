# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 82, (('flatten', None, 0, 82, (('subexpression', None, 0, 48, (('field', 'NetworkConfiguration', 0, 20, ()), ('field', 'AwsvpcConfiguration', 21, 40, ()), ('field', 'Subnets', 41, 48, ()))),)), ('function_expression', 'resource', 51, 82, (('current', None, 60, 61, ()), ('literal', 'AWS::EC2::Subnet', 63, 81, ()))))),
)
