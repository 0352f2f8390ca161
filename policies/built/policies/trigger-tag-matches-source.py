# Written by `make policies`; not to be edited.
CALLS = ('account', 'any', 'called', 'event_matches', 'not_null', 'pipeline_rules', 'pushed', 'region', 'rules', 'tag', 'this')
WHEN = 5
CLAUSES = ((6, None, None),)
MESSAGE = ('the pipeline takes ', 7, ':', 8, ', but no rule that starts it matches that push')
EXPRESSIONS = (
    ("Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']", (), ('ActionTypeId', 'Actions', 'Category', 'Provider', 'Stages')),
    ("not_null(Configuration.ImageTag, 'latest')", (('not_null', (0,)),), ('Configuration', 'ImageTag')),
    ("pipeline_rules(this())[?State != 'DISABLED' && EventPattern]", (('pipeline_rules', (0,)), ('this', (15,))), ('EventPattern', 'State')),
    ('{version: \'0\', source: \'aws.ecr\', "detail-type": \'ECR Image Action\', account: account(this()), region: region(this()), resources: `[]`,\n detail: {"action-type": \'PUSH\', result: \'SUCCESS\', "repository-name": Configuration.RepositoryName, "image-tag": tag()}}', (('account', (78,)), ('region', (103,)), ('tag', (250,)), ('this', (86, 110))), ('Configuration', 'RepositoryName')),
    ('{version: \'0\', source: \'aws.ecr\', "detail-type": \'AWS API Call via CloudTrail\', account: account(this()), region: region(this()), resources: `[]`,\n detail: {eventSource: \'ecr.amazonaws.com\', eventName: \'PutImage\', awsRegion: region(this()),\n          requestParameters: {repositoryName: Configuration.RepositoryName, imageTag: tag()},\n          responseElements: {image: {repositoryName: Configuration.RepositoryName, imageId: {imageTag: tag()}}}}}', (('account', (89,)), ('region', (114, 225)), ('tag', (327, 438)), ('this', (97, 121, 232))), ('Configuration', 'RepositoryName')),
    ('rules()', (('rules', (0,)),), ()),
    ('any(rules(), &event_matches(EventPattern, pushed()) || event_matches(EventPattern, called()))', (('any', (0,)), ('called', (83,)), ('event_matches', (14, 55)), ('pushed', (42,)), ('rules', (4,))), ('EventPattern',)),
    ('Configuration.RepositoryName', (), ('Configuration', 'RepositoryName')),
    ('tag()', (('tag', (0,)),), ()),
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
 t1 = c_this(context)
 t2 = c_pipeline_rules(context, t1) if t1.__class__ is not Unknown else call(f_pipeline_rules, [t1], context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, run2_1, None, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('State')
    t9 = t8 != 'DISABLED' if t8.__class__ is str else True if t8 is None else inequality((t8 := seen(t8, context)), 'DISABLED', context)
    if t9 is False:
     t10 = t9
    elif t9 is True:
     t11 = i7.get('EventPattern')
     if t11.__class__ is Unknown or t11 is ABSENT:
      t11 = seen(t11, context)
     t10 = t11
    else:
     t10 = junction(t9, False, i7, run2_2, (), context)
    t12 = t10 if t10.__class__ is bool else False if t10 is None else t10 != '' if t10.__class__ is str else plain_truth(t10, context)
    if t12 is not True:
     if t12 is False:
      continue
     t3 = resume(l4, i7, r6, t10, UNSET, run2_1, None, context)
     break
    l4.append(i7)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, run2_1, None, context)
 return t3
def run2_2(value, context):
 t1 = field(value, 'EventPattern', context)
 return t1
def run2_1(value, context):
 t1 = field(value, 'State', context)
 t2 = t1 != 'DISABLED' if t1.__class__ is str else True if t1 is None else inequality(t1, 'DISABLED', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run2_2(value, context)
 else:
  t3 = junction(t2, False, value, run2_2, (), context)
 return t3
def run3(value, context):
 if value.__class__ is not dict:
  return run3_1(value, context)
 t1 = c_this(context)
 t2 = c_account(context, t1) if t1.__class__ is not Unknown else call(f_account, [t1], context)
 t3 = c_this(context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = value.get('Configuration')
 if t5.__class__ is dict:
  t5 = t5.get('RepositoryName')
  if t5.__class__ is Unknown or t5 is ABSENT:
   t5 = seen(t5, context)
 elif t5 is not None:
  t5 = field((t5 := seen(t5, context)), 'RepositoryName', context)
 t6 = c_tag(context)
 t7 = {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': t5, 'image-tag': t6}
 t8 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t2, 'region': t4, 'resources': run3_k1, 'detail': t7}
 return t8
def run3_3(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 t2 = c_tag(context)
 t3 = {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': t1, 'image-tag': t2}
 return t3
def run3_2(value, context):
 t1 = c_this(context)
 t2 = c_account(context, t1) if t1.__class__ is not Unknown else call(f_account, [t1], context)
 t3 = c_this(context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = None if value is None else select(value, run3_3, context)
 t6 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t2, 'region': t4, 'resources': run3_k1, 'detail': t5}
 return t6
def run3_1(value, context):
 t1 = None if value is None else select(value, run3_2, context)
 return t1
run3_k1 = []
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = c_this(context)
 t2 = c_account(context, t1) if t1.__class__ is not Unknown else call(f_account, [t1], context)
 t3 = c_this(context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = c_this(context)
 t6 = c_region(context, t5) if t5.__class__ is not Unknown else call(f_region, [t5], context)
 t7 = value.get('Configuration')
 if t7.__class__ is dict:
  t7 = t7.get('RepositoryName')
  if t7.__class__ is Unknown or t7 is ABSENT:
   t7 = seen(t7, context)
 elif t7 is not None:
  t7 = field((t7 := seen(t7, context)), 'RepositoryName', context)
 t8 = c_tag(context)
 t9 = {'repositoryName': t7, 'imageTag': t8}
 t10 = value.get('Configuration')
 if t10.__class__ is dict:
  t10 = t10.get('RepositoryName')
  if t10.__class__ is Unknown or t10 is ABSENT:
   t10 = seen(t10, context)
 elif t10 is not None:
  t10 = field((t10 := seen(t10, context)), 'RepositoryName', context)
 t11 = c_tag(context)
 t12 = {'imageTag': t11}
 t13 = {'repositoryName': t10, 'imageId': t12}
 t14 = {'image': t13}
 t15 = {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t6, 'requestParameters': t9, 'responseElements': t14}
 t16 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t2, 'region': t4, 'resources': run4_k1, 'detail': t15}
 return t16
def run4_7(value, context):
 t1 = c_tag(context)
 t2 = {'imageTag': t1}
 return t2
def run4_6(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 t2 = None if value is None else select(value, run4_7, context)
 t3 = {'repositoryName': t1, 'imageId': t2}
 return t3
def run4_5(value, context):
 t1 = None if value is None else select(value, run4_6, context)
 t2 = {'image': t1}
 return t2
def run4_4(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 t2 = c_tag(context)
 t3 = {'repositoryName': t1, 'imageTag': t2}
 return t3
def run4_3(value, context):
 t1 = c_this(context)
 t2 = c_region(context, t1) if t1.__class__ is not Unknown else call(f_region, [t1], context)
 t3 = None if value is None else select(value, run4_4, context)
 t4 = None if value is None else select(value, run4_5, context)
 t5 = {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t2, 'requestParameters': t3, 'responseElements': t4}
 return t5
def run4_2(value, context):
 t1 = c_this(context)
 t2 = c_account(context, t1) if t1.__class__ is not Unknown else call(f_account, [t1], context)
 t3 = c_this(context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = None if value is None else select(value, run4_3, context)
 t6 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t2, 'region': t4, 'resources': run4_k1, 'detail': t5}
 return t6
def run4_1(value, context):
 t1 = None if value is None else select(value, run4_2, context)
 return t1
run4_k1 = []
def run5(value, context):
 t1 = c_rules(context)
 return t1
def run6(value, context):
 t1 = c_rules(context)
 t2 = c_any(context, t1, bound(run6_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run6_1, context)], context)
 return t2
def run6_1(value, context):
 if value.__class__ is not dict:
  return run6_2(value, context)
 t1 = value.get('EventPattern')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_pushed(context)
 t3 = c_event_matches(context, t1, t2) if (t1 is None or t1.__class__ is str or t1.__class__ is dict) and (t2 is None or t2.__class__ is dict) else call(f_event_matches, [t1, t2], context)
 if t3 is True:
  t4 = t3
 elif t3 is False:
  t5 = value.get('EventPattern')
  if t5.__class__ is Unknown or t5 is ABSENT:
   t5 = seen(t5, context)
  t6 = c_called(context)
  t7 = c_event_matches(context, t5, t6) if (t5 is None or t5.__class__ is str or t5.__class__ is dict) and (t6 is None or t6.__class__ is dict) else call(f_event_matches, [t5, t6], context)
  t4 = t7
 else:
  t4 = junction(t3, True, value, run6_3, (), context)
 return t4
def run6_3(value, context):
 t1 = field(value, 'EventPattern', context)
 t2 = c_called(context)
 t3 = c_event_matches(context, t1, t2) if (t1 is None or t1.__class__ is str or t1.__class__ is dict) and (t2 is None or t2.__class__ is dict) else call(f_event_matches, [t1, t2], context)
 return t3
def run6_2(value, context):
 t1 = field(value, 'EventPattern', context)
 t2 = c_pushed(context)
 t3 = c_event_matches(context, t1, t2) if (t1 is None or t1.__class__ is str or t1.__class__ is dict) and (t2 is None or t2.__class__ is dict) else call(f_event_matches, [t1, t2], context)
 if t3 is True:
  t4 = t3
 elif t3 is False:
  t4 = run6_3(value, context)
 else:
  t4 = junction(t3, True, value, run6_3, (), context)
 return t4
def run7(value, context):
 if value.__class__ is not dict:
  return run7_1(value, context)
 t1 = value.get('Configuration')
 if t1.__class__ is dict:
  t1 = t1.get('RepositoryName')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'RepositoryName', context)
 return t1
def run7_1(value, context):
 t1 = path(value, ('Configuration', 'RepositoryName'), context)
 return t1
def run8(value, context):
 t1 = c_tag(context)
 return t1
