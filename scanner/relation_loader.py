"""Relation files become functions: all are named before any is compiled, for they may call one another in any order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scanner.documents import Mapping as MappingNode
from scanner.documents import Sequence as SequenceNode
from scanner.errors import PolicyError
from scanner.inverse import Inverse, inverse_of
from scanner.jmes import Expression
from scanner.known_relations import function_of
from scanner.library import Library
from scanner.policy import Example, Relation, Source
from scanner.policy_fields import compile_at, examples_of
from scanner.policy_names import check_name
from scanner.policy_reader import RELATION_KEYS, RELATION_REQUIRED, Reader, place, read_file
from scanner.records import dataclass

PLAIN_KINDS = ("boolean", "number", "text", "object")


@dataclass(frozen=True, slots=True)
class PendingRelation:
    """A relation that is read but not compiled: relations may call one another in any order."""

    reader: Reader
    id: str
    title: str
    starts: tuple[str, ...]
    to: Any
    source: Source
    assume: str | None
    examples: tuple[Example, ...]


def relations_in(path: Path, name: str) -> Iterator[PendingRelation]:
    """The relations of a file: `relations: [...]`, or one."""
    document = read_file(path, name)
    root = document.root
    listed = root.get("relations") if isinstance(root, MappingNode) else None
    nodes = listed.items if isinstance(listed, SequenceNode) else [root]
    for node in nodes:
        reader = Reader(document, node, "relation")
        reader.check_keys(reader.node, RELATION_KEYS, RELATION_REQUIRED)
        start = reader.node.get("from")
        value = reader.node.get("value")
        assert start is not None and value is not None  # noqa: S101  # required keys were checked
        starts = tuple(reader.texts("from"))
        to = relation_kind(reader)
        yield PendingRelation(
            reader,
            reader.text("id"),
            reader.text("title"),
            starts,
            to,
            reader.source(value, "value"),
            reader.text("assume", "") or None,
            examples_of(reader),
        )


def relation_kind(reader: Reader) -> Any:
    """What a relation leads to: a type, a list with types or a kind, or a kind."""
    node = reader.node.get("to")
    assert node is not None  # noqa: S101  # required keys were checked
    value = reader.value(node)
    items = value if isinstance(value, list) else [value]
    for item in items:
        if not isinstance(item, str) or not (item in PLAIN_KINDS or "::" in item):
            raise reader.error(f'"{item}" is neither a type nor one of {", ".join(PLAIN_KINDS)}', node)
    return value


def declare_relations(library: Library, pending: list[PendingRelation]) -> None:
    """Give every relation its function, compile every value, refuse circles."""
    compiled: dict[str, Expression] = {}
    inverses: dict[str, Inverse | None] = {}
    for relation in pending:
        try:
            check_name(relation.id, library.functions, relation.reader)
        except PolicyError as error:
            library.errors.append(error)
            continue
        library.functions[relation.id] = function_of(
            relation.id, relation.title, relation.starts, relation.to, relation.assume, compiled.__getitem__, inverses.__getitem__
        )
    for relation in pending:
        try:
            compiled[relation.id] = compile_at(relation.reader, relation.source, library.functions)
        except PolicyError as error:
            library.errors.append(error)
            library.functions.pop(relation.id, None)
            continue
        inverses[relation.id] = inverse_of(compiled[relation.id], library.functions)
        library.relations[relation.id] = Relation(
            relation.id,
            relation.title,
            relation.starts,
            relation.to,
            compiled[relation.id],
            relation.assume,
            relation.examples,
            relation.reader.file,
            tuple(relation.reader.compiled),
        )
    library.errors.extend(circles(library, pending))
    library.errors.extend(too_costly(library, pending))


def too_costly(library: Library, pending: list[PendingRelation]) -> Iterator[PolicyError]:
    """Relations whose cost or values would grow too fast with what is scanned, each at the name that does it."""
    from scanner.degrees import beyond

    for name in dict.fromkeys(relation.id for relation in pending):
        relation = library.relations.get(name)
        if relation is not None and (error := beyond(relation.value, library.bounds.of(relation.value))) is not None:
            yield place(error, relation.sources[0][1])


def circles(library: Library, pending: list[PendingRelation]) -> list[PolicyError]:
    """Relations that lead back to themselves; they are taken out."""
    errors = []
    for relation in pending:
        if relation.id in library.relations and relation.id in reachable(library, relation.id):
            errors.append(
                relation.reader.error(f'relation "{relation.id}" leads back to itself; relations have no circles', relation.reader.node)
            )
            del library.relations[relation.id]
            library.functions.pop(relation.id, None)
    return errors


def reachable(library: Library, start: str) -> set[str]:
    """The relations that a relation calls, directly or through others."""
    seen: set[str] = set()
    stack = [start]
    while stack:
        relation = library.relations.get(stack.pop())
        for name in relation.value.calls if relation else ():
            if name in library.relations and name not in seen:
                seen.add(name)
                stack.append(name)
    return seen
