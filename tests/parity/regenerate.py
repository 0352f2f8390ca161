"""Write each case's snapshot.json from its template: `python -m tests.parity.regenerate [CASE ...]`. Read the diff."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.parity.agreement import Names
from tests.parity.worlds import CASES, as_code, live, told


def code_snapshot(case: Path, names: Names) -> dict[str, Any]:
    """Type and properties of the template's resources, by logical id, without what no account shows."""
    given = told(case)
    only = given.get("code_only", {})
    return {
        logical: {
            "type": one.type,
            "properties": {name: value for name, value in names.properties(one).items() if name not in only.get(logical, {})},
        }
        for logical, one in sorted(as_code(case).items())
        if logical in given["ids"]
    }


def main() -> None:
    """Write the snapshots of the cases named, or of all."""
    for case in sorted(CASES.iterdir()):
        if case.is_dir() and case.name in (sys.argv[1:] or [case.name]):
            names = Names(told(case)["ids"], live(case).resources)
            text = json.dumps(code_snapshot(case, names), indent=1, ensure_ascii=False)
            (case / "snapshot.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
