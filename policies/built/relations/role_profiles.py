# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
INVERSE = None
EXPRESSIONS = (
    ("referrers(@, 'AWS::IAM::InstanceProfile')", (('referrers', (0,)),), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::IAM::InstanceProfile') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::IAM::InstanceProfile'], context)
 return t2
