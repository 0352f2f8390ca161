# Written by `make policies`; not to be edited.
CALLS = ('resource',)
def value_0(d, context):
 t1 = (d.get('TaskDefinition') if d.__class__ is dict else None)
 t2 = f_resource(context, t1, 'AWS::ECS::TaskDefinition')
 return t2
def truth_0(d, context):
 t1 = (d.get('TaskDefinition') if d.__class__ is dict else None)
 t2 = f_resource(context, t1, 'AWS::ECS::TaskDefinition')
 return True if (t2 or t2.__class__ in NUMBERS) else False
