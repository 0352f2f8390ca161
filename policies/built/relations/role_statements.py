# Written by `make policies`; not to be edited.
CALLS = ('resource', 'role_policies')
INVERSE = None
EXPRESSIONS = (
    ("[Policies[].PolicyDocument.Statement,\n ManagedPolicyArns[].resource(@, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement,\n role_policies(@)[].PolicyDocument.Statement][][]", (('resource', (59,)), ('role_policies', (125,))), ('ManagedPolicyArns', 'Policies', 'PolicyDocument', 'Statement')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Policies')
 t2 = flatten((t1 := seen(t1, context)), context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run0_3, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('PolicyDocument')
    if t8.__class__ is dict:
     t8 = t8.get('Statement')
     if t8.__class__ is Unknown or t8 is ABSENT:
      t8 = seen(t8, context)
    elif t8 is not None:
     t8 = field((t8 := seen(t8, context)), 'Statement', context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run0_3, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_3, context)
 t9 = value.get('ManagedPolicyArns')
 t10 = flatten((t9 := seen(t9, context)), context)
 l12 = ()
 if t10.__class__ is list and no_hole(map(type, t10)):
  l12 = []
  r13 = iter(t10)
  for i14 in r13:
   t15 = c_resource(context, i14, 'AWS::IAM::ManagedPolicy')
   if t15.__class__ is dict:
    t16 = t15.get('PolicyDocument')
    if t16.__class__ is dict:
     t16 = t16.get('Statement')
     if t16.__class__ is Unknown or t16 is ABSENT:
      t16 = seen(t16, context)
    elif t16 is not None:
     t16 = field((t16 := seen(t16, context)), 'Statement', context)
   else:
    t16 = None if t15 is None else path(t15, ('PolicyDocument', 'Statement'), context)
   if t16.__class__ is Unknown:
    t11 = resume(l12, i14, r13, True, t16, None, run0_4, context)
    break
   if t16 is not None:
    l12.append(t16)
  else:
   t11 = l12
 elif t10 is None:
  t11 = None
 else:
  t11 = project(t10, None, run0_4, context)
 t17 = c_role_policies(context, value)
 t18 = flatten(t17, context)
 l20 = ()
 if t18.__class__ is list:
  for i21 in t18:
   if i21.__class__ is not dict:
    t19 = project(t18, None, run0_5, context)
    break
  else:
   l20 = []
   r22 = iter(t18)
   for i23 in r22:
    t24 = i23.get('PolicyDocument')
    if t24.__class__ is dict:
     t24 = t24.get('Statement')
     if t24.__class__ is Unknown or t24 is ABSENT:
      t24 = seen(t24, context)
    elif t24 is not None:
     t24 = field((t24 := seen(t24, context)), 'Statement', context)
    if t24.__class__ is Unknown:
     t19 = resume(l20, i23, r22, True, t24, None, run0_5, context)
     break
    if t24 is not None:
     l20.append(t24)
   else:
    t19 = l20
 elif t18 is None:
  t19 = None
 else:
  t19 = project(t18, None, run0_5, context)
 t25 = [t3, t11, t19]
 t26 = flatten(t25, context)
 l28 = ()
 if t26.__class__ is list and whole(map(type, t26)):
  t27 = l28 = [*t26]
 elif t26 is None:
  t27 = None
 else:
  t27 = project(t26, None, None, context)
 t29 = flatten(t27, context)
 l31 = ()
 if t29.__class__ is list and whole(map(type, t29)):
  t30 = l31 = [*t29]
 elif t29 is None:
  t30 = None
 else:
  t30 = project(t29, None, None, context)
 return t30
def run0_5(value, context):
 t1 = path(value, ('PolicyDocument', 'Statement'), context)
 return t1
def run0_4(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::IAM::ManagedPolicy') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::ManagedPolicy'], context)
 t3 = path(t2, ('PolicyDocument', 'Statement'), context)
 return t3
def run0_3(value, context):
 t1 = path(value, ('PolicyDocument', 'Statement'), context)
 return t1
def run0_2(value, context):
 t1 = field(value, 'Policies', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_3, context)
 t4 = field(value, 'ManagedPolicyArns', context)
 t5 = flatten(t4, context)
 t6 = None if t5 is None else project(t5, None, run0_4, context)
 t7 = value if value.__class__ is not Unknown else current(value, context)
 t8 = c_role_policies(context, t7) if t7.__class__ is not Unknown else call(f_role_policies, [t7], context)
 t9 = flatten(t8, context)
 t10 = None if t9 is None else project(t9, None, run0_5, context)
 t11 = [t3, t6, t10]
 return t11
def run0_1(value, context):
 t1 = None if value is None else select(value, run0_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 return t5
