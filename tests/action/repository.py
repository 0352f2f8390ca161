"""A repository with a change on it, and the runner that GitHub would give to its pull request."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.action.harness import Run, Runner, Stub

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "github-action"
INSTALLED = {"install": {"python": sys.executable, "plimsoll": str(Path(sys.executable).with_name("plimsoll"))}}
"""What the step that installs puts out: the project's own environment."""

SOUND = """Resources:
  Launch:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: t3.micro
      IamInstanceProfile: ecsInstanceRole
      UserData:
        Fn::Base64: |
          #!/bin/bash
          echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config
"""
FAILING = SOUND.replace("      IamInstanceProfile: ecsInstanceRole\n", "")
"""asg-launch-has-instance-profile fails: instances without a profile."""
MOVED = FAILING.replace("Resources:", "Description: a shop\n\nResources:")
BROKEN = "AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Launch:\n    Type: [AWS::AutoScaling::LaunchConfiguration\n"
POLICY = "asg-launch-has-instance-profile"
WAIVED = FAILING.replace("  Launch:\n", f'  # plimsoll:waive {POLICY} until 2027-01-31 reason="trust me" owner=me@example.com\n  Launch:\n')


def git(folder: Path, *words: str) -> str:
    """Run git as nobody in particular."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "a"), ("EMAIL", "a@example.com"))}
    nothing = folder.parent / "no-git-config"
    nothing.touch()
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": str(nothing), "GIT_CONFIG_SYSTEM": str(nothing)}
    return subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, files: dict[str, str | None]) -> str:
    """Write files (None removes one) and commit them; the commit."""
    for name, content in files.items():
        file = folder / name
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "a change")
    return git(folder, "rev-parse", "HEAD")


def changed(folder: Path, before: dict[str, str | None], after: dict[str, str | None]) -> str:
    """A repository in `folder` with two commits; the first of them."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    base = commit(folder, before)
    commit(folder, after)
    return base


def pull_request(base: str, fork: bool = False) -> dict[str, Any]:
    """The `github` context of a pull request."""
    event = {
        "pull_request": {"number": 7, "base": {"sha": base}, "head": {"repo": {"full_name": "pirate/shop" if fork else "harbor/shop"}}}
    }
    return {"event_name": "pull_request", "repository": "harbor/shop", "event": event}


def scanned(
    tmp_path: Path,
    before: dict[str, str | None],
    after: dict[str, str | None],
    *,
    fork: bool = False,
    uses: dict[str, Stub] | None = None,
    **inputs: str,
) -> Run:
    """Run the Action on a pull request that changes `before` into `after`."""
    base = changed(tmp_path / "repository", before, after)
    return on(tmp_path, pull_request(base, fork), uses, **inputs)


def on(tmp_path: Path, github: dict[str, Any], uses: dict[str, Stub] | None = None, **inputs: str) -> Run:
    """Run the Action in a repository that stands in `tmp_path`; the one policy alone, unless `select` says otherwise."""
    temp = tmp_path / "temp"
    temp.mkdir(exist_ok=True)
    return Runner(tmp_path / "repository", temp, github, uses=uses or {}, instead=INSTALLED).run(ACTION, **{"select": POLICY, **inputs})
