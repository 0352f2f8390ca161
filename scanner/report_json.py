"""A Report as JSON, in both directions: what `--format json` writes, and what a baseline and the history read.

    {"schema": "plimsoll/report/v1", "header": {...}, "findings": [...], "gaps": [...], "assumptions": [...], "summary": {...}}

Findings are written one at a time, each on its own line; the footer follows them, because it is complete only then.
`schemas/report.schema.json` describes the form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO, TypeVar

from scanner.errors import DocumentError
from scanner.report import Evidence, Finding, Header, Part, Read, Reason, Related, Report, Rule, Severity, Summary, Verdict
from scanner.snapshot import Gap, Location

SCHEMA = "plimsoll/report/v1"

_INVISIBLE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
"""Characters that JSON lets stand but that steer a terminal, hide text or turn it round, and lone surrogates."""

_T = TypeVar("_T")


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """One line of JSON, lossless and safe to show: invisible and steering characters are written as `\\uXXXX`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=default)
    return text if text.isascii() and "\x7f" not in text else _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def write(report: Report, out: TextIO) -> None:
    """Write the Report; memory does not grow with the number of findings."""
    out.write('{"schema":' + dumps(SCHEMA) + ',\n"header":' + dumps(header_to_json(report.header)) + ',\n"findings":[')
    before = "\n"
    for finding in report.findings:
        out.write(before + dumps(finding_to_json(finding)))
        before = ",\n"
    summary = report.summary
    out.write('\n],\n"gaps":' + dumps([gap_to_json(gap) for gap in summary.gaps]))
    out.write(',\n"assumptions":' + dumps(list(summary.assumptions)))
    out.write(',\n"summary":' + dumps(summary_to_json(summary)) + "}\n")


