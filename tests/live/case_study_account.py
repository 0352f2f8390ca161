"""The case study's account, broken or repaired, made with boto3 in an account that moto plays.

Texts (user data, build specifications, event patterns, policies) are those of the example's template. What moto cannot show is set in the
server's own state, below "what moto cannot show", each with the reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import yaml

from tests.moto_account import ACCOUNT, client

EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "ecs-case-study"
REGION: Final = "ap-northeast-2"
ZONES: Final = {"A": f"{REGION}a", "C": f"{REGION}c"}
IMAGE: Final = "ami-0b5d7e2f9c4a18360"


class Reader(yaml.SafeLoader):
    """Reads a template; what only CloudFormation resolves becomes {tag: value}."""


def _tagged(loader: Reader, suffix: str, node: yaml.Node) -> Any:
    tag = f"!{suffix}"
    if isinstance(node, yaml.ScalarNode):
        return {tag: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {tag: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {tag: loader.construct_mapping(node, deep=True)}


Reader.add_multi_constructor("!", _tagged)


class Builder:
    """Makes one account. `state` is "broken" or "repaired"."""

    def __init__(self, url: str, state: str) -> None:
        """Take where moto serves."""
        self.url = url
        self.repaired = state == "repaired"
        self.template = yaml.load((EXAMPLES / state / "template.yaml").read_text("utf-8"), Reader)["Resources"]  # noqa: S506  # a SafeLoader
        self.names: dict[str, str] = {"Cluster": "harbor-ecs", "Repository": "harbor-repo", "Pipeline": "harbor-pipeline"}
        """What stands for logical ids (and `Id.Attribute`), as they are made."""
        self.names |= {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AlertEmail": "operators@example.org"}
        self.names |= {"GitConnection": f"arn:aws:codeconnections:{REGION}:{ACCOUNT}:connection/0f3a5c1e-7b2d-4e86-9a41-5d6c8e2f1b07"}
        self.names |= {"Service.Name": "harbor-service", "SourceLocation": "https://github.com/example/harbor-web.git"}

    def client(self, service: str) -> Any:
        """A client of boto3."""
        return client(self.url, service, REGION)

    def properties(self, logical: str) -> dict[str, Any]:
        """The template's properties, with names in the place of references."""
        found: dict[str, Any] = self.resolved(self.template[logical]["Properties"])
        return found

    def resolved(self, value: Any) -> Any:
        """A value of the template with references resolved."""
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() <= {"!Ref", "!GetAtt"} and value:
            return self.names[next(iter(value.values()))]
        if value.keys() == {"!Sub"}:
            text = value["!Sub"]
            for name, meant in self.names.items():
                text = text.replace("${" + name + "}", meant)
            return text
        if value.keys() == {"Fn::Base64"}:
            return self.resolved(value["Fn::Base64"])
        return {name: self.resolved(item) for name, item in value.items()}

    def build(self) -> None:
        """Make everything."""
        self.network()
        self.roles()
        self.instances()
        self.balancer()
        self.service()
        self.delivery()
        self.watching()

    # ------------------------------------------------------------ network

    def network(self) -> None:
        """Two public and two private subnets; the broken account has no way out of private subnet C."""
        ec2 = self.client("ec2")
        for vpc in ec2.describe_vpcs()["Vpcs"]:  # the default one is no part of the story
            for subnet in ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]:
                ec2.delete_subnet(SubnetId=subnet["SubnetId"])
            ec2.delete_vpc(VpcId=vpc["VpcId"])
        vpc = self.names["Vpc"] = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
        blocks = {"PublicSubnetA": 0, "PublicSubnetC": 16, "PrivateSubnetA": 32, "PrivateSubnetC": 48}
        for name, third in blocks.items():
            zone = ZONES[name[-1]]
            made = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.20.{third}.0/20", AvailabilityZone=zone)
            self.names[name] = made["Subnet"]["SubnetId"]
            if name.startswith("Public"):
                ec2.modify_subnet_attribute(SubnetId=self.names[name], MapPublicIpOnLaunch={"Value": True})
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = ec2.create_nat_gateway(SubnetId=self.names["PublicSubnetA"], AllocationId=address)["NatGateway"]["NatGatewayId"]
        ways = {"PublicRouteTable": {"GatewayId": gateway}, "PrivateRouteTableA": {"NatGatewayId": nat}}
        ways["PrivateRouteTableC"] = {"NatGatewayId": nat} if self.repaired else {}
        for name, way in ways.items():
            table = self.names[name] = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            if way:
                ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **way)
        for name in blocks:
            table = "PublicRouteTable" if name.startswith("Public") else f"PrivateRouteTable{name[-1]}"
            ec2.associate_route_table(SubnetId=self.names[name], RouteTableId=self.names[table])
        for name in ("LoadBalancerSecurityGroup", "InstanceSecurityGroup"):
            said = self.template[name]["Properties"]["GroupDescription"]
            self.names[name] = ec2.create_security_group(GroupName=name, Description=said, VpcId=vpc)["GroupId"]
        port = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        ec2.authorize_security_group_ingress(GroupId=self.names["LoadBalancerSecurityGroup"], IpPermissions=[port])
        pair = [{"GroupId": self.names["LoadBalancerSecurityGroup"]}]
        ports = {"IpProtocol": "tcp", "FromPort": 32768, "ToPort": 65535, "UserIdGroupPairs": pair}
        ec2.authorize_security_group_ingress(GroupId=self.names["InstanceSecurityGroup"], IpPermissions=[ports])

    # ------------------------------------------------------------ roles

    def roles(self) -> None:
        """The roles of the template, but for inline policies, which name what is not made yet."""
        iam = self.client("iam")
        roles = [name for name, resource in self.template.items() if resource["Type"] == "AWS::IAM::Role"]
        for name in roles:
            said = self.template[name]["Properties"]
            trust = json.dumps(said["AssumeRolePolicyDocument"])
            self.names[name] = f"harbor-{name}"
            self.names[f"{name}.Arn"] = iam.create_role(RoleName=f"harbor-{name}", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
            for arn in self.resolved(said.get("ManagedPolicyArns", [])):
                iam.attach_role_policy(RoleName=f"harbor-{name}", PolicyArn=arn)
        made = iam.create_instance_profile(InstanceProfileName="harbor-InstanceProfile")["InstanceProfile"]
        self.names |= {"InstanceProfile": made["InstanceProfileName"], "InstanceProfile.Arn": made["Arn"]}
        iam.add_role_to_instance_profile(InstanceProfileName="harbor-InstanceProfile", RoleName="harbor-InstanceRole")

    def inline_policies(self) -> None:
        """The roles' inline policies."""
        iam = self.client("iam")
        for name, resource in self.template.items():
            for policy in resource["Properties"].get("Policies", ()) if resource["Type"] == "AWS::IAM::Role" else ():
                document = json.dumps(self.resolved(policy["PolicyDocument"]))
                iam.put_role_policy(RoleName=self.names[name], PolicyName=policy["PolicyName"], PolicyDocument=document)

    # ------------------------------------------------------------ cluster and its instances

    def instances(self) -> None:
        """The cluster, and the groups whose instances are to join it."""
        ecs = self.client("ecs")
        insights = [{"name": "containerInsights", "value": "enabled"}]
        cluster = ecs.create_cluster(clusterName="harbor-ecs", settings=insights)["cluster"]["clusterArn"]
        self.names["Cluster.Arn"] = cluster
        self.names["InstanceImage"], self.names["InstanceType"] = IMAGE, "t3.large"
        if self.repaired:
            self._launch_template()
            provided: dict[str, Any] = {
                "autoScalingGroupArn": self._group("InstanceGroup", LaunchTemplate=self._version()),
                "managedDraining": "ENABLED",
            }
            provided["managedScaling"] = {"status": "ENABLED", "targetCapacity": 100}
            ecs.create_capacity_provider(name="harbor-instances", autoScalingGroupProvider=provided)
            strategy = [{"capacityProvider": "harbor-instances", "base": 0, "weight": 1}]
            ecs.put_cluster_capacity_providers(
                cluster=cluster, capacityProviders=["harbor-instances"], defaultCapacityProviderStrategy=strategy
            )
            return
        ecs.create_cluster(clusterName="default")  # made for the instances that were told no cluster
        for name, group in (("LaunchConfiguration", "InstanceGroup"), ("SpotLaunchConfiguration", "SpotGroup")):
            said = self.properties(name)
            self.names[name] = f"harbor-{name}"
            self.client("autoscaling").create_launch_configuration(LaunchConfigurationName=self.names[name], **said)
            self._group(group, LaunchConfigurationName=self.names[name])

    def _launch_template(self) -> None:
        import base64

        said = self.properties("LaunchTemplate")
        data = said["LaunchTemplateData"] | {"UserData": base64.b64encode(said["LaunchTemplateData"]["UserData"].encode()).decode()}
        made = self.client("ec2").create_launch_template(LaunchTemplateName="harbor-ecs", LaunchTemplateData=data)["LaunchTemplate"]
        self.names["LaunchTemplate"] = made["LaunchTemplateId"]

    def _version(self) -> dict[str, str]:
        return {"LaunchTemplateId": self.names["LaunchTemplate"], "Version": "1"}

    def _group(self, name: str, **launched: Any) -> str:
        scaling, said = self.client("autoscaling"), self.template[name]["Properties"]
        numbers = {key: int(said[key]) for key in ("MinSize", "MaxSize", "DesiredCapacity") if key in said}
        # ECS marks the groups of its capacity providers
        tags = [*said["Tags"], *([{"Key": "AmazonECSManaged", "Value": "", "PropagateAtLaunch": True}] if self.repaired else [])]
        places = {"ResourceId": f"harbor-{name}", "ResourceType": "auto-scaling-group"}
        zones = ",".join((self.names["PrivateSubnetA"], self.names["PrivateSubnetC"]))
        scaling.create_auto_scaling_group(
            AutoScalingGroupName=f"harbor-{name}", VPCZoneIdentifier=zones, Tags=[{**tag, **places} for tag in tags], **numbers, **launched
        )
        found = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[f"harbor-{name}"])["AutoScalingGroups"][0]
        self.names |= {name: f"harbor-{name}", f"{name}.AutoScalingGroupARN": found["AutoScalingGroupARN"]}
        return str(found["AutoScalingGroupARN"])

    def started(self, group: str) -> list[str]:
        """The ids of a group's instances."""
        found = self.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[f"harbor-{group}"])["AutoScalingGroups"]
        return [one["InstanceId"] for one in found[0]["Instances"]]

    def join(self, cluster: str, instance: str) -> str:
        """What the agent of an instance does; the container instance's ARN."""
        document = {"instanceId": instance, "region": REGION}
        made = self.client("ecs").register_container_instance(cluster=cluster, instanceIdentityDocument=json.dumps(document))
        return str(made["containerInstance"]["containerInstanceArn"])

    # ------------------------------------------------------------ service

    def balancer(self) -> None:
        """Load balancer, target group, listener."""
        elb = self.client("elbv2")
        subnets = [self.names["PublicSubnetA"], self.names["PublicSubnetC"]]
        made = elb.create_load_balancer(Name="harbor", Subnets=subnets, SecurityGroups=[self.names["LoadBalancerSecurityGroup"]])
        balancer = made["LoadBalancers"][0]["LoadBalancerArn"]
        made = elb.create_target_group(Name="harbor-web", Protocol="HTTP", Port=80, VpcId=self.names["Vpc"], HealthCheckPath="/health")
        self.names["TargetGroup"] = made["TargetGroups"][0]["TargetGroupArn"]
        forward = [{"Type": "forward", "TargetGroupArn": self.names["TargetGroup"]}]
        elb.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=forward)

    def service(self) -> None:
        """Repository, task definition, service, its tasks."""
        exclusion = {"filterType": "WILDCARD", "filter": "latest"}
        mutability: dict[str, Any] = {"imageTagMutability": "MUTABLE"}
        if self.repaired:
            mutability = {"imageTagMutability": "IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": [exclusion]}
        made = self.client("ecr").create_repository(
            repositoryName="harbor-repo", imageScanningConfiguration={"scanOnPush": True}, **mutability
        )["repository"]
        self.names |= {"Repository.RepositoryUri": made["repositoryUri"], "Repository.Arn": made["repositoryArn"]}
        logs = self.client("logs")
        logs.create_log_group(logGroupName="/ecs/harbor-web")
        self.names["ServiceLogs"] = "/ecs/harbor-web"
        said = lowered(self.properties("TaskDefinition"), keep=("Options",))
        arn = self.client("ecs").register_task_definition(**said)["taskDefinition"]["taskDefinitionArn"]
        balanced = [{"containerName": "web", "containerPort": 8080, "targetGroupArn": self.names["TargetGroup"]}]
        how: dict[str, Any] = {"launchType": "EC2"}
        if self.repaired:
            how = {"capacityProviderStrategy": [{"capacityProvider": "harbor-instances", "weight": 1}]}
        self._agents()
        self.client("ecs").create_service(
            cluster="harbor-ecs", serviceName="harbor-service", taskDefinition=arn, desiredCount=2, loadBalancers=balanced, **how
        )

    def _agents(self) -> None:
        """Who joined: in the broken account one of two (the other's subnet has no way out), and the spot instance in a stray cluster."""
        if self.repaired:
            for instance in self.started("InstanceGroup"):
                self.join("harbor-ecs", instance)
            return
        self.join("harbor-ecs", self.started("InstanceGroup")[0])
        self.join("default", self.started("SpotGroup")[0])

    # ------------------------------------------------------------ delivery

    def delivery(self) -> None:
        """Bucket, build projects, pipeline, and the rule that starts it."""
        place = {"LocationConstraint": REGION}
        self.client("s3").create_bucket(Bucket="harbor-artifacts", CreateBucketConfiguration=place)
        self.names |= {"ArtifactBucket": "harbor-artifacts", "ArtifactBucket.Arn": "arn:aws:s3:::harbor-artifacts"}
        build = self.client("codebuild")
        for name in ("BuildProject", "PrepareProject"):
            said = self.properties(name)
            said.pop("Triggers", None)  # moto has no webhooks
            for part in (said["Source"], said["Artifacts"]):
                if part["Type"] == "CODEPIPELINE":
                    part["Location"] = "CODEPIPELINE"  # moto wants one of every project
            made = build.create_project(**lowered(said))["project"]
            self.names |= {name: made["name"], f"{name}.Arn": made["arn"]}
        self.inline_policies()
        pipeline = lowered(self.properties("Pipeline"), keep=("Configuration",))
        pipeline["artifactStore"].setdefault("type", "S3")
        self.client("codepipeline").create_pipeline(pipeline=pipeline | {"version": 1})
        self._rule("PushRule")

    def _rule(self, name: str) -> None:
        events, said = self.client("events"), self.properties(name)
        events.put_rule(Name=said["Name"], EventPattern=json.dumps(said["EventPattern"]), Description=said["Description"])
        events.put_targets(Rule=said["Name"], Targets=said["Targets"])
        self.names[f"{name}.Arn"] = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{said['Name']}"

    # ------------------------------------------------------------ watching

    def watching(self) -> None:
        """The repaired account is told of agents that disconnect, and records the calls to its API."""
        if not self.repaired:
            return
        sns = self.client("sns")
        topic = self.names["AlertTopic"] = sns.create_topic(Name="harbor-alerts")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="operators@example.org")
        self._rule("AgentDisconnectRule")
        document = self.properties("AlertTopicPolicy")["PolicyDocument"]
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(document))
        s3 = self.client("s3")
        s3.create_bucket(Bucket="harbor-trail", CreateBucketConfiguration={"LocationConstraint": REGION})
        self.names |= {"TrailBucket": "harbor-trail", "TrailBucket.Arn": "arn:aws:s3:::harbor-trail"}
        s3.put_bucket_policy(Bucket="harbor-trail", Policy=json.dumps(self.properties("TrailBucketPolicy")["PolicyDocument"]))
        trails, said = self.client("cloudtrail"), self.properties("Trail")
        trails.create_trail(
            Name=said["TrailName"],
            S3BucketName="harbor-trail",
            IsMultiRegionTrail=said["IsMultiRegionTrail"],
            IncludeGlobalServiceEvents=said["IncludeGlobalServiceEvents"],
            EnableLogFileValidation=said["EnableLogFileValidation"],
        )
        trails.start_logging(Name=said["TrailName"])


def lowered(value: Any, keep: tuple[str, ...] = ()) -> Any:
    """CloudFormation's spelling as that of the ECS and Code* APIs; maps of the user's own keep their keys."""
    if isinstance(value, list):
        return [lowered(item, keep) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {"BuildSpec": "buildspec"}
    return {renamed.get(name, name[0].lower() + name[1:]): item if name in keep else lowered(item, keep) for name, item in value.items()}
