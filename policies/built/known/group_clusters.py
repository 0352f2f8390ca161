# Written by `make policies`; not to be edited.
CALLS = ('ecs_config', 'group_launch_data', 'provider_clusters', 'resource', 'unique')
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  t1 = f_provider_clusters(context, d)
  a2 = None
  t2 = f_group_launch_data(context, d)
  if t2.__class__ is list:
   a2 = []
   for e1 in t2:
    if e1.__class__ is dict:
     t3 = e1.get('UserData')
     if t3.__class__ is not str and t3 is not None: leave()
     t4 = f_ecs_config(context, t3)
     if t4.__class__ not in SCALARS: settled(context, t4)
     t5 = (t4.get('ECS_CLUSTER') if t4.__class__ is dict else None)
     t6 = f_resource(context, t5, 'AWS::ECS::Cluster')
     if t6 is not None:
      a2.append(t6)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t7 = e2.get('UserData')
       if t7.__class__ is not str and t7 is not None: leave()
       t8 = f_ecs_config(context, t7)
       if t8.__class__ not in SCALARS: settled(context, t8)
       t9 = (t8.get('ECS_CLUSTER') if t8.__class__ is dict else None)
       t10 = f_resource(context, t9, 'AWS::ECS::Cluster')
       if t10 is not None:
        a2.append(t10)
      else:
       t11 = f_ecs_config(context, None)
       if t11.__class__ not in SCALARS: settled(context, t11)
       t12 = (t11.get('ECS_CLUSTER') if t11.__class__ is dict else None)
       t13 = f_resource(context, t12, 'AWS::ECS::Cluster')
       if t13 is not None:
        a2.append(t13)
    else:
     t14 = f_ecs_config(context, None)
     if t14.__class__ not in SCALARS: settled(context, t14)
     t15 = (t14.get('ECS_CLUSTER') if t14.__class__ is dict else None)
     t16 = f_resource(context, t15, 'AWS::ECS::Cluster')
     if t16 is not None:
      a2.append(t16)
  r1 = [t1, a2]
 if r1.__class__ is list:
  a1 = []
  for e3 in r1:
   for e4 in (e3 if e3.__class__ is list else (e3,)):
    if e4 is not None:
     a1.append(e4)
 t17 = f_unique(context, a1)
 if t17.__class__ not in SCALARS: settled(context, t17)
 return t17
def truth_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  t1 = f_provider_clusters(context, d)
  a2 = None
  t2 = f_group_launch_data(context, d)
  if t2.__class__ is list:
   a2 = []
   for e1 in t2:
    if e1.__class__ is dict:
     t3 = e1.get('UserData')
     if t3.__class__ is not str and t3 is not None: leave()
     t4 = f_ecs_config(context, t3)
     if t4.__class__ not in SCALARS: settled(context, t4)
     t5 = (t4.get('ECS_CLUSTER') if t4.__class__ is dict else None)
     t6 = f_resource(context, t5, 'AWS::ECS::Cluster')
     if t6 is not None:
      a2.append(t6)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t7 = e2.get('UserData')
       if t7.__class__ is not str and t7 is not None: leave()
       t8 = f_ecs_config(context, t7)
       if t8.__class__ not in SCALARS: settled(context, t8)
       t9 = (t8.get('ECS_CLUSTER') if t8.__class__ is dict else None)
       t10 = f_resource(context, t9, 'AWS::ECS::Cluster')
       if t10 is not None:
        a2.append(t10)
      else:
       t11 = f_ecs_config(context, None)
       if t11.__class__ not in SCALARS: settled(context, t11)
       t12 = (t11.get('ECS_CLUSTER') if t11.__class__ is dict else None)
       t13 = f_resource(context, t12, 'AWS::ECS::Cluster')
       if t13 is not None:
        a2.append(t13)
    else:
     t14 = f_ecs_config(context, None)
     if t14.__class__ not in SCALARS: settled(context, t14)
     t15 = (t14.get('ECS_CLUSTER') if t14.__class__ is dict else None)
     t16 = f_resource(context, t15, 'AWS::ECS::Cluster')
     if t16 is not None:
      a2.append(t16)
  r1 = [t1, a2]
 if r1.__class__ is list:
  a1 = []
  for e3 in r1:
   for e4 in (e3 if e3.__class__ is list else (e3,)):
    if e4 is not None:
     a1.append(e4)
 t17 = f_unique(context, a1)
 if t17.__class__ not in SCALARS: settled(context, t17)
 return True if (t17 or t17.__class__ in NUMBERS) else False
