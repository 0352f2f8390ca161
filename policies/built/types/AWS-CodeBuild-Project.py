# Written by `make policies`; not to be edited.
CALLS = ('buildspec', 'resource')
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 m1, n1 = m_resource(context, 'AWS::CodeBuild::Project')
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = 0
   try:
    v0 = 2
    t1 = d.get('Environment')
    t2 = (t1.get('PrivilegedMode') if t1.__class__ is dict else None)
    c1 = (t2 or t2.__class__ in NUMBERS)
    if not c1:
     t3 = d.get('Source')
     t4 = (t3.get('BuildSpec') if t3.__class__ is dict else None)
     t5 = (t1.get('EnvironmentVariables') if t1.__class__ is dict else None)
     if t4.__class__ is not str and t4 is not None: leave()
     if t5.__class__ is not list and t5 is not None: leave()
     t6 = f_buildspec(context, t4, t5)
     if t6.__class__ not in SCALARS: settled(context, t6)
     t7 = (t6.get('uses_docker') if t6.__class__ is dict else None)
     c1 = (not (t7 or t7.__class__ in NUMBERS))
    if c1:
     v0 = 1
   except LEAVING:
    v0 = 3
   try:
    v1 = 2
    q1 = False
    t8 = d.get('Source')
    r1 = t8
    if (t8 or t8.__class__ in NUMBERS):
     t9 = (t8.get('BuildSpec') if t8.__class__ is dict else None)
     t10 = d.get('Environment')
     t11 = (t10.get('EnvironmentVariables') if t10.__class__ is dict else None)
     if t9.__class__ is not str and t9 is not None: leave()
     if t11.__class__ is not list and t11 is not None: leave()
     t12 = f_buildspec(context, t9, t11)
     if t12.__class__ not in SCALARS: settled(context, t12)
     r1 = t12
    a2 = None
    a3 = None
    a4 = None
    t13 = d.get('Stages')
    if t13.__class__ is list:
     a4 = []
     for e1 in t13:
      if e1.__class__ is dict:
       t14 = e1.get('Actions')
       if t14 is not None:
        for e2 in (t14 if t14.__class__ is list else (t14,)):
         if e2 is not None:
          a4.append(e2)
      elif e1.__class__ is list:
       for e3 in e1:
        if e3.__class__ is dict:
         t15 = e3.get('Actions')
         if t15 is not None:
          for e4 in (t15 if t15.__class__ is list else (t15,)):
           if e4 is not None:
            a4.append(e4)
    if a4.__class__ is list:
     a3 = []
     for e5 in a4:
      if e5.__class__ is dict:
       t16 = e5.get('ActionTypeId')
       if ((t16.get('Provider') if t16.__class__ is dict else None) == 'CodeBuild'):
        t17 = e5.get('Configuration')
        t18 = (t17.get('ProjectName') if t17.__class__ is dict else None)
        t19 = (m1.get(t18) if t18.__class__ is str else None)
        if t19 is None: t19 = f_resource(context, t18, 'AWS::CodeBuild::Project')
        if t19 is not None:
         a3.append(t19)
    if a3.__class__ is list:
     a2 = []
     for e6 in a3:
      if e6.__class__ is dict:
       t20 = e6.get('Source')
       t21 = (t20.get('BuildSpec') if t20.__class__ is dict else None)
       t22 = e6.get('Environment')
       t23 = (t22.get('EnvironmentVariables') if t22.__class__ is dict else None)
       if t21.__class__ is not str and t21 is not None: leave()
       if t23.__class__ is not list and t23 is not None: leave()
       t24 = f_buildspec(context, t21, t23)
       if t24.__class__ not in SCALARS: settled(context, t24)
       if t24 is not None:
        a2.append(t24)
      elif e6.__class__ is list:
       for e7 in e6:
        if e7.__class__ is dict:
         t25 = e7.get('Source')
         t26 = (t25.get('BuildSpec') if t25.__class__ is dict else None)
         t27 = e7.get('Environment')
         t28 = (t27.get('EnvironmentVariables') if t27.__class__ is dict else None)
         if t26.__class__ is not str and t26 is not None: leave()
         if t28.__class__ is not list and t28 is not None: leave()
         t29 = f_buildspec(context, t26, t28)
         if t29.__class__ not in SCALARS: settled(context, t29)
         if t29 is not None:
          a2.append(t29)
        else:
         t30 = f_buildspec(context, None, None)
         if t30.__class__ not in SCALARS: settled(context, t30)
         if t30 is not None:
          a2.append(t30)
      else:
       t31 = f_buildspec(context, None, None)
       if t31.__class__ not in SCALARS: settled(context, t31)
       if t31 is not None:
        a2.append(t31)
    t32 = [r1, a2]
    a1 = []
    for e8 in t32:
     for e9 in (e8 if e8.__class__ is list else (e8,)):
      if e9 is not None:
       a1.append(e9)
    for e10 in a1:
     if e10.__class__ is dict:
      t33 = e10.get('pushes')
      t34 = (len(t33) if t33.__class__ in SIZED else leave())
      if (t34 > (0)):
       q1 = True
       break
     else:
      t35 = (len(None) if None.__class__ in SIZED else leave())
      if (t35 > (0)):
       q1 = True
       break
    r2 = q1
    if not q1:
     q2 = False
     for e11 in (a4 or ()):
      if e11.__class__ is dict:
       t36 = e11.get('ActionTypeId')
       if ((t36.get('Provider') if t36.__class__ is dict else None) == 'ECRBuildAndPublish'):
        q2 = True
        break
     r2 = q2
    c10 = r2
    if c10:
     q3 = False
     for e12 in (a4 or ()):
      if e12.__class__ is dict:
       t37 = e12.get('ActionTypeId')
       t38 = (t37.get('Provider') if t37.__class__ is dict else None)
       if ((t38 == 'ECS') or (t38 == 'CodeDeployToECS')):
        q3 = True
        break
     r3 = q3
     if not q3:
      q4 = False
      s1 = False
      for e13 in a1:
       if e13.__class__ is dict:
        t39 = e13.get('commands')
        if t39 is not None:
         for e14 in (t39 if t39.__class__ is list else (t39,)):
          if e14 is not None:
           t40 = ('ecs update-service' in e14 if e14.__class__ in SEARCHED else leave())
           c2 = t40
           if not c2:
            t41 = ('ecs deploy' in e14 if e14.__class__ in SEARCHED else leave())
            c2 = t41
           c3 = c2
           if not c3:
            t42 = ('deploy create-deployment' in e14 if e14.__class__ in SEARCHED else leave())
            c3 = t42
           c4 = c3
           if not c4:
            t43 = ('deploy push' in e14 if e14.__class__ in SEARCHED else leave())
            c4 = t43
           c5 = c4
           if not c5:
            t44 = ('copilot svc deploy' in e14 if e14.__class__ in SEARCHED else leave())
            c5 = t44
           if c5:
            q4 = True
            s1 = True
            break
         if s1: break
       elif e13.__class__ is list:
        for e15 in e13:
         if e15.__class__ is dict:
          t45 = e15.get('commands')
          if t45 is not None:
           for e16 in (t45 if t45.__class__ is list else (t45,)):
            if e16 is not None:
             t46 = ('ecs update-service' in e16 if e16.__class__ in SEARCHED else leave())
             c6 = t46
             if not c6:
              t47 = ('ecs deploy' in e16 if e16.__class__ in SEARCHED else leave())
              c6 = t47
             c7 = c6
             if not c7:
              t48 = ('deploy create-deployment' in e16 if e16.__class__ in SEARCHED else leave())
              c7 = t48
             c8 = c7
             if not c8:
              t49 = ('deploy push' in e16 if e16.__class__ in SEARCHED else leave())
              c8 = t49
             c9 = c8
             if not c9:
              t50 = ('copilot svc deploy' in e16 if e16.__class__ in SEARCHED else leave())
              c9 = t50
             if c9:
              q4 = True
              s1 = True
              break
           if s1: break
        if s1: break
      r3 = q4
     c10 = r3
    if (not c10):
     v1 = 1
   except LEAVING:
    v1 = 3
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
