"""Report files: what stands around the findings, and their lines, hashed in one pass; a text is read again only where it is new.

What `report_json.write` wrote has one finding a line, and is taken as it is. Any other layout is read by `report_json.load` and written
anew.
"""

from __future__ import annotations

import contextlib
import io
import mmap
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, Protocol

from scanner import lean_json, report_json
from scanner.errors import DocumentError, UsageError
from scanner.history.packing import as_json
from scanner.history.portions import DIGEST, Before, Laid, lay
from scanner.records import dataclass
from scanner.report import Report

_START: Final = b'{"schema":"plimsoll/report/v1",\n"header":'
_FINDINGS: Final = b',\n"findings":[\n'
_FOOT: Final = b'],\n"gaps":'
_PARTS: Final = (b'"gaps":', b',\n"assumptions":', b',\n"summary":', b"}\n")


class LayoutError(Exception):
    """A report that is not laid out by lines; it crosses no room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the findings: typed, and as JSON."""

    report: Report
    """Without findings."""
    header: dict[str, Any]
    """Without its rules."""
    rules: list[dict[str, Any]]
    foot: dict[str, Any]
    """`gaps`, `assumptions`, `summary`."""


class Lines(Protocol):
    """A report whose lines are known by their digests."""

    frame: Frame

    def lay(self, before: Before) -> Laid:
        """Its lines, beside those that reports before had."""

    def line(self, place: int) -> bytes:
        """The text of a line, without what parts it from the next; once the lines are laid."""


class ReportFile:
    """A report in a file that is laid out by lines; LayoutError where it is not. Close it after use."""

    def __init__(self, path: str, named: str) -> None:
        """Map the file, and read what stands around the findings. `named`: what the user calls the file."""
        try:
            with open(path, "rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise LayoutError from None  # an empty file
        except OSError as error:
            raise UsageError(f"{error.strerror}; name a report that plimsoll scan --format json wrote", file=named) from error
        self.named = named
        self._path = path
        with contextlib.ExitStack() as stack:
            stack.callback(self._map.close)
            self.frame, self._begin, self._end = _frame(self._map, named)
            stack.pop_all()
        self._laid = Laid()

    def lay(self, before: Before) -> Laid:
        """Its lines, hashed, beside those that reports before had."""
        with open(self._path, "rb", buffering=0) as stream:
            stream.seek(self._begin)

            def read(room: memoryview) -> int:
                found = stream.readinto(room)
                if not found:
                    raise LayoutError  # it became shorter meanwhile
                return found

            self._laid = lay(read, self._end - self._begin, before)
        return self._laid

    def line(self, place: int) -> bytes:
        """The text of a line, without what parts it from the next; once the lines are laid."""
        offset, further = self._laid.near(place)
        start = self._begin + offset
        for _ in range(further):
            start = self._map.find(b"\n", start) + 1
        end = self._map.find(b"\n", start, self._end)
        return self._map[start : self._end] if end < 0 else self._map[start : end - 1]

    def close(self) -> None:
        """Let the file go."""
        self._map.close()


def digest_of(frame: Frame, digests: bytes | bytearray) -> bytes:
    """What names a report. `digests`: of its lines, joined."""
    whole = sha256(as_json([frame.header, frame.rules, frame.foot]))
    whole.update(digests)
    return whole.digest()[:DIGEST]


@contextlib.contextmanager
def opened(path: str) -> Iterator[ReportFile]:
    """A report in a file of any layout. UsageError where it cannot be read, DocumentError where it is no report."""
    try:
        found = ReportFile(path, path)
    except LayoutError:
        with rewritten(path) as other:
            yield other
        return
    try:
        yield found
    finally:
        found.close()


@contextlib.contextmanager
def rewritten(path: str) -> Iterator[ReportFile]:
    """A report in a file of any layout, written anew as `report_json.write` does."""
    try:
        with open(path, encoding="utf-8-sig") as stream:
            report = report_json.load(stream, path)
    except DocumentError as error:
        what = f"{error.message}; write one with plimsoll scan --format json=FILE"
        raise UsageError(what, file=error.file, line=error.line, column=error.column) from error
    except OSError as error:
        raise UsageError(f"{error.strerror}; name a report that plimsoll scan --format json wrote", file=path) from error
    handle, name = tempfile.mkstemp(suffix=".json", prefix="plimsoll-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            report_json.write(report, out)
        found = ReportFile(name, path)
        try:
            yield found
        finally:
            found.close()
    finally:
        os.unlink(name)


def frame_of(header: dict[str, Any], foot: dict[str, Any], named: str) -> Frame:
    """What stands around findings, of its JSON. DocumentError where it is no report's."""
    whole = {"schema": report_json.SCHEMA, "header": header, "findings": [], **foot}
    report = report_json.load(io.StringIO(report_json.dumps(whole)), named)
    return Frame(report, {key: value for key, value in header.items() if key != "rules"}, header["rules"], foot)


def _frame(data: mmap.mmap, named: str) -> tuple[Frame, int, int]:
    """What stands around the findings, and where these begin and end."""
    after = data.find(b"\n", len(_START))
    begin = after - 1 + len(_FINDINGS)
    end = data.rfind(b"\n" + _FOOT)
    if data[: len(_START)] != _START or data[after - 1 : begin] != _FINDINGS or end < begin - 1:
        raise LayoutError
    foot = data[end + 3 :]
    cuts = [foot.find(part) for part in _PARTS[1:3]]
    if min(cuts) < 0 or not foot.endswith(_PARTS[3]):
        raise LayoutError
    texts = (
        data[len(_START) : after - 1],
        foot[len(_PARTS[0]) + 1 : cuts[0]],
        foot[cuts[0] + len(_PARTS[1]) : cuts[1]],
        foot[cuts[1] + len(_PARTS[2]) : -len(_PARTS[3])],
    )
    try:
        values = [lean_json.loads(text) for text in texts]
    except (ValueError, RecursionError):
        raise LayoutError from None
    if [as_json(value) for value in values] != list(texts) or not isinstance(values[0], dict) or list(values[0])[-1:] != ["rules"]:
        raise LayoutError
    try:
        frame = frame_of(values[0], dict(zip(("gaps", "assumptions", "summary"), values[1:], strict=True)), named)
    except DocumentError:
        raise LayoutError from None  # it is told by who reads the whole file
    return frame, begin, max(begin, end)
