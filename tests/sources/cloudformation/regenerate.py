"""Write cases/*/snapshot.json anew: `python -m tests.sources.cloudformation.regenerate`. Read the diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scanner.documents import read
from scanner.encoding import encode
from scanner.redaction import Redactor
from scanner.snapshot import Snapshot
from scanner.sources.cloudformation import read_parameters, read_template

CASES = Path(__file__).parent / "cases"


def template_of(case: Path) -> Path:
    """The case's template, YAML or JSON."""
    return next(path for path in (case / "template.yaml", case / "template.json") if path.exists())


def snapshot_of(case: Path) -> Snapshot:
    """What the source reads from a case, under a redaction key of its own."""
    path = template_of(case)
    given = case / "parameters.json"
    parameters = read_parameters(read(given.read_bytes(), "parameters.json")) if given.exists() else {}
    return read_template(read(path.read_bytes(), path.name), case.name, parameters, Redactor(b"test"))


def written(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON; a place is `line:column`, of a property beside its dotted pointer."""
    resources = [
        {
            "type": resource.type,
            "id": resource.id,
            "at": f"{resource.origin.resource.line}:{resource.origin.resource.column}" if resource.origin.resource else None,
            **({"exists": encode(resource.exists)} if resource.exists is not True else {}),
            **({"identifiers": encode(dict(resource.identifiers))} if resource.identifiers else {}),
            "properties": encode(resource.properties),
            "places": {
                ".".join(map(str, pointer)): f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"
                for pointer, place in sorted(resource.origin.properties.items(), key=lambda entry: str(entry[0]))
            },
            "defaults": sorted(".".join(map(str, pointer)) for pointer in resource.origin.defaults),
        }
        for resource in snapshot.resources
    ]
    gaps = [
        {
            "type": gap.type,
            "kind": gap.kind,
            "reason": gap.reason,
            "at": f"{gap.location.line}:{gap.location.column}" if gap.location else None,
        }
        for gap in snapshot.gaps
    ]
    return {"resources": resources, "gaps": gaps}


def main() -> None:
    """Write every case's expected snapshot."""
    for case in sorted(CASES.iterdir()):
        text = json.dumps(written(snapshot_of(case)), indent=1, ensure_ascii=False) + "\n"
        (case / "snapshot.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
