"""What a reader asks of a page: its parameters, told wrong from right before any query runs."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from scanner import lean_json
from scanner.errors import ScannerError, get_close_matches
from scanner.history.queries import times
from scanner.patterns import regex
from scanner.records import dataclass, field

LONGEST: Final = 2048
"""Characters of a text."""
MOST: Final = 2**63 - 1
"""The greatest number: what a column of 64 bits holds."""
MANY: Final = 100
"""Values of one parameter that may be given `many` times."""
PAGE_SIZE: Final = 50
LARGEST_PAGE: Final = 200

_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_NUMBER = regex(r"\d{1,19}")


class WrongParameter(ScannerError):
    """A parameter that cannot be meant; the message says what is right. `name` is the parameter's."""

    def __init__(self, name: str, message: str) -> None:
        """Take the parameter and the sentence."""
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a page takes from its path or its query."""

    name: str
    kind: Literal["text", "choice", "day", "number", "cursor"]
    """text: at most 2,048 characters; day: `2027-01-31`; number: whole, from 0; cursor: what `queries/paging.py` made."""
    about: str
    """A sentence for the API's document."""
    choices: tuple[str, ...] = ()
    """Of a choice, its words; of a cursor, the kinds of its values: `number` or `text`."""
    many: bool = False
    """It may be given several times; its value is a tuple."""
    default: str | None = None
    least: int = 0
    """Of a number."""
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Asked(Mapping[str, Any]):
    """The validated parameters of a page, by name: all that it declares.

    A text, choice or day is a str, a number an int, a cursor a tuple of its values; of `many` a tuple of those; what is not given is its
    default, or None, or for `many` an empty tuple.
    """

    told: Mapping[str, Any]
    now: int
    """Seconds since 1970: what ages are counted from."""
    page_size: int = PAGE_SIZE
    given: Mapping[str, Any] = field(default_factory=dict)
    """What stands in the query (no path parameters), as texts and for `many` tuples of texts; what `url` takes."""

    def __getitem__(self, name: str) -> Any:
        return self.told[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def link(self, **changes: Any) -> dict[str, Any]:
        """The query again with some parameters changed (None: taken out), for `url`; the cursor goes, as it is of this query alone."""
        return {name: value for name, value in {**self.given, "cursor": None, **changes}.items() if value not in (None, "", (), [])}


def read(
    parameters: Iterable[Parameter], path: Mapping[str, str], query: Iterable[tuple[str, str]], now: int, page_size: int = PAGE_SIZE
) -> Asked:
    """The parameters of a page from the values in its path and its query. WrongParameter where one cannot be meant.

    What is empty in a query counts as not given: forms send all of their fields.
    """
    known = {one.name: one for one in parameters}
    given: dict[str, list[str]] = {}
    for name, text in query:
        if name not in known or name in path:
            raise WrongParameter(name, _unknown(name, [each for each in known if each not in path]))
        if text:
            given.setdefault(name, []).append(text)
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        texts = [path[name]] if name in path else given.get(name, [] if parameter.default is None else [parameter.default])
        if len(texts) > (MANY if parameter.many else 1):
            times_ = f"at most {MANY} times" if parameter.many else "once"
            raise WrongParameter(name, f'"{name}" is given {len(texts)} times; give it {times_}')
        found = tuple(value_of(parameter, text) for text in texts)
        values[name] = found if parameter.many else found[0] if found else None
    if "page_size" in known:
        page_size = values["page_size"] or page_size
    kept = {name: tuple(texts) if known[name].many else texts[0] for name, texts in given.items()}
    return Asked(values, now, page_size, kept)


def value_of(parameter: Parameter, text: str) -> Any:
    """The value of a parameter's text. WrongParameter where it cannot be meant."""
    name = parameter.name
    if parameter.kind == "choice":
        if text not in parameter.choices:
            raise WrongParameter(name, f'"{name}" is one of {", ".join(parameter.choices)}{_near(text, parameter.choices)}')
        return text
    if parameter.kind == "number":
        if not text.isascii() or _NUMBER.fullmatch(text) is None or not parameter.least <= int(text) <= parameter.most:
            most = "" if parameter.most == MOST else f" to {parameter.most}"
            raise WrongParameter(name, f'"{name}" is a whole number from {parameter.least}{most}')
        return int(text)
    if parameter.kind == "day":
        return _day(name, text)
    if parameter.kind == "cursor":
        return _cursor(parameter, text)
    if len(text) > LONGEST or "\0" in text:
        raise WrongParameter(name, f'"{name}" has at most {LONGEST} characters, and none of them is NUL')
    return text


def _day(name: str, text: str) -> str:
    wrong = WrongParameter(name, f'"{name}" is a day, written 2027-01-31')
    if not text.isascii() or _DAY.fullmatch(text) is None:
        raise wrong
    try:
        times.begins(text)
    except ValueError:
        raise wrong from None
    return text


def _cursor(parameter: Parameter, text: str) -> tuple[int | str, ...]:
    """The values of a cursor, each of the kind that it must be."""
    wrong = WrongParameter(parameter.name, f'"{parameter.name}" is what the page before gave as its next; leave it out for the first page')
    try:
        found = lean_json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode())
    except (binascii.Error, ValueError, RecursionError):
        raise wrong from None
    if not isinstance(found, list) or len(found) != len(parameter.choices):
        raise wrong
    for value, kind in zip(found, parameter.choices, strict=True):
        if kind == "number":
            if type(value) is not int or not -MOST <= value <= MOST:
                raise wrong
        elif not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
            raise wrong
    return tuple(found)


def _near(text: str, words: Iterable[str]) -> str:
    near = get_close_matches(text, words, 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _unknown(name: str, words: Sequence[str]) -> str:
    if not words:
        return "this page takes no parameters; leave the query out"
    return f"this page takes {', '.join(words)}{_near(name, words)}"
