"""Folders of code and the snapshot that each becomes.

`python -m tests.sources.terraform.test_cases` writes the snapshots; read the diff.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from scanner.encoding import encode
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Resource
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_roots

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def shown(place: Location | None) -> str:
    return f"{place.file}:{place.line}:{place.column}" if place is not None else ""


def plain(case: str) -> list[dict[str, Any]]:
    folder = CASES / case
    found_in = {path.parent.relative_to(folder).as_posix() for path in folder.rglob("*.tf*") if ".terraform" not in path.parts}
    directories = sorted("" if one == "." else one for one in found_in)
    redactor = Redactor(b"key", lasting=True)
    found = []
    for root in read_roots(Tree(str(folder.resolve()), ""), directories, {}, [], redactor):
        snapshot = snapshot_of(root, redactor)
        found.append(
            {"world": snapshot.world, "resources": [of(one) for one in snapshot.resources], "gaps": [gap(one) for one in snapshot.gaps]}
        )
    return found


def of(resource: Resource) -> dict[str, Any]:
    places = {".".join(map(str, pointer)): shown(place) for pointer, place in sorted(resource.origin.properties.items(), key=str)}
    return {
        "id": resource.id,
        "type": resource.type,
        "at": shown(resource.origin.resource),
        "exists": encode(resource.exists),
        "properties": encode(resource.properties),
        "places": places,
    }


def gap(one: Gap) -> dict[str, Any]:
    return {"type": one.type, "kind": one.kind, "reason": one.reason, "at": shown(one.location)}


@pytest.mark.parametrize("case", NAMES)
def test_code_becomes_its_snapshot(case):
    expected = json.loads((CASES / case / "snapshot.json").read_text(encoding="utf-8"))

    assert json.loads(json.dumps(plain(case))) == expected


if __name__ == "__main__":
    for name in sys.argv[1:] or NAMES:
        (CASES / name / "snapshot.json").write_text(json.dumps(plain(name), indent=1) + "\n", encoding="utf-8")
