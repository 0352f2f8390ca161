# Written by `make policies`; not to be edited.
CALLS = ('length', 'roles')
WHEN = None
CLAUSES = ((1, None, None),)
MESSAGE = ('the instance profile holds ', 2, ' roles (', 3, '); instances that start with it get credentials from exactly one')
EXPRESSIONS = (
    ('Roles || `[]`', (), ('Roles',)),
    ('length(roles()) == `1`', (('length', (0,)), ('roles', (7,))), ()),
    ('length(roles())', (('length', (0,)), ('roles', (7,))), ()),
    ('roles()', (('roles', (0,)),), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Roles')
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
 t1 = field(value, 'Roles', context)
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
 t1 = c_roles(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (1) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (1), context)
 return t3
def run2(value, context):
 t1 = c_roles(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 return t2
def run3(value, context):
 t1 = c_roles(context)
 return t1
