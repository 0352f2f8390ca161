"""Programs that others wrote read what we write, and find in it what the Report holds. Installed by tests/consumers/install.sh."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scanner.outputs.standing import is_open
from scanner.report import Verdict
from tests.consumers.tools import ROOT, python, run, tool
from tests.outputs.everything import beside_a_base, clean_report, nasty, report
from tests.outputs.regenerate import render

pytestmark = pytest.mark.consumers

REPORTS = [report, beside_a_base, nasty, clean_report]

JUNIT = """
import json, sys
from junitparser import JUnitXml, Failure, Error, Skipped
xml = JUnitXml.fromstring(sys.stdin.buffer.read())
cases = [case for suite in xml for case in suite]
kinds = [type(one).__name__ for case in cases for one in case.result]
print(json.dumps({"cases": len(cases), "kinds": kinds, "told": [xml.tests, xml.failures, xml.errors, xml.skipped],
                  "suites": [[s.name, s.tests, s.failures, s.errors, s.skipped, len(list(s))] for s in xml]}))
"""

OCSF = """
import json, sys
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
events = [ComplianceFinding(**one) for one in json.load(sys.stdin)]
print(json.dumps([[one.type_uid.value, one.compliance.status_id.value, one.finding_info.uid] for one in events]))
"""

OCSF_SCHEMA = """
import json, sys
import jsonschema
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
whole = get_ocsf_schema(version="1.5.0")
made = OcsfJsonSchemaEmbedded(whole)
def captions(event, attributes, where):
    for name, value in event.items() if isinstance(event, dict) else ():
        said = attributes.get(name, {})
        enum, sibling = said.get("enum"), said.get("sibling")
        if enum and sibling and str(value) != "99" and event.get(sibling, enum[str(value)]["caption"]) != enum[str(value)]["caption"]:
            yield f"{where}.{sibling} is {event[sibling]}, not {enum[str(value)]['caption']}"
        below = whole["objects"].get(said.get("object_type"), {}).get("attributes", {})
        for one in value if isinstance(value, list) else [value]:
            yield from captions(one, below, f"{where}.{name}")
wrong = []
events = json.load(sys.stdin)
for event in events:
    kind = made.lookup_class_name_from_uid(event["class_uid"])
    schema = made.get_class_schema(kind, event["metadata"].get("profiles", []))
    wrong += [f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(event)]
    wrong += captions(event, whole["classes"][kind]["attributes"], "$")
print(json.dumps([len(events), wrong]))
"""

MARKDOWN = """
import json, sys
from html.parser import HTMLParser
import cmarkgfm
from cmarkgfm.cmark import Options
class Seen(HTMLParser):
    def __init__(self):
        super().__init__(); self.tags = []; self.links = []; self.rows = []; self.text = []
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag == "tr": self.rows.append(0)
        if tag in ("td", "th"): self.rows[-1] += 1
    def handle_data(self, data): self.text.append(data)
seen = Seen()
seen.feed(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(), Options.CMARK_OPT_UNSAFE))
print(json.dumps({"tags": sorted(set(seen.tags)), "links": seen.links, "rows": seen.rows, "text": "".join(seen.text)}))
"""


@pytest.mark.parametrize("content", REPORTS)
def test_promtool_takes_the_metrics(content: Any):
    """It fails for what Prometheus cannot read (1), and for what its own lint finds (3)."""
    done = run(tool("promtool"), "check", "metrics", text=render("prometheus", content()))

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_promtool_refuses_a_bad_file():
    text = render("prometheus", report()).replace('plimsoll_info{version="', "plimsoll_info{version=")

    assert run(tool("promtool"), "check", "metrics", text=text).returncode == 1


@pytest.mark.parametrize("content", REPORTS)
def test_junitparser_finds_what_fails_and_the_counts_agree(content: Any):
    found = python(JUNIT, render("junit", content()))
    whole = content()
    findings = list(whole.findings)
    kinds = Counter(found["kinds"])

    assert found["cases"] == len(findings) + len(whole.summary.gaps)
    assert kinds["Failure"] == sum(map(is_open, findings))
    assert found["told"] == [found["cases"], kinds["Failure"], kinds["Error"], kinds["Skipped"]]
    assert [suite[0] for suite in found["suites"] if suite[1] != suite[5]] == []


@pytest.mark.parametrize("content", REPORTS)
def test_the_models_of_ocsf_take_every_event(content: Any):
    """py-ocsf-models holds the classes of OCSF 1.5.0 as pydantic models: numbers, required members, types."""
    text = render("ocsf", content())

    found = python(OCSF, text)

    assert [uid for *_, uid in found] == [one["finding_info"]["uid"] for one in json.loads(text)]
    assert {kind for kind, *_ in found} <= {200301, 200302, 200303}


@pytest.mark.parametrize("content", REPORTS)
def test_the_public_schema_of_ocsf_takes_every_event(content: Any):
    """OCSF's own schema of 1.5.0, compiled: no member that it does not know, every required one, and the words that its numbers have."""
    text = render("ocsf", content())

    assert python(OCSF_SCHEMA, text) == [len(json.loads(text)), []]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"class_uid":2003', '"class_uid":2003,"colour":1', "colour"),
        ('"status":"Fail"', '"status":"Failed"', "$.compliance.status is Failed, not Fail"),
        ('"status_id":3', '"status_id":"3"', "is not of type 'integer'"),
        ('"finding_info":{"uid"', '"finding_info":{"id"', "'uid' is a required property"),
    ],
)
def test_the_public_schema_of_ocsf_refuses_what_is_wrong(before: str, after: str, told: str):
    text = render("ocsf", report())

    assert before in text
    assert told in "\n".join(python(OCSF_SCHEMA, text.replace(before, after))[1])


