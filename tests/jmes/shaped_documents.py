"""Documents as sources make them: resources typed by the CloudFormation schemas, with holes in a share of their leaves.

Which types, which of their properties, which values and which holes is fixed here; `described()` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final

from scanner.cfn_schemas import Shape, type_schema
from scanner.jmes.values import types_of
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING, Unknown
from tests.jmes.judge import Hole

MISSING: Final = 0.35
"""The share of optional properties that are left out."""
FINITE: Final = 0.5
"""The share of holes that are choices among few values; the others are opaque."""
CONDITIONS: Final = 0.6
"""Of the finite ones: the share that hang on one of two conditions (Fn::If), drawn 2 : 1. The others are AllowedValues."""
PREFIXED: Final = 0.4
"""Of the opaque texts: the share of which the beginning is known (Fn::Sub)."""
PERHAPS_ABSENT: Final = 0.5
"""Of the opaque holes at optional properties: the share that may be absent."""
CONTAINERS: Final = 0.35
"""A list or object is a hole so many times as often as a leaf."""
CONDITIONAL_ELEMENTS: Final = 0.5
"""An element of a list stands under a condition so many times as often as a leaf is a hole."""
DEPTH: Final = 4
TYPES: Final = (
    *("AWS::ECS::TaskDefinition", "AWS::ECS::TaskDefinition", "AWS::ECS::Service", "AWS::EC2::SecurityGroup", "AWS::CloudTrail::Trail"),
    *("AWS::EC2::Route", "AWS::ECS::Cluster", "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::LaunchTemplate", "AWS::ECR::Repository"),
)
_NAMES: Final = """
    AssignPublicIp AssociatePublicIpAddress AwsvpcConfiguration CapacityProvider CapacityProviderStrategy CapacityProviders CidrIp
    CidrIpv6 Cluster ClusterName ClusterSettings Condition Configuration ContainerDefinitions ContainerName ContainerPath
    ContainerPort Cpu DataResources DependsOn DeploymentCircuitBreaker DeploymentConfiguration Description DesiredCount
    DestinationCidrBlock DestinationIpv6CidrBlock EFSVolumeConfiguration Ebs Enable EnableExecuteCommand EnableLogFileValidation
    Encrypted EncryptionConfiguration EncryptionType Environment Essential EventSelectors ExecuteCommandConfiguration
    ExecutionRoleArn FromPort GatewayId GroupDescription HealthCheck HealthCheckGracePeriod HealthCheckType Host HostPort
    HttpTokens IamInstanceProfile Image ImageScanningConfiguration ImageTagMutability IncludeManagementEvents Interval IpProtocol
    IsLogging IsMultiRegionTrail KMSKeyId Key KmsKey LaunchTemplate LaunchTemplateData LaunchTemplateName LaunchType LoadBalancers
    LogConfiguration LogDriver Logging MaxInstanceLifetime MaximumPercent Memory MetadataOptions MinimumHealthyPercent MountPoints
    Name NatGatewayId NetworkConfiguration NetworkInterfaces NetworkMode PidMode PlacementConstraints PortMappings Privileged
    PropagateTags Protocol ReadOnly ReadWriteType ReadonlyRootFilesystem RequiresCompatibilities Rollback S3BucketName ScanOnPush
    SchedulingStrategy Secrets SecurityGroupEgress SecurityGroupIngress SecurityGroups SourcePath SourceSecurityGroupId
    SourceVolume Subnets Tags TargetGroupARNs TargetGroupArn TaskDefinition TaskRoleArn ToPort TransitEncryption TransitGatewayId
    Type User VPCZoneIdentifier Value ValueFrom Values Volumes Weight
"""
NAMES: Final = frozenset(_NAMES.split())
"""The properties that policies ask about; others are left out."""
TEXTS: Final = {
    "Image": ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1", "nginx:latest", "docker.io/library/redis:7"),
    "User": ("root", "1000", "0"),
    "Name": ("web", "agent", "DB_PASSWORD", "containerInsights"),
    "Value": ("prod", "dev", "enabled", "disabled"),
    "Key": ("Env", "Team", "Owner"),
    "CidrIp": ("0.0.0.0/0", "10.0.0.0/16", "10.1.2.3/32"),
    "CidrIpv6": ("::/0", "fd00::/8"),
    "DestinationCidrBlock": ("0.0.0.0/0", "10.0.0.0/16"),
    "IpProtocol": ("tcp", "udp", "-1"),
    "LogDriver": ("awslogs", "fluentd", "awsfirelens"),
    "SourcePath": ("/var/run/docker.sock", "/data", "/"),
    "RequiresCompatibilities": ("EC2", "FARGATE"),
    "CapacityProviders": ("FARGATE", "FARGATE_SPOT", "spot"),
    "Cpu": ("256", "512", "1024"),
    "Memory": ("512", "1024", "2048"),
}
ANY_TEXT: Final = ("main", "other", "arn:aws:iam::123456789012:role/web", "")
NUMBERS: Final = {"FromPort": (0, 22, 80, 443, 3389), "ToPort": (0, 22, 80, 443, 65535), "ContainerPort": (22, 80, 443, 8080)}
ANY_NUMBER: Final = (0, 1, 2, 50, 100, 200)


@dataclass(frozen=True)
class Kind:
    """What may stand at one place."""

    bit: int
    pool: tuple[Any, ...] = ()
    """Of a text, number or boolean: its usual values."""
    enum: bool = False
    items: Kind | None = None
    fields: tuple[tuple[str, Kind, bool], ...] = ()
    """(name, kind, whether it is required)"""


@cache
def kind_of(type_name: str) -> Kind:
    """The kind of a resource type's properties."""
    schema = type_schema(type_name)
    if schema is None:
        raise LookupError(type_name)
    found = _kind("", schema.root, DEPTH)
    if found is None:
        raise LookupError(type_name)
    return found


