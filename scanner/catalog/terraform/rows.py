"""Rows: what becomes of each argument of a provider's type. Read from YAML, held to the CloudFormation schemas when they are read."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from scanner.catalog.rows import CatalogError
from scanner.records import dataclass, field

FOLDER: Final = os.path.dirname(os.path.abspath(__file__))
META: Final = frozenset({"id", "arn", "tags_all", "region", "timeouts", "depends_on", "lifecycle", "count", "for_each", "provider"})
"""Arguments that every type has and that are no property: what the provider computes, and what steers Terraform."""
RULE_KEYS: Final = frozenset(
    {
        *("to", "take", "drop", "explode", "json", "pairs", "values", "list", "key", "keep", "defaults", "const"),
        *("as", "owner", "aliases", "hashed", "unless", "also", "spread", "several", "only", "unknown"),
    }
)
ROW_KEYS: Final = frozenset(
    {
        *("take", "drop", "defaults", "const", "explode", "names", "fold", "when", "split", "automatic"),
        *("at", "by", "hides", "default_tags", "made"),
    }
)
SPLIT_KEYS: Final = frozenset({"type", "parent", "of", "with"})
BUILT: Final = "rows.json"
"""The rows of all files as JSON, so that a run reads no YAML for them: `make catalog`."""
PROVIDER: Final = "provider.json"
"""What only the provider computes, and which arguments are blocks, by type: made with the tests' copy of the provider's schema."""


@dataclass(frozen=True, slots=True, eq=False)
class Explode:
    """What each element of a list in a block becomes in an object of its own."""

    to: str
    own: str | None = None
    """The argument is a flag: where it is true, the property is this attribute of the resource itself."""
    same: str | None = None
    """The argument is a flag: where it is true, the property is what this argument of the resource holds."""
    of: str | None = None
    """The argument is a JSON text; the elements are those of this list in it."""


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
    explode: Mapping[str, Explode] = field(default_factory=dict)
    """Of a block or row: lists in it, each of whose elements makes an object of its own, by argument."""
    json: bool = False
    """A JSON text whose keys are named after the schema, whatever their case."""
    pairs: tuple[str, str] | None = None
    """A map that becomes a list of objects with these two members."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Values that are called otherwise, as texts: the provider's -> CloudFormation's; None: absent."""
    list: str | None = None
    key: str | None = None
    """It becomes `{Key: key, Value: text}` in the list property `list`."""
    keep: bool = False
    """An object whose keys stay as they are."""
    wrap: str | None = None
    """It becomes this member of a new object at `to` (written `as`)."""
    owner: bool = False
    """It refers to an attribute of a resource; the property names that resource."""
    unless: Mapping[str, Any] = field(default_factory=dict)
    """It is not taken where arguments beside it have these values, or are given (`{given: true}`)."""
    also: Mapping[tuple[str, ...], Any] = field(default_factory=dict)
    """What holds beside it where it is given and nothing else says so."""
    spread: bool = False
    """Of a block: its arguments are taken as if they stood where it stands."""
    several: Rule | None = None
    """Of a block: what becomes of it where more than one stands."""
    only: str | None = None
    """Of a block: it is nothing but what this argument in it holds."""
    aliases: tuple[str, ...] = ()
    """With `owner`: other attributes of that resource that name the same."""
    hashed: bool = False
    """Plans and state of older providers hold its SHA-1 only."""
    unknown: str | None = None
    """Why nobody can tell the property where the argument is given."""


AUTOMATIC: Final = Rule()
"""By its name."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """An inline block that is a resource of its own."""

    type: str
    parent: str
    """The property of the new resource that names the one it stands in."""
    rule: Rule
    listed: bool = False
    """That property is a list (written `Property[]`)."""
    of: str = "id"
    """The attribute by which it names it."""
    beside: tuple[str, ...] = ()
    """Arguments of the outer resource that are handed on (written `with`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A resource that AWS makes with another: it stands in the world where something refers to it."""

    name: str
    """What its id ends in."""
    type: str
    parent: str
    """The property that names the resource that it is made with."""
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """How one type of the provider becomes one type of CloudFormation."""

    kind: str
    type: str
    rule: Rule
    names: Mapping[str, str] = field(default_factory=dict)
    """What its attributes are called where others refer to them: attribute -> CloudFormation's attribute; `=argument`: what that holds."""
    fold: str | None = None
    """The argument that names the resources whose properties these are."""
    when: Mapping[str, Any] = field(default_factory=dict)
    """Only where arguments have these values, or are given (`{given: true}`)."""
    split: Mapping[str, Split] = field(default_factory=dict)
    automatic: bool = True
    """Arguments without a rule go by their names."""
    at: tuple[str, ...] = ()
    """What is folded is an object of its own at this path of the parent (written `Property[]`: one more of a list)."""
    append: bool = False
    by: tuple[str, ...] = ()
    """With `fold`: the parent's argument that holds its name (else `joining.NAMES`), and further ones that both have the same of."""
    hides: Mapping[str, str] = field(default_factory=dict)
    """Properties that are unknown where this is there, and why."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """What AWS makes with it, by the attributes that name that."""
    default_tags: bool = True
    """Tags of the provider's configuration are added."""
    file: str = ""
    line: int = 0


Entry = tuple[str, dict[str, Any], str, int]
"""A row as it is written: CloudFormation's type, what stands below the provider's type, its file and line."""


def rows() -> Mapping[str, tuple[Row, ...]]:
    """Every row, by the provider's type. CatalogError where a file cannot be meant."""
    return {kind: rows_of(kind) for kind in entries()}


@cache
def rows_of(kind: str) -> tuple[Row, ...]:
    """The rows of a provider's type; none where the catalogue has not got it."""
    return tuple(_row(kind, type_name, data, file, line) for type_name, data, file, line in entries().get(kind, ()))


@cache
def entries() -> Mapping[str, list[Entry]]:
    """All rows as they are written, by the provider's type: the built form where it is right, else what the files say."""
    files = texts()
    return _built(files) or read_files(files)


def texts() -> dict[str, bytes]:
    """The files of rows, by name."""
    found = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".yaml"):
            with open(os.path.join(FOLDER, name), "rb") as stream:
                found[name] = stream.read()
    return found


