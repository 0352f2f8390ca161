"""The format `html`: the whole run on one self-contained page, to be read without a network, without a script, on paper or a phone.

The page's own Content-Security-Policy lets in its one style and one script by their hashes and nothing else: what others named in
scanned files is escaped, and could do nothing if it were not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.html_charts import bar, ring, tile
from scanner.outputs.html_findings import groups, named, place, waived, where
from scanner.outputs.html_style import SCRIPT, STYLE
from scanner.outputs.html_text import number, prose, text
from scanner.outputs.overview import Line, Overview
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.table import count, skipped, unread
from scanner.report import Finding, Report, Rule, Severity, Verdict
from scanner.snapshot import Gap

MOST: Final = 200
"""Gaps, unknowns and assumptions that are shown; the rest are counted."""
LOGO: Final = '<svg viewBox="0 0 48 48" aria-hidden="true" stroke-width="4"><circle cx="24" cy="24" r="15"/><path d="M2 24h44"/></svg>'
REST: Final = "the format json has all"


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the page; of each list of findings the worst `options.rows` are shown, and the rest counted."""
    overview = Overview(report.header, options.rows).read(report.findings)
    for part in _page(report, overview):
        out.write(part)


def _page(report: Report, overview: Overview) -> Iterator[str]:
    targets = ", ".join(report.header.targets[:5]) + (" ..." if len(report.header.targets) > 5 else "")
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; base-uri 'none'; form-action 'none'"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>Plimsoll: {text(targets, 200)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#main">To the findings</a>\n<header>\n<div class="brand">' + LOGO
    started = report.header.started.replace("T", " ").replace("Z", " UTC")
    yield f'<h1>Plimsoll report</h1></div>\n<p class="meta">{text(targets, 400)} · {text(started)}'
    yield f" · version {text(report.header.version)}{' · strict' if report.header.strict else ''}</p>\n"
    yield from _hero(report, overview)
    sections = [(name, title, "".join(body)) for name, title, body in _sections(report, overview)]
    yield '<nav aria-label="On this page"><ul>'
    yield "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, body in sections if body)
    yield '</ul></nav>\n</header>\n<main id="main">\n'
    for name, title, body in sections:
        if body:
            yield f'<section id="{name}" aria-labelledby="{name}-title">\n<h2 id="{name}-title">{title}</h2>\n{body}</section>\n'
    yield f"</main>\n<footer>\n<p>{text(_passed_over(report))}</p>\n</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def _hash(content: str) -> str:
    """A source expression of Content-Security-Policy."""
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _sections(report: Report, overview: Overview) -> Iterator[tuple[str, str, Iterable[str]]]:
    summary, standing = report.summary, overview.standing
    settlements = overview.tally.by_settlement()
    gaps = unread(report)
    yield "failing", f"Failing ({number(overview.open.count)})", _failing(overview)
    yield "unknown", f"Not known ({number(overview.tally.unknown)})", _unknown(overview) if settlements else ()
    yield "broken", f"Policies that broke ({number(overview.tally.verdicts['error'])})", _broken(overview)
    yield "unread", f"Not read ({number(len(gaps))})", _gaps(report)
    yield "waived", f"Waived ({number(standing.waived)})", _waived(overview)
    yield "gone", f"Gone since the base ({number(overview.gone.count)})", _plain(overview.gone.findings(), overview.gone.count)
    yield "services", "By service", _services(overview)
    yield "assumed", "Assumed and declared", _assumed(report)
    yield "notes", "Notes", _list(summary.notes)
    yield "policies", f"Policies ({number(len(report.header.rules))})", _policies(overview)


def _hero(report: Report, overview: Overview) -> Iterator[str]:
    summary = report.summary
    yield f'<div class="card hero">{ring(overview.score())}<div><p class="verdict">{_verdict(report, overview)}</p>'
    yield f'<p class="soft">{text(count(summary.resources, "resource"))} in {text(count(summary.worlds, "world"))}, '
    yield f"{text(count(len(report.header.rules), 'policy', 'policies'))}</p>"
    yield bar(overview.total, "All checks") + "".join(f"<p>{text(said)}</p>" for said in overview.standing.sentences())
    yield '</div></div>\n<ul class="tiles">'
    for severity in Severity:
        new = f", {number(overview.new[severity])} new" if overview.new[severity] else ""
        yield tile(str(severity), overview.total.severities[severity], f"{severity}{new}")
    yield tile("unknown", overview.tally.unknown, "not known")
    yield tile("waived", overview.standing.waived, "waived")
    yield tile("", len(unread(report)), "not read")
    yield tile("pass", overview.total.verdicts[Verdict.PASS], "pass") + "</ul>\n"


