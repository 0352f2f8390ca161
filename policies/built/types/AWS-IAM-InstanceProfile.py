# Written by `make policies`; not to be edited.
CALLS = ()
K0_judge = []
ROWS = ((0,), (1,), (2,), (3,))
def judge(resources, context):
 rows = []
 for resource in resources:
  try:
   d = resource.properties
   v0 = 0
   try:
    v0 = 2
    t1 = d.get('Roles')
    t2 = (t1 if (t1 or t1.__class__ in NUMBERS) else K0_judge)
    t3 = (len(t2) if t2.__class__ in SIZED else leave())
    if (t3 == (1)):
     v0 = 1
   except LEAVING:
    v0 = 3
   rows.append(ROWS[v0])
  except LEAVING:
   rows.append((3, ))
 return rows
