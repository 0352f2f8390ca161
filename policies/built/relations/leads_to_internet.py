# Written by `make policies`; not to be edited.
CALLS = ('any', 'default_routes', 'exists', 'resource', 'route_table')
INVERSE = None
EXPRESSIONS = (
    ("any(default_routes(route_table(@)), &exists(resource(GatewayId, 'AWS::EC2::InternetGateway')))", (('any', (0,)), ('default_routes', (4,)), ('exists', (37,)), ('resource', (44,)), ('route_table', (19,))), ('GatewayId',)),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_route_table(context, t1) if t1.__class__ is not Unknown else call(f_route_table, [t1], context)
 t3 = c_default_routes(context, t2) if t2.__class__ is not Unknown else call(f_default_routes, [t2], context)
 t4 = c_any(context, t3, bound(run0_1, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run0_1, context)], context)
 return t4
def run0_1(value, context):
 if value.__class__ is not dict:
  return run0_2(value, context)
 t1 = value.get('GatewayId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::EC2::InternetGateway') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::InternetGateway'], context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 return t3
def run0_2(value, context):
 t1 = field(value, 'GatewayId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::InternetGateway') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::InternetGateway'], context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 return t3
