"""Configuration items of AWS Config become resources.

An item's `configuration` is the answer of the service's own API with other initials (`vpcId`), or CloudFormation's properties (ECS, newer
types); AWS Config Developer Guide, "Components of a configuration item". The catalogue's rows read the first, the schema names the second.
What an item does not show is unknown, and so is all live state: AWS Config keeps none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import unquote

from scanner import catalog
from scanner.canonical import canonicalise
from scanner.catalog.mapping import Mapper, Unnamed
from scanner.cfn_schemas import type_schema
from scanner.redaction import Redactor, redact
from scanner.snapshot import Location, Origin, Resource
from scanner.unknown import Unknown

NO_STATE: Final = "AWS Config keeps no live state"
_NAMES: Final = re.compile(r"\bitem\.([A-Za-z_]\w*)")
_WORDS: Final = re.compile(r"[A-Za-z_]\w*")
_RENAMED: Final = {"ipv4Ranges": "IpRanges"}
"""Members that AWS Config names in its own way. Beside `ipv4Ranges`, `ipRanges` repeats the addresses as plain texts."""

Item = Mapping[str, Any]


def region_of(item: Item) -> str | None:
    """The region of an item: older ones tell only the zone, and misspell it."""
    region = item.get("awsRegion")
    zone = item.get("availabilityZone") or item.get("availibilityZone")
    if isinstance(region, str):
        return region
    return zone[:-1] if isinstance(zone, str) and zone[-1:].isalpha() and zone[-2:-1].isdigit() else None


def parsed(text: str | bytes | bytearray) -> Any:
    """JSON; ValueError or RecursionError where it is none, or holds numbers that JSON has not (NaN)."""
    return json.loads(text, parse_constant=_refused)


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def configuration_of(item: Item) -> dict[str, Any]:
    """What the item shows, with what AWS Config asks for beside it; both may be JSON in a text."""
    found: dict[str, Any] = {}
    for name in ("configuration", "supplementaryConfiguration"):
        value = item.get(name)
        if isinstance(value, str):
            try:
                value = parsed(value)
            except (ValueError, RecursionError):
                value = None
        if isinstance(value, dict):
            found = {**value, **found}
    return found


def member_of(value: Any, name: str) -> Any:
    """A member, whatever its initial."""
    return value.get(name, value.get(name[0].upper() + name[1:])) if isinstance(value, dict) else None


# ---------------------------------------------------------------- items to resources


def resources_of(item: Item, account: str, redactor: Redactor, place: Location | None) -> Iterator[Resource]:
    """The resource of an item, and those that the catalogue finds inside it (routes of a route table)."""
    kind, region = str(item["resourceType"]), region_of(item)
    shown = configuration_of(item)
    row = catalog.rows().get(kind)
    tags = item.get("tags")
    if row is None or _is_cloudformations(kind, shown):
        yield _resource(kind, _identity(item, row), _by_schema(kind, shown, row), _identifiers(item, row), account, region, redactor, place)
        return
    record = _record(row, shown, tags, account, region)
    try:
        _, identity, properties, identifiers = Mapper(row).resource(record, account, region or "", known=False)
    except Unnamed:
        identity, properties, identifiers = _identity(item, row), _by_schema(kind, shown, row), _identifiers(item, row)
    yield _resource(kind, identity, _stateless(row, properties), identifiers, account, region, redactor, place)
    yield from _inside(row, record, account, region, redactor, place)


def _inside(
    row: catalog.Row, parent: dict[str, Any], account: str, region: str | None, redactor: Redactor, place: Location | None
) -> Iterator[Resource]:
    for child in catalog.rows().values():
        if child.each != row.type or child.list.of is None:
            continue
        base = {**_record(child, {}, None, account, region), "item": None, "parent": parent}
        elements = child.list.of.of(base, False)
        for element in elements if isinstance(elements, list) else ():
            try:
                _, identity, properties, identifiers = Mapper(child).resource({**base, "item": element}, account, region or "", known=False)
            except Unnamed:
                continue
            yield _resource(child.type, identity, _stateless(child, properties), identifiers, account, region, redactor, place)


def _stateless(row: catalog.Row, properties: dict[str, Any]) -> dict[str, Any]:
    if not row.runtime:
        return properties
    return {**properties, "Runtime": Unknown(NO_STATE, settle=f"collect {row.type} from the account")}


def _record(row: catalog.Row, shown: dict[str, Any], tags: Any, account: str, region: str | None) -> dict[str, Any]:
    """What the row's expressions see: the item in the API's spelling, and unknowns for all that it does not show."""
    spelling = _spelling(row)
    item = {
        _spelt(name, spelling): _respelt(value, spelling)
        for name, value in shown.items()
        if not (name == "ipRanges" and "ipv4Ranges" in shown)
    }
    for name in _top(row):
        if name not in item:
            item[name] = tags if name.lower() in ("tags", "taglist") and tags else missing(row.type, name)
    others = {name: missing(row.type, name) for name in row.more}
    return {"item": item, "parent": missing(row.type, "its parent"), "account": account, "region": region, "partition": "aws", **others}


def missing(kind: str, name: str) -> Unknown:
    """What stands for what an item does not show; a new one each time."""
    return Unknown(f"AWS Config does not show {name} of {kind}", may_be_absent=True, settle=f"collect {kind} from the account")


@cache
def _spelling_of(row: catalog.Row) -> tuple[dict[str, str], frozenset[str]]:
    """Of the API's members that rows read of an item, and of what stands inside it: by their small letters; and those at the top."""
    plan = catalog.plan_of(row)
    children = [child for child in catalog.rows().values() if child.each == row.type and child.list.of is not None]
    inside = [child.list.of.text for child in children if child.list.of is not None]
    texts, members = [*inside], []
    for one in (row, *children):
        texts += [one.id.text, *(formula.text for group in (one.properties, one.identifiers) for formula in group.values())]
        nodes = catalog.plan_of(one).nodes
        members += [member[1] for node in nodes if isinstance(node, dict) and "members" in node for member in node["members"]]
    own = [row.id.text, *inside, *(formula.text for group in (row.properties, row.identifiers) for formula in group.values())]
    top = {one[1] for one in plan.nodes[0]["members"]} | {name for text in own for name in _NAMES.findall(text)}
    words = [word for text in texts for word in _WORDS.findall(text)]
    return {name.lower(): name for name in (*words, *members)}, frozenset(top)


