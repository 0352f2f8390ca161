"""The fields of a policy file, each read into what it means; every expression is compiled here and notes where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scanner import frame
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar
from scanner.documents import Sequence as SequenceNode
from scanner.errors import ExpressionError
from scanner.jmes import Expression, Function, compile_expression
from scanner.policy import Clause, Example, Source, Template
from scanner.policy_names import check_name
from scanner.policy_reader import CLAUSE_KEYS, EXAMPLE_KEYS, FIX_KEYS, PARAMETER_TYPES, Reader, place


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
        parts.append(compile_at(reader, source.part(start + 1, end), functions))
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
