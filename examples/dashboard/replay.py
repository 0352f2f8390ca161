"""Thirty days of twenty accounts: the case study's worlds, varied, judged day by day by the scanner, and kept in a history.

    python examples/dashboard/replay.py HISTORY [--days 30] [--accounts 20]

Nothing in the history is invented: each day's snapshots and code are written to files, scanned as any others, and the report is added.
Only the time of each run is set, to its day. The same days give the same history.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import click
from worlds import CASE_STUDY, FAULTS, Platform, Replay

from scanner import records, report_json, scan, triage, waivers
from scanner.config import Config
from scanner.history import add, store
from scanner.marks import Marks
from scanner.report import Report
from scanner.scan import Settings
from scanner.snapshot_file import LIVE, Scope, header_record, write_records

TEAMS = ("checkout", "search", "payments", "platform", "fulfilment", "identity")
PRODUCTS = ("harbor", "atlas", "beacon", "cinder", "delta", "ember", "falcon", "garnet", "heron", "indigo")
REGIONS = ("eu-west-1", "eu-central-1", "us-east-1", "ap-northeast-2")
LATE_RULES = ("userdata-agent-recovers", "ci-and-cd-in-separate-projects", "ecs-task-outside-service")
"""Policies that are asked from the twelfth day on."""
CODE = "harbor-platform"
"""The repository that is scanned beside the accounts."""


@dataclass
class Story:
    """What happens to a platform: its faults, each with the days from and until which it is there."""

    platform: Platform
    faults: list[tuple[str, int, int]] = field(default_factory=list)

    def on(self, day: int) -> list[str]:
        """The faults of a day."""
        return sorted({name for name, start, end in self.faults if start <= day < end})


def stories(days: int, accounts: int, chance: random.Random) -> list[Story]:
    """Accounts, some with platforms in two regions: most start broken and are mended; new faults come up, fewer than old ones go."""
    made = []
    for number in range(accounts):
        account = f"{100200300400 + number * 1_111:012d}"
        for place in range(1 + (number % 3 == 0)):
            platform = Platform(account, REGIONS[(number + place) % 4], PRODUCTS[(number * 3 + place) % 10], TEAMS[(number + place) % 6])
            story = Story(platform)
            for name in chance.sample(list(FAULTS), chance.choice((0, 1, 1, 2, 3, 4))):
                story.faults.append((name, 0, chance.choice((*range(3, days + 20),))))
            for name in chance.sample(list(FAULTS), chance.choice((0, 0, 1, 1, 2))):
                start = chance.randrange(1, max(days, 2))
                story.faults.append((name, start, start + chance.randrange(2, 15)))
            if number % 4 == 1:
                story.faults.append(("agent", days * 3 // 5, days * 3 // 5 + 3))
            made.append(story)
    return made


def accounts_on(day: int, days: int, told: Sequence[Story], replay: Replay, folder: Path) -> list[Path]:
    """Write the snapshots of a day: a role that may list nothing of ECS for some days, and an account that cannot be entered at the end."""
    written = []
    for number, account in enumerate(sorted({story.platform.account for story in told})):
        mine = [story for story in told if story.platform.account == account]
        regions = tuple(sorted({story.platform.region for story in mine}))
        if number >= 18 and day < days // 3:
            continue  # joins the organization later
        denied = ("AWS::ECS::ContainerInstance",) if number in (4, 11) and days // 4 <= day < days // 2 else ()
        found = replay.account([(story.platform, story.on(day)) for story in mine], denied)
        if number == 7 and day >= days - 4:
            reason = f"AccessDenied: sts:AssumeRole of PlimsollAudit in {account}"
            found = [{"kind": "coverage", "world": account, "type": "*", "status": "denied", "account": account, "reason": reason}]
            found[0]["settle"] = "grant sts:AssumeRole"
        path = folder / f"{account}.jsonl"
        head = header_record(LIVE, stamp(day, days), [Scope(account, (account,), regions)])
        with path.open("wb") as out:
            write_records([head, *found], out, stamp(day, days))
        written.append(path)
    return written


def stamp(day: int, days: int, minutes: int = 0) -> str:
    """When the run of a day starts: five in the morning (UTC), the last of them today or yesterday."""
    last = datetime.datetime.fromtimestamp(time.time(), datetime.UTC) - datetime.timedelta(hours=5, minutes=30)
    moment = last.replace(hour=5, minute=0, second=0, microsecond=0) - datetime.timedelta(days=days - 1 - day)
    return (moment + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def waivers_of(days: int) -> str:
    """A file of waivers: some that hold, some that end soon, one that has ended, one that excuses nothing."""

    def until(left: int) -> str:
        return stamp(days - 1 + left, days)[:10]

    rows = [
        ("userdata-agent-recovers", "region: eu-west-1", until(5), "platform", "the watchdog ships with the next image", "OPS-118"),
        ("ecs-taskdef-image-and-memory", "tag: {Owner: search}", until(24), "search", "bounds are measured this month", "SRCH-52"),
        ("cloudtrail-enabled", "account: '1002003*'", until(55), "identity", "the organization's trail covers it", "SEC-9"),
        ("private-subnet-routes-to-nat", "resource: '*subnet-0dead*'", until(40), "checkout", "a subnet without tasks", "OPS-7"),
        ("agent-disconnect-is-watched", "region: us-east-1", until(-6), "payments", "alarms move to the new topic", "PAY-31"),
    ]
    lines = [
        f"  - {{policy: {policy}, {selects}, until: {end}, owner: {owner}, reason: {reason}, ticket: {ticket}}}\n"
        for policy, selects, end, owner, reason, ticket in rows
    ]
    return "waivers:\n" + "".join(lines)


def judged(targets: Sequence[Path], settings: Settings, exceptions: Path | None, started: str) -> Report:
    """The report of a run, as if it had been made at a time."""
    marks = Marks(waivers.read(exceptions, exceptions.name) if exceptions else [], lifetimes={}, day=started[:10])
    names = [str(target) for target in targets]
    report = triage.finished(scan.scan(names, settings, configs=[Config() for _ in names], marking=marks), marks, None)
    report.header = records.replace(report.header, started=started)
    report.summary = records.replace(report.summary, finished=started[:14] + "04:10Z")
    return report


def reports_of(day: int, days: int, accounts: int, folder: Path) -> list[tuple[str, Path]]:
    """(project, report file) of each run of a day. What is scanned is written to a folder of its own, and named relative to it."""
    told, replay = stories(days, accounts, random.Random(20)), Replay()  # noqa: S311  # a story, not a secret
    settings = Settings(ignore=LATE_RULES if day < 12 else (), inventory="all")
    made = []
    with tempfile.TemporaryDirectory() as held, contextlib.chdir(held):
        exceptions, code, snapshots = Path("plimsoll-waivers.yaml"), Path(CODE), Path("accounts")
        exceptions.write_text(waivers_of(days), "utf-8")
        if day % 3 == 0 or day == days // 2:
            shutil.copytree(
                CASE_STUDY / ("broken" if day < days // 2 else "repaired"), code, ignore=shutil.ignore_patterns("*.jsonl", "terraform")
            )
            own = records.replace(
                settings, closed=("AWS::Events::Rule", "AWS::CloudTrail::Trail"), parameters_files=(code / "parameters.json",)
            )
            made.append((CODE, saved(judged([code / "template.yaml"], own, None, stamp(day, days)), folder / f"{day:02d}-code.json")))
        snapshots.mkdir()
        paths = accounts_on(day, days, told, replay, snapshots)
        made.append(("live", saved(judged(paths, settings, exceptions, stamp(day, days, 2)), folder / f"{day:02d}-live.json")))
    return made


def saved(report: Report, path: Path) -> Path:
    """Write a report as `--format json` does."""
    with path.open("w", encoding="utf-8") as out:
        report_json.write(report, out)
    return path


def main() -> None:
    """Make the history."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history", help="a file that is not there yet, or the URL of a database")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--accounts", type=int, default=20)
    asked = parser.parse_args()
    engine = store.for_writing(asked.history)
    with tempfile.TemporaryDirectory() as held, ProcessPoolExecutor() as workers:
        work = partial(reports_of, days=asked.days, accounts=asked.accounts, folder=Path(held))
        for day, made in enumerate(workers.map(work, range(asked.days))):
            for project, path in made:
                add.add_file(engine, str(path), project)
            click.echo(f"day {day + 1} of {asked.days}: {', '.join(project for project, _ in made)}")
    engine.dispose()


if __name__ == "__main__":
    main()
