"""The grammar: the stock parser of `jmespath`, bounded, with positions kept and its leniencies refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

import jmespath.ast
import jmespath.lexer
import jmespath.parser
from jmespath.exceptions import EmptyExpressionError, LexerError, ParseError

from scanner.errors import ExpressionError, get_close_matches
from scanner.jmes.nodes import Node

HIDDEN: Final = "_"
"""Functions whose names begin with it are called by rewritten trees only (`scanner.jmes.joins`)."""
SHOWN: Final = 40
"""A message quotes so many characters of what is wrong."""
MAX_CHARACTERS: Final = 8192
MAX_NESTING: Final = 64
"""Brackets inside brackets, and prefix operators in a row."""
MAX_NODES: Final = 2000
MAX_DEPTH: Final = 100
_ast: Any = jmespath.ast
_StockLexer: Any = jmespath.lexer.Lexer
_StockParser: Any = jmespath.parser.Parser
_WORDS: Final[Mapping[str, str]] = {"and": "&&", "or": "||", "not": "!"}
_WHITE: Final = " \t\r\n"


class _Lexer(_StockLexer):  # type: ignore[misc]  # the base class is untyped
    """The stock lexer with true end positions and literals in strict JSON."""

    def tokenize(self, expression: str) -> Iterator[dict[str, Any]]:
        for token in super().tokenize(expression):
            if token["type"] in ("literal", "quoted_identifier"):
                token["end"] = self._length if self._current is None else self._position
            elif token["type"] != "eof":
                size = len(str(token["value"])) if token["type"] != "number" else token["end"] - token["start"]
                token["end"] = token["start"] + size
            yield token

    def _consume_literal(self) -> dict[str, Any]:
        start = self._position
        text = self._consume_until("`").replace("\\`", "`")
        try:
            value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise _Refused(
                "what stands between backticks is not JSON", start, f"write '{_cut(text.strip())}' for a text, `\"...\"` for a JSON one"
            ) from error
        return {"type": "literal", "value": value, "start": start, "end": self._position}


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("number out of range")
    return value


class _Refused(Exception):
    """What our grammar refuses: message, offset, hint."""


class _Parser(_StockParser):  # type: ignore[misc]  # the base class is untyped
    """The stock parser, whose nodes get `start` and `end`, with strict commas and function names."""

    _CACHE: dict[str, Any] = {}  # noqa: RUF012 - the stock attribute, unused here

    def read(self, expression: str) -> dict[str, Any]:
        """The syntax tree as nested dicts."""
        self._tokens = list(_Lexer().tokenize(expression))
        self._index = 0
        tree: dict[str, Any] = self._expression(0)
        token = self._lookahead_token(0)
        if token["type"] != "eof":
            raise _Refused(f"unexpected {_shown(token)}", token["start"], _word_hint(token))
        return tree

    def _expression(self, binding_power: int = 0) -> dict[str, Any]:
        first = self._lookahead_token(0)
        self._advance()
        begin = getattr(self, f"_token_nud_{first['type']}", self._error_nud_token)
        left: dict[str, Any] = begin(first)
        if first["type"] != "lparen":
            self._mark(left, first["start"])
        while binding_power < self.BINDING_POWER[self._current_token()]:
            proceed = getattr(self, f"_token_led_{self._current_token()}", self._error_led_token)
            self._advance()
            left = self._mark(proceed(left), first["start"])
        return left

    def _mark(self, node: dict[str, Any], start: int) -> dict[str, Any]:
        node["start"] = start
        node["end"] = self._lookahead_token(-1)["end"]
        return node

    def _parse_multi_select_list(self) -> dict[str, Any]:
        start = self._lookahead_token(-1)["start"]
        return self._mark(super()._parse_multi_select_list(), start)

    def _parse_index_expression(self) -> dict[str, Any]:
        start = self._lookahead_token(-1)["start"]
        return self._mark(super()._parse_index_expression(), start)

    def _parse_multi_select_hash(self) -> dict[str, Any]:
        start = self._lookahead_token(-1)["start"]
        pairs = []
        while True:
            key = self._lookahead_token(0)
            self._match_multiple_tokens(["quoted_identifier", "unquoted_identifier"])
            self._match("colon")
            value = self._expression(0)
            pairs.append(self._mark(_ast.key_val_pair(key_name=key["value"], node=value), key["start"]))
            if self._current_token() != "comma":
                break
            self._advance()
        self._close("rbrace", "}")
        return self._mark(_ast.multi_select_dict(nodes=pairs), start)

    def _token_led_lparen(self, left: dict[str, Any]) -> dict[str, Any]:
        name = self._lookahead_token(-2)
        if left["type"] != "field" or name["type"] != "unquoted_identifier":
            raise _Refused("only a name can be called", name["start"], None)
        if left["value"].startswith(HIDDEN):
            raise _Refused(f'unknown function "{left["value"]}"', name["start"], "a function's name begins with a letter")
        arguments: list[dict[str, Any]] = []
        while self._current_token() != "rparen" or arguments:
            arguments.append(self._expression())
            if self._current_token() != "comma":
                break
            self._advance()
        self._close("rparen", ")")
        node: dict[str, Any] = _ast.function_expression(left["value"], arguments)
        return node

    def _close(self, kind: str, bracket: str) -> None:
        token = self._lookahead_token(0)
        if token["type"] == kind:
            self._advance()
        elif token["type"] == "eof":
            raise _Refused(f'the expression ends before "{bracket}"', token["start"], None)
        else:
            raise _Refused(f"unexpected {_shown(token)}", token["start"], f'a comma or "{bracket}" is missing before it')

    def _error_led_token(self, left: dict[str, Any]) -> NoReturn:
        token = self._lookahead_token(-1)
        raise _Refused(f"unexpected {_shown(token)}", token["start"], _word_hint(token))

    def _error_nud_token(self, token: dict[str, Any]) -> NoReturn:
        if token["type"] == "eof":
            raise _Refused("the expression is not complete", token["start"], None)
        raise _Refused(f"unexpected {_shown(token)}", token["start"], _word_hint(token))


def _cut(text: str) -> str:
    """A text as a message shows it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _shown(token: dict[str, Any]) -> str:
    return f"literal {json.dumps(token['value'])[:40]}" if token["type"] == "literal" else f'"{str(token["value"])[:40]}"'


