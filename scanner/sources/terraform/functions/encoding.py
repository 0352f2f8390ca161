"""Functions that encode, decode and hash."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any, Final

from scanner.json_text import parse_json_text
from scanner.sources.terraform.forms import text_of, whole
from scanner.sources.terraform.functions.site import Function, Site, unknown_call
from scanner.sources.texts import json_text
from scanner.sources.values import join_text
from scanner.unknown import ANY, ARRAY, STRING, Unknown, has_unknown


def sorted_json(value: Any) -> Any:
    """A value with its objects' keys in order, as Terraform writes them."""
    if isinstance(value, dict):
        return {name: sorted_json(value[name]) for name in sorted(value)}
    return [sorted_json(item) for item in value] if isinstance(value, list) else value


def _json_encode(items: list[Any], site: Site) -> Any:
    value = sorted_json(whole(items[0]))
    return join_text(json_text(value)) if has_unknown(value) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json_decode(items: list[Any], site: Site) -> Any:
    value = items[0]
    if isinstance(value, Unknown):
        parsed = parse_json_text(value.parts) if value.parts is not None else None
        return parsed if parsed is not None else unknown_call("jsondecode", [value], ANY)
    return json.loads(text_of(value))


def _yaml_decode(items: list[Any], site: Site) -> Any:
    from scanner import documents

    return documents.to_python(documents.read(text_of(items[0]).encode(), "yamldecode").root)


def _yaml_encode(items: list[Any], site: Site) -> Any:
    """YAML as Terraform writes it: keys in order, texts in quotes, texts of several lines as literal blocks."""
    value = whole(items[0])
    pieces: list[Any] = []
    if not _yaml(value, "", pieces):
        return unknown_call("yamlencode", items, STRING)
    return join_text(pieces) if has_unknown(pieces) else "".join(pieces)


def _yaml(value: Any, indent: str, pieces: list[Any], inline: bool = False) -> bool:
    """Write a value behind what stands in its line; False where that cannot be told."""
    if isinstance(value, dict) and value:
        pieces.append("" if inline else "\n" if pieces else "")
        for place, name in enumerate(sorted(value)):
            pieces.append(f"{indent if place or not inline else ''}{json.dumps(name, ensure_ascii=False)}:")
            if not _yaml(value[name], f"{indent}  " if isinstance(value[name], dict) else indent, pieces):
                return False
        return True
    if isinstance(value, list) and value:
        pieces.append("" if inline else "\n" if pieces else "")
        for place, item in enumerate(value):
            pieces.append(f"{indent if place or not inline else ''}-")
            nested = isinstance(item, (dict, list)) and bool(item)
            pieces.append(" " if nested else "")
            if not _yaml(item, f"{indent}  ", pieces, nested):
                return False
        return True
    before = " " if pieces else ""
    if isinstance(value, Unknown):
        pieces.extend([f'{before}"', value, '"\n'])
        return value.types == STRING and value.one_of is None
    if isinstance(value, str) and "\n" in value:
        lines = value.split("\n")
        mark = "-" if lines[-1] else "" if len(lines) > 1 and lines[-2] else "+"
        body = "".join(f"{indent}  {line}".rstrip(" ") + "\n" for line in (lines if lines[-1] else lines[:-1]))
        pieces.append(f"{before}|{mark}\n{body}")
        return True
    if value == [] or value == {}:
        pieces.append(f"{before}{'[]' if isinstance(value, list) else '{}'}\n")
        return True
    if value is not None and not isinstance(value, (str, bool, int, float)):
        return False
    pieces.append(f"{before}{json.dumps(value, ensure_ascii=False)}\n")
    return True


def _base64(items: list[Any], site: Site) -> Any:
    """The text as base64. What embeds an unknown text keeps it, so that user data reads the same as CloudFormation's Fn::Base64."""
    value = items[0]
    if isinstance(value, Unknown):
        from scanner.canonical import Base64

        return Base64(value)
    return base64.b64encode(text_of(value).encode()).decode()


def _digest(name: str, encode: Callable[[bytes], str]) -> Callable[[list[Any], Site], str]:
    def compute(items: list[Any], site: Site) -> str:
        return encode(hashlib.new(name, text_of(items[0]).encode(), usedforsecurity=False).digest())

    return compute


def _hexadecimal(data: bytes) -> str:
    return data.hex()


def _as_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _url(items: list[Any], site: Site) -> str:
    from urllib.parse import quote_plus

    return quote_plus(text_of(items[0]))


def _csv(items: list[Any], site: Site) -> list[Any]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text_of(items[0])))]


FUNCTIONS: Final = {
    "base64decode": Function(lambda items, site: base64.b64decode(text_of(items[0]), validate=True).decode(), STRING),
    "base64encode": Function(_base64, STRING, partial=True),
    "base64gzip": Function(lambda items, site: unknown_call("base64gzip", items, STRING), STRING, partial=True),
    "base64sha256": Function(_digest("sha256", _as_base64), STRING),
    "base64sha512": Function(_digest("sha512", _as_base64), STRING),
    "csvdecode": Function(_csv, ARRAY),
    "jsondecode": Function(_json_decode, ANY, partial=True),
    "jsonencode": Function(_json_encode, STRING, partial=True),
    "md5": Function(_digest("md5", _hexadecimal), STRING),
    "sha1": Function(_digest("sha1", _hexadecimal), STRING),
    "sha256": Function(_digest("sha256", _hexadecimal), STRING),
    "sha512": Function(_digest("sha512", _hexadecimal), STRING),
    "textencodebase64": Function(lambda items, site: _as_base64(text_of(items[0]).encode(text_of(items[1]))), STRING, 2, 2),
    "urlencode": Function(_url, STRING),
    "yamldecode": Function(_yaml_decode, ANY),
    "yamlencode": Function(_yaml_encode, STRING, partial=True),
}
