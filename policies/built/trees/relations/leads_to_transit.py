# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'any', 0, 88, (('function_expression', 'default_routes', 4, 34, (('function_expression', 'route_table', 19, 33, (('current', None, 31, 32, ()),)),)), ('expref', None, 36, 87, (('or_expression', None, 37, 87, (('function_expression', 'exists', 37, 61, (('field', 'TransitGatewayId', 44, 60, ()),)), ('function_expression', 'exists', 65, 87, (('field', 'CoreNetworkArn', 72, 86, ()),)))),)))),
)
