# Written by `make policies`; not to be edited.
CALLS = ('buildspec', 'resource', 'resources', 'same', 'this')
def value_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::CodeBuild::Project')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    q1 = False
    t2 = e1.get('Source')
    t3 = (t2.get('BuildSpec') if t2.__class__ is dict else None)
    t4 = e1.get('Environment')
    t5 = (t4.get('EnvironmentVariables') if t4.__class__ is dict else None)
    if t3.__class__ is not str and t3 is not None: leave()
    if t5.__class__ is not list and t5 is not None: leave()
    t6 = f_buildspec(context, t3, t5)
    if t6.__class__ not in SCALARS: settled(context, t6)
    t7 = (t6.get('pushes') if t6.__class__ is dict else None)
    for e2 in (t7 if t7.__class__ is list else members(t7)):
     if e2.__class__ is dict:
      t8 = e2.get('repository')
      t9 = f_resource(context, t8, 'AWS::ECR::Repository')
      t10 = f_this(context)
      if t10.__class__ not in SCALARS: settled(context, t10)
      t11 = f_same(context, t9, t10)
      if t11.__class__ is not bool: leave()
      if t11:
       q1 = True
       break
     else:
      t12 = f_resource(context, None, 'AWS::ECR::Repository')
      t13 = f_this(context)
      if t13.__class__ not in SCALARS: settled(context, t13)
      t14 = f_same(context, t12, t13)
      if t14.__class__ is not bool: leave()
      if t14:
       q1 = True
       break
    if q1:
     if t7 is not None:
      for e3 in (t7 if t7.__class__ is list else (t7,)):
       if e3 is not None:
        if e3.__class__ is dict:
         t15 = e3.get('repository')
         t16 = f_resource(context, t15, 'AWS::ECR::Repository')
         t17 = f_this(context)
         if t17.__class__ not in SCALARS: settled(context, t17)
         t18 = f_same(context, t16, t17)
         if t18.__class__ is not bool: leave()
         if t18:
          a1.append(e3)
        else:
         t19 = f_resource(context, None, 'AWS::ECR::Repository')
         t20 = f_this(context)
         if t20.__class__ not in SCALARS: settled(context, t20)
         t21 = f_same(context, t19, t20)
         if t21.__class__ is not bool: leave()
         if t21:
          a1.append(e3)
   else:
    q2 = False
    t22 = f_buildspec(context, None, None)
    if t22.__class__ not in SCALARS: settled(context, t22)
    t23 = (t22.get('pushes') if t22.__class__ is dict else None)
    for e4 in (t23 if t23.__class__ is list else members(t23)):
     if e4.__class__ is dict:
      t24 = e4.get('repository')
      t25 = f_resource(context, t24, 'AWS::ECR::Repository')
      t26 = f_this(context)
      if t26.__class__ not in SCALARS: settled(context, t26)
      t27 = f_same(context, t25, t26)
      if t27.__class__ is not bool: leave()
      if t27:
       q2 = True
       break
     else:
      t28 = f_resource(context, None, 'AWS::ECR::Repository')
      t29 = f_this(context)
      if t29.__class__ not in SCALARS: settled(context, t29)
      t30 = f_same(context, t28, t29)
      if t30.__class__ is not bool: leave()
      if t30:
       q2 = True
       break
    if q2:
     if t23 is not None:
      for e5 in (t23 if t23.__class__ is list else (t23,)):
       if e5 is not None:
        if e5.__class__ is dict:
         t31 = e5.get('repository')
         t32 = f_resource(context, t31, 'AWS::ECR::Repository')
         t33 = f_this(context)
         if t33.__class__ not in SCALARS: settled(context, t33)
         t34 = f_same(context, t32, t33)
         if t34.__class__ is not bool: leave()
         if t34:
          a1.append(e5)
        else:
         t35 = f_resource(context, None, 'AWS::ECR::Repository')
         t36 = f_this(context)
         if t36.__class__ not in SCALARS: settled(context, t36)
         t37 = f_same(context, t35, t36)
         if t37.__class__ is not bool: leave()
         if t37:
          a1.append(e5)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::CodeBuild::Project')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    q1 = False
    t2 = e1.get('Source')
    t3 = (t2.get('BuildSpec') if t2.__class__ is dict else None)
    t4 = e1.get('Environment')
    t5 = (t4.get('EnvironmentVariables') if t4.__class__ is dict else None)
    if t3.__class__ is not str and t3 is not None: leave()
    if t5.__class__ is not list and t5 is not None: leave()
    t6 = f_buildspec(context, t3, t5)
    if t6.__class__ not in SCALARS: settled(context, t6)
    t7 = (t6.get('pushes') if t6.__class__ is dict else None)
    for e2 in (t7 if t7.__class__ is list else members(t7)):
     if e2.__class__ is dict:
      t8 = e2.get('repository')
      t9 = f_resource(context, t8, 'AWS::ECR::Repository')
      t10 = f_this(context)
      if t10.__class__ not in SCALARS: settled(context, t10)
      t11 = f_same(context, t9, t10)
      if t11.__class__ is not bool: leave()
      if t11:
       q1 = True
       break
     else:
      t12 = f_resource(context, None, 'AWS::ECR::Repository')
      t13 = f_this(context)
      if t13.__class__ not in SCALARS: settled(context, t13)
      t14 = f_same(context, t12, t13)
      if t14.__class__ is not bool: leave()
      if t14:
       q1 = True
       break
    if q1:
     if t7 is not None:
      for e3 in (t7 if t7.__class__ is list else (t7,)):
       if e3 is not None:
        if e3.__class__ is dict:
         t15 = e3.get('repository')
         t16 = f_resource(context, t15, 'AWS::ECR::Repository')
         t17 = f_this(context)
         if t17.__class__ not in SCALARS: settled(context, t17)
         t18 = f_same(context, t16, t17)
         if t18.__class__ is not bool: leave()
         if t18:
          a1.append(e3)
        else:
         t19 = f_resource(context, None, 'AWS::ECR::Repository')
         t20 = f_this(context)
         if t20.__class__ not in SCALARS: settled(context, t20)
         t21 = f_same(context, t19, t20)
         if t21.__class__ is not bool: leave()
         if t21:
          a1.append(e3)
   else:
    q2 = False
    t22 = f_buildspec(context, None, None)
    if t22.__class__ not in SCALARS: settled(context, t22)
    t23 = (t22.get('pushes') if t22.__class__ is dict else None)
    for e4 in (t23 if t23.__class__ is list else members(t23)):
     if e4.__class__ is dict:
      t24 = e4.get('repository')
      t25 = f_resource(context, t24, 'AWS::ECR::Repository')
      t26 = f_this(context)
      if t26.__class__ not in SCALARS: settled(context, t26)
      t27 = f_same(context, t25, t26)
      if t27.__class__ is not bool: leave()
      if t27:
       q2 = True
       break
     else:
      t28 = f_resource(context, None, 'AWS::ECR::Repository')
      t29 = f_this(context)
      if t29.__class__ not in SCALARS: settled(context, t29)
      t30 = f_same(context, t28, t29)
      if t30.__class__ is not bool: leave()
      if t30:
       q2 = True
       break
    if q2:
     if t23 is not None:
      for e5 in (t23 if t23.__class__ is list else (t23,)):
       if e5 is not None:
        if e5.__class__ is dict:
         t31 = e5.get('repository')
         t32 = f_resource(context, t31, 'AWS::ECR::Repository')
         t33 = f_this(context)
         if t33.__class__ not in SCALARS: settled(context, t33)
         t34 = f_same(context, t32, t33)
         if t34.__class__ is not bool: leave()
         if t34:
          a1.append(e5)
        else:
         t35 = f_resource(context, None, 'AWS::ECR::Repository')
         t36 = f_this(context)
         if t36.__class__ not in SCALARS: settled(context, t36)
         t37 = f_same(context, t35, t36)
         if t37.__class__ is not bool: leave()
         if t37:
          a1.append(e5)
 return True if a1 else False
