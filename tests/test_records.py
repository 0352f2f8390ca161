"""Our data classes are the standard library's, seen from outside: every promise is held against a twin made there."""

from __future__ import annotations

import copy
import dataclasses
import enum
import json
import pickle
from typing import Any

import pytest

from scanner import records
from scanner.report import Part, Verdict
from scanner.snapshot import Location
from scanner.unknown import Unknown

OPTIONS: tuple[dict[str, bool], ...] = (
    {},
    {"slots": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
    {"slots": True, "eq": False},
)


def twins(**options: bool) -> tuple[Any, Any]:
    """The same class, made by us and by the standard library."""
    made = []
    for maker, field in ((records.dataclass, records.field), (dataclasses.dataclass, dataclasses.field)):

        class Thing:
            name: str
            size: int = 1
            inner: list[int] = field(default_factory=list)
            aside: str = field(default="x", repr=False, compare=False)

            def double(self) -> int:
                """Twice its size."""
                return self.size * 2

        made.append(maker(**options)(Thing))
    return made[0], made[1]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("made_before", [0, records.FEW])
def test_instances_are_made_compared_and_shown_alike(options: dict[str, bool], made_before: int):
    """The first instances come from a general `__init__`, later ones from a generated one."""
    for _ in range(made_before):
        twins(**options)
    ours, theirs = twins(**options)
    for cls in (ours, theirs) * 2:
        for _ in range(made_before):
            cls("a")
    shown = []
    for cls in (ours, theirs):
        first, second, third = cls("a", 2), cls(name="a", size=2, aside="y"), cls("b", inner=[1])
        facts: list[Any] = [
            repr(first),
            repr(third),
            first == second,
            first == third,
            first != second,
            first.double(),
            third.inner,
            cls("c").inner,
        ]
        facts += [
            first == ("a", 2, [], "x"),
            dataclasses.replace(first, size=3).size,
            records.replace(first, size=3).size if cls is ours else 3,
        ]
        facts += [[field.name for field in dataclasses.fields(cls)], cls.__match_args__, cls.__hash__ is None, hasattr(first, "__dict__")]
        if options.get("order"):
            facts += [first < third, first <= second, third > first, sorted([third, first]) == [first, third]]
        shown.append(facts)

    assert shown[0] == shown[1]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("positional", [(), ("a", 1, [], "x", 5), ("a",)], ids=str)
@pytest.mark.parametrize("named", [{}, {"wrong": 1}, {"name": "b"}, {"size": 1, "wrong": 1}], ids=str)
def test_calls_are_refused_in_the_same_words(options: dict[str, bool], positional: tuple[Any, ...], named: dict[str, Any]):
    said = []
    for cls in twins(**options):
        try:
            said.append(repr(cls(*positional, **named)) if options.get("eq", True) else type(cls(*positional, **named)).__name__)
        except TypeError as error:
            said.append(str(error).rpartition(".")[2])

    assert said[0] == said[1]


def test_a_default_that_can_change_is_refused():
    with pytest.raises(ValueError, match="default_factory"):

        @records.dataclass
        class Wrong:
            items: list[int] = []  # noqa: RUF012  # this is what is refused


def test_a_frozen_record_cannot_be_changed():
    part = Part((), "a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        part.key = "b"  # type: ignore[misc]  # this is what is refused
    with pytest.raises(dataclasses.FrozenInstanceError):
        del part.key


def test_a_hash_is_that_of_the_compared_fields():
    assert hash(Location("a", 1, 1, 1, 2)) == hash(Location("a", 1, 1, 1, 2))
    assert {Location("a", 1, 1, 1, 2), Location("a", 1, 1, 1, 2), Location("a", 1, 1, 1, 3)} == {
        Location("a", 1, 1, 1, 2),
        Location("a", 1, 1, 1, 3),
    }


def test_records_are_pickled_whole():
    for record in (Part(("a", 0), "k"), Location("a", 1, 1, 1, 2), Unknown("why", 3)):
        found = pickle.loads(pickle.dumps(record))  # noqa: S301  # our own bytes

        assert [getattr(found, field.name) for field in dataclasses.fields(record)] == [
            getattr(record, field.name) for field in dataclasses.fields(record)
        ]


def test_unknown_s_own_equality_is_kept():
    """A method that a class writes itself is not replaced."""
    assert Unknown("a", identity=1) == Unknown("b", identity=1)
    assert Unknown("a") != Unknown("a")


def test_what_would_never_run_is_refused():
    class Base:
        def __post_init__(self) -> None:
            """Would be passed over in silence."""

    class Thing(Base):
        name: str = ""

    with pytest.raises(TypeError, match="Thing has a __post_init__, which would never run"):
        records.dataclass(Thing)


def test_words_are_those_of_the_standard_library():
    """A choice of texts behaves alike, whoever made it."""
    facts = []
    for maker in (records.StrEnum, enum.StrEnum):

        class Size(maker):  # type: ignore[misc, valid-type]  # one class, made twice
            SMALL = "small"
            LARGE = "large"

            @property
            def rank(self) -> int:
                """Its place."""
                return list(type(self)).index(self)

        sizes: Any = Size
        small, large = sizes.SMALL, sizes.LARGE
        shown = [str(small), repr(large), f"{small}", small.value, large.name, large.rank, len(sizes), [*sizes], small in sizes]
        shown += [sizes("large") is large, sizes["SMALL"] is small, small == "small", {small: 1}["small"], isinstance(small, str)]
        shown += [copy.deepcopy(small) is small, json.dumps(small)]
        with pytest.raises(ValueError, match="'huge' is not a valid") as wrong:
            sizes("huge")
        facts.append([*shown, str(wrong.value)])

    assert facts[0] == facts[1]


def test_a_word_is_itself_on_the_other_side_of_a_pickle():
    assert pickle.loads(pickle.dumps(Verdict.FAIL)) is Verdict.FAIL  # noqa: S301  # our own bytes
