"""Pack the shapes of what `Runtime` holds, from the catalogue's rows and the installed botocore, into schemas/runtime.json.

`make schemas` runs it: which members a type has is what its row collects, what they are is what botocore says of the answers. One line
for each type and each structure, so that a diff can be read. Beside it stands where properties may have values of the API that
CloudFormation does not take (`answers`: the ways to their enumerations, by CloudFormation's names). A shape is a word (`text`,
`number`, `boolean`, `anything`), `[element]`, `{"enum": [...]}`, `{"map": shape}` or `{"to": "service.Structure"}`. The same rows and
the same botocore give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from scanner.catalog import built  # noqa: E402  # the checkout's own package, installed or not
from scanner.catalog.answers import LIST, MAP, STRUCTURE, Form, record_form, taken  # noqa: E402  # as above
from scanner.catalog.reading import read_catalog  # noqa: E402  # as above
from scanner.catalog.rows import Row  # noqa: E402  # as above
from scanner.cfn_schemas import Shape, type_schema  # noqa: E402  # as above

MOST_VALUES = 64
"""An enumeration with more values (instance types) is text: nobody compares with it but by name."""
DEEPEST = 8
"""Structures below one another in which values are looked for: some hold themselves."""
ANYTHING = "anything"
WORDS = {
    **dict.fromkeys(("string", "character", "timestamp", "blob"), "text"),
    **dict.fromkeys(("integer", "long", "double", "float", "bigdecimal"), "number"),
    "boolean": "boolean",
}


class Packer:
    """Packs shapes, and the structures that they lead to."""

    def __init__(self) -> None:
        """Start with none."""
        self.structures: dict[str, dict[str, Any]] = {}

    def form(self, form: Form | None, label: str) -> Any:
        """What an expression of a row takes; `label` names a structure that the row itself makes."""
        if form is None:
            return ANYTHING
        if form.model is not None:
            return self.shape(*form.model)
        if form.kind == STRUCTURE:
            self.structures[label] = {name: self.form(inner, f"{label}.{name}") for name, inner in sorted(form.members.items())}
            return {"to": label}
        if form.kind == LIST:
            return [self.form(form.element, label)]
        if form.kind == MAP:
            return {"map": self.form(form.element, label)}
        return form.kind if form.kind in WORDS.values() else ANYTHING

    def shape(self, service: str, shape: Any) -> Any:
        """One shape of a service."""
        kind = shape.type_name
        if getattr(shape, "is_document_type", False):
            return ANYTHING
        if kind == "list":
            return [self.shape(service, shape.member)]
        if kind == "map":
            return {"map": self.shape(service, shape.value)}
        if kind == "structure":
            name = f"{service}.{shape.name}"
            if name not in self.structures:
                self.structures[name] = {}  # before its members: structures may hold themselves
                self.structures[name] = {member: self.shape(service, inner) for member, inner in sorted(shape.members.items())}
            return {"to": name}
        values = getattr(shape, "enum", None)
        return {"enum": values} if values and len(values) <= MOST_VALUES else WORDS[kind]

    def members(self, row: Row, rows: Mapping[str, Row]) -> dict[str, Any]:
        """What stands under `Runtime` of a row's type."""
        record = record_form(row, rows)
        return {name: self.form(taken(formula, record), f"{row.type}.{name}") for name, formula in sorted(row.runtime.items())}

    def beyond(self, shape: Shape | None, form: Form | None, label: str, depth: int = 0) -> Any:
        """The way to the values that the API has and the schema's enumerations have not; None where there are none."""
        if shape is None or form is None or depth > DEEPEST:
            return None
        if form.kind == LIST:
            inner = self.beyond(shape.items, form.element, label, depth + 1)
            return None if inner is None else [inner]
        if form.kind != STRUCTURE:
            values = getattr(form.model[1], "enum", None) if form.model is not None else None
            return {"enum": values} if values and shape.enum and not set(values) <= set(shape.enum) else None
        members = {name.lower(): inner for name, inner in form.members.items()}
        found = {}
        for name, one in shape.properties.items():
            if name.lower() in members and name != "Runtime":
                inner = self.beyond(one, members[name.lower()], f"{label}.{name}", depth + 1)
                if inner is not None:
                    found[name] = inner
        if not found or depth == 0:
            return found or None
        self.structures[label] = found
        return {"to": label}

    def answers(self, row: Row, rows: Mapping[str, Row]) -> Any:
        """Where the properties of a row's type may have more values than the schema says."""
        schema = type_schema(row.type)
        return self.beyond(schema.root, record_form(row, rows).members["item"], row.type) if schema is not None and row.automatic else None


def pack() -> str:
    """The text of the file."""
    from botocore import __version__

    rows = read_catalog(built.folder())
    packer = Packer()
    types = {name: packer.members(row, rows) for name, row in sorted(rows.items()) if row.runtime}
    answers = {name: found for name, row in sorted(rows.items()) if (found := packer.answers(row, rows))}
    sections = {"types": types, "answers": answers, "shapes": dict(sorted(packer.structures.items()))}
    lines = ["{", f'"about": {json.dumps({"source": "botocore", "version": __version__})},']
    for title, entries in sections.items():
        packed = [f"{json.dumps(name)}: {json.dumps(members, separators=(',', ':'))}" for name, members in entries.items()]
        lines += [f'"{title}": {{', ",\n".join(packed), "}" if title == "shapes" else "},"]
    return "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    """Write the file beside this script and say how large it is."""
    target = HERE / "runtime.json"
    text = pack()
    target.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{target}: {text.count('AWS::')} types, {len(text):,} characters\n")


if __name__ == "__main__":
    main()