K0_value_1 = []
K1_value_1 = []
def value_1(d, context):
 if d.__class__ is dict:
  t1 = d.get('Source')
  t2 = (t1.get('BuildSpec') if t1.__class__ is dict else None)
  t3 = d.get('Environment')
  t4 = (t3.get('EnvironmentVariables') if t3.__class__ is dict else None)
  if t2.__class__ is not str and t2 is not None: leave()
  if t4.__class__ is not list and t4 is not None: leave()
  t5 = f_buildspec(context, t2, t4)
  if t5.__class__ not in SCALARS: settled(context, t5)
  t6 = (t5.get('pushes') if t5.__class__ is dict else None)
  t7 = (t6 if (t6 or t6.__class__ in NUMBERS) else K0_value_1)
  if t7.__class__ is not list: leave()
  a1 = []
  for e1 in t7:
   if e1.__class__ is dict:
    t8 = e1.get('repository')
    t9 = f_resource(context, t8, 'AWS::ECR::Repository')
    a1.append(t9)
   else:
    t10 = f_resource(context, None, 'AWS::ECR::Repository')
    a1.append(t10)
  return a1
 t11 = f_buildspec(context, None, None)
 if t11.__class__ not in SCALARS: settled(context, t11)
 t12 = (t11.get('pushes') if t11.__class__ is dict else None)
 t13 = (t12 if (t12 or t12.__class__ in NUMBERS) else K1_value_1)
 if t13.__class__ is not list: leave()
 a2 = []
 for e2 in t13:
  if e2.__class__ is dict:
   t14 = e2.get('repository')
   t15 = f_resource(context, t14, 'AWS::ECR::Repository')
   a2.append(t15)
  else:
   t16 = f_resource(context, None, 'AWS::ECR::Repository')
   a2.append(t16)
 return a2
