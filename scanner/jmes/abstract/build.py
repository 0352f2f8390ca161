"""Source text to a function that evaluates: bound to the functions it calls, whether the text was just made or came with us."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import Any

from scanner.jmes.abstract.generator import Generator
from scanner.jmes.abstract.runtime import NAMESPACE
from scanner.jmes.abstract.writer import NotGenerated
from scanner.jmes.calls import Function
from scanner.jmes.nodes import Node
from scanner.jmes.steps import Closure


def source(nodes: Node, text: str, functions: Mapping[str, Function], name: str) -> str:
    """Python source of a function `name(value, context)` that evaluates an expression as its closure does.

    `functions` is every function that the expression may call, JMESPath's own included; `check_calls` has accepted the calls. Every name
    that the source defines begins with `name` (letters and digits, so that two sources may share a module); free are those of
    NAMESPACE and, for each function that it calls, `f_<function>` (the Function) and `c_<function>` (its `call`), which `build` binds.
    The same arguments give the same text. NotGenerated where no code can be made.
    """
    if not (name.isascii() and name.isalnum() and name.isidentifier()) or name in NAMESPACE or name in ("c", "f", "q"):
        raise ValueError(f"no name for generated code: {name}")
    try:
        return Generator(name, functions).module(nodes)
    except RecursionError:
        raise NotGenerated from None


def compiled(text: str, name: str) -> CodeType:
    """The code of a source; NotGenerated where it goes beyond Python's own limits."""
    try:
        return compile(text, f"<{name}>", "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError, OverflowError, ValueError):
        raise NotGenerated from None


def build(source: str | CodeType, name: str, functions: Mapping[str, Function]) -> Closure:
    """The function of a source, or of its code, with `functions` bound; KeyError for one that it calls and that is not there."""
    code = compiled(source, name) if isinstance(source, str) else source
    namespace: dict[str, Any] = dict(NAMESPACE)
    for free in names_in(code):
        if free.startswith("f_"):
            namespace[free] = functions[free[2:]]
        elif free.startswith("c_"):
            namespace[free] = functions[free[2:]].call
    exec(code, namespace)  # noqa: S102  # our own source: names and literals of the expression enter it by ascii() only
    function: Closure = namespace[name]
    return function


def generate(nodes: Node, text: str, functions: Mapping[str, Function]) -> Closure | None:
    """An expression's function, made at once; None where closures must do."""
    try:
        return build(source(nodes, text, functions, "evaluate"), "evaluate", functions)
    except NotGenerated:
        return None


def names_in(code: CodeType) -> set[str]:
    """The names that a code and the functions in it refer to."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= names_in(constant)
    return found
