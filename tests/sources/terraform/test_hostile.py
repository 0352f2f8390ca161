"""Whatever stands in a file, reading it ends soon, takes little memory, reads nothing outside of the tree, and raises nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from scanner.redaction import Redactor
from scanner.snapshot import Snapshot
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_roots

SECONDS = 20
"""A bound that holds on a busy machine, too; most take a tenth of a second."""


def laughs(first: str, next_: str, use: str) -> str:
    """Locals of which each holds the one before it twice, sixty times."""
    named = "".join(f"  l{place} = {next_.replace('@', f'local.l{place - 1}')}\n" for place in range(1, 60))
    return (
        f'variable "b" {{\n  type = bool\n}}\nlocals {{\n  l0 = {first}\n{named}}}\nresource "aws_ecs_cluster" "c" {{\n  name = {use}\n}}\n'
    )


def chained(count: int, around: str) -> str:
    """Locals that hang on one another."""
    named = "".join(f"  l{place} = {around.replace('@', f'local.l{place - 1}')}\n" for place in range(1, count))
    used = "".join(f'resource "aws_ecs_cluster" "c{place}" {{\n  name = jsonencode(local.l{place})\n}}\n' for place in range(40, count, 40))
    return f'locals {{\n  l0 = "x"\n{named}}}\n{used}resource "aws_ecs_cluster" "last" {{\n  name = jsonencode(local.l{count - 1})\n}}\n'


def cluster(name: str) -> str:
    return f'resource "aws_ecs_cluster" "c" {{\n  name = {name}\n}}\n'


CODE = {
    "400 KB of closed brackets": f"locals {{\n  x = {'(' * 200_000}1{')' * 200_000}\n}}\n{cluster('local.x')}",
    "400 KB of open brackets": f"locals {{\n  x = {'(' * 400_000}",
    "open lists": f"locals {{\n  x = {'[' * 200_000}1\n}}\n",
    "nested blocks": f'resource "aws_ecs_cluster" "c" {{\n{"a {" * 50_000}{"}" * 50_000}\n}}\n',
    "nested interpolations": 'locals {\n  x = "' + '${"' * 20_000 + '"}' * 20_000 + '"\n}\n',
    "lists that laugh": laughs('["x"]', "[@, @]", "jsonencode(local.l59)"),
    "texts that laugh": laughs('"xxxxxxxxxx"', '"${@}${@}"', "local.l59"),
    "maps that laugh": laughs("{ a = 1 }", "{ a = @, b = @ }", "local.l59.a.b.a"),
    "joined lists that laugh": laughs('["x"]', "concat(@, @)", 'join(",", local.l59)'),
    "choices that laugh": laughs('"x"', 'var.b ? @ : "${@}y"', "local.l59"),
    "forty choices in a text": "".join(f'variable "b{n}" {{\n  type = bool\n}}\n' for n in range(40))
    + cluster('"' + "".join(f'${{var.b{n} ? "a" : "b"}}' for n in range(40)) + '"'),
    "deep values": chained(1_000, "[@]"),
    "a long chain": chained(5_000, "@"),
    "a circle of locals": "locals {\n"
    + "".join(f"  n{n} = local.n{(n + 1) % 3_000}\n" for n in range(3_000))
    + f"}}\n{cluster('local.n0')}",
    "a huge count": 'resource "aws_ecs_cluster" "c" {\n  count = 1000000\n}\n'
    'resource "aws_ecs_cluster" "d" {\n  count = 99999999999999999999\n}\n',
    "a huge for_each": 'resource "aws_ecs_cluster" "c" {\n  for_each = '
    + 'toset(flatten([for i in range(1000) : [for j in range(1000) : "${i}-${j}"]]))\n}\n',
    "loops in loops": cluster("jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]])"),
    "a huge product": cluster("length(setproduct(range(1000), range(1000), range(1000)))"),
    "wide texts": cluster('format("%1000000000d-%2000000000s", 1, "x")'),
    "replaced texts": 'locals {\n  x = join("", [for i in range(1000) : "xxxxxxxxxx"])\n}\n'
    + cluster('replace(replace(local.x, "x", local.x), "x", local.x)'),
    "indented texts": cluster('indent(1000000000, "a\\nb")'),
    "patterns that try for ever": cluster(
        f'"${{can(regex("(a|aa)+$", "{"a" * 60}b"))}}${{length(regexall(".*.*.*.*=", "{"a" * 5_000}"))}}"'
    ),
    "blocks without end": "".join(
        f'resource "aws_security_group" "g{n}" {{\n  count = 1000\n  dynamic "ingress" {{\n    for_each = range(1000)\n'
        "    content {\n      from_port = 1\n    }\n  }\n}\n"
        for n in range(3)
    ),
    "a module that calls itself": 'module "a" {\n  source = "./"\n}\n',
    "powers": cluster('"${pow(10, 1000000000)}${99999999999999999999 * 99999999999999999999}"'),
}


def read(folder: Path) -> list[Snapshot]:
    redactor = Redactor(b"key", lasting=True)
    found_in = {path.parent for path in folder.rglob("*.tf") if not path.parent.is_symlink()}
    directories = [path.relative_to(folder).as_posix() for path in found_in]
    tree = Tree(os.path.realpath(folder), "")
    found = read_roots(tree, sorted("" if one == "." else one for one in directories), {}, [], redactor)
    return [snapshot_of(root, redactor) for root in found]


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_code_that_asks_for_too_much_is_bounded(code: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(code, "utf-8")
    before = time.process_time()
    found = read(tmp_path)

    assert time.process_time() - before < SECONDS
    assert sum(len(one.resources) for one in found) < 3_000


def test_modules_that_multiply_are_bounded(tmp_path: Path) -> None:
    """Twelve calls in each of nine levels would be five billion modules."""
    for level in range(9):
        folder = tmp_path / f"m{level}"
        folder.mkdir()
        calls = "".join(f'module "c{n}" {{\n  source = "../m{level + 1}"\n}}\n' for n in range(12))
        (folder / "main.tf").write_text(calls if level < 8 else cluster('"x"'), "utf-8")
    before = time.process_time()
    (found,) = read(tmp_path)

    assert time.process_time() - before < SECONDS
    assert [gap.kind for gap in found.gaps] == ["too-large"]


def test_modules_that_call_one_another_in_a_circle_are_told(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(f'module "next" {{\n  source = "../{other}"\n}}\n' + cluster(f'"{name}"'), "utf-8")
    found = read(tmp_path)

    assert {gap.reason for one in found for gap in one.gaps} >= {"module ../a calls itself"}
    assert {one.properties["ClusterName"] for world in found for one in world.resources if one.type == "AWS::ECS::Cluster"} == {
        "a",
        "b",
        "c",
    }


@pytest.mark.parametrize(
    "expression",
    ['file("../../../../../../../../etc/passwd")', 'file("/etc/passwd")', 'file("~/.bashrc")', 'file("link")', 'templatefile("link", {})'],
)
def test_nothing_outside_of_the_tree_is_read(expression: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret", "utf-8")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "link").symlink_to(tmp_path / "secret")
    (tree / "out").symlink_to(tmp_path)
    (tree / "main.tf").write_text(cluster(expression), "utf-8")
    (found,) = read(tree)
    name = next(one.properties["ClusterName"] for one in found.resources if one.type == "AWS::ECS::Cluster")

    assert "only files of the scanned tree are read" in name.reason


def test_a_module_outside_of_the_tree_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "main.tf").write_text(cluster('"x"'), "utf-8")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "out").symlink_to(tmp_path / "other")
    (tree / "main.tf").write_text('module "a" {\n  source = "../other"\n}\nmodule "b" {\n  source = "./out"\n}\n', "utf-8")
    found = [one for one in read(tree) if one.world == "."]

    assert [gap.reason for gap in found[0].gaps] == [
        "module ../other lies outside of the scanned tree",
        "module ./out lies outside of the scanned tree",
    ]
    assert {one.type for one in found[0].resources} == {"AWS::Account"}


def test_a_file_that_is_a_link_out_of_its_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "other.tf").write_text(cluster('"x"'), "utf-8")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "main.tf").symlink_to(tmp_path / "other.tf")
    found = read(tree)

    assert [gap.kind for one in found for gap in one.gaps] == ["unreadable"]
    assert {one.type for world in found for one in world.resources} == {"AWS::Account"}
