"""The same world as a template, as Terraform code and as a plan gives one snapshot.

Beside a case's template.yaml: main.tf (written from the provider's documents), plan.json (what `terraform show -json` shows of it; see
`terraform_plans`) and terraform.json: "ids": the address of each resource of the template, by logical id; "elsewhere": places in
properties that the provider has no argument for, by logical id, and why; "more": resources that the template has not got, by address,
and why.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scanner.catalog.terraform.rows import rows
from scanner.cfn_schemas import Shape, type_schema
from scanner.encoding import encode
from scanner.snapshot import Resource
from scanner.sources import Options, read_targets
from scanner.unknown import Unknown
from tests.catalog.terraform.ledger import provider
from tests.parity.agreement import differences
from tests.parity.worlds import CASES, KEY, OF_EVERY_WORLD, as_code

TOLD = sorted(path.parent for folder in (CASES, CASES.parent / "terraform") for path in folder.glob("*/main.tf"))
"""The cases of every source, and those that have no live telling."""
TYPE = re.compile(r"\bType: (AWS::\w+::\w+)")
RESOURCE = re.compile(r'^resource "(\w+)"', re.MULTILINE)
WITHOUT_A_CASE: dict[str, str] = {}
"""CloudFormation's types of which no template can be written, and why."""
KINDS_WITHOUT_A_CASE: dict[str, str] = {}
"""The provider's types of which no code is written, and why."""
EVERY = pytest.mark.parametrize("case", TOLD, ids=lambda case: case.name)


@cache
def told(case: Path) -> dict[str, Any]:
    """terraform.json."""
    found: dict[str, Any] = json.loads((case / "terraform.json").read_text("utf-8"))
    return found


def read(path: Path) -> dict[str, Resource]:
    """The resources of a target, by address."""
    (snapshot,) = read_targets([path], Options(redactor=KEY))
    assert snapshot.gaps == ()
    return {one.id.rpartition("#")[2]: one for one in snapshot.resources if one.type != OF_EVERY_WORLD}


class Telling:
    """The resources of one telling, and what they are called in it."""

    def __init__(self, resources: dict[str, Resource], logical: dict[str, str]) -> None:
        """Take the resources by their own ids and the logical id of each."""
        self.resources = {logical[own]: one for own, one in resources.items() if own in logical}
        self.logical = logical
        self.named = {
            (one.type, name): known for known, one in self.resources.items() for name in one.identifiers.values() if isinstance(name, str)
        }

    def plain(self, value: Any, shape: Shape | None) -> Any:
        """A value as JSON; where a type wants a name, what refers to a resource or names it is that resource."""
        if isinstance(value, dict):
            named = shape.properties if shape is not None else {}
            others = shape.values if shape is not None else None
            return {name: self.plain(item, named.get(name, others)) for name, item in value.items()}
        if isinstance(value, list):
            return [self.plain(item, shape.items if shape is not None else None) for item in value]
        targets = shape.targets if shape is not None else frozenset()
        if isinstance(value, Unknown) and value.reference is not None:
            return self.referred(value.reference.resource.rpartition("#")[2], value.reference.attribute, targets)
        if isinstance(value, Unknown) and value.parts is not None and value.redacted is None:
            return "".join(str(self.plain(part, None)) for part in value.parts)
        if isinstance(value, str):
            return next(({"$ref": self.named[one, value]} for one in sorted(targets) if (one, value) in self.named), value)
        return encode(value) if isinstance(value, Unknown) else value

    def referred(self, own: str, attribute: str, targets: frozenset[str]) -> Any:
        """What refers to a resource: the resource where a type wants a name, else the text that it gives."""
        logical = self.logical.get(own, own)
        one = self.resources.get(logical)
        if one is not None and one.type in targets:
            return {"$ref": logical}
        return (one.identifiers.get(attribute) if one is not None else None) or f"{logical}.{attribute}"

    def properties(self, logical: str) -> dict[str, Any]:
        """The properties of a resource as JSON."""
        one = self.resources[logical]
        schema = type_schema(one.type)
        found: dict[str, Any] = self.plain(one.properties, schema.root if schema is not None else None)
        return found


