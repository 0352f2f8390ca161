# Written by `make policies`; not to be edited.
CALLS = ('region', 'resources')
K0_judge = ['aws.s3', 'aws.lambda', 'aws.dynamodb']
ROWS = ((0,), (1,), (2,), (3,))
def judge(resources, context):
 rows = []
 frame = context.data
 for resource in resources:
  try:
   d = resource.properties
   frame.resource = resource
   v0 = 0
   try:
    if (d.get('State') != 'DISABLED'):
     q1 = False
     s1 = False
     t1 = d.get('EventPattern')
     t2 = (t1.get('detail-type') if t1.__class__ is dict else None)
     for e1 in (t2 if t2.__class__ is list else (t2,)):
      if e1 is not None:
       if (e1 == 'AWS API Call via CloudTrail'):
        q1 = True
        s1 = True
        break
     if q1:
      v0 = 2
      a1 = None
      a2 = None
      t3 = f_resources(context, 'AWS::CloudTrail::Trail', 'account')
      if t3.__class__ not in SCALARS: settled(context, t3)
      if t3.__class__ is list:
       a2 = []
       for e2 in t3:
        if e2.__class__ is dict:
         t4 = e2.get('IsMultiRegionTrail')
         c1 = (t4 or t4.__class__ in NUMBERS)
         if not c1:
          t5 = f_region(context, e2)
          if t5.__class__ not in SCALARS: settled(context, t5)
          t6 = f_region(context, d)
          if t6.__class__ not in SCALARS: settled(context, t6)
          c1 = (t5 == t6 if t5.__class__ is str or t5.__class__ is t6.__class__ is int else equals(t5, t6))
         if c1:
          a2.append(e2)
        else:
         t7 = f_region(context, e2)
         if t7.__class__ not in SCALARS: settled(context, t7)
         t8 = f_region(context, d)
         if t8.__class__ not in SCALARS: settled(context, t8)
         if (t7 == t8 if t7.__class__ is str or t7.__class__ is t8.__class__ is int else equals(t7, t8)):
          if e2 is not None:
           a2.append(e2)
      if a2.__class__ is list:
       a1 = []
       for e3 in a2:
        if e3.__class__ is dict:
         t9 = e3.get('IsLogging')
         if (t9 or t9.__class__ in NUMBERS):
          a1.append(e3)
      if a1:
       c2 = a1
       if c2:
        q2 = False
        s2 = False
        t10 = (t1.get('source') if t1.__class__ is dict else None)
        for e4 in (t10 if t10.__class__ is list else (t10,)):
         if e4 is not None:
          t11 = (e4.__class__ is str and e4 in K0_judge)
          if t11:
           q2 = True
           s2 = True
           break
        c2 = (not q2)
       c14 = (not c2)
       if not c14:
        a3 = None
        if a1.__class__ is list:
         a3 = []
         for e5 in a1:
          if e5.__class__ is dict:
           t12 = e5.get('EventSelectors')
           c3 = (not (t12 or t12.__class__ in NUMBERS))
           if c3:
            t13 = e5.get('AdvancedEventSelectors')
            c3 = (not (t13 or t13.__class__ in NUMBERS))
           c5 = c3
           if not c5:
            c4 = False
            if t12.__class__ is list:
             for e6 in t12:
              if e6.__class__ is dict:
               if (e6.get('IncludeManagementEvents') is not False):
                if (e6.get('ReadWriteType') != 'ReadOnly'):
                 c4 = True
                 break
              else:
               if e6 is not None:
                c4 = True
                break
            c5 = c4
           c13 = c5
           if not c13:
            c6 = False
            t14 = e5.get('AdvancedEventSelectors')
            if t14.__class__ is list:
             for e7 in t14:
              if e7.__class__ is dict:
               c7 = False
               t15 = e7.get('FieldSelectors')
               if t15.__class__ is list:
                for e8 in t15:
                 if e8.__class__ is dict:
                  if (e8.get('Field') == 'eventCategory'):
                   c8 = False
                   t16 = e8.get('Equals')
                   if t16.__class__ is list:
                    for e9 in t16:
                     if (e9 == 'Management'):
                      if e9 is not None:
                       c8 = True
                       break
                   if c8:
                    c7 = True
                    break
               if c7:
                c9 = False
                if t15.__class__ is list:
                 for e10 in t15:
                  if e10.__class__ is dict:
                   if (e10.get('Field') == 'readOnly'):
                    c10 = False
                    t17 = e10.get('Equals')
                    if t17.__class__ is list:
                     for e11 in t17:
                      if (e11 == 'true'):
                       if e11 is not None:
                        c10 = True
                        break
                    if c10:
                     c9 = True
                     break
                if (not c9):
                 c6 = True
                 break
              else:
               c11 = False
               if c11:
                c12 = False
                if (not c12):
                 if e7 is not None:
                  c6 = True
                  break
            c13 = c6
           if c13:
            a3.append(e5)
          else:
           if e5 is not None:
            a3.append(e5)
        c14 = a3
       if c14:
        v0 = 1
   except LEAVING:
    v0 = 3
   rows.append(ROWS[v0])
  except LEAVING:
   rows.append((3, ))
 return rows
