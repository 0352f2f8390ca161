# Written by `make policies`; not to be edited.
CALLS = ('any', 'group_clusters', 'length', 'referrers')
INVERSE = None
EXPRESSIONS = (
    ("any(referrers(@, 'AWS::AutoScaling::AutoScalingGroup'), &length(group_clusters(@)) > `0`) || length(referrers(@, 'AWS::ECS::Service')) > `0`", (('any', (0,)), ('group_clusters', (64,)), ('length', (57, 93)), ('referrers', (4, 100))), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::AutoScaling::AutoScalingGroup') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::AutoScaling::AutoScalingGroup'], context)
 t3 = c_any(context, t2, bound(run0_1, context)) if (t2 is None or t2.__class__ is list) else call(f_any, [t2, bound(run0_1, context)], context)
 if t3 is True:
  t4 = t3
 elif t3 is False:
  t5 = value if value.__class__ is not Unknown else current(value, context)
  t6 = c_referrers(context, t5, 'AWS::ECS::Service') if t5.__class__ is not Unknown else call(f_referrers, [t5, 'AWS::ECS::Service'], context)
  t7 = len(t6) if t6.__class__ is str or t6.__class__ is list and no_hole(map(type, t6)) else call(f_length, [t6], context)
  t8 = t7 > (0) if t7.__class__ is int or t7.__class__ is float else None if t7 is None else compare('gt', t7, (0), context)
  t4 = t8
 else:
  t4 = junction(t3, True, value, run0_2, (), context)
 return t4
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::ECS::Service') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::ECS::Service'], context)
 t3 = len(t2) if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_length, [t2], context)
 t4 = t3 > (0) if t3.__class__ is int or t3.__class__ is float else None if t3 is None else compare('gt', t3, (0), context)
 return t4
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_group_clusters(context, t1) if t1.__class__ is not Unknown else call(f_group_clusters, [t1], context)
 t3 = len(t2) if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_length, [t2], context)
 t4 = t3 > (0) if t3.__class__ is int or t3.__class__ is float else None if t3 is None else compare('gt', t3, (0), context)
 return t4
