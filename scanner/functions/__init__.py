"""The functions of the policy language that know AWS or text, as one table for the engine.

Each is a plain function on documents in its own module; here it gets its name, its parameters and what it returns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.functions import lists
from scanner.functions.binding import function, late, predicate, settle
from scanner.jmes import EXPRESSION, Context, Function, Parameter
from scanner.jmes.values import causes_of
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

events, iam, images, instances, network, numbers, text = map(late, ("events", "iam", "images", "instances", "network", "numbers", "text"))
_LIST = ARRAY | NULL
_TEXT = STRING | NULL


def _divide(context: Context, a: Any, b: Any) -> Any:
    """`divide` doubts where the divisor may be 0."""
    if numbers.may_divide_by_zero(a, settle(b, context)):
        context.doubt(*causes_of(b))
    return _DIVIDE.call(context, a, b)


_NUMBERS = (Parameter("a", NUMBER | NULL), Parameter("b", NUMBER | NULL))
_DIVIDE = function("divide", NUMBER | NULL, numbers.divide, *_NUMBERS)
_PREDICATED = (Parameter("list", _LIST), Parameter("predicate", EXPRESSION))

FUNCTIONS: Mapping[str, Function] = {
    "any": Function("any", _PREDICATED, BOOLEAN, lists.any_member),
    "all": Function("all", _PREDICATED, BOOLEAN, lists.all_members),
    "none": Function("none", _PREDICATED, BOOLEAN, lists.no_member),
    "missing": Function("missing", (Parameter("wanted", _LIST), Parameter("have", _LIST)), ARRAY, lists.missing),
    "unique": Function("unique", (Parameter("list", _LIST),), ARRAY, lists.unique),
    "multiply": function("multiply", NUMBER | NULL, numbers.multiply, *_NUMBERS),
    "divide": Function("divide", _NUMBERS, NUMBER | NULL, _divide),
    "subtract": function("subtract", NUMBER | NULL, numbers.subtract, *_NUMBERS),
    "glob": predicate("glob", text.glob, Parameter("text", _TEXT), Parameter("pattern", _TEXT), quick=late("known_text").glob),
    "parse_json": function("parse_json", ANY, text.parse_json, Parameter("text", _TEXT)),
    "image": function("image", OBJECT | NULL, images.image, Parameter("text", _TEXT)),
    "arn_parts": function("arn_parts", OBJECT | NULL, text.arn_parts, Parameter("text", _TEXT)),
    "endpoint_service": function("endpoint_service", STRING | NULL, text.endpoint_service, Parameter("name", _TEXT)),
    "ecs_config": function("ecs_config", OBJECT, late("user_data").ecs_config, Parameter("user_data", _TEXT)),
    "agent_recovery": function("agent_recovery", OBJECT, late("agent_recovery").agent_recovery, Parameter("user_data", _TEXT)),
    "buildspec": function(
        "buildspec", OBJECT, late("buildspec").buildspec, Parameter("text", _TEXT), Parameter("variables", _LIST, optional=True)
    ),
    "event_matches": predicate(
        "event_matches",
        events.event_matches,
        Parameter("pattern", OBJECT | STRING | NULL),
        Parameter("event", OBJECT | NULL),
        reason="the event pattern has an operator that is not known here",
        asked=events.asked,
        tells=late("event_reasons").unmatched,
    ),
    "iam_allows": predicate(
        "iam_allows",
        iam.iam_allows,
        Parameter("statements", ARRAY | OBJECT | NULL),
        Parameter("action", _TEXT),
        Parameter("resource", _TEXT),
        reason="a Condition of a policy decides",
        quick=late("known_iam").iam_allows,
    ),
    "cidr_contains": predicate("cidr_contains", network.cidr_contains, Parameter("outer", _TEXT), Parameter("inner", _TEXT)),
    "instance_type": function("instance_type", OBJECT | NULL, instances.instance_type, Parameter("name", _TEXT)),
}
"""LANGUAGE's "Lists", "Numbers and text" and "AWS", by name."""
