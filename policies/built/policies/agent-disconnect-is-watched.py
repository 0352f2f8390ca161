# Written by `make policies`; not to be edited.
CALLS = ('account', 'any', 'arn', 'cluster_groups', 'event', 'event_matches', 'id', 'not_null', 'region', 'resources', 'rules')
WHEN = 2
CLAUSES = ((3, None, None),)
MESSAGE = ('no enabled rule with a target matches an agent of cluster ', 4, ' that disconnects')
EXPRESSIONS = (
    ('{version: \'0\', source: \'aws.ecs\', "detail-type": \'ECS Container Instance State Change\', account: account(@), region: region(@),\n detail: {agentConnected: `false`, status: \'ACTIVE\', clusterArn: arn(@)}}', (('account', (97,)), ('arn', (193,)), ('region', (117,))), ()),
    ("resources('AWS::Events::Rule')[?not_null(EventBusName, 'default') == 'default' && State != 'DISABLED' && Targets]", (('not_null', (32,)), ('resources', (0,))), ('EventBusName', 'State', 'Targets')),
    ('cluster_groups(@)', (('cluster_groups', (0,)),), ()),
    ('any(rules(), &event_matches(EventPattern, event()))', (('any', (0,)), ('event', (42,)), ('event_matches', (14,)), ('rules', (4,))), ('EventPattern',)),
    ('not_null(ClusterName, id(@))', (('id', (22,)), ('not_null', (0,))), ('ClusterName',)),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_account(context, t2) if t2.__class__ is not Unknown else call(f_account, [t2], context)
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = c_region(context, t4) if t4.__class__ is not Unknown else call(f_region, [t4], context)
  if value.__class__ is not Unknown and value is not None:
   t7 = value if value.__class__ is not Unknown else current(value, context)
   t8 = c_arn(context, t7) if t7.__class__ is not Unknown else call(f_arn, [t7], context)
   t9 = {'agentConnected': False, 'status': 'ACTIVE', 'clusterArn': t8}
   t6 = t9
  else:
   t6 = None if value is None else select(value, run0_2, context)
  t10 = {'version': '0', 'source': 'aws.ecs', 'detail-type': 'ECS Container Instance State Change', 'account': t3, 'region': t5, 'detail': t6}
  t1 = t10
 else:
  t1 = None if value is None else select(value, run0_1, context)
 return t1
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_arn(context, t1) if t1.__class__ is not Unknown else call(f_arn, [t1], context)
 t3 = {'agentConnected': False, 'status': 'ACTIVE', 'clusterArn': t2}
 return t3
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_account(context, t1) if t1.__class__ is not Unknown else call(f_account, [t1], context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = None if value is None else select(value, run0_2, context)
 t6 = {'version': '0', 'source': 'aws.ecs', 'detail-type': 'ECS Container Instance State Change', 'account': t2, 'region': t4, 'detail': t5}
 return t6
def run1(value, context):
 t1 = c_resources(context, 'AWS::Events::Rule')
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run1_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('EventBusName')
    if t7.__class__ is Unknown or t7 is ABSENT:
     t7 = seen(t7, context)
    t8 = (t7 if t7 is not None else 'default') if t7.__class__ is not Unknown else call(f_not_null, [t7, 'default'], context)
    t9 = t8 == 'default' if t8.__class__ is str else False if t8 is None else equality(t8, 'default', context)
    if t9 is False:
     t10 = t9
    elif t9 is True:
     t11 = i6.get('State')
     t12 = t11 != 'DISABLED' if t11.__class__ is str else True if t11 is None else inequality((t11 := seen(t11, context)), 'DISABLED', context)
     t10 = t12
    else:
     t10 = junction(t9, False, i6, run1_2, (), context)
    if t10 is False:
     t13 = t10
    elif t10 is True:
     t14 = i6.get('Targets')
     if t14.__class__ is Unknown or t14 is ABSENT:
      t14 = seen(t14, context)
     t13 = t14
    else:
     t13 = junction(t10, False, i6, run1_3, (), context)
    t15 = t13 if t13.__class__ is bool else False if t13 is None else t13 != '' if t13.__class__ is str else plain_truth(t13, context)
    if t15 is not True:
     if t15 is False:
      continue
     t2 = resume(l3, i6, r5, t13, UNSET, run1_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run1_1, None, context)
 return t2
def run1_3(value, context):
 t1 = field(value, 'Targets', context)
 return t1
def run1_2(value, context):
 t1 = field(value, 'State', context)
 t2 = t1 != 'DISABLED' if t1.__class__ is str else True if t1 is None else inequality(t1, 'DISABLED', context)
 return t2
def run1_1(value, context):
 t1 = field(value, 'EventBusName', context)
 t2 = (t1 if t1 is not None else 'default') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'default'], context)
 t3 = t2 == 'default' if t2.__class__ is str else False if t2 is None else equality(t2, 'default', context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run1_2(value, context)
 else:
  t4 = junction(t3, False, value, run1_2, (), context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is False:
  t6 = t4
 elif t5 is True:
  t6 = run1_3(value, context)
 else:
  t6 = undecided(t4, False, value, run1_3, (), context)
 return t6
def run2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_cluster_groups(context, t1) if t1.__class__ is not Unknown else call(f_cluster_groups, [t1], context)
 return t2
def run3(value, context):
 t1 = c_rules(context)
 t2 = c_any(context, t1, bound(run3_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run3_1, context)], context)
 return t2
def run3_1(value, context):
 if value.__class__ is not dict:
  return run3_2(value, context)
 t1 = value.get('EventPattern')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_event(context)
 t3 = c_event_matches(context, t1, t2) if (t1 is None or t1.__class__ is str or t1.__class__ is dict) and (t2 is None or t2.__class__ is dict) else call(f_event_matches, [t1, t2], context)
 return t3
def run3_2(value, context):
 t1 = field(value, 'EventPattern', context)
 t2 = c_event(context)
 t3 = c_event_matches(context, t1, t2) if (t1 is None or t1.__class__ is str or t1.__class__ is dict) and (t2 is None or t2.__class__ is dict) else call(f_event_matches, [t1, t2], context)
 return t3
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('ClusterName')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_id(context, value)
 t3 = (t1 if t1 is not None else t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_not_null, [t1, t2], context)
 return t3
def run4_1(value, context):
 t1 = field(value, 'ClusterName', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
