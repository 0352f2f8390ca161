# Written by `make policies`; not to be edited.
CALLS = ('any', 'item', 'referrers', 'resources', 'same')
INVERSE = 'AWS::ECS::CapacityProvider'
EXPRESSIONS = (
    ("resources('AWS::ECS::CapacityProvider')[?any(referrers(@, 'AWS::ECS::Service'), &same(@, item()))]", (('any', (41,)), ('item', (89,)), ('referrers', (45,)), ('resources', (0,)), ('same', (81,))), ()),
    ("referrers(@, 'AWS::ECS::Service')", (('referrers', (0,)),), ()),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::ECS::CapacityProvider')
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_referrers(context, i5, 'AWS::ECS::Service')
   t7 = c_any(context, t6, bound(run0_2, context)) if (t6 is None or t6.__class__ is list) else call(f_any, [t6, bound(run0_2, context)], context)
   if t7 is not True:
    if t7 is False:
     continue
    t2 = resume(l3, i5, r4, t7, UNSET, run0_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, None, context)
 return t2
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::Service'], context)
 t3 = c_any(context, t2, bound(run0_3, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run0_3, context)], context)
 return t3
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::Service'], context)
 return t2
