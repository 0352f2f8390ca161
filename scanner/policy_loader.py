"""Folders of policies, relations and packs become a Library: every expression compiled, every name resolved.

A Library is made once for a run. A policy that cannot be meant is a PolicyError with its place; all of a folder's are collected.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scanner import documents, frame, packaged
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar
from scanner.documents import Sequence as SequenceNode
from scanner.errors import ExpressionError, PolicyError, UsageError
from scanner.functions import FUNCTIONS
from scanner.jmes import Expression, Function, compile_expression
from scanner.policy import (
    CATEGORIES,
    CLAUSE_KEYS,
    EXAMPLE_KEYS,
    FIX_KEYS,
    PARAMETER_TYPES,
    POLICY_KEYS,
    POLICY_REQUIRED,
    REACHES,
    RELATION_KEYS,
    RELATION_REQUIRED,
    Clause,
    Example,
    Policy,
    Reader,
    Relation,
    Source,
    Template,
    place,
    read_file,
)
from scanner.policy_names import check_name, literal_types
from scanner.report import Severity

PLAIN_KINDS = ("boolean", "number", "text", "object")


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


def load(folders: Iterable[Path], builtin: bool = True, parameters: Mapping[str, Any] | None = None) -> Library:
    """Load the built-in policies and those of some folders. Errors are collected in `Library.errors`."""
    library = Library()
    library.folders = [*([packaged.policies_dir()] if builtin else []), *folders]
    relation_files: list[tuple[Path, Path]] = []
    policy_files: list[tuple[Path, Path]] = []
    for folder in library.folders:
        for path in files_of(folder):
            (relation_files if "relations" in path.parent.parts[-1:] else policy_files).append((path, folder))
    if not builtin:
        relation_files[:0] = [(path, packaged.policies_dir()) for path in files_of(packaged.policies_dir() / "relations")]
        library.folders.append(packaged.policies_dir())
    pending = [found for path, folder in relation_files for found in collect(library, relations_in, path, folder)]
    declare_relations(library, pending)
    settings = parameters or {}
    for path, folder in policy_files:
        for policy in collect(library, functools.partial(policies_in, library, settings), path, folder):
            if policy.id in library.policies:
                library.errors.append(PolicyError(f'a policy "{policy.id}" is there already; choose another id', file=policy.file))
            else:
                library.policies[policy.id] = replace(policy, builtin=folder == packaged.policies_dir())
    return library


def files_of(folder: Path) -> Iterator[Path]:
    """The policy and relation files of a folder (or one file), in order; data and packs are none."""
    if folder.is_file():
        yield folder
        return
    if not folder.is_dir():
        raise UsageError(f'"{folder}" is neither a policy file nor a folder; name one that exists')
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix in (".yaml", ".yml", ".json") and path.is_file() and inner[0] not in ("data", "packs") and "tests" not in inner[:-1]:
            yield path


def shown(path: Path, folder: Path) -> str:
    """A policy file's name in messages: relative to where it was named."""
    return path.relative_to(folder.parent).as_posix() if path.is_relative_to(folder.parent) else path.as_posix()


def collect(library: Library, read: Any, path: Path, folder: Path) -> list[Any]:
    """What a reader makes of a file; its error goes to the library."""
    try:
        return list(read(path, shown(path, folder)))
    except PolicyError as error:
        library.errors.append(error)
        return []


# ---- relations


@dataclass(frozen=True, slots=True)
class PendingRelation:
    """A relation that is read but not compiled: relations may call one another in any order."""

    reader: Reader
    id: str
    title: str
    starts: tuple[str, ...]
    to: Any
    source: Source
    assume: str | None
    examples: tuple[Example, ...]


