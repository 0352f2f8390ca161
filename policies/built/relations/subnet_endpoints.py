# Written by `make policies`; not to be edited.
CALLS = ('any', 'contains', 'endpoint_service', 'item', 'not_null', 'referrers', 'resource', 'route_table', 'same')
INVERSE = None
EXPRESSIONS = (
    ("referrers(resource(VpcId, 'AWS::EC2::VPC'), 'AWS::EC2::VPCEndpoint')\n  [?contains(['available', 'Available'], not_null(Runtime.State, 'available'))\n    && ((VpcEndpointType == 'Interface' && PrivateDnsEnabled)\n      || (not_null(VpcEndpointType, 'Gateway') == 'Gateway'\n        && any(RouteTableIds, &same(resource(@, 'AWS::EC2::RouteTable'), route_table(item())))))].endpoint_service(ServiceName)", (('any', (281,)), ('contains', (73,)), ('endpoint_service', (368,)), ('item', (355,)), ('not_null', (110, 220)), ('referrers', (0,)), ('resource', (10, 306)), ('route_table', (343,)), ('same', (301,))), ('PrivateDnsEnabled', 'RouteTableIds', 'Runtime', 'ServiceName', 'State', 'VpcEndpointType', 'VpcId')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('VpcId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::EC2::VPC') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::VPC'], context)
 t3 = c_referrers(context, t2, 'AWS::EC2::VPCEndpoint') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::EC2::VPCEndpoint'], context)
 l5 = ()
 if t3.__class__ is list:
  for i6 in t3:
   if i6.__class__ is not dict:
    t4 = project(t3, run0_2, run0_3, context)
    break
  else:
   l5 = []
   r7 = iter(t3)
   for i8 in r7:
    t9 = ['available', 'Available']
    t10 = i8.get('Runtime')
    if t10.__class__ is dict:
     t10 = t10.get('State')
     if t10.__class__ is Unknown or t10 is ABSENT:
      t10 = seen(t10, context)
    elif t10 is not None:
     t10 = field((t10 := seen(t10, context)), 'State', context)
    t11 = (t10 if t10 is not None else 'available') if t10.__class__ is not Unknown else call(f_not_null, [t10, 'available'], context)
    t12 = t11 in t9 if t11.__class__ is str and (t9.__class__ is str or t9.__class__ is list and no_hole(map(type, t9))) else call(f_contains, [t9, t11], context)
    if t12 is False:
     t13 = t12
    elif t12 is True:
     t14 = i8.get('VpcEndpointType')
     t15 = t14 == 'Interface' if t14.__class__ is str else False if t14 is None else equality((t14 := seen(t14, context)), 'Interface', context)
     if t15 is False:
      t16 = t15
     elif t15 is True:
      t17 = i8.get('PrivateDnsEnabled')
      if t17.__class__ is Unknown or t17 is ABSENT:
       t17 = seen(t17, context)
      t16 = t17
     else:
      t16 = junction(t15, False, i8, run0_6, run0_k1, context)
     t18 = t16 if t16.__class__ is bool else False if t16 is None else t16 != '' if t16.__class__ is str else truth(t16, context)
     if t18 is True:
      t19 = t16
     elif t18 is False:
      t20 = i8.get('VpcEndpointType')
      if t20.__class__ is Unknown or t20 is ABSENT:
       t20 = seen(t20, context)
      t21 = (t20 if t20 is not None else 'Gateway') if t20.__class__ is not Unknown else call(f_not_null, [t20, 'Gateway'], context)
      t22 = t21 == 'Gateway' if t21.__class__ is str else False if t21 is None else equality(t21, 'Gateway', context)
      if t22 is False:
       t23 = t22
      elif t22 is True:
       t24 = i8.get('RouteTableIds')
       t25 = c_any(context, t24, bound(run0_7, context)) if (t24 is None or t24.__class__ is list) else call(f_any, [(t24 := seen(t24, context)), bound(run0_7, context)], context)
       t23 = t25
      else:
       t23 = junction(t22, False, i8, run0_8, (), context)
      t19 = t23
     else:
      t19 = undecided(t16, True, i8, run0_9, (), context)
     t13 = t19
    else:
     t13 = junction(t12, False, i8, run0_10, (), context)
    t26 = t13 if t13.__class__ is bool else False if t13 is None else t13 != '' if t13.__class__ is str else plain_truth(t13, context)
    if t26 is not True:
     if t26 is False:
      continue
     t4 = resume(l5, i8, r7, t13, UNSET, run0_2, run0_3, context)
     break
    t27 = i8.get('ServiceName')
    t28 = c_endpoint_service(context, t27) if (t27 is None or t27.__class__ is str) else call(f_endpoint_service, [(t27 := seen(t27, context))], context)
    if t28.__class__ is Unknown:
     t4 = resume(l5, i8, r7, True, t28, run0_2, run0_3, context)
     break
    if t28 is not None:
     l5.append(t28)
   else:
    t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, run0_2, run0_3, context)
 return t4
def run0_10(value, context):
 t1 = field(value, 'VpcEndpointType', context)
 t2 = t1 == 'Interface' if t1.__class__ is str else False if t1 is None else equality(t1, 'Interface', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run0_6(value, context)
 else:
  t3 = junction(t2, False, value, run0_6, run0_k2, context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run0_9(value, context)
 else:
  t5 = undecided(t3, True, value, run0_9, (), context)
 return t5
def run0_9(value, context):
 t1 = field(value, 'VpcEndpointType', context)
 t2 = (t1 if t1 is not None else 'Gateway') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'Gateway'], context)
 t3 = t2 == 'Gateway' if t2.__class__ is str else False if t2 is None else equality(t2, 'Gateway', context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run0_8(value, context)
 else:
  t4 = junction(t3, False, value, run0_8, (), context)
 return t4
def run0_8(value, context):
 t1 = field(value, 'RouteTableIds', context)
 t2 = c_any(context, t1, bound(run0_11, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_11, context)], context)
 return t2
def run0_11(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::EC2::RouteTable') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::RouteTable'], context)
 t3 = c_item(context)
 t4 = c_route_table(context, t3) if t3.__class__ is not Unknown else call(f_route_table, [t3], context)
 t5 = c_same(context, t2, t4) if t2.__class__ is not Unknown and t4.__class__ is not Unknown else call(f_same, [t2, t4], context)
 return t5
