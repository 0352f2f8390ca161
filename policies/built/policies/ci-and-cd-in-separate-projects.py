# Written by `make policies`; not to be edited.
CALLS = ('actions', 'any', 'builders', 'builds', 'buildspec', 'contains', 'deploys', 'length', 'resource', 'specs')
WHEN = None
CLAUSES = ((5, None, None),)
MESSAGE = ('this builds and pushes an image and deploys it as well',)
EXPRESSIONS = (
    ('Stages[].Actions[]', (), ('Actions', 'Stages')),
    ("actions()[?ActionTypeId.Provider == 'CodeBuild'].resource(Configuration.ProjectName, 'AWS::CodeBuild::Project')", (('actions', (0,)), ('resource', (49,))), ('ActionTypeId', 'Configuration', 'ProjectName', 'Provider')),
    ('[Source && buildspec(Source.BuildSpec, Environment.EnvironmentVariables), builders()[].buildspec(Source.BuildSpec, Environment.EnvironmentVariables)][]', (('builders', (74,)), ('buildspec', (11, 87))), ('BuildSpec', 'Environment', 'EnvironmentVariables', 'Source')),
    ("any(specs(), &length(pushes) > `0`) || any(actions(), &ActionTypeId.Provider == 'ECRBuildAndPublish')", (('actions', (43,)), ('any', (0, 39)), ('length', (14,)), ('specs', (4,))), ('ActionTypeId', 'Provider', 'pushes')),
    ("any(actions(), &ActionTypeId.Provider == 'ECS' || ActionTypeId.Provider == 'CodeDeployToECS') || any(specs()[].commands[], &contains(@, 'ecs update-service') || contains(@, 'ecs deploy') || contains(@, 'deploy create-deployment')\n                              || contains(@, 'deploy push') || contains(@, 'copilot svc deploy'))", (('actions', (4,)), ('any', (0, 97)), ('contains', (124, 161, 190, 263, 293)), ('specs', (101,))), ('ActionTypeId', 'Provider', 'commands')),
    ('!(builds() && deploys())', (('builds', (2,)), ('deploys', (14,))), ()),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Stages')
 t2 = flatten((t1 := seen(t1, context)), context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run0_2, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('Actions')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run0_2, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_2, context)
 t9 = flatten(t3, context)
 l11 = ()
 if t9.__class__ is list and whole(map(type, t9)):
  t10 = l11 = [*t9]
 elif t9 is None:
  t10 = None
 else:
  t10 = project(t9, None, None, context)
 return t10
def run0_2(value, context):
 t1 = field(value, 'Actions', context)
 return t1
def run0_1(value, context):
 t1 = field(value, 'Stages', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_2, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 return t5
def run1(value, context):
 t1 = c_actions(context)
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
    t7 = i6.get('ActionTypeId')
    if t7.__class__ is dict:
     t7 = t7.get('Provider')
     if t7.__class__ is Unknown or t7 is ABSENT:
      t7 = seen(t7, context)
    elif t7 is not None:
     t7 = field((t7 := seen(t7, context)), 'Provider', context)
    t8 = t7 == 'CodeBuild' if t7.__class__ is str else False if t7 is None else equality(t7, 'CodeBuild', context)
    if t8 is not True:
     if t8 is False:
      continue
     t2 = resume(l3, i6, r5, t8, UNSET, run1_1, run1_2, context)
     break
    t9 = i6.get('Configuration')
    if t9.__class__ is dict:
     t9 = t9.get('ProjectName')
     if t9.__class__ is Unknown or t9 is ABSENT:
      t9 = seen(t9, context)
    elif t9 is not None:
     t9 = field((t9 := seen(t9, context)), 'ProjectName', context)
    t10 = c_resource(context, t9, 'AWS::CodeBuild::Project') if t9.__class__ is not Unknown else call(f_resource, [t9, 'AWS::CodeBuild::Project'], context)
    if t10.__class__ is Unknown:
     t2 = resume(l3, i6, r5, True, t10, run1_1, run1_2, context)
     break
    if t10 is not None:
     l3.append(t10)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run1_1, run1_2, context)
 return t2
def run1_2(value, context):
 t1 = path(value, ('Configuration', 'ProjectName'), context)
 t2 = c_resource(context, t1, 'AWS::CodeBuild::Project') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::CodeBuild::Project'], context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'CodeBuild' if t1.__class__ is str else False if t1 is None else equality(t1, 'CodeBuild', context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Source')
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth((t1 := seen(t1, context)), context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t4 = value.get('Source')
  if t4.__class__ is dict:
   t4 = t4.get('BuildSpec')
   if t4.__class__ is Unknown or t4 is ABSENT:
    t4 = seen(t4, context)
  elif t4 is not None:
   t4 = field((t4 := seen(t4, context)), 'BuildSpec', context)
  t5 = value.get('Environment')
  if t5.__class__ is dict:
   t5 = t5.get('EnvironmentVariables')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  elif t5 is not None:
   t5 = field((t5 := seen(t5, context)), 'EnvironmentVariables', context)
  t6 = c_buildspec(context, t4, t5) if (t4 is None or t4.__class__ is str) and (t5 is None or t5.__class__ is list) else call(f_buildspec, [t4, t5], context)
  t3 = t6
 else:
  t3 = undecided(t1, False, value, run2_4, run2_k1, context)
 t7 = c_builders(context)
 t8 = flatten(t7, context)
 l10 = ()
 if t8.__class__ is list:
  for i11 in t8:
   if i11.__class__ is not dict:
    t9 = project(t8, None, run2_5, context)
    break
  else:
   l10 = []
   r12 = iter(t8)
   for i13 in r12:
    t14 = i13.get('Source')
    if t14.__class__ is dict:
     t14 = t14.get('BuildSpec')
     if t14.__class__ is Unknown or t14 is ABSENT:
      t14 = seen(t14, context)
    elif t14 is not None:
     t14 = field((t14 := seen(t14, context)), 'BuildSpec', context)
    t15 = i13.get('Environment')
    if t15.__class__ is dict:
     t15 = t15.get('EnvironmentVariables')
     if t15.__class__ is Unknown or t15 is ABSENT:
      t15 = seen(t15, context)
    elif t15 is not None:
     t15 = field((t15 := seen(t15, context)), 'EnvironmentVariables', context)
    t16 = c_buildspec(context, t14, t15) if (t14 is None or t14.__class__ is str) and (t15 is None or t15.__class__ is list) else call(f_buildspec, [t14, t15], context)
    if t16.__class__ is Unknown:
     t9 = resume(l10, i13, r12, True, t16, None, run2_5, context)
     break
    if t16 is not None:
     l10.append(t16)
   else:
    t9 = l10
 elif t8 is None:
  t9 = None
 else:
  t9 = project(t8, None, run2_5, context)
 t17 = [t3, t9]
 t18 = flatten(t17, context)
 l20 = ()
 if t18.__class__ is list and whole(map(type, t18)):
  t19 = l20 = [*t18]
 elif t18 is None:
  t19 = None
 else:
  t19 = project(t18, None, None, context)
 return t19
def run2_5(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 return t3
def run2_4(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 return t3
def run2_3(value, context):
 t1 = field(value, 'Source', context)
 return t1
def run2_2(value, context):
 t1 = field(value, 'Source', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t3 = run2_4(value, context)
 else:
  t3 = undecided(t1, False, value, run2_4, run2_k2, context)
 t4 = c_builders(context)
 t5 = flatten(t4, context)
 t6 = None if t5 is None else project(t5, None, run2_5, context)
 t7 = [t3, t6]
 return t7
def run2_1(value, context):
 t1 = None if value is None else select(value, run2_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
run2_k1 = (Fact(run2_3, 'true', None),)
run2_k2 = (Fact(run2_3, 'true', None),)
def run3(value, context):
 t1 = c_specs(context)
 t2 = c_any(context, t1, bound(run3_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run3_1, context)], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = c_actions(context)
  t5 = c_any(context, t4, bound(run3_2, context)) if (t4 is None or t4.__class__ is list) else call(f_any, [t4, bound(run3_2, context)], context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run3_3, (), context)
 return t3
def run3_3(value, context):
 t1 = c_actions(context)
 t2 = c_any(context, t1, bound(run3_4, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run3_4, context)], context)
 return t2
def run3_4(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'ECRBuildAndPublish' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECRBuildAndPublish', context)
 return t2
def run3_2(value, context):
 if value.__class__ is not dict:
  return run3_4(value, context)
 t1 = value.get('ActionTypeId')
 if t1.__class__ is dict:
  t1 = t1.get('Provider')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'Provider', context)
 t2 = t1 == 'ECRBuildAndPublish' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECRBuildAndPublish', context)
 return t2
def run3_1(value, context):
 if value.__class__ is not dict:
  return run3_5(value, context)
 t1 = value.get('pushes')
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [(t1 := seen(t1, context))], context)
 t3 = t2 > (0) if t2.__class__ is int or t2.__class__ is float else None if t2 is None else compare('gt', t2, (0), context)
 return t3
def run3_5(value, context):
 t1 = field(value, 'pushes', context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 > (0) if t2.__class__ is int or t2.__class__ is float else None if t2 is None else compare('gt', t2, (0), context)
 return t3
def run4(value, context):
 t1 = c_actions(context)
 t2 = c_any(context, t1, bound(run4_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run4_1, context)], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = c_specs(context)
  t5 = flatten(t4, context)
  l7 = ()
  if t5.__class__ is list:
   for i8 in t5:
    if i8.__class__ is not dict:
     t6 = project(t5, None, run4_2, context)
     break
   else:
    l7 = []
    r9 = iter(t5)
    for i10 in r9:
     t11 = i10.get('commands')
     if t11.__class__ is Unknown or t11 is ABSENT:
      t11 = seen(t11, context)
     if t11.__class__ is Unknown:
      t6 = resume(l7, i10, r9, True, t11, None, run4_2, context)
      break
     if t11 is not None:
      l7.append(t11)
    else:
     t6 = l7
  elif t5 is None:
   t6 = None
  else:
   t6 = project(t5, None, run4_2, context)
  t12 = flatten(t6, context)
  l14 = ()
  if t12.__class__ is list and whole(map(type, t12)):
   t13 = l14 = [*t12]
  elif t12 is None:
   t13 = None
  else:
   t13 = project(t12, None, None, context)
  t15 = c_any(context, t13, bound(run4_3, context)) if (t13 is None or t13.__class__ is list) else call(f_any, [t13, bound(run4_3, context)], context)
  t3 = t15
 else:
  t3 = junction(t2, True, value, run4_4, (), context)
 return t3
def run4_4(value, context):
 t1 = c_specs(context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run4_2, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 t6 = c_any(context, t5, bound(run4_5, context)) if (t5 is None or t5.__class__ is list) else call(f_any, [t5, bound(run4_5, context)], context)
 return t6
def run4_5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'ecs update-service' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'ecs update-service'], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run4_6(value, context)
 else:
  t3 = junction(t2, True, value, run4_6, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run4_7(value, context)
 else:
  t5 = undecided(t3, True, value, run4_7, (), context)
 t6 = t5 if t5.__class__ is bool else False if t5 is None else t5 != '' if t5.__class__ is str else truth(t5, context)
 if t6 is True:
  t7 = t5
 elif t6 is False:
  t7 = run4_8(value, context)
 else:
  t7 = undecided(t5, True, value, run4_8, (), context)
 t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
 if t8 is True:
  t9 = t7
 elif t8 is False:
  t9 = run4_9(value, context)
 else:
  t9 = undecided(t7, True, value, run4_9, (), context)
 return t9
def run4_9(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'copilot svc deploy' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'copilot svc deploy'], context)
 return t2
def run4_8(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'deploy push' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'deploy push'], context)
 return t2
def run4_7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'deploy create-deployment' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'deploy create-deployment'], context)
 return t2
def run4_6(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'ecs deploy' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'ecs deploy'], context)
 return t2