def relations_in(path: Path, name: str) -> Iterator[PendingRelation]:
    """The relations of a file: `relations: [...]`, or one."""
    document = read_file(path, name)
    root = document.root
    listed = root.get("relations") if isinstance(root, MappingNode) else None
    nodes = listed.items if isinstance(listed, SequenceNode) else [root]
    for node in nodes:
        reader = Reader(document, node, "relation")
        reader.check_keys(reader.node, RELATION_KEYS, RELATION_REQUIRED)
        start = reader.node.get("from")
        value = reader.node.get("value")
        assert start is not None and value is not None  # noqa: S101  # required keys were checked
        starts = tuple(reader.texts("from"))
        to = relation_kind(reader)
        yield PendingRelation(
            reader,
            reader.text("id"),
            reader.text("title"),
            starts,
            to,
            reader.source(value, "value"),
            reader.text("assume", "") or None,
            examples_of(reader),
        )


def relation_kind(reader: Reader) -> Any:
    """What a relation leads to: a type, a list with types or a kind, or a kind."""
    node = reader.node.get("to")
    assert node is not None  # noqa: S101  # required keys were checked
    value = reader.value(node)
    items = value if isinstance(value, list) else [value]
    for item in items:
        if not isinstance(item, str) or not (item in PLAIN_KINDS or "::" in item):
            raise reader.error(f'"{item}" is neither a type nor one of {", ".join(PLAIN_KINDS)}', node)
    return value


def declare_relations(library: Library, pending: list[PendingRelation]) -> None:
    """Give every relation its function, compile every value, refuse circles."""
    compiled: dict[str, Expression] = {}
    for relation in pending:
        try:
            check_name(relation.id, library.functions, relation.reader)
        except PolicyError as error:
            library.errors.append(error)
            continue
        library.functions[relation.id] = frame.relation_function(
            relation.id,
            relation.title,
            relation.starts,
            isinstance(relation.to, list),
            relation.assume,
            functools.partial(compiled.__getitem__, relation.id),
        )
    for relation in pending:
        try:
            compiled[relation.id] = compile_at(relation.reader, relation.source, library.functions)
        except PolicyError as error:
            library.errors.append(error)
            library.functions.pop(relation.id, None)
            continue
        library.relations[relation.id] = Relation(
            relation.id,
            relation.title,
            relation.starts,
            relation.to,
            compiled[relation.id],
            relation.assume,
            relation.examples,
            relation.reader.file,
            tuple(relation.reader.compiled),
        )
    library.errors.extend(circles(library, pending))


def circles(library: Library, pending: list[PendingRelation]) -> list[PolicyError]:
    """Relations that lead back to themselves; they are taken out."""
    errors = []
    for relation in pending:
        if relation.id in library.relations and relation.id in reachable(library, relation.id):
            errors.append(
                relation.reader.error(f'relation "{relation.id}" leads back to itself; relations have no circles', relation.reader.node)
            )
            del library.relations[relation.id]
            library.functions.pop(relation.id, None)
    return errors


def reachable(library: Library, start: str) -> set[str]:
    """The relations that a relation calls, directly or through others."""
    seen: set[str] = set()
    stack = [start]
    while stack:
        relation = library.relations.get(stack.pop())
        for name in relation.value.calls if relation else ():
            if name in library.relations and name not in seen:
                seen.add(name)
                stack.append(name)
    return seen


# ---- policies


