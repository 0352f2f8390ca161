"""Plans and state as JSON: what Terraform planned or knows, with what it will know only after it applied.

Terraform, "JSON Output Format" (`terraform show -json`, any format version from 0.1) and state version 4. OpenTofu writes the same. What
a plan does not know yet is a reference where its configuration says so, else Unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.catalog.declared import Declared
from scanner.errors import DocumentError
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Pointer
from scanner.sources.terraform.blocks import places_of
from scanner.sources.terraform.module import TEXTS
from scanner.sources.terraform.roots import Root, Tree, joined, source_of
from scanner.unknown import ANY, STRING, Unknown, reference

LEVELS: Final = 60
"""Modules, and values, inside one another."""
_KEYS: Final = regex(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")


def is_plan(document: Any) -> bool:
    """Whether a JSON document is what `terraform show -json` writes of a plan or of a state."""
    if not isinstance(document, dict) or not isinstance(document.get("format_version"), str):
        return False
    return any(isinstance(document.get(key), (dict, list)) for key in ("planned_values", "resource_changes", "values"))


def is_state(document: Any) -> bool:
    """Whether a JSON document is a state file of version 4."""
    return isinstance(document, dict) and document.get("version") == 4 and "terraform_version" in document and "lineage" in document


def read_plan(document: dict[str, Any], file: str, redactor: Redactor, source: tuple[Tree, str] | None = None) -> Root:
    """What a plan, or a state that was shown, declares. `source` is the tree and folder of its configuration, for places."""
    root = Root(file)
    reader = _Plan(document, file, redactor, source)
    changes = document.get("resource_changes")
    if isinstance(changes, list) and changes:
        for change in changes:
            reader.change(change, root)
    else:
        values = document.get("planned_values") or document.get("values") or {}
        for resource in resources_of(values.get("root_module") if isinstance(values, dict) else None):
            reader.resource(resource, root)
    if document.get("errored") is True or document.get("complete") is False:
        root.gaps.append(Gap("*", "the plan is not complete: Terraform failed or deferred changes", _first_line(file), kind="incomplete"))
    return root


def read_state(document: dict[str, Any], file: str, redactor: Redactor) -> Root:
    """What a state file of version 4 holds."""
    root = Root(file)
    for resource in document.get("resources") or ():
        if not isinstance(resource, dict) or resource.get("mode") != "managed":
            continue
        prefix = f"{resource['module']}." if isinstance(resource.get("module"), str) else ""
        for instance in resource.get("instances") or ():
            attributes = instance.get("attributes") if isinstance(instance, dict) else None
            if not isinstance(attributes, dict) or instance.get("deposed"):
                continue
            key = instance.get("index_key")
            shown = "" if key is None else f"[{key}]" if isinstance(key, int) else f'["{key}"]'
            values = dict(attributes)
            for path in instance.get("sensitive_attributes") or ():
                _hide(values, path, redactor)
            kind = str(resource.get("type"))
            root.declared.append(
                Declared(kind, f"{prefix}{kind}.{resource.get('name')}{shown}", file, _tidy(values), location=_first_line(file))
            )
    return root


def _first_line(file: str) -> Location:
    return Location(file, 1, 1, 1, 2)


def _hide(values: dict[str, Any], path: Any, redactor: Redactor) -> None:
    """Hide the value at a path of a state's `sensitive_attributes`."""
    steps = [step.get("value") for step in path if isinstance(step, dict)] if isinstance(path, list) else []
    at: Any = values
    for step in steps[:-1]:
        step = step.get("value") if isinstance(step, dict) else step
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            return
    last = steps[-1] if steps else None
    if isinstance(at, dict) and isinstance(last, str) and at.get(last) is not None:
        at[last] = redactor.hide(at[last])


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    """Values without what the provider writes where nothing is set; all tags, also those of the provider's configuration."""
    kept = {name: value for name, value in values.items() if value is not None and value != ""}
    if isinstance(kept.get("tags_all"), dict):
        kept["tags"] = kept["tags_all"]
    return kept