def _kind(name: str, shape: Shape, depth: int) -> Kind | None:
    bit = OBJECT if name == "" else shape.types
    if bit == STRING:
        return Kind(STRING, shape.enum or TEXTS.get(name, ANY_TEXT), shape.enum is not None)
    if bit == NUMBER:
        return Kind(NUMBER, NUMBERS.get(name, ANY_NUMBER))
    if bit == BOOLEAN:
        return Kind(BOOLEAN, (True, False))
    if bit == ARRAY and shape.items is not None and depth:
        items = _kind(name, shape.items, depth - 1)
        return None if items is None else Kind(ARRAY, items=items)
    if bit == OBJECT and depth:
        fields = []
        for key, inner in shape.properties.items():
            found = _kind(key, inner, depth - 1) if key in NAMES else None
            if found is not None:
                fields.append((key, found, key in shape.required))
        return Kind(OBJECT, fields=tuple(fields)) if fields else None
    return None


@dataclass(frozen=True)
class Opaque:
    """What is known of an opaque hole: enough to fill it."""

    kind: Kind
    beginning: str = ""


class ShapedDocument:
    """One resource with holes."""

    def __init__(self, random: Random, density: float) -> None:
        self.random = random
        self.density = density
        self.type_name = random.choice(TYPES)
        self.opaque: dict[Any, Opaque] = {}
        """By identity."""
        self.counts: dict[Any, int] = {}
        """By selector: its number of alternatives."""
        self.made = 0
        self.document = self._object(kind_of(self.type_name))

    def _object(self, kind: Kind) -> dict[str, Any]:
        found = {}
        for name, inner, required in kind.fields:
            value = self._value(inner, required)
            if value is not ABSENT:
                found[name] = value
        return found

    def _value(self, kind: Kind, required: bool) -> Any:
        density = self.density * (CONTAINERS if kind.bit in (ARRAY, OBJECT) else 1)
        if self.random.random() < density:
            return self.hole(kind, required)
        if not required and self.random.random() < MISSING:
            return ABSENT
        if kind.bit == OBJECT:
            return self._object(kind)
        return self._list(kind) if kind.bit == ARRAY else self.random.choice(kind.pool)

    def _list(self, kind: Kind) -> list[Any]:
        items = kind.items
        if items is None:
            return []
        found: list[Any] = []
        for _ in range(self.random.choice([0, 1, 1, 2, 3])):
            if self.random.random() < self.density * CONDITIONAL_ELEMENTS:
                alternatives = [self._plain_or_holes(items), ABSENT]
                self.random.shuffle(alternatives)
                found.append(self._choice(tuple(alternatives), self._condition()))
            else:
                found.append(self._plain_or_holes(items))
        return found

    def _plain_or_holes(self, kind: Kind) -> Any:
        return self._object(kind) if kind.bit == OBJECT else self._value(kind, True)

    def plain(self, kind: Kind, required: bool = True) -> Any:
        """A value without holes, or ABSENT."""
        if not required and self.random.random() < MISSING:
            return ABSENT
        if kind.bit == OBJECT:
            found = {name: self.plain(inner, wanted) for name, inner, wanted in kind.fields}
            return {name: value for name, value in found.items() if value is not ABSENT}
        if kind.bit == ARRAY and kind.items is not None:
            return [self.plain(kind.items) for _ in range(self.random.choice([0, 1, 1, 2]))]
        return self.random.choice(kind.pool)

    def _condition(self) -> str:
        name = self.random.choice(["IsProd", "IsProd", "UseNat"])
        self.counts[name] = 2
        return name

    def _choice(self, alternatives: tuple[Any, ...], selector: Any) -> Unknown:
        return Unknown(f"{selector} is not known", one_of=alternatives, selector=selector)

    def hole(self, kind: Kind, required: bool) -> Unknown:
        """A hole at a place."""
        random = self.random
        self.made += 1
        name = f"h{self.made}"
        if random.random() < FINITE:
            if random.random() < CONDITIONS:
                return self._choice((self.plain(kind, required), self.plain(kind, required)), self._condition())
            values = kind.pool[:3] if kind.pool else (self.plain(kind), self.plain(kind))
            self.counts[("parameter", name)] = len(values)
            return Unknown(f"parameter {name}", kind.bit, one_of=values, selector=("parameter", name), identity=("parameter", name))
        self.opaque[name] = Opaque(kind)
        if kind.bit == STRING and random.random() < PREFIXED:
            text = random.choice(kind.pool)
            beginning = text[: random.randint(1, max(1, len(text) - 1))]
            self.opaque[name] = Opaque(kind, beginning)
            rest = Unknown(f"rest of {name}", STRING, identity=("rest", name))
            return Unknown(name, STRING, identity=name, parts=(beginning, rest) if beginning else (rest,))
        return Unknown(name, kind.bit, not required and random.random() < PERHAPS_ABSENT, identity=name)

    def fill(self, value: Any, pick: dict[Any, int], literals: list[Any], values: dict[Any, Any]) -> Any:
        """A completion, or ABSENT; choices as picked, the others by chance, often one of the literals. `values`: those made before."""
        if isinstance(value, dict):
            filled = {key: self.fill(item, pick, literals, values) for key, item in value.items()}
            return {key: item for key, item in filled.items() if item is not ABSENT}
        if isinstance(value, list):
            return [item for item in (self.fill(item, pick, literals, values) for item in value) if item is not ABSENT]
        if not isinstance(value, Unknown):
            return value
        if value.one_of is not None:
            return self.fill(value.one_of[pick[value.selector]], pick, literals, values)
        if value.identity not in values:
            absent = value.may_be_absent and self.random.random() < 0.3
            values[value.identity] = ABSENT if absent else self._settled(self.opaque[value.identity], literals)
        return values[value.identity]

    def _settled(self, hole: Opaque, literals: list[Any]) -> Any:
        random, kind = self.random, hole.kind
        if kind.bit in (ARRAY, OBJECT, BOOLEAN):
            return self.plain(kind)
        wanted = str if kind.bit == STRING else (int, float)
        named: list[Any] = [item for item in literals if isinstance(item, wanted) and not isinstance(item, bool)]
        if kind.bit == NUMBER:
            return random.choice([*kind.pool, *named, *(item + 1 for item in named), *(item - 1 for item in named), 7])
        texts = [*kind.pool, *named]
        if not hole.beginning:
            return random.choice([*texts, "", "zz"])
        fits = [text for text in texts if text.startswith(hole.beginning)]
        return random.choice([*fits, *fits, hole.beginning, hole.beginning + "zz", hole.beginning + random.choice(texts)])


