# Written by `make policies`; not to be edited.
CALLS = ('agent_recovery', 'ecs_config', 'ecs_launch_roles', 'group_clusters', 'provider_clusters', 'referrers', 'resource', 'same', 'unique')
K0_judge = {}
K1_judge = {}
def judge(resources, context):
 rows = []
 m1, n1 = m_referrers(context, 'AWS::AutoScaling::AutoScalingGroup', True)
 m2, n2 = m_group_clusters(context)
 m3, n3 = m_resource(context, 'AWS::ECS::Cluster')
 m4, n4 = m_provider_clusters(context)
 m5, n5 = m_ecs_launch_roles(context)
 same, last = {}.setdefault, None
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = v2 = v3 = 0
   try:
    a1 = None
    t1 = m1.get(id(d), n1)
    if t1 is None: t1 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
    if t1.__class__ is list:
     a1 = []
     for e1 in t1:
      for e2 in (e1 if e1.__class__ is list else (e1,)):
       t2 = (m2.get(e2) if e2.__class__ is str else (m2.get(id(e2)) if e2.__class__ is dict else None))
       if t2 is None: t2 = f_group_clusters(context, e2)
       if t2 is not None:
        for e3 in (t2 if t2.__class__ is list else (t2,)):
         if e3 is not None:
          a1.append(e3)
    t3 = f_unique(context, a1)
    if t3.__class__ not in SCALARS: settled(context, t3)
    c1 = (t3 or t3.__class__ in NUMBERS)
    if not c1:
     t4 = d.get('UserData')
     if t4.__class__ is not str and t4 is not None: leave()
     t5 = f_ecs_config(context, t4)
     if t5.__class__ not in SCALARS: settled(context, t5)
     t6 = (t5 if (t5 or t5.__class__ in NUMBERS) else K0_judge)
     if t6.__class__ is not dict: leave()
     t7 = list(t6)
     t8 = len(t7)
     c1 = (t8 > (0))
    if c1:
     v0 = 2
     t9 = d.get('IamInstanceProfile')
     if (t9 or t9.__class__ in NUMBERS):
      v0 = 1
   except LEAVING:
    v0 = 3
   try:
    q1 = False
    t10 = m1.get(id(d), n1)
    if t10 is None: t10 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
    for e4 in (t10 if t10.__class__ is list else members(t10)):
     t11 = (m2.get(e4) if e4.__class__ is str else (m2.get(id(e4)) if e4.__class__ is dict else None))
     if t11 is None: t11 = f_group_clusters(context, e4)
     t12 = (len(t11) if t11.__class__ in SIZED else leave())
     if (t12 > (0)):
      q1 = True
      break
    r2 = q1
    if not q1:
     t13 = d.get('UserData')
     r1 = t13
     if r1 is None:
      t14 = d.get('LaunchTemplateData')
      t15 = (t14.get('UserData') if t14.__class__ is dict else None)
      r1 = t15
     if r1.__class__ is not str and r1 is not None: leave()
     t16 = f_ecs_config(context, r1)
     if t16.__class__ not in SCALARS: settled(context, t16)
     r2 = ((t16.get('ECS_CLUSTER') if t16.__class__ is dict else None) is not None)
    if r2:
     v1 = 2
     t17 = d.get('UserData')
     if t17.__class__ is not str and t17 is not None: leave()
     t18 = f_agent_recovery(context, t17)
     if t18.__class__ not in SCALARS: settled(context, t18)
     t19 = (t18.get('restarts_agent') if t18.__class__ is dict else None)
     if (t19 or t19.__class__ in NUMBERS):
      v1 = 1
   except LEAVING:
    v1 = 3
   try:
    t20 = d.get('UserData')
    if t20.__class__ is not str and t20 is not None: leave()
    t21 = f_ecs_config(context, t20)
    if t21.__class__ not in SCALARS: settled(context, t21)
    t22 = (t21.get('ECS_CLUSTER') if t21.__class__ is dict else None)
    if (t22 is not None):
     v2 = 2
     t23 = (m3.get(t22) if t22.__class__ is str else None)
     if t23 is None: t23 = f_resource(context, t22, 'AWS::ECS::Cluster')
     if (t23 is not None):
      q2 = True
      a2 = None
      t24 = m1.get(id(d), n1)
      if t24 is None: t24 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      if t24.__class__ is list:
       a2 = []
       for e5 in t24:
        for e6 in (e5 if e5.__class__ is list else (e5,)):
         t25 = (m4.get(e6) if e6.__class__ is str else (m4.get(id(e6)) if e6.__class__ is dict else None))
         if t25 is None: t25 = f_provider_clusters(context, e6)
         if t25 is not None:
          for e7 in (t25 if t25.__class__ is list else (t25,)):
           if e7 is not None:
            a2.append(e7)
      t26 = f_unique(context, a2)
      if t26.__class__ not in SCALARS: settled(context, t26)
      for e8 in (t26 if t26.__class__ is list else members(t26)):
       t27 = f_same(context, e8, t23)
       if t27.__class__ is not bool: leave()
       if (not t27):
        q2 = False
        break
      if q2:
       v2 = 1
   except LEAVING:
    v2 = 3
   try:
    a3 = None
    t28 = m1.get(id(d), n1)
    if t28 is None: t28 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
    if t28.__class__ is list:
     a3 = []
     for e9 in t28:
      for e10 in (e9 if e9.__class__ is list else (e9,)):
       t29 = (m4.get(e10) if e10.__class__ is str else (m4.get(id(e10)) if e10.__class__ is dict else None))
       if t29 is None: t29 = f_provider_clusters(context, e10)
       if t29 is not None:
        for e11 in (t29 if t29.__class__ is list else (t29,)):
         if e11 is not None:
          a3.append(e11)
    t30 = f_unique(context, a3)
    if t30.__class__ not in SCALARS: settled(context, t30)
    c2 = (t30 or t30.__class__ in NUMBERS)
    if not c2:
     t31 = d.get('UserData')
     if t31.__class__ is not str and t31 is not None: leave()
     t32 = f_ecs_config(context, t31)
     if t32.__class__ not in SCALARS: settled(context, t32)
     t33 = (t32 if (t32 or t32.__class__ in NUMBERS) else K1_judge)
     if t33.__class__ is not dict: leave()
     t34 = list(t33)
     c2 = t34
    c3 = c2
    if not c3:
     t35 = m5.get(id(d), n5)
     if t35 is None: t35 = f_ecs_launch_roles(context, d)
     c3 = (t35 or t35.__class__ in NUMBERS)
    if c3:
     v3 = 2
     t36 = d.get('UserData')
     if t36.__class__ is not str and t36 is not None: leave()
     t37 = f_ecs_config(context, t36)
     if t37.__class__ not in SCALARS: settled(context, t37)
     t38 = (t37.get('ECS_CLUSTER') if t37.__class__ is dict else None)
     c4 = (t38 or t38.__class__ in NUMBERS)
     if not c4:
      q3 = False
      for e12 in (t30 if t30.__class__ is list else members(t30)):
       if e12.__class__ is dict:
        if (e12.get('ClusterName') == 'default'):
         q3 = True
         break
      c4 = q3
     if c4:
      v3 = 1
   except LEAVING:
    v3 = 3
   row = (v0, v1, v2, v3)
   if row != last: last = same(row, row) if rows else row
   rows.append(last)
  except LEAVING:
   rows.append((3, 3, 3, 3, ))
 return rows
