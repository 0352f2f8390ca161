# Written by `make policies`; not to be edited.
CALLS = ('ecs_config', 'group_clusters', 'launched_groups')
def value_0(d, context):
 if d.__class__ is dict:
  q1 = False
  t1 = f_launched_groups(context, d)
  for e1 in (t1 if t1.__class__ is list else members(t1)):
   t2 = f_group_clusters(context, e1)
   t3 = (len(t2) if t2.__class__ in SIZED else leave())
   if (t3 > (0)):
    q1 = True
    break
  r1 = q1
  if not q1:
   t4 = d.get('UserData')
   t5 = d.get('LaunchTemplateData')
   t6 = (t5.get('UserData') if t5.__class__ is dict else None)
   t7 = (t4 if t4 is not None else t6)
   if t7.__class__ is not str and t7 is not None: leave()
   t8 = f_ecs_config(context, t7)
   if t8.__class__ not in SCALARS: settled(context, t8)
   r1 = ((t8.get('ECS_CLUSTER') if t8.__class__ is dict else None) is not None)
  return r1
 q2 = False
 t9 = f_launched_groups(context, d)
 for e2 in (t9 if t9.__class__ is list else members(t9)):
  t10 = f_group_clusters(context, e2)
  t11 = (len(t10) if t10.__class__ in SIZED else leave())
  if (t11 > (0)):
   q2 = True
   break
 r2 = q2
 if not q2:
  t12 = f_ecs_config(context, None)
  if t12.__class__ not in SCALARS: settled(context, t12)
  r2 = ((t12.get('ECS_CLUSTER') if t12.__class__ is dict else None) is not None)
 return r2
def truth_0(d, context):
 if d.__class__ is dict:
  q1 = False
  t1 = f_launched_groups(context, d)
  for e1 in (t1 if t1.__class__ is list else members(t1)):
   t2 = f_group_clusters(context, e1)
   t3 = (len(t2) if t2.__class__ in SIZED else leave())
   if (t3 > (0)):
    q1 = True
    break
  c1 = q1
  if not c1:
   t4 = d.get('UserData')
   t5 = d.get('LaunchTemplateData')
   t6 = (t5.get('UserData') if t5.__class__ is dict else None)
   t7 = (t4 if t4 is not None else t6)
   if t7.__class__ is not str and t7 is not None: leave()
   t8 = f_ecs_config(context, t7)
   if t8.__class__ not in SCALARS: settled(context, t8)
   c1 = ((t8.get('ECS_CLUSTER') if t8.__class__ is dict else None) is not None)
  return True if c1 else False
 q2 = False
 t9 = f_launched_groups(context, d)
 for e2 in (t9 if t9.__class__ is list else members(t9)):
  t10 = f_group_clusters(context, e2)
  t11 = (len(t10) if t10.__class__ in SIZED else leave())
  if (t11 > (0)):
   q2 = True
   break
 c2 = q2
 if not c2:
  t12 = f_ecs_config(context, None)
  if t12.__class__ not in SCALARS: settled(context, t12)
  c2 = ((t12.get('ECS_CLUSTER') if t12.__class__ is dict else None) is not None)
 return True if c2 else False
