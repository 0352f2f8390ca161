# Written by `make policies`; not to be edited.
CALLS = ('resource',)
def value_0(d, context):
 a1 = None
 t1 = (d.get('ECSServices') if d.__class__ is dict else None)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    t2 = e1.get('ServiceName')
    t3 = f_resource(context, t2, 'AWS::ECS::Service')
    if t3 is not None:
     a1.append(t3)
   elif e1.__class__ is list:
    for e2 in e1:
     if e2.__class__ is dict:
      t4 = e2.get('ServiceName')
      t5 = f_resource(context, t4, 'AWS::ECS::Service')
      if t5 is not None:
       a1.append(t5)
     else:
      t6 = f_resource(context, None, 'AWS::ECS::Service')
      if t6 is not None:
       a1.append(t6)
   else:
    t7 = f_resource(context, None, 'AWS::ECS::Service')
    if t7 is not None:
     a1.append(t7)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = (d.get('ECSServices') if d.__class__ is dict else None)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    t2 = e1.get('ServiceName')
    t3 = f_resource(context, t2, 'AWS::ECS::Service')
    if t3 is not None:
     a1.append(t3)
   elif e1.__class__ is list:
    for e2 in e1:
     if e2.__class__ is dict:
      t4 = e2.get('ServiceName')
      t5 = f_resource(context, t4, 'AWS::ECS::Service')
      if t5 is not None:
       a1.append(t5)
     else:
      t6 = f_resource(context, None, 'AWS::ECS::Service')
      if t6 is not None:
       a1.append(t6)
   else:
    t7 = f_resource(context, None, 'AWS::ECS::Service')
    if t7 is not None:
     a1.append(t7)
 return True if a1 else False
