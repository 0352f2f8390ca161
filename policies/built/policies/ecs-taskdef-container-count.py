# Written by `make policies`; not to be edited.
CALLS = ('containers', 'length')
WHEN = None
CLAUSES = ((1, None, ('the task definition holds ', 3, ' containers; ECS accepts at most 10')), (2, None, ('the task definition holds no container',)))
MESSAGE = None
EXPRESSIONS = (
    ('ContainerDefinitions || `[]`', (), ('ContainerDefinitions',)),
    ('length(containers()) <= `10`', (('containers', (7,)), ('length', (0,))), ()),
    ('length(containers()) > `0`', (('containers', (7,)), ('length', (0,))), ()),
    ('length(containers())', (('containers', (7,)), ('length', (0,))), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('ContainerDefinitions')
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth((t1 := seen(t1, context)), context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run0_k1
 else:
  t3 = undecided(t1, True, value, run0_2, (), context)
 return t3
def run0_2(value, context):
 return run0_k1
def run0_1(value, context):
 t1 = field(value, 'ContainerDefinitions', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run0_2(value, context)
 else:
  t3 = undecided(t1, True, value, run0_2, (), context)
 return t3
run0_k1 = []
def run1(value, context):
 t1 = c_containers(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 <= (10) if t2.__class__ is int or t2.__class__ is float else None if t2 is None else compare('lte', t2, (10), context)
 return t3
def run2(value, context):
 t1 = c_containers(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 > (0) if t2.__class__ is int or t2.__class__ is float else None if t2 is None else compare('gt', t2, (0), context)
 return t3
def run3(value, context):
 t1 = c_containers(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 return t2
