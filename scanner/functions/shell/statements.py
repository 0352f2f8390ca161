"""How each kind of statement is followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scanner.functions.holes import has_hole
from scanner.functions.shell import commands, expansion, redirects

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter

Way = Callable[[], str]
"""Follows one way that a script may take; what it prints."""
MOST_TURNS = 64
"""A `for` loop over more words is not followed turn by turn."""
CONDITIONS = frozenset(("test_command", "negated_command"))
QUESTIONS = frozenset(
    (
        "[",
        "[[",
        "test",
        "grep",
        "egrep",
        "fgrep",
        "which",
        "type",
        "command",
        "hash",
        "false",
        "pgrep",
        "pidof",
        "ping",
        "nc",
        "diff",
        "cmp",
    )
)
"""Commands that ask: what follows them after && or || hangs on the answer."""


def children(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """A block: every statement in order."""
    printed = []
    nodes = node.children
    for index, child in enumerate(nodes):
        if not child.is_named or child.type == "comment":
            continue
        behind = index + 1 < len(nodes) and nodes[index + 1].type == "&"
        before, shell.waits = shell.waits, shell.waits and not behind
        try:
            printed.append(shell.isolated(lambda child=child: shell.follow(child, stdin)) if behind else shell.follow(child, stdin))  # type: ignore[misc]  # mypy cannot infer a lambda's default
        finally:
            shell.waits = before
    return shell.limit("".join(printed))


def _error(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """What cannot be parsed: bash runs what stands before and stops here, unless it reads more than our grammar does."""
    shell.errors += 1
    path = next((path for path in shell.watched if path.rsplit("/", 1)[-1] in expansion.text_of(node)), None)
    shell.hide(f"line {node.start_point[0] + 1} of the script cannot be parsed", path)
    shell.may_end()
    return ""


def _list(shell: Interpreter, node: Any, stdin: str | None, last: Way | None = None) -> str:
    """`a && b`, `a || b`; `last` follows b where it is redirected."""
    left, operator, right = node.children[0], node.children[1].type, node.children[-1]
    follow_right = last or (lambda: shell.follow(right, stdin))
    printed = shell.follow(left, stdin)
    asks = _asks(left)
    if operator == "&&":
        if asks is False:
            return printed + follow_right()
    elif expansion.text_of(right).strip() in ("true", ":"):
        return printed
    condition = expansion.text_of(left)
    return printed + shell.branch([follow_right, lambda: ""], shell.holes.show(condition))


def _asks(node: Any) -> bool:
    """Whether a statement is a question, so that its status is not taken to be success."""
    while node.type in ("list", "pipeline", "redirected_statement"):
        node = node.named_children[-1] if node.type == "pipeline" else node.named_children[0]
    if node.type in CONDITIONS:
        return True
    name = node.child_by_field_name("name") if node.type == "command" else None
    return name is not None and expansion.text_of(name) in QUESTIONS


def _if(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`if`: each branch is a way, and where there is no `else`, doing nothing."""
    conditions = node.children_by_field_name("condition")
    for condition in conditions:
        if not condition.is_missing and condition.is_named:
            shell.follow(condition, stdin)
    skipped = {condition.id for condition in conditions}
    body = [
        child for child in node.named_children if child.id not in skipped and child.type not in ("elif_clause", "else_clause", "comment")
    ]
    others = [child for child in node.named_children if child.type in ("elif_clause", "else_clause")]
    if any(child.is_missing for child in node.children):
        return _error(shell, node, stdin)
    truth = expansion.decide(shell, conditions)
    ways: list[Way] = [lambda: _sequence(shell, body, stdin), lambda: _elses(shell, others, stdin)]
    if truth is not None:
        return ways[0]() if truth else ways[1]()
    return shell.branch(ways, "if " + shell.holes.show(expansion.text_of(conditions[0])) if conditions else "if")


def _elses(shell: Interpreter, clauses: list[Any], stdin: str | None) -> str:
    """The rest of an `if`: the next `elif`, the `else`, or nothing."""
    if not clauses:
        return ""
    clause, rest = clauses[0], clauses[1:]
    if clause.type == "else_clause":
        return _sequence(shell, clause.named_children, stdin)
    condition, body = clause.named_children[:1], clause.named_children[1:]
    truth = expansion.decide(shell, condition)
    ways: list[Way] = [lambda: _sequence(shell, body, stdin), lambda: _elses(shell, rest, stdin)]
    if truth is not None:
        return ways[0]() if truth else ways[1]()
    return shell.branch(ways, "elif")


