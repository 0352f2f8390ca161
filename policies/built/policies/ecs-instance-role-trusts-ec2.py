# Written by `make policies`; not to be edited.
CALLS = ('any', 'contains', 'role_profiles', 'statements', 'trusted')
WHEN = 2
CLAUSES = ((3, None, None),)
MESSAGE = ('the role trusts ', 4, ', not ec2.amazonaws.com, so instances with its profile get no credentials')
EXPRESSIONS = (
    ('[AssumeRolePolicyDocument.Statement][]', (), ('AssumeRolePolicyDocument', 'Statement')),
    ("statements()[?Effect == 'Allow' && any([Action][], &contains(['sts:AssumeRole', 'sts:*', '*'], @))].Principal.Service[]", (('any', (35,)), ('contains', (52,)), ('statements', (0,))), ('Action', 'Effect', 'Principal', 'Service')),
    ('role_profiles(@)', (('role_profiles', (0,)),), ()),
    ("any(trusted(), &@ == 'ec2.amazonaws.com' || @ == 'ec2.amazonaws.com.cn')", (('any', (0,)), ('trusted', (4,))), ()),
    ('trusted()', (('trusted', (0,)),), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('AssumeRolePolicyDocument')
 if t1.__class__ is dict:
  t1 = t1.get('Statement')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'Statement', context)
 t2 = [t1]
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and whole(map(type, t3)):
  t4 = l5 = [*t3]
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, None, context)
 return t4
def run0_2(value, context):
 t1 = path(value, ('AssumeRolePolicyDocument', 'Statement'), context)
 t2 = [t1]
 return t2
def run0_1(value, context):
 t1 = None if value is None else select(value, run0_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
def run1(value, context):
 t1 = c_statements(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run1_1, run1_2, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('Effect')
    t8 = t7 == 'Allow' if t7.__class__ is str else False if t7 is None else equality((t7 := seen(t7, context)), 'Allow', context)
    if t8 is False:
     t9 = t8
    elif t8 is True:
     t10 = i6.get('Action')
     if t10.__class__ is Unknown or t10 is ABSENT:
      t10 = seen(t10, context)
     t11 = [t10]
     t12 = flatten(t11, context)
     l14 = ()
     if t12.__class__ is list and whole(map(type, t12)):
      t13 = l14 = [*t12]
     elif t12 is None:
      t13 = None
     else:
      t13 = project(t12, None, None, context)
     t15 = c_any(context, t13, bound(run1_4, context)) if (t13 is None or t13.__class__ is list) else call(f_any, [t13, bound(run1_4, context)], context)
     t9 = t15
    else:
     t9 = junction(t8, False, i6, run1_6, run1_k1, context)
    if t9 is not True:
     if t9 is False:
      continue
     t2 = resume(l3, i6, r5, t9, UNSET, run1_1, run1_2, context)
     break
    t16 = i6.get('Principal')
    if t16.__class__ is dict:
     t16 = t16.get('Service')
     if t16.__class__ is Unknown or t16 is ABSENT:
      t16 = seen(t16, context)
    elif t16 is not None:
     t16 = field((t16 := seen(t16, context)), 'Service', context)
    if t16.__class__ is Unknown:
     t2 = resume(l3, i6, r5, True, t16, run1_1, run1_2, context)
     break
    if t16 is not None:
     l3.append(t16)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run1_1, run1_2, context)
 t17 = flatten(t2, context)
 l19 = ()
 if t17.__class__ is list and whole(map(type, t17)):
  t18 = l19 = [*t17]
 elif t17 is None:
  t18 = None
 else:
  t18 = project(t17, None, None, context)
 return t18
def run1_6(value, context):
 t1 = None if value is None else select(value, run1_3, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_any(context, t3, bound(run1_7, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run1_7, context)], context)
 return t4
def run1_7(value, context):
 t1 = None if value is None else select(value, run1_8, context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = t2 in t1 if t2.__class__ is str and (t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1))) else call(f_contains, [t1, t2], context)
 return t3
def run1_8(value, context):
 t1 = ['sts:AssumeRole', 'sts:*', '*']
 return t1
def run1_5(value, context):
 t1 = field(value, 'Effect', context)
 return t1
def run1_4(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = ['sts:AssumeRole', 'sts:*', '*']
  t1 = t2
 else:
  t1 = None if value is None else select(value, run1_8, context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = t3 in t1 if t3.__class__ is str and (t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1))) else call(f_contains, [t1, t3], context)
 return t4
def run1_3(value, context):
 t1 = field(value, 'Action', context)
 t2 = [t1]
 return t2
def run1_2(value, context):
 t1 = path(value, ('Principal', 'Service'), context)
 return t1
def run1_1(value, context):
 t1 = field(value, 'Effect', context)
 t2 = t1 == 'Allow' if t1.__class__ is str else False if t1 is None else equality(t1, 'Allow', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run1_6(value, context)
 else:
  t3 = junction(t2, False, value, run1_6, run1_k2, context)
 return t3
run1_k1 = (Fact(run1_5, 'is', 'Allow'),)
run1_k2 = (Fact(run1_5, 'is', 'Allow'),)
def run2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_profiles(context, t1) if t1.__class__ is not Unknown else call(f_role_profiles, [t1], context)
 return t2
def run3(value, context):
 t1 = c_trusted(context)
 t2 = c_any(context, t1, bound(run3_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run3_1, context)], context)
 return t2
def run3_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'ec2.amazonaws.com' if t1.__class__ is str else False if t1 is None else equality(t1, 'ec2.amazonaws.com', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = t4 == 'ec2.amazonaws.com.cn' if t4.__class__ is str else False if t4 is None else equality(t4, 'ec2.amazonaws.com.cn', context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run3_2, (), context)
 return t3
def run3_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'ec2.amazonaws.com.cn' if t1.__class__ is str else False if t1 is None else equality(t1, 'ec2.amazonaws.com.cn', context)
 return t2
def run4(value, context):
 t1 = c_trusted(context)
 return t1
