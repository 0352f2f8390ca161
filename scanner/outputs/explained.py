"""A Report as an explanation, for `plimsoll explain`: for each part that was judged what was found, where, why it decides, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.changes import changes
from scanner.outputs.excerpts import Excerpts
from scanner.outputs.grounds import Teller, called, expression
from scanner.outputs.plain_text import one_line, sentence
from scanner.outputs.settlement import how_to_settle
from scanner.report import Evidence, Finding, Ground, Report, Rule, Verdict
from scanner.snapshot import Location

NARROWEST = 40
WIDEST = 100
INDENT = 2
MOST_DECIDED = 3
"""Parts of clauses that are told to hang on one unknown."""
STYLES = {Verdict.FAIL: "31", Verdict.UNKNOWN: "35", Verdict.PASS: "32", Verdict.SKIPPED: "2", Verdict.ERROR: "31"}
"""ANSI styles of a verdict, where the output may use colours."""


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write each finding in full, in the Report's order; how to mend it once for each rule, below its last failing finding."""
    rules = {rule.id: rule for rule in report.header.rules}
    page = Page(out, options)
    failing: dict[str, Rule] = {}
    for finding in report.findings:
        rule = rules.get(finding.policy)
        page.finding(finding, rule)
        if finding.verdict is Verdict.FAIL and rule is not None:
            failing[rule.id] = rule
    for rule in failing.values():
        page.heading("How to mend it", 0)
        page.markdown(rule.fix)
        page.heading("Why it matters", 0)
        page.markdown(rule.why)
        page.text("")


