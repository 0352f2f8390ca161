# Written by `make policies`; not to be edited.
CALLS = ('resource',)
INVERSE = None
EXPRESSIONS = (
    ("ECSServices[].resource(ServiceName, 'AWS::ECS::Service')", (('resource', (14,)),), ('ECSServices', 'ServiceName')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('ECSServices')
 t2 = flatten((t1 := seen(t1, context)), context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run0_2, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('ServiceName')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_resource(context, t8, 'AWS::ECS::Service') if t8.__class__ is not Unknown else call(f_resource, [t8, 'AWS::ECS::Service'], context)
    if t9.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t9, None, run0_2, context)
     break
    if t9 is not None:
     l4.append(t9)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_2, context)
 return t3
def run0_2(value, context):
 t1 = field(value, 'ServiceName', context)
 t2 = c_resource(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::Service'], context)
 return t2
def run0_1(value, context):
 t1 = field(value, 'ECSServices', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_2, context)
 return t3
