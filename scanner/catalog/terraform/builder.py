"""Writes the built form of the Terraform rows: `make catalog`.

    python -m scanner.catalog.terraform.builder

It tells the checksums of the files that it was made from: it counts only as long as they are unchanged.
"""

from __future__ import annotations

import json
import os
import sys

from scanner.catalog.terraform.rows import BUILT, FOLDER, checksums, read_files, texts


def build() -> str:
    """The built form of the files as they are; CatalogError where they cannot be meant."""
    files = texts()
    lines = ",\n".join(
        f"{json.dumps(kind)}: {json.dumps(listed, separators=(',', ':'))}" for kind, listed in sorted(read_files(files).items())
    )
    head = json.dumps({"about": "Written by `make catalog`; not to be edited.", "files": checksums(files)}, indent=0)
    return head[:-2] + f',\n"rows": {{\n{lines}\n}}\n}}\n'


def main() -> None:
    """Write the built form."""
    path = os.path.join(FOLDER, BUILT)
    text = build()
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    sys.stdout.write(f"{path}: {text.count(chr(10)):,} lines, {len(text):,} characters\n")


if __name__ == "__main__":
    main()
