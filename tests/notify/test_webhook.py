"""A message is posted through what passes, and its address is in nothing that anybody reads."""

from __future__ import annotations

import email.utils
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import UsageError
from scanner.notify.webhook import LONGEST_WAIT, TRIES, Webhook, checked
from tests.notify.receiver import GARBLED, RESET, SILENT, receiving

MESSAGE = {"text": "é \ud800"}


@pytest.fixture
def receiver():
    with receiving() as made:
        yield made


def posted(receiver, *answers):
    """What became of a message, and how long was waited."""
    receiver.answers[:] = answers
    waited: list[float] = []
    outcome = Webhook(receiver.address, sleep=waited.append).post(MESSAGE, "key")
    return outcome, waited


def test_a_message_is_posted_as_json(receiver):
    outcome, waited = posted(receiver)

    assert (outcome.problem, outcome.tries, waited) == (None, 1, [])
    assert receiver.taken == [{"text": "é \ufffd"}]
    assert receiver.came[0]["Content-Type"] == "application/json; charset=utf-8"
    assert receiver.came[0]["Idempotency-Key"] == "key"


@pytest.mark.parametrize("fault", [429, 500, 502, 503, 504, 408, RESET, SILENT, GARBLED])
def test_what_passes_is_tried_again(receiver, fault):
    outcome, waited = posted(receiver, fault, fault)

    assert (outcome.problem, outcome.tries, waited) == (None, 3, [1.0, 2.0])
    assert len(receiver.taken) == 1
    assert {came["Idempotency-Key"] for came in receiver.came} == {"key"}


def test_the_receiver_says_how_long_to_wait(receiver):
    soon = email.utils.formatdate(time.time() + 20, usegmt=True)
    outcome, waited = posted(receiver, (429, {"Retry-After": "7"}), (503, {"Retry-After": soon}), (429, {"Retry-After": "soon"}))

    assert outcome.problem is None
    assert waited[0] == 7
    assert 15 <= waited[1] <= 21
    assert waited[2] == 4


def test_who_asks_for_too_long_is_not_waited_for(receiver):
    outcome, waited = posted(receiver, (429, {"Retry-After": str(int(LONGEST_WAIT) + 1)}))

    assert outcome.problem == "the webhook answers 429 and asks for more time than is waited; run it again later"
    assert waited == []


def test_it_is_not_tried_for_ever(receiver):
    outcome, waited = posted(receiver, *[503] * 10)

    assert outcome.tries == TRIES == len(receiver.came)
    assert outcome.problem == "the webhook answers 503; run it again, or look at what the channel takes"
    assert waited == [1, 2, 4, 8]


@pytest.mark.parametrize(
    ("status", "told"), [(400, "look at what the channel takes"), (403, "make a new one"), (404, "make a new one"), (410, "make a new one")]
)
def test_what_stays_is_not_tried_again(receiver, status, told):
    outcome, _ = posted(receiver, status)

    assert outcome.tries == 1
    assert told in str(outcome.problem)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused(receiver, status):
    """Not even to the same server."""
    outcome, _ = posted(receiver, (status, {"Location": f"{receiver.address}/elsewhere"}))

    assert "a redirect, which is not followed" in str(outcome.problem)
    assert len(receiver.came) == 1
    assert receiver.taken == []


def test_a_receiver_that_is_not_there_is_told(receiver):
    webhook = Webhook("http://127.0.0.1:9/the-secret", sleep=lambda _: None)
    outcome = webhook.post(MESSAGE, "key")

    assert outcome.problem == "the webhook cannot be reached: Connection refused"
    assert "the-secret" not in repr(webhook)


@pytest.mark.parametrize("fault", [400, 404, 500, 302, RESET, SILENT, GARBLED])
def test_no_problem_holds_the_address(receiver, fault):
    """Though the receiver repeats it in its answer."""
    outcome, _ = posted(receiver, *[fault] * 5)

    assert outcome.problem
    assert not any(part in outcome.problem for part in ("secret", "T000", "services", str(receiver.server_address[1])))


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.com/the-secret",
        "http://127.0.0.1.example.com/the-secret",
        "http://localhost@example.com/the-secret",
        "https://user:the-secret@example.com/",
        "ftp://example.com/the-secret",
        "file:///etc/the-secret",
        "https:///the-secret",
        "https://example.com/the-secret with blank",
        "https://example.com/the-secret\nHost: x",
        "https://exämple.com/the-secret",
        "https://example.com:99999/the-secret",
        "https://[::1/the-secret",
        "the-secret",
        "",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_and_not_shown(address):
    with pytest.raises(UsageError) as error:
        checked(address)

    assert "the-secret" not in str(error.value)


@given(st.text())
def test_any_text_is_an_address_or_a_sentence_without_it(text):
    try:
        found = checked(text)
    except UsageError as error:
        told = str(error)
    else:
        told = ""

        assert found == text.strip()
    assert len(text) < 8 or text not in told


@pytest.mark.parametrize(
    "address", ["https://hooks.example.com/a", "http://127.0.0.1:1/a", "http://[::1]/a", "http://localhost/a", " https://a.b/c\n"]
)
def test_https_and_loopback_are_taken(address):
    assert checked(address) == address.strip()


def test_a_proxy_of_the_environment_is_not_asked_for_loopback(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    outcome, _ = posted(receiver)

    assert outcome.problem is None
