"""One part of a collection: what an account holds in a region (or globally), canonical and redacted, and how complete that is.

The catalogue's rows say what is called. Rows that hang on others come after them; all rows of one level are listed, then described, then
read further, the calls of each phase at once. No secret leaves here, and nothing that was not read passes for absent.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import cache
from typing import Any, Final

from scanner.canonical import canonicalise
from scanner.canonical.shape import USER_DATA_OWNERS
from scanner.catalog import ACCOUNT, REGION, Row
from scanner.catalog.mapping import Mapper, Unnamed, is_known
from scanner.cfn_schemas import type_schema
from scanner.encoding import encode
from scanner.records import dataclass
from scanner.redaction import Redactor, redact
from scanner.redaction.clean import is_clean
from scanner.snapshot import Origin, Resource
from scanner.sources.aws.endpoints import GLOBAL
from scanner.sources.aws.faults import Place
from scanner.sources.aws.gather import Gatherer, names_more
from scanner.sources.aws.gathered import COMPLETE, IN_USE, PARTIAL, UNREAD, Gathered, Problem, Record
from scanner.sources.aws.send import Caller, Wanted
from scanner.unknown import Unknown

_RUNTIME: Final = "Runtime"
_NOWHERE: Final = Origin(None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a type was seen in one account and region."""

    type: str
    status: str
    """complete; denied, throttled, failed, partial, skipped: more may exist; unread: of some resources, one answer is missing; in-use."""
    action: str | None
    """The IAM action that was not, or not wholly, answered."""
    reason: str | None
    """For a person."""
    account: str
    region: str
    time: str
    """RFC 3339, UTC."""
    settle: str | None = None
    """What would let it be read: "grant ecs:ListClusters"."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one account holds in one region: sorted by type and id, canonical, redacted."""

    resources: list[Resource]
    coverage: list[Coverage]
    calls: int
    """Requests that were answered or failed for good, each page for itself."""


def collect_part(api: Caller, place: Place, rows: Iterable[Row], redactor: Redactor, pool: Executor | None) -> Part:
    """What the rows' calls find at a place; rows of another scope than the place's are left out.

    `rows` are as `catalog.needed` gives them: closed, in order. `pool` runs the calls; it must not be the one that runs this function,
    which waits for it. Nothing that AWS answers raises.
    """
    scope = ACCOUNT if place.region == GLOBAL else REGION
    mine = [row for row in rows if row.scope == scope]
    gatherer = Gatherer(api, place, mine, pool)
    resources: dict[tuple[str, str], Resource] = {}
    for level in levels(mine):
        gathered = gather_level(gatherer, level)
        for one in gathered:
            take_resources(one, place, redactor, resources)
    coverage = [found for row in mine for found in coverage_of(gatherer.gathered[row.type], place)]
    return Part([resources[key] for key in sorted(resources)], coverage, gatherer.sender.calls)


