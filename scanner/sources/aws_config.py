"""What AWS Config holds as a source: its configuration snapshots, as they lie in S3, and what its advanced queries give.

It holds what its recorder records, so nothing is closed unless a snapshot says that the recorder of each region records all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from scanner import catalog
from scanner.cfn_schemas import type_schema
from scanner.errors import SourceError
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Resource, Snapshot
from scanner.snapshot_packed import opened
from scanner.sources.aws_config_items import Item, configuration_of, member_of, parsed, region_of, resources_of

if TYPE_CHECKING:
    from scanner.sources import Options
    from scanner.sources.discover import Candidate

NOT_ALL: Final = "AWS Config holds what its recorder records, and nothing here says that it records all"
RECORDER: Final = "AWS::Config::ConfigurationRecorder"
GONE: Final = frozenset({"ResourceDeleted", "ResourceDeletedNotRecorded"})
"""Statuses of an item whose resource is not there any more (AWS Config API Reference, ConfigurationItem)."""
MOST: Final = 512 << 20
"""Bytes of a configuration snapshot that are read."""

Refused = tuple[str, str]
"""A kind of gap and why."""


def read_config_file(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The accounts of a configuration snapshot, plain or packed. SourceError where it is none, or too large."""
    from pathlib import Path

    with opened(Path(candidate.path), candidate.name) as stream:
        data = bytearray()
        while chunk := stream.read(1 << 20):
            data += chunk
            if len(data) > MOST:
                raise SourceError(
                    f"a configuration snapshot of more than {MOST >> 20} MB; scan its regions one by one", file=candidate.name
                )
    try:
        document = parsed(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"no JSON: {error}; take the file as AWS Config delivered it", file=candidate.name) from error
    items = document.get("configurationItems") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise SourceError(
            "no configuration snapshot: configurationItems is no list; take the file as AWS Config delivered it", file=candidate.name
        )
    held = [item for item in items if isinstance(item, dict)]
    is_snapshot = "configSnapshotId" in document  # a history file looks alike, and holds what has changed
    yield from snapshots_of(held, options.redactor, Location(candidate.name, 1, 1, 1, 2), may_be_whole=is_snapshot)


def snapshots_of(
    items: Iterable[Item], redactor: Redactor, place: Location | None, gaps: Iterable[Gap] = (), *, may_be_whole: bool = True
) -> Iterator[Snapshot]:
    """A world for each account, in the order of their numbers; `gaps` are of all of them. `may_be_whole`: these are all items there are."""
    accounts: dict[str, list[Item]] = {}
    for item in items:
        accounts.setdefault(str(item.get("accountId") or item.get("awsAccountId") or "unknown"), []).append(item)
    for account, held in sorted(accounts.items()):
        newest = sorted(held, key=lambda item: str(item.get("configurationItemCaptureTime")), reverse=True)
        yield _snapshot(account, newest, redactor, place, tuple(gaps), may_be_whole)


def _snapshot(
    account: str, items: list[Item], redactor: Redactor, place: Location | None, gaps: tuple[Gap, ...], may_be_whole: bool
) -> Snapshot:
    """Of several items of one resource, the newest counts: they come first."""
    found: dict[tuple[str, str], Resource] = {}
    refused: dict[tuple[str, str, str | None], Gap] = {}
    seen: set[tuple[str, str]] = set()
    for item in items:
        kind, region = str(item.get("resourceType", "")), region_of(item)
        named = (kind, str(item.get("resourceId")))
        if named in seen:
            continue
        seen.add(named)
        if item.get("configurationItemStatus") in GONE or (kind.startswith("AWS::Config::") and kind != RECORDER):
            continue
        problem = _unfit(kind, item)
        if problem is not None:
            refused.setdefault(
                (kind, problem[0], region), Gap(kind, problem[1], place, account, region, problem[0], f"collect {kind} from the account")
            )
            continue
        for resource in resources_of(item, account, redactor, place):
            found.setdefault((resource.type, resource.id), resource)
    every = [*gaps, *refused.values()]
    whole = may_be_whole and records_all(items)
    if not whole:
        every.append(Gap("*", NOT_ALL, place, account, kind="incomplete", settle="plimsoll audit of the account"))
    opened_types = {gap.type for gap in every}
    types = {str(item.get("resourceType")) for item in items}
    times = [str(item["configurationItemCaptureTime"]) for item in items if item.get("configurationItemCaptureTime")]
    return Snapshot(
        world=account,
        resources=tuple(found[key] for key in sorted(found)),
        gaps=tuple(every),
        closed=frozenset(types - opened_types) if whole else frozenset(),
        live=True,
        time=max(times, default=None),
        accounts=frozenset({account}),
        regions=frozenset(region for item in items if (region := region_of(item)) not in (None, "global")),
    )


def records_all(items: Iterable[Item]) -> bool:
    """Whether the recorder of each region says that it records all types that AWS Config supports."""
    said: dict[str | None, bool] = {}
    for item in items:
        region = region_of(item)
        if item.get("resourceType") == RECORDER:
            group = member_of(configuration_of(item), "recordingGroup")
            said[region] = member_of(group, "allSupported") is True
        elif region != "global":
            said.setdefault(region, False)
    return bool(said) and all(said.values())


def _unfit(kind: str, item: Item) -> Refused | None:
    """Why an item becomes no resource."""
    identity = item.get("resourceId")
    if not configuration_of(item):
        return "incomplete", f"AWS Config has no configuration of {kind} {identity} ({item.get('configurationItemStatus') or 'no status'})"
    if catalog.rows().get(kind) is None and type_schema(kind) is None:
        return "not-modelled", f"{kind} is known neither to the catalogue nor to CloudFormation's schemas"
    return None
