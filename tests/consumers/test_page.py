"""The format `html` in a real browser: axe finds nothing, nothing is fetched or run but our own, and it is whole without a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.consumers.tools import CACHE, chromium, python
from tests.outputs.everything import beside_a_base, clean_report, nasty, report
from tests.outputs.regenerate import render

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
    for file in asked["files"]:
        for scheme in ("light", "dark"):
            for width in (1280, 360):
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                page = context.new_page()
                told, requests = [], []
                page.on("console", lambda message: told.append(message.text))
                page.on("pageerror", lambda error: told.append(str(error)))
                page.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
                page.on("request", lambda request: requests.append(request.url))
                page.goto(Path(file).as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                wide = page.evaluate("document.documentElement.scrollWidth")
                page.evaluate(axe)
                broken = page.evaluate("axe.run()")["violations"]
                said = [[one["id"], [node["html"][:200] for node in one["nodes"][:2]]] for one in broken]
                shot = f"{file}-{scheme}-{width}.png"
                page.screenshot(path=shot)
                found.append({"scheme": scheme, "width": width, "axe": said, "told": told, "requests": requests[1:], "wide": wide})
                context.close()
    browser.close()
print(json.dumps(found))
"""

FILTER = """
import json, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
asked = json.load(sys.stdin)
count = "[...document.querySelectorAll('#failing .finding')].filter(one => one.offsetParent !== null).length"
found = {}
with sync_playwright() as machine:
    browser = machine.chromium.launch(executable_path=asked["chromium"], args=["--no-sandbox"])
    for script in (True, False):
        page = browser.new_context(java_script_enabled=script).new_page()
        page.goto(Path(asked["file"]).as_uri())
        shown = lambda: page.locator("#failing .finding:visible").count()
        one = {"all": shown(), "cards": page.locator("#failing .group:visible").count()}
        page.uncheck("#show-high")
        one["without high"] = shown()
        one["cards without high"] = page.locator("#failing .group:visible").count()
        page.check("#show-high")
        page.uncheck("#show-unchanged")
        one["new"] = page.locator("#failing .finding.unchanged:visible").count()
        page.check("#show-unchanged")
        one["search"] = page.locator("#words:visible").count()
        if script:
            page.fill("#words", "privileged task2")
            one["words"] = shown()
            page.fill("#words", "")
            page.select_option("#service", "CodePipeline")
            one["service"] = shown()
            one["said"] = page.locator("#said").text_content()
        page.locator("#failing .finding:visible summary").first.click()
        one["opened"] = page.locator("#failing .finding:visible .in:visible").count()
        found["script" if script else "none"] = one
    page.emulate_media(media="print")
    found["print"] = page.locator("nav:visible, .filters:visible").count()
    page.pdf(path=asked["file"] + ".pdf")
    browser.close()
print(json.dumps(found))
"""


def test_axe_finds_nothing_and_nothing_is_run_or_fetched(tmp_path: Path):
    """In light and dark, wide and on a phone, with everything opened; names that attack among them."""
    files = []
    for content in (report, beside_a_base, nasty, clean_report):
        file = tmp_path / f"{content.__name__}.html"
        file.write_text(render("html", content()), encoding="utf-8")
        files.append(str(file))
    axe = CACHE / "node_modules/axe-core/axe.min.js"

    found = python(BROWSE, json.dumps({"axe": str(axe), "chromium": chromium(), "files": files}))

    assert len(found) == 16
    assert [one for one in found if one["axe"] or one["told"] or one["requests"] or one["wide"] > one["width"]] == []


@pytest.fixture(scope="module")
def filtered(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(render("html", beside_a_base()), encoding="utf-8")
    return python(FILTER, json.dumps({"chromium": chromium(), "file": str(file)}))


@pytest.mark.parametrize("script", ["script", "none"])
def test_filters_by_severity_and_state_need_no_script(filtered: Any, script: str):
    one = filtered[script]

    assert (one["all"], one["without high"], one["new"]) == (7, 3, 0)
    assert one["cards without high"] == one["cards"] - 1
    assert one["opened"] == 1


def test_words_and_services_are_filtered_by_a_script_and_hidden_without(filtered: Any):
    assert (filtered["script"]["words"], filtered["script"]["service"]) == (1, 1)
    assert filtered["script"]["said"] == "1 of 7 shown"
    assert (filtered["script"]["search"], filtered["none"]["search"]) == (1, 0)


def test_paper_shows_no_controls(filtered: Any):
    assert filtered["print"] == 0
