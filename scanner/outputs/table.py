"""The format `table`: what failed, where, why and how to mend it, for a person at a terminal or in a log.

Everything is plain text to rich: no markup is read, so that no resource's name can speak to the terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import cut, first_sentences, one_line
from scanner.outputs.tally import KEPT, Settlement, Tally
from scanner.report import CALL, Finding, Report, Rule, Severity, Verdict
from scanner.snapshot import LEFT_OUT, Gap, Location

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST: Final = 40
MOST_LINES: Final = KEPT
"""Gaps, unknowns and broken policies shown; the rest are counted."""
MOST_STEPS: Final = 4
"""Steps of the path shown under a finding; before them, as many calls of the modules that it is in, the innermost first."""
LONGEST_ADVICE: Final = 320
"""Characters of why and of how to mend; the policy's page has all."""

STYLES: Mapping[Severity, str] = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "bold yellow",
    Severity.LOW: "bold blue",
    Severity.INFO: "bold",
}


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write what a person needs to act: failing findings worst first, unknowns by what would settle them, then what else was met."""
    tally = Tally(report.header, options.group)
    for finding in report.findings:
        tally.add(finding)
    page = Page(_console(out, options))
    consequences = tally.consequences()
    for key in tally.headings(consequences):
        _heading(page, tally, key, options, consequences)
    _before(page, tally)
    _unknowns(page, tally)
    _errors(page, tally)
    _gaps(page, unread(report))
    _sentences(page, "Skipped", skipped(report.summary.gaps))
    _sentences(page, "Assumed", report.summary.assumptions)
    _sentences(page, "Declared closed", report.header.closed)
    _sentences(page, "Note", report.summary.notes)
    _footer(page, tally, report)


def _console(out: TextIO, options: Options) -> Console:
    """A console that looks at nothing but the options: no terminal, no environment."""
    from rich.console import Console

    return Console(
        file=out,
        width=max(NARROWEST, options.width),
        color_system="standard" if options.color else None,
        no_color=not options.color,
        force_terminal=options.color,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        _environ={},
    )


class Page:
    """Lines with a label and a hanging indent."""

    def __init__(self, console: Console) -> None:
        """Take the console that they are written to."""
        self._console = console

    def line(self, *parts: str | tuple[str, str], indent: int = 0, hang: int = 2) -> None:
        """Write text, or (text, style) pairs, wrapped at the width; further lines stand `hang` columns deeper.

        A runner of GitHub takes a line that begins with `::`, or holds `##[`, as a command: neither is ever written.
        """
        from rich.text import Text

        text = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(one_line(words).replace("##[", "# #["), style=style)
        width = self._console.width - indent - hang - 1
        for number, line in enumerate(text.wrap(self._console, max(10, width), overflow="fold")):
            line.rstrip()
            before = " " * (indent + (hang if number else 0)) + ("\\" if line.plain.lstrip().startswith("::") else "")
            self._console.print(Text(before) + line, no_wrap=True, overflow="ignore", crop=False)

    def labelled(self, label: str, text: str, indent: int = 2) -> None:
        """Write a short label and text beside it."""
        self.line((f"{label:<5} ", "dim"), text, indent=indent, hang=6)

    def blank(self) -> None:
        """Write an empty line."""
        self._console.print()


def place(location: Location | None) -> str:
    """`file:line:column`, or nothing where there is no file."""
    return "" if location is None else f"{location.file}:{location.line}:{location.column}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _heading(page: Page, tally: Tally, key: str, options: Options, consequences: Mapping[str, list[Finding]]) -> None:
    """One policy with its findings, or one resource with its. A finding that follows another is told beneath that one."""
    group = tally.failing[key]
    beneath = {finding.fingerprint for followers in consequences.values() for finding in followers}
    own = [finding for finding in group.kept if finding.fingerprint not in beneath]
    if not own and group.count == len(group.kept):
        return
    told = [*own, *(follower for finding in own for follower in consequences.get(finding.fingerprint, ()))]
    worst = min((finding.severity for finding in told or group.kept), key=lambda severity: severity.rank)
    badge = (f" {worst.value.upper()} ", STYLES[worst])
    rule = tally.rules.get(key)
    if options.group == "resource":
        page.line(badge, " ", (group.kept[0].resource, "bold"), f"  {group.kept[0].type}")
    else:
        page.line(badge, " ", (rule.title if rule else key, "bold"), f"  {key}")
    for finding in own:
        _finding(page, finding, tally.rules.get(finding.policy), options)
        for follower in consequences.get(finding.fingerprint, ()):
            where = place(follower.location) or follower.resource
            page.line(
                ("and so ", "dim"), f"{follower.severity} {follower.policy} at ", (where, "cyan"), f": {follower.message}", indent=4, hang=7
            )
    if group.count > len(group.kept):
        page.line(f"and {group.count - len(group.kept):,} more; --format json lists all", indent=2)
    if rule and options.group == "policy":
        page.labelled("why", first_sentences(rule.why, LONGEST_ADVICE))
        page.labelled("mend", first_sentences(rule.fix, LONGEST_ADVICE))
    page.blank()


def _finding(page: Page, finding: Finding, rule: Rule | None, options: Options) -> None:
    from scanner.outputs.uris import resource_name  # a table without failing findings does without

    where = place(finding.location)
    beside = resource_name(finding.resource) if options.group == "policy" else ""
    if not where:  # an account's resource, whose ARN tells where it is
        known = (part for part in (finding.account, finding.region) if part and part not in finding.resource)
        beside = " ".join(known)
    page.line((where or finding.resource, "cyan"), f"  {beside}" if beside else "", indent=2)
    subject = f"{finding.severity.value} {finding.policy}: " if options.group == "resource" else ""
    page.line(subject + (finding.message or (rule.title if rule else "fails")), indent=4)
    calls = [step for step in finding.related if step.message.startswith(CALL)]
    for step in (*calls[:MOST_STEPS], *[step for step in finding.related if step not in calls][:MOST_STEPS]):
        page.line(("see ", "dim"), step.message, ("  " + (place(step.location) or step.resource), "cyan"), indent=4, hang=4)
    for assumption in finding.assumptions:
        page.line(("assuming that ", "dim"), assumption, indent=4)
    if rule and options.group == "resource":
        page.line(("mend ", "dim"), first_sentences(rule.fix, LONGEST_ADVICE), indent=4, hang=5)


def _before(page: Page, tally: Tally) -> None:
    """What fails in the base, too: counts by severity and policy."""
    total = sum(map(Counter.total, tally.before.values()))
    if not total:
        return
    page.line((" THERE BEFORE ", "bold"), " ", (f"{count(total, 'finding')} that the base has, too; without a base all are shown:", "bold"))
    for severity in Severity:
        if policies := tally.before.get(severity):
            names = ", ".join(f"{name} ({number:,})" if number > 1 else name for name, number in sorted(policies.items()))
            page.line(f"{policies.total():,} {severity}: ", names, indent=2, hang=4)
    page.blank()


def _unknowns(page: Page, tally: Tally) -> None:
    if not tally.unknown:
        return
    page.line(
        (" UNKNOWN ", "bold magenta"), " ", (f"{count(tally.unknown, 'finding')} cannot be told from here. What would settle them:", "bold")
    )
    settlements = tally.by_settlement()
    for one in settlements[:MOST_LINES]:
        page.line((one.settle, "magenta"), f": {count(one.count, 'finding')} of {_names(one.policies)}", indent=2, hang=4)
        if one.text != one.settle:
            page.line(one.text, indent=6)
    _rest(page, len(settlements))
    page.blank()


def _names(names: Iterable[str], most: int = 3) -> str:
    listed = sorted(names)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {count(more, 'other policy', 'other policies')}" if more > 0 else "")


def _errors(page: Page, tally: Tally) -> None:
    if not tally.errors:
        return
    total = tally.verdicts[Verdict.ERROR]
    page.line((" ERROR ", "bold red"), " ", (f"{count(total, 'finding')} of policies that broke", "bold"))
    for finding in tally.errors:
        page.line((finding.policy, "red"), f" on {place(finding.location) or finding.resource}", indent=2)
        page.line(finding.message, indent=4)
    _rest(page, total)
    page.blank()


def unread(report: Report) -> tuple[Gap, ...]:
    """The gaps that somebody can mend."""
    return tuple(gap for gap in report.summary.gaps if gap.kind != LEFT_OUT)


def skipped(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """What nobody can read, a sentence for each reason: `not opted in: af-south-1, ap-east-1 (2 accounts)`."""
    regions: dict[str, dict[str, None]] = {}
    accounts: dict[str, set[str | None]] = {}
    for gap in gaps:
        if gap.kind == LEFT_OUT:
            regions.setdefault(gap.reason, {}).update({gap.region: None} if gap.region else {})
            accounts.setdefault(gap.reason, set()).add(gap.account)
    said = []
    for reason, names in regions.items():
        number = f" ({count(len(accounts[reason]), 'account')})" if names else ""
        said.append(f"{reason}{': ' if names else ''}{', '.join(names)}{number}")
    return tuple(said)


def _gaps(page: Page, gaps: tuple[Gap, ...]) -> None:
    if not gaps:
        return
    page.line((" NOT READ ", "bold yellow"), " ", (f"{count(len(gaps), 'part')} of the target, so a fail may hide there", "bold"))
    for gap in gaps[:MOST_LINES]:
        where = place(gap.location) or " ".join(part for part in (gap.account, gap.region) if part)
        subject = "" if gap.type == "*" else f"{gap.type}: "
        page.line((f"{where}: " if where else "", "cyan"), subject + gap.reason, indent=2, hang=4)
    _rest(page, len(gaps))
    page.blank()


def _sentences(page: Page, label: str, sentences: tuple[str, ...]) -> None:
    if sentences:
        page.line((f"{label}: ", "bold"), "; ".join(sentences[:MOST_LINES]), hang=4)
        _rest(page, len(sentences))
        page.blank()


def _rest(page: Page, total: int) -> None:
    if total > MOST_LINES:
        page.line(f"and {total - MOST_LINES:,} more; --format json lists all", indent=2)


def _footer(page: Page, tally: Tally, report: Report) -> None:
    """One line of counts, one of what was passed over, one of what to do next."""
    summary = report.summary
    judged = f"{count(summary.resources, 'resource')} in {count(summary.worlds, 'world')}"
    clean = not (tally.verdicts["fail"] or tally.verdicts["unknown"] or tally.verdicts["error"] or unread(report))
    if clean:
        passed = tally.verdicts["pass"]
        text = (
            f"All clear: {count(passed, 'check')} passed on {judged}." if passed else f"Nothing failed, but nothing was judged: {judged}."
        )
        page.line((text, "bold green" if passed else "bold yellow"))
    else:
        severities = [f"{tally.severities[severity]:,} {severity}" for severity in Severity if tally.severities[severity]]
        failed = f"{tally.verdicts['fail']:,} failed" + (f" ({', '.join(severities)})" if severities else "")
        parts = [failed, f"{tally.unknown:,} unknown", f"{tally.verdicts['pass']:,} passed"]
        parts += [f"{tally.verdicts[verdict]:,} {verdict}" for verdict in ("skipped", "error") if tally.verdicts[verdict]]
        page.line((", ".join(parts), "bold"), f"; {judged}.")
    standing = tally.standing.sentences()
    if standing:
        page.line((_capital("; ".join(standing)), "bold" if tally.standing.expiring or tally.standing.states["new"] else ""), ".")
    passed_over = [count(summary.skipped_files, "file") + " passed over by rule"] if summary.skipped_files else []
    if summary.policies_without_reach:
        number = len(summary.policies_without_reach)
        passed_over.append(f"{count(number, 'policy needs', 'policies need')} another kind of source")
    if passed_over:
        page.line("; ".join(passed_over) + ".")
    step = next_step(tally, report)
    if step:
        page.line(("Next: ", "bold"), step)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def next_step(tally: Tally, report: Report) -> str:
    """The one thing to do first; empty where nothing is left to do."""
    consequences = tally.consequences()
    headings = tally.headings(consequences)
    if tally.errors:
        return f"mend the policy {tally.errors[0].policy}, which broke."
    if headings:
        first = tally.failing[headings[0]].kept[0]
        return f"{first.policy} at {place(first.location) or first.resource}; plimsoll explain {first.policy} says why in full."
    if tally.before:
        return "nothing that is new fails; what was there before is shown by a scan without a base."
    if tally.unknown:
        return _settle(tally.by_settlement()[0])
    if gaps := unread(report):
        return f"make readable: {cut(gaps[0].reason, 120)}."
    return ""


def _settle(settlement: Settlement) -> str:
    """How a person settles the most unknowns at once."""
    settle = settlement.settle
    if settle.startswith("--"):
        how = f"say {settle} if that is so"
    elif settle.startswith("parameter "):
        how = f"give {settle} its value with --parameters FILE"
    else:
        how = f"settle this: {settle}"
    return f"{how} ({count(settlement.count, 'finding')})."
