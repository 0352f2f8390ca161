"""The formats `markdown` and `markdown-comment`: a run as GitHub's step summary, and as the one comment of a pull request.

GitHub refuses a step's summary above 1 MiB and a comment above 65,536 characters, whole: both are written so that they fit, with fewer
rows where they must. Counts, what is not known, what was not read and what was assumed stand in each, however short.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from scanner.digests import digest
from scanner.outputs import DEFAULTS, Options
from scanner.outputs.category import automation_id
from scanner.outputs.github_text import code, plain, prose
from scanner.outputs.overview import Overview
from scanner.outputs.plain_text import first_sentences
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.standing import days_left
from scanner.outputs.table import count, skipped, unread
from scanner.outputs.uris import resource_name
from scanner.report import Finding, Report, Severity, Verdict
from scanner.snapshot import Location

SUMMARY: Final = 1_000_000
"""Bytes of a step's summary; GitHub takes 1,048,576."""
COMMENT: Final = 65_000
"""Bytes of a comment, so at most as many characters; GitHub takes 65,536."""
ROWS: Final = (500, 200, 100, 50, 25, 10, 5, 3, 2, 1, 0)
"""Rows of each section, tried in turn until the whole fits."""
ADVICE: Final = 500
"""Characters of why and of how to mend."""
MARKS: Final = {
    Severity.CRITICAL: "🔴 critical",
    Severity.HIGH: "🟠 high",
    Severity.MEDIUM: "🟡 medium",
    Severity.LOW: "🔵 low",
    Severity.INFO: "⚪ info",
}
ALL: Final = "the report in full has them"


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write a step's summary."""
    out.write(_fitting(report, options.size if options.size is not None else SUMMARY))


