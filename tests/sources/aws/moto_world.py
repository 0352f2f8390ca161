"""An account with one of almost everything that container platforms stand on, made in moto with boto3 as AWS's documents ask for it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from tests.moto_account import ACCOUNT

REGION = "eu-west-1"
SECRET = "hunter2-hunter2-hunter2"  # noqa: S105  # planted, to be looked for
USER_DATA = "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecs:Poll", "Resource": "*"}]})

Client = Callable[[str], Any]


def build(client: Client) -> None:
    """Make everything, in the order in which it hangs together."""
    vpc, subnets, group = network(client("ec2"))
    gateways(client("ec2"), vpc, subnets[0])
    storage(client("ec2"), client("logs"), vpc)
    identities(client("iam"))
    image = client("ec2").describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    scaling(client("ec2"), client("autoscaling"), image, subnets)
    repositories(client("ecr"))
    platform(client("ecs"), client("autoscaling"), image)
    balancers(client("elbv2"), client("elb"), vpc, subnets, group)
    discovery(client("servicediscovery"), client("application-autoscaling"), vpc)


def network(ec2: Any) -> tuple[str, list[str], str]:
    """A VPC with two subnets, routes, endpoints and a security group."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = {f"{REGION}a": "10.0.1.0/24", f"{REGION}b": "10.0.2.0/24"}
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"] for zone, cidr in zones.items()]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    rule = {
        "IpProtocol": "tcp",
        "FromPort": 80,
        "ToPort": 80,
        "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
        "UserIdGroupPairs": [{"GroupId": group}],
    }
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[table])
    interface = {"VpcEndpointType": "Interface", "SubnetIds": subnets[:1], "SecurityGroupIds": [group]}
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.ecr.api", **interface)
    return vpc, subnets, group


def gateways(ec2: Any, vpc: str, subnet: str) -> None:
    """The ways to other networks."""
    ec2.create_egress_only_internet_gateway(VpcId=vpc)
    vpn = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=vpc, VpnGatewayId=vpn)
    customer = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="198.51.100.1", BgpAsn=65000)["CustomerGateway"]["CustomerGatewayId"]
    ec2.create_vpn_connection(Type="ipsec.1", CustomerGatewayId=customer, VpnGatewayId=vpn)
    transit = ec2.create_transit_gateway(Description="t")["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=vpc, SubnetIds=[subnet])
    other = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)
    entries = [{"Cidr": "10.0.0.0/8"}]
    ec2.create_managed_prefix_list(PrefixListName="p", MaxEntries=5, AddressFamily="IPv4", Entries=entries)
    ec2.create_dhcp_options(DhcpConfigurations=[{"Key": "domain-name-servers", "Values": ["10.0.0.2"]}])


def storage(ec2: Any, logs: Any, vpc: str) -> None:
    """A volume, its snapshot, flow logs and a key."""
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=10)["VolumeId"]
    ec2.create_snapshot(VolumeId=volume)
    logs.create_log_group(logGroupName="/vpc")
    role = f"arn:aws:iam::{ACCOUNT}:role/flow"
    ec2.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogGroupName="/vpc", DeliverLogsPermissionArn=role)
    ec2.create_key_pair(KeyName="k")


def identities(iam: Any) -> None:
    """A role in a profile, a user in a group, providers."""
    iam.create_role(RoleName="ecsInstanceRole", AssumeRolePolicyDocument=POLICY)
    iam.put_role_policy(RoleName="ecsInstanceRole", PolicyName="p", PolicyDocument=POLICY)
    iam.attach_role_policy(
        RoleName="ecsInstanceRole", PolicyArn=iam.create_policy(PolicyName="logs", PolicyDocument=POLICY)["Policy"]["Arn"]
    )
    iam.create_instance_profile(InstanceProfileName="ecs")
    iam.add_role_to_instance_profile(InstanceProfileName="ecs", RoleName="ecsInstanceRole")
    iam.create_user(UserName="mina")
    iam.create_access_key(UserName="mina")
    iam.create_login_profile(UserName="mina", Password=SECRET)
    iam.create_group(GroupName="operators")
    iam.add_user_to_group(GroupName="operators", UserName="mina")
    iam.create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ThumbprintList=["a" * 40], ClientIDList=["sts.amazonaws.com"]
    )
    iam.create_saml_provider(SAMLMetadataDocument="a" * 1024, Name="sso")
    iam.update_account_password_policy(MinimumPasswordLength=14)
    iam.create_account_alias(AccountAlias="shop")


