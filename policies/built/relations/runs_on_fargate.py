# Written by `make policies`; not to be edited.
CALLS = ('any', 'default_strategy', 'exists', 'instance_providers', 'length', 'service_cluster')
INVERSE = None
EXPRESSIONS = (
    ("LaunchType == 'FARGATE' || (!exists(LaunchType) && length(instance_providers(@)) == `0`\n    && any(CapacityProviderStrategy || default_strategy(service_cluster(@)),\n           &CapacityProvider == 'FARGATE' || CapacityProvider == 'FARGATE_SPOT'))", (('any', (95,)), ('default_strategy', (127,)), ('exists', (29,)), ('instance_providers', (58,)), ('length', (51,)), ('service_cluster', (144,))), ('CapacityProvider', 'CapacityProviderStrategy', 'LaunchType')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('LaunchType')
 t2 = t1 == 'FARGATE' if t1.__class__ is str else False if t1 is None else equality((t1 := seen(t1, context)), 'FARGATE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('LaunchType')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = c_exists(context, t4) if t4.__class__ is not Unknown else call(f_exists, [t4], context)
  t6 = not t5 if t5.__class__ is bool else negate(t5, context)
  if t6 is False:
   t7 = t6
  elif t6 is True:
   t8 = c_instance_providers(context, value)
   t9 = len(t8) if t8.__class__ is str or t8.__class__ is list and no_hole(map(type, t8)) else call(f_length, [t8], context)
   t10 = t9 == (0) if t9.__class__ is int or t9.__class__ is float else False if t9 is None else equality(t9, (0), context)
   t7 = t10
  else:
   t7 = junction(t6, False, value, run0_2, (), context)
  if t7 is False:
   t11 = t7
  elif t7 is True:
   t12 = value.get('CapacityProviderStrategy')
   t13 = t12 if t12.__class__ is bool else False if t12 is None else t12 != '' if t12.__class__ is str else truth((t12 := seen(t12, context)), context)
   if t13 is True:
    t14 = t12
   elif t13 is False:
    t15 = c_service_cluster(context, value)
    t16 = c_default_strategy(context, t15) if t15.__class__ is not Unknown else call(f_default_strategy, [t15], context)
    t14 = t16
   else:
    t14 = undecided(t12, True, value, run0_3, (), context)
   t17 = c_any(context, t14, bound(run0_4, context)) if (t14 is None or t14.__class__ is list) else call(f_any, [t14, bound(run0_4, context)], context)
   t11 = t17
  else:
   t11 = junction(t7, False, value, run0_5, (), context)
  t3 = t11
 else:
  t3 = junction(t2, True, value, run0_6, (), context)
 return t3
def run0_6(value, context):
 t1 = field(value, 'LaunchType', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 t3 = not t2 if t2.__class__ is bool else negate(t2, context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run0_2(value, context)
 else:
  t4 = junction(t3, False, value, run0_2, (), context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is False:
  t6 = t4
 elif t5 is True:
  t6 = run0_5(value, context)
 else:
  t6 = undecided(t4, False, value, run0_5, (), context)
 return t6
def run0_5(value, context):
 t1 = field(value, 'CapacityProviderStrategy', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run0_3(value, context)
 else:
  t3 = undecided(t1, True, value, run0_3, (), context)
 t4 = c_any(context, t3, bound(run0_7, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run0_7, context)], context)
 return t4
def run0_7(value, context):
 t1 = field(value, 'CapacityProvider', context)
 t2 = t1 == 'FARGATE' if t1.__class__ is str else False if t1 is None else equality(t1, 'FARGATE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_8(value, context)
 else:
  t3 = junction(t2, True, value, run0_8, (), context)
 return t3
def run0_8(value, context):
 t1 = field(value, 'CapacityProvider', context)
 t2 = t1 == 'FARGATE_SPOT' if t1.__class__ is str else False if t1 is None else equality(t1, 'FARGATE_SPOT', context)
 return t2
def run0_4(value, context):
 if value.__class__ is not dict:
  return run0_7(value, context)
 t1 = value.get('CapacityProvider')
 t2 = t1 == 'FARGATE' if t1.__class__ is str else False if t1 is None else equality((t1 := seen(t1, context)), 'FARGATE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('CapacityProvider')
  t5 = t4 == 'FARGATE_SPOT' if t4.__class__ is str else False if t4 is None else equality((t4 := seen(t4, context)), 'FARGATE_SPOT', context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run0_8, (), context)
 return t3
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_service_cluster(context, t1) if t1.__class__ is not Unknown else call(f_service_cluster, [t1], context)
 t3 = c_default_strategy(context, t2) if t2.__class__ is not Unknown else call(f_default_strategy, [t2], context)
 return t3
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_instance_providers(context, t1) if t1.__class__ is not Unknown else call(f_instance_providers, [t1], context)
 t3 = len(t2) if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_length, [t2], context)
 t4 = t3 == (0) if t3.__class__ is int or t3.__class__ is float else False if t3 is None else equality(t3, (0), context)
 return t4
def run0_1(value, context):
 t1 = field(value, 'LaunchType', context)
 t2 = t1 == 'FARGATE' if t1.__class__ is str else False if t1 is None else equality(t1, 'FARGATE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_6(value, context)
 else:
  t3 = junction(t2, True, value, run0_6, (), context)
 return t3
