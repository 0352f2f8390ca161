# Written by `make policies`; not to be edited.
CALLS = ('ecs_config', 'group_launch_data', 'provider_clusters', 'resource', 'unique')
INVERSE = None
EXPRESSIONS = (
    ("unique([provider_clusters(@),\n        group_launch_data(@)[].resource(ecs_config(UserData).ECS_CLUSTER, 'AWS::ECS::Cluster')][])", (('ecs_config', (70,)), ('group_launch_data', (38,)), ('provider_clusters', (8,)), ('resource', (61,)), ('unique', (0,))), ('ECS_CLUSTER', 'UserData')),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_provider_clusters(context, t2) if t2.__class__ is not Unknown else call(f_provider_clusters, [t2], context)
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = c_group_launch_data(context, t4) if t4.__class__ is not Unknown else call(f_group_launch_data, [t4], context)
  t6 = flatten(t5, context)
  l8 = ()
  if t6.__class__ is list:
   for i9 in t6:
    if i9.__class__ is not dict:
     t7 = project(t6, None, run0_2, context)
     break
   else:
    l8 = []
    r10 = iter(t6)
    for i11 in r10:
     t12 = i11.get('UserData')
     t13 = c_ecs_config(context, t12) if (t12 is None or t12.__class__ is str) else call(f_ecs_config, [(t12 := seen(t12, context))], context)
     if t13.__class__ is dict:
      t14 = t13.get('ECS_CLUSTER')
      if t14.__class__ is Unknown or t14 is ABSENT:
       t14 = seen(t14, context)
     else:
      t14 = None if t13 is None else field(t13, 'ECS_CLUSTER', context)
     t15 = c_resource(context, t14, 'AWS::ECS::Cluster') if t14.__class__ is not Unknown else call(f_resource, [t14, 'AWS::ECS::Cluster'], context)
     if t15.__class__ is Unknown:
      t7 = resume(l8, i11, r10, True, t15, None, run0_2, context)
      break
     if t15 is not None:
      l8.append(t15)
    else:
     t7 = l8
  elif t6 is None:
   t7 = None
  else:
   t7 = project(t6, None, run0_2, context)
  t16 = [t3, t7]
  t1 = t16
 else:
  t1 = None if value is None else select(value, run0_1, context)
 t17 = flatten(t1, context)
 l19 = ()
 if t17.__class__ is list and whole(map(type, t17)):
  t18 = l19 = [*t17]
 elif t17 is None:
  t18 = None
 else:
  t18 = project(t17, None, None, context)
 t20 = c_unique(context, t18) if (t18 is None or t18.__class__ is list) else call(f_unique, [t18], context)
 return t20
def run0_2(value, context):
 t1 = field(value, 'UserData', context)
 t2 = c_ecs_config(context, t1) if (t1 is None or t1.__class__ is str) else call(f_ecs_config, [t1], context)
 t3 = field(t2, 'ECS_CLUSTER', context)
 t4 = c_resource(context, t3, 'AWS::ECS::Cluster') if t3.__class__ is not Unknown else call(f_resource, [t3, 'AWS::ECS::Cluster'], context)
 return t4
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_provider_clusters(context, t1) if t1.__class__ is not Unknown else call(f_provider_clusters, [t1], context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = c_group_launch_data(context, t3) if t3.__class__ is not Unknown else call(f_group_launch_data, [t3], context)
 t5 = flatten(t4, context)
 t6 = None if t5 is None else project(t5, None, run0_2, context)
 t7 = [t2, t6]
 return t7
