"""A waiver of one finding, proposed: text to copy. Nothing is written anywhere."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, rows, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.patterns import regex
from scanner.report_json import dumps
from scanner.waivers import LONGEST, NAME

DAYS: Final = 90
"""Days from today to the end that is proposed."""
PLAIN: Final = regex(r"[A-Za-z][A-Za-z0-9_./-]{0,200}\Z")
"""Texts that YAML reads as texts without quotes; words that it reads otherwise are none of them."""
WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """A finding and the waiver of it, as an entry of a file of waivers and as a patch; NotFound where there is no such finding."""
    found = finding_of(connection, asked["fingerprint"], asked.now)
    reason = (asked["reason"] or "").strip()[:LONGEST]
    until = asked["until"] or (date.fromisoformat(times.day(asked.now)) + timedelta(DAYS)).isoformat()
    said = {
        "policy": found["policy"],
        "resource": found["resource"],
        **({"account": found["account"]} if found["account"] else {}),
        **({"region": found["region"]} if found["region"] and found["account"] else {}),
        "reason": reason or "WHY THIS IS ACCEPTED",
        **({"owner": asked["owner"]} if asked["owner"] else {}),
        **({"ticket": asked["ticket"]} if asked["ticket"] else {}),
        "until": until,
    }
    file, line = file_of(connection, found["project"])
    entry = entry_of(said)
    return {
        "finding": found,
        "proposal": {"reason": reason, "owner": asked["owner"], "ticket": asked["ticket"], "until": until},
        "complete": bool(reason),
        "ended": until < times.day(asked.now),
        "file": file,
        "exists": line is not None,
        "entry": entry,
        "patch": patch_of(entry, file, line),
        "command": "git apply waiver.patch" if line is None else "git apply --unidiff-zero waiver.patch",
    }


def finding_of(connection: sa.Connection, fingerprint: str, now: int) -> dict[str, Any]:
    """The finding of a fingerprint; of several with one fingerprint, the first."""
    try:
        value = bytes.fromhex(fingerprint) if len(fingerprint) == 64 else b""
    except ValueError:
        value = b""
    column = schema.finding.c
    query = sa.select(column.id).where(column.fingerprint == value).order_by(column.project, column.copy).limit(1)
    numbers = list(connection.scalars(query)) if value else []
    if not numbers:
        raise NotFound(f'no finding has the fingerprint "{fingerprint[:80]}"; it has 64 hexadecimal digits, see the findings')
    return rows.findings(connection, numbers, now)[0]


def file_of(connection: sa.Connection, project: str) -> tuple[str, int | None]:
    """The project's file of waivers and the line of its first entry, as far as a run told; else the name that such a file has."""
    number = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == project))
    column = schema.waiver.c
    runs = [row.id for row in latest.last_runs(connection, number).values()]
    written = connection.scalars(
        sa.select(column.written).where(column.project == number, column.last_run.in_(runs), column.inline.is_(False))
    )
    said = (text.rpartition(":") for text in written)
    places = [(file, int(line)) for file, _, line in said if line.isdecimal() and is_inside(file)]
    return min(places) if places else (NAME, None)


def is_inside(file: str) -> bool:
    """Whether a file is named from the folder that was scanned, and stands in it: no patch may name another."""
    return bool(file) and not file.startswith(("/", "~")) and ":" not in file and ".." not in file.split("/") and file.isprintable()


def entry_of(said: dict[str, str]) -> str:
    """An entry of a file of waivers, in YAML; each text so written that it means itself."""
    lines = [f"{name}: {text_of(name, value)}" for name, value in said.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def text_of(name: str, value: str) -> str:
    """A scalar: plain where that is safe, else in double quotes, of which JSON's form is YAML's, too."""
    if name == "until" or (PLAIN.match(value) and value.lower() not in WORDS):
        return value
    if value.isascii() and value.isprintable():
        return json.dumps(value)
    return dumps(value)


def patch_of(entry: str, file: str, line: int | None) -> str:
    """A patch that makes the file with this entry, or puts it before its first one.

    The latter has no lines around it (they are not known here), so `git apply` asks for `--unidiff-zero`.
    """
    lines = entry.splitlines() if line is not None else ["waivers:", *entry.splitlines()]
    added = "".join(f"+{one}\n" for one in lines)
    if line is None:
        return f"--- /dev/null\n+++ b/{file}\n@@ -0,0 +1,{len(lines)} @@\n{added}"
    return f"--- a/{file}\n+++ b/{file}\n@@ -{line - 1},0 +{line},{len(lines)} @@\n{added}"
