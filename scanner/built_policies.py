"""The built-in policies and relations as they ship: nothing is parsed, held to the language or compiled when they are read.

`policies/built/` is written by `policy_builder`. `index.json` holds what every run needs of each policy and relation, the packs, and the
names of all fields that are read. Beside it stands Python: one module for each policy (`policies/`), with its expressions and their code
for three values; two for each relation (`relations/`, and `known/` for known values); one for each resource type, with the verdicts of all
its policies (`types/`); and the syntax trees that explanations walk (`trees/`). A module is read when its policy, relation or type is first
asked for: a run reads those whose types are there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from scanner import frame, packaged
from scanner.inverse import Inverse
from scanner.jmes import Context, Expression, Function
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.nodes import Node, node_of
from scanner.known_relations import function_of
from scanner.library import Library
from scanner.modules import loader_of
from scanner.policy import Clause, Policy, Relation, Template, partly
from scanner.report import Severity
from scanner.verdict_codes import Judge, Row

Functions = Mapping[str, Function]
KNOWN = ("known/", "types/")
"""Where the modules for known values stand: those of relations, and those of types."""


class Module:
    """One built module, executed when first needed, with the functions that its code calls."""

    def __init__(self, name: str, functions: Callable[[], Functions]) -> None:
        """Take its path below `policies/built`, and what its expressions may call beside JMESPath's own functions."""
        self._name = name
        self._functions = functions
        self._names: dict[str, Any] | None = None

    def names(self) -> dict[str, Any]:
        """The names that it defines."""
        if self._names is None:
            path = str(packaged.built(f"{self._name}.py"))
            loader = loader_of(self._name, path)
            code = loader.get_code(self._name) if loader is not None else None  # kept beside it as `.pyc`, as that of an imported module
            if code is None:
                raise ImportError(f"{path} has no code")
            known = self._name.startswith(KNOWN)
            names = dict(known_names() if known else abstract_names())
            exec(code, names)  # noqa: S102  # a file of our own package
            functions = self._functions()
            for name in names["CALLS"]:
                function = functions[name] if name in functions else BUILTINS[name]
                names[f"f_{name}"] = (function.known or function.call) if known else function
                names[f"c_{name}"] = function.call
                names[f"m_{name}"] = function.memory.of if known and function.memory is not None else None
            self._names = names
        return self._names

    def expressions(self, known: Module | None = None) -> list[Expression]:
        """Its expressions, restored."""
        names, functions = self.names(), self._functions()
        return [
            Expression.restore(
                text,
                functions,
                dict(sites),
                frozenset(fields),
                names.get(f"run{number}"),
                partial(known.pair, number) if known is not None else None,
                partial(self.tree, number),
            )
            for number, (text, sites, fields) in enumerate(names["EXPRESSIONS"])
        ]

    def tree(self, number: int) -> Node:
        """The syntax tree of an expression: explanations walk it."""
        return node_of(Module(f"trees/{self._name}", dict).names()["TREES"][number])

    def pair(self, number: int) -> tuple[Any, Any]:
        """The code of an expression for known values: what gives its value, what gives its truth."""
        names = self.names()
        return names[f"value_{number}"], names[f"truth_{number}"]


def abstract_names() -> dict[str, Any]:
    """What code for three values names beside the functions that it calls."""
    from scanner.jmes.abstract.runtime import NAMESPACE

    return NAMESPACE


def known_names() -> dict[str, Any]:
    """What code for known values names beside the functions that it calls."""
    from scanner.jmes.known.runtime import NAMESPACE

    return NAMESPACE


class BuiltRelation:
    """Reads one relation, piece by piece."""

    def __init__(self, library: Library, entry: Mapping[str, Any], written: Callable[[], Library]) -> None:
        """Take the library whose functions it may call, its entry in the index, and what gives the library as the files have it."""
        self.entry = entry
        self._written = written
        functions: Callable[[], Functions] = lambda: library.functions  # noqa: E731  # a name for its type
        self._module = Module(f"relations/{entry['id']}", functions)
        self._known = Module(f"known/{entry['id']}", functions)
        self._expressions: list[Expression] | None = None

    def expressions(self) -> list[Expression]:
        """Its value and, where it turns another relation round, whom it asks."""
        if self._expressions is None:
            self._expressions = self._module.expressions(self._known)
        return self._expressions

    def inverse(self, _: str) -> Inverse | None:
        """What it turns round."""
        type_name: str | None = self._module.names()["INVERSE"]
        return Inverse(type_name, self.expressions()[1]) if type_name is not None else None

    def unread(self, name: str) -> Any:
        """A field of the Relation that the index does not hold."""
        if name == "value":
            return self.expressions()[0]
        return getattr(self._written().relations[self.entry["id"]], name)

    def relation(self) -> Relation:
        """The relation, its expression still to be read."""
        entry = self.entry
        said = {"id": entry["id"], "title": entry["title"], "starts": tuple(entry["starts"]), "to": entry["to"], "assume": entry["assume"]}
        return partly(Relation, {**said, "file": entry["file"], "unread": self.unread})


