"""The intrinsic functions. Each takes its argument's node and gives a value, or raises DocumentError at the node that is wrong.

Facts: AWS CloudFormation Template Reference, "Intrinsic function reference", one page per function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from scanner.canonical import Base64
from scanner.documents import Mapping, Node, Scalar, Sequence
from scanner.late import called
from scanner.sources import choices
from scanner.sources.cloudformation.nodes import call_of, elements, literal, mistake, piece
from scanner.sources.values import as_text, derived, describe, key_of, lift
from scanner.unknown import STRING, Unknown

if TYPE_CHECKING:
    from scanner.sources.cloudformation.stack import Stack

_MARKS: Final = str.maketrans("", "", "_.:")
"""What stands in the name of a variable beside letters and digits."""


def _ref(stack: Stack, node: Node) -> Any:
    return stack.reference(literal(node, "the argument of Ref"), node)


def _get_att(stack: Stack, node: Node) -> Any:
    if isinstance(node, Scalar):
        name, dot, attribute = literal(node, "the argument of Fn::GetAtt").partition(".")
        if not dot or not attribute:
            raise mistake("Fn::GetAtt takes a resource and an attribute", node)
        return stack.attribute(name, attribute, node)
    first, second = elements(node, "Fn::GetAtt", 2, 2)
    name = literal(first, "the resource of Fn::GetAtt")
    return lift([stack.resolve(second)], lambda values: _attribute(stack, name, values[0], node))


def _attribute(stack: Stack, name: str, attribute: Any, node: Node) -> Any:
    text = as_text(attribute)
    if isinstance(text, str):
        return stack.attribute(name, text, node)
    if text is None:
        raise mistake("the attribute of Fn::GetAtt is a text", node)
    return derived(text, ("attribute", name), STRING)


def _sub(stack: Stack, node: Node) -> Any:
    own: Mapping | None = None
    if isinstance(node, Sequence):
        first, second = elements(node, "Fn::Sub", 2, 2)
        if not isinstance(second, Mapping):
            raise mistake("the second argument of Fn::Sub is a mapping of names to values", second)
        node, own = first, second
    if call_of(node) is not None:  # only a macro can stand for the text
        made = stack.resolve(node)
        if isinstance(made, Unknown):
            return derived(made, ("sub",), STRING)
    template = literal(node, "the text of Fn::Sub")
    pieces: list[Any] = []
    values: dict[str, Any] = {}
    at = 0
    for start, end in placeholders(template):
        pieces.append(template[at:start])
        at = end
        name = template[start + 2 : end - 1].strip()
        if name.startswith("!"):
            pieces.append("${" + name[1:] + "}")
            continue
        if name not in values:
            values[name] = _variable(stack, name, own, node)
        pieces.append(values[name])
    pieces.append(template[at:])
    return lift(pieces, lambda items: stack.text([piece(item, node) for item in items]))


def placeholders(template: str) -> Iterator[tuple[int, int]]:
    """Where `${...}` begins and ends; there are no braces between."""
    at = 0
    while (start := template.find("${", at)) >= 0 and (end := template.find("}", start)) >= 0:
        inner = template.rfind("{", start + 2, end)
        if inner < 0:
            yield start, end + 1
            at = end + 1
        else:
            at = inner - 1


def _is_name(text: str) -> bool:
    rest = text.translate(_MARKS)
    return text != "" and text.isascii() and (not rest or rest.isalnum())


def _variable(stack: Stack, name: str, own: Mapping | None, node: Node) -> Any:
    given = own.get(name) if own is not None else None
    if given is not None:
        return stack.resolve(given)
    if not _is_name(name):
        raise mistake(f'"${{{name}}}" is no variable of Fn::Sub; write "${{!{name}}}" for the text itself', node)
    if name in stack.parameters or "." not in name:
        return stack.reference(name, node)
    resource, _, attribute = name.partition(".")
    return stack.attribute(resource, attribute, node)


def _if(stack: Stack, node: Node) -> Any:
    name, yes, no = elements(node, "Fn::If", 3, 3)
    tree = stack.condition(literal(name, "the condition of Fn::If"), name)
    if tree is True or tree is False:
        return stack.resolve(yes if tree else no)
    with stack.given(choices.implied(tree, True)):
        first = stack.resolve(yes)
    with stack.given(choices.implied(tree, False)):
        second = stack.resolve(no)
    return choices.graft(tree, first, second)


def _condition(stack: Stack, node: Node) -> Any:
    raise mistake("a condition function stands where a value is needed; use Fn::If", node)


def _base64(stack: Stack, node: Node) -> Any:
    return lift([stack.resolve(node)], lambda values: Base64(piece(values[0], node)))


def _import_value(stack: Stack, node: Node) -> Any:
    def imported(values: list[Any]) -> Any:
        name = piece(values[0], node)
        shown = describe(name)
        return Unknown(
            reason=f"export {shown} is another stack's",
            types=STRING,
            identity=("export", name if isinstance(name, str) else key_of(name)),
            truthy=True,
            settle=f"export {shown}",
        )

    return lift([stack.resolve(node)], imported)


def _get_stack_output(stack: Stack, node: Node) -> Any:
    names = [node.get(key) for key in ("StackName", "OutputName")] if isinstance(node, Mapping) else []
    given = [stack.resolve(name) for name in names if name is not None]
    if len(given) != 2:
        raise mistake("Fn::GetStackOutput takes a mapping with StackName and OutputName", node)
    where = [stack.resolve(item) for key, item in node.entries if key.text in ("Region", "RoleArn")] if isinstance(node, Mapping) else []

    def found(values: list[Any]) -> Any:
        owner, output = (piece(value, node) for value in values[:2])
        shown = f"output {describe(output)} of stack {describe(owner)}"
        identity = ("stack output", *map(key_of, values))
        return Unknown(reason=f"{shown} is another stack's", types=STRING, identity=identity, truthy=True, settle=f"export {shown}")

    return lift([*given, *where], found)


def _to_json(stack: Stack, node: Node) -> Any:
    def written(values: list[Any]) -> Any:
        value = values[0]
        if isinstance(value, Unknown):
            return derived(value, ("json",), STRING)
        from scanner.sources.texts import json_text

        return stack.text(json_text(value))

    return lift([stack.resolve(node)], written)


def _late(module: str, name: str) -> Callable[[Stack, Node], Any]:
    return called(f"scanner.sources.cloudformation.{module}", name)


FUNCTIONS: dict[str, Callable[[Stack, Node], Any]] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::And": _condition,
    "Fn::Or": _condition,
    "Fn::Not": _condition,
    "Fn::Equals": _condition,
    "Fn::Base64": _base64,
    "Fn::FindInMap": _late("lookups", "find_in_map"),
    "Fn::ImportValue": _import_value,
    "Fn::GetStackOutput": _get_stack_output,
    "Fn::ToJsonString": _to_json,
    "Fn::Transform": _late("macros", "transform"),
    "Fn::Join": _late("lists", "join"),
    "Fn::Split": _late("lists", "split"),
    "Fn::Select": _late("lists", "select"),
    "Fn::Length": _late("lists", "length"),
    "Fn::Cidr": _late("lists", "cidr"),
    "Fn::GetAZs": _late("lists", "get_azs"),
}
"""Every function that a value may call, by its long name."""
