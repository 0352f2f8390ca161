"""What the loader lets pass and a person would not mean: traps of JMESPath, names without a call, names never used.

Each problem is a PolicyError with the place in the policy file and, where it is in an expression, a caret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from scanner.cfn_schemas import nearest, type_schema
from scanner.errors import ExpressionError, PolicyError
from scanner.jmes import Expression
from scanner.jmes.lint import traps
from scanner.jmes.syntax import Node
from scanner.library import Library, expressions_of
from scanner.paths import CHAINS, ITEM, LISTS, path_of
from scanner.policy import Policy, Relation, place
from scanner.policy_names import literal_types

TRUTH_KINDS = ("and_expression", "or_expression", "not_expression")


def lint(library: Library, builtin: bool = True) -> Iterator[PolicyError]:
    """The problems of all policies and relations, in order; built-in ones only where asked."""
    for _, relation in sorted(library.relations.items()):
        if builtin:
            for problem in expression_problems(library, relation.value, {}, truth=False):
                yield placed(problem, relation)
    for _, policy in sorted(library.policies.items()):
        if builtin or not policy.builtin:
            yield from policy_problems(library, policy)


def placed(problem: PolicyError, subject: Policy | Relation) -> PolicyError:
    """A problem with its place in the policy file."""
    if isinstance(problem, ExpressionError):
        for expression, source in subject.sources:
            if expression.text == problem.expression:
                return place(problem, source)
    problem.file = problem.file or subject.file
    return problem


def policy_problems(library: Library, policy: Policy) -> Iterator[PolicyError]:
    """The problems of one policy."""
    named = {**dict.fromkeys(policy.parameters, "parameter"), **dict.fromkeys(policy.bindings, "binding")}
    truths = [clause.that for clause in policy.clauses] + [clause.when for clause in policy.clauses if clause.when]
    truths += [policy.when] if policy.when else []
    called: set[str] = set()
    for expression in expressions_of(policy):
        called |= expression.calls
        judged = any(expression is truth for truth in truths)
        for problem in expression_problems(library, expression, named, truth=judged):
            yield placed(problem, policy)
    read = {node.value for expression in expressions_of(policy) for node in expression.nodes.walk() if node.kind == "field"}
    for name, kind in named.items():
        if name not in called and name not in read:
            yield PolicyError(f'{kind} "{name}" is never called; take it out, or write {name}()', file=policy.file)
    for type_name in policy.targets:
        if type_schema(type_name) is None and type_name.startswith("AWS::"):
            near = nearest(type_name)
            hint = f'did you mean "{near}"?' if near else "its properties are untyped"
            yield PolicyError(f'the type "{type_name}" is known nowhere; {hint}', file=policy.file)
    yield from (placed(problem, policy) for problem in (*property_problems(policy, named), *part_starts(library, policy)))
    for wanted in ("pass", "fail"):
        if not any(example.fields.get("expect") == wanted for example in policy.examples):
            yield PolicyError(f'there is no example that expects "{wanted}"; write one', file=policy.file)
    for other in policy.follows:
        if other not in library.policies:
            yield PolicyError(f'"follows" names "{other}", which is no policy', file=policy.file)


def expression_problems(library: Library, expression: Expression, named: Mapping[str, str], truth: bool) -> Iterator[PolicyError]:
    """The traps in one expression, names without parentheses, resources asked for their truth."""
    yield from traps(expression)
    after_dot = {id(child) for node in expression.nodes.walk() if node.kind == "subexpression" for child in node.children[1:]}
    for node in expression.nodes.walk():
        if node.kind == "field" and node.value in named and id(node) not in after_dot:
            yield ExpressionError(
                f'"{node.value}" is a {named[node.value]}; what you named, you call',
                expression=expression.text,
                offset=node.start,
                hint=f"write {node.value}()",
            )
    yield from built_starts(library, expression)
    for type_name in literal_types(expression):
        if type_schema(type_name) is None and type_name.startswith("AWS::"):
            near = nearest(type_name)
            yield ExpressionError(
                f'the type "{type_name}" is known nowhere',
                expression=expression.text,
                offset=expression.text.find(type_name),
                hint=f'did you mean "{near}"?' if near else "its resources are never there",
            )
    for node in truth_positions(expression.nodes, truth):
        if node.kind == "function_expression" and leads_to_resource(library, str(node.value)):
            yield ExpressionError(
                f'"{node.value}" leads to a resource, and a resource without properties is false',
                expression=expression.text,
                offset=node.start,
                hint=f"write exists({expression.text[node.start : node.end]})",
            )


def starts_from_resource(library: Library, node: Node) -> bool:
    """Whether a node is a call that wants a resource first."""
    return node.kind == "function_expression" and bool(node.children) and (node.value == "referrers" or node.value in library.relations)


def built_starts(library: Library, expression: Expression) -> Iterator[PolicyError]:
    """Relations and `referrers` asked of an object or list that the expression builds itself."""
    for node in expression.nodes.walk():
        if starts_from_resource(library, node) and node.children[0].kind in ("multi_select_dict", "multi_select_list"):
            yield ExpressionError(
                f"{node.value}() starts from a resource, and this is built here",
                expression=expression.text,
                offset=node.children[0].start,
                hint="give it a resource or a reference",
            )


def part_starts(library: Library, policy: Policy) -> Iterator[PolicyError]:
    """Relations and `referrers` asked of the judged part, where it is a property of its resource and no resource itself."""
    if not all(target is not None and path_of(target.nodes) is not None for target in policy.targets.values()):
        return
    judged = {id(target) for target in policy.targets.values()}
    for expression in expressions_of(policy):
        for node in () if id(expression) in judged else top_calls(expression.nodes):
            if starts_from_resource(library, node) and path_of(node.children[0]) == (ITEM, ()):
                yield ExpressionError(
                    f"{node.value}() starts from a resource, and this is a part of one",
                    expression=expression.text,
                    offset=node.children[0].start,
                    hint=f"write {node.value}(this())",
                )


def top_calls(node: Node) -> Iterator[Node]:
    """The calls whose current value is that of the whole expression."""
    if node.kind == "function_expression":
        yield node
    if node.kind in ("expref", "literal"):
        return
    first_only = node.kind in (*CHAINS, *LISTS)
    for child in node.children[:1] if first_only else node.children:
        yield from top_calls(child)


def truth_positions(node: Node, truth: bool) -> Iterator[Node]:
    """The nodes whose truth is asked for."""
    if truth and node.kind not in TRUTH_KINDS:
        yield node
    for index, child in enumerate(node.children):
        asked = node.kind == "not_expression" or (node.kind in TRUTH_KINDS and (truth or index == 0))
        asked = asked or (node.kind == "filter_projection" and index == 2)
        yield from truth_positions(child, asked)


def leads_to_resource(library: Library, name: str) -> bool:
    """Whether a function's value is one resource."""
    relation: Relation | None = library.relations.get(name)
    return name == "resource" or (relation is not None and isinstance(relation.to, str) and "::" in relation.to)


