"""Holds the catalogue to AWS's own models, for who writes rows.

    python -m scanner.catalog.check [FILE or TYPE ...]

Says for every row what AWS does not know (a service, an operation, an argument, a member of an answer, a property), and what it would
lose (a page for want of a token); with a dot before it, which error codes no model tells and which properties nothing reads. Exit 1 where
anything is wrong, 0 where there is only what has a dot.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scanner.catalog import built, plans
from scanner.catalog.answers import (
    LIST,
    STRUCTURE,
    Form,
    answer_of,
    needs_token,
    operation,
    paginators,
    record_form,
    service_model,
    structure,
    taken,
    taken_by,
)
from scanner.catalog.formulas import Formula
from scanner.catalog.reading import read_catalog
from scanner.catalog.rows import Call, CatalogError, Describing, Row
from scanner.cfn_schemas import Shape, type_schema
from scanner.errors import get_close_matches
from scanner.jmes import Node

_DOWN = ("subexpression", "index_expression", "pipe")


def problems(row: Row, rows: Mapping[str, Row]) -> Iterator[str]:
    """Everything that AWS's models contradict in a row, each for a person."""
    record = record_form(row, rows)
    schema = type_schema(row.type)
    if schema is None:
        yield f"{row.type} has no schema; add one to schemas/types"
    for name in (*row.properties, *row.absent):
        if schema is not None and (not _is_property(schema.root, name) or name == "Runtime"):
            yield f'{row.type} has no property "{name}"{_near(name, schema.root.properties)}'
    for name in plans.mismatches(row, rows):
        yield f'what "{name}" takes does not have the structure of the property'
    yield from _calls(row, record)
    own = {f"{kind}.{name}": formula for kind in ("properties", "runtime", "identifiers") for name, formula in getattr(row, kind).items()}
    own.update({name: formula for name in ("id", "where", "region") if (formula := getattr(row, name)) is not None})
    for place, formula in own.items():
        yield from unknown_fields(place, formula, record)
    for other, formula in (row.list.sources or {}).items():
        yield from unknown_fields(f"from.{other}", formula, record_form(rows[other], rows))
    if row.list.of is not None:
        yield from unknown_fields("of", row.list.of, structure(_around(record)))


def _is_property(shape: Shape, dotted: str) -> bool:
    """Whether a type has a property; lists have no step of their own."""
    for name in dotted.split("."):
        while shape.items is not None and not shape.properties:
            shape = shape.items
        found = shape.properties.get(name)
        if found is None:
            return False
        shape = found
    return True


