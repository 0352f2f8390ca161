# Written by `make policies`; not to be edited.
CALLS = ('any', 'ecs_config', 'ecs_launch_roles', 'keys', 'launch_versions', 'launched_groups', 'owners', 'provider_clusters', 'settings', 'this', 'unique', 'wrong')
WHEN = 4
CLAUSES = ((5, None, None),)
MESSAGE = ('user data does not write ECS_CLUSTER to /etc/ecs/ecs.config, so the instances join the cluster "default" (it sets: ', 6, ')')
EXPRESSIONS = (
    ('launch_versions(@)', (('launch_versions', (0,)),), ()),
    ('unique(launched_groups(this())[].provider_clusters(@)[])', (('launched_groups', (7,)), ('provider_clusters', (33,)), ('this', (23,)), ('unique', (0,))), ()),
    ('ecs_config(UserData)', (('ecs_config', (0,)),), ('UserData',)),
    ('keys(settings() || `{}`)', (('keys', (0,)), ('settings', (5,))), ()),
    ('owners() || wrong() || ecs_launch_roles(this())', (('ecs_launch_roles', (23,)), ('owners', (0,)), ('this', (40,)), ('wrong', (12,))), ()),
    ("settings().ECS_CLUSTER || any(owners(), &ClusterName == 'default')", (('any', (26,)), ('owners', (30,)), ('settings', (0,))), ('ClusterName', 'ECS_CLUSTER')),
    ('wrong()', (('wrong', (0,)),), ()),
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
   t8 = c_provider_clusters(context, i7)
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
 t2 = c_provider_clusters(context, t1) if t1.__class__ is not Unknown else call(f_provider_clusters, [t1], context)
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
 t1 = c_settings(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run3_k1
 else:
  t3 = undecided(t1, True, value, run3_1, (), context)
 t4 = q_keys(context, t3) if (t3.__class__ is dict) else call(f_keys, [t3], context)
 return t4
def run3_1(value, context):
 return run3_k1
run3_k1 = {}
def run4(value, context):
 t1 = c_owners(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_wrong(context)
  t3 = t4
 else:
  t3 = undecided(t1, True, value, run4_1, (), context)
 t5 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t5 is True:
  t6 = t3
 elif t5 is False:
  t7 = c_this(context)
  t8 = c_ecs_launch_roles(context, t7) if t7.__class__ is not Unknown else call(f_ecs_launch_roles, [t7], context)
  t6 = t8
 else:
  t6 = undecided(t3, True, value, run4_2, (), context)
 return t6
def run4_2(value, context):
 t1 = c_this(context)
 t2 = c_ecs_launch_roles(context, t1) if t1.__class__ is not Unknown else call(f_ecs_launch_roles, [t1], context)
 return t2
def run4_1(value, context):
 t1 = c_wrong(context)
 return t1
def run5(value, context):
 t1 = c_settings(context)
 if t1.__class__ is dict:
  t2 = t1.get('ECS_CLUSTER')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'ECS_CLUSTER', context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t5 = c_owners(context)
  t6 = c_any(context, t5, bound(run5_1, context)) if (t5 is None or t5.__class__ is list) else call(f_any, [t5, bound(run5_1, context)], context)
  t4 = t6
 else:
  t4 = undecided(t2, True, value, run5_2, (), context)
 return t4
def run5_2(value, context):
 t1 = c_owners(context)
 t2 = c_any(context, t1, bound(run5_3, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run5_3, context)], context)
 return t2
def run5_3(value, context):
 t1 = field(value, 'ClusterName', context)
 t2 = t1 == 'default' if t1.__class__ is str else False if t1 is None else equality(t1, 'default', context)
 return t2
def run5_1(value, context):
 if value.__class__ is not dict:
  return run5_3(value, context)
 t1 = value.get('ClusterName')
 t2 = t1 == 'default' if t1.__class__ is str else False if t1 is None else equality((t1 := seen(t1, context)), 'default', context)
 return t2
def run6(value, context):
 t1 = c_wrong(context)
 return t1