def levels(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that hang on none, then those that hang on these, and so on."""
    height: dict[str, int] = {}
    found: list[list[Row]] = []
    for row in rows:
        place = height[row.type] = max((height[name] + 1 for name in row.follows), default=0)
        found.extend([] for _ in range(place + 1 - len(found)))
        found[place].append(row)
    return found


def gather_level(gatherer: Gatherer, rows: Sequence[Row]) -> list[Gathered]:
    """List, describe, and read further."""
    level = []
    for row in rows:
        parents = [gatherer.gathered[name] for name in ((row.each,) if row.each else ())]
        gathered = gatherer.gathered[row.type] = Gathered(row, row.in_use or any(parent.in_use for parent in parents))
        level.append(gathered)
    gatherer.sender.send([wanted for one in level for wanted in gatherer.listing(one)])
    gatherer.sender.send([wanted for one in level for wanted in gatherer.describing(one)])
    for one in level:
        if one.row.where is not None and not names_more(one.row, one.row.where):
            keep(one)
    stages = [gatherer.stages(one.row) for one in level]
    for number in range(max((len(names) for names in stages), default=0)):
        wanted: list[Wanted] = []
        for one, names in zip(level, stages, strict=True):
            for name in names[number] if number < len(names) else ():
                wanted.extend(gatherer.reading(one, name))
        gatherer.sender.send(wanted)
    for one in level:
        if one.row.where is not None and names_more(one.row, one.row.where):
            keep(one)
    return level


def keep(gathered: Gathered) -> None:
    """Leave out the records for which `where` is not true; one for which that is not known is a gap."""
    where = gathered.row.where
    assert where is not None  # noqa: S101  # asked only where there is one
    kept = []
    for record in gathered.records:
        verdict = where.holds(record, is_known(record))
        if isinstance(verdict, Unknown):
            gathered.problems.append(Problem(PARTIAL, None, verdict.reason, verdict.settle))
        elif verdict:
            kept.append(record)
    gathered.records = kept


# ---------------------------------------------------------------- resources


def take_resources(gathered: Gathered, place: Place, redactor: Redactor, found: dict[tuple[str, str], Resource]) -> None:
    """Make the records into resources. One that has no id, or another answer under an id that is taken, is a gap."""
    if not gathered.records:
        return
    mapper = Mapper(gathered.row)
    for record in gathered.records:
        try:
            resource = resource_of(mapper, record, place, redactor)
        except Unnamed as error:
            gathered.problems.append(Problem(PARTIAL, None, f"a resource without an id: {error}"))
            continue
        first = found.setdefault((resource.type, resource.id), resource)
        if first is not resource and not is_same(first.properties, resource.properties):
            gathered.problems.append(Problem(PARTIAL, None, f'two answers for "{resource.id}" differ; one of them is kept'))


def resource_of(mapper: Mapper, record: Record, place: Place, redactor: Redactor) -> Resource:
    """One record as a resource, canonical and redacted. Unnamed where it has no id."""
    known = is_known(record)
    region: Any = mapper.row.region.of(record, known) if mapper.row.region is not None else place.region
    type_name, identity, given, identifiers = mapper.resource(record, place.account, place.region, known)
    properties, origin = canonical(type_name, given)
    if not needs_no_redaction(type_name, properties):
        properties = redact(type_name, properties, redactor)
    return Resource(
        type=type_name,
        id=identity,
        properties=properties,
        account=place.account,
        region=region if isinstance(region, str) else place.region,
        origin=origin,
        identifiers=identifiers,
    )


def canonical(type_name: str, given: dict[str, Any]) -> tuple[dict[str, Any], Origin]:
    """Properties brought into shape. `Runtime` is in the API's own shape: only user data is decoded in it."""
    runtime = given.get(_RUNTIME)
    if not runtime or not _is_free(type_name) or (type_name.startswith(USER_DATA_OWNERS) and "UserData" in repr(runtime)):
        return canonicalise(type_name, given, _NOWHERE)
    properties, origin = canonicalise(type_name, {name: value for name, value in given.items() if name != _RUNTIME}, _NOWHERE)
    properties[_RUNTIME] = runtime
    return properties, origin


@cache
def _is_free(type_name: str) -> bool:
    """Whether no schema says anything of what `Runtime` of a type holds."""
    schema = type_schema(type_name)
    shape = schema.root.properties.get(_RUNTIME) if schema is not None else None
    return shape is None or not (shape.properties or shape.values is not None)


def needs_no_redaction(type_name: str, properties: dict[str, Any]) -> bool:
    """Whether redaction would change nothing, where a look at the whole text can tell: most resources hold no secret."""
    try:
        line = json.dumps(properties, separators=(",", ":"), default=_written)
    except (TypeError, ValueError):
        return False
    return is_clean(type_name, properties, line.encode("ascii"))


def _written(value: Any) -> Any:
    """A value that JSON lacks, with all of it that redaction would look at: of most Unknowns nothing."""
    if isinstance(value, Unknown) and value.one_of is None and value.parts is None and not value.prefix and not value.suffix:
        return None
    return encode(value)


def is_same(one: Any, other: Any) -> bool:
    """Whether two answers on one resource agree in what can be configured, as far as both are known."""
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return isinstance(one, Unknown) and isinstance(other, Unknown) and one.redacted == other.redacted
    if isinstance(one, dict) and isinstance(other, dict):
        names = (one.keys() | other.keys()) - {_RUNTIME}
        return all(name in one and name in other and is_same(one[name], other[name]) for name in names)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


# ---------------------------------------------------------------- coverage


def coverage_of(gathered: Gathered, place: Place) -> Iterator[Coverage]:
    """What is known of a type's completeness: each kind of problem once."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    type_name = gathered.row.type
    if not gathered.problems:
        yield Coverage(type_name, IN_USE if gathered.in_use else COMPLETE, None, None, place.account, place.region, now)
    for problems in (gathered.problems, gathered.unread):
        groups: dict[tuple[Any, ...], list[Problem]] = {}
        for problem in problems:
            groups.setdefault((problem.status, problem.action, problem.settle), []).append(problem)
        for group in groups.values():
            first = group[0]
            others = len({problem.reason for problem in group}) - 1 if first.status != UNREAD else len(group) - 1
            reason = first.reason + (f" (and {others} more)" if others else "")
            yield Coverage(type_name, first.status, first.action, reason, place.account, place.region, first.time or now, first.settle)
