"""Portions spare the hashing of lines and change nothing of what is found."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from scanner.history import migrations, portions, store
from scanner.history import schema as s
from scanner.history.portions import DIGEST, Before, Laid, lay, line_digest
from tests.history.keeping import given_back, keep, problems, told
from tests.history.made import Run, code, finding, live

LINES = st.lists(st.sampled_from([b"a", b"b" * 3000, *(b"line %d" % number for number in range(12))]), max_size=60)


def laid(lines: Sequence[bytes], before: Before, chunk: int = 0) -> Laid:
    """Lines as they stand in a report, read by pieces of at most `chunk` bytes."""
    text = b",\n".join(lines)
    stream = io.BytesIO(text)

    def read(room: memoryview) -> int:
        return stream.readinto(room[: chunk or len(room)])

    return lay(read, len(text), before)


def as_before(lines: Sequence[bytes], seed: int = 7) -> Before:
    """A report as the next one sees it."""
    found = laid(lines, Before(seed=seed))
    starts = list(accumulate((one.lines for one in found.portions[:-1]), initial=0)) if found.portions else []
    return Before(bytes(found.digests), found.portions, starts, seed)


def holds(lines: Sequence[bytes], old: Sequence[bytes], found: Laid) -> None:
    """Whatever was spared, each line has its digest, and what is said to be the same is."""
    assert bytes(found.digests) == b"".join(map(line_digest, lines))
    seen = [0] * len(old)
    for here, there, length in found.same:
        assert list(lines[here : here + length]) == list(old[there : there + length])
        for place in range(there, there + length):
            seen[place] += 1
    assert seen == list(found.taken)
    assert sum(one.lines for one in found.portions) == max(0, len(lines) - 1)
    place = 0
    for one in found.portions:
        assert one.size == sum(len(line) + 2 for line in lines[place : place + one.lines])
        place += one.lines
    text = b",\n".join(lines)
    for place, line in enumerate(lines):
        offset, further = found.near(place)
        assert text[offset:].split(b",\n")[further] == line


@given(LINES, LINES, st.integers(0, 40))
def test_lines_are_found_as_without_portions(new: list[bytes], old: list[bytes], chunk: int):
    holds(new, old, laid(new, as_before(old), chunk))


@pytest.mark.parametrize("seed", range(20))
def test_a_long_report_that_changed_a_little_is_mostly_spared(seed: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(portions, "_CHUNK", 4096)
    choice = random.Random(seed)
    old = [b"%d " % number * choice.randrange(1, 40) for number in range(5000)]
    for _ in range(5):
        new = [line for line in old if choice.random() > 0.005]
        for _ in range(25):
            new.insert(choice.randrange(len(new)), b"new %d" % choice.randrange(10**9))
        found = laid(new, as_before(old), 1000)
        holds(new, old, found)
        assert sum(found.taken) > 0.9 * len(old)
        old = new


@pytest.mark.parametrize("seed", range(300))
def test_a_report_that_ends_sooner_than_the_one_before_keeps_its_last_lines(seed: int):
    """However much of the file is read at a time when a portion that was expected is longer than what is left."""
    choice = random.Random(seed)
    old = [b"%d " % number * choice.randrange(1, 60) for number in range(choice.randrange(2, 60))]
    new = old[: choice.randrange(1, len(old) + 1)]
    if choice.random() < 0.3:
        new[-1] = b"another"

    holds(new, old, laid(new, as_before(old), choice.choice([0, 1, 7, 50, 300])))


def test_the_seed_decides_the_digests_of_portions():
    lines = [b"%d" % number for number in range(100)]

    assert as_before(lines, 1).portions != as_before(lines, 2).portions
    assert as_before(lines, 1).digests == as_before(lines, 2).digests


def test_a_text_that_is_there_twice_is_found_once():
    lines = [b"%d" % number for number in range(40)]
    found = laid(lines + lines, as_before(lines))

    holds(lines + lines, lines, found)
    assert sum(found.taken) == len(lines) - 1  # the last line of a report is in no portion
    assert len(found.digests) == 80 * DIGEST


def test_places_that_were_told_of_by_several_runs_are_put_together(tmp_path: Path):
    """A run of all accounts, one of one account, one of all again: each is compared with what each account had last."""
    engine = store.for_writing(str(tmp_path / "history.db"))
    one, other = live(), live("444455556666")
    runs = [
        Run(0, [one, other], [finding(place, "p1", f"x{number}") for place in (one, other) for number in range(20)]),
        Run(1, [one], [finding(one, "p1", f"x{number}") for number in range(19)]),
        Run(2, [one, other], [finding(place, "p1", f"x{number}") for place in (one, other) for number in range(1, 20)]),
    ]
    for run in runs:
        keep(engine, run, tmp_path)
        assert problems(engine) == []
    assert given_back(engine, 3) == runs[2].write(tmp_path / "r.json").read_bytes()
    with store.reading(engine) as connection:
        assert connection.scalars(sa.select(s.manifest.c.run)).all() == [3]
    engine.dispose()


def test_a_history_of_the_first_schema_goes_on(tmp_path: Path):
    """What its reports had is read from the findings, once."""
    place = str(tmp_path / "history.db")
    engine = store.for_writing(place)
    first = Run(0, [code()], [finding(code(), "p1", f"x{number}") for number in range(30)])
    keep(engine, first, tmp_path)
    before = told(engine)
    with store.writing(engine) as connection:  # as the first schema left it
        connection.execute(s.place.update().values(told_run=None))
        connection.execute(s.manifest.delete())
    keep(engine, Run(1, [code()], first.findings[1:]), tmp_path)

    assert problems(engine) == []
    assert {row for row in told(engine) if row[3] != bytes(0)} != before
    engine.dispose()


def test_the_second_revision_keeps_what_is_there(tmp_path: Path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'history.db'}")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0001")
        connection.exec_driver_sql("INSERT INTO project (id, name, top) VALUES (1, 'a', 5), (2, 'b', 6)")
        migrations.upgrade(connection, "0002")
        rows = connection.exec_driver_sql("SELECT name, top, seed FROM project").all()

    assert [row[:2] for row in rows] == [("a", 5), ("b", 6)]
    assert len({row.seed for row in rows} - {0}) == 2
