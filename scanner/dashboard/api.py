"""The document of the API (OpenAPI 3.1), made from the table of views: what each takes, gives, and how it says no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner import __version__
from scanner.dashboard.answers import API, JSON, PROBLEM
from scanner.dashboard.parameters import LONGEST, MANY, MOST, Parameter
from scanner.dashboard.view import View, schema_of

DOCUMENT: Final = f"{API}/openapi.json"
DIALECT: Final = "https://spec.openapis.org/oas/3.1/dialect/base"
PROBLEM_SCHEMA: Final[Mapping[str, Any]] = {
    "description": "Why there is no answer (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What is wrong; what is right."},
        "parameter": {"type": "string", "description": "The name of the parameter that cannot be meant."},
    },
}
REFUSALS: Final = {"400": "A parameter cannot be meant.", "401": "Nothing says who asks.", "404": "It is not in the history."}
LATER: Final = {"429": "Too many requests.", "503": "The history is busy or does not answer."}
LICENSE: Final = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
ABOUT: Final = (
    "The history of reports: every page of the dashboard as JSON. Answers carry an ETag. Values in a path are written as links write them: "
    "percent-encoded, a slash that is not between segments as `~2F`, `~` as `~7E`, and a segment `..` as `~2E~2E`."
)


def document(views: Sequence[View], prefix: str = "") -> dict[str, Any]:
    """The OpenAPI document of a server that is seen below a path."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {"title": "Plimsoll history", "version": __version__, "description": ABOUT, "license": LICENSE},
        "servers": [{"url": prefix or "/"}],
        "security": [{}, {"token": []}],
        "tags": [{"name": "views", "description": "The pages."}, {"name": "files", "description": "Downloads."}],
        "paths": {_path(view): {"get": _operation(view)} for view in views},
        "components": {
            "schemas": {"Problem": PROBLEM_SCHEMA},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token of --api-token-file."}},
        },
    }


def _path(view: View) -> str:
    return API + view.path.replace(":path}", "}")


def _operation(view: View) -> dict[str, Any]:
    asks = view.asks
    refusals = {code: text for code, text in REFUSALS.items() if code != "404" or view.slots or asks}
    if view.role == "editor":
        refusals["403"] = "Only editors may see it."
    good: dict[str, Any] = {"description": view.about, "content": {view.media: {"schema": _schema(view)}}}
    again: dict[str, Any] = {}
    if not view.download:
        good["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "For If-None-Match."}}
        again = {"304": {"description": "As the reader has it already."}}
    return {
        "operationId": view.name,
        "summary": view.title,
        "description": view.about,
        "tags": ["files" if view.download else "views"],
        "parameters": [_parameter(one, view) for one in asks],
        "responses": {
            "200": good,
            **again,
            **{code: _refusal(text) for code, text in sorted((refusals | LATER).items())},
        },
    }


def _schema(view: View) -> Mapping[str, Any]:
    if view.download and view.media != JSON:
        return {"type": "string"}
    return schema_of(view) or ({} if view.download else {"type": "object"})


def _refusal(text: str) -> dict[str, Any]:
    return {"description": text, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _parameter(one: Parameter, view: View) -> dict[str, Any]:
    inside = one.name in view.slots
    value = _value(one)
    if one.many:
        value = {"type": "array", "items": value, "maxItems": MANY}
    elif one.default is not None:
        value["default"] = int(one.default) if one.kind == "number" else one.default
    told: dict[str, Any] = {"name": one.name, "in": "path" if inside else "query", "description": one.about, "schema": value}
    if inside:
        told["required"] = True
    else:
        told["allowEmptyValue"] = True  # as a form sends a field that nobody filled in: not given
        if one.many:
            told.update(style="form", explode=True)
    return told


def _value(one: Parameter) -> dict[str, Any]:
    """The JSON Schema of one value."""
    if one.kind == "choice":
        return {"type": "string", "enum": list(one.choices)}
    if one.kind == "number":
        return {"type": "integer", "minimum": one.least, "maximum": min(one.most, MOST)}
    if one.kind == "day":
        return {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$", "examples": ["2027-01-31"]}
    if one.kind == "cursor":
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"}
    return {"type": "string", "maxLength": LONGEST, "pattern": "^[^\\u0000]*$"}
