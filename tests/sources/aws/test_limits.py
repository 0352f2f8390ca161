"""The pace: nearly all that AWS grants, with hardly a request that it throttles."""

from __future__ import annotations

import heapq
import random
import threading
from typing import Any

import pytest

from scanner.sources.aws.limits import Bucket, Clock, Limits, Patience


class Hand(Clock):
    """A clock that stands still until it is set, or somebody sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def collect(calls: int, rate: float, burst: float, threads: int = 32) -> tuple[float, int, int]:
    """Seconds, throttled requests and the most attempts of `calls` calls to a server with a bucket, event by event."""
    clock, dice = Hand(), random.Random(1)
    bucket, patience = Bucket(clock), Patience()
    tokens, filled, throttled, most, number = burst, 0.0, 0, 0, 0
    events: list[tuple[float, int, str, float, int]] = []

    def queue(now: float, attempt: int) -> None:
        nonlocal number
        number += 1
        heapq.heappush(events, (now + bucket.reserve(), number, "send", now, attempt))

    for _ in range(threads):
        queue(0.0, 1)
    left = calls - threads
    while events:
        now, _, what, reserved, attempt = heapq.heappop(events)
        clock.at = now
        number += 1
        if what == "send" and not bucket.holds(reserved):
            queue(now, attempt)
        elif what == "send":
            tokens, filled = min(burst, tokens + (now - filled) * rate), now
            granted = tokens >= 1
            tokens -= granted
            heapq.heappush(events, (now + 0.03, number, "granted" if granted else "refused", reserved, attempt))
        elif what == "refused":
            bucket.throttled(reserved)
            throttled, most = throttled + 1, max(most, attempt)
            heapq.heappush(events, (now + patience.wait(attempt, dice.random()), number, "again", 0.0, attempt + 1))
        elif what == "again":
            queue(now, attempt)
        elif left > 0:
            left -= 1
            queue(now, 1)
    return clock.at, throttled, most


@pytest.mark.parametrize(("rate", "burst"), [(1, 2), (2, 5), (5, 10), (20, 20), (20, 50), (50, 100)])
def test_a_long_collection_takes_hardly_longer_than_what_aws_grants(rate: float, burst: float):
    """Whatever it grants: the pace is learned."""
    seconds, throttled, most = collect(2000, rate, burst)

    assert seconds <= 1.2 * (2000 - burst) / rate
    assert throttled <= 0.3 * 2000
    assert most <= Patience().throttled / 2


def test_three_hundred_calls_at_twenty_a_second_take_no_longer_than_a_fifth_more():
    """What botocore's retries lost half of, or took five times as long for."""
    seconds, throttled, _ = collect(300, 20, 50)

    assert seconds <= 1.2 * 12.5
    assert throttled <= 10


def test_a_burst_goes_out_at_once_and_then_the_rate_holds():
    clock = Hand()
    bucket = Bucket(clock, 10, 3)

    assert [bucket.reserve() for _ in range(6)] == pytest.approx([0, 0, 0, 0.1, 0.2, 0.3])


def test_throttling_halves_the_rate_once_for_all_requests_that_were_under_way():
    clock = Hand()
    bucket = Bucket(clock, 20, 50)
    clock.at = 1.0
    for _ in range(32):
        bucket.throttled(0.5)

    assert bucket.rate == 10


def test_a_place_that_was_reserved_before_the_rate_was_halved_is_taken_anew():
    clock = Hand()
    bucket = Bucket(clock, 20, 1)
    bucket.reserve()
    clock.at = 0.1
    bucket.reserve()
    bucket.throttled(0.05)

    assert not bucket.holds(0.1)
    clock.at = 0.2
    bucket.reserve()
    assert bucket.holds(0.2)


def test_the_rate_comes_back_while_callers_wait_and_stays_while_none_does():
    clock = Hand()
    bucket = Bucket(clock, 20, 1)
    bucket.throttled(0.0)
    clock.at = 100.0
    bucket.reserve()
    assert bucket.rate == 10
    for _ in range(200):
        clock.at += 0.05
        bucket.reserve()

    assert bucket.rate > 20


def test_accounts_regions_and_services_have_their_own_pace():
    limits = Limits(Clock())
    limits.bucket("111122223333", "eu-west-1", "ecs").throttled(float("inf"))

    assert limits.bucket("111122223333", "eu-west-1", "ecs").rate == 10
    for other in (("444455556666", "eu-west-1", "ecs"), ("111122223333", "eu-west-2", "ecs"), ("111122223333", "eu-west-1", "ecr")):
        assert limits.bucket(*other).rate == 20


def test_threads_share_one_bucket():
    limits = Limits(Clock())
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(limits.bucket("1", "r", "ecs"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(bucket) for bucket in found}) == 1


def test_waits_double_up_to_a_limit_and_fall_anywhere_below_it():
    patience = Patience(first=0.5, longest=4)

    assert [patience.wait(attempt, 1.0) for attempt in range(1, 7)] == [0.5, 1, 2, 4, 4, 4]
    assert patience.wait(3, 0.0) == 0


@pytest.mark.parametrize("reason", ["denied", "denied-by-scp", "client-error", "region-disabled", "not-available", "budget", "bug"])
def test_what_would_meet_the_same_again_is_sent_once(reason: str):
    assert Patience().attempts(reason) == 1


def test_a_stopped_clock_wakes_who_sleeps():
    clock = Clock()
    sleeper = threading.Thread(target=clock.sleep, args=(60,))
    sleeper.start()
    clock.stop()
    sleeper.join(5)

    assert not sleeper.is_alive()
