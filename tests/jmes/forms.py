"""The two forms of an expression, closures and generated code, and all that an evaluation by either tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Function
from scanner.jmes.abstract.build import build, source
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.choices import read
from scanner.jmes.compile import Closure, Compiler, check_calls
from scanner.jmes.syntax import parse
from scanner.records import fields
from scanner.unknown import ABSENT, STRING, OpenList, OpenObject, Unknown

KNOWN_FUNCTIONS = {**BUILTINS, **FUNCTIONS}


def by_closures(text: str, functions: Mapping[str, Function] = KNOWN_FUNCTIONS) -> Closure:
    return Compiler(text, functions).compile(parse(text))


def by_code(text: str, functions: Mapping[str, Function] = KNOWN_FUNCTIONS) -> Closure:
    nodes = parse(text)
    check_calls(nodes, text, functions)
    return build(source(nodes, text, functions, "evaluate"), "evaluate", functions)


def own(document: Any) -> set[int]:
    """The Unknowns of a document itself, by `id`."""
    found: set[int] = set()
    stack = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            if id(item) not in found:
                found.add(id(item))
                stack += [*(item.one_of or ()), *(item.parts or ())]
        elif isinstance(item, list):
            stack += item
        elif isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, OpenList):
            stack += [*(member for member, _ in item.items), item.more]
        elif isinstance(item, OpenObject):
            stack += item.known.values()
    return found


def shape(value: Any, there: set[int], made: dict[int, int]) -> Any:
    """All that can be told of a value: an Unknown of the document is itself, one made meanwhile has its fields and its place."""
    if isinstance(value, Unknown):
        if id(value) in there or id(value) in made:
            return ("again", id(value) if id(value) in there else made[id(value)])
        made[id(value)] = len(made)
    if isinstance(value, (Unknown, OpenList, OpenObject)):
        return (value.__class__, [shape(getattr(value, part.name), there, made) for part in fields(value)])
    if isinstance(value, (list, tuple)):
        return (value.__class__, [shape(item, there, made) for item in value])
    if isinstance(value, Mapping):
        return [(key, shape(item, there, made)) for key, item in value.items()]
    return (value.__class__, repr(value))


def told(evaluate: Closure, document: Any, pick: Mapping[Any, int]) -> tuple[Any, Context]:
    """Everything that an evaluation says, and its context."""
    context = Context(pick)
    there = own(document)
    try:
        value = shape(evaluate(read(document, context), context), there, {})
    except EvaluationError as error:
        value = ("error", str(error))
    blame = [shape(unknown, there, {}) for unknown in context.blame]
    touched = sorted(repr((shape(selector, there, {}), count)) for selector, count in context.touched.items())
    asked = [(shape(one.identity, there, {}), one.asks, repr(one.about), times) for one, times in context.asked.items()]
    return (value, context.may_fail, blame, touched, asked, context.assumed is context.given), context


HOLE = Unknown("parameter P", STRING, identity="P")
CHOICE = Unknown("condition C", one_of=({"a": "x", "n": 1}, {"a": None}, ABSENT), selector="C")
PLACES: list[Any] = [
    *(
        None,
        True,
        1,
        "x",
        [],
        {},
        HOLE,
        CHOICE,
        {"a": HOLE},
        {"a": ABSENT},
        {"a": [1, None, "x"]},
        {"a": [{"a": 1, "n": 2}, {"a": "x"}, None]},
    ),
    *(
        {"a": [{"a": HOLE, "n": 1}, {"a": "x", "n": 2}, CHOICE]},
        {"a": [{"a": "y"}, {"a": HOLE}, {"a": "x", "n": [HOLE]}]},
        {"a": CHOICE, "n": 2},
    ),
    *({"a": OpenList((("x", True), (HOLE, False)), HOLE, reason="more")}, OpenObject({"a": "x"}), {"a": OpenObject({"a": HOLE})}),
    *(
        [{"a": "x", "n": -1}, OpenObject({"a": "x"}), {"a": HOLE}],
        ["x", "y", HOLE],
        {"a": {"a": {"a": HOLE, "n": 3}}},
        {"a": {"a": {"a": 2.5}}},
    ),
    *(
        {"a": ["x", "y"], "n": 1},
        [["x"], [HOLE], "x", "y"],
        {"a": True},
        {"a": {"a": True}, "n": 0},
        {"a": [1, "x"]},
        {"a": [1.5, 2, True]},
    ),
    *({"a": [10**400, 1.5]}, {"a": [{"n": 10**400}, {"n": 0.5}]}),
    *({"a": {"a": ABSENT, "n": CHOICE}}, {"a": [{"a": ABSENT}, {"a": {}}]}, {"a": [[1], CHOICE, 2]}, {"a": {"a": {"a": ABSENT}}}),
]
"""Values of every kind, without and with unknowns."""
TELLING = tuple(
    text
    for line in """
a    a.a    a.a.a    @    a == 'x'    a != null    a == null    a.a == `true`    a != `false`    n < `2`    `2` >= n
a < 'y'    a == n    a[0]    a[-2]    [1]    a[1:]    a[::-1]    [:1]    a[]    []    a[].a    a[*]    [*]    a[*].a
[*].a.a    a.*    *.a    *    a[*].n[]    a[?a]    a[?a == 'x']    a[?a == 'x'].n    [?a != 'x'].a    a[?@ == 'x']
a[?n > `1` && a]    a[?a || n].a    a[?!a]    !a    !(a && n)    a && n    a || n    a.a && a.a == 'x'
a == 'x' && contains(a, 'x')    a != null && starts_with(a, 'x')    a && (n || 'z')    a || `[]`    {a: a, b: n}
[a, n]    a.{b: a, c: n}    a.[a, a]    a[*].{b: a}    a[?a].[n, a]    a | [?a] | [0].n    a[].{b: a} | [*].b
{a: a} | a    length(a)    length(a[?a])    contains(a, 'x')    contains(a, n)    ends_with(a, 'x')
not_null(a, n, 'z')    sort_by(a, &n)[0].a    type(a)    max_by(a, &n).a    map(&a, a)    keys(a)    values(a)
merge(a, @)    join(',', a)    sum(a[*].n)    sum(a)    avg(a)    max(a[*].n)    sort(a[*].a)    any(a, &a == 'x')    reverse(a)
to_string(a)    to_array(a)    abs(n)    min(a)    min_by(a, &a)    all(a, &n && a)    a[?contains(a || '', 'x')].a
a[?a[?a]]    @ && contains(@, 'x')    @ == 'x' && starts_with(@, 'y')    a == length(n)    length(n) == a
contains(a, length(n))    join(a, sort(n))    [?@ != 'x' && @[0] == 'x']    [?@ == 'x' || !@[0]]
!(a == 'x' && `true`)    [?!(a == 'x' || `false`)]    a[?@ < `2`]    a[?@ == 'x'] | !@    a[-1]    a[2]    a[?@ == a]
a[*].[a, @]    *.[@]    *.{a: @}    a[*].{a: n}    [?a].{a: a} | [0].a    a.n.a    keys(@)    values(@)[0]    abs('x')
join(`1`, a)    sort(`1`)    not_null(`null`, a)    contains('axy', a)    contains(a, `1`)    starts_with('xyz', a)
abs(`-1`)    starts_with(a, `1`)    ends_with(`true`, a)    length('abc')    length(`1`)    keys(`{}`)
join('', `[]`)    to_number('1')    (a == 'x') == n
""".splitlines()
    for text in line.split("    ")
    if text
)
"""Every construct, beside and inside others."""
