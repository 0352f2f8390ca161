# Written by `make policies`; not to be edited.
CALLS = ('any', 'default_routes', 'exists', 'leads_to_internet', 'not_null', 'resource', 'route_table')
INVERSE = None
EXPRESSIONS = (
    ("any(default_routes(route_table(@)), &(resource(NatGatewayId, 'AWS::EC2::NatGateway')\n  | exists(@) && not_null(Runtime.State, 'available') == 'available' && not_null(ConnectivityType, 'public') == 'public'\n    && (not_null(AvailabilityMode, 'zonal') == 'regional' || leads_to_internet(resource(SubnetId, 'AWS::EC2::Subnet')))))", (('any', (0,)), ('default_routes', (4,)), ('exists', (89,)), ('leads_to_internet', (267,)), ('not_null', (102, 157, 214)), ('resource', (38, 285)), ('route_table', (19,))), ('AvailabilityMode', 'ConnectivityType', 'NatGatewayId', 'Runtime', 'State', 'SubnetId')),
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
 t1 = value.get('NatGatewayId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::EC2::NatGateway') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::NatGateway'], context)
 t3 = t2 if t2.__class__ is not Unknown else current(t2, context)
 t4 = c_exists(context, t3) if t3.__class__ is not Unknown else call(f_exists, [t3], context)
 if t4 is False:
  t5 = t4
 elif t4 is True:
  if t2.__class__ is dict:
   t6 = t2.get('Runtime')
   if t6.__class__ is dict:
    t6 = t6.get('State')
    if t6.__class__ is Unknown or t6 is ABSENT:
     t6 = seen(t6, context)
   elif t6 is not None:
    t6 = field((t6 := seen(t6, context)), 'State', context)
  else:
   t6 = None if t2 is None else path(t2, ('Runtime', 'State'), context)
  t7 = (t6 if t6 is not None else 'available') if t6.__class__ is not Unknown else call(f_not_null, [t6, 'available'], context)
  t8 = t7 == 'available' if t7.__class__ is str else False if t7 is None else equality(t7, 'available', context)
  t5 = t8
 else:
  t5 = junction(t4, False, t2, run0_3, (), context)
 if t5 is False:
  t9 = t5
 elif t5 is True:
  if t2.__class__ is dict:
   t10 = t2.get('ConnectivityType')
   if t10.__class__ is Unknown or t10 is ABSENT:
    t10 = seen(t10, context)
  else:
   t10 = None if t2 is None else field(t2, 'ConnectivityType', context)
  t11 = (t10 if t10 is not None else 'public') if t10.__class__ is not Unknown else call(f_not_null, [t10, 'public'], context)
  t12 = t11 == 'public' if t11.__class__ is str else False if t11 is None else equality(t11, 'public', context)
  t9 = t12
 else:
  t9 = junction(t5, False, t2, run0_4, (), context)
 if t9 is False:
  t13 = t9
 elif t9 is True:
  if t2.__class__ is dict:
   t14 = t2.get('AvailabilityMode')
   if t14.__class__ is Unknown or t14 is ABSENT:
    t14 = seen(t14, context)
  else:
   t14 = None if t2 is None else field(t2, 'AvailabilityMode', context)
  t15 = (t14 if t14 is not None else 'zonal') if t14.__class__ is not Unknown else call(f_not_null, [t14, 'zonal'], context)
  t16 = t15 == 'regional' if t15.__class__ is str else False if t15 is None else equality(t15, 'regional', context)
  if t16 is True:
   t17 = t16
  elif t16 is False:
   if t2.__class__ is dict:
    t18 = t2.get('SubnetId')
    if t18.__class__ is Unknown or t18 is ABSENT:
     t18 = seen(t18, context)
   else:
    t18 = None if t2 is None else field(t2, 'SubnetId', context)
   t19 = c_resource(context, t18, 'AWS::EC2::Subnet') if t18.__class__ is not Unknown else call(f_resource, [t18, 'AWS::EC2::Subnet'], context)
   t20 = c_leads_to_internet(context, t19) if t19.__class__ is not Unknown else call(f_leads_to_internet, [t19], context)
   t17 = t20
  else:
   t17 = junction(t16, True, t2, run0_5, (), context)
  t13 = t17
 else:
  t13 = junction(t9, False, t2, run0_6, (), context)
 return t13
def run0_6(value, context):
 t1 = field(value, 'AvailabilityMode', context)
 t2 = (t1 if t1 is not None else 'zonal') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'zonal'], context)
 t3 = t2 == 'regional' if t2.__class__ is str else False if t2 is None else equality(t2, 'regional', context)
 if t3 is True:
  t4 = t3
 elif t3 is False:
  t4 = run0_5(value, context)
 else:
  t4 = junction(t3, True, value, run0_5, (), context)
 return t4
def run0_5(value, context):
 t1 = field(value, 'SubnetId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::Subnet') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::Subnet'], context)
 t3 = c_leads_to_internet(context, t2) if t2.__class__ is not Unknown else call(f_leads_to_internet, [t2], context)
 return t3
def run0_4(value, context):
 t1 = field(value, 'ConnectivityType', context)
 t2 = (t1 if t1 is not None else 'public') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'public'], context)
 t3 = t2 == 'public' if t2.__class__ is str else False if t2 is None else equality(t2, 'public', context)
 return t3
def run0_3(value, context):
 t1 = path(value, ('Runtime', 'State'), context)
 t2 = (t1 if t1 is not None else 'available') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'available'], context)
 t3 = t2 == 'available' if t2.__class__ is str else False if t2 is None else equality(t2, 'available', context)
 return t3
def run0_2(value, context):
 t1 = field(value, 'NatGatewayId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::NatGateway') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::NatGateway'], context)
 t3 = t2 if t2.__class__ is not Unknown else current(t2, context)
 t4 = c_exists(context, t3) if t3.__class__ is not Unknown else call(f_exists, [t3], context)
 if t4 is False:
  t5 = t4
 elif t4 is True:
  t5 = run0_3(t2, context)
 else:
  t5 = junction(t4, False, t2, run0_3, (), context)
 t6 = t5 if t5.__class__ is bool else False if t5 is None else t5 != '' if t5.__class__ is str else truth(t5, context)
 if t6 is False:
  t7 = t5
 elif t6 is True:
  t7 = run0_4(t2, context)
 else:
  t7 = undecided(t5, False, t2, run0_4, (), context)
 t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
 if t8 is False:
  t9 = t7
 elif t8 is True:
  t9 = run0_6(t2, context)
 else:
  t9 = undecided(t7, False, t2, run0_6, (), context)
 return t9
