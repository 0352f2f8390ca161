# Written by `make policies`; not to be edited.
CALLS = ('length', 'referrers')
INVERSE = None
EXPRESSIONS = (
    ("length([referrers(@, 'AWS::RDS::DBSubnetGroup'), referrers(@, 'AWS::ElastiCache::SubnetGroup'), referrers(@, 'AWS::MemoryDB::SubnetGroup'),\n        referrers(@, 'AWS::Redshift::ClusterSubnetGroup'), referrers(@, 'AWS::DocDB::DBSubnetGroup'),\n        referrers(@, 'AWS::Neptune::DBSubnetGroup'), referrers(@, 'AWS::DAX::SubnetGroup'), referrers(@, 'AWS::MSK::Cluster'),\n        referrers(@, 'AWS::EC2::TransitGatewayAttachment'), referrers(@, 'AWS::EC2::TransitGatewayVpcAttachment')][]) > `0`", (('length', (0,)), ('referrers', (8, 49, 96, 148, 199, 250, 295, 334, 377, 429))), ()),
)
def run0(value, context):
 if value.__class__ is not Unknown and value is not None:
  t2 = value if value.__class__ is not Unknown else current(value, context)
  t3 = c_referrers(context, t2, 'AWS::RDS::DBSubnetGroup') if t2.__class__ is not Unknown else call(f_referrers, [t2, 'AWS::RDS::DBSubnetGroup'], context)
  t4 = value if value.__class__ is not Unknown else current(value, context)
  t5 = c_referrers(context, t4, 'AWS::ElastiCache::SubnetGroup') if t4.__class__ is not Unknown else call(f_referrers, [t4, 'AWS::ElastiCache::SubnetGroup'], context)
  t6 = value if value.__class__ is not Unknown else current(value, context)
  t7 = c_referrers(context, t6, 'AWS::MemoryDB::SubnetGroup') if t6.__class__ is not Unknown else call(f_referrers, [t6, 'AWS::MemoryDB::SubnetGroup'], context)
  t8 = value if value.__class__ is not Unknown else current(value, context)
  t9 = c_referrers(context, t8, 'AWS::Redshift::ClusterSubnetGroup') if t8.__class__ is not Unknown else call(f_referrers, [t8, 'AWS::Redshift::ClusterSubnetGroup'], context)
  t10 = value if value.__class__ is not Unknown else current(value, context)
  t11 = c_referrers(context, t10, 'AWS::DocDB::DBSubnetGroup') if t10.__class__ is not Unknown else call(f_referrers, [t10, 'AWS::DocDB::DBSubnetGroup'], context)
  t12 = value if value.__class__ is not Unknown else current(value, context)
  t13 = c_referrers(context, t12, 'AWS::Neptune::DBSubnetGroup') if t12.__class__ is not Unknown else call(f_referrers, [t12, 'AWS::Neptune::DBSubnetGroup'], context)
  t14 = value if value.__class__ is not Unknown else current(value, context)
  t15 = c_referrers(context, t14, 'AWS::DAX::SubnetGroup') if t14.__class__ is not Unknown else call(f_referrers, [t14, 'AWS::DAX::SubnetGroup'], context)
  t16 = value if value.__class__ is not Unknown else current(value, context)
  t17 = c_referrers(context, t16, 'AWS::MSK::Cluster') if t16.__class__ is not Unknown else call(f_referrers, [t16, 'AWS::MSK::Cluster'], context)
  t18 = value if value.__class__ is not Unknown else current(value, context)
  t19 = c_referrers(context, t18, 'AWS::EC2::TransitGatewayAttachment') if t18.__class__ is not Unknown else call(f_referrers, [t18, 'AWS::EC2::TransitGatewayAttachment'], context)
  t20 = value if value.__class__ is not Unknown else current(value, context)
  t21 = c_referrers(context, t20, 'AWS::EC2::TransitGatewayVpcAttachment') if t20.__class__ is not Unknown else call(f_referrers, [t20, 'AWS::EC2::TransitGatewayVpcAttachment'], context)
  t22 = [t3, t5, t7, t9, t11, t13, t15, t17, t19, t21]
  t1 = t22
 else:
  t1 = None if value is None else select(value, run0_1, context)
 t23 = flatten(t1, context)
 l25 = ()
 if t23.__class__ is list and whole(map(type, t23)):
  t24 = l25 = [*t23]
 elif t23 is None:
  t24 = None
 else:
  t24 = project(t23, None, None, context)
 t26 = len(t24) if t24.__class__ is str or t24 is l25 or t24.__class__ is list and no_hole(map(type, t24)) else call(f_length, [t24], context)
 t27 = t26 > (0) if t26.__class__ is int or t26.__class__ is float else None if t26 is None else compare('gt', t26, (0), context)
 return t27
