# Written by `make policies`; not to be edited.
CALLS = ()
WHEN = None
CLAUSES = ((1, None, None),)
MESSAGE = ('action ', 2, ' takes ', 3, ' without a tag, which means latest')
EXPRESSIONS = (
    ("Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']", (), ('ActionTypeId', 'Actions', 'Category', 'Provider', 'Stages')),
    ('Configuration.ImageTag', (), ('Configuration', 'ImageTag')),
    ('Name', (), ('Name',)),
    ('Configuration.RepositoryName', (), ('Configuration', 'RepositoryName')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Stages')
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
    t8 = i7.get('Actions')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run0_2, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run0_2, context)
 t9 = flatten(t3, context)
 l11 = ()
 if t9.__class__ is list and whole(map(type, t9)):
  t10 = l11 = [*t9]
 elif t9 is None:
  t10 = None
 else:
  t10 = project(t9, None, None, context)
 l13 = ()
 if t10.__class__ is list:
  for i14 in t10:
   if i14.__class__ is not dict:
    t12 = project(t10, run0_3, None, context)
    break
  else:
   l13 = []
   r15 = iter(t10)
   for i16 in r15:
    t17 = i16.get('ActionTypeId')
    if t17.__class__ is dict:
     t17 = t17.get('Category')
     if t17.__class__ is Unknown or t17 is ABSENT:
      t17 = seen(t17, context)
    elif t17 is not None:
     t17 = field((t17 := seen(t17, context)), 'Category', context)
    t18 = t17 == 'Source' if t17.__class__ is str else False if t17 is None else equality(t17, 'Source', context)
    if t18 is False:
     t19 = t18
    elif t18 is True:
     t20 = i16.get('ActionTypeId')
     if t20.__class__ is dict:
      t20 = t20.get('Provider')
      if t20.__class__ is Unknown or t20 is ABSENT:
       t20 = seen(t20, context)
     elif t20 is not None:
      t20 = field((t20 := seen(t20, context)), 'Provider', context)
     t21 = t20 == 'ECR' if t20.__class__ is str else False if t20 is None else equality(t20, 'ECR', context)
     t19 = t21
    else:
     t19 = junction(t18, False, i16, run0_5, run0_k1, context)
    if t19 is not True:
     if t19 is False:
      continue
     t12 = resume(l13, i16, r15, t19, UNSET, run0_3, None, context)
     break
    l13.append(i16)
   else:
    t12 = l13
 elif t10 is None:
  t12 = None
 else:
  t12 = project(t10, run0_3, None, context)
 return t12
def run0_5(value, context):
 t1 = path(value, ('ActionTypeId', 'Provider'), context)
 t2 = t1 == 'ECR' if t1.__class__ is str else False if t1 is None else equality(t1, 'ECR', context)
 return t2
def run0_4(value, context):
 t1 = path(value, ('ActionTypeId', 'Category'), context)
 return t1
def run0_3(value, context):
 t1 = path(value, ('ActionTypeId', 'Category'), context)
 t2 = t1 == 'Source' if t1.__class__ is str else False if t1 is None else equality(t1, 'Source', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run0_5(value, context)
 else:
  t3 = junction(t2, False, value, run0_5, run0_k2, context)
 return t3
def run0_2(value, context):
 t1 = field(value, 'Actions', context)
 return t1
def run0_1(value, context):
 t1 = field(value, 'Stages', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run0_2, context)
 t4 = flatten(t3, context)
 t5 = None if t4 is None else project(t4, None, None, context)
 t6 = None if t5 is None else project(t5, run0_3, None, context)
 return t6
run0_k1 = (Fact(run0_4, 'is', 'Source'),)
run0_k2 = (Fact(run0_4, 'is', 'Source'),)
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('ImageTag')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'ImageTag', context)
 return t1
def run1_1(value, context):
 t1 = path(value, ('Configuration', 'ImageTag'), context)
 return t1
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Name')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run2_1(value, context):
 t1 = field(value, 'Name', context)
 return t1
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('RepositoryName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'RepositoryName', context)
 return t1
def run3_1(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 return t1
