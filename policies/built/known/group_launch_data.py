# Written by `make policies`; not to be edited.
CALLS = ('launch_specifications', 'launch_versions', 'resource')
def value_0(d, context):
 a1 = None
 r3 = None
 if d is not None:
  t1 = (d.get('LaunchConfigurationName') if d.__class__ is dict else None)
  t2 = f_resource(context, t1, 'AWS::AutoScaling::LaunchConfiguration')
  a2 = None
  t3 = f_launch_specifications(context, d)
  if t3.__class__ is list:
   a2 = []
   for e1 in t3:
    if e1.__class__ is dict:
     t4 = e1.get('LaunchTemplateId')
     r1 = t4
     if r1 is None:
      t5 = e1.get('LaunchTemplateName')
      r1 = t5
     t6 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
     if t6 is not None:
      for e2 in (t6 if t6.__class__ is list else (t6,)):
       t7 = f_launch_versions(context, e2)
       if t7 is not None:
        for e3 in (t7 if t7.__class__ is list else (t7,)):
         if e3 is not None:
          a2.append(e3)
    elif e1.__class__ is list:
     for e4 in e1:
      if e4.__class__ is dict:
       t8 = e4.get('LaunchTemplateId')
       r2 = t8
       if r2 is None:
        t9 = e4.get('LaunchTemplateName')
        r2 = t9
       t10 = f_resource(context, r2, 'AWS::EC2::LaunchTemplate')
       if t10 is not None:
        for e5 in (t10 if t10.__class__ is list else (t10,)):
         t11 = f_launch_versions(context, e5)
         if t11 is not None:
          for e6 in (t11 if t11.__class__ is list else (t11,)):
           if e6 is not None:
            a2.append(e6)
      else:
       t12 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
       if t12 is not None:
        for e7 in (t12 if t12.__class__ is list else (t12,)):
         t13 = f_launch_versions(context, e7)
         if t13 is not None:
          for e8 in (t13 if t13.__class__ is list else (t13,)):
           if e8 is not None:
            a2.append(e8)
    else:
     t14 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
     if t14 is not None:
      for e9 in (t14 if t14.__class__ is list else (t14,)):
       t15 = f_launch_versions(context, e9)
       if t15 is not None:
        for e10 in (t15 if t15.__class__ is list else (t15,)):
         if e10 is not None:
          a2.append(e10)
  r3 = [[t2], a2]
 if r3.__class__ is list:
  a1 = []
  for e11 in r3:
   for e12 in (e11 if e11.__class__ is list else (e11,)):
    if e12 is not None:
     a1.append(e12)
 return a1
def truth_0(d, context):
 c1 = False
 r3 = None
 if d is not None:
  t1 = (d.get('LaunchConfigurationName') if d.__class__ is dict else None)
  t2 = f_resource(context, t1, 'AWS::AutoScaling::LaunchConfiguration')
  a1 = None
  t3 = f_launch_specifications(context, d)
  if t3.__class__ is list:
   a1 = []
   for e1 in t3:
    if e1.__class__ is dict:
     t4 = e1.get('LaunchTemplateId')
     r1 = t4
     if r1 is None:
      t5 = e1.get('LaunchTemplateName')
      r1 = t5
     t6 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
     if t6 is not None:
      for e2 in (t6 if t6.__class__ is list else (t6,)):
       t7 = f_launch_versions(context, e2)
       if t7 is not None:
        for e3 in (t7 if t7.__class__ is list else (t7,)):
         if e3 is not None:
          a1.append(e3)
    elif e1.__class__ is list:
     for e4 in e1:
      if e4.__class__ is dict:
       t8 = e4.get('LaunchTemplateId')
       r2 = t8
       if r2 is None:
        t9 = e4.get('LaunchTemplateName')
        r2 = t9
       t10 = f_resource(context, r2, 'AWS::EC2::LaunchTemplate')
       if t10 is not None:
        for e5 in (t10 if t10.__class__ is list else (t10,)):
         t11 = f_launch_versions(context, e5)
         if t11 is not None:
          for e6 in (t11 if t11.__class__ is list else (t11,)):
           if e6 is not None:
            a1.append(e6)
      else:
       t12 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
       if t12 is not None:
        for e7 in (t12 if t12.__class__ is list else (t12,)):
         t13 = f_launch_versions(context, e7)
         if t13 is not None:
          for e8 in (t13 if t13.__class__ is list else (t13,)):
           if e8 is not None:
            a1.append(e8)
    else:
     t14 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
     if t14 is not None:
      for e9 in (t14 if t14.__class__ is list else (t14,)):
       t15 = f_launch_versions(context, e9)
       if t15 is not None:
        for e10 in (t15 if t15.__class__ is list else (t15,)):
         if e10 is not None:
          a1.append(e10)
  r3 = [[t2], a1]
 if r3.__class__ is list:
  for e11 in r3:
   for e12 in (e11 if e11.__class__ is list else (e11,)):
    if e12 is not None:
     c1 = True
     break
   if c1: break
 return True if c1 else False
