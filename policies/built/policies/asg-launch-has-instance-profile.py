# Written by `make policies`; not to be edited.
CALLS = ('clusters', 'ecs_config', 'group_clusters', 'id', 'keys', 'launch_versions', 'launched_groups', 'length', 'not_null', 'settings', 'target', 'this', 'unique')
WHEN = 4
CLAUSES = ((5, None, None),)
MESSAGE = ('instances start without an instance profile, so the ECS agent has no credentials and they never join ', 6)
EXPRESSIONS = (
    ('launch_versions(@)', (('launch_versions', (0,)),), ()),
    ('unique(launched_groups(this())[].group_clusters(@)[])', (('group_clusters', (33,)), ('launched_groups', (7,)), ('this', (23,)), ('unique', (0,))), ()),
    ('ecs_config(UserData)', (('ecs_config', (0,)),), ('UserData',)),
    ("clusters()[].not_null(ClusterName, id(@)) || settings().ECS_CLUSTER || 'a cluster'", (('clusters', (0,)), ('id', (35,)), ('not_null', (13,)), ('settings', (45,))), ('ClusterName', 'ECS_CLUSTER')),
    ('clusters() || length(keys(settings() || `{}`)) > `0`', (('clusters', (0,)), ('keys', (21,)), ('length', (14,)), ('settings', (26,))), ()),
    ('IamInstanceProfile', (), ('IamInstanceProfile',)),
    ('target()', (('target', (0,)),), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launch_versions(context, t1) if t1.__class__ is not Unknown else call(f_launch_versions, [t1], context)
 return t2
def run1(value, context):
 t1 = c_this(context)
 t2 = c_launched_groups(context, t1) if t1.__class__ is not Unknown else call(f_launched_groups, [t1], context)
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and no_hole(map(type, t3)):
  l5 = []
  r6 = iter(t3)
  for i7 in r6:
   t8 = c_group_clusters(context, i7)
   if t8.__class__ is Unknown:
    t4 = resume(l5, i7, r6, True, t8, None, run1_1, context)
    break
   if t8 is not None:
    l5.append(t8)
  else:
   t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, run1_1, context)
 t9 = flatten(t4, context)
 l11 = ()
 if t9.__class__ is list and whole(map(type, t9)):
  t10 = l11 = [*t9]
 elif t9 is None:
  t10 = None
 else:
  t10 = project(t9, None, None, context)
 t12 = c_unique(context, t10) if (t10 is None or t10.__class__ is list) else call(f_unique, [t10], context)
 return t12
def run1_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('UserData')
 t2 = c_ecs_config(context, t1) if (t1 is None or t1.__class__ is str) else call(f_ecs_config, [(t1 := seen(t1, context))], context)
 return t2
def run2_1(value, context):
 t1 = field(value, 'UserData', context)
 t2 = c_ecs_config(context, t1) if (t1 is None or t1.__class__ is str) else call(f_ecs_config, [t1], context)
 return t2
def run3(value, context):
 t1 = c_clusters(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run3_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('ClusterName')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_id(context, i7)
    t10 = (t8 if t8 is not None else t9) if t8.__class__ is not Unknown and t9.__class__ is not Unknown else call(f_not_null, [t8, t9], context)
    if t10.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t10, None, run3_1, context)
     break
    if t10 is not None:
     l4.append(t10)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run3_1, context)
 t11 = t3 if t3.__class__ is bool else False if t3 is None else not not t3 if t3 is l4 else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t11 is True:
  t12 = t3
 elif t11 is False:
  t13 = c_settings(context)
  if t13.__class__ is dict:
   t14 = t13.get('ECS_CLUSTER')
   if t14.__class__ is Unknown or t14 is ABSENT:
    t14 = seen(t14, context)
  else:
   t14 = None if t13 is None else field(t13, 'ECS_CLUSTER', context)
  t12 = t14
 else:
  t12 = undecided(t3, True, value, run3_2, (), context)
 t15 = t12 if t12.__class__ is bool else False if t12 is None else t12 != '' if t12.__class__ is str else truth(t12, context)
 if t15 is True:
  t16 = t12
 elif t15 is False:
  t16 = 'a cluster'
 else:
  t16 = undecided(t12, True, value, run3_3, (), context)
 return t16
def run3_3(value, context):
 return 'a cluster'
def run3_2(value, context):
 t1 = c_settings(context)
 t2 = field(t1, 'ECS_CLUSTER', context)
 return t2
def run3_1(value, context):
 t1 = field(value, 'ClusterName', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
def run4(value, context):
 t1 = c_clusters(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_settings(context)
  t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
  if t5 is True:
   t6 = t4
  elif t5 is False:
   t6 = run4_k1
  else:
   t6 = undecided(t4, True, value, run4_1, (), context)
  t7 = q_keys(context, t6) if (t6.__class__ is dict) else call(f_keys, [t6], context)
  t8 = len(t7) if t7.__class__ is str or t7.__class__ is list and no_hole(map(type, t7)) else call(f_length, [t7], context)
  t9 = t8 > (0) if t8.__class__ is int or t8.__class__ is float else None if t8 is None else compare('gt', t8, (0), context)
  t3 = t9
 else:
  t3 = undecided(t1, True, value, run4_2, (), context)
 return t3
def run4_2(value, context):
 t1 = c_settings(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run4_1(value, context)
 else:
  t3 = undecided(t1, True, value, run4_1, (), context)
 t4 = q_keys(context, t3) if (t3.__class__ is dict) else call(f_keys, [t3], context)
 t5 = len(t4) if t4.__class__ is str or t4.__class__ is list and no_hole(map(type, t4)) else call(f_length, [t4], context)
 t6 = t5 > (0) if t5.__class__ is int or t5.__class__ is float else None if t5 is None else compare('gt', t5, (0), context)
 return t6
def run4_1(value, context):
 return run4_k1
run4_k1 = {}
def run5(value, context):
 if value.__class__ is not dict:
  return run5_1(value, context)
 t1 = value.get('IamInstanceProfile')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run5_1(value, context):
 t1 = field(value, 'IamInstanceProfile', context)
 return t1
def run6(value, context):
 t1 = c_target(context)
 return t1
