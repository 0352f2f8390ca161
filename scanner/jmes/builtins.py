"""JMESPath's 26 functions, as one table. What they do stands in `operations` and `aggregates`, imported when first called."""

from __future__ import annotations

from typing import Final

from scanner.jmes.calls import Function, Parameter
from scanner.jmes.kinds import EXPRESSION
from scanner.late import called
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING


def _function(name: str, returns: int, *types: int) -> Function:
    names = ("value", "other") if len(types) > 1 else ("value",)
    return _with(name, returns, *(Parameter(names[place], bits) for place, bits in enumerate(types)), module="operations")


def _with(name: str, returns: int, *parameters: Parameter, module: str = "aggregates", lift: bool = True) -> Function:
    return Function(name, parameters, returns, called(f"scanner.jmes.{module}", f"call_{name}"), lift)


_LIST = Parameter("list", ARRAY)
_EXPRESSION = Parameter("expression", EXPRESSION)

BUILTINS: Final[dict[str, Function]] = {
    function.name: function
    for function in (
        _function("abs", NUMBER, NUMBER),
        _function("ceil", NUMBER, NUMBER),
        _function("floor", NUMBER, NUMBER),
        _function("to_number", NUMBER | NULL, ANY),
        _function("starts_with", BOOLEAN, STRING, STRING),
        _function("ends_with", BOOLEAN, STRING, STRING),
        _function("to_string", STRING, ANY),
        _function("contains", BOOLEAN, ARRAY | STRING, ANY),
        _function("length", NUMBER, STRING | ARRAY | OBJECT),
        _function("reverse", ARRAY | STRING, ARRAY | STRING),
        _function("type", STRING, ANY),
        _with("not_null", ANY, Parameter("value", ANY, variadic=True), module="operations", lift=False),
        _function("to_array", ARRAY, ANY),
        _function("keys", ARRAY, OBJECT),
        _function("values", ARRAY, OBJECT),
        _with("merge", OBJECT, Parameter("value", OBJECT, variadic=True), module="operations"),
        _with("sum", NUMBER, _LIST),
        _with("avg", NUMBER | NULL, _LIST),
        _with("join", STRING, Parameter("separator", STRING), _LIST),
        _with("max", NUMBER | STRING | NULL, _LIST),
        _with("min", NUMBER | STRING | NULL, _LIST),
        _with("sort", ARRAY, _LIST),
        _with("map", ARRAY, _EXPRESSION, _LIST),
        _with("sort_by", ARRAY, _LIST, _EXPRESSION),
        _with("max_by", ANY, _LIST, _EXPRESSION),
        _with("min_by", ANY, _LIST, _EXPRESSION),
    )
}
