"""The grounds of a verdict in sentences: what holds, what does not, what was read and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from scanner import lean_json
from scanner.outputs.plain_text import cut, one_line
from scanner.outputs.uris import resource_name
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.report import Ground, Read, Verdict
from scanner.snapshot import Location

LONGEST_EXPRESSION = 160
LONGEST_VALUE = 100
MOST_LEVELS = 12
NAMES = ("Name", "Sid", "Id", "Key", "name", "key", "id")
"""What names a member of a list for a person."""

NO_REFERRER = regex(r"referrers\((?P<of>.+), '(?P<type>[\w:]+)'\)")
NO_RESOURCE = regex(r"resources\('(?P<type>[\w:]+)'(?:, '(?P<scope>\w+)')?\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an explanation."""

    level: int
    text: str
    location: Location | None = None
    excerpt: bool = False
    """Whether the source at its place is worth showing."""


class Teller:
    """Tells the grounds of one finding; the same ground is told once."""

    def __init__(self, verdict: Verdict) -> None:
        """Take the verdict, by which the sentences differ."""
        self.verdict = verdict
        self._told: set[str] = set()

    def tell(self, ground: Ground, above: str = "", level: int = 0, inner: bool = False) -> Iterator[Line]:
        """A ground and what is below it.

        `above` is the expression that was told just now. `inner`: it belongs to a relation, whose title says what it does, so that
        only what was read is told.
        """
        if ground.about is not None:
            yield Line(level, f"{name_of(ground.about)}:", ground.about.location)
            level += 1
        if self._again(ground):
            if not inner:
                yield Line(level, f"{expression(ground.expression)} {state(ground)}, as told above")
            return
        alone = bool(ground.note and ground.reads) or (
            len(ground.reads) == 1 and (ground.reads[0].expression == ground.expression or is_base(ground))
        )
        if ground.expression == above or inner:
            if ground.turn and ground.because and not inner:
                text = self.combined(ground)
                yield Line(level, text[:1].upper() + text[1:])
        elif not alone:
            below = list(self._below(ground, level + 1, inner))
            yield Line(level, self.head(ground) + ("" if below or not ground.because else ", for what is told above"))
            yield from below
            return
        yield from self._below(ground, level, inner)

    def _below(self, ground: Ground, level: int, inner: bool) -> Iterator[Line]:
        if ground.note and ground.reads:
            yield from self._noted(ground, level)
            return
        for read in ground.reads:
            if not inner or is_telling(read):
                yield from self._read(read, level, ground.title)
        if ground.note:
            yield Line(level, ground.note)
        if level > MOST_LEVELS:
            return
        deeper = level + bool(ground.reads and not inner)
        for one in ground.because:
            yield from self.tell(one, ground.expression, deeper if one.about is None else level, inner or bool(ground.title))
        if ground.left_out:
            yield Line(level, f"and {ground.left_out} more")

    def _noted(self, ground: Ground, level: int) -> Iterator[Line]:
        """A read that a function found decisive, and what it was held against."""
        first, *beside = ground.reads
        yield Line(level, read_line(first), first.location, excerpt=True)
        place = beside[0].location if beside and beside[0].location != first.location else None
        yield Line(level + 1, ground.note, place, excerpt=True)

    def _again(self, ground: Ground) -> bool:
        key = repr((ground.expression, ground.holds, ground.reads, ground.about))
        if key in self._told:
            return True
        self._told.add(key)
        return False

    def _read(self, read: Read, level: int, title: str = "") -> Iterator[Line]:
        """A value, and what it was computed from."""
        text = read_line(read)
        key = repr((text, read.resource, read.pointer, [inner.value for inner in read.made_of]))
        if key in self._told:
            if read.location is None and read.made_of:
                yield Line(level, f"{text}, as told above")
            else:
                yield Line(level, text, read.location)
            return
        self._told.add(key)
        written = read.location is not None and not read.missing and not read.default
        yield Line(level, text + (f" ({title[:1].lower() + title[1:]})" if title else ""), read.location or asked_at(read), written)
        if read.location is None:
            yield from self._sources(read, level + 1)

    def _sources(self, read: Read, level: int) -> Iterator[Line]:
        for inner in read.made_of:
            if is_resource(inner.value):
                if inner.expression not in ("this()", "item()") and asked_at(read) is None:
                    yield Line(level, f"asked of {name_of(inner)}", inner.location)
            elif inner.location is None and inner.expression.startswith(("[", "{")):
                continue
            elif inner.location is not None:
                yield Line(level, f"computed from {expression(inner.expression)}", inner.location, excerpt=True)
            else:
                yield from self._read(inner, level)

    def head(self, ground: Ground) -> str:
        """A ground's own sentence."""
        text = f"{expression(ground.expression)} {state(ground)}"
        if ground.title:
            text += f" ({ground.title[:1].lower() + ground.title[1:]})"
        return text + (f": {self.combined(ground)}" if ground.turn else "")

    def combined(self, ground: Ground) -> str:
        """How what is below makes it so."""
        if self.verdict is Verdict.FAIL and ground.holds is False:
            return "none of these holds, and one would be enough" if ground.turn == "one" else "these do not hold, and all must"
        if self.verdict is Verdict.FAIL and ground.holds is True:
            return "all of these hold, and one of them must not" if ground.turn == "one" else "each of these holds, and none may"
        return "it hangs on these" if ground.holds is None else "because of these"


