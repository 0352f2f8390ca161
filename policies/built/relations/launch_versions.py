# Written by `make policies`; not to be edited.
CALLS = ('contains', 'this', 'to_string', 'used_versions')
INVERSE = None
EXPRESSIONS = (
    ("Runtime.LaunchTemplateVersions[?contains(used_versions(this()), to_string(VersionNumber))\n  || (DefaultVersion && contains(used_versions(this()), '$Default'))\n  || (VersionNumber == this().Runtime.LatestVersionNumber && contains(used_versions(this()), '$Latest'))].LaunchTemplateData\n|| [LaunchTemplateData]", (('contains', (32, 114, 220)), ('this', (55, 137, 182, 243)), ('to_string', (64,)), ('used_versions', (41, 123, 229))), ('DefaultVersion', 'LatestVersionNumber', 'LaunchTemplateData', 'LaunchTemplateVersions', 'Runtime', 'VersionNumber')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Runtime')
 if t1.__class__ is dict:
  t1 = t1.get('LaunchTemplateVersions')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'LaunchTemplateVersions', context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run0_2, run0_3, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = c_this(context)
    t8 = c_used_versions(context, t7) if t7.__class__ is not Unknown else call(f_used_versions, [t7], context)
    t9 = i6.get('VersionNumber')
    if t9.__class__ is Unknown or t9 is ABSENT:
     t9 = seen(t9, context)
    t10 = c_to_string(context, t9) if t9.__class__ is not Unknown else call(f_to_string, [t9], context)
    t11 = t10 in t8 if t10.__class__ is str and (t8.__class__ is str or t8.__class__ is list and no_hole(map(type, t8))) else call(f_contains, [t8, t10], context)
    if t11 is True:
     t12 = t11
    elif t11 is False:
     t13 = i6.get('DefaultVersion')
     t14 = t13 if t13.__class__ is bool else False if t13 is None else t13 != '' if t13.__class__ is str else truth((t13 := seen(t13, context)), context)
     if t14 is False:
      t15 = t13
     elif t14 is True:
      t16 = c_this(context)
      t17 = c_used_versions(context, t16) if t16.__class__ is not Unknown else call(f_used_versions, [t16], context)
      t18 = '$Default' in t17 if t17.__class__ is str or t17.__class__ is list and no_hole(map(type, t17)) else call(f_contains, [t17, '$Default'], context)
      t15 = t18
     else:
      t15 = undecided(t13, False, i6, run0_5, run0_k1, context)
     t12 = t15
    else:
     t12 = junction(t11, True, i6, run0_6, (), context)
    t19 = t12 if t12.__class__ is bool else False if t12 is None else t12 != '' if t12.__class__ is str else truth(t12, context)
    if t19 is True:
     t20 = t12
    elif t19 is False:
     t21 = i6.get('VersionNumber')
     if t21.__class__ is Unknown or t21 is ABSENT:
      t21 = seen(t21, context)
     t22 = c_this(context)
     if t22.__class__ is dict:
      t23 = t22.get('Runtime')
      if t23.__class__ is dict:
       t23 = t23.get('LatestVersionNumber')
       if t23.__class__ is Unknown or t23 is ABSENT:
        t23 = seen(t23, context)
      elif t23 is not None:
       t23 = field((t23 := seen(t23, context)), 'LatestVersionNumber', context)
     else:
      t23 = None if t22 is None else path(t22, ('Runtime', 'LatestVersionNumber'), context)
     t24 = t21 == t23 if t21.__class__ is str and t23.__class__ is str else equality(t21, t23, context)
     if t24 is False:
      t25 = t24
     elif t24 is True:
      t26 = c_this(context)
      t27 = c_used_versions(context, t26) if t26.__class__ is not Unknown else call(f_used_versions, [t26], context)
      t28 = '$Latest' in t27 if t27.__class__ is str or t27.__class__ is list and no_hole(map(type, t27)) else call(f_contains, [t27, '$Latest'], context)
      t25 = t28
     else:
      t25 = junction(t24, False, i6, run0_7, (), context)
     t20 = t25
    else:
     t20 = undecided(t12, True, i6, run0_8, (), context)
    t29 = t20 if t20.__class__ is bool else False if t20 is None else t20 != '' if t20.__class__ is str else plain_truth(t20, context)
    if t29 is not True:
     if t29 is False:
      continue
     t2 = resume(l3, i6, r5, t20, UNSET, run0_2, run0_3, context)
     break
    t30 = i6.get('LaunchTemplateData')
    if t30.__class__ is Unknown or t30 is ABSENT:
     t30 = seen(t30, context)
    if t30.__class__ is Unknown:
     t2 = resume(l3, i6, r5, True, t30, run0_2, run0_3, context)
     break
    if t30 is not None:
     l3.append(t30)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_2, run0_3, context)
 t31 = t2 if t2.__class__ is bool else False if t2 is None else not not t2 if t2 is l3 else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t31 is True:
  t32 = t2
 elif t31 is False:
  t33 = value.get('LaunchTemplateData')
  if t33.__class__ is Unknown or t33 is ABSENT:
   t33 = seen(t33, context)
  t34 = [t33]
  t32 = t34
 else:
  t32 = undecided(t2, True, value, run0_10, (), context)
 return t32
def run0_10(value, context):
 t1 = None if value is None else select(value, run0_9, context)
 return t1
def run0_9(value, context):
 t1 = field(value, 'LaunchTemplateData', context)
 t2 = [t1]
 return t2
def run0_8(value, context):
 t1 = field(value, 'VersionNumber', context)
 t2 = c_this(context)
 t3 = path(t2, ('Runtime', 'LatestVersionNumber'), context)
 t4 = t1 == t3 if t1.__class__ is str and t3.__class__ is str else equality(t1, t3, context)
 if t4 is False:
  t5 = t4
 elif t4 is True:
  t5 = run0_7(value, context)
 else:
  t5 = junction(t4, False, value, run0_7, (), context)
 return t5
def run0_7(value, context):
 t1 = c_this(context)
 t2 = c_used_versions(context, t1) if t1.__class__ is not Unknown else call(f_used_versions, [t1], context)
 t3 = '$Latest' in t2 if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_contains, [t2, '$Latest'], context)
 return t3
