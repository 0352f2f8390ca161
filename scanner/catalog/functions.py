"""Functions that rows have beside those of policies: JMESPath cannot cut texts, or carry members of an element into its lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.functions import FUNCTIONS
from scanner.functions.binding import function
from scanner.jmes import Context, Function, Parameter
from scanner.jmes.leaving import NotKnown
from scanner.unknown import ANY, ARRAY, NULL, OBJECT, STRING, OpenList, OpenObject, Unknown

SETTLE: Final = "what AWS's answers leave out"


def split(text: Any, separator: str) -> Any:
    """The parts of a text between separators: `split('a,b', ',')` is `['a', 'b']`; null for null, no part for an empty text."""
    if isinstance(text, Unknown):
        return Unknown(text.reason, ARRAY, sensitive=text.sensitive, settle=text.settle, causes=(text,))
    return None if text is None else text.split(separator) if text else []


def unfold(elements: Any, name: str) -> Any:
    """For each element of a list and each member of its list `name`: one object with the members of both.

    `unfold([{proto: 'tcp', ranges: [{cidr: 'a'}, {cidr: 'b'}]}], 'ranges')` is `[{proto: 'tcp', cidr: 'a'}, {proto: 'tcp', cidr: 'b'}]`.
    A member that is no object stands under the list's own name. An element without the list gives none; null gives null.
    """
    if elements is None:
        return None
    if not isinstance(elements, list) or any(isinstance(item, (Unknown, OpenObject)) for item in elements):
        return _unknown_list(elements)
    found: list[dict[str, Any]] = []
    for element in elements:
        inner = element.get(name) if isinstance(element, dict) else None
        if isinstance(inner, (Unknown, OpenList)):
            return _unknown_list(inner)
        rest = {key: value for key, value in element.items() if key != name} if inner else {}
        found.extend({**rest, **(member if isinstance(member, dict) else {name: member})} for member in inner or ())
    return found


def pairs(map_: Any, key: str, value: str) -> Any:
    """A map as a list of objects: `pairs({a: 1}, 'Name', 'Value')` is `[{Name: 'a', Value: 1}]`, by key; null for null."""
    if map_ is None:
        return None
    if not isinstance(map_, dict):
        return _unknown_list(map_)
    return [{key: name, value: map_[name]} for name in sorted(map_)]


def select(elements: Any, name: str, value: Any) -> Any:
    """The elements whose member `name` is a value: a filter may not look at what stands around the list. Null for null.

    `select(versions, 'LaunchTemplateId', item.LaunchTemplateId)`.
    """
    if elements is None:
        return None
    if not isinstance(elements, list) or isinstance(value, Unknown):
        return _unknown_list(value if isinstance(value, Unknown) else elements)
    found = []
    for element in elements:  # once: a region's list is asked by each of its resources
        if element.__class__ is dict:
            given = element.get(name)
            if given == value:
                found.append(element)
            elif given.__class__ is Unknown:
                return _unknown_list(given)
        elif isinstance(element, (Unknown, OpenObject)):
            return _unknown_list(element)
    return found


def _unknown_list(value: Any) -> Unknown:
    reason = value.reason if isinstance(value, (Unknown, OpenList, OpenObject)) else "a member is not known"
    return Unknown(reason or "members may be missing", ARRAY, causes=(value,) if isinstance(value, Unknown) else ())


def unread(why: str) -> Unknown:
    """What a row says of a value that exists and that it does not read, with the reason."""
    return Unknown(why, may_be_absent=True, settle=SETTLE)


def _leave(context: Context, why: str) -> Any:
    """Code for known documents has no word for an unknown value."""
    raise NotKnown


ROW_FUNCTIONS: Final[Mapping[str, Function]] = {
    **FUNCTIONS,
    "split": function("split", ARRAY | NULL, split, Parameter("text", STRING | NULL), Parameter("separator", STRING)),
    "unfold": function("unfold", ARRAY | NULL, unfold, Parameter("list", ARRAY | NULL), Parameter("name", STRING)),
    "pairs": function("pairs", ARRAY | NULL, pairs, Parameter("map", OBJECT | NULL), Parameter("key", STRING), Parameter("value", STRING)),
    "select": function("select", ARRAY | NULL, select, Parameter("list", ARRAY | NULL), Parameter("name", STRING), Parameter("value", ANY)),
    "unread": Function("unread", (Parameter("why", STRING),), ANY, lambda context, why: unread(why), known=_leave),
}
"""The functions of policies, and those of rows alone."""
