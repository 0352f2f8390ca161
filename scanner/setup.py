"""`plimsoll init`: a configuration and a workflow for the repository that it finds itself in. It never overwrites."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from scanner.config import NAME
from scanner.errors import UsageError
from scanner.git import GitError, Repository, top_of
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.sources.discover import Discovery

WORKFLOW: Final = ".github/workflows/plimsoll.yml"
MOST: Final = 20_000
"""Files that are looked at."""
_BRANCH: Final = regex(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}\Z")
_WORDS: Final = {
    "cloudformation": "CloudFormation templates",
    "terraform": "Terraform code",
    "plan": "Terraform plans",
    "saved": "saved snapshots",
    "saved-parts": "saved snapshots",
}

CONFIGURATION: Final = """\
# yaml-language-server: $schema=https://plimsoll.invalid/schemas/config.schema.json
# What a scan of this repository asks. All options: plimsoll config --show, docs/commands.md.
# {found}
pack: ecs-essentials
fail-on: low
# closed: [AWS::CloudTrail::Trail]   # types of which this repository holds all there are
# exclude: ["vendor/**"]
# The longest that a waiver may last, in days from today; waivers stand in plimsoll-waivers.yaml or beside what they waive.
waiver-days:
  critical: 30
  high: 90
  medium: 180
"""

ACTION: Final = """\
# Judges what a pull request introduces, and the whole default branch on a push.
name: Plimsoll

on:
  pull_request:
  push:
    branches: ["{branch}"]

permissions: {{}}

concurrency:
  group: plimsoll-${{{{ github.ref }}}}
  cancel-in-progress: true

jobs:
  scan:
    name: Plimsoll
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      security-events: write # the results stand under Security, and beside the lines of a pull request
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          fetch-depth: 0 # the merge base is compared with
          persist-credentials: false
      - uses: OWNER/plimsoll/github-action@COMMIT # pin to a commit
        with:
          fail-on: new:low
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the repository: written now, or left as it was."""

    path: str
    written: bool


def init(folder: str) -> tuple[list[Made], str]:
    """Write what is not there yet; the files, and a sentence on what the repository holds. UsageError where one cannot be written."""
    top = top_of(folder) or os.path.realpath(folder)
    found = holding(top)
    texts = {
        NAME: CONFIGURATION.format(found=found),
        WORKFLOW: ACTION.format(branch=branch_of(top)),
    }
    return [Made(name, _write(top, name, text)) for name, text in texts.items()], found


def _write(top: str, name: str, text: str) -> bool:
    """Write a file that is not there; no link is followed out of the repository."""
    path = os.path.join(top, *name.split("/"))
    try:
        if os.path.lexists(path):
            return False
        home = os.path.realpath(os.path.dirname(path))
        if home != top and not home.startswith(os.path.join(top, "")):
            raise UsageError(f'"{name}" would be written outside the repository; its folder is a link, make it one of the repository')
        os.makedirs(home, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        raise UsageError(f'"{path}" cannot be written: {error.strerror}; run plimsoll init where you may write') from error
    return True


def holding(top: str) -> str:
    """What a repository holds, in a sentence."""
    counts: dict[str, int] = {}
    for kind in _kinds(top):
        counts[_WORDS[kind]] = counts.get(_WORDS[kind], 0) + 1
    told = ", ".join(f"{words} ({count})" for words, count in counts.items())
    return f"Found here: {told}." if told else "Nothing that can be scanned was found here yet."


def _kinds(top: str) -> Iterator[str]:
    for count, candidate in enumerate(Discovery().candidates([top])):
        if count >= MOST:
            return
        yield candidate.kind


def branch_of(top: str) -> str:
    """The default branch: origin's, else the one that is checked out, else main."""
    for arguments in (("symbolic-ref", "--short", "refs/remotes/origin/HEAD"), ("symbolic-ref", "--short", "HEAD")):
        try:
            name = Repository(top).text(*arguments).removeprefix("origin/")
        except GitError:
            continue
        if _BRANCH.match(name):
            return name
    return "main"
