# Written by `make policies`; not to be edited.
CALLS = ('default_routes', 'resource', 'route_table')
def value_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   c1 = ((((e1.get('InstanceId') is not None) or (e1.get('NetworkInterfaceId') is not None)) or (e1.get('VpcEndpointId') is not None)) or (e1.get('LocalGatewayId') is not None))
   if not c1:
    t3 = e1.get('GatewayId')
    t4 = f_resource(context, t3, 'AWS::EC2::VPNGateway')
    c1 = (t4 is not None)
   if c1:
    q1 = True
    break
  else:
   t5 = f_resource(context, None, 'AWS::EC2::VPNGateway')
   if (t5 is not None):
    q1 = True
    break
 return q1
def truth_0(d, context):
 q1 = False
 t1 = f_route_table(context, d)
 t2 = f_default_routes(context, t1)
 for e1 in (t2 if t2.__class__ is list else members(t2)):
  if e1.__class__ is dict:
   c1 = ((((e1.get('InstanceId') is not None) or (e1.get('NetworkInterfaceId') is not None)) or (e1.get('VpcEndpointId') is not None)) or (e1.get('LocalGatewayId') is not None))
   if not c1:
    t3 = e1.get('GatewayId')
    t4 = f_resource(context, t3, 'AWS::EC2::VPNGateway')
    c1 = (t4 is not None)
   if c1:
    q1 = True
    break
  else:
   t5 = f_resource(context, None, 'AWS::EC2::VPNGateway')
   if (t5 is not None):
    q1 = True
    break
 return True if q1 else False
