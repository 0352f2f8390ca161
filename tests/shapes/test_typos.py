"""Misspelt property names in the built-in policies and relations are found, with the right name in the hint."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random
from typing import Any

from scanner import policy_loader
from scanner.jmes import Expression, Node, compile_expression
from scanner.library import Library, expressions_of
from scanner.policy import Policy, Relation, Template
from scanner.policy_lint import expression_problems, policy_slips
from scanner.records import replace
from scanner.shapes import Relations, policy_complaints, relation_complaints

SHARE = 0.95
"""Of all property names that the built-in policies read, and that are longer than two letters."""


def misspelt(name: str, random: Random) -> str:
    """One slip of a finger: a letter left out, doubled, exchanged with its neighbour, of the other case, or a plural."""
    at = random.randrange(1, len(name) - 1)
    spellings = [
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        name[:1].swapcase() + name[1:],
        name + "s",
    ]
    different = [spelling for spelling in spellings if spelling != name]
    return random.choice(different)


def slips(expression: Expression, random: Random) -> Iterator[tuple[Node, Expression]]:
    """For each property that an expression reads: the same expression with its name misspelt."""
    for node in expression.nodes.walk():
        name = str(node.value)
        if node.kind == "field" and len(name) > 2 and expression.text[node.start : node.end] == name:
            text = expression.text[: node.start] + misspelt(name, random) + expression.text[node.end :]
            yield node, compile_expression(text, expression.functions)


def exchanged(policy: Policy, old: Expression, new: Expression) -> Policy:
    """The policy with another expression in the place of one."""

    def swap(value: Any) -> Any:
        if isinstance(value, Template):
            return Template(tuple(swap(part) for part in value.parts))
        return new if value is old else value

    return replace(
        policy,
        targets={name: swap(target) for name, target in policy.targets.items()},
        bindings={name: swap(binding) for name, binding in policy.bindings.items()},
        when=swap(policy.when),
        clauses=tuple(
            replace(clause, that=swap(clause.that), when=swap(clause.when), message=swap(clause.message)) for clause in policy.clauses
        ),
        message=swap(policy.message),
    )


def seeded(library: Library) -> Iterator[tuple[str, str, list[str]]]:
    """(where, the property's name, the hints of all complaints about the misspelt expression), for each property that is read."""
    random = Random(3)
    for name, relation in library.relations.items():
        for node, wrong in slips(relation.value, random):
            changed: Relation = replace(relation, value=wrong)
            broken = replace(library, relations={**library.relations, name: changed})
            found = [*expression_problems(broken, wrong, {}), *relation_complaints(Relations(broken), changed)]
            yield f"{name}: {wrong.text}", str(node.value), [str(problem.hint) for where, problem in found if where is wrong]
    relations = Relations(library)
    for name, policy in library.policies.items():
        for expression in expressions_of(policy):
            for node, wrong in slips(expression, random):
                bad = exchanged(policy, expression, wrong)
                found = [*policy_slips(library, bad), *policy_complaints(relations, bad)]
                yield f"{name}: {wrong.text}", str(node.value), [str(problem.hint) for where, problem in found if where is wrong]


def test_misspelt_properties_are_found_and_the_right_name_is_told():
    told = [(where, name, any(f'"{name}"' in hint for hint in hints)) for where, name, hints in seeded(policy_loader.load([]))]
    missed = [f"{name} in {where}" for where, name, right in told if not right]

    assert len(told) >= 200
    assert len(missed) <= (1 - SHARE) * len(told), "\n".join(missed)


if __name__ == "__main__":
    everything = list(seeded(policy_loader.load([])))
    missed = [(where, name, hints) for where, name, hints in everything if not any(f'"{name}"' in hint for hint in hints)]
    sys.stdout.writelines(f"missed: {name} in {' '.join(where.split())} {hints}\n" for where, name, hints in missed)
    sys.stdout.write(f"{len(everything) - len(missed)} of {len(everything)}\n")
