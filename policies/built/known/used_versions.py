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
        r1 = t3
        if r1 is None:
         t4 = e3.get('LaunchTemplateName')
         r1 = t4
        t5 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
        t6 = f_this(context)
        if t6.__class__ not in SCALARS: settled(context, t6)
        t7 = f_same(context, t5, t6)
        if t7.__class__ is not bool: leave()
        if t7:
         t8 = e3.get('Version')
         t9 = (t8 if t8 is not None else '$Default')
         a1.append(t9)
       else:
        t10 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        t11 = f_this(context)
        if t11.__class__ not in SCALARS: settled(context, t11)
        t12 = f_same(context, t10, t11)
        if t12.__class__ is not bool: leave()
        if t12:
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
        r1 = t3
        if r1 is None:
         t4 = e3.get('LaunchTemplateName')
         r1 = t4
        t5 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
        t6 = f_this(context)
        if t6.__class__ not in SCALARS: settled(context, t6)
        t7 = f_same(context, t5, t6)
        if t7.__class__ is not bool: leave()
        if t7:
         t8 = e3.get('Version')
         t9 = (t8 if t8 is not None else '$Default')
         a1.append(t9)
       else:
        t10 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        t11 = f_this(context)
        if t11.__class__ not in SCALARS: settled(context, t11)
        t12 = f_same(context, t10, t11)
        if t12.__class__ is not bool: leave()
        if t12:
         a1.append('$Default')
 return True if a1 else False
