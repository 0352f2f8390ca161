# Written by `make policies`; not to be edited.
CALLS = ('item', 'referrers', 'resource', 'same')
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  a2 = None
  t1 = f_referrers(context, d, 'AWS::IAM::Policy')
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    if e1.__class__ is dict:
     q1 = False
     t2 = e1.get('Roles')
     for e2 in (t2 if t2.__class__ is list else members(t2)):
      t3 = f_resource(context, e2, 'AWS::IAM::Role')
      t4 = f_item(context)
      if t4.__class__ not in SCALARS: settled(context, t4)
      t5 = f_same(context, t3, t4)
      if t5.__class__ is not bool: leave()
      if t5:
       q1 = True
       break
     if q1:
      a2.append(e1)
    else:
     q2 = False
     if q2:
      if e1 is not None:
       a2.append(e1)
  a3 = None
  t6 = f_referrers(context, d, 'AWS::IAM::ManagedPolicy')
  if t6.__class__ is list:
   a3 = []
   for e3 in t6:
    if e3.__class__ is dict:
     q3 = False
     t7 = e3.get('Roles')
     for e4 in (t7 if t7.__class__ is list else members(t7)):
      t8 = f_resource(context, e4, 'AWS::IAM::Role')
      t9 = f_item(context)
      if t9.__class__ not in SCALARS: settled(context, t9)
      t10 = f_same(context, t8, t9)
      if t10.__class__ is not bool: leave()
      if t10:
       q3 = True
       break
     if q3:
      a3.append(e3)
    else:
     q4 = False
     if q4:
      if e3 is not None:
       a3.append(e3)
  a4 = None
  t11 = f_referrers(context, d, 'AWS::IAM::RolePolicy')
  if t11.__class__ is list:
   a4 = []
   for e5 in t11:
    if e5.__class__ is dict:
     t12 = e5.get('RoleName')
     t13 = f_resource(context, t12, 'AWS::IAM::Role')
     t14 = f_item(context)
     if t14.__class__ not in SCALARS: settled(context, t14)
     t15 = f_same(context, t13, t14)
     if t15.__class__ is not bool: leave()
     if t15:
      a4.append(e5)
    else:
     t16 = f_resource(context, None, 'AWS::IAM::Role')
     t17 = f_item(context)
     if t17.__class__ not in SCALARS: settled(context, t17)
     t18 = f_same(context, t16, t17)
     if t18.__class__ is not bool: leave()
     if t18:
      if e5 is not None:
       a4.append(e5)
  r1 = [a2, a3, a4]
 if r1.__class__ is list:
  a1 = []
  for e6 in r1:
   for e7 in (e6 if e6.__class__ is list else (e6,)):
    if e7 is not None:
     a1.append(e7)
 return a1
def truth_0(d, context):
 c1 = False
 r1 = None
 if d is not None:
  a1 = None
  t1 = f_referrers(context, d, 'AWS::IAM::Policy')
  if t1.__class__ is list:
   a1 = []
   for e1 in t1:
    if e1.__class__ is dict:
     q1 = False
     t2 = e1.get('Roles')
     for e2 in (t2 if t2.__class__ is list else members(t2)):
      t3 = f_resource(context, e2, 'AWS::IAM::Role')
      t4 = f_item(context)
      if t4.__class__ not in SCALARS: settled(context, t4)
      t5 = f_same(context, t3, t4)
      if t5.__class__ is not bool: leave()
      if t5:
       q1 = True
       break
     if q1:
      a1.append(e1)
    else:
     q2 = False
     if q2:
      if e1 is not None:
       a1.append(e1)
  a2 = None
  t6 = f_referrers(context, d, 'AWS::IAM::ManagedPolicy')
  if t6.__class__ is list:
   a2 = []
   for e3 in t6:
    if e3.__class__ is dict:
     q3 = False
     t7 = e3.get('Roles')
     for e4 in (t7 if t7.__class__ is list else members(t7)):
      t8 = f_resource(context, e4, 'AWS::IAM::Role')
      t9 = f_item(context)
      if t9.__class__ not in SCALARS: settled(context, t9)
      t10 = f_same(context, t8, t9)
      if t10.__class__ is not bool: leave()
      if t10:
       q3 = True
       break
     if q3:
      a2.append(e3)
    else:
     q4 = False
     if q4:
      if e3 is not None:
       a2.append(e3)
  a3 = None
  t11 = f_referrers(context, d, 'AWS::IAM::RolePolicy')
  if t11.__class__ is list:
   a3 = []
   for e5 in t11:
    if e5.__class__ is dict:
     t12 = e5.get('RoleName')
     t13 = f_resource(context, t12, 'AWS::IAM::Role')
     t14 = f_item(context)
     if t14.__class__ not in SCALARS: settled(context, t14)
     t15 = f_same(context, t13, t14)
     if t15.__class__ is not bool: leave()
     if t15:
      a3.append(e5)
    else:
     t16 = f_resource(context, None, 'AWS::IAM::Role')
     t17 = f_item(context)
     if t17.__class__ not in SCALARS: settled(context, t17)
     t18 = f_same(context, t16, t17)
     if t18.__class__ is not bool: leave()
     if t18:
      if e5 is not None:
       a3.append(e5)
  r1 = [a1, a2, a3]
 if r1.__class__ is list:
  for e6 in r1:
   for e7 in (e6 if e6.__class__ is list else (e6,)):
    if e7 is not None:
     c1 = True
     break
   if c1: break
 return True if c1 else False
