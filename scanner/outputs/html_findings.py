"""The failing findings of the format `html`: grouped by policy, each with its evidence clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scanner.outputs.changes import changes
from scanner.outputs.grounds import Teller, called
from scanner.outputs.html_text import markdown, number, prose, reference, text
from scanner.outputs.overview import Overview, service_of
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.standing import days_left
from scanner.report import Evidence, Finding, Rule, Verdict
from scanner.snapshot import Location

MOST_LINES: Final = 60
"""Lines of the grounds of one clause."""
DEEPEST: Final = 5
MOST_STEPS: Final = 20


def place(location: Location | None) -> str:
    """`file:line:column`, escaped; nothing where there is no file."""
    return "" if location is None else f"{text(location.file)}:{location.line}:{location.column}"


def where(finding: Finding) -> str:
    """Where a finding stands: its place, else its account and region."""
    return place(finding.location) or text(" ".join(part for part in (finding.account, finding.region) if part) or finding.world)


def groups(overview: Overview) -> Iterator[str]:
    """A card for each policy with open findings: the worst and newest first, in the order of their first finding."""
    found: dict[str, list[Finding]] = {}
    for finding in overview.open.findings():
        found.setdefault(finding.policy, []).append(finding)
    for policy, findings in found.items():
        yield from _group(policy, findings, overview.tally.rules, overview.policies[policy].failing)


def _group(policy: str, findings: list[Finding], rules: Mapping[str, Rule], count: int) -> Iterator[str]:
    rule = rules.get(policy)
    worst = min(findings, key=lambda finding: finding.severity.rank).severity
    classes = [f"all-{one}" for one in {*(str(finding.severity) for finding in findings)}] if _alike(findings, "severity") else []
    classes += [f"all-{findings[0].state}"] if _alike(findings, "state") and findings[0].state else []
    yield f'<article class="card group {worst} {" ".join(classes)}">\n<div class="head"><span class="chip {worst}">{worst}</span>'
    yield f"<h3>{prose(rule.title if rule else policy)}</h3> "
    yield f'<span class="id">{text(policy)}</span> <span class="soft">{number(count)} failing</span></div>\n'
    if rule is not None:
        yield f"<p>{prose(rule.why)}</p>\n"
    for finding in findings:
        yield from _finding(finding)
    if count > len(findings):
        yield f'<p class="soft">and {number(count - len(findings))} more; the format json has all.</p>\n'
    if rule is not None:
        yield f'<details class="more"><summary>How to mend it</summary><div class="in">{markdown(rule.fix)}'
        if rule.references:
            yield '<ul class="list">' + "".join(f"<li>{reference(one)}</li>" for one in rule.references) + "</ul>"
        if rule.controls:
            yield f'<p class="soft">Controls: {text(", ".join(rule.controls))}</p>'
        yield "</div></details>\n"
    yield "</article>\n"


def _alike(findings: list[Finding], name: str) -> bool:
    return len({getattr(finding, name) for finding in findings}) == 1


def _finding(finding: Finding) -> Iterator[str]:
    state = f" {finding.state}" if finding.state else ""
    yield f'<details class="finding {finding.severity}{state}" data-service="{text(service_of(finding.type))}"><summary>'
    yield '<span class="chip plain">new</span> ' if finding.state == "new" else ""
    yield f'{prose(finding.message or "fails")} <span class="where">{where(finding)} · {text(named(finding))}</span></summary>\n'
    yield f'<div class="in">{"".join(facts(finding))}{"".join(evidence(finding))}</div></details>\n'


def named(finding: Finding) -> str:
    """What a person calls the judged part."""
    part = f" [{called(finding.part.key)}]" if finding.part is not None and finding.part.key else ""
    return f"{called(finding.resource)}{part}"


def facts(finding: Finding) -> Iterator[str]:
    """The resource, its type, its place, what it follows from, and its fingerprint."""
    rows = [("Resource", text(finding.resource)), ("Type", text(finding.type))]
    if finding.account or finding.region:
        rows.append(("Account", text(" ".join(part for part in (finding.account, finding.region) if part))))
    if finding.state:
        rows.append(("Beside the base", {"new": "new", "unchanged": "there before", "gone": "gone"}[finding.state]))
    if finding.follows:
        rows.append(("Follows from", f"<code>{text(finding.follows[:16])}</code>"))
    rows.append(("Fingerprint", f"<code>{text(finding.fingerprint[:16])}</code>"))
    yield "<dl>" + "".join(f"<dt>{label}</dt><dd>{content}</dd>" for label, content in rows) + "</dl>"


def evidence(finding: Finding) -> Iterator[str]:
    """The path, then the clauses with what decided each, then what would have to be different, then what was assumed."""
    if finding.related:
        yield '<h4>The path</h4><ol class="path">'
        for step in finding.related[:MOST_STEPS]:
            yield f'<li>{prose(step.message)} <span class="where">{place(step.location) or text(called(step.resource))}</span></li>'
        yield "</ol>"
    if finding.evidence:
        yield "<h4>Why, clause by clause</h4>"
        teller = Teller(finding.verdict)
        for one in finding.evidence:
            yield from _clause(one, teller)
    if finding.verdict is Verdict.FAIL:
        needed = list(changes([ground for one in finding.evidence for ground in one.grounds]))
        if needed:
            yield '<h4>What would have to be different</h4><ul class="told">'
            yield "".join(f'<li class="l{min(level, DEEPEST)}">{prose(line.removeprefix("- "))}</li>' for level, line in needed) + "</ul>"
    if finding.reasons:
        yield '<h4>What is not known, and what settles it</h4><ul class="list">'
        yield "".join(f"<li>{prose(reason.text)}: {prose(how_to_settle(reason.settle))}</li>" for reason in finding.reasons) + "</ul>"
    if finding.assumptions:
        yield '<h4>Assumed</h4><ul class="list">' + "".join(f"<li>{prose(one)}</li>" for one in finding.assumptions) + "</ul>"


def _clause(one: Evidence, teller: Teller) -> Iterator[str]:
    state = {True: "holds", False: "does not hold", None: "is not known to hold"}[one.holds]
    role = "The condition" if one.role == "when" else "The clause"
    yield f"<p>{role} <code>{text(one.clause)}</code> {state}.</p>"
    lines = [line for ground in one.grounds for line in teller.tell(ground, one.clause)]
    if lines:
        yield '<ul class="told">'
        for line in lines[:MOST_LINES]:
            at = f' <span class="where">{place(line.location)}</span>' if line.location else ""
            yield f'<li class="l{min(line.level, DEEPEST)}">{prose(line.text)}{at}</li>'
        yield "</ul>"
        if len(lines) > MOST_LINES:
            yield f'<p class="soft">and {len(lines) - MOST_LINES} more lines; plimsoll explain tells all.</p>'


def waived(finding: Finding, started: str) -> str:
    """A row of the table of waived findings."""
    waiver = finding.waiver
    if waiver is None:
        return ""
    left = days_left(waiver, started)
    ends = "no end" if left is None else f'{text(waiver.until or "")}<br><span class="soft">{_days(left)}</span>'
    who = "<br>".join(text(part) for part in (waiver.owner, waiver.ticket) if part) or '<span class="soft">nobody named</span>'
    written = f'<br><span class="where">{place(waiver.location)}</span>' if waiver.location else ""
    return (
        f'<tr><th scope="row"><span class="chip {finding.severity}">{finding.severity}</span> '
        f'<span class="id">{text(finding.policy)}</span><br>{prose(finding.message)}'
        f'<br><span class="where">{where(finding)} · {text(named(finding))}</span></th>'
        f'<td>{prose(waiver.reason)}{written}</td><td>{who}</td><td class="until">{ends}</td></tr>\n'
    )


def _days(left: int) -> str:
    if left < 0:
        return "ended"
    return "today is its last day" if left == 0 else f"{left} day{'' if left == 1 else 's'} left"
