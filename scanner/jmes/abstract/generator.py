"""From the syntax tree to Python source: one function per expression, straight on for plain JSON, into the algebra for all else.

The order of evaluation is the closures', so that doubts, blame and choices are noted alike. A node of which the algebra needs a
callable (a condition, what follows a projection, the right side of `&&` and `||`) is written twice: in place, and as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.jmes.abstract.calls import write_call
from scanner.jmes.abstract.loops import write_projection
from scanner.jmes.abstract.writer import BODY, HOT, Atom, NotGenerated, Writer, is_pure, is_scalar, slow, spell
from scanner.jmes.calls import Function
from scanner.jmes.narrow import facts
from scanner.jmes.nodes import Node

_CHAINS: Final = ("subexpression", "index_expression", "pipe")
_ON_CURRENT: Final[dict[str, slice]] = {
    **dict.fromkeys((*_CHAINS, "projection", "filter_projection", "value_projection", "flatten"), slice(0, 1)),
    "expref": slice(0, 0),
}
"""Which children of a node read its current value, where it is not all of them."""
_ORDER: Final = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


class Generator:
    """Writes the module of one expression."""

    def __init__(self, name: str, functions: Mapping[str, Function]) -> None:
        """Take the name of the function to write and every function that the expression may call."""
        self.writer = Writer(name)
        self.functions = functions
        self._fields: dict[Node, int] = {}

    def module(self, nodes: Node) -> str:
        """The source of the whole expression."""
        writer = self.writer
        self._function(writer.name, nodes, HOT)
        while (pending := writer.take()) is not None:
            self._function(*pending)
        return "\n".join([*writer.lines, *writer.constants, ""])

    def _function(self, name: str, node: Node, kind: str) -> None:
        writer = self.writer
        writer.hot = kind == HOT
        current = Atom("value")
        with writer.block(f"def {name}(value, context):"):
            if writer.hot and self.fields(node):
                writer.emit("if value.__class__ is not dict:")
                writer.emit(f" return {writer.region(node)}(value, context)")
                current = Atom("value", sure=True, is_object=True)
            writer.emit(f"return {self.select_body(node, current).code if kind == BODY else self.part(node, current)}")

    def value(self, node: Node, current: Atom) -> Atom:
        """Write a node's evaluation on the current value, its result settled and named."""
        return self.settled(self.operand(node, current))

    def named(self, node: Node, current: Atom) -> Atom:
        """The same, its result perhaps raw."""
        found = self.operand(node, current)
        return self.settled(found) if found.literal else found

    def operand(self, node: Node, current: Atom) -> Atom:
        """The same, its result perhaps raw, a literal as itself (of which Python warns where it is asked what it is)."""
        return _KINDS[node.kind](self, node, current)

    def settled(self, atom: Atom) -> Atom:
        """A value under a name, no longer raw."""
        if atom.literal:
            return self.assign(atom.code, sure=True, boolean=atom.boolean)
        if not atom.raw:
            return atom
        self.writer.emit(f"if {atom.code}.__class__ is Unknown or {atom.code} is ABSENT:")
        self.writer.emit(f" {atom.code} = seen({atom.code}, context)")
        return Atom(atom.code)

    def assign(self, code: str, sure: bool = False, boolean: bool = False, plain: str | None = None) -> Atom:
        """A new local for an expression."""
        name = self.writer.local()
        self.writer.emit(f"{name} = {code}")
        return Atom(name, sure, boolean, plain=plain)

    def fields(self, node: Node) -> int:
        """How many fields of its current value a node reads."""
        if node not in self._fields:
            children = node.children[_ON_CURRENT.get(node.kind, slice(None))]
            self._fields[node] = int(node.kind == "field") + sum(self.fields(child) for child in children)
        return self._fields[node]

    def truth(self, atom: Atom, function: str = "truth") -> str:
        """Code for JMESPath's truth of a value: True, False or None; the value is settled after it."""
        code = atom.code
        plain = f"not not {code} if {code} is {atom.plain} else " if atom.plain else ""
        tests = f"{code} if {code}.__class__ is bool else False if {code} is None else {plain}"
        return f"{tests}{code} != '' if {code}.__class__ is str else {function}({slow(atom)}, context)"

    def select_body(self, node: Node, current: Atom) -> Atom:
        """A list or object of expressions, on a value that is certainly not null."""
        if node.kind == "multi_select_list":
            parts = [self.part(child, current) for child in node.children]
            return self.assign(f"[{', '.join(parts)}]", sure=True)
        pairs = [f"{pair.value!a}: {self.part(pair.children[0], current)}" for pair in node.children]
        made = self.assign(f"{{{', '.join(pairs)}}}")
        return Atom(made.code, sure=True, is_object=True)

    def part(self, node: Node, current: Atom) -> str:
        """Code of a result: of a function, or as a member of a new list or object."""
        found = self.operand(node, current)
        return found.code if found.literal else self.settled(found).code


