"""A channel is told what is new, once, whatever goes wrong on the way."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scanner import report_json
from scanner.cli import main
from scanner.errors import UsageError
from scanner.history import add, schema, store
from scanner.history.queries.times import stamp
from scanner.notify.channel import STALE, Channel, Wanted
from scanner.notify.notify import notify
from scanner.notify.webhook import Webhook
from scanner.report import Finding, Header, Place, Report, Rule, Severity, Summary, Verdict
from tests.notify.receiver import RESET, Receiver, receiving

RULES = {"secret": "critical", "open-port": "high", "no-tags": "low"}
START = 1_780_000_000


def report(run: int, fails: Iterable[tuple[str, str]], rules: Iterable[str]) -> Report:
    """A report on one place in which these policies fail on these resources."""
    told = tuple(Rule(rule, f"{rule} is not allowed", Severity(RULES[rule]), "security", "it hurts", "mend it") for rule in rules)
    findings = [
        Finding(
            policy,
            f"shop.yaml#{resource}",
            "AWS::ECS::Service",
            Verdict.FAIL,
            Severity(RULES[policy]),
            f"{policy} on {resource}",
            "shop.yaml",
            hashlib.sha256(f"{policy} {resource}".encode()).hexdigest(),
        )
        for policy, resource in sorted(fails)
    ]
    verdicts = {str(verdict): len(findings) if verdict is Verdict.FAIL else 0 for verdict in Verdict}
    severities = {str(severity): sum(finding.severity is severity for finding in findings) for severity in Severity}
    summary = Summary(verdicts=verdicts, severities=severities, worlds=1, resources=9, places=(Place("shop.yaml"),))
    return Report(Header("0.1.0", stamp(START + run * 3600), ("shop.yaml",), told), findings, summary)


class Shop:
    """A history to which runs are added, and a channel."""

    def __init__(self, folder: Path, receiver: Receiver) -> None:
        self.folder = folder
        self.place = str(folder / "history.db")
        self.receiver = receiver
        self.runs = 0

    def run(self, *fails: tuple[str, str], project: str = "shop", rules: tuple[str, ...] = tuple(RULES)) -> None:
        """Add a run; what fails from the beginning still does."""
        self.runs += 1
        file = self.folder / f"{self.runs}.json"
        with file.open("w", encoding="utf-8") as out:
            report_json.write(report(self.runs, fails, rules), out)
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


@pytest.fixture
def shop(tmp_path):
    with receiving() as receiver:
        made = Shop(tmp_path, receiver)
        made.run(OLD)  # the policies are new in this one
        made.notify()
        receiver.taken.clear()
        receiver.came.clear()
        yield made


OLD = ("secret", "old")
A, B, C, D = ("secret", "a"), ("open-port", "b"), ("open-port", "c"), ("no-tags", "d")


def test_what_is_opened_is_told_once(shop: Shop):
    shop.run(A, B, D)
    first, second = shop.notify(), shop.notify()

    assert (first.told, first.problem) == (2, None)
    assert (second.told, second.sentence()) == (0, "nothing is new")
    assert len(shop.receiver.taken) == 1
    assert shop.told() == ["a", "b"]


def test_a_message_says_what_how_bad_and_where(shop: Shop):
    shop.run(A, B, C)
    shop.notify(url="https://plimsoll.example.com")
    message = shop.receiver.taken[0]

    assert message["text"] == "3 new findings of severity high or worse"
    assert (message["opened"], message["reopened"], message["by_rules"]) == (3, 0, 0)
    assert message["severities"] == {"critical": 1, "high": 2}
    assert [(group["policy"], group["count"]) for group in message["policies"]] == [("secret", 1), ("open-port", 2)]
    finding = message["policies"][0]["findings"][0]
    assert finding.pop("at").endswith("Z")
    assert finding == {
        "fingerprint": finding["fingerprint"],
        "severity": "critical",
        "happened": "opened",
        "message": "secret on a",
        "resource": "shop.yaml#a",
        "type": "AWS::ECS::Service",
        "account": None,
        "region": None,
        "project": "shop",
        "owner": None,
        "url": f"https://plimsoll.example.com/findings/{finding['fingerprint']}",
    }


def test_what_is_reopened_is_told_again(shop: Shop):
    for fails in ((A,), (), (A,)):
        shop.run(*fails)
        shop.notify()

    assert shop.told() == ["a", "a"]
    assert [message["reopened"] for message in shop.receiver.taken] == [0, 1]


def test_what_is_fixed_before_it_is_told_is_not_told(shop: Shop):
    shop.notify()
    shop.run(A, B)
    shop.run(B)
    shop.notify()

    assert shop.told() == ["b"]


def test_what_came_in_runs_between_is_told(shop: Shop):
    """Though only the last run is new to the history now."""
    shop.notify()
    for fails in ((A,), (A, B), (A, B)):
        shop.run(*fails)

    assert shop.notify().told == 2


def test_a_new_channel_begins_with_what_is_open(tmp_path):
    """In one message, whatever opened it; so nothing is lost between the first run and the first message that is taken."""
    with receiving() as receiver:
        shop = Shop(tmp_path, receiver)
        shop.run(A)
        shop.run(A, B)
        shop.run(C, project="other")
        shop.receiver.answers[:] = [404]
        assert shop.notify().problem
        shop.run(A, B)
        shop.notify()

        assert sorted(shop.told()) == ["a", "b", "c"]
        assert receiver.taken[0]["text"] == "3 open findings of severity high or worse"
        assert shop.notify().told == 0


def test_what_a_policy_brings_is_counted_apart(shop: Shop):
    """A new or changed policy is not a change of posture."""
    shop.run(rules=("secret",))
    shop.notify()
    shop.run(A, B, C, rules=("secret", "open-port"))
    engine = store.for_writing(shop.place)
    with engine.begin() as connection:
        connection.execute(sa.update(schema.event).where(schema.event.c.severity == 1).values(by_rules=True))
    engine.dispose()
    shop.notify()
    message = shop.receiver.taken[-1]

    assert (message["opened"], message["by_rules"]) == (1, 2)
    assert shop.told() == ["a"]


def test_only_what_is_bad_enough_is_told(shop: Shop):
    shop.run(A, B, D)

    assert shop.notify(severity=Severity.CRITICAL).told == 1
    assert shop.told() == ["a"]


def test_a_project_can_have_the_channel_to_itself(shop: Shop):
    shop.run(A)
    shop.run(B, project="other")

    assert shop.notify(project="other").told == 1
    assert shop.told() == ["b"]
    assert shop.notify(project="shop").told == 1
    with pytest.raises(UsageError, match='there is no project "none"'):
        shop.notify(project="none")


def test_two_channels_do_not_know_of_each_other(shop: Shop):
    shop.run(A)
    shop.notify()
    with receiving() as other:
        outcome = notify(shop.place, other.address, Wanted())

        assert outcome.told == 1
        assert len(other.taken) == 1


@pytest.mark.parametrize("fault", [500, RESET, 429])
def test_what_was_not_taken_is_told_next_time(shop: Shop, fault: int):
    shop.run(A)
    shop.receiver.answers[:] = [fault] * 5
    first = shop.notify()
    second = shop.notify()

    assert first.problem
    assert first.sentence().startswith("1 findings were not told: the webhook ")
    assert (second.told, second.problem) == (1, None)
    assert shop.told() == ["a"]


def test_a_try_that_fails_and_one_that_works_are_one_message(shop: Shop):
    shop.run(A)
    shop.receiver.answers[:] = [503, RESET]

    assert shop.notify().told == 1
    assert shop.told() == ["a"]
    assert len({came["Idempotency-Key"] for came in shop.receiver.came}) == 1


def test_a_second_run_beside_the_first_posts_nothing(shop: Shop):
    shop.run(A)
    channel = Channel(shop.place, shop.receiver.address, Wanted())
    found = channel.claim()

    with pytest.raises(UsageError, match="a message to this channel is on its way"):
        shop.notify()
    channel.tell(found)
    channel.close()
    assert shop.notify().told == 0
    assert shop.receiver.taken == []


def test_many_at_once_post_one_message(shop: Shop):
    shop.run(A, B)
    outcomes: list[Any] = []

    def one() -> None:
        try:
            outcomes.append(shop.notify().told)
        except UsageError:
            outcomes.append("busy")

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count(2) == 1
    assert len(shop.receiver.taken) == 1


def test_one_that_died_on_the_way_does_not_hold_the_channel_for_ever(shop: Shop):
    shop.run(A)
    dead = Channel(shop.place, shop.receiver.address, Wanted(), clock=lambda: time.time() - STALE - 5)
    dead.claim()
    dead.close()

    assert shop.notify().told == 1


def test_what_was_told_is_written_down_event_by_event(shop: Shop):
    shop.run(A, B, D)
    shop.notify()
    rows = shop.rows()

    assert all(sent > 0 for _, sent in rows)
    engine = store.for_reading(shop.place)
    with engine.connect() as connection:
        told = connection.scalars(sa.select(schema.event.c.id).where(schema.event.c.severity <= 1)).all()
        top = connection.scalar(sa.select(sa.func.max(schema.event.c.id)))
    engine.dispose()
    assert {event for event, _ in rows} == {*told, top}


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # each makes a history
@given(st.lists(st.tuples(st.sets(st.sampled_from([A, B, C])), st.booleans(), st.integers(0, 5)), min_size=1, max_size=6))
def test_whatever_happens_each_opening_is_told_at_most_once_and_the_open_ones_at_last(tmp_path_factory, steps):
    """Runs come, `notify` runs or not, the receiver fails so many times."""
    with receiving() as receiver:
        shop = Shop(tmp_path_factory.mktemp("shop"), receiver)
        shop.run()
        shop.notify()
        openings: dict[str, int] = {}
        before: set[tuple[str, str]] = set()
        for fails, notifies, faults in steps:
            shop.run(*fails)
            for _, resource in fails - before:
                openings[resource] = openings.get(resource, 0) + 1
            before = fails
            if notifies:
                receiver.answers[:] = [500] * faults
                shop.notify()
                receiver.answers.clear()
        shop.notify()
        told = shop.told()

        assert all(told.count(name) <= openings.get(name, 0) for name in told)
        assert {resource for _, resource in before} <= set(told)
        assert shop.notify().told == 0


def run(shop: Shop, *arguments: str, **environment: str) -> Any:
    return CliRunner(env={"PLIMSOLL_HISTORY": shop.place, **environment}).invoke(main, ["notify", *arguments])


def test_the_command_posts_what_is_new(shop: Shop):
    shop.run(A, B)
    first = run(shop, "--webhook-env", "HOOK", "--form", "slack", HOOK=shop.receiver.address)
    second = run(shop, "--webhook-env", "HOOK", "--form", "slack", HOOK=shop.receiver.address)

    assert (first.exit_code, first.stdout) == (0, "2 findings told\n")
    assert (second.exit_code, second.stdout) == (0, "nothing is new\n")
    assert shop.receiver.taken[0]["text"] == "2 new findings of severity high or worse"


def test_a_message_is_shown_without_being_posted(shop: Shop):
    shop.run(A)
    before = shop.rows()
    for _ in range(2):
        done = run(shop, "--webhook-env", "HOOK", "--show", HOOK=shop.receiver.address)

        assert json.loads(done.stdout)["opened"] == 1
    assert (shop.receiver.came, shop.rows()) == ([], before)


def test_what_was_not_taken_exits_2(shop: Shop):
    shop.run(A)
    shop.receiver.answers[:] = [404]
    done = run(shop, "--webhook-env", "HOOK", HOOK=shop.receiver.address)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "1 findings were not told: the webhook answers 404; it may have been withdrawn: make a new one\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--webhook-env NAME or --webhook-file FILE"),
        (["--webhook-env", "HOOK", "--webhook-file", "x"], "--webhook-env NAME or --webhook-file FILE"),
        (["--webhook-env", "NONE"], "the environment variable NONE is not set"),
        (["--webhook-file", "none"], 'the secret in "none" cannot be read'),
        (["--webhook-env", "BAD"], "is not https"),
        (["--webhook-env", "HOOK", "--history", "none.db"], "there is no history at"),
        (["--webhook-env", "HOOK", "--url", "plimsoll"], "is no address of the dashboard"),
    ],
)
def test_what_cannot_be_meant_is_told(shop: Shop, arguments: list[str], told: str):
    done = run(shop, *arguments, HOOK=shop.receiver.address, BAD="http://example.com/the-secret-of-the-address")

    assert done.exit_code == 2
    assert told in done.stderr
    assert "the-secret" not in done.output


def test_the_address_is_in_no_argument_and_in_nothing_that_is_written(shop: Shop):
    """The process as others see it, its output, its files, and the history."""
    shop.run(A)
    file = shop.folder / "hook"
    file.write_text(shop.receiver.address + "\n")
    shop.receiver.answers[:] = [500] * 5
    command = [sys.executable, "-m", "scanner", "notify", "--history", shop.place, "--webhook-file", str(file)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seen = ""
    while started.poll() is None and not shop.receiver.came:
        if os.path.exists(f"/proc/{started.pid}/cmdline"):
            seen += Path(f"/proc/{started.pid}/cmdline").read_text()
        time.sleep(0.05)
    output, _ = started.communicate(timeout=120)

    assert started.returncode == 2, output
    assert "the-secret" not in seen + output
    for path in shop.folder.iterdir():
        assert path == file or b"the-secret" not in path.read_bytes()
