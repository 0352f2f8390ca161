"""How values of answers are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from scanner.sources.aws.answers import blob, plain, timestamp


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (1767323045, "2026-01-02T03:04:05Z"),
        (1767323045.0, "2026-01-02T03:04:05Z"),
        (1767323045.678, "2026-01-02T03:04:05.678Z"),
        (1.767323045678901e9, "2026-01-02T03:04:05.678901Z"),
        (1767323045678, "2026-01-02T03:04:05.678Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        ("1767323045", "2026-01-02T03:04:05Z"),
        ("1.767323045E9", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z"),
        ("2026-01-02T03:04:05.678901234Z", "2026-01-02T03:04:05.678901Z"),
        ("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05+0000", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-01-02", "2026-01-02T00:00:00Z"),
        ("Fri, 02 Jan 2026 03:04:05 GMT", "2026-01-02T03:04:05Z"),
        (datetime(2026, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2))), "2026-01-02T03:04:05Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
    ],
)
def test_a_time_is_written_in_one_way_whatever_the_protocol(given: Any, written: str):
    """Numbers in JSON, texts in XML and headers; milliseconds only where there are some."""
    assert timestamp(given) == written


@pytest.mark.parametrize("given", ["", "soon", "N/A", None, True, float("nan"), float("inf"), 1e30])
def test_what_is_no_time_stays_what_it_is(given: Any):
    """It is not ours to lose a page for."""
    found = timestamp(given)

    assert found == given or found != found or isinstance(found, float)


def test_bytes_become_base64_and_text_stays():
    assert blob(b"\x00\x01\x02") == "AAEC"
    assert blob("AAEC") == "AAEC"
    assert plain({"Body": b"\x00\x01\x02", "ResponseMetadata": {}, "Name": "n"}) == {"Body": "AAEC", "Name": "n"}
