# Written by `make policies`; not to be edited.
CALLS = ('any', 'container', 'containers', 'exists', 'item', 'task_definition', 'this')
WHEN = 3
CLAUSES = ((4, None, ('no container is called ', 7, '; the task definition has ', 8)), (5, 6, ('container ', 9, ' does not open port ', 10, '; it opens ', 11)))
MESSAGE = None
EXPRESSIONS = (
    ('LoadBalancers', (), ('LoadBalancers',)),
    ('task_definition(this()).ContainerDefinitions', (('task_definition', (0,)), ('this', (16,))), ('ContainerDefinitions',)),
    ('containers()[?Name == item().ContainerName] | [0]', (('containers', (0,)), ('item', (22,))), ('ContainerName', 'Name')),
    ('exists(task_definition(this())) && exists(ContainerName)', (('exists', (0, 35)), ('task_definition', (7,)), ('this', (23,))), ('ContainerName',)),
    ('exists(container())', (('container', (7,)), ('exists', (0,))), ()),
    ('any(container().PortMappings, &ContainerPort == item().ContainerPort)', (('any', (0,)), ('container', (4,)), ('item', (48,))), ('ContainerPort', 'PortMappings')),
    ('exists(container())', (('container', (7,)), ('exists', (0,))), ()),
    ('ContainerName', (), ('ContainerName',)),
    ('containers()[].Name', (('containers', (0,)),), ('Name',)),
    ('ContainerName', (), ('ContainerName',)),
    ('ContainerPort', (), ('ContainerPort',)),
    ('container().PortMappings[].ContainerPort', (('container', (0,)),), ('ContainerPort', 'PortMappings')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('LoadBalancers')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run0_1(value, context):
 t1 = field(value, 'LoadBalancers', context)
 return t1
def run1(value, context):
 t1 = c_this(context)
 t2 = c_task_definition(context, t1) if t1.__class__ is not Unknown else call(f_task_definition, [t1], context)
 if t2.__class__ is dict:
  t3 = t2.get('ContainerDefinitions')
  if t3.__class__ is Unknown or t3 is ABSENT:
   t3 = seen(t3, context)
 else:
  t3 = None if t2 is None else field(t2, 'ContainerDefinitions', context)
 return t3
def run2(value, context):
 t1 = c_containers(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run2_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('Name')
    if t7.__class__ is Unknown or t7 is ABSENT:
     t7 = seen(t7, context)
    t8 = c_item(context)
    if t8.__class__ is dict:
     t9 = t8.get('ContainerName')
     if t9.__class__ is Unknown or t9 is ABSENT:
      t9 = seen(t9, context)
    else:
     t9 = None if t8 is None else field(t8, 'ContainerName', context)
    t10 = t7 == t9 if t7.__class__ is str and t9.__class__ is str else equality(t7, t9, context)
    if t10 is not True:
     if t10 is False:
      continue
     t2 = resume(l3, i6, r5, t10, UNSET, run2_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run2_1, None, context)
 t11 = None if t2 is None else (t2[0] if t2 else None) if (t2 is l3 or t2.__class__ is list and no_hole(map(type, t2))) else index(t2, (0), context)
 return t11
def run2_1(value, context):
 t1 = field(value, 'Name', context)
 t2 = c_item(context)
 t3 = field(t2, 'ContainerName', context)
 t4 = t1 == t3 if t1.__class__ is str and t3.__class__ is str else equality(t1, t3, context)
 return t4
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = c_this(context)
 t2 = c_task_definition(context, t1) if t1.__class__ is not Unknown else call(f_task_definition, [t1], context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t5 = value.get('ContainerName')
  if t5.__class__ is Unknown or t5 is ABSENT:
   t5 = seen(t5, context)
  t6 = c_exists(context, t5) if t5.__class__ is not Unknown else call(f_exists, [t5], context)
  t4 = t6
 else:
  t4 = junction(t3, False, value, run3_2, (), context)
 return t4
def run3_2(value, context):
 t1 = field(value, 'ContainerName', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run3_1(value, context):
 t1 = c_this(context)
 t2 = c_task_definition(context, t1) if t1.__class__ is not Unknown else call(f_task_definition, [t1], context)
 t3 = c_exists(context, t2) if t2.__class__ is not Unknown else call(f_exists, [t2], context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run3_2(value, context)
 else:
  t4 = junction(t3, False, value, run3_2, (), context)
 return t4
def run4(value, context):
 t1 = c_container(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run5(value, context):
 t1 = c_container(context)
 if t1.__class__ is dict:
  t2 = t1.get('PortMappings')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'PortMappings', context)
 t3 = c_any(context, t2, bound(run5_1, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run5_1, context)], context)
 return t3
def run5_1(value, context):
 if value.__class__ is not dict:
  return run5_2(value, context)
 t1 = value.get('ContainerPort')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_item(context)
 if t2.__class__ is dict:
  t3 = t2.get('ContainerPort')
  if t3.__class__ is Unknown or t3 is ABSENT:
   t3 = seen(t3, context)
 else:
  t3 = None if t2 is None else field(t2, 'ContainerPort', context)
 t4 = t1 == t3 if t1.__class__ is str and t3.__class__ is str else equality(t1, t3, context)
 return t4
def run5_2(value, context):
 t1 = field(value, 'ContainerPort', context)
 t2 = c_item(context)
 t3 = field(t2, 'ContainerPort', context)
 t4 = t1 == t3 if t1.__class__ is str and t3.__class__ is str else equality(t1, t3, context)
 return t4
def run6(value, context):
 t1 = c_container(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run7(value, context):
 if value.__class__ is not dict:
  return run7_1(value, context)
 t1 = value.get('ContainerName')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run7_1(value, context):
 t1 = field(value, 'ContainerName', context)
 return t1
def run8(value, context):
 t1 = c_containers(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run8_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('Name')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run8_1, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run8_1, context)
 return t3
def run8_1(value, context):
 t1 = field(value, 'Name', context)
 return t1
def run9(value, context):
 if value.__class__ is not dict:
  return run9_1(value, context)
 t1 = value.get('ContainerName')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run9_1(value, context):
 t1 = field(value, 'ContainerName', context)
 return t1
def run10(value, context):
 if value.__class__ is not dict:
  return run10_1(value, context)
 t1 = value.get('ContainerPort')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run10_1(value, context):
 t1 = field(value, 'ContainerPort', context)
 return t1
def run11(value, context):
 t1 = c_container(context)
 if t1.__class__ is dict:
  t2 = t1.get('PortMappings')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'PortMappings', context)
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list:
  for i6 in t3:
   if i6.__class__ is not dict:
    t4 = project(t3, None, run11_1, context)
    break
  else:
   l5 = []
   r7 = iter(t3)
   for i8 in r7:
    t9 = i8.get('ContainerPort')
    if t9.__class__ is Unknown or t9 is ABSENT:
     t9 = seen(t9, context)
    if t9.__class__ is Unknown:
     t4 = resume(l5, i8, r7, True, t9, None, run11_1, context)
     break
    if t9 is not None:
     l5.append(t9)
   else:
    t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, run11_1, context)
 return t4
def run11_1(value, context):
 t1 = field(value, 'ContainerPort', context)
 return t1
