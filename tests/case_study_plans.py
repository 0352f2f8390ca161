"""Write the case study's plan.json from its code: `python -m tests.case_study_plans`. Read the diff.

What `terraform show -json` shows of a plan that creates everything, by its documented structure
(https://developer.hashicorp.com/terraform/internals/json-format): the values of each module, the changes, what is known only after apply,
what is sensitive, and the configuration with what each expression refers to. Data sources answer what ANSWERS says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from scanner.redaction import Redactor
from scanner.sources.terraform import data_sources, functions, module
from scanner.sources.terraform.code import META, Code
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import whole
from scanner.sources.terraform.module import Module
from scanner.sources.terraform.nodes import Attribute, Block, Body, Call, Expression, For, Index, Literal, Name, Splat
from scanner.sources.terraform.roots import Root, Tree, given_by_files, joined, source_of
from scanner.sources.terraform.scope import Run, Scope
from scanner.unknown import has_unknown
from tests.parity.terraform_plans import change, planned

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "ecs-case-study"
AWS: Final = "registry.terraform.io/hashicorp/aws"
ANSWERS: Final[dict[str, dict[str, Any]]] = {
    "aws_availability_zones": {"names": [f"ap-northeast-2{letter}" for letter in "abcd"], "state": "available"},
    "aws_caller_identity": {"account_id": "111122223333", "id": "111122223333", "arn": "arn:aws:iam::111122223333:user/deployer"},
    "aws_partition": {"partition": "aws", "id": "aws", "dns_suffix": "amazonaws.com"},
    "aws_region": {"region": "ap-northeast-2", "id": "ap-northeast-2", "name": "ap-northeast-2"},
    "aws_ssm_parameter": {"insecure_value": "ami-0a1b2c3d4e5f60718", "type": "String", "version": 1},
}
"""What data sources read, by type."""
Variables = frozenset[str]


class Plan:
    """A plan in the making."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the root module."""
        self.tree = Tree(str(folder.resolve()), "")
        self.redactor = Redactor(b"key", lasting=True)
        self.run = Run(self.redactor, self.tree.top, "", functions.call)
        self.given = given_by_files(self.tree, "", (), self.run, Root("."))
        self.root = Module(self.tree.code(""), self.run, ".", "", self.given, self.load)
        self.changes: list[dict[str, Any]] = []
        self.read: list[dict[str, Any]] = []

    def load(self, caller: Module, name: str, block: Block) -> Code:
        """The code of a call's module: all are folders beside."""
        source = source_of(block)
        assert source is not None
        return self.tree.code(joined(caller.code.directory, source))

    def document(self) -> dict[str, Any]:
        """The whole plan."""
        variables = {name: {"value": whole(self.root.variable(name, self.scope(), (1, 1, 1, 1)))} for name in self.root.code.variables}
        values = self.module(self.root)
        outputs = {name: self.output(name, block) for name, block in self.root.code.outputs.items()}
        return {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "variables": dict(sorted(variables.items())),
            "planned_values": {"outputs": {name: one[0] for name, one in outputs.items()}, "root_module": values},
            "resource_changes": sorted(self.changes, key=lambda one: str(one["address"])),
            "output_changes": {name: one[1] for name, one in outputs.items()},
            "prior_state": {
                "format_version": "1.0",
                "terraform_version": "1.11.4",
                "values": {"outputs": {}, "root_module": {"resources": sorted(self.read, key=lambda one: str(one["address"]))}},
            },
            "configuration": {
                "provider_config": {"aws": {"name": "aws", "full_name": AWS, "version_constraint": "~> 6.0"}},
                "root_module": configuration(self.root),
            },
            "timestamp": "2026-01-31T00:00:00Z",
            "applyable": True,
            "complete": True,
            "errored": False,
        }

    def scope(self) -> Scope:
        """Where the root's outputs stand."""
        return self.root.scope(next(iter(self.root.code.outputs.values())).file)

    def output(self, name: str, block: Block) -> tuple[dict[str, Any], dict[str, Any]]:
        """An output among the planned values, and among the changes."""
        value, unknown = planned(whole(self.root.output(name, self.scope(), block.span)))
        known = {} if unknown else {"value": value, "type": "string"}
        after = {} if unknown else {"after": value}
        changed = {"actions": ["create"], "before": None, **after, "after_unknown": unknown}
        return {"sensitive": False, **known}, {**changed, "before_sensitive": False, "after_sensitive": False}

    def module(self, one: Module) -> dict[str, Any]:
        """The values of a module and of those that it calls."""
        resources = []
        for (kind, name), block in sorted(one.code.resources.items()):
            for instance in one.instances("resource", kind, name, one.scope(block.file), block.span).items:
                resources.append(self.resource(instance.object, one, kind, name, instance.key))
        for (kind, name), block in sorted(one.code.data.items()):
            for instance in one.instances("data", kind, name, one.scope(block.file), block.span).items:
                self.data(instance.object, one, kind, name)
        below = []
        for name, block in sorted(one.code.calls.items()):
            for instance in one.instances("module", "", name, one.scope(block.file), block.span).items:
                below.append({"address": instance.object.address, **self.module(instance.object.module())})
        return {"resources": resources, **({"child_modules": below} if below else {})}

    def resource(self, instance: Any, one: Module, kind: str, name: str, key: Any) -> dict[str, Any]:
        """A resource among the planned values; its change is noted."""
        index = {} if key is None else {"index": key}
        head = {"address": instance.address, "mode": "managed", "type": kind, "name": name, **index}
        values = {name: shown(kind, name, value) for name, value in instance.values().items()}
        found = change(Spoken(instance.address, kind, values))["change"]
        found["after_sensitive"] = self.sensitive(instance, one)
        above = {"module_address": one.address} if one.address else {}
        self.changes.append({**head, **above, "provider_name": AWS, "change": found})
        self.changes[-1] = {"address": instance.address, **above, **self.changes[-1]}
        return {**head, "provider_name": AWS, "schema_version": 0, "values": found["after"], "sensitive_values": found["after_sensitive"]}

    def sensitive(self, instance: Any, one: Module) -> dict[str, Any]:
        """The arguments that come from a sensitive variable, through whatever modules."""
        return {name: True for name, argument in instance.block.body.arguments.items() if self.is_sensitive(argument.value, one)}

    def is_sensitive(self, node: Expression, one: Module) -> bool:
        """Whether an expression is just a sensitive variable."""
        if not isinstance(node, Attribute) or not isinstance(node.base, Name) or node.base.name != "var":
            return False
        declared = one.code.variables[node.name].body.arguments.get("sensitive")
        if declared is not None:
            return bool(getattr(declared.value, "value", False))
        if not one.calls:
            return False
        block, caller = one.calls[-1]
        given = block.body.arguments.get(node.name)
        return given is not None and self.is_sensitive(given.value, caller)

    def data(self, instance: Any, one: Module, kind: str, name: str) -> None:
        """A data source: read already, or when what it hangs on is known."""
        head = {"address": instance.address, "mode": "data", "type": kind, "name": name, "provider_name": AWS}
        written, unknown = planned({name: shown(kind, name, value) for name, value in instance.values().items()})
        if not unknown:
            answered = {"json": data_sources.document(instance)} if kind == "aws_iam_policy_document" else ANSWERS[kind]
            self.read.append({**head, "schema_version": 0, "values": {**written, **answered}, "sensitive_values": {}})
            return
        above = {"module_address": one.address} if one.address else {}
        made = {"actions": ["read"], "before": None, "after": written, "after_unknown": {**unknown, "json": True, "id": True}}
        self.changes.append({"address": instance.address, **above, **head, "change": made, "action_reason": "read_because_config_unknown"})


