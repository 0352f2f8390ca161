"""sarif-om's objects to JSON.

jschema-to-python, which comes with them, is slow and wrong for us: it drops every attribute that equals its default, and an
absent `level` means "as the rule says", not "warning" (SARIF 2.1.0, 3.27.10). Here each class is compiled once to its list of
names and defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Final

import attr

from scanner.report_json import dumps

ALWAYS: Final = frozenset({("Result", "level"), ("Result", "kind"), ("Notification", "level"), ("ReportingConfiguration", "level")})
"""Attributes that are written even where they hold their default, because leaving them out means something else."""

RENAMED: Final[Mapping[tuple[str, str], str]] = {("Suppression", "state"): "status"}
"""sarif-om comes from a schema before the final one; this is the only name that differs."""

_ALWAYS_DIFFERENT: Final = object()


def serialise(value: Any) -> str:
    """One line of JSON for a SARIF object, or for lists and dicts of them. TypeError for an object of another kind."""
    return dumps(value, default=members)


def members(value: Any) -> dict[str, Any]:
    """The members of one SARIF object under their SARIF names, unserialised; absent and default ones left out."""
    plan = _compile(type(value))  # type: ignore[arg-type]  # mypy holds that no class is hashable
    return {
        name: member
        for name, member, default in zip(plan.names, plan.values(value), plan.defaults, strict=True)
        if member is not None and member is not default and member != default
    }


class _Plan:
    """How one class is written."""

    def __init__(self, cls: type) -> None:
        fields = attr.fields(cls)
        self.names = [RENAMED.get((cls.__name__, field.name)) or field.metadata.get("schema_property_name", field.name) for field in fields]
        self.defaults = [_default(cls, field) for field in fields]
        getter = attrgetter(*(field.name for field in fields))
        self.values = getter if len(fields) > 1 else lambda value: (getter(value),)


@cache
def _compile(cls: type) -> _Plan:
    if not attr.has(cls):
        raise TypeError(f"{cls} is not a class of SARIF objects")
    return _Plan(cls)


def _default(cls: type, field: Any) -> Any:
    if (cls.__name__, field.name) in ALWAYS or field.default is attr.NOTHING:
        return _ALWAYS_DIFFERENT
    return field.default.factory() if isinstance(field.default, attr.Factory) else field.default  # type: ignore[arg-type]  # the test gives it on purpose
