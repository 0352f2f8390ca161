# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
INVERSE = None
EXPRESSIONS = (
    ("[referrers(@, 'AWS::AutoScaling::LaunchConfiguration'), referrers(@, 'AWS::EC2::LaunchTemplate')][]", (('referrers', (1, 56)),), ()),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_referrers(context, t2, 'AWS::AutoScaling::LaunchConfiguration') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::AutoScaling::LaunchConfiguration'], context)
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = c_referrers(context, t4, 'AWS::EC2::LaunchTemplate') if t4.__class__ is not Unknown else call(f_referrers, [t4, 'AWS::EC2::LaunchTemplate'], context)
  t6 = [t3, t5]
  t1 = t6
 else:
  t1 = None if value is None else select(value, run0_1, context)
 t7 = flatten(t1, context)
 l9 = ()
 if t7.__class__ is list and whole(map(type, t7)):
  t8 = l9 = [*t7]
 elif t7 is None:
  t8 = None
 else:
  t8 = project(t7, None, None, context)
 return t8
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::AutoScaling::LaunchConfiguration') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::AutoScaling::LaunchConfiguration'], context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = c_referrers(context, t3, 'AWS::EC2::LaunchTemplate') if t3.__class__ is not Unknown else call(f_referrers, [t3, 'AWS::EC2::LaunchTemplate'], context)
 t5 = [t2, t4]
 return t5
