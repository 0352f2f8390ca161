"""What is measured beside hand-written Python: fifteen expressions of built-in policies, nine of the catalogue's kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.benchmarks import handwritten


@dataclass(frozen=True, slots=True)
class Handwritten:
    """An expression and its equal in Python."""

    name: str
    """The built-in policy that has the expression, or a control of the catalogue."""
    document: str
    """The name of the documents it is asked of (`corpus.DOCUMENTS`)."""
    text: str
    function: Callable[[Any], Any]
    verdict: bool = False
    """It asks whether something holds: the truth counts, not the value."""
    builtin: bool = True
    stock: bool = True
    """Stock `jmespath` can run it: it calls no function of ours."""


_SOURCES = "Stages[].Actions[] | [?ActionTypeId.Category == 'Source' && ActionTypeId.Provider == 'ECR']"
_DEPLOYS = "Stages[].Actions[] | [?ActionTypeId.Provider == 'ECS' || ActionTypeId.Provider == 'CodeDeployToECS']"
_API_CALL = "State != 'DISABLED' && any([EventPattern.\"detail-type\"][], &@ == 'AWS API Call via CloudTrail')"
_SECRETS = (
    "ContainerDefinitions[?Environment[?contains(Name || '', 'SECRET') || contains(Name || '', 'PASSWORD')]]"
    ".{Container: Name, Variables: Environment[].Name}"
)
_ADMIN = (
    "!(SecurityGroupIngress[?(FromPort <= `22` && ToPort >= `22`) || IpProtocol == '-1'] | [?CidrIp == '0.0.0.0/0' || CidrIpv6 == '::/0'])"
)
_LOGS = "all(ContainerDefinitions, &LogConfiguration.LogDriver == 'awslogs' || LogConfiguration.LogDriver == 'awsfirelens')"
_TRAIL = "IsMultiRegionTrail == `true` && EnableLogFileValidation == `true` && KMSKeyId != `null` && IsLogging"
_IGW = "!(Runtime.Routes[?DestinationCidrBlock == '0.0.0.0/0' && starts_with(GatewayId || '', 'igw-')])"

HANDWRITTEN: tuple[Handwritten, ...] = (
    Handwritten("ecr-source-has-trigger", "AWS::CodePipeline::Pipeline", _SOURCES, handwritten.source_actions),
    Handwritten("deploy-action-fits-controller", "AWS::CodePipeline::Pipeline", _DEPLOYS, handwritten.deploy_actions),
    Handwritten(
        "deploy-action-fits-controller",
        "deploy action",
        "(ActionTypeId.Provider == 'ECS' && 'ECS') || 'CODE_DEPLOY'",
        handwritten.wanted_controller,
    ),
    Handwritten("ecr-source-tag-defined", "source action", "Configuration.ImageTag", handwritten.image_tag),
    Handwritten("trigger-tag-is-pushed", "source action", "not_null(Configuration.ImageTag, 'latest')", handwritten.image_tag_or_latest),
    Handwritten("private-subnet-routes-to-nat", "AWS::EC2::Subnet", "Tags[?Key == 'Name'].Value | [0]", handwritten.name_tag),
    Handwritten(
        "ecs-container-instance-agent-connected",
        "AWS::ECS::ContainerInstance",
        "Runtime.status == 'ACTIVE' || Runtime.status == 'DRAINING'",
        handwritten.in_service,
        verdict=True,
    ),
    Handwritten("ecs-task-outside-service", "AWS::ECS::Task", "Runtime.lastStatus == 'RUNNING'", handwritten.runs, verdict=True),
    Handwritten("ecs-task-outside-service", "AWS::ECS::Task", "not_null(StartedBy, Runtime.startedBy, '')", handwritten.starter),
    Handwritten(
        "service-running-equals-desired", "AWS::ECS::Service", "not_null(Runtime.desiredCount, DesiredCount, `0`)", handwritten.desired
    ),
    Handwritten("service-running-equals-desired", "AWS::ECS::Service", "Runtime.events[].message | [0]", handwritten.latest_event),
    Handwritten("ecs-instance-role-trusts-ec2", "AWS::IAM::Role", "[AssumeRolePolicyDocument.Statement][]", handwritten.trust_statements),
    Handwritten("no-stray-default-cluster", "AWS::ECS::Cluster", "ClusterName == 'default'", handwritten.is_default, verdict=True),
    Handwritten("instance-profile-holds-one-role", "AWS::IAM::InstanceProfile", "Roles || `[]`", handwritten.roles_or_none),
    Handwritten(
        "trigger-via-cloudtrail-needs-trail", "AWS::Events::Rule", _API_CALL, handwritten.listens_to_trail, verdict=True, stock=False
    ),
    Handwritten(
        "no privileged container",
        "AWS::ECS::TaskDefinition",
        "!(ContainerDefinitions[?Privileged])",
        handwritten.none_privileged,
        True,
        builtin=False,
    ),
    Handwritten(
        "read-only root file systems",
        "AWS::ECS::TaskDefinition",
        "length((ContainerDefinitions || `[]`)[?ReadonlyRootFilesystem != `true`]) == `0`",
        handwritten.all_read_only,
        verdict=True,
        builtin=False,
    ),
    Handwritten(
        "Fargate needs awsvpc",
        "AWS::ECS::TaskDefinition",
        "NetworkMode == 'awsvpc' && contains(RequiresCompatibilities || `[]`, 'FARGATE')",
        handwritten.fargate_network,
        verdict=True,
        builtin=False,
    ),
    Handwritten("secrets in the environment", "AWS::ECS::TaskDefinition", _SECRETS, handwritten.secrets_in_environment, builtin=False),
    Handwritten(
        "no default route to the internet", "AWS::EC2::RouteTable", _IGW, handwritten.no_open_default_route, verdict=True, builtin=False
    ),
    Handwritten("trail of good standing", "AWS::CloudTrail::Trail", _TRAIL, handwritten.trail_is_good, verdict=True, builtin=False),
    Handwritten("no open admin port", "AWS::EC2::SecurityGroup", _ADMIN, handwritten.no_open_admin_port, verdict=True, builtin=False),
    Handwritten(
        "host ports below 1024",
        "AWS::ECS::TaskDefinition",
        "ContainerDefinitions[].PortMappings[] | [?HostPort < `1024`].HostPort",
        handwritten.low_host_ports,
        builtin=False,
    ),
    Handwritten("every container logs", "AWS::ECS::TaskDefinition", _LOGS, handwritten.all_log, verdict=True, builtin=False, stock=False),
)
