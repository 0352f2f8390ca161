"""The typed lint of a whole policy or relation: which value each of its expressions sees, and what its conditions tell the next."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.errors import ExpressionError
from scanner.jmes import Expression
from scanner.policy import Clause, Policy, Relation, Template
from scanner.shapes.infer import Inference
from scanner.shapes.members import resource_type
from scanner.shapes.parts import only, without_null
from scanner.shapes.scope import Scope
from scanner.shapes.types import ANYTHING, Type, constant, join
from scanner.shapes.world import Relations
from scanner.unknown import ARRAY, BOOLEAN, NUMBER, STRING

Complaint = tuple[Expression, ExpressionError]
"""An expression of a policy file, and what cannot be meant in it."""


def relation_complaints(relations: Relations, relation: Relation) -> Iterator[Complaint]:
    """What cannot be meant in a relation."""
    known = relations.relation(relation.id)
    for problem in known.infer()[1] if known is not None else ():
        yield relation.value, problem


def policy_complaints(relations: Relations, policy: Policy) -> list[Complaint]:
    """What cannot be meant in a policy, in the order of its fields."""
    return PolicyTypes(relations, policy).run()


def parameter_type(value: object) -> Type:
    """The type of a parameter, whose values in force tell what it was declared as."""
    if isinstance(value, list):
        found = join(*(parameter_type(item) for item in value))
        return Type(ARRAY, element=(lambda: found) if value else None)
    return Type(constant(value).bits & (BOOLEAN | NUMBER | STRING))


class PolicyTypes:
    """The types of one policy's bindings, and the complaints about its expressions."""

    def __init__(self, relations: Relations, policy: Policy) -> None:
        """Take the relations that it may call, and the policy."""
        self.relations = relations
        self.policy = policy
        self.names = {name: parameter_type(value) for name, value in policy.parameters.items()}
        """The types of parameters and bindings, by name."""
        self.item = ANYTHING
        """The type of what is judged."""
        self.found: list[Complaint] = []

    def run(self) -> list[Complaint]:
        """Look at every expression, in the order of the fields."""
        policy = self.policy
        whole = resource_type(policy.targets)
        parts = [self.part(type_name, target) for type_name, target in policy.targets.items()]
        item = self.item = whole if not any(policy.targets.values()) else join(*parts)
        scope = Scope(item, item, whole if any(policy.targets.values()) else item)
        early = self.called(policy.when) if policy.when is not None else set()
        self.bind(early, scope, wanted=True)
        if policy.when is not None:
            scope = self.judged(policy.when, scope)
        self.bind(early, scope, wanted=False)
        for clause in policy.clauses:
            self.clause(clause, scope)
        self.message(policy.message, scope)
        return self.found

    def part(self, type_name: str, target: Expression | None) -> Type:
        """What is judged of a resource: itself, a part, each element of a list; null is skipped."""
        root = resource_type([type_name])
        if target is None:
            return root
        found = self.value(target, Scope(root, root, root))
        single = only(found, ~(ARRAY | 1))
        return join(single, without_null(found.elements())) if found.bits & ARRAY else single if found.bits else ANYTHING

    def called(self, expression: Expression) -> set[str]:
        """The bindings that an expression calls, directly or through others."""
        names: set[str] = set()
        pending = [expression]
        while pending:
            for name in pending.pop().calls:
                if name in self.policy.bindings and name not in names:
                    names.add(name)
                    pending.append(self.policy.bindings[name])
        return names

    def bind(self, early: set[str], scope: Scope, *, wanted: bool) -> None:
        """The types of the bindings: those that `when` calls know nothing of its outcome."""
        for name, expression in self.policy.bindings.items():
            if (name in early) == wanted:
                self.names[name] = self.value(expression, scope)

    def clause(self, clause: Clause, scope: Scope) -> None:
        """One clause, which its own `when` guards."""
        if clause.when is not None:
            scope = self.judged(clause.when, scope)
        self.judge(clause.that, scope)
        self.message(clause.message, scope)

    def message(self, template: Template | None, scope: Scope) -> None:
        """The expressions of a message."""
        for part in template.parts if template is not None else ():
            if isinstance(part, Expression):
                self.value(part, scope)

    def value(self, expression: Expression, scope: Scope) -> Type:
        """Check an expression whose value is used; its type."""
        inference = Inference(expression, self.relations, self.names)
        found = inference.value(scope)
        self.found += [(expression, problem) for problem in inference.problems]
        return found

    def judge(self, expression: Expression, scope: Scope) -> Inference:
        """Check a condition."""
        inference = Inference(expression, self.relations, self.names)
        inference.judged(scope)
        self.found += [(expression, problem) for problem in inference.problems]
        return inference

    def judged(self, expression: Expression, scope: Scope) -> Scope:
        """Check a condition; the scope where it holds."""
        return self.judge(expression, scope).assume(expression.nodes, scope, True)
