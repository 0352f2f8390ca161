"""What an answer must be before it is believed, and how its values are written.

A page of a proxy with status 200 is no answer: botocore reads HTML as an empty JSON answer, and well-formed HTML as an empty XML one,
so that "no clusters" would be all that is left of it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from scanner.patterns import regex

REQUEST_IDS: Final = ("x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id", "x-amz-id-2")
"""One of these headers stands on every answer of AWS (lower case)."""

_HTML: Final = regex(rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_PLAIN_TIME: Final = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LATEST: Final = 253402300799
"""The last second of the year 9999; greater numbers are milliseconds."""


class UnreadableAnswer(Exception):
    """An answer that is not AWS's, or not all of it."""

    def __init__(self, message: str, status: int = 200) -> None:
        """Take what is wrong with it and HTTP's status."""
        super().__init__(message)
        self.status = status


def hold_to_wire(response: Mapping[str, Any], operation: Any) -> None:
    """UnreadableAnswer for an HTML page and for an answer that was cut off, before botocore reads it (it makes other things of both).

    `response` has "body", "headers" and "status_code"; `operation` is botocore's model of the operation. With a status of 500 and above,
    HTML is what AWS's own load balancers say.
    """
    status, body = response["status_code"], response["body"]
    if not isinstance(body, bytes) or operation.http.get("method") == "HEAD":
        return
    told = response["headers"].get("content-length")
    if told is not None and told.isdigit() and int(told) != len(body):
        raise UnreadableAnswer(f"an answer of which {len(body)} of {told} bytes arrived", status)
    if status < 500 and _HTML.match(body[:4096]):
        raise UnreadableAnswer(f"an HTML page with status {status}", status)


def hold_to_protocol(response: Mapping[str, Any], parsed: Mapping[str, Any] | None, operation: Any, protocol: str, *, strict: bool) -> None:
    """UnreadableAnswer for a success of which botocore read nothing (`parsed`), where AWS would have said something.

    `strict`: AWS itself is asked, so that an empty answer must carry its request id.
    """
    if parsed is None or response["status_code"] >= 300 or any(name != "ResponseMetadata" for name in parsed):
        return
    body, shape = response["body"], operation.output_shape
    if not isinstance(body, bytes) or shape is None or operation.http.get("method") == "HEAD":
        return
    if any("location" not in member.serialization for member in shape.members.values()):
        is_json = "json" in protocol and "payload" not in shape.serialization
        _hold_empty(body.strip(), response["headers"], response["status_code"], is_json, strict)


def _hold_empty(text: bytes, headers: Mapping[str, str], status: int, is_json: bool, strict: bool) -> None:
    """botocore read nothing out of this text, though the operation has something to say."""
    if not text and status == 200:
        raise UnreadableAnswer("an answer without a body", status)
    if is_json and text:
        _hold_json(text)
    if strict and not any(name in headers for name in REQUEST_IDS) and b"equestI" not in text:
        raise UnreadableAnswer("an empty answer without AWS's request id", status)


def _hold_json(text: bytes) -> None:
    """Nothing was read out of this text, so it must say nothing: `{}`, or members that are null."""
    import json

    try:
        document = json.loads(text)
    except ValueError as error:
        raise UnreadableAnswer("an answer that is not JSON") from error
    if not isinstance(document, dict):
        raise UnreadableAnswer("an answer that is not a JSON object")
    told = sorted(name for name, value in document.items() if value is not None and not name.startswith("__"))
    if told:
        raise UnreadableAnswer(f"a JSON object that is not of this operation, with {', '.join(told)[:100]}")


def hold_to_data(parsed: Any, status: int) -> None:
    """UnreadableAnswer where botocore gives elements of XML for a value: that of a member that stands there twice."""
    pending = [parsed]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
        elif hasattr(value, "tag"):
            raise UnreadableAnswer("an answer that has a member twice", status)


def timestamp(value: Any) -> Any:
    """A time of an answer as RFC 3339 in UTC, with milliseconds only where they say something; what is no time stays as it is."""
    if isinstance(value, str):
        if _PLAIN_TIME.fullmatch(value):
            return value
        try:
            return _written(datetime.fromisoformat(value))
        except ValueError:
            return _odd(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _epoch(float(value))
    return _written(value) if isinstance(value, datetime) else value


def _epoch(seconds: float) -> Any:
    if abs(seconds) > _LATEST:
        seconds /= 1000
    try:
        return _written(datetime.fromtimestamp(round(seconds, 6), UTC))
    except (ValueError, OverflowError, OSError):
        return seconds


def _odd(value: str) -> Any:
    """Seconds as text, the date of a header, or nothing that we know."""
    from email.utils import parsedate_to_datetime

    try:
        return _epoch(float(value))
    except ValueError:
        pass
    try:
        return _written(parsedate_to_datetime(value))
    except ValueError:
        return value


def _written(time: datetime) -> str:
    at = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    text = at.isoformat(timespec="seconds")[:19]
    if not at.microsecond:
        return text + "Z"
    return f"{text}.{at.microsecond // 1000:03}Z" if at.microsecond % 1000 == 0 else f"{text}.{at.microsecond:06}Z"


def blob(value: Any) -> Any:
    """Bytes of an answer as base64 text. Answers in JSON and XML hold that text already."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, (bytes, bytearray)) else value


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer as plain data: without what is about the answer itself, payloads that are bytes as base64 text."""
    answer.pop("ResponseMetadata", None)
    for name, value in answer.items():
        if isinstance(value, (bytes, bytearray)):
            answer[name] = blob(value)
    return answer
