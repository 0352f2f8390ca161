"""A filter by equality over a list of the world is looked up, and gives what asking every member gives."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from scanner import policy_loader
from scanner.errors import EvaluationError, ExpressionError
from scanner.frame import Frame, Run, where
from scanner.jmes import Context, Function, Parameter, compile_expression
from scanner.jmes.expression import GENERATE_AFTER, Expression
from scanner.jmes.joins import equality, joined
from scanner.jmes.lookup import FEW, Lookup
from scanner.jmes.syntax import parse
from scanner.snapshot import Resource, Snapshot
from scanner.unknown import ABSENT, ANY, BOOLEAN, NOTHING, NUMBER, STRING, OpenList, OpenObject, Reference, Unknown, maybe, reference
from scanner.world import World

FUNCTIONS = policy_loader.load([]).functions
LOOKED_UP = {
    "resources('T')[?A.B == item().X]": ("A", "B"),
    "resources('T')[?item().X == A]": ("A",),
    "resources('T', 'all')[?A == 'x' && B]": ("A",),
    "resources('T')[?B && A == this().X[0].Y]": ("A",),
    "resources('T')[?State == 'on' && A == item().X]": ("A",),
    "referrers(item(), 'T')[?A == `1`].B": ("A",),
    "any(resources('T'), &A == item().X && contains(B, 'x'))": ("A",),
    "none(resources('T'), &@.A == data('x').Y)": ("A",),
    "length(resources('T')[?A == any(item().X, &@)] || `[]`)": ("A",),
}
ASKED = [
    "resources('T')[?A == B]",
    "resources('T')[?A != item().X]",
    "resources('T')[?A == item().X || B]",
    "resources('T')[?contains(B, 'x') && A == item().X]",
    "resources('T')[?B[::0] && A == 'x']",
    "resources('T')[?not_null(A, 'x') == item().X]",
    "resources('T')[?A == [item().X]]",
    "resources('T')[?@ == item().X]",
    "resources('T')[?A[0] == item().X]",
    "resources('T')[*][?A == item().X]",
    "all(resources('T'), &A == item().X)",
    "item().Ts[?A == item().X]",
]


def planned(text: str, functions: Any = FUNCTIONS) -> Expression:
    return Expression(text, functions, joined(parse(text), functions))


def written(text: str, functions: Any = FUNCTIONS) -> Expression:
    plain = {name: function for name, function in functions.items() if not name.startswith("_")}
    return Expression(text, plain, parse(text))


def calls(text: str) -> list[str]:
    return [node.value for node in joined(parse(text), FUNCTIONS).walk() if node.kind == "function_expression"]


@pytest.mark.parametrize("text", LOOKED_UP)
def test_an_equality_with_what_does_not_read_the_member_is_looked_up(text):
    conditions = [node.children[-1] for node in parse(text).walk() if node.kind in ("filter_projection", "expref")]
    found = next(pair for pair in map(equality, conditions) if pair)

    assert any(name.endswith("_where") for name in calls(text))
    assert found[0] == LOOKED_UP[text]


@pytest.mark.parametrize("text", ASKED)
def test_what_may_fail_first_or_reads_the_member_is_asked_of_every_member(text):
    """A member that is left out raises no error, so nothing that stands before the equality may be able to."""
    tree = parse(text)

    assert joined(tree, FUNCTIONS) is tree


def test_the_rewritten_tree_keeps_the_places_in_the_text():
    text = "length(resources('T')[?A == item().X])"
    shown = {text[node.start : node.end] for node in joined(parse(text), FUNCTIONS).walk() if node.kind == "function_expression"}

    assert shown == {text, "resources('T')", "item()"}


def test_no_text_calls_what_only_rewritten_trees_call():
    for name in ("_resources_where", "_resource_where"):
        with pytest.raises(ExpressionError, match="unknown function") as caught:
            compile_expression(f"{name}(`[\"A\"]`, &'x', 'T')", FUNCTIONS)

        assert "_where" not in (caught.value.hint or "")


def scalars(random: Random) -> list[Any]:
    """What may stand at a path: a few plain values that meet, and every kind of hole."""
    who = random.choice("abc")
    return [
        *(1, 1.0, 2, True, False, None, "1", "x", "x", "y", "", [], ["x"], {}, {"X": "x"}, ABSENT),
        *(reference("a"), reference("b"), reference(who), reference(who, "Arn"), reference(who).but(may_be_absent=True)),
        *(Unknown("any"), Unknown("text", STRING), Unknown("p", STRING, identity=("p", who)), Unknown("n", NUMBER, minimum=2)),
        Unknown("s", STRING, prefix="x", truthy=True),
        Unknown("s", STRING, parts=("x-", reference(who))),
        Unknown("odd", STRING, identity=("reference", "a", "Ref"), reference=Reference("b", "Ref")),
        Unknown("r", STRING, identity=("r", who), redacted=(who, "password")),
        Unknown("c", one_of=("x", "y"), selector=("choice", who)),
        Unknown("c", one_of=(reference("a"), ABSENT), selector=("choice", who)),
        Unknown("c", one_of=(1, Unknown("deep", BOOLEAN)), selector="deep"),
        maybe("x", "a condition"),
        OpenList((("x", True),), more=Unknown("more")),
        OpenObject({"X": "x"}, open=True, reason="open"),
    ]


def properties(random: Random) -> dict[str, Any]:
    """Of a resource: A and A.B, and what the rest of a condition reads."""
    value = random.choice(scalars(random))
    inner: Any = {"B": value, "C": "c"}
    outer = random.choices([inner, OpenObject(inner), Unknown("whole"), maybe(inner, "a condition"), [inner], value], [9, 1, 1, 1, 1, 1])[0]
    found = {"A": random.choice(scalars(random)), "D": outer, "N": random.choice([1, "one", None])}
    return {key: item for key, item in found.items() if random.random() < 0.9}


def a_world(random: Random, closed: bool) -> tuple[World, Resource]:
    """Some resources of one type, some of which may not exist, that may refer to the one which is asked."""
    exists = Unknown("condition", one_of=(True, False), selector=("choice", "a"))
    asked = Resource("Z", "a", {"X": random.choice(scalars(random)), "Y": {"B": random.choice(scalars(random))}})
    count = random.choice([FEW - 1, FEW + 1, FEW + 20])
    members = [
        Resource("T", f"t{place}", properties(random), region=random.choice(["r", "s", None]), exists=random.choice([True, True, exists]))
        for place in range(count)
    ]
    return World(Snapshot("w", (asked, *members), closed=frozenset({"*"} if closed else ()))), asked


CONDITIONS = [
    "A == item().X",
    "D.B == item().X",
    "item().Y.B == D.B && N",
    "N && A == item().X",
    "A == 'x' && D.B == item().Y.B",
    "A == `1` && N > `0`",
    "A == `null`",
    "A == `true`",
    "A == item().X && abs(N) == `1`",
    "A == abs(item().X)",
    "A == not_null('y', abs(item().X))",
    "A == not_null(item().X, 'y')",
    "D.B == (item().X && 'x')",
]
FORMS = [
    "resources('T', 'all')[?{}]",
    "resources('T')[?{}].N",
    "any(resources('T'), &{})",
    "none(resources('T'), &{})",
    "referrers(@, 'T')[?{}]",
    "length(resources('T')[?{}]) > `2`",
    "X == 'x' && resources('T')[?{}]",
    "X && any(resources('T'), &{}) || resources('T')[?{}] | [0].A == `1`",
    "[resources('T')[?{}], resources('T')[?{}]]",
]


def shape(value: Any) -> Any:
    """A value without the reasons of what is unknown, and resources by which object they are."""
    if isinstance(value, Unknown):
        alternatives = None if value.one_of is None else [shape(one) for one in value.one_of]
        return ("?", value.types, value.truthy, value.may_be_absent, value.minimum, str(value.reference), value.prefix, alternatives)
    if isinstance(value, OpenList):
        more = None if value.more is NOTHING else "more"
        return ("open", [(shape(item), doubt) for item, doubt in value.items], more, value.ordered, value.nonempty)
    if isinstance(value, list):
        return [shape(item) for item in value]
    return ("object", id(value)) if isinstance(value, (dict, OpenObject)) else (type(value).__name__, value)


def outcome(expression: Expression, here: World, asked: Resource, pick: dict[Any, int]) -> Any:
    frame = Frame(Run(here, lambda name: None), asked.properties, asked.properties, asked)
    context = Context(pick=pick, data=frame)
    try:
        found = expression.evaluate(asked.properties, context)
    except EvaluationError as error:
        return ("error", error.message)
    return shape(found.value), found.may_fail


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_looking_up_gives_what_asking_every_member_gives(form, closed):
    """On random worlds with holes: the same value, the same errors and the same doubt, choices made or not."""
    pairs = [(planned(text), written(text)) for text in (form.replace("{}", condition) for condition in CONDITIONS)]
    for seed in range(25):
        random = Random(seed)
        here, asked = a_world(random, closed)
        pick = {key: 0 for key in [("choice", "a"), ("choice", "b"), "deep"] if random.random() < 0.3}
        for quick, slow in pairs:
            assert outcome(quick, here, asked, pick) == outcome(slow, here, asked, pick), (quick.text, seed)


@pytest.mark.parametrize("closed", [True, False])
def test_every_kind_of_value_is_found_by_every_kind_of_key(closed):
    """All that may stand at a path, looked up by all that may be looked for."""
    values = scalars(Random(1))
    members = [Resource("T", f"t{place}", {"A": value}) for place, value in enumerate(values)]
    texts = ("resources('T')[?A == item().X]", "any(resources('T'), &item().X == A && A != 'x')")
    pairs = [(planned(text), written(text)) for text in texts]
    for _ in range(1 + GENERATE_AFTER // len(values)):  # so often that generated code takes over
        for key in values:
            asked = Resource("Z", "a", {"X": key})
            here = World(Snapshot("w", (asked, *members), closed=frozenset({"*"} if closed else ())))
            for quick, slow in pairs:
                assert outcome(quick, here, asked, {}) == outcome(slow, here, asked, {}), (quick.text, key)


def test_generated_code_for_known_values_looks_up():
    """What is known through and through needs no three-valued code."""
    here = World(Snapshot("w", tuple(Resource("T", f"t{n}", {"A": f"c{n % 50}", "N": n}) for n in range(1000)), closed=frozenset({"*"})))
    asked = Resource("Z", "z", {"X": "c7"})
    frame = Frame(Run(here, lambda name: None), asked.properties, asked.properties, asked)

    found = planned("resources('T')[?A == item().X].N").known(asked.properties, Context(data=frame))

    assert found == list(range(7, 1000, 50))


def fleet(count: int) -> World:
    return World(
        Snapshot("w", tuple(Resource("T", f"t{n}", {"A": reference(f"c{n % 50}"), "N": n}) for n in range(count)), closed=frozenset({"*"}))
    )


def test_only_the_members_that_match_are_visited():
    """Of a thousand members twenty match, and twenty are asked, whoever asks."""
    seen: list[Any] = []

    def note(context: Context, value: Any) -> bool:
        seen.append(value)
        return True

    probe = Function("probe", (Parameter("value", ANY),), BOOLEAN, note)
    expression = planned("resources('T')[?A == item().X && probe(N)].N", {**FUNCTIONS, "probe": probe})
    here = fleet(1000)
    for cluster in range(50):
        seen.clear()
        asked = Resource("Z", f"z{cluster}", {"X": reference(f"c{cluster}")})
        value = expression.evaluate(asked.properties, Context(data=Frame(Run(here, lambda name: None), asked.properties, {}, asked))).value

        assert seen == value == list(range(cluster, 1000, 50))


def test_each_member_is_read_once_for_all_questions(monkeypatch):
    added: list[int] = []
    add = Lookup._add

    def note(self: Lookup, position: int, value: Any) -> None:
        added.append(position)
        add(self, position, value)

    monkeypatch.setattr(Lookup, "_add", note)
    expression = planned("any(resources('T'), &A == item().X)")
    here = fleet(1000)
    for cluster in range(50):
        asked = Resource("Z", f"z{cluster}", {"X": reference(f"c{cluster}")})

        assert expression.evaluate({}, Context(data=Frame(Run(here, lambda name: None), asked.properties, {}, asked))).value is True
    assert added == list(range(1000))


def test_where_it_is_asked_why_nothing_matched_a_few_that_did_not_are_shown():
    here = fleet(1000)
    run = Run(here, lambda name: None, tracing=True)
    context = Context(data=Frame(run, {}, {}, Resource("Z", "z", {})))
    found = where("_resources_where", FUNCTIONS["resources"]).call(context, ["N"], lambda value: 500, "T")

    assert [item["N"] for item in found] == [*range(20), 500]


def test_what_cannot_be_evaluated_leaves_every_member():
    """The key's own error comes from the condition, of a member; of none where there is no member."""
    expression = planned("resources('T')[?A == abs('x')]")
    frame = Frame(Run(fleet(100), lambda name: None), {}, {}, Resource("Z", "z", {}))

    with pytest.raises(EvaluationError):
        expression.evaluate({}, Context(data=frame))
    frame.run.world = World(Snapshot("w", (), closed=frozenset({"*"})))
    assert expression.evaluate({}, Context(data=frame)).value == []


def test_a_compiled_expression_calls_what_it_says():
    """Whoever reads what an expression calls, or which types it names, reads its text."""
    assert compile_expression("resources('T')[?A == item().X]", FUNCTIONS).calls == {"resources", "item"}
