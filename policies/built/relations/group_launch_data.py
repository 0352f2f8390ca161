# Written by `make policies`; not to be edited.
CALLS = ('launch_specifications', 'launch_versions', 'not_null', 'resource')
INVERSE = None
EXPRESSIONS = (
    ("[[resource(LaunchConfigurationName, 'AWS::AutoScaling::LaunchConfiguration')],\n launch_specifications(@)[].resource(not_null(LaunchTemplateId, LaunchTemplateName), 'AWS::EC2::LaunchTemplate')[].launch_versions(@)[]][]", (('launch_specifications', (80,)), ('launch_versions', (194,)), ('not_null', (116,)), ('resource', (2, 107))), ('LaunchConfigurationName', 'LaunchTemplateId', 'LaunchTemplateName')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('LaunchConfigurationName')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::AutoScaling::LaunchConfiguration') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::AutoScaling::LaunchConfiguration'], context)
 t3 = [t2]
 t4 = c_launch_specifications(context, value)
 t5 = flatten(t4, context)
 l7 = ()
 if t5.__class__ is list:
  for i8 in t5:
   if i8.__class__ is not dict:
    t6 = project(t5, None, run0_4, context)
    break
  else:
   l7 = []
   r9 = iter(t5)
   for i10 in r9:
    t11 = i10.get('LaunchTemplateId')
    if t11.__class__ is Unknown or t11 is ABSENT:
     t11 = seen(t11, context)
    t12 = i10.get('LaunchTemplateName')
    if t12.__class__ is Unknown or t12 is ABSENT:
     t12 = seen(t12, context)
    t13 = (t11 if t11 is not None else t12) if t11.__class__ is not Unknown and t12.__class__ is not Unknown else call(f_not_null, [t11, t12], context)
    t14 = c_resource(context, t13, 'AWS::EC2::LaunchTemplate') if t13.__class__ is not Unknown else call(f_resource, [t13, 'AWS::EC2::LaunchTemplate'], context)
    if t14.__class__ is Unknown:
     t6 = resume(l7, i10, r9, True, t14, None, run0_4, context)
     break
    if t14 is not None:
     l7.append(t14)
   else:
    t6 = l7
 elif t5 is None:
  t6 = None
 else:
  t6 = project(t5, None, run0_4, context)
 t15 = flatten(t6, context)
 l17 = ()
 if t15.__class__ is list and no_hole(map(type, t15)):
  l17 = []
  r18 = iter(t15)
  for i19 in r18:
   t20 = c_launch_versions(context, i19)
   if t20.__class__ is Unknown:
    t16 = resume(l17, i19, r18, True, t20, None, run0_5, context)
    break
   if t20 is not None:
    l17.append(t20)
  else:
   t16 = l17
 elif t15 is None:
  t16 = None
 else:
  t16 = project(t15, None, run0_5, context)
 t21 = flatten(t16, context)
 l23 = ()
 if t21.__class__ is list and whole(map(type, t21)):
  t22 = l23 = [*t21]
 elif t21 is None:
  t22 = None
 else:
  t22 = project(t21, None, None, context)
 t24 = [t3, t22]
 t25 = flatten(t24, context)
 l27 = ()
 if t25.__class__ is list and whole(map(type, t25)):
  t26 = l27 = [*t25]
 elif t25 is None:
  t26 = None
 else:
  t26 = project(t25, None, None, context)
 return t26
def run0_5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launch_versions(context, t1) if t1.__class__ is not Unknown else call(f_launch_versions, [t1], context)
 return t2
def run0_4(value, context):
 t1 = field(value, 'LaunchTemplateId', context)
 t2 = field(value, 'LaunchTemplateName', context)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 t4 = c_resource(context, t3, 'AWS::EC2::LaunchTemplate') if t3.__class__ is not Unknown else call(f_resource, [t3, 'AWS::EC2::LaunchTemplate'], context)
 return t4
def run0_3(value, context):
 t1 = field(value, 'LaunchConfigurationName', context)
 t2 = c_resource(context, t1, 'AWS::AutoScaling::LaunchConfiguration') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::AutoScaling::LaunchConfiguration'], context)
 t3 = [t2]
 return t3
def run0_2(value, context):
 t1 = None if value is None else select(value, run0_3, context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_launch_specifications(context, t2) if t2.__class__ is not Unknown else call(f_launch_specifications, [t2], context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, run0_4, context)
 t6 = flatten(t5, context)
 t7 = None if t6 is None else project(t6, None, run0_5, context)
 t8 = flatten(t7, context)
 t9 = None if t8 is None else project(t8, None, None, context)
 t10 = [t1, t9]
 return t10
def run0_1(value, context):
 t1 = None if value is None else select(value, run0_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
