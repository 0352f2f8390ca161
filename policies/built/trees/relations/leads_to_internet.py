# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'any', 0, 94, (('function_expression', 'default_routes', 4, 34, (('function_expression', 'route_table', 19, 33, (('current', None, 31, 32, ()),)),)), ('expref', None, 36, 93, (('function_expression', 'exists', 37, 93, (('function_expression', 'resource', 44, 92, (('field', 'GatewayId', 53, 62, ()), ('literal', 'AWS::EC2::InternetGateway', 64, 91, ()))),)),)))),
)
