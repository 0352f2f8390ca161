# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 51, (('flatten', None, 0, 51, (('field', 'VPCZoneIdentifier', 0, 17, ()),)), ('function_expression', 'resource', 20, 51, (('current', None, 29, 30, ()), ('literal', 'AWS::EC2::Subnet', 32, 50, ()))))),
)
