"""From a record (AWS's answers on one resource) to the resource in CloudFormation's spelling: raw, before `canonicalise` and `redact`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.catalog.formulas import opaque
from scanner.catalog.plans import Plan
from scanner.catalog.renaming import renaming
from scanner.catalog.rows import Row
from scanner.unknown import OpenList, OpenObject, Unknown

Mapped = tuple[str, str, dict[str, Any], dict[str, Any]]
"""Type, id, properties and identifiers."""


class Unnamed(ValueError):
    """A record whose id cannot be told."""


class Mapper:
    """Maps the records of one row."""

    def __init__(self, row: Row, plan: Plan | None = None) -> None:
        """Take the row, and the plan where there is one already."""
        from scanner.catalog import plan_of

        self.row = row
        plan = plan or plan_of(row)
        closures = renaming(plan.nodes)
        self._root: Any = closures[0]
        self._exceptions = [
            (name, formula, closures[plan.properties[name]] if plan.properties[name] else None, name in row.kept)
            for name, formula in row.properties.items()
        ]

    def resource(self, record: Mapping[str, Any], account: str, region: str, known: bool | None = None) -> Mapped:
        """Type, id, properties and identifiers of a record; Unnamed where it has no id.

        `known` says that nothing in the record is unknown; None: look.
        """
        row = self.row
        if known is None:
            known = is_known(record)
        identity = row.id.of(record, known)
        if not isinstance(identity, str) or not identity:
            raise Unnamed(identity.reason if isinstance(identity, Unknown) else f"{row.id.text} is {identity!r}, not a text")
        item = record["item"]
        properties: dict[str, Any] = self._root(item if item.__class__ is dict and row.automatic else {})
        for name, formula, rename, keep in self._exceptions:
            value = formula.of(record, known)
            if value is not None and rename is not None:
                value = rename(value)
            value = opaque(value)
            if value is not None and (keep or (value != "" and value != [])):
                properties[name] = value
        runtime = {name: opaque(value) for name, formula in row.runtime.items() if (value := formula.of(record, known)) is not None}
        if runtime or row.runtime:
            properties["Runtime"] = runtime
        named = {name: opaque(formula.of(record, known)) for name, formula in row.identifiers.items()}
        identifiers = {name: value for name, value in named.items() if isinstance(value, (str, Unknown))}
        return row.type, identity, properties, identifiers


def is_known(record: Mapping[str, Any]) -> bool:
    """Whether no call of a record, or of the records it hangs on, failed: the answers themselves are plain JSON."""
    while True:
        for name, value in record.items():
            if isinstance(value, (Unknown, OpenList, OpenObject)) and name != "parent":
                return False
        parent = record.get("parent")
        if parent is None:
            return True
        record = parent
