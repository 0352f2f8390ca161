"""Writes the built form of the catalogue: `make catalog`. `built` reads it.

    python -m scanner.catalog.builder

The same files and the same botocore give the same bytes; a test holds that what is committed is what would be written.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scanner.catalog.built import FILE, FORMAT, checksums, digest_of, folder, texts
from scanner.catalog.plans import derive
from scanner.catalog.reading import read_catalog, read_rows


def build() -> str:
    """The built form of the files as they are; CatalogError where they cannot be meant."""
    import botocore  # type: ignore[import-untyped]  # botocore has no types

    files = texts()
    rows = read_catalog(folder())
    lines = []
    for name, text in files.items():
        for type_name, line, data in read_rows(text, name):
            plan = derive(rows[type_name], rows)
            built: dict[str, Any] = {"nodes": plan.nodes, "unread": plan.unread, "properties": plan.properties}
            data.pop("terraform", None)
            entry = {"file": name, "line": line, "row": data, "plan": built}
            lines.append(f"{json.dumps(type_name)}: {json.dumps(entry, separators=(',', ':'))}")
    head = {
        "about": "Written by `make catalog`; not to be edited.",
        "format": FORMAT,
        "botocore": botocore.__version__,
        "digest": digest_of(files),
        "files": checksums(files),
    }
    inner = ",\n".join(lines)
    return json.dumps(head, indent=0)[:-2] + ',\n"rows": {\n' + inner + "\n}\n}\n"


def main() -> None:
    """Write the built form."""
    text = build()
    (folder() / FILE).write_text(text, "utf-8")
    sys.stdout.write(f"{folder() / FILE}: {text.count(chr(10)):,} lines, {len(text):,} characters\n")


if __name__ == "__main__":
    main()
