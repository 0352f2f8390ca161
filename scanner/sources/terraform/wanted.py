"""What a plan's configuration says of values that are known only after it is applied: the resource that they are an attribute of.

Terraform, "JSON Output Format", configuration representation: of an expression the references are shown, each followed by what it is
a part of, and not what is made of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scanner.patterns import regex
from scanner.records import dataclass
from scanner.snapshot import Pointer
from scanner.sources.terraform.addresses import address_parts, modules_of, name_of, without_keys
from scanner.sources.terraform.resource import TEXTS
from scanner.sources.terraform.state import objects
from scanner.unknown import ANY, STRING, Unknown, reference

REFERRING: Final = frozenset(
    {
        *("bucket", "capacity_provider", "capacity_providers", "cluster", "elb", "group", "groups", "iam_instance_profile", "instance"),
        *("instances", "key_name", "launch_configuration", "load_balancer", "load_balancers", "repository", "role", "roles", "rule"),
        *("security_groups", "service", "source", "subnets", "task_definition", "user", "users"),
    }
)
"""Arguments that hold the name of another resource."""
SHA1: Final = regex(r"[0-9a-f]{40}")
LEVELS: Final = 60
"""Modules that a reference is followed through."""


@dataclass(slots=True, eq=False)
class Planned:
    """A plan: its document, its file's name and the addresses that it changes."""

    document: dict[str, Any]
    file: str
    addresses: set[str]
    _texts: dict[str, str] | None = None

    def text_of(self, value: Any) -> Any:
        """User data; where it is the SHA-1 that older providers show, the text of which it is, if the plan has that elsewhere: as the value
        of a variable, or as a constant of its configuration."""
        if not isinstance(value, str) or len(value) != 40 or not SHA1.fullmatch(value):
            return value
        if self._texts is None:
            sources = [member(self.document, "variables"), member(self.document, "configuration")]
            self._texts = {hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(): text for text in texts_of(sources)}
        return self._texts.get(value, value)


