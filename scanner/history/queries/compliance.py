"""Frameworks, their controls, the policies that check them, and the resources that fail those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, policies, policy, streams, times
from scanner.history.queries import rows as findings
from scanner.history.queries.asking import Asked, NotFound

STATES: Final = ("fails", "unknown", "passes", "waived", "nothing", "not asked")
"""How a control stands, the most telling first.

fails: a finding of one of its policies is open; unknown: none is, and one cannot be told; passes: something was judged, and all of it
passes or is waived; waived: all that was judged is waived; nothing: there is nothing that its policies judge; not asked: no last run
asked any of them.
"""
NAMES: Final = {
    "checkov": "Checkov",
    "config": "AWS Config managed rules",
    "guard": "AWS Guard rules registry",
    "security-hub": "AWS Foundational Security Best Practices",
    "steampipe": "Steampipe AWS compliance",
}
"""What a framework that controls name is called; one that is not here goes by its own name."""
SHOWN: Final = 90
"""Failing findings that a control's page lists, of all its policies together."""
LEAST: Final = 5
MOST: Final = 25
"""Of each."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The frameworks, each with how many of its controls stand how."""
    controls = _controls(connection, asked)
    frameworks = [
        {"framework": name, "name": NAMES.get(name, name), **_summed(listed)} for name, listed in sorted(_by_framework(controls).items())
    ]
    return {"project": asked["project"], "projects": latest.names(connection), "frameworks": frameworks}


def framework(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The controls of `framework`, in the order of their numbers; NotFound where no policy checks one of it."""
    controls = _by_framework(_controls(connection, asked))
    listed = _found(controls, asked["framework"], "framework")
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "framework": asked["framework"],
        "name": NAMES.get(asked["framework"], asked["framework"]),
        **_summed(listed),
        "controls": listed,
    }


def control(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The policies of `control` of `framework`, each with what fails it; NotFound where there is none."""
    checked = policies.rows_of(connection)
    controls: dict[str, dict[str, list[Mapping[Any, Any]]]] = {}
    for row in checked:
        for said in map(policy.control_of, row["rule"].get("controls", ())):
            controls.setdefault(said["framework"], {}).setdefault(said["control"], []).append(row)
    rows = _found(_found(controls, asked["framework"], "framework"), asked["control"], "control")
    key = (asked["framework"], asked["control"])
    (found,) = _by_framework({key: _controls(connection, asked, rows)[key]})[asked["framework"]]
    numbers = {row["name"]: row["id"] for row in rows}
    shown = max(LEAST, min(MOST, SHOWN // len(rows)))
    newest = streams.newest(connection, numbers.values(), latest.project_of(connection, asked), "open", shown)
    told = iter(findings.findings(connection, [number for each in numbers.values() for number in newest.get(each, ())], asked.now))
    failing = {name: list(islice(told, len(newest.get(number, ())))) for name, number in numbers.items()}
    for each in found["policies"]:
        each["failing"] = failing[each["policy"]]
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "framework": asked["framework"],
        "name": NAMES.get(asked["framework"], asked["framework"]),
        **found,
    }


def framework_keys(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """All frameworks."""
    return ({"framework": name} for name in sorted({name for name, _ in _named(connection)}))


def control_keys(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """All controls of all frameworks."""
    return ({"framework": name, "control": number} for name, number in sorted(_named(connection)))


def _named(connection: sa.Connection) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for rule in connection.scalars(sa.select(schema.policy.c.rule)):
        for text in rule.get("controls", ()):
            said = policy.control_of(text)
            found.add((said["framework"], said["control"]))
    return found


def _controls(
    connection: sa.Connection, asked: Asked, rows: Iterable[Mapping[Any, Any]] | None = None
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """By framework and control: its policies (those of some rows, or all) with how their findings stand."""
    project = latest.project_of(connection, asked)
    runs = {row.id for row in latest.last_runs(connection, project).values()}
    listed = [row for row in (policies.rows_of(connection) if rows is None else rows) if row["rule"].get("controls")]
    standing = latest.standing_of(connection, project, *([] if rows is None else [row["id"] for row in listed]))
    current = latest.asked_now(connection, runs, [(row["id"], row["last_run"]) for row in listed])
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in listed:
        told = policies.policy_of(row, standing.get(row["id"], latest.NOTHING), row["id"] in current, 0, asked.now)
        short = {name: told[name] for name in ("policy", "title", "severity", *schema.COUNTS, "current", "last_asked")}
        for text in row["rule"]["controls"]:
            said = policy.control_of(text)
            found.setdefault((said["framework"], said["control"]), []).append(dict(short))
    return found


def _by_framework(controls: Mapping[tuple[str, str], list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for (name, number), listed in sorted(controls.items(), key=lambda one: (one[0][0], _in_order(one[0][1]))):
        counts = {count: sum(each[count] for each in listed) for count in schema.COUNTS}
        worst = min((each["severity"] for each in listed), key=times.rank)
        found.setdefault(name, []).append({"control": number, "state": state_of(listed), "severity": worst, **counts, "policies": listed})
    return found


def _in_order(number: str) -> list[tuple[int, int, str]]:
    """`ECS.10` after `ECS.9`."""
    pieces: list[str] = []
    for letter in number:
        if pieces and pieces[-1][-1].isdecimal() == letter.isdecimal():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


def state_of(listed: list[dict[str, Any]]) -> str:
    """One of STATES, of a control's policies."""
    current = [one for one in listed if one["current"]]
    sums = {name: sum(one[name] for one in listed) for name in schema.COUNTS}
    if sums["open"]:
        return "fails"
    if sums["unknown"]:
        return "unknown"
    if sums["passed"]:
        return "passes"
    if sums["waived"]:
        return "waived"
    return "nothing" if current else "not asked"


def _summed(listed: list[dict[str, Any]]) -> dict[str, Any]:
    states = Counter(one["state"] for one in listed)
    names = {each["policy"] for one in listed for each in one["policies"]}
    return {"states": {state: states[state] for state in STATES}, "total": len(listed), "checked_by": len(names)}


def _found(known: Mapping[str, Any], name: str, what: str) -> Any:
    if name not in known:
        raise NotFound(f'no policy checks a {what} called "{name}"; {latest.meant(name, known) or f"there are {latest.told(known)}"}')
    return known[name]