class Spoken:
    """What `change` wants of a resource."""

    def __init__(self, address: str, kind: str, values: dict[str, Any]) -> None:
        """Take address, type and values."""
        self.address = address
        self.kind = kind
        self.values = values


def shown(kind: str, name: str, value: Any) -> Any:
    """A value as the provider plans it: of a launch configuration's user data the hash."""
    found = whole(value)
    if (kind, name) == ("aws_launch_configuration", "user_data") and isinstance(found, str):
        return hashlib.sha1(found.encode(), usedforsecurity=False).hexdigest()
    return found


def references(node: Any, own: Variables = frozenset()) -> Iterator[str]:
    """What an expression refers to, each followed by what it is a part of, as Terraform lists them."""
    if isinstance(node, (Attribute, Index, Splat, Name)):
        yield from traversal(node, own)
    elif isinstance(node, For):
        yield from references(node.collection, own)
        for inner in (node.key, node.result, node.condition):
            yield from references(inner, own | set(node.variables))
    elif isinstance(node, (tuple, list)):
        for one in node:
            yield from references(one, own)
    elif hasattr(node, "__slots__") and not isinstance(node, (str, int, float, Literal)):
        for name in node.__slots__:
            if name not in ("span", "file"):
                yield from references(getattr(node, name), own)


