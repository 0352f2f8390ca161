"""Words of a shell script as it would see them: quotes removed, variables and substitutions put in, split into fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scanner.functions.holes import has_hole
from scanner.unknown import STRING, Unknown

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter, State

POSITIONAL = ("@", "*", "#", *(str(number) for number in range(10)))
ENVIRONMENT = frozenset(
    (
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "PWD",
        "OLDPWD",
        "HOSTNAME",
        "LANG",
        "LC_ALL",
        "TERM",
        "UID",
        "EUID",
        "RANDOM",
        "SECONDS",
        "LINENO",
        "BASH",
        "BASH_VERSION",
        "OSTYPE",
        "HOSTTYPE",
        "MACHTYPE",
        "PPID",
        "IFS",
        "?",
        "$",
        "!",
        "-",
        "_",
        "0",
        "BASH_SOURCE",
    )
)
"""Variables that have a value although the script does not set them."""
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}


def text_of(node: Any) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def expand(shell: Interpreter, node: Any) -> list[str]:
    """The fields that a word becomes: none for an empty unquoted variable, several where one holds spaces."""
    fields: list[str] = []
    current: str | None = None
    for text, splits in _pieces(shell, node):
        if not splits:
            current = (current or "") + text
            continue
        words = re.split(r"[ \t\n]+", text)
        for index, word in enumerate(words):
            if index:
                if current is not None:
                    fields.append(current)
                current = None
            if word:
                current = (current or "") + word
    if current is not None:
        fields.append(current)
    return [shell.limit(field) for field in fields]


def joined(shell: Interpreter, node: Any) -> str:
    """A word as one text, not split: the value of an assignment, the body of a here-document's start, a file's name."""
    return shell.limit("".join(text for text, _ in _pieces(shell, node)))


def _pieces(shell: Interpreter, node: Any) -> list[tuple[str, bool]]:
    """The parts of a word as (text, whether spaces in it separate fields)."""
    kind = node.type
    if kind == "concatenation":
        return [piece for child in node.children for piece in _pieces(shell, child)]
    if kind == "raw_string":
        return [(text_of(node)[1:-1], False)]
    if kind == "ansi_c_string":
        return [(ansi_c(text_of(node)[2:-1]), False)]
    if kind in ("string", "translated_string"):
        text = quoted(shell, node, node.start_byte + (text_of(node).find('"') + 1), node.end_byte - 1, '$`"\\')
        return [(text, False)]
    value = substitution(shell, node)
    if value is not None:
        return [(value, True)]
    if kind in ("word", "number", "variable_name", "regex", "extglob_pattern", "special_variable_name"):
        return [(re.sub(r"\\(\n|.)", lambda match: "" if match[1] == "\n" else match[1], text_of(node), flags=re.DOTALL), False)]
    if kind == "array":
        return [(" ".join(word for child in node.named_children for word in expand(shell, child)), True)]
    if kind == "brace_expression":
        return [(shell.holes.unknown(f"the script counts {text_of(node)}"), False)]
    return [(text_of(node), False)]


def quoted(shell: Interpreter, node: Any, start: int, end: int, escapable: str) -> str:
    """The text between two byte offsets of a node, with the substitutions among its children put in.

    A backslash is removed only before one of `escapable` or a newline (double quotes, here-documents).
    """
    source = node.text or b""
    offset = node.start_byte
    parts: list[str] = []
    at = start
    for child in node.named_children:
        if child.start_byte < at or child.end_byte > end:
            continue
        value = substitution(shell, child)
        if value is None:
            continue
        parts.append(_unescaped(source[at - offset : child.start_byte - offset], escapable))
        parts.append(value)
        at = child.end_byte
    parts.append(_unescaped(source[at - offset : end - offset], escapable))
    return "".join(parts)


def _unescaped(source: bytes, escapable: str) -> str:
    """Literal text between quotes."""
    text = source.decode("utf-8", "replace")
    return re.sub(
        r"\\(\n|.)", lambda match: "" if match[1] == "\n" else match[1] if match[1] in escapable else match[0], text, flags=re.DOTALL
    )


def ansi_c(text: str) -> str:
    """The text of `$'...'`, and of printf's and echo -e's escapes."""

    def character(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 8) & 0xFF)
        if match[2]:
            return chr(int(match[2], 16))
        return ESCAPES.get(match[3], match[0])

    return re.sub(r"\\(?:0?([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", character, text, flags=re.DOTALL)


def substitution(shell: Interpreter, node: Any) -> str | None:
    """The value of a variable, a command or an arithmetic substitution; None where the node is none of them."""
    kind = node.type
    if kind == "simple_expansion":
        return value_of(shell, shell.state, text_of(node)[1:])
    if kind == "expansion":
        return _braces(shell, node)
    if kind == "command_substitution":
        return command_output(shell, node)
    if kind in ("arithmetic_expansion", "process_substitution"):
        return shell.holes.unknown(f"the script computes {shell.holes.show(text_of(node))}")
    return None


def command_output(shell: Interpreter, node: Any) -> str:
    """What a `$(...)` prints, without trailing newlines."""
    children = [child for child in node.named_children if child.type != "comment"]
    if len(children) == 1 and children[0].type == "file_redirect":  # $(< file)
        return shell.holes.unknown(f"the script reads {shell.holes.show(text_of(children[0]))}")
    printed = shell.isolated(lambda: "".join(shell.follow(child) for child in children))
    return printed.rstrip("\n")


def value_of(shell: Interpreter, state: State, name: str) -> str:
    """A variable's value at a state; empty where nothing sets it."""
    if name in state.variables:
        return state.variables[name]
    given = shell.unset(name)
    if given is not None:
        return given
    if name in ENVIRONMENT or state.unsure:
        value = shell.holes.unknown(state.unsure or f"${name} is known on the machine only")
        state.variables[name] = value
        return value
    return ""


