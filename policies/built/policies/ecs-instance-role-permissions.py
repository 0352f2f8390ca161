# Written by `make policies`; not to be edited.
CALLS = ('actions', 'any', 'boundary', 'bounded', 'data', 'denied', 'exists', 'granted', 'iam_allows', 'length', 'needed', 'none', 'pull', 'pulls_images', 'resource', 'role_launches', 'role_statements', 'starts_ecs_instances', 'statements', 'unpulled')
WHEN = 8
CLAUSES = ((9, None, ('the role does not allow ', 14, ', so the agent cannot register or work')), (10, 11, ('the role does not allow ', 15, ', so tasks without an execution role cannot pull from ECR')), (12, 13, ('the permissions boundary does not allow ', 16)))
MESSAGE = None
EXPRESSIONS = (
    ("actions() || data('ecs-agent-actions').agent", (('actions', (0,)), ('data', (13,))), ('agent',)),
    ("data('ecs-agent-actions').pull", (('data', (0,)),), ('pull',)),
    ('role_statements(@)', (('role_statements', (0,)),), ()),
    ("[statements()[?Effect == 'Allow' && exists(Action) && none([Action][], &@ == '*')].{Effect: Effect, Action: Action, Resource: '*', Condition: Condition},\n statements()[?!(Effect == 'Allow' && exists(Action) && none([Action][], &@ == '*'))]][]", (('exists', (36, 192)), ('none', (54, 210)), ('statements', (1, 155))), ('Action', 'Condition', 'Effect')),
    ("needed()[?!iam_allows(granted(), @, '*')]", (('granted', (22,)), ('iam_allows', (11,)), ('needed', (0,))), ()),
    ("pull()[?!iam_allows(granted(), @, '*')]", (('granted', (20,)), ('iam_allows', (9,)), ('pull', (0,))), ()),
    ("[resource(PermissionsBoundary, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement][]", (('resource', (1,)),), ('PermissionsBoundary', 'PolicyDocument', 'Statement')),
    ("needed()[?!iam_allows(boundary(), @, '*')]", (('boundary', (22,)), ('iam_allows', (11,)), ('needed', (0,))), ()),
    ('any(role_launches(@), &starts_ecs_instances(@))', (('any', (0,)), ('role_launches', (4,)), ('starts_ecs_instances', (23,))), ()),
    ('length(denied()) == `0`', (('denied', (7,)), ('length', (0,))), ()),
    ('length(unpulled()) == `0`', (('length', (0,)), ('unpulled', (7,))), ()),
    ('pulls_images()', (('pulls_images', (0,)),), ()),
    ('length(bounded()) == `0`', (('bounded', (7,)), ('length', (0,))), ()),
    ('exists(PermissionsBoundary)', (('exists', (0,)),), ('PermissionsBoundary',)),
    ('denied()', (('denied', (0,)),), ()),
    ('unpulled()', (('unpulled', (0,)),), ()),
    ('bounded()', (('bounded', (0,)),), ()),
)
def run0(value, context):
 t1 = c_actions(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_data(context, 'ecs-agent-actions')
  if t4.__class__ is dict:
   t5 = t4.get('agent')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  else:
   t5 = None if t4 is None else field(t4, 'agent', context)
  t3 = t5
 else:
  t3 = undecided(t1, True, value, run0_1, (), context)
 return t3
def run0_1(value, context):
 t1 = c_data(context, 'ecs-agent-actions')
 t2 = field(t1, 'agent', context)
 return t2
def run1(value, context):
 t1 = c_data(context, 'ecs-agent-actions')
 if t1.__class__ is dict:
  t2 = t1.get('pull')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'pull', context)
 return t2
def run2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_statements(context, t1) if t1.__class__ is not Unknown else call(f_role_statements, [t1], context)
 return t2
