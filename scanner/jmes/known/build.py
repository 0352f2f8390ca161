"""Source text of an expression's functions, and functions from source text."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from scanner.jmes.calls import Function
from scanner.jmes.known.generator import Generator
from scanner.jmes.known.runtime import NAMESPACE
from scanner.jmes.known.terms import direct_fields, term_of
from scanner.jmes.known.value import Value
from scanner.jmes.known.writer import TooDeep
from scanner.jmes.leaving import MEMORY, PREFIX
from scanner.jmes.nodes import Node
from scanner.unknown import ANY, OBJECT

Known = Callable[[Any, Any], Any]
VALUE: Final = "value_"
TRUTH: Final = "truth_"
"""Before an expression's name: the function that gives its value, and the one that gives its truth."""
LEAVES: Final = " leave()"


def sources(nodes: Node, functions: Mapping[str, Function], name: str) -> str:
    """The source of `value_<name>(d, context)` and `truth_<name>(d, context)`; functions that always leave where Python's limits end it."""
    term = term_of(nodes)

    def value(generator: Generator, current: Value) -> None:
        generator.writer.emit(f"return {generator.value(term, current).code}")

    def truth(generator: Generator, current: Value) -> None:
        held = generator.condition(term, current)
        generator.writer.emit(f"return {held}" if held in ("True", "False") else f"return True if {held} else False")

    several_fields = direct_fields(term) > 1
    return written(f"{VALUE}{name}", functions, value, several_fields) + written(f"{TRUTH}{name}", functions, truth, several_fields)


def written(name: str, functions: Mapping[str, Function], write: Callable[[Generator, Value], None], several_fields: bool) -> str:
    """The source of one function `name(d, context)`: written twice, first to count what is used more than once.

    Where several fields of the document are read there is one body for an object, and one for anything else.
    """
    uses: Counter[Hashable] = Counter()
    head = f"def {name}(d, context):"
    try:
        for _ in range(2):
            constants: dict[str, Any] = {}
            generator = Generator(functions, uses, constants, name)
            document = Value("d", key="d", atom=True)
            if several_fields:
                generator.writer.block("if d.__class__ is dict:", functools.partial(write, generator, document.but(OBJECT)))
                document = Value("d", ANY & ~OBJECT, True, "d no object")
            write(generator, document)
            uses = generator.writer.used
    except (TooDeep, RecursionError):
        return f"{head}\n{LEAVES}\n"
    lines = [*(f"{key} = {constant_source(value)}" for key, value in constants.items()), head, *generator.writer.lines]
    return "\n".join(lines) + "\n"


def constant_source(value: Any) -> str:
    """A constant as source, the same in every run."""
    return f"frozenset({sorted(value)!r})" if isinstance(value, frozenset) else repr(value)


def bind(source: str, functions: Mapping[str, Function]) -> dict[str, Any]:
    """Run source text; the names that it defines. `functions` are what it may call."""
    namespace = dict(NAMESPACE)
    namespace.update(names_of(functions))
    exec(compile(source, "<expression>", "exec"), namespace)  # noqa: S102  # our own text: names and literals enter it through repr alone
    return namespace


def names_of(functions: Mapping[str, Function]) -> dict[str, Any]:
    """Functions under the names that generated code has for them."""
    found: dict[str, Any] = {f"{PREFIX}{name}": function.known or function.call for name, function in functions.items()}
    found.update((f"{MEMORY}{name}", function.memory.of) for name, function in functions.items() if function.memory is not None)
    return found