def header_to_json(header: Header) -> dict[str, Any]:
    """What was run, with the rules that explain the findings."""
    return {
        "version": header.version,
        "started": header.started,
        "targets": list(header.targets),
        "closed": list(header.closed),
        "strict": header.strict,
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "severity": rule.severity.value,
                "category": rule.category,
                "why": rule.why,
                "fix": rule.fix,
                "references": list(rule.references),
                "controls": list(rule.controls),
            }
            for rule in header.rules
        ],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding; `related`, `reasons` and `assumptions` are present only where there are any."""
    value: dict[str, Any] = {
        "policy": finding.policy,
        "resource": finding.resource,
        "type": finding.type,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "world": finding.world,
        "account": finding.account,
        "region": finding.region,
        "part": None if finding.part is None else {"pointer": list(finding.part.pointer), "key": finding.part.key},
        "location": location_to_json(finding.location),
        "fingerprint": finding.fingerprint,
        "evidence": [{"clause": one.clause, "reads": [_read_to_json(read) for read in one.reads]} for one in finding.evidence],
    }
    if finding.related:
        value["related"] = [
            {"message": one.message, "resource": one.resource, "location": location_to_json(one.location)} for one in finding.related
        ]
    if finding.reasons:
        value["reasons"] = [{"text": reason.text, "settle": reason.settle} for reason in finding.reasons]
    if finding.assumptions:
        value["assumptions"] = list(finding.assumptions)
    return value


def _read_to_json(read: Read) -> dict[str, Any]:
    return {
        "expression": read.expression,
        "value": read.value,
        "resource": read.resource,
        "pointer": None if read.pointer is None else list(read.pointer),
        "location": location_to_json(read.location),
    }


def location_to_json(location: Location | None) -> dict[str, Any] | None:
    """`{file, line, column, endLine, endColumn}`: from 1, in code points, the end exclusive."""
    if location is None:
        return None
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def gap_to_json(gap: Gap) -> dict[str, Any]:
    """Something that could not be read, with its kind and place."""
    return {
        "type": gap.type,
        "kind": gap.kind,
        "reason": gap.reason,
        "location": location_to_json(gap.location),
        "account": gap.account,
        "region": gap.region,
    }


def summary_to_json(summary: Summary) -> dict[str, Any]:
    """The counts of the footer; gaps and assumptions stand beside it, under keys of their own."""
    return {
        "verdicts": dict(summary.verdicts),
        "severities": dict(summary.severities),
        "worlds": summary.worlds,
        "resources": summary.resources,
        "skippedFiles": summary.skipped_files,
        "policiesWithoutReach": list(summary.policies_without_reach),
    }


def load(stream: TextIO, file: str | None = None) -> Report:
    """Read a Report back; its findings are a list.

    Raises DocumentError, with `file` as its place, for what is not JSON and for JSON that is not a Report. Keys that this
    version does not know are passed over.
    """
    try:
        value = json.load(stream)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise DocumentError(f"not a report: {what}", file=file, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise DocumentError("not a report: nested too deep", file=file) from None
    except UnicodeDecodeError:
        raise DocumentError("not a report: not UTF-8", file=file) from None
    root = _Reader(value, "", file)
    schema = root.text("schema")
    if schema != SCHEMA:
        raise DocumentError(f'report schema "{schema}" is not known here; this version reads "{SCHEMA}"', file=file)
    summary = root.child("summary")
    return Report(
        _header(root.child("header")),
        [_finding(one) for one in root.children("findings")],
        Summary(
            verdicts=summary.counts("verdicts"),
            severities=summary.counts("severities"),
            gaps=tuple(_gap(one) for one in root.children("gaps")),
            assumptions=root.texts("assumptions"),
            worlds=summary.count("worlds"),
            resources=summary.count("resources"),
            skipped_files=summary.count("skippedFiles"),
            policies_without_reach=summary.texts("policiesWithoutReach"),
        ),
    )


class _Reader:
    """An object of the file that knows its own path, so that what is wrong is told with its place."""

    def __init__(self, value: Any, path: str, file: str | None) -> None:
        self.path = path
        self.file = file
        if not isinstance(value, dict):
            raise self.wrong("is not an object")
        self.value: Mapping[str, Any] = value

    def wrong(self, what: str, key: str = "") -> DocumentError:
        path = f"{self.path}.{key}".strip(".") or "the whole"
        return DocumentError(f"not a report: {path} {what}", file=self.file)

    def get(self, key: str, kind: type[_T], absent: _T | None = None) -> _T:
        found = self.value.get(key, absent)
        if found is None:
            raise self.wrong("is missing", key)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise self.wrong(f"is not a {NAMES[kind]}", key)
        return found

    def text(self, key: str) -> str:
        return self.get(key, str)

    def text_or_none(self, key: str) -> str | None:
        return None if self.value.get(key) is None else self.get(key, str)

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.get(key, list, [])
        if not all(isinstance(item, str) for item in found):
            raise self.wrong("is not a list of texts", key)
        return tuple(found)

    def pointer(self, key: str) -> tuple[str | int, ...]:
        found = self.get(key, list)
        if not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in found):
            raise self.wrong("is not a path of keys and indices", key)
        return tuple(found)

    def count(self, key: str) -> int:
        found = self.get(key, int, 0)
        if found < 0:
            raise self.wrong("is less than 0", key)
        return found

    def counts(self, key: str) -> dict[str, int]:
        inner = self.child(key)
        return {name: inner.count(name) for name in inner.value}

    def child(self, key: str) -> _Reader:
        return _Reader(self.get(key, dict), f"{self.path}.{key}".strip("."), self.file)

    def children(self, key: str) -> Iterator[_Reader]:
        for index, item in enumerate(self.get(key, list, [])):
            yield _Reader(item, f"{self.path}.{key}[{index}]".strip("."), self.file)

    def location(self, key: str = "location") -> Location | None:
        if self.value.get(key) is None:
            return None
        inner = self.child(key)
        numbers = [inner.get(name, int) for name in ("line", "column", "endLine", "endColumn")]
        if min(numbers) < 1:
            raise inner.wrong("counts from 1")
        return Location(inner.text("file"), *numbers)


NAMES: Mapping[type, str] = {str: "text", int: "whole number", bool: "true or false", list: "list", dict: "object"}


def _severity(reader: _Reader) -> Severity:
    try:
        return Severity(reader.text("severity"))
    except ValueError:
        raise reader.wrong("is none of " + ", ".join(Severity), "severity") from None


def _verdict(reader: _Reader) -> Verdict:
    try:
        return Verdict(reader.text("verdict"))
    except ValueError:
        raise reader.wrong("is none of " + ", ".join(Verdict), "verdict") from None


def _header(reader: _Reader) -> Header:
    return Header(
        version=reader.text("version"),
        started=reader.text("started"),
        targets=reader.texts("targets"),
        rules=tuple(
            Rule(
                id=one.text("id"),
                title=one.text("title"),
                severity=_severity(one),
                category=one.text("category"),
                why=one.text("why"),
                fix=one.text("fix"),
                references=one.texts("references"),
                controls=one.texts("controls"),
            )
            for one in reader.children("rules")
        ),
        closed=reader.texts("closed"),
        strict=reader.get("strict", bool, False),
    )


def _finding(reader: _Reader) -> Finding:
    part = reader.child("part") if reader.value.get("part") is not None else None
    return Finding(
        policy=reader.text("policy"),
        resource=reader.text("resource"),
        type=reader.text("type"),
        verdict=_verdict(reader),
        severity=_severity(reader),
        message=reader.text("message"),
        world=reader.text("world"),
        fingerprint=reader.text("fingerprint"),
        part=None if part is None else Part(part.pointer("pointer"), part.text("key")),
        location=reader.location(),
        related=tuple(Related(one.text("message"), one.text("resource"), one.location()) for one in reader.children("related")),
        evidence=tuple(
            Evidence(one.text("clause"), tuple(_read(read) for read in one.children("reads"))) for one in reader.children("evidence")
        ),
        reasons=tuple(Reason(one.text("text"), one.text("settle")) for one in reader.children("reasons")),
        assumptions=reader.texts("assumptions"),
        account=reader.text_or_none("account"),
        region=reader.text_or_none("region"),
    )


def _read(reader: _Reader) -> Read:
    return Read(
        expression=reader.text("expression"),
        value=reader.value.get("value"),
        resource=reader.text_or_none("resource"),
        pointer=None if reader.value.get("pointer") is None else reader.pointer("pointer"),
        location=reader.location(),
    )


def _gap(reader: _Reader) -> Gap:
    return Gap(
        type=reader.text("type"),
        reason=reader.text("reason"),
        location=reader.location(),
        account=reader.text_or_none("account"),
        region=reader.text_or_none("region"),
        kind=reader.text("kind"),
    )
