"""Where no format shows the evidence of unknown findings, none is made; what is shown says the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scanner.outputs import BRIEF, FORMATS, Options, writer
from scanner.records import replace
from scanner.report import Finding, Verdict
from scanner.scan import Settings, scan

ROOT = Path(__file__).parents[2]
TARGETS = ("tests/benchmarks/small.yaml", "examples/ecs-case-study/broken", "examples/ecs-case-study/repaired")


def findings(target: str, *, brief: bool) -> list[Finding]:
    return list(scan([str(ROOT / target)], Settings(brief=brief)).findings)


def written(form: str, target: str, *, brief: bool) -> str:
    report = scan([str(ROOT / target)], Settings(brief=brief))
    report.findings = list(report.findings)
    report.header = replace(report.header, started="2026-01-01T00:00:00Z")
    report.summary = replace(report.summary, finished=None)
    out = io.StringIO()
    writer(form)(report, out, Options(root=str(ROOT), lines=lambda _: None))
    return out.getvalue()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("form", sorted(BRIEF))
def test_a_brief_format_says_the_same_without_evidence(form: str, target: str):
    assert form in FORMATS
    assert written(form, target, brief=True) == written(form, target, brief=False)


def test_only_unknown_findings_lose_their_evidence():
    brief, whole = findings(TARGETS[0], brief=True), findings(TARGETS[0], brief=False)

    assert [replace(one, evidence=(), related=(), location=None) for one in brief] == [
        replace(one, evidence=(), related=(), location=None) for one in whole
    ]
    assert [one for one in brief if one.verdict is not Verdict.UNKNOWN] == [one for one in whole if one.verdict is not Verdict.UNKNOWN]
    assert any(one.evidence for one in whole if one.verdict is Verdict.UNKNOWN)
    assert not any(one.evidence for one in brief if one.verdict is Verdict.UNKNOWN)
