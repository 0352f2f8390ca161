"""A step's summary and the comment of a pull request fit into what GitHub takes, and hide nothing that matters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scanner.outputs import Options
from scanner.outputs.github_text import code, plain, prose
from scanner.report import Finding, Reason, Report, Severity, Verdict
from tests.outputs.everything import beside_a_base, clean_report, findings, report
from tests.outputs.regenerate import render

TAKEN = {"markdown": 1_048_576, "markdown-comment": 65_536}


def large(number: int) -> Report:
    """So many failing and unknown findings with long names outside ASCII."""
    first, unknown = next(findings()), next(one for one in findings() if one.verdict is Verdict.UNKNOWN)
    made = []
    for index in range(number):
        name = f"{index}" + "ü" * 200
        made.append(replace(first, resource=name, message=name, fingerprint=f"{index:064}"))
        made.append(replace(unknown, resource=name, reasons=(Reason(f"why {index}", f"parameter P{index}"),)))
    return Report(report().header, made, replace(report().summary, assumptions=tuple(f"assumption {index}" for index in range(number))))


@pytest.mark.parametrize("name", ["markdown", "markdown-comment"])
@pytest.mark.parametrize("number", [10, 1_000, 5_000])
def test_it_fits_into_what_github_takes(name: str, number: int):
    text = render(name, large(number))

    assert len(text.encode("utf-8")) <= TAKEN[name]
    assert "### Not known" in text
    assert "### Not read (2)" in text
    assert "### Assumed" in text


@pytest.mark.parametrize("size", [10, 200, 1_000, 5_000, 20_000])
def test_it_fits_into_any_size_that_holds_its_heading(size: int):
    assert len(render("markdown", large(300), Options(size=size)).encode("utf-8")) <= max(size, 60)


def test_what_does_not_fit_is_counted():
    text = render("markdown-comment", large(5_000))

    assert "more; the report in full has them" in text
    assert "**5,000 failing**" in text


def test_the_comments_first_line_is_the_same_in_every_run_on_the_same_targets():
    one = render("markdown-comment", report()).splitlines()[0]
    other = render("markdown-comment", replace(report(), findings=())).splitlines()[0]

    assert one == other
    assert re.fullmatch("<!-- plimsoll [0-9a-f]{16} -->", one)
    assert render("markdown-comment", report(), Options(category="nightly")).splitlines()[0] != one


def test_new_findings_stand_first_and_old_ones_are_folded():
    text = render("markdown", beside_a_base())

    assert text.index("### New (1)") < text.index("container number 2") < text.index("There before") < text.index("container number 3")
    assert "container number 4" in text[text.index("<summary>Gone (1)") :]


def test_waivers_are_listed_with_the_days_that_are_left():
    text = render("markdown", beside_a_base())

    assert "### Waived (2)" in text
    assert "2026-01-09<br>7 days left" in text
    assert "no end" in text
    assert "2 waived, 1 of them for at most 14 days (the first ends on 2026-01-09)" in text


def test_a_clean_run_says_so_in_its_heading():
    assert render("markdown", clean_report()).startswith("## Plimsoll: all clear\n")


def test_a_run_without_a_fail_but_with_a_gap_is_not_all_clear():
    gaps = report().summary.gaps
    text = render("markdown", replace(clean_report(), summary=replace(clean_report().summary, gaps=gaps)))

    assert text.startswith("## Plimsoll: nothing fails, but not everything is known\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b*c", "a\\_b\\*c"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("a|b", "a&#124;b"),
        ("@me", "@&#8203;me"),
        ("see #1", "see \\#&#8203;1"),
        ("https://x.example", "https:&#8203;//x.example"),
        ("www.x.example", "www&#8203;.x.example"),
        ("AWS::ECS::Service", "AWS::ECS::Service"),
    ],
)
def test_text_is_itself(text: str, expected: str):
    assert plain(text) == expected


def test_code_is_a_span_only_where_nothing_can_end_it():
    assert code("main.tf:3") == "`main.tf:3`"
    assert code("a`b") == "a&#96;b"
    assert code("a|b") == "a&#124;b"
    assert prose("run `x | y` now") == "run x &#124; y now"
    assert prose("run `x` now") == "run `x` now"


def test_the_worst_findings_are_kept_however_many_there_are():
    low = next(one for one in findings() if one.severity is Severity.LOW)
    many: list[Finding] = [replace(low, message=f"low {index}") for index in range(3_000)]
    text = render("markdown", replace(report(), findings=[*many, replace(low, severity=Severity.CRITICAL, message="the one")]))

    assert text.index("the one") < text.index("low 0")
