# Written by `make policies`; not to be edited.
CALLS = ()
K0_judge = []
def judge(d, context):
 v0 = v1 = 0
 try:
  v0 = 2
  t1 = d.get('ContainerDefinitions')
  t2 = (t1 if (t1 or t1.__class__ in NUMBERS) else K0_judge)
  t3 = (len(t2) if t2.__class__ in SIZED else leave())
  if (t3 <= (10)):
   t4 = (len(t2) if t2.__class__ in SIZED else leave())
   if (t4 > (0)):
    v0 = 1
 except LEAVING:
  v0 = 3
 t5 = d.get('ContainerDefinitions')
 for i1 in t5 if t5.__class__ is list else () if t5 is None else (t5,):
  if i1.__class__ is dict:
   if v1 < 2:
    v1 = 2
    t6 = i1.get('Image')
    if (t6 or t6.__class__ in NUMBERS):
     if (((i1.get('Memory') is not None) or (i1.get('MemoryReservation') is not None)) or (d.get('Memory') is not None)):
      v1 = 1
  else:
   if v1 < 2:
    v1 = 2
 return (v0, v1, )