def _identity(generator: Generator, node: Node, current: Atom) -> Atom:
    return current


def _current(generator: Generator, node: Node, current: Atom) -> Atom:
    if current.sure:
        return current
    code = current.code
    found = generator.assign(f"{code} if {code}.__class__ is not Unknown else current({code}, context)")
    return Atom(found.code, plain=current.plain)


def _literal(generator: Generator, node: Node, current: Atom) -> Atom:
    code = spell(node.value) if is_scalar(node.value) else generator.writer.literal(node)
    return Atom(code, True, node.value.__class__ is bool, literal=True, value=node.value)


def _field(generator: Generator, node: Node, current: Atom) -> Atom:
    return write_fields(generator, [node.value], current)


def write_fields(generator: Generator, names: list[str], current: Atom) -> Atom:
    """`a.b.c`, on a current value that may be raw."""
    writer, code = generator.writer, current.code
    if current.is_object and len(names) == 1:
        return Atom(generator.assign(f"{code}.get({names[0]!a})").code, raw=True)
    if not writer.roomy:
        return generator.assign(_path(slow(current), names))
    found = writer.local()
    if current.is_object:
        _write_get(generator, names, code, found)
    else:
        with writer.block(f"if {code}.__class__ is dict:"):
            _write_get(generator, names, code, found)
        writer.emit("else:")
        writer.emit(f" {found} = None if {code} is None else {_path(slow(current), names)}")
    return Atom(found)


def _write_get(generator: Generator, names: list[str], code: str, found: str) -> None:
    """The same on a plain object."""
    writer = generator.writer
    writer.emit(f"{found} = {code}.get({names[0]!a})")
    raw = Atom(found, raw=True)
    if len(names) == 1:
        generator.settled(raw)
    elif not writer.roomy:
        writer.emit(f"{found} = {_path(slow(raw), names[1:])}")
    else:
        with writer.block(f"if {found}.__class__ is dict:"):
            _write_get(generator, names[1:], found, found)
        writer.emit(f"elif {found} is not None:")
        writer.emit(f" {found} = {_path(slow(raw), names[1:])}")


def _path(code: str, names: list[str]) -> str:
    """Code that reads fields of any value."""
    return f"field({code}, {names[0]!a}, context)" if len(names) == 1 else f"path({code}, {tuple(names)!a}, context)"


def _chain(generator: Generator, node: Node, current: Atom) -> Atom:
    steps = _steps(node)
    while steps:
        count = next((place for place, step in enumerate(steps) if step.kind != "field"), len(steps))
        if count:
            current = write_fields(generator, [step.value for step in steps[:count]], current)
        else:
            current = generator.named(steps[0], generator.settled(current))
        steps = steps[max(count, 1) :]
    return current


def _steps(node: Node) -> list[Node]:
    """What is evaluated one after the other, each on what the one before gave."""
    if node.kind not in _CHAINS:
        return [node]
    return [step for child in node.children for step in _steps(child)]