def scaling(ec2: Any, autoscaling: Any, image: str, subnets: list[str]) -> None:
    """A launch template with two versions, a launch configuration, and a group of each."""
    encoded = base64.b64encode(USER_DATA.encode()).decode()
    data = {"ImageId": image, "InstanceType": "t3.micro", "UserData": encoded}
    template = ec2.create_launch_template(LaunchTemplateName="shop", LaunchTemplateData=data)["LaunchTemplate"]["LaunchTemplateId"]
    ec2.create_launch_template_version(LaunchTemplateId=template, LaunchTemplateData={"ImageId": image, "InstanceType": "t3.small"})
    launch = {"ImageId": image, "InstanceType": "t3.micro", "UserData": USER_DATA, "IamInstanceProfile": "ecs"}
    autoscaling.create_launch_configuration(LaunchConfigurationName="classic", **launch)
    new = {"LaunchTemplate": {"LaunchTemplateId": template, "Version": "$Latest"}, "VPCZoneIdentifier": ",".join(subnets)}
    tags = [{"Key": "team", "Value": "shop", "PropagateAtLaunch": True}]
    autoscaling.create_auto_scaling_group(AutoScalingGroupName="shop", MinSize=1, MaxSize=2, Tags=tags, **new)
    old = {"LaunchConfigurationName": "classic", "VPCZoneIdentifier": subnets[0]}
    autoscaling.create_auto_scaling_group(AutoScalingGroupName="classic", MinSize=0, MaxSize=2, **old)
    transition = "autoscaling:EC2_INSTANCE_TERMINATING"
    autoscaling.put_lifecycle_hook(LifecycleHookName="drain", AutoScalingGroupName="shop", LifecycleTransition=transition)
    simple = {"PolicyType": "SimpleScaling", "AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1}
    autoscaling.put_scaling_policy(AutoScalingGroupName="shop", PolicyName="more", **simple)
    autoscaling.put_scheduled_update_group_action(
        AutoScalingGroupName="shop", ScheduledActionName="night", Recurrence="0 0 * * *", MinSize=1
    )
    autoscaling.put_warm_pool(AutoScalingGroupName="shop", MinSize=1)


def repositories(ecr: Any) -> None:
    """A repository with an image, and a plain one."""
    ecr.create_repository(repositoryName="shop", imageScanningConfiguration={"scanOnPush": True})
    ecr.create_repository(repositoryName="plain")
    kind = "application/vnd.docker.distribution.manifest.v2+json"
    manifest = {"schemaVersion": 2, "mediaType": kind, "config": {"digest": "sha256:" + "1" * 64, "size": 1}, "layers": []}
    ecr.put_image(repositoryName="shop", imageTag="latest", imageManifest=json.dumps(manifest))


def platform(ecs: Any, autoscaling: Any, image: str) -> None:
    """A cluster with a capacity provider, an instance, a service and tasks."""
    ecs.create_cluster(clusterName="shop", settings=[{"name": "containerInsights", "value": "enabled"}])
    (group,) = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["shop"])["AutoScalingGroups"]
    ecs.create_capacity_provider(name="on-demand", autoScalingGroupProvider={"autoScalingGroupArn": group["AutoScalingGroupARN"]})
    strategy = [{"capacityProvider": "on-demand", "weight": 1}]
    ecs.put_cluster_capacity_providers(cluster="shop", capacityProviders=["on-demand"], defaultCapacityProviderStrategy=strategy)
    registry = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
    container = {"name": "web", "image": f"{registry}/shop:latest", "memory": 128, "environment": [{"name": "PASSWORD", "value": SECRET}]}
    ecs.register_task_definition(family="web", containerDefinitions=[container])
    ecs.create_service(cluster="shop", serviceName="web", taskDefinition="web", desiredCount=2, launchType="EC2")
    identity = {"instanceId": group["Instances"][0]["InstanceId"], "region": REGION, "accountId": ACCOUNT, "imageId": image}
    ecs.register_container_instance(cluster="shop", instanceIdentityDocument=json.dumps(identity))
    ecs.run_task(cluster="shop", taskDefinition="web", count=1)
    stopped = ecs.run_task(cluster="shop", taskDefinition="web", count=1)["tasks"][0]["taskArn"]
    ecs.stop_task(cluster="shop", task=stopped)


def balancers(elbv2: Any, elb: Any, vpc: str, subnets: list[str], group: str) -> None:
    """A load balancer with a target, and a classic one."""
    target = elbv2.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")["TargetGroups"][0][
        "TargetGroupArn"
    ]
    elbv2.register_targets(TargetGroupArn=target, Targets=[{"Id": "10.0.1.9", "Port": 80}])
    balancer = elbv2.create_load_balancer(Name="web", Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]["LoadBalancerArn"]
    forward = [{"Type": "forward", "TargetGroupArn": target}]
    listener = elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)["Listeners"][0][
        "ListenerArn"
    ]
    elbv2.create_rule(ListenerArn=listener, Priority=1, Conditions=[{"Field": "path-pattern", "Values": ["/a"]}], Actions=forward)
    ports = [{"Protocol": "http", "LoadBalancerPort": 80, "InstanceProtocol": "http", "InstancePort": 80}]
    elb.create_load_balancer(LoadBalancerName="classic", Listeners=ports, Subnets=subnets[:1])


def discovery(names: Any, scaling: Any, vpc: str) -> None:
    """Namespaces with a service, and a service that scales."""
    names.create_http_namespace(Name="http")
    names.create_private_dns_namespace(Name="shop.local", Vpc=vpc)
    (private,) = [one["Id"] for one in names.list_namespaces()["Namespaces"] if one["Type"] == "DNS_PRIVATE"]
    names.create_service(Name="web", NamespaceId=private, DnsConfig={"DnsRecords": [{"Type": "A", "TTL": 10}]})
    what = {"ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount"}
    scaling.register_scalable_target(MinCapacity=1, MaxCapacity=3, **what)
    tracking = {"TargetValue": 50.0, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}
    scaling.put_scaling_policy(
        PolicyName="cpu", PolicyType="TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration=tracking, **what
    )