@pytest.mark.parametrize("name", ["markdown", "markdown-comment"])
@pytest.mark.parametrize("content", REPORTS)
def test_githubs_own_markdown_makes_our_elements_alone(name: str, content: Any):
    """cmark-gfm is what GitHub renders with, raw HTML let through: no link, no image, no cell too many."""
    found = python(MARKDOWN, render(name, content()))

    assert set(found["tags"]) <= {
        *(
            "h2",
            "h3",
            "p",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "strong",
            "code",
            "br",
            "ul",
            "li",
            "details",
            "summary",
            "sub",
            "pre",
        ),
    }
    assert found["links"] == []
    assert set(found["rows"]) <= {4, 5, 6}
    assert "](" not in found["text"] or content is nasty or "web](" in found["text"]


def test_githubs_own_markdown_shows_a_name_as_it_is():
    found = python(MARKDOWN, render("markdown", report()))

    assert "container web](https:\u200b//evil.example) [bold red]::error::pwned" in found["text"]


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
@pytest.mark.parametrize("content", [report, beside_a_base, clean_report])
def test_sarif_tools_counts_what_fails(tmp_path: Path, name: str, content: Any):
    """`sarif summary` counts results by level; passes have the level none."""
    file, out = tmp_path / "report.sarif", tmp_path / "summary.txt"
    file.write_text(render(name, content()), encoding="utf-8")

    done = run(tool("sarif"), "summary", "--output", str(out), str(file))

    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    expected = Counter(result["level"] for result in json.loads(file.read_text(encoding="utf-8"))["runs"][0]["results"])
    assert {level: int(text.partition(f"{level}: ")[2].split()[0]) for level in ("error", "warning", "note")} == {
        level: expected[level] for level in ("error", "warning", "note")
    }


def test_sarif_tools_makes_the_same_list_for_gitlab(tmp_path: Path):
    """Its own `codeclimate` of the SARIF names the same files and lines as our format `gitlab`."""
    file, out = tmp_path / "report.sarif", tmp_path / "codeclimate.json"
    file.write_text(render("sarif-github", beside_a_base()), encoding="utf-8")

    done = run(tool("sarif"), "codeclimate", "--output", str(out), str(file))
    theirs = json.loads(out.read_text(encoding="utf-8"))
    ours = [one for one in json.loads(render("gitlab", beside_a_base())) if one["check_name"] != "not-read"]

    assert done.returncode == 0, done.stderr
    assert set(theirs[0]) <= {*ours[0], "type", "engine_name", "categories", "content", "remediation_points", "other_locations", "trace"}
    assert sorted(one["location"]["lines"]["begin"] for one in theirs) == sorted(one["location"]["lines"]["begin"] for one in ours)


@pytest.mark.parametrize(
    ("names", "schema"),
    [
        (("sarif", "sarif-github"), "tests/outputs/sarif-2.1.0.json"),
        (("json",), "schemas/report.schema.json"),
        (("gitlab",), "tests/outputs/gitlab-codequality.schema.json"),
    ],
    ids=["sarif", "json", "gitlab"],
)
def test_check_jsonschema_takes_it(tmp_path: Path, names: tuple[str, ...], schema: str):
    """All reports at once: it names each file that it refuses."""
    files = [tmp_path / f"{name}-{content.__name__}.json" for name in names for content in REPORTS]
    texts = [render(name, content()) for name in names for content in REPORTS]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")

    done = run(tool("check-jsonschema"), "--regex-variant", "nonunicode", "--schemafile", str(ROOT / schema), *map(str, files))

    assert done.returncode == 0, done.stdout + done.stderr


def test_check_jsonschema_names_the_one_that_is_wrong(tmp_path: Path):
    """So the test above can fail, whichever file it is."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(render("gitlab", report()), encoding="utf-8")
    bad.write_text(good.read_text(encoding="utf-8").replace('"severity"', '"severe"'), encoding="utf-8")

    done = run(tool("check-jsonschema"), "--schemafile", str(ROOT / "tests/outputs/gitlab-codequality.schema.json"), str(bad), str(good))

    assert done.returncode == 1
    assert ("bad.json" in done.stdout, "good.json" in done.stdout) == (True, False)


def test_unknown_findings_are_told_to_junit_as_skipped():
    found = python(JUNIT, render("junit", report()))
    unknown = [one for one in report().findings if one.verdict in (Verdict.UNKNOWN, Verdict.SKIPPED)]

    assert Counter(found["kinds"])["Skipped"] == len(unknown) + len(report().summary.gaps)