def _verdict(report: Report, overview: Overview) -> str:
    """The sentence that a reader takes away."""
    failing, new = overview.open.count, sum(overview.new.values())
    if overview.standing.states:
        return f"{count(new, 'new failing finding')}, {number(failing - new)} there before"
    if failing:
        return count(failing, "failing finding")
    if overview.tally.unknown or unread(report) or overview.tally.errors:
        return "Nothing fails, but not everything is known"
    return "All clear" if overview.total.verdicts[Verdict.PASS] else "Nothing failed, but nothing was judged"


def _failing(overview: Overview) -> Iterator[str]:
    if not overview.open.count:
        yield "<p>Nothing fails.</p>\n"
        return
    yield '<fieldset class="filters"><legend>Show</legend>'
    for severity in Severity:
        if overview.total.severities[severity]:
            yield _check(str(severity), str(severity))
    if overview.standing.states:
        yield _check("new", "new") + _check("unchanged", "there before")
    services = sorted(name for name, line in overview.services.items() if line.failing)
    yield '<label class="scripted" hidden>Service <select id="service"><option value="">all</option>'
    yield "".join(f'<option value="{text(name)}">{text(name, 60)}</option>' for name in services[:MOST]) + "</select></label>"
    yield '<label class="scripted" hidden>Words <input type="search" id="words" autocomplete="off"></label>'
    yield '<span id="said" class="soft" role="status"></span></fieldset>\n'
    yield from groups(overview)
    yield from _rest(overview.open.count, len(overview.open.findings()))


def _check(name: str, label: str) -> str:
    return f'<label><input type="checkbox" id="show-{name}" value="{name}" checked> {label}</label>'


def _unknown(overview: Overview) -> Iterator[str]:
    yield '<p class="soft">These cannot be told from what was read. Each heading settles all that stand below it.</p>\n'
    yield '<div class="card unknown group">'
    settlements = overview.tally.by_settlement()
    for one in settlements[:MOST]:
        yield f"<details><summary><strong>{prose(how_to_settle(one.settle))}</strong> "
        yield f'<span class="chip unknown">{text(count(one.count, "finding"))}</span></summary><div class="in">'
        yield f'<p>{prose(one.text)}</p><p class="soft">Policies: {text(", ".join(sorted(one.policies)))}</p>'
        if one.samples:
            yield '<ul class="list">' + "".join(_item(finding) for finding in one.samples) + "</ul>"
        yield (
            f'<p class="soft">and {number(one.count - len(one.samples))} more.</p>' if one.count > len(one.samples) else ""
        ) + "</div></details>\n"
    yield from _rest(len(settlements), MOST)
    yield "</div>\n"


def _item(finding: Finding) -> str:
    at = f'<span class="where">{where(finding)} · {text(named(finding))}</span>'
    return f"<li>{prose(finding.message or finding.policy)} {at}</li>"


def _broken(overview: Overview) -> Iterator[str]:
    errors, total = overview.tally.errors, overview.tally.verdicts[Verdict.ERROR]
    if errors:
        yield '<ul class="card list">'
        for finding in errors:
            yield f'<li><span class="id">{text(finding.policy)}</span>: {prose(finding.message)} '
            yield f'<span class="where">{where(finding)}</span></li>'
        yield "</ul>\n"
        yield from _rest(total, len(errors))


def _table(label: str, words: Iterable[str], numbers: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    """A table that scrolls by itself where it is too wide: headings of words, headings of numbers, and the rows."""
    yield f'<div class="card scroll" tabindex="0" role="group" aria-label="{label}"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col">{word}</th>' for word in words) + "".join(f'<th scope="col" class="n">{one}</th>' for one in numbers)
    yield "</tr></thead>\n<tbody>\n" + "".join(rows) + "</tbody></table></div>\n"


def _gaps(report: Report) -> Iterator[str]:
    gaps, out = unread(report), skipped(report.summary.gaps)
    if gaps:
        yield '<p class="soft">A failing finding may hide in each of these.</p>\n'
        yield from _table("Not read", ("What", "Where", "Why", "What to do"), (), map(_gap, gaps[:MOST]))
        yield from _rest(len(gaps), MOST)
    if out:
        yield "<p>Left out: " + "; ".join(text(one) for one in out) + "</p>\n"


