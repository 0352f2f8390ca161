# Written by `make policies`; not to be edited.
CALLS = ('referrers', 'resource', 'unique')
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  a2 = None
  t1 = f_referrers(context, d, 'AWS::ECS::CapacityProvider')
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    for e2 in (e1 if e1.__class__ is list else (e1,)):
     t2 = f_referrers(context, e2, 'AWS::ECS::Cluster')
     if t2 is not None:
      for e3 in (t2 if t2.__class__ is list else (t2,)):
       if e3 is not None:
        a2.append(e3)
  a3 = None
  if t1.__class__ is list:
   a3 = []
   for e4 in t1:
    for e5 in (e4 if e4.__class__ is list else (e4,)):
     t3 = f_referrers(context, e5, 'AWS::ECS::ClusterCapacityProviderAssociations')
     if t3 is not None:
      if t3.__class__ is dict:
       t4 = t3.get('Cluster')
       t5 = f_resource(context, t4, 'AWS::ECS::Cluster')
       if t5 is not None:
        a3.append(t5)
      elif t3.__class__ is list:
       for e6 in t3:
        if e6.__class__ is dict:
         t6 = e6.get('Cluster')
         t7 = f_resource(context, t6, 'AWS::ECS::Cluster')
         if t7 is not None:
          a3.append(t7)
        else:
         t8 = f_resource(context, None, 'AWS::ECS::Cluster')
         if t8 is not None:
          a3.append(t8)
      else:
       t9 = f_resource(context, None, 'AWS::ECS::Cluster')
       if t9 is not None:
        a3.append(t9)
  r1 = [a2, a3]
 if r1.__class__ is list:
  a1 = []
  for e7 in r1:
   for e8 in (e7 if e7.__class__ is list else (e7,)):
    if e8 is not None:
     a1.append(e8)
 t10 = f_unique(context, a1)
 if t10.__class__ not in SCALARS: settled(context, t10)
 return t10
def truth_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  a2 = None
  t1 = f_referrers(context, d, 'AWS::ECS::CapacityProvider')
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    for e2 in (e1 if e1.__class__ is list else (e1,)):
     t2 = f_referrers(context, e2, 'AWS::ECS::Cluster')
     if t2 is not None:
      for e3 in (t2 if t2.__class__ is list else (t2,)):
       if e3 is not None:
        a2.append(e3)
  a3 = None
  if t1.__class__ is list:
   a3 = []
   for e4 in t1:
    for e5 in (e4 if e4.__class__ is list else (e4,)):
     t3 = f_referrers(context, e5, 'AWS::ECS::ClusterCapacityProviderAssociations')
     if t3 is not None:
      if t3.__class__ is dict:
       t4 = t3.get('Cluster')
       t5 = f_resource(context, t4, 'AWS::ECS::Cluster')
       if t5 is not None:
        a3.append(t5)
      elif t3.__class__ is list:
       for e6 in t3:
        if e6.__class__ is dict:
         t6 = e6.get('Cluster')
         t7 = f_resource(context, t6, 'AWS::ECS::Cluster')
         if t7 is not None:
          a3.append(t7)
        else:
         t8 = f_resource(context, None, 'AWS::ECS::Cluster')
         if t8 is not None:
          a3.append(t8)
      else:
       t9 = f_resource(context, None, 'AWS::ECS::Cluster')
       if t9 is not None:
        a3.append(t9)
  r1 = [a2, a3]
 if r1.__class__ is list:
  a1 = []
  for e7 in r1:
   for e8 in (e7 if e7.__class__ is list else (e7,)):
    if e8 is not None:
     a1.append(e8)
 t10 = f_unique(context, a1)
 if t10.__class__ not in SCALARS: settled(context, t10)
 return True if (t10 or t10.__class__ in NUMBERS) else False
