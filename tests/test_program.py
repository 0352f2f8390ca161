"""The program as the shell starts it: it ends at once, with its exit code, and nothing that was written is lost."""

from __future__ import annotations

import json
import marshal
import os
import pkgutil
import subprocess
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, module_from_spec
from pathlib import Path

import pytest

import scanner
from scanner.modules import LARGEST, OurModules, loader_of

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "benchmarks" / "small.yaml"
BROKEN = ROOT / "examples" / "ecs-case-study" / "broken" / "template.yaml"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scanner", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("scan", str(SMALL)), 0), (("scan", str(BROKEN)), 1), (("scan", "nowhere"), 2), (("scan", "--nonsense"), 2), (("--version",), 0)],
    ids=str,
)
def test_the_exit_code_is_the_command_s(arguments: tuple[str, ...], code: int):
    assert run(*arguments).returncode == code


def test_all_of_a_long_report_reaches_a_pipe_and_a_file(tmp_path: Path):
    """More than the buffer of a stream holds."""
    done = run("scan", str(BROKEN), "--format", "json", "--format", f"sarif={tmp_path / 'out.sarif'}")

    assert len(done.stdout) > 50_000
    assert json.loads(done.stdout)["summary"]
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"]


def test_what_was_said_of_a_mistake_reaches_the_reader():
    assert run("scan", "nowhere").stderr == 'plimsoll: "nowhere" does not exist; name a file or folder to scan\n'


def test_a_reader_who_goes_away_is_no_mistake():
    with subprocess.Popen(
        [sys.executable, "-m", "scanner", "scan", str(BROKEN), "--format", "json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full_is_told_without_a_traceback():
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "scanner", "scan", str(BROKEN)]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.stderr.startswith("plimsoll: standard output cannot be written: No space left on device; ")
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


@pytest.mark.parametrize("name", ["scanner.report", "scanner.outputs"])
def test_our_modules_know_of_themselves_what_python_tells_a_module(name: str):
    package = name.rpartition(".")[0]
    ours, theirs = (finder.find_spec(name, sys.modules[package].__path__) for finder in (OurModules, PathFinder))
    assert ours is not None
    assert theirs is not None
    made, python_s = module_from_spec(ours), module_from_spec(theirs)

    assert {key: value for key, value in vars(made).items() if key not in ("__loader__", "__spec__")} == {
        key: value for key, value in vars(python_s).items() if key not in ("__loader__", "__spec__")
    }
    assert made.__loader__ is ours.loader
    assert made.__spec__ is ours


def test_our_modules_are_found_as_python_finds_them():
    found = [one.name for one in pkgutil.walk_packages(scanner.__path__, "scanner.")]
    for name in found:
        package = name.rpartition(".")[0]
        path = list(sys.modules[package].__path__) if package in sys.modules else [str(ROOT / package.replace(".", "/"))]
        ours, theirs = OurModules.find_spec(name, path), PathFinder.find_spec(name, path)

        assert ours is not None
        assert theirs is not None
        assert isinstance(ours.loader, SourceFileLoader)
        assert type(theirs.loader) is SourceFileLoader
        assert ours.loader.get_code(name) == theirs.loader.get_code(name)
        assert [ours.name, ours.origin, ours.cached, ours.parent, ours.has_location, ours.submodule_search_locations] == [
            theirs.name,
            theirs.origin,
            theirs.cached,
            theirs.parent,
            theirs.has_location,
            theirs.submodule_search_locations,
        ]
    assert len(found) > 200


@pytest.mark.parametrize("name", ["scanner.nothing", "scannerless", "json.decoder", "yaml"])
def test_what_is_not_there_and_what_is_not_ours_is_left_to_python(name: str):
    assert OurModules.find_spec(name, scanner.__path__) is None
    assert OurModules.find_spec(name, None) is None


def code_of(source: Path) -> str:
    """What the loader gives for a source that binds `said`."""
    loader = loader_of("told", str(source))
    assert loader is not None
    code, names = loader.get_code("told"), dict[str, str]()
    assert code is not None
    exec(code, names)  # noqa: S102  # what the test wrote
    return names["said"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "told.py"
    path.write_text("said = 'first'", encoding="utf-8")
    return path


def kept(source: Path) -> Path:
    return Path(cache_from_source(str(source)))


def test_bytecode_is_kept_where_python_keeps_it_and_read_from_there(source: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    assert code_of(source) == "first"
    assert kept(source).read_bytes()[16:] == marshal.dumps(compile("said = 'first'", str(source), "exec", dont_inherit=True))

    as_new = source.stat()
    source.write_text("said = 'other'", encoding="utf-8")  # as long, and said to be as old
    os.utime(source, ns=(as_new.st_atime_ns, as_new.st_mtime_ns))

    assert code_of(source) == "first"


@pytest.mark.parametrize("text", ["said = 'second'", "said = 'other'"], ids=["another size", "another time"])
def test_bytecode_of_an_older_source_is_not_read(source: Path, text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    code_of(source)
    source.write_text(text, encoding="utf-8")
    os.utime(source, (0, 4_000_000_000))

    assert code_of(source) == text.split("'")[1]


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\0" * 16, bytes(4) + b"\1", *(b"".join((MAGIC_NUMBER, flags, bytes(8))) for flags in (b"\1\0\0\0", b"\3\0\0\0"))],
    ids=["nothing", "no bytecode", "of another Python", "by hash, unchecked", "by hash, checked"],
)
def test_what_is_no_bytecode_for_this_source_is_left_to_python(source: Path, spoilt: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    code_of(source)
    real = kept(source).read_bytes()
    for data in (spoilt, spoilt + real[len(spoilt) :]):
        kept(source).write_bytes(data)
        python = SourceFileLoader("told", str(source))
        try:
            expected = python.get_code("told")
        except (EOFError, ValueError) as broken:
            with pytest.raises(type(broken)):
                code_of(source)
        else:
            assert expected is not None
            kept(source).write_bytes(data)
            assert code_of(source) == "first"


def test_bytecode_of_any_size_is_read(source: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    source.write_text(f"more = '{'x' * LARGEST}'\nsaid = 'all'", encoding="utf-8")

    assert [code_of(source), code_of(source)] == ["all", "all"]
    assert kept(source).stat().st_size > LARGEST


@pytest.mark.parametrize("options", [("-O",), ("-OO",), ("-X", "pycache_prefix={folder}"), ("-B",)], ids=" ".join)
def test_a_run_answers_alike_however_python_keeps_bytecode(options: tuple[str, ...], tmp_path: Path):
    said = [option.format(folder=tmp_path) for option in options]
    done = subprocess.run(
        [sys.executable, *said, "-m", "scanner", "scan", str(SMALL)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.stdout == run("scan", str(SMALL)).stdout
