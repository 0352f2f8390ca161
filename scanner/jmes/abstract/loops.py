"""Projections, as loops over plain lists: the first member of doubt hands the rest over to the algebra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.jmes.abstract.writer import Atom, slow
from scanner.jmes.nodes import Node
from scanner.records import dataclass

if TYPE_CHECKING:
    from scanner.jmes.abstract.generator import Generator


def write_projection(generator: Generator, node: Node, current: Atom) -> Atom:
    """`[*]`, `[?condition]` or `.*`, and what follows."""
    writer = generator.writer
    base = generator.named(node.children[0], current)
    right = node.children[1] if node.children[1].kind != "identity" else None
    condition = node.children[2] if node.kind == "filter_projection" else None
    functions = [writer.region(part) if part is not None else "None" for part in (condition, right)]
    algebra = f"project_values(%s, {functions[1]}, context)"
    if node.kind != "value_projection":
        algebra = f"project(%s, {', '.join(functions)}, context)"
    if not writer.roomy:
        return generator.assign(f"None if {base.code} is None else {algebra % slow(base)}")
    found, members = writer.local(), writer.local("l")
    loop = _Loop(generator, node, base, [condition, right], functions, found, members, f"{found} = {algebra % base.code}")
    writer.emit(f"{members} = ()")
    loop.write()
    writer.emit(f"elif {base.code} is None:")
    writer.emit(f" {found} = None")
    writer.emit("else:")
    writer.emit(f" {found} = {algebra % slow(base)}")
    return Atom(found, plain=members)


@dataclass(frozen=True, slots=True)
class _Loop:
    """The code for a plain list (or the values of a plain object)."""

    generator: Generator
    node: Node
    base: Atom
    parts: list[Node | None]
    """The condition and what follows."""
    functions: list[str]
    """Theirs."""
    found: str
    """The local for the result."""
    members: str
    """The local for the list that is built."""
    algebra: str
    """The statement for a list that is not certain."""

    def write(self) -> None:
        """An `if` that comes to `found`; what follows it is for values that are no plain list."""
        writer, base = self.generator.writer, self.base
        of_object = self.node.kind == "value_projection"
        source = f"{base.code}.values()" if of_object else base.code
        head = f"{base.code}.__class__ is {'dict' if of_object else 'list'}"
        plain = f"{base.code} is {base.plain} or " if base.plain and not of_object else ""
        if self.parts == [None, None]:
            with writer.block(f"if {plain}{head} and whole(map(type, {source})):"):
                writer.emit(f"{self.found} = {self.members} = [*{source}]")
        elif not any(self.generator.fields(part) for part in self.parts if part is not None):
            with writer.block(f"if {plain}{head} and no_hole(map(type, {source})):"):
                self._write_loop(source, is_object=False)
        else:
            item = writer.local("i")
            with writer.block(f"if {head}:"):
                writer.emit(f"for {item} in {source}:")
                writer.emit(f" if {item}.__class__ is not dict:")
                writer.emit(f"  {self.algebra}")
                writer.emit("  break")
                with writer.block("else:"):
                    self._write_loop(source, is_object=True)

    def _write_loop(self, source: str, is_object: bool) -> None:
        generator, writer = self.generator, self.generator.writer
        condition, right = self.parts
        rest, name = writer.local("r"), writer.local("i")
        item = Atom(name, sure=True, is_object=is_object)
        writer.emit(f"{self.members} = []")
        writer.emit(f"{rest} = iter({source})")
        with writer.block(f"for {name} in {rest}:"):
            if condition is not None:
                self._write_condition(generator.named(condition, item), name, rest)
            result = generator.value(right, item) if right is not None else item
            if not result.sure:
                with writer.block(f"if {result.code}.__class__ is Unknown:"):
                    self._write_resume(name, rest, "True", result.code)
            if result.is_object:
                writer.emit(f"{self.members}.append({result.code})")
            else:
                writer.emit(f"if {result.code} is not None:")
                writer.emit(f" {self.members}.append({result.code})")
        writer.emit("else:")
        writer.emit(f" {self.found} = {self.members}")

    def _write_condition(self, held: Atom, name: str, rest: str) -> None:
        """Leave out a member on which the condition is false; hand over where nobody knows."""
        writer = self.generator.writer
        verdict = held.code if held.boolean else self.generator.assign(self.generator.truth(held, "plain_truth")).code
        if held.boolean and held.sure:
            writer.emit(f"if not {verdict}:")
            writer.emit(" continue")
            return
        with writer.block(f"if {verdict} is not True:"):
            writer.emit(f"if {verdict} is False:")
            writer.emit(" continue")
            self._write_resume(name, rest, held.code, "UNSET")

    def _write_resume(self, name: str, rest: str, held: str, result: str) -> None:
        """Hand the rest over to the algebra, and leave the loop."""
        given = f"{self.members}, {name}, {rest}, {held}, {result}, {', '.join(self.functions)}"
        self.generator.writer.emit(f"{self.found} = resume({given}, context)")
        self.generator.writer.emit("break")
