# Written by `make policies`; not to be edited.
CALLS = ('deployed_services', 'id', 'length', 'not_null', 'resource', 'services', 'unfit', 'wanted')
WHEN = 4
CLAUSES = ((5, None, None),)
MESSAGE = ('action ', 6, ' (', 7, ') deploys ', 8, ', whose deployment controller is ', 9)
EXPRESSIONS = (
    ("Stages[].Actions[] | [?ActionTypeId.Provider == 'ECS' || ActionTypeId.Provider == 'CodeDeployToECS']", (), ('ActionTypeId', 'Actions', 'Provider', 'Stages')),
    ("[[resource(Configuration.ServiceName, 'AWS::ECS::Service')],\n deployed_services(resource(Configuration.DeploymentGroupName, 'AWS::CodeDeploy::DeploymentGroup'))][]", (('deployed_services', (62,)), ('resource', (2, 80))), ('Configuration', 'DeploymentGroupName', 'ServiceName')),
    ("(ActionTypeId.Provider == 'ECS' && 'ECS') || 'CODE_DEPLOY'", (), ('ActionTypeId', 'Provider')),
    ("services()[?not_null(DeploymentController.Type, 'ECS') != wanted()]", (('not_null', (12,)), ('services', (0,)), ('wanted', (58,))), ('DeploymentController', 'Type')),
    ('services()', (('services', (0,)),), ()),
    ('length(unfit()) == `0`', (('length', (0,)), ('unfit', (7,))), ()),
    ('Name', (), ('Name',)),
    ('ActionTypeId.Provider', (), ('ActionTypeId', 'Provider')),
    ('unfit()[].not_null(ServiceName, id(@))', (('id', (32,)), ('not_null', (10,)), ('unfit', (0,))), ('ServiceName',)),
    ("unfit()[].not_null(DeploymentController.Type, 'ECS')", (('not_null', (10,)), ('unfit', (0,))), ('DeploymentController', 'Type')),
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
 l13 = ()
 if t10.__class__ is list:
  for i14 in t10:
   if i14.__class__ is not dict:
    t12 = project(t10, run0_3, None, context)
    break
  else:
   l13 = []
   r15 = iter(t10)
   for i16 in r15:
    t17 = i16.get('ActionTypeId')
    if t17.__class__ is dict:
     t17 = t17.get('Provider')
     if t17.__class__ is Unknown or t17 is ABSENT:
      t17 = seen(t17, context)
    elif t17 is not None:
     t17 = field((t17 := seen(t17, context)), 'Provider', context)
    t18 = t17 == 'ECS' if t17.__class__ is str else False if t17 is None else equality(t17, 'ECS', context)
    if t18 is True:
     t19 = t18
    elif t18 is False:
     t20 = i16.get('ActionTypeId')
     if t20.__class__ is dict:
      t20 = t20.get('Provider')
      if t20.__class__ is Unknown or t20 is ABSENT:
       t20 = seen(t20, context)
     elif t20 is not None:
      t20 = field((t20 := seen(t20, context)), 'Provider', context)
     t21 = t20 == 'CodeDeployToECS' if t20.__class__ is str else False if t20 is None else equality(t20, 'CodeDeployToECS', context)
     t19 = t21
    else:
     t19 = junction(t18, True, i16, run0_4, (), context)
    if t19 is not True:
     if t19 is False:
      continue
     t12 = resume(l13, i16, r15, t19, UNSET, run0_3, None, context)
     break
    l13.append(i16)
   else:
    t12 = l13
 elif t10 is None:
  t12 = None
 else:
  t12 = project(t10, run0_3, None, context)
 return t12
def run0_4(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'CodeDeployToECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'CodeDeployToECS', context)
 return t2
def run0_3(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'ECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECS', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t3 = run0_4(value, context)
 else:
  t3 = junction(t2, True, value, run0_4, (), context)
 return t3
def run0_2(value, context):
 t1 = field(value, 'Actions', context)
 return t1
def run0_1(value, context):
 t1 = field(value, 'Stages', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_2, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 t6 = None if t5 is None else project(t5, run0_3, None, context)
 return t6
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('ServiceName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'ServiceName', context)
 t2 = c_resource(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::Service'], context)
 t3 = [t2]
 t4 = value.get('Configuration')
 if t4.__class__ is dict:
  t4 = t4.get('DeploymentGroupName')
  if t4.__class__ is Unknown or t4 is ABSENT:
   t4 = seen(t4, context)
 elif t4 is not None:
  t4 = field((t4 := seen(t4, context)), 'DeploymentGroupName', context)
 t5 = c_resource(context, t4, 'AWS::CodeDeploy::DeploymentGroup') if t4.__class__ is not Unknown else call(f_resource, [t4, 'AWS::CodeDeploy::DeploymentGroup'], context)
 t6 = c_deployed_services(context, t5) if t5.__class__ is not Unknown else call(f_deployed_services, [t5], context)
 t7 = [t3, t6]
 t8 = flatten(t7, context)
 l10 = ()
 if t8.__class__ is list and whole(map(type, t8)):
  t9 = l10 = [*t8]
 elif t8 is None:
  t9 = None
 else:
  t9 = project(t8, None, None, context)
 return t9
def run1_3(value, context):
 t1 = path(value, ('Configuration', 'ServiceName'), context)
 t2 = c_resource(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::Service'], context)
 t3 = [t2]
 return t3
def run1_2(value, context):
 t1 = None if value is None else select(value, run1_3, context)
 t2 = path(value, ('Configuration', 'DeploymentGroupName'), context)
 t3 = c_resource(context, t2, 'AWS::CodeDeploy::DeploymentGroup') if t2.__class__ is not Unknown else call(f_resource, [t2, 'AWS::CodeDeploy::DeploymentGroup'], context)
 t4 = c_deployed_services(context, t3) if t3.__class__ is not Unknown else call(f_deployed_services, [t3], context)
 t5 = [t1, t4]
 return t5
def run1_1(value, context):
 t1 = None if value is None else select(value, run1_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('ActionTypeId')
 if t1.__class__ is dict:
  t1 = t1.get('Provider')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'Provider', context)
 t2 = t1 == 'ECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECS', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = 'ECS'
 else:
  t3 = junction(t2, False, value, run2_3, run2_k1, context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = 'CODE_DEPLOY'
 else:
  t5 = undecided(t3, True, value, run2_4, (), context)
 return t5
def run2_4(value, context):
 return 'CODE_DEPLOY'
def run2_3(value, context):
 return 'ECS'
def run2_2(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 return t1
def run2_1(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'ECS' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECS', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run2_3(value, context)
 else:
  t3 = junction(t2, False, value, run2_3, run2_k2, context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run2_4(value, context)
 else:
  t5 = undecided(t3, True, value, run2_4, (), context)
 return t5
run2_k1 = (Fact(run2_2, 'is', 'ECS'),)
run2_k2 = (Fact(run2_2, 'is', 'ECS'),)
def run3(value, context):
 t1 = c_services(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run3_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('DeploymentController')
    if t7.__class__ is dict:
     t7 = t7.get('Type')
     if t7.__class__ is Unknown or t7 is ABSENT:
      t7 = seen(t7, context)
    elif t7 is not None:
     t7 = field((t7 := seen(t7, context)), 'Type', context)
    t8 = (t7 if t7 is not None else 'ECS') if t7.__class__ is not Unknown else call(f_not_null, [t7, 'ECS'], context)
    t9 = c_wanted(context)
    t10 = t8 != t9 if t8.__class__ is str and t9.__class__ is str else inequality(t8, t9, context)
    if t10 is not True:
     if t10 is False:
      continue
     t2 = resume(l3, i6, r5, t10, UNSET, run3_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run3_1, None, context)
 return t2
def run3_1(value, context):
 t1 = path(value, ('DeploymentController', 'Type'), context)
 t2 = (t1 if t1 is not None else 'ECS') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'ECS'], context)
 t3 = c_wanted(context)
 t4 = t2 != t3 if t2.__class__ is str and t3.__class__ is str else inequality(t2, t3, context)
 return t4
def run4(value, context):
 t1 = c_services(context)
 return t1
def run5(value, context):
 t1 = c_unfit(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run6(value, context):
 if value.__class__ is not dict:
  return run6_1(value, context)
 t1 = value.get('Name')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run6_1(value, context):
 t1 = field(value, 'Name', context)
 return t1
def run7(value, context):
 if value.__class__ is not dict:
  return run7_1(value, context)
 t1 = value.get('ActionTypeId')
 if t1.__class__ is dict:
  t1 = t1.get('Provider')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'Provider', context)
 return t1
def run7_1(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 return t1
def run8(value, context):
 t1 = c_unfit(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run8_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('ServiceName')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_id(context, i7)
    t10 = (t8 if t8 is not None else t9) if t8.__class__ is not Unknown and t9.__class__ is not Unknown else call(f_not_null, [t8, t9], context)
    if t10.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t10, None, run8_1, context)
     break
    if t10 is not None:
     l4.append(t10)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run8_1, context)
 return t3
def run8_1(value, context):
 t1 = field(value, 'ServiceName', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
def run9(value, context):
 t1 = c_unfit(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run9_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('DeploymentController')
    if t8.__class__ is dict:
     t8 = t8.get('Type')
     if t8.__class__ is Unknown or t8 is ABSENT:
      t8 = seen(t8, context)
    elif t8 is not None:
     t8 = field((t8 := seen(t8, context)), 'Type', context)
    t9 = (t8 if t8 is not None else 'ECS') if t8.__class__ is not Unknown else call(f_not_null, [t8, 'ECS'], context)
    if t9.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t9, None, run9_1, context)
     break
    if t9 is not None:
     l4.append(t9)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run9_1, context)
 return t3
def run9_1(value, context):
 t1 = path(value, ('DeploymentController', 'Type'), context)
 t2 = (t1 if t1 is not None else 'ECS') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'ECS'], context)
 return t2
