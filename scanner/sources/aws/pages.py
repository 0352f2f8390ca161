"""Operations ready to be called, and how each is asked for its next page.

As botocore's paginators tell, as the catalogue tells, or as the shapes make plain. The loop is ours because botocore's forgets the pages
that it has when a later one fails, and has no paginator for operations that page nevertheless (ListEventBuses, DescribeCapacityProviders).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.catalog.actions import action_of
from scanner.records import dataclass
from scanner.sources.aws.faults import BUG, NOT_AVAILABLE, Trouble, scrub

_NEXT: Final = ("nexttoken", "nextpagetoken", "nextmarker", "nextcontinuationtoken", "paginationtoken", "continuationtoken", "marker")
"""Members of answers that name a next page, in lower case."""
_ASKED: Final = {
    "nextmarker": ("marker", "nextmarker"),
    "nextcontinuationtoken": ("continuationtoken",),
    "nextpagetoken": ("pagetoken", "nextpagetoken"),
}
"""Arguments that take them, where it is not the one of the same name."""
_TRUNCATED: Final = ("IsTruncated", "isTruncated", "Truncated", "HasMoreResults", "hasMoreResults")


@dataclass(frozen=True, slots=True)
class Token:
    """Where the next page is named and how it is asked for, for an operation that botocore has no paginator for."""

    read: str
    """A JMESPath expression over the answer."""
    write: str
    """The argument that takes it."""


@dataclass(frozen=True, slots=True)
class Pager:
    """What gives the arguments of the next page, from an answer."""

    reads: tuple[Callable[[Any], Any], ...]
    writes: tuple[str, ...]
    more: Callable[[Any], Any] | None = None
    """Whether there is more, where the answer says so beside its token."""

    def following(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that ask for the page after this one; empty after the last."""
        if self.more is not None and not self.more(answer):
            return {}
        found = ((name, read(answer)) for name, read in zip(self.writes, self.reads, strict=True))
        return {name: value for name, value in found if value and value != "None"}


@dataclass(frozen=True, slots=True)
class Site:
    """One operation, ready to be called."""

    service: str
    """botocore's name."""
    operation: str
    """AWS's name."""
    method: str
    """Of botocore's clients."""
    action: str
    """IAM's."""
    pager: Pager


def site_of(session: Any, call: str, token: Token | None) -> Site | Trouble:
    """The site of a call ("ecs:ListServices"), or why it cannot be made. Loads the models of the service."""
    from botocore import xform_name  # type: ignore[import-untyped]  # botocore has no types
    from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # botocore has no types

    service, _, operation = call.partition(":")
    try:
        model = session.get_service_model(service)
    except BotoCoreError as error:
        return Trouble(NOT_AVAILABLE, type(error).__name__, scrub(str(error)))
    if operation not in model.operation_names:
        return Trouble(NOT_AVAILABLE, "UnknownOperation", f"botocore knows no {operation} of {service}")
    described = model.operation_model(operation)
    if described.has_streaming_output or described.has_event_stream_output:
        return Trouble(BUG, "StreamingOperation", f"{call} answers with a stream")
    return Site(service, operation, xform_name(operation), action_of(call), pager_of(session, service, described, token))


def pager_of(session: Any, service: str, model: Any, token: Token | None) -> Pager:
    """The pager of an operation (`model`) of a service: of the row's token if it has one, of botocore's paginator, else of the shapes."""
    if token is not None:
        return Pager((_reader(token.read),), (token.write,))
    told = _paginator(session, service, model.name)
    return _of_paginator(told) if told is not None else _of_shapes(model)


def _paginator(session: Any, service: str, operation: str) -> Mapping[str, Any] | None:
    from botocore.exceptions import DataNotFoundError

    try:
        found: Mapping[str, Any] = session.get_paginator_model(service).get_paginator(operation)
    except (DataNotFoundError, ValueError):  # a service without paginators; an operation without one
        return None
    return found


def _of_paginator(told: Mapping[str, Any]) -> Pager:
    reads, writes = told["output_token"], told["input_token"]
    more = told.get("more_results")
    return Pager(
        tuple(_reader(text) for text in ([reads] if isinstance(reads, str) else reads)),
        tuple([writes] if isinstance(writes, str) else writes),
        _reader(more) if more else None,
    )


def _of_shapes(model: Any) -> Pager:
    given = {name.lower(): name for name in (model.output_shape.members if model.output_shape is not None else ())}
    taken = {name.lower(): name for name in (model.input_shape.members if model.input_shape is not None else ())}
    for name in _NEXT:
        if name in given:
            for argument in _ASKED.get(name, (name,)):
                if argument in taken:
                    return Pager((_reader(given[name]),), (taken[argument],))
    return Pager((), ())


def is_cut_off(answer: Mapping[str, Any]) -> bool:
    """An answer after which no page is asked for says that there is more."""
    if any(answer.get(name) is True for name in _TRUNCATED):
        return True
    return any(value and isinstance(value, str) and name.lower() in _NEXT[:5] for name, value in answer.items())


def _reader(expression: str) -> Callable[[Any], Any]:
    import jmespath

    if expression.isidentifier():
        return lambda answer: answer.get(expression)
    return jmespath.compile(expression).search
