# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'not_null', 0, 173, (('pipe', None, 9, 117, (('projection', None, 9, 111, (('flatten', None, 9, 111, (('function_expression', 'referrers', 9, 62, (('current', None, 19, 20, ()), ('literal', 'AWS::EC2::SubnetRouteTableAssociation', 22, 61, ()))),)), ('function_expression', 'resource', 65, 111, (('field', 'RouteTableId', 74, 86, ()), ('literal', 'AWS::EC2::RouteTable', 88, 110, ()))))), ('index_expression', None, 114, 117, (('identity', None, 114, 117, ()), ('index', 0, 114, 117, ()))))), ('function_expression', 'main_table', 128, 172, (('function_expression', 'resource', 139, 171, (('field', 'VpcId', 148, 153, ()), ('literal', 'AWS::EC2::VPC', 155, 170, ()))),)))),
)