def traversal(node: Any, own: Variables) -> Iterator[str]:
    """The references of a path: as far as it is written out."""
    steps: list[Any] = []
    inner: list[Expression] = []
    while not isinstance(node, Name):
        if isinstance(node, Attribute):
            steps.append(f".{node.name}")
        elif isinstance(node, Index) and isinstance(node.key, Literal):
            steps.append(f"[{json.dumps(node.key.value)}]")
        elif isinstance(node, (Index, Splat)):
            steps.clear()
            inner.extend([node.key] if isinstance(node, Index) else [])
        else:
            steps.clear()
            inner.append(node)
            break
        node = node.base
    if isinstance(node, Name) and node.name not in own and node.name != "*":
        yield from parts_of(node.name, list(reversed(steps)))
    for one in reversed(inner):
        yield from references(one, own)


def parts_of(name: str, steps: list[str]) -> Iterator[str]:
    """A path and all that it is a part of, down to the variable, resource or module."""
    least = 2 if name == "data" else 1
    if name == "module" and len(steps) > 1 and steps[1].startswith("["):
        least = 1
    for most in range(len(steps), least - 1, -1):
        yield name + "".join(steps[:most])


def expression(node: Expression, code: Module) -> dict[str, Any]:
    """An expression of the configuration: its references, else its constant value, where no function makes it."""
    listed = list(dict.fromkeys(references(node)))
    if listed:
        return {"references": listed}
    if any(isinstance(one, Call) for one in nodes_of(node)):
        return {}
    value = whole(evaluate(node, code.scope(None)))
    return {} if has_unknown(value) else {"constant_value": value}


def nodes_of(node: Any) -> Iterator[Any]:
    """All nodes of an expression."""
    yield node
    for name in getattr(node, "__slots__", ()):
        inner = getattr(node, name)
        for one in inner if isinstance(inner, tuple) else (inner,):
            for part in one if isinstance(one, tuple) else (one,):
                if hasattr(part, "__slots__"):
                    yield from nodes_of(part)


def expressions(body: Body, code: Module, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The expressions of a body; blocks that `dynamic` makes are not shown."""
    found: dict[str, Any] = {name: expression(one.value, code) for name, one in body.arguments.items() if name not in skip}
    for block in body.blocks:
        if block.type not in ("dynamic", *skip):
            found.setdefault(block.type, []).append(expressions(block.body, code))
    return found


def steering(block: Block, code: Module) -> dict[str, Any]:
    """`count`, `for_each` and `depends_on` of a block."""
    arguments = block.body.arguments
    stated = [name for name in ("count", "for_each") if name in arguments]
    found: dict[str, Any] = {f"{name}_expression": expression(arguments[name].value, code) for name in stated}
    if "depends_on" in arguments:
        found["depends_on"] = list(dict.fromkeys(references(arguments["depends_on"].value)))
    return found


def configuration(one: Module) -> dict[str, Any]:
    """The configuration of a module and of those that it calls."""
    resources = []
    for mode, table in (("managed", one.code.resources), ("data", one.code.data)):
        for (kind, name), block in sorted(table.items()):
            address = f"{'data.' if mode == 'data' else ''}{kind}.{name}"
            head = {"address": address, "mode": mode, "type": kind, "name": name, "provider_config_key": "aws"}
            resources.append({**head, "expressions": expressions(block.body, one, META), "schema_version": 0, **steering(block, one)})
    outputs = {name: {"expression": expression(block.body.arguments["value"].value, one)} for name, block in one.code.outputs.items()}
    calls = {}
    for name, block in sorted(one.code.calls.items()):
        inner = one.instances("module", "", name, one.scope(block.file), block.span).items[0].object.module()
        said = expressions(block.body, one, META | {"source", "version"})
        calls[name] = {"source": source_of(block), "expressions": said, "module": configuration(inner), **steering(block, one)}
    variables = {name: variable(block, one) for name, block in one.code.variables.items()}
    found = {"outputs": outputs, "resources": resources, "module_calls": calls, "variables": variables}
    return {name: part for name, part in found.items() if part}


def variable(block: Block, one: Module) -> dict[str, Any]:
    """A variable of the configuration."""
    found: dict[str, Any] = {}
    for name in ("default", "description", "sensitive"):
        if name in block.body.arguments:
            found[name] = whole(evaluate(block.body.arguments[name].value, one.scope(block.file)))
    return found


def answered(instance: Any, name: str, scope: Scope, span: Any) -> Any:
    """An attribute of a data source, which has been read."""
    found = ANSWERS.get(instance.kind, {})
    return found[name] if name in found else REAL(instance, name, scope, span)


REAL = data_sources.attribute


def written(telling: str) -> str:
    """The plan of a telling as its file holds it."""
    with patch.object(data_sources, "attribute", answered), patch.object(module, "_hidden", lambda value, run: value):
        return json.dumps(Plan(EXAMPLES / telling / "terraform").document(), indent=1) + "\n"


if __name__ == "__main__":
    for one in ("broken", "repaired"):
        (EXAMPLES / one / "terraform" / "plan.json").write_text(written(one), "utf-8")
