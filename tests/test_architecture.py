"""The house stands as docs/architecture.md draws it: imports point down, nothing heavy is imported before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "scanner"

FLOORS = (
    "errors records patterns late digests unknown lean_json packaged modules",
    "snapshot report documents encoding json_text schema_strip cfn_schemas jmes redaction evidence_json report_json snapshot_lines"
    " snapshot_file snapshot_packed snapshot_index snapshot_parts workers git",
    "canonical satellites summaries naming membership references world identity frame inverse known_relations paths functions"
    " catalog policy policy_reader policy_names degrees library verdict_codes built_policies policy_code judge policy_fields"
    " relation_loader"
    " policy_loader shapes policy_lint packs policy_builder gate config waivers baseline consequences listing outputs history",
    "whereabouts evidence showable evaluate inventory sources waiver_comments dashboard",
    "scan marks change additions triage review waiver_list setup security_hub progress permissions audit aggregated examples passes"
    " explanation notify",
    "cli_options cli_reports cli_history cli_live cli_triage cli_policies cli_dashboard cli __main__",
)
"""From the ground up. A room may use the floors below it and, on its own floor, the rooms to its left: so there is no circle."""

HEAVY = {
    "boto3",
    "botocore",
    "jsonschema",
    "rich",
    "sarif_om",
    "tree_sitter",
    "tree_sitter_bash",
    "tree_sitter_hcl",
    "uuid",
    "http",
    "urllib3",
}
"""What a command that does not need it must not pay for."""

ORDER = {room: place for place, room in enumerate(" ".join(FLOORS).split())}
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def room(module: str) -> str:
    return (module + ".").split(".")[1]


def imports(module: str, *, late: bool, typed: bool = True) -> Iterator[str]:
    """The modules that a module imports; with `late` also those inside functions, with `typed` those that only annotations need."""
    pending: list[ast.AST] = [ast.parse(MODULES[module].read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in MODULES else str(node.module)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            pending.extend(node.body if typed else ())
        elif late or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))


def test_every_room_stands_on_a_floor():
    """A new module needs its place in FLOORS, and in the picture of docs/architecture.md."""
    assert {room(module) for module in MODULES} - {""} == set(ORDER)


def test_the_picture_shows_every_room_on_its_floor_and_in_its_order():
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    drawn: dict[str, int] = {}
    floor = 0
    for row in rows[2 : next(place for place, row in enumerate(rows) if row[0] == "to")]:
        floor = int(row[0] or floor)
        drawn.update((name.strip("`/ "), floor) for name in row[1].split(","))

    assert list(drawn.items()) == [(name, height) for height in range(len(FLOORS), 0, -1) for name in FLOORS[height - 1].split()]


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str):
    used = {room(name) for name in imports(module, late=True) if name.split(".")[0] == "scanner"} - {"", room(module)}

    assert [name for name in sorted(used) if ORDER.get(name, 0) > ORDER.get(room(module), len(ORDER))] == []


def test_no_modules_import_each_other_in_a_circle():
    """Inside a room too. Imports inside functions count: they hide a circle, they do not end it. A mere annotation is none."""
    graph = {module: {name for name in imports(module, late=True, typed=False) if name in MODULES} - {module} for module in MODULES}
    while idle := [name for name in graph if not graph[name] & graph.keys() or not any(name in used for used in graph.values())]:
        for module in idle:  # uses none of the rest, or is used by none of it: on no circle
            del graph[module]

    assert sorted(graph) == []


def rooms_used_by(name: str) -> set[str]:
    used = {other for module in MODULES if room(module) == name for other in imports(module, late=True)}
    return {room(other) for other in used if other.split(".")[0] == "scanner"} - {name}


def test_the_engine_knows_no_aws_no_policy_and_no_file():
    assert rooms_used_by("jmes") <= {"errors", "records", "patterns", "late", "unknown", "lean_json"}


def test_outputs_see_nothing_but_the_report():
    assert rooms_used_by("outputs") <= {
        "report",
        "report_json",
        "evidence_json",
        "snapshot",
        "errors",
        "records",
        "patterns",
        "digests",
        "lean_json",
    }


@pytest.mark.parametrize(
    "module", ["scanner.cli", "scanner.audit", "scanner.scan", "scanner.policy_loader", "scanner.outputs", "scanner.functions"]
)
def test_nothing_heavy_is_imported_before_it_is_used(module: str):
    """Importing a module imports its packages and what those import, outside functions."""
    if module not in MODULES:
        pytest.fail(f"{module} is not there; name the module that took its place")
    seen: set[str] = set()
    pending = [module]
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in MODULES:
            pending.extend(imports(name, late=False, typed=False))
            pending.extend(".".join(name.split(".")[:depth]) for depth in range(1, name.count(".") + 1))

    assert {name.split(".")[0] for name in seen} & HEAVY == set()


def test_no_client_of_aws_is_loaded_by_a_scan():
    """As the interpreter sees it, whatever the text says."""
    code = (
        "import sys, scanner.cli, scanner.scan; print(*sorted({'boto3', 'botocore', 'sarif_om', 'rich', 'jsonschema'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)

    assert found.stdout.split() == []


def test_the_only_broad_except_stands_around_one_policy_on_one_resource():
    broad = [
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]

    assert len(broad) <= 1
    assert {room(module) for module in broad} <= {"evaluate"}


def test_no_module_is_a_drawer_for_words_without_a_home():
    names = {part for module in MODULES for part in module.split(".")}

    assert names & {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc"} == set()
