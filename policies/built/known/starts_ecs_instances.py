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
  r2 = q1
  if not q1:
   t4 = d.get('UserData')
   r1 = t4
   if r1 is None:
    t5 = d.get('LaunchTemplateData')
    t6 = (t5.get('UserData') if t5.__class__ is dict else None)
    r1 = t6
   if r1.__class__ is not str and r1 is not None: leave()
   t7 = f_ecs_config(context, r1)
   if t7.__class__ not in SCALARS: settled(context, t7)
   r2 = ((t7.get('ECS_CLUSTER') if t7.__class__ is dict else None) is not None)
  return r2
 q2 = False
 t8 = f_launched_groups(context, d)
 for e2 in (t8 if t8.__class__ is list else members(t8)):
  t9 = f_group_clusters(context, e2)
  t10 = (len(t9) if t9.__class__ in SIZED else leave())
  if (t10 > (0)):
   q2 = True
   break
 r3 = q2
 if not q2:
  t11 = f_ecs_config(context, None)
  if t11.__class__ not in SCALARS: settled(context, t11)
  r3 = ((t11.get('ECS_CLUSTER') if t11.__class__ is dict else None) is not None)
 return r3
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
   r1 = t4
   if r1 is None:
    t5 = d.get('LaunchTemplateData')
    t6 = (t5.get('UserData') if t5.__class__ is dict else None)
    r1 = t6
   if r1.__class__ is not str and r1 is not None: leave()
   t7 = f_ecs_config(context, r1)
   if t7.__class__ not in SCALARS: settled(context, t7)
   c1 = ((t7.get('ECS_CLUSTER') if t7.__class__ is dict else None) is not None)
  return True if c1 else False
 q2 = False
 t8 = f_launched_groups(context, d)
 for e2 in (t8 if t8.__class__ is list else members(t8)):
  t9 = f_group_clusters(context, e2)
  t10 = (len(t9) if t9.__class__ in SIZED else leave())
  if (t10 > (0)):
   q2 = True
   break
 c2 = q2
 if not c2:
  t11 = f_ecs_config(context, None)
  if t11.__class__ not in SCALARS: settled(context, t11)
  c2 = ((t11.get('ECS_CLUSTER') if t11.__class__ is dict else None) is not None)
 return True if c2 else False
