"""The same world as a template and in an account gives one snapshot, in all that both can know."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.parity.agreement import Names, differences, shared
from tests.parity.regenerate import code_snapshot
from tests.parity.worlds import CASES, Seen, as_code, live, told

pytest.importorskip("moto", reason="answers are put into each service's protocol by moto's serializers")
EVERY = pytest.mark.parametrize("case", sorted(path for path in CASES.iterdir() if path.is_dir()), ids=lambda case: case.name)


@cache
def seen(case: Path) -> tuple[Seen, Names]:
    """What was collected, once for each case."""
    found = live(case)
    return found, Names(told(case)["ids"], found.resources)


def expected(case: Path) -> dict[str, Any]:
    """The one snapshot."""
    found: dict[str, Any] = json.loads((case / "snapshot.json").read_text("utf-8"))
    return found


@EVERY
def test_the_template_gives_the_snapshot(case: Path) -> None:
    """Regenerate with `python -m tests.parity.regenerate` and read the diff."""
    _, names = seen(case)

    assert differences(expected(case), code_snapshot(case, names)) == []


@EVERY
def test_the_account_gives_the_snapshot(case: Path) -> None:
    """What the template says of a resource is what AWS's answers say of it."""
    found, names = seen(case)
    ids = told(case)["ids"]
    longer = told(case).get("longer", {})

    for logical, wanted in expected(case).items():
        one = found.resources.get(ids[logical])
        assert one is not None, f"{logical} was not collected; there are {sorted(found.resources)}"
        given: dict[str, Any] = {"type": one.type, "properties": names.properties(one)}
        for name in longer.get(logical, {}):
            given["properties"][name] = shared(wanted["properties"][name], given["properties"][name], partly=True)
        assert differences(wanted, shared(wanted, given)) == [], logical


@EVERY
def test_live_state_is_there(case: Path) -> None:
    """What only an account shows, in the API's own spelling."""
    found, names = seen(case)
    given = told(case)
    wanted = {given["ids"][logical]: {"Runtime": state} for logical, state in given.get("runtime", {}).items()} | given.get("live", {})

    for identity, properties in wanted.items():
        assert differences(properties, shared(properties, names.properties(found.resources[identity]), partly=True)) == [], identity


@EVERY
def test_nothing_more_is_there_than_was_told(case: Path) -> None:
    """A resource that nobody wrote is one that AWS makes itself, and the case says why."""
    given = told(case)

    assert set(seen(case)[0].resources) == {*given["ids"].values(), *given.get("live_only", {})}


@EVERY
def test_everything_was_read(case: Path) -> None:
    """Every call that is made is one that the case writes down, every one written down is made, and nothing is a gap."""
    found, _ = seen(case)

    assert (found.refused, found.unasked) == ([], [])
    assert [line for line in found.coverage if line.status not in ("complete", "in-use")] == []


@EVERY
def test_only_what_no_answer_shows_is_left_out(case: Path) -> None:
    """What stands in `code_only` is something that the template says and that the account does not show."""
    found, names = seen(case)
    given = told(case)
    code = as_code(case)

    for logical, properties in given.get("code_only", {}).items():
        said, shown = names.properties(code[logical]), names.properties(found.resources[given["ids"][logical]])
        for name in properties:
            assert differences(said[name], shared(said[name], shown.get(name, "(nothing)"))) != [], f"{logical}.{name} is shown"
