# Written by `make policies`; not to be edited.
CALLS = ('agent_recovery', 'launch_versions', 'starts_ecs_instances', 'this')
WHEN = 1
CLAUSES = ((2, None, None),)
MESSAGE = ('nothing in user data starts the ECS agent again once it has stopped',)
EXPRESSIONS = (
    ('launch_versions(@)', (('launch_versions', (0,)),), ()),
    ('starts_ecs_instances(this())', (('starts_ecs_instances', (0,)), ('this', (21,))), ()),
    ('agent_recovery(UserData).restarts_agent', (('agent_recovery', (0,)),), ('UserData', 'restarts_agent')),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launch_versions(context, t1) if t1.__class__ is not Unknown else call(f_launch_versions, [t1], context)
 return t2
def run1(value, context):
 t1 = c_this(context)
 t2 = c_starts_ecs_instances(context, t1) if t1.__class__ is not Unknown else call(f_starts_ecs_instances, [t1], context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('UserData')
 t2 = c_agent_recovery(context, t1) if (t1 is None or t1.__class__ is str) else call(f_agent_recovery, [(t1 := seen(t1, context))], context)
 if t2.__class__ is dict:
  t3 = t2.get('restarts_agent')
  if t3.__class__ is Unknown or t3 is ABSENT:
   t3 = seen(t3, context)
 else:
  t3 = None if t2 is None else field(t2, 'restarts_agent', context)
 return t3
def run2_1(value, context):
 t1 = field(value, 'UserData', context)
 t2 = c_agent_recovery(context, t1) if (t1 is None or t1.__class__ is str) else call(f_agent_recovery, [t1], context)
 t3 = field(t2, 'restarts_agent', context)
 return t3
