"""The source text of generated code: what enters it, what it may name, where it ends, and how fast it is."""

from __future__ import annotations

import json
import marshal
import math
from typing import Any

import jmespath
import pytest

from scanner.errors import ExpressionError
from scanner.jmes import Context, Function, Node
from scanner.jmes.abstract import NAMESPACE, NotGenerated, compiled, generate, source
from scanner.jmes.abstract.build import build, names_in
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.compile import Compiler, check_calls
from scanner.jmes.syntax import parse
from scanner.unknown import ABSENT, ANY, OpenObject
from tests.jmes.forms import CHOICE, HOLE, KNOWN_FUNCTIONS, PLACES, TELLING, by_closures, by_code, told

# ---------------------------------------------------------------- literals and names


LITERALS: list[Any] = [
    *(-1, 0, 7, -7, 10**18, -(10**18), 2**62, -(2**62), 10**400, -(10**400), 0.1, -0.0, 1e308, 5e-324, 1e22),
    *(
        "",
        "'",
        '"',
        "\\",
        "\n\r\x00",
        "\u2028",
        "\ud800",
        "é🦊",
        "{x}",
        "%s",
        "#",
        [],
        {},
        [[-1, {"a'\"\n": [None, True, -2.5]}]],
        {"": -(10**30)},
    ),
]


@pytest.mark.parametrize("literal", LITERALS, ids=ascii)
@pytest.mark.parametrize(
    "wrap", ["{0}", "{0} == {0}", "a == {0}", "{0} < a", "[{0}, {0}]", "{{a: {0}}}", "{0} && {0}", "!{0}", "not_null({0}, {0})"]
)
def test_literal_enters_the_code_unharmed(literal: Any, wrap: str):
    text = wrap.format("`" + json.dumps(literal).replace("`", "\\`") + "`")
    document = {"a": literal}

    assert told(by_code(text), document, {})[0] == told(by_closures(text), document, {})[0]