def write_comment(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write a comment. Its first line is a mark, the same for every run on the same targets, by which the last one is found again."""
    mark = f"<!-- plimsoll {digest(automation_id(report.header, options))[:16]} -->\n"
    size = options.size if options.size is not None else COMMENT
    out.write(mark + _fitting(report, size - len(mark)))


def _fitting(report: Report, size: int) -> str:
    """The document with the most rows that fits in so many bytes; its heading alone where nothing does."""
    overview = Overview(report.header, ROWS[0]).read(report.findings)
    for most in ROWS:
        text = "".join(_document(report, overview, most))
        if len(text.encode("utf-8")) <= size:
            return text
    return f"## Plimsoll: {_verdict(report, overview)}\n"


def _document(report: Report, overview: Overview, most: int) -> Iterator[str]:
    yield f"## Plimsoll: {_verdict(report, overview)}\n\n"
    yield from _counts(report, overview)
    states = bool(overview.standing.states)
    findings = overview.open.findings()
    new = [finding for finding in findings if finding.state != "unchanged"]
    old = [finding for finding in findings if finding.state == "unchanged"]
    yield from _failing("New" if states else "Failing", new, sum(overview.new.values()) if states else overview.open.count, most)
    yield from _mending(overview, new[:most])
    yield from _unknown(overview, most)
    yield from _broken(overview, most)
    yield from _gaps(report, most)
    yield from _items("Assumed (`--strict` drops it)", report.summary.assumptions, most)
    yield from _items("Declared closed", report.header.closed, most)
    yield from _waived(overview, most)
    if old or overview.gone.count:
        before = overview.open.count - sum(overview.new.values())
        yield from _folded(f"There before ({before:,})", list(_table(old[:most], before)) if old else [])
        gone = overview.gone.findings()[:most]
        yield from _folded(f"Gone ({overview.gone.count:,})", list(_table(gone, overview.gone.count)) if overview.gone.count else [])
    yield from _items("Notes", report.summary.notes, most)
    yield f"<sub>Plimsoll {plain(report.header.version)} on {', '.join(code(one) for one in report.header.targets[:5])}"
    yield f"{' and more' if len(report.header.targets) > 5 else ''}, {plain(report.header.started)}</sub>\n"


def _verdict(report: Report, overview: Overview) -> str:
    """A few words, safe in a heading."""
    failing, new = overview.open.count, sum(overview.new.values())
    if overview.standing.states:
        return f"{count(new, 'new finding')}, {failing - new:,} there before, {overview.gone.count:,} gone"
    if failing:
        return count(failing, "failing finding")
    if overview.tally.unknown or unread(report) or overview.tally.errors:
        return "nothing fails, but not everything is known"
    return "all clear" if overview.total.verdicts[Verdict.PASS] else "nothing failed, but nothing was judged"


def _counts(report: Report, overview: Overview) -> Iterator[str]:
    total, summary = overview.total, report.summary
    if overview.open.count:
        yield "| | " + " | ".join(MARKS.values()) + " |\n|---" + "|--:" * len(MARKS) + "|\n"
        if overview.standing.states:
            yield "| **new** | " + " | ".join(f"**{overview.new[one]:,}**" for one in Severity) + " |\n"
        yield "| failing | " + " | ".join(f"{total.severities[one]:,}" for one in Severity) + " |\n\n"
    score = overview.score()
    said = [
        f"**{overview.open.count:,} failing**",
        f"**{overview.tally.unknown:,} not known**",
        f"{total.verdicts[Verdict.PASS]:,} passing",
    ]
    said += overview.standing.sentences()
    gaps = unread(report)
    said += [f"**{count(len(gaps), 'part')} of the target not read**"] if gaps else []
    judged = f"{count(summary.resources, 'resource')} in {count(summary.worlds, 'world')}"
    yield "; ".join(said) + f"; {judged}." + (f" {score} % of what could be decided passes." if score is not None else "") + "\n\n"


def _failing(title: str, findings: list[Finding], total: int, most: int) -> Iterator[str]:
    if total:
        yield f"### {title} ({total:,})\n\n"
        yield from _table(findings[:most], total)
        yield "\n"


def _table(findings: list[Finding], total: int) -> Iterator[str]:
    if findings:
        yield "| severity | what | where | policy |\n|---|---|---|---|\n"
    for finding in findings:
        follows = " (follows from another finding)" if finding.follows else ""
        yield f"| {MARKS[finding.severity]} | {plain(finding.message or 'fails')}{follows} | {_where(finding)} | {code(finding.policy)} |\n"
    if total > len(findings):
        yield f"\nand {total - len(findings):,} more; {ALL}\n"


def _where(finding: Finding) -> str:
    place = _place(finding.location)
    name = plain(resource_name(finding.resource) or finding.resource, 120)
    known = " ".join(part for part in (finding.account, finding.region) if part)
    return f"{place}<br>{name}" if place else f"{name}<br>{plain(known)}" if known else name


def _place(location: Location | None) -> str:
    return "" if location is None else code(f"{location.file}:{location.line}", 200)


def _mending(overview: Overview, findings: list[Finding]) -> Iterator[str]:
    """Why and how to mend, once for each policy, folded."""
    policies = dict.fromkeys(finding.policy for finding in findings)
    rules = [overview.tally.rules[policy] for policy in policies if policy in overview.tally.rules]
    lines = []
    for rule in rules:
        lines.append(f"- **{prose(rule.title)}** ({code(rule.id)})\n")
        lines.append(
            f"  - why: {prose(first_sentences(rule.why, ADVICE), ADVICE)}\n  - mend: {prose(first_sentences(rule.fix, ADVICE), ADVICE)}\n"
        )
    yield from _folded("Why, and how to mend it", lines)


def _folded(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"<details><summary>{title}</summary>\n\n" + "".join(lines) + "\n</details>\n\n"


def _unknown(overview: Overview, most: int) -> Iterator[str]:
    settlements = overview.tally.by_settlement()
    if settlements:
        yield f"### Not known ({overview.tally.unknown:,})\n\nWhat would settle it:\n\n"
        for one in settlements[:most]:
            policies = sorted(one.policies)
            named = ", ".join(map(code, policies[:3])) + (f" and {len(policies) - 3} more" if len(policies) > 3 else "")
            yield f"- **{plain(how_to_settle(one.settle))}**: {count(one.count, 'finding')} of {named}. {plain(one.text)}\n"
        yield from _rest(len(settlements), most)


def _broken(overview: Overview, most: int) -> Iterator[str]:
    errors, total = overview.tally.errors, overview.tally.verdicts[Verdict.ERROR]
    if total:
        yield f"### Policies that broke ({total:,})\n\n"
        yield "".join(f"- {code(one.policy)} on {_where(one).replace('<br>', ' ')}: {plain(one.message)}\n" for one in errors[:most])
        yield from _rest(total, min(most, len(errors)))


def _gaps(report: Report, most: int) -> Iterator[str]:
    gaps, left = unread(report), skipped(report.summary.gaps)
    if gaps:
        yield f"### Not read ({len(gaps):,})\n\nA failing finding may hide in each of these.\n\n"
        for gap in gaps[:most]:
            where = _place(gap.location) or plain(" ".join(part for part in (gap.account, gap.region) if part))
            subject = [where, "" if gap.type == "*" else code(gap.type), plain(gap.reason)]
            todo = f" ({plain(how_to_settle(gap.settle))})" if gap.settle else ""
            yield "- " + ": ".join(part for part in subject if part) + todo + "\n"
        yield from _rest(len(gaps), most)
    if left:
        yield "Left out: " + "; ".join(plain(one, 500) for one in left[: max(1, most)]) + "\n\n"


def _items(title: str, sentences: tuple[str, ...], most: int) -> Iterator[str]:
    if sentences:
        yield f"### {title}\n\n" + "".join(f"- {prose(one)}\n" for one in sentences[:most])
        yield from _rest(len(sentences), most)


def _waived(overview: Overview, most: int) -> Iterator[str]:
    findings, total = overview.waived.findings(), overview.waived.count
    if total:
        yield f"### Waived ({total:,})\n\n"
        if findings[:most]:
            yield "| severity | what | where | reason | until |\n|---|---|---|---|---|\n"
        for finding in findings[:most]:
            yield f"| {MARKS[finding.severity]} | {plain(finding.message)} ({code(finding.policy)}) | {_where(finding)} "
            yield f"| {_reason(finding)} | {_until(finding, overview.header.started)} |\n"
        yield "\n"
        yield from _rest(total, min(most, len(findings)))


def _reason(finding: Finding) -> str:
    waiver = finding.waiver
    parts = (waiver.reason, waiver.owner, waiver.ticket) if waiver else ()
    return "<br>".join(plain(part) for part in parts if part)


def _until(finding: Finding, started: str) -> str:
    if finding.waiver is None or finding.waiver.until is None:
        return "no end"
    left = days_left(finding.waiver, started)
    days = "" if left is None else "ended" if left < 0 else f"{count(left, 'day')} left"
    return f"{plain(finding.waiver.until)}<br>{days}"


def _rest(total: int, shown: int) -> Iterator[str]:
    if total > shown:
        yield f"\nand {total - shown:,} more; {ALL}\n"
    yield "\n"
