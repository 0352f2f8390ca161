# Written by `make policies`; not to be edited.
CALLS = ('any', 'ecs_config', 'exists', 'group_clusters', 'launched_groups', 'length', 'not_null')
INVERSE = None
EXPRESSIONS = (
    ('any(launched_groups(@), &length(group_clusters(@)) > `0`) || exists(ecs_config(not_null(UserData, LaunchTemplateData.UserData)).ECS_CLUSTER)', (('any', (0,)), ('ecs_config', (68,)), ('exists', (61,)), ('group_clusters', (32,)), ('launched_groups', (4,)), ('length', (25,)), ('not_null', (79,))), ('ECS_CLUSTER', 'LaunchTemplateData', 'UserData')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = c_launched_groups(context, value)
 t2 = c_any(context, t1, bound(run0_2, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_2, context)], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('UserData')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = value.get('LaunchTemplateData')
  if t5.__class__ is dict:
   t5 = t5.get('UserData')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  elif t5 is not None:
   t5 = field((t5 := seen(t5, context)), 'UserData', context)
  t6 = (t4 if t4 is not None else t5) if t4.__class__ is not Unknown and t5.__class__ is not Unknown else call(f_not_null, [t4, t5], context)
  t7 = c_ecs_config(context, t6) if (t6 is None or t6.__class__ is str) else call(f_ecs_config, [t6], context)
  if t7.__class__ is dict:
   t8 = t7.get('ECS_CLUSTER')
   if t8.__class__ is Unknown or t8 is ABSENT:
    t8 = seen(t8, context)
  else:
   t8 = None if t7 is None else field(t7, 'ECS_CLUSTER', context)
  t9 = c_exists(context, t8) if t8.__class__ is not Unknown else call(f_exists, [t8], context)
  t3 = t9
 else:
  t3 = junction(t2, True, value, run0_3, (), context)
 return t3
def run0_3(value, context):
 t1 = field(value, 'UserData', context)
 t2 = path(value, ('LaunchTemplateData', 'UserData'), context)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 t4 = c_ecs_config(context, t3) if (t3 is None or t3.__class__ is str) else call(f_ecs_config, [t3], context)
 t5 = field(t4, 'ECS_CLUSTER', context)
 t6 = c_exists(context, t5) if t5.__class__ is not Unknown else call(f_exists, [t5], context)
 return t6
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 t3 = len(t2) if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_length, [t2], context)
 t4 = t3 > (0) if t3.__class__ is int or t3.__class__ is float else None if t3 is None else compare('gt', t3, (0), context)
 return t4
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launched_groups(context, t1) if t1.__class__ is not Unknown else call(f_launched_groups, [t1], context)
 t3 = c_any(context, t2, bound(run0_4, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run0_4, context)], context)
 if t3 is True:
  t4 = t3
 elif t3 is False:
  t4 = run0_3(value, context)
 else:
  t4 = junction(t3, True, value, run0_3, (), context)
 return t4
def run0_4(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 t3 = len(t2) if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_length, [t2], context)
 t4 = t3 > (0) if t3.__class__ is int or t3.__class__ is float else None if t3 is None else compare('gt', t3, (0), context)
 return t4
