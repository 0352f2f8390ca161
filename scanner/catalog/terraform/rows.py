"""Rows: what becomes of each argument of a provider's type. Read from YAML, held to the CloudFormation schemas when they are read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from scanner.catalog.rows import CatalogError
from scanner.records import dataclass, field

FOLDER: Final = os.path.dirname(os.path.abspath(__file__))
META: Final = frozenset({"id", "arn", "tags_all", "region", "timeouts", "depends_on", "lifecycle", "count", "for_each", "provider"})
"""Arguments that every type has and that are no property: what the provider computes, and what steers Terraform."""
RULE_KEYS: Final = frozenset({"to", "take", "drop", "explode", "json", "pairs", "values", "list", "key", "keep", "defaults", "const"})
ROW_KEYS: Final = frozenset({"take", "drop", "defaults", "const", "names", "fold", "when", "split", "automatic"})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What becomes of one argument."""

    to: tuple[str, ...] | None = None
    """The property that it becomes, as a path from where the argument stands; None: by its name."""
    append: bool = False
    """It becomes one more element of the list at `to` (written `Property[]`)."""
    take: Mapping[str, Rule] = field(default_factory=dict)
    """Of a block: what becomes of its arguments."""
    drop: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[tuple[str, ...], Any] = field(default_factory=dict)
    const: Mapping[tuple[str, ...], Any] = field(default_factory=dict)
    explode: Mapping[str, str] = field(default_factory=dict)
    """Of a block: lists in it, each of whose elements makes an object of its own: argument -> property."""
    json: bool = False
    """A JSON text whose keys are named after the schema, whatever their case."""
    pairs: tuple[str, str] | None = None
    """A map that becomes a list of objects with these two members."""
    values: Mapping[Any, Any] = field(default_factory=dict)
    """Values that are called otherwise: the provider's -> CloudFormation's."""
    list: str | None = None
    key: str | None = None
    """It becomes `{Key: key, Value: text}` in the list property `list`."""
    keep: bool = False
    """An object whose keys stay as they are."""


AUTOMATIC: Final = Rule()
"""By its name."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """An inline block that is a resource of its own."""

    type: str
    parent: str
    """The property of the new resource that names the one it stands in."""
    rule: Rule


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """How one type of the provider becomes one type of CloudFormation."""

    kind: str
    type: str
    rule: Rule
    names: Mapping[str, str] = field(default_factory=dict)
    """What its attributes are called where others refer to them: attribute -> CloudFormation's attribute."""
    fold: str | None = None
    """The argument that names the resource whose properties these are."""
    when: Mapping[str, Any] = field(default_factory=dict)
    """Only where arguments have these values."""
    split: Mapping[str, Split] = field(default_factory=dict)
    automatic: bool = True
    """Arguments without a rule go by their names."""
    file: str = ""
    line: int = 0


@cache
def rows() -> Mapping[str, tuple[Row, ...]]:
    """Every row, by the provider's type. CatalogError where a file cannot be meant."""
    found: dict[str, list[Row]] = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".yaml"):
            with open(os.path.join(FOLDER, name), "rb") as stream:
                for row in read_rows(stream.read(), name):
                    found.setdefault(row.kind, []).append(row)
    return {kind: tuple(listed) for kind, listed in found.items()}


def rows_of(kind: str) -> tuple[Row, ...]:
    """The rows of a provider's type; none where the catalogue has not got it."""
    return rows().get(kind, ())


def read_rows(data: bytes, name: str) -> list[Row]:
    """The rows of a file."""
    from scanner import documents

    document = documents.read(data, name, "yaml")
    root = document.root
    if not isinstance(root, documents.Mapping):
        raise CatalogError("a file of rows is a mapping of CloudFormation types", file=name, line=1)
    found = []
    for key, entry in root.entries:
        if not isinstance(entry, documents.Mapping):
            raise CatalogError(f'"{key.text}" is a mapping of provider types', file=name, line=key.start[0])
        for kind, given in entry.entries:
            value = documents.to_python(given)
            found.append(_row(kind.text, key.text, {} if value is None else value, name, kind.start[0]))
    return found


def _row(kind: str, type_name: str, data: Any, file: str, line: int) -> Row:
    if not isinstance(data, dict) or not data.keys() <= ROW_KEYS:
        strange = sorted(set(data) - ROW_KEYS) if isinstance(data, dict) else [str(data)]
        raise CatalogError(f'"{kind}" has {strange[0]!r}; a row has {", ".join(sorted(ROW_KEYS))}', file=file, line=line)
    split = {
        name: Split(
            given["type"], given["parent"], _rule({key: one for key, one in given.items() if key not in ("type", "parent")}, file, line)
        )
        for name, given in (data.get("split") or {}).items()
    }
    return Row(
        kind=kind,
        type=type_name,
        rule=_rule({key: data[key] for key in ("take", "drop", "defaults", "const") if key in data}, file, line),
        names=data.get("names") or {},
        fold=data.get("fold"),
        when=data.get("when") or {},
        split=split,
        automatic=data.get("automatic", True),
        file=file,
        line=line,
    )


def _rule(given: Any, file: str, line: int) -> Rule:
    if isinstance(given, str):
        given = {"to": given}
    if not isinstance(given, dict) or not given.keys() <= RULE_KEYS:
        strange = sorted(set(given) - RULE_KEYS) if isinstance(given, dict) else [str(given)]
        raise CatalogError(f"{strange[0]!r} is no part of a rule; a rule has {', '.join(sorted(RULE_KEYS))}", file=file, line=line)
    to: str | None = given.get("to")
    pairs = given.get("pairs")
    return Rule(
        to=tuple(to.removesuffix("[]").split(".")) if to else None,
        append=to is not None and to.endswith("[]"),
        take={name: _rule(one, file, line) for name, one in (given.get("take") or {}).items()},
        drop=_reasons(given.get("drop"), file, line),
        defaults={tuple(path.split(".")): value for path, value in (given.get("defaults") or {}).items()},
        const={tuple(path.split(".")): value for path, value in (given.get("const") or {}).items()},
        explode=given.get("explode") or {},
        json=bool(given.get("json")),
        pairs=(pairs[0], pairs[1]) if pairs else None,
        values=given.get("values") or {},
        list=given.get("list"),
        key=given.get("key"),
        keep=bool(given.get("keep")),
    )


def _reasons(given: Any, file: str, line: int) -> dict[str, str]:
    """What is dropped: argument -> reason, or reason -> arguments where several share one."""
    found: dict[str, str] = {}
    for name, reason in (given or {}).items():
        if isinstance(reason, list):
            found.update((one, name) for one in reason)
        elif isinstance(reason, str) and reason:
            found[name] = reason
        else:
            raise CatalogError(f'why is "{name}" dropped; write its reason', file=file, line=line)
    return found
