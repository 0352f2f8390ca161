# Written by `make policies`; not to be edited.
CALLS = ('default_routes', 'resource', 'route_table')
def value_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   t3 = e1.get('NatGatewayId')
   t4 = f_resource(context, t3, 'AWS::EC2::NatGateway')
   if (t4 is not None):
    t5 = (t4.get('Runtime') if t4.__class__ is dict else None)
    t6 = (t5.get('State') if t5.__class__ is dict else None)
    if ((t6 if t6 is not None else 'available') == 'available'):
     t7 = (t4.get('ConnectivityType') if t4.__class__ is dict else None)
     if ((t7 if t7 is not None else 'public') == 'public'):
      t8 = (t4.get('AvailabilityMode') if t4.__class__ is dict else None)
      c1 = ((t8 if t8 is not None else 'zonal') == 'regional')
      if not c1:
       t9 = (t4.get('SubnetId') if t4.__class__ is dict else None)
       t10 = f_resource(context, t9, 'AWS::EC2::Subnet')
       r1 = None
       if t10 is not None:
        q2 = False
        t11 = f_route_table(context, t10)
        t12 = f_default_routes(context, t11)
        for e2 in (t12 if t12.__class__ is list else members(t12)):
         if e2.__class__ is dict:
          t13 = e2.get('GatewayId')
          t14 = f_resource(context, t13, 'AWS::EC2::InternetGateway')
          if (t14 is not None):
           q2 = True
           break
         else:
          t15 = f_resource(context, None, 'AWS::EC2::InternetGateway')
          if (t15 is not None):
           q2 = True
           break
        r1 = q2
       c1 = (r1 or r1.__class__ in NUMBERS)
      if c1:
       q1 = True
       break
  else:
   t16 = f_resource(context, None, 'AWS::EC2::NatGateway')
   if (t16 is not None):
    t17 = (t16.get('Runtime') if t16.__class__ is dict else None)
    t18 = (t17.get('State') if t17.__class__ is dict else None)
    if ((t18 if t18 is not None else 'available') == 'available'):
     t19 = (t16.get('ConnectivityType') if t16.__class__ is dict else None)
     if ((t19 if t19 is not None else 'public') == 'public'):
      t20 = (t16.get('AvailabilityMode') if t16.__class__ is dict else None)
      c2 = ((t20 if t20 is not None else 'zonal') == 'regional')
      if not c2:
       t21 = (t16.get('SubnetId') if t16.__class__ is dict else None)
       t22 = f_resource(context, t21, 'AWS::EC2::Subnet')
       r2 = None
       if t22 is not None:
        q3 = False
        t23 = f_route_table(context, t22)
        t24 = f_default_routes(context, t23)
        for e3 in (t24 if t24.__class__ is list else members(t24)):
         if e3.__class__ is dict:
          t25 = e3.get('GatewayId')
          t26 = f_resource(context, t25, 'AWS::EC2::InternetGateway')
          if (t26 is not None):
           q3 = True
           break
         else:
          t27 = f_resource(context, None, 'AWS::EC2::InternetGateway')
          if (t27 is not None):
           q3 = True
           break
        r2 = q3
       c2 = (r2 or r2.__class__ in NUMBERS)
      if c2:
       q1 = True
       break
 return q1
def truth_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   t3 = e1.get('NatGatewayId')
   t4 = f_resource(context, t3, 'AWS::EC2::NatGateway')
   if (t4 is not None):
    t5 = (t4.get('Runtime') if t4.__class__ is dict else None)
    t6 = (t5.get('State') if t5.__class__ is dict else None)
    if ((t6 if t6 is not None else 'available') == 'available'):
     t7 = (t4.get('ConnectivityType') if t4.__class__ is dict else None)
     if ((t7 if t7 is not None else 'public') == 'public'):
      t8 = (t4.get('AvailabilityMode') if t4.__class__ is dict else None)
      c1 = ((t8 if t8 is not None else 'zonal') == 'regional')
      if not c1:
       t9 = (t4.get('SubnetId') if t4.__class__ is dict else None)
       t10 = f_resource(context, t9, 'AWS::EC2::Subnet')
       r1 = None
       if t10 is not None:
        q2 = False
        t11 = f_route_table(context, t10)
        t12 = f_default_routes(context, t11)
        for e2 in (t12 if t12.__class__ is list else members(t12)):
         if e2.__class__ is dict:
          t13 = e2.get('GatewayId')
          t14 = f_resource(context, t13, 'AWS::EC2::InternetGateway')
          if (t14 is not None):
           q2 = True
           break
         else:
          t15 = f_resource(context, None, 'AWS::EC2::InternetGateway')
          if (t15 is not None):
           q2 = True
           break
        r1 = q2
       c1 = (r1 or r1.__class__ in NUMBERS)
      if c1:
       q1 = True
       break
  else:
   t16 = f_resource(context, None, 'AWS::EC2::NatGateway')
   if (t16 is not None):
    t17 = (t16.get('Runtime') if t16.__class__ is dict else None)
    t18 = (t17.get('State') if t17.__class__ is dict else None)
    if ((t18 if t18 is not None else 'available') == 'available'):
     t19 = (t16.get('ConnectivityType') if t16.__class__ is dict else None)
     if ((t19 if t19 is not None else 'public') == 'public'):
      t20 = (t16.get('AvailabilityMode') if t16.__class__ is dict else None)
      c2 = ((t20 if t20 is not None else 'zonal') == 'regional')
      if not c2:
       t21 = (t16.get('SubnetId') if t16.__class__ is dict else None)
       t22 = f_resource(context, t21, 'AWS::EC2::Subnet')
       r2 = None
       if t22 is not None:
        q3 = False
        t23 = f_route_table(context, t22)
        t24 = f_default_routes(context, t23)
        for e3 in (t24 if t24.__class__ is list else members(t24)):
         if e3.__class__ is dict:
          t25 = e3.get('GatewayId')
          t26 = f_resource(context, t25, 'AWS::EC2::InternetGateway')
          if (t26 is not None):
           q3 = True
           break
         else:
          t27 = f_resource(context, None, 'AWS::EC2::InternetGateway')
          if (t27 is not None):
           q3 = True
           break
        r2 = q3
       c2 = (r2 or r2.__class__ in NUMBERS)
      if c2:
       q1 = True
       break
 return True if q1 else False