def _braces(shell: Interpreter, node: Any) -> str:
    """`${...}` in its usual forms; the rest is unknown."""
    text = text_of(node)
    match = re.fullmatch(r"\$\{(\w+|[@*#?$!-])((?::?[-=+?]|\^\^|,,|:).*)?\}", text, flags=re.DOTALL)
    if match is None:
        return shell.holes.unknown(f"the script computes {shell.holes.show(text)}")
    name, rest = match[1], match[2] or ""
    value = value_of(shell, shell.state, name)
    if not rest:
        return value
    is_set = name in shell.state.variables or value != ""
    operator = next((one for one in (":-", ":=", ":+", ":?", "^^", ",,", "-", "=", "+", "?") if rest.startswith(one)), "")
    known = not has_hole(value) or _never_empty(shell, value)
    if operator in (":-", "-", ":=", "=", ":?", "?"):
        if known and (value if operator.startswith(":") else is_set):
            return value
        other = "".join(joined(shell, child) for child in node.named_children[1:])
        if has_hole(value):
            return alternatives(shell, [value, other], f"${name} may be empty")
        if operator.endswith("="):
            shell.state.variables[name] = other
        return other if not operator.endswith("?") else value
    if operator in (":+", "+") and known:
        return "".join(joined(shell, child) for child in node.named_children[1:]) if value else ""
    if operator in ("^^", ",,") and not has_hole(value) and rest == operator:
        return value.upper() if operator == "^^" else value.lower()
    return shell.holes.unknown(f"the script computes {shell.holes.show(text)}")


def _never_empty(shell: Interpreter, value: str) -> bool:
    """Whether a text with holes certainly has a character."""
    decoded = shell.holes.decode(value)
    return bool(decoded) if isinstance(decoded, str) else decoded.truthy


def alternatives(shell: Interpreter, values: list[str], reason: str) -> str:
    """A text that is one of several, we cannot tell which."""
    one_of = tuple(shell.holes.decode(value) for value in values)
    return shell.holes.mark(Unknown(reason, types=STRING, one_of=one_of))


def set_arguments(state: State, arguments: list[str]) -> None:
    """Set `$1`, `$2`, ..., `$@` and `$#`."""
    for number in range(1, 10):
        state.variables[str(number)] = arguments[number - 1] if number <= len(arguments) else ""
    state.variables["@"] = state.variables["*"] = " ".join(arguments)
    state.variables["#"] = str(len(arguments))


def assigned(node: Any) -> list[str]:
    """The variables that a block may set."""
    names: dict[str, None] = {}
    stack = [node]
    while stack:
        item = stack.pop()
        if item.type == "variable_assignment":
            name = item.child_by_field_name("name")
            if name is not None:
                names[text_of(name)] = None
        elif item.type == "command" and text_of(item).startswith("read "):
            names.update(dict.fromkeys(word for word in text_of(item).split()[1:] if re.fullmatch(r"[A-Za-z_]\w*", word)))
        stack.extend(item.named_children)
    return list(names)


def decide(shell: Interpreter, conditions: list[Any]) -> bool | None:
    """Whether `[ ... ]` holds, where it compares known texts; None where it cannot be told."""
    tests = [condition for condition in conditions if condition.is_named and not condition.is_missing]
    if len(tests) != 1 or tests[0].type != "test_command":
        return None
    children = tests[0].named_children
    if len(children) != 1:
        return None
    return _holds(shell, children[0])


def _holds(shell: Interpreter, test: Any) -> bool | None:
    """One test: -n, -z, =, ==, !=."""
    operators = [text_of(child) for child in test.children if not child.is_named or child.type == "test_operator"]
    operands = [child for child in test.named_children if child.type != "test_operator"]
    if test.type == "unary_expression" and operators[:1] in (["-n"], ["-z"]) and len(operands) == 1:
        value = joined(shell, operands[0])
        if has_hole(value) and not _never_empty(shell, value):
            return None
        return bool(value) == (operators[0] == "-n")
    if test.type == "binary_expression" and operators[:1] in (["="], ["=="], ["!="]) and len(operands) == 2:
        left, right = joined(shell, operands[0]), joined(shell, operands[1])
        if has_hole(left) or has_hole(right) or any(mark in right for mark in "*?["):
            return None
        return (left == right) == (operators[0] != "!=")
    return None
