"""A history to which runs of one small place are added, and a channel that is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from scanner import report_json
from scanner.history import add, schema, store
from scanner.history.queries.times import stamp
from scanner.notify.channel import Wanted
from scanner.notify.notify import notify
from scanner.notify.webhook import Webhook
from scanner.report import Finding, Header, Place, Report, Rule, Severity, Summary, Verdict
from tests.notify.receiver import Receiver

RULES = {"secret": "critical", "open-port": "high", "no-tags": "low"}
START = 1_780_000_000


def report(run: int, fails: Iterable[tuple[str, str]], rules: Iterable[str], world: str = "shop.yaml") -> Report:
    """A report on one place in which these policies fail on these resources."""
    account = world if world.isdecimal() else None
    place = Place(world, account, "eu-west-1" if account else None)
    told = tuple(Rule(rule, f"{rule} is not allowed", Severity(RULES[rule]), "security", "it hurts", "mend it") for rule in rules)
    findings = [
        Finding(
            policy,
            f"{world}#{resource}",
            "AWS::ECS::Service",
            Verdict.FAIL,
            Severity(RULES[policy]),
            f"{policy} on {resource}",
            world,
            hashlib.sha256(f"{policy} {resource}".encode()).hexdigest(),
            account=account,
            region="eu-west-1" if account else None,
        )
        for policy, resource in sorted(fails)
    ]
    verdicts = {str(verdict): len(findings) if verdict is Verdict.FAIL else 0 for verdict in Verdict}
    severities = {str(severity): sum(finding.severity is severity for finding in findings) for severity in Severity}
    summary = Summary(verdicts=verdicts, severities=severities, worlds=1, resources=9, places=(place,))
    return Report(Header("0.1.0", stamp(START + run * 3600), () if account else (world,), told), findings, summary)


class Shop:
    """A history to which runs are added, and a channel."""

    def __init__(self, folder: Path, receiver: Receiver) -> None:
        self.folder = folder
        self.place = str(folder / "history.db")
        self.receiver = receiver
        self.runs = 0

    def run(self, *fails: tuple[str, str], project: str = "shop", rules: tuple[str, ...] = tuple(RULES), world: str = "shop.yaml") -> None:
        """Add a run; what fails from the beginning still does. `world`: its template, or an account of which it sees one region."""
        self.runs += 1
        file = self.folder / f"{self.runs}.json"
        with file.open("w", encoding="utf-8") as out:
            report_json.write(report(self.runs, fails, rules, world), out)
        engine = store.for_writing(self.place)
        add.add_file(engine, str(file), project)
        engine.dispose()

    def notify(self, **wanted: Any) -> Any:
        """Notify, without waiting between tries."""
        return notify(self.place, self.receiver.address, Wanted(**wanted), Webhook(self.receiver.address, sleep=lambda _: None))

    def told(self) -> list[str]:
        """The resources of all messages that were taken, in order."""
        return [
            finding["resource"].removeprefix("shop.yaml#")
            for message in self.receiver.taken
            for group in message["policies"]
            for finding in group["findings"]
        ]

    def rows(self) -> list[tuple[int, int]]:
        """(event, sent) of the table."""
        engine = store.for_reading(self.place)
        with engine.connect() as connection:
            found = connection.execute(sa.select(schema.notification.c.event, schema.notification.c.sent)).all()
        engine.dispose()
        return sorted((row.event, row.sent) for row in found)


OLD = ("secret", "old")
A, B, C, D = ("secret", "a"), ("open-port", "b"), ("open-port", "c"), ("no-tags", "d")