def checksums(files: Mapping[str, bytes]) -> dict[str, int]:
    """The CRC-32 of each file."""
    return {name: zlib.crc32(text) for name, text in files.items()}


def _built(files: Mapping[str, bytes]) -> dict[str, list[Entry]] | None:
    import json

    try:
        with open(os.path.join(FOLDER, BUILT), "rb") as stream:
            found = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    listed: dict[str, list[Entry]] = found["rows"]
    return listed if found["files"] == checksums(files) else None


def read_files(files: Mapping[str, bytes]) -> dict[str, list[Entry]]:
    """The rows of some files, by the provider's type."""
    found: dict[str, list[Entry]] = {}
    for name, text in files.items():
        for kind, type_name, data, file, line in _written(text, name):
            found.setdefault(kind, []).append((type_name, data, file, line))
    return found


@cache
def _provider() -> Mapping[str, Any]:
    import json

    with open(os.path.join(FOLDER, PROVIDER), "rb") as stream:
        found: Mapping[str, Any] = json.loads(stream.read())["types"]
    return found


def blocks(kind: str) -> frozenset[str] | None:
    """The nested blocks of a provider's type; None where the catalogue has not got it."""
    found = _provider().get(kind)
    return frozenset(found["blocks"]) if found is not None else None


@cache
def computed(kind: str) -> frozenset[str]:
    """What of a provider's type only the provider computes, dotted without places: `ebs_block_device.volume_id`."""
    found = _provider().get(kind)
    return frozenset(found["computed"]) if found is not None else frozenset()


def read_rows(data: bytes, name: str) -> list[Row]:
    """The rows of a file."""
    return [_row(*entry) for entry in _written(data, name)]


def _written(data: bytes, name: str) -> Iterator[tuple[str, str, dict[str, Any], str, int]]:
    """Kind, type, data, file and line of each row of a file."""
    from scanner import documents

    document = documents.read(data, name, "yaml")
    root = document.root
    if not isinstance(root, documents.Mapping):
        raise CatalogError("a file of rows is a mapping of CloudFormation types", file=name, line=1)
    for key, entry in root.entries:
        if not isinstance(entry, documents.Mapping):
            raise CatalogError(f'"{key.text}" is a mapping of provider types', file=name, line=key.start[0])
        for kind, given in entry.entries:
            value = documents.to_python(given)
            yield kind.text, key.text, {} if value is None else value, name, kind.start[0]


def _row(kind: str, type_name: str, data: Any, file: str, line: int) -> Row:
    if not isinstance(data, dict) or not data.keys() <= ROW_KEYS:
        strange = sorted(set(data) - ROW_KEYS) if isinstance(data, dict) else [str(data)]
        raise CatalogError(f'"{kind}" has {strange[0]!r}; a row has {", ".join(sorted(ROW_KEYS))}', file=file, line=line)
    split = {name: _split(given, file, line) for name, given in (data.get("split") or {}).items()}
    return Row(
        kind=kind,
        type=type_name,
        rule=_rule({key: data[key] for key in ("take", "drop", "defaults", "const", "explode") if key in data}, file, line),
        names=data.get("names") or {},
        fold=data.get("fold"),
        when=data.get("when") or {},
        split=split,
        automatic=data.get("automatic", True),
        at=tuple(data["at"].removesuffix("[]").split(".")) if "at" in data else (),
        append=data.get("at", "").endswith("[]"),
        by=tuple(data.get("by") or ()),
        hides=data.get("hides") or {},
        made={attribute: Made(**one) for attribute, one in (data.get("made") or {}).items()},
        default_tags=data.get("default_tags", True),
        file=file,
        line=line,
    )


def _split(given: Any, file: str, line: int) -> Split:
    if not isinstance(given, dict) or "type" not in given or "parent" not in given:
        raise CatalogError("what stands inline and is one of its own has a type and a parent", file=file, line=line)
    parent = given["parent"]
    return Split(
        type=given["type"],
        parent=parent.removesuffix("[]"),
        rule=_rule({key: one for key, one in given.items() if key not in SPLIT_KEYS}, file, line),
        listed=parent.endswith("[]"),
        of=given.get("of", "id"),
        beside=tuple(given.get("with") or ()),
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
        explode={name: Explode(one) if isinstance(one, str) else Explode(**one) for name, one in (given.get("explode") or {}).items()},
        json=bool(given.get("json")),
        pairs=(pairs[0], pairs[1]) if pairs else None,
        values=given.get("values") or {},
        list=given.get("list"),
        key=given.get("key"),
        keep=bool(given.get("keep")),
        wrap=given.get("as"),
        owner=bool(given.get("owner")),
        aliases=tuple(given.get("aliases") or ()),
        hashed=bool(given.get("hashed")),
        unknown=given.get("unknown"),
        unless=given.get("unless") or {},
        also={tuple(path.split(".")): value for path, value in (given.get("also") or {}).items()},
        spread=bool(given.get("spread")),
        several=_rule(given["several"], file, line) if "several" in given else None,
        only=given.get("only"),
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
