# Written by `make policies`; not to be edited.
CALLS = ()
INVERSE = None
EXPRESSIONS = (
    ('[LaunchTemplate,\n MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification,\n MixedInstancesPolicy.LaunchTemplate.Overrides[].LaunchTemplateSpecification][]', (), ('LaunchTemplate', 'LaunchTemplateSpecification', 'MixedInstancesPolicy', 'Overrides')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('LaunchTemplate')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = value.get('MixedInstancesPolicy')
 if t2.__class__ is dict:
  t2 = t2.get('LaunchTemplate')
  if t2.__class__ is dict:
   t2 = t2.get('LaunchTemplateSpecification')
   if t2.__class__ is Unknown or t2 is ABSENT:
    t2 = seen(t2, context)
  elif t2 is not None:
   t2 = field((t2 := seen(t2, context)), 'LaunchTemplateSpecification', context)
 elif t2 is not None:
  t2 = path((t2 := seen(t2, context)), ('LaunchTemplate', 'LaunchTemplateSpecification'), context)
 t3 = value.get('MixedInstancesPolicy')
 if t3.__class__ is dict:
  t3 = t3.get('LaunchTemplate')
  if t3.__class__ is dict:
   t3 = t3.get('Overrides')
   if t3.__class__ is Unknown or t3 is ABSENT:
    t3 = seen(t3, context)
  elif t3 is not None:
   t3 = field((t3 := seen(t3, context)), 'Overrides', context)
 elif t3 is not None:
  t3 = path((t3 := seen(t3, context)), ('LaunchTemplate', 'Overrides'), context)
 t4 = flatten(t3, context)
 l6 = ()
 if t4.__class__ is list:
  for i7 in t4:
   if i7.__class__ is not dict:
    t5 = project(t4, None, run0_3, context)
    break
  else:
   l6 = []
   r8 = iter(t4)
   for i9 in r8:
    t10 = i9.get('LaunchTemplateSpecification')
    if t10.__class__ is Unknown or t10 is ABSENT:
     t10 = seen(t10, context)
    if t10.__class__ is Unknown:
     t5 = resume(l6, i9, r8, True, t10, None, run0_3, context)
     break
    if t10 is not None:
     l6.append(t10)
   else:
    t5 = l6
 elif t4 is None:
  t5 = None
 else:
  t5 = project(t4, None, run0_3, context)
 t11 = [t1, t2, t5]
 t12 = flatten(t11, context)
 l14 = ()
 if t12.__class__ is list and whole(map(type, t12)):
  t13 = l14 = [*t12]
 elif t12 is None:
  t13 = None
 else:
  t13 = project(t12, None, None, context)
 return t13
def run0_3(value, context):
 t1 = field(value, 'LaunchTemplateSpecification', context)
 return t1
def run0_2(value, context):
 t1 = field(value, 'LaunchTemplate', context)
 t2 = path(value, ('MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification'), context)
 t3 = path(value, ('MixedInstancesPolicy', 'LaunchTemplate', 'Overrides'), context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, run0_3, context)
 t6 = [t1, t2, t5]
 return t6
def run0_1(value, context):
 t1 = None if value is None else select(value, run0_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 return t3
