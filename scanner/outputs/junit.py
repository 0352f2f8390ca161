"""The format `junit`: one test suite for each policy, one test case for each finding, as CI servers show test results.

The form is that which Jenkins, GitLab and GitHub's reporters read (the XSD of Jenkins' xUnit plugin): failures for what fails, errors for
policies that broke, skipped for what is unknown, waived or does not apply. XML 1.0 holds no control characters: they are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO
from xml.sax.saxutils import escape, quoteattr

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import one_line
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.standing import is_open
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.report import Finding, Report, Rule, Verdict

_REFUSED: Final = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold."""


@dataclass(slots=True)
class _Suite:
    """The findings of one policy, as far as they are shown."""

    cases: list[str] = field(default_factory=list)
    failures: int = 0
    errors: int = 0
    skipped: int = 0


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the suites in the order of the rules; policies without a finding have an empty one."""
    rules = {rule.id: rule for rule in report.header.rules}
    suites = {rule.id: _Suite() for rule in report.header.rules}
    for finding in report.findings:
        suite = suites.setdefault(finding.policy, _Suite())
        suite.cases.append(_case(finding, rules.get(finding.policy), suite))
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    totals = [sum(getattr(suite, name) for suite in suites.values()) for name in ("failures", "errors", "skipped")]
    tests = sum(len(suite.cases) for suite in suites.values()) + len(report.summary.gaps)
    skipped = totals[2] + len(report.summary.gaps)
    counts = f'tests="{tests}" failures="{totals[0]}" errors="{totals[1]}" skipped="{skipped}"'
    out.write(f'<testsuites name="plimsoll" {counts}>\n')
    for name, suite in suites.items():
        out.write(f"  <testsuite{_attributes(name=name, timestamp=report.header.started.rstrip('Z'))}")
        out.write(f' tests="{len(suite.cases)}" failures="{suite.failures}" errors="{suite.errors}" skipped="{suite.skipped}" time="0">\n')
        out.writelines(suite.cases)
        out.write("  </testsuite>\n")
    out.writelines(_gaps(report))
    out.write("</testsuites>\n")


def _gaps(report: Report) -> Iterator[str]:
    """What could not be read, as skipped cases of a suite of their own: a fail may hide there."""
    gaps = report.summary.gaps
    if gaps:
        yield f'  <testsuite name="not read" tests="{len(gaps)}" failures="0" errors="0" skipped="{len(gaps)}" time="0">\n'
        for gap in gaps:
            where = (
                f"{gap.location.file}:{gap.location.line}" if gap.location else " ".join(part for part in (gap.account, gap.region) if part)
            )
            yield f"    <testcase{_attributes(classname='not read', name=f'{gap.type} {where}'.strip())}>"
            yield f"<skipped{_attributes(message=gap.reason)}/></testcase>\n"
        yield "  </testsuite>\n"


def _case(finding: Finding, rule: Rule | None, suite: _Suite) -> str:
    where = {"file": finding.location.file, "line": str(finding.location.line)} if finding.location else {}
    head = f"    <testcase{_attributes(classname=finding.policy, name=_name(finding), **where, time='0')}"
    if finding.verdict is Verdict.PASS:
        return f"{head}/>\n"
    if finding.verdict is Verdict.ERROR:
        suite.errors += 1
        return f"{head}><error{_attributes(message=finding.message, type='error')}/></testcase>\n"
    if is_open(finding):
        suite.failures += 1
        told = _attributes(message=finding.message, type=str(finding.severity))
        return f"{head}><failure{told}>{_body(finding, rule)}</failure></testcase>\n"
    suite.skipped += 1
    return f"{head}><skipped{_attributes(message=_why(finding))}/></testcase>\n"


def _why(finding: Finding) -> str:
    if finding.waiver is not None:
        until = f" until {finding.waiver.until}" if finding.waiver.until else ""
        return f"waived{until}: {finding.waiver.reason}"
    if finding.state == "gone":
        return "gone since the baseline"
    if finding.verdict is Verdict.SKIPPED:
        return "does not apply"
    settles = dict.fromkeys(how_to_settle(reason.settle) for reason in finding.reasons)
    return "; ".join([f"unknown: {finding.message}", *settles])


def _name(finding: Finding) -> str:
    return f"{finding.resource} {finding.part.key}" if finding.part is not None and finding.part.key else finding.resource


def _body(finding: Finding, rule: Rule | None) -> str:
    lines = [finding.message]
    if finding.location is not None:
        lines.append(f"at {finding.location.file}:{finding.location.line}:{finding.location.column}")
    lines += [f"clause: {evidence.clause}" for evidence in finding.evidence]
    if rule is not None:
        lines += [f"why: {rule.why}", f"mend: {rule.fix}"]
    return escape(_legal("\n".join(_no_command(one_line(line)) for text in lines for line in text.split("\n"))))


def _no_command(line: str) -> str:
    """A line that no runner takes for one of its commands."""
    return "\\" + line if line.lstrip().startswith("::") else line


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(_legal(one_line(value)))}" for name, value in values.items())


def _legal(text: str) -> str:
    return _REFUSED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
