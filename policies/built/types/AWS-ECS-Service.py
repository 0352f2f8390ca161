# Written by `make policies`; not to be edited.
CALLS = ('cluster_groups', 'cluster_providers', 'data', 'instance_providers', 'leads_to_internet', 'missing', 'referrers', 'resource', 'subnet_endpoints')
K0_judge = []
P_fargate_public_subnet_needs_public_ip_endpoints = []
K2_judge = []
def judge(resources, context):
 rows = []
 m1, n1 = m_resource(context, 'AWS::EC2::Subnet')
 m2, n2 = m_instance_providers(context)
 m3, n3 = m_resource(context, 'AWS::ECS::Cluster')
 m4, n4 = m_referrers(context, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
 m5, n5 = m_leads_to_internet(context)
 m6, n6 = m_subnet_endpoints(context)
 m7, n7 = m_resource(context, 'AWS::ECS::TaskDefinition')
 m8, n8 = m_cluster_groups(context)
 m9, n9 = m_cluster_providers(context)
 same, last = {}.setdefault, None
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = v2 = v3 = 0
   try:
    a1 = None
    a2 = None
    t1 = d.get('NetworkConfiguration')
    t2 = (t1.get('AwsvpcConfiguration') if t1.__class__ is dict else None)
    t3 = (t2.get('Subnets') if t2.__class__ is dict else None)
    if t3.__class__ is list:
     a2 = []
     for e1 in t3:
      for e2 in (e1 if e1.__class__ is list else (e1,)):
       t4 = (m1.get(e2) if e2.__class__ is str else None)
       if t4 is None: t4 = f_resource(context, e2, 'AWS::EC2::Subnet')
       if t4 is not None:
        a2.append(t4)
    if a2.__class__ is list:
     a1 = []
     for e3 in a2:
      t5 = d.get('LaunchType')
      t6 = (t5 == 'FARGATE')
      r5 = t6
      if not t6:
       t7 = (not (t5 is not None))
       r1 = t7
       if t7:
        t8 = m2.get(id(d), n2)
        if t8 is None: t8 = f_instance_providers(context, d)
        t9 = (len(t8) if t8.__class__ in SIZED else leave())
        r1 = (t9 == (0))
       r4 = r1
       if r1:
        q1 = False
        t10 = d.get('CapacityProviderStrategy')
        r3 = t10
        if not (t10 or t10.__class__ in NUMBERS):
         t11 = d.get('Cluster')
         t12 = (t11 if t11 is not None else 'default')
         t13 = (m3.get(t12) if t12.__class__ is str else None)
         if t13 is None: t13 = f_resource(context, t12, 'AWS::ECS::Cluster')
         r2 = K0_judge
         if t13 is not None:
          t14 = t13.get('DefaultCapacityProviderStrategy')
          a4 = None
          t15 = m4.get(id(t13))
          if t15 is None: t15 = f_referrers(context, t13, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
          if t15.__class__ is list:
           a4 = []
           for e4 in t15:
            if e4.__class__ is dict:
             t16 = e4.get('DefaultCapacityProviderStrategy')
             if t16 is not None:
              for e5 in (t16 if t16.__class__ is list else (t16,)):
               if e5 is not None:
                a4.append(e5)
            elif e4.__class__ is list:
             for e6 in e4:
              if e6.__class__ is dict:
               t17 = e6.get('DefaultCapacityProviderStrategy')
               if t17 is not None:
                for e7 in (t17 if t17.__class__ is list else (t17,)):
                 if e7 is not None:
                  a4.append(e7)
          t18 = [t14, a4]
          a3 = []
          for e8 in t18:
           for e9 in (e8 if e8.__class__ is list else (e8,)):
            if e9 is not None:
             a3.append(e9)
          r2 = a3
         r3 = r2
        for e10 in (r3 if r3.__class__ is list else members(r3)):
         if e10.__class__ is dict:
          t19 = e10.get('CapacityProvider')
          if ((t19 == 'FARGATE') or (t19 == 'FARGATE_SPOT')):
           q1 = True
           break
        r4 = q1
       r5 = r4
      if r5:
       if e3 is not None:
        a1.append(e3)
    for i1 in a1 if a1.__class__ is list else () if a1 is None else (a1,):
     if i1.__class__ is dict:
      if v0 < 2:
       try:
        t20 = m5.get(id(i1))
        if t20 is None: t20 = f_leads_to_internet(context, i1)
        if (t20 or t20.__class__ in NUMBERS):
         v0 = 2
         t21 = (t2.get('AssignPublicIp') if t2.__class__ is dict else None)
         t22 = (t21 == 'ENABLED')
         c1 = t22
         if not c1:
          r6 = P_fargate_public_subnet_needs_public_ip_endpoints
          if not P_fargate_public_subnet_needs_public_ip_endpoints:
           t23 = f_data(context, 'ecs-endpoints')
           if t23.__class__ not in SCALARS: settled(context, t23)
           t24 = (t23.get('fargate') if t23.__class__ is dict else None)
           r6 = t24
          t25 = m6.get(id(i1))
          if t25 is None: t25 = f_subnet_endpoints(context, i1)
          if r6.__class__ is not list and r6 is not None: leave()
          if t25.__class__ is not list and t25 is not None: leave()
          t26 = f_missing(context, r6, t25)
          if t26.__class__ not in SCALARS: settled(context, t26)
          t27 = (len(t26) if t26.__class__ in SIZED else leave())
          c1 = (t27 == (0))
         if c1:
          v0 = 1
       except LEAVING:
        v0 = 3
     else:
      if v0 < 2:
       try:
        t28 = (m5.get(i1) if i1.__class__ is str else None)
        if t28 is None: t28 = f_leads_to_internet(context, i1)
        if (t28 or t28.__class__ in NUMBERS):
         v0 = 2
         t29 = (t2.get('AssignPublicIp') if t2.__class__ is dict else None)
         t30 = (t29 == 'ENABLED')
         c2 = t30
         if not c2:
          r7 = P_fargate_public_subnet_needs_public_ip_endpoints
          if not P_fargate_public_subnet_needs_public_ip_endpoints:
           t31 = f_data(context, 'ecs-endpoints')
           if t31.__class__ not in SCALARS: settled(context, t31)
           t32 = (t31.get('fargate') if t31.__class__ is dict else None)
           r7 = t32
          t33 = (m6.get(i1) if i1.__class__ is str else None)
          if t33 is None: t33 = f_subnet_endpoints(context, i1)
          if r7.__class__ is not list and r7 is not None: leave()
          if t33.__class__ is not list and t33 is not None: leave()
          t34 = f_missing(context, r7, t33)
          if t34.__class__ not in SCALARS: settled(context, t34)
          t35 = (len(t34) if t34.__class__ in SIZED else leave())
          c2 = (t35 == (0))
         if c2:
          v0 = 1
       except LEAVING:
        v0 = 3
   except LEAVING:
    v0 = 3
   t36 = d.get('LoadBalancers')
   for i2 in t36 if t36.__class__ is list else () if t36 is None else (t36,):
    if i2.__class__ is dict:
     if v1 < 2:
      try:
       b_lb_container_mapping_valid_container = UNSET
       t37 = d.get('TaskDefinition')
       t38 = (m7.get(t37) if t37.__class__ is str else None)
       if t38 is None: t38 = f_resource(context, t37, 'AWS::ECS::TaskDefinition')
       if (t38 is not None):
        t39 = i2.get('ContainerName')
        if (t39 is not None):
         v1 = 2
         if b_lb_container_mapping_valid_container is UNSET:
          x1 = None
          c3 = False
          t40 = (t38.get('ContainerDefinitions') if t38.__class__ is dict else None)
          if t40.__class__ is list:
           for e11 in t40:
            if e11.__class__ is dict:
             t41 = e11.get('Name')
             if (t41 == t39 if t41.__class__ is str or t41.__class__ is t39.__class__ is int else equals(t41, t39)):
              x1 = e11
              c3 = True
              break
            else:
             if (t39 is None):
              if e11 is not None:
               x1 = e11
               c3 = True
               break
          b_lb_container_mapping_valid_container = x1
         if (b_lb_container_mapping_valid_container is not None):
          c4 = (not (b_lb_container_mapping_valid_container is not None))
          if not c4:
           q2 = False
           t42 = (b_lb_container_mapping_valid_container.get('PortMappings') if b_lb_container_mapping_valid_container.__class__ is dict else None)
           for e12 in (t42 if t42.__class__ is list else members(t42)):
            if e12.__class__ is dict:
             t43 = i2.get('ContainerPort')
             t44 = e12.get('ContainerPort')
             if (t44 == t43 if t44.__class__ is str or t44.__class__ is t43.__class__ is int else equals(t44, t43)):
              q2 = True
              break
            else:
             t45 = i2.get('ContainerPort')
             if (t45 is None):
              q2 = True
              break
           c4 = q2
          if c4:
           v1 = 1
      except LEAVING:
       v1 = 3
    else:
     if v1 < 2:
      try:
       b_lb_container_mapping_valid_container = UNSET
       t46 = d.get('TaskDefinition')
       t47 = (m7.get(t46) if t46.__class__ is str else None)
       if t47 is None: t47 = f_resource(context, t46, 'AWS::ECS::TaskDefinition')
      except LEAVING:
       v1 = 3
   try:
    t48 = d.get('LaunchType')
    t49 = (t48 == 'FARGATE')
    r12 = t49
    if not t49:
     t50 = (not (t48 is not None))
     r8 = t50
     if t50:
      t51 = m2.get(id(d), n2)
      if t51 is None: t51 = f_instance_providers(context, d)
      t52 = (len(t51) if t51.__class__ in SIZED else leave())
      r8 = (t52 == (0))
     r11 = r8
     if r8:
      q3 = False
      t53 = d.get('CapacityProviderStrategy')
      r10 = t53
      if not (t53 or t53.__class__ in NUMBERS):
       t54 = d.get('Cluster')
       t55 = (t54 if t54 is not None else 'default')
       t56 = (m3.get(t55) if t55.__class__ is str else None)
       if t56 is None: t56 = f_resource(context, t55, 'AWS::ECS::Cluster')
       r9 = K2_judge
       if t56 is not None:
        t57 = t56.get('DefaultCapacityProviderStrategy')
        a6 = None
        t58 = m4.get(id(t56))
        if t58 is None: t58 = f_referrers(context, t56, 'AWS::ECS::ClusterCapacityProviderAssociations', True)
        if t58.__class__ is list:
         a6 = []
         for e13 in t58:
          if e13.__class__ is dict:
           t59 = e13.get('DefaultCapacityProviderStrategy')
           if t59 is not None:
            for e14 in (t59 if t59.__class__ is list else (t59,)):
             if e14 is not None:
              a6.append(e14)
          elif e13.__class__ is list:
           for e15 in e13:
            if e15.__class__ is dict:
             t60 = e15.get('DefaultCapacityProviderStrategy')
             if t60 is not None:
              for e16 in (t60 if t60.__class__ is list else (t60,)):
               if e16 is not None:
                a6.append(e16)
        t61 = [t57, a6]
        a5 = []
        for e17 in t61:
         for e18 in (e17 if e17.__class__ is list else (e17,)):
          if e18 is not None:
           a5.append(e18)
        r9 = a5
       r10 = r9
      for e19 in (r10 if r10.__class__ is list else members(r10)):
       if e19.__class__ is dict:
        t62 = e19.get('CapacityProvider')
        if ((t62 == 'FARGATE') or (t62 == 'FARGATE_SPOT')):
         q3 = True
         break
      r11 = q3
     r12 = r11
    t63 = (not r12)
    t64 = ((t48 != 'EXTERNAL') if t63 else t63)
    t65 = ((t48 != 'MANAGED_INSTANCES') if t64 else t64)
    if t65:
     t66 = d.get('DesiredCount')
     t67 = (t66 if t66 is not None else (1))
     if (t67.__class__ in NUMBERS and t67 > (0)):
      v2 = 2
      t68 = d.get('Cluster')
      t69 = (t68 if t68 is not None else 'default')
      t70 = (m3.get(t69) if t69.__class__ is str else None)
      if t70 is None: t70 = f_resource(context, t69, 'AWS::ECS::Cluster')
      t71 = (t70.get('Runtime') if t70.__class__ is dict else None)
      t72 = (t71.get('registeredContainerInstancesCount') if t71.__class__ is dict else None)
      if ((not (t72 is not None)) or (t72.__class__ in NUMBERS and t72 > (0))):
       c6 = (not (not (t72 is not None)))
       if not c6:
        t73 = (m8.get(t70) if t70.__class__ is str else (m8.get(id(t70)) if t70.__class__ is dict else None))
        if t73 is None: t73 = f_cluster_groups(context, t70)
        c5 = (t73 or t73.__class__ in NUMBERS)
        if not c5:
         t74 = (m9.get(t70) if t70.__class__ is str else (m9.get(id(t70)) if t70.__class__ is dict else None))
         if t74 is None: t74 = f_cluster_providers(context, t70)
         c5 = (t74 or t74.__class__ in NUMBERS)
        c6 = c5
       if c6:
        v2 = 1
   except LEAVING:
    v2 = 3
   try:
    b_service_running_equals_desired_latest = UNSET
    if (d.get('SchedulingStrategy') != 'DAEMON'):
     t75 = d.get('Runtime')
     t76 = (t75.get('desiredCount') if t75.__class__ is dict else None)
     r13 = t76
     if r13 is None:
      t77 = d.get('DesiredCount')
      r13 = (t77 if t77 is not None else (0))
     if (r13.__class__ in NUMBERS and r13 > (0)):
      v3 = 2
      if b_service_running_equals_desired_latest is UNSET:
       x2 = None
       c7 = False
       t78 = (t75.get('events') if t75.__class__ is dict else None)
       if t78.__class__ is list:
        for e20 in t78:
         if e20.__class__ is dict:
          t79 = e20.get('message')
          if t79 is not None:
           x2 = t79
           c7 = True
           break
         elif e20.__class__ is list:
          for e21 in e20:
           if e21.__class__ is dict:
            t80 = e21.get('message')
            if t80 is not None:
             x2 = t80
             c7 = True
             break
          if c7: break
       b_service_running_equals_desired_latest = x2
      t81 = ('No Container Instances were found' in b_service_running_equals_desired_latest if b_service_running_equals_desired_latest.__class__ in SEARCHED else empty(b_service_running_equals_desired_latest, False))
      c8 = t81
      t82 = ('have the agent connected' in b_service_running_equals_desired_latest if b_service_running_equals_desired_latest.__class__ in SEARCHED else empty(b_service_running_equals_desired_latest, False))
      c9 = t82
      if not c9:
       t83 = ('error "AGENT"' in b_service_running_equals_desired_latest if b_service_running_equals_desired_latest.__class__ in SEARCHED else empty(b_service_running_equals_desired_latest, False))
       c9 = t83
      c10 = c9
      c11 = ((not t81) and (not t82))
      if c11:
       t84 = ('error "AGENT"' in b_service_running_equals_desired_latest if b_service_running_equals_desired_latest.__class__ in SEARCHED else empty(b_service_running_equals_desired_latest, False))
       c11 = (not t84)
      c12 = c11
      c13 = True
      if c8 or c10 or c12:
       t85 = (t75.get('runningCount') if t75.__class__ is dict else None)
       t86 = (t85 if t85 is not None else (0))
       t87 = (t75.get('pendingCount') if t75.__class__ is dict else None)
       t88 = (t87 if t87 is not None else (0))
       t89 = (t86 + t88 if t86.__class__ in NUMBERS and t88.__class__ in NUMBERS else leave())
       c13 = (r13.__class__ in NUMBERS and t89 >= r13)
      if c13:
       v3 = 1
   except LEAVING:
    v3 = 3
   row = (v0, v1, v2, v3)
   if row != last: last = same(row, row) if rows else row
   rows.append(last)
  except LEAVING:
   rows.append((3, 3, 3, 3, ))
 return rows
