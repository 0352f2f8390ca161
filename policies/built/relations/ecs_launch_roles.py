# Written by `make policies`; not to be edited.
CALLS = ('any', 'is_made_for_ecs', 'item', 'resources', 'role_launches', 'same')
INVERSE = 'AWS::IAM::Role'
EXPRESSIONS = (
    ("resources('AWS::IAM::Role')[?any(role_launches(@), &same(@, item())) && is_made_for_ecs(@)]", (('any', (29,)), ('is_made_for_ecs', (72,)), ('item', (60,)), ('resources', (0,)), ('role_launches', (33,)), ('same', (52,))), ()),
    ('role_launches(@)', (('role_launches', (0,)),), ()),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::IAM::Role')
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_role_launches(context, i5)
   t7 = c_any(context, t6, bound(run0_2, context)) if (t6 is None or t6.__class__ is list) else call(f_any, [t6, bound(run0_2, context)], context)
   if t7 is False:
    t8 = t7
   elif t7 is True:
    t9 = c_is_made_for_ecs(context, i5)
    t8 = t9
   else:
    t8 = junction(t7, False, i5, run0_3, (), context)
   t10 = t8 if t8.__class__ is bool else False if t8 is None else t8 != '' if t8.__class__ is str else plain_truth(t8, context)
   if t10 is not True:
    if t10 is False:
     continue
    t2 = resume(l3, i5, r4, t8, UNSET, run0_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, None, context)
 return t2
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_is_made_for_ecs(context, t1) if t1.__class__ is not Unknown else call(f_is_made_for_ecs, [t1], context)
 return t2
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_launches(context, t1) if t1.__class__ is not Unknown else call(f_role_launches, [t1], context)
 t3 = c_any(context, t2, bound(run0_4, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run0_4, context)], context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run0_3(value, context)
 else:
  t4 = junction(t3, False, value, run0_3, (), context)
 return t4
def run0_4(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_launches(context, t1) if t1.__class__ is not Unknown else call(f_role_launches, [t1], context)
 return t2