def _spelling(row: catalog.Row) -> dict[str, str]:
    return _spelling_of(row)[0]


def _top(row: catalog.Row) -> frozenset[str]:
    return _spelling_of(row)[1]


def _spelt(name: str, spelling: Mapping[str, str]) -> str:
    return _RENAMED.get(name) or spelling.get(name.lower(), name)


def _respelt(value: Any, spelling: Mapping[str, str]) -> Any:
    """A value in the API's spelling. `{value: x}` is how AWS Config wraps names; documents of IAM are percent-encoded."""
    if isinstance(value, list):
        return [_respelt(one, spelling) for one in value]
    if isinstance(value, str):
        return unquote(value) if value.startswith("%7B") else value
    if not isinstance(value, dict):
        return value
    if value.keys() == {"value"}:
        return _respelt(value["value"], spelling)
    names = [name for name in value if not (name == "ipRanges" and "ipv4Ranges" in value)]
    return {_spelt(name, spelling): _respelt(value[name], spelling) for name in names}


# ---------------------------------------------------------------- items in CloudFormation's spelling


def _is_cloudformations(kind: str, shown: Mapping[str, Any]) -> bool:
    """Whether an item holds CloudFormation's properties: by the initials of its members."""
    schema = type_schema(kind)
    names = set(schema.root.properties) if schema is not None else set()
    return any(name[:1].isupper() for name in shown) and bool(names & shown.keys())


def _by_schema(kind: str, shown: Mapping[str, Any], row: catalog.Row | None) -> dict[str, Any]:
    """The properties that the item names as CloudFormation does; null is absent, what it does not name is unknown."""
    schema = type_schema(kind)
    absent = row.absent if row is not None else ()
    found: dict[str, Any] = {}
    for name in schema.root.properties if schema is not None else ():
        if name in shown:
            if shown[name] is not None:
                found[name] = shown[name]
        elif name not in absent and name != "Runtime":
            found[name] = missing(kind, name)
    return _stateless(row, found) if row is not None else found


def _identity(item: Item, row: catalog.Row | None) -> str:
    """The id that a live resource would have."""
    arn, own = item.get("arn") or item.get("ARN"), item.get("resourceId")
    wants_arn = row is None or "arn" in row.id.text.lower()
    return str((arn if wants_arn else own) or own or arn or "unknown")


def _identifiers(item: Item, row: catalog.Row | None) -> dict[str, Any]:
    arn, own, name = item.get("arn") or item.get("ARN"), item.get("resourceId"), item.get("resourceName")
    ref = row.identifiers["Ref"].text.lower() if row is not None and "Ref" in row.identifiers else ""
    reference = arn if ref.endswith("arn") else (name or own) if ref.endswith("name") else own
    return {key: str(value) for key, value in (("Ref", reference), ("Arn", arn), ("Name", name)) if value}


def _resource(
    kind: str,
    identity: str,
    given: dict[str, Any],
    identifiers: dict[str, Any],
    account: str,
    region: str | None,
    redactor: Redactor,
    place: Location | None,
) -> Resource:
    properties, origin = canonicalise(kind, given, Origin(place))
    return Resource(
        type=kind,
        id=identity,
        properties=redact(kind, properties, redactor),
        account=account,
        region=region,
        origin=origin,
        identifiers=identifiers,
    )
