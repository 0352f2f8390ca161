# Written by `make policies`; not to be edited.
CALLS = ('any', 'contains', 'id', 'logging', 'not_null', 'on_data', 'recording', 'region', 'resources', 'this', 'trails')
WHEN = 4
CLAUSES = ((5, None, ('no trail in this region is logging, so ', 8, ' never becomes an event and the rule never fires')), (6, 7, ('trail ', 9, ' does not record write management events, so ', 10, ' never becomes an event')))
MESSAGE = None
EXPRESSIONS = (
    ("resources('AWS::CloudTrail::Trail', 'account')[?IsMultiRegionTrail || region(@) == region(this())]", (('region', (70, 83)), ('resources', (0,)), ('this', (90,))), ('IsMultiRegionTrail',)),
    ('trails()[?IsLogging]', (('trails', (0,)),), ('IsLogging',)),
    ("any([EventPattern.source][], &contains(['aws.s3', 'aws.lambda', 'aws.dynamodb'], @))", (('any', (0,)), ('contains', (30,))), ('EventPattern', 'source')),
    ("logging()[?(!EventSelectors && !AdvancedEventSelectors)\n  || EventSelectors[?IncludeManagementEvents != `false` && ReadWriteType != 'ReadOnly']\n  || AdvancedEventSelectors[?FieldSelectors[?Field == 'eventCategory' && Equals[?@ == 'Management']]\n                             && !(FieldSelectors[?Field == 'readOnly' && Equals[?@ == 'true']])]]", (('logging', (0,)),), ('AdvancedEventSelectors', 'Equals', 'EventSelectors', 'Field', 'FieldSelectors', 'IncludeManagementEvents', 'ReadWriteType')),
    ('State != \'DISABLED\' && any([EventPattern."detail-type"][], &@ == \'AWS API Call via CloudTrail\')', (('any', (23,)),), ('EventPattern', 'State', 'detail-type')),
    ('logging()', (('logging', (0,)),), ()),
    ('recording()', (('recording', (0,)),), ()),
    ('logging() && !on_data()', (('logging', (0,)), ('on_data', (14,))), ()),
    ("not_null(EventPattern.detail.eventName, 'the API call')", (('not_null', (0,)),), ('EventPattern', 'detail', 'eventName')),
    ('logging()[].not_null(TrailName, id(@))', (('id', (32,)), ('logging', (0,)), ('not_null', (12,))), ('TrailName',)),
    ("not_null(EventPattern.detail.eventName, 'the API call')", (('not_null', (0,)),), ('EventPattern', 'detail', 'eventName')),
)
def run0(value, context):
 t1 = c_resources(context, 'AWS::CloudTrail::Trail', 'account')
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run0_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('IsMultiRegionTrail')
    t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else truth((t7 := seen(t7, context)), context)
    if t8 is True:
     t9 = t7
    elif t8 is False:
     t10 = c_region(context, i6)
     t11 = c_this(context)
     t12 = c_region(context, t11) if t11.__class__ is not Unknown else call(f_region, [t11], context)
     t13 = t10 == t12 if t10.__class__ is str and t12.__class__ is str else equality(t10, t12, context)
     t9 = t13
    else:
     t9 = undecided(t7, True, i6, run0_2, (), context)
    t14 = t9 if t9.__class__ is bool else False if t9 is None else t9 != '' if t9.__class__ is str else plain_truth(t9, context)
    if t14 is not True:
     if t14 is False:
      continue
     t2 = resume(l3, i6, r5, t9, UNSET, run0_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run0_1, None, context)
 return t2
