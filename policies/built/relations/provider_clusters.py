# Written by `make policies`; not to be edited.
CALLS = ('referrers', 'resource', 'unique')
INVERSE = None
EXPRESSIONS = (
    ("unique([referrers(@, 'AWS::ECS::CapacityProvider')[].referrers(@, 'AWS::ECS::Cluster')[],\n        referrers(@, 'AWS::ECS::CapacityProvider')[].referrers(@, 'AWS::ECS::ClusterCapacityProviderAssociations')[]\n          .resource(Cluster, 'AWS::ECS::Cluster')][])", (('referrers', (8, 53, 98, 143)), ('resource', (218,)), ('unique', (0,))), ('Cluster',)),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_referrers(context, t2, 'AWS::ECS::CapacityProvider') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::ECS::CapacityProvider'], context)
  t4 = flatten(t3, context)
  l6 = ()
  if t4.__class__ is list and no_hole(map(type, t4)):
   l6 = []
   r7 = iter(t4)
   for i8 in r7:
    t9 = c_referrers(context, i8, 'AWS::ECS::Cluster')
    if t9.__class__ is Unknown:
     t5 = resume(l6, i8, r7, True, t9, None, run0_2, context)
     break
    if t9 is not None:
     l6.append(t9)
   else:
    t5 = l6
  elif t4 is None:
   t5 = None
  else:
   t5 = project(t4, None, run0_2, context)
  t10 = flatten(t5, context)
  l12 = ()
  if t10.__class__ is list and whole(map(type, t10)):
   t11 = l12 = [*t10]
  elif t10 is None:
   t11 = None
  else:
   t11 = project(t10, None, None, context)
  t13 = value if value.__class__ is not Unknown else current(value, context)
  t14 = c_referrers(context, t13, 'AWS::ECS::CapacityProvider') if t13.__class__ is not Unknown else call(f_referrers, [t13, 'AWS::ECS::CapacityProvider'], context)
  t15 = flatten(t14, context)
  l17 = ()
  if t15.__class__ is list and no_hole(map(type, t15)):
   l17 = []
   r18 = iter(t15)
   for i19 in r18:
    t20 = c_referrers(context, i19, 'AWS::ECS::ClusterCapacityProviderAssociations')
    if t20.__class__ is Unknown:
     t16 = resume(l17, i19, r18, True, t20, None, run0_3, context)
     break
    if t20 is not None:
     l17.append(t20)
   else:
    t16 = l17
  elif t15 is None:
   t16 = None
  else:
   t16 = project(t15, None, run0_3, context)
  t21 = flatten(t16, context)
  l23 = ()
  if t21.__class__ is list:
   for i24 in t21:
    if i24.__class__ is not dict:
     t22 = project(t21, None, run0_4, context)
     break
   else:
    l23 = []
    r25 = iter(t21)
    for i26 in r25:
     t27 = i26.get('Cluster')
     if t27.__class__ is Unknown or t27 is ABSENT:
      t27 = seen(t27, context)
     t28 = c_resource(context, t27, 'AWS::ECS::Cluster') if t27.__class__ is not Unknown else call(f_resource, [t27, 'AWS::ECS::Cluster'], context)
     if t28.__class__ is Unknown:
      t22 = resume(l23, i26, r25, True, t28, None, run0_4, context)
      break
     if t28 is not None:
      l23.append(t28)
    else:
     t22 = l23
  elif t21 is None:
   t22 = None
  else:
   t22 = project(t21, None, run0_4, context)
  t29 = [t11, t22]
  t1 = t29
 else:
  t1 = None if value is None else select(value, run0_1, context)
 t30 = flatten(t1, context)
 l32 = ()
 if t30.__class__ is list and whole(map(type, t30)):
  t31 = l32 = [*t30]
 elif t30 is None:
  t31 = None
 else:
  t31 = project(t30, None, None, context)
 t33 = c_unique(context, t31) if (t31 is None or t31.__class__ is list) else call(f_unique, [t31], context)
 return t33
def run0_4(value, context):
 t1 = field(value, 'Cluster', context)
 t2 = c_resource(context, t1, 'AWS::ECS::Cluster') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::Cluster'], context)
 return t2
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::ClusterCapacityProviderAssociations') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::ClusterCapacityProviderAssociations'], context)
 return t2
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::Cluster') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::Cluster'], context)
 return t2
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::CapacityProvider') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::CapacityProvider'], context)
 t3 = flatten(t2, context)
 t4 = None if t3 is None else project(t3, None, run0_2, context)
 t5 = flatten(t4, context)
 t6 = None if t5 is None else project(t5, None, None, context)
 t7 = value if value.__class__ is not Unknown else current(value, context)
 t8 = c_referrers(context, t7, 'AWS::ECS::CapacityProvider') if t7.__class__ is not Unknown else call(f_referrers, [t7, 'AWS::ECS::CapacityProvider'], context)
 t9 = flatten(t8, context)
 t10 = None if t9 is None else project(t9, None, run0_3, context)
 t11 = flatten(t10, context)
 t12 = None if t11 is None else project(t11, None, run0_4, context)
 t13 = [t6, t12]
 return t13
