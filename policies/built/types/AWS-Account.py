# Written by `make policies`; not to be edited.
CALLS = ('resources',)
ROWS = ((0,), (1,), (2,), (3,))
def judge(resources, context):
 rows = []
 frame = context.data
 for resource in resources:
  try:
   d = resource.properties
   frame.resource = resource
   v0 = 0
   try:
    v0 = 2
    q1 = False
    t1 = f_resources(context, 'AWS::CloudTrail::Trail', 'account')
    if t1.__class__ not in SCALARS: settled(context, t1)
    for e1 in (t1 if t1.__class__ is list else members(t1)):
     if e1.__class__ is dict:
      t2 = e1.get('IsLogging')
      if (t2 or t2.__class__ in NUMBERS):
       q1 = True
       break
    if q1:
     v0 = 1
   except LEAVING:
    v0 = 3
   rows.append(ROWS[v0])
  except LEAVING:
   rows.append((3, ))
 return rows
