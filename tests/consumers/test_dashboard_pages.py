"""The pages of policies, exceptions, unknowns, compliance, runs and clusters in a real browser: light, dark, on a phone, by keyboard."""

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
    for scheme, width in asked["looks"]:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
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
            page.evaluate(axe)
            broken = [[one["id"], [node["html"][:200] for node in one["nodes"][:2]]] for one in page.evaluate("axe.run()")["violations"]]
            if status != 200 or wide > width or broken or told:
                found.append([path, scheme, width, status, wide, broken, list(told)])
        context.close()
    browser.close()
print(json.dumps(found))
"""

WALK = """
import json, sys
from playwright.sync_api import sync_playwright
asked = json.load(sys.stdin)
found = {}
with sync_playwright() as machine:
    browser = machine.chromium.launch(executable_path=asked["chromium"], args=["--no-sandbox"])
    for script in (True, False):
        page = browser.new_context(java_script_enabled=script).new_page()
        one = {}
        page.goto(asked["base"] + "/ecs")
        one["clusters"] = page.locator("#results tbody tr").count()
        page.get_by_label("Project").select_option("harbor-infra")
        if not script:
            page.get_by_role("button", name="Show").click()
        page.wait_for_url("**project=harbor-infra")
        page.wait_for_function("document.querySelectorAll('#results tbody tr').length < " + str(one["clusters"])) if script else None
        one["of one project"] = page.locator("#results tbody tr").count()
        page.locator("#results tbody th a").first.click()
        page.wait_for_url("**/ecs/**")
        one["cluster"] = page.locator("h1").text_content()
        one["causes"] = page.locator(".clause").count()
        page.goto(asked["base"] + asked["compare"])
        one["events"] = page.locator("#events ~ .card tbody tr").count()
        page.get_by_role("link", name="Next page").click()
        page.wait_for_url("**cursor=**")
        one["next events"] = page.locator("#events ~ .card tbody tr").count()
        page.goto(asked["base"] + asked["waiver"])
        page.get_by_label("Why it is accepted (needed)").fill("moves in spring")
        page.keyboard.press("Enter")
        page.wait_for_url("**reason=moves**")
        page.get_by_text('reason: "moves in spring"').first.wait_for()
        one["patch"] = "moves in spring" in page.get_by_label("The patch").text_content()
        page.goto(asked["base"] + "/policies")
        page.keyboard.press("Tab")
        one["first stop"] = page.evaluate("document.activeElement.textContent")
        found["script" if script else "none"] = one
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(asked["base"] + asked["run"])
    with page.expect_download() as downloading:
        page.get_by_role("link", name="The report as JSON").click()
    found["report"] = json.loads(downloading.value.path().read_text(encoding="utf-8"))["schema"]
    browser.close()
print(json.dumps(found))
"""
MINE = ("policies", "exceptions", "unknowns", "compliance", "compare", "runs", "platforms")
OF_THINGS = ("policy", "framework", "control", "run", "platform")
LOOKS = (("light", 360), ("dark", 1280))


def paths_of(place: str, most: int) -> list[str]:
    """The addresses of the pages, and of some of each thing."""
    links = Links(VIEWS)
    found = [links.url(name) for name in MINE]
    for name in OF_THINGS:
        found += [links.url(name, **given) for given in viewed.keys(place, name)[:most]]
    settlements = viewed.data(place, "unknowns")["settlements"]
    found += [links.url("unknowns", settle=one["settle"]) for one in settlements[:1]]
    findings = viewed.data(place, "findings")["findings"]
    found += [links.url("waiver", fingerprint=one["fingerprint"], reason="<b>why</b>") for one in findings[:1]]
    return [path for path in found if path is not None]


@pytest.fixture(params=["varied", "planted", "empty"], name="place")
def histories(request: pytest.FixtureRequest) -> str:
    return kept(request.param)


def test_axe_finds_nothing_and_nothing_is_run_or_wider_than_the_screen(place: str):
    """With everything opened; names that attack among them."""
    serving = Serving(place, port=0, rate=100_000, editors=("*",))
    with served(server.application(serving)) as base:
        asked = {"axe": str(CACHE / "node_modules/axe-core/axe.min.js"), "chromium": chromium(), "base": base, "looks": LOOKS}

        assert python(BROWSE, json.dumps({**asked, "paths": paths_of(place, 1)})) == []


@pytest.fixture(scope="module", name="walked")
def walk() -> Iterator[Any]:
    """What somebody finds who uses the pages, with a script and without."""
    place = kept("varied")
    links = Links(VIEWS)
    finding = viewed.data(place, "findings")["findings"][0]["fingerprint"]
    serving = Serving(place, port=0, rate=100_000, editors=("*",))
    with served(server.application(serving)) as base:
        run = links.url("run", **viewed.keys(place, "run")[0])
        live = sorted(one["run"] for one in viewed.data(place, "runs")["runs"] if one["project"] == "live")
        compare = links.url("compare", **{"from": live[0], "to": live[-1], "page_size": 5})
        asked = {"chromium": chromium(), "base": base, "waiver": links.url("waiver", fingerprint=finding), "run": run, "compare": compare}
        yield python(WALK, json.dumps(asked))


@pytest.mark.parametrize("script", ["script", "none"])
def test_filters_paging_and_proposals_work_with_and_without_a_script(walked: Any, script: str):
    one = walked[script]

    assert 0 < one["of one project"] < one["clusters"]
    assert (one["cluster"], one["causes"]) == ("Cluster harbor-ecs", 6)
    assert one["events"] == one["next events"] == 5
    assert one["patch"]
    assert one["first stop"] == "To the content"


def test_a_run_is_downloaded_as_its_report(walked: Any):
    assert walked["report"] == "plimsoll/report/v1"
