# Written by `make policies`; not to be edited.
CALLS = ()
K0_judge = []
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = 0
   try:
    v0 = 2
    t1 = d.get('ContainerDefinitions')
    t2 = (t1 if (t1 or t1.__class__ in NUMBERS) else K0_judge)
    t3 = (len(t2) if t2.__class__ in SIZED else leave())
    if (t3 <= (10)):
     if (t3 > (0)):
      v0 = 1
   except LEAVING:
    v0 = 3
   t4 = d.get('ContainerDefinitions')
   for i1 in t4 if t4.__class__ is list else () if t4 is None else (t4,):
    if i1.__class__ is dict:
     if v1 < 2:
      v1 = 2
      t5 = i1.get('Image')
      if (t5 or t5.__class__ in NUMBERS):
       if (((i1.get('Memory') is not None) or (i1.get('MemoryReservation') is not None)) or (d.get('Memory') is not None)):
        v1 = 1
    else:
     if v1 < 2:
      v1 = 2
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