K0_truth_1 = []
K1_truth_1 = []
def truth_1(d, context):
 if d.__class__ is dict:
  t1 = d.get('Source')
  t2 = (t1.get('BuildSpec') if t1.__class__ is dict else None)
  t3 = d.get('Environment')
  t4 = (t3.get('EnvironmentVariables') if t3.__class__ is dict else None)
  if t2.__class__ is not str and t2 is not None: leave()
  if t4.__class__ is not list and t4 is not None: leave()
  t5 = f_buildspec(context, t2, t4)
  if t5.__class__ not in SCALARS: settled(context, t5)
  t6 = (t5.get('pushes') if t5.__class__ is dict else None)
  t7 = (t6 if (t6 or t6.__class__ in NUMBERS) else K0_truth_1)
  if t7.__class__ is not list: leave()
  a1 = []
  for e1 in t7:
   if e1.__class__ is dict:
    t8 = e1.get('repository')
    t9 = f_resource(context, t8, 'AWS::ECR::Repository')
    a1.append(t9)
   else:
    t10 = f_resource(context, None, 'AWS::ECR::Repository')
    a1.append(t10)
  return True if a1 else False
 t11 = f_buildspec(context, None, None)
 if t11.__class__ not in SCALARS: settled(context, t11)
 t12 = (t11.get('pushes') if t11.__class__ is dict else None)
 t13 = (t12 if (t12 or t12.__class__ in NUMBERS) else K1_truth_1)
 if t13.__class__ is not list: leave()
 a2 = []
 for e2 in t13:
  if e2.__class__ is dict:
   t14 = e2.get('repository')
   t15 = f_resource(context, t14, 'AWS::ECR::Repository')
   a2.append(t15)
  else:
   t16 = f_resource(context, None, 'AWS::ECR::Repository')
   a2.append(t16)
 return True if a2 else False
