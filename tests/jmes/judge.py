"""Stock jmespath as a judge of known documents, with the few places in which it follows Python put right.

`judge(text, document, bindings)` evaluates with stock jmespath's parser, interpreter and functions. Ours departs from stock in:
equality and `contains` (true is not 1 at any depth), `<` between a text and a number (null, not Python's TypeError), `to_number`
(JSON numbers only), `merge` (checks its types), `max_by` and `min_by` (one type of key). Beside JMESPath's functions it has what
policies call most: bindings (evaluated once), `root()` (the whole document, as `item()` gives it), `any`, `all`, `none`, `exists`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import jmespath.exceptions
import jmespath.functions
import jmespath.parser
import jmespath.visitor

ERROR = object()
"""The outcome of an expression that fails."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_functions: Any = jmespath.functions
_visitor: Any = jmespath.visitor
_exceptions: Any = jmespath.exceptions


def same(one: Any, other: Any) -> bool:
    """Equality that tells true from 1 at every depth."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(item, other[key]) for key, item in one.items())
    return bool(one == other)


def _kind(value: Any) -> str:
    return "text" if isinstance(value, str) else "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else "other"


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    return lambda one, other: compare(one, other) if _kind(one) == _kind(other) != "other" else None


class _Interpreter(_visitor.TreeInterpreter):  # type: ignore[misc]  # the base class is untyped
    COMPARATOR_FUNC = {  # noqa: RUF012 - stock's attribute
        "eq": same,
        "ne": lambda one, other: not same(one, other),
        "lt": _ordered(lambda one, other: one < other),
        "lte": _ordered(lambda one, other: one <= other),
        "gt": _ordered(lambda one, other: one > other),
        "gte": _ordered(lambda one, other: one >= other),
    }

    def visit_slice(self, node: Any, value: Any) -> Any:
        if isinstance(value, list) and node["children"][2] == 0:
            raise _exceptions.JMESPathError("step")
        return super().visit_slice(node, value)

    def _compare(self, node: Any, value: Any) -> Any:
        left, right = (self.visit(child, value) for child in node["children"])
        return self.COMPARATOR_FUNC[node["value"]](left, right)

    visit_comparator = _compare


class _Functions(_functions.Functions):  # type: ignore[misc]  # the base class is untyped
    def call_function(self, name: str, arguments: list[Any]) -> Any:
        if name in self.own:
            return self.own[name](*arguments)
        if name == "merge" and any(not isinstance(item, dict) for item in arguments):
            raise _exceptions.JMESPathError("merge")
        if name in ("max_by", "min_by") and isinstance(arguments[0], list):
            reference = arguments[1]
            kinds = {_kind(reference.visit(reference.expression, item)) for item in arguments[0]}
            if len(kinds) > 1:
                raise _exceptions.JMESPathError(name)
        if name in ("ceil", "floor") and isinstance(arguments[0], float) and not math.isfinite(arguments[0]):
            raise _exceptions.JMESPathError(name)
        if name == "contains":
            subject, search = arguments
            if isinstance(subject, list):
                return any(same(item, search) for item in subject)
            if isinstance(subject, str) and not isinstance(search, str):
                return False
        if name == "to_number" and isinstance(arguments[0], str) and not _NUMBER.match(arguments[0]):
            return None
        return super().call_function(name, arguments)


def is_true(value: Any) -> bool:
    """JMESPath's truth of a JSON value."""
    return value is not None and value is not False and value not in ("", [], {})


def _decided_by(decisive: bool) -> Callable[[Any, Any], bool]:
    """`any` is decided by a true member, `all` by a false one; an error of another member counts only where none decides."""

    def decide(members: Any, predicate: Any) -> bool:
        if members is not None and not isinstance(members, list):
            raise _exceptions.JMESPathError("no list")
        failure = None
        for member in members or ():
            try:
                held = predicate.visit(predicate.expression, member)
            except _exceptions.JMESPathError as error:
                failure = error
                continue
            if is_true(held) is decisive:
                return decisive
        if failure is not None:
            raise failure
        return not decisive

    return decide


_any, _all = _decided_by(True), _decided_by(False)
_OWN: dict[str, Callable[..., Any]] = {
    "any": _any,
    "all": _all,
    "none": lambda members, predicate: not _any(members, predicate),
    "exists": lambda value: value is not None,
}


class Judge:
    """An expression with its bindings, parsed once, asked of many known documents."""

    def __init__(self, text: str, bindings: Mapping[str, str] | None = None) -> None:
        self._tree = _parsed(text)
        self._bindings = {name: _parsed(binding) for name, binding in (bindings or {}).items()}

    def of(self, document: Any) -> Any:
        """The value on a known document, or ERROR. A binding is evaluated on the document when it is first called, and once."""
        functions = _Functions()
        interpreter = self.interpreter(_visitor.Options(custom_functions=functions))
        functions.own = {**_OWN, "root": lambda: document}
        for name, tree in self._bindings.items():
            functions.own[name] = _once(interpreter, tree, document)
        try:
            return interpreter.visit(self._tree, document)
        except _exceptions.JMESPathError:
            return ERROR

    interpreter: Any = _Interpreter


def _parsed(text: str) -> Any:
    return jmespath.parser.Parser().parse(text).parsed


def _once(interpreter: Any, tree: Any, document: Any) -> Callable[[], Any]:
    kept: list[Any] = []

    def value() -> Any:
        if not kept:
            try:
                kept.append(interpreter.visit(tree, document))
            except _exceptions.JMESPathError:
                kept.append(ERROR)
        if kept[0] is ERROR:
            raise _exceptions.JMESPathError("binding")
        return kept[0]

    return value


def judge(text: str, document: Any, bindings: Mapping[str, str] | None = None) -> Any:
    """The value of an expression on a known document, or ERROR. Each binding is an expression over the document, evaluated once."""
    return Judge(text, bindings).of(document)


class _Touching(_Interpreter):
    """Stops where a hole, or a list that holds one, is read."""

    def visit_field(self, node: Any, value: Any) -> Any:
        if isinstance(value, Hole):
            raise _Touched
        found = super().visit_field(node, value)
        if isinstance(found, Hole) or (isinstance(found, list) and any(isinstance(item, Hole) for item in found)):
            raise _Touched
        return found


class Hole:
    """What stands where something is unknown, for `touches`."""


class _Touched(Exception):
    pass


def touches(text: str, document: Any) -> bool:
    """Whether an evaluation on a document with Holes reads one of them, or a list with one among its members."""
    judge_of = Judge(text)
    judge_of.interpreter = _Touching
    try:
        judge_of.of(document)
    except _Touched:
        return True
    return False