def run0_2(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_region(context, t1) if t1.__class__ is not Unknown else call(f_region, [t1], context)
 t3 = c_this(context)
 t4 = c_region(context, t3) if t3.__class__ is not Unknown else call(f_region, [t3], context)
 t5 = t2 == t4 if t2.__class__ is str and t4.__class__ is str else equality(t2, t4, context)
 return t5
def run0_1(value, context):
 t1 = field(value, 'IsMultiRegionTrail', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run0_2(value, context)
 else:
  t3 = undecided(t1, True, value, run0_2, (), context)
 return t3
def run1(value, context):
 t1 = c_trails(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run1_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('IsLogging')
    t8 = t7 if t7.__class__ is bool else False if t7 is None else t7 != '' if t7.__class__ is str else plain_truth((t7 := seen(t7, context)), context)
    if t8 is not True:
     if t8 is False:
      continue
     t2 = resume(l3, i6, r5, t7, UNSET, run1_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run1_1, None, context)
 return t2
def run1_1(value, context):
 t1 = field(value, 'IsLogging', context)
 return t1
def run2(value, context):
 if value.__class__ is not dict:
  return run2_1(value, context)
 t1 = value.get('EventPattern')
 if t1.__class__ is dict:
  t1 = t1.get('source')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'source', context)
 t2 = [t1]
 t3 = flatten(t2, context)
 l5 = ()
 if t3.__class__ is list and whole(map(type, t3)):
  t4 = l5 = [*t3]
 elif t3 is None:
  t4 = None
 else:
  t4 = project(t3, None, None, context)
 t6 = c_any(context, t4, bound(run2_3, context)) if (t4 is None or t4.__class__ is list) else call(f_any, [t4, bound(run2_3, context)], context)
 return t6
def run2_3(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = ['aws.s3', 'aws.lambda', 'aws.dynamodb']
  t1 = t2
 else:
  t1 = None if value is None else select(value, run2_4, context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = t3 in t1 if t3.__class__ is str and (t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1))) else call(f_contains, [t1, t3], context)
 return t4
def run2_4(value, context):
 t1 = ['aws.s3', 'aws.lambda', 'aws.dynamodb']
 return t1
def run2_2(value, context):
 t1 = path(value, ('EventPattern', 'source'), context)
 t2 = [t1]
 return t2
def run2_1(value, context):
 t1 = None if value is None else select(value, run2_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_any(context, t3, bound(run2_5, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run2_5, context)], context)
 return t4
def run2_5(value, context):
 t1 = None if value is None else select(value, run2_4, context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = t2 in t1 if t2.__class__ is str and (t1.__class__ is str or t1.__class__ is list and no_hole(map(type, t1))) else call(f_contains, [t1, t2], context)
 return t3
def run3(value, context):
 t1 = c_logging(context)
 l3 = ()
 if t1.__class__ is list:
  for i4 in t1:
   if i4.__class__ is not dict:
    t2 = project(t1, run3_1, None, context)
    break
  else:
   l3 = []
   r5 = iter(t1)
   for i6 in r5:
    t7 = i6.get('EventSelectors')
    t8 = not t7 if t7.__class__ is bool or t7 is None or t7.__class__ is str else negate((t7 := seen(t7, context)), context)
    if t8 is False:
     t9 = t8
    elif t8 is True:
     t10 = i6.get('AdvancedEventSelectors')
     t11 = not t10 if t10.__class__ is bool or t10 is None or t10.__class__ is str else negate((t10 := seen(t10, context)), context)
     t9 = t11
    else:
     t9 = junction(t8, False, i6, run3_2, (), context)
    if t9 is True:
     t12 = t9
    elif t9 is False:
     t13 = i6.get('EventSelectors')
     l15 = ()
     if t13.__class__ is list:
      for i16 in t13:
       if i16.__class__ is not dict:
        t14 = project(t13, run3_3, None, context)
        break
      else:
       l15 = []
       r17 = iter(t13)
       for i18 in r17:
        t19 = i18.get('IncludeManagementEvents')
        t20 = t19 if t19.__class__ is bool else True if t19 is None else inequality((t19 := seen(t19, context)), False, context)
        if t20 is False:
         t21 = t20
        elif t20 is True:
         t22 = i18.get('ReadWriteType')
         t23 = t22 != 'ReadOnly' if t22.__class__ is str else True if t22 is None else inequality((t22 := seen(t22, context)), 'ReadOnly', context)
         t21 = t23
        else:
         t21 = junction(t20, False, i18, run3_4, (), context)
        if t21 is not True:
         if t21 is False:
          continue
         t14 = resume(l15, i18, r17, t21, UNSET, run3_3, None, context)
         break
        l15.append(i18)
       else:
        t14 = l15
     elif t13 is None:
      t14 = None
     else:
      t14 = project((t13 := seen(t13, context)), run3_3, None, context)
     t12 = t14
    else:
     t12 = junction(t9, True, i6, run3_5, (), context)
    t24 = t12 if t12.__class__ is bool else False if t12 is None else t12 != '' if t12.__class__ is str else truth(t12, context)
    if t24 is True:
     t25 = t12
    elif t24 is False:
     t26 = i6.get('AdvancedEventSelectors')
     l28 = ()
     if t26.__class__ is list:
      for i29 in t26:
       if i29.__class__ is not dict:
        t27 = project(t26, run3_6, None, context)
        break
      else:
       l28 = []
       r30 = iter(t26)
       for i31 in r30:
        t32 = i31.get('FieldSelectors')
        l34 = ()
        if t32.__class__ is list:
         for i35 in t32:
          if i35.__class__ is not dict:
           t33 = project(t32, run3_7, None, context)
           break
         else:
          l34 = []
          r36 = iter(t32)
          for i37 in r36:
           t38 = i37.get('Field')
           t39 = t38 == 'eventCategory' if t38.__class__ is str else False if t38 is None else equality((t38 := seen(t38, context)), 'eventCategory', context)
           if t39 is False:
            t40 = t39
           elif t39 is True:
            t41 = i37.get('Equals')
            l43 = ()
            if t41.__class__ is list and no_hole(map(type, t41)):
             l43 = []
             r44 = iter(t41)
             for i45 in r44:
              t46 = i45 == 'Management' if i45.__class__ is str else False if i45 is None else equality(i45, 'Management', context)
              if not t46:
               continue
              if i45 is not None:
               l43.append(i45)
             else:
              t42 = l43
            elif t41 is None:
             t42 = None
            else:
             t42 = project((t41 := seen(t41, context)), run3_8, None, context)
            t40 = t42
           else:
            t40 = junction(t39, False, i37, run3_10, run3_k1, context)
           t47 = t40 if t40.__class__ is bool else False if t40 is None else t40 != '' if t40.__class__ is str else plain_truth(t40, context)
           if t47 is not True:
            if t47 is False:
             continue
            t33 = resume(l34, i37, r36, t40, UNSET, run3_7, None, context)
            break
           l34.append(i37)
          else:
           t33 = l34
        elif t32 is None:
         t33 = None
        else:
         t33 = project((t32 := seen(t32, context)), run3_7, None, context)
        t48 = t33 if t33.__class__ is bool else False if t33 is None else not not t33 if t33 is l34 else t33 != '' if t33.__class__ is str else truth(t33, context)
        if t48 is False:
         t49 = t33
        elif t48 is True:
         t50 = i31.get('FieldSelectors')
         l52 = ()
         if t50.__class__ is list:
          for i53 in t50:
           if i53.__class__ is not dict:
            t51 = project(t50, run3_11, None, context)
            break
          else:
           l52 = []
           r54 = iter(t50)
           for i55 in r54:
            t56 = i55.get('Field')
            t57 = t56 == 'readOnly' if t56.__class__ is str else False if t56 is None else equality((t56 := seen(t56, context)), 'readOnly', context)
            if t57 is False:
             t58 = t57
            elif t57 is True:
             t59 = i55.get('Equals')
             l61 = ()
             if t59.__class__ is list and no_hole(map(type, t59)):
              l61 = []
              r62 = iter(t59)
              for i63 in r62:
               t64 = i63 == 'true' if i63.__class__ is str else False if i63 is None else equality(i63, 'true', context)
               if not t64:
                continue
               if i63 is not None:
                l61.append(i63)
              else:
               t60 = l61
             elif t59 is None:
              t60 = None
             else:
              t60 = project((t59 := seen(t59, context)), run3_12, None, context)
             t58 = t60
            else:
             t58 = junction(t57, False, i55, run3_14, run3_k2, context)
            t65 = t58 if t58.__class__ is bool else False if t58 is None else t58 != '' if t58.__class__ is str else plain_truth(t58, context)
            if t65 is not True:
             if t65 is False:
              continue
             t51 = resume(l52, i55, r54, t58, UNSET, run3_11, None, context)
             break
            l52.append(i55)
           else:
            t51 = l52
         elif t50 is None:
          t51 = None
         else:
          t51 = project((t50 := seen(t50, context)), run3_11, None, context)
         t66 = not t51 if t51.__class__ is bool or t51 is None or t51.__class__ is str or t51 is l52 else negate(t51, context)
         t49 = t66
        else:
         t49 = undecided(t33, False, i31, run3_15, (), context)
        t67 = t49 if t49.__class__ is bool else False if t49 is None else t49 != '' if t49.__class__ is str else plain_truth(t49, context)
        if t67 is not True:
         if t67 is False:
          continue
         t27 = resume(l28, i31, r30, t49, UNSET, run3_6, None, context)
         break
        l28.append(i31)
       else:
        t27 = l28
     elif t26 is None:
      t27 = None
     else:
      t27 = project((t26 := seen(t26, context)), run3_6, None, context)
     t25 = t27
    else:
     t25 = undecided(t12, True, i6, run3_16, (), context)
    t68 = t25 if t25.__class__ is bool else False if t25 is None else t25 != '' if t25.__class__ is str else plain_truth(t25, context)
    if t68 is not True:
     if t68 is False:
      continue
     t2 = resume(l3, i6, r5, t25, UNSET, run3_1, None, context)
     break
    l3.append(i6)
   else:
    t2 = l3
 elif t1 is None:
  t2 = None
 else:
  t2 = project(t1, run3_1, None, context)
 return t2
def run3_16(value, context):
 t1 = field(value, 'AdvancedEventSelectors', context)
 t2 = None if t1 is None else project(t1, run3_6, None, context)
 return t2
def run3_15(value, context):
 t1 = field(value, 'FieldSelectors', context)
 t2 = None if t1 is None else project(t1, run3_11, None, context)
 t3 = not t2 if t2.__class__ is bool or t2 is None or t2.__class__ is str else negate(t2, context)
 return t3
def run3_14(value, context):
 t1 = field(value, 'Equals', context)
 t2 = None if t1 is None else project(t1, run3_12, None, context)
 return t2
def run3_13(value, context):
 t1 = field(value, 'Field', context)
 return t1
def run3_12(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'true' if t1.__class__ is str else False if t1 is None else equality(t1, 'true', context)
 return t2
def run3_11(value, context):
 t1 = field(value, 'Field', context)
 t2 = t1 == 'readOnly' if t1.__class__ is str else False if t1 is None else equality(t1, 'readOnly', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_14(value, context)
 else:
  t3 = junction(t2, False, value, run3_14, run3_k3, context)
 return t3
def run3_10(value, context):
 t1 = field(value, 'Equals', context)
 t2 = None if t1 is None else project(t1, run3_8, None, context)
 return t2
def run3_9(value, context):
 t1 = field(value, 'Field', context)
 return t1
def run3_8(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'Management' if t1.__class__ is str else False if t1 is None else equality(t1, 'Management', context)
 return t2
def run3_7(value, context):
 t1 = field(value, 'Field', context)
 t2 = t1 == 'eventCategory' if t1.__class__ is str else False if t1 is None else equality(t1, 'eventCategory', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_10(value, context)
 else:
  t3 = junction(t2, False, value, run3_10, run3_k4, context)
 return t3
def run3_6(value, context):
 t1 = field(value, 'FieldSelectors', context)
 t2 = None if t1 is None else project(t1, run3_7, None, context)
 t3 = t2 if t2.__class__ is bool else False if t2 is None else t2 != '' if t2.__class__ is str else truth(t2, context)
 if t3 is False:
  t4 = t2
 elif t3 is True:
  t4 = run3_15(value, context)
 else:
  t4 = undecided(t2, False, value, run3_15, (), context)
 return t4
def run3_5(value, context):
 t1 = field(value, 'EventSelectors', context)
 t2 = None if t1 is None else project(t1, run3_3, None, context)
 return t2
def run3_4(value, context):
 t1 = field(value, 'ReadWriteType', context)
 t2 = t1 != 'ReadOnly' if t1.__class__ is str else True if t1 is None else inequality(t1, 'ReadOnly', context)
 return t2
def run3_3(value, context):
 t1 = field(value, 'IncludeManagementEvents', context)
 t2 = t1 if t1.__class__ is bool else True if t1 is None else inequality(t1, False, context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_4(value, context)
 else:
  t3 = junction(t2, False, value, run3_4, (), context)
 return t3
def run3_2(value, context):
 t1 = field(value, 'AdvancedEventSelectors', context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 return t2
def run3_1(value, context):
 t1 = field(value, 'EventSelectors', context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run3_2(value, context)
 else:
  t3 = junction(t2, False, value, run3_2, (), context)
 t4 = t3 if t3.__class__ is bool else False if t3 is None else t3 != '' if t3.__class__ is str else truth(t3, context)
 if t4 is True:
  t5 = t3
 elif t4 is False:
  t5 = run3_5(value, context)
 else:
  t5 = undecided(t3, True, value, run3_5, (), context)
 t6 = t5 if t5.__class__ is bool else False if t5 is None else t5 != '' if t5.__class__ is str else truth(t5, context)
 if t6 is True:
  t7 = t5
 elif t6 is False:
  t7 = run3_16(value, context)
 else:
  t7 = undecided(t5, True, value, run3_16, (), context)
 return t7
run3_k1 = (Fact(run3_9, 'is', 'eventCategory'),)
run3_k2 = (Fact(run3_13, 'is', 'readOnly'),)
run3_k3 = (Fact(run3_13, 'is', 'readOnly'),)
run3_k4 = (Fact(run3_9, 'is', 'eventCategory'),)
def run4(value, context):
 if value.__class__ is not dict:
  return run4_1(value, context)
 t1 = value.get('State')
 t2 = t1 != 'DISABLED' if t1.__class__ is str else True if t1 is None else inequality((t1 := seen(t1, context)), 'DISABLED', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t4 = value.get('EventPattern')
  if t4.__class__ is dict:
   t4 = t4.get('detail-type')
   if t4.__class__ is Unknown or t4 is ABSENT:
    t4 = seen(t4, context)
  elif t4 is not None:
   t4 = field((t4 := seen(t4, context)), 'detail-type', context)
  t5 = [t4]
  t6 = flatten(t5, context)
  l8 = ()
  if t6.__class__ is list and whole(map(type, t6)):
   t7 = l8 = [*t6]
  elif t6 is None:
   t7 = None
  else:
   t7 = project(t6, None, None, context)
  t9 = c_any(context, t7, bound(run4_3, context)) if (t7 is None or t7.__class__ is list) else call(f_any, [t7, bound(run4_3, context)], context)
  t3 = t9
 else:
  t3 = junction(t2, False, value, run4_4, (), context)
 return t3
def run4_4(value, context):
 t1 = None if value is None else select(value, run4_2, context)
 t2 = flatten(t1, context)
 t3 = None if t2 is None else project(t2, None, None, context)
 t4 = c_any(context, t3, bound(run4_5, context)) if (t3 is None or t3.__class__ is list) else call(f_any, [t3, bound(run4_5, context)], context)
 return t4
def run4_5(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'AWS API Call via CloudTrail' if t1.__class__ is str else False if t1 is None else equality(t1, 'AWS API Call via CloudTrail', context)
 return t2
def run4_3(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = t1 == 'AWS API Call via CloudTrail' if t1.__class__ is str else False if t1 is None else equality(t1, 'AWS API Call via CloudTrail', context)
 return t2
def run4_2(value, context):
 t1 = path(value, ('EventPattern', 'detail-type'), context)
 t2 = [t1]
 return t2
def run4_1(value, context):
 t1 = field(value, 'State', context)
 t2 = t1 != 'DISABLED' if t1.__class__ is str else True if t1 is None else inequality(t1, 'DISABLED', context)
 if t2 is False:
  t3 = t2
 elif t2 is True:
  t3 = run4_4(value, context)
 else:
  t3 = junction(t2, False, value, run4_4, (), context)
 return t3
def run5(value, context):
 t1 = c_logging(context)
 return t1
def run6(value, context):
 t1 = c_recording(context)
 return t1
def run7(value, context):
 t1 = c_logging(context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is False:
  t3 = t1
 elif t2 is True:
  t4 = c_on_data(context)
  t5 = not t4 if t4.__class__ is bool or t4 is None or t4.__class__ is str else negate(t4, context)
  t3 = t5
 else:
  t3 = undecided(t1, False, value, run7_1, (), context)
 return t3
def run7_1(value, context):
 t1 = c_on_data(context)
 t2 = not t1 if t1.__class__ is bool or t1 is None or t1.__class__ is str else negate(t1, context)
 return t2
def run8(value, context):
 if value.__class__ is not dict:
  return run8_1(value, context)
 t1 = value.get('EventPattern')
 if t1.__class__ is dict:
  t1 = t1.get('detail')
  if t1.__class__ is dict:
   t1 = t1.get('eventName')
   if t1.__class__ is Unknown or t1 is ABSENT:
    t1 = seen(t1, context)
  elif t1 is not None:
   t1 = field((t1 := seen(t1, context)), 'eventName', context)
 elif t1 is not None:
  t1 = path((t1 := seen(t1, context)), ('detail', 'eventName'), context)
 t2 = (t1 if t1 is not None else 'the API call') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'the API call'], context)
 return t2
def run8_1(value, context):
 t1 = path(value, ('EventPattern', 'detail', 'eventName'), context)
 t2 = (t1 if t1 is not None else 'the API call') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'the API call'], context)
 return t2
def run9(value, context):
 t1 = c_logging(context)
 t2 = flatten(t1, context)
 l4 = ()
 if t2.__class__ is list:
  for i5 in t2:
   if i5.__class__ is not dict:
    t3 = project(t2, None, run9_1, context)
    break
  else:
   l4 = []
   r6 = iter(t2)
   for i7 in r6:
    t8 = i7.get('TrailName')
    if t8.__class__ is Unknown or t8 is ABSENT:
     t8 = seen(t8, context)
    t9 = c_id(context, i7)
    t10 = (t8 if t8 is not None else t9) if t8.__class__ is not Unknown and t9.__class__ is not Unknown else call(f_not_null, [t8, t9], context)
    if t10.__class__ is Unknown:
     t3 = resume(l4, i7, r6, True, t10, None, run9_1, context)
     break
    if t10 is not None:
     l4.append(t10)
   else:
    t3 = l4
 elif t2 is None:
  t3 = None
 else:
  t3 = project(t2, None, run9_1, context)
 return t3
def run9_1(value, context):
 t1 = field(value, 'TrailName', context)
 t2 = value if value.__class__ is not Unknown else current(value, context)
 t3 = c_id(context, t2) if t2.__class__ is not Unknown else call(f_id, [t2], context)
 t4 = (t1 if t1 is not None else t3) if t1.__class__ is not Unknown and t3.__class__ is not Unknown else call(f_not_null, [t1, t3], context)
 return t4
def run10(value, context):
 if value.__class__ is not dict:
  return run10_1(value, context)
 t1 = value.get('EventPattern')
 if t1.__class__ is dict:
  t1 = t1.get('detail')
  if t1.__class__ is dict:
   t1 = t1.get('eventName')
   if t1.__class__ is Unknown or t1 is ABSENT:
    t1 = seen(t1, context)
  elif t1 is not None:
   t1 = field((t1 := seen(t1, context)), 'eventName', context)
 elif t1 is not None:
  t1 = path((t1 := seen(t1, context)), ('detail', 'eventName'), context)
 t2 = (t1 if t1 is not None else 'the API call') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'the API call'], context)
 return t2
def run10_1(value, context):
 t1 = path(value, ('EventPattern', 'detail', 'eventName'), context)
 t2 = (t1 if t1 is not None else 'the API call') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'the API call'], context)
 return t2
