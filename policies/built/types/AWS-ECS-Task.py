# Written by `make policies`; not to be edited.
CALLS = ('glob',)
P_ecs_task_outside_service_starters = ['ecs-svc/*', 'events-rule/*', 'chronos-schedule/*', 'AWS Step Functions*', 'AWSStepFunctions*', 'aws-batch*', 'AWSBatch*', 'CodeBuild*']
def judge(d, context):
 v0 = 0
 try:
  b_ecs_task_outside_service_starter = UNSET
  t1 = d.get('Runtime')
  if ((t1.get('lastStatus') if t1.__class__ is dict else None) == 'RUNNING'):
   v0 = 2
   t2 = d.get('Group')
   t3 = (t1.get('group') if t1.__class__ is dict else None)
   t4 = (t2 if t2 is not None else t3)
   t5 = (t4.startswith('service:') if t4.__class__ is str else empty(t4, False))
   c1 = t5
   if not c1:
    q1 = False
    for e1 in P_ecs_task_outside_service_starters:
     if b_ecs_task_outside_service_starter is UNSET:
      t6 = d.get('StartedBy')
      t7 = (t1.get('startedBy') if t1.__class__ is dict else None)
      b_ecs_task_outside_service_starter = (t6 if t6 is not None else (t7 if t7 is not None else ''))
     if b_ecs_task_outside_service_starter.__class__ is not str and b_ecs_task_outside_service_starter is not None: leave()
     if e1.__class__ is not str and e1 is not None: leave()
     t8 = f_glob(context, b_ecs_task_outside_service_starter, e1)
     if t8:
      q1 = True
      break
    c1 = q1
   if c1:
    v0 = 1
 except LEAVING:
  v0 = 3
 return (v0, )
