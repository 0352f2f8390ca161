"""What a run judges by: relations, policies, data files, and the functions that expressions may call."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scanner import documents, frame
from scanner.errors import PolicyError
from scanner.functions import FUNCTIONS
from scanner.jmes import Expression, Function
from scanner.policy import (
    Policy,
    Relation,
    read_file,
)
from scanner.policy_names import literal_types


@dataclass
class Library:
    """All relations, the policies in force, and the functions that expressions may call."""

    relations: dict[str, Relation] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=lambda: {**FUNCTIONS, **frame.FUNCTIONS})
    errors: list[PolicyError] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def data(self, name: str) -> Any:
        """A file of `data/` in one of the policy folders, as JSON; read once."""
        return read_data(name, tuple(self.folders))

    def field_names(self) -> frozenset[str]:
        """The names of all fields that expressions read."""
        expressions = [relation.value for relation in self.relations.values()]
        expressions += [expression for policy in self.policies.values() for expression in expressions_of(policy)]
        return frozenset(str(node.value) for expression in expressions for node in expression.nodes.walk() if node.kind == "field")

    def types_of(self, expression: Expression) -> frozenset[str]:
        """All types that an expression reads, through relations."""
        types = set(literal_types(expression))
        for name in expression.calls:
            relation = self.relations.get(name)
            if relation is not None:
                types |= self.types_of(relation.value) | set(relation.starts)
        return frozenset(types)


@functools.lru_cache(maxsize=64)
def read_data(name: str, folders: tuple[Path, ...]) -> Any:
    """A data file by name, from the first folder that holds it."""
    for folder in folders:
        path = folder / "data" / f"{name}.yaml"
        if path.is_file():
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
