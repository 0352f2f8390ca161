"""The format `prometheus`: metrics for node_exporter's textfile collector (Prometheus exposition format 0.0.4).

Labels are policies, severities, accounts and regions: their number is bounded. Resources are no labels.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import one_line
from scanner.report import Finding, Report, Verdict


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the metrics: a counter of findings for each policy, verdict, severity, account and region, and what the run was."""
    findings: Counter[tuple[str, str, str, str, str]] = Counter()
    waived: Counter[tuple[str, str]] = Counter()
    states: Counter[str] = Counter()
    for finding in report.findings:
        if finding.state != "gone":
            findings[_labels(finding)] += 1
        if finding.verdict is Verdict.FAIL and finding.waiver is not None and finding.state != "gone":
            waived[finding.policy, str(finding.severity)] += 1
        elif finding.verdict is Verdict.FAIL and finding.state is not None:
            states[finding.state] += 1
    _family(out, "plimsoll_findings", "Findings of the last run by policy and verdict, waived ones among them.")
    for (policy, verdict, severity, account, region), count in sorted(findings.items()):
        labels = labelled(policy=policy, verdict=verdict, severity=severity, account=account, region=region)
        out.write(f"plimsoll_findings{labels} {count}\n")
    _family(out, "plimsoll_waived_findings", "Failing findings that a waiver excuses.")
    for (policy, severity), count in sorted(waived.items()):
        out.write(f"plimsoll_waived_findings{labelled(policy=policy, severity=severity)} {count}\n")
    if states:
        _family(out, "plimsoll_baseline_findings", "Failing findings beside the baseline.")
        for state, count in sorted(states.items()):
            out.write(f"plimsoll_baseline_findings{labelled(state=state)} {count}\n")
    for name, text, value in (
        ("plimsoll_resources", "Resources that were judged.", report.summary.resources),
        ("plimsoll_worlds", "Templates, roots, plans and accounts that were judged.", report.summary.worlds),
        ("plimsoll_gaps", "Parts of the target that could not be read: a fail may hide there.", len(report.summary.gaps)),
        ("plimsoll_policies", "Policies in force.", len(report.header.rules)),
        ("plimsoll_run_timestamp_seconds", "When the run started.", seconds(report.header.started)),
    ):
        _family(out, name, text)
        out.write(f"{name} {value}\n")
    _family(out, "plimsoll_info", "The version that ran.")
    out.write(f"plimsoll_info{labelled(version=report.header.version)} 1\n")


def _labels(finding: Finding) -> tuple[str, str, str, str, str]:
    """Texts as they are written, so that no two series are the same."""
    places = one_line(finding.account or ""), one_line(finding.region or "")
    return finding.policy, str(finding.verdict), str(finding.severity), *places


def _family(out: TextIO, name: str, text: str) -> None:
    out.write(f"# HELP {name} {text}\n# TYPE {name} gauge\n")


def labelled(**labels: str) -> str:
    """Labels in braces, their values escaped."""
    pairs = (f'{name}="{escaped(value)}"' for name, value in labels.items())
    return "{" + ",".join(pairs) + "}"


def escaped(value: str) -> str:
    """A label's value: one line, with backslashes and quotes escaped; what steers a terminal or is no character is written out."""
    return one_line(value).replace("\\", "\\\\").replace('"', '\\"')


def seconds(time: str) -> int:
    """Seconds since 1970 of an RFC 3339 time; 0 where it is none."""
    try:
        return int(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp())
    except ValueError:
        return 0