def run0_6(value, context):
 t1 = field(value, 'DefaultVersion', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t3 = run0_5(value, context)
 else:
  t3 = undecided(t1, False, value, run0_5, run0_k2, context)
 return t3
def run0_5(value, context):
 t1 = c_this(context)
 t2 = c_used_versions(context, t1) if t1.__class__ is not Unknown else call(f_used_versions, [t1], context)
 t3 = '$Default' in t2 if t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2)) else call(f_contains, [t2, '$Default'], context)
 return t3
def run0_4(value, context):
 t1 = field(value, 'DefaultVersion', context)
 return t1
def run0_3(value, context):
 t1 = field(value, 'LaunchTemplateData', context)
 return t1
def run0_2(value, context):
 t1 = c_this(context)
 t2 = c_used_versions(context, t1) if t1.__class__ is not Unknown else call(f_used_versions, [t1], context)
 t3 = field(value, 'VersionNumber', context)
 t4 = c_to_string(context, t3) if t3.__class__ is not Unknown else call(f_to_string, [t3], context)
 t5 = t4 in t2 if t4.__class__ is str and (t2.__class__ is str or t2.__class__ is list and no_hole(map(type, t2))) else call(f_contains, [t2, t4], context)
 if t5 is True:
  t6 = t5
 elif t5 is False:
  t6 = run0_6(value, context)
 else:
  t6 = junction(t5, True, value, run0_6, (), context)
 t7 = t6 if t6.__class__ is bool else False if t6 is None else t6 != '' if t6.__class__ is str else truth(t6, context)
 if t7 is True:
  t8 = t6
 elif t7 is False:
  t8 = run0_8(value, context)
 else:
  t8 = undecided(t6, True, value, run0_8, (), context)
 return t8
def run0_1(value, context):
 t1 = path(value, ('Runtime', 'LaunchTemplateVersions'), context)
 t2 = None if t1 is None else project(t1, run0_2, run0_3, context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is True:
  t4 = t2
 elif t3 is False:
  t4 = run0_10(value, context)
 else:
  t4 = undecided(t2, True, value, run0_10, (), context)
 return t4
run0_k1 = (Fact(run0_4, 'true', None),)
run0_k2 = (Fact(run0_4, 'true', None),)
