# Written by `make policies`; not to be edited.
CALLS = ('main_table', 'not_null', 'referrers', 'resource')
INVERSE = None
EXPRESSIONS = (
    ("not_null(referrers(@, 'AWS::EC2::SubnetRouteTableAssociation')[].resource(RouteTableId, 'AWS::EC2::RouteTable') | [0],\n         main_table(resource(VpcId, 'AWS::EC2::VPC')))", (('main_table', (128,)), ('not_null', (0,)), ('referrers', (9,)), ('resource', (65, 139))), ('RouteTableId', 'VpcId')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = c_referrers(context, value, 'AWS::EC2::SubnetRouteTableAssociation')
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run0_2, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('RouteTableId')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_resource(context, t8, 'AWS::EC2::RouteTable') if t8.__class__ is not Unknown else call(f_resource, [t8, 'AWS::EC2::RouteTable'], context)
    if t9.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t9, None, run0_2, context)
     break
    if t9 is not None:
     l4.append(t9)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_2, context)
 t10 = None if t3 is None else (t3[0] if t3 else None) if (t3 is l4 or t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 t11 = value.get('VpcId')
 if t11.__class__ is Unknown or t11 is ABSENT:
  t11 = seen(t11, context)
 t12 = c_resource(context, t11, 'AWS::EC2::VPC') if t11.__class__ is not Unknown else call(f_resource, [t11, 'AWS::EC2::VPC'], context)
 t13 = c_main_table(context, t12) if t12.__class__ is not Unknown else call(f_main_table, [t12], context)
 t14 = (t10 if t10 is not None else t13) if t10.__class__ is not Unknown and t13.__class__ is not Unknown else call(f_not_null, [t10, t13], context)
 return t14
def run0_2(value, context):
 t1 = field(value, 'RouteTableId', context)
 t2 = c_resource(context, t1, 'AWS::EC2::RouteTable') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::RouteTable'], context)
 return t2
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::EC2::SubnetRouteTableAssociation') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::EC2::SubnetRouteTableAssociation'], context)
 t3 = flatten(t2, context)
 t4 = None if t3 is None else project(t3, None, run0_2, context)
 t5 = None if t4 is None else (t4[0] if t4 else None) if (t4.__class__ is list and no_hole(map(type, t4))) else index(t4, (0), context)
 t6 = field(value, 'VpcId', context)
 t7 = c_resource(context, t6, 'AWS::EC2::VPC') if t6.__class__ is not Unknown else call(f_resource, [t6, 'AWS::EC2::VPC'], context)
 t8 = c_main_table(context, t7) if t7.__class__ is not Unknown else call(f_main_table, [t7], context)
 t9 = (t5 if t5 is not None else t8) if t5.__class__ is not Unknown and t8.__class__ is not Unknown else call(f_not_null, [t5, t8], context)
 return t9
