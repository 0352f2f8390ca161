# Written by `make policies`; not to be edited.
CALLS = ('item', 'referrers', 'resources', 'same')
def value_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::ECS::CapacityProvider')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   q1 = False
   t2 = f_referrers(context, e1, 'AWS::ECS::Service')
   for e2 in (t2 if t2.__class__ is list else members(t2)):
    t3 = f_item(context)
    if t3.__class__ not in SCALARS: settled(context, t3)
    t4 = f_same(context, e2, t3)
    if t4.__class__ is not bool: leave()
    if t4:
     q1 = True
     break
   if q1:
    if e1 is not None:
     a1.append(e1)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::ECS::CapacityProvider')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   q1 = False
   t2 = f_referrers(context, e1, 'AWS::ECS::Service')
   for e2 in (t2 if t2.__class__ is list else members(t2)):
    t3 = f_item(context)
    if t3.__class__ not in SCALARS: settled(context, t3)
    t4 = f_same(context, e2, t3)
    if t4.__class__ is not bool: leave()
    if t4:
     q1 = True
     break
   if q1:
    if e1 is not None:
     a1.append(e1)
 return True if a1 else False
def value_1(d, context):
 t1 = f_referrers(context, d, 'AWS::ECS::Service')
 return t1
def truth_1(d, context):
 t1 = f_referrers(context, d, 'AWS::ECS::Service')
 return True if (t1 or t1.__class__ in NUMBERS) else False
