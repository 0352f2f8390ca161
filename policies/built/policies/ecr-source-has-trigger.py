# Written by `make policies`; not to be edited.
CALLS = ('enabled', 'id', 'not_null', 'pipeline_rules', 'rules', 'this')
WHEN = None
CLAUSES = ((3, None, None),)
MESSAGE = ('no enabled rule on the default event bus starts the pipeline when ', 4, ' is pushed (rules with it as target: ', 5, ')')
EXPRESSIONS = (
    ("Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']", (), ('ActionTypeId', 'Actions', 'Category', 'Provider', 'Stages')),
    ('pipeline_rules(this())', (('pipeline_rules', (0,)), ('this', (15,))), ()),
    ("rules()[?State != 'DISABLED' && not_null(EventBusName, 'default') == 'default' && EventPattern]", (('not_null', (32,)), ('rules', (0,))), ('EventBusName', 'EventPattern', 'State')),
    ('enabled()', (('enabled', (0,)),), ()),
    ('Configuration.RepositoryName', (), ('Configuration', 'RepositoryName')),
    ('rules()[].not_null(Name, id(@))', (('id', (25,)), ('not_null', (10,)), ('rules', (0,))), ('Name',)),
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
 t1 = c_this(context)
 t2 = c_pipeline_rules(context, t1) if t1.__class__ is not Unknown else call(f_pipeline_rules, [t1], context)
 return t2
def run2(value, context):
 t1 = c_rules(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run2_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('State')
    t8 = t7 != 'DISABLED' if t7.__class__ is str else True if t7 is None else inequality((t7 := seen(t7, context)), 'DISABLED', context)
    if t8 is False:
     t9 = t8
    elif t8 is True:
     t10 = i6.get('EventBusName')
     if t10.__class__ is Unknown or t10 is ABSENT:
      t10 = seen(t10, context)
     t11 = (t10 if t10 is not None else 'default') if t10.__class__ is not Unknown else call(f_not_null, [t10, 'default'], context)
     t12 = t11 == 'default' if t11.__class__ is str else False if t11 is None else equality(t11, 'default', context)
     t9 = t12
    else:
     t9 = junction(t8, False, i6, run2_2, (), context)
    if t9 is False:
     t13 = t9
    elif t9 is True:
     t14 = i6.get('EventPattern')
     if t14.__class__ is Unknown or t14 is ABSENT:
      t14 = seen(t14, context)
     t13 = t14
    else:
     t13 = junction(t9, False, i6, run2_3, (), context)
    t15 = t13 if t13.__class__ is bool else False if t13 is None else t13 != '' if t13.__class__ is str else plain_truth(t13, context)
    if t15 is not True:
     if t15 is False:
      continue
     t2 = resume(l3, i6, r5, t13, UNSET, run2_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run2_1, None, context)
 return t2
def run2_3(value, context):
 t1 = field(value, 'EventPattern', context)
 return t1
def run2_2(value, context):
 t1 = field(value, 'EventBusName', context)
 t2 = (t1 if t1 is not None else 'default') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'default'], context)
 t3 = t2 == 'default' if t2.__class__ is str else False if t2 is None else equality(t2, 'default', context)
 return t3
def run2_1(value, context):
 t1 = field(value, 'State', context)
 t2 = t1 != 'DISABLED' if t1.__class__ is str else True if t1 is None else inequality(t1, 'DISABLED', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run2_2(value, context)
 else:
  t3 = junction(t2, False, value, run2_2, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is False:
  t5 = t3
 elif t4 is True:
  t5 = run2_3(value, context)
 else:
  t5 = undecided(t3, False, value, run2_3, (), context)
 return t5
def run3(value, context):
 t1 = c_enabled(context)
 return t1
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('RepositoryName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'RepositoryName', context)
 return t1
def run4_1(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 return t1
def run5(value, context):
 t1 = c_rules(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run5_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('Name')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_id(context, i7)
    t10 = (t8 if t8 is not None else t9) if t8.__class__ is not Unknown and t9.__class__ is not Unknown else call(f_not_null, [t8, t9], context)
    if t10.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t10, None, run5_1, context)
     break
    if t10 is not None:
     l4.append(t10)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run5_1, context)
 return t3
def run5_1(value, context):
 t1 = field(value, 'Name', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
