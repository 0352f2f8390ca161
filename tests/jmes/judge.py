"""Stock jmespath as a judge of known documents, with the few places in which it follows Python put right.

`judge(text, document, bindings)` evaluates with stock jmespath's parser, interpreter and functions. Ours departs from stock in:
equality and `contains` (true is not 1 at any depth), `<` between a text and a number (null, not Python's TypeError), `to_number`
(JSON numbers only), `merge` (checks its types), `max_by` and `min_by` (one type of key).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
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
        if name in self.bindings:
            return self.bindings[name](arguments)
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


def judge(text: str, document: Any, bindings: dict[str, str] | None = None) -> Any:
    """The value of an expression on a known document, or ERROR. Each binding is an expression over the document, evaluated once."""
    functions = _Functions()
    functions.bindings = {}
    for name, binding in (bindings or {}).items():
        value = _search(binding, document, functions)
        functions.bindings[name] = lambda arguments, value=value: _give(value)
    return _search(text, document, functions)


def _give(value: Any) -> Any:
    if value is ERROR:
        raise _exceptions.JMESPathError("binding")
    return value


def _search(text: str, document: Any, functions: Any) -> Any:
    interpreter = _Interpreter(_visitor.Options(custom_functions=functions))
    try:
        return interpreter.visit(jmespath.parser.Parser().parse(text).parsed, document)
    except _exceptions.JMESPathError:
        return ERROR
