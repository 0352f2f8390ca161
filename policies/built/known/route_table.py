# Written by `make policies`; not to be edited.
CALLS = ('referrers', 'resource')
def value_0(d, context):
 a1 = None
 t1 = f_referrers(context, d, 'AWS::EC2::SubnetRouteTableAssociation')
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    t2 = e1.get('RouteTableId')
    t3 = f_resource(context, t2, 'AWS::EC2::RouteTable')
    if t3 is not None:
     a1.append(t3)
   elif e1.__class__ is list:
    for e2 in e1:
     if e2.__class__ is dict:
      t4 = e2.get('RouteTableId')
      t5 = f_resource(context, t4, 'AWS::EC2::RouteTable')
      if t5 is not None:
       a1.append(t5)
     else:
      t6 = f_resource(context, None, 'AWS::EC2::RouteTable')
      if t6 is not None:
       a1.append(t6)
   else:
    t7 = f_resource(context, None, 'AWS::EC2::RouteTable')
    if t7 is not None:
     a1.append(t7)
 t8 = ((a1[0] if a1 else None) if a1.__class__ is list else None)
 t9 = (d.get('VpcId') if d.__class__ is dict else None)
 t10 = f_resource(context, t9, 'AWS::EC2::VPC')
 r1 = None
 if t10 is not None:
  x1 = None
  c1 = False
  t11 = f_referrers(context, t10, 'AWS::EC2::RouteTable', True)
  if t11.__class__ is list:
   for e3 in t11:
    if e3.__class__ is dict:
     c2 = False
     t12 = e3.get('Runtime')
     t13 = (t12.get('Associations') if t12.__class__ is dict else None)
     if t13.__class__ is list:
      for e4 in t13:
       if e4.__class__ is dict:
        t14 = e4.get('Main')
        if (t14 or t14.__class__ in NUMBERS):
         c2 = True
         break
     if c2:
      x1 = e3
      c1 = True
      break
    else:
     c3 = False
     if c3:
      if e3 is not None:
       x1 = e3
       c1 = True
       break
  r1 = x1
 return (t8 if t8 is not None else r1)
def truth_0(d, context):
 a1 = None
 t1 = f_referrers(context, d, 'AWS::EC2::SubnetRouteTableAssociation')
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    t2 = e1.get('RouteTableId')
    t3 = f_resource(context, t2, 'AWS::EC2::RouteTable')
    if t3 is not None:
     a1.append(t3)
   elif e1.__class__ is list:
    for e2 in e1:
     if e2.__class__ is dict:
      t4 = e2.get('RouteTableId')
      t5 = f_resource(context, t4, 'AWS::EC2::RouteTable')
      if t5 is not None:
       a1.append(t5)
     else:
      t6 = f_resource(context, None, 'AWS::EC2::RouteTable')
      if t6 is not None:
       a1.append(t6)
   else:
    t7 = f_resource(context, None, 'AWS::EC2::RouteTable')
    if t7 is not None:
     a1.append(t7)
 t8 = ((a1[0] if a1 else None) if a1.__class__ is list else None)
 t9 = (d.get('VpcId') if d.__class__ is dict else None)
 t10 = f_resource(context, t9, 'AWS::EC2::VPC')
 r1 = None
 if t10 is not None:
  x1 = None
  c1 = False
  t11 = f_referrers(context, t10, 'AWS::EC2::RouteTable', True)
  if t11.__class__ is list:
   for e3 in t11:
    if e3.__class__ is dict:
     c2 = False
     t12 = e3.get('Runtime')
     t13 = (t12.get('Associations') if t12.__class__ is dict else None)
     if t13.__class__ is list:
      for e4 in t13:
       if e4.__class__ is dict:
        t14 = e4.get('Main')
        if (t14 or t14.__class__ in NUMBERS):
         c2 = True
         break
     if c2:
      x1 = e3
      c1 = True
      break
    else:
     c3 = False
     if c3:
      if e3 is not None:
       x1 = e3
       c1 = True
       break
  r1 = x1
 t15 = (t8 if t8 is not None else r1)
 return True if (t15 or t15.__class__ in NUMBERS) else False
