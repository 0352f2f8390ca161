# Written by `make policies`; not to be edited.
CALLS = ('any', 'ends_with', 'role_policies')
INVERSE = None
EXPRESSIONS = (
    ("any(ManagedPolicyArns, &ends_with(@, 'policy/service-role/AmazonEC2ContainerServiceforEC2Role')) || any([Policies[].PolicyDocument.Statement, role_policies(@)[].PolicyDocument.Statement][][],\n       &any([Action][], &@ == 'ecs:RegisterContainerInstance'))", (('any', (0, 100, 200)), ('ends_with', (24,)), ('role_policies', (142,))), ('Action', 'ManagedPolicyArns', 'Policies', 'PolicyDocument', 'Statement')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('ManagedPolicyArns')
 t2 = c_any(context, t1, bound(run0_2, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [(t1 := seen(t1, context)), bound(run0_2, context)], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('Policies')
  t5 = flatten((t4 := seen(t4, context)), context)
  l7 = ()
  if t5.__class__ is list:
   for i8 in t5:
    if i8.__class__ is not dict:
     t6 = project(t5, None, run0_4, context)
     break
   else:
    l7 = []
    r9 = iter(t5)
    for i10 in r9:
     t11 = i10.get('PolicyDocument')
     if t11.__class__ is dict:
      t11 = t11.get('Statement')
      if t11.__class__ is Unknown or t11 is ABSENT:
       t11 = seen(t11, context)
     elif t11 is not None:
      t11 = field((t11 := seen(t11, context)), 'Statement', context)
     if t11.__class__ is Unknown:
      t6 = resume(l7, i10, r9, True, t11, None, run0_4, context)
      break
     if t11 is not None:
      l7.append(t11)
    else:
     t6 = l7
  elif t5 is None:
   t6 = None
  else:
   t6 = project(t5, None, run0_4, context)
  t12 = c_role_policies(context, value)
  t13 = flatten(t12, context)
  l15 = ()
  if t13.__class__ is list:
   for i16 in t13:
    if i16.__class__ is not dict:
     t14 = project(t13, None, run0_5, context)
     break
   else:
    l15 = []
    r17 = iter(t13)
    for i18 in r17:
     t19 = i18.get('PolicyDocument')
     if t19.__class__ is dict:
      t19 = t19.get('Statement')
      if t19.__class__ is Unknown or t19 is ABSENT:
       t19 = seen(t19, context)
     elif t19 is not None:
      t19 = field((t19 := seen(t19, context)), 'Statement', context)
     if t19.__class__ is Unknown:
      t14 = resume(l15, i18, r17, True, t19, None, run0_5, context)
      break
     if t19 is not None:
      l15.append(t19)
    else:
     t14 = l15
  elif t13 is None:
   t14 = None
  else:
   t14 = project(t13, None, run0_5, context)
  t20 = [t6, t14]
  t21 = flatten(t20, context)
  l23 = ()
  if t21.__class__ is list and whole(map(type, t21)):
   t22 = l23 = [*t21]
  elif t21 is None:
   t22 = None
  else:
   t22 = project(t21, None, None, context)
  t24 = flatten(t22, context)
  l26 = ()
  if t24.__class__ is list and whole(map(type, t24)):
   t25 = l26 = [*t24]
  elif t24 is None:
   t25 = None
  else:
   t25 = project(t24, None, None, context)
  t27 = c_any(context, t25, bound(run0_6, context)) if (t25 is None or t25.__class__ is list) else call(f_any, [t25, bound(run0_6, context)], context)
  t3 = t27
 else:
  t3 = junction(t2, True, value, run0_7, (), context)
 return t3
def run0_7(value, context):
 t1 = None if value is None else select(value, run0_3, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 t6 = c_any(context, t5, bound(run0_8, context)) if (t5 is None or t5.__class__ is list) else call(f_any, [t5, bound(run0_8, context)], context)
 return t6
def run0_8(value, context):
 t1 = None if value is None else select(value, run0_9, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_any(context, t3, bound(run0_10, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run0_10, context)], context)
 return t4
def run0_10(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'ecs:RegisterContainerInstance' if t1.__class__ is str else False if t1 is None else equality(t1, 'ecs:RegisterContainerInstance', context)
 return t2
def run0_9(value, context):
 t1 = field(value, 'Action', context)
 t2 = [t1]
 return t2
def run0_6(value, context):
 if value.__class__ is not dict:
  return run0_8(value, context)
 t1 = value.get('Action')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = [t1]
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and whole(map(type, t3)):
  t4 = l5 = [*t3]
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, None, context)
 t6 = c_any(context, t4, bound(run0_11, context)) if (t4 is None or t4.__class__ is list) else call(f_any, [t4, bound(run0_11, context)], context)
 return t6
def run0_11(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'ecs:RegisterContainerInstance' if t1.__class__ is str else False if t1 is None else equality(t1, 'ecs:RegisterContainerInstance', context)
 return t2
def run0_5(value, context):
 t1 = path(value, ('PolicyDocument', 'Statement'), context)
 return t1
def run0_4(value, context):
 t1 = path(value, ('PolicyDocument', 'Statement'), context)
 return t1
def run0_3(value, context):
 t1 = field(value, 'Policies', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_4, context)
 t4 = value if value.__class__ is not Unknown else current(value, context)
 t5 = c_role_policies(context, t4) if t4.__class__ is not Unknown else call(f_role_policies, [t4], context)
 t6 = flatten(t5, context)
 t7 = None if t6 is None else project(t6, None, run0_5, context)
 t8 = [t3, t7]
 return t8
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1.endswith('policy/service-role/AmazonEC2ContainerServiceforEC2Role') if t1.__class__ is str else call(f_ends_with, [t1, 'policy/service-role/AmazonEC2ContainerServiceforEC2Role'], context)
 return t2
def run0_1(value, context):
 t1 = field(value, 'ManagedPolicyArns', context)
 t2 = c_any(context, t1, bound(run0_12, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_12, context)], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_7(value, context)
 else:
  t3 = junction(t2, True, value, run0_7, (), context)
 return t3
def run0_12(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1.endswith('policy/service-role/AmazonEC2ContainerServiceforEC2Role') if t1.__class__ is str else call(f_ends_with, [t1, 'policy/service-role/AmazonEC2ContainerServiceforEC2Role'], context)
 return t2
