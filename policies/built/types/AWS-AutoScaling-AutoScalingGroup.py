# Written by `make policies`; not to be edited.
CALLS = ('data', 'ecs_config', 'launch_versions', 'leads_to_appliance', 'leads_to_internet', 'leads_to_nat', 'leads_to_transit', 'missing', 'referrers', 'resource', 'subnet_endpoints', 'unique')
P_ecs_instance_subnet_has_egress_endpoints = []
P_igw_route_needs_public_ip_endpoints = []
def judge(d, context):
 v0 = v1 = 0
 try:
  a1 = None
  a2 = None
  t1 = d.get('VPCZoneIdentifier')
  if t1.__class__ is list:
   a2 = []
   for e1 in t1:
    for e2 in (e1 if e1.__class__ is list else (e1,)):
     t2 = f_resource(context, e2, 'AWS::EC2::Subnet')
     if t2 is not None:
      a2.append(t2)
  if a2.__class__ is list:
   a1 = []
   for e3 in a2:
    a5 = None
    t3 = f_referrers(context, d, 'AWS::ECS::CapacityProvider', True)
    if t3.__class__ is list:
     a5 = []
     for e4 in t3:
      for e5 in (e4 if e4.__class__ is list else (e4,)):
       t4 = f_referrers(context, e5, 'AWS::ECS::Cluster', True)
       if t4 is not None:
        for e6 in (t4 if t4.__class__ is list else (t4,)):
         if e6 is not None:
          a5.append(e6)
    a6 = None
    if t3.__class__ is list:
     a6 = []
     for e7 in t3:
      for e8 in (e7 if e7.__class__ is list else (e7,)):
       t5 = f_referrers(context, e8, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
       if t5 is not None:
        if t5.__class__ is dict:
         t6 = t5.get('Cluster')
         t7 = f_resource(context, t6, 'AWS::ECS::Cluster')
         if t7 is not None:
          a6.append(t7)
        elif t5.__class__ is list:
         for e9 in t5:
          if e9.__class__ is dict:
           t8 = e9.get('Cluster')
           t9 = f_resource(context, t8, 'AWS::ECS::Cluster')
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
    t15 = f_resource(context, t14, 'AWS::AutoScaling::LaunchConfiguration')
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
      t25 = e16.get('LaunchTemplateName')
      t26 = (t24 if t24 is not None else t25)
      t27 = f_resource(context, t26, 'AWS::EC2::LaunchTemplate')
      if t27 is not None:
       for e17 in (t27 if t27.__class__ is list else (t27,)):
        t28 = f_launch_versions(context, e17)
        if t28 is not None:
         for e18 in (t28 if t28.__class__ is list else (t28,)):
          if e18 is not None:
           a9.append(e18)
     elif e16.__class__ is list:
      for e19 in e16:
       if e19.__class__ is dict:
        t29 = e19.get('LaunchTemplateId')
        t30 = e19.get('LaunchTemplateName')
        t31 = (t29 if t29 is not None else t30)
        t32 = f_resource(context, t31, 'AWS::EC2::LaunchTemplate')
        if t32 is not None:
         for e20 in (t32 if t32.__class__ is list else (t32,)):
          t33 = f_launch_versions(context, e20)
          if t33 is not None:
           for e21 in (t33 if t33.__class__ is list else (t33,)):
            if e21 is not None:
             a9.append(e21)
       else:
        t34 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
        if t34 is not None:
         for e22 in (t34 if t34.__class__ is list else (t34,)):
          t35 = f_launch_versions(context, e22)
          if t35 is not None:
           for e23 in (t35 if t35.__class__ is list else (t35,)):
            if e23 is not None:
             a9.append(e23)
     else:
      t36 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
      if t36 is not None:
       for e24 in (t36 if t36.__class__ is list else (t36,)):
        t37 = f_launch_versions(context, e24)
        if t37 is not None:
         for e25 in (t37 if t37.__class__ is list else (t37,)):
          if e25 is not None:
           a9.append(e25)
    t38 = [[t15], a9]
    a8 = []
    for e26 in t38:
     for e27 in (e26 if e26.__class__ is list else (e26,)):
      if e27 is not None:
       a8.append(e27)
    a7 = []
    for e28 in a8:
     if e28.__class__ is dict:
      t39 = e28.get('UserData')
      if t39.__class__ is not str and t39 is not None: leave()
      t40 = f_ecs_config(context, t39)
      if t40.__class__ not in SCALARS: settled(context, t40)
      t41 = (t40.get('ECS_CLUSTER') if t40.__class__ is dict else None)
      t42 = f_resource(context, t41, 'AWS::ECS::Cluster')
      if t42 is not None:
       a7.append(t42)
     elif e28.__class__ is list:
      for e29 in e28:
       if e29.__class__ is dict:
        t43 = e29.get('UserData')
        if t43.__class__ is not str and t43 is not None: leave()
        t44 = f_ecs_config(context, t43)
        if t44.__class__ not in SCALARS: settled(context, t44)
        t45 = (t44.get('ECS_CLUSTER') if t44.__class__ is dict else None)
        t46 = f_resource(context, t45, 'AWS::ECS::Cluster')
        if t46 is not None:
         a7.append(t46)
       else:
        t47 = f_ecs_config(context, None)
        if t47.__class__ not in SCALARS: settled(context, t47)
        t48 = (t47.get('ECS_CLUSTER') if t47.__class__ is dict else None)
        t49 = f_resource(context, t48, 'AWS::ECS::Cluster')
        if t49 is not None:
         a7.append(t49)
     else:
      t50 = f_ecs_config(context, None)
      if t50.__class__ not in SCALARS: settled(context, t50)
      t51 = (t50.get('ECS_CLUSTER') if t50.__class__ is dict else None)
      t52 = f_resource(context, t51, 'AWS::ECS::Cluster')
      if t52 is not None:
       a7.append(t52)
    t53 = [t13, a7]
    a3 = []
    for e30 in t53:
     for e31 in (e30 if e30.__class__ is list else (e30,)):
      if e31 is not None:
       a3.append(e31)
    t54 = f_unique(context, a3)
    if t54.__class__ not in SCALARS: settled(context, t54)
    if (t54 or t54.__class__ in NUMBERS):
     if e3 is not None:
      a1.append(e3)
  for i1 in a1 if a1.__class__ is list else () if a1 is None else (a1,):
   if i1.__class__ is dict:
    if v0 < 2:
     try:
      v0 = 2
      t55 = f_leads_to_internet(context, i1)
      r1 = t55
      if (t55 or t55.__class__ in NUMBERS):
       q1 = True
       t56 = d.get('LaunchConfigurationName')
       t57 = f_resource(context, t56, 'AWS::AutoScaling::LaunchConfiguration')
       t58 = d.get('LaunchTemplate')
       t59 = d.get('MixedInstancesPolicy')
       t60 = (t59.get('LaunchTemplate') if t59.__class__ is dict else None)
       t61 = (t60.get('LaunchTemplateSpecification') if t60.__class__ is dict else None)
       a15 = None
       t62 = (t60.get('Overrides') if t60.__class__ is dict else None)
       if t62.__class__ is list:
        a15 = []
        for e32 in t62:
         if e32.__class__ is dict:
          t63 = e32.get('LaunchTemplateSpecification')
          if t63 is not None:
           a15.append(t63)
         elif e32.__class__ is list:
          for e33 in e32:
           if e33.__class__ is dict:
            t64 = e33.get('LaunchTemplateSpecification')
            if t64 is not None:
             a15.append(t64)
       t65 = [t58, t61, a15]
       a14 = []
       for e34 in t65:
        for e35 in (e34 if e34.__class__ is list else (e34,)):
         if e35 is not None:
          a14.append(e35)
       a13 = []
       for e36 in a14:
        if e36.__class__ is dict:
         t66 = e36.get('LaunchTemplateId')
         t67 = e36.get('LaunchTemplateName')
         t68 = (t66 if t66 is not None else t67)
         t69 = f_resource(context, t68, 'AWS::EC2::LaunchTemplate')
         if t69 is not None:
          for e37 in (t69 if t69.__class__ is list else (t69,)):
           t70 = f_launch_versions(context, e37)
           if t70 is not None:
            for e38 in (t70 if t70.__class__ is list else (t70,)):
             if e38 is not None:
              a13.append(e38)
        elif e36.__class__ is list:
         for e39 in e36:
          if e39.__class__ is dict:
           t71 = e39.get('LaunchTemplateId')
           t72 = e39.get('LaunchTemplateName')
           t73 = (t71 if t71 is not None else t72)
           t74 = f_resource(context, t73, 'AWS::EC2::LaunchTemplate')
           if t74 is not None:
            for e40 in (t74 if t74.__class__ is list else (t74,)):
             t75 = f_launch_versions(context, e40)
             if t75 is not None:
              for e41 in (t75 if t75.__class__ is list else (t75,)):
               if e41 is not None:
                a13.append(e41)
          else:
           t76 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t76 is not None:
            for e42 in (t76 if t76.__class__ is list else (t76,)):
             t77 = f_launch_versions(context, e42)
             if t77 is not None:
              for e43 in (t77 if t77.__class__ is list else (t77,)):
               if e43 is not None:
                a13.append(e43)
        else:
         t78 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
         if t78 is not None:
          for e44 in (t78 if t78.__class__ is list else (t78,)):
           t79 = f_launch_versions(context, e44)
           if t79 is not None:
            for e45 in (t79 if t79.__class__ is list else (t79,)):
             if e45 is not None:
              a13.append(e45)
       t80 = [[t57], a13]
       a12 = []
       for e46 in t80:
        for e47 in (e46 if e46.__class__ is list else (e46,)):
         if e47 is not None:
          a12.append(e47)
       for e48 in a12:
        if e48.__class__ is dict:
         x1 = None
         c1 = False
         t81 = e48.get('NetworkInterfaces')
         if t81.__class__ is list:
          for e49 in t81:
           if e49.__class__ is dict:
            t82 = e49.get('AssociatePublicIpAddress')
            if t82 is not None:
             x1 = t82
             c1 = True
             break
           elif e49.__class__ is list:
            for e50 in e49:
             if e50.__class__ is dict:
              t83 = e50.get('AssociatePublicIpAddress')
              if t83 is not None:
               x1 = t83
               c1 = True
               break
            if c1: break
         t84 = e48.get('AssociatePublicIpAddress')
         t85 = i1.get('MapPublicIpOnLaunch')
         t86 = (x1 if x1 is not None else (t84 if t84 is not None else t85))
         if (not (t86 or t86.__class__ in NUMBERS)):
          q1 = False
          break
        else:
         x2 = None
         c2 = False
         t87 = i1.get('MapPublicIpOnLaunch')
         t88 = (x2 if x2 is not None else t87)
         if (not (t88 or t88.__class__ in NUMBERS)):
          q1 = False
          break
       r1 = q1
      c3 = (r1 or r1.__class__ in NUMBERS)
      if not c3:
       t89 = f_leads_to_nat(context, i1)
       r2 = t89
       if not (t89 or t89.__class__ in NUMBERS):
        t90 = f_leads_to_transit(context, i1)
        r2 = t90
       r3 = r2
       if not (r2 or r2.__class__ in NUMBERS):
        t91 = f_leads_to_appliance(context, i1)
        r3 = t91
       c3 = (r3 or r3.__class__ in NUMBERS)
      c4 = c3
      if not c4:
       r4 = P_ecs_instance_subnet_has_egress_endpoints
       if not P_ecs_instance_subnet_has_egress_endpoints:
        t92 = f_data(context, 'ecs-endpoints')
        if t92.__class__ not in SCALARS: settled(context, t92)
        t93 = (t92.get('instances') if t92.__class__ is dict else None)
        r4 = t93
       t94 = f_subnet_endpoints(context, i1)
       if r4.__class__ is not list and r4 is not None: leave()
       if t94.__class__ is not list and t94 is not None: leave()
       t95 = f_missing(context, r4, t94)
       if t95.__class__ not in SCALARS: settled(context, t95)
       t96 = (len(t95) if t95.__class__ in SIZED else leave())
       c4 = (t96 == (0))
      if c4:
       v0 = 1
     except LEAVING:
      v0 = 3
    if v1 < 2:
     try:
      t97 = f_leads_to_internet(context, i1)
      if (t97 or t97.__class__ in NUMBERS):
       v1 = 2
       q2 = True
       t98 = d.get('LaunchConfigurationName')
       t99 = f_resource(context, t98, 'AWS::AutoScaling::LaunchConfiguration')
       t100 = d.get('LaunchTemplate')
       t101 = d.get('MixedInstancesPolicy')
       t102 = (t101.get('LaunchTemplate') if t101.__class__ is dict else None)
       t103 = (t102.get('LaunchTemplateSpecification') if t102.__class__ is dict else None)
       a19 = None
       t104 = (t102.get('Overrides') if t102.__class__ is dict else None)
       if t104.__class__ is list:
        a19 = []
        for e51 in t104:
         if e51.__class__ is dict:
          t105 = e51.get('LaunchTemplateSpecification')
          if t105 is not None:
           a19.append(t105)
         elif e51.__class__ is list:
          for e52 in e51:
           if e52.__class__ is dict:
            t106 = e52.get('LaunchTemplateSpecification')
            if t106 is not None:
             a19.append(t106)
       t107 = [t100, t103, a19]
       a18 = []
       for e53 in t107:
        for e54 in (e53 if e53.__class__ is list else (e53,)):
         if e54 is not None:
          a18.append(e54)
       a17 = []
       for e55 in a18:
        if e55.__class__ is dict:
         t108 = e55.get('LaunchTemplateId')
         t109 = e55.get('LaunchTemplateName')
         t110 = (t108 if t108 is not None else t109)
         t111 = f_resource(context, t110, 'AWS::EC2::LaunchTemplate')
         if t111 is not None:
          for e56 in (t111 if t111.__class__ is list else (t111,)):
           t112 = f_launch_versions(context, e56)
           if t112 is not None:
            for e57 in (t112 if t112.__class__ is list else (t112,)):
             if e57 is not None:
              a17.append(e57)
        elif e55.__class__ is list:
         for e58 in e55:
          if e58.__class__ is dict:
           t113 = e58.get('LaunchTemplateId')
           t114 = e58.get('LaunchTemplateName')
           t115 = (t113 if t113 is not None else t114)
           t116 = f_resource(context, t115, 'AWS::EC2::LaunchTemplate')
           if t116 is not None:
            for e59 in (t116 if t116.__class__ is list else (t116,)):
             t117 = f_launch_versions(context, e59)
             if t117 is not None:
              for e60 in (t117 if t117.__class__ is list else (t117,)):
               if e60 is not None:
                a17.append(e60)
          else:
           t118 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t118 is not None:
            for e61 in (t118 if t118.__class__ is list else (t118,)):
             t119 = f_launch_versions(context, e61)
             if t119 is not None:
              for e62 in (t119 if t119.__class__ is list else (t119,)):
               if e62 is not None:
                a17.append(e62)
        else:
         t120 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
         if t120 is not None:
          for e63 in (t120 if t120.__class__ is list else (t120,)):
           t121 = f_launch_versions(context, e63)
           if t121 is not None:
            for e64 in (t121 if t121.__class__ is list else (t121,)):
             if e64 is not None:
              a17.append(e64)
       t122 = [[t99], a17]
       a16 = []
       for e65 in t122:
        for e66 in (e65 if e65.__class__ is list else (e65,)):
         if e66 is not None:
          a16.append(e66)
       for e67 in a16:
        if e67.__class__ is dict:
         x3 = None
         c5 = False
         t123 = e67.get('NetworkInterfaces')
         if t123.__class__ is list:
          for e68 in t123:
           if e68.__class__ is dict:
            t124 = e68.get('AssociatePublicIpAddress')
            if t124 is not None:
             x3 = t124
             c5 = True
             break
           elif e68.__class__ is list:
            for e69 in e68:
             if e69.__class__ is dict:
              t125 = e69.get('AssociatePublicIpAddress')
              if t125 is not None:
               x3 = t125
               c5 = True
               break
            if c5: break
         t126 = e67.get('AssociatePublicIpAddress')
         t127 = i1.get('MapPublicIpOnLaunch')
         t128 = (x3 if x3 is not None else (t126 if t126 is not None else t127))
         if (not (t128 or t128.__class__ in NUMBERS)):
          q2 = False
          break
        else:
         x4 = None
         c6 = False
         t129 = i1.get('MapPublicIpOnLaunch')
         t130 = (x4 if x4 is not None else t129)
         if (not (t130 or t130.__class__ in NUMBERS)):
          q2 = False
          break
       c7 = q2
       if not c7:
        r5 = P_igw_route_needs_public_ip_endpoints
        if not P_igw_route_needs_public_ip_endpoints:
         t131 = f_data(context, 'ecs-endpoints')
         if t131.__class__ not in SCALARS: settled(context, t131)
         t132 = (t131.get('instances') if t131.__class__ is dict else None)
         r5 = t132
        t133 = f_subnet_endpoints(context, i1)
        if r5.__class__ is not list and r5 is not None: leave()
        if t133.__class__ is not list and t133 is not None: leave()
        t134 = f_missing(context, r5, t133)
        if t134.__class__ not in SCALARS: settled(context, t134)
        t135 = (len(t134) if t134.__class__ in SIZED else leave())
        t136 = (t135 == (0))
        c7 = t136
       if c7:
        v1 = 1
     except LEAVING:
      v1 = 3
   else:
    if v0 < 2:
     try:
      v0 = 2
      t137 = f_leads_to_internet(context, i1)
      r6 = t137
      if (t137 or t137.__class__ in NUMBERS):
       q3 = True
       t138 = d.get('LaunchConfigurationName')
       t139 = f_resource(context, t138, 'AWS::AutoScaling::LaunchConfiguration')
       t140 = d.get('LaunchTemplate')
       t141 = d.get('MixedInstancesPolicy')
       t142 = (t141.get('LaunchTemplate') if t141.__class__ is dict else None)
       t143 = (t142.get('LaunchTemplateSpecification') if t142.__class__ is dict else None)
       a23 = None
       t144 = (t142.get('Overrides') if t142.__class__ is dict else None)
       if t144.__class__ is list:
        a23 = []
        for e70 in t144:
         if e70.__class__ is dict:
          t145 = e70.get('LaunchTemplateSpecification')
          if t145 is not None:
           a23.append(t145)
         elif e70.__class__ is list:
          for e71 in e70:
           if e71.__class__ is dict:
            t146 = e71.get('LaunchTemplateSpecification')
            if t146 is not None:
             a23.append(t146)
       t147 = [t140, t143, a23]
       a22 = []
       for e72 in t147:
        for e73 in (e72 if e72.__class__ is list else (e72,)):
         if e73 is not None:
          a22.append(e73)
       a21 = []
       for e74 in a22:
        if e74.__class__ is dict:
         t148 = e74.get('LaunchTemplateId')
         t149 = e74.get('LaunchTemplateName')
         t150 = (t148 if t148 is not None else t149)
         t151 = f_resource(context, t150, 'AWS::EC2::LaunchTemplate')
         if t151 is not None:
          for e75 in (t151 if t151.__class__ is list else (t151,)):
           t152 = f_launch_versions(context, e75)
           if t152 is not None:
            for e76 in (t152 if t152.__class__ is list else (t152,)):
             if e76 is not None:
              a21.append(e76)
        elif e74.__class__ is list:
         for e77 in e74:
          if e77.__class__ is dict:
           t153 = e77.get('LaunchTemplateId')
           t154 = e77.get('LaunchTemplateName')
           t155 = (t153 if t153 is not None else t154)
           t156 = f_resource(context, t155, 'AWS::EC2::LaunchTemplate')
           if t156 is not None:
            for e78 in (t156 if t156.__class__ is list else (t156,)):
             t157 = f_launch_versions(context, e78)
             if t157 is not None:
              for e79 in (t157 if t157.__class__ is list else (t157,)):
               if e79 is not None:
                a21.append(e79)
          else:
           t158 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t158 is not None:
            for e80 in (t158 if t158.__class__ is list else (t158,)):
             t159 = f_launch_versions(context, e80)
             if t159 is not None:
              for e81 in (t159 if t159.__class__ is list else (t159,)):
               if e81 is not None:
                a21.append(e81)
        else:
         t160 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
         if t160 is not None:
          for e82 in (t160 if t160.__class__ is list else (t160,)):
           t161 = f_launch_versions(context, e82)
           if t161 is not None:
            for e83 in (t161 if t161.__class__ is list else (t161,)):
             if e83 is not None:
              a21.append(e83)
       t162 = [[t139], a21]
       a20 = []
       for e84 in t162:
        for e85 in (e84 if e84.__class__ is list else (e84,)):
         if e85 is not None:
          a20.append(e85)
       for e86 in a20:
        if e86.__class__ is dict:
         x5 = None
         c8 = False
         t163 = e86.get('NetworkInterfaces')
         if t163.__class__ is list:
          for e87 in t163:
           if e87.__class__ is dict:
            t164 = e87.get('AssociatePublicIpAddress')
            if t164 is not None:
             x5 = t164
             c8 = True
             break
           elif e87.__class__ is list:
            for e88 in e87:
             if e88.__class__ is dict:
              t165 = e88.get('AssociatePublicIpAddress')
              if t165 is not None:
               x5 = t165
               c8 = True
               break
            if c8: break
         t166 = e86.get('AssociatePublicIpAddress')
         t167 = (x5 if x5 is not None else t166)
         if (not (t167 or t167.__class__ in NUMBERS)):
          q3 = False
          break
        else:
         x6 = None
         c9 = False
         if (not (x6 or x6.__class__ in NUMBERS)):
          q3 = False
          break
       r6 = q3
      c10 = (r6 or r6.__class__ in NUMBERS)
      if not c10:
       t168 = f_leads_to_nat(context, i1)
       r7 = t168
       if not (t168 or t168.__class__ in NUMBERS):
        t169 = f_leads_to_transit(context, i1)
        r7 = t169
       r8 = r7
       if not (r7 or r7.__class__ in NUMBERS):
        t170 = f_leads_to_appliance(context, i1)
        r8 = t170
       c10 = (r8 or r8.__class__ in NUMBERS)
      c11 = c10
      if not c11:
       r9 = P_ecs_instance_subnet_has_egress_endpoints
       if not P_ecs_instance_subnet_has_egress_endpoints:
        t171 = f_data(context, 'ecs-endpoints')
        if t171.__class__ not in SCALARS: settled(context, t171)
        t172 = (t171.get('instances') if t171.__class__ is dict else None)
        r9 = t172
       t173 = f_subnet_endpoints(context, i1)
       if r9.__class__ is not list and r9 is not None: leave()
       if t173.__class__ is not list and t173 is not None: leave()
       t174 = f_missing(context, r9, t173)
       if t174.__class__ not in SCALARS: settled(context, t174)
       t175 = (len(t174) if t174.__class__ in SIZED else leave())
       c11 = (t175 == (0))
      if c11:
       v0 = 1
     except LEAVING:
      v0 = 3
    if v1 < 2:
     try:
      t176 = f_leads_to_internet(context, i1)
      if (t176 or t176.__class__ in NUMBERS):
       v1 = 2
       q4 = True
       t177 = d.get('LaunchConfigurationName')
       t178 = f_resource(context, t177, 'AWS::AutoScaling::LaunchConfiguration')
       t179 = d.get('LaunchTemplate')
       t180 = d.get('MixedInstancesPolicy')
       t181 = (t180.get('LaunchTemplate') if t180.__class__ is dict else None)
       t182 = (t181.get('LaunchTemplateSpecification') if t181.__class__ is dict else None)
       a27 = None
       t183 = (t181.get('Overrides') if t181.__class__ is dict else None)
       if t183.__class__ is list:
        a27 = []
        for e89 in t183:
         if e89.__class__ is dict:
          t184 = e89.get('LaunchTemplateSpecification')
          if t184 is not None:
           a27.append(t184)
         elif e89.__class__ is list:
          for e90 in e89:
           if e90.__class__ is dict:
            t185 = e90.get('LaunchTemplateSpecification')
            if t185 is not None:
             a27.append(t185)
       t186 = [t179, t182, a27]
       a26 = []
       for e91 in t186:
        for e92 in (e91 if e91.__class__ is list else (e91,)):
         if e92 is not None:
          a26.append(e92)
       a25 = []
       for e93 in a26:
        if e93.__class__ is dict:
         t187 = e93.get('LaunchTemplateId')
         t188 = e93.get('LaunchTemplateName')
         t189 = (t187 if t187 is not None else t188)
         t190 = f_resource(context, t189, 'AWS::EC2::LaunchTemplate')
         if t190 is not None:
          for e94 in (t190 if t190.__class__ is list else (t190,)):
           t191 = f_launch_versions(context, e94)
           if t191 is not None:
            for e95 in (t191 if t191.__class__ is list else (t191,)):
             if e95 is not None:
              a25.append(e95)
        elif e93.__class__ is list:
         for e96 in e93:
          if e96.__class__ is dict:
           t192 = e96.get('LaunchTemplateId')
           t193 = e96.get('LaunchTemplateName')
           t194 = (t192 if t192 is not None else t193)
           t195 = f_resource(context, t194, 'AWS::EC2::LaunchTemplate')
           if t195 is not None:
            for e97 in (t195 if t195.__class__ is list else (t195,)):
             t196 = f_launch_versions(context, e97)
             if t196 is not None:
              for e98 in (t196 if t196.__class__ is list else (t196,)):
               if e98 is not None:
                a25.append(e98)
          else:
           t197 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
           if t197 is not None:
            for e99 in (t197 if t197.__class__ is list else (t197,)):
             t198 = f_launch_versions(context, e99)
             if t198 is not None:
              for e100 in (t198 if t198.__class__ is list else (t198,)):
               if e100 is not None:
                a25.append(e100)
        else:
         t199 = f_resource(context, None, 'AWS::EC2::LaunchTemplate')
         if t199 is not None:
          for e101 in (t199 if t199.__class__ is list else (t199,)):
           t200 = f_launch_versions(context, e101)
           if t200 is not None:
            for e102 in (t200 if t200.__class__ is list else (t200,)):
             if e102 is not None:
              a25.append(e102)
       t201 = [[t178], a25]
       a24 = []
       for e103 in t201:
        for e104 in (e103 if e103.__class__ is list else (e103,)):
         if e104 is not None:
          a24.append(e104)
       for e105 in a24:
        if e105.__class__ is dict:
         x7 = None
         c12 = False
         t202 = e105.get('NetworkInterfaces')
         if t202.__class__ is list:
          for e106 in t202:
           if e106.__class__ is dict:
            t203 = e106.get('AssociatePublicIpAddress')
            if t203 is not None:
             x7 = t203
             c12 = True
             break
           elif e106.__class__ is list:
            for e107 in e106:
             if e107.__class__ is dict:
              t204 = e107.get('AssociatePublicIpAddress')
              if t204 is not None:
               x7 = t204
               c12 = True
               break
            if c12: break
         t205 = e105.get('AssociatePublicIpAddress')
         t206 = (x7 if x7 is not None else t205)
         if (not (t206 or t206.__class__ in NUMBERS)):
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
        r10 = P_igw_route_needs_public_ip_endpoints
        if not P_igw_route_needs_public_ip_endpoints:
         t207 = f_data(context, 'ecs-endpoints')
         if t207.__class__ not in SCALARS: settled(context, t207)
         t208 = (t207.get('instances') if t207.__class__ is dict else None)
         r10 = t208
        t209 = f_subnet_endpoints(context, i1)
        if r10.__class__ is not list and r10 is not None: leave()
        if t209.__class__ is not list and t209 is not None: leave()
        t210 = f_missing(context, r10, t209)
        if t210.__class__ not in SCALARS: settled(context, t210)
        t211 = (len(t210) if t210.__class__ in SIZED else leave())
        t212 = (t211 == (0))
        c14 = t212
       if c14:
        v1 = 1
     except LEAVING:
      v1 = 3
 except LEAVING:
  v0 = 3; v1 = 3
 return (v0, v1, )
