# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
INVERSE = None
EXPRESSIONS = (
    ("[DefaultCapacityProviderStrategy,\n referrers(@, 'AWS::ECS::ClusterCapacityProviderAssociations')[].DefaultCapacityProviderStrategy[]][]", (('referrers', (35,)),), ('DefaultCapacityProviderStrategy',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('DefaultCapacityProviderStrategy')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_referrers(context, value, 'AWS::ECS::ClusterCapacityProviderAssociations')
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list:
  for i6 in t3:
   if i6.__class__ is not dict:
    t4 = project(t3, None, run0_3, context)
    break
  else:
   l5 = []
   r7 = iter(t3)
   for i8 in r7:
    t9 = i8.get('DefaultCapacityProviderStrategy')
    if t9.__class__ is Unknown or t9 is ABSENT:
     t9 = seen(t9, context)
    if t9.__class__ is Unknown:
     t4 = resume(l5, i8, r7, True, t9, None, run0_3, context)
     break
    if t9 is not None:
     l5.append(t9)
   else:
    t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, run0_3, context)
 t10 = flatten(t4, context)
 l12 = ()
 if t10.__class__ is list and whole(map(type, t10)):
  t11 = l12 = [*t10]
 elif t10 is None:
  t11 = None
 else:
  t11 = project(t10, None, None, context)
 t13 = [t1, t11]
 t14 = flatten(t13, context)
 l16 = ()
 if t14.__class__ is list and whole(map(type, t14)):
  t15 = l16 = [*t14]
 elif t14 is None:
  t15 = None
 else:
  t15 = project(t14, None, None, context)
 return t15
def run0_3(value, context):
 t1 = field(value, 'DefaultCapacityProviderStrategy', context)
 return t1
def run0_2(value, context):
 t1 = field(value, 'DefaultCapacityProviderStrategy', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_referrers(context, t2, 'AWS::ECS::ClusterCapacityProviderAssociations') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::ECS::ClusterCapacityProviderAssociations'], context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, run0_3, context)
 t6 = flatten(t5, context)
 t7 = None if t6 is None else project(t6, None, None, context)
 t8 = [t1, t7]
 return t8
def run0_1(value, context):
 t1 = None if value is None else select(value, run0_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
