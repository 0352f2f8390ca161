"""What of a target is read, what is passed over and counted, and what becomes a Gap."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import SourceError
from scanner.sources import Options, read_targets
from scanner.sources.discover import LARGEST, Candidate, Discovery, looks_like_template
from scanner.sources.ignore import Rules

TEMPLATE = "Resources:\n  C: {Type: AWS::ECS::Cluster}\n"
HEADER = '{"kind":"header","version":1,"source":"live","worlds":[{"world":"1"}]}\n{"kind":"footer","resources":0}\n'


def tree(root: Path, **files: str | bytes) -> Path:
    """A folder with the files, whose names write `/` as `__`."""
    for name, content in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def write(root: Path, name: str, content: str | bytes = TEMPLATE) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(root: Path, *, exclude: tuple[str, ...] = (), targets: tuple[Path, ...] = ()) -> tuple[list[str], Discovery]:
    seen = Discovery(exclude)
    paths = [os.path.relpath(one.path, root) for one in seen.candidates(targets or (root,))]
    return paths, seen


def kinds(root: Path) -> list[tuple[str, str]]:
    return [(os.path.basename(one.path), one.kind) for one in Discovery().candidates([root])]


def test_files_are_known_by_content_not_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    write(tmp_path, "b.data", '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}')
    write(tmp_path, "c", HEADER)
    write(tmp_path, "d.json", "\ufeff" + '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}')
    write(tmp_path, "e.yaml", TEMPLATE.encode("utf-16"))
    write(tmp_path, "f.yaml", "kind: Pod\n")
    write(tmp_path, "g.yaml", "")

    assert kinds(tmp_path) == [
        ("a.yaml", "cloudformation"),
        ("b.data", "cloudformation"),
        ("c", "saved"),
        ("d.json", "cloudformation"),
        ("e.yaml", "cloudformation"),
    ]


def test_the_order_is_that_of_names_and_files_come_before_folders(tmp_path: Path) -> None:
    for name in ("b/z.yaml", "b/a.yaml", "c.yaml", "a/x/y.yaml", "a.yaml"):
        write(tmp_path, name)

    assert found(tmp_path)[0] == ["a.yaml", "c.yaml", "a/x/y.yaml", "b/a.yaml", "b/z.yaml"]


def test_dependencies_state_and_build_output_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (
        ".git/t.yaml",
        "x/.terraform/t.yaml",
        "node_modules/t.yaml",
        ".venv/t.yaml",
        "cdk.out/asset.1f/t.yaml",
        "cdk.out/asset.2.json",
    ):
        write(tmp_path, name)
    write(tmp_path, "cdk.out/Stack.template.json", '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}')
    write(tmp_path, "asset.yaml")

    paths, seen = found(tmp_path)
    assert paths == ["asset.yaml", "cdk.out/Stack.template.json"]
    assert seen.passed_over == 6


def test_ignored_and_excluded_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".gitignore", "build/\n*.gen.yaml\n!keep.gen.yaml\n/top.yaml\n")
    write(tmp_path, "sub/.gitignore", "!special.gen.yaml\nlocal.yaml\n")
    for name in (
        "build/t.yaml",
        "a.gen.yaml",
        "keep.gen.yaml",
        "top.yaml",
        "sub/top.yaml",
        "sub/special.gen.yaml",
        "sub/local.yaml",
        "local.yaml",
        "old/t.yaml",
    ):
        write(tmp_path, name)

    paths, seen = found(tmp_path, exclude=("old",))
    assert paths == ["keep.gen.yaml", "local.yaml", "sub/special.gen.yaml", "sub/top.yaml"]
    assert seen.passed_over == 5


def test_the_ignore_files_of_the_repository_hold_in_a_folder_of_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, ".gitignore", "/services/a/skip.yaml\ngone.yaml\n")
    for name in ("services/a/skip.yaml", "services/a/gone.yaml", "services/a/t.yaml"):
        write(tmp_path, name)

    assert found(tmp_path / "services")[0] == ["a/t.yaml"]


def test_a_named_file_is_read_whatever_ignores_it(tmp_path: Path) -> None:
    write(tmp_path, ".gitignore", "*.yaml\n")
    named = write(tmp_path, "t.yaml")

    assert found(tmp_path, targets=(named,))[0] == ["t.yaml"]


def test_a_large_file_is_a_gap_unless_named(tmp_path: Path) -> None:
    large = write(tmp_path, "large.yaml", TEMPLATE + "#" * LARGEST)
    write(tmp_path, "large.png", "x" * (LARGEST + 1))

    paths, seen = found(tmp_path)
    assert paths == []
    assert [(gap.kind, gap.location and gap.location.file.endswith("large.yaml")) for gap in seen.gaps] == [("too-large", True)]
    assert found(tmp_path, targets=(large,))[0] == ["large.yaml"]


def test_a_saved_snapshot_may_be_large(tmp_path: Path) -> None:
    write(tmp_path, "s.jsonl", HEADER + " " * LARGEST)

    assert kinds(tmp_path) == [("s.jsonl", "saved")]


def test_pipes_and_links_out_of_the_tree_are_refused_without_waiting(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/t.yaml")
    root = tmp_path / "root"
    write(root, "t.yaml")
    os.mkfifo(root / "pipe.yaml")
    (root / "link.yaml").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent)
    (root / "self").symlink_to(root)
    (root / "twin.yaml").symlink_to(root / "t.yaml")
    (root / "broken.yaml").symlink_to(root / "nothing.yaml")

    paths, seen = found(root)
    assert paths == ["t.yaml"]
    assert sorted((gap.kind, Path(gap.location.file).name) for gap in seen.gaps if gap.location) == [
        ("refused", "folder"),
        ("refused", "link.yaml"),
        ("refused", "pipe.yaml"),
    ]


def test_a_named_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    paths, seen = found(tmp_path, targets=(tmp_path / "pipe",))
    assert paths == [] and [gap.kind for gap in seen.gaps] == ["refused"]


def test_one_file_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "t.yaml")
    os.link(path, tmp_path / "u.yaml")

    assert found(tmp_path, targets=(tmp_path, path))[0] == ["t.yaml"]


def test_a_target_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="name a file or folder"):
        found(tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_entered_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)

    assert [gap.kind for gap in found(tmp_path)[1].gaps] == ["unreadable"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("AWSTemplateFormatVersion: '2010-09-09'\n", True),
        ('{\n  "Resources": {"A": {"Type": "AWS::SNS::Topic"}}', True),
        ("Resources:\n  A:\n    Type: AWS::SNS::Topic\n", True),
        ("Resources:\n  A: 1\n", False),
        ("about: AWSTemplateFormatVersion\n", False),
    ],
)
def test_what_is_meant_as_a_template(text: str, meant: bool) -> None:
    assert looks_like_template(text.encode()) is meant


# ---------------------------------------------------------------- read_targets


def test_a_broken_template_is_a_gap_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "Resources:\n  A: {Type: AWS::SNS::Topic\n")
    write(tmp_path, "b.yaml")
    write(tmp_path, "c.md", "Resources:\n  A: {Type: AWS::SNS::Topic\n")
    write(tmp_path, "d.txt", "notes: [about Resources AWS::SNS::Topic\n")

    broken, good = read_targets([tmp_path], Options())
    assert broken.resources == () and broken.gaps[0].kind == "error" and broken.gaps[0].location
    assert broken.gaps[0].location.file.endswith("a.yaml") and broken.gaps[0].location.line == 3
    assert any(resource.type == "AWS::ECS::Cluster" for resource in good.resources)


def test_what_a_target_passed_over_is_counted_after_its_worlds(tmp_path: Path) -> None:
    write(tmp_path, "t.yaml")
    write(tmp_path, "node_modules/t.yaml")
    os.mkfifo(tmp_path / "pipe")

    *_, last = read_targets([tmp_path], Options())
    assert (last.resources, last.passed_over, [gap.kind for gap in last.gaps]) == ((), 1, ["refused"])


def test_a_named_file_that_is_no_target_is_told(tmp_path: Path) -> None:
    for name, content in (("a.txt", "hello"), ("b.yaml", "Description: about Resources and AWS::SNS"), ("c.bin", b"\0\1")):
        (only,) = read_targets([write(tmp_path, name, content)], Options())

        assert [gap.kind for gap in only.gaps] == ["not-recognised"], name


def test_two_environments_are_two_worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "envs/dev/t.yaml")
    write(tmp_path, "envs/prod/t.yaml")
    monkeypatch.chdir(tmp_path)

    assert [one.world for one in read_targets(["."], Options())] == ["envs/dev/t.yaml", "envs/prod/t.yaml"]
    assert [one.world for one in read_targets([tmp_path / "envs" / "dev"], Options())] == ["envs/dev/t.yaml"]


def test_a_saved_snapshot_is_a_target(tmp_path: Path) -> None:
    write(tmp_path, "s.jsonl", HEADER)

    (only,) = read_targets([tmp_path], Options())
    assert only.world == "1" and only.live


# ---------------------------------------------------------------- ignore patterns


def ignored(text: str, path: str) -> bool:
    is_folder = path.endswith("/")
    return Rules().with_file(0, text).ignores(path.rstrip("/").split("/"), is_folder)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("a", "x/a", True),
        ("/a", "x/a", False),
        ("x/a", "x/a", True),
        ("x/a", "y/x/a", False),
        ("a/", "a", False),
        ("a/", "x/a/", True),
        ("*.y?ml", "x/t.yaml", True),
        ("*.y?ml", "x/t.yml", False),
        ("*", "a", True),
        ("**/a", "a", True),
        ("**/a", "x/y/a", True),
        ("a/**", "a/b/c", True),
        ("a/**", "a/", False),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/*", "a/b/c", False),
        ("[a-c]x", "bx", True),
        ("[!a-c]x", "bx", False),
        ("[!a-c]x", "dx", True),
        ("[]]x", "]x", True),
        ("[x", "[x", False),
        ("*/**/?b/**", "a/ab/c", True),
        ("\\#a", "#a", True),
        ("\\!a", "!a", True),
        ("#a", "#a", False),
        ("a\\ ", "a ", True),
        ("a ", "a", True),
        ("\\*", "*", True),
        ("\\*", "a", False),
        ("a\n!a", "a", False),
        ("!a\na", "a", True),
        ("foo**bar", "fooxbar", True),
        ("/", "a", False),
        ("a//", "a/", False),
    ],
)
def test_patterns_mean_what_git_means(pattern: str, path: str, expected: bool) -> None:
    assert ignored(pattern, path) is expected


NAMES = st.sampled_from(["a", "b", "ab", "a.b", "[a]", "!a", "#a"])
PATTERNS = st.text(st.sampled_from("ab*?/![]\\#. -"), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(st.lists(PATTERNS, min_size=1, max_size=3), st.lists(NAMES, min_size=1, max_size=3))
def test_git_itself_agrees(tmp_path_factory: pytest.TempPathFactory, lines: list[str], parts: list[str]) -> None:
    """Against `git check-ignore`, for a file whose folders exist."""
    root = tmp_path_factory.mktemp("repository")
    run = ["git", "-C", str(root)]
    if subprocess.run([*run, "init", "-q"], check=False, capture_output=True).returncode:
        pytest.skip("git is not here")
    (root / ".gitignore").write_text("\n".join(lines) + "\n")
    path = root.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    answer = subprocess.run([*run, "check-ignore", "-q", "--", "/".join(parts)], check=False, capture_output=True).returncode

    rules = Rules().with_file(0, "\n".join(lines) + "\n")
    ours = any(rules.ignores(parts[:size], size < len(parts)) for size in range(1, len(parts) + 1))
    assert ours is (answer == 0), (lines, parts)


def test_a_hostile_pattern_costs_no_more_than_its_size() -> None:
    start = time.process_time()
    ignored("*a" * 500 + "b", "a" * 250)
    ignored("/".join(["**", "a"] * 500), "/".join(["a"] * 500) + "/b")

    assert time.process_time() - start < 1


def test_a_walk_of_many_files_is_fast(tmp_path: Path) -> None:
    write(tmp_path, ".gitignore", "*.log\nbuild/\n/dist\n**/cache/**\n" * 10)
    for number in range(3000):
        (tmp_path / f"f{number}.txt").write_text("nothing here")
    start = time.process_time()
    paths, _ = found(tmp_path)

    assert paths == [] and time.process_time() - start < 3


def test_a_candidate_is_named_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/t.yaml")
    monkeypatch.chdir(tmp_path)

    assert [one.name for one in Discovery().candidates(["./a"])] == ["a/t.yaml"]
    assert isinstance(next(Discovery().candidates(["a/t.yaml"])), Candidate)
