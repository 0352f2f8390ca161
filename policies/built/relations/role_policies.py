# Written by `make policies`; not to be edited.
CALLS = ('any', 'item', 'referrers', 'resource', 'same')
INVERSE = None
EXPRESSIONS = (
    ("[referrers(@, 'AWS::IAM::Policy')[?any(Roles, &same(resource(@, 'AWS::IAM::Role'), item()))],\n referrers(@, 'AWS::IAM::ManagedPolicy')[?any(Roles, &same(resource(@, 'AWS::IAM::Role'), item()))],\n referrers(@, 'AWS::IAM::RolePolicy')[?same(resource(RoleName, 'AWS::IAM::Role'), item())]][]", (('any', (35, 136)), ('item', (83, 184, 277)), ('referrers', (1, 95, 196)), ('resource', (52, 153, 239)), ('same', (47, 148, 234))), ('RoleName', 'Roles')),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_referrers(context, t2, 'AWS::IAM::Policy') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::IAM::Policy'], context)
  l5 = ()
  if t3.__class__ is list:
   for i6 in t3:
    if i6.__class__ is not dict:
     t4 = project(t3, run0_2, None, context)
     break
   else:
    l5 = []
    r7 = iter(t3)
    for i8 in r7:
     t9 = i8.get('Roles')
     t10 = c_any(context, t9, bound(run0_3, context)) if (t9 is None or t9.__class__ is list) else call(f_any, [(t9 := seen(t9, context)), bound(run0_3, context)], context)
     if t10 is not True:
      if t10 is False:
       continue
      t4 = resume(l5, i8, r7, t10, UNSET, run0_2, None, context)
      break
     l5.append(i8)
    else:
     t4 = l5
  elif t3 is None:
   t4 = None
  else:
   t4 = project(t3, run0_2, None, context)
  t11 = value if value.__class__ is not Unknown else current(value, context)
  t12 = c_referrers(context, t11, 'AWS::IAM::ManagedPolicy') if t11.__class__ is not Unknown else call(f_referrers, [t11, 'AWS::IAM::ManagedPolicy'], context)
  l14 = ()
  if t12.__class__ is list:
   for i15 in t12:
    if i15.__class__ is not dict:
     t13 = project(t12, run0_4, None, context)
     break
   else:
    l14 = []
    r16 = iter(t12)
    for i17 in r16:
     t18 = i17.get('Roles')
     t19 = c_any(context, t18, bound(run0_5, context)) if (t18 is None or t18.__class__ is list) else call(f_any, [(t18 := seen(t18, context)), bound(run0_5, context)], context)
     if t19 is not True:
      if t19 is False:
       continue
      t13 = resume(l14, i17, r16, t19, UNSET, run0_4, None, context)
      break
     l14.append(i17)
    else:
     t13 = l14
  elif t12 is None:
   t13 = None
  else:
   t13 = project(t12, run0_4, None, context)
  t20 = value if value.__class__ is not Unknown else current(value, context)
  t21 = c_referrers(context, t20, 'AWS::IAM::RolePolicy') if t20.__class__ is not Unknown else call(f_referrers, [t20, 'AWS::IAM::RolePolicy'], context)
  l23 = ()
  if t21.__class__ is list:
   for i24 in t21:
    if i24.__class__ is not dict:
     t22 = project(t21, run0_6, None, context)
     break
   else:
    l23 = []
    r25 = iter(t21)
    for i26 in r25:
     t27 = i26.get('RoleName')
     if t27.__class__ is Unknown or t27 is ABSENT:
      t27 = seen(t27, context)
     t28 = c_resource(context, t27, 'AWS::IAM::Role') if t27.__class__ is not Unknown else call(f_resource, [t27, 'AWS::IAM::Role'], context)
     t29 = c_item(context)
     t30 = c_same(context, t28, t29) if t28.__class__ is not Unknown and t29.__class__ is not Unknown else call(f_same, [t28, t29], context)
     if t30 is not True:
      if t30 is False:
       continue
      t22 = resume(l23, i26, r25, t30, UNSET, run0_6, None, context)
      break
     l23.append(i26)
    else:
     t22 = l23
  elif t21 is None:
   t22 = None
  else:
   t22 = project(t21, run0_6, None, context)
  t31 = [t4, t13, t22]
  t1 = t31
 else:
  t1 = None if value is None else select(value, run0_1, context)
 t32 = flatten(t1, context)
 l34 = ()
 if t32.__class__ is list and whole(map(type, t32)):
  t33 = l34 = [*t32]
 elif t32 is None:
  t33 = None
 else:
  t33 = project(t32, None, None, context)
 return t33
def run0_6(value, context):
 t1 = field(value, 'RoleName', context)
 t2 = c_resource(context, t1, 'AWS::IAM::Role') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::Role'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::IAM::Role') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::Role'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_4(value, context):
 t1 = field(value, 'Roles', context)
 t2 = c_any(context, t1, bound(run0_7, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_7, context)], context)
 return t2
def run0_7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::IAM::Role') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::Role'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::IAM::Role') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::Role'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_2(value, context):
 t1 = field(value, 'Roles', context)
 t2 = c_any(context, t1, bound(run0_8, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_8, context)], context)
 return t2
def run0_8(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::IAM::Role') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::Role'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::IAM::Policy') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::IAM::Policy'], context)
 t3 = None if t2 is None else project(t2, run0_2, None, context)
 t4 = value if value.__class__ is not Unknown else current(value, context)
 t5 = c_referrers(context, t4, 'AWS::IAM::ManagedPolicy') if t4.__class__ is not Unknown else call(f_referrers, [t4, 'AWS::IAM::ManagedPolicy'], context)
 t6 = None if t5 is None else project(t5, run0_4, None, context)
 t7 = value if value.__class__ is not Unknown else current(value, context)
 t8 = c_referrers(context, t7, 'AWS::IAM::RolePolicy') if t7.__class__ is not Unknown else call(f_referrers, [t7, 'AWS::IAM::RolePolicy'], context)
 t9 = None if t8 is None else project(t8, run0_6, None, context)
 t10 = [t3, t6, t9]
 return t10
