"""What is new as a message: as plain JSON, and in Slack's form with its limits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from scanner import __version__
from scanner.outputs.grounds import called
from scanner.outputs.plain_text import cut, one_line
from scanner.records import dataclass, field
from scanner.report import Severity

GROUPS: Final = 10
"""Policies that a message lists."""
SHOWN: Final = 5
"""Findings that it lists of each."""
HEADER: Final = 150
"""Slack: characters of a header block. A section has 3,000, a message 50 blocks; all blocks together are refused from some 13,000 on."""
SECTION: Final = 900
"""Characters of one of ours, so that all stays within that."""
LINE: Final = 160
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of a message."""

    fingerprint: str
    severity: str
    message: str
    resource: str
    type: str
    account: str
    """Empty: not told; so is `region` and `owner`."""
    region: str
    project: str
    owner: str
    happened: str
    """opened or reopened"""
    at: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is new of a policy."""

    policy: str
    title: str
    severity: str
    """The worst of its findings."""
    count: int
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What is new for a channel."""

    floor: int | None
    """The event up to which it was told; None: it was told nothing yet, and this is all that is open."""
    top: int | None
    """The event up to which this tells; None: there is none."""
    counts: Mapping[tuple[str, str, bool], int] = field(default_factory=dict)
    """(severity, what happened, newly judged: no change of the posture) -> findings."""
    groups: tuple[Group, ...] = ()
    left_out: int = 0
    """Policies that are not among `groups`."""
    first_looks: int = 0
    """Those that are newly judged because nobody had looked at their place before; they are listed, as nothing will tell them again."""

    @property
    def posture(self) -> int:
        """Findings that are new because something changed in what was judged."""
        return sum(count for (_, _, by_rules), count in self.counts.items() if not by_rules)

    @property
    def by_rules(self) -> int:
        """Findings that are newly judged: a policy is new or changed, or nobody had looked at their place before."""
        return sum(count for (_, _, by_rules), count in self.counts.items() if by_rules)

    @property
    def total(self) -> int:
        """Both."""
        return self.posture + self.by_rules

    @property
    def key(self) -> str:
        """What names this message, each time it is tried."""
        return hashlib.sha256(f"{self.floor} {self.top}".encode()).hexdigest()[:32]

    def severities(self) -> dict[str, int]:
        """Findings of the posture by severity, the worst first."""
        found = {str(each): sum(n for (word, _, rules), n in self.counts.items() if word == each and not rules) for each in Severity}
        return {word: count for word, count in found.items() if count}

    def happened(self, what: str) -> int:
        """Findings of the posture that were opened, or reopened."""
        return sum(count for (_, word, rules), count in self.counts.items() if word == what and not rules)


def headline(news: News, severity: Severity) -> str:
    """`3 new findings of severity high or worse`; to a channel that was told nothing yet, how many are open."""
    worse = "" if severity is Severity.CRITICAL else " or worse"
    if news.floor is None:
        return f"{news.posture} open {'finding' if news.posture == 1 else 'findings'} of severity {severity}{worse}"
    if not news.posture:
        found = f"{news.by_rules} {'finding appears' if news.by_rules == 1 else 'findings appear'}"
        return f"{found} because {_why(news)} (severity {severity}{worse})"
    return f"{news.posture} new {'finding' if news.posture == 1 else 'findings'} of severity {severity}{worse}"


def _why(news: News) -> str:
    """Why what is newly judged is."""
    looks = "places were looked at for the first time"
    if news.first_looks == news.by_rules:
        return looks
    return f"policies are new or changed, or {looks}" if news.first_looks else "policies are new or changed"


