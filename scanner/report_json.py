"""A Report as JSON, in both directions: what `--format json` writes, and what a baseline and the history read.

    {"schema": "plimsoll/report/v1", "header": {...}, "findings": [...], "gaps": [...], "assumptions": [...], "summary": {...}}

Findings are written one at a time, each on its own line; the footer follows them, because it is complete only then.
`schemas/report.schema.json` describes the form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TextIO, cast

from scanner import lean_json
from scanner.errors import DocumentError
from scanner.evidence_json import Reader, evidence_of, evidence_to_json, location_to_json, related_of, related_to_json
from scanner.patterns import regex
from scanner.report import Exemption, Finding, Header, Part, Place, Reason, Report, Rule, Severity, Summary, Verdict, Waiver
from scanner.snapshot import Gap

SCHEMA = "plimsoll/report/v1"
EXEMPTION_STATES = ("holds", "ended", "too-long", "unused", "not-asked")

_INVISIBLE = regex("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
"""Characters that JSON lets stand but that steer a terminal, hide text or turn it round, and lone surrogates."""


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """One line of JSON, lossless and safe to show: invisible and steering characters are written as `\\uXXXX`."""
    text = lean_json.dumps(value, ensure_ascii=False, check_circular=False, separators=(",", ":"), allow_nan=False, default=default)
    return text if text.isascii() and "\x7f" not in text else _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_SURROGATE = regex(r"\\\\|\\u(d[89a-f][0-9a-f]{2})")


def interchange(value: Any) -> str:
    """As `dumps`, for programs of others: a lone surrogate, which not every reader of JSON takes, becomes U+FFFD."""
    text = dumps(value)
    return _SURROGATE.sub(lambda match: "\ufffd" if match[1] else match[0], text) if "\\ud" in text else text


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
                **({"follows": list(rule.follows)} if rule.follows else {}),
                **({"demands": rule.demands} if rule.demands else {}),
            }
            for rule in header.rules
        ],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding; `related`, `reasons`, `assumptions` and `follows` are present only where there are any."""
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
        "evidence": [evidence_to_json(one) for one in finding.evidence],
    }
    if finding.related:
        value["related"] = [related_to_json(one) for one in finding.related]
    if finding.reasons:
        value["reasons"] = [{"text": reason.text, "settle": reason.settle} for reason in finding.reasons]
    if finding.assumptions:
        value["assumptions"] = list(finding.assumptions)
    if finding.follows is not None:
        value["follows"] = finding.follows
    if finding.waiver is not None:
        value["waiver"] = waiver_to_json(finding.waiver)
    if finding.state is not None:
        value["state"] = finding.state
    if finding.owner is not None:
        value["owner"] = finding.owner
    return value


def waiver_to_json(waiver: Waiver) -> dict[str, Any]:
    """What excuses a finding; what it does not state is left out."""
    value = {"reason": waiver.reason, "until": waiver.until, "owner": waiver.owner, "ticket": waiver.ticket}
    kept: dict[str, Any] = {key: one for key, one in value.items() if one is not None}
    return {**kept, "inline": waiver.inline, "location": location_to_json(waiver.location)}


def gap_to_json(gap: Gap) -> dict[str, Any]:
    """Something that could not be read, with its kind and place."""
    return {
        "type": gap.type,
        "kind": gap.kind,
        "reason": gap.reason,
        "location": location_to_json(gap.location),
        "account": gap.account,
        "region": gap.region,
        **({"settle": gap.settle} if gap.settle is not None else {}),
        **({"action": gap.action} if gap.action is not None else {}),
        **({"time": gap.time} if gap.time is not None else {}),
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
        **({"waived": summary.waived} if summary.waived else {}),
        **({"states": dict(summary.states)} if summary.states else {}),
        **({"notes": list(summary.notes)} if summary.notes else {}),
        **({"places": [place_to_json(place) for place in summary.places]} if summary.places else {}),
        **({"exemptions": [exemption_to_json(one) for one in summary.exemptions]} if summary.exemptions else {}),
        **({"finished": summary.finished} if summary.finished is not None else {}),
        **({"platforms": list(summary.platforms)} if summary.platforms else {}),
    }


def place_to_json(place: Place) -> dict[str, str]:
    """Where a run looked; of infrastructure code the world alone."""
    said = {"world": place.world, "account": place.account, "region": place.region}
    return {key: value for key, value in said.items() if value is not None}


def exemption_to_json(one: Exemption) -> dict[str, Any]:
    """A waiver that a run knew of; `broad` is present only where it is."""
    return {
        "policy": one.policy,
        "selects": dict(one.selects),
        "waiver": waiver_to_json(one.waiver),
        "state": one.state,
        "findings": one.findings,
        **({"broad": True} if one.broad else {}),
    }


