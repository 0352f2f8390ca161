# Written by `make policies`; not to be edited.
CALLS = ('resource', 'role_policies')
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  a2 = None
  t1 = (d.get('Policies') if d.__class__ is dict else None)
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    if e1.__class__ is dict:
     t2 = e1.get('PolicyDocument')
     t3 = (t2.get('Statement') if t2.__class__ is dict else None)
     if t3 is not None:
      a2.append(t3)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t4 = e2.get('PolicyDocument')
       t5 = (t4.get('Statement') if t4.__class__ is dict else None)
       if t5 is not None:
        a2.append(t5)
  a3 = None
  t6 = (d.get('ManagedPolicyArns') if d.__class__ is dict else None)
  if t6.__class__ is list:
   a3 = []
   for e3 in t6:
    for e4 in (e3 if e3.__class__ is list else (e3,)):
     t7 = f_resource(context, e4, 'AWS::IAM::ManagedPolicy')
     t8 = (t7.get('PolicyDocument') if t7.__class__ is dict else None)
     t9 = (t8.get('Statement') if t8.__class__ is dict else None)
     if t9 is not None:
      a3.append(t9)
  a4 = None
  t10 = f_role_policies(context, d)
  if t10.__class__ is list:
   a4 = []
   for e5 in t10:
    if e5.__class__ is dict:
     t11 = e5.get('PolicyDocument')
     t12 = (t11.get('Statement') if t11.__class__ is dict else None)
     if t12 is not None:
      a4.append(t12)
    elif e5.__class__ is list:
     for e6 in e5:
      if e6.__class__ is dict:
       t13 = e6.get('PolicyDocument')
       t14 = (t13.get('Statement') if t13.__class__ is dict else None)
       if t14 is not None:
        a4.append(t14)
  r1 = [a2, a3, a4]
 if r1.__class__ is list:
  a1 = []
  for e7 in r1:
   for e8 in (e7 if e7.__class__ is list else (e7,)):
    if e8 is not None:
     for e9 in (e8 if e8.__class__ is list else (e8,)):
      if e9 is not None:
       a1.append(e9)
 return a1
def truth_0(d, context):
 c1 = False
 r1 = None
 if d is not None:
  a1 = None
  t1 = (d.get('Policies') if d.__class__ is dict else None)
  if t1.__class__ is list:
   a1 = []
   for e1 in t1:
    if e1.__class__ is dict:
     t2 = e1.get('PolicyDocument')
     t3 = (t2.get('Statement') if t2.__class__ is dict else None)
     if t3 is not None:
      a1.append(t3)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t4 = e2.get('PolicyDocument')
       t5 = (t4.get('Statement') if t4.__class__ is dict else None)
       if t5 is not None:
        a1.append(t5)
  a2 = None
  t6 = (d.get('ManagedPolicyArns') if d.__class__ is dict else None)
  if t6.__class__ is list:
   a2 = []
   for e3 in t6:
    for e4 in (e3 if e3.__class__ is list else (e3,)):
     t7 = f_resource(context, e4, 'AWS::IAM::ManagedPolicy')
     t8 = (t7.get('PolicyDocument') if t7.__class__ is dict else None)
     t9 = (t8.get('Statement') if t8.__class__ is dict else None)
     if t9 is not None:
      a2.append(t9)
  a3 = None
  t10 = f_role_policies(context, d)
  if t10.__class__ is list:
   a3 = []
   for e5 in t10:
    if e5.__class__ is dict:
     t11 = e5.get('PolicyDocument')
     t12 = (t11.get('Statement') if t11.__class__ is dict else None)
     if t12 is not None:
      a3.append(t12)
    elif e5.__class__ is list:
     for e6 in e5:
      if e6.__class__ is dict:
       t13 = e6.get('PolicyDocument')
       t14 = (t13.get('Statement') if t13.__class__ is dict else None)
       if t14 is not None:
        a3.append(t14)
  r1 = [a1, a2, a3]
 if r1.__class__ is list:
  for e7 in r1:
   for e8 in (e7 if e7.__class__ is list else (e7,)):
    if e8 is not None:
     for e9 in (e8 if e8.__class__ is list else (e8,)):
      if e9 is not None:
       c1 = True
       break
     if c1: break
   if c1: break
 return True if c1 else False
