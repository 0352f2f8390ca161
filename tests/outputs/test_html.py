"""The page is whole without a network and a script, shows what matters, and says what it leaves out."""

from __future__ import annotations

import re
from dataclasses import replace

from scanner.outputs import Options
from scanner.outputs.html_text import markdown, prose
from scanner.outputs.overview import Overview, service_of
from scanner.report import Severity, Verdict
from tests.outputs.everything import beside_a_base, clean_report, findings, report
from tests.outputs.regenerate import render


def test_nothing_is_loaded():
    text = render("html", report())

    assert not re.search(r"<[a-z][^>]*\s(src|srcset)=|url\(|@import|<link|<iframe|<form|<object|<img", text)


def test_every_section_has_a_heading_and_stands_in_the_navigation():
    text = render("html", beside_a_base())
    sections = re.findall(r'<section id="([a-z]+)"', text)

    assert sections == ["failing", "unknown", "broken", "unread", "waived", "gone", "services", "assumed", "notes", "policies"]
    assert re.findall(r'<a href="#([a-z]+)">', text)[1:] == sections or [one for one in sections if f'href="#{one}"' not in text] == []


def test_no_id_stands_twice():
    ids = re.findall(r'\bid="([^"]*)"', render("html", beside_a_base()))

    assert len(set(ids)) == len(ids)


def test_evidence_stands_clause_by_clause():
    text = render("html", report())

    assert "The clause <code>exists(launch_data().IamInstanceProfile)</code> does not hold." in text
    assert "What would have to be different" in text
    assert "examples/shop/template.yaml:9:5" in text


def test_unknowns_stand_by_what_settles_them():
    assert "pass --closed AWS::CloudTrail::Trail if the target holds every one of them" in render("html", report())


def test_waivers_show_who_why_and_how_long():
    text = render("html", beside_a_base())

    assert "replaced in spring" in text
    assert "team-shop<br>OPS-17" in text
    assert "7 days left" in text


def test_the_score_counts_what_is_waived_as_failing_and_rounds_down():
    overview = Overview(report().header, 10).read(beside_a_base().findings)

    assert overview.total.verdicts[Verdict.PASS] == 1
    assert overview.score() == 10  # 1 of 10: 5 and 2 open, 2 waived, 1 passes


def test_nothing_judged_has_no_score():
    assert Overview(report().header, 10).read(()).score() is None
    assert "Nothing failed, but nothing was judged" in render("html", replace(clean_report(), findings=()))


def test_what_is_left_out_is_counted():
    fail = next(findings())
    many = [replace(fail, severity=Severity.LOW, fingerprint=f"{index}") for index in range(50)]

    text = render("html", replace(report(), findings=many), Options(rows=20))

    assert text.count('<details class="finding') == 20
    assert "and 30 more" in text


def test_the_service_of_a_type():
    assert [service_of(one) for one in ("AWS::ECS::Service", "AWS::Account", "odd", "a::")] == ["ECS", "Account", "odd", "a::"]


def test_code_may_hold_backticks_of_its_own():
    """As JMESPath's literals do."""
    assert prose("`tasks() == `0`` does not hold") == "<code>tasks() == `0`</code> does not hold"


def test_a_policys_markdown_becomes_plain_elements():
    text = markdown("**Do**\n\n- one `x`\n- two\n  more\n\n```yaml\na: <b>\n```\nend")

    assert text == (
        '<p><strong>Do</strong></p><ul><li>one <code>x</code></li><li>two more</li></ul><pre tabindex="0">a: &lt;b&gt;</pre><p>end</p>'
    )
