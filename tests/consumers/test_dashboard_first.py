"""Overview, heat map, findings, finding and resource in a real browser: each look, filters, paging, downloads, keyboard, colours, paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from scanner.dashboard import server
from scanner.dashboard.links import Links
from scanner.dashboard.server import Serving
from scanner.dashboard.views import VIEWS
from tests.consumers.tools import CACHE, chromium, python
from tests.dashboard import viewed
from tests.dashboard.histories import kept
from tests.dashboard.shell import served

pytestmark = pytest.mark.consumers

BROWSE = """
import json, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
asked = json.load(sys.stdin)
axe = Path(asked["axe"]).read_text(encoding="utf-8")
found = []
with sync_playwright() as machine:
    browser = machine.chromium.launch(executable_path=asked["chromium"], args=["--no-sandbox"])
    for scheme, width in [asked["look"]]:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.set_default_timeout(120000)
        told = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(asked["base"]) else told.append(request.url))
        for path in asked["paths"]:
            told.clear()
            status = page.goto(asked["base"] + path).status
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            wide = page.evaluate("document.documentElement.scrollWidth")
            scripts = page.evaluate("document.scripts.length")
            page.evaluate(axe)
            broken = [[one["id"], [node["html"][:200] for node in one["nodes"][:2]]] for one in page.evaluate("axe.run()")["violations"]]
            if status != 200 or wide > width or broken or told or scripts != 2:
                found.append([path, scheme, width, status, wide, scripts, broken, list(told)])
        context.close()
    browser.close()
print(json.dumps(found))
"""

WALK = """
import json, sys
from playwright.sync_api import sync_playwright
asked = json.load(sys.stdin)
found = {}
ROWS = "#results tbody tr"
with sync_playwright() as machine:
    browser = machine.chromium.launch(executable_path=asked["chromium"], args=["--no-sandbox"])
    for script in (True, False):
        page = browser.new_context(java_script_enabled=script).new_page()
        page.set_default_timeout(120000)
        one = {}
        page.goto(asked["base"] + "/findings?page_size=10")
        one["rows"] = page.locator(ROWS).count()
        first = page.locator(ROWS).first.text_content()
        page.get_by_role("link", name="Next page").click()
        page.wait_for_url("**cursor=**")
        one["next"] = page.locator(ROWS).count(), page.locator(ROWS).first.text_content() != first
        page.get_by_role("link", name="First page").click()
        page.wait_for_url(lambda url: "cursor" not in url)
        one["first again"] = page.locator(ROWS).first.text_content() == first
        page.goto(asked["base"] + "/findings")
        whole = page.locator("p.told").text_content()
        page.get_by_label("critical").check()
        if not script:
            page.get_by_role("button", name="Filter").click()
        page.wait_for_url("**severity=critical**")
        page.locator("p.told", has_text="critical").wait_for()
        one["critical"] = page.locator(ROWS).count() == page.locator(ROWS + " .chip.critical").count() > 0
        one["told"] = page.locator("p.told").text_content().strip() != whole.strip()
        page.reload()
        one["kept"] = page.get_by_label("critical").is_checked()
        page.get_by_label("Resource begins with").fill("zzzz")
        page.keyboard.press("Enter")
        page.get_by_text("Nothing meets these filters").wait_for()
        one["clear"] = page.get_by_role("link", name="Clear").count()
        page.goto(asked["base"] + "/findings?group=policy")
        page.locator(ROWS + " td a").first.click()
        page.wait_for_url("**policy=**")
        page.locator(ROWS + " th a").first.click()
        page.wait_for_url("**/findings/**")
        one["finding"] = [page.locator("h1").count(), page.locator("svg.graph").count() >= 0, page.locator(".life li").count() > 0]
        page.locator("dd .name a").first.click()
        page.wait_for_url("**/resources/**")
        one["resource"] = page.locator("ul.rows li").count() > 0
        page.goto(asked["base"] + "/heatmap")
        page.locator("table.heat td a").first.click()
        page.wait_for_url("**/findings?**")
        one["from the heat map"] = page.locator(ROWS).count() > 0
        page.goto(asked["base"] + "/findings?account=nobody")
        one["helps"] = page.get_by_text("The history knows no such account").count()
        page.goto(asked["base"] + "/")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor") if script else None
        page.get_by_label("Colours").select_option("dark")
        one["look"] = (page.evaluate("getComputedStyle(document.body).backgroundColor") != paper) if script else None
        if script:
            page.goto(asked["base"] + "/heatmap")
            one["look stays"] = page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
        found["script" if script else "none"] = one
    context = browser.new_context(accept_downloads=True, locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.set_default_timeout(120000)
    page.goto(asked["base"] + "/findings?severity=critical")
    shown = page.locator(ROWS).count()
    found["downloads"] = {}
    for name in ("CSV", "JSON"):
        with page.expect_download() as downloading:
            page.get_by_role("link", name=name).click()
        text = downloading.value.path().read_text(encoding="utf-8")
        found["downloads"][name] = len(text.splitlines()) - 1 == shown if name == "CSV" else len(json.loads(text)) == shown
    found["german"] = page.locator("tbody time").first.text_content()
    page.goto(asked["base"] + "/findings")
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("[document.activeElement.textContent.trim().slice(0, 20), document.activeElement.name || '']"))
    found["stops"] = stops
    found["seen"] = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.emulate_media(media="print")
    found["paper"] = page.locator("nav.views:visible, .filters:visible, .pager:visible, .look:visible").count()
    browser.close()