def state(ground: Ground) -> str:
    """What its truth is."""
    return {True: "holds", False: "does not hold", None: "is not known"}[ground.holds]


def is_base(ground: Ground) -> bool:
    """Whether all that a ground tells is that the list it asks is empty."""
    read = ground.reads[0]
    return not ground.because and read.value in ([], None) and read.expression in ground.expression


def is_telling(read: Read) -> bool:
    """Whether a read inside a relation says more than the relation's own result."""
    if read.location is not None:
        return True
    return read.value == [] and bool(NO_REFERRER.fullmatch(read.expression) or NO_RESOURCE.fullmatch(read.expression))


def asked_at(read: Read) -> Location | None:
    """Of a list of referrers that is empty: where the resource stands that nothing refers to."""
    if read.value == [] and NO_REFERRER.fullmatch(read.expression) and read.made_of and is_resource(read.made_of[0].value):
        return read.made_of[0].location
    return None


def read_line(read: Read) -> str:
    """`Privileged is true`."""
    text = expression(read.expression)
    if is_unknown(read.value):
        return f"{text} is not known: {value(read.value)}"
    if isinstance(read.value, dict) and "more" in read.value and "$list" in read.value:
        held = f"holds {_value(read.value['$list'])} and " if read.value["$list"] else ""
        return f"{text} {held}may hold more: {one_line(str(read.value.get('reason', 'it is not known')))}"
    if read.missing:
        return f"{text} is missing"
    if read.value == []:
        referrer, resource = NO_REFERRER.fullmatch(read.expression), NO_RESOURCE.fullmatch(read.expression)
        if referrer is not None and read.made_of and is_resource(read.made_of[0].value):
            return f"no {referrer['type']} refers to {name_of(read.made_of[0])}"
        if resource is not None:
            return f"there is no {resource['type']}" + (f" in the {resource['scope']}" if resource["scope"] not in (None, "all") else "")
    if read.value in ([], {}, ""):
        return f"{text} is empty"
    return f"{text} is {value(read.value)}" + (", the documented default" if read.default else "")


@lru_cache(maxsize=1024)
def expression(text: str) -> str:
    """An expression on one line, cut where it is long."""
    return f"`{cut(' '.join(one_line(text).split()), LONGEST_EXPRESSION)}`"


def is_resource(found: Any) -> bool:
    """Whether a value of the report is a resource."""
    return isinstance(found, dict) and "$resource" in found


def is_unknown(found: Any) -> bool:
    """Whether a value of the report is one that is not known, and no reference."""
    return isinstance(found, dict) and "$unknown" in found


def value(found: Any) -> str:
    """A value for a person: what is unknown by its reason, a reference by what it refers to, what is sensitive as (sensitive)."""
    return cut(one_line(_value(found)), LONGEST_VALUE)


def _value(found: Any) -> str:
    if isinstance(found, list):
        return "[" + ", ".join(_value(item) for item in found) + "]"
    if found is True or found is False:
        return "true" if found else "false"
    if not isinstance(found, dict):
        return lean_json.dumps(found, ensure_ascii=False)
    if "$resource" in found:
        return called(str(found["$resource"]))
    if "$ref" in found:
        attribute = found.get("attribute", "Ref")
        return called(str(found["$ref"])) + ("" if attribute == "Ref" else f".{attribute}")
    if "$redacted" in found:
        return "(sensitive)"
    if "$text" in found and isinstance(found["$text"], list):
        return lean_json.dumps(
            "".join(part if isinstance(part, str) else "${" + _value(part) + "}" for part in found["$text"]), ensure_ascii=False
        )
    if "$unknown" in found:
        inner = found["$unknown"]
        return str(inner.get("reason", "unknown")) if isinstance(inner, dict) else str(inner)
    if "$list" in found:
        return _value(found["$list"]) + (" and perhaps more" if "more" in found else "")
    if "$maybe" in found:
        return f"{_value(found['$maybe'])} or nothing ({found.get('reason', 'it may not be there')})"
    if "$object" in found:
        return _value(found["$object"])
    if any(key.startswith("$") for key in found):
        return "(partly unknown)"
    return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in found.items()) + "}"


def called(resource: str) -> str:
    """What a person calls a resource; of an ARN with a kind and an identifier before the name, the name."""
    name = resource_name(resource) or resource
    return one_line(name.rpartition("Name/")[2] or name)


def name_of(read: Read) -> str:
    """What a member of a list is called: its resource, what names it, or where it stands in its list."""
    found = read.value
    if is_resource(found):
        return called(str(found["$resource"]))
    if isinstance(found, dict):
        named = next((str(found[name]) for name in NAMES if isinstance(found.get(name), str)), None)
        if named is not None:
            return f"{one_line(named)} ({expression(read.expression)})"
    elif not isinstance(found, list):
        return value(found)
    if read.resource is not None and read.pointer:
        return f"{one_line('.'.join(map(str, read.pointer)))} of {called(read.resource)}"
    return expression(read.expression)
