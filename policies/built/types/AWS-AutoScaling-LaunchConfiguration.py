# Written by `make policies`; not to be edited.
CALLS = ('agent_recovery', 'ecs_config', 'ecs_launch_roles', 'group_clusters', 'provider_clusters', 'referrers', 'resource', 'same', 'unique')
K0_judge = {}
K1_judge = {}
def judge(d, context):
 v0 = v1 = v2 = v3 = 0
 try:
  a1 = None
  t1 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
  if t1.__class__ is list:
   a1 = []
   for e1 in t1:
    for e2 in (e1 if e1.__class__ is list else (e1,)):
     t2 = f_group_clusters(context, e2)
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
  t10 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
  for e4 in (t10 if t10.__class__ is list else members(t10)):
   t11 = f_group_clusters(context, e4)
   t12 = (len(t11) if t11.__class__ in SIZED else leave())
   if (t12 > (0)):
    q1 = True
    break
  r1 = q1
  if not q1:
   t13 = d.get('UserData')
   t14 = d.get('LaunchTemplateData')
   t15 = (t14.get('UserData') if t14.__class__ is dict else None)
   t16 = (t13 if t13 is not None else t15)
   if t16.__class__ is not str and t16 is not None: leave()
   t17 = f_ecs_config(context, t16)
   if t17.__class__ not in SCALARS: settled(context, t17)
   r1 = ((t17.get('ECS_CLUSTER') if t17.__class__ is dict else None) is not None)
  if r1:
   v1 = 2
   t18 = d.get('UserData')
   if t18.__class__ is not str and t18 is not None: leave()
   t19 = f_agent_recovery(context, t18)
   if t19.__class__ not in SCALARS: settled(context, t19)
   t20 = (t19.get('restarts_agent') if t19.__class__ is dict else None)
   if (t20 or t20.__class__ in NUMBERS):
    v1 = 1
 except LEAVING:
  v1 = 3
 try:
  t21 = d.get('UserData')
  if t21.__class__ is not str and t21 is not None: leave()
  t22 = f_ecs_config(context, t21)
  if t22.__class__ not in SCALARS: settled(context, t22)
  t23 = (t22.get('ECS_CLUSTER') if t22.__class__ is dict else None)
  if (t23 is not None):
   v2 = 2
   t24 = f_resource(context, t23, 'AWS::ECS::Cluster')
   if (t24 is not None):
    q2 = True
    a2 = None
    t25 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
    if t25.__class__ is list:
     a2 = []
     for e5 in t25:
      for e6 in (e5 if e5.__class__ is list else (e5,)):
       t26 = f_provider_clusters(context, e6)
       if t26 is not None:
        for e7 in (t26 if t26.__class__ is list else (t26,)):
         if e7 is not None:
          a2.append(e7)
    t27 = f_unique(context, a2)
    if t27.__class__ not in SCALARS: settled(context, t27)
    for e8 in (t27 if t27.__class__ is list else members(t27)):
     t28 = f_same(context, e8, t24)
     if t28.__class__ is not bool: leave()
     if (not t28):
      q2 = False
      break
    if q2:
     v2 = 1
 except LEAVING:
  v2 = 3
 try:
  a3 = None
  t29 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
  if t29.__class__ is list:
   a3 = []
   for e9 in t29:
    for e10 in (e9 if e9.__class__ is list else (e9,)):
     t30 = f_provider_clusters(context, e10)
     if t30 is not None:
      for e11 in (t30 if t30.__class__ is list else (t30,)):
       if e11 is not None:
        a3.append(e11)
  t31 = f_unique(context, a3)
  if t31.__class__ not in SCALARS: settled(context, t31)
  c2 = (t31 or t31.__class__ in NUMBERS)
  if not c2:
   t32 = d.get('UserData')
   if t32.__class__ is not str and t32 is not None: leave()
   t33 = f_ecs_config(context, t32)
   if t33.__class__ not in SCALARS: settled(context, t33)
   t34 = (t33 if (t33 or t33.__class__ in NUMBERS) else K1_judge)
   if t34.__class__ is not dict: leave()
   t35 = list(t34)
   c2 = t35
  c3 = c2
  if not c3:
   t36 = f_ecs_launch_roles(context, d)
   c3 = (t36 or t36.__class__ in NUMBERS)
  if c3:
   v3 = 2
   t37 = d.get('UserData')
   if t37.__class__ is not str and t37 is not None: leave()
   t38 = f_ecs_config(context, t37)
   if t38.__class__ not in SCALARS: settled(context, t38)
   t39 = (t38.get('ECS_CLUSTER') if t38.__class__ is dict else None)
   c4 = (t39 or t39.__class__ in NUMBERS)
   if not c4:
    q3 = False
    for e12 in (t31 if t31.__class__ is list else members(t31)):
     if e12.__class__ is dict:
      if (e12.get('ClusterName') == 'default'):
       q3 = True
       break
    c4 = q3
   if c4:
    v3 = 1
 except LEAVING:
  v3 = 3
 return (v0, v1, v2, v3, )
