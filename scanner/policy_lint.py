"""What the loader lets pass and a person would not mean: traps of JMESPath, names without a call, names never used.

Each problem is a PolicyError with the place in the policy file and, where it is in an expression, a caret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scanner import packaged
from scanner.cfn_schemas import nearest, type_schema
from scanner.errors import ExpressionError, ExpressionWarning, PolicyError
from scanner.jmes import Expression
from scanner.jmes.lint import traps
from scanner.jmes.nodes import Node
from scanner.library import Library, expressions_of
from scanner.paths import CHAINS, ITEM, LISTS, path_of
from scanner.policy import Policy, Relation
from scanner.policy_names import TYPE_READERS, literal_types
from scanner.policy_reader import place

PATHS = ("field", "subexpression", "index_expression", "projection", "filter_projection", "value_projection", "flatten")

Complaint = tuple[Expression, ExpressionError]
"""An expression, and what cannot be meant in it."""


def lint(library: Library, builtin: bool = True, warnings: bool = False) -> Iterator[PolicyError]:
    """The problems of all policies and relations, in order; built-in ones and warnings only where asked."""
    own = [policy for _, policy in sorted(library.policies.items()) if builtin or not policy.builtin]
    files = {relation.file for relation in library.relations.values()}
    ours = set() if builtin else files - set(own_files(library, files))
    of_own = [relation for _, relation in sorted(library.relations.items()) if relation.file not in ours]
    if not own and not of_own:
        return
    from scanner import shapes  # a scan without policies of one's own does without

    relations = shapes.Relations(library)
    for relation in of_own:
        slips = list(expression_problems(library, relation.value, {}))
        yield from in_order(relation, [*slips, *untold(slips, shapes.relation_complaints(relations, relation))], warnings)
    for policy in own:
        slips = list(policy_slips(library, policy))
        yield from in_order(policy, [*slips, *untold(slips, shapes.policy_complaints(relations, policy))], warnings)
        yield from field_problems(library, policy)


def own_files(library: Library, files: Iterable[str]) -> Iterator[str]:
    """Those of some files, by their names in messages, that stand in a folder of the user's."""
    parents = [folder.parent for folder in library.folders if folder.resolve() != packaged.policies_dir()]
    for file in files:
        if any((parent / file).is_file() for parent in parents):
            yield file


def in_order(subject: Policy | Relation, complaints: list[Complaint], warnings: bool) -> list[ExpressionError]:
    """Complaints with their places in the policy file, sorted by them."""
    if not complaints:
        return []
    sources = {id(expression): source for expression, source in subject.sources}
    texts = {expression.text: source for expression, source in subject.sources}  # of a built-in one the places are read from its file
    wrong = {(id(expression), problem.offset) for expression, problem in complaints if not isinstance(problem, ExpressionWarning)}
    found: list[ExpressionError] = []
    for expression, problem in complaints:
        if not isinstance(problem, ExpressionWarning) or (warnings and (id(expression), problem.offset) not in wrong):
            source = sources.get(id(expression)) or texts.get(expression.text)
            found.append(place(problem, source) if source is not None else problem)
            found[-1].file = found[-1].file or subject.file
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0))


def untold(slips: list[Complaint], typed: Iterable[Complaint]) -> Iterator[Complaint]:
    """The typed complaints about what no slip explains: below `!a.b` every type is wrong."""
    told: dict[int, list[tuple[int, int]]] = {}
    for expression, slip in slips:
        ends = [node.end for node in expression.nodes.walk() if node.start == slip.offset and node.kind in PATHS]
        told.setdefault(id(expression), []).append((slip.offset, max(ends, default=slip.offset + 1)))
    for expression, problem in typed:
        if not any(start <= problem.offset < end for start, end in told.get(id(expression), ())):
            yield expression, problem


def policy_slips(library: Library, policy: Policy) -> Iterator[Complaint]:
    """The traps in the expressions of a policy."""
    named = {**dict.fromkeys(policy.parameters, "parameter"), **dict.fromkeys(policy.bindings, "binding")}
    for expression in expressions_of(policy):
        yield from expression_problems(library, expression, named)
    yield from part_starts(library, policy)


