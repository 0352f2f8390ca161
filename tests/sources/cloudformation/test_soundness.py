"""Reading with a parameter unknown is consistent with reading with any value for it.

Whatever a template resolves to when the parameters are given must be one completion of what it resolves to when they are not:
equal identities stand for equal values and equal selectors for the same choice, throughout the whole resource.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.documents import read
from scanner.sources.cloudformation import read_template
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

TEXTS = ["", "a", "b", "dev", "prod", "a-b", "x,y", "0", "1", "true"]
CONDITIONS = ["C0", "C1", "C2", "C3"]

words = st.sampled_from(TEXTS)
compared = st.one_of(
    words,
    st.sampled_from([{"Ref": name} for name in ("P", "P", "Q", "N", "AWS::Region")]),
    st.sampled_from([{"Fn::Sub": text} for text in ("${P}", "a-${P}", "${Q}${P}", "${P}-${AWS::Region}")]),
)
leaves = st.one_of(
    compared,
    st.sampled_from([{"Ref": "L"}, {"Ref": "AWS::NoValue"}]),
    st.sampled_from([{"Fn::GetAtt": ["R", "Arn"]}, {"Ref": "R"}, {"Fn::ImportValue": "e"}]),
    st.sampled_from([{"Fn::Sub": text} for text in ("${R.Arn}/${AWS::Region}", "${!x}${Q}")]),
)


def functions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(inner, max_size=3)
    return st.one_of(
        lists,
        st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
        st.builds(lambda c, a, b: {"Fn::If": [c, a, b]}, st.sampled_from(CONDITIONS), inner, inner),
        st.builds(lambda d, items: {"Fn::Join": [d, items]}, st.sampled_from(["", ",", "-"]), lists),
        st.builds(lambda d, item: {"Fn::Join": [d, item]}, st.sampled_from(["", ","]), inner),
        st.builds(lambda i, items: {"Fn::Select": [i, items]}, st.one_of(st.sampled_from(["0", 1]), inner), st.one_of(lists, inner)),
        st.builds(lambda d, item: {"Fn::Split": [d, item]}, st.sampled_from([",", "-"]), inner),
        st.builds(lambda a, b: {"Fn::FindInMap": ["M", a, b]}, inner, inner),
        st.builds(lambda a, b, d: {"Fn::FindInMap": ["M", a, b, {"DefaultValue": d}]}, inner, inner, inner),
        st.builds(lambda a, b: {"Fn::Sub": ["${a}/${b}${P}", {"a": a, "b": b}]}, inner, inner),
        st.builds(lambda item: {"Fn::Base64": item}, inner),
        st.builds(lambda item: {"Fn::Length": item}, st.one_of(lists, inner)),
        st.builds(lambda item: {"Fn::ToJsonString": {"k": item}}, inner),
    )


values = st.recursive(leaves, functions, max_leaves=8)
comparisons = st.builds(lambda a, b: {"Fn::Equals": [a, b]}, compared, compared)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(lambda a, b: {"Fn::And": [a, b]}, inner, inner),
        st.builds(lambda a, b: {"Fn::Or": [a, b]}, inner, inner),
        st.builds(lambda a: {"Fn::Not": [a]}, inner),
        st.sampled_from([{"Condition": "C0"}, {"Condition": "C1"}]),
    ),
    max_leaves=4,
)
environments = st.fixed_dictionaries(
    {
        "P": words,
        "Q": st.sampled_from(["dev", "prod", "a"]),
        "Z": st.sampled_from(["dev", "prod"]),
        "N": st.sampled_from(["0", "1", "2"]),
        "L": st.sampled_from(["a", "a,b", "dev,prod,a"]),
        "AWS::Region": st.sampled_from(["eu-west-1", "dev"]),
    }
)


def template(value: Any, named: list[Any]) -> dict[str, Any]:
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {
            "P": {"Type": "String"},
            "Q": {"Type": "String", "AllowedValues": ["dev", "prod", "a"]},
            "Z": {"Type": "String", "AllowedValues": ["dev", "prod"]},
            "N": {"Type": "Number"},
            "L": {"Type": "CommaDelimitedList"},
        },
        "Mappings": {"M": {"dev": {"a": "1", "b": ["x", "y"]}, "prod": {"a": "2"}, "a": {"a": "0", "b": ["z"]}}},
        "Conditions": dict(zip(CONDITIONS, named, strict=True)),
        "Resources": {
            "R": {"Type": "AWS::SNS::Topic"},
            "V": {"Type": "Custom::Probe", "Properties": {"V": value}},
            "W": {"Type": "Custom::Maybe", "Condition": "C3", "Properties": {"V": value}},
        },
    }


def resolve(document: dict[str, Any], parameters: dict[str, Any]) -> tuple[Any, Any, Any, bool]:
    """The probe's properties; the other's existence and properties; and whether the template is free of mistakes."""
    snapshot = read_template(read(json.dumps(document), "t.json"), "w", parameters, None)
    by_type = {resource.type: resource for resource in snapshot.resources}
    maybe = by_type.get("Custom::Maybe")
    return by_type["Custom::Probe"].properties, maybe.exists if maybe else False, maybe.properties if maybe else None, not snapshot.gaps


State = dict[Any, Any]


def completions(value: Any, known: Any, state: State) -> Iterator[State]:
    """The ways to make `value` the known value, each with the choices and identities that it binds."""
    if isinstance(value, Unknown):
        if isinstance(known, Unknown) and value == known:
            yield state
        elif value.one_of is not None:
            for index, item in enumerate(value.one_of):
                if state.get(("choice", value.selector), index) == index:
                    yield from completions(item, known, {**state, ("choice", value.selector): index})
        elif known is ABSENT:
            if value.may_be_absent:
                yield state
        else:
            yield from as_value(value, known, state)
    elif value is ABSENT or known is ABSENT:
        if value is known:
            yield state
    elif isinstance(value, OpenObject):
        if isinstance(known, dict):
            yield state
    elif isinstance(value, OpenList):
        if isinstance(known, (list, OpenList, Unknown)):
            yield state
    elif isinstance(value, dict) and isinstance(known, dict):
        yield from entries([*sorted({*value, *known})], value, known, state)
    elif isinstance(value, list) and isinstance(known, list):
        yield from items(value, known, state)
    elif type(value) is type(known) and value == known:
        yield state


def entries(keys: list[str], value: dict[str, Any], known: dict[str, Any], state: State) -> Iterator[State]:
    if not keys:
        yield state
        return
    for after in completions(value.get(keys[0], ABSENT), known.get(keys[0], ABSENT), state):
        yield from entries(keys[1:], value, known, after)


def items(value: list[Any], known: list[Any], state: State) -> Iterator[State]:
    if not value:
        if not known:
            yield state
        return
    for after in completions(value[0], ABSENT, state):
        yield from items(value[1:], known, after)
    if known:
        for after in completions(value[0], known[0], state):
            yield from items(value[1:], known[1:], after)


def as_value(value: Unknown, known: Any, state: State) -> Iterator[State]:
    bits = type_bits(known)
    if not bits & value.types:
        return
    text = known.prefix if isinstance(known, Unknown) else known
    if isinstance(text, str) and isinstance(known, str) and not (text.startswith(value.prefix) and text.endswith(value.suffix)):
        return
    if value.truthy and known in ("", [], {}, None, False):
        return
    bound = state.get(("identity", value.identity), NOTHING)
    if bound is not NOTHING:
        if key(bound) == key(known):
            yield state
        return
    if value.identity is not None:
        state = {**state, ("identity", value.identity): known}
    if value.parts is not None:
        yield from split(list(value.parts), list(known.parts or (known,)) if isinstance(known, Unknown) else [known], state)
    else:
        yield state


def split(parts: list[Any], known: list[Any], state: State) -> Iterator[State]:
    """The ways to lay a text's parts over a known text, itself in parts where it has references."""
    known = [piece for piece in known if piece != "" or isinstance(piece, Unknown)]
    if not parts:
        if not known:
            yield state
        return
    first = parts[0]
    if isinstance(first, str):
        if known and isinstance(known[0], str) and known[0].startswith(first):
            yield from split(parts[1:], [known[0][len(first) :], *known[1:]], state)
        return
    if known and isinstance(known[0], Unknown):
        for after in completions(first, known[0], state):
            yield from split(parts[1:], known[1:], after)
    for after in completions(first, "", state):
        yield from split(parts[1:], known, after)
    if known and isinstance(known[0], str):
        for size in range(1, len(known[0]) + 1):
            for after in completions(first, known[0][:size], state):
                yield from split(parts[1:], [known[0][size:], *known[1:]], after)
    if len(known) > 1:  # an unknown part may stand for text and references together
        yield state