def with_holes(value: Any) -> Any:
    """The document with a Hole wherever something is unknown, for `judge.touches`."""
    if isinstance(value, dict):
        return {key: with_holes(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_holes(item) for item in value]
    return Hole() if isinstance(value, Unknown) else value


def opaque(value: Any) -> Any:
    """The document with nothing known of its unknowns but that they may be anything."""
    return _weaker(value, lambda unknown, name: Unknown(unknown.reason, ANY, True, name))


def typed(value: Any) -> Any:
    """The document with nothing known of its unknowns but their types, and whether they may be absent."""
    return _weaker(value, lambda unknown, name: Unknown(unknown.reason, _bits(unknown), _absent(unknown), name))


def _weaker(value: Any, weaken: Any, path: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, dict):
        return {key: _weaker(item, weaken, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_weaker(item, weaken, (*path, place)) for place, item in enumerate(value)]
    return weaken(value, value.identity or path) if isinstance(value, Unknown) else value


def _bits(unknown: Unknown) -> int:
    bits = 0
    for item in unknown.one_of or ():
        bits |= 0 if item is ABSENT else types_of(item)
    return bits or unknown.types


def _absent(unknown: Unknown) -> bool:
    return unknown.may_be_absent or ABSENT in (unknown.one_of or ())


def described() -> str:
    """The settings, for whoever reads the figures."""
    return (
        f"{len(set(TYPES))} resource types, {len(NAMES)} property names, {MISSING:.0%} of optional properties left out; "
        f"holes: {FINITE:.0%} finite ({CONDITIONS:.0%} of them on two conditions, else allowed values), opaque texts {PREFIXED:.0%} with a "
        f"known beginning, opaque optional ones {PERHAPS_ABSENT:.0%} perhaps absent; lists and objects {CONTAINERS} times as often as "
        f"leaves, elements under a condition {CONDITIONAL_ELEMENTS} times"
    )
