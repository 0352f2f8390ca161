# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  t1 = f_referrers(context, d, 'AWS::AutoScaling::LaunchConfiguration')
  t2 = f_referrers(context, d, 'AWS::EC2::LaunchTemplate')
  r1 = [t1, t2]
 if r1.__class__ is list:
  a1 = []
  for e1 in r1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    if e2 is not None:
     a1.append(e2)
 return a1
def truth_0(d, context):
 c1 = False
 r1 = None
 if d is not None:
  t1 = f_referrers(context, d, 'AWS::AutoScaling::LaunchConfiguration')
  t2 = f_referrers(context, d, 'AWS::EC2::LaunchTemplate')
  r1 = [t1, t2]
 if r1.__class__ is list:
  for e1 in r1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    if e2 is not None:
     c1 = True
     break
   if c1: break
 return True if c1 else False
