"""A policy whose cost, or whose values, would grow too fast with what is scanned is refused when it is loaded, at the name that did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner import policy_loader
from scanner.degrees import DOCUMENT, Bound, Degrees, RelationBounds, beyond
from scanner.jmes import Function, Parameter, compile_expression
from scanner.library import expressions_of
from scanner.unknown import ANY

CASES = sorted(path for path in (Path(__file__).parent / "degrees").iterdir() if path.is_dir())
LIBRARY = policy_loader.load([])


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_policy_beyond_the_limits_is_refused_with_the_name_that_did_it(folder):
    """`expected.txt` is every error of the folder, as a person reads it."""
    found = "\n".join(str(error) for error in policy_loader.load([folder]).errors)

    assert f"{found}\n" == (folder / "expected.txt").read_text(encoding="utf-8")


def degrees(text: str, bindings: dict[str, Bound] | None = None) -> tuple[int, int]:
    named = bindings or {}
    functions = {**LIBRARY.functions, **{name: Function(name, (), ANY, lambda context: None) for name in named}}
    found = Degrees(functions, named, LIBRARY.bounds).of(compile_expression(text, functions).nodes)
    return found.size, found.cost


@pytest.mark.parametrize(
    ("text", "size", "cost"),
    [
        ("`[1, 2]`", 0, 0),
        ("ClusterName", 1, 0),
        ("ContainerDefinitions[?Privileged].Name", 1, 1),
        ("ContainerDefinitions[].MountPoints[].SourceVolume", 1, 1),
        ("ContainerDefinitions[?contains(item().Volumes[].Name, Name)]", 1, 2),
        ("resources('T')", 1, 0),
        ("resources('T')[?Name]", 1, 1),
        ("resources('T')[?contains(this().Names, Name)]", 1, 2),
        ("resources('T')[?Name == this().Name]", 1, 1),
        ("any(resources('T'), &Name == this().Name && Other)", 0, 1),
        ("any(resources('T'), &Name == this().Name && contains(this().Names, Name))", 0, 2),
        ("any(resources('T'), &Name == length(resources('U')[?A != 'a']))", 0, 2),
        ("resources('T')[?Name != this().Name]", 1, 2),
        ("referrers(@, 'T')[].referrers(@, 'U')[]", 1, 1),
        ("NetworkConfiguration.Subnets[].resource(@, 'T').Id", 1, 1),
        ("resources('T')[].resources('U')[]", 2, 2),
        ("map(&resources('U'), resources('T'))", 2, 1),
        ("missing(A, B)", 1, 2),
        ("any(resources('T'), &same(@, item()))", 0, 1),
        ("sort_by(resources('T'), &Name)[0]", 1, 1),
        ("twice()[].twice()[]", 2, 2),
        ("length(twice())", 0, 1),
        ("group_clusters(@)[].ClusterName", 1, 1),
        ("route_table(SubnetId).Id", 1, 0),
    ],
)
def test_degrees_of_expressions(text, size, cost):
    """Names count; the element of a list is amortised; what is looked up costs nothing but what it gives."""
    assert degrees(text, {"twice": DOCUMENT}) == (size, cost)


def test_built_in_policies_and_relations_stay_far_below_the_limits():
    """The square of what is scanned is the most that any of them costs."""
    assert [str(error) for error in LIBRARY.errors] == []
    assert {LIBRARY.bounds.of(relation.value).cost for relation in LIBRARY.relations.values()} <= {0, 1, 2}


def test_a_cost_by_steps_is_what_the_degree_says():
    """Counted: an expression of cost degree k asks its innermost condition n ** k times, where n is the length of each list."""
    for text, degree in (("any(a(), &step(@))", 1), ("any(a(), &any(a(), &step(@)))", 2), ("a()[?a()[?any(a(), &step(@))]]", 3)):
        for size in (3, 6):
            steps: list[int] = []
            functions = {
                **LIBRARY.functions,
                "a": Function("a", (), ANY, lambda context, size=size: list(range(size))),
                "step": Function("step", (Parameter("value", ANY),), 2, lambda context, value, steps=steps: bool(steps.append(1))),
            }
            expression = compile_expression(text, functions)
            expression({})

            assert len(steps) == size**degree
            assert Degrees(functions, {"a": DOCUMENT}, LIBRARY.bounds).of(expression.nodes).cost == degree


def test_a_relation_is_looked_into_only_where_it_is_called():
    asked: list[str] = []

    class Asked(dict):  # type: ignore[type-arg]  # a dict of relations that notes who is asked
        def __getitem__(self, name: str):
            asked.append(name)
            return super().__getitem__(name)

    bounds = RelationBounds(Asked(LIBRARY.relations), LIBRARY.functions)
    Degrees(LIBRARY.functions, {}, bounds).of(compile_expression("task_definition(@).Family", LIBRARY.functions).nodes)

    assert set(asked) <= {"task_definition"}
    assert all(beyond(expression, Bound()) is None for policy in LIBRARY.policies.values() for expression in expressions_of(policy))
