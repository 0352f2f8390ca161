# Written by `make policies`; not to be edited.
CALLS = ('agent_recovery', 'ecs_config', 'ecs_launch_roles', 'group_clusters', 'launch_specifications', 'provider_clusters', 'referrers', 'resource', 'same', 'unique')
K0_judge = {}
K1_judge = {}
K2_judge = {}
K3_judge = {}
def judge(resources, context):
 rows = []
 m1, n1 = m_referrers(context, 'AWS::AutoScaling::AutoScalingGroup', True)
 m2, n2 = m_launch_specifications(context)
 m3, n3 = m_resource(context, 'AWS::EC2::LaunchTemplate')
 m4, n4 = m_group_clusters(context)
 m5, n5 = m_resource(context, 'AWS::ECS::Cluster')
 m6, n6 = m_provider_clusters(context)
 m7, n7 = m_ecs_launch_roles(context)
 same, last = {}.setdefault, None
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = v2 = v3 = 0
   try:
    a1 = None
    t1 = d.get('Runtime')
    t2 = (t1.get('LaunchTemplateVersions') if t1.__class__ is dict else None)
    if t2.__class__ is list:
     a1 = []
     for e1 in t2:
      if e1.__class__ is dict:
       a2 = None
       t3 = m1.get(id(d), n1)
       if t3 is None: t3 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
       if t3.__class__ is list:
        a2 = []
        for e2 in t3:
         for e3 in (e2 if e2.__class__ is list else (e2,)):
          t4 = (m2.get(e3) if e3.__class__ is str else (m2.get(id(e3)) if e3.__class__ is dict else None))
          if t4 is None: t4 = f_launch_specifications(context, e3)
          if t4 is not None:
           for e4 in (t4 if t4.__class__ is list else (t4,)):
            if e4 is not None:
             if e4.__class__ is dict:
              t5 = e4.get('LaunchTemplateId')
              r1 = t5
              if r1 is None:
               t6 = e4.get('LaunchTemplateName')
               r1 = t6
              t7 = (m3.get(r1) if r1.__class__ is str else None)
              if t7 is None: t7 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
              t8 = f_same(context, t7, d)
              if t8.__class__ is not bool: leave()
              if t8:
               t9 = e4.get('Version')
               t10 = (t9 if t9 is not None else '$Default')
               a2.append(t10)
             else:
              t11 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
              t12 = f_same(context, t11, d)
              if t12.__class__ is not bool: leave()
              if t12:
               a2.append('$Default')
       t13 = e1.get('VersionNumber')
       t14 = to_string(t13)
       t15 = has_member(a2, t14)
       c2 = t15
       if not c2:
        t16 = e1.get('DefaultVersion')
        c1 = (t16 or t16.__class__ in NUMBERS)
        if c1:
         t17 = ('$Default' in a2 if a2.__class__ in SEARCHED else leave())
         c1 = t17
        c2 = c1
       c4 = c2
       if not c4:
        t18 = (t1.get('LatestVersionNumber') if t1.__class__ is dict else None)
        c3 = (t13 == t18 if t13.__class__ is str or t13.__class__ is t18.__class__ is int else equals(t13, t18))
        if c3:
         t19 = ('$Latest' in a2 if a2.__class__ in SEARCHED else leave())
         c3 = t19
        c4 = c3
       if c4:
        t20 = e1.get('LaunchTemplateData')
        if t20 is not None:
         a1.append(t20)
      else:
       a3 = None
       t21 = m1.get(id(d), n1)
       if t21 is None: t21 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
       if t21.__class__ is list:
        a3 = []
        for e5 in t21:
         for e6 in (e5 if e5.__class__ is list else (e5,)):
          t22 = (m2.get(e6) if e6.__class__ is str else (m2.get(id(e6)) if e6.__class__ is dict else None))
          if t22 is None: t22 = f_launch_specifications(context, e6)
          if t22 is not None:
           for e7 in (t22 if t22.__class__ is list else (t22,)):
            if e7 is not None:
             if e7.__class__ is dict:
              t23 = e7.get('LaunchTemplateId')
              r2 = t23
              if r2 is None:
               t24 = e7.get('LaunchTemplateName')
               r2 = t24
              t25 = (m3.get(r2) if r2.__class__ is str else None)
              if t25 is None: t25 = f_resource(context, r2, 'AWS::EC2::LaunchTemplate')
              t26 = f_same(context, t25, d)
              if t26.__class__ is not bool: leave()
              if t26:
               t27 = e7.get('Version')
               t28 = (t27 if t27 is not None else '$Default')
               a3.append(t28)
             else:
              t29 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
              t30 = f_same(context, t29, d)
              if t30.__class__ is not bool: leave()
              if t30:
               a3.append('$Default')
       t31 = to_string(None)
       t32 = has_member(a3, t31)
       c6 = t32
       if not c6:
        t33 = (t1.get('LatestVersionNumber') if t1.__class__ is dict else None)
        c5 = (t33 is None)
        if c5:
         t34 = ('$Latest' in a3 if a3.__class__ in SEARCHED else leave())
         c5 = t34
        c6 = c5
    r3 = a1
    if not a1:
     t35 = d.get('LaunchTemplateData')
     r3 = [t35]
    for i1 in r3 if r3.__class__ is list else () if r3 is None else (r3,):
     if i1.__class__ is dict:
      if v0 < 2:
       try:
        a4 = None
        t36 = m1.get(id(d), n1)
        if t36 is None: t36 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t36.__class__ is list:
         a4 = []
         for e8 in t36:
          for e9 in (e8 if e8.__class__ is list else (e8,)):
           t37 = (m4.get(e9) if e9.__class__ is str else (m4.get(id(e9)) if e9.__class__ is dict else None))
           if t37 is None: t37 = f_group_clusters(context, e9)
           if t37 is not None:
            for e10 in (t37 if t37.__class__ is list else (t37,)):
             if e10 is not None:
              a4.append(e10)
        t38 = f_unique(context, a4)
        if t38.__class__ not in SCALARS: settled(context, t38)
        c7 = (t38 or t38.__class__ in NUMBERS)
        if not c7:
         t39 = i1.get('UserData')
         if t39.__class__ is not str and t39 is not None: leave()
         t40 = f_ecs_config(context, t39)
         if t40.__class__ not in SCALARS: settled(context, t40)
         t41 = (t40 if (t40 or t40.__class__ in NUMBERS) else K0_judge)
         if t41.__class__ is not dict: leave()
         t42 = list(t41)
         t43 = len(t42)
         c7 = (t43 > (0))
        if c7:
         v0 = 2
         t44 = i1.get('IamInstanceProfile')
         if (t44 or t44.__class__ in NUMBERS):
          v0 = 1
       except LEAVING:
        v0 = 3
      if v1 < 2:
       try:
        q1 = False
        t45 = m1.get(id(d), n1)
        if t45 is None: t45 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        for e11 in (t45 if t45.__class__ is list else members(t45)):
         t46 = (m4.get(e11) if e11.__class__ is str else (m4.get(id(e11)) if e11.__class__ is dict else None))
         if t46 is None: t46 = f_group_clusters(context, e11)
         t47 = (len(t46) if t46.__class__ in SIZED else leave())
         if (t47 > (0)):
          q1 = True
          break
        r5 = q1
        if not q1:
         t48 = d.get('UserData')
         r4 = t48
         if r4 is None:
          t49 = d.get('LaunchTemplateData')
          t50 = (t49.get('UserData') if t49.__class__ is dict else None)
          r4 = t50
         if r4.__class__ is not str and r4 is not None: leave()
         t51 = f_ecs_config(context, r4)
         if t51.__class__ not in SCALARS: settled(context, t51)
         r5 = ((t51.get('ECS_CLUSTER') if t51.__class__ is dict else None) is not None)
        if r5:
         v1 = 2
         t52 = i1.get('UserData')
         if t52.__class__ is not str and t52 is not None: leave()
         t53 = f_agent_recovery(context, t52)
         if t53.__class__ not in SCALARS: settled(context, t53)
         t54 = (t53.get('restarts_agent') if t53.__class__ is dict else None)
         if (t54 or t54.__class__ in NUMBERS):
          v1 = 1
       except LEAVING:
        v1 = 3
      if v2 < 2:
       try:
        t55 = i1.get('UserData')
        if t55.__class__ is not str and t55 is not None: leave()
        t56 = f_ecs_config(context, t55)
        if t56.__class__ not in SCALARS: settled(context, t56)
        t57 = (t56.get('ECS_CLUSTER') if t56.__class__ is dict else None)
        if (t57 is not None):
         v2 = 2
         t58 = (m5.get(t57) if t57.__class__ is str else None)
         if t58 is None: t58 = f_resource(context, t57, 'AWS::ECS::Cluster')
         if (t58 is not None):
          q2 = True
          a5 = None
          t59 = m1.get(id(d), n1)
          if t59 is None: t59 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
          if t59.__class__ is list:
           a5 = []
           for e12 in t59:
            for e13 in (e12 if e12.__class__ is list else (e12,)):
             t60 = (m6.get(e13) if e13.__class__ is str else (m6.get(id(e13)) if e13.__class__ is dict else None))
             if t60 is None: t60 = f_provider_clusters(context, e13)
             if t60 is not None:
              for e14 in (t60 if t60.__class__ is list else (t60,)):
               if e14 is not None:
                a5.append(e14)
          t61 = f_unique(context, a5)
          if t61.__class__ not in SCALARS: settled(context, t61)
          for e15 in (t61 if t61.__class__ is list else members(t61)):
           t62 = f_same(context, e15, t58)
           if t62.__class__ is not bool: leave()
           if (not t62):
            q2 = False
            break
          if q2:
           v2 = 1
       except LEAVING:
        v2 = 3
      if v3 < 2:
       try:
        a6 = None
        t63 = m1.get(id(d), n1)
        if t63 is None: t63 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t63.__class__ is list:
         a6 = []
         for e16 in t63:
          for e17 in (e16 if e16.__class__ is list else (e16,)):
           t64 = (m6.get(e17) if e17.__class__ is str else (m6.get(id(e17)) if e17.__class__ is dict else None))
           if t64 is None: t64 = f_provider_clusters(context, e17)
           if t64 is not None:
            for e18 in (t64 if t64.__class__ is list else (t64,)):
             if e18 is not None:
              a6.append(e18)
        t65 = f_unique(context, a6)
        if t65.__class__ not in SCALARS: settled(context, t65)
        c8 = (t65 or t65.__class__ in NUMBERS)
        if not c8:
         t66 = i1.get('UserData')
         if t66.__class__ is not str and t66 is not None: leave()
         t67 = f_ecs_config(context, t66)
         if t67.__class__ not in SCALARS: settled(context, t67)
         t68 = (t67 if (t67 or t67.__class__ in NUMBERS) else K1_judge)
         if t68.__class__ is not dict: leave()
         t69 = list(t68)
         c8 = t69
        c9 = c8
        if not c9:
         t70 = m7.get(id(d), n7)
         if t70 is None: t70 = f_ecs_launch_roles(context, d)
         c9 = (t70 or t70.__class__ in NUMBERS)
        if c9:
         v3 = 2
         t71 = i1.get('UserData')
         if t71.__class__ is not str and t71 is not None: leave()
         t72 = f_ecs_config(context, t71)
         if t72.__class__ not in SCALARS: settled(context, t72)
         t73 = (t72.get('ECS_CLUSTER') if t72.__class__ is dict else None)
         c10 = (t73 or t73.__class__ in NUMBERS)
         if not c10:
          q3 = False
          for e19 in (t65 if t65.__class__ is list else members(t65)):
           if e19.__class__ is dict:
            if (e19.get('ClusterName') == 'default'):
             q3 = True
             break
          c10 = q3
         if c10:
          v3 = 1
       except LEAVING:
        v3 = 3
     else:
      if v0 < 2:
       try:
        a7 = None
        t74 = m1.get(id(d), n1)
        if t74 is None: t74 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t74.__class__ is list:
         a7 = []
         for e20 in t74:
          for e21 in (e20 if e20.__class__ is list else (e20,)):
           t75 = (m4.get(e21) if e21.__class__ is str else (m4.get(id(e21)) if e21.__class__ is dict else None))
           if t75 is None: t75 = f_group_clusters(context, e21)
           if t75 is not None:
            for e22 in (t75 if t75.__class__ is list else (t75,)):
             if e22 is not None:
              a7.append(e22)
        t76 = f_unique(context, a7)
        if t76.__class__ not in SCALARS: settled(context, t76)
        c11 = (t76 or t76.__class__ in NUMBERS)
        if not c11:
         t77 = f_ecs_config(context, None)
         if t77.__class__ not in SCALARS: settled(context, t77)
         t78 = (t77 if (t77 or t77.__class__ in NUMBERS) else K2_judge)
         if t78.__class__ is not dict: leave()
         t79 = list(t78)
         t80 = len(t79)
         c11 = (t80 > (0))
        if c11:
         v0 = 2
       except LEAVING:
        v0 = 3
      if v1 < 2:
       try:
        q4 = False
        t81 = m1.get(id(d), n1)
        if t81 is None: t81 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        for e23 in (t81 if t81.__class__ is list else members(t81)):
         t82 = (m4.get(e23) if e23.__class__ is str else (m4.get(id(e23)) if e23.__class__ is dict else None))
         if t82 is None: t82 = f_group_clusters(context, e23)
         t83 = (len(t82) if t82.__class__ in SIZED else leave())
         if (t83 > (0)):
          q4 = True
          break
        r7 = q4
        if not q4:
         t84 = d.get('UserData')
         r6 = t84
         if r6 is None:
          t85 = d.get('LaunchTemplateData')
          t86 = (t85.get('UserData') if t85.__class__ is dict else None)
          r6 = t86
         if r6.__class__ is not str and r6 is not None: leave()
         t87 = f_ecs_config(context, r6)
         if t87.__class__ not in SCALARS: settled(context, t87)
         r7 = ((t87.get('ECS_CLUSTER') if t87.__class__ is dict else None) is not None)
        if r7:
         v1 = 2
         t88 = f_agent_recovery(context, None)
         if t88.__class__ not in SCALARS: settled(context, t88)
         t89 = (t88.get('restarts_agent') if t88.__class__ is dict else None)
         if (t89 or t89.__class__ in NUMBERS):
          v1 = 1
       except LEAVING:
        v1 = 3
      if v2 < 2:
       try:
        t90 = f_ecs_config(context, None)
        if t90.__class__ not in SCALARS: settled(context, t90)
        t91 = (t90.get('ECS_CLUSTER') if t90.__class__ is dict else None)
        if (t91 is not None):
         v2 = 2
         t92 = (m5.get(t91) if t91.__class__ is str else None)
         if t92 is None: t92 = f_resource(context, t91, 'AWS::ECS::Cluster')
         if (t92 is not None):
          q5 = True
          a8 = None
          t93 = m1.get(id(d), n1)
          if t93 is None: t93 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
          if t93.__class__ is list:
           a8 = []
           for e24 in t93:
            for e25 in (e24 if e24.__class__ is list else (e24,)):
             t94 = (m6.get(e25) if e25.__class__ is str else (m6.get(id(e25)) if e25.__class__ is dict else None))
             if t94 is None: t94 = f_provider_clusters(context, e25)
             if t94 is not None:
              for e26 in (t94 if t94.__class__ is list else (t94,)):
               if e26 is not None:
                a8.append(e26)
          t95 = f_unique(context, a8)
          if t95.__class__ not in SCALARS: settled(context, t95)
          for e27 in (t95 if t95.__class__ is list else members(t95)):
           t96 = f_same(context, e27, t92)
           if t96.__class__ is not bool: leave()
           if (not t96):
            q5 = False
            break
          if q5:
           v2 = 1
       except LEAVING:
        v2 = 3
      if v3 < 2:
       try:
        a9 = None
        t97 = m1.get(id(d), n1)
        if t97 is None: t97 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t97.__class__ is list:
         a9 = []
         for e28 in t97:
          for e29 in (e28 if e28.__class__ is list else (e28,)):
           t98 = (m6.get(e29) if e29.__class__ is str else (m6.get(id(e29)) if e29.__class__ is dict else None))
           if t98 is None: t98 = f_provider_clusters(context, e29)
           if t98 is not None:
            for e30 in (t98 if t98.__class__ is list else (t98,)):
             if e30 is not None:
              a9.append(e30)
        t99 = f_unique(context, a9)
        if t99.__class__ not in SCALARS: settled(context, t99)
        c12 = (t99 or t99.__class__ in NUMBERS)
        if not c12:
         t100 = f_ecs_config(context, None)
         if t100.__class__ not in SCALARS: settled(context, t100)
         t101 = (t100 if (t100 or t100.__class__ in NUMBERS) else K3_judge)
         if t101.__class__ is not dict: leave()
         t102 = list(t101)
         c12 = t102
        c13 = c12
        if not c13:
         t103 = m7.get(id(d), n7)
         if t103 is None: t103 = f_ecs_launch_roles(context, d)
         c13 = (t103 or t103.__class__ in NUMBERS)
        if c13:
         v3 = 2
         t104 = f_ecs_config(context, None)
         if t104.__class__ not in SCALARS: settled(context, t104)
         t105 = (t104.get('ECS_CLUSTER') if t104.__class__ is dict else None)
         c14 = (t105 or t105.__class__ in NUMBERS)
         if not c14:
          q6 = False
          for e31 in (t99 if t99.__class__ is list else members(t99)):
           if e31.__class__ is dict:
            if (e31.get('ClusterName') == 'default'):
             q6 = True
             break
          c14 = q6
         if c14:
          v3 = 1
       except LEAVING:
        v3 = 3
   except LEAVING:
    v0 = 3; v1 = 3; v2 = 3; v3 = 3
   row = (v0, v1, v2, v3)
   if row != last: last = same(row, row) if rows else row
   rows.append(last)
  except LEAVING:
   rows.append((3, 3, 3, 3, ))
 return rows
