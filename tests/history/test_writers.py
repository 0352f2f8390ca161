"""Writers in processes of their own: many at once, one that is killed, and what one loads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from scanner.history import add, store
from tests.history.keeping import happened, keep, problems, told
from tests.history.made import Run, finding, live
from tests.history.model import Model

ROOT = Path(__file__).parents[2]
HERE = live()


def test_many_processes_lose_and_double_nothing(tmp_path: Path):
    """Eight at a time, each report twice: every report is there once, and the state is that of one after another."""
    place = tmp_path / "history.db"
    runs = [Run(0, [live(f"{number:012}")], [finding(live(f"{number:012}"), "p1", "x")]) for number in range(4)]
    files = [str(run.write(tmp_path / f"{number}.json")) for number, run in enumerate(runs)]
    program = (
        "import sys; from scanner.history import add, store\n"
        "print(add.add_file(store.for_writing(sys.argv[1]), sys.argv[2], 'project').again)"
    )
    commands = [[sys.executable, "-c", program, str(place), file] for file in files * 2]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for command in commands]
    said = sorted(str(process.communicate(timeout=300)[0]).strip() for process in started)
    engine = store.for_writing(str(place))
    model = Model()
    for run in runs:
        model.add(run.report())

    assert said == ["False"] * 4 + ["True"] * 4
    assert told(engine) == model.told()
    assert problems(engine) == []


def test_a_killed_writer_leaves_nothing(tmp_path: Path):
    place = tmp_path / "history.db"
    engine = store.for_writing(str(place))
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x")]), tmp_path)
    before = (told(engine), happened(engine))
    file = Run(1, [HERE], [finding(HERE, "p1", f"x{number}") for number in range(3_000)]).write(tmp_path / "great.json")
    program = (
        "import sys; from scanner.history import add, recording, store\n"
        "flush = recording.Recorder.flush\n"
        "def slow(self):\n    flush(self); print('wrote', flush=True); sys.stdin.read()\n"
        "recording.Recorder.flush = slow\n"
        "add.add_file(store.for_writing(sys.argv[1]), sys.argv[2], 'project')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place), str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "wrote\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    assert (told(engine), happened(engine)) == before
    add.add_file(engine, str(file), "project")
    assert problems(engine) == []


def test_adding_does_not_load_alembic_where_the_schema_stands(tmp_path: Path):
    place, file = str(tmp_path / "history.db"), str(Run(0, [HERE], []).write(tmp_path / "r.json"))
    store.for_writing(place).dispose()
    program = (
        f"import sys; from scanner.history import add, store; add.add_file(store.for_writing({place!r}), {file!r})\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
