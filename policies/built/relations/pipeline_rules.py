# Written by `make policies`; not to be edited.
CALLS = ('any', 'item', 'map', 'resource', 'resources', 'same')
INVERSE = 'AWS::Events::Rule'
EXPRESSIONS = (
    ("resources('AWS::Events::Rule')[?any(Targets, &same(resource(Arn, 'AWS::CodePipeline::Pipeline'), item()))]", (('any', (32,)), ('item', (97,)), ('resource', (51,)), ('resources', (0,)), ('same', (46,))), ('Arn', 'Targets')),
    ("map(&(resource(Arn, 'AWS::CodePipeline::Pipeline')), (Targets) || `[]`)", (('map', (0,)), ('resource', (6,))), ('Arn', 'Targets')),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::Events::Rule')
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run0_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('Targets')
    t8 = c_any(context, t7, bound(run0_2, context)) if (t7 is None or t7.__class__ is list) else call(f_any, [(t7 := seen(t7, context)), bound(run0_2, context)], context)
    if t8 is not True:
     if t8 is False:
      continue
     t2 = resume(l3, i6, r5, t8, UNSET, run0_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, None, context)
 return t2
def run0_2(value, context):
 if value.__class__ is not dict:
  return run0_3(value, context)
 t1 = value.get('Arn')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::CodePipeline::Pipeline') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::CodePipeline::Pipeline'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_3(value, context):
 t1 = field(value, 'Arn', context)
 t2 = c_resource(context, t1, 'AWS::CodePipeline::Pipeline') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::CodePipeline::Pipeline'], context)
 t3 = c_item(context)
 t4 = c_same(context, t2, t3) if t2.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_same, [t2, t3], context)
 return t4
def run0_1(value, context):
 t1 = field(value, 'Targets', context)
 t2 = c_any(context, t1, bound(run0_3, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_3, context)], context)
 return t2
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Targets')
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth((t1 := seen(t1, context)), context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run1_k1
 else:
  t3 = undecided(t1, True, value, run1_3, (), context)
 t4 = q_map(context, bound(run1_2, context), t3) if (t3.__class__ is list) else call(f_map, [bound(run1_2, context), t3], context)
 return t4
def run1_3(value, context):
 return run1_k1
def run1_2(value, context):
 if value.__class__ is not dict:
  return run1_4(value, context)
 t1 = value.get('Arn')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::CodePipeline::Pipeline') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::CodePipeline::Pipeline'], context)
 return t2
def run1_4(value, context):
 t1 = field(value, 'Arn', context)
 t2 = c_resource(context, t1, 'AWS::CodePipeline::Pipeline') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::CodePipeline::Pipeline'], context)
 return t2
def run1_1(value, context):
 t1 = field(value, 'Targets', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run1_3(value, context)
 else:
  t3 = undecided(t1, True, value, run1_3, (), context)
 t4 = q_map(context, bound(run1_4, context), t3) if (t3.__class__ is list) else call(f_map, [bound(run1_4, context), t3], context)
 return t4
run1_k1 = []
