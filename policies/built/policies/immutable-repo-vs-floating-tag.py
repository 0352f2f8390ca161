# Written by `make policies`; not to be edited.
CALLS = ('any', 'exists', 'glob', 'listed', 'mutability', 'not_null', 'repository', 'resource', 'tag', 'type')
WHEN = 5
CLAUSES = ((6, None, None),)
MESSAGE = ('tag ', 7, ' of ', 8, ' is immutable: its second push is refused, and the pipeline never starts again')
EXPRESSIONS = (
    ("Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']", (), ('ActionTypeId', 'Actions', 'Category', 'Provider', 'Stages')),
    ("not_null(Configuration.ImageTag, 'latest')", (('not_null', (0,)),), ('Configuration', 'ImageTag')),
    ("resource(Configuration.RepositoryName, 'AWS::ECR::Repository')", (('resource', (0,)),), ('Configuration', 'RepositoryName')),
    ("not_null(repository().ImageTagMutability, 'MUTABLE')", (('not_null', (0,)), ('repository', (9,))), ('ImageTagMutability',)),
    ("type(tag()) == 'string' && any(repository().ImageTagMutabilityExclusionFilters, &glob(tag(), ImageTagMutabilityExclusionFilterValue))", (('any', (27,)), ('glob', (81,)), ('repository', (31,)), ('tag', (5, 86)), ('type', (0,))), ('ImageTagMutabilityExclusionFilterValue', 'ImageTagMutabilityExclusionFilters')),
    ('exists(repository())', (('exists', (0,)), ('repository', (7,))), ()),
    ("mutability() == 'MUTABLE' || (mutability() == 'IMMUTABLE_WITH_EXCLUSION' && listed()) || (mutability() == 'MUTABLE_WITH_EXCLUSION' && !listed())", (('listed', (76, 135)), ('mutability', (0, 30, 90))), ()),
    ('tag()', (('tag', (0,)),), ()),
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
 t2 = (t1 if t1 is not None else 'latest') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'latest'], context)
 return t2
def run1_1(value, context):
 t1 = path(value, ('Configuration', 'ImageTag'), context)
 t2 = (t1 if t1 is not None else 'latest') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'latest'], context)
 return t2
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('RepositoryName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'RepositoryName', context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 return t2
def run2_1(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 t2 = c_resource(context, t1, 'AWS::ECR::Repository') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECR::Repository'], context)
 return t2
def run3(value, context):
 t1 = c_repository(context)
 if t1.__class__ is dict:
  t2 = t1.get('ImageTagMutability')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 else:
  t2 = None if t1 is None else field(t1, 'ImageTagMutability', context)
 t3 = (t2 if t2 is not None else 'MUTABLE') if t2.__class__ is not Unknown else call(f_not_null, [t2, 'MUTABLE'], context)
 return t3
def run4(value, context):
 t1 = c_tag(context)
 t2 = q_type(context, t1) if t1.__class__ is not Unknown else call(f_type, [t1], context)
 t3 = t2 == 'string' if t2.__class__ is str else False if t2 is None else equality(t2, 'string', context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t5 = c_repository(context)
  if t5.__class__ is dict:
   t6 = t5.get('ImageTagMutabilityExclusionFilters')
   if t6.__class__ is Unknown or t6 is ABSENT:
    t6 = seen(t6, context)
  else:
   t6 = None if t5 is None else field(t5, 'ImageTagMutabilityExclusionFilters', context)
  t7 = c_any(context, t6, bound(run4_1, context)) if (t6 is None or t6.__class__ is list) else call(f_any, [t6, bound(run4_1, context)], context)
  t4 = t7
 else:
  t4 = junction(t3, False, value, run4_2, (), context)
 return t4
def run4_2(value, context):
 t1 = c_repository(context)
 t2 = field(t1, 'ImageTagMutabilityExclusionFilters', context)
 t3 = c_any(context, t2, bound(run4_3, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run4_3, context)], context)
 return t3
def run4_3(value, context):
 t1 = c_tag(context)
 t2 = field(value, 'ImageTagMutabilityExclusionFilterValue', context)
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, t2], context)
 return t3
def run4_1(value, context):
 if value.__class__ is not dict:
  return run4_3(value, context)
 t1 = c_tag(context)
 t2 = value.get('ImageTagMutabilityExclusionFilterValue')
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, (t2 := seen(t2, context))], context)
 return t3
def run5(value, context):
 t1 = c_repository(context)
 t2 = c_exists(context, t1) if t1.__class__ is not Unknown else call(f_exists, [t1], context)
 return t2
def run6(value, context):
 t1 = c_mutability(context)
 t2 = t1 == 'MUTABLE' if t1.__class__ is str else False if t1 is None else equality(t1, 'MUTABLE', context)
 if t2 is True:
  t3 = t2
 elif t2 is False:
  t4 = c_mutability(context)
  t5 = t4 == 'IMMUTABLE_WITH_EXCLUSION' if t4.__class__ is str else False if t4 is None else equality(t4, 'IMMUTABLE_WITH_EXCLUSION', context)
  if t5 is False:
   t6 = t5
  elif t5 is True:
   t7 = c_listed(context)
   t6 = t7
  else:
   t6 = junction(t5, False, value, run6_1, (), context)
  t3 = t6
 else:
  t3 = junction(t2, True, value, run6_2, (), context)
 t8 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t8 is True:
  t9 = t3
 elif t8 is False:
  t10 = c_mutability(context)
  t11 = t10 == 'MUTABLE_WITH_EXCLUSION' if t10.__class__ is str else False if t10 is None else equality(t10, 'MUTABLE_WITH_EXCLUSION', context)
  if t11 is False:
   t12 = t11
  elif t11 is True:
   t13 = c_listed(context)
   t14 = not t13 if t13.__class__ is bool or t13 is None or t13.__class__ is str else negate(t13, context)
   t12 = t14
  else:
   t12 = junction(t11, False, value, run6_3, (), context)
  t9 = t12
 else:
  t9 = undecided(t3, True, value, run6_4, (), context)
 return t9
def run6_4(value, context):
 t1 = c_mutability(context)
 t2 = t1 == 'MUTABLE_WITH_EXCLUSION' if t1.__class__ is str else False if t1 is None else equality(t1, 'MUTABLE_WITH_EXCLUSION', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run6_3(value, context)
 else:
  t3 = junction(t2, False, value, run6_3, (), context)
 return t3
def run6_3(value, context):
 t1 = c_listed(context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 return t2
def run6_2(value, context):
 t1 = c_mutability(context)
 t2 = t1 == 'IMMUTABLE_WITH_EXCLUSION' if t1.__class__ is str else False if t1 is None else equality(t1, 'IMMUTABLE_WITH_EXCLUSION', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run6_1(value, context)
 else:
  t3 = junction(t2, False, value, run6_1, (), context)
 return t3
def run6_1(value, context):
 t1 = c_listed(context)
 return t1
def run7(value, context):
 t1 = c_tag(context)
 return t1
def run8(value, context):
 if value.__class__ is not dict:
  return run8_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('RepositoryName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'RepositoryName', context)
 return t1
def run8_1(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 return t1