@dataclass(slots=True, eq=False)
class Wanted:
    """What the configuration says of the values of one resource that are not known yet."""

    plan: Planned
    address: str
    kind: str

    def unknown(self, pointer: Pointer) -> Any:
        """The value at a place: a reference where it is one of a resource of this plan, else Unknown."""
        shown = ".".join(str(step) for step in pointer)
        found = self.referred(self.configured(pointer), modules_of(self.address), self._prefix(), pointer)
        if found is not None and plausible(pointer, found):
            return found
        return Unknown(
            reason=f"{self.address}.{shown} is known after apply",
            types=STRING if pointer and pointer[-1] in TEXTS else ANY,
            identity=("planned", self.plan.file, self.address, *pointer),
            settle="deployment",
        )

    def _prefix(self) -> str:
        """The address of the module that the resource is in, with its keys, ready for a name behind it."""
        parts = address_parts(self.address)
        return "".join(f"{part}." for part in parts[: len(modules_of(self.address)) * 2])

    def written(self) -> frozenset[str] | None:
        """The arguments that the configuration names; None where it does not show the resource."""
        expressions = self._expressions()
        return frozenset(expressions) if isinstance(expressions, dict) else None

    def configured(self, pointer: Pointer) -> list[str]:
        """The references of the expression at a place."""
        return _references(self._expressions(), pointer)

    def _expressions(self) -> Any:
        return member(self._resource(), "expressions")

    def _resource(self) -> dict[str, Any] | None:
        plain = [without_keys(part) for part in address_parts(self.address)[-2:]]
        listed = member(self._module(modules_of(self.address)), "resources")
        named = (one for one in objects(listed) if [one.get("type"), one.get("name")] == plain and one.get("mode", "managed") == "managed")
        return next(named, None)

    def _module(self, names: Sequence[str]) -> Any:
        at = member(self.plan.document, "configuration", "root_module")
        for name in names:
            at = member(at, "module_calls", name, "module")
        return at

    def referred(self, references: list[str], names: Sequence[str], prefix: str, pointer: Pointer, depth: int = 0) -> Any:
        """The reference that an expression is, where it names one attribute of one resource and nothing else."""
        longest = [one for one in references if not any(other != one and other.startswith((f"{one}.", f"{one}[")) for other in references)]
        keyed = self._keyed(longest, prefix, pointer) if depth == 0 else None
        if keyed is not None or len(longest) != 1 or depth > LEVELS:
            return keyed
        parts = address_parts(longest[0])
        if parts[0] == "var" and names and len(parts) == 2:
            call = member(self._module(names[:-1]), "module_calls", names[-1], "expressions", parts[1])
            outer = "".join(f"{part}." for part in address_parts(prefix.rstrip("."))[:-2]) if prefix else ""
            return self.referred(_texts(call), names[:-1], outer, pointer, depth + 1)
        if parts[0] == "module" and len(parts) == 3:
            inner = [*names, without_keys(parts[1])]
            output = member(self._module(inner), "outputs", parts[2], "expression")
            return self.referred(_texts(output), inner, f"{prefix}module.{parts[1]}.", pointer, depth + 1)
        if len(parts) == 3 and parts[0] not in ("data", "local", "each", "count", "path", "var", "module"):
            return self._reference(f"{prefix}{parts[0]}.{parts[1]}", parts[2])
        return None

    def _reference(self, target: str, attribute: str) -> Any:
        if target not in self.plan.addresses:
            return None
        return reference(f"{self.plan.file}#{target}", attribute, STRING if attribute in TEXTS else ANY)

    def _keyed(self, longest: list[str], prefix: str, pointer: Pointer) -> Any:
        """`aws_x.y[each.key].id` and `each.value.id` over `aws_x.y`: the twin with the same key, where the argument is called after it."""
        name = next((step for step in reversed(pointer) if isinstance(step, str)), "")
        key = address_parts(self.address)[-1].removeprefix(name_of(self.address))
        stem, attribute = name.removesuffix("_id").removesuffix("_arn"), name.rpartition("_")[2]
        if name in REFERRING:
            stem, attribute = name, "id"
        if not key or attribute not in ("id", "arn") or (stem == name and name not in REFERRING):
            return None
        if longest == [f"each.value.{attribute}"]:
            longest = ["each.key", *_texts(member(self._resource(), "for_each_expression"))]
        others = [address_parts(one) for one in longest if one not in ("each.key", "count.index")]
        if len(longest) != 2 or len(others) != 1 or len(others[0]) != 2 or not others[0][0].endswith(f"_{stem}"):
            return None
        return self._reference(f"{prefix}{'.'.join(others[0])}{key}", attribute)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (dict, list)):
            pending.extend(one.values() if isinstance(one, dict) else one)


def member(value: Any, *names: str) -> Any:
    """What stands at a path of names, None where nothing does."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _texts(expression: Any) -> list[str]:
    """The references of an expression."""
    listed = member(expression, "references")
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _references(at: Any, pointer: Pointer) -> list[str]:
    """The references of an expression at a pointer below; none where several blocks differ, as their order is not the plan's."""
    if isinstance(at, dict) and "references" in at:
        return _texts(at)
    if not pointer:
        return []
    step, rest = pointer[0], pointer[1:]
    if isinstance(at, dict):
        return _references(at.get(step), rest) if isinstance(step, str) else _references(at, rest)
    if isinstance(at, list) and isinstance(step, int) and at:
        found = [_references(one, rest) for one in at]
        return found[0] if all(one == found[0] for one in found) else []
    return []


def plausible(pointer: Pointer, found: Unknown) -> bool:
    """Whether an argument may be just what it refers to: a plan tells what an expression refers to, not what it makes of it."""
    name = next((step for step in reversed(pointer) if isinstance(step, str)), "")
    attribute = found.reference.attribute if found.reference is not None else ""
    if name == attribute:
        return True
    if attribute in ("id", "arn") or attribute.endswith(("_id", "_arn")):
        return name.endswith(("_id", "_ids", "_arn", "_arns", "identifier")) or name in REFERRING
    return name in REFERRING or name.endswith("_name")
