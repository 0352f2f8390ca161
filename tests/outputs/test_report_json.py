"""A Report that was written reads back as it was, and what is no Report is refused at its place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from scanner.errors import DocumentError
from scanner.report_json import load, write
from scanner.snapshot import Location
from tests.outputs.everything import clean_report, findings, report
from tests.outputs.regenerate import render


def loaded(value: Any) -> Any:
    return load(io.StringIO(json.dumps(value)), "old.json")


@pytest.fixture
def saved() -> Any:
    return json.loads(render("json", report()))


def test_a_report_reads_back_as_it_was():
    found = load(io.StringIO(render("json", report())))

    assert found == replace(report(), findings=list(findings()))


def test_a_clean_report_reads_back_too():
    found = load(io.StringIO(render("json", clean_report())))

    assert found == replace(clean_report(), findings=list(clean_report().findings))


def test_a_surrogate_in_a_file_name_reads_back():
    place = Location("bad\udcff.yaml", 1, 1, 1, 2)
    out = io.StringIO()
    write(replace(report(), findings=[replace(next(findings()), location=place)]), out)

    assert out.getvalue().encode("utf-8")
    assert next(iter(load(io.StringIO(out.getvalue())).findings)).location == place


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("schema",),
            "plimsoll/report/v9",
            'report schema "plimsoll/report/v9" is not known here; this version reads "plimsoll/report/v1"',
        ),
        (("findings", 0, "verdict"), "maybe", "findings[0].verdict is none of pass, fail, unknown, skipped, error"),
        (("findings", 0, "severity"), 3, "findings[0].severity is not a text"),
        (("findings", 0, "policy"), None, "findings[0].policy is missing"),
        (("findings", 0, "location", "line"), 0, "findings[0].location counts from 1"),
        (("findings", 0, "location", "line"), True, "findings[0].location.line is not a whole number"),
        (("findings", 2, "part", "pointer"), [1.5], "findings[2].part.pointer is not a path of keys and indices"),
        (("findings",), {}, "findings is not a list"),
        (("findings", 1), "x", "findings[1] is not an object"),
        (("assumptions",), [1], "assumptions is not a list of texts"),
        (("summary", "worlds"), -1, "summary.worlds is less than 0"),
        (("header", "rules", 0, "severity"), "awful", "header.rules[0].severity is none of critical, high, medium, low, info"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(saved: Any, path: tuple[str | int, ...], value: Any, message: str):
    target = saved
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value

    with pytest.raises(DocumentError) as caught:
        loaded(saved)

    assert message in str(caught.value)
    assert str(caught.value).startswith("old.json: ")


@pytest.mark.parametrize("text", ["", "{", "[1,]", "[" * 100_000, "nonsense", '{"schema": "plimsoll/report/v1"} x'])
def test_what_is_no_json_is_refused_in_words(text: str):
    with pytest.raises(DocumentError, match="not a report"):
        load(io.StringIO(text), "old.json")


def test_bytes_that_are_no_utf_8_are_refused_in_words():
    with pytest.raises(DocumentError, match="not UTF-8"):
        load(io.TextIOWrapper(io.BytesIO(b'"\xff"'), encoding="utf-8"))


def test_a_list_is_not_a_report():
    with pytest.raises(DocumentError, match="not a report: the whole is not an object"):
        loaded([])


def test_keys_of_a_later_version_are_passed_over(saved: Any):
    saved["findings"][0]["later"] = 1
    saved["summary"]["later"] = {}

    assert loaded(saved) == load(io.StringIO(render("json", report())))
