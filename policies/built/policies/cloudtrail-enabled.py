# Written by `make policies`; not to be edited.
CALLS = ('any', 'resources')
WHEN = None
CLAUSES = ((0, None, None),)
MESSAGE = ('no CloudTrail trail is logging in this account',)
EXPRESSIONS = (
    ("any(resources('AWS::CloudTrail::Trail', 'account'), &IsLogging)", (('any', (0,)), ('resources', (4,))), ('IsLogging',)),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::CloudTrail::Trail', 'account')
 t2 = c_any(context, t1, bound(run0_1, context)) if (t1 is None or t1.__class__ is list) else call(f_any, [t1, bound(run0_1, context)], context)
 return t2
def run0_1(value, context):
 if value.__class__ is not dict:
  return run0_2(value, context)
 t1 = value.get('IsLogging')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 return t1
def run0_2(value, context):
 t1 = field(value, 'IsLogging', context)
 return t1
