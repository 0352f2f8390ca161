# Written by `make policies`; not to be edited.
CALLS = ('accept', 'any', 'by_endpoints', 'by_transit', 'contains', 'data', 'endpoints', 'glob', 'holds_data', 'holds_ecs', 'id', 'isolated', 'isolated_names', 'lacking', 'leads_to_appliance', 'leads_to_internet', 'leads_to_nat', 'leads_to_transit', 'length', 'missing', 'name', 'needed', 'subnet_endpoints')
WHEN = 6
CLAUSES = ((7, None, None),)
MESSAGE = ('the effective default route of private subnet ', 8, ' leads to no NAT gateway that is available, public and itself behind an internet gateway (of the full set of endpoints it lacks ', 9, ')')
EXPRESSIONS = (
    ("endpoints() || data('ecs-endpoints').instances", (('data', (15,)), ('endpoints', (0,))), ('instances',)),
    ("Tags[?Key == 'Name'].Value | [0]", (), ('Key', 'Tags', 'Value')),
    ("holds_data(@) || any(Tags, &Key == 'aws-cdk:subnet-type' && Value == 'Isolated') || any(isolated_names(), &glob(name(), @))", (('any', (17, 84)), ('glob', (107,)), ('holds_data', (0,)), ('isolated_names', (88,)), ('name', (112,))), ('Key', 'Tags', 'Value')),
    ('missing(needed(), subnet_endpoints(@))', (('missing', (0,)), ('needed', (8,)), ('subnet_endpoints', (18,))), ()),
    ("contains(accept(), 'transit-gateway') && leads_to_transit(@)", (('accept', (9,)), ('contains', (0,)), ('leads_to_transit', (41,))), ()),
    ("contains(accept(), 'endpoints') && length(lacking()) == `0`", (('accept', (9,)), ('contains', (0,)), ('lacking', (42,)), ('length', (35,))), ()),
    ('!leads_to_internet(@) && !MapPublicIpOnLaunch && (holds_ecs(@) || !isolated())', (('holds_ecs', (50,)), ('isolated', (67,)), ('leads_to_internet', (1,))), ('MapPublicIpOnLaunch',)),
    ('leads_to_nat(@) || by_transit() || leads_to_appliance(@) || by_endpoints()', (('by_endpoints', (60,)), ('by_transit', (19,)), ('leads_to_appliance', (35,)), ('leads_to_nat', (0,))), ()),
    ('id(@)', (('id', (0,)),), ()),
    ('lacking()', (('lacking', (0,)),), ()),
)
def run0(value, context):
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
  t3 = undecided(t1, True, value, run0_1, (), context)
 return t3
def run0_1(value, context):
 t1 = c_data(context, 'ecs-endpoints')
 t2 = field(t1, 'instances', context)
 return t2
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Tags')
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run1_2, run1_3, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('Key')
    t8 = t7 == 'Name' if t7.__class__ is str else False if t7 is None else equality((t7 := seen(t7, context)), 'Name', context)
    if t8 is not True:
     if t8 is False:
      continue
     t2 = resume(l3, i6, r5, t8, UNSET, run1_2, run1_3, context)
     break
    t9 = i6.get('Value')
    if t9.__class__ is Unknown or t9 is ABSENT:
     t9 = seen(t9, context)
    if t9.__class__ is Unknown:
     t2 = resume(l3, i6, r5, True, t9, run1_2, run1_3, context)
     break
    if t9 is not None:
     l3.append(t9)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project((t1 := seen(t1, context)), run1_2, run1_3, context)
 t10 = None if t2 is None else (t2[0] if t2 else None) if (t2 is l3 or t2.__class__ is list and no_hole(map(type, t2))) else index(t2, (0), context)
 return t10
def run1_3(value, context):
 t1 = field(value, 'Value', context)
 return t1
def run1_2(value, context):
 t1 = field(value, 'Key', context)
 t2 = t1 == 'Name' if t1.__class__ is str else False if t1 is None else equality(t1, 'Name', context)
 return t2
