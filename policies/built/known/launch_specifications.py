# Written by `make policies`; not to be edited.
CALLS = ()
def value_0(d, context):
 a1 = None
 r1 = None
 if d is not None:
  t1 = (d.get('MixedInstancesPolicy') if d.__class__ is dict else None)
  t2 = (t1.get('LaunchTemplate') if t1.__class__ is dict else None)
  a2 = None
  t3 = (t2.get('Overrides') if t2.__class__ is dict else None)
  if t3.__class__ is list:
   a2 = []
   for e1 in t3:
    if e1.__class__ is dict:
     t4 = e1.get('LaunchTemplateSpecification')
     if t4 is not None:
      a2.append(t4)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t5 = e2.get('LaunchTemplateSpecification')
       if t5 is not None:
        a2.append(t5)
  r1 = [(d.get('LaunchTemplate') if d.__class__ is dict else None), (t2.get('LaunchTemplateSpecification') if t2.__class__ is dict else None), a2]
 if r1.__class__ is list:
  a1 = []
  for e3 in r1:
   for e4 in (e3 if e3.__class__ is list else (e3,)):
    if e4 is not None:
     a1.append(e4)
 return a1
def truth_0(d, context):
 c1 = False
 r1 = None
 if d is not None:
  t1 = (d.get('MixedInstancesPolicy') if d.__class__ is dict else None)
  t2 = (t1.get('LaunchTemplate') if t1.__class__ is dict else None)
  a1 = None
  t3 = (t2.get('Overrides') if t2.__class__ is dict else None)
  if t3.__class__ is list:
   a1 = []
   for e1 in t3:
    if e1.__class__ is dict:
     t4 = e1.get('LaunchTemplateSpecification')
     if t4 is not None:
      a1.append(t4)
    elif e1.__class__ is list:
     for e2 in e1:
      if e2.__class__ is dict:
       t5 = e2.get('LaunchTemplateSpecification')
       if t5 is not None:
        a1.append(t5)
  r1 = [(d.get('LaunchTemplate') if d.__class__ is dict else None), (t2.get('LaunchTemplateSpecification') if t2.__class__ is dict else None), a1]
 if r1.__class__ is list:
  for e3 in r1:
   for e4 in (e3 if e3.__class__ is list else (e3,)):
    if e4 is not None:
     c1 = True
     break
   if c1: break
 return True if c1 else False
