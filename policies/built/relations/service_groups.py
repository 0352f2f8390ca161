# Written by `make policies`; not to be edited.
CALLS = ('cluster_groups', 'service_cluster')
INVERSE = None
EXPRESSIONS = (
    ('cluster_groups(service_cluster(@))', (('cluster_groups', (0,)), ('service_cluster', (15,))), ()),
)
def run0(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_service_cluster(context, t1) if t1.__class__ is not Unknown else call(f_service_cluster, [t1], context)
 t3 = c_cluster_groups(context, t2) if t2.__class__ is not Unknown else call(f_cluster_groups, [t2], context)
 return t3
