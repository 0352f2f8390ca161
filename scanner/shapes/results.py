"""What functions give: as exactly as their arguments tell.

`tests/shapes/test_results.py` runs the functions and holds their results to what is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scanner.shapes.members import merged, values_of
from scanner.shapes.parts import without_null
from scanner.shapes.types import ANYTHING, BOOL, NUM, TEXT, Built, Type, join, list_of
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

Result = Callable[[list[Type]], Type]
"""From the types of the arguments to that of the result."""

_MAYBE_TEXT = Type(STRING | NULL)
_TYPE_NAMES = ((NULL, "null"), (BOOLEAN, "boolean"), (NUMBER, "number"), (STRING, "string"), (ARRAY, "array"), (OBJECT, "object"))

PUSH = Built({"registry": _MAYBE_TEXT, "repository": TEXT, "tag": _MAYBE_TEXT, "image": TEXT}, "a push of a buildspec")
BUILDSPEC = Built(
    {
        "commands": list_of(TEXT),
        "pushes": list_of(Type(OBJECT, filled=True, objects=(PUSH,))),
        "uses_docker": BOOL,
        "logs_in": BOOL,
        "artifacts": list_of(TEXT),
    },
    "a buildspec",
)
IMAGE = Built(
    {
        "registry": _MAYBE_TEXT,
        "account": _MAYBE_TEXT,
        "region": _MAYBE_TEXT,
        "repository": TEXT,
        "tag": _MAYBE_TEXT,
        "digest": _MAYBE_TEXT,
    },
    "an image",
)
ARN = Built(dict.fromkeys(("partition", "service", "region", "account", "resource"), TEXT), "an ARN")
RECOVERY = Built({"restarts_agent": BOOL, "mechanisms": list_of(TEXT), "blocks_on_agent_start": BOOL}, "an agent's recovery")
INSTANCE_TYPE = Built(
    {"InstanceType": TEXT, "CpuUnits": NUM, "MemoryMiB": NUM, "Enis": NUM, "Architectures": list_of(TEXT)}, "an instance type"
)
AGENT_SETTINGS = Built(
    dict.fromkeys(
        (
            "ECS_CLUSTER",
            "ECS_AVAILABLE_LOGGING_DRIVERS",
            "ECS_AWSVPC_BLOCK_IMDS",
            "ECS_BACKEND_HOST",
            "ECS_CHECKPOINT",
            "ECS_CONTAINER_INSTANCE_TAGS",
            "ECS_CONTAINER_STOP_TIMEOUT",
            "ECS_ENABLE_CONTAINER_METADATA",
            "ECS_ENABLE_SPOT_INSTANCE_DRAINING",
            "ECS_ENABLE_TASK_ENI",
            "ECS_ENABLE_TASK_IAM_ROLE",
            "ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST",
            "ECS_ENGINE_AUTH_DATA",
            "ECS_ENGINE_AUTH_TYPE",
            "ECS_IMAGE_PULL_BEHAVIOR",
            "ECS_INSTANCE_ATTRIBUTES",
            "ECS_LOGLEVEL",
            "ECS_RESERVED_MEMORY",
        ),
        _MAYBE_TEXT,
    ),
    "what ecs_config() gives",
    open=True,
)
"""The settings that policies ask for (ECS developer guide, "Amazon ECS container agent configuration"); there are others."""


def _object(members: Built, bits: int = OBJECT, *, filled: bool | None = True) -> Result:
    found = Type(bits, filled=filled, objects=(members,))
    return lambda arguments: found


def _to_number(arguments: list[Type]) -> Type:
    return NUM if arguments[0].bits == NUMBER else Type(NUMBER | NULL)


def _type(arguments: list[Type]) -> Type:
    return Type(STRING, tuple(name for bit, name in _TYPE_NAMES if arguments[0].bits & bit), filled=True)


def _not_null(arguments: list[Type]) -> Type:
    """The first that is not null; null where all may be."""
    found = []
    for argument in arguments:
        found.append(without_null(argument))
        if not argument.bits & NULL:
            return join(*found)
    last = arguments[-1]
    return join(*found, Type(NULL, expected=last.expected))


def _to_array(arguments: list[Type]) -> Type:
    given = arguments[0]
    if given.bits == ARRAY:
        return given
    return list_of(join(without_list(given), given.elements()) if given.bits & ARRAY else given)


def without_list(found: Type) -> Type:
    """The part that is no list."""
    return Type(found.bits & ~ARRAY, found.values, found.filled, found.objects)


def _element(position: int = 0) -> Result:
    """An element of a list, or null where it is empty."""

    def result(arguments: list[Type]) -> Type:
        return join(arguments[position].elements(), Type(NULL))

    return result


def _same_list(arguments: list[Type]) -> Type:
    given = arguments[0]
    return list_of(given.elements() if given.bits & ARRAY else ANYTHING, filled=given.filled if given.bits == ARRAY else None)


def _reverse(arguments: list[Type]) -> Type:
    given = without_null(arguments[0])
    return (
        given if not given.bits & ~(ARRAY | STRING) and given.values is None else Type(given.bits & (ARRAY | STRING), element=given.element)
    )


def _exists(arguments: list[Type]) -> Type:
    bits = arguments[0].bits
    if bits == NULL:
        return Type(BOOLEAN, (False,))
    return BOOL if bits & NULL or not bits else Type(BOOLEAN, (True,))


def _arithmetic(arguments: list[Type]) -> Type:
    return Type(NUMBER | NULL) if any(argument.bits & ~NUMBER for argument in arguments) else NUM


RESULTS: Mapping[str, Result] = {
    "to_number": _to_number,
    "type": _type,
    "not_null": _not_null,
    "to_array": _to_array,
    "keys": lambda arguments: list_of(TEXT),
    "values": lambda arguments: values_of(arguments[0]),
    "merge": merged,
    "reverse": _reverse,
    "sort": _same_list,
    "sort_by": _same_list,
    "max": _element(),
    "min": _element(),
    "max_by": _element(),
    "min_by": _element(),
    "unique": _same_list,
    "missing": lambda arguments: list_of(arguments[0].elements() if arguments[0].bits & ARRAY else ANYTHING),
    "exists": _exists,
    "multiply": _arithmetic,
    "subtract": _arithmetic,
    "image": _object(IMAGE, OBJECT | NULL),
    "arn_parts": _object(ARN, OBJECT | NULL),
    "buildspec": _object(BUILDSPEC),
    "agent_recovery": _object(RECOVERY),
    "ecs_config": _object(AGENT_SETTINGS, filled=None),
    "instance_type": _object(INSTANCE_TYPE, OBJECT | NULL),
}
"""By name; every other function gives what it declares in `Function.returns`."""
