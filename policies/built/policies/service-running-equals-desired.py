# Written by `make policies`; not to be edited.
CALLS = ('contains', 'desired', 'latest', 'not_null', 'present', 'running', 'sum')
WHEN = 4
CLAUSES = ((5, 6, (11, ' of ', 12, ' tasks run: the cluster has no container instance (instance profile, ECS_CLUSTER or the way to ECS is missing)')), (7, 8, (13, ' of ', 14, ' tasks run: the ECS agent is disconnected; start it again (systemctl restart ecs)')), (9, 10, (15, ' of ', 16, ' tasks run; the latest event: ', 17)))
MESSAGE = None
EXPRESSIONS = (
    ('not_null(Runtime.desiredCount, DesiredCount, `0`)', (('not_null', (0,)),), ('DesiredCount', 'Runtime', 'desiredCount')),
    ('not_null(Runtime.runningCount, `0`)', (('not_null', (0,)),), ('Runtime', 'runningCount')),
    ('sum([running(), not_null(Runtime.pendingCount, `0`)])', (('not_null', (16,)), ('running', (5,)), ('sum', (0,))), ('Runtime', 'pendingCount')),
    ('Runtime.events[].message | [0]', (), ('Runtime', 'events', 'message')),
    ("SchedulingStrategy != 'DAEMON' && desired() > `0`", (('desired', (34,)),), ('SchedulingStrategy',)),
    ('present() >= desired()', (('desired', (13,)), ('present', (0,))), ()),
    ("contains(latest() || '', 'No Container Instances were found')", (('contains', (0,)), ('latest', (9,))), ()),
    ('present() >= desired()', (('desired', (13,)), ('present', (0,))), ()),
    ('contains(latest() || \'\', \'have the agent connected\') || contains(latest() || \'\', \'error "AGENT"\')', (('contains', (0, 56)), ('latest', (9, 65))), ()),
    ('present() >= desired()', (('desired', (13,)), ('present', (0,))), ()),
    ('!contains(latest() || \'\', \'No Container Instances were found\') && !contains(latest() || \'\', \'have the agent connected\') && !contains(latest() || \'\', \'error "AGENT"\')', (('contains', (1, 67, 124)), ('latest', (10, 76, 133))), ()),
    ('running()', (('running', (0,)),), ()),
    ('desired()', (('desired', (0,)),), ()),
    ('running()', (('running', (0,)),), ()),
    ('desired()', (('desired', (0,)),), ()),
    ('running()', (('running', (0,)),), ()),
    ('desired()', (('desired', (0,)),), ()),
    ('latest()', (('latest', (0,)),), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('desiredCount')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'desiredCount', context)
 t2 = value.get('DesiredCount')
 if t2.__class__ is Unknown or t2 is ABSENT:
  t2 = seen(t2, context)
 t3 = (t1 if t1 is not None else t2 if t2 is not None else (0)) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2, (0)], context)
 return t3
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'desiredCount'), context)
 t2 = field(value, 'DesiredCount', context)
 t3 = (t1 if t1 is not None else t2 if t2 is not None else (0)) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2, (0)], context)
 return t3
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('runningCount')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'runningCount', context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('Runtime', 'runningCount'), context)
 t2 = (t1 if t1 is not None else (0)) if t1.__class__ is not Unknown else call(f_not_null, [t1, (0)], context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = c_running(context)
 t2 = value.get('Runtime')
 if t2.__class__ is dict:
  t2 = t2.get('pendingCount')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 elif t2 is not None:
  t2 = field((t2 := seen(t2, context)), 'pendingCount', context)
 t3 = (t2 if t2 is not None else (0)) if t2.__class__ is not Unknown else call(f_not_null, [t2, (0)], context)
 t4 = [t1, t3]
 t5 = q_sum(context, t4) if (t4.__class__ is list) else call(f_sum, [t4], context)
 return t5
def run2_2(value, context):
 t1 = c_running(context)
 t2 = path(value, ('Runtime', 'pendingCount'), context)
 t3 = (t2 if t2 is not None else (0)) if t2.__class__ is not Unknown else call(f_not_null, [t2, (0)], context)
 t4 = [t1, t3]
 return t4
def run2_1(value, context):
 t1 = None if value is None else select(value, run2_2, context)
 t2 = q_sum(context, t1) if (t1.__class__ is list) else call(f_sum, [t1], context)
 return t2
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('events')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'events', context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run3_2, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('message')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run3_2, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run3_2, context)
 t9 = None if t3 is None else (t3[0] if t3 else None) if (t3 is l4 or t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 return t9
def run3_2(value, context):
 t1 = field(value, 'message', context)
 return t1
def run3_1(value, context):
 t1 = path(value, ('Runtime', 'events'), context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run3_2, context)
 t4 = None if t3 is None else (t3[0] if t3 else None) if (t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 return t4
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('SchedulingStrategy')
 t2 = t1 != 'DAEMON' if t1.__class__ is str else True if t1 is None else inequality((t1 := seen(t1, context)), 'DAEMON', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = c_desired(context)
  t5 = t4 > (0) if t4.__class__ is int or t4.__class__ is float else None if t4 is None else compare('gt', t4, (0), context)
  t3 = t5
 else:
  t3 = junction(t2, False, value, run4_2, (), context)
 return t3
def run4_2(value, context):
 t1 = c_desired(context)
 t2 = t1 > (0) if t1.__class__ is int or t1.__class__ is float else None if t1 is None else compare('gt', t1, (0), context)
 return t2
def run4_1(value, context):
 t1 = field(value, 'SchedulingStrategy', context)
 t2 = t1 != 'DAEMON' if t1.__class__ is str else True if t1 is None else inequality(t1, 'DAEMON', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run4_2(value, context)
 else:
  t3 = junction(t2, False, value, run4_2, (), context)
 return t3
def run5(value, context):
 t1 = c_present(context)
 t2 = c_desired(context)
 t3 = t1 >= t2 if t1.__class__ is int and t2.__class__ is int else t1 >= t2 if t1.__class__ is str and t2.__class__ is str else compare('gte', t1, t2, context)
 return t3
def run6(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = ''
 else:
  t3 = undecided(t1, True, value, run6_1, (), context)
 t4 = 'No Container Instances were found' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'No Container Instances were found'], context)
 return t4
def run6_1(value, context):
 return ''
def run7(value, context):
 t1 = c_present(context)
 t2 = c_desired(context)
 t3 = t1 >= t2 if t1.__class__ is int and t2.__class__ is int else t1 >= t2 if t1.__class__ is str and t2.__class__ is str else compare('gte', t1, t2, context)
 return t3
def run8(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = ''
 else:
  t3 = undecided(t1, True, value, run8_1, (), context)
 t4 = 'have the agent connected' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'have the agent connected'], context)
 if t4 is True:
  t5 = t4
 elif t4 is False:
  t6 = c_latest(context)
  t7 = t6 if t6.__class__ is bool else False if t6 is None else t6 != '' if t6.__class__ is str else truth(t6, context)
  if t7 is True:
   t8 = t6
  elif t7 is False:
   t8 = ''
  else:
   t8 = undecided(t6, True, value, run8_2, (), context)
  t9 = 'error "AGENT"' in t8 if t8.__class__ is str or t8.__class__ is list and no_hole(map(type, t8)) else call(f_contains, [t8, 'error "AGENT"'], context)
  t5 = t9
 else:
  t5 = junction(t4, True, value, run8_3, (), context)
 return t5
def run8_3(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run8_2(value, context)
 else:
  t3 = undecided(t1, True, value, run8_2, (), context)
 t4 = 'error "AGENT"' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'error "AGENT"'], context)
 return t4
def run8_2(value, context):
 return ''
def run8_1(value, context):
 return ''
def run9(value, context):
 t1 = c_present(context)
 t2 = c_desired(context)
 t3 = t1 >= t2 if t1.__class__ is int and t2.__class__ is int else t1 >= t2 if t1.__class__ is str and t2.__class__ is str else compare('gte', t1, t2, context)
 return t3
def run10(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = ''
 else:
  t3 = undecided(t1, True, value, run10_1, (), context)
 t4 = 'No Container Instances were found' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'No Container Instances were found'], context)
 t5 = not t4 if t4.__class__ is bool else negate(t4, context)
 if t5 is False:
  t6 = t5
 elif t5 is True:
  t7 = c_latest(context)
  t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
  if t8 is True:
   t9 = t7
  elif t8 is False:
   t9 = ''
  else:
   t9 = undecided(t7, True, value, run10_2, (), context)
  t10 = 'have the agent connected' in t9 if t9.__class__ is str or t9.__class__ is list and no_hole(map(type, t9)) else call(f_contains, [t9, 'have the agent connected'], context)
  t11 = not t10 if t10.__class__ is bool else negate(t10, context)
  t6 = t11
 else:
  t6 = junction(t5, False, value, run10_3, (), context)
 if t6 is False:
  t12 = t6
 elif t6 is True:
  t13 = c_latest(context)
  t14 = t13 if t13.__class__ is bool else False if t13 is None else t13 != '' if t13.__class__ is str else truth(t13, context)
  if t14 is True:
   t15 = t13
  elif t14 is False:
   t15 = ''
  else:
   t15 = undecided(t13, True, value, run10_4, (), context)
  t16 = 'error "AGENT"' in t15 if t15.__class__ is str or t15.__class__ is list and no_hole(map(type, t15)) else call(f_contains, [t15, 'error "AGENT"'], context)
  t17 = not t16 if t16.__class__ is bool else negate(t16, context)
  t12 = t17
 else:
  t12 = junction(t6, False, value, run10_5, (), context)
 return t12