def resources_of(module: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The resources of a module of `planned_values`, and of those below it."""
    if not isinstance(module, dict) or depth > LEVELS:
        return
    yield from (one for one in module.get("resources") or () if isinstance(one, dict))
    for child in module.get("child_modules") or ():
        yield from resources_of(child, depth + 1)


@dataclass(slots=True, eq=False)
class _Plan:
    """One plan being read."""

    document: dict[str, Any]
    file: str
    redactor: Redactor
    source: tuple[Tree, str] | None
    addresses: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        changes = self.document.get("resource_changes") or ()
        self.addresses = {one["address"] for one in changes if isinstance(one, dict) and isinstance(one.get("address"), str)}

    def change(self, change: Any, root: Root) -> None:
        """A resource that will be there after the plan is applied."""
        if not isinstance(change, dict) or change.get("mode", "managed") != "managed" or not isinstance(change.get("address"), str):
            return
        inner = change.get("change")
        actions = inner.get("actions") if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or actions in (["delete"], ["forget"], ["read"]) or change.get("deposed"):
            return
        after = inner.get("after")
        if not isinstance(after, dict):
            root.gaps.append(Gap("*", f"{change['address']} has no planned values", _first_line(self.file), kind="unreadable"))
            return
        wanted = _Wanted(self, change["address"], str(change.get("type")))
        values = self.merged(after, inner.get("after_unknown"), inner.get("after_sensitive"), wanted, ())
        self._add(change["address"], str(change.get("type")), values, root)

    def resource(self, resource: dict[str, Any], root: Root) -> None:
        """A resource of `planned_values` or `values`: what it does not list may be unknown."""
        if resource.get("mode", "managed") != "managed" or not isinstance(resource.get("values"), dict):
            return
        wanted = _Wanted(self, str(resource.get("address")), str(resource.get("type")))
        values = self.merged(resource["values"], {}, resource.get("sensitive_values"), wanted, ())
        self._add(str(resource.get("address")), str(resource.get("type")), values, root)

    def _add(self, address: str, kind: str, values: dict[str, Any], root: Root) -> None:
        places, location, calls = self.places(address, kind)
        root.declared.append(Declared(kind, address, root.world, _tidy(values), places, location or _first_line(self.file), True, calls))

    def merged(self, after: Any, unknown: Any, sensitive: Any, wanted: _Wanted, pointer: Pointer, depth: int = 0) -> Any:
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
        return after

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


def modules_of(address: str) -> list[str]:
    """The names of the module calls of an address: `module.a["x"].module.b.aws_vpc.v[0]` -> a, b."""
    parts = _KEYS.sub("", address).split(".")
    return [parts[place + 1] for place in range(0, len(parts) - 1, 2) if parts[place] == "module"] if parts[0] == "module" else []


def name_of(address: str) -> str:
    """The name of the resource of an address."""
    return _KEYS.sub("", address).rpartition(".")[2]


@dataclass(slots=True, eq=False)
class _Wanted:
    """What the configuration says of the values of one resource that are not known yet."""

    plan: _Plan
    address: str
    kind: str

    def unknown(self, pointer: Pointer) -> Any:
        """The value at a place: a reference where it is one of a resource of this plan, else Unknown."""
        shown = ".".join(str(step) for step in pointer)
        found = self.referred(self.configured(pointer), modules_of(self.address), self._prefix(), 0)
        if found is not None:
            return found
        return Unknown(
            reason=f"{self.address}.{shown} is known after apply",
            types=STRING if pointer and pointer[-1] in TEXTS else ANY,
            identity=("planned", self.plan.file, self.address, *pointer),
            settle="deployment",
        )

    def _prefix(self) -> str:
        """The address of the module that the resource is in, with its keys, ready for a name behind it."""
        parts = _address_parts(self.address)
        return "".join(f"{part}." for part in parts[: len(modules_of(self.address)) * 2])

    def configured(self, pointer: Pointer) -> list[str]:
        """The references of the expression at a place."""
        module = self._module(modules_of(self.address))
        plain = _KEYS.sub("", self.address).split(".")[-2:]
        for resource in (module or {}).get("resources") or ():
            if isinstance(resource, dict) and [resource.get("type"), resource.get("name")] == plain:
                at: Any = resource.get("expressions")
                for step in pointer:
                    if isinstance(at, dict) and "references" in at:
                        break
                    if isinstance(at, list) and isinstance(step, int) and len(at) <= step:
                        return []
                    try:
                        at = at[step]
                    except (KeyError, IndexError, TypeError):
                        return []
                listed = at.get("references") if isinstance(at, dict) else None
                return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        return []

    def _module(self, names: Sequence[str]) -> dict[str, Any] | None:
        configuration = self.plan.document.get("configuration")
        at: Any = configuration.get("root_module") if isinstance(configuration, dict) else None
        for name in names:
            calls = at.get("module_calls") if isinstance(at, dict) else None
            call = calls.get(name) if isinstance(calls, dict) else None
            at = call.get("module") if isinstance(call, dict) else None
        return at if isinstance(at, dict) else None

    def referred(self, references: list[str], names: Sequence[str], prefix: str, depth: int) -> Any:
        """The reference that an expression is, where it names one attribute of one resource and nothing else."""
        longest = [one for one in references if not any(other != one and other.startswith((f"{one}.", f"{one}[")) for other in references)]
        if len(longest) != 1 or depth > LEVELS:
            return None
        text = longest[0]
        parts = _address_parts(text)
        if parts[0] == "var" and names and len(parts) == 2:
            caller = self._module(names[:-1])
            call = ((caller or {}).get("module_calls") or {}).get(names[-1]) or {}
            given = (call.get("expressions") or {}).get(parts[1]) if isinstance(call, dict) else None
            listed = given.get("references") if isinstance(given, dict) else None
            outer = "".join(f"{part}." for part in _address_parts(prefix.rstrip("."))[:-2]) if prefix else ""
            return self.referred(listed, names[:-1], outer, depth + 1) if isinstance(listed, list) else None
        if parts[0] == "module" and len(parts) == 3:
            inner_names = [*names, _KEYS.sub("", parts[1])]
            module = self._module(inner_names)
            output = ((module or {}).get("outputs") or {}).get(parts[2]) or {}
            listed = (output.get("expression") or {}).get("references") if isinstance(output, dict) else None
            return self.referred(listed, inner_names, f"{prefix}module.{parts[1]}.", depth + 1) if isinstance(listed, list) else None
        if len(parts) == 3 and parts[0] not in ("data", "local", "each", "count", "path", "var", "module"):
            target = f"{prefix}{parts[0]}.{parts[1]}"
            if target in self.plan.addresses:
                return reference(f"{self.plan.file}#{target}", parts[2], STRING if parts[2] in TEXTS else ANY)
        return None


def _address_parts(text: str) -> list[str]:
    """An address or reference at its dots, those inside keys left alone: `module.a["x.y"].id` -> module, a["x.y"], id."""
    parts, depth, quoted, current = [], 0, False, ""
    for letter in text:
        quoted = quoted != (letter == '"' and depth > 0)
        depth += (letter == "[") - (letter == "]") if not quoted else 0
        if letter == "." and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


def decoded(data: bytes, file: str) -> Any:
    """The JSON of a plan or state in whatever of UTF-8 and UTF-16 it is written; DocumentError where it is none."""
    import json

    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "utf-8-sig"
    try:
        return json.loads(data.decode(encoding))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"it is no JSON: {error}", file=file, line=1, column=1) from error