def _near(name: str, names: Any) -> str:
    near = get_close_matches(name, list(names), 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _around(record: Form) -> dict[str, Form | None]:
    """What a record holds before it has an item."""
    return {name: form for name, form in record.members.items() if name in ("parent", "account", "region", "partition")}


def _calls(row: Row, record: Form) -> Iterator[str]:
    listing = row.list
    if listing.call is not None:
        members = _around(record)
        yield from _call(listing.call, structure(members), set(listing.over or ()))
        for name, formula in (listing.over or {}).items():
            yield from unknown_fields(f"over.{name}", formula, structure(members))
        answer = answer_of(listing.call.name)
        yield from unknown_fields("items", listing.items, answer)
        listed = taken(listing.items, answer)
        if listing.items is not None and listed is not None and listed.kind != LIST:
            yield f"`items` of {listing.call.name} is no list"
    if row.describe is not None:
        before = structure({**_around(record), "item": record.members["listed"]})
        yield from _describing(row.describe, before)
    for describing in row.more.values():
        yield from _describing(describing, record)


def _describing(describing: Describing, record: Form) -> Iterator[str]:
    call, batch = describing.call, describing.batch
    ids = {batch.argument} if batch is not None else set()
    yield from _call(call, record, ids)
    answer = answer_of(call.name)
    for name in ("items", "failures"):
        yield from unknown_fields(name, getattr(describing, name), answer)
    for name in ("of", "when"):
        yield from unknown_fields(name, getattr(describing, name), record)
    listed = taken(describing.items, answer)
    inner = listed.element if listed is not None and batch is not None and batch.most else listed
    yield from unknown_fields("key", describing.key, inner)
    yield from unknown_fields("take", describing.take, inner)
    model = operation(call.name)
    if model is not None and batch is not None and batch.argument in model.input_shape.members:
        shape = model.input_shape.members[batch.argument]
        if batch.most and shape.type_name != "list":
            yield f"{call.name} takes one {batch.argument}; write `each: {batch.argument}`"
        if not batch.most and shape.type_name == "list":
            yield f"{call.name} takes a list of {batch.argument}; write `batch: {{{batch.argument}: MOST}}`"


def _call(call: Call, record: Form, ids: set[str] | None = None) -> Iterator[str]:
    """What botocore's model of an operation contradicts."""
    service, _, name = call.name.partition(":")
    model = service_model(service)
    if model is None:
        yield f'botocore has no service "{service}"'
        return
    if name not in model.operation_names:
        yield f'{service} has no operation "{name}"{_near(name, model.operation_names)}'
        return
    shape = model.operation_model(name).input_shape
    members: Mapping[str, Any] = shape.members if shape is not None else {}
    given = {*call.arguments, *(call.page or {}), *(ids or ())}
    for argument in sorted(given - set(members)):
        yield f'{call.name} has no argument "{argument}"{_near(argument, members)}'
    for argument in sorted(set(shape.required_members if shape is not None else ()) - given):
        yield f'{call.name} requires "{argument}"'
    for argument, formula in call.arguments.items():
        yield from unknown_fields(f"with.{argument}", formula, record)
    token = needs_token(call)
    if token is not None:
        yield f'{call.name} answers "{token}", and botocore has no paginator for it; declare `token`'
    if call.token is not None and name in paginators(service):
        yield f"botocore has a paginator for {call.name}; leave `token` out"
    for member, shape_of in (
        ((call.token["read"], model.operation_model(name).output_shape), (call.token["write"], shape)) if call.token else ()
    ):
        if member not in shape_of.members:
            yield f'the token "{member}" is no member of {call.name}'


def unmodelled_codes(row: Row) -> Iterator[str]:
    """Error codes that stand for "there is none" and are not in botocore's model: right only where AWS's documents or errors tell them."""
    for call in row.calls():
        model = operation(call.name)
        shapes = model.error_shapes if model is not None else ()
        known = {name for shape in shapes for name in (shape.name, shape.metadata.get("error", {}).get("code"))}
        for code in sorted({one.partition(": ")[0] for one in call.absent} - known):
            yield f"{call.name}: {code}"


def unknown_fields(place: str, formula: Formula | None, form: Form | None) -> Iterator[str]:
    """Fields that an expression reads of a structure that has none of that name."""
    if formula is None or form is None:
        return
    missing: list[str] = []
    _walk(formula.expression.nodes, form, missing)
    for name in missing:
        yield f'{place}: "{name}" is no member of what AWS answers there (in {formula.text})'


def _walk(node: Node, form: Form | None, missing: list[str]) -> None:
    kind, children = node.kind, node.children
    if form is None:
        return
    if kind == "field":
        if form.kind == STRUCTURE and node.value not in form.members:
            missing.append(f"{node.value}{_near(str(node.value), form.members)}")
    elif kind in _DOWN:
        for child in children:
            _walk(child, form, missing)
            form = taken_by(child, form)
    elif kind in ("projection", "filter_projection", "value_projection"):
        _walk(children[0], form, missing)
        base = taken_by(children[0], form)
        for child in children[1:]:
            _walk(child, base.element if base is not None else None, missing)
    elif kind == "function_expression":
        base = next((taken_by(child, form) for child in children if child.kind != "expref"), None)
        for child in children:
            if child.kind == "expref":
                _walk(child.children[0], base.element if base is not None else None, missing)
            else:
                _walk(child, form, missing)
    else:
        for child in children:
            _walk(child, form, missing)


def report(rows: Mapping[str, Row], wanted: Sequence[str] = ()) -> tuple[list[str], int]:
    """Lines for a person, and how many rows are wrong."""
    lines: list[str] = []
    wrong = 0
    for row in rows.values():
        if wanted and row.type not in wanted and row.file not in wanted and row.file.removesuffix(".yaml") not in wanted:
            continue
        found = list(problems(row, rows))
        wrong += bool(found)
        lines.extend(f"{row.file}:{row.line}: {row.type}: {problem}" for problem in found)
        codes = list(unmodelled_codes(row))
        if codes:
            lines.append(f"{row.file}:{row.line}: {row.type}: . not in botocore's model {', '.join(codes)}")
        unread = plans.derive(row, rows).unread
        if unread:
            lines.append(f"{row.file}:{row.line}: {row.type}: . nothing reads {', '.join(unread)}")
    return lines, wrong


def main(wanted: Sequence[str]) -> int:
    """Check the rows of the given files or types, or all."""
    try:
        rows = read_catalog(built.folder())
    except CatalogError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    lines, wrong = report(rows, wanted)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(rows)} rows, {wrong} of them wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
