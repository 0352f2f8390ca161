# Written by `make policies`; not to be edited.
CALLS = ('runs_on_fargate',)
def value_0(d, context):
 if d.__class__ is dict:
  t1 = f_runs_on_fargate(context, d)
  t2 = (not (t1 or t1.__class__ in NUMBERS))
  r1 = t2
  if t2:
   t3 = d.get('LaunchType')
   r1 = (t3 != 'EXTERNAL')
  r2 = r1
  if r1:
   t4 = d.get('LaunchType')
   r2 = (t4 != 'MANAGED_INSTANCES')
  return r2
 t5 = f_runs_on_fargate(context, d)
 t6 = (not (t5 or t5.__class__ in NUMBERS))
 t7 = (True if t6 else t6)
 return (True if t7 else t7)
def truth_0(d, context):
 if d.__class__ is dict:
  t1 = f_runs_on_fargate(context, d)
  c1 = (not (t1 or t1.__class__ in NUMBERS))
  if c1:
   t2 = d.get('LaunchType')
   c1 = (t2 != 'EXTERNAL')
  c2 = c1
  if c2:
   t3 = d.get('LaunchType')
   c2 = (t3 != 'MANAGED_INSTANCES')
  return True if c2 else False
 t4 = f_runs_on_fargate(context, d)
 return True if (not (t4 or t4.__class__ in NUMBERS)) else False
