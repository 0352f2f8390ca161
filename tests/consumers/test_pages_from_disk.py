"""The pages as files open from disk in Chromium, under their own strict policy."""

from __future__ import annotations

import pytest

from scanner.dashboard import static_pages
from tests.consumers.tools import chromium, python
from tests.dashboard import histories

pytestmark = pytest.mark.consumers

OPEN = """
import json, sys
from playwright.sync_api import sync_playwright
asked = json.loads(sys.stdin.read())
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=asked["chromium"], args=["--no-sandbox"])
    page = browser.new_page()
    told, requests, found = [], [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: told.append(f"failed: {request.url}"))
    for file in asked["files"]:
        page.goto(f"file://{asked['root']}/{file}")
        position = page.evaluate("getComputedStyle(document.querySelector('.skip')).position")
        found.append([page.evaluate("document.styleSheets.length"), position, page.title()])
    page.goto(f"file://{asked['root']}/index.html")
    page.click("nav.views a >> nth=1")
    found.append(page.url)
    browser.close()
print(json.dumps({"told": told, "requests": requests, "found": found}))
"""


def test_pages_open_from_disk_with_their_style_and_nothing_from_elsewhere(tmp_path):
    import json

    root = tmp_path / "site"
    static_pages.write(histories.kept("varied"), root, 80)
    files = ["index.html", "findings.html", next(f"finding/{path.name}" for path in (root / "finding").iterdir())]
    seen = python(OPEN, json.dumps({"chromium": chromium(), "root": str(root), "files": files}))

    assert seen["told"] == []
    assert all(url.startswith("file://") for url in seen["requests"])
    for sheets, position, title in seen["found"][:3]:
        assert (sheets, position) == (1, "absolute")
        assert title.endswith("Plimsoll")
    assert seen["found"][3].startswith(f"file://{root}/")
    assert not seen["found"][3].endswith("index.html")
