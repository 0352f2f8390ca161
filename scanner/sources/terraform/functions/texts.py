"""Functions on texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from scanner.patterns import regex
from scanner.sources.terraform.forms import is_fixed, number_of, text, text_of, whole
from scanner.sources.terraform.functions.site import Function, Site, UncomputedError, unknown_call
from scanner.sources.texts import split_text
from scanner.sources.values import join_text
from scanner.unknown import ARRAY, BOOLEAN, STRING, OpenList, Unknown, has_unknown

LONGEST: Final = 1 << 20
"""Characters of a text that a pattern is searched in."""
_VERB: Final = regex(r"%(?:\[(\d+)\])?([-+ #0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])")
_REPEATED: Final = regex(r"\)[*+{]|[*+}][*+{]")
"""A group, or a repetition, that is repeated: searching may take exponentially long."""
_LOOSE: Final = regex(r"(?<!\\)[*+]|\{\d*,\d*\}")
"""What matches any number of characters."""
WORK: Final = 20_000_000
"""Steps that searching may take."""
_WORD: Final = regex(r"(?:^|(?<=[^\w']))[a-z]")


def _simple(apply: Callable[..., Any]) -> Callable[[list[Any], Site], Any]:
    def compute(items: list[Any], site: Site) -> Any:
        return apply(*map(_known, items))

    return compute


def _known(value: Any) -> str:
    if value is None or isinstance(value, (list, dict)):
        raise TypeError("an argument is no text")
    return text_of(value)


def _piece(value: Any, site: Site) -> str | Unknown:
    found = text(whole(value))
    if found is None:
        raise site.wrong(f"an argument of {site.name} is no text")
    return found


def _join(items: list[Any], site: Site) -> Any:
    separator = _piece(items[0], site)
    elements: list[Any] = []
    for given in items[1:]:
        given = whole(given)
        if isinstance(given, (Unknown, OpenList)) or (isinstance(given, list) and not is_fixed(given)):
            return unknown_call("join", [separator, *map(whole, items[1:])], STRING)
        if not isinstance(given, list):
            raise TypeError("join takes lists")
        elements.extend(given)
    pieces: list[str | Unknown] = []
    for place, element in enumerate(elements):
        if place:
            pieces.append(separator)
        pieces.append(_piece(element, site))
    return join_text(pieces)


def _split(items: list[Any], site: Site) -> Any:
    delimiter, given = (_piece(item, site) for item in items)
    if isinstance(delimiter, Unknown):
        return unknown_call("split", [delimiter, given], ARRAY)
    if delimiter == "":
        return list(given) if isinstance(given, str) else unknown_call("split", [delimiter, given], ARRAY)
    found, rest = split_text(delimiter, given)
    if rest is None:
        return found
    more = Unknown(reason=rest.reason, types=STRING, sensitive=rest.sensitive, settle=rest.settle)
    return OpenList(tuple((item, False) for item in found), more, nonempty=True, reason=rest.reason, causes=(rest,))


def _format(items: list[Any], site: Site) -> Any:
    pattern = _piece(items[0], site)
    if isinstance(pattern, Unknown):
        return unknown_call("format", items, STRING)
    pieces: list[str | Unknown] = []
    at = used = 0
    if max((int(size) for verb in _VERB.finditer(pattern) for size in (verb[3], verb[4]) if size), default=0) > 10_000:
        raise UncomputedError("a width or precision is large")
    for verb in _VERB.finditer(pattern):
        pieces.append(pattern[at : verb.start()])
        at = verb.end()
        if verb[5] == "%":
            pieces.append("%")
            continue
        place = int(verb[1]) - 1 if verb[1] else used
        used = place + 1
        if place + 1 >= len(items):
            raise site.wrong(f'format has no argument for "{verb[0]}"')
        pieces.append(_formatted(verb, whole(items[place + 1]), site))
    pieces.append(pattern[at:])
    return join_text(pieces)


def _formatted(verb: Any, value: Any, site: Site) -> str | Unknown:
    _, flags, width, precision, letter = verb.groups()
    if has_unknown(value):
        if not flags and width is None and precision is None and letter in "svdq" and isinstance(value, Unknown):
            found = _piece(value, site)
            return join_text(['"', found, '"']) if letter == "q" else found
        return unknown_call("format", [verb[0], value], STRING)
    if letter in ("s", "v", "q"):
        shown = text_of(value) if isinstance(value, (str, bool, int, float)) else _json(value)
        shown = shown[: int(precision)] if precision is not None and letter == "s" else shown
        shown = _json(shown) if letter == "q" else shown
    elif letter == "t":
        shown = text_of(value)
    else:
        number = number_of(value)
        if number is None:
            raise site.wrong(f'"{verb[0]}" is for numbers')
        whole_number = int(number) if letter in "bdoxX" else number
        spec = f"{'+' if '+' in flags else ''}{'0' if '0' in flags else ''}{width or ''}"
        spec += f".{precision}" if precision is not None and letter in "eEfFgG" else ""
        return format(whole_number, f"{spec}{letter}") if "-" not in flags else format(whole_number, letter).ljust(int(width or 0))
    size = min(int(width or 0), LONGEST)
    return shown.ljust(size) if "-" in flags else shown.rjust(size, "0" if "0" in flags else " ")


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _formatlist(items: list[Any], site: Site) -> Any:
    values = [whole(item) for item in items[1:]]
    lists = [value for value in values if isinstance(value, list)]
    if any(isinstance(value, OpenList) or (isinstance(value, list) and not is_fixed(value)) for value in values) or not lists:
        return unknown_call("formatlist", items, ARRAY)
    size = len(lists[0])
    if any(len(one) != size for one in lists):
        raise site.wrong("the lists of formatlist have different lengths")
    return [_format([items[0], *(value[at] if isinstance(value, list) else value for value in values)], site) for at in range(size)]


def _replace(value: str, find: str, put: str) -> str:
    if len(find) > 1 and find.startswith("/") and find.endswith("/"):
        groups = re.sub(r"\$(?:\{(\w+)\}|(\w+))", lambda m: rf"\g<{m[1] or m[2]}>", put.replace("\\", "\\\\"))
        return _pattern(find[1:-1]).sub(groups, _searched(find, value))
    if (value.count(find) if find else len(value)) * len(put) > LONGEST:
        raise UncomputedError("the text would be too long")
    return value.replace(find, put)


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of Go's syntax as Python's; ValueError where it is none. What may take long, here where Go's does not, is not computed."""
    if _REPEATED.search(text) or len(text) > 1000:
        raise UncomputedError(f"the pattern {text[:40]!r} may take long")
    try:
        return re.compile(text.replace("\\z", "\\Z").replace("(?P<", "(?P<"))
    except re.error as error:
        raise ValueError(f"{text[:40]!r} is no pattern: {error}") from error


