"""What a report says beside its findings: its gaps, and the platforms that it saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from scanner.history import schema as s
from scanner.history.lines import plain
from scanner.history.looking import Looking
from scanner.history.nouns import Numbers, slices
from scanner.snapshot import Gap


def keep_gaps(connection: sa.Connection, numbers: Numbers, run: int, gaps: Iterable[Gap]) -> None:
    """Write what a run could not read."""
    rows = [
        {
            "id": numbers.next(s.run_gap),
            "run": run,
            "account": plain(gap.account or ""),
            "region": plain(gap.region or ""),
            "type": plain(gap.type),
            "kind": plain(gap.kind),
            "action": plain(gap.action or ""),
            "settle": plain(gap.settle or gap.reason),
            "reason": plain(gap.reason),
            "written": plain(f"{gap.location.file}:{gap.location.line}") if gap.location is not None else "",
        }
        for gap in gaps
    ]
    if rows:
        connection.execute(s.run_gap.insert(), rows)


def keep_platforms(connection: sa.Connection, numbers: Numbers, run: int, looking: Looking, platforms: Sequence[Mapping[str, Any]]) -> None:
    """Write the clusters of the places that were evaluated, with what they stand on; those of other places stay."""
    evaluated = looking.evaluated()
    for part in slices(evaluated):
        held = sa.select(s.platform.c.id).where(s.platform.c.place.in_(part))
        connection.execute(s.member.delete().where(s.member.c.platform.in_(held)))
        connection.execute(s.platform.delete().where(s.platform.c.place.in_(part)))
    rows, members = [], []
    for one in platforms:
        place = looking.place_named(one["world"], one.get("account"), one.get("region"), one["type"])
        if not looking.closes(place):
            continue
        number = numbers.next(s.platform)
        rows.append({"id": number, "place": place, "name": plain(one["id"]), "run": run, "body": dict(one)})
        roles = {plain(one["id"]): "cluster"}
        for member in one.get("members", ()):
            roles.setdefault(plain(member["resource"]), plain(member["role"]))
        members += [{"platform": number, "resource": name, "role": role} for name, role in roles.items()]
    if rows:
        connection.execute(s.platform.insert(), rows)
        connection.execute(s.member.insert(), members)
