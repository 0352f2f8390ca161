"""Plans as JSON: what Terraform planned, with what it will know only after it applied.

Terraform, "JSON Output Format" (`terraform show -json` of a plan or a state, any format version from 0.1). OpenTofu writes the same. What
a plan does not know yet is a reference where its configuration says so, else Unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.rows import blocks
from scanner.records import dataclass
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Pointer
from scanner.sources.terraform.addresses import modules_of, name_of
from scanner.sources.terraform.blocks import places_of
from scanner.sources.terraform.planned import by_code, by_configuration, code_beside
from scanner.sources.terraform.roots import Root, Tree, joined, source_of
from scanner.sources.terraform.state import first_line, objects, tidy
from scanner.sources.terraform.wanted import Planned, Wanted, member

LEVELS: Final = 60
"""Modules, and values, inside one another."""


def is_plan(document: Any) -> bool:
    """Whether a JSON document is what `terraform show -json` writes of a plan or of a state."""
    if not isinstance(document, dict) or not isinstance(document.get("format_version"), str):
        return False
    return any(isinstance(document.get(key), (dict, list)) for key in ("planned_values", "resource_changes", "values"))


def read_plan(document: dict[str, Any], file: str, redactor: Redactor, source: tuple[Tree, str] | None = None) -> Root:
    """What a plan, or a state that was shown, declares. `source` is the tree and folder of its configuration, for places."""
    variables = member(document, "variables")
    root = Root(file, variables=tuple(variables) if isinstance(variables, dict) else ())
    changes = document.get("resource_changes")
    listed = changes if isinstance(changes, list) else ()
    addresses = {one["address"] for one in listed if isinstance(one, dict) and isinstance(one.get("address"), str)}
    code = code_beside(document, file, source, redactor) if source is not None else {}
    reader = _Plan(Planned(document, file, addresses), redactor, source, code)
    if listed:
        for change in listed:
            reader.change(change, root)
    else:
        known = document.get("values")
        for resource in resources_of(member(known or document.get("planned_values"), "root_module")):
            reader.resource(resource, not known, root)
    if document.get("errored") is True or document.get("complete") is False:
        root.gaps.append(Gap("*", "the plan is not complete: Terraform failed or deferred changes", first_line(file), kind="incomplete"))
    return root


def resources_of(module: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The resources of a module of `planned_values`, and of those below it."""
    if not isinstance(module, dict) or depth > LEVELS:
        return
    yield from objects(module.get("resources"))
    for child in objects(module.get("child_modules")):
        yield from resources_of(child, depth + 1)


@dataclass(slots=True, eq=False)
class _Plan:
    """One plan being read."""

    plan: Planned
    redactor: Redactor
    source: tuple[Tree, str] | None
    code: dict[str, Declared]
    """What the configuration beside it declares, by address."""

    def change(self, change: Any, root: Root) -> None:
        """A resource that will be there after the plan is applied."""
        if not isinstance(change, dict) or not isinstance(change.get("address"), str) or not isinstance(change.get("type"), str):
            reason = "a resource of the plan has no address or no type; write the plan anew with terraform show -json"
            root.gaps.append(Gap("*", reason, first_line(self.plan.file), kind="unreadable"))
            return
        if change.get("mode", "managed") != "managed":
            return
        inner = change.get("change")
        actions = inner.get("actions") if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or actions in (["delete"], ["forget"], ["read"]) or change.get("deposed"):
            return
        after = inner.get("after")
        if not isinstance(after, dict):
            root.gaps.append(Gap("*", f"{change['address']} has no planned values", first_line(self.plan.file), kind="unreadable"))
            return
        address, kind = change["address"], change["type"]
        wanted = Wanted(self.plan, address, kind)
        values = self.merged(after, each(inner.get("after_unknown"), after), each(inner.get("after_sensitive"), after), wanted, ())
        created = actions == ["create"]
        code, names = self.code.get(address), wanted.written()
        if code is not None:
            values = by_code(values, inner.get("after_unknown"), code, created)
        elif names is not None:
            values = by_configuration(values, names, blocks(kind), created)
        self._add(address, kind, values, root)

    def resource(self, resource: dict[str, Any], planned: bool, root: Root) -> None:
        """A resource of `planned_values`, which do not list what is not known yet, or of the `values` of a state."""
        address, kind, values = resource.get("address"), str(resource.get("type")), resource.get("values")
        if resource.get("mode", "managed") != "managed" or resource.get("deposed_key") or not isinstance(address, str):
            return
        wanted = Wanted(self.plan, address, kind)
        if not isinstance(values, dict):
            root.gaps.append(Gap("*", f"{address} has no values", first_line(self.plan.file), kind="unreadable"))
            return
        missing: dict[str, Any] = {}
        if planned:
            written = wanted.written()
            missing = {name: True for name in written or () if name not in values}
            if written is None:
                reason = f"{address} may have values that are known after apply: the plan has neither changes nor its configuration"
                root.gaps.append(Gap("*", reason, first_line(self.plan.file), kind="incomplete", settle="the whole plan"))
        self._add(address, kind, self.merged(values, missing, each(resource.get("sensitive_values"), values), wanted, ()), root)

    def _add(self, address: str, kind: str, values: dict[str, Any], root: Root) -> None:
        places, location, calls = self.places(address, kind)
        root.declared.append(Declared(kind, address, root.world, tidy(values), places, location or first_line(self.plan.file), True, calls))

    def merged(self, after: Any, unknown: Any, sensitive: Any, wanted: Wanted, pointer: Pointer, depth: int = 0) -> Any:
        """A value with what is unknown of it, and without what is sensitive."""
        if unknown is True or depth > LEVELS:
            return wanted.unknown(pointer)
        if sensitive is True and after is not None:
            return self.redactor.hide(after)
        if isinstance(after, dict):
            result = dict(after)
            below = unknown if isinstance(unknown, dict) else {}
            hidden = sensitive if isinstance(sensitive, dict) else {}
            for name in {*after, *below}:
                result[name] = self.merged(after.get(name), below.get(name), hidden.get(name), wanted, (*pointer, name), depth + 1)
            return result
        if isinstance(after, list):
            below_list = unknown if isinstance(unknown, list) else []
            hidden_list = sensitive if isinstance(sensitive, list) else []
            return [
                self.merged(
                    item,
                    below_list[place] if place < len(below_list) else None,
                    hidden_list[place] if place < len(hidden_list) else None,
                    wanted,
                    (*pointer, place),
                    depth + 1,
                )
                for place, item in enumerate(after)
            ]
        return self.plan.text_of(after) if pointer == ("user_data",) else after

    def places(self, address: str, kind: str) -> tuple[Mapping[Pointer, Location], Location | None, tuple[Location, ...]]:
        """Where a resource stands in the configuration beside the plan: by its module calls, type and name."""
        if self.source is None:
            return {}, None, ()
        tree, directory = self.source
        code = tree.code(directory)
        steps = modules_of(address)
        calls: list[Location] = []
        for name in steps:
            block = code.calls.get(name)
            target = source_of(block) if block is not None else None
            if block is None or target is None or not target.startswith("."):
                return {}, None, tuple(calls)
            calls.append(block.file.location(block.span))
            code = tree.code(joined(code.directory, target))
        found = code.resources.get((kind, name_of(address)))
        if found is None:
            return {}, None, tuple(calls)
        return places_of(found.body), found.file.location(found.span), tuple(calls)


def each(said: Any, values: dict[str, Any]) -> Any:
    """What is said of the values of a resource, where it is said of all of them at once."""
    return dict.fromkeys(values, True) if said is True else said
