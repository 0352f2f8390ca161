# Written by `make policies`; not to be edited.
CALLS = ()
def judge(d, context):
 v0 = v1 = 0
 t1 = d.get('Runtime')
 t2 = (t1.get('agentConnected') if t1.__class__ is dict else None)
 v0 = 2
 c1 = (t2 or t2.__class__ in NUMBERS)
 if not c1:
  t3 = (t1.get('runningTasksCount') if t1.__class__ is dict else None)
  t4 = (t3 if t3 is not None else (0))
  c1 = (t4 == (0) and t4 is not False)
 if c1:
  v0 = 1
 t5 = (t1.get('status') if t1.__class__ is dict else None)
 if ((t5 == 'ACTIVE') or (t5 == 'DRAINING')):
  v1 = 2
  if (t2 or t2.__class__ in NUMBERS):
   v1 = 1
 return (v0, v1, )
