# Written by `make policies`; not to be edited.
CALLS = ('group_clusters', 'referrers')
def value_0(d, context):
 q1 = False
 t1 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup')
 for e1 in (t1 if t1.__class__ is list else members(t1)):
  t2 = f_group_clusters(context, e1)
  t3 = (len(t2) if t2.__class__ in SIZED else leave())
  if (t3 > (0)):
   q1 = True
   break
 r1 = q1
 if not q1:
  t4 = f_referrers(context, d, 'AWS::ECS::Service')
  t5 = (len(t4) if t4.__class__ in SIZED else leave())
  r1 = (t5 > (0))
 return r1
def truth_0(d, context):
 q1 = False
 t1 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup')
 for e1 in (t1 if t1.__class__ is list else members(t1)):
  t2 = f_group_clusters(context, e1)
  t3 = (len(t2) if t2.__class__ in SIZED else leave())
  if (t3 > (0)):
   q1 = True
   break
 c1 = q1
 if not c1:
  t4 = f_referrers(context, d, 'AWS::ECS::Service')
  t5 = (len(t4) if t4.__class__ in SIZED else leave())
  c1 = (t5 > (0))
 return True if c1 else False
