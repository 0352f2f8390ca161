# Written by `make policies`; not to be edited.
CALLS = ('any', 'group_clusters', 'item', 'resources', 'same')
INVERSE = 'AWS::AutoScaling::AutoScalingGroup'
EXPRESSIONS = (
    ("resources('AWS::AutoScaling::AutoScalingGroup')[?any(group_clusters(@), &same(@, item()))]", (('any', (49,)), ('group_clusters', (53,)), ('item', (81,)), ('resources', (0,)), ('same', (73,))), ()),
    ('group_clusters(@)', (('group_clusters', (0,)),), ()),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::AutoScaling::AutoScalingGroup')
 l3 = ()
 if t1.__class__ is list and no_hole(map(type, t1)):
  l3 = []
  r4 = iter(t1)
  for i5 in r4:
   t6 = c_group_clusters(context, i5)
   t7 = c_any(context, t6, bound(run0_2, context)) if (t6 is None or t6.__class__ is list) else call(f_any, [t6, bound(run0_2, context)], context)
   if t7 is not True:
    if t7 is False:
     continue
    t2 = resume(l3, i5, r4, t7, UNSET, run0_1, None, context)
    break
   if i5 is not None:
    l3.append(i5)
  else:
   t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, None, context)
 return t2
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 t3 = c_any(context, t2, bound(run0_3, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run0_3, context)], context)
 return t3
def run0_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_item(context)
 t3 = c_same(context, t1, t2) if t1.__class__ is not Unknown and t2.__class__ is not Unknown else call(f_same, [t1, t2], context)
 return t3
def run1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 return t2
