"""Every format writes the one report as expected, and nothing that an attacker named speaks to a terminal, a link or a page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scanner import outputs
from scanner.errors import UsageError
from scanner.outputs import FORMATS, Options, writer
from scanner.report import Finding, Reason, Report, Severity, Summary, Verdict
from tests.outputs.everything import EVIL, clean_report, findings, report
from tests.outputs.regenerate import EXPECTED, expected_texts, render

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("name", sorted(path.name for path in EXPECTED.iterdir()))
def test_writes_what_is_expected(name: str):
    """Regenerate with `python -m tests.outputs.regenerate` and read the diff."""
    expected = (EXPECTED / name).read_bytes().decode()

    assert expected_texts()[name] == expected


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(name: str):
    assert render(name, report()) == render(name, report())


@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_reads_the_findings_to_their_end(name: str):
    """The summary is complete only then."""
    read: list[Finding] = []

    def watched() -> Iterator[Finding]:
        for finding in findings():
            read.append(finding)
            yield finding

    render(name, replace(report(), findings=watched()))

    assert len(read) == len(list(findings()))


@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_takes_the_summary_only_after_the_last_finding(name: str):
    """A scan fills it while the findings are read."""
    content = Report(report().header, (), Summary())

    def filling() -> Iterator[Finding]:
        yield from findings()
        content.summary = report().summary

    content.findings = filling()

    assert render(name, content) == render(name, report())


@pytest.mark.parametrize("name", FORMATS)
def test_no_steering_character_reaches_the_output(name: str):
    assert not STEERING.search(render(name, report()))


@pytest.mark.parametrize("name", FORMATS)
def test_a_lone_surrogate_does_not_break_the_encoding(name: str):
    """A file name that is not UTF-8 comes as one."""
    surrogate = "\udcff"
    evil = [replace(finding, message=surrogate, resource=f"a{surrogate}#\\ud800", world=surrogate) for finding in findings()]

    text = render(name, replace(report(), findings=evil))

    assert text.encode("utf-8")
    assert not STEERING.search(text)


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_sarif_holds_no_escaped_lone_surrogate(name: str):
    """Strict readers refuse it; a backslash that a user wrote before `ud800` stays."""
    evil = [replace(finding, message="\ud800", resource="\udcff\\ud800", world="\\\ud800") for finding in findings()]

    text = render(name, replace(report(), findings=evil))

    assert "\\\\ud800" in text
    assert not re.search(r"(?<!\\)(\\\\)*\\ud", text)


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_no_name_makes_a_link_in_a_message(name: str):
    for message in _messages(json.loads(render(name, report()))):
        links = re.findall(r"\]\(([^)]*)\)", message)

        assert all(link.isdigit() for link in links)


def _messages(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("message"), dict):
            yield value["message"]["text"]
        for item in value.values():
            yield from _messages(item)
    elif isinstance(value, list):
        for item in value:
            yield from _messages(item)


def test_a_name_is_no_markup_of_the_table():
    text = render("table", report(), Options(width=400))

    assert "[bold red]::error::pwned" in text


def test_no_line_of_the_table_begins_with_a_workflow_command():
    """A runner reads `::error::` at the beginning of a line as a command."""
    evil = [replace(finding, message="::error::pwned ##[error]", resource="::error::pwned", location=None) for finding in findings()]

    text = render("table", replace(report(), findings=evil), Options(width=40))

    assert not re.search(r"^[^\S\n]*::|##\[", text, re.MULTILINE)


def test_a_value_of_the_report_is_kept_whole_in_json():
    found = json.loads(render("json", report()))["findings"]

    assert [finding["part"]["key"] for finding in found if EVIL in finding["message"]] == [EVIL]


@pytest.mark.parametrize("width", [1, 40, 72, 200])
@pytest.mark.parametrize("group", ["policy", "resource"])
def test_no_line_of_the_table_is_wider_than_it_may_be(width: int, group: Any):
    from rich.cells import cell_len

    text = render("table", report(), Options(width=width, group=group))

    assert max(map(cell_len, text.splitlines())) <= max(width, 40)


def test_the_table_obeys_no_environment(monkeypatch: pytest.MonkeyPatch):
    expected = render("table", report())
    for name, value in {
        "COLUMNS": "50",
        "FORCE_COLOR": "1",
        "TTY_COMPATIBLE": "1",
        "TERM": "xterm-256color",
        "JPY_PARENT_PID": "1",
    }.items():
        monkeypatch.setenv(name, value)

    assert render("table", report()) == expected


def test_the_table_is_short_however_many_findings_there_are():
    fail = next(finding for finding in findings() if finding.verdict is Verdict.FAIL)

    text = render("table", replace(report(), findings=[replace(fail, resource=f"r{number}") for number in range(5_000)]))

    assert text.count("\n") < 150
    assert "and 4,980 more" in text


def test_the_worst_findings_of_a_resource_are_shown_however_late_they_come():
    low = next(finding for finding in findings() if finding.severity is Severity.LOW)
    many = [replace(low, message=f"low {number}") for number in range(30)] + [replace(low, severity=Severity.HIGH, message="the one high")]

    text = render("table", replace(report(), findings=many), Options(group="resource"))

    assert "the one high" in text
    assert "and 11 more" in text


@pytest.mark.parametrize(
    ("settle", "expected"),
    [
        ("parameter ImageTag", "Next: give parameter ImageTag its value with --parameters FILE (1 finding)."),
        ("--closed AWS::CloudTrail::Trail", "Next: say --closed AWS::CloudTrail::Trail if that is so (1 finding)."),
        ("deployment", "Next: settle this: deployment (1 finding)."),
    ],
)
def test_the_next_step_settles_the_most_unknowns(settle: str, expected: str):
    unknown = next(finding for finding in findings() if finding.verdict is Verdict.UNKNOWN)

    text = render("table", replace(report(), findings=[replace(unknown, reasons=(Reason("why", settle),))]))

    assert text.splitlines()[-1] == expected


def test_a_run_that_judged_nothing_does_not_say_all_clear():
    text = render("table", replace(clean_report(), findings=()))

    assert "All clear" not in text


def test_a_gap_is_never_hidden_by_an_all_clear():
    gaps = report().summary.gaps

    text = render("table", replace(clean_report(), summary=replace(clean_report().summary, gaps=gaps)))

    assert "All clear" not in text
    assert "AccessDenied: ecs:ListServices" in text


def test_a_near_name_of_a_format_is_suggested():
    with pytest.raises(UsageError, match=r'unknown format "sarrif"; did you mean sarif'):
        writer("sarrif")


def test_the_formats_are_named_where_none_is_near():
    with pytest.raises(UsageError, match="formats are table, json, sarif, sarif-github"):
        writer("pdf")


def test_nothing_heavy_is_imported_before_a_format_is_asked_for():
    import subprocess
    import sys

    code = "import sys, scanner.outputs; print([name for name in ('rich', 'sarif_om', 'attr') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(outputs.__file__).parents[2])

    assert run.stdout.strip() == "[]"


def test_the_report_is_as_its_schema_says():
    schema = json.loads((Path(outputs.__file__).parents[2] / "schemas" / "report.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(json.loads(render("json", report())))


def test_json_is_written_while_the_findings_are_read():
    """Memory does not grow with them."""
    out = io.StringIO()
    sizes: list[int] = []

    def watched() -> Iterator[Finding]:
        for finding in findings():
            sizes.append(len(out.getvalue()))
            yield finding

    writer("json")(replace(report(), findings=watched()), out)

    assert sizes == sorted(set(sizes))
