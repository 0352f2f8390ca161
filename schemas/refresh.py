"""Pack the resource schemas that the installed cfn-lint ships into schemas/cloudformation.bin.

    python -m pip install --upgrade cfn-lint && python schemas/refresh.py

The file is one text line `plimsoll-schemas 1`, one line of JSON (source, its version, date of the schemas, bytes of the three parts that
follow), then the index (deflated JSON: type -> [offset, length]), the dictionary that all types are deflated with, and the types, each
deflated by itself, so that one is read without the others. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from scanner.schema_strip import strip  # noqa: E402  # the checkout's own package, installed or not

MAGIC = b"plimsoll-schemas 1\n"
DICTIONARY = 32_000
"""Bytes of shared dictionary: deflate looks back 32 KiB."""
LINT = "CfnLint"
"""Attributes of unknown name point to made-up properties that begin so."""


def schemas(data: Path) -> dict[str, dict[str, Any]]:
    """Every type of every region and of SAM; where regions differ, us-east-1's schema, else the first region's by name."""
    providers = sorted((data / "providers").glob("*.json"), key=lambda path: (path.stem != "us-east-1", path.stem))
    chosen: dict[str, str] = {}
    for provider in providers:
        for name, digest in json.loads(provider.read_text("utf-8")).items():
            chosen.setdefault(name, digest)
    return {
        name: json.loads((data / "resources" / f"{digest}.json").read_text("utf-8"))
        for name, digest in sorted(chosen.items())
        if name.startswith("AWS::")
    }


def attributes(schema: dict[str, Any]) -> dict[str, str]:
    """GetAtt's names, each with the dotted property it reads; `*` stands for any name, an empty property for anything."""
    from cfnlint.schema import Schema

    found = {}
    for name, pointer in Schema(schema).get_atts.data.items():
        plain = name.replace("\\.", ".").replace(".*", "*").replace("..", ".")
        steps = [step for step in pointer.split("/")[2:] if step not in ("properties", "")]
        found[plain] = "" if LINT in pointer else ".".join("*" if step == "items" else step for step in steps)
    return dict(sorted(found.items()))


def pack(types: dict[str, dict[str, Any]], about: dict[str, str]) -> bytes:
    """All parts of the file, in order."""
    texts = {}
    for name, schema in types.items():
        packed = strip(schema)
        packed["a"] = attributes(schema)
        texts[name] = json.dumps(packed, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode()
    dictionary = shared(list(texts.values()))
    index, body = {}, bytearray()
    for name, text in texts.items():
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
        blob = deflate.compress(text) + deflate.flush()
        index[name] = [len(body), len(blob)]
        body += blob
    packed_index = zlib.compress(json.dumps(index, separators=(",", ":")).encode(), 9)
    packed_dictionary = zlib.compress(dictionary, 9)
    header = {**about, "parts": [len(packed_index), len(packed_dictionary), len(body)]}
    return MAGIC + json.dumps(header).encode() + b"\n" + packed_index + packed_dictionary + bytes(body)


def shared(texts: list[bytes]) -> bytes:
    """The pieces that most types have in common, the commonest last, where deflate reaches them cheapest."""
    counts: Counter[bytes] = Counter()
    for text in texts:
        counts.update({piece + b"}" for piece in text.split(b"}") if len(piece) > 8})
    ranked = sorted(((count * len(piece), piece) for piece, count in counts.items() if count > 2), reverse=True)
    chosen, size = [], 0
    for _, piece in ranked:
        if size + len(piece) > DICTIONARY:
            break
        chosen.append(piece)
        size += len(piece)
    return b"".join(reversed(chosen))


def main() -> None:
    """Write the file beside this script and say what is in it."""
    import cfnlint

    data = Path(cfnlint.__file__).parent / "data" / "schemas"
    date = json.loads((data / "version.json").read_text("utf-8"))["schema_date"]
    types = schemas(data)
    target = HERE / "cloudformation.bin"
    target.write_bytes(pack(types, {"source": "cfn-lint", "version": version("cfn-lint"), "date": date}))
    sys.stdout.write(f"{target}: {len(types)} types of {date}, {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
