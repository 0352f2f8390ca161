"""What a run judges by: relations, policies, data files, and the functions that expressions may call."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scanner import frame, packaged
from scanner.errors import PolicyError
from scanner.functions import FUNCTIONS
from scanner.jmes import Expression, Function
from scanner.policy import Policy, Relation
from scanner.records import dataclass, field

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.degrees import RelationBounds


@dataclass
class Library:
    """All relations, the policies in force, and the functions that expressions may call."""

    relations: dict[str, Relation] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=lambda: {**FUNCTIONS, **frame.FUNCTIONS, **frame.JOINS})
    errors: list[PolicyError] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """Where data files are looked for; empty where the built-in ones in their built form are all there are."""
    fields: frozenset[str] | None = None
    """The names of the fields that built policies and relations read; None where none are used in their built form."""

    def data(self, name: str) -> Any:
        """A file of `data/` in one of the policy folders, as JSON; read once."""
        return read_data(name, tuple(self.folders), self.fields is not None)

    @functools.cached_property
    def bounds(self) -> RelationBounds:
        """How what relations give grows with what is scanned."""
        from scanner.degrees import RelationBounds  # only who loads policies of his own asks

        return RelationBounds(self.relations, self.functions)

    def field_names(self) -> frozenset[str]:
        """The names of all fields that expressions read."""
        expressions = [relation.value for relation in self.relations.values() if relation.unread is None]
        expressions += [expression for policy in self.policies.values() if policy.unread is None for expression in expressions_of(policy)]
        return (self.fields or frozenset()).union(*(expression.fields for expression in expressions))

    def types_of(self, expression: Expression) -> frozenset[str]:
        """All types that an expression reads, through relations."""
        from scanner.policy_names import literal_types

        types = set(literal_types(expression))
        for name in expression.calls:
            relation = self.relations.get(name)
            if relation is not None:
                types |= self.types_of(relation.value) | set(relation.starts)
        return frozenset(types)


@functools.lru_cache(maxsize=64)
def read_data(name: str, folders: tuple[Path, ...], built: bool = False) -> Any:
    """A data file by name, from the first folder that holds it; ours from its built form, where that is used."""
    if built and not folders and (found := packaged.built_data(name)) is not None:
        return found
    for folder in folders:
        if built and folder == packaged.policies_dir() and (found := packaged.built_data(name)) is not None:
            return found
        path = folder / "data" / f"{name}.yaml"
        if path.is_file():
            from scanner import documents
            from scanner.policy_reader import read_file

            return documents.to_python(read_file(path).root)
    raise PolicyError(f'there is no data file "{name}"; put it in policies/data/{name}.yaml')


def expressions_of(policy: Policy) -> Iterator[Expression]:
    """Every expression of a policy."""
    yield from (expression for expression in policy.targets.values() if expression is not None)
    yield from policy.bindings.values()
    if policy.when is not None:
        yield policy.when
    for clause in policy.clauses:
        yield clause.that
        if clause.when is not None:
            yield clause.when
    for template in (policy.message, *(clause.message for clause in policy.clauses)):
        yield from (part for part in template.parts if isinstance(part, Expression)) if template else ()


def demands_of(library: Library, policy: Policy) -> str:
    """What a policy demands of what, as 32 hexadecimal digits; its texts and its severity are no part of that.

    It is that of its expressions as they are written, but those of messages, of its parameters' values and of the relations that it uses,
    so it is the same wherever the policy is loaded, and in its built form.
    """
    from scanner import lean_json  # only who loads policies of his own asks
    from scanner.digests import digest

    named = [expression for expression in policy.targets.values() if expression is not None]
    named += [*policy.bindings.values(), *([] if policy.when is None else [policy.when])]
    clauses = [(clause.that, clause.when) for clause in policy.clauses]
    named += [expression for clause in clauses for expression in clause if expression is not None]
    told = [
        [(name, _text(part)) for name, part in sorted(policy.targets.items())],
        sorted(policy.parameters.items()),
        [(name, expression.text) for name, expression in policy.bindings.items()],
        _text(policy.when),
        [(that.text, _text(when)) for that, when in clauses],
        policy.reach,
        [
            (relation.id, relation.starts, relation.to, relation.assume, relation.value.text)
            for relation in sorted(_relations_of(library, named), key=lambda relation: relation.id)
        ],
    ]
    return digest(lean_json.dumps(told))[:32]


def _text(expression: Expression | None) -> str | None:
    return None if expression is None else expression.text


def _relations_of(library: Library, expressions: Iterable[Expression]) -> list[Relation]:
    """The relations that expressions use, and those that these use."""
    found: dict[str, Relation] = {}
    left = list(expressions)
    while left:
        for name in left.pop().calls:
            relation = library.relations.get(name)
            if relation is not None and name not in found:
                found[name] = relation
                left.append(relation.value)
    return list(found.values())
