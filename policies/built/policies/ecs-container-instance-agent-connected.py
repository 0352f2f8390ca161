# Written by `make policies`; not to be edited.
CALLS = ()
WHEN = 0
CLAUSES = ((1, None, None),)
MESSAGE = ('the agent of ', 2, ' in ', 3, ' is not connected, so no task can be started or stopped there')
EXPRESSIONS = (
    ("Runtime.status == 'ACTIVE' || Runtime.status == 'DRAINING'", (), ('Runtime', 'status')),
    ('Runtime.agentConnected', (), ('Runtime', 'agentConnected')),
    ('Ec2InstanceId', (), ('Ec2InstanceId',)),
    ('Cluster', (), ('Cluster',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('status')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'status', context)
 t2 = t1 == 'ACTIVE' if t1.__class__ is str else False if t1 is None else equality(t1, 'ACTIVE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('Runtime')
  if t4.__class__ is dict:
   t4 = t4.get('status')
   if t4.__class__ is Unknown or t4 is ABSENT:
    t4 = seen(t4, context)
  elif t4 is not None:
   t4 = field((t4 := seen(t4, context)), 'status', context)
  t5 = t4 == 'DRAINING' if t4.__class__ is str else False if t4 is None else equality(t4, 'DRAINING', context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run0_2, (), context)
 return t3
def run0_2(value, context):
 t1 = path(value, ('Runtime', 'status'), context)
 t2 = t1 == 'DRAINING' if t1.__class__ is str else False if t1 is None else equality(t1, 'DRAINING', context)
 return t2
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'status'), context)
 t2 = t1 == 'ACTIVE' if t1.__class__ is str else False if t1 is None else equality(t1, 'ACTIVE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_2(value, context)
 else:
  t3 = junction(t2, True, value, run0_2, (), context)
 return t3
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
 return t1
def run1_1(value, context):
 t1 = path(value, ('Runtime', 'agentConnected'), context)
 return t1
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Ec2InstanceId')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run2_1(value, context):
 t1 = field(value, 'Ec2InstanceId', context)
 return t1
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = value.get('Cluster')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run3_1(value, context):
 t1 = field(value, 'Cluster', context)
 return t1
