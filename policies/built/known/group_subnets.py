# Written by `make policies`; not to be edited.
CALLS = ('resource',)
def value_0(d, context):
 a1 = None
 t1 = (d.get('VPCZoneIdentifier') if d.__class__ is dict else None)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_resource(context, e2, 'AWS::EC2::Subnet')
    if t2 is not None:
     a1.append(t2)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = (d.get('VPCZoneIdentifier') if d.__class__ is dict else None)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t2 = f_resource(context, e2, 'AWS::EC2::Subnet')
    if t2 is not None:
     a1.append(t2)
 return True if a1 else False
