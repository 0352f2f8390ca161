"""Generated code for whole policies: the verdict of a policy on a resource of which everything is known.

A function `judge(resources, context)` gives for each resource one number for each policy: what the policies of a type have in common (the
loop over the resources, that over the parts they judge, the fields they read) is done once. SKIPPED and PASS are final; for FAIL and LEFT
the policy is evaluated with three values, which finds the reasons, the evidence and the errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.jmes import Expression, Function
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.known import Generator, TooDeep, Value, constant_source, may_leave
from scanner.jmes.known.fusion import fuse
from scanner.jmes.known.streams import by_kind
from scanner.jmes.known.terms import CURRENT, Term, complexity, parts_of, root_paths, term_of
from scanner.jmes.known.value import types_of_literal
from scanner.policy import Policy
from scanner.unknown import ANY, OBJECT
from scanner.verdict_codes import FAIL, LEFT, PASS, SKIPPED

WORTH_KEEPING: Final = 6
"""A binding of so many terms that is read in several branches is computed once; less is computed again."""
SCOPES_OF_A_POLICY: Final = 2
"""Blocks around what is certainly computed where a policy is asked: `try`, and the branch of `when`."""
TABLED: Final = 2
"""The rows of so many policies are looked up, not made."""
MAX_RUNS: Final = 6
"""Code is written again, with what was counted the time before, until the lazily computed bindings stay the same."""


class _Asked:
    """One policy as terms, with what its names stand for."""

    def __init__(self, policy: Policy, type_name: str, place: int) -> None:
        target = policy.targets[type_name]
        self.policy = policy
        self.verdict = f"v{place}"
        self.prefix = identifier(policy.id)
        self.target: Term = CURRENT if target is None else term_of(target.plan)
        self.bindings = {name: term_of(expression.plan) for name, expression in policy.bindings.items()}
        self.when = self._term(policy.when)
        self.clauses = list(_held_together(policy))
        self.reads = Counter(name for term in (*self.terms(), *self.bindings.values()) for name in called_in(term))
        """How often each name is called in the policy's text."""
        self.safe = frozenset({"item", "this", *policy.parameters})
        for name, term in self.bindings.items():
            if not may_leave(term, self.safe):
                self.safe |= {name}

    def _term(self, expression: Expression | None) -> Term | None:
        return None if expression is None else term_of(expression.plan)

    def names_in(self, term: Term) -> bool:
        """Whether a term calls a binding or a parameter of the policy."""
        return any(name in self.bindings or name in self.policy.parameters for name in called_in(term))

    def terms(self) -> Iterable[Term]:
        """All terms that are asked of an item."""
        for whens, that in self.clauses:
            yield from whens
            yield that
        if self.when is not None:
            yield self.when

    @property
    def leaves(self) -> bool:
        """Whether asking it may raise."""
        return any(may_leave(term, self.safe) for term in self.terms())


def _held_together(policy: Policy) -> Iterator[tuple[list[Term], Term]]:
    """What must be true, each with the conditions under which a clause asks it; none where it is always asked."""
    conditions: dict[Term, list[Term]] = {}
    always: set[Term] = set()
    for clause in policy.clauses:
        that = term_of(clause.that.plan)
        known = conditions.setdefault(that, [])
        if clause.when is None:
            always.add(that)
        elif (when := term_of(clause.when.plan)) not in known:
            known.append(when)
    for that, whens in conditions.items():
        if that not in always:
            yield whens, that
            continue
        for when in whens:
            yield [when], that  # it decides nothing, but it may err
        yield [], that