def run0_7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::EC2::RouteTable') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::RouteTable'], context)
 t3 = c_item(context)
 t4 = c_route_table(context, t3) if t3.__class__ is not Unknown else call(f_route_table, [t3], context)
 t5 = c_same(context, t2, t4) if t2.__class__ is not Unknown and t4.__class__ is not Unknown else call(f_same, [t2, t4], context)
 return t5
def run0_6(value, context):
 t1 = field(value, 'PrivateDnsEnabled', context)
 return t1
def run0_5(value, context):
 t1 = field(value, 'VpcEndpointType', context)
 return t1
def run0_4(value, context):
 t1 = ['available', 'Available']
 return t1
def run0_3(value, context):
 t1 = field(value, 'ServiceName', context)
 t2 = c_endpoint_service(context, t1) if (t1 is None or t1.__class__ is str) else call(f_endpoint_service, [t1], context)
 return t2
def run0_2(value, context):
 t1 = None if value is None else select(value, run0_4, context)
 t2 = path(value, ('Runtime', 'State'), context)
 t3 = (t2 if t2 is not None else 'available') if t2.__class__ is not Unknown else call(f_not_null, [t2, 'available'], context)
 t4 = t3 in t1 if t3.__class__ is str and (t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1))) else call(f_contains, [t1, t3], context)
 if t4 is False:
  t5 = t4
 elif t4 is True:
  t5 = run0_10(value, context)
 else:
  t5 = junction(t4, False, value, run0_10, (), context)
 return t5
def run0_1(value, context):
 t1 = field(value, 'VpcId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::VPC') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::VPC'], context)
 t3 = c_referrers(context, t2, 'AWS::EC2::VPCEndpoint') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::EC2::VPCEndpoint'], context)
 t4 = None if t3 is None else project(t3, run0_2, run0_3, context)
 return t4
run0_k1 = (Fact(run0_5, 'is', 'Interface'),)
run0_k2 = (Fact(run0_5, 'is', 'Interface'),)