def _gap(gap: Gap) -> str:
    what = "everything there" if gap.type == "*" else text(gap.type)
    at = place(gap.location) or text(" ".join(part for part in (gap.account, gap.region) if part))
    todo = prose(how_to_settle(gap.settle)) if gap.settle else ""
    return f'<tr><th scope="row">{what}</th><td><span class="where">{at}</span></td><td>{prose(gap.reason)}</td><td>{todo}</td></tr>\n'


def _waived(overview: Overview) -> Iterator[str]:
    findings = overview.waived.findings()
    if findings:
        rows = (waived(finding, overview.header.started) for finding in findings)
        yield from _table("Waived", ("Finding", "Reason", "Owner, ticket", "Until"), (), rows)
        yield from _rest(overview.waived.count, len(findings))


def _plain(findings: list[Finding], total: int) -> Iterator[str]:
    if findings:
        yield '<ul class="card list">'
        for finding in findings:
            yield f'<li><span class="chip {finding.severity}">{finding.severity}</span> <span class="id">{text(finding.policy)}</span> '
            yield f'{prose(finding.message)} <span class="where">{where(finding)} · {text(named(finding))}</span></li>'
        yield "</ul>\n"
        yield from _rest(total, len(findings))


def _services(overview: Overview) -> Iterator[str]:
    if overview.services:
        numbers = (*map(str, Severity), "unknown", "waived", "pass")
        yield from _table("By service", ("Service", "Share"), numbers, (_service(*one) for one in overview.by_service()[:MOST]))


def _service(name: str, line: Line) -> str:
    numbers = [line.severities[severity] for severity in Severity]
    numbers += [line.verdicts[Verdict.UNKNOWN], line.waived, line.verdicts[Verdict.PASS]]
    cells = "".join(map(_cell, numbers))
    return f'<tr><th scope="row">{text(name, 100)}</th><td>{bar(line, name)}</td>{cells}</tr>\n'


def _cell(amount: int) -> str:
    return f'<td class="n{"" if amount else " zero"}">{number(amount)}</td>'


def _assumed(report: Report) -> Iterator[str]:
    if report.summary.assumptions:
        yield '<h3>Assumed</h3><p class="soft">The verdicts hold under these; --strict drops them.</p>'
        yield from _list(report.summary.assumptions)
    if report.header.closed:
        yield '<h3>Declared closed</h3><p class="soft">The target is said to hold all resources of these types.</p>'
        yield from _list(report.header.closed)


def _list(sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield '<ul class="card list">' + "".join(f"<li>{prose(one)}</li>" for one in sentences[:MOST]) + "</ul>\n"
        yield from _rest(len(sentences), MOST)


def _policies(overview: Overview) -> Iterator[str]:
    if overview.policies:
        yield '<details class="more card"><summary>What each policy found</summary>\n'
        rows = (_policy(name, line, overview.tally.rules.get(name)) for name, line in overview.policies.items())
        yield from _table("What each policy found", ("Policy", "Severity"), ("fail", "waived", "unknown", "pass"), rows)
        yield "</details>\n"


def _policy(identifier: str, line: Line, rule: Rule | None) -> str:
    title = f"{prose(rule.title)}<br>" if rule else ""
    severity = f'<span class="chip {rule.severity}">{rule.severity}</span>' if rule else ""
    cells = "".join(map(_cell, (line.failing, line.waived, line.verdicts[Verdict.UNKNOWN], line.verdicts[Verdict.PASS])))
    return f'<tr><th scope="row">{title}<span class="id">{text(identifier)}</span></th><td>{severity}</td>{cells}</tr>\n'


def _rest(total: int, shown: int) -> Iterator[str]:
    if total > shown:
        yield f'<p class="soft">and {number(total - shown)} more; {REST}.</p>\n'


def _passed_over(report: Report) -> str:
    summary = report.summary
    said = [f"Written by Plimsoll {report.header.version}"]
    if summary.skipped_files:
        said.append(count(summary.skipped_files, "file") + " passed over by rule")
    if summary.policies_without_reach:
        said.append(count(len(summary.policies_without_reach), "policy needs", "policies need") + " another kind of source")
    return "; ".join(said) + "."
