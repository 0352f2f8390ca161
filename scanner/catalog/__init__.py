"""The catalogue of types: how live resources of each are listed, described and read, and how the answers become canonical.

One row of data per type in `<service>.yaml`; `python -m scanner.catalog.check` holds them to AWS's models, `make catalog` writes the
built form that runs read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.catalog import built
from scanner.catalog.rows import ACCOUNT, REGION, CatalogError, Row
from scanner.records import dataclass

if TYPE_CHECKING:
    from scanner.catalog.plans import Plan

__all__ = ["ACCOUNT", "REGION", "CallSite", "CatalogError", "Row", "calls_of", "digest", "needed", "plan_of", "row", "rows"]


@dataclass(frozen=True, slots=True, order=True)
class CallSite:
    """A call that a row makes."""

    service: str
    """botocore's name: `elbv2`."""
    operation: str
    """As AWS writes it: `DescribeLoadBalancers`."""
    scope: str
    type: str
    """The type for which it is made."""

    @property
    def name(self) -> str:
        """`elbv2:DescribeLoadBalancers`."""
        return f"{self.service}:{self.operation}"


def rows() -> Mapping[str, Row]:
    """Every row, by type. CatalogError where a file of a checkout cannot be meant."""
    return built.catalog().rows


def row(type_name: str) -> Row | None:
    """The row of a type, None where it has none: then it cannot be collected."""
    return rows().get(type_name)


def digest() -> str:
    """The catalogue's version: equal where every row is."""
    return built.catalog().digest


def plan_of(row: Row) -> Plan:
    """How the row's properties are taken from AWS's answers."""
    return built.plan_of(row)


def needed(types: Iterable[str]) -> tuple[Row, ...]:
    """The rows of types and of all that they hang on, each after those; types without a row are left out."""
    known = rows()
    found: dict[str, Row] = {}
    pending = [(name, False) for name in sorted(set(types), reverse=True) if name in known]
    while pending:
        name, ready = pending.pop()
        if ready:
            found.setdefault(name, known[name])
        elif name not in found:
            pending.append((name, True))
            pending.extend((other, False) for other in reversed(known[name].follows))
    return tuple(found.values())


def calls_of(rows: Iterable[Row]) -> tuple[CallSite, ...]:
    """Every call that rows may make, sorted, once for each type."""
    sites = {
        CallSite(call.name.partition(":")[0], call.name.partition(":")[2], row.scope, row.type) for row in rows for call in row.calls()
    }
    return tuple(sorted(sites))
