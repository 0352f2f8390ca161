"""Readers of Terraform's files never raise but what a user is told: random bytes, and real files that somebody damaged."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import DocumentError
from scanner.redaction import Redactor
from scanner.sources.terraform import hcl, json_document, json_syntax, plan, state
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Root, Tree, read_root

ROOT: Final = Path(__file__).parents[3]
STUDY: Final = ROOT / "examples" / "ecs-case-study" / "broken" / "terraform"
CODE: Final = [path.read_bytes() for path in sorted(STUDY.rglob("*.tf"))]
PLAN: Final[dict[str, Any]] = json.loads((STUDY / "plan.json").read_text("utf-8"))
STATE: Final = {
    "version": 4,
    "terraform_version": "1.11.4",
    "lineage": "x",
    "resources": [
        {
            "mode": "managed",
            "type": one["type"],
            "name": one["name"],
            "module": one.get("module_address"),
            "instances": [{"index_key": one.get("index"), "attributes": one["change"]["after"], "sensitive_attributes": []}],
        }
        for one in PLAN["resource_changes"]
    ],
}
SYNTAX: Final = """${ %{ } { " [ ] ( ) = => .* [*] ... ? : \\ /* */ # ! - ~ for if else 0x1f <<EOT <<-EOT EOT"""
PIECES: Final = [*SYNTAX.split(), "\n", "\0", "%{ endif }"]
JUNK: Final[list[Any]] = [None, True, 1, 1.5, "", "x", "module.", "[", 'a["', [], {}, [1], ["a"], [[]], [{}], {"a": 1}, {"references": [1]}]
KEY: Final = Redactor(b"key", lasting=True)
damages = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.sampled_from(PIECES), st.integers(1, 40)), min_size=1, max_size=6
)


def damaged(data: bytes, changes: list[tuple[float, int, str, int]]) -> bytes:
    """A file with some pieces put in, cut out, doubled, or with its end lost."""
    for where, how, piece, length in changes:
        at = int(where * len(data))
        middle = (piece.encode(), b"", data[at : at + length] * 2, None)[how]
        data = data[:at] if middle is None else data[:at] + middle + data[at + (length if how in (1, 2) else 0) :]
    return data


def pointers(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the parts of a document stand."""
    yield above
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from pointers(inner, (*above, name))


PLACES: Final = [list(pointers(one))[1:] for one in (PLAN, STATE)]


def spoiled(document: Any, places: list[tuple[Any, ...]], changes: list[tuple[float, int]]) -> Any:
    """A document in which some parts are something else."""
    document = copy.deepcopy(document)
    for where, what in changes:
        at, pointer = document, places[int(where * len(places))]
        try:
            for step in pointer[:-1]:
                at = at[step]
            at[pointer[-1]] = JUNK[what]
        except (KeyError, IndexError, TypeError):
            continue
    return document


def read_document(document: Any) -> None:
    """A plan or state to its snapshot, where it is one."""
    if state.is_state(document):
        snapshot_of(state.read_state(document, "x.json", KEY), KEY)
    elif plan.is_plan(document):
        snapshot_of(plan.read_plan(document, "x.json", KEY), KEY)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="a1_\"'${}%[]()=.,:\n #<-~*/\\", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for reader in (hcl.read, json_syntax.read, json_syntax.read_plain):
        body, errors = reader("x.tf", data)

        assert all(isinstance(error, DocumentError) and error.line is not None for error in errors)
        assert body is not None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CODE), damages)
def test_damaged_code_keeps_what_can_be_read(tmp_path_factory: Any, data: bytes, changes: list[tuple[float, int, str, int]]) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    (folder / "main.tf").write_bytes(damaged(data, changes))
    root = read_root(Tree(str(folder.resolve()), ""), "", {}, (), KEY)

    assert isinstance(root, Root)
    snapshot_of(root, KEY)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([0, 1]), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, len(JUNK) - 1)), min_size=1, max_size=8)
)
def test_a_plan_or_state_of_another_shape_is_read_as_far_as_it_goes(which: int, changes: list[tuple[float, int]]) -> None:
    read_document(spoiled((PLAN, STATE)[which], PLACES[which], changes))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0, 1]), damages)
def test_a_damaged_plan_or_state_is_told(which: int, changes: list[tuple[float, int, str, int]]) -> None:
    with contextlib.suppress(DocumentError):
        read_document(json_document.decoded(damaged(json.dumps((PLAN, STATE)[which]).encode(), changes), "x.json"))
