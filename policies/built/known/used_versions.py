# Written by `make policies`; not to be edited.
CALLS = ('launch_specifications', 'launched_groups', 'resource', 'same', 'this')
def value_0(d, context):
 a1 = None
 t1 = f_launched_groups(context, d)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_launch_specifications(context, e2)
    if t2 is not None:
     for e3 in (t2 if t2.__class__ is list else (t2,)):
      if e3 is not None:
       if e3.__class__ is dict:
        t3 = e3.get('LaunchTemplateId')
        t4 = e3.get('LaunchTemplateName')
        t5 = (t3 if t3 is not None else t4)
        t6 = f_resource(context, t5, 'AWS::EC2::LaunchTemplate')
        t7 = f_this(context)
        if t7.__class__ not in SCALARS: settled(context, t7)
        t8 = f_same(context, t6, t7)
        if t8.__class__ is not bool: leave()
        if t8:
         t9 = e3.get('Version')
         t10 = (t9 if t9 is not None else '$Default')
         a1.append(t10)
       else:
        t11 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        t12 = f_this(context)
        if t12.__class__ not in SCALARS: settled(context, t12)
        t13 = f_same(context, t11, t12)
        if t13.__class__ is not bool: leave()
        if t13:
         a1.append('$Default')
 return a1
def truth_0(d, context):
 a1 = None
 t1 = f_launched_groups(context, d)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_launch_specifications(context, e2)
    if t2 is not None:
     for e3 in (t2 if t2.__class__ is list else (t2,)):
      if e3 is not None:
       if e3.__class__ is dict:
        t3 = e3.get('LaunchTemplateId')
        t4 = e3.get('LaunchTemplateName')
        t5 = (t3 if t3 is not None else t4)
        t6 = f_resource(context, t5, 'AWS::EC2::LaunchTemplate')
        t7 = f_this(context)
        if t7.__class__ not in SCALARS: settled(context, t7)
        t8 = f_same(context, t6, t7)
        if t8.__class__ is not bool: leave()
        if t8:
         t9 = e3.get('Version')
         t10 = (t9 if t9 is not None else '$Default')
         a1.append(t10)
       else:
        t11 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        t12 = f_this(context)
        if t12.__class__ not in SCALARS: settled(context, t12)
        t13 = f_same(context, t11, t12)
        if t13.__class__ is not bool: leave()
        if t13:
         a1.append('$Default')
 return True if a1 else False
