"""Terraform's functions. Each is a line of FUNCTIONS; one that stands in no table gives an Unknown with its name.

Terraform Language, "Built-in Functions", one page per function.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from scanner.errors import DocumentError
from scanner.sources.terraform.evaluate import attempt, evaluate
from scanner.sources.terraform.forms import bounded, is_fixed, is_mistake, spread, whole
from scanner.sources.terraform.functions.site import Function, Site, UncomputedError, unknown_call
from scanner.sources.terraform.nodes import Call
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import grow, lift
from scanner.unknown import ANY, BOOLEAN, Unknown, has_unknown

MODULES: Final = {
    "texts": "chomp endswith format formatlist indent join lower regex regexall replace split startswith strcontains strrev substr title"
    " trim trimprefix trimspace trimsuffix upper",
    "lists": "alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten index length matchkeys one"
    " range reverse setintersection setproduct setsubtract setunion slice sort sum",
    "maps": "keys lookup merge transpose values zipmap",
    "kinds": "abs ceil ephemeralasnull floor issensitive log max min nonsensitive parseint pow sensitive signum tobool tolist tomap"
    " tonumber toset tostring type",
    "encoding": "base64decode base64encode base64sha256 base64sha512 csvdecode jsondecode jsonencode md5 sha1 sha256 sha512 urlencode"
    " textencodebase64 yamldecode yamlencode base64gzip",
    "files": "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256"
    " filesha512 pathexpand templatefile templatestring",
    "network": "cidrhost cidrnetmask cidrsubnet cidrsubnets",
}
"""The names of the functions that each module computes."""
HOME: Final = {name: module for module, names in MODULES.items() for name in names.split()}
CHANGING: Final = frozenset({"bcrypt", "rsadecrypt", "uuid"})
"""Functions whose result is another one with each call."""


def function(name: str) -> Function | None:
    """The function of a name, None where it is not computed here."""
    name = name.removeprefix("core::")
    module = HOME.get(name)
    if module is None:
        return None
    table: dict[str, Function] = import_module(f"scanner.sources.terraform.functions.{module}").FUNCTIONS
    return table[name]


def call(node: Call, scope: Scope) -> Any:
    """The value of a call; DocumentError where its arguments cannot be meant."""
    if node.name == "try":
        return _try(node, scope)
    if node.name == "can":
        return _can(node, scope)
    arguments = [spread(evaluate(argument, scope)) for argument in node.arguments]
    if node.expand and arguments:
        last = whole(arguments.pop())
        if not isinstance(last, list) or not is_fixed(last):
            return unknown_call(node.name, [*arguments, last], ANY)
        arguments.extend(last)
    site = Site(node, scope)
    found = function(node.name)
    if found is None:
        reason = f"function {node.name} is not computed here"
        return Unknown(
            reason=reason, identity=None if node.name in CHANGING else ("call", node.name, *map(site.key, arguments)), settle="a plan"
        )
    return lift(arguments, lambda items: _apply(found, items, site))


def _apply(found: Function, items: list[Any], site: Site) -> Any:
    if not found.least <= len(items) <= (found.most if found.most is not None else len(items)):
        raise site.wrong(f"{site.name} does not take {len(items)} arguments")
    wrong = next((item for item in items if is_mistake(item)), None)
    if wrong is not None:
        return wrong
    if not found.partial:
        items = [whole(item) for item in items]
        if any(has_unknown(item) for item in items):
            return unknown_call(site.name, items, found.types)
    try:
        return bounded(found.compute(items, site), site.scope)
    except (UncomputedError, OverflowError) as error:
        return unknown_call(site.name, items, found.types).but(reason=f"{site.name} is not computed here: {error}", settle="a plan")
    except (ValueError, ArithmeticError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise site.wrong(f"{site.name} cannot be computed: {error}") from error


def _try(node: Call, scope: Scope) -> Any:
    """The first argument that can be computed. One that is unknown may fail, so what follows it may be meant."""
    return _tried(node, scope, 0)


def _tried(node: Call, scope: Scope, place: int) -> Any:
    if place == len(node.arguments):
        raise Site(node, scope).wrong("no argument of try can be computed")
    try:
        value = evaluate(node.arguments[place], scope)
    except DocumentError:
        return _tried(node, scope, place + 1)
    return _settled(value, node, scope, place)


def _settled(value: Any, node: Call, scope: Scope, place: int) -> Any:
    """A value of `try`, with the alternatives that fail replaced by what follows."""
    if isinstance(value, Unknown) and value.one_of is not None:
        return grow(value, [_settled(one, node, scope, place) for one in value.one_of])
    if is_mistake(value):
        return _attempted(node, scope, place + 1, value)
    if not isinstance(value, Unknown) or value.reference is not None or place == len(node.arguments) - 1 or _certain(value):
        return value
    site = Site(node, scope)
    others = [attempt(rest, scope) for rest in node.arguments[place + 1 :]]
    identity = ("try", site.key(value), *map(site.key, others))
    return Unknown(reason=value.reason, identity=identity, sensitive=value.sensitive, settle=value.settle)


def _attempted(node: Call, scope: Scope, place: int, otherwise: Any) -> Any:
    try:
        return _tried(node, scope, place)
    except DocumentError:
        return otherwise


def _certain(value: Unknown) -> bool:
    """Whether an unknown value certainly is one: of a variable or an interpolated text, not a member of something unknown."""
    identity = value.identity
    return value.parts is not None or (isinstance(identity, tuple) and identity[:1] in (("variable",), ("pseudo",), ("data",)))


def _can(node: Call, scope: Scope) -> Any:
    try:
        value = evaluate(node.arguments[0], scope)
    except DocumentError:
        return False
    except IndexError:
        raise Site(node, scope).wrong("can takes an argument") from None
    return _computed(value)


def _computed(value: Any) -> Any:
    """Whether a value could be computed: True, False or undecided."""
    if isinstance(value, Unknown) and value.one_of is not None:
        return grow(value, [_computed(one) for one in value.one_of])
    if is_mistake(value):
        return False
    if not isinstance(value, Unknown) or value.reference is not None or _certain(value):
        return True
    return unknown_call("can", [value], BOOLEAN)


FUNCTIONS: Final = frozenset({*HOME, "try", "can"})
"""Every function that is computed here."""