def run0_1(value, context):
 t1 = value if value.__class__ is not Unknown else current(value, context)
 t2 = c_referrers(context, t1, 'AWS::RDS::DBSubnetGroup') if t1.__class__ is not Unknown else call(f_referrers, [t1, 'AWS::RDS::DBSubnetGroup'], context)
 t3 = value if value.__class__ is not Unknown else current(value, context)
 t4 = c_referrers(context, t3, 'AWS::ElastiCache::SubnetGroup') if t3.__class__ is not Unknown else call(f_referrers, [t3, 'AWS::ElastiCache::SubnetGroup'], context)
 t5 = value if value.__class__ is not Unknown else current(value, context)
 t6 = c_referrers(context, t5, 'AWS::MemoryDB::SubnetGroup') if t5.__class__ is not Unknown else call(f_referrers, [t5, 'AWS::MemoryDB::SubnetGroup'], context)
 t7 = value if value.__class__ is not Unknown else current(value, context)
 t8 = c_referrers(context, t7, 'AWS::Redshift::ClusterSubnetGroup') if t7.__class__ is not Unknown else call(f_referrers, [t7, 'AWS::Redshift::ClusterSubnetGroup'], context)
 t9 = value if value.__class__ is not Unknown else current(value, context)
 t10 = c_referrers(context, t9, 'AWS::DocDB::DBSubnetGroup') if t9.__class__ is not Unknown else call(f_referrers, [t9, 'AWS::DocDB::DBSubnetGroup'], context)
 t11 = value if value.__class__ is not Unknown else current(value, context)
 t12 = c_referrers(context, t11, 'AWS::Neptune::DBSubnetGroup') if t11.__class__ is not Unknown else call(f_referrers, [t11, 'AWS::Neptune::DBSubnetGroup'], context)
 t13 = value if value.__class__ is not Unknown else current(value, context)
 t14 = c_referrers(context, t13, 'AWS::DAX::SubnetGroup') if t13.__class__ is not Unknown else call(f_referrers, [t13, 'AWS::DAX::SubnetGroup'], context)
 t15 = value if value.__class__ is not Unknown else current(value, context)
 t16 = c_referrers(context, t15, 'AWS::MSK::Cluster') if t15.__class__ is not Unknown else call(f_referrers, [t15, 'AWS::MSK::Cluster'], context)
 t17 = value if value.__class__ is not Unknown else current(value, context)
 t18 = c_referrers(context, t17, 'AWS::EC2::TransitGatewayAttachment') if t17.__class__ is not Unknown else call(f_referrers, [t17, 'AWS::EC2::TransitGatewayAttachment'], context)
 t19 = value if value.__class__ is not Unknown else current(value, context)
 t20 = c_referrers(context, t19, 'AWS::EC2::TransitGatewayVpcAttachment') if t19.__class__ is not Unknown else call(f_referrers, [t19, 'AWS::EC2::TransitGatewayVpcAttachment'], context)
 t21 = [t2, t4, t6, t8, t10, t12, t14, t16, t18, t20]
 return t21
