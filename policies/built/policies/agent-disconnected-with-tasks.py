# Written by `make policies`; not to be edited.
CALLS = ('not_null', 'tasks')
WHEN = None
CLAUSES = ((1, None, None),)
MESSAGE = (2, ' ', 3, ' on ', 4, ' in ', 5, ', whose agent is disconnected: what runs there can be neither stopped nor replaced')
EXPRESSIONS = (
    ('not_null(Runtime.runningTasksCount, `0`)', (('not_null', (0,)),), ('Runtime', 'runningTasksCount')),
    ('Runtime.agentConnected || tasks() == `0`', (('tasks', (26,)),), ('Runtime', 'agentConnected')),
    ('tasks()', (('tasks', (0,)),), ()),
    ("tasks() == `1` && 'task runs' || 'tasks run'", (('tasks', (0,)),), ()),
    ('Ec2InstanceId', (), ('Ec2InstanceId',)),
    ('Cluster', (), ('Cluster',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('runningTasksCount')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'runningTasksCount', context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'runningTasksCount'), context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('agentConnected')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'agentConnected', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_tasks(context)
  t5 = t4 == (0) if t4.__class__ is int or t4.__class__ is float else False if t4 is None else equality(t4, (0), context)
  t3 = t5
 else:
  t3 = undecided(t1, True, value, run1_2, (), context)
 return t3
def run1_2(value, context):
 t1 = c_tasks(context)
 t2 = t1 == (0) if t1.__class__ is int or t1.__class__ is float else False if t1 is None else equality(t1, (0), context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('Runtime', 'agentConnected'), context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run1_2(value, context)
 else:
  t3 = undecided(t1, True, value, run1_2, (), context)
 return t3
def run2(value, context):
 t1 = c_tasks(context)
 return t1
def run3(value, context):
 t1 = c_tasks(context)
 t2 = t1 == (1) if t1.__class__ is int or t1.__class__ is float else False if t1 is None else equality(t1, (1), context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = 'task runs'
 else:
  t3 = junction(t2, False, value, run3_1, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = 'tasks run'
 else:
  t5 = undecided(t3, True, value, run3_2, (), context)
 return t5
def run3_2(value, context):
 return 'tasks run'
def run3_1(value, context):
 return 'task runs'
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('Ec2InstanceId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run4_1(value, context):
 t1 = field(value, 'Ec2InstanceId', context)
 return t1
def run5(value, context):
 if value.__class__ is not dict:
  return run5_1(value, context)
 t1 = value.get('Cluster')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run5_1(value, context):
 t1 = field(value, 'Cluster', context)
 return t1