def generic(news: News, severity: Severity, url: str | None) -> dict[str, Any]:
    """Plain JSON for a receiver of one's own."""
    return {
        "form": "plimsoll/notification/1",
        "version": __version__,
        "text": headline(news, severity),
        "severity": str(severity),
        "opened": news.happened("opened"),
        "reopened": news.happened("reopened"),
        "by_rules": news.by_rules,
        "first_looks": news.first_looks,
        "severities": news.severities(),
        "policies": [
            {
                "policy": group.policy,
                "title": group.title,
                "severity": group.severity,
                "count": group.count,
                "findings": [_finding(each, url) for each in group.findings],
                "findings_left_out": group.count - len(group.findings),
            }
            for group in news.groups
        ],
        "policies_left_out": news.left_out,
        "url": url,
    }


def _finding(told: Told, url: str | None) -> dict[str, Any]:
    return {
        "fingerprint": told.fingerprint,
        "severity": told.severity,
        "happened": told.happened,
        "at": told.at,
        "message": told.message,
        "resource": told.resource,
        "type": told.type,
        "account": told.account or None,
        "region": told.region or None,
        "project": told.project,
        "owner": told.owner or None,
        "url": f"{url}/findings/{told.fingerprint}" if url else None,
    }


def slack(news: News, severity: Severity, url: str | None) -> dict[str, Any]:
    """Slack's Block Kit, also understood by Mattermost and Rocket.Chat by its `text`."""
    title = headline(news, severity)
    blocks: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": cut(title, HEADER), "emoji": False}}]
    counts = ", ".join(f"{count} {word}" for word, count in news.severities().items())
    about = [counts, f"{news.happened('reopened')} reopened" if news.happened("reopened") else ""]
    about.append(f"{news.by_rules} more because {_why(news)}" if news.by_rules and news.posture else "")
    told = " · ".join(text for text in about if text)
    if told:
        blocks.append(_section(told))
    blocks.extend(_section(_slack_group(group, url)) for group in news.groups)
    last = f"{news.left_out} more {'policy' if news.left_out == 1 else 'policies'}" if news.left_out else ""
    where = f"<{_slack_url(url)}/findings|All findings>" if url else ""
    if last or where:
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": " · ".join(text for text in (last, where) if text)}]})
    return {"text": title, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _slack_group(group: Group, url: str | None) -> str:
    title = _slack_text(group.title)
    head = f"*{group.severity}* {title}"
    if url:
        head = f"*{group.severity}* <{_slack_url(url)}/policies/{quote(group.policy, safe='')}|{title}>"
    lines = [f"{head} ({group.count})"]
    shown = 0
    for each in group.findings:
        name = _slack_text(called(each.resource))
        name = f"<{_slack_url(url)}/findings/{each.fingerprint}|{name}>" if url else name
        place = " ".join(_slack_text(text, 40) for text in (each.account, each.region) if text) or _slack_text(each.project, 60)
        owner = f", {_slack_text(each.owner, 40)}" if each.owner else ""
        again = ", reopened" if each.happened == "reopened" else ""
        line = f"• {name} ({place}{owner}{again})"
        if sum(map(len, lines)) + len(line) > SECTION:
            break
        lines.append(line)
        shown += 1
    if group.count > shown:
        lines.append(f"• and {group.count - shown} more")
    return "\n".join(lines)


def _slack_text(text: str, longest: int = LINE) -> str:
    """At most `longest` characters in which nothing is Slack's markup: `<!channel>` and links need `<`, emphasis stands beside a word."""
    parts: list[str] = []
    left = longest - 1
    for character in one_line(text):
        told = _SLACK.get(character, character)
        left -= len(told)
        if left < 0:
            return "".join(parts) + "…"
        parts.append(told)
    return "".join(parts)


_SLACK: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "\u00a6",
    **{mark: f"\u200b{mark}\u200b" for mark in "*_~`"},
}
"""What is written instead of a character."""


def _slack_url(url: str | None) -> str:
    return quote(url or "", safe=":/?&=%#[]@!$'()*+,;-._~")


FORMS: Final[Mapping[str, Callable[[News, Severity, str | None], dict[str, Any]]]] = {"generic": generic, "slack": slack}
"""By name, what makes a message."""
