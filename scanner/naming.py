"""How resources are named: by id, ARN and name, and what a name that is not wholly known may lead to."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from scanner.cfn_schemas import Shape, type_schema
from scanner.snapshot import Gap, Resource
from scanner.unknown import NULL, OBJECT, OpenList, OpenObject, Unknown

ID_PREFIXES = {
    "AWS::EC2::VPC": "vpc-",
    "AWS::EC2::Subnet": "subnet-",
    "AWS::EC2::RouteTable": "rtb-",
    "AWS::EC2::InternetGateway": "igw-",
    "AWS::EC2::NatGateway": "nat-",
    "AWS::EC2::VPNGateway": "vgw-",
    "AWS::EC2::TransitGateway": "tgw-",
    "AWS::EC2::VPCEndpoint": "vpce-",
    "AWS::EC2::SecurityGroup": "sg-",
    "AWS::EC2::Instance": "i-",
}
"""Types that are named by a generated id alone: a text with another beginning names none of them (EC2 API Reference, resource ids)."""
NAMED_BY_PREFIX = frozenset({"AWS::EC2::SecurityGroup"})
_HEX = frozenset("0123456789abcdef")


def is_generated_id(text: str) -> bool:
    """Whether a name looks like an id that AWS made: `vpc-0123abcd`, `eni-attach-0123abcd`."""
    head, _, tail = text.rpartition("-")
    return (
        8 <= len(tail) <= 32
        and _HEX.issuperset(tail)
        and all(len(word) <= 12 and word.isascii() and word.isalpha() and word.islower() for word in head.split("-"))
    )


def key_of(value: Any) -> Hashable:
    """What a name or reference is looked up by: its text, or the identity of what is unknown; None where neither is there."""
    if isinstance(value, str):
        return ("text", value)
    if isinstance(value, Unknown):
        if value.reference is not None:
            return ("resource", value.reference.resource)
        if value.identity is not None:
            return ("identity", value.identity)
    return None


def names_it(type_name: str, attribute: str) -> bool:
    """Whether an attribute of a resource identifies it, so that a reference by it leads there; `DefaultSecurityGroup` of a VPC does not."""
    short = type_name.rsplit("::", 1)[-1]
    if attribute in ("Ref", "Arn", "Id", "Name", f"{short}Arn", f"{short}Id", f"{short}Name"):
        return True
    schema = type_schema(type_name)
    return attribute in (schema.primary_identifier if schema else ()) or (short == "SecurityGroup" and attribute == "GroupId")


def given_names(resource: Resource) -> list[Any]:
    """The names that a resource's source gives it: its identifiers, and the properties that name it.

    Of an identifier of several properties (a service's ARN and cluster) each names something else, too: it is no name.
    """
    schema = type_schema(resource.type)
    own = resource.properties
    short = resource.type.rsplit("::", 1)[-1]
    primary = schema.primary_identifier if schema and len(schema.primary_identifier) == 1 else ()
    wanted = {f"{short}Name", "Name", *primary}
    if resource.type == "AWS::ECS::TaskDefinition":
        wanted.add("Family")
    names = [*resource.identifiers.values(), *(own.get(name) for name in sorted(wanted))]
    return [name for name in names if isinstance(name, (str, Unknown))]


def names_of(resource: Resource) -> list[Any]:
    """All that a resource can be looked up by, its id first."""
    return [name for name in (resource.id, *given_names(resource)) if key_of(name) is not None]


def has_unknown_name(resource: Resource) -> bool:
    """Whether a name is given to a resource that cannot be told here (one that is generated on deployment is none)."""
    return any(isinstance(name, Unknown) and name.reference is None for name in given_names(resource))


def local_parts(parts: tuple[Any, ...]) -> bool:
    """Whether what is unknown in an ARN is only this account, region and partition."""
    return all(
        isinstance(part, str) or (isinstance(part, Unknown) and isinstance(part.identity, tuple) and part.identity[:1] == ("pseudo",))
        for part in parts
    )


def arn_fits(arn: str, resource: Resource) -> bool:
    """Whether an ARN's account and region can be a resource's: what the resource does not tell is not held against it."""
    fields = arn.split(":", 5)
    if len(fields) < 6:
        return False
    return (not fields[3] or not resource.region or fields[3] == resource.region) and (
        not fields[4] or not resource.account or fields[4] == resource.account
    )


def unknown_resource(value: Any, type_name: str, gap: Gap | None = None) -> Unknown:
    """A resource that is named but not seen: it keeps the identity that its name gives. `gap`: what of its type could not be read."""
    if isinstance(value, Unknown):
        identity = ("resource", type_name, "identity", value.identity) if value.identity is not None else None
        reason, settle = value.reason, value.settle
    else:
        identity = ("resource", type_name, "text", value)
        reason, settle = f"{type_name} {value} is not declared here", f"where {value} is declared"
        if gap is not None:
            reason, settle = f"{type_name} {value} is not seen: {gap.reason}", gap.settle or gap.reason
    return Unknown(reason=reason, types=OBJECT | NULL, identity=identity, settle=settle)


def unseen_resource(value: OpenObject | OpenList, type_name: str) -> Unknown:
    """A resource of which nothing is seen, not even its name: a member that the world may have beside those it shows."""
    cause = next(iter(value.causes), None)
    reason = cause.reason if cause is not None else value.reason or f"{type_name} is not seen here"
    return Unknown(reason=reason, types=OBJECT | NULL, settle=cause.settle if cause is not None else None)


def named(value: Any) -> Any:
    """The text by which an unknown resource is named, where that is known."""
    identity = value.identity if isinstance(value, Unknown) else None
    return (
        identity[3] if isinstance(identity, tuple) and len(identity) == 4 and identity[0] == "resource" and identity[2] == "text" else None
    )


def type_named(value: Unknown) -> Any:
    """The type of an unknown resource."""
    return value.identity[1] if isinstance(value.identity, tuple) and len(value.identity) > 1 else None


def targets_in(shape: Shape | None, depth: int = 6) -> frozenset[str]:
    """The types that a value of a shape may refer to, at any depth."""
    if shape is None or depth == 0:
        return frozenset()
    inner = [*shape.properties.values(), *(one for one in (shape.items, shape.values) if one is not None)]
    return frozenset(shape.targets).union(*(targets_in(one, depth - 1) for one in inner))
