# Written by `make policies`; not to be edited.
CALLS = ('this', 'used_versions')
def value_0(d, context):
 a1 = None
 t1 = (d.get('Runtime') if d.__class__ is dict else None)
 t2 = (t1.get('LaunchTemplateVersions') if t1.__class__ is dict else None)
 if t2.__class__ is list:
  a1 = []
  for e1 in t2:
   if e1.__class__ is dict:
    t3 = f_this(context)
    if t3.__class__ not in SCALARS: settled(context, t3)
    t4 = f_used_versions(context, t3)
    t5 = e1.get('VersionNumber')
    t6 = to_string(t5)
    t7 = has_member(t4, t6)
    c2 = t7
    if not c2:
     t8 = e1.get('DefaultVersion')
     c1 = (t8 or t8.__class__ in NUMBERS)
     if c1:
      t9 = ('$Default' in t4 if t4.__class__ in SEARCHED else leave())
      c1 = t9
     c2 = c1
    c4 = c2
    if not c4:
     t10 = (t3.get('Runtime') if t3.__class__ is dict else None)
     t11 = (t10.get('LatestVersionNumber') if t10.__class__ is dict else None)
     c3 = (t5 == t11 if t5.__class__ is str or t5.__class__ is t11.__class__ is int else equals(t5, t11))
     if c3:
      t12 = ('$Latest' in t4 if t4.__class__ in SEARCHED else leave())
      c3 = t12
     c4 = c3
    if c4:
     t13 = e1.get('LaunchTemplateData')
     if t13 is not None:
      a1.append(t13)
   else:
    t14 = f_this(context)
    if t14.__class__ not in SCALARS: settled(context, t14)
    t15 = f_used_versions(context, t14)
    t16 = to_string(None)
    t17 = has_member(t15, t16)
    c6 = t17
    if not c6:
     t18 = (t14.get('Runtime') if t14.__class__ is dict else None)
     t19 = (t18.get('LatestVersionNumber') if t18.__class__ is dict else None)
     c5 = (t19 is None)
     if c5:
      t20 = ('$Latest' in t15 if t15.__class__ in SEARCHED else leave())
      c5 = t20
     c6 = c5
 return (a1 if a1 else ([(d.get('LaunchTemplateData') if d.__class__ is dict else None)] if d is not None else None))
def truth_0(d, context):
 a1 = None
 t1 = (d.get('Runtime') if d.__class__ is dict else None)
 t2 = (t1.get('LaunchTemplateVersions') if t1.__class__ is dict else None)
 if t2.__class__ is list:
  a1 = []
  for e1 in t2:
   if e1.__class__ is dict:
    t3 = f_this(context)
    if t3.__class__ not in SCALARS: settled(context, t3)
    t4 = f_used_versions(context, t3)
    t5 = e1.get('VersionNumber')
    t6 = to_string(t5)
    t7 = has_member(t4, t6)
    c2 = t7
    if not c2:
     t8 = e1.get('DefaultVersion')
     c1 = (t8 or t8.__class__ in NUMBERS)
     if c1:
      t9 = ('$Default' in t4 if t4.__class__ in SEARCHED else leave())
      c1 = t9
     c2 = c1
    c4 = c2
    if not c4:
     t10 = (t3.get('Runtime') if t3.__class__ is dict else None)
     t11 = (t10.get('LatestVersionNumber') if t10.__class__ is dict else None)
     c3 = (t5 == t11 if t5.__class__ is str or t5.__class__ is t11.__class__ is int else equals(t5, t11))
     if c3:
      t12 = ('$Latest' in t4 if t4.__class__ in SEARCHED else leave())
      c3 = t12
     c4 = c3
    if c4:
     t13 = e1.get('LaunchTemplateData')
     if t13 is not None:
      a1.append(t13)
   else:
    t14 = f_this(context)
    if t14.__class__ not in SCALARS: settled(context, t14)
    t15 = f_used_versions(context, t14)
    t16 = to_string(None)
    t17 = has_member(t15, t16)
    c6 = t17
    if not c6:
     t18 = (t14.get('Runtime') if t14.__class__ is dict else None)
     t19 = (t18.get('LatestVersionNumber') if t18.__class__ is dict else None)
     c5 = (t19 is None)
     if c5:
      t20 = ('$Latest' in t15 if t15.__class__ in SEARCHED else leave())
      c5 = t20
     c6 = c5
 return True if (a1 or ([(d.get('LaunchTemplateData') if d.__class__ is dict else None)] if d is not None else None)) else False