@pytest.mark.parametrize("literal", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_none_of_json_enters_the_code(literal: float):
    """The grammar refuses it; a tree made otherwise may hold it."""
    evaluate = generate(Node("literal", literal, (), 0, 1), "", BUILTINS)

    assert evaluate is not None and repr(evaluate({}, Context())) == repr(literal)
    assert evaluate({}, Context()) is evaluate(None, Context())


@pytest.mark.parametrize(
    "name", ["'", '"', "\\", "a.b", "\n", "\u2028", "é", "value", "context", "t1", "__class__", "lambda", "{0}", "'+x+'"]
)
def test_name_enters_the_code_unharmed(name: str):
    quoted = json.dumps(name)
    text = f"{quoted}.{quoted}[?{quoted}].{{{quoted}: {quoted}}}"
    document = {name: {name: [{name: 1}, {name: None}]}}

    assert by_code(text)(document, Context()) == [{name: 1}]


def test_a_constant_is_the_same_object_at_every_reading():
    """As with closures: an object is identical only to itself."""
    for text in ("`{}`", "a || `{}`", "[a || `{}`] | [0]"):
        evaluate = by_code(text)
        known = evaluate({"a": False}, Context())

        assert evaluate({}, Context()) is known and evaluate(OpenObject({"a": None}), Context()) is known


# ---------------------------------------------------------------- source text


@pytest.mark.parametrize("text", TELLING)
def test_source_names_only_what_is_bound(text: str):
    """The namespace, the functions it calls by their prefix, and what it defines itself."""
    nodes = parse(text)
    free = {name for name in names_in(compiled(source(nodes, text, KNOWN_FUNCTIONS, "e7"), "e7")) if name not in NAMESPACE}
    called = {node.value for node in nodes.walk() if node.kind == "function_expression"}

    assert {name[2:] for name in free if name.startswith(("f_", "c_"))} <= called
    assert {name for name in free if not name.startswith(("f_", "c_", "e7"))} <= {
        "__class__",
        "get",
        "append",
        "values",
        "startswith",
        "endswith",
    }


def test_source_is_the_same_every_time_and_outlives_its_process():
    """Text or marshalled code, bound later, to functions of then."""
    text = "a[?note(b) == 'x' && c].{d: length(e), f: `[-1]`}"
    functions = {**BUILTINS, "note": BUILTINS["to_string"]}
    nodes = parse(text)
    functions["note"] = Function("note", BUILTINS["to_string"].parameters, ANY, lambda context, value: "never")
    first, second = source(nodes, text, functions, "p1"), source(parse(text), text, functions, "p1")
    code = marshal.loads(marshal.dumps(compiled(first, "p1")))  # noqa: S302  # our own bytes
    later = {**functions, "note": Function("note", BUILTINS["to_string"].parameters, ANY, lambda context, value: value)}

    assert first == second
    assert build(code, "p1", later)({"a": [{"b": "x", "c": 1, "e": "yz"}]}, Context()) == [{"d": 2, "f": [-1]}]
    with pytest.raises(KeyError):
        build(code, "p1", BUILTINS)


def test_a_function_that_shadows_one_of_ours_is_called():
    """Nothing is done in its place."""
    functions = {**BUILTINS, "length": Function("length", BUILTINS["length"].parameters, ANY, lambda context, value: "mine")}

    assert by_code("length(a)", functions)({"a": "xyz"}, Context()) == "mine"


@pytest.mark.parametrize("name", ["list", "f", "a_b", "a b", "", "1a", "é"])
def test_a_name_that_could_meet_another_is_refused(name: str):
    with pytest.raises(ValueError, match="no name"):
        source(parse("a"), "a", BUILTINS, name)


def test_calls_are_checked_without_closures():
    text = "length(a) > `1` && contains(b, length(c))"
    compiler = Compiler(text, BUILTINS)
    compiler.compile(parse(text))

    assert check_calls(parse(text), text, BUILTINS) == compiler.call_sites
    for wrong in ("lenght(a)", "length()", "length(&a)", "sort_by(a, b)"):
        with pytest.raises(ExpressionError) as code:
            check_calls(parse(wrong), wrong, BUILTINS)
        with pytest.raises(ExpressionError) as closures:
            by_closures(wrong, BUILTINS)
        assert str(code.value) == str(closures.value)


# ---------------------------------------------------------------- limits


DEEP = {
    "filters": "a" + "[?b" * 60 + "]" * 60,
    "junctions": "(a && " * 60 + "b" + ")" * 60,
    "negations": "!(" * 48 + "a" + ")" * 48,
    "projections": "a" + "[*].b" * 45,
    "fields": "a" + ".b" * 150,
    "calls": "sort_by(a,&" * 30 + "b" + ")" * 30,
    "selects": "{a:" * 40 + "b" + "}" * 40,
    "all": "a[?" + "b && (" * 10 + "c[?d && e[?f && g[?h && i[?j]]]]" + ")" * 10 + "]",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_stays_within_the_limits_of_python(text: str):
    """Twenty loops in one another, a hundred levels: what is deeper becomes a function of its own."""
    written = source(parse(text), text, KNOWN_FUNCTIONS, "e")
    indentation = max(len(line) - len(line.lstrip()) for line in written.splitlines())

    assert indentation < 60
    assert [told(by_code(text), place, {})[0] for place in PLACES] == [told(by_closures(text), place, {})[0] for place in PLACES]


@pytest.mark.parametrize("end", [HOLE, ABSENT, CHOICE, "x", None, OpenObject({"b": HOLE})], ids=repr)
@pytest.mark.parametrize("depth", range(10, 19))
def test_a_path_longer_than_code_nests_is_read_to_its_end(depth: int, end: Any):
    document = end
    for _ in range(depth):
        document = {"b": document}
    text = "b" + ".b" * 15

    assert told(by_code(text), document, {})[0] == told(by_closures(text), document, {})[0]


def test_what_python_refuses_is_left_to_closures():
    """A literal of 300 lists in one another has no source; `generate` gives None, and the closures stay."""
    text = "`" + "[" * 300 + "]" * 300 + "`"
    nodes = parse(text)

    assert generate(nodes, text, BUILTINS) is None
    with pytest.raises(NotGenerated):
        build(source(nodes, text, BUILTINS, "e"), "e", BUILTINS)
    assert by_closures(text)({}, Context()) == nodes.value


def test_what_would_be_too_much_code_is_left_to_closures():
    text = "[" + ",".join("a[?b==`1`].c" for _ in range(280)) + "]"

    assert generate(parse(text), text, BUILTINS) is None


def test_what_is_too_deep_for_the_generator_is_left_to_closures():
    """A tree that our grammar would refuse."""
    nodes = Node("field", "a", (), 0, 1)
    for _ in range(2000):
        nodes = Node("not_expression", None, (nodes,), 0, 1)

    assert generate(nodes, "", BUILTINS) is None


def test_a_document_that_is_too_deep_gives_the_error_of_closures():
    document: Any = []
    for _ in range(5000):
        document = [document]
    for form in (by_closures, by_code):
        with pytest.raises(RecursionError):
            form("to_string(a)")({"a": document}, Context())


# ---------------------------------------------------------------- speed


MEMBERS = [{"Name": "app", "Image": "x:1", "Env": [{"Name": "A"}], "Privileged": False}, {"Name": "agent", "Privileged": True, "Cpu": 5}]
TASK: dict[str, Any] = {"Containers": MEMBERS, "NetworkMode": "awsvpc", "Compatibilities": ["EC2", "FARGATE"], "Role": {"Arn": "arn:x"}}
COMMON = (
    *(
        "Containers[?Privileged == `true`].Name",
        "length(Containers[?ReadOnly != `true`]) > `0`",
        "Role.Arn == 'arn:y'",
        "!Execution || Role == `null`",
    ),
    *(
        "NetworkMode == 'awsvpc' && contains(Compatibilities, 'FARGATE')",
        "Containers[?Env[?contains(Name, 'A')]].{name: Name, env: Env[*].Name}",
    ),
    *(
        "length(Containers[?starts_with(Image || '', 'x:')]) == `1`",
        "sort_by(Containers, &Name)[-1].Name",
        "(Containers[?Name == 'app'].Image | [0]) == 'x:1'",
    ),
    *(
        "Containers[*].Env[].Name | [?@ < 'B']",
        "!(Containers[?Role && !(Role.Arn)])",
        "keys(Role)",
        "map(&Name, Containers)",
        "join(',', Containers[*].Name)",
    ),
)


@pytest.mark.parametrize("text", COMMON)
def test_code_says_what_stock_says_of_known_documents(text: str) -> None:
    assert by_code(text)(TASK, Context()) == jmespath.search(text, TASK)