def run4_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = 'ecs update-service' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'ecs update-service'], context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = 'ecs deploy' in t4 if t4.__class__ is str or t4.__class__ is list and no_hole(map(type, t4)) else call(f_contains, [t4, 'ecs deploy'], context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run4_6, (), context)
 if t3 is True:
  t6 = t3
 elif t3 is False:
  t7 = value if value.__class__ is not Unknown else current(value, context)
  t8 = 'deploy create-deployment' in t7 if t7.__class__ is str or t7.__class__ is list and no_hole(map(type, t7)) else call(f_contains, [t7, 'deploy create-deployment'], context)
  t6 = t8
 else:
  t6 = junction(t3, True, value, run4_7, (), context)
 if t6 is True:
  t9 = t6
 elif t6 is False:
  t10 = value if value.__class__ is not Unknown else current(value, context)
  t11 = 'deploy push' in t10 if t10.__class__ is str or t10.__class__ is list and no_hole(map(type, t10)) else call(f_contains, [t10, 'deploy push'], context)
  t9 = t11
 else:
  t9 = junction(t6, True, value, run4_8, (), context)
 if t9 is True:
  t12 = t9
 elif t9 is False:
  t13 = value if value.__class__ is not Unknown else current(value, context)
  t14 = 'copilot svc deploy' in t13 if t13.__class__ is str or t13.__class__ is list and no_hole(map(type, t13)) else call(f_contains, [t13, 'copilot svc deploy'], context)
  t12 = t14
 else:
  t12 = junction(t9, True, value, run4_9, (), context)
 return t12