class _Writer:
    """Writes the function of one type."""

    def __init__(self, functions: Mapping[str, Function], name: str, type_name: str, uses: Counter[Hashable], lazy: set[str]) -> None:
        self.constants: dict[str, Any] = {}
        self.functions = functions
        self.generator = Generator(functions, uses, self.constants, name)
        self.generator.memories, self.generator.thing = {}, "d"
        self.lazy = lazy
        """Bindings that are first read inside a loop: computed once nevertheless."""
        self.found_lazy: set[str] = set()
        self.this = Value("d", OBJECT, True, "d", kind=type_name)

    def write(self, asked: Sequence[_Asked]) -> None:
        """The body: a loop over the resources."""
        writer = self.generator.writer
        left = f"rows.append(({f'{LEFT}, ' * len(asked)}))"

        def each() -> None:
            writer.emit("d = resource.properties")
            if self._hangs_on_place(asked):
                self.generator.first.append("frame = context.data")
                writer.emit("frame.resource = resource")
            self._judge(asked)
            self._add_row([one.verdict for one in asked])

        def loop() -> None:
            writer.block("try:", each)
            writer.block("except LEAVING:", lambda: writer.emit(left))

        writer.block("for resource in resources:", loop)
        writer.emit("return rows")

    def _add_row(self, verdicts: Sequence[str]) -> None:
        """Equal rows are one object, so that the memory of a row does not grow with the number of policies."""
        writer = self.generator.writer
        if len(verdicts) <= TABLED:
            self.constants["ROWS"] = table(len(verdicts))
            writer.emit(f"rows.append(ROWS{''.join(f'[{verdict}]' for verdict in verdicts)})")
            return
        self.generator.first += ["same, last = {}.setdefault, None"]
        writer.emit(f"row = ({', '.join(verdicts)})")
        writer.emit("if row != last: last = same(row, row) if rows else row")  # most have the verdicts of the one before
        writer.emit("rows.append(last)")

    def _hangs_on_place(self, asked: Sequence[_Asked]) -> bool:
        """Whether a function is called that must know of which resource it is asked."""
        own = {"item", "this"}.union(*((*one.policy.bindings, *one.policy.parameters) for one in asked))
        named = {name for one in asked for term in (one.target, *one.terms(), *one.bindings.values()) for name in called_in(term)}
        return any(self.functions[name].hangs_on_place for name in named - own if name in self.functions)

    def _judge(self, asked: Sequence[_Asked]) -> None:
        """One resource: policies grouped by the parts that they judge."""
        self.generator.writer.emit(" = ".join([*(one.verdict for one in asked), str(SKIPPED)]))
        groups: dict[Term, list[_Asked]] = {}
        for one in asked:
            groups.setdefault(one.target, []).append(one)
        plain = groups.get(CURRENT, [])
        self._hoist(plain)
        self._fuse(plain, self.this)
        for target, members in groups.items():
            if target == CURRENT:
                for one in members:
                    self._ask(one, self.this)
            else:
                self._parts(target, members)

    def _hoist(self, asked: Sequence[_Asked]) -> None:
        """Read what several policies read of the resource before all of them: reading a field cannot fail."""
        counts: Counter[Term] = Counter()
        for one in asked:
            counts.update(list(dict.fromkeys(path for term in one.terms() for path in root_paths(term))))
        for path, count in counts.items():
            if count > 1:
                self.generator.value(path, self.this)

    def _fuse(self, asked: Sequence[_Asked], item: Value) -> None:
        """Walk the lists that several policies ask about in one loop; bindings and parameters are each policy's own, and stay out of it."""
        generator = self.generator
        generator.locals = {"this": lambda _: self.this, "item": lambda _: item}
        generator.safe = frozenset(generator.locals)
        fuse(generator, [term for one in asked for term in one.terms() if not one.names_in(term)], item)

    def _parts(self, target: Term, members: Sequence[_Asked]) -> None:
        """Go through the parts of a resource once, and ask all their policies of each."""
        generator, writer = self.generator, self.generator.writer
        generator.locals = {"item": lambda _: self.this, "this": lambda _: self.this}

        def go_through() -> None:
            parts = writer.atom(generator.value(target, self.this))
            item = writer.name("i")

            def each() -> None:
                by_kind(generator, Value(item, ANY, True, item), lambda value: self._ask_all(members, value))

            writer.loops += 1
            code = parts.code
            writer.block(f"for {item} in {code} if {code}.__class__ is list else () if {code} is None else ({code},):", each)
            writer.loops -= 1

        if may_leave(target, frozenset({"item", "this"})):
            written, _ = writer.block("try:", go_through)
            if written:
                writer.block("except LEAVING:", lambda: writer.emit("; ".join(f"{one.verdict} = {LEFT}" for one in members)))
        else:
            go_through()

    def _ask_all(self, members: Sequence[_Asked], item: Value) -> None:
        self._fuse(members, item)
        for one in members:
            self.generator.writer.block(f"if {one.verdict} < {FAIL}:", lambda one=one: self._ask(one, item))  # type: ignore[misc]  # as above

    def _ask(self, one: _Asked, item: Value) -> None:
        """Set the verdict of one policy on one item."""
        generator, writer = self.generator, self.generator.writer
        generator.locals = self._locals(one, item)
        generator.safe = one.safe

        def clauses(position: int) -> None:
            if position == len(one.clauses):
                writer.emit(f"{one.verdict} = {PASS}")
                return
            self._clause(*one.clauses[position], item, lambda: clauses(position + 1))

        def applies() -> None:
            writer.emit(f"{one.verdict} = {FAIL}")
            clauses(0)

        def ask() -> None:
            for name in one.bindings:
                if f"{one.prefix}_{name}" in self.lazy:
                    writer.emit(f"b_{one.prefix}_{name} = UNSET")
            if one.when is None:
                applies()
            else:
                generator.branch(one.when, item, applies)

        if one.leaves:
            written, _ = writer.block("try:", ask)
            if written:
                writer.block("except LEAVING:", lambda: writer.emit(f"{one.verdict} = {LEFT}"))
        else:
            ask()

    def _clause(self, whens: list[Term], that: Term, item: Value, then: Callable[[], None]) -> None:
        """Write `then` for where a clause holds. Of several conditions each is evaluated, since any may err, and what they bind once."""
        generator, writer = self.generator, self.generator.writer
        if len(whens) < 2:
            generator.branch(("or", ("not", whens[0]), that) if whens else that, item, then)
            return
        flags = []
        for when in whens:
            held = generator.condition(when, item)
            flags.append(writer.name("c"))
            writer.emit(f"{flags[-1]} = {held}")
        holds = writer.name("c")
        writer.emit(f"{holds} = True")

        def ask() -> None:
            held = generator.condition(that, item)
            writer.emit(f"{holds} = {held}")

        writer.block(f"if {' or '.join(flags)}:", ask)
        writer.block(f"if {holds}:", then)

    def _locals(self, one: _Asked, item: Value) -> dict[str, Callable[[Generator], Value]]:
        """What the policy's own names stand for."""
        loops, scopes = self.generator.writer.loops, len(self.generator.writer.at_hand) + SCOPES_OF_A_POLICY

        def parameter(name: str, given: Any) -> Callable[[Generator], Value]:
            constant = f"P_{one.prefix}_{name}"

            def read(generator: Generator) -> Value:
                self.constants[constant] = given
                return Value(constant, types_of_literal(given), True, constant)

            return read

        def binding(name: str, term: Term) -> Callable[[Generator], Value]:
            return lambda generator: self._binding(one, name, term, item, loops, scopes)

        return {
            "item": lambda _: item,
            "this": lambda _: self.this,
            **{name: parameter(name, given) for name, given in one.policy.parameters.items()},
            **{name: binding(name, term) for name, term in one.bindings.items()},
        }

    def _binding(self, one: _Asked, name: str, term: Term, item: Value, loops: int, scopes: int) -> Value:
        """A binding: computed where it is first read, once for each item."""
        generator, writer = self.generator, self.generator.writer
        local = f"{one.prefix}_{name}"
        key = ("binding", local, item.key)
        found = writer.look_up(key)
        if found is not None:
            return found
        again = one.reads[name] > 1 and len(writer.at_hand) > scopes and complexity(term) >= WORTH_KEEPING
        if (writer.loops > loops or again) and not generator.nested:
            self.found_lazy.add(local)
            types = [ANY]

            def compute() -> None:
                value = generator.value(term, item)
                types[0] = value.types
                writer.emit(f"b_{local} = {value.code}")

            writer.block(f"if b_{local} is UNSET:", compute)
            found = Value(f"b_{local}", types[0], True, key)
        else:
            value = generator.value(term, item)
            found = value if value.literal else writer.atom(Value(value.code, value.types, value.atom, value.key or key))
        writer.at_hand[-1][key] = found
        return found


