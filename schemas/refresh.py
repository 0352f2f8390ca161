"""Pack the resource schemas that the installed cfn-lint ships, and ours, into cloudformation.bin, then the API shapes (runtime_shapes.py).

    python -m pip install --upgrade cfn-lint && python schemas/refresh.py
    python schemas/refresh.py --own      after a change of types/*.json, references.json or defaults.json: CloudFormation's stay

The file is one text line `plimsoll-schemas 2`, one line of JSON (source, its version, date of the schemas, bytes of the two parts that
follow), then the index (a line `TYPE OFFSET LENGTH` for each), the dictionary that all types are deflated with, and the types, each
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

from scanner.cfn_schemas import MAGIC, Notes, _pack  # noqa: E402  # the checkout's own package, installed or not
from scanner.schema_strip import Node, strip  # noqa: E402  # as above

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


def stripped(data: Path) -> dict[str, Node]:
    """CloudFormation's types, packed, with the attributes that GetAtt gives under `a`."""
    return {name: {**strip(schema), "a": attributes(schema)} for name, schema in schemas(data).items()}


def own_types() -> dict[str, Node]:
    """The types that CloudFormation lacks, packed."""
    read = [json.loads(path.read_text("utf-8")) for path in sorted((HERE / "types").glob("*.json"))]
    return {schema["typeName"]: strip(schema) for schema in read}


def noted(types: dict[str, Node]) -> dict[str, Node]:
    """The types with what our tables say of each: `n` notes as a tree of steps, `ref` and `arn` what Ref returns."""
    references = json.loads((HERE / "references.json").read_text("utf-8"))
    defaults = json.loads((HERE / "defaults.json").read_text("utf-8"))["defaults"]
    return {name: {**tree, **notes(name, tree, references, defaults)} for name, tree in types.items()}


def notes(name: str, tree: Node, references: dict[str, Any], defaults: dict[str, Any]) -> Node:
    """What our tables say of one type."""
    found: Notes = {}
    for path, targets in references["references"].get(name, {}).items():
        branch(found, path)["references"] = sorted(targets)
    for kind in ("json", "ordered"):
        for path in references[kind].get(name, ()):
            branch(found, path)[kind] = True
    for path, entry in defaults.get(name, {}).items():
        branch(found, path)["default"] = entry["value"]
    for own, node in tree["root"].get("p", {}).items():
        formats = node.get("f", ()) or tree.get("d", {}).get(node.get("$", ""), {}).get("f", ())
        if any(form.rpartition(".")[0] == name for form in formats):
            branch(found, own)["names"] = [name]  # its own id, not a reference to itself
    said: Node = {"n": found} if found else {}
    if name in references["ref"]:
        said["ref"] = references["ref"][name]
    return {**said, "arn": 1} if name in references["ref_is_arn"] else said


def branch(tree: Notes, path: str) -> dict[str, Any]:
    """The notes of the property at a dotted path."""
    for step in path.split("."):
        tree = tree.setdefault(step, {})
    own: dict[str, Any] = tree.setdefault("", {})
    return own


def pack(types: dict[str, Node], about: dict[str, str]) -> bytes:
    """All parts of the file, in order."""
    texts = {
        name: json.dumps(tree, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode() for name, tree in sorted(types.items())
    }
    dictionary = shared(list(texts.values()))
    index, body = [], bytearray()
    for name, text in texts.items():
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
        blob = deflate.compress(text) + deflate.flush()
        index.append(f"{name} {len(body)} {len(blob)}\n")
        body += blob
    packed_index = "".join(index).encode()
    header = {**about, "parts": [len(packed_index), len(dictionary)]}
    return MAGIC + json.dumps(header).encode() + b"\n" + packed_index + dictionary + bytes(body)


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


def packed_types() -> dict[str, Node]:
    """CloudFormation's types as they stand packed, without what is ours."""
    found = {}
    for name in _pack().names():
        tree = _pack().read(name)
        if tree is not None and "a" in tree:
            found[name] = {key: value for key, value in tree.items() if key not in ("n", "ref", "arn")}
    return found


def main() -> None:
    """Write the file beside this script and say what is in it."""
    if sys.argv[1:] == ["--own"]:
        types, about = packed_types(), dict(_pack().about)
    else:
        import cfnlint

        data = Path(cfnlint.__file__).parent / "data" / "schemas"
        date = json.loads((data / "version.json").read_text("utf-8"))["schema_date"]
        types, about = stripped(data), {"source": "cfn-lint", "version": version("cfn-lint"), "date": date}
    types |= own_types()
    target = HERE / "cloudformation.bin"
    target.write_bytes(pack(noted(types), about))
    sys.stdout.write(f"{target}: {len(types)} types of {about['date']}, {target.stat().st_size:,} bytes\n")
    if sys.argv[1:] != ["--own"]:
        import runtime_shapes  # beside this script, which Python puts on its path

        runtime_shapes.main()


if __name__ == "__main__":
    main()
