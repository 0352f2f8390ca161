# Written by `make policies`; not to be edited.
CALLS = ('account', 'buildspec', 'event_matches', 'glob', 'pipeline_rules', 'region', 'repository_pushes', 'resource')
K0_judge = []
K1_judge = []
K2_judge = []
K3_judge = []
K4_judge = []
K5_judge = []
K6_judge = []
K7_judge = []
K8_judge = []
K9_judge = []
def judge(resources, context):
 rows = []
 m1, n1 = m_resource(context, 'AWS::CodeBuild::Project')
 m2, n2 = m_resource(context, 'AWS::ECS::Service')
 m3, n3 = m_resource(context, 'AWS::CodeDeploy::DeploymentGroup')
 m4, n4 = m_pipeline_rules(context)
 m5, n5 = m_resource(context, 'AWS::ECR::Repository')
 m6, n6 = m_repository_pushes(context)
 same, last = {}.setdefault, None
 for resource in resources:
  try:
   d = resource.properties
   v0 = v1 = v2 = v3 = v4 = v5 = v6 = 0
   try:
    v0 = 2
    q1 = False
    t1 = d.get('Source')
    r1 = t1
    if (t1 or t1.__class__ in NUMBERS):
     t2 = (t1.get('BuildSpec') if t1.__class__ is dict else None)
     t3 = d.get('Environment')
     t4 = (t3.get('EnvironmentVariables') if t3.__class__ is dict else None)
     if t2.__class__ is not str and t2 is not None: leave()
     if t4.__class__ is not list and t4 is not None: leave()
     t5 = f_buildspec(context, t2, t4)
     if t5.__class__ not in SCALARS: settled(context, t5)
     r1 = t5
    a2 = None
    a3 = None
    a4 = None
    t6 = d.get('Stages')
    if t6.__class__ is list:
     a4 = []
     for e1 in t6:
      if e1.__class__ is dict:
       t7 = e1.get('Actions')
       if t7 is not None:
        for e2 in (t7 if t7.__class__ is list else (t7,)):
         if e2 is not None:
          a4.append(e2)
      elif e1.__class__ is list:
       for e3 in e1:
        if e3.__class__ is dict:
         t8 = e3.get('Actions')
         if t8 is not None:
          for e4 in (t8 if t8.__class__ is list else (t8,)):
           if e4 is not None:
            a4.append(e4)
    if a4.__class__ is list:
     a3 = []
     for e5 in a4:
      if e5.__class__ is dict:
       t9 = e5.get('ActionTypeId')
       if ((t9.get('Provider') if t9.__class__ is dict else None) == 'CodeBuild'):
        t10 = e5.get('Configuration')
        t11 = (t10.get('ProjectName') if t10.__class__ is dict else None)
        t12 = (m1.get(t11) if t11.__class__ is str else None)
        if t12 is None: t12 = f_resource(context, t11, 'AWS::CodeBuild::Project')
        if t12 is not None:
         a3.append(t12)
    if a3.__class__ is list:
     a2 = []
     for e6 in a3:
      if e6.__class__ is dict:
       t13 = e6.get('Source')
       t14 = (t13.get('BuildSpec') if t13.__class__ is dict else None)
       t15 = e6.get('Environment')
       t16 = (t15.get('EnvironmentVariables') if t15.__class__ is dict else None)
       if t14.__class__ is not str and t14 is not None: leave()
       if t16.__class__ is not list and t16 is not None: leave()
       t17 = f_buildspec(context, t14, t16)
       if t17.__class__ not in SCALARS: settled(context, t17)
       if t17 is not None:
        a2.append(t17)
      elif e6.__class__ is list:
       for e7 in e6:
        if e7.__class__ is dict:
         t18 = e7.get('Source')
         t19 = (t18.get('BuildSpec') if t18.__class__ is dict else None)
         t20 = e7.get('Environment')
         t21 = (t20.get('EnvironmentVariables') if t20.__class__ is dict else None)
         if t19.__class__ is not str and t19 is not None: leave()
         if t21.__class__ is not list and t21 is not None: leave()
         t22 = f_buildspec(context, t19, t21)
         if t22.__class__ not in SCALARS: settled(context, t22)
         if t22 is not None:
          a2.append(t22)
        else:
         t23 = f_buildspec(context, None, None)
         if t23.__class__ not in SCALARS: settled(context, t23)
         if t23 is not None:
          a2.append(t23)
      else:
       t24 = f_buildspec(context, None, None)
       if t24.__class__ not in SCALARS: settled(context, t24)
       if t24 is not None:
        a2.append(t24)
    t25 = [r1, a2]
    a1 = []
    for e8 in t25:
     for e9 in (e8 if e8.__class__ is list else (e8,)):
      if e9 is not None:
       a1.append(e9)
    for e10 in a1:
     if e10.__class__ is dict:
      t26 = e10.get('pushes')
      t27 = (len(t26) if t26.__class__ in SIZED else leave())
      if (t27 > (0)):
       q1 = True
       break
     else:
      t28 = (len(None) if None.__class__ in SIZED else leave())
      if (t28 > (0)):
       q1 = True
       break
    r2 = q1
    if not q1:
     q2 = False
     for e11 in (a4 or ()):
      if e11.__class__ is dict:
       t29 = e11.get('ActionTypeId')
       if ((t29.get('Provider') if t29.__class__ is dict else None) == 'ECRBuildAndPublish'):
        q2 = True
        break
     r2 = q2
    c9 = r2
    if c9:
     q3 = False
     for e12 in (a4 or ()):
      if e12.__class__ is dict:
       t30 = e12.get('ActionTypeId')
       t31 = (t30.get('Provider') if t30.__class__ is dict else None)
       if ((t31 == 'ECS') or (t31 == 'CodeDeployToECS')):
        q3 = True
        break
     r3 = q3
     if not q3:
      q4 = False
      s1 = False
      for e13 in a1:
       if e13.__class__ is dict:
        t32 = e13.get('commands')
        if t32 is not None:
         for e14 in (t32 if t32.__class__ is list else (t32,)):
          if e14 is not None:
           t33 = ('ecs update-service' in e14 if e14.__class__ in SEARCHED else leave())
           c1 = t33
           if not c1:
            t34 = ('ecs deploy' in e14 if e14.__class__ in SEARCHED else leave())
            c1 = t34
           c2 = c1
           if not c2:
            t35 = ('deploy create-deployment' in e14 if e14.__class__ in SEARCHED else leave())
            c2 = t35
           c3 = c2
           if not c3:
            t36 = ('deploy push' in e14 if e14.__class__ in SEARCHED else leave())
            c3 = t36
           c4 = c3
           if not c4:
            t37 = ('copilot svc deploy' in e14 if e14.__class__ in SEARCHED else leave())
            c4 = t37
           if c4:
            q4 = True
            s1 = True
            break
         if s1: break
       elif e13.__class__ is list:
        for e15 in e13:
         if e15.__class__ is dict:
          t38 = e15.get('commands')
          if t38 is not None:
           for e16 in (t38 if t38.__class__ is list else (t38,)):
            if e16 is not None:
             t39 = ('ecs update-service' in e16 if e16.__class__ in SEARCHED else leave())
             c5 = t39
             if not c5:
              t40 = ('ecs deploy' in e16 if e16.__class__ in SEARCHED else leave())
              c5 = t40
             c6 = c5
             if not c6:
              t41 = ('deploy create-deployment' in e16 if e16.__class__ in SEARCHED else leave())
              c6 = t41
             c7 = c6
             if not c7:
              t42 = ('deploy push' in e16 if e16.__class__ in SEARCHED else leave())
              c7 = t42
             c8 = c7
             if not c8:
              t43 = ('copilot svc deploy' in e16 if e16.__class__ in SEARCHED else leave())
              c8 = t43
             if c8:
              q4 = True
              s1 = True
              break
           if s1: break
        if s1: break
      r3 = q4
     c9 = r3
    if (not c9):
     v0 = 1
   except LEAVING:
    v0 = 3
   a5 = None
   t44 = d.get('Stages')
   if t44.__class__ is list:
    a5 = []
    for e17 in t44:
     if e17.__class__ is dict:
      t45 = e17.get('Actions')
      if t45 is not None:
       for e18 in (t45 if t45.__class__ is list else (t45,)):
        if e18 is not None:
         if e18.__class__ is dict:
          t46 = e18.get('ActionTypeId')
          t47 = (t46.get('Provider') if t46.__class__ is dict else None)
          if ((t47 == 'ECS') or (t47 == 'CodeDeployToECS')):
           a5.append(e18)
     elif e17.__class__ is list:
      for e19 in e17:
       if e19.__class__ is dict:
        t48 = e19.get('Actions')
        if t48 is not None:
         for e20 in (t48 if t48.__class__ is list else (t48,)):
          if e20 is not None:
           if e20.__class__ is dict:
            t49 = e20.get('ActionTypeId')
            t50 = (t49.get('Provider') if t49.__class__ is dict else None)
            if ((t50 == 'ECS') or (t50 == 'CodeDeployToECS')):
             a5.append(e20)
   for i1 in a5 if a5.__class__ is list else () if a5 is None else (a5,):
    if i1.__class__ is dict:
     if v1 < 2:
      try:
       b_deploy_action_fits_controller_wanted = UNSET
       t51 = i1.get('Configuration')
       t52 = (t51.get('ServiceName') if t51.__class__ is dict else None)
       t53 = (m2.get(t52) if t52.__class__ is str else None)
       if t53 is None: t53 = f_resource(context, t52, 'AWS::ECS::Service')
       t54 = (t51.get('DeploymentGroupName') if t51.__class__ is dict else None)
       t55 = (m3.get(t54) if t54.__class__ is str else None)
       if t55 is None: t55 = f_resource(context, t54, 'AWS::CodeDeploy::DeploymentGroup')
       r4 = K0_judge
       if t55 is not None:
        a7 = None
        t56 = t55.get('ECSServices')
        if t56.__class__ is list:
         a7 = []
         for e21 in t56:
          if e21.__class__ is dict:
           t57 = e21.get('ServiceName')
           t58 = (m2.get(t57) if t57.__class__ is str else None)
           if t58 is None: t58 = f_resource(context, t57, 'AWS::ECS::Service')
           if t58 is not None:
            a7.append(t58)
          elif e21.__class__ is list:
           for e22 in e21:
            if e22.__class__ is dict:
             t59 = e22.get('ServiceName')
             t60 = (m2.get(t59) if t59.__class__ is str else None)
             if t60 is None: t60 = f_resource(context, t59, 'AWS::ECS::Service')
             if t60 is not None:
              a7.append(t60)
            else:
             t61 = f_resource(context, None, 'AWS::ECS::Service')
             if t61 is not None:
              a7.append(t61)
          else:
           t62 = f_resource(context, None, 'AWS::ECS::Service')
           if t62 is not None:
            a7.append(t62)
        r4 = a7
       t63 = [[t53], r4]
       a6 = []
       for e23 in t63:
        for e24 in (e23 if e23.__class__ is list else (e23,)):
         if e24 is not None:
          a6.append(e24)
       if a6:
        v1 = 2
        a8 = []
        for e25 in a6:
         if e25.__class__ is dict:
          t64 = e25.get('DeploymentController')
          t65 = (t64.get('Type') if t64.__class__ is dict else None)
          if b_deploy_action_fits_controller_wanted is UNSET:
           t66 = i1.get('ActionTypeId')
           t67 = (t66.get('Provider') if t66.__class__ is dict else None)
           t68 = (t67 == 'ECS')
           t69 = ('ECS' if t68 else t68)
           b_deploy_action_fits_controller_wanted = (t69 if t69 else 'CODE_DEPLOY')
          t70 = (t65 if t65 is not None else 'ECS')
          if (t70 != b_deploy_action_fits_controller_wanted if t70.__class__ is str or t70.__class__ is b_deploy_action_fits_controller_wanted.__class__ is int else not equals(t70, b_deploy_action_fits_controller_wanted)):
           a8.append(e25)
         else:
          if b_deploy_action_fits_controller_wanted is UNSET:
           t71 = i1.get('ActionTypeId')
           t72 = (t71.get('Provider') if t71.__class__ is dict else None)
           t73 = (t72 == 'ECS')
           t74 = ('ECS' if t73 else t73)
           b_deploy_action_fits_controller_wanted = (t74 if t74 else 'CODE_DEPLOY')
          if (b_deploy_action_fits_controller_wanted != 'ECS'):
           if e25 is not None:
            a8.append(e25)
        t75 = len(a8)
        if (t75 == (0)):
         v1 = 1
      except LEAVING:
       v1 = 3
    else:
     if v1 < 2:
      try:
       b_deploy_action_fits_controller_wanted = UNSET
       a9 = None
       r6 = None
       if i1 is not None:
        t76 = f_resource(context, None, 'AWS::ECS::Service')
        t77 = f_resource(context, None, 'AWS::CodeDeploy::DeploymentGroup')
        r5 = K1_judge
        if t77 is not None:
         a10 = None
         t78 = t77.get('ECSServices')
         if t78.__class__ is list:
          a10 = []
          for e26 in t78:
           if e26.__class__ is dict:
            t79 = e26.get('ServiceName')
            t80 = (m2.get(t79) if t79.__class__ is str else None)
            if t80 is None: t80 = f_resource(context, t79, 'AWS::ECS::Service')
            if t80 is not None:
             a10.append(t80)
           elif e26.__class__ is list:
            for e27 in e26:
             if e27.__class__ is dict:
              t81 = e27.get('ServiceName')
              t82 = (m2.get(t81) if t81.__class__ is str else None)
              if t82 is None: t82 = f_resource(context, t81, 'AWS::ECS::Service')
              if t82 is not None:
               a10.append(t82)
             else:
              if t76 is not None:
               a10.append(t76)
           else:
            if t76 is not None:
             a10.append(t76)
         r5 = a10
        r6 = [[t76], r5]
       if r6.__class__ is list:
        a9 = []
        for e28 in r6:
         for e29 in (e28 if e28.__class__ is list else (e28,)):
          if e29 is not None:
           a9.append(e29)
       if a9:
        v1 = 2
        a11 = None
        if a9.__class__ is list:
         a11 = []
         for e30 in a9:
          if e30.__class__ is dict:
           t83 = e30.get('DeploymentController')
           t84 = (t83.get('Type') if t83.__class__ is dict else None)
           if b_deploy_action_fits_controller_wanted is UNSET:
            b_deploy_action_fits_controller_wanted = 'CODE_DEPLOY'
           if ((t84 if t84 is not None else 'ECS') != b_deploy_action_fits_controller_wanted):
            a11.append(e30)
          else:
           if b_deploy_action_fits_controller_wanted is UNSET:
            b_deploy_action_fits_controller_wanted = 'CODE_DEPLOY'
           if (b_deploy_action_fits_controller_wanted != 'ECS'):
            if e30 is not None:
             a11.append(e30)
        t85 = (len(a11) if a11.__class__ in SIZED else leave())
        if (t85 == (0)):
         v1 = 1
      except LEAVING:
       v1 = 3
   a12 = None
   if t44.__class__ is list:
    a12 = []
    for e31 in t44:
     if e31.__class__ is dict:
      t86 = e31.get('Actions')
      if t86 is not None:
       for e32 in (t86 if t86.__class__ is list else (t86,)):
        if e32 is not None:
         if e32.__class__ is dict:
          t87 = e32.get('ActionTypeId')
          if ((t87.get('Category') if t87.__class__ is dict else None) == 'Source'):
           if ((t87.get('Provider') if t87.__class__ is dict else None) == 'ECR'):
            a12.append(e32)
     elif e31.__class__ is list:
      for e33 in e31:
       if e33.__class__ is dict:
        t88 = e33.get('Actions')
        if t88 is not None:
         for e34 in (t88 if t88.__class__ is list else (t88,)):
          if e34 is not None:
           if e34.__class__ is dict:
            t89 = e34.get('ActionTypeId')
            if ((t89.get('Category') if t89.__class__ is dict else None) == 'Source'):
             if ((t89.get('Provider') if t89.__class__ is dict else None) == 'ECR'):
              a12.append(e34)
   for i2 in a12 if a12.__class__ is list else () if a12 is None else (a12,):
    if i2.__class__ is dict:
     if v2 < 2:
      try:
       v2 = 2
       a13 = None
       t90 = m4.get(id(d), n4)
       if t90 is None: t90 = f_pipeline_rules(context, d)
       if t90.__class__ is list:
        a13 = []
        for e35 in t90:
         if e35.__class__ is dict:
          if (e35.get('State') != 'DISABLED'):
           t91 = e35.get('EventBusName')
           if ((t91 if t91 is not None else 'default') == 'default'):
            t92 = e35.get('EventPattern')
            if (t92 or t92.__class__ in NUMBERS):
             a13.append(e35)
       if a13:
        v2 = 1
      except LEAVING:
       v2 = 3
     if v3 < 2:
      v3 = 2
      t93 = i2.get('Configuration')
      t94 = (t93.get('ImageTag') if t93.__class__ is dict else None)
      if (t94 or t94.__class__ in NUMBERS):
       v3 = 1
     if v4 < 2:
      try:
       b_immutable_repo_vs_floating_tag_listed = UNSET
       t95 = i2.get('Configuration')
       t96 = (t95.get('RepositoryName') if t95.__class__ is dict else None)
       t97 = (m5.get(t96) if t96.__class__ is str else None)
       if t97 is None: t97 = f_resource(context, t96, 'AWS::ECR::Repository')
       if (t97 is not None):
        v4 = 2
        t98 = (t97.get('ImageTagMutability') if t97.__class__ is dict else None)
        t99 = (t98 if t98 is not None else 'MUTABLE')
        c11 = (t99 == 'MUTABLE')
        if not c11:
         c10 = (t99 == 'IMMUTABLE_WITH_EXCLUSION')
         if c10:
          if b_immutable_repo_vs_floating_tag_listed is UNSET:
           t100 = (t95.get('ImageTag') if t95.__class__ is dict else None)
           t101 = (t100 if t100 is not None else 'latest')
           t102 = type_name(t101)
           t103 = (t102 == 'string')
           r7 = t103
           if t103:
            q5 = False
            t104 = (t97.get('ImageTagMutabilityExclusionFilters') if t97.__class__ is dict else None)
            for e36 in (t104 if t104.__class__ is list else members(t104)):
             if e36.__class__ is dict:
              t105 = e36.get('ImageTagMutabilityExclusionFilterValue')
              if t101.__class__ is not str and t101 is not None: leave()
              if t105.__class__ is not str and t105 is not None: leave()
              t106 = f_glob(context, t101, t105)
              if t106:
               q5 = True
               break
             else:
              if t101.__class__ is not str and t101 is not None: leave()
              t107 = f_glob(context, t101, None)
              if t107:
               q5 = True
               break
            r7 = q5
           b_immutable_repo_vs_floating_tag_listed = r7
          c10 = b_immutable_repo_vs_floating_tag_listed
         c11 = c10
        c13 = c11
        if not c13:
         c12 = (t99 == 'MUTABLE_WITH_EXCLUSION')
         if c12:
          if b_immutable_repo_vs_floating_tag_listed is UNSET:
           t108 = (t95.get('ImageTag') if t95.__class__ is dict else None)
           t109 = (t108 if t108 is not None else 'latest')
           t110 = type_name(t109)
           t111 = (t110 == 'string')
           r8 = t111
           if t111:
            q6 = False
            t112 = (t97.get('ImageTagMutabilityExclusionFilters') if t97.__class__ is dict else None)
            for e37 in (t112 if t112.__class__ is list else members(t112)):
             if e37.__class__ is dict:
              t113 = e37.get('ImageTagMutabilityExclusionFilterValue')
              if t109.__class__ is not str and t109 is not None: leave()
              if t113.__class__ is not str and t113 is not None: leave()
              t114 = f_glob(context, t109, t113)
              if t114:
               q6 = True
               break
             else:
              if t109.__class__ is not str and t109 is not None: leave()
              t115 = f_glob(context, t109, None)
              if t115:
               q6 = True
               break
            r8 = q6
           b_immutable_repo_vs_floating_tag_listed = r8
          c12 = (not b_immutable_repo_vs_floating_tag_listed)
         c13 = c12
        if c13:
         v4 = 1
      except LEAVING:
       v4 = 3
     if v5 < 2:
      try:
       b_trigger_tag_is_pushed_wanted = UNSET
       t116 = i2.get('Configuration')
       t117 = (t116.get('RepositoryName') if t116.__class__ is dict else None)
       t118 = (m5.get(t117) if t117.__class__ is str else None)
       if t118 is None: t118 = f_resource(context, t117, 'AWS::ECR::Repository')
       t119 = (m6.get(t118) if t118.__class__ is str else (m6.get(id(t118)) if t118.__class__ is dict else None))
       if t119 is None: t119 = f_repository_pushes(context, t118)
       if (t119 or t119.__class__ in NUMBERS):
        v5 = 2
        q7 = False
        for e38 in (t119 if t119.__class__ is list else members(t119)):
         if e38.__class__ is dict:
          if b_trigger_tag_is_pushed_wanted is UNSET:
           t120 = (t116.get('ImageTag') if t116.__class__ is dict else None)
           b_trigger_tag_is_pushed_wanted = (t120 if t120 is not None else 'latest')
          t121 = e38.get('tag')
          if (t121 == b_trigger_tag_is_pushed_wanted if t121.__class__ is str or t121.__class__ is b_trigger_tag_is_pushed_wanted.__class__ is int else equals(t121, b_trigger_tag_is_pushed_wanted)):
           q7 = True
           break
         else:
          if b_trigger_tag_is_pushed_wanted is UNSET:
           t122 = (t116.get('ImageTag') if t116.__class__ is dict else None)
           b_trigger_tag_is_pushed_wanted = (t122 if t122 is not None else 'latest')
        if q7:
         v5 = 1
      except LEAVING:
       v5 = 3
     if v6 < 2:
      try:
       b_trigger_tag_matches_source_tag = UNSET
       b_trigger_tag_matches_source_pushed = UNSET
       b_trigger_tag_matches_source_called = UNSET
       a14 = None
       t123 = m4.get(id(d), n4)
       if t123 is None: t123 = f_pipeline_rules(context, d)
       if t123.__class__ is list:
        a14 = []
        for e39 in t123:
         if e39.__class__ is dict:
          if (e39.get('State') != 'DISABLED'):
           t124 = e39.get('EventPattern')
           if (t124 or t124.__class__ in NUMBERS):
            a14.append(e39)
       if a14:
        v6 = 2
        q8 = False
        for e40 in (a14 or ()):
         if e40.__class__ is dict:
          t125 = e40.get('EventPattern')
          if b_trigger_tag_matches_source_pushed is UNSET:
           t126 = f_account(context, d)
           if t126.__class__ not in SCALARS: settled(context, t126)
           t127 = f_region(context, d)
           if t127.__class__ not in SCALARS: settled(context, t127)
           t128 = i2.get('Configuration')
           t129 = (t128.get('RepositoryName') if t128.__class__ is dict else None)
           if b_trigger_tag_matches_source_tag is UNSET:
            t130 = (t128.get('ImageTag') if t128.__class__ is dict else None)
            b_trigger_tag_matches_source_tag = (t130 if t130 is not None else 'latest')
           b_trigger_tag_matches_source_pushed = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t126, 'region': t127, 'resources': K2_judge, 'detail': {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': t129, 'image-tag': b_trigger_tag_matches_source_tag}}
          if not TYPES.get(t125.__class__, 0) & 41: leave()
          t131 = f_event_matches(context, t125, b_trigger_tag_matches_source_pushed)
          c14 = t131
          if not c14:
           if b_trigger_tag_matches_source_called is UNSET:
            t132 = f_account(context, d)
            if t132.__class__ not in SCALARS: settled(context, t132)
            t133 = f_region(context, d)
            if t133.__class__ not in SCALARS: settled(context, t133)
            t134 = i2.get('Configuration')
            t135 = (t134.get('RepositoryName') if t134.__class__ is dict else None)
            if b_trigger_tag_matches_source_tag is UNSET:
             t136 = (t134.get('ImageTag') if t134.__class__ is dict else None)
             b_trigger_tag_matches_source_tag = (t136 if t136 is not None else 'latest')
            b_trigger_tag_matches_source_called = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t132, 'region': t133, 'resources': K3_judge, 'detail': {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t133, 'requestParameters': {'repositoryName': t135, 'imageTag': b_trigger_tag_matches_source_tag}, 'responseElements': {'image': {'repositoryName': t135, 'imageId': {'imageTag': b_trigger_tag_matches_source_tag}}}}}
           if not TYPES.get(t125.__class__, 0) & 41: leave()
           t137 = f_event_matches(context, t125, b_trigger_tag_matches_source_called)
           c14 = t137
          if c14:
           q8 = True
           break
         else:
          if b_trigger_tag_matches_source_pushed is UNSET:
           t138 = f_account(context, d)
           if t138.__class__ not in SCALARS: settled(context, t138)
           t139 = f_region(context, d)
           if t139.__class__ not in SCALARS: settled(context, t139)
           t140 = i2.get('Configuration')
           t141 = (t140.get('RepositoryName') if t140.__class__ is dict else None)
           if b_trigger_tag_matches_source_tag is UNSET:
            t142 = (t140.get('ImageTag') if t140.__class__ is dict else None)
            b_trigger_tag_matches_source_tag = (t142 if t142 is not None else 'latest')
           b_trigger_tag_matches_source_pushed = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t138, 'region': t139, 'resources': K4_judge, 'detail': {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': t141, 'image-tag': b_trigger_tag_matches_source_tag}}
          t143 = f_event_matches(context, None, b_trigger_tag_matches_source_pushed)
          c15 = t143
          if not c15:
           if b_trigger_tag_matches_source_called is UNSET:
            t144 = f_account(context, d)
            if t144.__class__ not in SCALARS: settled(context, t144)
            t145 = f_region(context, d)
            if t145.__class__ not in SCALARS: settled(context, t145)
            t146 = i2.get('Configuration')
            t147 = (t146.get('RepositoryName') if t146.__class__ is dict else None)
            if b_trigger_tag_matches_source_tag is UNSET:
             t148 = (t146.get('ImageTag') if t146.__class__ is dict else None)
             b_trigger_tag_matches_source_tag = (t148 if t148 is not None else 'latest')
            b_trigger_tag_matches_source_called = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t144, 'region': t145, 'resources': K5_judge, 'detail': {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t145, 'requestParameters': {'repositoryName': t147, 'imageTag': b_trigger_tag_matches_source_tag}, 'responseElements': {'image': {'repositoryName': t147, 'imageId': {'imageTag': b_trigger_tag_matches_source_tag}}}}}
           t149 = f_event_matches(context, None, b_trigger_tag_matches_source_called)
           c15 = t149
          if c15:
           q8 = True
           break
        if q8:
         v6 = 1
      except LEAVING:
       v6 = 3
    else:
     if v2 < 2:
      try:
       v2 = 2
       a15 = None
       t150 = m4.get(id(d), n4)
       if t150 is None: t150 = f_pipeline_rules(context, d)
       if t150.__class__ is list:
        a15 = []
        for e41 in t150:
         if e41.__class__ is dict:
          if (e41.get('State') != 'DISABLED'):
           t151 = e41.get('EventBusName')
           if ((t151 if t151 is not None else 'default') == 'default'):
            t152 = e41.get('EventPattern')
            if (t152 or t152.__class__ in NUMBERS):
             a15.append(e41)
       if a15:
        v2 = 1
      except LEAVING:
       v2 = 3
     if v3 < 2:
      v3 = 2
     if v4 < 2:
      try:
       b_immutable_repo_vs_floating_tag_listed = UNSET
       t153 = f_resource(context, None, 'AWS::ECR::Repository')
       if (t153 is not None):
        v4 = 2
        t154 = (t153.get('ImageTagMutability') if t153.__class__ is dict else None)
        t155 = (t154 if t154 is not None else 'MUTABLE')
        c17 = (t155 == 'MUTABLE')
        if not c17:
         c16 = (t155 == 'IMMUTABLE_WITH_EXCLUSION')
         if c16:
          if b_immutable_repo_vs_floating_tag_listed is UNSET:
           t156 = type_name('latest')
           t157 = (t156 == 'string')
           r9 = t157
           if t157:
            q9 = False
            t158 = (t153.get('ImageTagMutabilityExclusionFilters') if t153.__class__ is dict else None)
            for e42 in (t158 if t158.__class__ is list else members(t158)):
             if e42.__class__ is dict:
              t159 = e42.get('ImageTagMutabilityExclusionFilterValue')
              if t159.__class__ is not str and t159 is not None: leave()
              t160 = f_glob(context, 'latest', t159)
              if t160:
               q9 = True
               break
             else:
              t161 = f_glob(context, 'latest', None)
              if t161:
               q9 = True
               break
            r9 = q9
           b_immutable_repo_vs_floating_tag_listed = r9
          c16 = b_immutable_repo_vs_floating_tag_listed
         c17 = c16
        c19 = c17
        if not c19:
         c18 = (t155 == 'MUTABLE_WITH_EXCLUSION')
         if c18:
          if b_immutable_repo_vs_floating_tag_listed is UNSET:
           t162 = type_name('latest')
           t163 = (t162 == 'string')
           r10 = t163
           if t163:
            q10 = False
            t164 = (t153.get('ImageTagMutabilityExclusionFilters') if t153.__class__ is dict else None)
            for e43 in (t164 if t164.__class__ is list else members(t164)):
             if e43.__class__ is dict:
              t165 = e43.get('ImageTagMutabilityExclusionFilterValue')
              if t165.__class__ is not str and t165 is not None: leave()
              t166 = f_glob(context, 'latest', t165)
              if t166:
               q10 = True
               break
             else:
              t167 = f_glob(context, 'latest', None)
              if t167:
               q10 = True
               break
            r10 = q10
           b_immutable_repo_vs_floating_tag_listed = r10
          c18 = (not b_immutable_repo_vs_floating_tag_listed)
         c19 = c18
        if c19:
         v4 = 1
      except LEAVING:
       v4 = 3
     if v5 < 2:
      try:
       b_trigger_tag_is_pushed_wanted = UNSET
       t168 = f_resource(context, None, 'AWS::ECR::Repository')
       t169 = (m6.get(t168) if t168.__class__ is str else (m6.get(id(t168)) if t168.__class__ is dict else None))
       if t169 is None: t169 = f_repository_pushes(context, t168)
       if (t169 or t169.__class__ in NUMBERS):
        v5 = 2
        q11 = False
        for e44 in (t169 if t169.__class__ is list else members(t169)):
         if e44.__class__ is dict:
          if b_trigger_tag_is_pushed_wanted is UNSET:
           b_trigger_tag_is_pushed_wanted = 'latest'
          if (e44.get('tag') == b_trigger_tag_is_pushed_wanted):
           q11 = True
           break
         else:
          if b_trigger_tag_is_pushed_wanted is UNSET:
           b_trigger_tag_is_pushed_wanted = 'latest'
        if q11:
         v5 = 1
      except LEAVING:
       v5 = 3
     if v6 < 2:
      try:
       b_trigger_tag_matches_source_tag = UNSET
       b_trigger_tag_matches_source_pushed = UNSET
       b_trigger_tag_matches_source_called = UNSET
       a16 = None
       t170 = m4.get(id(d), n4)
       if t170 is None: t170 = f_pipeline_rules(context, d)
       if t170.__class__ is list:
        a16 = []
        for e45 in t170:
         if e45.__class__ is dict:
          if (e45.get('State') != 'DISABLED'):
           t171 = e45.get('EventPattern')
           if (t171 or t171.__class__ in NUMBERS):
            a16.append(e45)
       if a16:
        v6 = 2
        q12 = False
        for e46 in (a16 or ()):
         if e46.__class__ is dict:
          t172 = e46.get('EventPattern')
          if b_trigger_tag_matches_source_pushed is UNSET:
           r11 = None
           if i2 is not None:
            t173 = f_account(context, d)
            if t173.__class__ not in SCALARS: settled(context, t173)
            t174 = f_region(context, d)
            if t174.__class__ not in SCALARS: settled(context, t174)
            if b_trigger_tag_matches_source_tag is UNSET:
             b_trigger_tag_matches_source_tag = 'latest'
            r11 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t173, 'region': t174, 'resources': K6_judge, 'detail': {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': None, 'image-tag': b_trigger_tag_matches_source_tag}}
           b_trigger_tag_matches_source_pushed = r11
          if not TYPES.get(t172.__class__, 0) & 41: leave()
          t175 = f_event_matches(context, t172, b_trigger_tag_matches_source_pushed)
          c20 = t175
          if not c20:
           if b_trigger_tag_matches_source_called is UNSET:
            r12 = None
            if i2 is not None:
             t176 = f_account(context, d)
             if t176.__class__ not in SCALARS: settled(context, t176)
             t177 = f_region(context, d)
             if t177.__class__ not in SCALARS: settled(context, t177)
             if b_trigger_tag_matches_source_tag is UNSET:
              b_trigger_tag_matches_source_tag = 'latest'
             r12 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t176, 'region': t177, 'resources': K7_judge, 'detail': {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t177, 'requestParameters': {'repositoryName': None, 'imageTag': b_trigger_tag_matches_source_tag}, 'responseElements': {'image': {'repositoryName': None, 'imageId': {'imageTag': b_trigger_tag_matches_source_tag}}}}}
            b_trigger_tag_matches_source_called = r12
           if not TYPES.get(t172.__class__, 0) & 41: leave()
           t178 = f_event_matches(context, t172, b_trigger_tag_matches_source_called)
           c20 = t178
          if c20:
           q12 = True
           break
         else:
          if b_trigger_tag_matches_source_pushed is UNSET:
           r13 = None
           if i2 is not None:
            t179 = f_account(context, d)
            if t179.__class__ not in SCALARS: settled(context, t179)
            t180 = f_region(context, d)
            if t180.__class__ not in SCALARS: settled(context, t180)
            if b_trigger_tag_matches_source_tag is UNSET:
             b_trigger_tag_matches_source_tag = 'latest'
            r13 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'ECR Image Action', 'account': t179, 'region': t180, 'resources': K8_judge, 'detail': {'action-type': 'PUSH', 'result': 'SUCCESS', 'repository-name': None, 'image-tag': b_trigger_tag_matches_source_tag}}
           b_trigger_tag_matches_source_pushed = r13
          t181 = f_event_matches(context, None, b_trigger_tag_matches_source_pushed)
          c21 = t181
          if not c21:
           if b_trigger_tag_matches_source_called is UNSET:
            r14 = None
            if i2 is not None:
             t182 = f_account(context, d)
             if t182.__class__ not in SCALARS: settled(context, t182)
             t183 = f_region(context, d)
             if t183.__class__ not in SCALARS: settled(context, t183)
             if b_trigger_tag_matches_source_tag is UNSET:
              b_trigger_tag_matches_source_tag = 'latest'
             r14 = {'version': '0', 'source': 'aws.ecr', 'detail-type': 'AWS API Call via CloudTrail', 'account': t182, 'region': t183, 'resources': K9_judge, 'detail': {'eventSource': 'ecr.amazonaws.com', 'eventName': 'PutImage', 'awsRegion': t183, 'requestParameters': {'repositoryName': None, 'imageTag': b_trigger_tag_matches_source_tag}, 'responseElements': {'image': {'repositoryName': None, 'imageId': {'imageTag': b_trigger_tag_matches_source_tag}}}}}
            b_trigger_tag_matches_source_called = r14
           t184 = f_event_matches(context, None, b_trigger_tag_matches_source_called)
           c21 = t184
          if c21:
           q12 = True
           break
        if q12:
         v6 = 1
      except LEAVING:
       v6 = 3
   row = (v0, v1, v2, v3, v4, v5, v6)
   if row != last: last = same(row, row) if rows else row
   rows.append(last)
  except LEAVING:
   rows.append((3, 3, 3, 3, 3, 3, 3, ))
 return rows
