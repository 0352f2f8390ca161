"""The pages as files: every link leads to a file, nothing of others is overwritten, and a folder appears whole or not at all."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from scanner.cli import main
from scanner.dashboard import folder, static_pages, views
from scanner.dashboard.files import FileLinks, Page, name_of
from scanner.errors import UsageError
from tests.dashboard import histories
from tests.dashboard.shell import LOADER, VIEWS, empty_history

ADDRESSES = {"href", "src", "action", "hx-get", "data", "poster", "srcset"}


class Links(HTMLParser):
    """The addresses of a page, its ids, and what must not stand in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.scripts: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [value or "" for name, value in attrs if name in ADDRESSES]
        self.ids |= {value for name, value in attrs if name == "id" and value}
        self.inline += [f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag == "script":
            self.scripts.append(values)
        if tag == "style":
            self.inline.append(tag)
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values.get("content") or ""


def files_of(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def broken(root: Path) -> list[str]:
    """The links of all pages that lead nowhere, or out of the folder; references of policies to the web are theirs."""
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in files_of(root) if path.suffix == ".html"}
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme in ("http", "https") and parts.netloc:
                continue
            if parts.scheme or parts.netloc or parts.query or link.startswith("/") or not target.is_relative_to(root.resolve()):
                wrong.append(f"{path.relative_to(root)}: {link} is not relative")
            elif not target.is_file():
                wrong.append(f"{path.relative_to(root)}: {link} is not there")
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                wrong.append(f"{path.relative_to(root)}: {link} has no such place")
    return wrong


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site") / "pages"
    static_pages.write(histories.kept("varied"), root)
    return root


def test_every_link_leads_to_a_file(site: Path):
    assert broken(site) == []


def test_every_view_that_has_pages_is_there(site: Path):
    names = {path.relative_to(site).parts[0].split(".")[0] for path in files_of(site)}
    shown = {view.name for view in views.VIEWS if view.role == "viewer" and not view.download and (not view.slots or view.keys)}

    assert shown - {"overview"} <= names
    assert "index" in names
    assert not any("waiver" in name for name in names)


def test_a_page_holds_no_script_and_no_style_of_its_own(site: Path):
    for path in files_of(site):
        if path.suffix == ".html":
            page = Links(path.read_text(encoding="utf-8"))

            assert page.inline == [], path
            assert all(script.get("src") for script in page.scripts), path
            assert "default-src 'none'" in page.policy
            assert "frame-ancestors" not in page.policy


def test_the_files_say_what_they_are_not(site: Path):
    text = (site / "index.html").read_text(encoding="utf-8")

    assert re.search(r"As files there are \d+ pages\.", text)
    assert "need plimsoll serve" in text


def test_pages_are_bounded_and_the_most_telling_are_there(tmp_path):
    most = 60
    written = static_pages.write(histories.kept("varied"), tmp_path / "site", most)
    pages = [path for path in files_of(tmp_path / "site") if path.suffix == ".html"]

    assert len(pages) == written.pages == most
    assert "Finding" in written.cut
    assert "Not every " in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert broken(tmp_path / "site") == []


def test_an_empty_history_has_pages(tmp_path):
    static_pages.write(empty_history(tmp_path), tmp_path / "site")

    assert broken(tmp_path / "site") == []
    assert (tmp_path / "site/index.html").is_file()


def test_links_go_to_what_is_written_and_else_are_text(tmp_path):
    static_pages.write(empty_history(tmp_path), tmp_path / "site", shown=VIEWS, loader=LOADER)
    text = (tmp_path / "site/thing/plain.html").read_text(encoding="utf-8")

    assert '<a href="plain.html">plain</a>' in text
    assert '<a href="a-b-c.' in text
    assert "<p>nobody</p>" in text
    assert '<a href="../list.two.html">two</a>' in text
    assert broken(tmp_path / "site") == []


@given(st.lists(st.text(max_size=80), unique=True, max_size=20))
def test_no_two_names_give_one_file(names: list[str]):
    """Nor where a file system does not tell case."""
    files = [name_of(name) for name in names]

    assert len({file.lower() for file in files}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]{1,100}", file) and not file.startswith("..") and file not in (".", "..") for file in files)


def test_a_default_is_the_page_itself():
    view = next(each for each in VIEWS if each.name == "list")
    links = FileLinks(VIEWS, [Page(view, {}, {}), Page(view, {}, {"by": "two"})])

    assert links.url("list", by="one", days=30, status=()) == "list.html"
    assert links.url("list", by="two") == "list.two.html"
    assert links.url("list", by="two", status=("open",)) is None
    assert links.url("list", days=7) is None
    links.here = "thing/a.html"
    assert links.url("list") == "../list.html"


def test_another_write_replaces_the_first(tmp_path):
    target = tmp_path / "site"
    static_pages.write(histories.kept("varied"), target)
    before = len(files_of(target))
    static_pages.write(empty_history(tmp_path), target)

    assert len(files_of(target)) < before
    assert sorted(os.listdir(tmp_path)) == ["empty.db", *sorted({"empty.db-shm", "empty.db-wal"} & set(os.listdir(tmp_path))), "site"]


@pytest.mark.parametrize("stranger", ["notes.txt", "assets/mine.css", ".git/config"])
def test_a_folder_with_other_things_is_left_alone(tmp_path, stranger: str):
    target = tmp_path / "site"
    place = empty_history(tmp_path)
    static_pages.write(place, target)
    (target / stranger).parent.mkdir(exist_ok=True)
    (target / stranger).write_text("mine")
    before = {path: path.stat().st_mtime_ns for path in files_of(target)}

    with pytest.raises(UsageError, match=f'holds what is no report, such as "{re.escape(stranger)}"'):
        static_pages.write(place, target)
    assert {path: path.stat().st_mtime_ns for path in files_of(target)} == before


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a").write_text("a")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "file").write_text("a")
    for name in ("mine", "link", "file"):
        with pytest.raises(UsageError):
            static_pages.write(empty_history(tmp_path), tmp_path / name)
    assert (tmp_path / "mine/a").read_text() == "a"


def test_a_forged_list_frees_nothing_but_what_it_names(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a").write_text("a")
    (tmp_path / "mine" / folder.MARKER).write_text(json.dumps({"format": 2, "files": ["a", folder.MARKER]}))
    with pytest.raises(UsageError):
        folder.check(tmp_path / "mine")


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    static_pages.write(empty_history(tmp_path), tmp_path / "site")

    assert (tmp_path / "site/index.html").is_file()


def test_what_breaks_off_leaves_what_was_there(tmp_path):
    target = tmp_path / "site"
    static_pages.write(empty_history(tmp_path), target, shown=VIEWS, loader=LOADER)
    before = files_of(target)
    bad = VIEWS[0].__class__("bad", "/bad", "Bad", "echo.html", "tests.dashboard.shell:nowhere", "x")
    with pytest.raises(AttributeError):
        static_pages.write(empty_history(tmp_path), target, shown=[*VIEWS, bad], loader=LOADER)

    assert files_of(target) == before
    assert not [name for name in os.listdir(tmp_path) if ".part" in name]


def test_a_folder_in_none_is_told(tmp_path):
    with pytest.raises(UsageError, match="name a folder in one that exists"):
        static_pages.write(empty_history(tmp_path), tmp_path / "none" / "site")


def test_the_command_writes_reports_in_their_order(tmp_path):
    """Whatever the order in which they are named."""
    for name, state in (("later", "repaired"), ("earlier", "broken")):
        text = histories.reported(f"examples/ecs-case-study/{state}/terraform")
        report = json.loads(text)
        report["header"]["started"] = "2026-03-02T00:00:00Z" if name == "later" else "2026-03-01T00:00:00Z"
        report["header"]["targets"] = ["examples/ecs-case-study"]
        (tmp_path / f"{name}.json").write_text(json.dumps(report))
    done = CliRunner().invoke(
        main, ["report", "--html", str(tmp_path / "site"), *(str(tmp_path / f"{n}.json") for n in ("later", "earlier"))]
    )

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{tmp_path}/site/index.html: As files there are ")
    runs = (tmp_path / "site/runs.html").read_text(encoding="utf-8")
    assert runs.index("2026-03-02") < runs.index("2026-03-01")
    assert broken(tmp_path / "site") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "nothing says of what"),
        (["--history", "none.db"], 'there is no history at "none.db"'),
        (["--history", "none.db", "a.json"], "name one of them"),
        (["none.json"], "name a report that plimsoll scan --format json wrote"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    done = CliRunner(env={"PLIMSOLL_HISTORY": None}).invoke(main, ["report", "--html", "site", *arguments])

    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "site").exists()
