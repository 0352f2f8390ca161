# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
def value_0(d, context):
 x1 = None
 c1 = False
 t1 = f_referrers(context, d, 'AWS::EC2::RouteTable')
 if t1.__class__ is list:
  for e1 in t1:
   if e1.__class__ is dict:
    c2 = False
    t2 = e1.get('Runtime')
    t3 = (t2.get('Associations') if t2.__class__ is dict else None)
    if t3.__class__ is list:
     for e2 in t3:
      if e2.__class__ is dict:
       t4 = e2.get('Main')
       if (t4 or t4.__class__ in NUMBERS):
        c2 = True
        break
    if c2:
     x1 = e1
     c1 = True
     break
   else:
    c3 = False
    if c3:
     if e1 is not None:
      x1 = e1
      c1 = True
      break
 return x1
def truth_0(d, context):
 x1 = None
 c1 = False
 t1 = f_referrers(context, d, 'AWS::EC2::RouteTable')
 if t1.__class__ is list:
  for e1 in t1:
   if e1.__class__ is dict:
    c2 = False
    t2 = e1.get('Runtime')
    t3 = (t2.get('Associations') if t2.__class__ is dict else None)
    if t3.__class__ is list:
     for e2 in t3:
      if e2.__class__ is dict:
       t4 = e2.get('Main')
       if (t4 or t4.__class__ in NUMBERS):
        c2 = True
        break
    if c2:
     x1 = e1
     c1 = True
     break
   else:
    c3 = False
    if c3:
     if e1 is not None:
      x1 = e1
      c1 = True
      break
 return True if (x1 or x1.__class__ in NUMBERS) else False
