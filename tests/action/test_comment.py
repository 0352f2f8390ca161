"""The one comment of a pull request: made when there is something to say, edited in place, hidden when there is not."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.action.harness import Run, Runner
from tests.action.repository import ACTION, FAILING, INSTALLED, POLICY, SOUND, changed, commit, pull_request

JOBS = "token-of-the-job"


class GitHub:
    """As much of GitHub's API as a comment needs, on loopback; it knows bots as GraphQL shows them, without `[bot]`."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.pulls: list[dict[str, Any]] = []
        self.refused: set[str] = set()
        """Of `find`, `create`, `update`, `hide`, `show`."""
        self.broken = 0
        """Answers that are a 502 before one is right."""
        self.asked: list[str] = []
        self.tokens: set[str] = set()

    def add(self, body: str, author: str = "github-actions", kind: str = "Bot", hidden: bool = False) -> dict[str, Any]:
        """Somebody's comment."""
        number = len(self.comments) + 1
        comment = {
            "id": f"IC_{number}",
            "url": f"https://github.test/harbor/shop/pull/7#{number}",
            "body": body,
            "isMinimized": hidden,
            "author": {"__typename": kind, "login": author},
        }
        self.comments.append(comment)
        return comment

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """The status and the answer to a request."""
        if self.broken:
            self.broken -= 1
            return 502, {"message": "Bad Gateway"}
        if path == "/graphql":
            return self.graphql(body["query"], body["variables"])
        if method == "POST" and re.fullmatch(r"/repos/harbor/shop/issues/7/comments", path):
            self.asked.append("create")
            if "create" in self.refused:
                return 403, {"message": "Resource not accessible by integration"}
            return 201, {"html_url": self.add(body["body"])["url"]}
        if method == "GET" and path.startswith("/repos/harbor/shop/pulls?"):
            return 200, self.pulls if "head=pirate%3Afix" in path else []
        return 404, {"message": "Not Found"}

    def graphql(self, query: str, variables: dict[str, Any]) -> tuple[int, Any]:
        """The answer to a GraphQL query; what is refused is an error in an answer of status 200."""
        name = next(
            key
            for key, word in {"find": "viewer", "update": "updateIssueComment", "show": "unminimize", "hide": "minimize"}.items()
            if word in query
        )
        self.asked.append(name)
        if name in self.refused:
            return 200, {"data": None, "errors": [{"message": "Resource not accessible by integration"}]}
        if name == "find":
            start = int(variables["after"] or 0)
            page = {"nodes": self.comments[start : start + 100]}
            more = start + 100 < len(self.comments)
            comments = page | {"pageInfo": {"endCursor": str(start + 100), "hasNextPage": more}}
            request = {"comments": comments} if variables["number"] == 7 else None
            return 200, {"data": {"viewer": {"login": "github-actions[bot]"}, "repository": {"pullRequest": request}}}
        comment = next(one for one in self.comments if one["id"] == variables["id"])
        comment |= {"body": variables["body"]} if name == "update" else {"isMinimized": name == "hide"}
        return 200, {"data": {}}


@pytest.fixture
def github() -> Iterator[tuple[GitHub, str]]:
    """An API, and its address."""
    api = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply("GET")

        def do_POST(self) -> None:
            self.reply("POST")

        def reply(self, method: str) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            api.tokens.add(self.headers["Authorization"])
            status, answer = api.answer(method, self.path, body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield api, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def at(address: str) -> dict[str, str]:
    """Where a runner's steps find the API."""
    return {"GITHUB_API_URL": address, "GITHUB_GRAPHQL_URL": f"{address}/graphql", "PLIMSOLL_COMMENT_PAUSE": "0"}


def commented(tmp_path: Path, address: str, base: str, **inputs: str) -> Run:
    """Run the Action on a pull request, and let it comment."""
    temp = tmp_path / "temp"
    temp.mkdir(exist_ok=True)
    runner = Runner(tmp_path / "repository", temp, pull_request(base), at(address), instead=INSTALLED)
    return runner.run(ACTION, **{"comment": "true", "select": POLICY, "fail_on": "new:low", **inputs})


def test_a_clean_change_makes_no_comment(tmp_path: Path, github: tuple[GitHub, str]):
    api, address = github
    run = commented(tmp_path, address, changed(tmp_path / "repository", {"t.yaml": SOUND}, {}))

    assert run.outcome == "success"
    assert api.comments == []
    assert run.outputs["comment-url"] == ""


def test_the_life_of_a_comment(tmp_path: Path, github: tuple[GitHub, str]):
    """Made by the first finding, edited by later runs, hidden as resolved when all is well, shown again when it is not."""
    api, address = github
    repository = tmp_path / "repository"
    base = changed(repository, {"t.yaml": SOUND}, {"t.yaml": FAILING})

    run = commented(tmp_path, address, base)
    assert len(api.comments) == 1
    assert POLICY in api.comments[0]["body"]
    assert run.outputs["comment-url"] == api.comments[0]["url"]

    commit(repository, {"t.yaml": SOUND})
    commented(tmp_path, address, base)
    assert len(api.comments) == 1
    assert POLICY not in api.comments[0]["body"]
    assert api.comments[0]["isMinimized"] is True

    commit(repository, {"t.yaml": FAILING})
    commented(tmp_path, address, base)
    assert len(api.comments) == 1
    assert POLICY in api.comments[0]["body"]
    assert api.comments[0]["isMinimized"] is False
    assert api.tokens == {f"Bearer {JOBS}"}


def test_a_run_that_breaks_says_so_in_the_same_comment(tmp_path: Path, github: tuple[GitHub, str]):
    """Not that of the run before, which would look like an answer."""
    api, address = github
    base = changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING})
    commented(tmp_path, address, base)
    commented(tmp_path, address, base, pack="no-such-pack")

    assert len(api.comments) == 1
    assert "no-such-pack" in api.comments[0]["body"]
    assert api.comments[0]["isMinimized"] is False


