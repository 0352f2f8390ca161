# Written by `make policies`; not to be edited.
CALLS = ('_referrers_where',)
K0_value_0 = ['DestinationCidrBlock']
def value_0(d, context):
 a1 = None
 def k1(e1):
  return '0.0.0.0/0'
 t1 = f__referrers_where(context, K0_value_0, k1, d, 'AWS::EC2::Route')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  a1 = []
  for e2 in t1:
   if e2.__class__ is dict:
    if (e2.get('DestinationCidrBlock') == '0.0.0.0/0'):
     t2 = e2.get('Runtime')
     if ((t2.get('State') if t2.__class__ is dict else None) != 'blackhole'):
      a1.append(e2)
 return a1
K0_truth_0 = ['DestinationCidrBlock']
def truth_0(d, context):
 c1 = False
 def k1(e1):
  return '0.0.0.0/0'
 t1 = f__referrers_where(context, K0_truth_0, k1, d, 'AWS::EC2::Route')
 if t1.__class__ not in SCALARS: settled(context, t1)
 if t1.__class__ is list:
  for e2 in t1:
   if e2.__class__ is dict:
    if (e2.get('DestinationCidrBlock') == '0.0.0.0/0'):
     t2 = e2.get('Runtime')
     if ((t2.get('State') if t2.__class__ is dict else None) != 'blackhole'):
      c1 = True
      break
 return True if c1 else False