def _index(generator: Generator, node: Node, current: Atom) -> Atom:
    code, position = current.code, node.value
    there = code if position in (0, -1) else f"len({code}) {'>' if position >= 0 else '>='} {abs(position)}"
    algebra = f"index({code}, {spell(position)}, context)"
    return generator.assign(f"None if {code} is None else ({code}[{position}] if {there} else None) if {_certain(current)} else {algebra}")


def _slice(generator: Generator, node: Node, current: Atom) -> Atom:
    code, bounds = current.code, node.value
    algebra = f"cut({code}, ({', '.join(map(spell, bounds))}), context)"
    if bounds[2] == 0:
        return generator.assign(algebra)
    written = ":".join("" if bound is None else spell(bound) for bound in bounds)
    return generator.assign(f"None if {code} is None else {code}[{written}] if {_certain(current)} else {algebra}")


def _certain(atom: Atom) -> str:
    """Code that tells whether a value is a plain list with just its members."""
    plain = f"{atom.code} is {atom.plain} or " if atom.plain else ""
    return f"({plain}{atom.code}.__class__ is list and no_hole(map(type, {atom.code})))"


def _flatten(generator: Generator, node: Node, current: Atom) -> Atom:
    return generator.assign(f"flatten({slow(generator.named(node.children[0], current))}, context)")


def _comparator(generator: Generator, node: Node, current: Atom) -> Atom:
    left = generator.operand(node.children[0], current)
    if left.raw and not is_pure(node.children[1]):
        left = generator.settled(left)
    right = generator.operand(node.children[1], current)
    operation = node.value
    name = {"eq": "equality(", "ne": "inequality("}.get(operation, f"compare({operation!r}, ")
    algebra = f"{name}{slow(left)}, {slow(right)}, context)"
    quick = f"{left.code} {_ORDER[operation]} {right.code}"
    if right.literal and not left.literal:
        return _against(generator, left, right, operation, quick, algebra)
    if left.literal and not right.literal:
        return _against(generator, right, left, operation, quick, algebra)
    code = f"{quick} if {left.code}.__class__ is str and {right.code}.__class__ is str else {algebra}"
    if operation not in ("eq", "ne"):
        code = f"{quick} if {left.code}.__class__ is int and {right.code}.__class__ is int else {code}"
    return generator.assign(code, boolean=operation in ("eq", "ne"))


def _against(generator: Generator, atom: Atom, literal: Atom, operation: str, quick: str, algebra: str) -> Atom:
    """A value beside a literal."""
    code, kind = atom.code, literal.value.__class__
    equal = operation in ("eq", "ne")
    null = f"{None if not equal else operation == 'ne'} if {code} is None else "
    if kind is str:
        found = f"{quick} if {code}.__class__ is str else {null}{algebra}"
    elif kind is int or kind is float:
        found = f"{quick} if {code}.__class__ is int or {code}.__class__ is float else {null}{algebra}"
    elif equal and literal.value is None:
        found = f"{code} is {'' if operation == 'eq' else 'not '}None"
        if not atom.sure:
            plain = " or ".join(f"{code}.__class__ is {name}" for name in ("str", "dict", "list", "bool", "int"))
            found = f"{operation == 'eq'} if {code} is None else {operation == 'ne'} if {plain} else {algebra}"
    elif equal and kind is bool:
        found = f"{'' if literal.value is (operation == 'eq') else 'not '}{code} if {code}.__class__ is bool else {null}{algebra}"
    else:
        return generator.assign(algebra, boolean=equal)
    return generator.assign(found, sure=equal and atom.sure, boolean=equal)


def _not(generator: Generator, node: Node, current: Atom) -> Atom:
    operand = generator.named(node.children[0], current)
    code = operand.code
    if operand.boolean and operand.sure:
        return generator.assign(f"not {code}", sure=True, boolean=True)
    plain = f" or {code} is {operand.plain}" if operand.plain else ""
    quick = "" if operand.boolean else f" or {code} is None or {code}.__class__ is str{plain}"
    return generator.assign(f"not {code} if {code}.__class__ is bool{quick} else negate({slow(operand)}, context)", boolean=True)


