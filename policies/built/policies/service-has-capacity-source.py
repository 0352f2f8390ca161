# Written by `make policies`; not to be edited.
CALLS = ('cluster', 'cluster_providers', 'exists', 'not_null', 'registered', 'runs_on_instances', 'service_cluster', 'service_groups')
WHEN = 2
CLAUSES = ((3, 4, ('no instance is registered in the cluster ', 7, ', so the service can place no task')), (5, 6, ('nothing feeds the cluster of this service with instances, neither an Auto Scaling group nor a capacity provider',)))
MESSAGE = None
EXPRESSIONS = (
    ('service_cluster(@)', (('service_cluster', (0,)),), ()),
    ('cluster().Runtime.registeredContainerInstancesCount', (('cluster', (0,)),), ('Runtime', 'registeredContainerInstancesCount')),
    ('runs_on_instances(@) && not_null(DesiredCount, `1`) > `0`', (('not_null', (24,)), ('runs_on_instances', (0,))), ('DesiredCount',)),
    ('registered() > `0`', (('registered', (0,)),), ()),
    ('exists(registered())', (('exists', (0,)), ('registered', (7,))), ()),
    ('service_groups(@) || cluster_providers(cluster())', (('cluster', (39,)), ('cluster_providers', (21,)), ('service_groups', (0,))), ()),
    ('!exists(registered())', (('exists', (1,)), ('registered', (8,))), ()),
    ('cluster().ClusterName', (('cluster', (0,)),), ('ClusterName',)),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_service_cluster(context, t1) if t1.__class__ is not Unknown else call(f_service_cluster, [t1], context)
 return t2
def run1(value, context):
 t1 = c_cluster(context)
 if t1.__class__ is dict:
  t2 = t1.get('Runtime')
  if t2.__class__ is dict:
   t2 = t2.get('registeredContainerInstancesCount')
   if t2.__class__ is Unknown or t2 is ABSENT:
    t2 = seen(t2, context)
  elif t2 is not None:
   t2 = field((t2 := seen(t2, context)), 'registeredContainerInstancesCount', context)
 else:
  t2 = None if t1 is None else path(t1, ('Runtime', 'registeredContainerInstancesCount'), context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = c_runs_on_instances(context, value)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t4 = value.get('DesiredCount')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = (t4 if t4 is not None else (1)) if t4.__class__ is not Unknown else call(f_not_null, [t4, (1)], context)
  t6 = t5 > (0) if t5.__class__ is int or t5.__class__ is float else None if t5 is None else compare('gt', t5, (0), context)
  t3 = t6
 else:
  t3 = undecided(t1, False, value, run2_2, (), context)
 return t3
def run2_2(value, context):
 t1 = field(value, 'DesiredCount', context)
 t2 = (t1 if t1 is not None else (1)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (1)], context)
 t3 = t2 > (0) if t2.__class__ is int or t2.__class__ is float else None if t2 is None else compare('gt', t2, (0), context)
 return t3
def run2_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_runs_on_instances(context, t1) if t1.__class__ is not Unknown else call(f_runs_on_instances, [t1], context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is False:
  t4 = t2
 elif t3 is True:
  t4 = run2_2(value, context)
 else:
  t4 = undecided(t2, False, value, run2_2, (), context)
 return t4
def run3(value, context):
 t1 = c_registered(context)
 t2 = t1 > (0) if t1.__class__ is int or t1.__class__ is float else None if t1 is None else compare('gt', t1, (0), context)
 return t2
def run4(value, context):
 t1 = c_registered(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_service_groups(context, t1) if t1.__class__ is not Unknown else call(f_service_groups, [t1], context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t5 = c_cluster(context)
  t6 = c_cluster_providers(context, t5) if t5.__class__ is not Unknown else call(f_cluster_providers, [t5], context)
  t4 = t6
 else:
  t4 = undecided(t2, True, value, run5_1, (), context)
 return t4
def run5_1(value, context):
 t1 = c_cluster(context)
 t2 = c_cluster_providers(context, t1) if t1.__class__ is not Unknown else call(f_cluster_providers, [t1], context)
 return t2
def run6(value, context):
 t1 = c_registered(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 t3 = not t2 if t2.__class__ is bool else negate(t2, context)
 return t3
def run7(value, context):
 t1 = c_cluster(context)
 if t1.__class__ is dict:
  t2 = t1.get('ClusterName')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'ClusterName', context)
 return t2