def policies_in(library: Library, settings: Mapping[str, Any], path: Path, name: str) -> Iterator[Policy]:
    """The policy of a file: one."""
    document = read_file(path, name)
    reader = Reader(document, document.root, "policy")
    reader.check_keys(reader.node, POLICY_KEYS, POLICY_REQUIRED)
    identity = reader.text("id")
    if identity != path.stem:
        raise reader.error(f'the id "{identity}" is not the file\'s name; call one like the other', reader.node.get("id") or reader.node)
    functions = dict(library.functions)
    parameters = parameters_of(reader, settings.get(identity, {}), functions)
    targets = {type_name: compile_at(reader, source, functions) if source else None for type_name, source in targets_of(reader)}
    bindings: dict[str, Expression] = {}
    for binding, source in pairs(reader, "with"):
        check_name(binding, functions, reader)
        bindings[binding] = compile_at(reader, source, functions)
        functions[binding] = frame.binding_function(binding)
    when = reader.node.get("when")
    policy = Policy(
        id=identity,
        title=reader.text("title"),
        severity=Severity(reader.choice("severity", [str(s) for s in Severity])),
        category=reader.choice("category", CATEGORIES),
        targets=targets,
        parameters=parameters,
        bindings=bindings,
        when=compile_at(reader, reader.source(when, "when"), functions) if when is not None else None,
        clauses=clauses_of(reader, functions),
        message=template_of(reader, reader.node.get("message"), functions),
        why=reader.text("why"),
        fix=fix_of(reader),
        references=reader.texts("references"),
        controls=reader.texts("controls"),
        examples=examples_of(reader),
        reach=reader.choice("reach", REACHES, "both"),
        follows=reader.texts("follows"),
        file=name,
        sources=tuple(reader.compiled),
    )
    yield replace(policy, types=frozenset(targets) | frozenset().union(*(library.types_of(e) for e in expressions_of(policy))))


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


def compile_at(reader: Reader, source: Source, functions: Mapping[str, Function]) -> Expression:
    """Compile an expression and note where it stands; its complaint gets the place in the file."""
    try:
        expression = compile_expression(source.text, functions)
    except ExpressionError as error:
        raise place(error, source) from error
    reader.compiled.append((expression, source))
    return expression


def pairs(reader: Reader, name: str) -> Iterator[tuple[str, Source]]:
    """The entries of a mapping of expressions."""
    node = reader.node.get(name)
    if node is None:
        return
    if not isinstance(node, MappingNode):
        raise reader.error(f'"{name}" is a mapping of names to expressions', node)
    for key, value in node.entries:
        yield key.text, reader.source(value, key.text)


def targets_of(reader: Reader) -> Iterator[tuple[str, Source | None]]:
    """`resource`: a type, a list of types, or a mapping of types to the expression of the part."""
    node = reader.node.get("resource")
    assert node is not None  # noqa: S101  # required keys were checked
    if isinstance(node, MappingNode):
        for type_name, source in pairs(reader, "resource"):
            yield type_name, None if source.text == "@" else source
        return
    for type_name in reader.texts("resource"):
        if "::" not in type_name:
            raise reader.error(f'"{type_name}" is no CloudFormation type; write AWS::Service::Type', node)
        yield type_name, None


def parameters_of(reader: Reader, settings: Mapping[str, Any], functions: dict[str, Function]) -> dict[str, Any]:
    """The parameters with their values in force; each becomes a function."""
    node = reader.node.get("parameters")
    values: dict[str, Any] = {}
    if node is None:
        entries: list[tuple[Scalar, Node]] = []
    elif isinstance(node, MappingNode):
        entries = node.entries
    else:
        raise reader.error('"parameters" is a mapping of names to {type, default, title}', node)
    for key, inner in entries:
        check_name(key.text, functions, reader)
        if not isinstance(inner, MappingNode):
            raise reader.error(f'parameter "{key.text}" is a mapping of type, default and title', inner)
        reader.check_keys(inner, ("type", "default", "title"), ("type", "default"))
        spec = reader.value(inner)
        value = settings.get(key.text, spec["default"])
        check_parameter(key.text, spec["type"], value, reader, inner)
        values[key.text] = value
        functions[key.text] = frame.parameter_function(key.text)
    for name in settings:
        if name not in values:
            raise reader.error(f'"{name}" is no parameter of this policy; it has {", ".join(values) or "none"}', reader.node)
    return values


