# Written by `make policies`; not to be edited.
CALLS = ('assigned', 'data', 'endpoints', 'id', 'lacking', 'leads_to_internet', 'length', 'missing', 'needed', 'runs_on_fargate', 'service_subnets', 'subnet_endpoints', 'this')
WHEN = 4
CLAUSES = ((5, None, None),)
MESSAGE = ('tasks in public subnet ', 6, ' get no public address, so they reach neither ECR nor CloudWatch Logs (no endpoints for ', 7, ')')
EXPRESSIONS = (
    ('service_subnets(@)[?runs_on_fargate(this())]', (('runs_on_fargate', (20,)), ('service_subnets', (0,)), ('this', (36,))), ()),
    ("endpoints() || data('ecs-endpoints').fargate", (('data', (15,)), ('endpoints', (0,))), ('fargate',)),
    ("this().NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp == 'ENABLED'", (('this', (0,)),), ('AssignPublicIp', 'AwsvpcConfiguration', 'NetworkConfiguration')),
    ('missing(needed(), subnet_endpoints(@))', (('missing', (0,)), ('needed', (8,)), ('subnet_endpoints', (18,))), ()),
    ('leads_to_internet(@)', (('leads_to_internet', (0,)),), ()),
    ('assigned() || length(lacking()) == `0`', (('assigned', (0,)), ('lacking', (21,)), ('length', (14,))), ()),
    ('id(@)', (('id', (0,)),), ()),
    ('lacking()', (('lacking', (0,)),), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_service_subnets(context, t1) if t1.__class__ is not Unknown else call(f_service_subnets, [t1], context)
 l4 = ()
 if t2.__class__ is list and no_hole(map(type, t2)):
  l4 = []
  r5 = iter(t2)
  for i6 in r5:
   t7 = c_this(context)
   t8 = c_runs_on_fargate(context, t7) if t7.__class__ is not Unknown else call(f_runs_on_fargate, [t7], context)
   t9 = t8 if t8.__class__ is bool else False if t8 is None else t8 != '' if t8.__class__ is str else plain_truth(t8, context)
   if t9 is not True:
    if t9 is False:
     continue
    t3 = resume(l4, i6, r5, t8, UNSET, run0_1, None, context)
    break
   if i6 is not None:
    l4.append(i6)
  else:
   t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, run0_1, None, context)
 return t3
def run0_1(value, context):
 t1 = c_this(context)
 t2 = c_runs_on_fargate(context, t1) if t1.__class__ is not Unknown else call(f_runs_on_fargate, [t1], context)
 return t2
def run1(value, context):
 t1 = c_endpoints(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_data(context, 'ecs-endpoints')
  if t4.__class__ is dict:
   t5 = t4.get('fargate')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  else:
   t5 = None if t4 is None else field(t4, 'fargate', context)
  t3 = t5
 else:
  t3 = undecided(t1, True, value, run1_1, (), context)
 return t3
def run1_1(value, context):
 t1 = c_data(context, 'ecs-endpoints')
 t2 = field(t1, 'fargate', context)
 return t2
def run2(value, context):
 t1 = c_this(context)
 if t1.__class__ is dict:
  t2 = t1.get('NetworkConfiguration')
  if t2.__class__ is dict:
   t2 = t2.get('AwsvpcConfiguration')
   if t2.__class__ is dict:
    t2 = t2.get('AssignPublicIp')
    if t2.__class__ is Unknown or t2 is ABSENT:
     t2 = seen(t2, context)
   elif t2 is not None:
    t2 = field((t2 := seen(t2, context)), 'AssignPublicIp', context)
  elif t2 is not None:
   t2 = path((t2 := seen(t2, context)), ('AwsvpcConfiguration', 'AssignPublicIp'), context)
 else:
  t2 = None if t1 is None else path(t1, ('NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp'), context)
 t3 = t2 == 'ENABLED' if t2.__class__ is str else False if t2 is None else equality(t2, 'ENABLED', context)
 return t3
def run3(value, context):
 t1 = c_needed(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_subnet_endpoints(context, t2) if t2.__class__ is not Unknown else call(f_subnet_endpoints, [t2], context)
 t4 = c_missing(context, t1, t3) if (t1 is None or t1.__class__ is list) and (t3 is None or t3.__class__ is list) else call(f_missing, [t1, t3], context)
 return t4
def run4(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_internet(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_internet, [t1], context)
 return t2
def run5(value, context):
 t1 = c_assigned(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_lacking(context)
  t5 = len(t4) if t4.__class__ is str or t4.__class__ is list and no_hole(map(type, t4)) else call(f_length, [t4], context)
  t6 = t5 == (0) if t5.__class__ is int or t5.__class__ is float else False if t5 is None else equality(t5, (0), context)
  t3 = t6
 else:
  t3 = undecided(t1, True, value, run5_1, (), context)
 return t3
def run5_1(value, context):
 t1 = c_lacking(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run6(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_id(context, t1) if t1.__class__ is not Unknown else call(f_id, [t1], context)
 return t2
def run7(value, context):
 t1 = c_lacking(context)
 return t1
