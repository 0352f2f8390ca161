# Written by `make policies`; not to be edited.
CALLS = ('resource',)
INVERSE = None
EXPRESSIONS = (
    ("NetworkConfiguration.AwsvpcConfiguration.Subnets[].resource(@, 'AWS::EC2::Subnet')", (('resource', (51,)),), ('AwsvpcConfiguration', 'NetworkConfiguration', 'Subnets')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('NetworkConfiguration')
 if t1.__class__ is dict:
  t1 = t1.get('AwsvpcConfiguration')
  if t1.__class__ is dict:
   t1 = t1.get('Subnets')
   if t1.__class__ is Unknown or t1 is ABSENT:
    t1 = seen(t1, context)
  elif t1 is not None:
   t1 = field((t1 := seen(t1, context)), 'Subnets', context)
 elif t1 is not None:
  t1 = path((t1 := seen(t1, context)), ('AwsvpcConfiguration', 'Subnets'), context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list and no_hole(map(type, t2)):
  l4 = []
  r5 = iter(t2)
  for i6 in r5:
   t7 = c_resource(context, i6, 'AWS::EC2::Subnet')
   if t7.__class__ is Unknown:
    t3 = resume(l4, i6, r5, True, t7, None, run0_2, context)
    break
   if t7 is not None:
    l4.append(t7)
  else:
   t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_2, context)
 return t3
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_resource(context, t1, 'AWS::EC2::Subnet') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::EC2::Subnet'], context)
 return t2
def run0_1(value, context):
 t1 = path(value, ('NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'), context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_2, context)
 return t3