def type_bits(value: Any) -> int:
    if isinstance(value, Unknown):
        return value.types
    if value is None:
        return NULL
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, (int, float)):
        return NUMBER
    if isinstance(value, str):
        return STRING
    return ARRAY if isinstance(value, (list, OpenList)) else OBJECT


def key(value: Any) -> Any:
    return (type(value).__name__, value.identity if isinstance(value, Unknown) else repr(value))


def check(value: list[Any], named: list[Any], environment: dict[str, str]) -> bool:
    """Whether the given values make a completion of the unknown ones; True where they cannot be deployed at all."""
    document = template(value, named)
    unknown, exists, maybe, _ = resolve(document, {})
    known, exists_given, maybe_known, sound = resolve(document, environment)
    if not sound or has_choice(known):
        return True  # cannot be deployed with these values, or hangs on what only a deployment tells
    ways = [after for way in completions(exists, exists_given, {}) for after in completions(unknown, known, way)]
    return any(not exists_given or any(True for _ in completions(maybe, maybe_known, way)) for way in ways)


@given(
    st.lists(values, min_size=1, max_size=3),
    st.tuples(comparisons, comparisons, conditions, conditions),
    environments,
)
@settings(max_examples=200, deadline=None)
def test_what_is_given_completes_what_is_unknown(value: list[Any], named: tuple[Any, ...], environment: dict[str, str]) -> None:
    assert check(value, list(named), environment)


