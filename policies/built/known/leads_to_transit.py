# Written by `make policies`; not to be edited.
CALLS = ('default_routes', 'route_table')
def value_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   if ((e1.get('TransitGatewayId') is not None) or (e1.get('CoreNetworkArn') is not None)):
    q1 = True
    break
 return q1
def truth_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   if ((e1.get('TransitGatewayId') is not None) or (e1.get('CoreNetworkArn') is not None)):
    q1 = True
    break
 return True if q1 else False
