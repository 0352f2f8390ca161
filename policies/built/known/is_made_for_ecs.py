# Written by `make policies`; not to be edited.
CALLS = ('role_policies',)
def value_0(d, context):
 q1 = False
 t1 = (d.get('ManagedPolicyArns') if d.__class__ is dict else None)
 for e1 in (t1 if t1.__class__ is list else members(t1)):
  t2 = (e1.endswith('policy/service-role/AmazonEC2ContainerServiceforEC2Role') if e1.__class__ is str else leave())
  if t2:
   q1 = True
   break
 r2 = q1
 if not q1:
  q2 = False
  s1 = False
  r1 = None
  if d is not None:
   a1 = None
   t3 = (d.get('Policies') if d.__class__ is dict else None)
   if t3.__class__ is list:
    a1 = []
    for e2 in t3:
     if e2.__class__ is dict:
      t4 = e2.get('PolicyDocument')
      t5 = (t4.get('Statement') if t4.__class__ is dict else None)
      if t5 is not None:
       a1.append(t5)
     elif e2.__class__ is list:
      for e3 in e2:
       if e3.__class__ is dict:
        t6 = e3.get('PolicyDocument')
        t7 = (t6.get('Statement') if t6.__class__ is dict else None)
        if t7 is not None:
         a1.append(t7)
   a2 = None
   t8 = f_role_policies(context, d)
   if t8.__class__ is list:
    a2 = []
    for e4 in t8:
     if e4.__class__ is dict:
      t9 = e4.get('PolicyDocument')
      t10 = (t9.get('Statement') if t9.__class__ is dict else None)
      if t10 is not None:
       a2.append(t10)
     elif e4.__class__ is list:
      for e5 in e4:
       if e5.__class__ is dict:
        t11 = e5.get('PolicyDocument')
        t12 = (t11.get('Statement') if t11.__class__ is dict else None)
        if t12 is not None:
         a2.append(t12)
   r1 = [a1, a2]
  if r1.__class__ is list:
   for e6 in r1:
    for e7 in (e6 if e6.__class__ is list else (e6,)):
     if e7 is not None:
      for e8 in (e7 if e7.__class__ is list else (e7,)):
       if e8 is not None:
        q3 = False
        s2 = False
        t13 = (e8.get('Action') if e8.__class__ is dict else None)
        for e9 in (t13 if t13.__class__ is list else (t13,)):
         if e9 is not None:
          if (e9 == 'ecs:RegisterContainerInstance'):
           q3 = True
           s2 = True
           break
        if q3:
         q2 = True
         s1 = True
         break
      if s1: break
    if s1: break
  r2 = q2
 return r2
def truth_0(d, context):
 q1 = False
 t1 = (d.get('ManagedPolicyArns') if d.__class__ is dict else None)
 for e1 in (t1 if t1.__class__ is list else members(t1)):
  t2 = (e1.endswith('policy/service-role/AmazonEC2ContainerServiceforEC2Role') if e1.__class__ is str else leave())
  if t2:
   q1 = True
   break
 c1 = q1
 if not c1:
  q2 = False
  s1 = False
  r1 = None
  if d is not None:
   a1 = None
   t3 = (d.get('Policies') if d.__class__ is dict else None)
   if t3.__class__ is list:
    a1 = []
    for e2 in t3:
     if e2.__class__ is dict:
      t4 = e2.get('PolicyDocument')
      t5 = (t4.get('Statement') if t4.__class__ is dict else None)
      if t5 is not None:
       a1.append(t5)
     elif e2.__class__ is list:
      for e3 in e2:
       if e3.__class__ is dict:
        t6 = e3.get('PolicyDocument')
        t7 = (t6.get('Statement') if t6.__class__ is dict else None)
        if t7 is not None:
         a1.append(t7)
   a2 = None
   t8 = f_role_policies(context, d)
   if t8.__class__ is list:
    a2 = []
    for e4 in t8:
     if e4.__class__ is dict:
      t9 = e4.get('PolicyDocument')
      t10 = (t9.get('Statement') if t9.__class__ is dict else None)
      if t10 is not None:
       a2.append(t10)
     elif e4.__class__ is list:
      for e5 in e4:
       if e5.__class__ is dict:
        t11 = e5.get('PolicyDocument')
        t12 = (t11.get('Statement') if t11.__class__ is dict else None)
        if t12 is not None:
         a2.append(t12)
   r1 = [a1, a2]
  if r1.__class__ is list:
   for e6 in r1:
    for e7 in (e6 if e6.__class__ is list else (e6,)):
     if e7 is not None:
      for e8 in (e7 if e7.__class__ is list else (e7,)):
       if e8 is not None:
        q3 = False
        s2 = False
        t13 = (e8.get('Action') if e8.__class__ is dict else None)
        for e9 in (t13 if t13.__class__ is list else (t13,)):
         if e9 is not None:
          if (e9 == 'ecs:RegisterContainerInstance'):
           q3 = True
           s2 = True
           break
        if q3:
         q2 = True
         s1 = True
         break
      if s1: break
    if s1: break
  c1 = q2
 return True if c1 else False
