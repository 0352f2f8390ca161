"""A policy, relation or pack file with anything wrong in it gives a sentence, never a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from scanner import examples, packaged, packs, policy_lint, policy_loader
from scanner.errors import PolicyError

FILES = sorted(path for path in packaged.policies_dir().rglob("*.yaml") if path.parent.name != "data")
WRONG: list[Any] = [
    None, True, 0, -1.5, "", "a", "@", "[", "{x", [], {}, [[]], [None], {"a": None}, {"a": {"b": 1}}, {"$unknown": 5}, {"$ref": 1},
    "AWS::ECS::Service", ["AWS::ECS::Cluster", 5], {"AWS::ECS::Service": "["}, {"type": "text"}, 10**30,
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a document."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def spoilt(document: Any, dice: random.Random) -> Any:
    """The document with one value or key replaced."""
    path = dice.choice(list(places(document)))
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    if dice.random() < 0.15 and isinstance(holder, dict):
        holder[f"\n{path[-1]}"] = holder.pop(path[-1])
    else:
        holder[path[-1]] = dice.choice(WRONG)
    return document


@pytest.mark.parametrize("seed", range(60))
def test_a_spoilt_file_is_told_in_sentences(seed, tmp_path):
    dice = random.Random(seed)
    path = dice.choice(FILES)
    kind = path.parent.name if path.parent.name in ("relations", "packs") else "own"
    (tmp_path / kind).mkdir()
    copy = tmp_path / kind / path.name
    copy.write_text(yaml.safe_dump(spoilt(yaml.safe_load(path.read_text(encoding="utf-8")), dice)), encoding="utf-8")
    if kind == "packs":
        try:
            told = [packs.parse(copy).id]
        except PolicyError as error:
            told = [str(error)]
    else:
        library = policy_loader.load([tmp_path], builtin=False)
        library.relations = {name: one for name, one in library.relations.items() if one.file.startswith(tmp_path.name)}
        problems = [*library.errors, *policy_lint.lint(library)]
        told = [*map(str, problems), *(result.problem or "" for result in examples.run(library))]

    assert all("Error:" not in text and "Traceback" not in text for text in told)