def table(policies: int, row: tuple[int, ...] = ()) -> Any:
    """All rows of so many policies, found by their verdicts one after another."""
    return tuple(table(policies - 1, (*row, code)) for code in (SKIPPED, PASS, FAIL, LEFT)) if policies else row


def identifier(name: str) -> str:
    """An id as part of a Python name; different ids give different ones."""
    return "".join(character if character.isalnum() else "_" if character == "-" else f"_{ord(character):x}_" for character in name)


def called_in(term: Term) -> Iterator[str]:
    """The name of each call in a term."""
    stack = [term]
    while stack:
        one = stack.pop()
        if one[0] == "call":
            yield one[1]
        stack += parts_of(one)


def judge_source(policies: Sequence[Policy], type_name: str, functions: Mapping[str, Function], name: str) -> str | None:
    """The source of `<name>(resources, context)` for policies of a type; None where Python's limits end it."""
    asked = [_Asked(policy, type_name, place) for place, policy in enumerate(policies)]
    uses: Counter[Hashable] = Counter()
    lazy: set[str] = set()
    try:
        for _ in range(MAX_RUNS):
            written = _Writer({**BUILTINS, **functions}, name, type_name, uses, lazy)
            written.write(asked)
            again = written.generator.writer.used
            if uses and written.found_lazy == lazy:
                break
            uses, lazy = again, written.found_lazy
        else:
            return None
    except (TooDeep, RecursionError):
        return None
    constants = [f"{key} = {constant_source(value)}" for key, value in written.constants.items()]
    first = [f" {line}" for line in ("rows = []", *written.generator.first)]
    return "\n".join([*constants, f"def {name}(resources, context):", *first, *written.generator.writer.lines]) + "\n"
