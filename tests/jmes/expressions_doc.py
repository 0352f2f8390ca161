"""The tables of docs/expressions.md, run: `python -m tests.jmes.expressions_doc` writes what the engine gives into their `gives` cells.

A table whose header says `expression` and `gives` (once or twice) is evaluated on GIVEN, whose members the table `name`, `is` lists.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import Context, compile_expression
from scanner.jmes.calls import type_names
from scanner.jmes.kinds import is_known, types_of
from scanner.unknown import (
    ABSENT,
    ANY,
    ARRAY,
    BOOLEAN,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    OpenList,
    OpenObject,
    Unknown,
    maybe,
    reference,
)

PAGE = Path(__file__).parents[2] / "docs/expressions.md"
GIVEN: dict[str, Any] = {
    "u": Unknown("u"),
    "v": Unknown("v"),
    "text": Unknown("text", STRING),
    "num": Unknown("num", NUMBER),
    "bool": Unknown("bool", BOOLEAN),
    "list": Unknown("list", ARRAY),
    "obj": Unknown("obj", OBJECT),
    "nullable": Unknown("nullable", STRING | NULL),
    "optional": Unknown("optional", STRING, may_be_absent=True),
    "filled": Unknown("filled", STRING, truthy=True),
    "mode": Unknown("mode", one_of=("awsvpc", "host"), identity="mode"),
    "size": Unknown("condition", one_of=(1, 3), selector="condition"),
    "name": Unknown("condition", one_of=("web", "db"), selector="condition"),
    "port": Unknown("port", NUMBER, minimum=1, maximum=65535),
    "role": Unknown("role", STRING, parts=("arn:aws:iam::", Unknown("account", STRING), ":role/web")),
    "ref": reference("Cluster"),
    "ref_arn": reference("Cluster", "Arn"),
    "other": reference("Other"),
    "two": [{"a": 1}, maybe({"a": 2}, "condition", "condition")],
    "many": OpenList((({"a": 1}, False),), Unknown("more"), reason="there may be more"),
    "conf": OpenObject({"a": 1}, reason="there may be more"),
    "nums": [3, maybe(2, "condition", "condition"), 1],
    "half": ["b", Unknown("element", STRING), "a"],
    "xs": ["b", "a"],
}


@dataclass(frozen=True)
class Cell:
    """A `gives` cell of the page and the expression beside it."""

    expression: str
    gives: str


def show(value: Any) -> str:
    """A value, known or not, for a person."""
    if value is ABSENT:
        return "absent"
    if is_known(value):
        return f"'{value}'" if isinstance(value, str) else _json(value)
    if isinstance(value, Unknown):
        return _unknown(value) + (", or absent" if value.may_be_absent else "")
    if isinstance(value, (dict, OpenObject)):
        entries = value if isinstance(value, dict) else value.known
        more = ["..."] if isinstance(value, OpenObject) and value.open else []
        return "{" + ", ".join([*(f"{key}: {show(item)}" for key, item in entries.items()), *more]) + "}"
    items = [(item, False) for item in value] if isinstance(value, list) else value.items
    members = [_member(item, unsure) for item, unsure in items]
    if isinstance(value, OpenList) and value.more is not NOTHING:
        members.append(f"{show(value.more)}...")
    text = "[" + ", ".join(members) + "]"
    if isinstance(value, OpenList):
        text += ("" if value.ordered else " in some order") + (" not empty" if value.nonempty else "")
    return text


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(show, value)) + "]" if isinstance(value, list) else json.dumps(value)


def _member(item: Any, unsure: bool) -> str:
    if isinstance(item, Unknown) and item.one_of is not None and len(item.one_of) == 2 and item.one_of[1] is ABSENT:
        return f"{show(item.one_of[0])}?"
    return show(item) + ("?" if unsure else "")


def _unknown(value: Unknown) -> str:
    if types_of(value) == BOOLEAN:
        return "?"
    if value.one_of is not None:
        return " or ".join(dict.fromkeys(part for item in value.one_of for part in show(item).split(" or ")))
    if value.reference is not None:
        return f"{value.reference.attribute} of {value.reference.resource}"
    if value.parts is not None:
        return " + ".join(show(part) for part in value.parts)
    known = {ANY: "anything", ANY & ~NULL: "anything but null"}.get(value.types) or type_names(value.types).replace(" or ", ", ")
    if value.prefix or value.suffix:
        return f"'{value.prefix}' ... '{value.suffix}'"
    low, high = ("" if end is None else f"{end:g}" for end in (value.minimum, value.maximum))
    known += (f" from {low}" if low else "") + (f" to {high}" if high else "")
    return f"{known}, not empty" if value.truthy else known


def gives(text: str) -> str:
    """What an expression gives on GIVEN: a value, `error`, or a value that it `may fail` to give."""
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return "refused"
    context = Context()
    try:
        outcome = expression.evaluate(GIVEN, context)
    except EvaluationError:
        return "error"
    return f"may fail, else {show(outcome.value)}" if outcome.may_fail else show(outcome.value)


def rows(page: str, *header: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row of the tables that have this header, once or side by side."""
    inside = False
    for number, line in enumerate(page.splitlines()):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif tuple(cells) == header * (len(cells) // len(header)):
            inside = True
        elif inside and not set("".join(cells)) <= set("-: "):
            yield number, cells


def code_in(cell: str) -> str:
    """The code in a cell, without its backticks."""
    found = re.fullmatch(r"(`+) ?(.*?) ?\1", cell)
    return (found[2] if found else cell).replace("\\|", "|")


def cells(page: str) -> list[Cell]:
    """Every expression of the page that says what it gives."""
    return [
        Cell(code_in(row[place]), row[place + 1].replace("\\|", "|"))
        for _, row in rows(page, "expression", "gives")
        for place in range(0, len(row) - 1, 2)
        if row[place]
    ]


def rewritten(page: str) -> str:
    """The page with every `gives` cell, and every `is` cell of what is given, as the engine has it."""
    lines = page.splitlines()
    for number, row in rows(page, "expression", "gives"):
        for place in range(0, len(row) - 1, 2):
            row[place + 1] = gives(code_in(row[place])).replace("|", "\\|") if row[place] else ""
        lines[number] = f"| {' | '.join(row)} |"
    for number, row in rows(page, "name", "is"):
        for place in range(0, len(row) - 1, 2):
            row[place + 1] = show(GIVEN[code_in(row[place])]) if row[place] else ""
        lines[number] = f"| {' | '.join(row)} |"
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
