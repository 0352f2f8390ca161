"""What AWS's answers look like, by botocore's models, and what an expression takes out of them: found out without an answer.

Only those who derive plans ask (`plans`), and maintainers' checks: botocore's models are read when first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from scanner.catalog.formulas import Formula
from scanner.catalog.rows import Call, Describing, Row
from scanner.jmes import Node

STRUCTURE, LIST, MAP, TEXT, NUMBER, BOOLEAN, DOCUMENT = "structure", "list", "map", "text", "number", "boolean", "document"
_KINDS: Final = {
    **dict.fromkeys(("string", "character", "timestamp", "blob"), TEXT),
    **dict.fromkeys(("integer", "long", "double", "float", "bigdecimal"), NUMBER),
    "boolean": BOOLEAN,
}
_TEXTS: Final = ("join", "to_string", "image")
_NUMBERS: Final = ("length", "sum", "abs", "avg", "ceil", "floor", "to_number")
_BOOLEANS: Final = ("contains", "starts_with", "ends_with", "any", "all", "none", "glob")
_SAME: Final = ("reverse", "sort", "sort_by", "not_null", "unique", "select")
_DOWN: Final = ("subexpression", "index_expression", "pipe")


class Form:
    """The form of one value of an answer. Made when asked for: forms may be recursive."""

    __slots__ = ("_element", "_members", "kind", "model", "name")

    def __init__(
        self,
        kind: str,
        name: str = "",
        members: Callable[[], Mapping[str, Form | None]] | None = None,
        element: Callable[[], Form | None] | None = None,
        model: tuple[str, Any] | None = None,
    ) -> None:
        """Take its kind, botocore's name of the shape, and what gives the members of a structure or the element of a list or map.

        `model` is botocore's service and shape, where it is one of botocore's.
        """
        self.kind = kind
        self.name = name
        self.model = model
        self._members: Any = members
        self._element: Any = element

    @property
    def members(self) -> Mapping[str, Form | None]:
        """The members of a structure, by name; one is None where nothing is known of it."""
        if callable(self._members):
            self._members = self._members()
        found: Mapping[str, Form | None] = self._members or {}
        return found

    @property
    def element(self) -> Form | None:
        """What stands in a list or under the keys of a map."""
        if callable(self._element):
            self._element = self._element()
        found: Form | None = self._element
        return found


def structure(members: Mapping[str, Form | None]) -> Form:
    """A structure that no model names."""
    return Form(STRUCTURE, members=lambda: members)


def list_of(element: Form | None) -> Form:
    """A list that no model names."""
    return Form(LIST, element=lambda: element)


@cache
def service_model(service: str) -> Any:
    """botocore's model of a service, None where it has none."""
    from botocore.exceptions import DataNotFoundError, UnknownServiceError  # type: ignore[import-untyped]  # botocore has no types

    try:
        return _session().get_service_model(service)
    except (UnknownServiceError, DataNotFoundError):
        return None


@cache
def paginators(service: str) -> Mapping[str, Any]:
    """botocore's paginators of a service, by operation."""
    from botocore.exceptions import DataNotFoundError

    try:
        found: Mapping[str, Any] = _session().get_component("data_loader").load_service_model(service, "paginators-1")["pagination"]
    except DataNotFoundError:
        return {}
    return found


@cache
def _session() -> Any:
    from botocore.session import Session  # type: ignore[import-untyped]  # botocore has no types

    return Session()


def operation(call: str) -> Any:
    """botocore's model of an operation (`ecs:ListServices`), None where it has none."""
    service, _, name = call.partition(":")
    model = service_model(service)
    return model.operation_model(name) if model is not None and name in model.operation_names else None


def answer_of(call: str) -> Form | None:
    """The form of a call's answer."""
    model = operation(call)
    return form_of(model.output_shape, call.partition(":")[0]) if model is not None and model.output_shape is not None else None


