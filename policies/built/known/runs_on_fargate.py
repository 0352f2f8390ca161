# Written by `make policies`; not to be edited.
CALLS = ('default_strategy', 'instance_providers', 'service_cluster')
def value_0(d, context):
 if d.__class__ is dict:
  t1 = d.get('LaunchType')
  t2 = (t1 == 'FARGATE')
  r4 = t2
  if not t2:
   t3 = (not (t1 is not None))
   r1 = t3
   if t3:
    t4 = f_instance_providers(context, d)
    t5 = (len(t4) if t4.__class__ in SIZED else leave())
    r1 = (t5 == (0))
   r3 = r1
   if r1:
    q1 = False
    t6 = d.get('CapacityProviderStrategy')
    r2 = t6
    if not (t6 or t6.__class__ in NUMBERS):
     t7 = f_service_cluster(context, d)
     t8 = f_default_strategy(context, t7)
     r2 = t8
    for e1 in (r2 if r2.__class__ is list else members(r2)):
     if e1.__class__ is dict:
      t9 = e1.get('CapacityProvider')
      if ((t9 == 'FARGATE') or (t9 == 'FARGATE_SPOT')):
       q1 = True
       break
    r3 = q1
   r4 = r3
  return r4
 t10 = f_instance_providers(context, d)
 t11 = (len(t10) if t10.__class__ in SIZED else leave())
 t12 = (t11 == (0))
 r5 = t12
 if t12:
  q2 = False
  t13 = f_service_cluster(context, d)
  t14 = f_default_strategy(context, t13)
  for e2 in (t14 if t14.__class__ is list else members(t14)):
   if e2.__class__ is dict:
    t15 = e2.get('CapacityProvider')
    if ((t15 == 'FARGATE') or (t15 == 'FARGATE_SPOT')):
     q2 = True
     break
  r5 = q2
 return r5
def truth_0(d, context):
 if d.__class__ is dict:
  t1 = d.get('LaunchType')
  c3 = (t1 == 'FARGATE')
  if not c3:
   c1 = (not (t1 is not None))
   if c1:
    t2 = f_instance_providers(context, d)
    t3 = (len(t2) if t2.__class__ in SIZED else leave())
    c1 = (t3 == (0))
   c2 = c1
   if c2:
    q1 = False
    t4 = d.get('CapacityProviderStrategy')
    r1 = t4
    if not (t4 or t4.__class__ in NUMBERS):
     t5 = f_service_cluster(context, d)
     t6 = f_default_strategy(context, t5)
     r1 = t6
    for e1 in (r1 if r1.__class__ is list else members(r1)):
     if e1.__class__ is dict:
      t7 = e1.get('CapacityProvider')
      if ((t7 == 'FARGATE') or (t7 == 'FARGATE_SPOT')):
       q1 = True
       break
    c2 = q1
   c3 = c2
  return True if c3 else False
 t8 = f_instance_providers(context, d)
 t9 = (len(t8) if t8.__class__ in SIZED else leave())
 c4 = (t9 == (0))
 if c4:
  q2 = False
  t10 = f_service_cluster(context, d)
  t11 = f_default_strategy(context, t10)
  for e2 in (t11 if t11.__class__ is list else members(t11)):
   if e2.__class__ is dict:
    t12 = e2.get('CapacityProvider')
    if ((t12 == 'FARGATE') or (t12 == 'FARGATE_SPOT')):
     q2 = True
     break
  c4 = q2
 return True if c4 else False
