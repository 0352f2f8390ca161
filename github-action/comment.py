"""The one comment of a pull request: found again by its first line, edited in place, hidden as resolved once nothing is left to say.

Only a comment that this very token wrote is ever edited: anybody can write the first line. Whatever the API refuses is a warning: a
comment is a courtesy, and a fork's token may write none.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import runner

TIMEOUT: Final = 30
TRIES: Final = 3
PAGES: Final = 50
"""Pages of a hundred comments that are looked through."""
FIND: Final = """query($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { id url body isMinimized author { __typename login } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}"""
UPDATE: Final = "mutation($id: ID!, $body: String!) { updateIssueComment(input: {id: $id, body: $body}) { issueComment { url } } }"
HIDE: Final = "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized } } }"
SHOW: Final = "mutation($id: ID!) { unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } } }"


class ApiError(Exception):
    """The API refused, or could not be reached."""


@dataclass(frozen=True)
class Api:
    """GitHub's API for one repository."""

    token: str
    repository: str
    """`owner/name`."""
    rest: str
    graphql: str

    def ask(self, query: str, **variables: Any) -> Any:
        """The `data` of a GraphQL answer."""
        answer = self._send("POST", self.graphql, {"query": query, "variables": variables})
        if not isinstance(answer, dict) or answer.get("errors") or not isinstance(answer.get("data"), dict):
            errors = answer.get("errors") if isinstance(answer, dict) else None
            raise ApiError("; ".join(str(one.get("message")) for one in errors) if errors else "an answer without data")
        return answer["data"]

    def get(self, path: str) -> Any:
        """A REST resource below the repository."""
        return self._send("GET", f"{self.rest}/repos/{self.repository}/{path}", None)

    def post(self, path: str, body: Any) -> Any:
        """Create a REST resource below the repository."""
        return self._send("POST", f"{self.rest}/repos/{self.repository}/{path}", body)

    def _send(self, method: str, url: str, body: Any) -> Any:
        if not url.startswith(("https://", "http://")):
            raise ApiError(f"{url} is no address of an API")
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/vnd.github+json", "User-Agent": "plimsoll"}
        data = None if body is None else json.dumps(body).encode()
        for attempt in range(TRIES):
            request = urllib.request.Request(url, data=data, headers=headers, method=method)  # noqa: S310  # http(s), checked above
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # http(s), checked above
                    return json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as error:
                said = error.read(2000).decode("utf-8", "replace")
                # A comment that was made although the answer was lost must not be made twice.
                if attempt + 1 == TRIES or (error.code < 500 and error.code != 429) or (method == "POST" and url != self.graphql):
                    raise ApiError(f"{error.code} {message(said)}") from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                if attempt + 1 == TRIES or (method == "POST" and url != self.graphql):
                    raise ApiError(str(error) or type(error).__name__) from error
            time.sleep(float(os.environ.get("PLIMSOLL_COMMENT_PAUSE", "1")) * 2**attempt)
        raise ApiError("no answer")


def message(text: str) -> str:
    """What an error's body says."""
    try:
        return str(json.loads(text)["message"])
    except (ValueError, KeyError, TypeError):
        return text[:200]


def find(api: Api, number: int, mark: str) -> dict[str, Any] | None:
    """The comment of a pull request that this token wrote and that begins with the mark."""
    owner, _, name = api.repository.partition("/")
    after = None
    for _ in range(PAGES):
        data = api.ask(FIND, owner=owner, name=name, number=number, after=after)
        request = (data.get("repository") or {}).get("pullRequest")
        if request is None:
            raise ApiError(f"there is no pull request {number}, or this token may not read it")
        viewer = str(data["viewer"]["login"])
        for node in request["comments"]["nodes"]:
            if is_ours(node.get("author"), viewer) and str(node["body"]).partition("\n")[0].strip() == mark:
                return dict(node)
        if not request["comments"]["pageInfo"]["hasNextPage"]:
            return None
        after = request["comments"]["pageInfo"]["endCursor"]
    return None


def is_ours(author: Any, viewer: str) -> bool:
    """Whether an author is the token's: GraphQL names a bot without its `[bot]`, so its kind is looked at, too."""
    if not isinstance(author, dict) or author.get("login") not in (viewer, viewer.removesuffix("[bot]")):
        return False
    return (author.get("__typename") == "Bot") == viewer.endswith("[bot]")


def keep(api: Api, number: int, body: str, clean: bool) -> str:
    """Make the comment say `body`; its address, empty where there is none because there is nothing to say."""
    mark = body.partition("\n")[0].strip()
    if not mark.startswith("<!--"):
        raise ApiError("the comment has no mark in its first line")
    there = find(api, number, mark)
    if there is None:
        return "" if clean else str(api.post(f"issues/{number}/comments", {"body": body})["html_url"])
    if str(there["body"]).strip() != body.strip():
        api.ask(UPDATE, id=there["id"], body=body)
    if bool(there["isMinimized"]) != clean:
        api.ask(HIDE if clean else SHOW, id=there["id"])
    return str(there["url"])


def pull_request(api: Api, given: str, event: Any) -> int | None:
    """The number of the pull request: what is given, what the event says, or that of the branch which a workflow ran for."""
    if given.strip():
        if not given.strip().isdecimal():
            raise ApiError("pull-request is no number")
        return int(given)
    ran = event.get("workflow_run") if isinstance(event, dict) else None
    if not isinstance(ran, dict) or not ran.get("head_repository"):
        return None
    # What the run itself says of its pull request is the fork's word; the branch and its commit are GitHub's.
    head = urllib.parse.quote(f"{ran['head_repository']['owner']['login']}:{ran['head_branch']}", safe="")
    for request in api.get(f"pulls?state=open&per_page=100&head={head}"):
        if request["head"]["sha"] == ran["head_sha"]:
            return int(request["number"])
    return None


def main() -> int:
    """Write the comment; 0 whatever the API said."""
    body = Path(os.environ["COMMENT_FILE"]).read_text(encoding="utf-8")
    clean = os.environ.get("CLEAN") == "true"
    rest = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    graphql = os.environ.get("GITHUB_GRAPHQL_URL", f"{rest}/graphql")
    api = Api(os.environ.get("TOKEN", ""), os.environ["GITHUB_REPOSITORY"], rest, graphql)
    event_file = os.environ.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(event_file).read_text(encoding="utf-8")) if event_file else {}
        number = pull_request(api, os.environ.get("PULL_REQUEST", ""), event)
        if number is None:
            runner.annotate("notice", "no comment: this run belongs to no open pull request")
            return 0
        runner.output("comment-url", keep(api, number, body, clean))
    except (ApiError, OSError, KeyError, TypeError, ValueError) as error:
        said = str(error) or type(error).__name__
        runner.annotate("warning", f"no comment on the pull request: {said}; it needs pull-requests: write, which a fork's token lacks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
