# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
INVERSE = None
EXPRESSIONS = (
    ("referrers(@, 'AWS::EC2::RouteTable')[?Runtime.Associations[?Main]] | [0]", (('referrers', (0,)),), ('Associations', 'Main', 'Runtime')),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::EC2::RouteTable') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::EC2::RouteTable'], context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, run0_1, None, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('Runtime')
    if t8.__class__ is dict:
     t8 = t8.get('Associations')
     if t8.__class__ is Unknown or t8 is ABSENT:
      t8 = seen(t8, context)
    elif t8 is not None:
     t8 = field((t8 := seen(t8, context)), 'Associations', context)
    l10 = ()
    if t8.__class__ is list:
     for i11 in t8:
      if i11.__class__ is not dict:
       t9 = project(t8, run0_2, None, context)
       break
     else:
      l10 = []
      r12 = iter(t8)
      for i13 in r12:
       t14 = i13.get('Main')
       t15 = t14 if t14.__class__ is bool else False if t14 is None else t14 != '' if t14.__class__ is str else plain_truth((t14 := seen(t14, context)), context)
       if t15 is not True:
        if t15 is False:
         continue
        t9 = resume(l10, i13, r12, t14, UNSET, run0_2, None, context)
        break
       l10.append(i13)
      else:
       t9 = l10
    elif t8 is None:
     t9 = None
    else:
     t9 = project(t8, run0_2, None, context)
    t16 = t9 if t9.__class__ is bool else False if t9 is None else not not t9 if t9 is l10 else t9 != '' if t9.__class__ is str else plain_truth(t9, context)
    if t16 is not True:
     if t16 is False:
      continue
     t3 = resume(l4, i7, r6, t9, UNSET, run0_1, None, context)
     break
    l4.append(i7)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, run0_1, None, context)
 t17 = None if t3 is None else (t3[0] if t3 else None) if (t3 is l4 or t3.__class__ is list and no_hole(map(type, t3))) else index(t3, (0), context)
 return t17
def run0_2(value, context):
 t1 = field(value, 'Main', context)
 return t1
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'Associations'), context)
 t2 = None if t1 is None else project(t1, run0_2, None, context)
 return t2
