# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
def value_0(d, context):
 t1 = f_referrers(context, d, 'AWS::IAM::InstanceProfile')
 return t1
def truth_0(d, context):
 t1 = f_referrers(context, d, 'AWS::IAM::InstanceProfile')
 return True if (t1 or t1.__class__ in NUMBERS) else False
