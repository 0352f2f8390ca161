"""Whatever is unknown may turn out as it likes: a function never ruled it out. And no function breaks on any input."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, compile_expression
from scanner.unknown import ABSENT, NOTHING, NULL, NUMBER, STRING, OpenList, Unknown
from tests.functions.completions import WORDS, check

EXAMPLES = 100

word = st.sampled_from(WORDS)
bare = st.builds(lambda name: Unknown(name, identity=("p", name)), st.sampled_from("pqr"))
unknown_text = st.one_of(
    st.builds(lambda name: Unknown(name, types=STRING, identity=("t", name)), st.sampled_from("pqr")),
    st.builds(lambda name: Unknown(name, types=STRING | NULL, identity=("n", name)), st.sampled_from("pq")),
    st.builds(lambda start, end: Unknown("affixes", types=STRING, prefix=start, suffix=end), word, st.sampled_from(["", "b", ":x"])),
    st.builds(lambda a, b: Unknown("choice", one_of=(a, b), selector="S"), word, word),
    st.builds(lambda a, b: Unknown("other choice", one_of=(a, b, None)), word, word),
)
parts = st.lists(
    st.one_of(word, st.sampled_from(["/", ":", ".", "arn:aws:ecs:", "*"]), st.builds(lambda: Unknown("part", types=STRING))),
    min_size=1,
    max_size=5,
)
parted = parts.map(lambda found: Unknown("parts", types=STRING, parts=tuple(found)))
text = st.one_of(word, unknown_text, parted, st.none())
number = st.one_of(
    st.integers(-9, 9),
    st.sampled_from([0.5, 1e300, 0]),
    st.none(),
    st.builds(lambda a, b: Unknown("n", types=NUMBER, minimum=min(a, b), maximum=max(a, b)), st.integers(-4, 4), st.integers(-4, 4)),
    st.builds(lambda: Unknown("n", types=NUMBER | NULL)),
)
element = st.one_of(word, st.integers(0, 2), bare, unknown_text, st.builds(lambda a: Unknown("maybe", one_of=(a, ABSENT)), word))
listed = st.one_of(
    st.none(),
    st.lists(element, max_size=4),
    st.builds(
        lambda items, more: OpenList(tuple(items), more=more, reason="open"),
        st.lists(st.tuples(element, st.booleans()), max_size=3),
        st.sampled_from([NOTHING, Unknown("more"), Unknown("more text", types=STRING)]),
    ),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(listed, element, st.integers(0, 99), st.sampled_from(["any", "all", "none"]))
def test_any_all_none_allow_every_completion(values: Any, wanted: Any, seed: int, name: str) -> None:
    check(f"{name}(a, &@ == 'a' || @ == b)", {"a": values, "b": wanted}, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(listed, listed, st.integers(0, 99))
def test_missing_and_unique_allow_every_completion(wanted: Any, have: Any, seed: int) -> None:
    check("missing(a, b)", {"a": wanted, "b": have}, seed)
    check("unique(a)", {"a": wanted}, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(number, number, st.integers(0, 99), st.sampled_from(["multiply", "divide", "subtract"]))
def test_arithmetic_allows_every_completion(a: Any, b: Any, seed: int, name: str) -> None:
    check(f"{name}(a, b)", {"a": a, "b": b}, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(text, st.one_of(text, st.sampled_from(["a*", "*b", "?", "*", "a?*", "*:*", "[a]*"])), st.integers(0, 99))
def test_glob_allows_every_completion(a: Any, pattern: Any, seed: int) -> None:
    check("glob(a, b)", {"a": a, "b": pattern}, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(text, st.integers(0, 99), st.sampled_from(["image(a)", "arn_parts(a)", "endpoint_service(a)", "instance_type(a)"]))
def test_readers_of_texts_allow_every_completion(a: Any, seed: int, call: str) -> None:
    check(call, {"a": a}, seed)


leaf: Any = st.one_of(word, st.integers(0, 3), st.booleans(), st.none(), unknown_text, bare, parted)
operator = st.one_of(
    st.builds(lambda name, value: {name: value}, st.sampled_from(["prefix", "suffix", "equals-ignore-case", "wildcard"]), word),
    st.builds(lambda value: {"anything-but": value}, st.one_of(word, st.lists(word, min_size=1, max_size=2), st.just({"prefix": "a"}))),
    st.builds(lambda value: {"exists": value}, st.booleans()),
    st.builds(lambda value: {"numeric": [">", value, "<=", 3]}, st.integers(0, 3)),
)
options = st.one_of(st.lists(st.one_of(leaf, operator), min_size=1, max_size=3), bare)
pattern: Any = st.recursive(
    st.dictionaries(st.sampled_from(["k", "l", "m"]), options, min_size=1, max_size=2),
    lambda below: st.dictionaries(st.sampled_from(["k", "l", "m"]), st.one_of(options, below), min_size=1, max_size=2),
    max_leaves=4,
)
event: Any = st.recursive(
    st.one_of(leaf, st.lists(leaf, max_size=2)),
    lambda below: st.dictionaries(st.sampled_from(["k", "l", "m"]), below, max_size=3),
    max_leaves=5,
)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(pattern, st.dictionaries(st.sampled_from(["k", "l", "m"]), event, max_size=3), st.integers(0, 99))
def test_event_matches_allows_every_completion(wanted: Any, given_event: Any, seed: int) -> None:
    check("event_matches(a, b)", {"a": wanted, "b": given_event}, seed, literals=[*WORDS, ["a"], {"k": "a"}, 1, None])


action = st.one_of(st.sampled_from(["a:b", "A:*", "a:?", "*", "x:y"]), unknown_text)
statement = st.one_of(
    st.fixed_dictionaries(
        {"Effect": st.one_of(st.sampled_from(["Allow", "Deny"]), unknown_text)},
        optional={
            "Action": st.one_of(action, st.lists(action, max_size=2)),
            "NotAction": action,
            "Resource": st.one_of(st.sampled_from(["*", "arn:x", "arn:${aws:username}"]), parted, st.lists(unknown_text, max_size=2)),
            "Condition": st.sampled_from([{}, {"StringEquals": {"a": "b"}}]),
        },
    ),
    bare,
)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(
    st.one_of(st.lists(statement, max_size=3), statement),
    action,
    st.one_of(st.sampled_from(["*", "arn:x"]), unknown_text),
    st.integers(0, 99),
)
def test_iam_allows_allows_every_completion(statements: Any, wanted: Any, resource: Any, seed: int) -> None:
    check("iam_allows(a, b, c)", {"a": statements, "b": wanted, "c": resource}, seed, literals=[*WORDS, "a:b", "*", "Allow", "Deny"])


hole = st.builds(lambda name: Unknown(name, types=STRING, identity=("h", name)), st.sampled_from("pq"))
line = st.one_of(
    st.builds(lambda value: ("echo ECS_CLUSTER=", value, " >> /etc/ecs/ecs.config\n"), hole),
    st.builds(lambda value: ("echo ECS_CLUSTER=", value, " > /etc/ecs/ecs.config\n"), st.sampled_from(["a", "b"])),
    st.builds(lambda value: ("NAME=", value, "\n"), hole),
    st.just(('echo "ECS_CLUSTER=$NAME-x" | sudo tee -a /etc/ecs/ecs.config\n',)),
    st.builds(lambda value: ('if [ "', value, '" = a ]; then\n  echo ECS_B=1 >> /etc/ecs/ecs.config\nelse\n  NAME=b\nfi\n'), hole),
    st.builds(lambda value: ("[ -n '", value, "' ] && echo ECS_C=1 >> /etc/ecs/ecs.config\n"), hole),
    st.builds(lambda value: ("cat <<EOF >> /etc/ecs/ecs.config\nECS_CLUSTER=", value, "\nECS_D=$NAME\nEOF\n"), hole),
    st.builds(lambda value: ("for x in a ", value, "; do echo ECS_$x=1 >> /etc/ecs/ecs.config; done\n"), hole),
    st.builds(
        lambda a, b: (Unknown("fragment", one_of=(a, b), selector="S"), "\n"), st.just("echo ECS_E=1 >> /etc/ecs/ecs.config"), st.just("")
    ),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(line, max_size=5), st.integers(0, 99))
def test_what_a_script_configures_allows_every_completion(lines: list[tuple[Any, ...]], seed: int) -> None:
    script = Unknown("user data", types=STRING, parts=("#!/bin/bash\n", *(part for one in lines for part in one)))

    check("ecs_config(a)", {"a": script}, seed)
    check("agent_recovery(a).blocks_on_agent_start", {"a": script}, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(
        st.one_of(hole, st.sampled_from(["$R", "/", ":", "app", "docker push ", "docker build --push -t ", "\n      - ", " || ", " && "])),
        max_size=8,
    ),
    st.integers(0, 99),
)
def test_what_a_build_pushes_allows_every_completion(found: list[Any], seed: int) -> None:
    text = Unknown(
        "spec",
        types=STRING,
        parts=("version: 0.2\nenv:\n  variables:\n    R: repo\nphases:\n  build:\n    commands:\n      - ls ; ", *found),
    )

    check("buildspec(a, `[]`)", {"a": text}, seed)


anything: Any = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30), bare, unknown_text
    ),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(st.text(max_size=8), below, max_size=4)),
    max_leaves=10,
)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@settings(max_examples=60, deadline=None)
@given(anything, anything, anything)
def test_no_input_breaks_a_function(name: str, a: Any, b: Any, c: Any) -> None:
    """A function gives a value or an EvaluationError, whatever it is given."""
    function = FUNCTIONS[name]
    arguments = ["&@" if parameter.types == 64 else "abc"[place] for place, parameter in enumerate(function.parameters)]
    expression = compile_expression(f"{name}({', '.join(arguments)})", FUNCTIONS)

    try:
        expression.evaluate({"a": a, "b": b, "c": c}, Context())
    except EvaluationError:
        return


BEGINNINGS = (
    "#!/bin/bash\n",
    "echo ",
    "ECS_CLUSTER=a",
    " >> /etc/ecs/ecs.config",
    "\n",
    "if ",
    "then ",
    "fi",
    "<<EOF\n",
    "EOF\n",
    "case x in ",
    "esac",
)
MARKS = (
    "$(",
    ")",
    "`",
    "{",
    "}",
    '"',
    "'",
    "\\",
    "${X",
    ":-",
    "&",
    "|",
    "&&",
    "(",
    ";",
    "[[ ",
    " ]]",
    "<<<",
    "$",
    ".",
    "\x00",
    "\udcff",
    "f() ",
    "while ",
    "do ",
    "done",
)
shell = st.lists(st.sampled_from([*BEGINNINGS, *MARKS, "exit 0", "f"]), max_size=25).map("".join)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(shell)
def test_no_script_breaks_the_reader(script: str) -> None:
    for name in ("ecs_config", "agent_recovery"):
        compile_expression(f"{name}(a)", FUNCTIONS)({"a": "#!/bin/bash\n" + script})