def _junction(stops_at: bool) -> Callable[[Generator, Node, Atom], Atom]:
    """`&&` stops at what is false, `||` at what is true."""

    def write_junction(generator: Generator, node: Node, current: Atom) -> Atom:
        writer = generator.writer
        left = generator.named(node.children[0], current)
        verdict = left.code if left.boolean else generator.assign(generator.truth(left)).code
        found = writer.local()
        with writer.block(f"if {verdict} is {stops_at}:"):
            writer.emit(f"{found} = {left.code}")
        sure = left.boolean and left.sure
        with writer.block("else:" if sure else f"elif {verdict} is {not stops_at}:"):
            if writer.roomy:
                right = generator.operand(node.children[1], current)
                right = right if right.literal else generator.settled(right)
            else:
                right = Atom(f"{writer.nested(node.children[1])}({current.code}, context)")
            writer.emit(f"{found} = {right.code}")
        if not sure:
            known = _facts(generator, node.children[0], not stops_at)
            with writer.block("else:"):
                function = writer.region(node.children[1])
                how = "junction" if left.boolean else "undecided"
                writer.emit(f"{found} = {how}({left.code}, {stops_at}, {current.code}, {function}, {known}, context)")
        return Atom(found, sure and right.sure, left.boolean and right.boolean)

    return write_junction


def _facts(generator: Generator, node: Node, holds: bool) -> str:
    """Code for what one side tells the other: the name of a constant."""
    paths: Any = _Regions(generator.writer)
    found = [f"Fact({fact.path}, {fact.kind!r}, {spell(fact.literal)})" for fact in facts(node, holds, paths)]
    return generator.writer.constant(f"({', '.join(found)},)") if found else "()"


class _Regions:
    """Gives the name of a node's function where `facts` looks for its closure."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def __getitem__(self, node: Node) -> str:
        return self.writer.region(node)


def _multi_select(generator: Generator, node: Node, current: Atom) -> Atom:
    writer, code = generator.writer, current.code
    function = writer.region(node, BODY)
    if not writer.roomy:
        return generator.assign(f"None if {code} is None else select({code}, {function}, context)")
    if current.is_object or not generator.fields(node):
        test = "" if current.is_object else f"{code}.__class__ is not Unknown and {code} is not None"
    else:
        test = f"{code}.__class__ is dict"
        current = Atom(code, sure=True, is_object=True)
    if not test:
        return generator.select_body(node, current)
    found = writer.local()
    with writer.block(f"if {test}:"):
        writer.emit(f"{found} = {generator.select_body(node, current).code}")
    writer.emit("else:")
    writer.emit(f" {found} = None if {code} is None else select({code}, {function}, context)")
    return Atom(found)


def _pair(generator: Generator, node: Node, current: Atom) -> Atom:
    return generator.value(node.children[0], current)


def _refuse(generator: Generator, node: Node, current: Atom) -> Atom:
    raise NotGenerated


_KINDS: Final[dict[str, Callable[[Any, Node, Atom], Atom]]] = {
    "identity": _identity,
    "current": _current,
    "literal": _literal,
    "field": _field,
    "index": _index,
    "slice": _slice,
    **dict.fromkeys(_CHAINS, _chain),
    **dict.fromkeys(("projection", "filter_projection", "value_projection"), write_projection),
    "flatten": _flatten,
    "comparator": _comparator,
    "not_expression": _not,
    "and_expression": _junction(stops_at=False),
    "or_expression": _junction(stops_at=True),
    "multi_select_list": _multi_select,
    "multi_select_dict": _multi_select,
    "key_val_pair": _pair,
    "expref": _refuse,
    "function_expression": write_call,
}
