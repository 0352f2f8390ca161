# Written by `make policies`; not to be edited.
CALLS = ('item', 'resource', 'resources', 'same')
def value_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::Events::Rule')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    q1 = False
    t2 = e1.get('Targets')
    for e2 in (t2 if t2.__class__ is list else members(t2)):
     if e2.__class__ is dict:
      t3 = e2.get('Arn')
      t4 = f_resource(context, t3, 'AWS::CodePipeline::Pipeline')
      t5 = f_item(context)
      if t5.__class__ not in SCALARS: settled(context, t5)
      t6 = f_same(context, t4, t5)
      if t6.__class__ is not bool: leave()
      if t6:
       q1 = True
       break
     else:
      t7 = f_resource(context, None, 'AWS::CodePipeline::Pipeline')
      t8 = f_item(context)
      if t8.__class__ not in SCALARS: settled(context, t8)
      t9 = f_same(context, t7, t8)
      if t9.__class__ is not bool: leave()
      if t9:
       q1 = True
       break
    if q1:
     a1.append(e1)
   else:
    q2 = False
    if q2:
     if e1 is not None:
      a1.append(e1)
 return a1
def truth_0(d, context):
 a1 = None
 t1 = f_resources(context, 'AWS::Events::Rule')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e1 in t1:
   if e1.__class__ is dict:
    q1 = False
    t2 = e1.get('Targets')
    for e2 in (t2 if t2.__class__ is list else members(t2)):
     if e2.__class__ is dict:
      t3 = e2.get('Arn')
      t4 = f_resource(context, t3, 'AWS::CodePipeline::Pipeline')
      t5 = f_item(context)
      if t5.__class__ not in SCALARS: settled(context, t5)
      t6 = f_same(context, t4, t5)
      if t6.__class__ is not bool: leave()
      if t6:
       q1 = True
       break
     else:
      t7 = f_resource(context, None, 'AWS::CodePipeline::Pipeline')
      t8 = f_item(context)
      if t8.__class__ not in SCALARS: settled(context, t8)
      t9 = f_same(context, t7, t8)
      if t9.__class__ is not bool: leave()
      if t9:
       q1 = True
       break
    if q1:
     a1.append(e1)
   else:
    q2 = False
    if q2:
     if e1 is not None:
      a1.append(e1)
 return True if a1 else False
K0_value_1 = []
def value_1(d, context):
 t1 = (d.get('Targets') if d.__class__ is dict else None)
 t2 = (t1 if (t1 or t1.__class__ in NUMBERS) else K0_value_1)
 if t2.__class__ is not list: leave()
 a1 = []
 for e1 in t2:
  if e1.__class__ is dict:
   t3 = e1.get('Arn')
   t4 = f_resource(context, t3, 'AWS::CodePipeline::Pipeline')
   a1.append(t4)
  else:
   t5 = f_resource(context, None, 'AWS::CodePipeline::Pipeline')
   a1.append(t5)
 return a1
K0_truth_1 = []
def truth_1(d, context):
 t1 = (d.get('Targets') if d.__class__ is dict else None)
 t2 = (t1 if (t1 or t1.__class__ in NUMBERS) else K0_truth_1)
 if t2.__class__ is not list: leave()
 a1 = []
 for e1 in t2:
  if e1.__class__ is dict:
   t3 = e1.get('Arn')
   t4 = f_resource(context, t3, 'AWS::CodePipeline::Pipeline')
   a1.append(t4)
  else:
   t5 = f_resource(context, None, 'AWS::CodePipeline::Pipeline')
   a1.append(t5)
 return True if a1 else False