def check_parameter(name: str, kind: str, value: Any, reader: Reader, node: Node) -> None:
    """Refuse a value of another type than the parameter's."""
    if kind not in PARAMETER_TYPES:
        raise reader.error(f'"{kind}" is no parameter type; one of {", ".join(PARAMETER_TYPES)}', node)
    kinds: dict[str, Any] = {"text": str, "number": (int, float), "boolean": bool}
    wanted = kinds[kind.removeprefix("list of ")]
    items = value if kind.startswith("list of ") else [value]
    fits = isinstance(items, list) and all(isinstance(i, wanted) and (wanted is bool or not isinstance(i, bool)) for i in items)
    if not fits:
        raise reader.error(f'parameter "{name}" is {kind}, not {value!r}', node)


def clauses_of(reader: Reader, functions: Mapping[str, Function]) -> tuple[Clause, ...]:
    """`assert`: one expression, or a list of clauses."""
    node = reader.node.get("assert")
    assert node is not None  # noqa: S101  # required keys were checked
    if not isinstance(node, SequenceNode):
        return (Clause(compile_at(reader, reader.source(node, "assert"), functions)),)
    clauses = []
    for item in node.items:
        if not isinstance(item, MappingNode):
            raise reader.error("a clause is a mapping of that, and optionally when and message", item)
        reader.check_keys(item, CLAUSE_KEYS, ("that",))
        that, when = item.get("that"), item.get("when")
        assert that is not None  # noqa: S101  # required keys were checked
        clauses.append(
            Clause(
                compile_at(reader, reader.source(that, "that"), functions),
                compile_at(reader, reader.source(when, "when"), functions) if when is not None else None,
                template_of(reader, item.get("message"), functions),
            )
        )
    if not clauses:
        raise reader.error('"assert" has no clause; a policy that requires nothing is none', node)
    return tuple(clauses)


def template_of(reader: Reader, node: Node | None, functions: Mapping[str, Function]) -> Template | None:
    """A message with expressions in braces (no braces inside them)."""
    if node is None:
        return None
    source = reader.source(node, "message")
    parts: list[str | Expression] = []
    position = 0
    text = source.text
    while (start := text.find("{", position)) >= 0:
        end = text.find("}", start)
        if end < 0:
            raise reader.error('a "{" in the message has no "}"', node)
        if start > position:
            parts.append(text[position:start])
        inner = replace(source, text=text[start + 1 : end], column=source.column + start + 1)
        parts.append(compile_at(reader, inner, functions))
        position = end + 1
    if position < len(text):
        parts.append(text[position:])
    return Template(tuple(parts))


def fix_of(reader: Reader) -> str:
    """`fix`: text, or a text with remedies by source, joined as Markdown."""
    node = reader.node.get("fix")
    if not isinstance(node, MappingNode):
        return reader.text("fix")
    reader.check_keys(node, FIX_KEYS, ("text",))
    remedies = {key.text: reader.text_of(value, key.text) for key, value in node.entries}
    titles = {"cloudformation": "CloudFormation", "terraform": "Terraform", "console": "Console"}
    fences = {"cloudformation": "yaml", "terraform": "hcl"}
    rest = []
    for key in FIX_KEYS[1:]:
        if key in remedies:
            text = f"```{fences[key]}\n{remedies[key].strip()}\n```" if key in fences else remedies[key]
            rest.append(f"**{titles[key]}**\n\n{text}")
    return "\n\n".join([remedies["text"], *rest])


def examples_of(reader: Reader) -> tuple[Example, ...]:
    """The examples as written, with their lines."""
    node = reader.node.get("examples")
    if node is None:
        return ()
    if not isinstance(node, SequenceNode):
        raise reader.error('"examples" is a list', node)
    examples = []
    for item in node.items:
        if not isinstance(item, MappingNode):
            raise reader.error("an example is a mapping of expect, given and so on", item)
        if reader.kind == "policy":
            reader.check_keys(item, EXAMPLE_KEYS, ("expect", "given"))
        examples.append(Example(reader.value(item), item.start[0]))
    return tuple(examples)
