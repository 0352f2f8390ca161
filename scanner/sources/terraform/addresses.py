"""Addresses of resources: `module.app["a.b"].aws_ecs_service.web[0]`.

Terraform CLI, "Resource Address Reference"; keys are quoted as HCL quotes texts.
"""

from __future__ import annotations

from typing import Final

from scanner.patterns import regex

_KEY: Final = regex(r"\[(?:\d+|\*|\"(?:[^\"\\]|\\.)*\")\]")
_PART: Final = regex(r"(?:[^.\[\"]|\[(?:\"(?:[^\"\\]|\\.)*\"|[^\]\"]*)\]|[\[\"])+")
_QUOTED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def shown_key(key: int | str | None) -> str:
    """An instance's key as an address has it."""
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    quoted = "".join(_QUOTED.get(letter, letter) for letter in key)
    return '["' + quoted.replace("${", "$${").replace("%{", "%%{") + '"]'


def address_parts(text: str) -> list[str]:
    """An address or reference at its dots, those inside keys left alone: `module.a["x.y"].id` -> module, a["x.y"], id."""
    return _PART.findall(text) or [text]


def without_keys(text: str) -> str:
    """An address without the keys of its instances."""
    return _KEY.sub("", text)


def modules_of(address: str) -> list[str]:
    """The names of the module calls of an address: `module.a["x"].module.b.aws_vpc.v[0]` -> a, b."""
    parts = address_parts(address)
    found: list[str] = []
    while len(parts) > 2 * len(found) + 1 and parts[2 * len(found)] == "module":
        found.append(without_keys(parts[2 * len(found) + 1]))
    return found


def name_of(address: str) -> str:
    """The name of the resource of an address."""
    return without_keys(address_parts(address)[-1])
