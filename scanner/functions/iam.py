"""Whether policy statements allow an action: the part of IAM's evaluation logic that needs no request context.

IAM user guide, "Policy evaluation logic": an explicit Deny wins, else an Allow is needed, else denied.
"""

from __future__ import annotations

from typing import Any

from scanner.functions import globs, known_text
from scanner.functions.kleene import Truth, any_of, every, field, judge, negation
from scanner.patterns import regex
from scanner.unknown import STRING, Unknown

VARIABLE = regex(r"\$\{([^}]*)\}")
LITERAL_VARIABLES = {"*": "*", "?": "?", "$": "$"}


def iam_allows(statements: Any, action: str | Unknown | None, resource: str | Unknown | None) -> Truth:
    """Whether some statement allows the action on the resource and none denies it.

    Action and NotAction are compared without case, Resource and NotResource with it, each with `*` and `?`; a policy variable
    (`${aws:username}`) is an unknown text. A statement without Resource (a trust policy's) is about every resource; a Principal is
    not looked at. None where a Condition or something unknown decides; an unconditional Deny that matches decides at once.
    """
    if action is None or resource is None:
        return False
    allowed = any_of(statements, lambda statement: _applies(statement, "Allow", action, resource))
    denied = any_of(statements, lambda statement: _applies(statement, "Deny", action, resource))
    return every([allowed, negation(denied)])


def _applies(statement: Any, effect: str, action: str | Unknown, resource: str | Unknown) -> Truth:
    """Whether a statement has this effect on the request."""
    if statement is None:
        return False
    return every(
        [
            judge(field(statement, "Effect"), lambda value: _is(value, effect)),
            _names(statement, "Action", _lower(action), lower=True),
            _names(statement, "Resource", resource, lower=False),
            judge(field(statement, "Condition"), _is_unconditional),
        ]
    )


def _is(value: Any, effect: str) -> Truth:
    """Whether an Effect is this one."""
    if not isinstance(value, Unknown):
        return bool(value == effect)
    may_be = value.types & STRING and globs.may_match(globs.pieces(value), list(effect))
    return None if may_be else False


def _is_unconditional(condition: Any) -> Truth:
    """True where a statement has no condition; with one, it cannot be told whether it applies."""
    return True if condition is None or condition == {} else None


def _names(statement: Any, element: str, value: str | Unknown, *, lower: bool) -> Truth:
    """Whether `Action` or `NotAction` (`Resource`, `NotResource`) takes the value in."""
    positive, negative = field(statement, element), field(statement, "Not" + element)
    if negative is not None and not isinstance(negative, Unknown):
        return negation(judge(negative, lambda patterns: _listed(patterns, value, lower=lower)))
    if positive is None and negative is None:
        return element == "Resource"
    listed = judge(positive, lambda patterns: _listed(patterns, value, lower=lower))
    return listed if negative is None else None


def _listed(patterns: Any, value: str | Unknown, *, lower: bool) -> Truth:
    """Whether one of the patterns, a text or a list of texts, matches."""
    return any_of(patterns, lambda pattern: matches(pattern, value, lower=lower))


def matches(pattern: Any, value: str | Unknown, *, lower: bool) -> Truth:
    """Whether one pattern matches the value."""
    if value.__class__ is str and pattern.__class__ is str and "${" not in pattern:
        return known_text.glob(None, value, pattern.lower() if lower else pattern)
    text = globs.tokens(value)
    if isinstance(pattern, Unknown):
        if not pattern.types & STRING:
            return False
        tokens = [piece.lower() if lower and isinstance(piece, str) else piece for piece in globs.pieces(pattern)]
        own = any(token is piece or token == piece for token in tokens if isinstance(token, Unknown) for piece in (text or []))
        # an unknown part may hold wildcards of its own, unless it is a name that the value has too (an ARN of a resource has none)
        loose = [globs.STAR if isinstance(token, Unknown) else token for token in globs.glob_tokens(tokens)]
        if text is None or not globs.may_match(text, loose):
            return None if text is None else False
        return True if own and globs.must_match(text, globs.glob_tokens(tokens)) else None
    if not isinstance(pattern, str):
        return False
    wanted = _pattern_tokens(pattern.lower() if lower else pattern)
    return None if text is None else globs.matches(text, wanted)


def _pattern_tokens(pattern: str) -> list[Any]:
    """A pattern's tokens, its policy variables as unknown texts."""
    found: list[Any] = []
    at = 0
    for match in VARIABLE.finditer(pattern):
        found.extend(globs.glob_tokens(list(pattern[at : match.start()])))
        name = match[1]
        found.append(LITERAL_VARIABLES.get(name) or Unknown(f"the policy variable {match[0]} is known in a request only", types=STRING))
        at = match.end()
    found.extend(globs.glob_tokens(list(pattern[at:])))
    return found


def _lower(value: str | Unknown) -> str | Unknown:
    """An action in lower case, as far as it is known."""
    if isinstance(value, str):
        return value.lower()
    if value.parts is None:
        return value.but(prefix=value.prefix.lower(), suffix=value.suffix.lower())
    return value.but(parts=tuple(part.lower() if isinstance(part, str) else part for part in value.parts), prefix="", suffix="")
