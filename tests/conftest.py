"""Settings for every test."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("ci" if settings.get_current_profile_name() == "ci" else "project")

FIRST = (
    "tests/test_wheel.py",
    "tests/test_judge.py",
    "tests/test_collection.py",
    "tests/test_built_policies.py",
    "tests/live",
    "tests/consumers/test_dashboard_first.py",
    "tests/consumers/test_action_files.py",
)
"""Files and folders that take long: they begin, so that no process waits at the end for another that has begun them late."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long stands first; all else in its order."""
    first = [config.rootpath / name for name in FIRST]
    places: dict[Path, int] = {}
    for path in {item.path for item in items}:
        places[path] = next((number for number, one in enumerate(first) if path.is_relative_to(one)), len(first))
    items.sort(key=lambda item: places[item.path])


def pytest_collection_finish() -> None:
    """A process that holds thousands of tests and the library does not look through them again and again for garbage."""
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(autouse=True)
def moto_aside() -> None:
    """What another test imported changes no request of this one."""
    if "moto" in sys.modules:
        from tests import moto_account

        moto_account.stand_aside()
