# Written by `make policies`; not to be edited.
CALLS = ('launch_specifications', 'launched_groups', 'not_null', 'resource', 'same', 'this')
INVERSE = None
EXPRESSIONS = (
    ("launched_groups(@)[].launch_specifications(@)[]\n  | [?same(resource(not_null(LaunchTemplateId, LaunchTemplateName), 'AWS::EC2::LaunchTemplate'), this())].not_null(Version, '$Default')", (('launch_specifications', (21,)), ('launched_groups', (0,)), ('not_null', (154, 68)), ('resource', (59,)), ('same', (54,)), ('this', (145,))), ('LaunchTemplateId', 'LaunchTemplateName', 'Version')),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launched_groups(context, t1) if t1.__class__ is not Unknown else call(f_launched_groups, [t1], context)
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and no_hole(map(type, t3)):
  l5 = []
  r6 = iter(t3)
  for i7 in r6:
   t8 = c_launch_specifications(context, i7)
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
 l13 = ()
 if t10.__class__ is list:
  for i14 in t10:
   if i14.__class__ is not dict:
    t12 = project(t10, run0_2, run0_3, context)
    break
  else:
   l13 = []
   r15 = iter(t10)
   for i16 in r15:
    t17 = i16.get('LaunchTemplateId')
    if t17.__class__ is Unknown or t17 is ABSENT:
     t17 = seen(t17, context)
    t18 = i16.get('LaunchTemplateName')
    if t18.__class__ is Unknown or t18 is ABSENT:
     t18 = seen(t18, context)
    t19 = (t17 if t17 is not None else t18) if t17.__class__ is not Unknown and t18.__class__ is not Unknown else call(f_not_null, [t17, t18], context)
    t20 = c_resource(context, t19, 'AWS::EC2::LaunchTemplate') if t19.__class__ is not Unknown else call(f_resource, [t19, 'AWS::EC2::LaunchTemplate'], context)
    t21 = c_this(context)
    t22 = c_same(context, t20, t21) if t20.__class__ is not Unknown and t21.__class__ is not Unknown else call(f_same, [t20, t21], context)
    if t22 is not True:
     if t22 is False:
      continue
     t12 = resume(l13, i16, r15, t22, UNSET, run0_2, run0_3, context)
     break
    t23 = i16.get('Version')
    if t23.__class__ is Unknown or t23 is ABSENT:
     t23 = seen(t23, context)
    t24 = (t23 if t23 is not None else '$Default') if t23.__class__ is not Unknown else call(f_not_null, [t23, '$Default'], context)
    if t24.__class__ is Unknown:
     t12 = resume(l13, i16, r15, True, t24, run0_2, run0_3, context)
     break
    if t24 is not None:
     l13.append(t24)
   else:
    t12 = l13
 elif t10 is None:
  t12 = None
 else:
  t12 = project(t10, run0_2, run0_3, context)
 return t12
def run0_3(value, context):
 t1 = field(value, 'Version', context)
 t2 = (t1 if t1 is not None else '$Default') if t1.__class__ is not Unknown else call(f_not_null, [t1, '$Default'], context)
 return t2
def run0_2(value, context):
 t1 = field(value, 'LaunchTemplateId', context)
 t2 = field(value, 'LaunchTemplateName', context)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 t4 = c_resource(context, t3, 'AWS::EC2::LaunchTemplate') if t3.__class__ is not Unknown else call(f_resource, [t3, 'AWS::EC2::LaunchTemplate'], context)
 t5 = c_this(context)
 t6 = c_same(context, t4, t5) if t4.__class__ is not Unknown and t5.__class__ is not Unknown else call(f_same, [t4, t5], context)
 return t6
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_launch_specifications(context, t1) if t1.__class__ is not Unknown else call(f_launch_specifications, [t1], context)
 return t2
