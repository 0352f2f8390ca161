# Written by `make policies`; not to be edited.
CALLS = ('referrers',)
def value_0(d, context):
 c1 = None
 r1 = None
 if d is not None:
  t1 = f_referrers(context, d, 'AWS::RDS::DBSubnetGroup')
  t2 = f_referrers(context, d, 'AWS::ElastiCache::SubnetGroup')
  t3 = f_referrers(context, d, 'AWS::MemoryDB::SubnetGroup')
  t4 = f_referrers(context, d, 'AWS::Redshift::ClusterSubnetGroup')
  t5 = f_referrers(context, d, 'AWS::DocDB::DBSubnetGroup')
  t6 = f_referrers(context, d, 'AWS::Neptune::DBSubnetGroup')
  t7 = f_referrers(context, d, 'AWS::DAX::SubnetGroup')
  t8 = f_referrers(context, d, 'AWS::MSK::Cluster')
  t9 = f_referrers(context, d, 'AWS::EC2::TransitGatewayAttachment')
  t10 = f_referrers(context, d, 'AWS::EC2::TransitGatewayVpcAttachment')
  r1 = [t1, t2, t3, t4, t5, t6, t7, t8, t9, t10]
 if r1.__class__ is list:
  c1 = False
  for e1 in r1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    if e2 is not None:
     c1 = True
     break
   if c1: break
 if c1 is None: leave()
 return c1
def truth_0(d, context):
 c1 = None
 r1 = None
 if d is not None:
  t1 = f_referrers(context, d, 'AWS::RDS::DBSubnetGroup')
  t2 = f_referrers(context, d, 'AWS::ElastiCache::SubnetGroup')
  t3 = f_referrers(context, d, 'AWS::MemoryDB::SubnetGroup')
  t4 = f_referrers(context, d, 'AWS::Redshift::ClusterSubnetGroup')
  t5 = f_referrers(context, d, 'AWS::DocDB::DBSubnetGroup')
  t6 = f_referrers(context, d, 'AWS::Neptune::DBSubnetGroup')
  t7 = f_referrers(context, d, 'AWS::DAX::SubnetGroup')
  t8 = f_referrers(context, d, 'AWS::MSK::Cluster')
  t9 = f_referrers(context, d, 'AWS::EC2::TransitGatewayAttachment')
  t10 = f_referrers(context, d, 'AWS::EC2::TransitGatewayVpcAttachment')
  r1 = [t1, t2, t3, t4, t5, t6, t7, t8, t9, t10]
 if r1.__class__ is list:
  c1 = False
  for e1 in r1:
   for e2 in (e1 if e1.__class__ is list else (e1,)):
    if e2 is not None:
     c1 = True
     break
   if c1: break
 if c1 is None: leave()
 return True if c1 else False
