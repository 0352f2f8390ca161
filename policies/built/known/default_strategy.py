# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  a2 = None
  t1 = f_referrers(context, d, 'AWS::ECS::ClusterCapacityProviderAssociations')
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    if e1.__class__ is dict:
     t2 = e1.get('DefaultCapacityProviderStrategy')
     if t2 is not None:
      for e2 in (t2 if t2.__class__ is list else (t2,)):
       if e2 is not None:
        a2.append(e2)
    elif e1.__class__ is list:
     for e3 in e1:
      if e3.__class__ is dict:
       t3 = e3.get('DefaultCapacityProviderStrategy')
       if t3 is not None:
        for e4 in (t3 if t3.__class__ is list else (t3,)):
         if e4 is not None:
          a2.append(e4)
  r1 = [(d.get('DefaultCapacityProviderStrategy') if d.__class__ is dict else None), a2]
 if r1.__class__ is list:
  a1 = []
  for e5 in r1:
   for e6 in (e5 if e5.__class__ is list else (e5,)):
    if e6 is not None:
     a1.append(e6)
 return a1
def truth_0(d, context):
 c1 = False
 r1 = None
 if d is not None:
  a1 = None
  t1 = f_referrers(context, d, 'AWS::ECS::ClusterCapacityProviderAssociations')
  if t1.__class__ is list:
   a1 = []
   for e1 in t1:
    if e1.__class__ is dict:
     t2 = e1.get('DefaultCapacityProviderStrategy')
     if t2 is not None:
      for e2 in (t2 if t2.__class__ is list else (t2,)):
       if e2 is not None:
        a1.append(e2)
    elif e1.__class__ is list:
     for e3 in e1:
      if e3.__class__ is dict:
       t3 = e3.get('DefaultCapacityProviderStrategy')
       if t3 is not None:
        for e4 in (t3 if t3.__class__ is list else (t3,)):
         if e4 is not None:
          a1.append(e4)
  r1 = [(d.get('DefaultCapacityProviderStrategy') if d.__class__ is dict else None), a1]
 if r1.__class__ is list:
  for e5 in r1:
   for e6 in (e5 if e5.__class__ is list else (e5,)):
    if e6 is not None:
     c1 = True
     break
   if c1: break
 return True if c1 else False
