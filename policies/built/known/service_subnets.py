# Written by `make policies`; not to be edited.
CALLS = ('resource',)
def value_0(d, context):
 a1 = None
 t1 = (d.get('NetworkConfiguration') if d.__class__ is dict else None)
 t2 = (t1.get('AwsvpcConfiguration') if t1.__class__ is dict else None)
 t3 = (t2.get('Subnets') if t2.__class__ is dict else None)
 if t3.__class__ is list:
  a1 = []
  for e1 in t3:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t4 = f_resource(context, e2, 'AWS::EC2::Subnet')
    if t4 is not None:
     a1.append(t4)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = (d.get('NetworkConfiguration') if d.__class__ is dict else None)
 t2 = (t1.get('AwsvpcConfiguration') if t1.__class__ is dict else None)
 t3 = (t2.get('Subnets') if t2.__class__ is dict else None)
 if t3.__class__ is list:
  a1 = []
  for e1 in t3:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    t4 = f_resource(context, e2, 'AWS::EC2::Subnet')
    if t4 is not None:
     a1.append(t4)
 return True if a1 else False
