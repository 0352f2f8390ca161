"""What a PowerShell boot script sets for the ECS agent on Windows: Initialize-ECSAgent and machine environment variables.

Only these statements and assignments of texts are followed (there is no PowerShell grammar among our libraries); what may change them
otherwise is reported as hidden.
"""

from __future__ import annotations

import re

from scanner.functions.holes import HOLE, Holes, has_hole
from scanner.patterns import regex
from scanner.records import dataclass, field

TOKEN = regex(
    r"""(?P<comment>\#[^\n]*|<\#.*?\#>)|(?P<double>"(?:[^"`]|`.|"")*")|(?P<single>'(?:[^']|'')*')|(?P<end>[\n;])|(?P<brace>[{}])"""
    r"""|(?P<space>[ \t\r]+|`\n)|(?P<word>(?:[^\s"'{};\#`]|`[^\n])+)|(?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)
SET_VARIABLE = regex(r"\[(?:System\.)?Environment\]::SetEnvironmentVariable\(", re.IGNORECASE)
RUNS_MORE = frozenset(("iex", "invoke-expression", "&", ".", "start-process", "powershell", "powershell.exe", "python", "python.exe"))


@dataclass(slots=True)
class Found:
    """What a script sets."""

    settings: list[tuple[str, str, bool]] = field(default_factory=list)
    """(key, value, whether it hangs on a condition), in order."""
    hidden: list[str] = field(default_factory=list)


def agent_settings(code: str, holes: Holes) -> Found:
    """The agent's settings in a script (with holes), in order."""
    found = Found()
    variables: dict[str, str] = {}
    depth = 0
    statement: list[str] = []
    for match in TOKEN.finditer(code + "\n"):
        kind = match.lastgroup
        if kind in ("comment", "space"):
            continue
        if kind in ("end", "brace"):
            _follow(statement, variables, depth > 0, found, holes)
            statement = []
            depth = max(0, depth + (match[0] == "{") - (match[0] == "}"))
            continue
        statement.append(match[0])
    return found


def _follow(words: list[str], variables: dict[str, str], doubtful: bool, found: Found, holes: Holes) -> None:
    """One statement."""
    if not words:
        return
    text = " ".join(words)
    assigned = re.match(r"\$(?:env:)?(\w+)\s*=\s*(.*)", text, re.DOTALL)
    if assigned:
        value = holes.unknown("it hangs on a condition of the script") if doubtful else _value(assigned[2], variables, holes)
        variables[assigned[1].lower()] = value
        if text.lower().startswith("$env:ecs_"):
            found.settings.append((assigned[1].upper(), value, doubtful))
        return
    if words[0].lower() == "initialize-ecsagent":
        _initialize(words[1:], variables, doubtful, found, holes)
    elif SET_VARIABLE.search(text):
        inside = SET_VARIABLE.split(text, maxsplit=1)[1].rstrip(") ")
        arguments = [_value(part.strip(" ,)"), variables, holes) for part in re.findall(r"""\s*("[^"]*"|'[^']*'|[^,]+)""", inside)]
        arguments = [argument for argument in arguments if argument]
        if len(arguments) >= 2 and arguments[0].upper().startswith("ECS_"):
            found.settings.append((arguments[0].upper(), arguments[1], doubtful))
    elif words[0].lower() in RUNS_MORE or has_hole(words[0]):
        found.hidden.append(f"the script runs {holes.show(text)}")


def _initialize(words: list[str], variables: dict[str, str], doubtful: bool, found: Found, holes: Holes) -> None:
    """`Initialize-ECSAgent -Cluster name ...`."""
    for index, word in enumerate(words):
        name, colon, given = word.partition(":")
        if name.lower() == "-cluster":
            value = given if colon and given else words[index + 1] if index + 1 < len(words) else ""
            found.settings.append(("ECS_CLUSTER", _value(value, variables, holes), doubtful))
        elif word.lower() == "-enabletaskiamrole":
            found.settings.append(("ECS_ENABLE_TASK_IAM_ROLE", "true", doubtful))
        elif word.startswith("@"):
            found.hidden.append("the script passes its arguments to Initialize-ECSAgent by splatting")


def _value(text: str, variables: dict[str, str], holes: Holes) -> str:
    """A text literal or variable; everything else is unknown."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    bare = re.fullmatch(r"[\w./:@%+,=~\-\\$]*", HOLE.sub("x", text))
    if len(text) > 1 and text[0] == text[-1] == '"':
        text, bare = text[1:-1], re.match("", "")
    if bare is None or "$(" in text or "`" in text:
        return holes.unknown(f"the script computes {holes.show(text)}")
    return re.sub(r"\$\{?(?:env:)?(\w+)\}?", lambda match: _variable(match[1], variables, holes), text)


def _variable(name: str, variables: dict[str, str], holes: Holes) -> str:
    """A variable's value."""
    value = variables.get(name.lower())
    return value if value is not None else holes.unknown(f"${name} is known on the machine only")
