"""The page of a finding: its evidence, the path to it, its life, how fresh what is known of it is, and what else is on its resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import give_back, schema
from scanner.history.queries import evidence, rows, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.patterns import regex

SHORTEST: Final = 8
"""Digits of a fingerprint that name a finding."""
MOST_STANDS: Final = 5
"""Findings of one fingerprint that are told in full: in several projects, or beside each other in one."""
MOST_EVENTS: Final = 200
MOST_OTHERS: Final = 25
STANDING: Final = ("open", "waived", "unknown")
"""Statuses that are worth a reader's eye."""
_DIGITS = regex(r"[0-9a-f]+")


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """A finding by its fingerprint or the beginning of it. `stands` has one entry for each project that it stands in."""
    ids = _found(connection, asked["fingerprint"])
    stands = [_stand(connection, number, asked.now) for number in ids[:MOST_STANDS]]
    first = stands[0]["finding"]
    row = connection.execute(
        sa.select(schema.policy.c.rule, schema.finding.c.resource)
        .join(schema.policy, schema.policy.c.id == schema.finding.c.policy)
        .where(schema.finding.c.id == ids[0])
    ).one()
    return {
        "fingerprint": first["fingerprint"],
        "policy": first["policy"],
        "resource": first["resource"],
        "rule": row.rule,
        "stands": stands,
        "stands_count": len(ids),
        "others": others(connection, row.resource, asked.now, without=ids),
        "known_resources": _known(connection, stands),
    }


def _found(connection: sa.Connection, fingerprint: str) -> list[int]:
    """The findings of a fingerprint, those that stand first. NotFound where there are none, or where a beginning names several."""
    digits = fingerprint.lower()
    if _DIGITS.fullmatch(digits) is None or not SHORTEST <= len(digits) <= 64:
        raise NotFound(f'"{fingerprint[:80]}" is no fingerprint; it has {SHORTEST} to 64 hexadecimal digits')
    column = schema.finding.c
    least, most = bytes.fromhex(digits.ljust(64, "0")), bytes.fromhex(digits.ljust(64, "f"))
    found = connection.execute(
        sa.select(column.id, column.fingerprint)
        .where(column.project.in_(sa.select(schema.project.c.id)), column.fingerprint >= least, column.fingerprint <= most)
        .order_by(sa.case((column.status.in_(STANDING), 0), else_=1), column.present.desc(), column.id)
        .limit(50)
    ).all()
    if not found:
        raise NotFound(f'the history has no finding whose fingerprint begins with "{digits[:16]}"; look for it among all findings')
    if len({bytes(row.fingerprint) for row in found}) > 1:
        raise NotFound(f'several findings have fingerprints that begin with "{digits[:16]}"; give more of its digits')
    return [int(row.id) for row in found]


def _stand(connection: sa.Connection, number: int, now: int) -> dict[str, Any]:
    """How a finding stands in one project."""
    finding = rows.findings(connection, (number,), now)[0]
    place_id, policy_last, first_run = connection.execute(
        sa.select(schema.finding.c.place, schema.policy.c.last_run, schema.finding.c.first_run)
        .join(schema.policy, schema.policy.c.id == schema.finding.c.policy)
        .where(schema.finding.c.id == number)
    ).one()
    place = next(rows.places(connection, schema.place.c.id == place_id, now=now))
    line = give_back.line_of(connection, number)
    asked_last = connection.scalar(sa.select(schema.run.c.started).where(schema.run.c.id == policy_last))
    return {
        "finding": finding,
        "place": place,
        "evidence": None if line is None else evidence.told(line),
        "life": life(connection, (number,)),
        "first_run": first_run,
        "policy_last_asked": times.stamp(asked_last),
        "policy_still_asked": place["last_run"] is None or policy_last >= place["last_run"],
    }


def life(connection: sa.Connection, ids: Iterable[int], limit: int = MOST_EVENTS) -> list[dict[str, Any]]:
    """What became of findings, the newest first; `age_days` is how long one had been open when it was fixed."""
    event, finding = schema.event.c, schema.finding.c
    found = connection.execute(
        sa.select(
            event.happened, event.at, event.severity, event.age, event.by_rules, event.run, finding.fingerprint,
            schema.policy.c.name, finding.message,
        )
        .join(schema.finding, finding.id == event.finding)
        .join(schema.policy, schema.policy.c.id == finding.policy)
        .where(event.finding.in_(tuple(ids)))
        .order_by(event.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [
        {
            "happened": row.happened,
            "at": times.stamp(row.at),
            "run": row.run,
            "severity": times.severity(row.severity),
            "age_days": None if row.age is None else row.age // times.DAY,
            "by_rules": bool(row.by_rules),
            "fingerprint": bytes(row.fingerprint).hex(),
            "policy": row.name,
            "message": row.message,
        }
        for row in found
    ]


def others(connection: sa.Connection, resource: int, now: int, *, without: Iterable[int]) -> list[dict[str, Any]]:
    """What else stands on a resource, the most severe first."""
    column = schema.finding.c
    ids = connection.scalars(
        sa.select(column.id)
        .where(column.resource == resource, column.status.in_(STANDING), column.id.not_in(tuple(without)))
        .order_by(sa.case((column.status == "open", 0), else_=1), column.severity, column.id)
        .limit(MOST_OTHERS)
    )
    return rows.findings(connection, list(ids), now)


def _known(connection: sa.Connection, stands: Iterable[Mapping[str, Any]]) -> list[str]:
    """Those of the resources on the paths that have a page."""
    names = {step[key] for stand in stands if stand["evidence"] for step in stand["evidence"]["path"] for key in ("resource", "from")}
    return known_resources(connection, (name for name in names if name))


def known_resources(connection: sa.Connection, names: Iterable[str]) -> list[str]:
    """Those of some names that resources in the history have."""
    column = schema.resource.c.name
    wanted = tuple(name for name in names if name.isprintable() or not any("\ud800" <= one <= "\udfff" for one in name))
    return sorted(set(connection.scalars(sa.select(column).where(column.in_(wanted))))) if wanted else []


def keys(connection: sa.Connection) -> Iterable[dict[str, str]]:
    """All findings that stand, the most severe and then the newest first."""
    column = schema.finding.c
    for status in STANDING:
        found = (
            sa.select(column.fingerprint).where(column.status == status).order_by(column.severity, column.opened.desc(), column.id.desc())
        )
        for fingerprint in connection.scalars(found):
            yield {"fingerprint": bytes(fingerprint).hex()}