def run10_5(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run10_4(value, context)
 else:
  t3 = undecided(t1, True, value, run10_4, (), context)
 t4 = 'error "AGENT"' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'error "AGENT"'], context)
 t5 = not t4 if t4.__class__ is bool else negate(t4, context)
 return t5
def run10_4(value, context):
 return ''
def run10_3(value, context):
 t1 = c_latest(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run10_2(value, context)
 else:
  t3 = undecided(t1, True, value, run10_2, (), context)
 t4 = 'have the agent connected' in t3 if t3.__class__ is str or t3.__class__ is list and no_hole(map(type, t3)) else call(f_contains, [t3, 'have the agent connected'], context)
 t5 = not t4 if t4.__class__ is bool else negate(t4, context)
 return t5
def run10_2(value, context):
 return ''
def run10_1(value, context):
 return ''
def run11(value, context):
 t1 = c_running(context)
 return t1
def run12(value, context):
 t1 = c_desired(context)
 return t1
def run13(value, context):
 t1 = c_running(context)
 return t1
def run14(value, context):
 t1 = c_desired(context)
 return t1
def run15(value, context):
 t1 = c_running(context)
 return t1
def run16(value, context):
 t1 = c_desired(context)
 return t1
def run17(value, context):
 t1 = c_latest(context)
 return t1