def _sequence(shell: Interpreter, nodes: list[Any], stdin: str | None) -> str:
    """Statements in order."""
    return shell.limit("".join(shell.follow(child, stdin) for child in nodes if child.type != "comment"))


def _case(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`case`: each item is a way, and doing nothing."""
    items = [child for child in node.named_children if child.type == "case_item"]
    ways: list[Way] = []
    for item in items:
        patterns = {value.id for value in item.children_by_field_name("value")}
        body = [child for child in item.named_children if child.id not in patterns]
        ways.append(lambda body=body: _sequence(shell, body, stdin))  # type: ignore[misc]  # mypy cannot infer a lambda's default
    if not any(expansion.text_of(value) == "*" for item in items for value in item.children_by_field_name("value")):
        ways.append(lambda: "")
    return shell.branch(ways, "case " + shell.holes.show(expansion.text_of(node.child_by_field_name("value") or node)))


def _for(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`for x in words`: turn by turn where the words are known, else any number of turns."""
    variable = node.child_by_field_name("variable")
    body = node.child_by_field_name("body")
    if variable is None or body is None:
        return _loop(shell, node, stdin)
    fields = [word for value in node.children_by_field_name("value") for word in expansion.expand(shell, value)]
    name = expansion.text_of(variable)
    if any(has_hole(word) or "*" in word or "{" in word for word in fields) or len(fields) > MOST_TURNS or not fields:
        return _turns(shell, [name], body, stdin)
    printed = []
    for word in fields:
        shell.state.variables[name] = word
        printed.append(shell.follow(body, stdin))
    return shell.limit("".join(printed))


def _loop(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`while`, `until`, `for ((...))`: any number of turns."""
    body = node.child_by_field_name("body")
    for condition in node.children_by_field_name("condition"):
        if condition.is_named:
            shell.follow(condition, stdin)
    return _turns(shell, [], body, stdin) if body is not None else ""


def _turns(shell: Interpreter, names: list[str], body: Any, stdin: str | None) -> str:
    """Any number of turns of a body whose variables change from turn to turn."""
    changed = [*names, *expansion.assigned(body)]

    def turn() -> str:
        for name in changed:
            shell.state.variables[name] = shell.holes.unknown(f"${name} changes in a loop")
        printed = shell.follow(body, stdin)
        for name in changed:
            shell.state.variables[name] = shell.holes.unknown(f"${name} changes in a loop")
        return printed

    return shell.branch([turn, lambda: ""], "a loop")


def _redirected(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """A statement with redirections. The grammar hangs those of `a && b > file` and `a | b > file` on the whole; they are b's."""
    body = node.child_by_field_name("body")
    if body is None or body.type not in ("list", "pipeline"):
        return redirects.redirected(shell, node, body, stdin)
    right = body.named_children[-1]
    if body.type == "list":
        return _list(shell, body, stdin, lambda: redirects.redirected(shell, node, right, stdin))
    before = _stages(shell, body.named_children[:-1], stdin)
    return shell.isolated(lambda: redirects.redirected(shell, node, right, before))


def _pipeline(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`a | b`."""
    return _stages(shell, node.named_children, stdin) or ""


def _stages(shell: Interpreter, stages: list[Any], stdin: str | None) -> str | None:
    """The commands of a pipeline: what one prints, the next one reads."""
    printed = stdin
    for child in stages:
        if child.type != "comment":
            text = printed
            printed = shell.isolated(lambda child=child, text=text: shell.follow(child, text))  # type: ignore[misc]  # mypy cannot infer a lambda's default
    return printed


def _subshell(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`( ... )`."""
    return shell.isolated(lambda: children(shell, node, stdin))


def _function(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`name() { ... }`: kept until it is called."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is not None and body is not None:
        shell.functions[expansion.text_of(name)] = body
    return ""


def _negated(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`! a`."""
    return _sequence(shell, node.named_children, stdin)


def _nothing(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """No effect that we follow."""
    return ""


STATEMENTS: dict[str, Callable[[Interpreter, Any, str | None], str]] = {
    "ERROR": _error,
    "list": _list,
    "if_statement": _if,
    "case_statement": _case,
    "for_statement": _for,
    "while_statement": _loop,
    "c_style_for_statement": _loop,
    "pipeline": _pipeline,
    "subshell": _subshell,
    "function_definition": _function,
    "negated_command": _negated,
    "redirected_statement": _redirected,
    "command": commands.command,
    "declaration_command": commands.declaration,
    "variable_assignment": commands.assignment,
    "unset_command": commands.unset,
    "test_command": _nothing,
    "comment": _nothing,
    "heredoc_body": _nothing,
}
"""How each kind of statement is followed; every other kind is a block."""
