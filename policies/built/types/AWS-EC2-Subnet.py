# Written by `make policies`; not to be edited.
CALLS = ('data', 'default_routes', 'glob', 'group_clusters', 'main_table', 'missing', 'referrers', 'resource', 'subnet_endpoints')
P_private_subnet_routes_to_nat_isolated_names = []
P_private_subnet_routes_to_nat_accept = []
P_private_subnet_routes_to_nat_endpoints = []
ROWS = ((0,), (1,), (2,), (3,))
def judge(resources, context):
 rows = []
 m1, n1 = m_referrers(context, 'AWS::EC2::SubnetRouteTableAssociation', True)
 m2, n2 = m_resource(context, 'AWS::EC2::RouteTable')
 m3, n3 = m_resource(context, 'AWS::EC2::VPC')
 m4, n4 = m_referrers(context, 'AWS::EC2::RouteTable', True)
 m5, n5 = m_default_routes(context)
 m6, n6 = m_resource(context, 'AWS::EC2::InternetGateway')
 m7, n7 = m_referrers(context, 'AWS::AutoScaling::AutoScalingGroup', True)
 m8, n8 = m_group_clusters(context)
 m9, n9 = m_referrers(context, 'AWS::ECS::Service', True)
 m10, n10 = m_referrers(context, 'AWS::RDS::DBSubnetGroup', True)
 m11, n11 = m_referrers(context, 'AWS::ElastiCache::SubnetGroup', True)
 m12, n12 = m_referrers(context, 'AWS::MemoryDB::SubnetGroup', True)
 m13, n13 = m_referrers(context, 'AWS::Redshift::ClusterSubnetGroup', True)
 m14, n14 = m_referrers(context, 'AWS::DocDB::DBSubnetGroup', True)
 m15, n15 = m_referrers(context, 'AWS::Neptune::DBSubnetGroup', True)
 m16, n16 = m_referrers(context, 'AWS::DAX::SubnetGroup', True)
 m17, n17 = m_referrers(context, 'AWS::MSK::Cluster', True)
 m18, n18 = m_referrers(context, 'AWS::EC2::TransitGatewayAttachment', True)
 m19, n19 = m_referrers(context, 'AWS::EC2::TransitGatewayVpcAttachment', True)
 m20, n20 = m_resource(context, 'AWS::EC2::NatGateway')
 m21, n21 = m_resource(context, 'AWS::EC2::Subnet')
 m22, n22 = m_main_table(context)
 m23, n23 = m_resource(context, 'AWS::EC2::VPNGateway')
 m24, n24 = m_subnet_endpoints(context)
 for resource in resources:
  try:
   d = resource.properties
   v0 = 0
   try:
    b_private_subnet_routes_to_nat_name = UNSET
    q1 = False
    a1 = None
    t1 = m1.get(id(d), n1)
    if t1 is None: t1 = f_referrers(context, d, 'AWS::EC2::SubnetRouteTableAssociation', True)
    if t1.__class__ is list:
     a1 = []
     for e1 in t1:
      if e1.__class__ is dict:
       t2 = e1.get('RouteTableId')
       t3 = (m2.get(t2) if t2.__class__ is str else None)
       if t3 is None: t3 = f_resource(context, t2, 'AWS::EC2::RouteTable')
       if t3 is not None:
        a1.append(t3)
      elif e1.__class__ is list:
       for e2 in e1:
        if e2.__class__ is dict:
         t4 = e2.get('RouteTableId')
         t5 = (m2.get(t4) if t4.__class__ is str else None)
         if t5 is None: t5 = f_resource(context, t4, 'AWS::EC2::RouteTable')
         if t5 is not None:
          a1.append(t5)
        else:
         t6 = f_resource(context, None, 'AWS::EC2::RouteTable')
         if t6 is not None:
          a1.append(t6)
      else:
       t7 = f_resource(context, None, 'AWS::EC2::RouteTable')
       if t7 is not None:
        a1.append(t7)
    t8 = ((a1[0] if a1 else None) if a1.__class__ is list else None)
    t9 = d.get('VpcId')
    t10 = (m3.get(t9) if t9.__class__ is str else None)
    if t10 is None: t10 = f_resource(context, t9, 'AWS::EC2::VPC')
    r1 = None
    if t10 is not None:
     x1 = None
     c1 = False
     t11 = m4.get(id(t10))
     if t11 is None: t11 = f_referrers(context, t10, 'AWS::EC2::RouteTable', True)
     if t11.__class__ is list:
      for e3 in t11:
       if e3.__class__ is dict:
        c2 = False
        t12 = e3.get('Runtime')
        t13 = (t12.get('Associations') if t12.__class__ is dict else None)
        if t13.__class__ is list:
         for e4 in t13:
          if e4.__class__ is dict:
           t14 = e4.get('Main')
           if (t14 or t14.__class__ in NUMBERS):
            c2 = True
            break
        if c2:
         x1 = e3
         c1 = True
         break
       else:
        c3 = False
        if c3:
         if e3 is not None:
          x1 = e3
          c1 = True
          break
     r1 = x1
    t15 = (t8 if t8 is not None else r1)
    t16 = (m5.get(t15) if t15.__class__ is str else (m5.get(id(t15)) if t15.__class__ is dict else None))
    if t16 is None: t16 = f_default_routes(context, t15)
    for e5 in (t16 if t16.__class__ is list else members(t16)):
     if e5.__class__ is dict:
      t17 = e5.get('GatewayId')
      t18 = (m6.get(t17) if t17.__class__ is str else None)
      if t18 is None: t18 = f_resource(context, t17, 'AWS::EC2::InternetGateway')
      if (t18 is not None):
       q1 = True
       break
     else:
      t19 = f_resource(context, None, 'AWS::EC2::InternetGateway')
      if (t19 is not None):
       q1 = True
       break
    if (not q1):
     t20 = d.get('MapPublicIpOnLaunch')
     if (not (t20 or t20.__class__ in NUMBERS)):
      q2 = False
      t21 = m7.get(id(d), n7)
      if t21 is None: t21 = f_referrers(context, d, 'AWS::AutoScaling::AutoScalingGroup', True)
      for e6 in (t21 if t21.__class__ is list else members(t21)):
       t22 = (m8.get(e6) if e6.__class__ is str else (m8.get(id(e6)) if e6.__class__ is dict else None))
       if t22 is None: t22 = f_group_clusters(context, e6)
       t23 = (len(t22) if t22.__class__ in SIZED else leave())
       if (t23 > (0)):
        q2 = True
        break
      r2 = q2
      if not q2:
       t24 = m9.get(id(d), n9)
       if t24 is None: t24 = f_referrers(context, d, 'AWS::ECS::Service', True)
       t25 = (len(t24) if t24.__class__ in SIZED else leave())
       r2 = (t25 > (0))
      c6 = r2
      if not c6:
       c4 = None
       t26 = m10.get(id(d), n10)
       if t26 is None: t26 = f_referrers(context, d, 'AWS::RDS::DBSubnetGroup', True)
       t27 = m11.get(id(d), n11)
       if t27 is None: t27 = f_referrers(context, d, 'AWS::ElastiCache::SubnetGroup', True)
       t28 = m12.get(id(d), n12)
       if t28 is None: t28 = f_referrers(context, d, 'AWS::MemoryDB::SubnetGroup', True)
       t29 = m13.get(id(d), n13)
       if t29 is None: t29 = f_referrers(context, d, 'AWS::Redshift::ClusterSubnetGroup', True)
       t30 = m14.get(id(d), n14)
       if t30 is None: t30 = f_referrers(context, d, 'AWS::DocDB::DBSubnetGroup', True)
       t31 = m15.get(id(d), n15)
       if t31 is None: t31 = f_referrers(context, d, 'AWS::Neptune::DBSubnetGroup', True)
       t32 = m16.get(id(d), n16)
       if t32 is None: t32 = f_referrers(context, d, 'AWS::DAX::SubnetGroup', True)
       t33 = m17.get(id(d), n17)
       if t33 is None: t33 = f_referrers(context, d, 'AWS::MSK::Cluster', True)
       t34 = m18.get(id(d), n18)
       if t34 is None: t34 = f_referrers(context, d, 'AWS::EC2::TransitGatewayAttachment', True)
       t35 = m19.get(id(d), n19)
       if t35 is None: t35 = f_referrers(context, d, 'AWS::EC2::TransitGatewayVpcAttachment', True)
       t36 = [t26, t27, t28, t29, t30, t31, t32, t33, t34, t35]
       c4 = False
       for e7 in t36:
        for e8 in (e7 if e7.__class__ is list else (e7,)):
         if e8 is not None:
          c4 = True
          break
        if c4: break
       t37 = c4
       r3 = t37
       if not t37:
        q3 = False
        t38 = d.get('Tags')
        for e9 in (t38 if t38.__class__ is list else members(t38)):
         if e9.__class__ is dict:
          if (e9.get('Key') == 'aws-cdk:subnet-type'):
           if (e9.get('Value') == 'Isolated'):
            q3 = True
            break
        r3 = q3
       r4 = r3
       if not r3:
        q4 = False
        for e10 in P_private_subnet_routes_to_nat_isolated_names:
         if b_private_subnet_routes_to_nat_name is UNSET:
          x2 = None
          c5 = False
          t39 = d.get('Tags')
          if t39.__class__ is list:
           for e11 in t39:
            if e11.__class__ is dict:
             if (e11.get('Key') == 'Name'):
              t40 = e11.get('Value')
              if t40 is not None:
               x2 = t40
               c5 = True
               break
          b_private_subnet_routes_to_nat_name = x2
         if b_private_subnet_routes_to_nat_name.__class__ is not str and b_private_subnet_routes_to_nat_name is not None: leave()
         if e10.__class__ is not str and e10 is not None: leave()
         t41 = f_glob(context, b_private_subnet_routes_to_nat_name, e10)
         if t41:
          q4 = True
          break
        r4 = q4
       c6 = (not r4)
      if c6:
       v0 = 2
       q5 = False
       for e12 in (t16 if t16.__class__ is list else members(t16)):
        if e12.__class__ is dict:
         t42 = e12.get('NatGatewayId')
         t43 = (m20.get(t42) if t42.__class__ is str else None)
         if t43 is None: t43 = f_resource(context, t42, 'AWS::EC2::NatGateway')
         if (t43 is not None):
          t44 = (t43.get('Runtime') if t43.__class__ is dict else None)
          t45 = (t44.get('State') if t44.__class__ is dict else None)
          if ((t45 if t45 is not None else 'available') == 'available'):
           t46 = (t43.get('ConnectivityType') if t43.__class__ is dict else None)
           if ((t46 if t46 is not None else 'public') == 'public'):
            t47 = (t43.get('AvailabilityMode') if t43.__class__ is dict else None)
            c7 = ((t47 if t47 is not None else 'zonal') == 'regional')
            if not c7:
             t48 = (t43.get('SubnetId') if t43.__class__ is dict else None)
             t49 = (m21.get(t48) if t48.__class__ is str else None)
             if t49 is None: t49 = f_resource(context, t48, 'AWS::EC2::Subnet')
             r5 = None
             if t49 is not None:
              q6 = False
              a2 = None
              t50 = m1.get(id(t49))
              if t50 is None: t50 = f_referrers(context, t49, 'AWS::EC2::SubnetRouteTableAssociation', True)
              if t50.__class__ is list:
               a2 = []
               for e13 in t50:
                if e13.__class__ is dict:
                 t51 = e13.get('RouteTableId')
                 t52 = (m2.get(t51) if t51.__class__ is str else None)
                 if t52 is None: t52 = f_resource(context, t51, 'AWS::EC2::RouteTable')
                 if t52 is not None:
                  a2.append(t52)
                elif e13.__class__ is list:
                 for e14 in e13:
                  if e14.__class__ is dict:
                   t53 = e14.get('RouteTableId')
                   t54 = (m2.get(t53) if t53.__class__ is str else None)
                   if t54 is None: t54 = f_resource(context, t53, 'AWS::EC2::RouteTable')
                   if t54 is not None:
                    a2.append(t54)
                  else:
                   t55 = f_resource(context, None, 'AWS::EC2::RouteTable')
                   if t55 is not None:
                    a2.append(t55)
                else:
                 t56 = f_resource(context, None, 'AWS::EC2::RouteTable')
                 if t56 is not None:
                  a2.append(t56)
              t57 = ((a2[0] if a2 else None) if a2.__class__ is list else None)
              t58 = t49.get('VpcId')
              t59 = (m3.get(t58) if t58.__class__ is str else None)
              if t59 is None: t59 = f_resource(context, t58, 'AWS::EC2::VPC')
              t60 = (m22.get(t59) if t59.__class__ is str else (m22.get(id(t59)) if t59.__class__ is dict else None))
              if t60 is None: t60 = f_main_table(context, t59)
              t61 = (t57 if t57 is not None else t60)
              t62 = (m5.get(t61) if t61.__class__ is str else (m5.get(id(t61)) if t61.__class__ is dict else None))
              if t62 is None: t62 = f_default_routes(context, t61)
              for e15 in (t62 if t62.__class__ is list else members(t62)):
               if e15.__class__ is dict:
                t63 = e15.get('GatewayId')
                t64 = (m6.get(t63) if t63.__class__ is str else None)
                if t64 is None: t64 = f_resource(context, t63, 'AWS::EC2::InternetGateway')
                if (t64 is not None):
                 q6 = True
                 break
               else:
                t65 = f_resource(context, None, 'AWS::EC2::InternetGateway')
                if (t65 is not None):
                 q6 = True
                 break
              r5 = q6
             c7 = (r5 or r5.__class__ in NUMBERS)
            if c7:
             q5 = True
             break
        else:
         t66 = f_resource(context, None, 'AWS::EC2::NatGateway')
         if (t66 is not None):
          t67 = (t66.get('Runtime') if t66.__class__ is dict else None)
          t68 = (t67.get('State') if t67.__class__ is dict else None)
          if ((t68 if t68 is not None else 'available') == 'available'):
           t69 = (t66.get('ConnectivityType') if t66.__class__ is dict else None)
           if ((t69 if t69 is not None else 'public') == 'public'):
            t70 = (t66.get('AvailabilityMode') if t66.__class__ is dict else None)
            c8 = ((t70 if t70 is not None else 'zonal') == 'regional')
            if not c8:
             t71 = (t66.get('SubnetId') if t66.__class__ is dict else None)
             t72 = (m21.get(t71) if t71.__class__ is str else None)
             if t72 is None: t72 = f_resource(context, t71, 'AWS::EC2::Subnet')
             r6 = None
             if t72 is not None:
              q7 = False
              a3 = None
              t73 = m1.get(id(t72))
              if t73 is None: t73 = f_referrers(context, t72, 'AWS::EC2::SubnetRouteTableAssociation', True)
              if t73.__class__ is list:
               a3 = []
               for e16 in t73:
                if e16.__class__ is dict:
                 t74 = e16.get('RouteTableId')
                 t75 = (m2.get(t74) if t74.__class__ is str else None)
                 if t75 is None: t75 = f_resource(context, t74, 'AWS::EC2::RouteTable')
                 if t75 is not None:
                  a3.append(t75)
                elif e16.__class__ is list:
                 for e17 in e16:
                  if e17.__class__ is dict:
                   t76 = e17.get('RouteTableId')
                   t77 = (m2.get(t76) if t76.__class__ is str else None)
                   if t77 is None: t77 = f_resource(context, t76, 'AWS::EC2::RouteTable')
                   if t77 is not None:
                    a3.append(t77)
                  else:
                   t78 = f_resource(context, None, 'AWS::EC2::RouteTable')
                   if t78 is not None:
                    a3.append(t78)
                else:
                 t79 = f_resource(context, None, 'AWS::EC2::RouteTable')
                 if t79 is not None:
                  a3.append(t79)
              t80 = ((a3[0] if a3 else None) if a3.__class__ is list else None)
              t81 = t72.get('VpcId')
              t82 = (m3.get(t81) if t81.__class__ is str else None)
              if t82 is None: t82 = f_resource(context, t81, 'AWS::EC2::VPC')
              t83 = (m22.get(t82) if t82.__class__ is str else (m22.get(id(t82)) if t82.__class__ is dict else None))
              if t83 is None: t83 = f_main_table(context, t82)
              t84 = (t80 if t80 is not None else t83)
              t85 = (m5.get(t84) if t84.__class__ is str else (m5.get(id(t84)) if t84.__class__ is dict else None))
              if t85 is None: t85 = f_default_routes(context, t84)
              for e18 in (t85 if t85.__class__ is list else members(t85)):
               if e18.__class__ is dict:
                t86 = e18.get('GatewayId')
                t87 = (m6.get(t86) if t86.__class__ is str else None)
                if t87 is None: t87 = f_resource(context, t86, 'AWS::EC2::InternetGateway')
                if (t87 is not None):
                 q7 = True
                 break
               else:
                t88 = f_resource(context, None, 'AWS::EC2::InternetGateway')
                if (t88 is not None):
                 q7 = True
                 break
              r6 = q7
             c8 = (r6 or r6.__class__ in NUMBERS)
            if c8:
             q5 = True
             break
       c9 = q5
       if not c9:
        t89 = ('transit-gateway' in P_private_subnet_routes_to_nat_accept)
        r7 = t89
        if t89:
         q8 = False
         for e19 in (t16 if t16.__class__ is list else members(t16)):
          if e19.__class__ is dict:
           if ((e19.get('TransitGatewayId') is not None) or (e19.get('CoreNetworkArn') is not None)):
            q8 = True
            break
         r7 = q8
        c9 = r7
       c11 = c9
       if not c11:
        q9 = False
        for e20 in (t16 if t16.__class__ is list else members(t16)):
         if e20.__class__ is dict:
          c10 = ((((e20.get('InstanceId') is not None) or (e20.get('NetworkInterfaceId') is not None)) or (e20.get('VpcEndpointId') is not None)) or (e20.get('LocalGatewayId') is not None))
          if not c10:
           t90 = e20.get('GatewayId')
           t91 = (m23.get(t90) if t90.__class__ is str else None)
           if t91 is None: t91 = f_resource(context, t90, 'AWS::EC2::VPNGateway')
           c10 = (t91 is not None)
          if c10:
           q9 = True
           break
         else:
          t92 = f_resource(context, None, 'AWS::EC2::VPNGateway')
          if (t92 is not None):
           q9 = True
           break
        c11 = q9
       c12 = c11
       if not c12:
        t93 = ('endpoints' in P_private_subnet_routes_to_nat_accept)
        r9 = t93
        if t93:
         r8 = P_private_subnet_routes_to_nat_endpoints
         if not P_private_subnet_routes_to_nat_endpoints:
          t94 = f_data(context, 'ecs-endpoints')
          if t94.__class__ not in SCALARS: settled(context, t94)
          r8 = (t94.get('instances') if t94.__class__ is dict else None)
         t95 = m24.get(id(d), n24)
         if t95 is None: t95 = f_subnet_endpoints(context, d)
         if r8.__class__ is not list and r8 is not None: leave()
         if t95.__class__ is not list and t95 is not None: leave()
         t96 = f_missing(context, r8, t95)
         if t96.__class__ not in SCALARS: settled(context, t96)
         t97 = (len(t96) if t96.__class__ in SIZED else leave())
         r9 = (t97 == (0))
        c12 = r9
       if c12:
        v0 = 1
   except LEAVING:
    v0 = 3
   rows.append(ROWS[v0])
  except LEAVING:
   rows.append((3, ))
 return rows
