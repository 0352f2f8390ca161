"""Where install.sh has put the consumers, and how they are run."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache/consumers"
BIN = CACHE / "python/bin"
MISSING = "{} is not there; run tests/consumers/install.sh"


def tool(name: str) -> str:
    """The path of a command that install.sh installed, or that is on the PATH."""
    found = next((str(path) for path in (CACHE / name, BIN / name) if path.exists()), None) or shutil.which(name)
    assert found is not None, MISSING.format(name)
    return found


def chromium() -> str:
    """The path of a Chromium."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found is not None, MISSING.format("Chromium")
    return found


def run(*command: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a consumer to its end."""
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=300, check=False, cwd=ROOT)


def python(script: str, text: str = "") -> Any:
    """What a script prints as JSON, run by the Python that has the readers; it gets `text` on its input."""
    assert (BIN / "python").exists(), MISSING.format(BIN / "python")
    done = run(str(BIN / "python"), "-c", script, text=text)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