def form_of(shape: Any, service: str) -> Form:
    """The form that a shape of one of botocore's services has."""
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return Form(DOCUMENT)
    model = (service, shape)
    if kind == "structure":
        return Form(STRUCTURE, shape.name, lambda: {name: form_of(inner, service) for name, inner in shape.members.items()}, model=model)
    if kind == "list":
        return Form(LIST, element=lambda: form_of(shape.member, service), model=model)
    if kind == "map":
        return Form(MAP, element=lambda: form_of(shape.value, service), model=model)
    return Form(_KINDS[kind], model=model)


# ---------------------------------------------------------------- what an expression takes out


def taken(formula: Formula | None, form: Form | None) -> Form | None:
    """The form of an expression's value on a value of a form; None where it cannot be told."""
    return form if formula is None else taken_by(formula.expression.nodes, form)


def _member(form: Form | None, name: str) -> Form | None:
    if form is None:
        return None
    return form.members.get(name) if form.kind == STRUCTURE else form.element if form.kind == MAP else None


def taken_by(node: Node, form: Form | None) -> Form | None:
    """The form of what a node of an expression takes out of a form."""
    kind, children = node.kind, node.children
    if kind in ("identity", "current"):
        return form
    if kind == "field":
        return _member(form, str(node.value))
    if kind in _DOWN:
        for child in children:
            form = taken_by(child, form)
        return form
    if kind in ("projection", "filter_projection", "value_projection"):
        base = taken_by(children[0], form)
        return list_of(taken_by(children[1], _elements(base, kind == "value_projection")))
    if kind == "flatten":
        base = taken_by(children[0], form)
        inner = base.element if base is not None and base.kind == LIST else None
        return inner if inner is not None and inner.kind == LIST else base
    return _made(node, form)


def _elements(base: Form | None, of_values: bool) -> Form | None:
    if base is None:
        return None
    if of_values and base.kind == STRUCTURE:
        return next(iter(base.members.values()), None)
    return base.element


def _made(node: Node, form: Form | None) -> Form | None:
    """The form of what an expression makes itself."""
    kind, children = node.kind, node.children
    if kind == "index":
        return form.element if form is not None and form.kind == LIST else None
    if kind == "slice":
        return form
    if kind == "or_expression":
        return _union([taken_by(child, form) for child in children]) or taken_by(children[0], form) or taken_by(children[1], form)
    if kind == "and_expression":
        return taken_by(children[1], form)
    if kind in ("comparator", "not_expression"):
        return Form(BOOLEAN)
    if kind == "literal":
        return _literal(node.value)
    if kind == "multi_select_dict":
        return structure({str(pair.value): taken_by(pair.children[0], form) for pair in children})
    if kind == "multi_select_list":
        return list_of(_union([taken_by(child, form) for child in children]))
    return _called(node, form) if kind == "function_expression" else None


def _union(forms: Sequence[Form | None]) -> Form | None:
    """What holds the members of all, where they are alike; None where that cannot be told."""
    first, known = forms[0], [form for form in forms if form is not None]
    if first is None or len(known) < len(forms) or any(form.kind != first.kind for form in known):
        return None
    if first.kind == STRUCTURE:
        return structure({name: inner for form in reversed(known) for name, inner in form.members.items()})
    return list_of(_union([form.element for form in known])) if first.kind == LIST else first


def _called(node: Node, form: Form | None) -> Form | None:
    name, children = str(node.value), node.children
    if name in _TEXTS or name in _NUMBERS or name in _BOOLEANS:
        return Form(TEXT if name in _TEXTS else NUMBER if name in _NUMBERS else BOOLEAN)
    if name in _SAME:
        return taken_by(children[0], form)
    if name in ("max_by", "min_by", "max", "min"):
        base = taken_by(children[0], form)
        return base.element if base is not None else None
    if name == "map":
        base = taken_by(children[1], form)
        return list_of(taken_by(children[0].children[0], base.element if base is not None else None))
    if name == "split":
        return list_of(Form(TEXT))
    if name == "pairs":
        base = taken_by(children[0], form)
        return list_of(structure({str(children[1].value): Form(TEXT), str(children[2].value): base.element if base is not None else None}))
    if name == "unfold":
        return _unfolded(taken_by(children[0], form), children[1].value)
    if name == "merge":
        parts = [taken_by(child, form) for child in children]
        if all(part is not None and part.kind == STRUCTURE for part in parts):
            return structure({name: inner for part in parts if part is not None for name, inner in part.members.items()})
    return None


