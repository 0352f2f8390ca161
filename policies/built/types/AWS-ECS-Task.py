# Written by `make policies`; not to be edited.
CALLS = ('glob',)
P_ecs_task_outside_service_starters = ['ecs-svc/*', 'events-rule/*', 'chronos-schedule/*', 'AWS Step Functions*', 'AWSStepFunctions*', 'aws-batch*', 'AWSBatch*', 'CodeBuild*']
ROWS = ((0,), (1,), (2,), (3,))
def judge(resources, context):
 rows = []
 for resource in resources:
  try:
   d = resource.properties
   v0 = 0
   try:
    b_ecs_task_outside_service_starter = UNSET
    t1 = d.get('Runtime')
    if ((t1.get('lastStatus') if t1.__class__ is dict else None) == 'RUNNING'):
     v0 = 2
     t2 = d.get('Group')
     r1 = t2
     if r1 is None:
      t3 = (t1.get('group') if t1.__class__ is dict else None)
      r1 = t3
     t4 = (r1.startswith('service:') if r1.__class__ is str else empty(r1, False))
     c1 = t4
     if not c1:
      q1 = False
      for e1 in P_ecs_task_outside_service_starters:
       if b_ecs_task_outside_service_starter is UNSET:
        t5 = d.get('StartedBy')
        r2 = t5
        if r2 is None:
         t6 = (t1.get('startedBy') if t1.__class__ is dict else None)
         r2 = (t6 if t6 is not None else '')
        b_ecs_task_outside_service_starter = r2
       if b_ecs_task_outside_service_starter.__class__ is not str and b_ecs_task_outside_service_starter is not None: leave()
       if e1.__class__ is not str and e1 is not None: leave()
       t7 = f_glob(context, b_ecs_task_outside_service_starter, e1)
       if t7:
        q1 = True
        break
      c1 = q1
     if c1:
      v0 = 1
   except LEAVING:
    v0 = 3
   rows.append(ROWS[v0])
  except LEAVING:
   rows.append((3, ))
 return rows
