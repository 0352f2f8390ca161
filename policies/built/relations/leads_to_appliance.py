# Written by `make policies`; not to be edited.
CALLS = ('any', 'default_routes', 'exists', 'resource', 'route_table')
INVERSE = None
EXPRESSIONS = (
    ("any(default_routes(route_table(@)), &exists(InstanceId) || exists(NetworkInterfaceId) || exists(VpcEndpointId) || exists(LocalGatewayId)\n  || exists(resource(GatewayId, 'AWS::EC2::VPNGateway')))", (('any', (0,)), ('default_routes', (4,)), ('exists', (37, 59, 89, 114, 142)), ('resource', (149,)), ('route_table', (19,))), ('GatewayId', 'InstanceId', 'LocalGatewayId', 'NetworkInterfaceId', 'VpcEndpointId')),
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
 t1 = value.get('InstanceId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('NetworkInterfaceId')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = c_exists(context, t4) if t4.__class__ is not Unknown else call(f_exists, [t4], context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run0_3, (), context)
 if t3 is True:
  t6 = t3
 elif t3 is False:
  t7 = value.get('VpcEndpointId')
  if t7.__class__ is Unknown or t7 is ABSENT:
   t7 = seen(t7, context)
  t8 = c_exists(context, t7) if t7.__class__ is not Unknown else call(f_exists, [t7], context)
  t6 = t8
 else:
  t6 = junction(t3, True, value, run0_4, (), context)
 if t6 is True:
  t9 = t6
 elif t6 is False:
  t10 = value.get('LocalGatewayId')
  if t10.__class__ is Unknown or t10 is ABSENT:
   t10 = seen(t10, context)
  t11 = c_exists(context, t10) if t10.__class__ is not Unknown else call(f_exists, [t10], context)
  t9 = t11
 else:
  t9 = junction(t6, True, value, run0_5, (), context)
 if t9 is True:
  t12 = t9
 elif t9 is False:
  t13 = value.get('GatewayId')
  if t13.__class__ is Unknown or t13 is ABSENT:
   t13 = seen(t13, context)
  t14 = c_resource(context, t13, 'AWS::EC2::VPNGateway') if t13.__class__ is not Unknown else call(f_resource, [t13, 'AWS::EC2::VPNGateway'], context)
  t15 = c_exists(context, t14) if t14.__class__ is not Unknown else call(f_exists, [t14], context)
  t12 = t15
 else:
  t12 = junction(t9, True, value, run0_6, (), context)
 return t12
def run0_6(value, context):
 t1 = field(value, 'GatewayId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::VPNGateway') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::VPNGateway'], context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 return t3
def run0_5(value, context):
 t1 = field(value, 'LocalGatewayId', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run0_4(value, context):
 t1 = field(value, 'VpcEndpointId', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run0_3(value, context):
 t1 = field(value, 'NetworkInterfaceId', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run0_2(value, context):
 t1 = field(value, 'InstanceId', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_3(value, context)
 else:
  t3 = junction(t2, True, value, run0_3, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run0_4(value, context)
 else:
  t5 = undecided(t3, True, value, run0_4, (), context)
 t6 = t5 if t5.__class__ is bool else False if t5 is None else t5 != '' if t5.__class__ is str else truth(t5, context)
 if t6 is True:
  t7 = t5
 elif t6 is False:
  t7 = run0_5(value, context)
 else:
  t7 = undecided(t5, True, value, run0_5, (), context)
 t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
 if t8 is True:
  t9 = t7
 elif t8 is False:
  t9 = run0_6(value, context)
 else:
  t9 = undecided(t7, True, value, run0_6, (), context)
 return t9
