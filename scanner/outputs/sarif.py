"""The format `sarif`: SARIF 2.1.0 with every verdict and all evidence, results written one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

import sarif_om as om

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.category import automation_id
from scanner.outputs.sarif_location import Places
from scanner.outputs.sarif_result import Results, notification_descriptors
from scanner.outputs.sarif_rules import Taxonomies, descriptor
from scanner.outputs.sarif_serialiser import serialise
from scanner.patterns import regex
from scanner.report import Finding, Header, Report, Verdict
from scanner.report_json import summary_to_json

SCHEMA_URI: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION: Final = "2.1.0"

_LONE_SURROGATE = regex(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}")
"""As `report_json.dumps` writes it: after an even number of backslashes."""


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the Report as SARIF; memory does not grow with the number of findings."""
    results = results_of(report.header, options)
    notifications: list[Any] = []

    def judged() -> Iterator[Finding]:
        for finding in report.findings:
            if finding.verdict is Verdict.ERROR:
                notifications.append(results.error(finding))
            else:
                yield finding

    write_log(report, out, options, results, judged(), notifications)


def results_of(header: Header, options: Options, whole: bool = True) -> Results:
    """The maker of a run's results; not `whole`: without evidence, and without related locations that have no file."""
    return Results(
        places=Places(options.root, options.lines),
        rules={rule.id: index for index, rule in enumerate(header.rules)},
        titles={rule.id: rule.title for rule in header.rules},
        evidence=whole,
        placeless=whole,
    )


def write_log(
    report: Report, out: TextIO, options: Options, results: Results, findings: Iterable[Finding], notifications: list[Any]
) -> None:
    """Write a log of one run around the findings.

    What is known only after the last finding (gaps, `notifications`, counts) stands behind the results; the order of members
    means nothing in JSON.
    """
    out.write(f'{{"$schema":{serialise(SCHEMA_URI)},"version":{serialise(VERSION)},"runs":[')
    out.write(serialise(_run(report.header, options))[:-1] + ',\n"results":[')
    before = "\n"
    for finding in findings:
        out.write(before + _well_formed(serialise(results.result(finding))))
        before = ",\n"
    gaps = [results.gap(gap) for gap in report.summary.gaps]
    tail = {"invocations": [_invocation(report.header, gaps + notifications)], "properties": _run_properties(report)}
    out.write("\n],\n" + _well_formed(serialise(tail))[1:] + "]}\n")


def _run(header: Header, options: Options) -> Any:
    """What is known of the run before its first result."""
    taxonomies = Taxonomies(header.rules)
    driver = om.ToolComponent(
        name="Plimsoll",
        full_name=f"Plimsoll {header.version}",
        version=header.version,
        semantic_version=header.version,
        rules=[descriptor(rule, taxonomies) for rule in header.rules],
        notifications=notification_descriptors(),
        supported_taxonomies=taxonomies.references() or None,
    )
    return om.Run(
        tool=om.Tool(driver=driver),
        automation_details=om.RunAutomationDetails(id=automation_id(header, options)),
        column_kind="unicodeCodePoints",
        taxonomies=taxonomies.components() or None,
    )


def _invocation(header: Header, notifications: list[Any]) -> Any:
    """One invocation. It was successful even where a part could not be read: GitHub discards the file of one that was not."""
    return om.Invocation(execution_successful=True, start_time_utc=header.started, tool_execution_notifications=notifications or None)


def _run_properties(report: Report) -> dict[str, Any]:
    """The footer of the Report, under the names that it has in the Report's own JSON."""
    header, summary = report.header, report.summary
    properties = {
        "targets": list(header.targets),
        "closed": list(header.closed),
        "strict": header.strict,
        "assumptions": list(summary.assumptions),
        "summary": summary_to_json(summary),
    }
    return {key: value for key, value in properties.items() if value != []}


def _well_formed(text: str) -> str:
    """JSON without escaped lone surrogates, which strict readers refuse: each becomes U+FFFD."""
    return _LONE_SURROGATE.sub("\\1\ufffd", text) if "\\ud" in text else text
