# Written by `make policies`; not to be edited.
CALLS = ('any', 'glob', 'group', 'not_null', 'starter', 'starters', 'starts_with')
WHEN = 2
CLAUSES = ((3, None, None),)
MESSAGE = ('task ', 4, ' in ', 5, ' runs outside any service (group ', 6, '): nothing starts it again when it stops')
EXPRESSIONS = (
    ('not_null(Group, Runtime.group)', (('not_null', (0,)),), ('Group', 'Runtime', 'group')),
    ("not_null(StartedBy, Runtime.startedBy, '')", (('not_null', (0,)),), ('Runtime', 'StartedBy', 'startedBy')),
    ("Runtime.lastStatus == 'RUNNING'", (), ('Runtime', 'lastStatus')),
    ("starts_with(group() || '', 'service:') || any(starters(), &glob(starter(), @))", (('any', (42,)), ('glob', (59,)), ('group', (12,)), ('starter', (64,)), ('starters', (46,)), ('starts_with', (0,))), ()),
    ('TaskDefinition', (), ('TaskDefinition',)),
    ('Cluster', (), ('Cluster',)),
    ('group()', (('group', (0,)),), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Group')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = value.get('Runtime')
 if t2.__class__ is dict:
  t2 = t2.get('group')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 elif t2 is not None:
  t2 = field((t2 := seen(t2, context)), 'group', context)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 return t3
def run0_1(value, context):
 t1 = field(value, 'Group', context)
 t2 = path(value, ('Runtime', 'group'), context)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 return t3
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('StartedBy')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = value.get('Runtime')
 if t2.__class__ is dict:
  t2 = t2.get('startedBy')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 elif t2 is not None:
  t2 = field((t2 := seen(t2, context)), 'startedBy', context)
 t3 = (t1 if t1 is not None else t2 if t2 is not None else '') if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2, ''], context)
 return t3
def run1_1(value, context):
 t1 = field(value, 'StartedBy', context)
 t2 = path(value, ('Runtime', 'startedBy'), context)
 t3 = (t1 if t1 is not None else t2 if t2 is not None else '') if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2, ''], context)
 return t3
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('lastStatus')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'lastStatus', context)
 t2 = t1 == 'RUNNING' if t1.__class__ is str else False if t1 is None else equality(t1, 'RUNNING', context)
 return t2
def run2_1(value, context):
 t1 = path(value, ('Runtime', 'lastStatus'), context)
 t2 = t1 == 'RUNNING' if t1.__class__ is str else False if t1 is None else equality(t1, 'RUNNING', context)
 return t2
def run3(value, context):
 t1 = c_group(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = ''
 else:
  t3 = undecided(t1, True, value, run3_1, (), context)
 t4 = t3.startswith('service:') if t3.__class__ is str else call(f_starts_with, [t3, 'service:'], context)
 if t4 is True:
  t5 = t4
 elif t4 is False:
  t6 = c_starters(context)
  t7 = c_any(context, t6, bound(run3_2, context)) if (t6 is None or t6.__class__ is list) else call(f_any, [t6, bound(run3_2, context)], context)
  t5 = t7
 else:
  t5 = junction(t4, True, value, run3_3, (), context)
 return t5
def run3_3(value, context):
 t1 = c_starters(context)
 t2 = c_any(context, t1, bound(run3_4, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run3_4, context)], context)
 return t2
def run3_4(value, context):
 t1 = c_starter(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, t2], context)
 return t3
def run3_2(value, context):
 t1 = c_starter(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, t2], context)
 return t3
def run3_1(value, context):
 return ''
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('TaskDefinition')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run4_1(value, context):
 t1 = field(value, 'TaskDefinition', context)
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
def run6(value, context):
 t1 = c_group(context)
 return t1
