"""Each case is a template as people write them, and the snapshot that it must give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner.documents import read
from scanner.encoding import decode, encode
from scanner.sources.cloudformation import recognise
from tests.sources.cloudformation.regenerate import CASES, snapshot_of, template_of, written


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_template_gives_its_snapshot(case: Path) -> None:
    """Regenerate with `python -m tests.sources.cloudformation.regenerate` and read the diff."""
    expected = json.loads((case / "snapshot.json").read_text("utf-8"))

    assert json.loads(json.dumps(written(snapshot_of(case)))) == expected


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_template_is_recognised_by_its_content(case: Path) -> None:
    path = template_of(case)

    assert recognise(read(path.read_bytes(), "any-name.txt"))


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_every_place_leads_to_a_property(case: Path) -> None:
    """A canonical pointer with a place can be followed in the canonical properties."""
    for resource in snapshot_of(case).resources:
        for pointer in resource.origin.properties:
            value: Any = resource.properties
            for step in pointer:
                value = value[step]


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_properties_can_be_saved_and_loaded(case: Path) -> None:
    for resource in snapshot_of(case).resources:
        saved = encode(resource.properties)

        assert encode(decode(saved)) == saved