print(json.dumps(found))
"""


def paths_of(place: str) -> list[str]:
    """The addresses of the pages, and of some findings and resources."""
    links = Links(VIEWS)
    found = [
        links.url("overview"),
        links.url("overview", days=365),
        links.url("findings"),
        links.url("findings", status=["open", "unknown"]),
    ]
    found += [links.url("heatmap", by=by) for by in ("region", "service", "category")]
    found += [links.url("findings", group=group) for group in ("policy", "resource", "owner", "account")]
    found += [links.url("findings", text="zzzz"), links.url("findings", policy="<script>alert(1)</script>")]
    for name in ("finding", "resource"):
        found += [links.url(name, **given) for given in viewed.keys(place, name)[:4]]
    return [path for path in found if path is not None]


@pytest.mark.parametrize("look", [("light", 1280), ("dark", 1280), ("light", 390)], ids=["light", "dark", "phone"])
@pytest.mark.parametrize("name", ["varied", "planted", "empty"])
def test_each_page_is_whole_in_each_look(name: str, look: tuple[str, int]):
    """No violation of accessibility, no complaint of the browser, nothing fetched from elsewhere, no script but ours, no page too wide."""
    place = kept(name)
    with served(server.application(Serving(place, rate=100_000))) as base:
        axe = str(CACHE / "node_modules/axe-core/axe.min.js")

        found = python(BROWSE, json.dumps({"axe": axe, "chromium": chromium(), "base": base, "paths": paths_of(place), "look": look}))

    assert found == []


@pytest.fixture(scope="module")
def walked() -> Iterator[Any]:
    with served(server.application(Serving(kept("varied"), rate=100_000))) as base:
        yield python(WALK, json.dumps({"chromium": chromium(), "base": base}))


@pytest.mark.parametrize("script", ["script", "none"])
def test_findings_are_filtered_paged_and_followed_with_and_without_a_script(walked: Any, script: str):
    one = walked[script]

    assert (one["rows"], one["next"], one["first again"]) == (10, [10, True], True)
    assert (one["critical"], one["told"], one["kept"], one["clear"], one["helps"]) == (True, True, True, 1, 1)
    assert (one["finding"], one["resource"], one["from the heat map"]) == ([1, True, True], True, True)


def test_colours_can_be_chosen_and_are_kept(walked: Any):
    assert (walked["script"]["look"], walked["script"]["look stays"]) == (True, True)


def test_downloads_are_what_is_shown(walked: Any):
    assert walked["downloads"] == {"CSV": True, "JSON": True}


def test_dates_are_the_readers(walked: Any):
    assert "." in walked["german"]


def test_the_keyboard_goes_from_the_skip_link_over_the_menu_to_the_filters(walked: Any):
    assert walked["stops"][0][0] == "To the content"
    assert [stop[0] for stop in walked["stops"][3:6]] == ["Overview", "Heat map", "Findings"]
    assert "status" in [stop[1] for stop in walked["stops"]]
    assert walked["seen"] == "solid"


def test_paper_shows_no_controls(walked: Any):
    assert walked["paper"] == 0
