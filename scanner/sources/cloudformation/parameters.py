"""Parameters: what a template declares, what the user gives, and what each name is worth.

A parameter with a given value or a default is known, as text or as a list of texts; one without is an Unknown that keeps its type and
its allowed values. The value of an SSM parameter type and of a NoEcho parameter is never known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.documents import Document, Node, Scalar, Sequence
from scanner.documents import Mapping as MappingNode
from scanner.errors import DocumentError
from scanner.sources.values import LEAVES
from scanner.unknown import ARRAY, STRING, Unknown

PSEUDO: Final = ("AccountId", "Partition", "Region", "StackId", "StackName", "URLSuffix", "NotificationARNs")
STORE: Final = "AWS::SSM::Parameter::Value<"
"""The beginning of the types whose value is looked up in the parameter store on deployment."""


def read_parameters(document: Document) -> dict[str, Any]:
    """The values that a parameters file gives, by name: text, a list of texts, or Unknown where the previous value is kept.

    Forms: the CLI's list of ParameterKey and ParameterValue or of "Key=Value", CodePipeline's {"Parameters": {...}}, a plain mapping.
    DocumentError, with file and line, where it is none of them.
    """
    root = document.root
    if isinstance(root, Sequence):
        return dict(_listed(item, document.file) for item in root.items)
    if isinstance(root, MappingNode):
        inner = root.get("Parameters")
        entries = inner.entries if isinstance(inner, MappingNode) else root.entries
        return {key.text: _given(key.text, value, document.file) for key, value in entries}
    raise _error("a parameters file is a list of ParameterKey and ParameterValue, or a mapping of names to values", root, document.file)


def declared(document: Document) -> list[str]:
    """The names of the parameters that a template declares."""
    root = document.root
    inner = root.get("Parameters") if isinstance(root, MappingNode) else None
    return [key.text for key, _ in inner.entries] if isinstance(inner, MappingNode) else []


def _listed(item: Node, file: str) -> tuple[str, Any]:
    if isinstance(item, Scalar):
        name, equals, value = item.text.partition("=")
        if equals:
            return name, value
    elif isinstance(item, MappingNode):
        name_node = item.get("ParameterKey")
        if isinstance(name_node, Scalar):
            value_node = item.get("ParameterValue")
            previous = item.get("UsePreviousValue")
            if value_node is not None:
                return name_node.text, _given(name_node.text, value_node, file)
            if isinstance(previous, Scalar) and previous.text.lower() == "true":
                return name_node.text, Unknown(f"parameter {name_node.text} keeps its previous value")
    raise _error('an element of a parameters file has ParameterKey and ParameterValue, or is "Name=value"', item, file)


def _given(name: str, node: Node, file: str) -> Any:
    if isinstance(node, Scalar) and node.tag is None and node.value is not None:
        return node.text
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        return [item.text for item in node.items if isinstance(item, Scalar)]
    if isinstance(node, MappingNode) and any(key.text.startswith("Fn::Get") for key, _ in node.entries):
        return Unknown(f"parameter {name} is given by the pipeline")
    raise _error(f'the value of parameter "{name}" is a text, a number, a boolean or a list of them', node, file)


def _error(message: str, node: Node, file: str) -> DocumentError:
    return DocumentError(message, file=file, line=node.start[0], column=node.start[1])


def pseudo_parameters(given: Mapping[str, Any]) -> dict[str, Any]:
    """The pseudo parameters, as text where they are given, else Unknown by identity ("pseudo", name). AWS::NoValue is none of them."""
    found = {}
    for short in PSEUDO:
        name = f"AWS::{short}"
        found[name] = given.get(name) or Unknown(
            reason=f"{name} is known on deployment",
            types=ARRAY if short == "NotificationARNs" else STRING,
            identity=("pseudo", name),
            truthy=short != "NotificationARNs",
            settle=f"parameter {name}",
        )
    return found


def parameter_value(name: str, declaration: MappingNode, given: Any = None) -> tuple[Any, str | None]:
    """What a declared parameter is worth, and what is wrong with the value that it has, or None.

    `given` is what the user gives: text, a list, an Unknown (the value is another one than the default), or None.
    """
    kind = _text_of(declaration, "Type") or "String"
    is_list = kind == "CommaDelimitedList" or kind.startswith("List<") or kind[len(STORE) :].startswith(("List<", "CommaDelimited"))
    bits = ARRAY if is_list else STRING
    settle = f"parameter {name}"
    default = declaration.get("Default")
    value = given if given is not None else _default(default)
    if (_text_of(declaration, "NoEcho") or "").lower() == "true":
        reason = f"parameter {name} is not to be shown (NoEcho)"
        return Unknown(reason=reason, types=bits, identity=("parameter", name), sensitive=True, settle=settle), None
    if kind.startswith(STORE):
        source = f"SSM parameter {value}" if isinstance(value, str) else settle
        return Unknown(reason=f"parameter {name} is read from {source}", types=bits, identity=("parameter", name), settle=source), None
    if value is None or isinstance(value, Unknown):
        reason = value.reason if isinstance(value, Unknown) else f"parameter {name} has no default"
        return _unknown(name, kind, bits, declaration, reason), None
    wrong = _refused(name, value, declaration)
    if is_list:
        parts = value if isinstance(value, list) else value.split(",") if value else []
        return [part.strip() for part in map(str, parts)], wrong
    return (",".join(map(str, value)) if isinstance(value, list) else value), wrong


def _unknown(name: str, kind: str, bits: int, declaration: MappingNode, reason: str) -> Unknown:
    value = Unknown(
        reason=reason,
        types=bits,
        identity=("parameter", name),
        minimum=_number(declaration, "MinValue"),
        maximum=_number(declaration, "MaxValue"),
        truthy=bits == STRING and (kind == "Number" or kind.startswith("AWS::") or (_number(declaration, "MinLength") or 0) > 0),
        settle=f"parameter {name}",
    )
    allowed = _allowed(declaration)
    if bits != STRING or not allowed or len(allowed) > LEAVES:
        return value
    return value.but(one_of=tuple(allowed), selector=("parameter", name), truthy=all(allowed))


def _allowed(declaration: MappingNode) -> list[str]:
    node = declaration.get("AllowedValues")
    return list(dict.fromkeys(item.text for item in node.items if isinstance(item, Scalar))) if isinstance(node, Sequence) else []


def _refused(name: str, value: Any, declaration: MappingNode) -> str | None:
    allowed = _allowed(declaration)
    if not allowed:
        return None
    wrong = [item for item in (value if isinstance(value, list) else [value]) if item not in allowed]
    is_list = (_text_of(declaration, "Type") or "").endswith(("List", ">"))
    if not wrong or is_list:
        return None
    return f'parameter {name} is "{wrong[0]}", which is none of its AllowedValues'


def _default(node: Node | None) -> Any:
    if isinstance(node, Scalar) and node.tag is None and node.value is not None:
        return node.text
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        return [item.text for item in node.items if isinstance(item, Scalar)]
    return None


def _text_of(declaration: MappingNode, key: str) -> str | None:
    node = declaration.get(key)
    return node.text if isinstance(node, Scalar) else None


def _number(declaration: MappingNode, key: str) -> float | None:
    text = _text_of(declaration, key)
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
