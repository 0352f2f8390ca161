"""What the catalogue makes of code with unknown variables is never contradicted by any value of them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_root
from scanner.unknown import NOTHING, OpenList, OpenObject, Unknown
from tests.sources.terraform.test_soundness import among, fits, missing

REDACTOR = Redactor(b"key of this test")
VALUES: dict[str, list[Any]] = {
    "on": [True, False],
    "many": [0, 1],
    "cidrs": [[], ["10.0.0.0/8"], ["0.0.0.0/0", "10.0.0.0/8"]],
    "protocol": ["tcp", "-1"],
    "name": ["a", "b"],
    "tags": [{}, {"team": "own"}],
}
CODE = """
variable "on" { type = bool }
variable "many" { type = number }
variable "cidrs" { type = list(string) }
variable "protocol" { type = string }
variable "name" { type = string }
variable "tags" { type = map(string) }

provider "aws" {
  default_tags { tags = { team = "all", cost = "1" } }
}
resource "aws_security_group" "g" {
  name = "g"
  tags = var.tags
  ingress {
    protocol    = var.protocol
    from_port   = 0
    to_port     = 0
    cidr_blocks = var.cidrs
    self        = var.on
  }
  dynamic "egress" {
    for_each = var.on ? ["0.0.0.0/0"] : []
    content {
      protocol    = "tcp"
      from_port   = 443
      to_port     = 443
      cidr_blocks = [egress.value]
    }
  }
}
resource "aws_security_group_rule" "r" {
  count             = var.many
  type              = var.on ? "ingress" : "egress"
  security_group_id = aws_security_group.g.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = var.on ? ["0.0.0.0/0"] : ["10.0.0.0/8", "10.1.0.0/16"]
}
resource "aws_iam_role" "a" { name = "a" }
resource "aws_iam_role" "b" { name = "b" }
resource "aws_iam_role_policy_attachment" "x" {
  role       = var.on ? aws_iam_role.a.name : aws_iam_role.b.name
  policy_arn = "arn:x"
}
resource "aws_iam_role_policy_attachment" "y" {
  count      = var.many
  role       = var.name
  policy_arn = "arn:y"
}
resource "aws_iam_role_policy" "z" {
  role   = aws_iam_role.a.id
  name   = "z"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = var.name }] })
}
resource "aws_internet_gateway" "i" {
  vpc_id = var.on ? "vpc-1" : null
}
resource "aws_lb" "l" {
  internal = var.on
  name     = "l"
  dynamic "access_logs" {
    for_each = var.on ? [1] : []
    content {
      bucket  = var.name
      enabled = true
    }
  }
}
resource "aws_ecs_service" "s" {
  name = "s"
  dynamic "network_configuration" {
    for_each = var.many > 0 ? [1] : []
    content {
      subnets          = var.cidrs
      assign_public_ip = var.on
    }
  }
}
resource "aws_network_acl" "n" {
  subnet_ids = var.on ? ["s-1", "s-2"] : ["s-1"]
}
resource "aws_instance" "h" {
  associate_public_ip_address = var.on ? true : null
  dynamic "ebs_block_device" {
    for_each = var.cidrs
    content {
      device_name = ebs_block_device.value
      encrypted   = var.on
    }
  }
}
"""


def read(folder: Path, given: dict[str, Any]) -> dict[str, Resource]:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    snapshot = snapshot_of(read_root(Tree(str(folder.resolve()), ""), "", texts, (), REDACTOR), REDACTOR)
    assert snapshot.gaps == ()
    return {one.id.rpartition("#")[2]: one for one in snapshot.resources if one.type != "AWS::Account"}


def named(value: Any) -> Any:
    """A value in which a reference is a text."""
    if isinstance(value, dict):
        return {name: named(item) for name, item in value.items()}
    if isinstance(value, list):
        return [named(item) for item in value]
    if isinstance(value, OpenList):
        more = value.more if value.more is NOTHING else named(value.more)
        return OpenList(tuple((named(item), gone) for item, gone in value.items), more, False, value.nonempty, value.reason)
    if isinstance(value, OpenObject):
        return OpenObject(named(dict(value.known)), value.open, value.reason)
    if isinstance(value, Unknown) and value.reference is not None:
        return f"-> {value.reference.resource} {value.reference.attribute}"
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(named(one) for one in value.one_of), identity=None)
    return value


def may_be(found: Any, real: Any) -> bool:
    """Whether a property may turn out to be a real one; the order of lists aside."""
    if isinstance(found, list) and isinstance(real, list):
        return among([(item, missing(item)) for item in found], real, NOTHING, False)
    if isinstance(found, OpenList) and isinstance(real, list):
        return among([(item, gone or missing(item)) for item, gone in found.items], real, found.more, False)
    if isinstance(found, Unknown) and found.one_of is not None and isinstance(real, list):
        return any(may_be(one, real) for one in found.one_of)
    return fits(found, real)


def may_be_nothing(value: Any) -> bool:
    """Whether a property may not be there, or be an empty list or object, which says no more."""
    if isinstance(value, dict):
        return all(may_be_nothing(one) for one in value.values())
    if isinstance(value, list):
        return all(missing(one) for one in value)
    if isinstance(value, OpenList):
        return not value.nonempty and all(gone or missing(one) for one, gone in value.items)
    if isinstance(value, Unknown) and value.one_of is not None:
        return missing(value) or any(may_be_nothing(one) for one in value.one_of)
    return missing(value)


def contradictions(told: dict[str, Resource], real: dict[str, Resource]) -> list[str]:
    lines = [f"{address} is there for certain" for address, one in told.items() if one.exists is True and address not in real]
    for address, one in real.items():
        stands = re_keyed(address, told)
        if stands is None or stands.exists is False:
            lines.append(f"{address} is not there")
            continue
        mine, yours = named(stands.properties), named(one.properties)
        for name in {*mine, *yours}:
            if name not in yours:
                if not may_be_nothing(mine[name]):
                    lines.append(f"{address}.{name} is {mine[name]!r} for certain, not absent")
            elif name not in mine or not may_be(mine[name], yours[name]):
                lines.append(f"{address}.{name} is {mine.get(name)!r}, not {yours[name]!r}")
    return lines


def re_keyed(address: str, told: dict[str, Resource]) -> Resource | None:
    """The resource of an address, or the one that stands for all of its block."""
    base, _, key = address.partition("[")
    return told.get(address) or told.get(f"{base}[*]{key.partition(']')[2]}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The code in a folder."""
    path = tmp_path_factory.mktemp("code")
    (path / "main.tf").write_text(CODE, "utf-8")
    return path


@pytest.mark.parametrize("hidden", [(name,) for name in VALUES] + list(itertools.combinations(VALUES, 2)) + [tuple(VALUES)], ids="-".join)
def test_no_value_of_a_variable_contradicts_what_rows_make_without_it(folder, hidden):
    others = {name: values[-1] for name, values in VALUES.items() if name not in hidden}
    told = read(folder, others)

    for chosen in itertools.product(*(VALUES[name] for name in hidden)):
        given = {**others, **dict(zip(hidden, chosen, strict=True))}
        assert contradictions(told, read(folder, given)) == [], given