class BuiltPolicy:
    """Reads one policy, piece by piece."""

    def __init__(self, library: Library, entry: Mapping[str, Any], written: Callable[[], Library]) -> None:
        """Take the library whose functions it may call, its entry in the index, and what gives the library as the files have it."""
        self.entry = entry
        self._library = library
        self._written = written
        self._module = Module(f"policies/{entry['id']}", self.functions)
        self._expressions: list[Expression] | None = None
        self._own: Functions | None = None

    def functions(self) -> Functions:
        """What its expressions may call: the library's functions, its parameters and bindings."""
        if self._own is None:
            parameters = {name: frame.parameter_function(name) for name in self.entry["parameters"]}
            bindings = {name: frame.binding_function(name) for name in self.entry["bindings"]}
            self._own = {**self._library.functions, **parameters, **bindings}
        return self._own

    def at(self, number: int | None) -> Expression | None:
        """The expression of a number; None for none."""
        if number is None:
            return None
        if self._expressions is None:
            self._expressions = self._module.expressions()
        return self._expressions[number]

    def template(self, parts: Iterable[str | int] | None) -> Template | None:
        """A message: texts, and numbers of expressions."""
        if parts is None:
            return None
        return Template(tuple(part if isinstance(part, str) else self._certain(part) for part in parts))

    def _certain(self, number: int) -> Expression:
        found = self.at(number)
        assert found is not None  # noqa: S101  # a number names an expression
        return found

    def unread(self, name: str) -> Any:
        """A field of the Policy that the index does not hold."""
        read = {"bindings": self._bindings, "when": self._when, "clauses": self._clauses, "message": self._message}
        return read[name]() if name in read else getattr(self._written().policies[self.entry["id"]], name)

    def target(self, said: Any) -> Expression | None:
        """The expression of a part that is judged: its text stands in the index, its code with the policy."""
        if said is None:
            return None
        number, text, sites, fields = said

        def run(value: Any, context: Context) -> Any:
            return self._module.names()[f"run{number}"](value, context)

        tree = partial(self._module.tree, number)

        return Expression.restore(text, self.functions(), {name: tuple(at) for name, at in sites}, frozenset(fields), run, None, tree)

    def _bindings(self) -> dict[str, Expression]:
        return {name: self._certain(number) for name, number in self.entry["bindings"].items()}

    def _when(self) -> Expression | None:
        return self.at(self._module.names()["WHEN"])

    def _clauses(self) -> tuple[Clause, ...]:
        listed = self._module.names()["CLAUSES"]
        return tuple(Clause(self._certain(that), self.at(when), self.template(message)) for that, when, message in listed)

    def _message(self) -> Template | None:
        return self.template(self._module.names()["MESSAGE"])

    def policy(self) -> Policy:
        """The policy, its expressions still to be read."""
        entry = self.entry
        said = {name: entry[name] for name in ("id", "title", "category", "parameters", "why", "fix", "reach", "file", "demands")}
        listed = {name: tuple(entry[name]) for name in ("references", "controls", "follows")}
        targets = {type_name: self.target(said) for type_name, said in entry["targets"].items()}
        more = {"severity": Severity(entry["severity"]), "types": frozenset(entry["types"]), "builtin": True, "unread": self.unread}
        return partly(Policy, {**said, **listed, **more, "targets": targets})


def install(library: Library, index: Mapping[str, Any], policies: Container[str], written: Callable[[], Library]) -> None:
    """Give a library all built-in relations, and the built-in policies of some ids. `written` loads them from their files."""
    for entry in index["relations"]:
        built = BuiltRelation(library, entry, written)
        relation = built.relation()
        library.relations[relation.id] = relation
        library.functions[relation.id] = function_of(
            relation.id, relation.title, relation.starts, relation.to, relation.assume, partial(_value, relation), built.inverse
        )
    for entry in index["policies"]:
        if entry["id"] in policies:
            library.policies[entry["id"]] = BuiltPolicy(library, entry, written).policy()
    library.fields = frozenset(index["fields"])


def _value(relation: Relation, _: str) -> Expression:
    return relation.value


def judge(library: Library, type_name: str, ids: Sequence[str]) -> Judge | None:
    """The code that judges known resources of a type by some policies; None where one of them is not built in, or has other parameters."""
    index = packaged.built_index()
    listed: list[str] = index["types"].get(type_name, []) if index is not None else []
    if not all(identity in listed and library.policies[identity].unread is not None for identity in ids):
        return None
    whole: Judge | None = Module(f"types/{file_name(type_name)}", lambda: library.functions).names().get("judge")
    if whole is None or list(ids) == listed:
        return whole
    places = [listed.index(identity) for identity in ids]

    def some(resources: Sequence[Any], context: Any) -> list[Row]:
        rows = whole(resources, context)
        chosen = {row: tuple(row[place] for place in places) for row in set(rows)}
        return [chosen[row] for row in rows]

    return some


def file_name(type_name: str) -> str:
    """A type as a file's name."""
    return type_name.replace("::", "-")
