# Written by `make policies`; not to be edited.
CALLS = ('profile_launches', 'role_profiles')
def value_0(d, context):
 a1 = None
 t1 = f_role_profiles(context, d)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_profile_launches(context, e2)
    if t2 is not None:
     for e3 in (t2 if t2.__class__ is list else (t2,)):
      if e3 is not None:
       a1.append(e3)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = f_role_profiles(context, d)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_profile_launches(context, e2)
    if t2 is not None:
     for e3 in (t2 if t2.__class__ is list else (t2,)):
      if e3 is not None:
       a1.append(e3)
 return True if a1 else False
