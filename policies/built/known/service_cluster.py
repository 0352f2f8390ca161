# Written by `make policies`; not to be edited.
CALLS = ('resource',)
def value_0(d, context):
 t1 = (d.get('Cluster') if d.__class__ is dict else None)
 t2 = (t1 if t1 is not None else 'default')
 t3 = f_resource(context, t2, 'AWS::ECS::Cluster')
 return t3
def truth_0(d, context):
 t1 = (d.get('Cluster') if d.__class__ is dict else None)
 t2 = (t1 if t1 is not None else 'default')
 t3 = f_resource(context, t2, 'AWS::ECS::Cluster')
 return True if (t3 or t3.__class__ in NUMBERS) else False
