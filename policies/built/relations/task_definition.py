# Written by `make policies`; not to be edited.
CALLS = ('resource',)
INVERSE = None
EXPRESSIONS = (
    ("resource(TaskDefinition, 'AWS::ECS::TaskDefinition')", (('resource', (0,)),), ('TaskDefinition',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('TaskDefinition')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = c_resource(context, t1, 'AWS::ECS::TaskDefinition') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::TaskDefinition'], context)
 return t2
def run0_1(value, context):
 t1 = field(value, 'TaskDefinition', context)
 t2 = c_resource(context, t1, 'AWS::ECS::TaskDefinition') if t1.__class__ is not Unknown else call(f_resource, [t1, 'AWS::ECS::TaskDefinition'], context)
 return t2