def test_each_category_has_its_comment(tmp_path: Path, github: tuple[GitHub, str]):
    api, address = github
    base = changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING})
    for category in ("one", "two", "one"):
        commented(tmp_path, address, base, category=category)

    assert len(api.comments) == 2


def test_nobody_elses_comment_is_edited(tmp_path: Path, github: tuple[GitHub, str]):
    """Anybody can write the mark; a token that may write could edit what they wrote."""
    api, address = github
    base = changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING})
    commented(tmp_path, address, base)
    mark = api.comments[0]["body"].partition("\n")[0]
    api.comments.clear()
    api.add(f"{mark}\nhello", "eve", "User")
    api.add(f"{mark}\nhello", "github-actions", "User")
    api.add(f"hello\n{mark}")
    commented(tmp_path, address, base)

    assert [one["body"].endswith("hello") or one["body"] == f"hello\n{mark}" for one in api.comments] == [True, True, True, False]


def test_a_comment_is_found_behind_hundreds(tmp_path: Path, github: tuple[GitHub, str]):
    api, address = github
    base = changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING})
    for number in range(250):
        api.add(f"comment {number}", "eve", "User")
    commented(tmp_path, address, base)
    commented(tmp_path, address, base)

    assert len(api.comments) == 251


@pytest.mark.parametrize("what", ["find", "create"])
def test_a_token_that_may_not_write_is_a_warning(tmp_path: Path, github: tuple[GitHub, str], what: str):
    """A fork's token is such a one: the gate and the summary do not need it."""
    api, address = github
    api.refused = {what}
    run = commented(tmp_path, address, changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING}), fail_on="none")

    assert run.outcome == "success"
    assert [one.level for one in run.annotations if "Resource not accessible" in one.message] == ["warning"]


def test_an_api_that_stumbles_is_asked_again(tmp_path: Path, github: tuple[GitHub, str]):
    api, address = github
    api.broken = 2
    commented(tmp_path, address, changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING}))

    assert len(api.comments) == 1


def test_an_api_that_is_not_there_is_a_warning(tmp_path: Path):
    run = commented(
        tmp_path, "http://127.0.0.1:9", changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING}), fail_on="none"
    )

    assert run.outcome == "success"
    assert any(one.message.startswith("no comment") for one in run.annotations if one.level == "warning")


def forked(tmp_path: Path, address: str, sha: str = "c" * 40, report: str = "") -> Run:
    """The workflow that runs after one of a fork: it comments on what that one reported."""
    base = changed(tmp_path / "repository", {"t.yaml": SOUND}, {"t.yaml": FAILING})
    temp = tmp_path / "temp"
    temp.mkdir()
    first = Runner(tmp_path / "repository", temp, pull_request(base, fork=True), instead=INSTALLED).run(ACTION, select=POLICY)
    file = Path(first.outputs["json-file"])
    if report:
        file.write_text(report)
    ran_for = {"head_sha": sha, "head_branch": "fix", "head_repository": {"owner": {"login": "pirate"}}}
    github = {"event_name": "workflow_run", "repository": "harbor/shop", "event": {"workflow_run": ran_for}}
    runner = Runner(tmp_path / "repository", temp, github, at(address), instead=INSTALLED)
    return runner.run(ACTION / "comment", report=str(file))


def test_a_fork_gets_its_comment_from_a_workflow_that_may_write(tmp_path: Path, github: tuple[GitHub, str]):
    """On the pull request whose branch and commit GitHub names; it says that its numbers are the fork's word."""
    api, address = github
    api.pulls = [{"number": 6, "head": {"sha": "d" * 40}}, {"number": 7, "head": {"sha": "c" * 40}}]
    run = forked(tmp_path, address)

    assert run.outcome == "success"
    assert len(api.comments) == 1
    assert POLICY in api.comments[0]["body"]
    assert "a fork can change that workflow" in api.comments[0]["body"]


def test_a_commit_of_no_open_pull_request_gets_no_comment(tmp_path: Path, github: tuple[GitHub, str]):
    api, address = github
    api.pulls = [{"number": 7, "head": {"sha": "d" * 40}}]
    run = forked(tmp_path, address)

    assert api.comments == []
    assert any("no open pull request" in one.message for one in run.annotations)


@pytest.mark.parametrize("report", ["{}", "[]", "<html>", '{"schema": "plimsoll/report/v1", "header": 1}'])
def test_a_report_that_is_none_makes_no_comment(tmp_path: Path, github: tuple[GitHub, str], report: str):
    """It is a fork's file, so it may be anything."""
    api, address = github
    run = forked(tmp_path, address, report=report)

    assert run.outcome == "failure"
    assert api.comments == []
    assert "Traceback" not in run.log
