"""The case study's tellings and what each of their clusters stands on. `python -m tests.inventory.tellings` writes expected/ anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from scanner import scan
from scanner.inventory import inventory
from scanner.scan import Settings

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
TELLINGS = {
    f"{state}-{name}": f"examples/ecs-case-study/{state}/{target}"
    for state in ("broken", "repaired")
    for name, target in (
        ("cloudformation", "template.yaml"),
        ("terraform", "terraform"),
        ("plan", "terraform/plan.json"),
        ("account", "account.jsonl"),
    )
}
"""By name of the expected file: the target, seen from the root of the repository."""


def clusters_of(target: str) -> list[dict[str, Any]]:
    """The inventory of a target."""
    settings = Settings()
    rules = scan.rules_of(settings, scan.config_of(settings, target))
    return [entry for world in scan.judged_worlds([target], settings) for entry in inventory(world, rules.library)]


if __name__ == "__main__":
    os.chdir(ROOT)
    for name, target in TELLINGS.items():
        (EXPECTED / f"{name}.json").write_text(json.dumps(clusters_of(target), indent=1) + "\n", encoding="utf-8")
