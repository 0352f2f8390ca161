# Written by `make policies`; not to be edited.
CALLS = ('cluster_groups', 'service_cluster')
def value_0(d, context):
 t1 = f_service_cluster(context, d)
 t2 = f_cluster_groups(context, t1)
 return t2
def truth_0(d, context):
 t1 = f_service_cluster(context, d)
 t2 = f_cluster_groups(context, t1)
 return True if (t2 or t2.__class__ in NUMBERS) else False
