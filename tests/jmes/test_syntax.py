"""What the grammar refuses, with its caret, and where each node stands."""

from __future__ import annotations

import pytest

from scanner.errors import ExpressionError
from scanner.jmes import EXPRESSION, Function, Parameter, compile_expression
from scanner.unknown import ANY, ARRAY

ANY_OF = Function("any", (Parameter("list", ARRAY), Parameter("condition", EXPRESSION)), ANY, lambda context, items, condition: None)

REFUSED = [
    ("", "the expression is empty", 0, None),
    ("  ", "the expression is not complete", 2, None),
    ("a.", "the expression is not complete", 2, None),
    ("a ==", "the expression is not complete", 4, None),
    ("a = 'x'", 'unexpected "="', 2, 'write "==" to compare'),
    ("a and b", 'unexpected "and"', 2, 'write "&&" for "and"'),
    ("a || not b", 'unexpected "b"', 9, None),
    ("max_by(a b)", 'unexpected "b"', 9, 'a comma or ")" is missing before it'),
    ("{a: a b: b}", 'unexpected "b"', 6, 'a comma or "}" is missing before it'),
    ("length(a", 'the expression ends before ")"', 8, None),
    ("length(a,)", 'unexpected ")"', 9, None),
    ("{a: b,}", 'unexpected "}"', 6, None),
    ("a == `True`", "what stands between backticks is not JSON", 5, "write 'True' for a text, `\"...\"` for a JSON one"),
    ("a == `NaN`", "what stands between backticks is not JSON", 5, "write 'NaN' for a text, `\"...\"` for a JSON one"),
    ("a == `1e999`", "what stands between backticks is not JSON", 5, "write '1e999' for a text, `\"...\"` for a JSON one"),
    ("a == 'x", "the ' that begins here is not closed", 5, None),
    ('a."b', 'the " that begins here is not closed', 2, None),
    ("lenght(a)", 'unknown function "lenght"', 0, 'did you mean "length"?'),
    ("a && wholly_unknown(a)", 'unknown function "wholly_unknown"', 5, None),
    ("length()", "length() takes 1 argument, not 0", 0, "write length(value)"),
    ("a || contains(a)", "contains() takes 2 arguments, not 1", 5, "write contains(value, other)"),
    ("merge()", "merge() takes 1 or more arguments, not 0", 0, "write merge(value)"),
    ("sort_by(a, b)", "sort_by() takes an expression here", 11, "write &b"),
    ("length(&a)", 'length() takes a value here, not an expression with "&"', 7, None),
    ("&a", '"&" is for arguments of functions only', 0, None),
    ('"length"(a)', 'unexpected "("', 0, "a function's name has no quotes"),
    ("(length)(a)", "only a name can be called", 7, None),
    ("a # b", 'unexpected "#"', 2, None),
    ("a[1", "the expression is not complete", 3, None),
    ("foo.1", 'unexpected "1"', 4, None),
]


@pytest.mark.parametrize(("text", "message", "offset", "hint"), REFUSED)
def test_what_cannot_be_meant_is_refused_at_its_place(text: str, message: str, offset: int, hint: str | None) -> None:
    """The message says what, the offset where, the hint how to mend it."""
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert (caught.value.message, caught.value.offset, caught.value.hint) == (message, offset, hint)


def test_caret_stands_under_the_mistake() -> None:
    """The error shows the line of the expression and a caret below the character."""
    with pytest.raises(ExpressionError) as caught:
        compile_expression("Name == 'x' &&\nlenght(Image) > `1`")

    assert str(caught.value) == ('unknown function "lenght"\n    lenght(Image) > `1`\n    ^\n  did you mean "length"?')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 8193, "the expression has 8193 characters, more than 8192"),
        ("(" * 65 + "a" + ")" * 65, "brackets are nested deeper than 64"),
        ("!" * 65 + "a", "more than 64 prefix operators in a row"),
        ("! " * 65 + "a", "more than 64 prefix operators in a row"),
        ("[" + ",".join(["a"] * 2100) + "]", "the expression has more than 2000 parts"),
        (" | ".join(["a"] * 110), "the expression is nested deeper than 100"),
        ("a" + "[*]" * 300, None),
        ("a" + "[*]" * 2700, None),
        ("`" + "[" * 4000 + "`", None),
        (" | ".join(["[@,@][]"] * 24), None),
        (" | ".join(["[@,@]"] * 22) + " | to_string(@)", None),
        (" | ".join(["join('', [@,@])"] * 28), None),
        ("join(a, b)", "join() with a computed separator may cost the square of the document"),
        ("a[" + "9" * 5000 + "]", "the expression holds a number that is too long"),
    ],
)
def test_hostile_expression_is_refused(text: str, message: str | None) -> None:
    """Length, nesting, number of parts and depth are bounded before anything recurses."""
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert message is None or caught.value.message == message


def test_brackets_in_quotes_do_not_count() -> None:
    """The bound on nesting looks at brackets only, not at text."""
    text = "'" + "(" * 100 + "'"

    assert compile_expression(text)(None) == "(" * 100


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("x && ContainerDefinitions[?Privileged].Name", "filter_projection", "ContainerDefinitions[?Privileged].Name"),
        ("!(a.b)", "subexpression", "a.b"),
        ('a == `"x"`', "literal", '`"x"`'),
        ("a == 'é' && b", "literal", "'é'"),
        ('"a b" && c', "field", '"a b"'),
        ("x || route_table", "field", "x"),
        ("a.{b: c, d: e}", "multi_select_dict", "{b: c, d: e}"),
        ("a.{b: c, d: e}", "key_val_pair", "b: c"),
        ("a.[b, c]", "multi_select_list", "[b, c]"),
        ("a[0].b", "index_expression", "a[0]"),
        ("a[1:2]", "slice", "[1:2]"),
        ("x && any(a, &b == 'c')", "function_expression", "any(a, &b == 'c')"),
        ("x && any(a, &b == 'c')", "expref", "&b == 'c'"),
        ("a < b", "comparator", "a < b"),
        ("a[] | b", "pipe", "a[] | b"),
        ("(a || b).c", "subexpression", "(a || b).c"),
    ],
)
def test_every_node_knows_its_text(text: str, kind: str, source: str) -> None:
    """A node's start and end cut its own text out of the expression."""
    nodes = [node for node in compile_expression(text, {"any": ANY_OF}).nodes.walk() if node.kind == kind]

    assert text[nodes[0].start : nodes[0].end] == source


def test_calls_are_known_with_their_places() -> None:
    """Which functions an expression calls, and where, follows from the text."""
    expression = compile_expression("length(a) > `0` && any(a, &length(@) > `1`)", {"any": ANY_OF})

    assert expression.calls == {"length", "any"}
    assert expression.call_sites == {"length": (0, 27), "any": (19,)}


@pytest.mark.parametrize("text", ["f()", "f().x", "a[].f()", "a[?f()]", "a.f().b", "[f(), f()]", "{a: f()}", "f() && a", "!f()", "f()[0]"])
def test_call_without_argument_stands_anywhere(text: str) -> None:
    """A function of no arguments is plain JMESPath at any depth."""
    function = Function("f", (), ANY, lambda context: {"x": 1})

    assert compile_expression(text, {"f": function}).calls == {"f"}
