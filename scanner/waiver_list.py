"""`plimsoll waivers`: all waivers of some targets, those that end first before the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from scanner import waiver_comments, waivers
from scanner.config import Config
from scanner.errors import UsageError
from scanner.report_json import dumps, waiver_to_json
from scanner.scan import today
from scanner.sources.discover import TERRAFORM, Discovery, name_of
from scanner.waivers import Rule

SCHEMA = "plimsoll/waivers/v1"
NEVER = 10**6


def listed(targets: Sequence[str], files: Mapping[Any, str], own: Config, *, inline: bool) -> tuple[list[Rule], list[UsageError]]:
    """The waivers of files of waivers and of what the targets hold, by their end and place; and what cannot be meant."""
    rules: list[Rule] = []
    problems: list[UsageError] = []
    for file, shown in files.items():
        try:
            rules += waivers.read(file, shown)
        except UsageError as error:
            problems.append(error)
    for name in sorted(set(_files(targets, own))) if inline else ():
        found = waiver_comments.read(name)
        rules += found.rules
        problems += found.problems
    day = today()
    return sorted(rules, key=lambda rule: (_left(rule, day, NEVER), rule.place)), problems


def _files(targets: Sequence[str], own: Config) -> Iterator[str]:
    """The files that may hold waivers beside resources."""
    for candidate in Discovery(own.exclude).candidates(targets):
        if candidate.kind == TERRAFORM:
            for folder in candidate.folders:
                yield from (name_of(os.path.join(folder, name)) for name in os.listdir(folder) if name.endswith(waiver_comments.HCL))
        elif not os.path.isdir(candidate.path):
            yield candidate.name


def _left(rule: Rule, day: str, otherwise: int) -> int:
    left = waivers.days_left(rule.waiver.until, day)
    return otherwise if left is None else left


def state_of(rule: Rule, day: str) -> str:
    """`ended`, `ends soon`, `holds`; over-broad ones with that."""
    left = waivers.days_left(rule.waiver.until, day)
    state = "holds" if left is None or left > waivers.SOON else "ended" if left < 0 else "ends soon"
    return f"{state}, over-broad" if rule.is_broad else state


def days(rule: Rule, day: str) -> str:
    """`12 days left`, `the last day`, `ended 3 days ago`, `no end`."""
    left = waivers.days_left(rule.waiver.until, day)
    if left is None:
        return "no end"
    many = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    return "the last day" if left == 0 else f"{many} left" if left > 0 else f"ended {many} ago"


def write(rules: Sequence[Rule], problems: Sequence[UsageError], out: TextIO) -> None:
    """One paragraph a waiver: how long it holds, its policy and place, who and why."""
    day = today()
    for rule in rules:
        waiver = rule.waiver
        until = f" (until {waiver.until})" if waiver.until else ""
        out.write(f"{shown(days(rule, day))}{until}  {shown(rule.policy)}  {shown(rule.place)}{'  OVER-BROAD' if rule.is_broad else ''}\n")
        who = ", ".join(f"{name} {value}" for name, value in (("owner", waiver.owner), ("ticket", waiver.ticket)) if value)
        out.write(f"    {shown(waiver.reason)}{' (' + shown(who) + ')' if who else ''}\n")
        chosen = "; ".join(f"{name} {' | '.join(value) if isinstance(value, list) else value}" for name, value in rule.selects.items())
        if chosen:
            out.write(f"    for {shown(chosen)}\n")
    for problem in problems:
        out.write(f"{shown(str(problem))}\n")
    ended = sum(_left(rule, day, NEVER) < 0 for rule in rules)
    soon = sum(0 <= _left(rule, day, NEVER) <= waivers.SOON for rule in rules)
    wrong = f", {len(problems)} cannot be meant" if problems else ""
    out.write(f"{len(rules)} waivers: {len(rules) - ended} hold, {soon} of them end within {waivers.SOON} days; {ended} ended{wrong}\n")


def write_json(rules: Sequence[Rule], problems: Sequence[UsageError], out: TextIO) -> None:
    """The same for programs."""
    day = today()
    said = [
        {
            "policy": rule.policy,
            **rule.selects,
            **waiver_to_json(rule.waiver),
            "daysLeft": waivers.days_left(rule.waiver.until, day),
            "state": state_of(rule, day).split(",")[0],
            "overBroad": rule.is_broad,
        }
        for rule in rules
    ]
    wrong = [{"message": one.message, "file": one.file, "line": one.line, "column": one.column} for one in problems]
    out.write(dumps({"schema": SCHEMA, "date": day, "waivers": said, "problems": wrong}) + "\n")


def shown(text: str) -> str:
    """Text on one line that cannot speak to a terminal or to a runner of workflows."""
    safe = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text).replace("##[", "# #[")
    return "\\" + safe if safe.lstrip().startswith("::") else safe
