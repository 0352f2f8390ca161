"""A plan beside the code that it was made from: what the code says of values that the plan does not know yet, and what nobody wrote.

A plan lists every attribute of a resource: those written, those that the provider fills in, and those that AWS will choose. CloudFormation
speaks of the first only, and the catalogue's rows tell the provider's defaults; so what is written nowhere is left out of what is created.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from scanner.canonical import Base64
from scanner.catalog.declared import Declared
from scanner.redaction import Redactor
from scanner.sources.terraform.roots import Tree, read_root
from scanner.unknown import OpenList, OpenObject, Unknown, reference

ALWAYS: Final = frozenset({"tags_all"})
"""Attributes that count although nobody writes them."""


def code_beside(document: Mapping[str, Any], file: str, source: tuple[Tree, str], redactor: Redactor) -> dict[str, Declared]:
    """What the code beside a plan declares with the plan's own variables, by address; references are to the plan's resources."""
    given = document.get("variables")
    variables = {
        name: one["value"] if isinstance(one["value"], str) else json.dumps(one["value"])
        for name, one in (given.items() if isinstance(given, dict) else ())
        if isinstance(one, dict) and one.get("value") is not None
    }
    root = read_root(source[0], source[1], variables, (), redactor)
    return {one.address: _moved(one, root.world, file) for one in root.declared}


def _moved(one: Declared, world: str, file: str) -> Declared:
    values = {name: renamed(value, f"{world}#", f"{file}#") for name, value in one.values.items()}
    return Declared(one.kind, one.address, file, values, one.places, one.location, one.exists, one.calls, one.default_tags, one.region)


def renamed(value: Any, before: str, after: str) -> Any:
    """A value whose references are to the resources of another world."""
    if isinstance(value, dict):
        return {name: renamed(item, before, after) for name, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, before, after) for item in value]
    if isinstance(value, OpenList):
        items = tuple((renamed(item, before, after), missing) for item, missing in value.items)
        return OpenList(items, renamed(value.more, before, after), value.ordered, value.nonempty, value.reason, value.causes)
    if isinstance(value, Base64):
        return Base64(renamed(value.text, before, after))
    if isinstance(value, OpenObject):
        return OpenObject(
            {name: renamed(item, before, after) for name, item in value.known.items()}, value.open, value.reason, value.causes
        )
    if not isinstance(value, Unknown):
        return value
    if value.reference is not None and value.reference.resource.startswith(before):
        made = reference(after + value.reference.resource[len(before) :], value.reference.attribute, value.types)
        return made.but(sensitive=value.sensitive, may_be_absent=value.may_be_absent)
    if value.one_of is not None:
        return value.but(one_of=tuple(renamed(one, before, after) for one in value.one_of))
    if value.parts is not None:
        return value.but(parts=tuple(renamed(one, before, after) for one in value.parts))
    return value


def tells(value: Any) -> bool:
    """Whether a value of the code says anything."""
    return not isinstance(value, Unknown) or value.reference is not None or value.parts is not None or value.one_of is not None


def by_code(values: dict[str, Any], unknown: Any, code: Declared, created: bool) -> dict[str, Any]:
    """The values of a plan with what the code says of them: unknown ones are what it says, and what it does not name is left out."""
    below = unknown if isinstance(unknown, dict) else {}
    found: dict[str, Any] = {}
    for name, value in values.items():
        written = code.values.get(name)
        if written is None:
            if name in ALWAYS or (not created and not isinstance(value, Unknown)):
                found[name] = value
        elif _any(below.get(name)) and tells(written):
            found[name] = written
        else:
            found[name] = narrowed(value, written) if created else value
    return found


def _any(unknown: Any) -> bool:
    """Whether anything of a value is not known yet."""
    if isinstance(unknown, dict):
        return any(_any(one) for one in unknown.values())
    return any(_any(one) for one in unknown) if isinstance(unknown, list) else unknown is True


def narrowed(value: Any, written: Any) -> Any:
    """The members of a value that are written."""
    if isinstance(value, dict) and isinstance(written, dict):
        return {name: narrowed(item, written[name]) for name, item in value.items() if name in written}
    if isinstance(value, list) and isinstance(written, list) and len(value) == len(written):
        left = list(written)
        result = []
        for item in value:
            twin = next((one for one in left if _agree(item, one)), left[0])
            left.remove(twin)
            result.append(narrowed(item, twin))
        return result
    if isinstance(value, str) and isinstance(written, str) and value == hashlib.sha1(written.encode(), usedforsecurity=False).hexdigest():
        return written  # user data, of which a plan shows the hash
    return value


def _agree(value: Any, written: Any) -> bool:
    """Whether a planned value may be what is written."""
    if isinstance(value, dict) and isinstance(written, dict):
        return all(_agree(value.get(name), item) for name, item in written.items())
    if isinstance(value, list) and isinstance(written, list):
        return len(value) == len(written) and all(any(_agree(item, one) for one in written) for item in value)
    if isinstance(value, Unknown) or isinstance(written, (Unknown, OpenList, OpenObject)):
        return True
    return value == written or str(value) == str(written) or (written is None and not value)


def by_configuration(values: dict[str, Any], names: frozenset[str], blocks: frozenset[str] | None, created: bool) -> dict[str, Any]:
    """The values of a plan whose arguments its configuration names; blocks may be made by `dynamic`, which it does not show."""
    return {
        name: value
        for name, value in values.items()
        if name in names or name in ALWAYS or _block(name, value, blocks) or (not created and not isinstance(value, Unknown))
    }


def _block(name: str, value: Any, blocks: frozenset[str] | None) -> bool:
    if isinstance(value, Unknown):
        return blocks is None or name in blocks
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)