def run1_1(value, context):
 t1 = field(value, 'Tags', context)
 t2 = None if t1 is None else project(t1, run1_2, run1_3, context)
 t3 = None if t2 is None else (t2[0] if t2 else None) if (t2.__class__ is list and no_hole(map(type, t2))) else index(t2, (0), context)
 return t3
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = c_holds_data(context, value)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = value.get('Tags')
  t5 = c_any(context, t4, bound(run2_2, context)) if (t4 is None or t4.__class__ is list) else call(f_any, [(t4 := seen(t4, context)), bound(run2_2, context)], context)
  t3 = t5
 else:
  t3 = undecided(t1, True, value, run2_3, (), context)
 t6 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t6 is True:
  t7 = t3
 elif t6 is False:
  t8 = c_isolated_names(context)
  t9 = c_any(context, t8, bound(run2_4, context)) if (t8 is None or t8.__class__ is list) else call(f_any, [t8, bound(run2_4, context)], context)
  t7 = t9
 else:
  t7 = undecided(t3, True, value, run2_5, (), context)
 return t7
def run2_5(value, context):
 t1 = c_isolated_names(context)
 t2 = c_any(context, t1, bound(run2_6, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run2_6, context)], context)
 return t2
def run2_6(value, context):
 t1 = c_name(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, t2], context)
 return t3
def run2_4(value, context):
 t1 = c_name(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_glob(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is str) else call(f_glob, [t1, t2], context)
 return t3
def run2_3(value, context):
 t1 = field(value, 'Tags', context)
 t2 = c_any(context, t1, bound(run2_7, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run2_7, context)], context)
 return t2
