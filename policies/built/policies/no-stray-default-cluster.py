# Written by `make policies`; not to be edited.
CALLS = ('instances', 'not_null', 'services')
WHEN = 2
CLAUSES = ((3, None, None),)
MESSAGE = (4, ' instances are registered in the cluster default, which has no service: their boot script names no cluster')
EXPRESSIONS = (
    ('not_null(Runtime.registeredContainerInstancesCount, `0`)', (('not_null', (0,)),), ('Runtime', 'registeredContainerInstancesCount')),
    ('not_null(Runtime.activeServicesCount, `0`)', (('not_null', (0,)),), ('Runtime', 'activeServicesCount')),
    ("ClusterName == 'default'", (), ('ClusterName',)),
    ('instances() == `0` || services() > `0`', (('instances', (0,)), ('services', (22,))), ()),
    ('instances()', (('instances', (0,)),), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('registeredContainerInstancesCount')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'registeredContainerInstancesCount', context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'registeredContainerInstancesCount'), context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('activeServicesCount')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'activeServicesCount', context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('Runtime', 'activeServicesCount'), context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('ClusterName')
 t2 = t1 == 'default' if t1.__class__ is str else False if t1 is None else equality((t1 := seen(t1, context)), 'default', context)
 return t2
def run2_1(value, context):
 t1 = field(value, 'ClusterName', context)
 t2 = t1 == 'default' if t1.__class__ is str else False if t1 is None else equality(t1, 'default', context)
 return t2
def run3(value, context):
 t1 = c_instances(context)
 t2 = t1 == (0) if t1.__class__ is int or t1.__class__ is float else False if t1 is None else equality(t1, (0), context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = c_services(context)
  t5 = t4 > (0) if t4.__class__ is int or t4.__class__ is float else None if t4 is None else compare('gt', t4, (0), context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run3_1, (), context)
 return t3
def run3_1(value, context):
 t1 = c_services(context)
 t2 = t1 > (0) if t1.__class__ is int or t1.__class__ is float else None if t1 is None else compare('gt', t1, (0), context)
 return t2
def run4(value, context):
 t1 = c_instances(context)
 return t1
