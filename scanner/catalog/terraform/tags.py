"""Tags that the provider's configuration adds to those of every resource. Provider documentation, "default_tags"."""

from __future__ import annotations

from typing import Any, Final

from scanner.catalog.terraform.rows import Row
from scanner.cfn_schemas import type_schema
from scanner.unknown import ABSENT, OpenObject, Unknown

TAGS: Final = "tags"


def tag(values: dict[str, Any], default: Any, row: Row) -> None:
    """Add the tags of the provider's configuration to those of the resource, which stand over them."""
    if default is None or row.fold is not None or not row.default_tags or TAGS in row.rule.drop:
        return
    schema = type_schema(row.type)
    if TAGS not in row.rule.take and (schema is None or "Tags" not in schema.root.properties):
        return
    own = values.get(TAGS)
    if own is None or own is ABSENT:
        values[TAGS] = default
    elif isinstance(own, dict) and isinstance(default, dict):
        values[TAGS] = {**default, **own}
    else:
        known = {**_known(default), **(_known(own) if isinstance(default, dict) or isinstance(own, dict) else {})}
        doubt = own if isinstance(own, (Unknown, OpenObject)) else default
        reason = doubt.reason if isinstance(doubt, (Unknown, OpenObject)) else "tags that are no map"
        if isinstance(own, (Unknown, OpenObject)):  # an own tag that is not known may stand over a default one
            names = _known(own)
            known = {name: value if name in names else Unknown(reason) for name, value in known.items()}
        values[TAGS] = OpenObject(known, True, reason, (doubt,) if isinstance(doubt, Unknown) else ())


def _known(tags: Any) -> dict[str, Any]:
    return dict(tags) if isinstance(tags, dict) else dict(tags.known) if isinstance(tags, OpenObject) else {}
