"""Functions that take a text apart."""

from __future__ import annotations

import json
from typing import Any

from scanner.errors import DocumentError, EvaluationError
from scanner.functions import globs
from scanner.functions.holes import HOLE, Holes, has_hole
from scanner.functions.kleene import Truth
from scanner.unknown import ANY, NULL, OBJECT, STRING, Unknown

ARN_PARTS = ("partition", "service", "region", "account", "resource")


def glob(text: str | Unknown | None, pattern: str | Unknown | None) -> Truth:
    """Whether the whole text matches a pattern of `*` (any characters) and `?` (one); false where either is null."""
    if text is None or pattern is None:
        return False
    letters = globs.pieces(text) if isinstance(text, Unknown) else list(text)
    wanted = globs.glob_tokens(globs.pieces(pattern) if isinstance(pattern, Unknown) else list(pattern))
    unknown_in_pattern = any(isinstance(token, Unknown) for token in wanted)
    if unknown_in_pattern:  # it may hold wildcards of its own
        wanted = [token if not isinstance(token, Unknown) else globs.STAR for token in wanted]
    truth = globs.matches(letters, wanted)
    certain = globs.tokens(text) is not None and not unknown_in_pattern
    return truth if certain or truth is False else None


def parse_json(text: str | Unknown | None) -> Any:
    """The document in a JSON text; null for null. EvaluationError where the text is no JSON.

    Unknown parts inside strings stay unknown parts of those strings; one that stands as a value of its own is any value.
    """
    if text is None:
        return None
    holes = Holes()
    encoded = holes.encode(text)
    if HOLE.fullmatch(encoded):
        return holes.derive(encoded, ANY)
    from scanner.documents import read

    bare = _quote_holes(encoded)
    try:
        found = read(bare, "text", "json").to_python()
    except DocumentError as error:
        if has_hole(encoded):
            return holes.derive(encoded, ANY)
        raise EvaluationError(f"parse_json: not a JSON text: {error.message}") from None
    return _restored(found, holes)


_VALUE = "\x00"
"""Marks a hole that stood outside strings; JSON allows it in no string unescaped."""


def _quote_holes(text: str) -> str:
    """Put holes that stand as values into strings of their own, so that the text parses."""
    parts: list[str] = []
    inside = escaped = False
    for character in text:
        if HOLE.match(character) and not inside:
            parts.append(json.dumps(_VALUE + character, ensure_ascii=True).replace(json.dumps(character)[1:-1], character))
            continue
        parts.append(character)
        if inside and character == "\\" and not escaped:
            escaped = True
            continue
        if character == '"' and not escaped:
            inside = not inside
        escaped = False
    return "".join(parts)


def _restored(value: Any, holes: Holes) -> Any:
    """The document with its holes mapped back; a key with a hole makes the object unknown."""
    if isinstance(value, str):
        if value.startswith(_VALUE) and HOLE.fullmatch(value[1:]):
            return holes.derive(value[1], ANY)
        return holes.decode(value)
    if isinstance(value, list):
        return [_restored(item, holes) for item in value]
    if isinstance(value, dict):
        unknown = next((key for key in value if has_hole(key)), None)
        if unknown is not None:
            return holes.derive(unknown, OBJECT)
        return {key: _restored(item, holes) for key, item in value.items()}
    return value


def arn_parts(text: str | Unknown | None) -> dict[str, Any] | Unknown | None:
    """An ARN as partition, service, region, account and resource (empty fields are ""); null for what is no ARN.

    arn:partition:service:region:account:resource (AWS General Reference, "Amazon Resource Names"). An unknown part is one field or
    part of one, unless fields are missing: then it may hold them, or the text may be no ARN.
    """
    if text is None:
        return None
    holes = Holes()
    encoded = holes.encode(text)
    fields = encoded.split(":", 5)
    if len(fields) == 6 and fields[0] == "arn":
        return dict(zip(ARN_PARTS, (holes.decode(field) for field in fields[1:]), strict=True))
    if not has_hole(encoded) or not globs.may_match(globs.pieces(text) if isinstance(text, Unknown) else list(text), _ARN):
        return None
    known = fields[1:] if fields[0] == "arn" else []
    hole = next((index for index, field in enumerate(known) if has_hole(field)), 0)
    parts: dict[str, Any] = {name: holes.derive(encoded, STRING) for name in ARN_PARTS}
    for name, field in zip(ARN_PARTS, known[:hole], strict=False):
        parts[name] = holes.decode(field)
    return holes.derive(encoded, OBJECT | NULL, one_of=(None, parts))


_ARN = globs.glob_tokens(list("arn:*:*:*:*:*"))


def endpoint_service(name: str | Unknown | None) -> str | Unknown | None:
    """The service of a VPC endpoint's service name: `com.amazonaws.eu-west-1.ecr.api` -> `ecr.api`; null for other names.

    Forms (Amazon VPC, "AWS services that integrate with AWS PrivateLink"): com.amazonaws.REGION.SERVICE, cn.com.amazonaws.REGION.SERVICE,
    aws.api.REGION.SERVICE, and aws.sagemaker.REGION.SERVICE.
    """
    if name is None:
        return None
    holes = Holes()
    text = holes.encode(name)
    for start in ("com.amazonaws.", "cn.com.amazonaws.", "aws.api.", "aws.sagemaker."):
        if text.startswith(start):
            region, dot, service = text[len(start) :].partition(".")
            if dot and service and region != "vpce":
                return holes.decode(service)
            return holes.derive(text, STRING | NULL) if has_hole(text) else None
    return holes.derive(text, STRING | NULL) if has_hole(text) else None
