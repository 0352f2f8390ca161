# Written by `make policies`; not to be edited.
CALLS = ('_referrers_where',)
INVERSE = None
EXPRESSIONS = (
    ("referrers(@, 'AWS::EC2::Route')[?DestinationCidrBlock == '0.0.0.0/0' && Runtime.State != 'blackhole']", (('referrers', (0,)),), ('DestinationCidrBlock', 'Runtime', 'State')),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c__referrers_where(context, run0_k1, bound(run0_1, context), t1, 'AWS::EC2::Route') if t1.__class__ is not Unknown else call(f__referrers_where, [run0_k1, bound(run0_1, context), t1, 'AWS::EC2::Route'], context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, run0_2, None, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('DestinationCidrBlock')
    t9 = t8 == '0.0.0.0/0' if t8.__class__ is str else False if t8 is None else equality((t8 := seen(t8, context)), '0.0.0.0/0', context)
    if t9 is False:
     t10 = t9
    elif t9 is True:
     t11 = i7.get('Runtime')
     if t11.__class__ is dict:
      t11 = t11.get('State')
      if t11.__class__ is Unknown or t11 is ABSENT:
       t11 = seen(t11, context)
     elif t11 is not None:
      t11 = field((t11 := seen(t11, context)), 'State', context)
     t12 = t11 != 'blackhole' if t11.__class__ is str else True if t11 is None else inequality(t11, 'blackhole', context)
     t10 = t12
    else:
     t10 = junction(t9, False, i7, run0_4, run0_k2, context)
    if t10 is not True:
     if t10 is False:
      continue
     t3 = resume(l4, i7, r6, t10, UNSET, run0_2, None, context)
     break
    l4.append(i7)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, run0_2, None, context)
 return t3
def run0_4(value, context):
 t1 = path(value, ('Runtime', 'State'), context)
 t2 = t1 != 'blackhole' if t1.__class__ is str else True if t1 is None else inequality(t1, 'blackhole', context)
 return t2
def run0_3(value, context):
 t1 = field(value, 'DestinationCidrBlock', context)
 return t1
def run0_2(value, context):
 t1 = field(value, 'DestinationCidrBlock', context)
 t2 = t1 == '0.0.0.0/0' if t1.__class__ is str else False if t1 is None else equality(t1, '0.0.0.0/0', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run0_4(value, context)
 else:
  t3 = junction(t2, False, value, run0_4, run0_k3, context)
 return t3
def run0_1(value, context):
 return '0.0.0.0/0'
run0_k1 = ['DestinationCidrBlock']
run0_k2 = (Fact(run0_3, 'is', '0.0.0.0/0'),)
run0_k3 = (Fact(run0_3, 'is', '0.0.0.0/0'),)
