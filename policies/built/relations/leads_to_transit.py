# Written by `make policies`; not to be edited.
CALLS = ('any', 'default_routes', 'exists', 'route_table')
INVERSE = None
EXPRESSIONS = (
    ('any(default_routes(route_table(@)), &exists(TransitGatewayId) || exists(CoreNetworkArn))', (('any', (0,)), ('default_routes', (4,)), ('exists', (37, 65)), ('route_table', (19,))), ('CoreNetworkArn', 'TransitGatewayId')),
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
 t1 = value.get('TransitGatewayId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('CoreNetworkArn')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = c_exists(context, t4) if t4.__class__ is not Unknown else call(f_exists, [t4], context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run0_3, (), context)
 return t3
def run0_3(value, context):
 t1 = field(value, 'CoreNetworkArn', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run0_2(value, context):
 t1 = field(value, 'TransitGatewayId', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_3(value, context)
 else:
  t3 = junction(t2, True, value, run0_3, (), context)
 return t3