def _word_hint(token: dict[str, Any]) -> str | None:
    operator = _WORDS.get(str(token["value"])) if token["type"] == "unquoted_identifier" else None
    return f'write "{operator}" for "{token["value"]}"' if operator else None


def parse(text: str) -> Node:
    """The positioned syntax tree of an expression; ExpressionError with a caret for what cannot be meant."""
    _bound(text)
    try:
        tree = _Parser().read(text)
        return _convert(text, tree)
    except _Refused as refused:
        message, offset, hint = refused.args
        raise ExpressionError(message, expression=text, offset=offset, hint=hint) from None
    except EmptyExpressionError:
        raise ExpressionError("the expression is empty", expression=text) from None
    except LexerError as error:
        raise ExpressionError(_lexer_message(error), expression=text, offset=error.lexer_position, hint=_lexer_hint(error)) from None
    except ParseError as error:
        offset = error.lex_position if error.lex_position is not None else len(text)
        if str(error.token_type) == "EOF":
            raise ExpressionError("the expression is not complete", expression=text, offset=len(text)) from None
        shown = f'unexpected "{error.token_value}"'
        raise ExpressionError(shown, expression=text, offset=offset, hint=_parse_hint(error)) from None
    except RecursionError:
        raise ExpressionError("the expression is nested too deeply", expression=text) from None
    except ValueError:
        raise ExpressionError("the expression holds a number that is too long", expression=text) from None


def _lexer_message(error: LexerError) -> str:
    message = str(error.message)
    if message.startswith("Unclosed"):
        return f"the {message.split()[1]} that begins here is not closed"
    if message.startswith("Unknown token"):
        return f'unexpected "{error.lexer_value}"'
    return f"what stands between double quotes is not a JSON text: {message[:1].lower()}{message[1:]}"


def _lexer_hint(error: LexerError) -> str | None:
    return 'write "==" to compare' if error.lexer_value == "=" else None


def _parse_hint(error: ParseError) -> str | None:
    if "Quoted identifier not allowed" in str(error.msg):
        return "a function's name has no quotes"
    return _word_hint({"type": str(error.token_type).lower(), "value": error.token_value})


def _bound(text: str) -> None:
    """Refuse what the parser should not even see: linear, not recursive."""
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(f"the expression has {len(text)} characters, more than {MAX_CHARACTERS}", expression=text[:200])
    nesting = prefixes = 0
    quote = ""
    escaped = False
    for offset, character in enumerate(text):
        if quote:
            if escaped or character == "\\":
                escaped = not escaped
            elif character == quote:
                quote = ""
        elif character in "'\"`":
            quote, prefixes = character, 0
        elif character in "([{":
            nesting, prefixes = nesting + 1, 0
            if nesting > MAX_NESTING:
                raise ExpressionError(f"brackets are nested deeper than {MAX_NESTING}", expression=text, offset=offset)
        elif character in "!&":
            prefixes += 1
            if prefixes > MAX_NESTING:
                raise ExpressionError(f"more than {MAX_NESTING} prefix operators in a row", expression=text, offset=offset)
        elif character not in _WHITE:
            prefixes = 0
            nesting -= character in ")]}"


def _convert(text: str, tree: dict[str, Any]) -> Node:
    """Dicts to Nodes, counting; what the stock parser made without a token of its own gets its parent's place."""
    count = 0

    def convert(node: dict[str, Any], parent: dict[str, Any], depth: int) -> Node:
        nonlocal count
        count += 1
        start, end = node.get("start", parent.get("start", 0)), node.get("end", parent.get("end", len(text)))
        if count > MAX_NODES:
            raise ExpressionError(f"the expression has more than {MAX_NODES} parts", expression=text, offset=start)
        if depth > MAX_DEPTH:
            raise ExpressionError(f"the expression is nested deeper than {MAX_DEPTH}", expression=text, offset=start)
        kind = node["type"]
        if kind == "expref" and parent.get("type") != "function_expression":
            raise ExpressionError('"&" is for arguments of functions only', expression=text, offset=start)
        node.setdefault("start", start)
        node.setdefault("end", end)
        if kind == "slice":
            return Node(kind, tuple(node["children"]), (), start, end)
        children = tuple(convert(child, node, depth + 1) for child in node["children"])
        return Node(kind, node.get("value"), children, start, end)

    return convert(tree, {}, 1)


def near(name: str, names: list[str]) -> str | None:
    """A hint with the nearest known name."""
    found = get_close_matches(name, [known for known in names if not known.startswith(HIDDEN)], 1, 0.6)
    return f'did you mean "{found[0]}"?' if found else None
