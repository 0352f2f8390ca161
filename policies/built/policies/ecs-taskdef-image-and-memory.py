# Written by `make policies`; not to be edited.
CALLS = ('exists', 'this')
WHEN = None
CLAUSES = ((1, None, ('container ', 3, ' names no image')), (2, None, ('container ', 4, " has no memory bound: neither its own Memory or MemoryReservation nor the task's Memory")))
MESSAGE = None
EXPRESSIONS = (
    ('ContainerDefinitions', (), ('ContainerDefinitions',)),
    ('Image', (), ('Image',)),
    ('exists(Memory) || exists(MemoryReservation) || exists(this().Memory)', (('exists', (0, 18, 47)), ('this', (54,))), ('Memory', 'MemoryReservation')),
    ('Name', (), ('Name',)),
    ('Name', (), ('Name',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('ContainerDefinitions')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run0_1(value, context):
 t1 = field(value, 'ContainerDefinitions', context)
 return t1
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Image')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run1_1(value, context):
 t1 = field(value, 'Image', context)
 return t1
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Memory')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('MemoryReservation')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
  t5 = c_exists(context, t4) if t4.__class__ is not Unknown else call(f_exists, [t4], context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run2_2, (), context)
 if t3 is True:
  t6 = t3
 elif t3 is False:
  t7 = c_this(context)
  if t7.__class__ is dict:
   t8 = t7.get('Memory')
   if t8.__class__ is Unknown or t8 is ABSENT:
    t8 = seen(t8, context)
  else:
   t8 = None if t7 is None else field(t7, 'Memory', context)
  t9 = c_exists(context, t8) if t8.__class__ is not Unknown else call(f_exists, [t8], context)
  t6 = t9
 else:
  t6 = junction(t3, True, value, run2_3, (), context)
 return t6
def run2_3(value, context):
 t1 = c_this(context)
 t2 = field(t1, 'Memory', context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 return t3
def run2_2(value, context):
 t1 = field(value, 'MemoryReservation', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run2_1(value, context):
 t1 = field(value, 'Memory', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run2_2(value, context)
 else:
  t3 = junction(t2, True, value, run2_2, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run2_3(value, context)
 else:
  t5 = undecided(t3, True, value, run2_3, (), context)
 return t5
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = value.get('Name')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run3_1(value, context):
 t1 = field(value, 'Name', context)
 return t1
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('Name')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run4_1(value, context):
 t1 = field(value, 'Name', context)
 return t1