P, Q, N, L, Z = ({"Ref": name} for name in ("P", "Q", "N", "L", "Z"))
PICKED: list[list[Any]] = [
    [{"Fn::If": ["C0", "x", {"Fn::If": ["C0", "y", "z"]}]}, {"Fn::If": ["C1", P, {"Fn::If": ["C1", "n", P]}]}],
    [Q, Z, {"Fn::Sub": "${Q}${Z}"}, {"Fn::FindInMap": ["M", Z, "a"]}],
    [{"Fn::Select": [0, L]}, {"Fn::Select": [1, L]}, {"Fn::Select": [0, L]}],
    [{"Fn::Select": [0, {"Fn::Split": ["-", P]}]}, {"Fn::Select": [1, {"Fn::Split": ["-", P]}]}, {"Fn::Split": ["-", P]}],
    [{"Fn::Split": ["-", {"Fn::Sub": "x-${P}-y"}]}, {"Fn::Select": [1, {"Fn::Split": ["-", {"Fn::Sub": "x-${P}-y"}]}]}],
    [{"Fn::Split": [",", {"Fn::Sub": "x,${AWS::Region},${Q}"}]}],
    [{"Fn::If": ["C0", P, Q]}, {"Fn::If": ["C0", "x", "y"]}, {"Fn::If": ["C1", "x", "y"]}],
    [{"Fn::If": ["C0", P, {"Ref": "AWS::NoValue"}]}, {"Fn::Length": ["x", {"Fn::If": ["C0", P, {"Ref": "AWS::NoValue"}]}]}],
    [{"Fn::Join": ["-", ["x", {"Fn::If": ["C0", P, {"Ref": "AWS::NoValue"}]}, Q]]}, {"Fn::If": ["C0", "yes", "no"]}],
    [{"Fn::Select": [1, [{"Fn::If": ["C1", "x", {"Ref": "AWS::NoValue"}]}, "y", "z"]]}],
    [{"Fn::FindInMap": ["M", P, "a"]}, {"Fn::FindInMap": ["M", P, "b", {"DefaultValue": ["none"]}]}, P],
    [{"Fn::FindInMap": ["M", Q, "a"]}, Q, {"Fn::FindInMap": ["M", P, "b"]}, {"Fn::FindInMap": ["M", "dev", P]}],
    [{"Fn::FindInMap": ["M", P, "a", {"DefaultValue": "d"}]}, {"Fn::FindInMap": ["M", P, "a", {"DefaultValue": "e"}]}],
    [{"Fn::FindInMap": ["M", {"Fn::Sub": "${P}"}, P, {"DefaultValue": N}]}],
    [{"Fn::ToJsonString": {"p": P, "q": Q, "l": [P, 1, True]}}, {"Fn::Base64": P}, {"Fn::Base64": Q}],
    [{"Fn::Join": [",", L]}, {"Fn::Length": L}, L],
    [{"Fn::Cidr": ["10.0.0.0/16", {"Fn::FindInMap": ["M", Q, "a"]}, "8"]}],
    [{"Fn::Select": [N, L]}, {"Fn::Select": [N, ["x", "y", "z"]]}, {"Fn::Select": [{"Fn::FindInMap": ["M", Q, "a"]}, ["x", "y", "z"]]}],
]
NAMED: list[list[Any]] = [
    [
        {"Fn::Equals": [P, "a"]},
        {"Fn::Equals": [P, "b"]},
        {"Fn::Or": [{"Condition": "C0"}, {"Condition": "C1"}]},
        {"Fn::Not": [{"Condition": "C0"}]},
    ],
    [
        {"Fn::Equals": [P, "a"]},
        {"Fn::Equals": ["a", P]},
        {"Fn::Or": [{"Condition": "C0"}, {"Fn::Equals": [Q, "dev"]}]},
        {"Condition": "C2"},
    ],
    [
        {"Fn::Equals": [Q, "dev"]},
        {"Fn::Equals": [{"Fn::Sub": "${Q}-${P}"}, "a-b"]},
        {"Fn::Not": [{"Condition": "C0"}]},
        {
            "Fn::And": [{"Condition": "C2"}, {"Fn::Not": [{"Fn::Equals": [P, Q]}]}],
        },
    ],
    [
        {"Fn::Equals": [{"Fn::Sub": "a-${P}"}, "a-b"]},
        {"Fn::Equals": [{"Fn::Sub": "${P}"}, ""]},
        {"Fn::Equals": [{"Fn::Select": [0, L]}, {"Fn::Select": [1, L]}]},
        {"Fn::Or": [{"Condition": "C1"}, {"Condition": "C0"}]},
    ],
]
PLACES = [
    {"P": text, "Q": choice, "Z": second, "N": number, "L": several, "AWS::Region": region}
    for text in ("", "a", "b", "dev", "prod", "a-b")
    for choice, second, number, several, region in (
        ("dev", "prod", "0", "a,b", "eu-west-1"),
        ("prod", "prod", "1", "a,a", "dev"),
        ("a", "dev", "2", "b,a,dev", "x"),
    )
]


@pytest.mark.parametrize("value", PICKED, ids=range(len(PICKED)))
@pytest.mark.parametrize("named", NAMED, ids=range(len(NAMED)))
def test_every_value_of_the_parameters_completes_what_hangs_on_them(value: list[Any], named: list[Any]) -> None:
    for environment in PLACES:
        assert check(value, named, environment), environment


def has_choice(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(has_choice(item) for item in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, (OpenList, OpenObject)) or (isinstance(value, Unknown) and value.one_of is not None)


@given(st.lists(values, min_size=1, max_size=3), st.lists(conditions, min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_functions_in_any_order_are_read_without_a_crash(value: Any, named: list[Any]) -> None:
    """What cannot be meant is a Gap with a line; conditions may even refer to themselves."""
    properties, _, _, _ = resolve(template(value, named), {})

    assert isinstance(properties, dict)