def _searched(pattern: str, value: str) -> str:
    """A text in which a pattern is searched: as long as its repetitions, each tried for each, allow."""
    repetitions = max(1, len(_LOOSE.findall(pattern)))
    if len(value) ** repetitions > WORK:
        raise UncomputedError(f"the pattern {pattern[:40]!r} may take long in a text of {len(value):,} characters")
    return value


def _captured(match: re.Match[str]) -> Any:
    if match.re.groupindex:
        return match.groupdict()
    return list(match.groups()) if match.re.groups else match[0]


def _regex(pattern: str, value: str) -> Any:
    found = _pattern(pattern).search(_searched(pattern, value))
    if found is None:
        raise ValueError("the pattern does not match")
    return _captured(found)


def _regex_all(pattern: str, value: str) -> list[Any]:
    return [_captured(found) for found in _pattern(pattern).finditer(_searched(pattern, value))]


def _substr(items: list[Any], site: Site) -> str:
    value, offset, length = text_of(items[0]), int(number_of(items[1]) or 0), int(number_of(items[2]) or 0)
    start = len(value) + offset if offset < 0 else offset
    return value[start:] if length < 0 else value[start : start + length]


def _indent(items: list[Any], site: Site) -> str:
    return text_of(items[1]).replace("\n", "\n" + " " * min(int(number_of(items[0]) or 0), 1000))


def _starts(items: list[Any], site: Site) -> Any:
    value, part = (_piece(item, site) for item in items)
    if isinstance(part, str) and isinstance(value, Unknown):
        known = value.prefix
        if known.startswith(part):
            return True
        if not part.startswith(known):
            return False
    if isinstance(value, str) and isinstance(part, str):
        return value.startswith(part)
    return unknown_call("startswith", [value, part], BOOLEAN)


def _ends(items: list[Any], site: Site) -> Any:
    value, part = (_piece(item, site) for item in items)
    if isinstance(value, str) and isinstance(part, str):
        return value.endswith(part)
    if isinstance(part, str) and isinstance(value, Unknown) and value.suffix.endswith(part):
        return True
    return unknown_call("endswith", [value, part], BOOLEAN)


FUNCTIONS: Final = {
    "chomp": Function(_simple(lambda value: value.rstrip("\r\n")), STRING),
    "endswith": Function(_ends, BOOLEAN, 2, 2, partial=True),
    "format": Function(_format, STRING, 1, None, partial=True),
    "formatlist": Function(_formatlist, ARRAY, 1, None, partial=True),
    "indent": Function(_indent, STRING, 2, 2),
    "join": Function(_join, STRING, 2, None, partial=True),
    "lower": Function(_simple(lambda value: value.lower()), STRING),
    "regex": Function(_simple(_regex), least=2, most=2),
    "regexall": Function(_simple(_regex_all), ARRAY, 2, 2),
    "replace": Function(_simple(_replace), STRING, 3, 3),
    "split": Function(_split, ARRAY, 2, 2, partial=True),
    "startswith": Function(_starts, BOOLEAN, 2, 2, partial=True),
    "strcontains": Function(_simple(lambda value, part: part in value), BOOLEAN, 2, 2),
    "strrev": Function(_simple(lambda value: value[::-1]), STRING),
    "substr": Function(_substr, STRING, 3, 3),
    "title": Function(_simple(lambda value: _WORD.sub(lambda m: m[0].upper(), value)), STRING),
    "trim": Function(_simple(lambda value, cut: value.strip(cut)), STRING, 2, 2),
    "trimprefix": Function(_simple(lambda value, cut: value.removeprefix(cut)), STRING, 2, 2),
    "trimspace": Function(_simple(lambda value: value.strip()), STRING),
    "trimsuffix": Function(_simple(lambda value, cut: value.removesuffix(cut)), STRING, 2, 2),
    "upper": Function(_simple(lambda value: value.upper()), STRING),
}
