# Written by `make policies`; not to be edited.
CALLS = ('data', 'ecs_config', 'launch_versions', 'leads_to_appliance', 'leads_to_internet', 'leads_to_nat', 'leads_to_transit', 'missing', 'referrers', 'resource', 'subnet_endpoints', 'unique')
P_ecs_instance_subnet_has_egress_endpoints = []
P_igw_route_needs_public_ip_endpoints = []
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 m1, n1 = m_resource(context, 'AWS::EC2::Subnet')
 m2, n2 = m_referrers(context, 'AWS::ECS::CapacityProvider', True)
 m3, n3 = m_referrers(context, 'AWS::ECS::Cluster', True)
 m4, n4 = m_referrers(context, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
 m5, n5 = m_resource(context, 'AWS::ECS::Cluster')
 m6, n6 = m_resource(context, 'AWS::AutoScaling::LaunchConfiguration')
 m7, n7 = m_resource(context, 'AWS::EC2::LaunchTemplate')
 m8, n8 = m_launch_versions(context)
 m9, n9 = m_leads_to_internet(context)
 m10, n10 = m_leads_to_nat(context)
 m11, n11 = m_leads_to_transit(context)
 m12, n12 = m_leads_to_appliance(context)
 m13, n13 = m_subnet_endpoints(context)
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = 0
   try:
    a1 = None
    a2 = None
    t1 = d.get('VPCZoneIdentifier')
    if t1.__class__ is list:
     a2 = []
     for e1 in t1:
      for e2 in (e1 if e1.__class__ is list else (e1,)):
       t2 = (m1.get(e2) if e2.__class__ is str else None)
       if t2 is None: t2 = f_resource(context, e2, 'AWS::EC2::Subnet')
       if t2 is not None:
        a2.append(t2)
    if a2.__class__ is list:
     a1 = []
     for e3 in a2:
      a5 = None
      t3 = m2.get(id(d), n2)
      if t3 is None: t3 = f_referrers(context, d, 'AWS::ECS::CapacityProvider', True)
      if t3.__class__ is list:
       a5 = []
       for e4 in t3:
        for e5 in (e4 if e4.__class__ is list else (e4,)):
         t4 = (m3.get(e5) if e5.__class__ is str else (m3.get(id(e5)) if e5.__class__ is dict else None))
         if t4 is None: t4 = f_referrers(context, e5, 'AWS::ECS::Cluster', True)
         if t4 is not None:
          for e6 in (t4 if t4.__class__ is list else (t4,)):
           if e6 is not None:
            a5.append(e6)
      a6 = None
      if t3.__class__ is list:
       a6 = []
       for e7 in t3:
        for e8 in (e7 if e7.__class__ is list else (e7,)):
         t5 = (m4.get(e8) if e8.__class__ is str else (m4.get(id(e8)) if e8.__class__ is dict else None))
         if t5 is None: t5 = f_referrers(context, e8, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
         if t5 is not None:
          if t5.__class__ is dict:
           t6 = t5.get('Cluster')
           t7 = (m5.get(t6) if t6.__class__ is str else None)
           if t7 is None: t7 = f_resource(context, t6, 'AWS::ECS::Cluster')
           if t7 is not None:
            a6.append(t7)
          elif t5.__class__ is list:
           for e9 in t5:
            if e9.__class__ is dict:
             t8 = e9.get('Cluster')
             t9 = (m5.get(t8) if t8.__class__ is str else None)
             if t9 is None: t9 = f_resource(context, t8, 'AWS::ECS::Cluster')
             if t9 is not None:
              a6.append(t9)
            else:
             t10 = f_resource(context, None, 'AWS::ECS::Cluster')
             if t10 is not None:
              a6.append(t10)
          else:
           t11 = f_resource(context, None, 'AWS::ECS::Cluster')
           if t11 is not None:
            a6.append(t11)
      t12 = [a5, a6]
      a4 = []
      for e10 in t12:
       for e11 in (e10 if e10.__class__ is list else (e10,)):
        if e11 is not None:
         a4.append(e11)
      t13 = f_unique(context, a4)
      if t13.__class__ not in SCALARS: settled(context, t13)
      t14 = d.get('LaunchConfigurationName')
      t15 = (m6.get(t14) if t14.__class__ is str else None)
      if t15 is None: t15 = f_resource(context, t14, 'AWS::AutoScaling::LaunchConfiguration')
      t16 = d.get('LaunchTemplate')
      t17 = d.get('MixedInstancesPolicy')
      t18 = (t17.get('LaunchTemplate') if t17.__class__ is dict else None)
      t19 = (t18.get('LaunchTemplateSpecification') if t18.__class__ is dict else None)
      a11 = None
      t20 = (t18.get('Overrides') if t18.__class__ is dict else None)
      if t20.__class__ is list:
       a11 = []
       for e12 in t20:
        if e12.__class__ is dict:
         t21 = e12.get('LaunchTemplateSpecification')
         if t21 is not None:
          a11.append(t21)
        elif e12.__class__ is list:
         for e13 in e12:
          if e13.__class__ is dict:
           t22 = e13.get('LaunchTemplateSpecification')
           if t22 is not None:
            a11.append(t22)
      t23 = [t16, t19, a11]
      a10 = []
      for e14 in t23:
       for e15 in (e14 if e14.__class__ is list else (e14,)):
        if e15 is not None:
         a10.append(e15)
      a9 = []
      for e16 in a10:
       if e16.__class__ is dict:
        t24 = e16.get('LaunchTemplateId')
        r1 = t24
        if r1 is None:
         t25 = e16.get('LaunchTemplateName')
         r1 = t25
        t26 = (m7.get(r1) if r1.__class__ is str else None)
        if t26 is None: t26 = f_resource(context, r1, 'AWS::EC2::LaunchTemplate')
        if t26 is not None:
         for e17 in (t26 if t26.__class__ is list else (t26,)):
          t27 = (m8.get(e17) if e17.__class__ is str else (m8.get(id(e17)) if e17.__class__ is dict else None))
          if t27 is None: t27 = f_launch_versions(context, e17)
          if t27 is not None:
           for e18 in (t27 if t27.__class__ is list else (t27,)):
            if e18 is not None:
             a9.append(e18)
       elif e16.__class__ is list:
        for e19 in e16:
         if e19.__class__ is dict:
          t28 = e19.get('LaunchTemplateId')
          r2 = t28
          if r2 is None:
           t29 = e19.get('LaunchTemplateName')
           r2 = t29
          t30 = (m7.get(r2) if r2.__class__ is str else None)
          if t30 is None: t30 = f_resource(context, r2, 'AWS::EC2::LaunchTemplate')
          if t30 is not None:
           for e20 in (t30 if t30.__class__ is list else (t30,)):
            t31 = (m8.get(e20) if e20.__class__ is str else (m8.get(id(e20)) if e20.__class__ is dict else None))
            if t31 is None: t31 = f_launch_versions(context, e20)
            if t31 is not None:
             for e21 in (t31 if t31.__class__ is list else (t31,)):
              if e21 is not None:
               a9.append(e21)
         else:
          t32 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
          if t32 is not None:
           for e22 in (t32 if t32.__class__ is list else (t32,)):
            t33 = (m8.get(e22) if e22.__class__ is str else (m8.get(id(e22)) if e22.__class__ is dict else None))
            if t33 is None: t33 = f_launch_versions(context, e22)
            if t33 is not None:
             for e23 in (t33 if t33.__class__ is list else (t33,)):
              if e23 is not None:
               a9.append(e23)
       else:
        t34 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        if t34 is not None:
         for e24 in (t34 if t34.__class__ is list else (t34,)):
          t35 = (m8.get(e24) if e24.__class__ is str else (m8.get(id(e24)) if e24.__class__ is dict else None))
          if t35 is None: t35 = f_launch_versions(context, e24)
          if t35 is not None:
           for e25 in (t35 if t35.__class__ is list else (t35,)):
            if e25 is not None:
             a9.append(e25)
      t36 = [[t15], a9]
      a8 = []
      for e26 in t36:
       for e27 in (e26 if e26.__class__ is list else (e26,)):
        if e27 is not None:
         a8.append(e27)
      a7 = []
      for e28 in a8:
       if e28.__class__ is dict:
        t37 = e28.get('UserData')
        if t37.__class__ is not str and t37 is not None: leave()
        t38 = f_ecs_config(context, t37)
        if t38.__class__ not in SCALARS: settled(context, t38)
        t39 = (t38.get('ECS_CLUSTER') if t38.__class__ is dict else None)
        t40 = (m5.get(t39) if t39.__class__ is str else None)
        if t40 is None: t40 = f_resource(context, t39, 'AWS::ECS::Cluster')
        if t40 is not None:
         a7.append(t40)
       elif e28.__class__ is list:
        for e29 in e28:
         if e29.__class__ is dict:
          t41 = e29.get('UserData')
          if t41.__class__ is not str and t41 is not None: leave()
          t42 = f_ecs_config(context, t41)
          if t42.__class__ not in SCALARS: settled(context, t42)
          t43 = (t42.get('ECS_CLUSTER') if t42.__class__ is dict else None)
          t44 = (m5.get(t43) if t43.__class__ is str else None)
          if t44 is None: t44 = f_resource(context, t43, 'AWS::ECS::Cluster')
          if t44 is not None:
           a7.append(t44)
         else:
          t45 = f_ecs_config(context, None)
          if t45.__class__ not in SCALARS: settled(context, t45)
          t46 = (t45.get('ECS_CLUSTER') if t45.__class__ is dict else None)
          t47 = (m5.get(t46) if t46.__class__ is str else None)
          if t47 is None: t47 = f_resource(context, t46, 'AWS::ECS::Cluster')
          if t47 is not None:
           a7.append(t47)
       else:
        t48 = f_ecs_config(context, None)
        if t48.__class__ not in SCALARS: settled(context, t48)
        t49 = (t48.get('ECS_CLUSTER') if t48.__class__ is dict else None)
        t50 = (m5.get(t49) if t49.__class__ is str else None)
        if t50 is None: t50 = f_resource(context, t49, 'AWS::ECS::Cluster')
        if t50 is not None:
         a7.append(t50)
      t51 = [t13, a7]
      a3 = []
      for e30 in t51:
       for e31 in (e30 if e30.__class__ is list else (e30,)):
        if e31 is not None:
         a3.append(e31)
      t52 = f_unique(context, a3)
      if t52.__class__ not in SCALARS: settled(context, t52)
      if (t52 or t52.__class__ in NUMBERS):
       if e3 is not None:
        a1.append(e3)
    for i1 in a1 if a1.__class__ is list else () if a1 is None else (a1,):
     if i1.__class__ is dict:
      if v0 < 2:
       try:
        v0 = 2
        t53 = m9.get(id(i1))
        if t53 is None: t53 = f_leads_to_internet(context, i1)
        r8 = t53
        if (t53 or t53.__class__ in NUMBERS):
         q1 = True
         t54 = d.get('LaunchConfigurationName')
         t55 = (m6.get(t54) if t54.__class__ is str else None)
         if t55 is None: t55 = f_resource(context, t54, 'AWS::AutoScaling::LaunchConfiguration')
         t56 = d.get('LaunchTemplate')
         t57 = d.get('MixedInstancesPolicy')
         t58 = (t57.get('LaunchTemplate') if t57.__class__ is dict else None)
         t59 = (t58.get('LaunchTemplateSpecification') if t58.__class__ is dict else None)
         a15 = None
         t60 = (t58.get('Overrides') if t58.__class__ is dict else None)
         if t60.__class__ is list:
          a15 = []
          for e32 in t60:
           if e32.__class__ is dict:
            t61 = e32.get('LaunchTemplateSpecification')
            if t61 is not None:
             a15.append(t61)
           elif e32.__class__ is list:
            for e33 in e32:
             if e33.__class__ is dict:
              t62 = e33.get('LaunchTemplateSpecification')
              if t62 is not None:
               a15.append(t62)
         t63 = [t56, t59, a15]
         a14 = []
         for e34 in t63:
          for e35 in (e34 if e34.__class__ is list else (e34,)):
           if e35 is not None:
            a14.append(e35)
         a13 = []
         for e36 in a14:
          if e36.__class__ is dict:
           t64 = e36.get('LaunchTemplateId')
           r3 = t64
           if r3 is None:
            t65 = e36.get('LaunchTemplateName')
            r3 = t65
           t66 = (m7.get(r3) if r3.__class__ is str else None)
           if t66 is None: t66 = f_resource(context, r3, 'AWS::EC2::LaunchTemplate')
           if t66 is not None:
            for e37 in (t66 if t66.__class__ is list else (t66,)):
             t67 = (m8.get(e37) if e37.__class__ is str else (m8.get(id(e37)) if e37.__class__ is dict else None))
             if t67 is None: t67 = f_launch_versions(context, e37)
             if t67 is not None:
              for e38 in (t67 if t67.__class__ is list else (t67,)):
               if e38 is not None:
                a13.append(e38)
          elif e36.__class__ is list:
           for e39 in e36:
            if e39.__class__ is dict:
             t68 = e39.get('LaunchTemplateId')
             r4 = t68
             if r4 is None:
              t69 = e39.get('LaunchTemplateName')
              r4 = t69
             t70 = (m7.get(r4) if r4.__class__ is str else None)
             if t70 is None: t70 = f_resource(context, r4, 'AWS::EC2::LaunchTemplate')
             if t70 is not None:
              for e40 in (t70 if t70.__class__ is list else (t70,)):
               t71 = (m8.get(e40) if e40.__class__ is str else (m8.get(id(e40)) if e40.__class__ is dict else None))
               if t71 is None: t71 = f_launch_versions(context, e40)
               if t71 is not None:
                for e41 in (t71 if t71.__class__ is list else (t71,)):
                 if e41 is not None:
                  a13.append(e41)
            else:
             t72 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
             if t72 is not None:
              for e42 in (t72 if t72.__class__ is list else (t72,)):
               t73 = (m8.get(e42) if e42.__class__ is str else (m8.get(id(e42)) if e42.__class__ is dict else None))
               if t73 is None: t73 = f_launch_versions(context, e42)
               if t73 is not None:
                for e43 in (t73 if t73.__class__ is list else (t73,)):
                 if e43 is not None:
                  a13.append(e43)
          else:
           t74 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t74 is not None:
            for e44 in (t74 if t74.__class__ is list else (t74,)):
             t75 = (m8.get(e44) if e44.__class__ is str else (m8.get(id(e44)) if e44.__class__ is dict else None))
             if t75 is None: t75 = f_launch_versions(context, e44)
             if t75 is not None:
              for e45 in (t75 if t75.__class__ is list else (t75,)):
               if e45 is not None:
                a13.append(e45)
         t76 = [[t55], a13]
         a12 = []
         for e46 in t76:
          for e47 in (e46 if e46.__class__ is list else (e46,)):
           if e47 is not None:
            a12.append(e47)
         for e48 in a12:
          if e48.__class__ is dict:
           x1 = None
           c1 = False
           t77 = e48.get('NetworkInterfaces')
           if t77.__class__ is list:
            for e49 in t77:
             if e49.__class__ is dict:
              t78 = e49.get('AssociatePublicIpAddress')
              if t78 is not None:
               x1 = t78
               c1 = True
               break
             elif e49.__class__ is list:
              for e50 in e49:
               if e50.__class__ is dict:
                t79 = e50.get('AssociatePublicIpAddress')
                if t79 is not None:
                 x1 = t79
                 c1 = True
                 break
              if c1: break
           r6 = x1
           if r6 is None:
            t80 = e48.get('AssociatePublicIpAddress')
            r5 = t80
            if r5 is None:
             t81 = i1.get('MapPublicIpOnLaunch')
             r5 = t81
            r6 = r5
           if (not (r6 or r6.__class__ in NUMBERS)):
            q1 = False
            break
          else:
           x2 = None
           c2 = False
           r7 = x2
           if r7 is None:
            t82 = i1.get('MapPublicIpOnLaunch')
            r7 = t82
           if (not (r7 or r7.__class__ in NUMBERS)):
            q1 = False
            break
         r8 = q1
        c3 = (r8 or r8.__class__ in NUMBERS)
        if not c3:
         t83 = m10.get(id(i1))
         if t83 is None: t83 = f_leads_to_nat(context, i1)
         r9 = t83
         if not (t83 or t83.__class__ in NUMBERS):
          t84 = m11.get(id(i1))
          if t84 is None: t84 = f_leads_to_transit(context, i1)
          r9 = t84
         r10 = r9
         if not (r9 or r9.__class__ in NUMBERS):
          t85 = m12.get(id(i1))
          if t85 is None: t85 = f_leads_to_appliance(context, i1)
          r10 = t85
         c3 = (r10 or r10.__class__ in NUMBERS)
        c4 = c3
        if not c4:
         r11 = P_ecs_instance_subnet_has_egress_endpoints
         if not P_ecs_instance_subnet_has_egress_endpoints:
          t86 = f_data(context, 'ecs-endpoints')
          if t86.__class__ not in SCALARS: settled(context, t86)
          t87 = (t86.get('instances') if t86.__class__ is dict else None)
          r11 = t87
         t88 = m13.get(id(i1))
         if t88 is None: t88 = f_subnet_endpoints(context, i1)
         if r11.__class__ is not list and r11 is not None: leave()
         if t88.__class__ is not list and t88 is not None: leave()
         t89 = f_missing(context, r11, t88)
         if t89.__class__ not in SCALARS: settled(context, t89)
         t90 = (len(t89) if t89.__class__ in SIZED else leave())
         c4 = (t90 == (0))
        if c4:
         v0 = 1
       except LEAVING:
        v0 = 3
      if v1 < 2:
       try:
        t91 = m9.get(id(i1))
        if t91 is None: t91 = f_leads_to_internet(context, i1)
        if (t91 or t91.__class__ in NUMBERS):
         v1 = 2
         q2 = True
         t92 = d.get('LaunchConfigurationName')
         t93 = (m6.get(t92) if t92.__class__ is str else None)
         if t93 is None: t93 = f_resource(context, t92, 'AWS::AutoScaling::LaunchConfiguration')
         t94 = d.get('LaunchTemplate')
         t95 = d.get('MixedInstancesPolicy')
         t96 = (t95.get('LaunchTemplate') if t95.__class__ is dict else None)
         t97 = (t96.get('LaunchTemplateSpecification') if t96.__class__ is dict else None)
         a19 = None
         t98 = (t96.get('Overrides') if t96.__class__ is dict else None)
         if t98.__class__ is list:
          a19 = []
          for e51 in t98:
           if e51.__class__ is dict:
            t99 = e51.get('LaunchTemplateSpecification')
            if t99 is not None:
             a19.append(t99)
           elif e51.__class__ is list:
            for e52 in e51:
             if e52.__class__ is dict:
              t100 = e52.get('LaunchTemplateSpecification')
              if t100 is not None:
               a19.append(t100)
         t101 = [t94, t97, a19]
         a18 = []
         for e53 in t101:
          for e54 in (e53 if e53.__class__ is list else (e53,)):
           if e54 is not None:
            a18.append(e54)
         a17 = []
         for e55 in a18:
          if e55.__class__ is dict:
           t102 = e55.get('LaunchTemplateId')
           r12 = t102
           if r12 is None:
            t103 = e55.get('LaunchTemplateName')
            r12 = t103
           t104 = (m7.get(r12) if r12.__class__ is str else None)
           if t104 is None: t104 = f_resource(context, r12, 'AWS::EC2::LaunchTemplate')
           if t104 is not None:
            for e56 in (t104 if t104.__class__ is list else (t104,)):
             t105 = (m8.get(e56) if e56.__class__ is str else (m8.get(id(e56)) if e56.__class__ is dict else None))
             if t105 is None: t105 = f_launch_versions(context, e56)
             if t105 is not None:
              for e57 in (t105 if t105.__class__ is list else (t105,)):
               if e57 is not None:
                a17.append(e57)
          elif e55.__class__ is list:
           for e58 in e55:
            if e58.__class__ is dict:
             t106 = e58.get('LaunchTemplateId')
             r13 = t106
             if r13 is None:
              t107 = e58.get('LaunchTemplateName')
              r13 = t107
             t108 = (m7.get(r13) if r13.__class__ is str else None)
             if t108 is None: t108 = f_resource(context, r13, 'AWS::EC2::LaunchTemplate')
             if t108 is not None:
              for e59 in (t108 if t108.__class__ is list else (t108,)):
               t109 = (m8.get(e59) if e59.__class__ is str else (m8.get(id(e59)) if e59.__class__ is dict else None))
               if t109 is None: t109 = f_launch_versions(context, e59)
               if t109 is not None:
                for e60 in (t109 if t109.__class__ is list else (t109,)):
                 if e60 is not None:
                  a17.append(e60)
            else:
             t110 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
             if t110 is not None:
              for e61 in (t110 if t110.__class__ is list else (t110,)):
               t111 = (m8.get(e61) if e61.__class__ is str else (m8.get(id(e61)) if e61.__class__ is dict else None))
               if t111 is None: t111 = f_launch_versions(context, e61)
               if t111 is not None:
                for e62 in (t111 if t111.__class__ is list else (t111,)):
                 if e62 is not None:
                  a17.append(e62)
          else:
           t112 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t112 is not None:
            for e63 in (t112 if t112.__class__ is list else (t112,)):
             t113 = (m8.get(e63) if e63.__class__ is str else (m8.get(id(e63)) if e63.__class__ is dict else None))
             if t113 is None: t113 = f_launch_versions(context, e63)
             if t113 is not None:
              for e64 in (t113 if t113.__class__ is list else (t113,)):
               if e64 is not None:
                a17.append(e64)
         t114 = [[t93], a17]
         a16 = []
         for e65 in t114:
          for e66 in (e65 if e65.__class__ is list else (e65,)):
           if e66 is not None:
            a16.append(e66)
         for e67 in a16:
          if e67.__class__ is dict:
           x3 = None
           c5 = False
           t115 = e67.get('NetworkInterfaces')
           if t115.__class__ is list:
            for e68 in t115:
             if e68.__class__ is dict:
              t116 = e68.get('AssociatePublicIpAddress')
              if t116 is not None:
               x3 = t116
               c5 = True
               break
             elif e68.__class__ is list:
              for e69 in e68:
               if e69.__class__ is dict:
                t117 = e69.get('AssociatePublicIpAddress')
                if t117 is not None:
                 x3 = t117
                 c5 = True
                 break
              if c5: break
           r15 = x3
           if r15 is None:
            t118 = e67.get('AssociatePublicIpAddress')
            r14 = t118
            if r14 is None:
             t119 = i1.get('MapPublicIpOnLaunch')
             r14 = t119
            r15 = r14
           if (not (r15 or r15.__class__ in NUMBERS)):
            q2 = False
            break
          else:
           x4 = None
           c6 = False
           r16 = x4
           if r16 is None:
            t120 = i1.get('MapPublicIpOnLaunch')
            r16 = t120
           if (not (r16 or r16.__class__ in NUMBERS)):
            q2 = False
            break
         c7 = q2
         if not c7:
          r17 = P_igw_route_needs_public_ip_endpoints
          if not P_igw_route_needs_public_ip_endpoints:
           t121 = f_data(context, 'ecs-endpoints')
           if t121.__class__ not in SCALARS: settled(context, t121)
           t122 = (t121.get('instances') if t121.__class__ is dict else None)
           r17 = t122
          t123 = m13.get(id(i1))
          if t123 is None: t123 = f_subnet_endpoints(context, i1)
          if r17.__class__ is not list and r17 is not None: leave()
          if t123.__class__ is not list and t123 is not None: leave()
          t124 = f_missing(context, r17, t123)
          if t124.__class__ not in SCALARS: settled(context, t124)
          t125 = (len(t124) if t124.__class__ in SIZED else leave())
          t126 = (t125 == (0))
          c7 = t126
         if c7:
          v1 = 1
       except LEAVING:
        v1 = 3
     else:
      if v0 < 2:
       try:
        v0 = 2
        t127 = (m9.get(i1) if i1.__class__ is str else None)
        if t127 is None: t127 = f_leads_to_internet(context, i1)
        r21 = t127
        if (t127 or t127.__class__ in NUMBERS):
         q3 = True
         t128 = d.get('LaunchConfigurationName')
         t129 = (m6.get(t128) if t128.__class__ is str else None)
         if t129 is None: t129 = f_resource(context, t128, 'AWS::AutoScaling::LaunchConfiguration')
         t130 = d.get('LaunchTemplate')
         t131 = d.get('MixedInstancesPolicy')
         t132 = (t131.get('LaunchTemplate') if t131.__class__ is dict else None)
         t133 = (t132.get('LaunchTemplateSpecification') if t132.__class__ is dict else None)
         a23 = None
         t134 = (t132.get('Overrides') if t132.__class__ is dict else None)
         if t134.__class__ is list:
          a23 = []
          for e70 in t134:
           if e70.__class__ is dict:
            t135 = e70.get('LaunchTemplateSpecification')
            if t135 is not None:
             a23.append(t135)
           elif e70.__class__ is list:
            for e71 in e70:
             if e71.__class__ is dict:
              t136 = e71.get('LaunchTemplateSpecification')
              if t136 is not None:
               a23.append(t136)
         t137 = [t130, t133, a23]
         a22 = []
         for e72 in t137:
          for e73 in (e72 if e72.__class__ is list else (e72,)):
           if e73 is not None:
            a22.append(e73)
         a21 = []
         for e74 in a22:
          if e74.__class__ is dict:
           t138 = e74.get('LaunchTemplateId')
           r18 = t138
           if r18 is None:
            t139 = e74.get('LaunchTemplateName')
            r18 = t139
           t140 = (m7.get(r18) if r18.__class__ is str else None)
           if t140 is None: t140 = f_resource(context, r18, 'AWS::EC2::LaunchTemplate')
           if t140 is not None:
            for e75 in (t140 if t140.__class__ is list else (t140,)):
             t141 = (m8.get(e75) if e75.__class__ is str else (m8.get(id(e75)) if e75.__class__ is dict else None))
             if t141 is None: t141 = f_launch_versions(context, e75)
             if t141 is not None:
              for e76 in (t141 if t141.__class__ is list else (t141,)):
               if e76 is not None:
                a21.append(e76)
          elif e74.__class__ is list:
           for e77 in e74:
            if e77.__class__ is dict:
             t142 = e77.get('LaunchTemplateId')
             r19 = t142
             if r19 is None:
              t143 = e77.get('LaunchTemplateName')
              r19 = t143
             t144 = (m7.get(r19) if r19.__class__ is str else None)
             if t144 is None: t144 = f_resource(context, r19, 'AWS::EC2::LaunchTemplate')
             if t144 is not None:
              for e78 in (t144 if t144.__class__ is list else (t144,)):
               t145 = (m8.get(e78) if e78.__class__ is str else (m8.get(id(e78)) if e78.__class__ is dict else None))
               if t145 is None: t145 = f_launch_versions(context, e78)
               if t145 is not None:
                for e79 in (t145 if t145.__class__ is list else (t145,)):
                 if e79 is not None:
                  a21.append(e79)
            else:
             t146 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
             if t146 is not None:
              for e80 in (t146 if t146.__class__ is list else (t146,)):
               t147 = (m8.get(e80) if e80.__class__ is str else (m8.get(id(e80)) if e80.__class__ is dict else None))
               if t147 is None: t147 = f_launch_versions(context, e80)
               if t147 is not None:
                for e81 in (t147 if t147.__class__ is list else (t147,)):
                 if e81 is not None:
                  a21.append(e81)
          else:
           t148 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t148 is not None:
            for e82 in (t148 if t148.__class__ is list else (t148,)):
             t149 = (m8.get(e82) if e82.__class__ is str else (m8.get(id(e82)) if e82.__class__ is dict else None))
             if t149 is None: t149 = f_launch_versions(context, e82)
             if t149 is not None:
              for e83 in (t149 if t149.__class__ is list else (t149,)):
               if e83 is not None:
                a21.append(e83)
         t150 = [[t129], a21]
         a20 = []
         for e84 in t150:
          for e85 in (e84 if e84.__class__ is list else (e84,)):
           if e85 is not None:
            a20.append(e85)
         for e86 in a20:
          if e86.__class__ is dict:
           x5 = None
           c8 = False
           t151 = e86.get('NetworkInterfaces')
           if t151.__class__ is list:
            for e87 in t151:
             if e87.__class__ is dict:
              t152 = e87.get('AssociatePublicIpAddress')
              if t152 is not None:
               x5 = t152
               c8 = True
               break
             elif e87.__class__ is list:
              for e88 in e87:
               if e88.__class__ is dict:
                t153 = e88.get('AssociatePublicIpAddress')
                if t153 is not None:
                 x5 = t153
                 c8 = True
                 break
              if c8: break
           r20 = x5
           if r20 is None:
            t154 = e86.get('AssociatePublicIpAddress')
            r20 = t154
           if (not (r20 or r20.__class__ in NUMBERS)):
            q3 = False
            break
          else:
           x6 = None
           c9 = False
           if (not (x6 or x6.__class__ in NUMBERS)):
            q3 = False
            break
         r21 = q3
        c10 = (r21 or r21.__class__ in NUMBERS)
        if not c10:
         t155 = (m10.get(i1) if i1.__class__ is str else None)
         if t155 is None: t155 = f_leads_to_nat(context, i1)
         r22 = t155
         if not (t155 or t155.__class__ in NUMBERS):
          t156 = (m11.get(i1) if i1.__class__ is str else None)
          if t156 is None: t156 = f_leads_to_transit(context, i1)
          r22 = t156
         r23 = r22
         if not (r22 or r22.__class__ in NUMBERS):
          t157 = (m12.get(i1) if i1.__class__ is str else None)
          if t157 is None: t157 = f_leads_to_appliance(context, i1)
          r23 = t157
         c10 = (r23 or r23.__class__ in NUMBERS)
        c11 = c10
        if not c11:
         r24 = P_ecs_instance_subnet_has_egress_endpoints
         if not P_ecs_instance_subnet_has_egress_endpoints:
          t158 = f_data(context, 'ecs-endpoints')
          if t158.__class__ not in SCALARS: settled(context, t158)
          t159 = (t158.get('instances') if t158.__class__ is dict else None)
          r24 = t159
         t160 = (m13.get(i1) if i1.__class__ is str else None)
         if t160 is None: t160 = f_subnet_endpoints(context, i1)
         if r24.__class__ is not list and r24 is not None: leave()
         if t160.__class__ is not list and t160 is not None: leave()
         t161 = f_missing(context, r24, t160)
         if t161.__class__ not in SCALARS: settled(context, t161)
         t162 = (len(t161) if t161.__class__ in SIZED else leave())
         c11 = (t162 == (0))
        if c11:
         v0 = 1
       except LEAVING:
        v0 = 3
      if v1 < 2:
       try:
        t163 = (m9.get(i1) if i1.__class__ is str else None)
        if t163 is None: t163 = f_leads_to_internet(context, i1)
        if (t163 or t163.__class__ in NUMBERS):
         v1 = 2
         q4 = True
         t164 = d.get('LaunchConfigurationName')
         t165 = (m6.get(t164) if t164.__class__ is str else None)
         if t165 is None: t165 = f_resource(context, t164, 'AWS::AutoScaling::LaunchConfiguration')
         t166 = d.get('LaunchTemplate')
         t167 = d.get('MixedInstancesPolicy')
         t168 = (t167.get('LaunchTemplate') if t167.__class__ is dict else None)
         t169 = (t168.get('LaunchTemplateSpecification') if t168.__class__ is dict else None)
         a27 = None
         t170 = (t168.get('Overrides') if t168.__class__ is dict else None)
         if t170.__class__ is list:
          a27 = []
          for e89 in t170:
           if e89.__class__ is dict:
            t171 = e89.get('LaunchTemplateSpecification')
            if t171 is not None:
             a27.append(t171)
           elif e89.__class__ is list:
            for e90 in e89:
             if e90.__class__ is dict:
              t172 = e90.get('LaunchTemplateSpecification')
              if t172 is not None:
               a27.append(t172)
         t173 = [t166, t169, a27]
         a26 = []
         for e91 in t173:
          for e92 in (e91 if e91.__class__ is list else (e91,)):
           if e92 is not None:
            a26.append(e92)
         a25 = []
         for e93 in a26:
          if e93.__class__ is dict:
           t174 = e93.get('LaunchTemplateId')
           r25 = t174
           if r25 is None:
            t175 = e93.get('LaunchTemplateName')
            r25 = t175
           t176 = (m7.get(r25) if r25.__class__ is str else None)
           if t176 is None: t176 = f_resource(context, r25, 'AWS::EC2::LaunchTemplate')
           if t176 is not None:
            for e94 in (t176 if t176.__class__ is list else (t176,)):
             t177 = (m8.get(e94) if e94.__class__ is str else (m8.get(id(e94)) if e94.__class__ is dict else None))
             if t177 is None: t177 = f_launch_versions(context, e94)
             if t177 is not None:
              for e95 in (t177 if t177.__class__ is list else (t177,)):
               if e95 is not None:
                a25.append(e95)
          elif e93.__class__ is list:
           for e96 in e93:
            if e96.__class__ is dict:
             t178 = e96.get('LaunchTemplateId')
             r26 = t178
             if r26 is None:
              t179 = e96.get('LaunchTemplateName')
              r26 = t179
             t180 = (m7.get(r26) if r26.__class__ is str else None)
             if t180 is None: t180 = f_resource(context, r26, 'AWS::EC2::LaunchTemplate')
             if t180 is not None:
              for e97 in (t180 if t180.__class__ is list else (t180,)):
               t181 = (m8.get(e97) if e97.__class__ is str else (m8.get(id(e97)) if e97.__class__ is dict else None))
               if t181 is None: t181 = f_launch_versions(context, e97)
               if t181 is not None:
                for e98 in (t181 if t181.__class__ is list else (t181,)):
                 if e98 is not None:
                  a25.append(e98)
            else:
             t182 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
             if t182 is not None:
              for e99 in (t182 if t182.__class__ is list else (t182,)):
               t183 = (m8.get(e99) if e99.__class__ is str else (m8.get(id(e99)) if e99.__class__ is dict else None))
               if t183 is None: t183 = f_launch_versions(context, e99)
               if t183 is not None:
                for e100 in (t183 if t183.__class__ is list else (t183,)):
                 if e100 is not None:
                  a25.append(e100)
          else:
           t184 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t184 is not None:
            for e101 in (t184 if t184.__class__ is list else (t184,)):
             t185 = (m8.get(e101) if e101.__class__ is str else (m8.get(id(e101)) if e101.__class__ is dict else None))
             if t185 is None: t185 = f_launch_versions(context, e101)
             if t185 is not None:
              for e102 in (t185 if t185.__class__ is list else (t185,)):
               if e102 is not None:
                a25.append(e102)
         t186 = [[t165], a25]
         a24 = []
         for e103 in t186:
          for e104 in (e103 if e103.__class__ is list else (e103,)):
           if e104 is not None:
            a24.append(e104)
         for e105 in a24:
          if e105.__class__ is dict:
           x7 = None
           c12 = False
           t187 = e105.get('NetworkInterfaces')
           if t187.__class__ is list:
            for e106 in t187:
             if e106.__class__ is dict:
              t188 = e106.get('AssociatePublicIpAddress')
              if t188 is not None:
               x7 = t188
               c12 = True
               break
             elif e106.__class__ is list:
              for e107 in e106:
               if e107.__class__ is dict:
                t189 = e107.get('AssociatePublicIpAddress')
                if t189 is not None:
                 x7 = t189
                 c12 = True
                 break
              if c12: break
           r27 = x7
           if r27 is None:
            t190 = e105.get('AssociatePublicIpAddress')
            r27 = t190
           if (not (r27 or r27.__class__ in NUMBERS)):
            q4 = False
            break
          else:
           x8 = None
           c13 = False
           if (not (x8 or x8.__class__ in NUMBERS)):
            q4 = False
            break
         c14 = q4
         if not c14:
          r28 = P_igw_route_needs_public_ip_endpoints
          if not P_igw_route_needs_public_ip_endpoints:
           t191 = f_data(context, 'ecs-endpoints')
           if t191.__class__ not in SCALARS: settled(context, t191)
           t192 = (t191.get('instances') if t191.__class__ is dict else None)
           r28 = t192
          t193 = (m13.get(i1) if i1.__class__ is str else None)
          if t193 is None: t193 = f_subnet_endpoints(context, i1)
          if r28.__class__ is not list and r28 is not None: leave()
          if t193.__class__ is not list and t193 is not None: leave()
          t194 = f_missing(context, r28, t193)
          if t194.__class__ not in SCALARS: settled(context, t194)
          t195 = (len(t194) if t194.__class__ in SIZED else leave())
          t196 = (t195 == (0))
          c14 = t196
         if c14:
          v1 = 1
       except LEAVING:
        v1 = 3
   except LEAVING:
    v0 = 3; v1 = 3
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
