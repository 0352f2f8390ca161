# Written by `make policies`; not to be edited.
CALLS = ()
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 for resource in resources:
  try:
   d = resource.properties
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
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
