# Written by `make policies`; not to be edited.
CALLS = ('profile_launches', 'role_profiles')
INVERSE = None
EXPRESSIONS = (
    ('role_profiles(@)[].profile_launches(@)[]', (('profile_launches', (19,)), ('role_profiles', (0,))), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_profiles(context, t1) if t1.__class__ is not Unknown else call(f_role_profiles, [t1], context)
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and no_hole(map(type, t3)):
  l5 = []
  r6 = iter(t3)
  for i7 in r6:
   t8 = c_profile_launches(context, i7)
   if t8.__class__ is Unknown:
    t4 = resume(l5, i7, r6, True, t8, None, run0_1, context)
    break
   if t8 is not None:
    l5.append(t8)
  else:
   t4 = l5
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, run0_1, context)
 t9 = flatten(t4, context)
 l11 = ()
 if t9.__class__ is list and whole(map(type, t9)):
  t10 = l11 = [*t9]
 elif t9 is None:
  t10 = None
 else:
  t10 = project(t9, None, None, context)
 return t10
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_profile_launches(context, t1) if t1.__class__ is not Unknown else call(f_profile_launches, [t1], context)
 return t2
