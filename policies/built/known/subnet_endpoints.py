# Written by `make policies`; not to be edited.
CALLS = ('endpoint_service', 'item', 'referrers', 'resource', 'route_table', 'same')
K0_value_0 = ['available', 'Available']
def value_0(d, context):
 a1 = None
 t1 = (d.get('VpcId') if d.__class__ is dict else None)
 t2 = f_resource(context, t1, 'AWS::EC2::VPC')
 t3 = f_referrers(context, t2, 'AWS::EC2::VPCEndpoint')
 if t3.__class__ is list:
  a1 = []
  for e1 in t3:
   if e1.__class__ is dict:
    t4 = e1.get('Runtime')
    t5 = (t4.get('State') if t4.__class__ is dict else None)
    t6 = (t5 if t5 is not None else 'available')
    t7 = (t6.__class__ is str and t6 in K0_value_0)
    if t7:
     t8 = e1.get('VpcEndpointType')
     c1 = (t8 == 'Interface')
     if c1:
      t9 = e1.get('PrivateDnsEnabled')
      c1 = (t9 or t9.__class__ in NUMBERS)
     c3 = c1
     if not c3:
      c2 = ((t8 if t8 is not None else 'Gateway') == 'Gateway')
      if c2:
       q1 = False
       t10 = e1.get('RouteTableIds')
       for e2 in (t10 if t10.__class__ is list else members(t10)):
        t11 = f_resource(context, e2, 'AWS::EC2::RouteTable')
        t12 = f_item(context)
        if t12.__class__ not in SCALARS: settled(context, t12)
        t13 = f_route_table(context, t12)
        t14 = f_same(context, t11, t13)
        if t14.__class__ is not bool: leave()
        if t14:
         q1 = True
         break
       c2 = q1
      c3 = c2
     if c3:
      t15 = e1.get('ServiceName')
      if t15.__class__ is not str and t15 is not None: leave()
      t16 = f_endpoint_service(context, t15)
      if t16.__class__ not in SCALARS: settled(context, t16)
      if t16 is not None:
       a1.append(t16)
   else:
    t17 = (['available', 'Available'] if e1 is not None else None)
    t18 = ('available' in t17 if t17.__class__ in SEARCHED else leave())
    if t18:
     q2 = False
     if q2:
      t19 = f_endpoint_service(context, None)
      if t19.__class__ not in SCALARS: settled(context, t19)
      if t19 is not None:
       a1.append(t19)
 return a1
K0_truth_0 = ['available', 'Available']
def truth_0(d, context):
 a1 = None
 t1 = (d.get('VpcId') if d.__class__ is dict else None)
 t2 = f_resource(context, t1, 'AWS::EC2::VPC')
 t3 = f_referrers(context, t2, 'AWS::EC2::VPCEndpoint')
 if t3.__class__ is list:
  a1 = []
  for e1 in t3:
   if e1.__class__ is dict:
    t4 = e1.get('Runtime')
    t5 = (t4.get('State') if t4.__class__ is dict else None)
    t6 = (t5 if t5 is not None else 'available')
    t7 = (t6.__class__ is str and t6 in K0_truth_0)
    if t7:
     t8 = e1.get('VpcEndpointType')
     c1 = (t8 == 'Interface')
     if c1:
      t9 = e1.get('PrivateDnsEnabled')
      c1 = (t9 or t9.__class__ in NUMBERS)
     c3 = c1
     if not c3:
      c2 = ((t8 if t8 is not None else 'Gateway') == 'Gateway')
      if c2:
       q1 = False
       t10 = e1.get('RouteTableIds')
       for e2 in (t10 if t10.__class__ is list else members(t10)):
        t11 = f_resource(context, e2, 'AWS::EC2::RouteTable')
        t12 = f_item(context)
        if t12.__class__ not in SCALARS: settled(context, t12)
        t13 = f_route_table(context, t12)
        t14 = f_same(context, t11, t13)
        if t14.__class__ is not bool: leave()
        if t14:
         q1 = True
         break
       c2 = q1
      c3 = c2
     if c3:
      t15 = e1.get('ServiceName')
      if t15.__class__ is not str and t15 is not None: leave()
      t16 = f_endpoint_service(context, t15)
      if t16.__class__ not in SCALARS: settled(context, t16)
      if t16 is not None:
       a1.append(t16)
   else:
    t17 = (['available', 'Available'] if e1 is not None else None)
    t18 = ('available' in t17 if t17.__class__ in SEARCHED else leave())
    if t18:
     q2 = False
     if q2:
      t19 = f_endpoint_service(context, None)
      if t19.__class__ not in SCALARS: settled(context, t19)
      if t19 is not None:
       a1.append(t19)
 return True if a1 else False
