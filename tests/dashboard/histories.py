"""Histories that the real scanner made: three weeks of three accounts and a template, one that names attack, and an empty one."""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from scanner import report_json
from scanner.history import add, store
from tests.dashboard.shell import empty_history
from tests.outputs.everything import nasty

__all__ = ["DAY", "empty_history", "kept", "planted", "reported", "varied"]

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "examples/ecs-case-study"
DAY = 86_400
HERE = "111122223333"
"""The account of the case study."""
ONE, TWO, THREE = HERE, "222233334444", "333344445555"
WAIVERS = """
waivers:
  - policy: "*"
    resource: ["*pipeline*", "*Pipeline*"]
    reason: the pipeline is replaced in spring
    owner: ann
    ticket: OPS-12
    until: 2099-01-31
"""
ALPHABETS = "\u05e9\u05dc\u05d5\u05dd-\u0645\u0631\u062d\u0628\u0627-\u6c34\u7dda"
"""A name in letters that run from right to left, and wide ones."""


def reported(*targets: str, waivers: str | None = None) -> str:
    """The report of a real scan, as JSON."""
    command = [
        sys.executable,
        "-m",
        "scanner",
        "scan",
        *targets,
        "--format",
        "json",
        "--inventory",
        *(["--waivers", waivers] if waivers else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert done.returncode in (0, 1, 4), done.stderr
    return done.stdout


def account(state: str, number: str, *gaps: dict[str, str]) -> str:
    """A snapshot of the case study's account under another number; with a gap for everything, nothing else is in it."""
    text = (STUDY / state / "account.jsonl").read_text(encoding="utf-8").replace(HERE, number)
    first, *lines, last = text.splitlines()
    if any(gap["type"] == "*" for gap in gaps):
        lines = []
    for gap in gaps:
        told = {"kind": "coverage", "world": number, "account": number, "region": "ap-northeast-2", "status": "denied", **gap}
        lines = [line for line in lines if f'"type":"{gap["type"]}"' not in line] + [json.dumps(told)]
    kept = sum(json.loads(line)["kind"] == "resource" for line in lines)
    footer = {"kind": "footer", "finished": json.loads(last)["finished"], "resources": kept}  # no digest: the file is edited
    return "\n".join([first, *lines, json.dumps(footer)]) + "\n"


DENIED = {"type": "*", "reason": "AccessDenied: sts:AssumeRole", "action": "sts:AssumeRole", "settle": "grant sts:AssumeRole"}
NO_SERVICES = {
    "type": "AWS::ECS::Service",
    "reason": "AccessDenied: ecs:ListServices",
    "action": "ecs:ListServices",
    "settle": "grant ecs:ListServices",
}
LIVE = (
    (20, (("broken", ONE), ("broken", TWO), ("repaired", THREE))),
    (12, (("repaired", ONE), ("broken", TWO), ("broken", THREE))),
    (5, (("broken", ONE), ("broken", TWO), ("broken", THREE, DENIED))),
    (1, (("broken", ONE), ("broken", TWO, NO_SERVICES), ("repaired", THREE, DENIED))),
)
"""Days ago, and how the accounts were."""
CODE = ((19, "broken"), (9, "repaired"), (2, "broken"))


def varied(folder: Path, now: float | None = None) -> str:
    """The place of a history of four runs on accounts (project `live`) and three on a template (project `harbor-infra`).

    Findings are opened, fixed, reopened and waived; an account cannot be looked at any more, and another not wholly.
    """
    folder = folder.resolve()
    place = str(folder / "varied.db")
    end = int(time.time() if now is None else now)
    waivers = folder / "waivers.yaml"
    waivers.write_text(WAIVERS, encoding="utf-8")
    runs = []
    for ago, accounts in LIVE:
        targets = []
        for state, number, *gaps in accounts:
            file = folder / f"{number}-{ago}.jsonl"
            file.write_text(account(state, number, *gaps), encoding="utf-8")
            targets.append(str(file))
        runs.append((end - ago * DAY, "live", json.loads(reported(*targets, waivers=str(waivers) if ago < 10 else None))))
    code = folder / "infra"
    code.mkdir()
    for ago, state in CODE:
        for name in ("template.yaml", "parameters.json", "plimsoll.yaml"):
            (code / name).write_bytes((STUDY / state / name).read_bytes())
        (code / "template.yaml").write_text(
            (code / "template.yaml").read_text(encoding="utf-8").replace("Resources:", f"# {ago} days ago\nResources:", 1), encoding="utf-8"
        )
        runs.append((end - ago * DAY, "harbor-infra", json.loads(reported(str(code / "template.yaml")))))
    _add(place, folder, runs)
    return place


def planted(folder: Path) -> str:
    """The place of a history whose names attack: markup, scripts, formulas, 10 kB, characters that steer; and honest foreign letters."""
    place = str(folder / "planted.db")
    file = folder / "nasty.json"
    with file.open("w", encoding="utf-8") as out:
        report_json.write(nasty(), out)
    foreign = json.loads(file.read_text(encoding="utf-8").replace("n" * 10_000, ALPHABETS))
    now = int(time.time())
    _add(place, folder, [(now - 3 * DAY, "<b>shop</b>", json.loads(file.read_text(encoding="utf-8"))), (now - DAY, ALPHABETS, foreign)])
    return place


@functools.cache
def kept(name: str) -> str:
    """The place of `varied`, `planted` or `empty`, made once for all tests of a process; they only read it."""
    folder = Path(tempfile.mkdtemp(prefix="plimsoll-history-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made: dict[str, Callable[[Path], str]] = {"varied": varied, "planted": planted, "empty": empty_history}
    return made[name](folder)


def _add(place: str, folder: Path, runs: Iterable[tuple[int, str, dict[str, Any]]]) -> None:
    engine = store.for_writing(place)
    try:
        for number, (started, project, report) in enumerate(sorted(runs, key=lambda run: run[0])):
            report["header"]["started"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started))
            if "finished" in report["summary"]:
                report["summary"]["finished"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started + 95))
            file = folder / f"run-{number}.json"
            file.write_text(json.dumps(report), encoding="utf-8")
            add.add_file(engine, str(file), project)
    finally:
        engine.dispose()
