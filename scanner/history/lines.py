"""What the history asks of a finding, read from its line."""

from __future__ import annotations

from typing import Any, Final

from scanner import lean_json
from scanner.evidence_json import Reader
from scanner.history.reading import LayoutError
from scanner.identity import unseen_fingerprint
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.report import Severity, Verdict

VERDICTS: Final = {str(verdict): verdict for verdict in Verdict}
RANKS: Final = {str(severity): severity.rank for severity in Severity}
_NOT_KEPT: Final = regex("[\x00\ud800-\udfff]")
"""What a database's text cannot hold: NUL, and halves of a character."""
_HEX: Final = regex("[0-9a-f]{64}")


@dataclass(slots=True)
class Line:
    """A finding, as far as the history asks."""

    place: int
    """Its place in the report, from 0."""
    fingerprint: bytes
    policy: str
    resource: str
    type: str
    world: str
    account: str | None
    region: str | None
    verdict: Verdict
    severity: int
    message: str
    part: str
    written: str
    owner: str
    unseen: bool
    gone: bool
    """Only the base of a comparison has it."""
    waiver: dict[str, Any] | None
    settles: tuple[str, ...]


def plain(text: str) -> str:
    """A text as a database can hold it."""
    return _NOT_KEPT.sub("\ufffd", text)


def read(text: bytes, place: int, file: str) -> Line:
    """The finding of a line. LayoutError where it is no JSON by itself, DocumentError where it is no finding."""
    try:
        value = lean_json.loads(text)
    except (ValueError, RecursionError):
        raise LayoutError from None
    try:
        return _line(value, place)
    except (KeyError, TypeError, ValueError, AttributeError):
        _explain(Reader(value, f"findings[{place}]", file))
        raise Reader(value, f"findings[{place}]", file).wrong("is not a finding") from None


def _line(value: Any, place: int) -> Line:
    """What is wrong with it, `_explain` says."""
    policy, resource, type_name, verdict = value["policy"], value["resource"], value["type"], value["verdict"]
    region, account, part, location, waiver = (value.get(key) for key in ("region", "account", "part", "location", "waiver"))
    fingerprint = value["fingerprint"]
    if _HEX.fullmatch(fingerprint) is None or verdict not in VERDICTS:
        raise ValueError
    unknown = verdict == "unknown"
    settles = [one["settle"] for one in value.get("reasons", ())] if unknown else []
    return Line(
        place,
        bytes.fromhex(fingerprint),
        plain(policy),
        plain(resource),
        plain(type_name),
        plain(value["world"]),
        plain(account) if account is not None else None,
        plain(region) if region is not None else None,
        VERDICTS[verdict],
        RANKS[value["severity"]],
        plain(value["message"]),
        plain(part["key"]) if part is not None else "",
        plain(location["file"]) + f":{location['line']:d}" if location is not None else "",
        plain(value.get("owner") or ""),
        unknown and fingerprint == unseen_fingerprint(policy, resource, type_name, region),
        value.get("state") == "gone",
        dict(waiver) if waiver is not None else None,
        tuple(dict.fromkeys(map(plain, settles))),
    )


def _explain(reader: Reader) -> None:
    """Raise the DocumentError that says what is wrong with a finding."""
    for key in ("policy", "resource", "type", "world", "message", "fingerprint"):
        reader.text(key)
    for key in ("account", "region", "owner", "state"):
        reader.text_or_none(key)
    if _HEX.fullmatch(reader.text("fingerprint")) is None:
        raise reader.wrong("is not 64 hexadecimal digits", "fingerprint")
    _word(reader, "verdict", list(VERDICTS))
    _word(reader, "severity", list(RANKS))
    if reader.value.get("part") is not None:
        reader.child("part").text("key")
    reader.location()
    if reader.value.get("waiver") is not None:
        reader.child("waiver")
    for one in reader.children("reasons"):
        one.text("settle")


def _word(reader: Reader, key: str, words: list[str]) -> str:
    found = reader.text(key)
    if found not in words:
        raise reader.wrong("is none of " + ", ".join(words), key)
    return found
