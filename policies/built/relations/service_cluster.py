# Written by `make policies`; not to be edited.
CALLS = ('not_null', 'resource')
INVERSE = None
EXPRESSIONS = (
    ("resource(not_null(Cluster, 'default'), 'AWS::ECS::Cluster')", (('not_null', (9,)), ('resource', (0,))), ('Cluster',)),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Cluster')
 if t1.__class__ is Unknown or t1 is ABSENT:
  t1 = seen(t1, context)
 t2 = (t1 if t1 is not None else 'default') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'default'], context)
 t3 = c_resource(context, t2, 'AWS::ECS::Cluster') if t2.__class__ is not Unknown else call(f_resource, [t2, 'AWS::ECS::Cluster'], context)
 return t3
def run0_1(value, context):
 t1 = field(value, 'Cluster', context)
 t2 = (t1 if t1 is not None else 'default') if t1.__class__ is not Unknown else call(f_not_null, [t1, 'default'], context)
 t3 = c_resource(context, t2, 'AWS::ECS::Cluster') if t2.__class__ is not Unknown else call(f_resource, [t2, 'AWS::ECS::Cluster'], context)
 return t3
