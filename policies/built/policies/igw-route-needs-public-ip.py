# Written by `make policies`; not to be edited.
CALLS = ('all', 'by_endpoints', 'data', 'endpoints', 'group_clusters', 'group_launch_data', 'group_subnets', 'id', 'item', 'launches', 'leads_to_internet', 'length', 'missing', 'needed', 'not_null', 'public_address', 'subnet_endpoints', 'this')
WHEN = 5
CLAUSES = ((6, None, None),)
MESSAGE = ('the default route of subnet ', 7, ' is an internet gateway, but instances started there get no public address')
EXPRESSIONS = (
    ('group_subnets(@)[?group_clusters(this())]', (('group_clusters', (18,)), ('group_subnets', (0,)), ('this', (33,))), ()),
    ("endpoints() || data('ecs-endpoints').instances", (('data', (15,)), ('endpoints', (0,))), ('instances',)),
    ('group_launch_data(this())', (('group_launch_data', (0,)), ('this', (18,))), ()),
    ('all(launches(), &not_null(NetworkInterfaces[].AssociatePublicIpAddress | [0], AssociatePublicIpAddress, item().MapPublicIpOnLaunch))', (('all', (0,)), ('item', (104,)), ('launches', (4,)), ('not_null', (17,))), ('AssociatePublicIpAddress', 'MapPublicIpOnLaunch', 'NetworkInterfaces')),
    ('length(missing(needed(), subnet_endpoints(@))) == `0`', (('length', (0,)), ('missing', (7,)), ('needed', (15,)), ('subnet_endpoints', (25,))), ()),
    ('leads_to_internet(@)', (('leads_to_internet', (0,)),), ()),
    ('public_address() || by_endpoints()', (('by_endpoints', (20,)), ('public_address', (0,))), ()),
    ('id(@)', (('id', (0,)),), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_subnets(context, t1) if t1.__class__ is not Unknown else call(f_group_subnets, [t1], context)
 l4 = ()
 if t2.__class__ is list and no_hole(map(type, t2)):
  l4 = []
  r5 = iter(t2)
  for i6 in r5:
   t7 = c_this(context)
   t8 = c_group_clusters(context, t7) if t7.__class__ is not Unknown else call(f_group_clusters, [t7], context)
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
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 return t2
def run1(value, context):
 t1 = c_endpoints(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_data(context, 'ecs-endpoints')
  if t4.__class__ is dict:
   t5 = t4.get('instances')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  else:
   t5 = None if t4 is None else field(t4, 'instances', context)
  t3 = t5
 else:
  t3 = undecided(t1, True, value, run1_1, (), context)
 return t3
def run1_1(value, context):
 t1 = c_data(context, 'ecs-endpoints')
 t2 = field(t1, 'instances', context)
 return t2
def run2(value, context):
 t1 = c_this(context)
 t2 = c_group_launch_data(context, t1) if t1.__class__ is not Unknown else call(f_group_launch_data, [t1], context)
 return t2
def run3(value, context):
 t1 = c_launches(context)
 t2 = c_all(context, t1, bound(run3_1, context)) if (t1 is None or t1.__class__ is list) else call(f_all, [t1, bound(run3_1, context)], context)
 return t2
def run3_1(value, context):
 if value.__class__ is not dict:
  return run3_2(value, context)
 t1 = value.get('NetworkInterfaces')
 t2 = flatten((t1 := seen(t1, context)), context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run3_3, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('AssociatePublicIpAddress')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    if t8.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t8, None, run3_3, context)
     break
    if t8 is not None:
     l4.append(t8)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run3_3, context)
 t9 = None if t3 is None else (t3[0] if t3 else None) if (t3 is l4 or t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 t10 = value.get('AssociatePublicIpAddress')
 if t10.__class__ is Unknown or t10 is ABSENT:
  t10 = seen(t10, context)
 t11 = c_item(context)
 if t11.__class__ is dict:
  t12 = t11.get('MapPublicIpOnLaunch')
  if t12.__class__ is Unknown or t12 is ABSENT:
   t12 = seen(t12, context)
 else:
  t12 = None if t11 is None else field(t11, 'MapPublicIpOnLaunch', context)
 t13 = (t9 if t9 is not None else t10 if t10 is not None else t12) if t9.__class__ is not Unknown and t10.__class__ is not Unknown and t12.__class__ is not Unknown else call(f_not_null, [t9, t10, t12], context)
 return t13
def run3_3(value, context):
 t1 = field(value, 'AssociatePublicIpAddress', context)
 return t1
def run3_2(value, context):
 t1 = field(value, 'NetworkInterfaces', context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, run3_3, context)
 t4 = None if t3 is None else (t3[0] if t3 else None) if (t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 t5 = field(value, 'AssociatePublicIpAddress', context)
 t6 = c_item(context)
 t7 = field(t6, 'MapPublicIpOnLaunch', context)
 t8 = (t4 if t4 is not None else t5 if t5 is not None else t7) if t4.__class__ is not Unknown and t5.__class__ is not Unknown and t7.__class__ is not Unknown else call(f_not_null, [t4, t5, t7], context)
 return t8
def run4(value, context):
 t1 = c_needed(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_subnet_endpoints(context, t2) if t2.__class__ is not Unknown else call(f_subnet_endpoints, [t2], context)
 t4 = c_missing(context, t1, t3) if (t1 is None or t1.__class__ is list) and (t3 is None or t3.__class__ is list) else call(f_missing, [t1, t3], context)
 t5 = len(t4) if t4.__class__ is str or t4.__class__ is list and no_hole(map(type, t4)) else call(f_length, [t4], context)
 t6 = t5 == (0) if t5.__class__ is int or t5.__class__ is float else False if t5 is None else equality(t5, (0), context)
 return t6
def run5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_internet(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_internet, [t1], context)
 return t2
def run6(value, context):
 t1 = c_public_address(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_by_endpoints(context)
  t3 = t4
 else:
  t3 = undecided(t1, True, value, run6_1, (), context)
 return t3
def run6_1(value, context):
 t1 = c_by_endpoints(context)
 return t1
def run7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_id(context, t1) if t1.__class__ is not Unknown else call(f_id, [t1], context)
 return t2
