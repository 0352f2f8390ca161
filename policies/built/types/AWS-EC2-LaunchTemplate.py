# Written by `make policies`; not to be edited.
CALLS = ('agent_recovery', 'ecs_config', 'ecs_launch_roles', 'group_clusters', 'launch_specifications', 'provider_clusters', 'referrers', 'resource', 'same', 'unique')
K0_judge = {}
K1_judge = {}
K2_judge = {}
K3_judge = {}
def judge(d, context):
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
     t3 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
     if t3.__class__ is list:
      a2 = []
      for e2 in t3:
       for e3 in (e2 if e2.__class__ is list else (e2,)):
        t4 = f_launch_specifications(context, e3)
        if t4 is not None:
         for e4 in (t4 if t4.__class__ is list else (t4,)):
          if e4 is not None:
           if e4.__class__ is dict:
            t5 = e4.get('LaunchTemplateId')
            t6 = e4.get('LaunchTemplateName')
            t7 = (t5 if t5 is not None else t6)
            t8 = f_resource(context, t7, 'AWS::EC2::LaunchTemplate')
            t9 = f_same(context, t8, d)
            if t9.__class__ is not bool: leave()
            if t9:
             t10 = e4.get('Version')
             t11 = (t10 if t10 is not None else '$Default')
             a2.append(t11)
           else:
            t12 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
            t13 = f_same(context, t12, d)
            if t13.__class__ is not bool: leave()
            if t13:
             a2.append('$Default')
     t14 = e1.get('VersionNumber')
     t15 = to_string(t14)
     t16 = has_member(a2, t15)
     c2 = t16
     if not c2:
      t17 = e1.get('DefaultVersion')
      c1 = (t17 or t17.__class__ in NUMBERS)
      if c1:
       t18 = ('$Default' in a2 if a2.__class__ in SEARCHED else leave())
       c1 = t18
      c2 = c1
     c4 = c2
     if not c4:
      t19 = (t1.get('LatestVersionNumber') if t1.__class__ is dict else None)
      c3 = (t14 == t19 if t14.__class__ is str else equals(t14, t19))
      if c3:
       t20 = ('$Latest' in a2 if a2.__class__ in SEARCHED else leave())
       c3 = t20
      c4 = c3
     if c4:
      t21 = e1.get('LaunchTemplateData')
      if t21 is not None:
       a1.append(t21)
    else:
     a3 = None
     t22 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
     if t22.__class__ is list:
      a3 = []
      for e5 in t22:
       for e6 in (e5 if e5.__class__ is list else (e5,)):
        t23 = f_launch_specifications(context, e6)
        if t23 is not None:
         for e7 in (t23 if t23.__class__ is list else (t23,)):
          if e7 is not None:
           if e7.__class__ is dict:
            t24 = e7.get('LaunchTemplateId')
            t25 = e7.get('LaunchTemplateName')
            t26 = (t24 if t24 is not None else t25)
            t27 = f_resource(context, t26, 'AWS::EC2::LaunchTemplate')
            t28 = f_same(context, t27, d)
            if t28.__class__ is not bool: leave()
            if t28:
             t29 = e7.get('Version')
             t30 = (t29 if t29 is not None else '$Default')
             a3.append(t30)
           else:
            t31 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
            t32 = f_same(context, t31, d)
            if t32.__class__ is not bool: leave()
            if t32:
             a3.append('$Default')
     t33 = to_string(None)
     t34 = has_member(a3, t33)
     c6 = t34
     if not c6:
      t35 = (t1.get('LatestVersionNumber') if t1.__class__ is dict else None)
      c5 = (t35 is None)
      if c5:
       t36 = ('$Latest' in a3 if a3.__class__ in SEARCHED else leave())
       c5 = t36
      c6 = c5
  r1 = a1
  if not a1:
   t37 = d.get('LaunchTemplateData')
   r1 = [t37]
  for i1 in r1 if r1.__class__ is list else () if r1 is None else (r1,):
   if i1.__class__ is dict:
    if v0 < 2:
     try:
      a4 = None
      t38 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      if t38.__class__ is list:
       a4 = []
       for e8 in t38:
        for e9 in (e8 if e8.__class__ is list else (e8,)):
         t39 = f_group_clusters(context, e9)
         if t39 is not None:
          for e10 in (t39 if t39.__class__ is list else (t39,)):
           if e10 is not None:
            a4.append(e10)
      t40 = f_unique(context, a4)
      if t40.__class__ not in SCALARS: settled(context, t40)
      c7 = (t40 or t40.__class__ in NUMBERS)
      if not c7:
       t41 = i1.get('UserData')
       if t41.__class__ is not str and t41 is not None: leave()
       t42 = f_ecs_config(context, t41)
       if t42.__class__ not in SCALARS: settled(context, t42)
       t43 = (t42 if (t42 or t42.__class__ in NUMBERS) else K0_judge)
       if t43.__class__ is not dict: leave()
       t44 = list(t43)
       t45 = len(t44)
       c7 = (t45 > (0))
      if c7:
       v0 = 2
       t46 = i1.get('IamInstanceProfile')
       if (t46 or t46.__class__ in NUMBERS):
        v0 = 1
     except LEAVING:
      v0 = 3
    if v1 < 2:
     try:
      q1 = False
      t47 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      for e11 in (t47 if t47.__class__ is list else members(t47)):
       t48 = f_group_clusters(context, e11)
       t49 = (len(t48) if t48.__class__ in SIZED else leave())
       if (t49 > (0)):
        q1 = True
        break
      r2 = q1
      if not q1:
       t50 = d.get('UserData')
       t51 = d.get('LaunchTemplateData')
       t52 = (t51.get('UserData') if t51.__class__ is dict else None)
       t53 = (t50 if t50 is not None else t52)
       if t53.__class__ is not str and t53 is not None: leave()
       t54 = f_ecs_config(context, t53)
       if t54.__class__ not in SCALARS: settled(context, t54)
       r2 = ((t54.get('ECS_CLUSTER') if t54.__class__ is dict else None) is not None)
      if r2:
       v1 = 2
       t55 = i1.get('UserData')
       if t55.__class__ is not str and t55 is not None: leave()
       t56 = f_agent_recovery(context, t55)
       if t56.__class__ not in SCALARS: settled(context, t56)
       t57 = (t56.get('restarts_agent') if t56.__class__ is dict else None)
       if (t57 or t57.__class__ in NUMBERS):
        v1 = 1
     except LEAVING:
      v1 = 3
    if v2 < 2:
     try:
      t58 = i1.get('UserData')
      if t58.__class__ is not str and t58 is not None: leave()
      t59 = f_ecs_config(context, t58)
      if t59.__class__ not in SCALARS: settled(context, t59)
      t60 = (t59.get('ECS_CLUSTER') if t59.__class__ is dict else None)
      if (t60 is not None):
       v2 = 2
       t61 = f_resource(context, t60, 'AWS::ECS::Cluster')
       if (t61 is not None):
        q2 = True
        a5 = None
        t62 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t62.__class__ is list:
         a5 = []
         for e12 in t62:
          for e13 in (e12 if e12.__class__ is list else (e12,)):
           t63 = f_provider_clusters(context, e13)
           if t63 is not None:
            for e14 in (t63 if t63.__class__ is list else (t63,)):
             if e14 is not None:
              a5.append(e14)
        t64 = f_unique(context, a5)
        if t64.__class__ not in SCALARS: settled(context, t64)
        for e15 in (t64 if t64.__class__ is list else members(t64)):
         t65 = f_same(context, e15, t61)
         if t65.__class__ is not bool: leave()
         if (not t65):
          q2 = False
          break
        if q2:
         v2 = 1
     except LEAVING:
      v2 = 3
    if v3 < 2:
     try:
      a6 = None
      t66 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      if t66.__class__ is list:
       a6 = []
       for e16 in t66:
        for e17 in (e16 if e16.__class__ is list else (e16,)):
         t67 = f_provider_clusters(context, e17)
         if t67 is not None:
          for e18 in (t67 if t67.__class__ is list else (t67,)):
           if e18 is not None:
            a6.append(e18)
      t68 = f_unique(context, a6)
      if t68.__class__ not in SCALARS: settled(context, t68)
      c8 = (t68 or t68.__class__ in NUMBERS)
      if not c8:
       t69 = i1.get('UserData')
       if t69.__class__ is not str and t69 is not None: leave()
       t70 = f_ecs_config(context, t69)
       if t70.__class__ not in SCALARS: settled(context, t70)
       t71 = (t70 if (t70 or t70.__class__ in NUMBERS) else K1_judge)
       if t71.__class__ is not dict: leave()
       t72 = list(t71)
       c8 = t72
      c9 = c8
      if not c9:
       t73 = f_ecs_launch_roles(context, d)
       c9 = (t73 or t73.__class__ in NUMBERS)
      if c9:
       v3 = 2
       t74 = i1.get('UserData')
       if t74.__class__ is not str and t74 is not None: leave()
       t75 = f_ecs_config(context, t74)
       if t75.__class__ not in SCALARS: settled(context, t75)
       t76 = (t75.get('ECS_CLUSTER') if t75.__class__ is dict else None)
       c10 = (t76 or t76.__class__ in NUMBERS)
       if not c10:
        q3 = False
        for e19 in (t68 if t68.__class__ is list else members(t68)):
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
      t77 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      if t77.__class__ is list:
       a7 = []
       for e20 in t77:
        for e21 in (e20 if e20.__class__ is list else (e20,)):
         t78 = f_group_clusters(context, e21)
         if t78 is not None:
          for e22 in (t78 if t78.__class__ is list else (t78,)):
           if e22 is not None:
            a7.append(e22)
      t79 = f_unique(context, a7)
      if t79.__class__ not in SCALARS: settled(context, t79)
      c11 = (t79 or t79.__class__ in NUMBERS)
      if not c11:
       t80 = f_ecs_config(context, None)
       if t80.__class__ not in SCALARS: settled(context, t80)
       t81 = (t80 if (t80 or t80.__class__ in NUMBERS) else K2_judge)
       if t81.__class__ is not dict: leave()
       t82 = list(t81)
       t83 = len(t82)
       c11 = (t83 > (0))
      if c11:
       v0 = 2
     except LEAVING:
      v0 = 3
    if v1 < 2:
     try:
      q4 = False
      t84 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      for e23 in (t84 if t84.__class__ is list else members(t84)):
       t85 = f_group_clusters(context, e23)
       t86 = (len(t85) if t85.__class__ in SIZED else leave())
       if (t86 > (0)):
        q4 = True
        break
      r3 = q4
      if not q4:
       t87 = d.get('UserData')
       t88 = d.get('LaunchTemplateData')
       t89 = (t88.get('UserData') if t88.__class__ is dict else None)
       t90 = (t87 if t87 is not None else t89)
       if t90.__class__ is not str and t90 is not None: leave()
       t91 = f_ecs_config(context, t90)
       if t91.__class__ not in SCALARS: settled(context, t91)
       r3 = ((t91.get('ECS_CLUSTER') if t91.__class__ is dict else None) is not None)
      if r3:
       v1 = 2
       t92 = f_agent_recovery(context, None)
       if t92.__class__ not in SCALARS: settled(context, t92)
       t93 = (t92.get('restarts_agent') if t92.__class__ is dict else None)
       if (t93 or t93.__class__ in NUMBERS):
        v1 = 1
     except LEAVING:
      v1 = 3
    if v2 < 2:
     try:
      t94 = f_ecs_config(context, None)
      if t94.__class__ not in SCALARS: settled(context, t94)
      t95 = (t94.get('ECS_CLUSTER') if t94.__class__ is dict else None)
      if (t95 is not None):
       v2 = 2
       t96 = f_resource(context, t95, 'AWS::ECS::Cluster')
       if (t96 is not None):
        q5 = True
        a8 = None
        t97 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
        if t97.__class__ is list:
         a8 = []
         for e24 in t97:
          for e25 in (e24 if e24.__class__ is list else (e24,)):
           t98 = f_provider_clusters(context, e25)
           if t98 is not None:
            for e26 in (t98 if t98.__class__ is list else (t98,)):
             if e26 is not None:
              a8.append(e26)
        t99 = f_unique(context, a8)
        if t99.__class__ not in SCALARS: settled(context, t99)
        for e27 in (t99 if t99.__class__ is list else members(t99)):
         t100 = f_same(context, e27, t96)
         if t100.__class__ is not bool: leave()
         if (not t100):
          q5 = False
          break
        if q5:
         v2 = 1
     except LEAVING:
      v2 = 3
    if v3 < 2:
     try:
      a9 = None
      t101 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      if t101.__class__ is list:
       a9 = []
       for e28 in t101:
        for e29 in (e28 if e28.__class__ is list else (e28,)):
         t102 = f_provider_clusters(context, e29)
         if t102 is not None:
          for e30 in (t102 if t102.__class__ is list else (t102,)):
           if e30 is not None:
            a9.append(e30)
      t103 = f_unique(context, a9)
      if t103.__class__ not in SCALARS: settled(context, t103)
      c12 = (t103 or t103.__class__ in NUMBERS)
      if not c12:
       t104 = f_ecs_config(context, None)
       if t104.__class__ not in SCALARS: settled(context, t104)
       t105 = (t104 if (t104 or t104.__class__ in NUMBERS) else K3_judge)
       if t105.__class__ is not dict: leave()
       t106 = list(t105)
       c12 = t106
      c13 = c12
      if not c13:
       t107 = f_ecs_launch_roles(context, d)
       c13 = (t107 or t107.__class__ in NUMBERS)
      if c13:
       v3 = 2
       t108 = f_ecs_config(context, None)
       if t108.__class__ not in SCALARS: settled(context, t108)
       t109 = (t108.get('ECS_CLUSTER') if t108.__class__ is dict else None)
       c14 = (t109 or t109.__class__ in NUMBERS)
       if not c14:
        q6 = False
        for e31 in (t103 if t103.__class__ is list else members(t103)):
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
 return (v0, v1, v2, v3, )
