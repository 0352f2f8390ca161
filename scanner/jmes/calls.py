"""Functions: how they are declared, and how a call with partly unknown arguments is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.errors import EvaluationError
from scanner.jmes.choices import restrict
from scanner.jmes.context import Context
from scanner.jmes.kinds import EXPRESSION, causes_of, derive, is_known, types_of
from scanner.jmes.truths import alternatives, lift, restrict_all
from scanner.records import dataclass
from scanner.unknown import ANY, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, Unknown

if TYPE_CHECKING:
    from scanner.jmes.nodes import Node

MAX_COMBINATIONS = 64
"""A call is tried with so many combinations of its arguments' alternatives before they are only known by their types."""
TYPE_NAMES = {NULL: "null", BOOLEAN: "boolean", NUMBER: "number", STRING: "text", ARRAY: "list", OBJECT: "object", EXPRESSION: "expression"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function."""

    name: str
    types: int = ANY
    """The types it takes, as bits of `scanner.unknown`, or EXPRESSION (`&Name`): anything else is an error."""
    optional: bool = False
    variadic: bool = False
    """The last one: one or more (with `optional`: none or more) arguments."""

    def __init__(self, name: str, types: int = ANY, optional: bool = False, variadic: bool = False) -> None:
        """Written out, as that of Function."""
        put = object.__setattr__
        put(self, "name", name)
        put(self, "types", types)
        put(self, "optional", optional)
        put(self, "variadic", variadic)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a call of a function that is written as an expression stands for."""

    expression: Any
    """The Expression that the call evaluates (any object with `nodes`, `text`, `functions` and `closures`)."""
    document: Any
    data: Any
    """`Context.data` while it runs."""
    title: str = ""
    """What the function means, for a person; empty for a mere name."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why a function that answers true or false answered so: one thing that it looked at."""

    argument: int
    """The argument it stands in."""
    path: tuple[str | int, ...]
    """Its path there."""
    note: str
    """For a person: `the event has "release"`."""
    beside: tuple[int, tuple[str | int, ...]] | None = None
    """The argument and the path there of what it was held against."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A function of one argument that is an expression on it."""

    expression: Callable[[], Node]
    """The tree that is evaluated."""
    calls: Callable[[], Mapping[str, Function]]
    """The functions that it calls."""
    kinds: tuple[str, ...]
    """The kinds of its argument (see `Function.kind_argument`); of any other it must be called."""
    otherwise: Any
    """What it gives for null."""
    assumed: bool
    """Whether the expression stands under an assumption."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a function gives for its first argument, the others being literals: code that asks many times looks here before it calls."""

    of: Callable[..., tuple[Mapping[Any, Any], Any]]
    """`of(context, *arguments after the first)`, with the assumption where the function `assumes`: what it gives by a text, or by the
    `id` of an object that lives as long as the mapping; and what it gives for a thing that generated code is asked about and that is
    not in it. None in either place: it must be called. What is there is known through and through."""
    takes: int = STRING | OBJECT
    """The types of the arguments that are looked up."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call by its name.

    `call(context, *arguments)` gets each argument as a JSON value or an abstract one. An argument of type EXPRESSION is a callable
    `f(value) -> value` that may raise EvaluationError (`context.guard` calls it on what may not exist). What it gives back is one
    value: a result that may differ from call to call must be a new Unknown each time.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: int
    """The types of its result, as bits."""
    call: Callable[..., Any]
    lift: bool = True
    """Each argument is one simple alternative: the engine splits finite choices and joins the results."""
    opens: Callable[..., Opened | None] | None = None
    """For explanations: `opens(context, *arguments)` is the expression that a call evaluates; None where it evaluates none."""
    tells: Callable[..., Sequence[Told]] | None = None
    """For explanations: `tells(*arguments)` is what decided the answer inside the arguments."""
    known: Callable[..., Any] | None = None
    """What generated code calls in its place where all arguments are known; it may raise NotKnown."""
    sure: bool = False
    """With known arguments its result is known through and through."""
    where: str | None = None
    """It gives a list, and the function of this name the list without what a filter by equality leaves out (`scanner.jmes.joins`)."""

    inline: Inline | None = None
    """What it evaluates, where generated code may write that out."""
    kind_argument: int | None = None
    """The position of the literal argument that names the kind of what it gives (null, or one of `Inline.kinds`)."""
    hangs_on_place: bool = False
    """Its result hangs on where it is called, not on its arguments alone."""
    assumes: bool = False
    """`known` takes, after the others, whether the assumption of the expression around holds."""
    memory: Memory | None = None
    """Where generated code finds what it gives without a call."""

    def __init__(
        self,
        name: str,
        parameters: tuple[Parameter, ...],
        returns: int,
        call: Callable[..., Any],
        lift: bool = True,
        opens: Callable[..., Opened | None] | None = None,
        tells: Callable[..., Sequence[Told]] | None = None,
        known: Callable[..., Any] | None = None,
        sure: bool = False,
        where: str | None = None,
        inline: Inline | None = None,
        kind_argument: int | None = None,
        hangs_on_place: bool = False,
        assumes: bool = False,
        memory: Memory | None = None,
    ) -> None:
        """Written out: a start makes well over a hundred of them."""
        put = object.__setattr__
        put(self, "name", name)
        put(self, "parameters", parameters)
        put(self, "returns", returns)
        put(self, "call", call)
        put(self, "lift", lift)
        put(self, "opens", opens)
        put(self, "tells", tells)
        put(self, "known", known)
        put(self, "sure", sure)
        put(self, "where", where)
        put(self, "inline", inline)
        put(self, "kind_argument", kind_argument)
        put(self, "hangs_on_place", hangs_on_place)
        put(self, "assumes", assumes)
        put(self, "memory", memory)

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the greatest number of arguments (None: any)."""
        least = sum(not parameter.optional for parameter in self.parameters)
        return least, None if self.parameters and self.parameters[-1].variadic else len(self.parameters)

    def parameter(self, position: int) -> Parameter:
        """The parameter that an argument belongs to."""
        return self.parameters[min(position, len(self.parameters) - 1)]


def type_names(types: int) -> str:
    """Types for a person: "text, list or object"."""
    names = [name for bit, name in TYPE_NAMES.items() if types & bit]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def call(function: Function, arguments: list[Any], context: Context) -> Any:
    """Call a function: a certain type error is an EvaluationError, a possible one a doubt."""
    if not any(argument.__class__ is Unknown for argument in arguments):
        for position, argument in enumerate(arguments):
            expected = function.parameter(position).types
            if not types_of(argument) & expected:
                raise type_error(function.name, expected, argument)
        return function.call(context, *arguments)
    if not function.lift:
        return function.call(context, *(_fit_all(function, position, argument, context) for position, argument in enumerate(arguments)))
    combinations = 1
    for argument in arguments:
        combinations *= len(alternatives(argument, context)) if argument.__class__ is Unknown else 1
    if combinations > MAX_COMBINATIONS:
        arguments = [derive(types_of(item), item) if item.__class__ is Unknown and item.one_of is not None else item for item in arguments]
    return _spread(function, arguments, [], context)


def _spread(function: Function, arguments: Sequence[Any], simple: list[Any], context: Context) -> Any:
    """Every combination of alternatives, in order."""
    position = len(simple)
    if position == len(arguments):
        fitted = [_fit(function, place, argument, context) for place, argument in enumerate(simple)]
        return function.call(context, *fitted)
    return lift(arguments[position], lambda choice: _spread(function, arguments, [*simple, choice], context), context)


def _fit(function: Function, position: int, argument: Any, context: Context) -> Any:
    """A simple argument, restricted to the types that the function takes."""
    expected = function.parameter(position).types
    types = types_of(argument)
    if not types & ~expected:
        return argument
    part = restrict(argument, expected)
    if part is NOTHING:
        raise type_error(function.name, expected, argument)
    context.doubt(*causes_of(argument))
    return part


def _fit_all(function: Function, position: int, argument: Any, context: Context) -> Any:
    expected = function.parameter(position).types
    types = types_of(argument)
    if not types & ~expected:
        return argument
    part = restrict_all(argument, expected, context) if types & expected else NOTHING
    if part is NOTHING:
        raise type_error(function.name, expected, argument)
    context.doubt(*causes_of(argument))
    return part


def type_error(name: str, expected: int, argument: Any) -> EvaluationError:
    """The error of an argument of a wrong type. A value is shown only where it is known and short."""
    shown = f" {argument!r}" if argument is not None and is_known(argument) and len(repr(argument)) <= 40 else ""
    return EvaluationError(f"{name}() needs {type_names(expected)}, not {type_names(types_of(argument))}{shown}")
