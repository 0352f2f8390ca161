# Written by `make policies`; not to be edited.
CALLS = ('all', 'cluster', 'ecs_config', 'exists', 'id', 'launch_versions', 'launched_groups', 'named', 'not_null', 'owners', 'provider_clusters', 'resource', 'same', 'this', 'unique')
WHEN = 4
CLAUSES = ((5, None, ('user data joins the cluster ', 7, ', and no cluster is called so')), (6, None, ('user data joins ', 8, ", but the group's capacity provider belongs to ", 9)))
MESSAGE = None
EXPRESSIONS = (
    ('launch_versions(@)', (('launch_versions', (0,)),), ()),
    ('ecs_config(UserData).ECS_CLUSTER', (('ecs_config', (0,)),), ('ECS_CLUSTER', 'UserData')),
    ("resource(named(), 'AWS::ECS::Cluster')", (('named', (9,)), ('resource', (0,))), ()),
    ('unique(launched_groups(this())[].provider_clusters(@)[])', (('launched_groups', (7,)), ('provider_clusters', (33,)), ('this', (23,)), ('unique', (0,))), ()),
    ('exists(named())', (('exists', (0,)), ('named', (7,))), ()),
    ('exists(cluster())', (('cluster', (7,)), ('exists', (0,))), ()),
    ('all(owners(), &same(@, cluster()))', (('all', (0,)), ('cluster', (23,)), ('owners', (4,)), ('same', (15,))), ()),
    ('named()', (('named', (0,)),), ()),
    ('named()', (('named', (0,)),), ()),
    ('owners()[].not_null(ClusterName, id(@))', (('id', (33,)), ('not_null', (11,)), ('owners', (0,))), ('ClusterName',)),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launch_versions(context, t1) if t1.__class__ is not Unknown else call(f_launch_versions, [t1], context)
 return t2
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('UserData')
 t2 = c_ecs_config(context, t1) if (t1 is None or t1.__class__ is str) else call(f_ecs_config, [(t1 := seen(t1, context))], context)
 if t2.__class__ is dict:
  t3 = t2.get('ECS_CLUSTER')
  if t3.__class__ is Unknown or t3 is ABSENT:
   t3 = seen(t3, context)
 else:
  t3 = None if t2 is None else field(t2, 'ECS_CLUSTER', context)
 return t3
def run1_1(value, context):
 t1 = field(value, 'UserData', context)
 t2 = c_ecs_config(context, t1) if (t1 is None or t1.__class__ is str) else call(f_ecs_config, [t1], context)
 t3 = field(t2, 'ECS_CLUSTER', context)
 return t3
def run2(value, context):
 t1 = c_named(context)
 t2 = c_resource(context, t1, 'AWS::ECS::Cluster') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::Cluster'], context)
 return t2
def run3(value, context):
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
    t4 = resume(l5, i7, r6, True, t8, None, run3_1, context)
    break
   if t8 is not None:
    l5.append(t8)
  else:
   t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, run3_1, context)
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
def run3_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_provider_clusters(context, t1) if t1.__class__ is not Unknown else call(f_provider_clusters, [t1], context)
 return t2
def run4(value, context):
 t1 = c_named(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run5(value, context):
 t1 = c_cluster(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run6(value, context):
 t1 = c_owners(context)
 t2 = c_all(context, t1, bound(run6_1, context)) if (t1 is None or t1.__class__ is list) else call(f_all, [t1, bound(run6_1, context)], context)
 return t2
def run6_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_cluster(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run7(value, context):
 t1 = c_named(context)
 return t1
def run8(value, context):
 t1 = c_named(context)
 return t1
def run9(value, context):
 t1 = c_owners(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run9_1, context)
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
     t3 = resume(l4, i7, r6, True, t10, None, run9_1, context)
     break
    if t10 is not None:
     l4.append(t10)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run9_1, context)
 return t3
def run9_1(value, context):
 t1 = field(value, 'ClusterName', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
