"""State files of version 4: what Terraform knows of what it made.

Terraform, "State"; hashicorp/terraform, internal/states/statefile/version4.go. OpenTofu writes the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scanner.catalog.declared import Declared
from scanner.redaction import Redactor
from scanner.snapshot import Location
from scanner.sources.terraform.addresses import shown_key
from scanner.sources.terraform.roots import Root


def is_state(document: Any) -> bool:
    """Whether a JSON document is a state file of version 4."""
    return isinstance(document, dict) and document.get("version") == 4 and "terraform_version" in document and "lineage" in document


def read_state(document: dict[str, Any], file: str, redactor: Redactor) -> Root:
    """What a state file holds; what is left of an object that was replaced (deposed) is not judged."""
    root = Root(file)
    for resource in objects(document.get("resources")):
        if resource.get("mode") != "managed":
            continue
        prefix = f"{resource['module']}." if isinstance(resource.get("module"), str) else ""
        kind = str(resource.get("type"))
        for instance in objects(resource.get("instances")):
            attributes = instance.get("attributes")
            if not isinstance(attributes, dict) or instance.get("deposed"):
                continue
            key = instance.get("index_key")
            address = f"{prefix}{kind}.{resource.get('name')}{shown_key(key if isinstance(key, (int, str)) else None)}"
            paths = instance.get("sensitive_attributes")
            for path in paths if isinstance(paths, list) else ():
                steps = steps_of(path)
                attributes = {
                    name: hidden(one, steps[1:], redactor) if steps[:1] in ([], [name]) else one for name, one in attributes.items()
                }
            root.declared.append(Declared(kind, address, file, tidy(attributes), location=first_line(file)))
    return root


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list of them."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def first_line(file: str) -> Location:
    """Where a file begins."""
    return Location(file, 1, 1, 1, 2)


def steps_of(path: Any) -> list[Any]:
    """The steps of a sensitive path: names of attributes, keys of maps, places in lists."""
    found = []
    for step in objects(path):
        value = step.get("value")
        found.append(value.get("value") if isinstance(value, dict) else value)
    return found


def hidden(value: Any, steps: list[Any], redactor: Redactor) -> Any:
    """A value with what stands at a path removed; where the path leads nowhere, all that it leads through."""
    if value is None:
        return value
    if not steps:
        return redactor.hide(value)
    step, rest = steps[0], steps[1:]
    if isinstance(value, dict) and isinstance(step, str):
        return {name: hidden(one, rest, redactor) if name == step else one for name, one in value.items()}
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return [hidden(one, rest, redactor) if place == step else one for place, one in enumerate(value)]
    return [redactor.hide(one) for one in value] if isinstance(value, list) else value


def tidy(values: dict[str, Any]) -> dict[str, Any]:
    """Values without what the provider writes where nothing is set; all tags, also those of the provider's configuration."""
    kept = {name: value for name, value in values.items() if value is not None and value != ""}
    if isinstance(kept.get("tags_all"), dict) and (kept["tags_all"] or "tags" in kept):
        kept["tags"] = kept["tags_all"]
    return kept
