# Written by `make policies`; not to be edited.
CALLS = ('runs_on_fargate',)
INVERSE = None
EXPRESSIONS = (
    ("!runs_on_fargate(@) && LaunchType != 'EXTERNAL' && LaunchType != 'MANAGED_INSTANCES'", (('runs_on_fargate', (1,)),), ('LaunchType',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = c_runs_on_fargate(context, value)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = value.get('LaunchType')
  t5 = t4 != 'EXTERNAL' if t4.__class__ is str else True if t4 is None else inequality((t4 := seen(t4, context)), 'EXTERNAL', context)
  t3 = t5
 else:
  t3 = junction(t2, False, value, run0_2, (), context)
 if t3 is False:
  t6 = t3
 elif t3 is True:
  t7 = value.get('LaunchType')
  t8 = t7 != 'MANAGED_INSTANCES' if t7.__class__ is str else True if t7 is None else inequality((t7 := seen(t7, context)), 'MANAGED_INSTANCES', context)
  t6 = t8
 else:
  t6 = junction(t3, False, value, run0_3, (), context)
 return t6
def run0_3(value, context):
 t1 = field(value, 'LaunchType', context)
 t2 = t1 != 'MANAGED_INSTANCES' if t1.__class__ is str else True if t1 is None else inequality(t1, 'MANAGED_INSTANCES', context)
 return t2
def run0_2(value, context):
 t1 = field(value, 'LaunchType', context)
 t2 = t1 != 'EXTERNAL' if t1.__class__ is str else True if t1 is None else inequality(t1, 'EXTERNAL', context)
 return t2
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_runs_on_fargate(context, t1) if t1.__class__ is not Unknown else call(f_runs_on_fargate, [t1], context)
 t3 = not t2 if t2.__class__ is bool or t2 is None or t2.__class__ is str else negate(t2, context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run0_2(value, context)
 else:
  t4 = junction(t3, False, value, run0_2, (), context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is False:
  t6 = t4
 elif t5 is True:
  t6 = run0_3(value, context)
 else:
  t6 = undecided(t4, False, value, run0_3, (), context)
 return t6
