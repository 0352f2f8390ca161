# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'any', 0, 194, (('function_expression', 'default_routes', 4, 34, (('function_expression', 'route_table', 19, 33, (('current', None, 31, 32, ()),)),)), ('expref', None, 36, 193, (('or_expression', None, 37, 193, (('or_expression', None, 37, 136, (('or_expression', None, 37, 110, (('or_expression', None, 37, 85, (('function_expression', 'exists', 37, 55, (('field', 'InstanceId', 44, 54, ()),)), ('function_expression', 'exists', 59, 85, (('field', 'NetworkInterfaceId', 66, 84, ()),)))), ('function_expression', 'exists', 89, 110, (('field', 'VpcEndpointId', 96, 109, ()),)))), ('function_expression', 'exists', 114, 136, (('field', 'LocalGatewayId', 121, 135, ()),)))), ('function_expression', 'exists', 142, 193, (('function_expression', 'resource', 149, 192, (('field', 'GatewayId', 158, 167, ()), ('literal', 'AWS::EC2::VPNGateway', 169, 191, ()))),)))),)))),
)
