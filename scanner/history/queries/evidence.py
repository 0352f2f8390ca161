"""What a report says of a finding, told: why clause by clause, what would have to be different, what is not known, the path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.evidence_json import Reader, evidence_of, related_of
from scanner.outputs.changes import changes
from scanner.outputs.grounds import Teller
from scanner.outputs.settlement import how_to_settle
from scanner.report import Evidence, Related, Verdict
from scanner.snapshot import Location

MOST_LINES: Final = 80
"""Of the grounds of one clause."""
MOST_STEPS: Final = 30
DEEPEST: Final = 5


def told(line: Mapping[str, Any]) -> dict[str, Any]:
    """A finding's JSON from a report as sentences; a `*_count` beside a list that is cut says how many there are."""
    reader = Reader(line, "finding", None)
    verdict = Verdict(reader.text("verdict"))
    evidence = [evidence_of(one) for one in reader.children("evidence")]
    steps = [related_of(one) for one in reader.children("related")]
    teller = Teller(verdict)
    needed = changes([ground for one in evidence for ground in one.grounds]) if verdict is Verdict.FAIL else ()
    return {
        "verdict": str(verdict),
        "written": placed(reader.location()),
        "clauses": [_clause(one, teller) for one in evidence],
        "changes": [{"level": min(level, DEEPEST), "text": text.removeprefix("- ")} for level, text in needed],
        "reasons": list(_reasons(reader)),
        "assumptions": list(reader.texts("assumptions")),
        "path": [_step(one) for one in steps[:MOST_STEPS]],
        "path_count": len(steps),
        "follows": reader.text_or_none("follows"),
        "waiver": line.get("waiver"),
    }


def _clause(one: Evidence, teller: Teller) -> dict[str, Any]:
    lines = [line for ground in one.grounds for line in teller.tell(ground, one.clause)]
    return {
        "clause": one.clause,
        "role": one.role,
        "holds": one.holds,
        "lines": [{"level": min(line.level, DEEPEST), "text": line.text, "written": placed(line.location)} for line in lines[:MOST_LINES]],
        "lines_count": len(lines),
    }


def _reasons(reader: Reader) -> Iterator[dict[str, str]]:
    for one in reader.children("reasons"):
        yield {"text": one.text("text"), "settle": one.text("settle"), "how": how_to_settle(one.text("settle"))}


def _step(step: Related) -> dict[str, Any]:
    message, _, end = step.message.rpartition(": ")
    return {
        "message": message if end and step.resource.endswith(end) else step.message,
        "resource": step.resource,
        "from": step.start,
        "written": placed(step.location),
        "named_at": placed(step.via),
    }


def placed(location: Location | None) -> str | None:
    """`file:line:column`."""
    return None if location is None else f"{location.file}:{location.line}:{location.column}"
