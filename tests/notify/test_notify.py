"""A channel is told what is new, once, whatever goes wrong on the way."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scanner.errors import UsageError
from scanner.history import schema, store
from scanner.notify.channel import STALE, Channel, Wanted
from scanner.notify.notify import notify
from scanner.report import Severity
from tests.notify.receiver import RESET, receiving
from tests.notify.shop import A, B, C, D, Shop


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


def test_what_a_new_account_has_is_counted_apart_and_listed(shop: Shop):
    """It is no change of posture, and nothing would tell of it again."""
    account = "111122223333"
    shop.run(A, D, project="live", world=account)
    shop.notify()
    shop.run(A, C, project="live", world=account)
    shop.run(B, project="other")
    shop.notify()
    first, second = shop.receiver.taken

    assert first["text"] == "1 finding appears because places were looked at for the first time (severity high or worse)"
    assert (first["opened"], first["by_rules"], first["first_looks"]) == (0, 1, 1)
    assert second["text"] == "1 new finding of severity high or worse"
    assert (second["opened"], second["by_rules"], second["first_looks"]) == (1, 1, 1)
    assert shop.notify().told == 0
    assert [finding["policy"] for finding in first["policies"]] == [A[0]]
    assert sum(group["count"] for group in second["policies"]) == 2


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
