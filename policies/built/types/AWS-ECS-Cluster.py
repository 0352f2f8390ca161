# Written by `make policies`; not to be edited.
CALLS = ('account', 'arn', 'cluster_groups', 'event_matches', 'region', 'resources')
ROWS = (((0, 0), (0, 1), (0, 2), (0, 3)), ((1, 0), (1, 1), (1, 2), (1, 3)), ((2, 0), (2, 1), (2, 2), (2, 3)), ((3, 0), (3, 1), (3, 2), (3, 3)))
def judge(resources, context):
 rows = []
 frame = context.data
 m1, n1 = m_cluster_groups(context)
 for resource in resources:
  try:
   d = resource.properties
   frame.resource = resource
   v0 = v1 = 0
   try:
    b_agent_disconnect_is_watched_event = UNSET
    t1 = m1.get(id(d), n1)
    if t1 is None: t1 = f_cluster_groups(context, d)
    if (t1 or t1.__class__ in NUMBERS):
     v0 = 2
     q1 = False
     a1 = None
     t2 = f_resources(context, 'AWS::Events::Rule')
     if t2.__class__ not in SCALARS: settled(context, t2)
     if t2.__class__ is list:
      a1 = []
      for e1 in t2:
       if e1.__class__ is dict:
        t3 = e1.get('EventBusName')
        if ((t3 if t3 is not None else 'default') == 'default'):
         if (e1.get('State') != 'DISABLED'):
          t4 = e1.get('Targets')
          if (t4 or t4.__class__ in NUMBERS):
           a1.append(e1)
     for e2 in (a1 or ()):
      if e2.__class__ is dict:
       t5 = e2.get('EventPattern')
       if b_agent_disconnect_is_watched_event is UNSET:
        t6 = f_account(context, d)
        if t6.__class__ not in SCALARS: settled(context, t6)
        t7 = f_region(context, d)
        if t7.__class__ not in SCALARS: settled(context, t7)
        t8 = f_arn(context, d)
        if t8.__class__ not in SCALARS: settled(context, t8)
        b_agent_disconnect_is_watched_event = {'version': '0', 'source': 'aws.ecs', 'detail-type': 'ECS Container Instance State Change', 'account': t6, 'region': t7, 'detail': {'agentConnected': False, 'status': 'ACTIVE', 'clusterArn': t8}}
       if not TYPES.get(t5.__class__, 0) & 41: leave()
       t9 = f_event_matches(context, t5, b_agent_disconnect_is_watched_event)
       if t9:
        q1 = True
        break
      else:
       if b_agent_disconnect_is_watched_event is UNSET:
        t10 = f_account(context, d)
        if t10.__class__ not in SCALARS: settled(context, t10)
        t11 = f_region(context, d)
        if t11.__class__ not in SCALARS: settled(context, t11)
        t12 = f_arn(context, d)
        if t12.__class__ not in SCALARS: settled(context, t12)
        b_agent_disconnect_is_watched_event = {'version': '0', 'source': 'aws.ecs', 'detail-type': 'ECS Container Instance State Change', 'account': t10, 'region': t11, 'detail': {'agentConnected': False, 'status': 'ACTIVE', 'clusterArn': t12}}
       t13 = f_event_matches(context, None, b_agent_disconnect_is_watched_event)
       if t13:
        q1 = True
        break
     if q1:
      v0 = 1
   except LEAVING:
    v0 = 3
   if (d.get('ClusterName') == 'default'):
    v1 = 2
    t14 = d.get('Runtime')
    t15 = (t14.get('registeredContainerInstancesCount') if t14.__class__ is dict else None)
    t16 = (t15 if t15 is not None else (0))
    c1 = (t16 == (0) and t16 is not False)
    if not c1:
     t17 = (t14.get('activeServicesCount') if t14.__class__ is dict else None)
     t18 = (t17 if t17 is not None else (0))
     c1 = (t18.__class__ in NUMBERS and t18 > (0))
    if c1:
     v1 = 1
   rows.append(ROWS[v0][v1])
  except LEAVING:
   rows.append((3, 3, ))
 return rows