def run3(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = c_statements(context)
  l4 = ()
  if t2.__class__ is list:
   for i5 in t2:
    if i5.__class__ is not dict:
     t3 = project(t2, run3_2, run3_3, context)
     break
   else:
    l4 = []
    r6 = iter(t2)
    for i7 in r6:
     t8 = i7.get('Effect')
     t9 = t8 == 'Allow' if t8.__class__ is str else False if t8 is None else equality((t8 := seen(t8, context)), 'Allow', context)
     if t9 is False:
      t10 = t9
     elif t9 is True:
      t11 = i7.get('Action')
      if t11.__class__ is Unknown or t11 is ABSENT:
       t11 = seen(t11, context)
      t12 = c_exists(context, t11) if t11.__class__ is not Unknown else call(f_exists, [t11], context)
      t10 = t12
     else:
      t10 = junction(t9, False, i7, run3_5, run3_k1, context)
     if t10 is False:
      t13 = t10
     elif t10 is True:
      t14 = i7.get('Action')
      if t14.__class__ is Unknown or t14 is ABSENT:
       t14 = seen(t14, context)
      t15 = [t14]
      t16 = flatten(t15, context)
      l18 = ()
      if t16.__class__ is list and whole(map(type, t16)):
       t17 = l18 = [*t16]
      elif t16 is None:
       t17 = None
      else:
       t17 = project(t16, None, None, context)
      t19 = c_none(context, t17, bound(run3_7, context)) if (t17 is None or t17.__class__ is list) else call(f_none, [t17, bound(run3_7, context)], context)
      t13 = t19
     else:
      t13 = junction(t10, False, i7, run3_8, run3_k2, context)
     if t13 is not True:
      if t13 is False:
       continue
      t3 = resume(l4, i7, r6, t13, UNSET, run3_2, run3_3, context)
      break
     t20 = i7.get('Effect')
     if t20.__class__ is Unknown or t20 is ABSENT:
      t20 = seen(t20, context)
     t21 = i7.get('Action')
     if t21.__class__ is Unknown or t21 is ABSENT:
      t21 = seen(t21, context)
     t22 = i7.get('Condition')
     if t22.__class__ is Unknown or t22 is ABSENT:
      t22 = seen(t22, context)
     t23 = {'Effect': t20, 'Action': t21, 'Resource': '*', 'Condition': t22}
     l4.append(t23)
    else:
     t3 = l4
  elif t2 is None:
   t3 = None
  else:
   t3 = project(t2, run3_2, run3_3, context)
  t24 = c_statements(context)
  l26 = ()
  if t24.__class__ is list:
   for i27 in t24:
    if i27.__class__ is not dict:
     t25 = project(t24, run3_10, None, context)
     break
   else:
    l26 = []
    r28 = iter(t24)
    for i29 in r28:
     t30 = i29.get('Effect')
     t31 = t30 == 'Allow' if t30.__class__ is str else False if t30 is None else equality((t30 := seen(t30, context)), 'Allow', context)
     if t31 is False:
      t32 = t31
     elif t31 is True:
      t33 = i29.get('Action')
      if t33.__class__ is Unknown or t33 is ABSENT:
       t33 = seen(t33, context)
      t34 = c_exists(context, t33) if t33.__class__ is not Unknown else call(f_exists, [t33], context)
      t32 = t34
     else:
      t32 = junction(t31, False, i29, run3_12, run3_k3, context)
     if t32 is False:
      t35 = t32
     elif t32 is True:
      t36 = i29.get('Action')
      if t36.__class__ is Unknown or t36 is ABSENT:
       t36 = seen(t36, context)
      t37 = [t36]
      t38 = flatten(t37, context)
      l40 = ()
      if t38.__class__ is list and whole(map(type, t38)):
       t39 = l40 = [*t38]
      elif t38 is None:
       t39 = None
      else:
       t39 = project(t38, None, None, context)
      t41 = c_none(context, t39, bound(run3_14, context)) if (t39 is None or t39.__class__ is list) else call(f_none, [t39, bound(run3_14, context)], context)
      t35 = t41
     else:
      t35 = junction(t32, False, i29, run3_15, run3_k4, context)
     t42 = not t35 if t35.__class__ is bool else negate(t35, context)
     if t42 is not True:
      if t42 is False:
       continue
      t25 = resume(l26, i29, r28, t42, UNSET, run3_10, None, context)
      break
     l26.append(i29)
    else:
     t25 = l26
  elif t24 is None:
   t25 = None
  else:
   t25 = project(t24, run3_10, None, context)
  t43 = [t3, t25]
  t1 = t43
 else:
  t1 = None if value is None else select(value, run3_1, context)
 t44 = flatten(t1, context)
 l46 = ()
 if t44.__class__ is list and whole(map(type, t44)):
  t45 = l46 = [*t44]
 elif t44 is None:
  t45 = None
 else:
  t45 = project(t44, None, None, context)
 return t45
def run3_15(value, context):
 t1 = None if value is None else select(value, run3_13, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_none(context, t3, bound(run3_16, context)) if (t3 is None or t3.__class__ is list) else call(f_none, [t3, bound(run3_16, context)], context)
 return t4
def run3_16(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == '*' if t1.__class__ is str else False if t1 is None else equality(t1, '*', context)
 return t2
def run3_14(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == '*' if t1.__class__ is str else False if t1 is None else equality(t1, '*', context)
 return t2
def run3_13(value, context):
 t1 = field(value, 'Action', context)
 t2 = [t1]
 return t2
def run3_12(value, context):
 t1 = field(value, 'Action', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run3_11(value, context):
 t1 = field(value, 'Effect', context)
 return t1
def run3_10(value, context):
 t1 = field(value, 'Effect', context)
 t2 = t1 == 'Allow' if t1.__class__ is str else False if t1 is None else equality(t1, 'Allow', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_12(value, context)
 else:
  t3 = junction(t2, False, value, run3_12, run3_k5, context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is False:
  t5 = t3
 elif t4 is True:
  t5 = run3_15(value, context)
 else:
  t5 = undecided(t3, False, value, run3_15, run3_k6, context)
 t6 = not t5 if t5.__class__ is bool or t5 is None or t5.__class__ is str else negate(t5, context)
 return t6
def run3_9(value, context):
 t1 = field(value, 'Effect', context)
 t2 = field(value, 'Action', context)
 t3 = field(value, 'Condition', context)
 t4 = {'Effect': t1, 'Action': t2, 'Resource': '*', 'Condition': t3}
 return t4
def run3_8(value, context):
 t1 = None if value is None else select(value, run3_6, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_none(context, t3, bound(run3_17, context)) if (t3 is None or t3.__class__ is list) else call(f_none, [t3, bound(run3_17, context)], context)
 return t4
def run3_17(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == '*' if t1.__class__ is str else False if t1 is None else equality(t1, '*', context)
 return t2
def run3_7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == '*' if t1.__class__ is str else False if t1 is None else equality(t1, '*', context)
 return t2
def run3_6(value, context):
 t1 = field(value, 'Action', context)
 t2 = [t1]
 return t2
def run3_5(value, context):
 t1 = field(value, 'Action', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run3_4(value, context):
 t1 = field(value, 'Effect', context)
 return t1
def run3_3(value, context):
 t1 = None if value is None else select(value, run3_9, context)
 return t1
def run3_2(value, context):
 t1 = field(value, 'Effect', context)
 t2 = t1 == 'Allow' if t1.__class__ is str else False if t1 is None else equality(t1, 'Allow', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_5(value, context)
 else:
  t3 = junction(t2, False, value, run3_5, run3_k7, context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is False:
  t5 = t3
 elif t4 is True:
  t5 = run3_8(value, context)
 else:
  t5 = undecided(t3, False, value, run3_8, run3_k8, context)
 return t5
def run3_1(value, context):
 t1 = c_statements(context)
 t2 = None if t1 is None else project(t1, run3_2, run3_3, context)
 t3 = c_statements(context)
 t4 = None if t3 is None else project(t3, run3_10, None, context)
 t5 = [t2, t4]
 return t5
run3_k1 = (Fact(run3_4, 'is', 'Allow'),)
run3_k2 = (Fact(run3_4, 'is', 'Allow'),)
run3_k3 = (Fact(run3_11, 'is', 'Allow'),)
run3_k4 = (Fact(run3_11, 'is', 'Allow'),)
run3_k5 = (Fact(run3_11, 'is', 'Allow'),)
run3_k6 = (Fact(run3_11, 'is', 'Allow'),)
run3_k7 = (Fact(run3_4, 'is', 'Allow'),)
run3_k8 = (Fact(run3_4, 'is', 'Allow'),)
def run4(value, context):
 t1 = c_needed(context)
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_granted(context)
   t7 = c_iam_allows(context, t6, i5, '*') if (t6 is None or t6.__class__ is list or t6.__class__ is dict) and (i5 is None or i5.__class__ is str) else call(f_iam_allows, [t6, i5, '*'], context)
   t8 = not t7 if t7.__class__ is bool else negate(t7, context)
   if t8 is not True:
    if t8 is False:
     continue
    t2 = resume(l3, i5, r4, t8, UNSET, run4_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run4_1, None, context)
 return t2
def run4_1(value, context):
 t1 = c_granted(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_iam_allows(context, t1, t2, '*') if (t1 is None or t1.__class__ is list or t1.__class__ is dict) and (t2 is None or t2.__class__ is str) else call(f_iam_allows, [t1, t2, '*'], context)
 t4 = not t3 if t3.__class__ is bool else negate(t3, context)
 return t4
def run5(value, context):
 t1 = c_pull(context)
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_granted(context)
   t7 = c_iam_allows(context, t6, i5, '*') if (t6 is None or t6.__class__ is list or t6.__class__ is dict) and (i5 is None or i5.__class__ is str) else call(f_iam_allows, [t6, i5, '*'], context)
   t8 = not t7 if t7.__class__ is bool else negate(t7, context)
   if t8 is not True:
    if t8 is False:
     continue
    t2 = resume(l3, i5, r4, t8, UNSET, run5_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run5_1, None, context)
 return t2
def run5_1(value, context):
 t1 = c_granted(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_iam_allows(context, t1, t2, '*') if (t1 is None or t1.__class__ is list or t1.__class__ is dict) and (t2 is None or t2.__class__ is str) else call(f_iam_allows, [t1, t2, '*'], context)
 t4 = not t3 if t3.__class__ is bool else negate(t3, context)
 return t4
def run6(value, context):
 if value.__class__ is not dict:
  return run6_1(value, context)
 t1 = value.get('PermissionsBoundary')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::IAM::ManagedPolicy') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::ManagedPolicy'], context)
 if t2.__class__ is dict:
  t3 = t2.get('PolicyDocument')
  if t3.__class__ is dict:
   t3 = t3.get('Statement')
   if t3.__class__ is Unknown or t3 is ABSENT:
    t3 = seen(t3, context)
  elif t3 is not None:
   t3 = field((t3 := seen(t3, context)), 'Statement', context)
 else:
  t3 = None if t2 is None else path(t2, ('PolicyDocument', 'Statement'), context)
 t4 = [t3]
 t5 = flatten(t4, context)
 l7 = ()
 if t5.__class__ is list and whole(map(type, t5)):
  t6 = l7 = [*t5]
 elif t5 is None:
  t6 = None
 else:
  t6 = project(t5, None, None, context)
 return t6
def run6_2(value, context):
 t1 = field(value, 'PermissionsBoundary', context)
 t2 = c_resource(context, t1, 'AWS::IAM::ManagedPolicy') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::IAM::ManagedPolicy'], context)
 t3 = path(t2, ('PolicyDocument', 'Statement'), context)
 t4 = [t3]
 return t4
def run6_1(value, context):
 t1 = None if value is None else select(value, run6_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
def run7(value, context):
 t1 = c_needed(context)
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_boundary(context)
   t7 = c_iam_allows(context, t6, i5, '*') if (t6 is None or t6.__class__ is list or t6.__class__ is dict) and (i5 is None or i5.__class__ is str) else call(f_iam_allows, [t6, i5, '*'], context)
   t8 = not t7 if t7.__class__ is bool else negate(t7, context)
   if t8 is not True:
    if t8 is False:
     continue
    t2 = resume(l3, i5, r4, t8, UNSET, run7_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run7_1, None, context)
 return t2
def run7_1(value, context):
 t1 = c_boundary(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_iam_allows(context, t1, t2, '*') if (t1 is None or t1.__class__ is list or t1.__class__ is dict) and (t2 is None or t2.__class__ is str) else call(f_iam_allows, [t1, t2, '*'], context)
 t4 = not t3 if t3.__class__ is bool else negate(t3, context)
 return t4
def run8(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_role_launches(context, t1) if t1.__class__ is not Unknown else call(f_role_launches, [t1], context)
 t3 = c_any(context, t2, bound(run8_1, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run8_1, context)], context)
 return t3
def run8_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_starts_ecs_instances(context, t1) if t1.__class__ is not Unknown else call(f_starts_ecs_instances, [t1], context)
 return t2
def run9(value, context):
 t1 = c_denied(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run10(value, context):
 t1 = c_unpulled(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run11(value, context):
 t1 = c_pulls_images(context)
 return t1
def run12(value, context):
 t1 = c_bounded(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run13(value, context):
 if value.__class__ is not dict:
  return run13_1(value, context)
 t1 = value.get('PermissionsBoundary')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run13_1(value, context):
 t1 = field(value, 'PermissionsBoundary', context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run14(value, context):
 t1 = c_denied(context)
 return t1
def run15(value, context):
 t1 = c_unpulled(context)
 return t1
def run16(value, context):
 t1 = c_bounded(context)
 return t1
