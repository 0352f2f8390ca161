"""Functions that read files, of the scanned tree alone, and those on paths."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Callable
from typing import Any, Final

from scanner.sources.terraform import hcl
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import text_of, whole
from scanner.sources.terraform.functions.site import Function, Site, unknown_call
from scanner.sources.terraform.nodes import File
from scanner.sources.terraform.scope import OUTSIDE, Run, Scope
from scanner.sources.terraform.template_syntax import without_last_newline
from scanner.unknown import ARRAY, BOOLEAN, STRING, OpenObject, Unknown


def _content(value: Any, site: Site) -> bytes | Unknown:
    """The content of a file that a text names, Unknown where it cannot be read from here."""
    name = text_of(value)
    data = site.scope.run.content(name)
    if isinstance(data, bytes):
        return data
    return Unknown(
        reason=f"file {name[:80]!r} is not read: {data}", types=STRING, identity=("file", site.scope.run.directory, name), settle="a plan"
    )


def _text(data: bytes | Unknown) -> Any:
    return data if isinstance(data, Unknown) else data.decode("utf-8", "strict")


def _file(items: list[Any], site: Site) -> Any:
    return _text(_content(items[0], site))


def _file_base64(items: list[Any], site: Site) -> Any:
    data = _content(items[0], site)
    return data if isinstance(data, Unknown) else base64.b64encode(data).decode()


def _hash(name: str, encode: Callable[[bytes], str]) -> Callable[[list[Any], Site], Any]:
    def compute(items: list[Any], site: Site) -> Any:
        data = _content(items[0], site)
        if isinstance(data, Unknown):
            return unknown_call(site.name, [items[0], data], STRING)
        return encode(hashlib.new(name, data, usedforsecurity=False).digest())

    return compute


def _exists(items: list[Any], site: Site) -> Any:
    found = site.scope.run.content(text_of(items[0]))
    if isinstance(found, bytes):
        return True
    return unknown_call("fileexists", [site.scope.run.directory, items[0]], BOOLEAN) if found == OUTSIDE else False


class _Variables:
    """What a template file sees: the variables that it is given, and nothing else."""

    def __init__(self, given: dict[str, Any], hidden: Unknown | OpenObject | None) -> None:
        self.given = given
        self.hidden = hidden

    def name(self, name: str, scope: Scope, span: Any) -> Any:
        """A variable."""
        if name in self.given:
            return self.given[name]
        if self.hidden is not None:
            return Unknown(reason=self.hidden.reason, identity=("template variable", name))
        raise scope.wrong(f"the template has no variable {name!r}", span)


def _template_file(items: list[Any], site: Site) -> Any:
    data = _content(items[0], site)
    if isinstance(data, Unknown):
        return unknown_call("templatefile", [data, *items[1:]], STRING)
    return rendered(
        data.decode("utf-8", "strict"),
        items[1],
        site.scope.run,
        posixpath.normpath(posixpath.join(site.scope.run.directory, text_of(items[0]))),
    )


def _template_string(items: list[Any], site: Site) -> Any:
    if isinstance(items[0], Unknown):
        return unknown_call("templatestring", items, STRING)
    return rendered(text_of(items[0]), items[1], site.scope.run, site.scope.file.name)


def rendered(text: str, variables: Any, run: Run, name: str) -> Any:
    """A template with its variables; ValueError where it cannot be meant."""
    given = whole(variables) if not isinstance(variables, dict) else variables
    hidden = given if isinstance(given, (Unknown, OpenObject)) else None
    known = given if isinstance(given, dict) else dict(given.known) if isinstance(given, OpenObject) else {}
    if hidden is None and not isinstance(given, dict):
        raise ValueError("its variables are a map")
    parsed, file = parse_template(name, text)
    scope = Scope(_Variables(known, hidden), file, run)
    found = evaluate(parsed, scope)
    return found if isinstance(found, (str, Unknown)) else text_of(found)


def parse_template(name: str, text: str) -> tuple[Any, File]:
    """A template of a file of its own as an expression."""
    data = f"x = <<PLIMSOLL_TEMPLATE\n{text}\nPLIMSOLL_TEMPLATE\n".encode()
    body, errors = hcl.read(name, data)
    if errors or "x" not in body.arguments:
        reason = errors[0].message if errors else "it cannot be read"
        raise ValueError(f"{name}: {reason}")
    argument = body.arguments["x"]
    return without_last_newline(argument.value), argument.file


FUNCTIONS: Final = {
    "abspath": Function(lambda items, site: unknown_call("abspath", items, STRING), STRING, partial=True),
    "basename": Function(lambda items, site: posixpath.basename(text_of(items[0])), STRING),
    "dirname": Function(lambda items, site: posixpath.dirname(text_of(items[0])) or ".", STRING),
    "file": Function(_file, STRING),
    "filebase64": Function(_file_base64, STRING),
    "filebase64sha256": Function(_hash("sha256", lambda data: base64.b64encode(data).decode()), STRING),
    "filebase64sha512": Function(_hash("sha512", lambda data: base64.b64encode(data).decode()), STRING),
    "fileexists": Function(_exists, BOOLEAN),
    "filemd5": Function(_hash("md5", bytes.hex), STRING),
    "fileset": Function(lambda items, site: unknown_call("fileset", [site.scope.run.directory, *items], ARRAY), ARRAY, 2, 2, partial=True),
    "filesha1": Function(_hash("sha1", bytes.hex), STRING),
    "filesha256": Function(_hash("sha256", bytes.hex), STRING),
    "filesha512": Function(_hash("sha512", bytes.hex), STRING),
    "pathexpand": Function(
        lambda items, site: items[0] if not text_of(items[0]).startswith("~") else unknown_call("pathexpand", items, STRING), STRING
    ),
    "templatefile": Function(_template_file, STRING, 2, 2, partial=True),
    "templatestring": Function(_template_string, STRING, 2, 2, partial=True),
}