def compared(case: Path, found: dict[str, Resource]) -> list[str]:
    """Where the resources of a telling differ from the template's."""
    given = told(case)
    code = as_code(case)
    template = Telling(code, {logical: logical for logical in code})
    mine = Telling(found, {address: logical for logical, address in given["ids"].items()})
    lines = [f"{address} is in no template" for address in found if address not in mine.logical and address not in given.get("more", {})]
    for logical in code:
        if logical not in mine.resources:
            lines.append(f"{logical} is not there")
            continue
        wanted, given_side = ({"type": side.resources[logical].type, **side.properties(logical)} for side in (template, mine))
        elsewhere = tuple(f"{name}{end}" for name in given.get("elsewhere", {}).get(logical, ()) for end in ".:[")
        lines.extend(f"{logical}.{line}" for line in differences(wanted, given_side) if not line.startswith(elsewhere))
    return lines


@EVERY
def test_the_code_gives_the_snapshot_of_the_template(case: Path) -> None:
    """Whoever writes Terraform is told what whoever writes a template is told."""
    assert compared(case, read(case / "main.tf")) == []


@EVERY
def test_the_plan_gives_the_snapshot_of_the_template(case: Path) -> None:
    """A plan shows values and what is known after apply; its configuration tells what those refer to."""
    assert compared(case, read(case / "plan.json")) == []


@EVERY
def test_a_plan_alone_says_less_but_nothing_else(case: Path, tmp_path: Path) -> None:
    """Where its code is not beside it, what differs from the template is unknown."""
    (tmp_path / "plan.json").write_bytes((case / "plan.json").read_bytes())

    lines = compared(case, read(tmp_path / "plan.json"))

    assert [line for line in lines if "$unknown" not in line and "is in no template" not in line and "$ref" not in line] == []


@EVERY
def test_nothing_is_excused_that_is_the_same(case: Path) -> None:
    """A place that stands in "elsewhere" differs: an excuse outlives no rule that was mended."""
    code, found, given = as_code(case), read(case / "main.tf"), told(case)
    template = Telling(code, {logical: logical for logical in code})
    mine = Telling(found, {address: logical for logical, address in given["ids"].items()})

    for logical, places in given.get("elsewhere", {}).items():
        lines = differences(template.properties(logical), mine.properties(logical))
        assert [place for place in places if not any(line.startswith((f"{place}.", f"{place}:", f"{place}[")) for line in lines)] == []


def produced() -> dict[str, set[str]]:
    """CloudFormation's types that rows give, each with the provider's types that become it."""
    found: dict[str, set[str]] = {}
    for kind, listed in rows().items():
        for row in listed:
            for name in (row.type, *(split.type for split in row.split.values()), *(made.type for made in row.made.values())):
                found.setdefault(name, set()).add(kind)
    return found


def test_every_type_has_a_case() -> None:
    """Each CloudFormation type that a row gives stands in the template of a case; what is folded into another stands there, too."""
    written = {name for case in TOLD for name in TYPE.findall((case / "template.yaml").read_text("utf-8"))}

    assert sorted(produced().keys() - written) == sorted(WITHOUT_A_CASE)


def test_every_type_of_the_provider_has_a_case() -> None:
    """Also where several become one type: each is written in the code of a case."""
    written = {name for case in TOLD for name in RESOURCE.findall((case / "main.tf").read_text("utf-8"))}

    assert sorted(rows().keys() - written) == sorted(KINDS_WITHOUT_A_CASE)


@EVERY
def test_the_plan_names_only_what_the_provider_has(case: Path) -> None:
    """Plans list all attributes of a type; a typo in main.tf would be none of them."""
    plan = json.loads((case / "plan.json").read_text("utf-8"))

    for change in plan["resource_changes"]:
        schema = provider()["types"][change["type"]]
        names = {*change["change"]["after"], *change["change"]["after_unknown"]}
        assert names <= {*schema, *schema.get(" computed", ())}, change["address"]