def run4_2(value, context):
 t1 = field(value, 'commands', context)
 return t1
def run4_1(value, context):
 if value.__class__ is not dict:
  return run4_10(value, context)
 t1 = value.get('ActionTypeId')
 if t1.__class__ is dict:
  t1 = t1.get('Provider')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'Provider', context)
 t2 = t1 == 'ECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECS', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = value.get('ActionTypeId')
  if t4.__class__ is dict:
   t4 = t4.get('Provider')
   if t4.__class__ is Unknown or t4 is ABSENT:
    t4 = seen(t4, context)
  elif t4 is not None:
   t4 = field((t4 := seen(t4, context)), 'Provider', context)
  t5 = t4 == 'CodeDeployToECS' if t4.__class__ is str else False if t4 is None else equality(t4, 'CodeDeployToECS', context)
  t3 = t5
 else:
  t3 = junction(t2, True, value, run4_11, (), context)
 return t3
def run4_11(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'CodeDeployToECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'CodeDeployToECS', context)
 return t2
def run4_10(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'ECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECS', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run4_11(value, context)
 else:
  t3 = junction(t2, True, value, run4_11, (), context)
 return t3
def run5(value, context):
 t1 = c_builds(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t4 = c_deploys(context)
  t3 = t4
 else:
  t3 = undecided(t1, False, value, run5_1, (), context)
 t5 = not t3 if t3.__class__ is bool or t3 is None or t3.__class__ is str else negate(t3, context)
 return t5
def run5_1(value, context):
 t1 = c_deploys(context)
 return t1
