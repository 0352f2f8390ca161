"""What becomes of a value under a name."""

from __future__ import annotations

import re
from typing import Final

from scanner.patterns import regex
from scanner.redaction.rules import (
    BOOLEAN,
    DETECTED,
    HIDDEN,
    LOOSE,
    NUMBER,
    PATH,
    REFERENCE,
    STRICT_REFERENCE,
    is_opaque,
    is_secret_name,
    is_simple,
    sensitive,
)

KEEP, HIDE, WALK = "keep", "hide", "walk"
"""The value stays; it goes as a whole; it is itself commands or a URL, and is read word by word."""
VARIABLE: Final = regex(rf"\$\{{\w+\}}|\$\w+|\$[@*?!]|[{HIDDEN}]")
_SCHEME: Final = regex(r"[a-z][a-z0-9+.-]*:(?:[a-z0-9]+:)*//", needs=("//",))
_PARAMETER: Final = regex(r"(?:/[A-Za-z_.-][\w.-]*){2,}", re.ASCII, needs=("/",))
"""The path of a parameter, or of a file."""
_UNQUOTED: Final = str.maketrans("", "", "\"'")
_NAMES: Final = regex(r"\$\{?([A-Za-z_]\w*)")
_SETTING: Final = regex(r"\b(ECS_\w+)=([^\s;|&>]*)")
_IMAGE: Final = regex(r"\bdocker\s+(?:push|tag|build|pull)\b([^\n]*)")
_OPTION: Final = regex(r"--(?:cluster|service|task-definition|repository-name|repository-names|image-ids?)[ =]+(\S+)")
_ARGUMENT: Final = regex(r"[\w-]+=\S*")
_MOST: Final = 40


def judge(name: str, value: str, flowing: frozenset[str] = frozenset()) -> str:
    """KEEP, HIDE or WALK. `flowing` are variables whose value ends in a setting, and so is one."""
    rules = sensitive()
    literal = VARIABLE.sub("", value).strip() if "$" in value or not value.isascii() else value.strip()
    if DETECTED.search(value):
        return HIDE
    if not any(character.isalnum() for character in literal):
        return KEEP if not literal or not is_secret_name(name) else HIDE
    if literal.startswith(("$(", "`")):
        return WALK
    if STRICT_REFERENCE.fullmatch(literal) or (_PARAMETER.fullmatch(literal) and not is_opaque(literal)):
        return KEEP
    if is_secret_name(name) or name in rules.secret_settings:
        return HIDE
    if name in rules.command_keys or "$(" in literal or "`" in literal or _SCHEME.match(literal):
        return WALK
    simple = LOOSE.fullmatch if name in rules.loose_settings else is_simple
    if (rules.is_setting(name) or name in flowing or name in rules.loose_settings) and simple(literal.translate(_UNQUOTED)):
        return HIDE if is_opaque(literal) else KEEP
    if BOOLEAN.fullmatch(literal) or NUMBER.fullmatch(literal) or REFERENCE.fullmatch(literal):
        return KEEP
    return KEEP if PATH.fullmatch(literal) and not is_opaque(literal) else HIDE


def flowing(text: str) -> frozenset[str]:
    """The variables whose value ends in an agent setting, or in an image that is built or pushed: they are settings too."""
    secret = sensitive().secret_settings
    ends = [value for name, value in _SETTING.findall(text) if name not in secret and not is_secret_name(name)]
    ends += [_ARGUMENT.sub("", line) for line in _IMAGE.findall(text)] + _OPTION.findall(text)
    names = {name for end in ends for name in _NAMES.findall(end) if not is_secret_name(name)}
    for _ in range(3):
        for name in sorted(names)[:_MOST]:
            for value in re.findall(rf"\b{re.escape(name)}(?:=|:[ \t]+)([^\s;|&>]*)", text):
                names.update(other for other in _NAMES.findall(value) if not is_secret_name(other))
    return frozenset(sorted(names)[:_MOST])
