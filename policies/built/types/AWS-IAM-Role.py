# Written by `make policies`; not to be edited.
CALLS = ('data', 'iam_allows', 'profile_launches', 'referrers', 'resource', 'role_policies', 'starts_ecs_instances')
P_ecs_instance_role_permissions_actions = []
P_ecs_instance_role_permissions_pulls_images = True
K2_judge = ['sts:AssumeRole', 'sts:*', '*']
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 m1, n1 = m_referrers(context, 'AWS::IAM::InstanceProfile', True)
 m2, n2 = m_profile_launches(context)
 m3, n3 = m_starts_ecs_instances(context)
 m4, n4 = m_resource(context, 'AWS::IAM::ManagedPolicy')
 m5, n5 = m_role_policies(context)
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = 0
   try:
    b_ecs_instance_role_permissions_statements = UNSET
    b_ecs_instance_role_permissions_granted = UNSET
    b_ecs_instance_role_permissions_boundary = UNSET
    q1 = False
    a1 = None
    t1 = m1.get(id(d), n1)
    if t1 is None: t1 = f_referrers(context, d, 'AWS::IAM::InstanceProfile', True)
    if t1.__class__ is list:
     a1 = []
     for e1 in t1:
      for e2 in (e1 if e1.__class__ is list else (e1,)):
       t2 = (m2.get(e2) if e2.__class__ is str else (m2.get(id(e2)) if e2.__class__ is dict else None))
       if t2 is None: t2 = f_profile_launches(context, e2)
       if t2 is not None:
        for e3 in (t2 if t2.__class__ is list else (t2,)):
         if e3 is not None:
          a1.append(e3)
    for e4 in (a1 or ()):
     t3 = (m3.get(e4) if e4.__class__ is str else (m3.get(id(e4)) if e4.__class__ is dict else None))
     if t3 is None: t3 = f_starts_ecs_instances(context, e4)
     if (t3 or t3.__class__ in NUMBERS):
      q1 = True
      break
    if q1:
     v0 = 2
     a2 = None
     r1 = P_ecs_instance_role_permissions_actions
     if not P_ecs_instance_role_permissions_actions:
      t4 = f_data(context, 'ecs-agent-actions')
      if t4.__class__ not in SCALARS: settled(context, t4)
      r1 = (t4.get('agent') if t4.__class__ is dict else None)
     if r1.__class__ is list:
      a2 = []
      for e5 in r1:
       if b_ecs_instance_role_permissions_granted is UNSET:
        if b_ecs_instance_role_permissions_statements is UNSET:
         a6 = None
         t5 = d.get('Policies')
         if t5.__class__ is list:
          a6 = []
          for e6 in t5:
           if e6.__class__ is dict:
            t6 = e6.get('PolicyDocument')
            t7 = (t6.get('Statement') if t6.__class__ is dict else None)
            if t7 is not None:
             a6.append(t7)
           elif e6.__class__ is list:
            for e7 in e6:
             if e7.__class__ is dict:
              t8 = e7.get('PolicyDocument')
              t9 = (t8.get('Statement') if t8.__class__ is dict else None)
              if t9 is not None:
               a6.append(t9)
         a7 = None
         t10 = d.get('ManagedPolicyArns')
         if t10.__class__ is list:
          a7 = []
          for e8 in t10:
           for e9 in (e8 if e8.__class__ is list else (e8,)):
            t11 = (m4.get(e9) if e9.__class__ is str else None)
            if t11 is None: t11 = f_resource(context, e9, 'AWS::IAM::ManagedPolicy')
            t12 = (t11.get('PolicyDocument') if t11.__class__ is dict else None)
            t13 = (t12.get('Statement') if t12.__class__ is dict else None)
            if t13 is not None:
             a7.append(t13)
         a8 = None
         t14 = m5.get(id(d), n5)
         if t14 is None: t14 = f_role_policies(context, d)
         if t14.__class__ is list:
          a8 = []
          for e10 in t14:
           if e10.__class__ is dict:
            t15 = e10.get('PolicyDocument')
            t16 = (t15.get('Statement') if t15.__class__ is dict else None)
            if t16 is not None:
             a8.append(t16)
           elif e10.__class__ is list:
            for e11 in e10:
             if e11.__class__ is dict:
              t17 = e11.get('PolicyDocument')
              t18 = (t17.get('Statement') if t17.__class__ is dict else None)
              if t18 is not None:
               a8.append(t18)
         t19 = [a6, a7, a8]
         a5 = []
         for e12 in t19:
          for e13 in (e12 if e12.__class__ is list else (e12,)):
           if e13 is not None:
            for e14 in (e13 if e13.__class__ is list else (e13,)):
             if e14 is not None:
              a5.append(e14)
         b_ecs_instance_role_permissions_statements = a5
        a4 = []
        for e15 in b_ecs_instance_role_permissions_statements:
         if e15.__class__ is dict:
          t20 = e15.get('Effect')
          if (t20 == 'Allow'):
           t21 = e15.get('Action')
           if (t21 is not None):
            q2 = True
            s1 = False
            for e16 in (t21 if t21.__class__ is list else (t21,)):
             if e16 is not None:
              if (e16 == '*'):
               q2 = False
               s1 = True
               break
            if q2:
             t22 = {'Effect': t20, 'Action': t21, 'Resource': '*', 'Condition': e15.get('Condition')}
             a4.append(t22)
        a9 = []
        for e17 in b_ecs_instance_role_permissions_statements:
         if e17.__class__ is dict:
          c1 = (e17.get('Effect') == 'Allow')
          if c1:
           t23 = e17.get('Action')
           c1 = (t23 is not None)
          c2 = c1
          if c2:
           q3 = True
           s2 = False
           t24 = e17.get('Action')
           for e18 in (t24 if t24.__class__ is list else (t24,)):
            if e18 is not None:
             if (e18 == '*'):
              q3 = False
              s2 = True
              break
           c2 = q3
          if (not c2):
           a9.append(e17)
         else:
          if e17 is not None:
           a9.append(e17)
        t25 = [a4, a9]
        a3 = []
        for e19 in t25:
         for e20 in (e19 if e19.__class__ is list else (e19,)):
          if e20 is not None:
           a3.append(e20)
        b_ecs_instance_role_permissions_granted = a3
       if e5.__class__ is not str and e5 is not None: leave()
       t26 = f_iam_allows(context, b_ecs_instance_role_permissions_granted, e5, '*')
       if (not t26):
        if e5 is not None:
         a2.append(e5)
     t27 = (len(a2) if a2.__class__ in SIZED else leave())
     if (t27 == (0)):
      c5 = (not P_ecs_instance_role_permissions_pulls_images)
      if not c5:
       a10 = None
       t28 = f_data(context, 'ecs-agent-actions')
       if t28.__class__ not in SCALARS: settled(context, t28)
       t29 = (t28.get('pull') if t28.__class__ is dict else None)
       if t29.__class__ is list:
        a10 = []
        for e21 in t29:
         if b_ecs_instance_role_permissions_granted is UNSET:
          if b_ecs_instance_role_permissions_statements is UNSET:
           a14 = None
           t30 = d.get('Policies')
           if t30.__class__ is list:
            a14 = []
            for e22 in t30:
             if e22.__class__ is dict:
              t31 = e22.get('PolicyDocument')
              t32 = (t31.get('Statement') if t31.__class__ is dict else None)
              if t32 is not None:
               a14.append(t32)
             elif e22.__class__ is list:
              for e23 in e22:
               if e23.__class__ is dict:
                t33 = e23.get('PolicyDocument')
                t34 = (t33.get('Statement') if t33.__class__ is dict else None)
                if t34 is not None:
                 a14.append(t34)
           a15 = None
           t35 = d.get('ManagedPolicyArns')
           if t35.__class__ is list:
            a15 = []
            for e24 in t35:
             for e25 in (e24 if e24.__class__ is list else (e24,)):
              t36 = (m4.get(e25) if e25.__class__ is str else None)
              if t36 is None: t36 = f_resource(context, e25, 'AWS::IAM::ManagedPolicy')
              t37 = (t36.get('PolicyDocument') if t36.__class__ is dict else None)
              t38 = (t37.get('Statement') if t37.__class__ is dict else None)
              if t38 is not None:
               a15.append(t38)
           a16 = None
           t39 = m5.get(id(d), n5)
           if t39 is None: t39 = f_role_policies(context, d)
           if t39.__class__ is list:
            a16 = []
            for e26 in t39:
             if e26.__class__ is dict:
              t40 = e26.get('PolicyDocument')
              t41 = (t40.get('Statement') if t40.__class__ is dict else None)
              if t41 is not None:
               a16.append(t41)
             elif e26.__class__ is list:
              for e27 in e26:
               if e27.__class__ is dict:
                t42 = e27.get('PolicyDocument')
                t43 = (t42.get('Statement') if t42.__class__ is dict else None)
                if t43 is not None:
                 a16.append(t43)
           t44 = [a14, a15, a16]
           a13 = []
           for e28 in t44:
            for e29 in (e28 if e28.__class__ is list else (e28,)):
             if e29 is not None:
              for e30 in (e29 if e29.__class__ is list else (e29,)):
               if e30 is not None:
                a13.append(e30)
           b_ecs_instance_role_permissions_statements = a13
          a12 = []
          for e31 in b_ecs_instance_role_permissions_statements:
           if e31.__class__ is dict:
            t45 = e31.get('Effect')
            if (t45 == 'Allow'):
             t46 = e31.get('Action')
             if (t46 is not None):
              q4 = True
              s3 = False
              for e32 in (t46 if t46.__class__ is list else (t46,)):
               if e32 is not None:
                if (e32 == '*'):
                 q4 = False
                 s3 = True
                 break
              if q4:
               t47 = {'Effect': t45, 'Action': t46, 'Resource': '*', 'Condition': e31.get('Condition')}
               a12.append(t47)
          a17 = []
          for e33 in b_ecs_instance_role_permissions_statements:
           if e33.__class__ is dict:
            c3 = (e33.get('Effect') == 'Allow')
            if c3:
             t48 = e33.get('Action')
             c3 = (t48 is not None)
            c4 = c3
            if c4:
             q5 = True
             s4 = False
             t49 = e33.get('Action')
             for e34 in (t49 if t49.__class__ is list else (t49,)):
              if e34 is not None:
               if (e34 == '*'):
                q5 = False
                s4 = True
                break
             c4 = q5
            if (not c4):
             a17.append(e33)
           else:
            if e33 is not None:
             a17.append(e33)
          t50 = [a12, a17]
          a11 = []
          for e35 in t50:
           for e36 in (e35 if e35.__class__ is list else (e35,)):
            if e36 is not None:
             a11.append(e36)
          b_ecs_instance_role_permissions_granted = a11
         if e21.__class__ is not str and e21 is not None: leave()
         t51 = f_iam_allows(context, b_ecs_instance_role_permissions_granted, e21, '*')
         if (not t51):
          if e21 is not None:
           a10.append(e21)
       t52 = (len(a10) if a10.__class__ in SIZED else leave())
       c5 = (t52 == (0))
      if c5:
       t53 = d.get('PermissionsBoundary')
       c6 = (not (t53 is not None))
       if not c6:
        a18 = None
        if r1.__class__ is list:
         a18 = []
         for e37 in r1:
          if b_ecs_instance_role_permissions_boundary is UNSET:
           t54 = (m4.get(t53) if t53.__class__ is str else None)
           if t54 is None: t54 = f_resource(context, t53, 'AWS::IAM::ManagedPolicy')
           t55 = (t54.get('PolicyDocument') if t54.__class__ is dict else None)
           t56 = (t55.get('Statement') if t55.__class__ is dict else None)
           a19 = []
           for e38 in (t56 if t56.__class__ is list else (t56,)):
            if e38 is not None:
             a19.append(e38)
           b_ecs_instance_role_permissions_boundary = a19
          if e37.__class__ is not str and e37 is not None: leave()
          t57 = f_iam_allows(context, b_ecs_instance_role_permissions_boundary, e37, '*')
          if (not t57):
           if e37 is not None:
            a18.append(e37)
        t58 = (len(a18) if a18.__class__ in SIZED else leave())
        c6 = (t58 == (0))
       if c6:
        v0 = 1
   except LEAVING:
    v0 = 3
   try:
    t59 = m1.get(id(d), n1)
    if t59 is None: t59 = f_referrers(context, d, 'AWS::IAM::InstanceProfile', True)
    if (t59 or t59.__class__ in NUMBERS):
     v1 = 2
     q6 = False
     t60 = d.get('AssumeRolePolicyDocument')
     t61 = (t60.get('Statement') if t60.__class__ is dict else None)
     a21 = []
     for e39 in (t61 if t61.__class__ is list else (t61,)):
      if e39 is not None:
       a21.append(e39)
     a20 = []
     for e40 in a21:
      if e40.__class__ is dict:
       if (e40.get('Effect') == 'Allow'):
        q7 = False
        s5 = False
        t62 = e40.get('Action')
        for e41 in (t62 if t62.__class__ is list else (t62,)):
         if e41 is not None:
          t63 = (e41.__class__ is str and e41 in K2_judge)
          if t63:
           q7 = True
           s5 = True
           break
        if q7:
         t64 = e40.get('Principal')
         t65 = (t64.get('Service') if t64.__class__ is dict else None)
         if t65 is not None:
          for e42 in (t65 if t65.__class__ is list else (t65,)):
           if e42 is not None:
            a20.append(e42)
     for e43 in a20:
      if ((e43 == 'ec2.amazonaws.com') or (e43 == 'ec2.amazonaws.com.cn')):
       q6 = True
       break
     if q6:
      v1 = 1
   except LEAVING:
    v1 = 3
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