class Page:
    """Wrapped, indented lines; nothing that others wrote reaches the terminal unmade."""

    def __init__(self, out: TextIO, options: Options) -> None:
        """Take what is written to, and how."""
        self.out = out
        self.options = options
        self.width = min(WIDEST, max(NARROWEST, options.width))
        self.excerpts = Excerpts(options.lines, self.width)

    def text(self, text: str, indent: int = 0, hang: int = 2) -> None:
        """A paragraph; lines after the first stand `hang` columns deeper."""
        lines = textwrap.wrap(
            one_line(text), self.width, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang), break_on_hyphens=False
        )
        self.out.write("".join(line + "\n" for line in lines) or "\n")

    def heading(self, text: str, indent: int = INDENT) -> None:
        """A line above a section, with a blank one before it."""
        self.out.write("\n" + " " * indent + (f"\x1b[1m{text}\x1b[0m" if self.options.color else text) + "\n")

    def markdown(self, text: str) -> None:
        """A policy's own text: paragraphs wrapped, code as it is but for its fences."""
        code = False
        for line in text.strip().split("\n"):
            if line.startswith("```"):
                code = not code
            elif code:
                self.out.write(" " * (INDENT + 2) + one_line(line) + "\n")
            else:
                self.text(line.replace("**", ""), INDENT, 0)

    def finding(self, finding: Finding, rule: Rule | None) -> None:
        """One judged part."""
        self._head(finding)
        if rule is not None:
            self.heading("Required")
            self.text(sentence(rule.title), 2 * INDENT, 0)
        untold = rule is not None and finding.verdict is Verdict.UNKNOWN and finding.message.endswith(rule.title)
        if finding.message and not untold and finding.verdict not in (Verdict.PASS, Verdict.SKIPPED):
            self.heading("Found" if finding.verdict is Verdict.FAIL else "Verdict")
            self.text(sentence(finding.message), 2 * INDENT, 0)
        if finding.verdict is Verdict.FAIL:
            self._excerpt(finding.location, 2 * INDENT)
        self._path(finding)
        self._clauses(finding)
        self._changes(finding)
        self._unknowns(finding)
        if finding.assumptions:
            self.heading("Assumed (--strict drops it)")
            for assumption in finding.assumptions:
                self.text("- " + assumption, 2 * INDENT)
        self.out.write("\n")

    def _head(self, finding: Finding) -> None:
        verdict = finding.verdict.upper()
        if self.options.color:
            verdict = f"\x1b[{STYLES[finding.verdict]}m{verdict}\x1b[0m"
        part = f" [{called(finding.part.key)}]" if finding.part is not None and finding.part.key else ""
        self.out.write(f"{verdict}  {called(finding.resource)}{part}\n")
        self.text(f"{finding.type}  {placed(finding.location)}".rstrip(), INDENT)

    def _excerpt(self, location: Location | None, indent: int) -> None:
        for line in self.excerpts.show(location, indent):
            self.out.write(line + "\n")

    def _path(self, finding: Finding) -> None:
        if not finding.related:
            return
        self.heading("The path")
        self.text(called(finding.resource), 2 * INDENT)
        for step in finding.related:
            message, _, end = step.message.rpartition(": ")
            message = message if end and step.resource.endswith(end) else step.message
            start = called(step.start) if step.start and step.start != finding.resource else ""
            at = (
                f", {'named' if step.start else 'read'} at {placed(step.via)}" if step.via is not None and step.via != step.location else ""
            )
            self.text(f"-> {called(step.resource)}  {placed(step.location)}{at}", 2 * INDENT, 3)
            self.text(message[:1].lower() + message[1:] + (f" (from {start})" if start else ""), 2 * INDENT + 3, 0)

    def _clauses(self, finding: Finding) -> None:
        if not finding.evidence:
            return
        self.heading(
            {Verdict.PASS: "Why it passes", Verdict.SKIPPED: "Why it does not apply"}.get(finding.verdict, "Why, clause by clause")
        )
        teller = Teller(finding.verdict)
        for evidence in finding.evidence:
            self._clause(evidence, teller)

    def _clause(self, evidence: Evidence, teller: Teller) -> None:
        state = {True: "holds", False: "does not hold", None: "is not known to hold"}[evidence.holds]
        role = "the condition" if evidence.role == "when" else "the clause"
        self.text(f"{role} `{one_line(evidence.clause)}` {state}" + ("" if evidence.grounds else ", whatever is read"), 2 * INDENT)
        for ground in evidence.grounds:
            for line in teller.tell(ground, evidence.clause):
                indent = min((3 + line.level) * INDENT, self.width // 2)
                self.text(line.text + (f"  {placed(line.location)}" if line.location else ""), indent)
                if line.excerpt:
                    self._excerpt(line.location, indent + 2)

    def _changes(self, finding: Finding) -> None:
        if finding.verdict is not Verdict.FAIL:
            return
        needed = list(changes([ground for one in finding.evidence for ground in one.grounds]))
        if needed:
            self.heading("What would have to be different")
            for depth, line in needed:
                self.text(line, (2 + depth) * INDENT)

    def _unknowns(self, finding: Finding) -> None:
        if finding.verdict is not Verdict.UNKNOWN:
            return
        grouped: dict[str, list[str]] = {}
        for reason in finding.reasons:
            grouped.setdefault(reason.settle, []).append(reason.text)
        self.heading("What is not known, and what settles it")
        decides = {settle: list(dict.fromkeys(hanging(finding.evidence, reasons))) for settle, reasons in grouped.items()}
        for settle in sorted(grouped, key=lambda settle: not decides[settle]):
            self.text("- " + sentence("; ".join(grouped[settle])), 2 * INDENT)
            for clause in decides[settle][:MOST_DECIDED]:
                self.text(f"it decides {clause}", 2 * INDENT + 2)
            self.text("to settle it: " + how_to_settle(settle), 2 * INDENT + 2)


def placed(location: Location | None) -> str:
    """`file:line:column`, or nothing."""
    return "" if location is None else f"{location.file}:{location.line}:{location.column}"


def hanging(evidence: Iterable[Evidence], reasons: list[str]) -> Iterator[str]:
    """The narrowest parts of clauses whose truth hangs on what is unknown for some reasons: `Image` (parameter Tag ...)."""
    for one in evidence:
        yield from _hanging(one.grounds, reasons)


def _hanging(grounds: Iterable[Ground], reasons: list[str]) -> Iterator[str]:
    for ground in grounds:
        below = list(_hanging(ground.because, reasons))
        yield from below
        if not below and any(reason in str(read.value) for reason in reasons for read in ground.reads):
            yield expression(ground.expression)