def _unfolded(base: Form | None, name: Any) -> Form | None:
    """A list whose elements have their own members and those of the elements of one of their lists."""
    outer = base.element if base is not None else None
    inner = _member(outer, str(name))
    if outer is None or inner is None or inner.element is None:
        return None
    others = {member: form for member, form in outer.members.items() if member != name}
    own = inner.element.members if inner.element.kind == STRUCTURE else {str(name): inner.element}
    return list_of(structure({**others, **own}))


def _literal(value: Any) -> Form | None:
    if isinstance(value, bool):
        return Form(BOOLEAN)
    if isinstance(value, (int, float)):
        return Form(NUMBER)
    if isinstance(value, str):
        return Form(TEXT)
    if isinstance(value, list):
        return list_of(_literal(value[0]) if value else None)
    if isinstance(value, dict):
        return structure({name: _literal(inner) for name, inner in value.items()})
    return None


# ---------------------------------------------------------------- the record


def record_form(row: Row, rows: Mapping[str, Row]) -> Form:
    """The form of a row's records."""
    parent = record_form(rows[row.each], rows) if row.each else None
    members: dict[str, Form | None] = {"parent": parent, **{name: Form(TEXT) for name in ("account", "region", "partition")}}
    members["item"] = _named(row, rows) if row.list.sources is not None else _listed(row, parent)
    if row.describe is not None:
        members["listed"] = members["item"]
        members["item"] = described(row.describe)
    for name, describing in row.more.items():
        members[name] = described(describing)
    return structure(members)


def _named(row: Row, rows: Mapping[str, Row]) -> Form | None:
    """What other rows' records name: a text, or what the row makes of their items."""
    for name, formula in (row.list.sources or {}).items():
        form = taken(formula, record_form(rows[name], rows))
        return form.element if form is not None and form.kind == LIST else form
    return None


def _listed(row: Row, parent: Form | None) -> Form | None:
    listing = row.list
    if listing.call is not None:
        return _one_of(taken(listing.items, answer_of(listing.call.name)), listing.items is not None)
    if listing.of is not None:
        return _one_of(taken(listing.of, structure({"parent": parent, "item": _member(parent, "item")})), True)
    return structure({}) if listing.one else Form(TEXT)


def _one_of(form: Form | None, listed: bool) -> Form | None:
    return form.element if listed and form is not None and form.kind == LIST else None if listed else form


def described(describing: Describing) -> Form | None:
    """The form of what a call answers for one id."""
    form: Form | None = answer_of(describing.call.name)
    if describing.items is not None:
        form = _one_of(taken(describing.items, form), describing.batch is not None and describing.batch.most > 0)
    form = taken(describing.take, form)
    return list_of(form) if describing.many else form


def needs_token(call: Call) -> str | None:
    """The member of an answer that leads to the next page where botocore has no paginator and the row no token; None where all is well."""
    service, _, name = call.name.partition(":")
    model = operation(call.name)
    if model is None or model.output_shape is None or call.token is not None or name in paginators(service):
        return None
    inputs = {member.lower() for member in (model.input_shape.members if model.input_shape is not None else {})}
    for member in model.output_shape.members:
        plain = member.lower()
        if plain in ("nexttoken", "marker", "nextmarker", "nextpagetoken", "paginationtoken") and inputs & {
            plain,
            plain.removeprefix("next"),
        }:
            return str(member)
    return None