def run2_7(value, context):
 t1 = field(value, 'Key', context)
 t2 = t1 == 'aws-cdk:subnet-type' if t1.__class__ is str else False if t1 is None else equality(t1, 'aws-cdk:subnet-type', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run2_8(value, context)
 else:
  t3 = junction(t2, False, value, run2_8, run2_k1, context)
 return t3
def run2_9(value, context):
 t1 = field(value, 'Key', context)
 return t1
def run2_8(value, context):
 t1 = field(value, 'Value', context)
 t2 = t1 == 'Isolated' if t1.__class__ is str else False if t1 is None else equality(t1, 'Isolated', context)
 return t2
def run2_2(value, context):
 if value.__class__ is not dict:
  return run2_7(value, context)
 t1 = value.get('Key')
 t2 = t1 == 'aws-cdk:subnet-type' if t1.__class__ is str else False if t1 is None else equality((t1 := seen(t1, context)), 'aws-cdk:subnet-type', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = value.get('Value')
  t5 = t4 == 'Isolated' if t4.__class__ is str else False if t4 is None else equality((t4 := seen(t4, context)), 'Isolated', context)
  t3 = t5
 else:
  t3 = junction(t2, False, value, run2_8, run2_k2, context)
 return t3
def run2_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_holds_data(context, t1) if t1.__class__ is not Unknown else call(f_holds_data, [t1], context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t4 = run2_3(value, context)
 else:
  t4 = undecided(t2, True, value, run2_3, (), context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is True:
  t6 = t4
 elif t5 is False:
  t6 = run2_5(value, context)
 else:
  t6 = undecided(t4, True, value, run2_5, (), context)
 return t6
run2_k1 = (Fact(run2_9, 'is', 'aws-cdk:subnet-type'),)
run2_k2 = (Fact(run2_9, 'is', 'aws-cdk:subnet-type'),)
def run3(value, context):
 t1 = c_needed(context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_subnet_endpoints(context, t2) if t2.__class__ is not Unknown else call(f_subnet_endpoints, [t2], context)
 t4 = c_missing(context, t1, t3) if (t1 is None or t1.__class__ is list) and (t3 is None or t3.__class__ is list) else call(f_missing, [t1, t3], context)
 return t4
def run4(value, context):
 t1 = c_accept(context)
 t2 = 'transit-gateway' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'transit-gateway'], context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = c_leads_to_transit(context, t4) if t4.__class__ is not Unknown else call(f_leads_to_transit, [t4], context)
  t3 = t5
 else:
  t3 = junction(t2, False, value, run4_1, (), context)
 return t3
def run4_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_transit(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_transit, [t1], context)
 return t2
def run5(value, context):
 t1 = c_accept(context)
 t2 = 'endpoints' in t1 if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_contains, [t1, 'endpoints'], context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = c_lacking(context)
  t5 = len(t4) if t4.__class__ is str or t4.__class__ is list and no_hole(map(type, t4)) else call(f_length, [t4], context)
  t6 = t5 == (0) if t5.__class__ is int or t5.__class__ is float else False if t5 is None else equality(t5, (0), context)
  t3 = t6
 else:
  t3 = junction(t2, False, value, run5_1, (), context)
 return t3
def run5_1(value, context):
 t1 = c_lacking(context)
 t2 = len(t1) if t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1)) else call(f_length, [t1], context)
 t3 = t2 == (0) if t2.__class__ is int or t2.__class__ is float else False if t2 is None else equality(t2, (0), context)
 return t3
def run6(value, context):
 if value.__class__ is not dict:
  return run6_1(value, context)
 t1 = c_leads_to_internet(context, value)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = value.get('MapPublicIpOnLaunch')
  t5 = not t4 if t4.__class__ is bool or t4 is None or t4.__class__ is str else negate((t4 := seen(t4, context)), context)
  t3 = t5
 else:
  t3 = junction(t2, False, value, run6_2, (), context)
 if t3 is False:
  t6 = t3
 elif t3 is True:
  t7 = c_holds_ecs(context, value)
  t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
  if t8 is True:
   t9 = t7
  elif t8 is False:
   t10 = c_isolated(context)
   t11 = not t10 if t10.__class__ is bool or t10 is None or t10.__class__ is str else negate(t10, context)
   t9 = t11
  else:
   t9 = undecided(t7, True, value, run6_3, (), context)
  t6 = t9
 else:
  t6 = junction(t3, False, value, run6_4, (), context)
 return t6
def run6_4(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_holds_ecs(context, t1) if t1.__class__ is not Unknown else call(f_holds_ecs, [t1], context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t4 = run6_3(value, context)
 else:
  t4 = undecided(t2, True, value, run6_3, (), context)
 return t4
def run6_3(value, context):
 t1 = c_isolated(context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 return t2
def run6_2(value, context):
 t1 = field(value, 'MapPublicIpOnLaunch', context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 return t2
def run6_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_internet(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_internet, [t1], context)
 t3 = not t2 if t2.__class__ is bool or t2 is None or t2.__class__ is str else negate(t2, context)
 if t3 is False:
  t4 = t3
 elif t3 is True:
  t4 = run6_2(value, context)
 else:
  t4 = junction(t3, False, value, run6_2, (), context)
 t5 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t5 is False:
  t6 = t4
 elif t5 is True:
  t6 = run6_4(value, context)
 else:
  t6 = undecided(t4, False, value, run6_4, (), context)
 return t6
def run7(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_nat(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_nat, [t1], context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t5 = c_by_transit(context)
  t4 = t5
 else:
  t4 = undecided(t2, True, value, run7_1, (), context)
 t6 = t4 if t4.__class__ is bool else False if t4 is None else t4 != '' if t4.__class__ is str else truth(t4, context)
 if t6 is True:
  t7 = t4
 elif t6 is False:
  t8 = value if value.__class__ is not Unknown else current(value, context)
  t9 = c_leads_to_appliance(context, t8) if t8.__class__ is not Unknown else call(f_leads_to_appliance, [t8], context)
  t7 = t9
 else:
  t7 = undecided(t4, True, value, run7_2, (), context)
 t10 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth(t7, context)
 if t10 is True:
  t11 = t7
 elif t10 is False:
  t12 = c_by_endpoints(context)
  t11 = t12
 else:
  t11 = undecided(t7, True, value, run7_3, (), context)
 return t11
def run7_3(value, context):
 t1 = c_by_endpoints(context)
 return t1
def run7_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_leads_to_appliance(context, t1) if t1.__class__ is not Unknown else call(f_leads_to_appliance, [t1], context)
 return t2
def run7_1(value, context):
 t1 = c_by_transit(context)
 return t1
def run8(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_id(context, t1) if t1.__class__ is not Unknown else call(f_id, [t1], context)
 return t2
def run9(value, context):
 t1 = c_lacking(context)
 return t1