def property_problems(policy: Policy, named: Mapping[str, str]) -> Iterator[PolicyError]:
    """Properties of a whole judged resource that its type does not have, at the top of an expression."""
    for type_name, target in policy.targets.items():
        schema = type_schema(type_name)
        if schema is None:
            continue
        known = {*schema.root.properties, *named, "Runtime"}
        shapes = schema.root
        if shapes.open and not shapes.properties:
            continue
        expressions = [target] if target is not None else list(expressions_of(policy))
        for expression in expressions:
            for node in top_fields(expression.nodes):
                if node.value not in known and len(policy.targets) == 1:
                    near = get_close_matches(str(node.value), known, 1)
                    yield ExpressionError(
                        f'{type_name} has no property "{node.value}"',
                        expression=expression.text,
                        offset=node.start,
                        hint=f'did you mean "{near[0]}"?' if near else None,
                    )


def top_fields(node: Node) -> Iterator[Node]:
    """The fields that are read from the top of an expression."""
    if node.kind == "field":
        yield node
        return
    if node.kind in ("subexpression", "pipe", "index_expression", "projection", "value_projection", "filter_projection", "flatten"):
        yield from top_fields(node.children[0])
        return
    if node.kind in ("expref", "literal"):
        return
    for child in node.children:
        yield from top_fields(child)
