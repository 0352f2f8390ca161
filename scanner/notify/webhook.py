"""Posts JSON to an address that is itself a secret: it stands in no error, no log and no argument.

What passes (429, 5xx, a connection that breaks) is tried again, as `Retry-After` says or after a time that doubles; what stays is told. A
redirect is refused: it would carry the message to a place that nobody named.
"""

from __future__ import annotations

import email.utils
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from scanner import __version__, report_json
from scanner.errors import UsageError
from scanner.records import dataclass

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is tried again."""
TRIES: Final = 5
FIRST_WAIT: Final = 1.0
"""Seconds before the second try; doubled before each further one."""
LONGEST_WAIT: Final = 60.0
"""Seconds; who asks for more is not waited for."""
TIMEOUT: Final = 15.0
LARGEST_ANSWER: Final = 2000
"""Bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a message."""

    problem: str | None = None
    """Why it was not taken; None: it was. Holds nothing of the address but, at most, whose it is."""
    tries: int = 1


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Lets a redirect be the error that it is here."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Webhook:
    """An address to post to."""

    def __init__(self, address: str, sleep: Callable[[float], None] = time.sleep, first_wait: float = FIRST_WAIT) -> None:
        """UsageError, which does not hold the address, where it cannot be meant or could be listened to."""
        self._address = checked(address)
        self._sleep = sleep
        self._first_wait = first_wait
        handlers: list[urllib.request.BaseHandler] = [
            _NoRedirect(),
            urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        ]
        if urlsplit(self._address).hostname in LOOPBACK:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def __repr__(self) -> str:
        return "Webhook(...)"

    def post(self, message: Any, key: str) -> Posted:
        """Post a message; `key` is the same for each try of it, so that who gets it twice can tell."""
        body = report_json.interchange(message).encode()
        wait = self._first_wait
        problem = ""
        for tried in range(1, TRIES + 1):
            status, asked, problem = self._once(body, key)
            if 200 <= status < 300:
                return Posted(None, tried)
            pause = wait if asked is None else asked
            if (status and status not in PASSING) or tried == TRIES or pause > LONGEST_WAIT:
                return Posted(problem, tried)
            self._sleep(pause)
            wait = min(LONGEST_WAIT, wait * 2)
        raise AssertionError("the last try returns")

    def _once(self, body: bytes, key: str) -> tuple[int, float | None, str]:
        """(status, or 0 where there was no answer; seconds that it asks to wait; what a person is told)."""
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"plimsoll/{__version__}", "Idempotency-Key": key}
        request = urllib.request.Request(self._address, body, headers, method="POST")  # noqa: S310  # `checked` has seen its scheme
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                answer.read(LARGEST_ANSWER)
                return answer.status, None, ""
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _retry_after(error.headers.get("Retry-After")), _refused(error.code)
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            return 0, None, f"the webhook cannot be reached: {_reason(error)}"


def checked(address: str) -> str:
    """The address. UsageError where it is none, or where others could listen to it."""
    text = address.strip()
    if not text.isascii() or any(ord(character) <= 32 or ord(character) == 127 for character in text):
        raise UsageError("the webhook's address holds blanks or what is not ASCII; write it as the channel gives it")
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise UsageError("the webhook's address cannot be read; write it as the channel gives it: https://...") from None
    if not host or parts.username is not None:
        raise UsageError("the webhook's address cannot be meant; write it as the channel gives it: https://... without a user")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise UsageError("the webhook's address is not https; others could read what is posted; give one that begins with https://")
    return text


def _refused(status: int) -> str:
    """What a person is told of an answer. Its text is not shown: it may repeat the address."""
    if 300 <= status < 400:
        return f"the webhook answers {status}, a redirect, which is not followed; give the address that it leads to"
    if status in (401, 403, 404, 410):
        return f"the webhook answers {status}; it may have been withdrawn: make a new one"
    if status == 429:
        return "the webhook answers 429 and asks for more time than is waited; run it again later"
    return f"the webhook answers {status}; run it again, or look at what the channel takes"


def _reason(error: Exception) -> str:
    """Why there was no answer, in words that hold no address."""
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {inner.verify_message}"
    if isinstance(inner, TimeoutError):
        return f"no answer in {TIMEOUT:.0f} seconds"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return type(inner).__name__


def _retry_after(text: str | None) -> float | None:
    """The seconds of a Retry-After, in digits or as a date; None where there is none that can be read."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        at = email.utils.parsedate_to_datetime(text)
        return max(0.0, at.timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
