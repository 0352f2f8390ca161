"""Git repositories of small templates, for tests of what is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
POLICY = """
id: cluster-has-insights
title: Clusters collect Container Insights
severity: high
category: operations
resource: AWS::ECS::Cluster
assert: "any(ClusterSettings, &Name == 'containerInsights' && Value != 'disabled')"
message: cluster {ClusterName} collects no metrics
why: Nobody sees what happens.
fix: Set it.
examples:
  - {expect: pass, given: {ClusterSettings: [{Name: containerInsights, Value: enabled}]}}
  - {expect: fail, given: {ClusterName: shop}}
"""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": str(Path(__file__).parent / "no-such-configuration"),
    "GIT_CONFIG_NOSYSTEM": "1",
    "PYTHONPATH": str(ROOT),
    "COLUMNS": "200",
    "NO_COLOR": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
}


def cluster(name: str = "Cluster", value: str = "disabled", before: str = "", inside: str = "") -> str:
    """A resource that fails the policy, or passes it with another value."""
    setting = f"      ClusterSettings: [{{Name: containerInsights, Value: {value}}}]\n"
    return f"{before}  {name}:\n    Type: AWS::ECS::Cluster\n{inside}    Properties:\n      ClusterName: {name.lower()}\n{setting}"


def template(*resources: str, before: str = "") -> str:
    return f'AWSTemplateFormatVersion: "2010-09-09"\n{before}Resources:\n' + "".join(resources)


class Repo:
    """A repository with a branch `main` and a branch `change`, and a folder of policies beside it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "repo"
        self.rules = folder / "rules"
        self.rules.mkdir(exist_ok=True)
        (self.rules / "cluster-has-insights.yaml").write_text(POLICY, encoding="utf-8")
        if not self.path.exists():
            self.path.mkdir()
            self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.path, env=ENVIRONMENT, check=True, capture_output=True, text=True, timeout=60
        ).stdout.strip()

    def write(self, **files: str | None) -> None:
        """Write files by name (`__` is a slash, `_` before the ending a dot), or remove them."""
        self.files({name.replace("__", "/").replace("_yaml", ".yaml").replace("_tf", ".tf"): text for name, text in files.items()})

    def files(self, files: dict[str, str | None]) -> None:
        for name, text in files.items():
            path = self.path / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self) -> str:
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")
        return self.git("rev-parse", "HEAD")

    def base(self, **files: str | None) -> None:
        """Commit files on main, and begin the change."""
        self.write(**files)
        self.commit()
        self.git("checkout", "--quiet", "-b", "change")

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scanner", *arguments],
            cwd=cwd or self.path,
            env={**ENVIRONMENT, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def scan(self, *arguments: str, cwd: Path | None = None, own: bool = True, target: str = ".", **environment: str) -> Scanned:
        rules = ("--policies", str(self.rules), "--no-builtin") if own else ()
        done = self.run("scan", target, *rules, "--format", "json", *arguments, cwd=cwd, **environment)
        return Scanned(done)


class Scanned:
    """A run's report and exit code."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code = done.returncode
        self.error = done.stderr
        self.report: dict[str, Any] = json.loads(done.stdout) if done.stdout else {}

    @property
    def states(self) -> dict[str, str]:
        """Failing and unknown findings: resource -> state, with "waived" where one is."""
        return {
            one["resource"]: one.get("state", "") + (" waived" if "waiver" in one else "")
            for one in self.report["findings"]
            if one["verdict"] in ("fail", "unknown")
        }

    @property
    def summary(self) -> Any:
        return self.report["summary"]

    @property
    def notes(self) -> str:
        return "\n".join(self.summary.get("notes", []))
