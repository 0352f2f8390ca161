"""One template while it is read: what is declared in it, what has been resolved, and what went wrong where."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from scanner.canonical import WrittenNumber
from scanner.cfn_schemas import type_schema
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar, Sequence
from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.snapshot import Gap, Location
from scanner.sources import choices
from scanner.sources.cloudformation import conditions
from scanner.sources.cloudformation.intrinsics import FUNCTIONS
from scanner.sources.cloudformation.nodes import call_of, meant, mistake
from scanner.sources.values import TEXT_LIMIT, impossible, join_text, settled
from scanner.unknown import ABSENT, ANY, STRING, Unknown, reference

DEPTH: Final = 100
"""Functions and containers inside one another. Real templates stay below 40."""
NODES: Final = 150_000
"""Nodes that may be resolved in one template, each as often as it is."""
CHARACTERS: Final = 16 * TEXT_LIMIT
"""Characters that all produced texts of one template may have together."""

MISTAKE: Final = "mistake"
"""The kind of a Gap that hides no resource: what is wrong outside Resources only makes values unknown."""
UNKNOWN_LENGTH: Final = 128
"""Characters that an unknown part of a text counts for."""
HINTS: Final = 20_000
"""Names that are compared with misspelt ones in one template."""

Place = dict[str | int, Location]
"""Where the entries of one produced container stand."""


class OvergrownError(DocumentError):
    """A template that produces more than any real one: it is refused whole."""


@dataclass(slots=True)
class Stack:
    """A template being read. `resolve` is the way in; everything found on the way is remembered here."""

    file: str
    world: str
    parameters: Mapping[str, Any]
    """Values of the parameters and pseudo parameters, by name."""
    types: Mapping[str, str]
    """The type of each declared resource, by logical id; "" where it states none."""
    conditions: Mapping[str, Node]
    mappings: Mapping[str, Node]
    generated: str | None = None
    """The macro that may make names which stand nowhere in the template, or None."""
    gaps: list[Gap] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    """Logical ids whose condition is false."""
    reading: str = "*"
    """The type of the resource being read."""
    places: dict[int, tuple[Any, Place]] = field(default_factory=dict)
    """By id() of a produced container: the container itself, kept so that the id stays its own, and its entries' places."""
    heads: dict[Hashable, list[Any]] = field(default_factory=dict)
    """The known first elements of lists that are unknown as a whole, by their identity."""
    _settled: dict[Hashable, int] = field(default_factory=dict)
    _trees: dict[str, Any] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _depth: int = 0
    _nodes: int = 0
    _characters: int = 0
    _hints: int = HINTS

    def gap(self, reason: str, node: Node | Location | None, kind: str = "error", type: str | None = None) -> None:
        """Record what could not be read, once."""
        location = node if node is None or isinstance(node, Location) else node.location(self.file)
        found = Gap(type or self.reading, reason, location, kind=kind)
        if found not in self.gaps[-50:]:
            self.gaps.append(found)

    def failed(self, error: DocumentError, node: Node, kind: str = "error") -> Unknown:
        """Record a mistake at its own line, and give the value that stands in its place."""
        line, column = error.line or node.start[0], error.column or node.start[1]
        whole = (line, column) == node.start
        self.gap(error.message, node.location(self.file) if whole else Location(self.file, line, column, line, column), kind)
        return impossible(mistake(error.message, node) if error.line is None else error)

    def spend(self, nodes: int, node: Node) -> None:
        """Count nodes that are read; OvergrownError beyond NODES."""
        self._nodes += nodes
        if self._nodes > NODES:
            raise OvergrownError(
                f"the template resolves to more than {NODES:,} values; split it", file=self.file, line=node.start[0], column=node.start[1]
            )

    def down(self, node: Node) -> None:
        """One level down, until `up`; DocumentError beyond DEPTH, OvergrownError beyond NODES, and then the level is what it was."""
        self.spend(1, node)
        if self._depth >= DEPTH:
            raise mistake(f"functions and values nested more than {DEPTH} levels deep", node)
        self._depth += 1

    def up(self) -> None:
        """One level up."""
        self._depth -= 1

    @contextmanager
    def given(self, chosen: Mapping[Hashable, int]) -> Iterator[None]:
        """While this lasts, the choices are made: a branch is only read where its condition holds."""
        before = self._settled
        self._settled = {**before, **chosen}
        try:
            yield
        finally:
            self._settled = before

    def resolve(self, node: Node) -> Any:
        """The value of a node, functions resolved as far as they can be.

        A mistake in it becomes a Gap with its line and an Unknown in its place.
        """
        try:
            self.down(node)
            try:
                return self._value(node)
            finally:
                self.up()
        except OvergrownError:
            raise
        except DocumentError as error:
            return self.failed(error, node)

    def _value(self, node: Node) -> Any:
        call = call_of(node)
        if call is not None and call[0] != "Condition":
            return self._call(call[0], call[1], node)
        if node.tag is not None:
            raise mistake(f'"{node.tag}" is no value; it stands only in conditions', node)
        if isinstance(node, Scalar):
            return self._scalar(node)
        return self._mapping(node) if isinstance(node, MappingNode) else self._sequence(node)

    def _call(self, name: str, argument: Node, node: Node) -> Any:
        if name.startswith("Fn::ForEach"):
            from scanner.sources.cloudformation.macros import loop

            return loop(self, node)
        function = FUNCTIONS.get(name)
        if function is None:
            raise mistake(f'unknown function "{node.tag or name}"{self.hint(name, FUNCTIONS)}', node)
        return function(self, argument)

    @staticmethod
    def _scalar(node: Scalar) -> Any:
        value = node.value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and str(value) != node.text:
            return WrittenNumber(float(value), node.text)
        return value

    def _mapping(self, node: MappingNode) -> Any:
        special = [(key, item) for key, item in node.entries if key.text.startswith("Fn::")]
        if special:
            key, item = special[0]
            name = key.text
            if name == "Fn::Transform":
                from scanner.sources.cloudformation.macros import transform

                return transform(self, item, node)
            if name.startswith("Fn::ForEach"):
                from scanner.sources.cloudformation.macros import loop

                return loop(self, node)
            raise mistake(f"{name} stands beside other keys; a function is the only key of its mapping", key)
        value: dict[str, Any] = {}
        place: Place = {}
        for key, item in node.entries:
            found = self.resolve(item)
            if found is not ABSENT:
                value[key.text] = found
                place[key.text] = Location(self.file, *key.start, *max(key.end, item.end))
        self.places[id(value)] = (value, place)
        return value

    def _sequence(self, node: Sequence) -> Any:
        value: list[Any] = []
        place: Place = {}
        for item in node.items:
            found = self.resolve(item)
            if found is not ABSENT:
                place[len(value)] = item.location(self.file)
                value.append(found)
        self.places[id(value)] = (value, place)
        return value

    def reference(self, name: str, node: Node) -> Any:
        """What `Ref` gives; DocumentError where nothing of that name is declared."""
        if name == "AWS::NoValue":
            return ABSENT
        if name in self.parameters:
            return settled(self.parameters[name], self._settled)
        if name in self.types:
            return self._of_resource(name, "Ref", STRING, node)
        return self._undeclared(name, node, [*self.parameters, *self.types])

    def attribute(self, name: str, attribute: str, node: Node) -> Any:
        """What `Fn::GetAtt` gives; DocumentError where no resource of that name is declared."""
        if name not in self.types:
            return self._undeclared(name, node, self.types)
        kind = self.types[name]
        schema = type_schema(kind)
        shape = schema.attribute(attribute) if schema else None
        foreign = schema is None or kind.startswith(("Custom::", "AWS::CloudFormation::"))
        bits = (shape.types if shape else 0) or (ANY if foreign and not attribute.startswith("Outputs.") else STRING)
        found = self._of_resource(name, attribute, bits, node)
        # What a nested stack or a custom resource answers is not an attribute of its own: it may name any resource.
        return found.but(reference=None) if foreign else found

    def _of_resource(self, name: str, attribute: str, bits: int, node: Node) -> Unknown:
        if name in self.removed:
            raise mistake(f'"{name}" is not created: its condition is false', node)
        return reference(f"{self.world}#{name}", attribute, bits)

    def _undeclared(self, name: str, node: Node, known: Any) -> Unknown:
        if self.generated is not None:
            return Unknown(
                reason=f"{name} is made by macro {self.generated}", identity=("undeclared", name), settle=f"macro {self.generated}"
            )
        raise mistake(f'"{name}" is declared nowhere in the template{self.hint(name, known)}', node)

    def condition(self, name: str, node: Node) -> Any:
        """The tree of a named condition, under the choices that hold here; DocumentError where it is declared nowhere."""
        if name not in self.conditions:
            if self.generated is not None:
                return choices.undecided(
                    ("condition", name), f"condition {name} is made by macro {self.generated}", f"macro {self.generated}"
                )
            raise mistake(f'condition "{name}" is declared nowhere{self.hint(name, self.conditions)}', node)
        if name not in self._trees:
            self._trees[name] = self._first_time(name)
        return settled(self._trees[name], self._settled)

    def _first_time(self, name: str) -> Any:
        """A condition's tree, free of what holds where it is asked for. A mistake in it is a Gap, and the condition may be either."""
        node = self.conditions[name]
        if name in self._open:
            raise mistake(f'condition "{name}" refers to itself', node)
        self._open.add(name)
        try:
            with self.given({}):
                self._settled = {}
                return conditions.evaluate(self, node)
        except OvergrownError:
            raise
        except DocumentError as error:
            self.failed(error, node, MISTAKE)
            return choices.undecided(("condition", name), error.message, "mistake in the template")
        finally:
            self._open.discard(name)

    def hint(self, name: str, known: Iterable[str]) -> str:
        """`; did you mean "X"?` where a near name exists, else nothing; nothing at all once a template has cost too much of it."""
        names = list(known)
        self._hints -= len(names)
        return meant(name, names) if self._hints > 0 else ""

    def text(self, pieces: list[str | Unknown]) -> str | Unknown:
        """One text of several, counted against what a template may produce; DocumentError or OvergrownError beyond."""
        size = sum(len(piece) if isinstance(piece, str) else sum(map(_length, piece.parts or (piece,))) for piece in pieces)
        self._characters += size
        if size > TEXT_LIMIT or self._characters > CHARACTERS:
            raise OvergrownError(f"the template produces a text of more than {TEXT_LIMIT:,} characters", file=self.file)
        return join_text(pieces)


def _length(part: Any) -> int:
    return len(part) if isinstance(part, str) else UNKNOWN_LENGTH
