"""Functions that convert values, and those on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from scanner.sources.terraform.forms import number_of, text, text_of, tidy, whole
from scanner.sources.terraform.functions.lists import as_set, listed
from scanner.sources.terraform.functions.site import Function, Site, unknown_call
from scanner.sources.terraform.operators import truth
from scanner.unknown import ANY, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown


def _numbers(apply: Callable[..., Any]) -> Callable[[list[Any], Site], Any]:
    def compute(items: list[Any], site: Site) -> Any:
        given = [number_of(item) for item in items]
        if any(number is None for number in given):
            raise ValueError("its arguments are numbers")
        return tidy(apply(*given))

    return compute


def _sensitive(items: list[Any], site: Site) -> Any:
    """A value that must not be shown: what is known of it becomes a keyed hash."""
    return hidden(whole(items[0]), site)


def hidden(value: Any, site: Site) -> Any:
    """A value with its texts and numbers redacted."""
    if isinstance(value, Unknown):
        return value.but(sensitive=True)
    if isinstance(value, dict):
        return {name: hidden(item, site) for name, item in value.items()}
    if isinstance(value, list):
        return [hidden(item, site) for item in value]
    if value is None or isinstance(value, (bool, OpenList, OpenObject)):
        return value
    return site.scope.run.redactor.hide(value)


def _to_text(items: list[Any], site: Site) -> Any:
    if items[0] is None:
        return None
    found = text(whole(items[0]))
    if found is None:
        raise ValueError("a list or an object is no text")
    return found


def _to_number(items: list[Any], site: Site) -> Any:
    value = items[0]
    if value is None:
        return None
    if isinstance(value, Unknown):
        return value if value.types == NUMBER else unknown_call("tonumber", [value], NUMBER)
    number = number_of(value)
    if number is None:
        raise ValueError(f"{value!r} is no number")
    return number


def _to_bool(items: list[Any], site: Site) -> Any:
    return None if items[0] is None else truth(items[0], site.scope, site.node.span)


def _to_list(items: list[Any], site: Site) -> Any:
    return None if items[0] is None else listed(items[0], site)


def _to_set(items: list[Any], site: Site) -> Any:
    return None if items[0] is None else as_set(items[0], site)


def _to_map(items: list[Any], site: Site) -> Any:
    value = items[0] if isinstance(items[0], (dict, OpenObject)) else whole(items[0])
    if value is None or isinstance(value, (dict, OpenObject)) or (isinstance(value, Unknown) and value.types & OBJECT):
        return value
    raise ValueError("its argument is no map")


def _type(items: list[Any], site: Site) -> Any:
    return unknown_call("type", items, STRING)


FUNCTIONS: Final = {
    "abs": Function(_numbers(abs), NUMBER),
    "ceil": Function(_numbers(math.ceil), NUMBER),
    "ephemeralasnull": Function(lambda items, site: items[0], ANY, partial=True),
    "floor": Function(_numbers(math.floor), NUMBER),
    "issensitive": Function(lambda items, site: unknown_call("issensitive", items, BOOLEAN), BOOLEAN, partial=True),
    "log": Function(_numbers(math.log), NUMBER, 2, 2),
    "max": Function(_numbers(max), NUMBER, 1, None),
    "min": Function(_numbers(min), NUMBER, 1, None),
    "nonsensitive": Function(lambda items, site: items[0], ANY, partial=True),
    "parseint": Function(lambda items, site: int(text_of(items[0]), int(number_of(items[1]) or 10)), NUMBER, 2, 2),
    "pow": Function(_numbers(lambda base, power: float(base) ** power), NUMBER, 2, 2),
    "sensitive": Function(_sensitive, ANY, partial=True),
    "signum": Function(_numbers(lambda number: (number > 0) - (number < 0)), NUMBER),
    "tobool": Function(_to_bool, BOOLEAN, partial=True),
    "tolist": Function(_to_list, ARRAY, partial=True),
    "tomap": Function(_to_map, OBJECT, partial=True),
    "tonumber": Function(_to_number, NUMBER, partial=True),
    "toset": Function(_to_set, ARRAY, partial=True),
    "tostring": Function(_to_text, STRING, partial=True),
    "type": Function(_type, STRING, partial=True),
}
