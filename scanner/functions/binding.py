"""Plain functions on documents made into functions of the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scanner.functions.kleene import Truth, unknowns_in
from scanner.jmes import Context, Function, Parameter
from scanner.jmes.calls import Told
from scanner.jmes.leaving import NotKnown
from scanner.jmes.values import derive, lift, restrict, selector_of, types_of, unknown_boolean
from scanner.late import called
from scanner.unknown import ABSENT, ANY, BOOLEAN, NULL, OpenList, OpenObject, Unknown

Core = Callable[..., Any]


class late:
    """A module of this package that is imported when one of its functions is first called."""

    def __init__(self, module: str) -> None:
        """Take its name."""
        self._module = module

    def __getattr__(self, name: str) -> Core:
        """One of its functions."""
        return called(f"scanner.functions.{self._module}", name)


def function(name: str, returns: int, core: Core, *parameters: Parameter) -> Function:
    """A function whose result is a value. Null is told apart before the core is asked, and choices already made are followed."""

    def call(context: Context, *arguments: Any) -> Any:
        return _without_doubtful_null(context, arguments, lambda settled: core(*settled))

    return Function(name, parameters, returns, call, known=lambda context, *arguments: core(*arguments))


def predicate(
    name: str,
    core: Callable[..., Truth],
    *parameters: Parameter,
    reason: str | None = None,
    asked: Callable[..., tuple[Any, ...]] | None = None,
    tells: Callable[..., Sequence[Told]] | None = None,
    quick: Callable[..., bool] | None = None,
) -> Function:
    """A function that answers True, False or None; `reason` is said where None hangs on no Unknown.

    `asked` gives the parts of the arguments that the answer can hang on; without it, it may hang on all of them. `tells` is for
    explanations: what decided it. `quick(context, ...)` answers for known arguments where there is a shorter way.
    """

    def answer(settled: tuple[Any, ...]) -> Any:
        truth = core(*settled)
        if truth is not None:
            return truth
        causes = [unknown for argument in (asked(*settled) if asked else settled) for unknown in unknowns_in(argument)]
        return unknown_boolean(*causes) if causes else Unknown(reason or "it cannot be told", types=BOOLEAN)

    def call(context: Context, *arguments: Any) -> Any:
        return _without_doubtful_null(context, arguments, answer)

    def known(context: Context, *arguments: Any) -> bool:
        truth = core(*arguments)
        if truth is None:
            raise NotKnown
        return truth

    return Function(name, parameters, BOOLEAN, call, known=quick or known, sure=True, tells=tells)


def _without_doubtful_null(context: Context, arguments: tuple[Any, ...], answer: Callable[[tuple[Any, ...]], Any]) -> Any:
    """Ask with each argument either null or certainly not."""
    settled = [_null_or_not(settle(argument, context)) for argument in arguments]

    def ask(done: tuple[Any, ...], left: list[Any]) -> Any:
        if not left:
            return answer(done)
        return lift(left[0], lambda simple: ask((*done, simple), left[1:]), context)

    return ask((), settled)


def _null_or_not(value: Any) -> Any:
    """An Unknown that may be null, as the choice between null and the rest."""
    if not isinstance(value, Unknown) or value.one_of is not None or not types_of(value) & NULL or value.types == NULL:
        return value
    return derive(ANY, value, one_of=(None, restrict(value.but(may_be_absent=False), ANY & ~NULL)))


def settle(value: Any, context: Context) -> Any:
    """A document in which choices that the context has made are followed, and those that it has not are noted.

    Depth is that of the document, which its reader bounds.
    """
    if isinstance(value, dict):
        return {key: settle(item, context) for key, item in value.items()} if unknowns_in(value) else value
    if isinstance(value, list):
        return [settle(item, context) for item in value] if unknowns_in(value) else value
    if isinstance(value, OpenList):
        items = tuple((settle(item, context), maybe) for item, maybe in value.items)
        return OpenList(items, value.more, value.ordered, value.nonempty, value.reason, value.causes)
    if isinstance(value, OpenObject):
        known = {key: settle(item, context) for key, item in value.known.items()}
        return OpenObject(known, value.open, value.reason, value.causes)
    if isinstance(value, Unknown):
        return _settle_unknown(value, context)
    return value


def _settle_unknown(value: Unknown, context: Context) -> Any:
    """An Unknown whose choice is made is its alternative; a text's parts are settled."""
    if value.one_of is not None:
        selector = selector_of(value)
        index = context.pick.get(selector)
        if index is not None and index < len(value.one_of) and not value.may_be_absent and not value.truthy:
            return settle(value.one_of[index], context)
        if selector is not None:
            context.touch(selector, len(value.one_of))
        return value
    if value.parts is None or all(isinstance(part, str) for part in value.parts):
        return value
    parts = tuple(settle(part, context) for part in value.parts)
    if all(new is old for new, old in zip(parts, value.parts, strict=True)):
        return value
    flat = [piece for part in parts for piece in _pieces(part)]
    if all(isinstance(part, str) for part in flat):
        return "".join(flat)
    return value.but(parts=tuple(flat), identity=None, prefix="", suffix="")


def _pieces(part: Any) -> tuple[Any, ...]:
    """A part of a text as its own parts."""
    if part is ABSENT or part is None:
        return ()
    if isinstance(part, Unknown):
        return (part,) if part.parts is None else part.parts
    return (str(part).lower() if isinstance(part, bool) else str(part),)
