# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
INVERSE = None
EXPRESSIONS = (
    ("referrers(@, 'AWS::AutoScaling::AutoScalingGroup')", (('referrers', (0,)),), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::AutoScaling::AutoScalingGroup') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::AutoScaling::AutoScalingGroup'], context)
 return t2
