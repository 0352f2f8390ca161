# Written by `make policies`; not to be edited.
CALLS = ('any', 'buildspec', 'map', 'resource', 'resources', 'same', 'this')
INVERSE = 'AWS::CodeBuild::Project'
EXPRESSIONS = (
    ("resources('AWS::CodeBuild::Project')\n  [?any(buildspec(Source.BuildSpec, Environment.EnvironmentVariables).pushes, &same(resource(repository, 'AWS::ECR::Repository'), this()))]\n  .buildspec(Source.BuildSpec, Environment.EnvironmentVariables).pushes[]\n  | [?same(resource(repository, 'AWS::ECR::Repository'), this())]", (('any', (41,)), ('buildspec', (180, 45)), ('resource', (121, 262)), ('resources', (0,)), ('same', (116, 257)), ('this', (167, 308))), ('BuildSpec', 'Environment', 'EnvironmentVariables', 'Source', 'pushes', 'repository')),
    ("map(&(resource(repository, 'AWS::ECR::Repository')), (buildspec(Source.BuildSpec, Environment.EnvironmentVariables).pushes) || `[]`)", (('buildspec', (54,)), ('map', (0,)), ('resource', (6,))), ('BuildSpec', 'Environment', 'EnvironmentVariables', 'Source', 'pushes', 'repository')),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::CodeBuild::Project')
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run0_1, run0_2, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('Source')
    if t7.__class__ is dict:
     t7 = t7.get('BuildSpec')
     if t7.__class__ is Unknown or t7 is ABSENT:
      t7 = seen(t7, context)
    elif t7 is not None:
     t7 = field((t7 := seen(t7, context)), 'BuildSpec', context)
    t8 = i6.get('Environment')
    if t8.__class__ is dict:
     t8 = t8.get('EnvironmentVariables')
     if t8.__class__ is Unknown or t8 is ABSENT:
      t8 = seen(t8, context)
    elif t8 is not None:
     t8 = field((t8 := seen(t8, context)), 'EnvironmentVariables', context)
    t9 = c_buildspec(context, t7, t8) if (t7 is None or t7.__class__ is str) and (t8 is None or t8.__class__ is list) else call(f_buildspec, [t7, t8], context)
    if t9.__class__ is dict:
     t10 = t9.get('pushes')
     if t10.__class__ is Unknown or t10 is ABSENT:
      t10 = seen(t10, context)
    else:
     t10 = None if t9 is None else field(t9, 'pushes', context)
    t11 = c_any(context, t10, bound(run0_3, context)) if (t10 is None or t10.__class__ is list) else call(f_any, [t10, bound(run0_3, context)], context)
    if t11 is not True:
     if t11 is False:
      continue
     t2 = resume(l3, i6, r5, t11, UNSET, run0_1, run0_2, context)
     break
    t12 = i6.get('Source')
    if t12.__class__ is dict:
     t12 = t12.get('BuildSpec')
     if t12.__class__ is Unknown or t12 is ABSENT:
      t12 = seen(t12, context)
    elif t12 is not None:
     t12 = field((t12 := seen(t12, context)), 'BuildSpec', context)
    t13 = i6.get('Environment')
    if t13.__class__ is dict:
     t13 = t13.get('EnvironmentVariables')
     if t13.__class__ is Unknown or t13 is ABSENT:
      t13 = seen(t13, context)
    elif t13 is not None:
     t13 = field((t13 := seen(t13, context)), 'EnvironmentVariables', context)
    t14 = c_buildspec(context, t12, t13) if (t12 is None or t12.__class__ is str) and (t13 is None or t13.__class__ is list) else call(f_buildspec, [t12, t13], context)
    if t14.__class__ is dict:
     t15 = t14.get('pushes')
     if t15.__class__ is Unknown or t15 is ABSENT:
      t15 = seen(t15, context)
    else:
     t15 = None if t14 is None else field(t14, 'pushes', context)
    if t15.__class__ is Unknown:
     t2 = resume(l3, i6, r5, True, t15, run0_1, run0_2, context)
     break
    if t15 is not None:
     l3.append(t15)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, run0_2, context)
 t16 = flatten(t2, context)
 l18 = ()
 if t16.__class__ is list and whole(map(type, t16)):
  t17 = l18 = [*t16]
 elif t16 is None:
  t17 = None
 else:
  t17 = project(t16, None, None, context)
 l20 = ()
 if t17.__class__ is list:
  for i21 in t17:
   if i21.__class__ is not dict:
    t19 = project(t17, run0_4, None, context)
    break
  else:
   l20 = []
   r22 = iter(t17)
   for i23 in r22:
    t24 = i23.get('repository')
    if t24.__class__ is Unknown or t24 is ABSENT:
     t24 = seen(t24, context)
    t25 = c_resource(context, t24, 'AWS::ECR::Repository') if t24.__class__ is not Unknown else call(f_resource, [t24, 'AWS::ECR::Repository'], context)
    t26 = c_this(context)
    t27 = c_same(context, t25, t26) if t25.__class__ is not Unknown and t26.__class__ is not Unknown else call(f_same, [t25, t26], context)
    if t27 is not True:
     if t27 is False:
      continue
     t19 = resume(l20, i23, r22, t27, UNSET, run0_4, None, context)
     break
    l20.append(i23)
   else:
    t19 = l20
 elif t17 is None:
  t19 = None
 else:
  t19 = project(t17, run0_4, None, context)
 return t19
def run0_4(value, context):
 t1 = field(value, 'repository', context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 t3 = c_this(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_3(value, context):
 if value.__class__ is not dict:
  return run0_5(value, context)
 t1 = value.get('repository')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 t3 = c_this(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_5(value, context):
 t1 = field(value, 'repository', context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 t3 = c_this(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_2(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 t4 = field(t3, 'pushes', context)
 return t4
def run0_1(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 t4 = field(t3, 'pushes', context)
 t5 = c_any(context, t4, bound(run0_5, context)) if (t4 is None or t4.__class__ is list) else call(f_any, [t4, bound(run0_5, context)], context)
 return t5
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Source')
 if t1.__class__ is dict:
  t1 = t1.get('BuildSpec')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'BuildSpec', context)
 t2 = value.get('Environment')
 if t2.__class__ is dict:
  t2 = t2.get('EnvironmentVariables')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 elif t2 is not None:
  t2 = field((t2 := seen(t2, context)), 'EnvironmentVariables', context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 if t3.__class__ is dict:
  t4 = t3.get('pushes')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
 else:
  t4 = None if t3 is None else field(t3, 'pushes', context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is True:
  t6 = t4
 elif t5 is False:
  t6 = run1_k1
 else:
  t6 = undecided(t4, True, value, run1_3, (), context)
 t7 = q_map(context, bound(run1_2, context), t6) if (t6.__class__ is list) else call(f_map, [bound(run1_2, context), t6], context)
 return t7
def run1_3(value, context):
 return run1_k1
def run1_2(value, context):
 if value.__class__ is not dict:
  return run1_4(value, context)
 t1 = value.get('repository')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 return t2
def run1_4(value, context):
 t1 = field(value, 'repository', context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 t4 = field(t3, 'pushes', context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is True:
  t6 = t4
 elif t5 is False:
  t6 = run1_3(value, context)
 else:
  t6 = undecided(t4, True, value, run1_3, (), context)
 t7 = q_map(context, bound(run1_4, context), t6) if (t6.__class__ is list) else call(f_map, [bound(run1_4, context), t6], context)
 return t7
run1_k1 = []