def load(stream: TextIO, file: str | None = None) -> Report:
    """Read a Report back; its findings are a list.

    Raises DocumentError, with `file` as its place, for what is not JSON and for JSON that is not a Report. Keys that this
    version does not know are passed over.
    """
    import json

    try:
        value = json.load(stream)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise DocumentError(f"not a report: {what}", file=file, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise DocumentError("not a report: nested too deep", file=file) from None
    except UnicodeDecodeError:
        raise DocumentError("not a report: not UTF-8", file=file) from None
    root = Reader(value, "", file)
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
            waived=summary.get("waived", int, 0),
            states=summary.counts("states") if "states" in summary.value else {},
            notes=summary.texts("notes"),
            places=tuple(
                Place(one.text("world"), one.text_or_none("account"), one.text_or_none("region")) for one in summary.children("places")
            ),
            exemptions=tuple(_exemption(one) for one in summary.children("exemptions")),
            finished=summary.text_or_none("finished"),
            platforms=tuple(_platform(one) for one in summary.children("platforms")),
        ),
    )


def _severity(reader: Reader) -> Severity:
    try:
        return Severity(reader.text("severity"))
    except ValueError:
        raise reader.wrong("is none of " + ", ".join(Severity), "severity") from None


def _verdict(reader: Reader) -> Verdict:
    try:
        return Verdict(reader.text("verdict"))
    except ValueError:
        raise reader.wrong("is none of " + ", ".join(Verdict), "verdict") from None


def _header(reader: Reader) -> Header:
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
                follows=one.texts("follows"),
                demands=one.get("demands", str, ""),
            )
            for one in reader.children("rules")
        ),
        closed=reader.texts("closed"),
        strict=reader.get("strict", bool, False),
    )


def _finding(reader: Reader) -> Finding:
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
        related=tuple(related_of(one) for one in reader.children("related")),
        evidence=tuple(evidence_of(one) for one in reader.children("evidence")),
        reasons=tuple(Reason(one.text("text"), one.text("settle")) for one in reader.children("reasons")),
        assumptions=reader.texts("assumptions"),
        account=reader.text_or_none("account"),
        region=reader.text_or_none("region"),
        follows=reader.text_or_none("follows"),
        waiver=_waiver(reader.child("waiver")) if reader.value.get("waiver") is not None else None,
        state=_state(reader),
        owner=reader.text_or_none("owner"),
    )


def _waiver(reader: Reader) -> Waiver:
    return Waiver(
        reason=reader.text("reason"),
        until=reader.text_or_none("until"),
        owner=reader.text_or_none("owner"),
        ticket=reader.text_or_none("ticket"),
        location=reader.location(),
        inline=reader.get("inline", bool, False),
    )


def _platform(reader: Reader) -> dict[str, Any]:
    """A cluster as it is written, where what pages and the history read of it is there."""
    for name in ("id", "name", "type", "world"):
        reader.text(name)
    for name in ("account", "region"):
        reader.text_or_none(name)
    for member in reader.children("members"):
        for name in ("resource", "type", "role", "name", "via"):
            member.text(name)
    for unknown in reader.children("unknown"):
        for name in ("role", "via", "reason", "settle"):
            unknown.text(name)
    return dict(reader.value)


def _exemption(reader: Reader) -> Exemption:
    state = reader.text("state")
    if state not in EXEMPTION_STATES:
        raise reader.wrong("is none of " + ", ".join(EXEMPTION_STATES), "state")
    return Exemption(
        policy=reader.text("policy"),
        selects=reader.child("selects").value,
        waiver=_waiver(reader.child("waiver")),
        state=cast('Literal["holds", "ended", "too-long", "unused", "not-asked"]', state),
        broad=reader.get("broad", bool, False),
        findings=reader.count("findings"),
    )


def _state(reader: Reader) -> Literal["new", "unchanged", "gone"] | None:
    state = reader.text_or_none("state")
    if state not in (None, "new", "unchanged", "gone"):
        raise reader.wrong("is none of new, unchanged, gone", "state")
    return cast('Literal["new", "unchanged", "gone"] | None', state)


def _gap(reader: Reader) -> Gap:
    return Gap(
        type=reader.text("type"),
        reason=reader.text("reason"),
        location=reader.location(),
        account=reader.text_or_none("account"),
        region=reader.text_or_none("region"),
        kind=reader.text("kind"),
        settle=reader.text_or_none("settle"),
        action=reader.text_or_none("action"),
        time=reader.text_or_none("time"),
    )