def field_problems(library: Library, policy: Policy) -> Iterator[PolicyError]:
    """What is wrong in a policy's fields, seen together."""
    named = {**dict.fromkeys(policy.parameters, "parameter"), **dict.fromkeys(policy.bindings, "binding")}
    expressions = list(expressions_of(policy))
    called = frozenset().union(*(expression.calls for expression in expressions))
    for name, kind in named.items():
        if name not in called and not any(node.kind == "field" and node.value == name for one in expressions for node in one.nodes.walk()):
            yield PolicyError(f'{kind} "{name}" is never called; take it out, or write {name}()', file=policy.file)
    for type_name in policy.targets:
        if type_schema(type_name) is None and type_name.startswith("AWS::"):
            near = nearest(type_name)
            hint = f'did you mean "{near}"?' if near else "its properties are untyped"
            yield PolicyError(f'the type "{type_name}" is known nowhere; {hint}', file=policy.file)
    for wanted in ("pass", "fail"):
        if not any(example.fields.get("expect") == wanted for example in policy.examples):
            yield PolicyError(f'there is no example that expects "{wanted}"; write one', file=policy.file)
    for other in policy.follows:
        if other not in library.policies:
            yield PolicyError(f'"follows" names "{other}", which is no policy', file=policy.file)


def expression_problems(library: Library, expression: Expression, named: Mapping[str, str]) -> Iterator[Complaint]:
    """The traps in one expression, and names without parentheses."""
    for trap in traps(expression):
        yield expression, trap
    text = expression.text
    if any(text.count(name) > len(expression.call_sites.get(name, ())) for name in named):
        yield from uncalled(expression, named)
    if "({" in (compact := "".join(text.split())) or "([" in compact:
        yield from built_starts(library, expression)
    for type_name in () if TYPE_READERS.keys().isdisjoint(expression.calls) else literal_types(expression):
        if type_schema(type_name) is None and type_name.startswith("AWS::"):
            near = nearest(type_name)
            hint = f'did you mean "{near}"?' if near else "its resources are never there"
            yield complain(expression, text.find(type_name), f'the type "{type_name}" is known nowhere', hint)


def uncalled(expression: Expression, named: Mapping[str, str]) -> Iterator[Complaint]:
    """Names of bindings and parameters without parentheses, which are fields of that name."""
    nodes = list(expression.nodes.walk())
    after_dot = {id(child) for node in nodes if node.kind == "subexpression" for child in node.children[1:]}
    for node in nodes:
        if node.kind == "field" and node.value in named and id(node) not in after_dot:
            message = f'"{node.value}" is a {named[node.value]}; what you named, you call'
            yield complain(expression, node.start, message, f"write {node.value}()")


def complain(expression: Expression, offset: int, message: str, hint: str) -> Complaint:
    """What cannot be meant at a place of an expression."""
    return expression, ExpressionError(message, expression=expression.text, offset=offset, hint=hint)


def starts_from_resource(library: Library, node: Node) -> bool:
    """Whether a node is a call that wants a resource first."""
    return node.kind == "function_expression" and bool(node.children) and (node.value == "referrers" or node.value in library.relations)


def built_starts(library: Library, expression: Expression) -> Iterator[Complaint]:
    """Relations and `referrers` asked of an object or list that the expression builds itself."""
    for node in expression.nodes.walk():
        if starts_from_resource(library, node) and node.children[0].kind in ("multi_select_dict", "multi_select_list"):
            message = f"{node.value}() starts from a resource, and this is built here"
            yield complain(expression, node.children[0].start, message, "give it a resource or a reference")


def part_starts(library: Library, policy: Policy) -> Iterator[Complaint]:
    """Relations and `referrers` asked of the judged part, where it is a property of its resource and no resource itself."""
    if not all(target is not None and path_of(target.nodes) is not None for target in policy.targets.values()):
        return
    judged = {id(target) for target in policy.targets.values()}
    for expression in expressions_of(policy):
        for node in () if id(expression) in judged else top_calls(expression.nodes):
            if starts_from_resource(library, node) and path_of(node.children[0]) == (ITEM, ()):
                message = f"{node.value}() starts from a resource, and this is a part of one"
                yield complain(expression, node.children[0].start, message, f"write {node.value}(this())")


def top_calls(node: Node) -> Iterator[Node]:
    """The calls whose current value is that of the whole expression."""
    if node.kind == "function_expression":
        yield node
    if node.kind in ("expref", "literal"):
        return
    first_only = node.kind in (*CHAINS, *LISTS)
    for child in node.children[:1] if first_only else node.children:
        yield from top_calls(child)
