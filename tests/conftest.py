"""Settings for every test."""

from __future__ import annotations

import sys

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("ci" if settings.get_current_profile_name() == "ci" else "project")


@pytest.fixture(autouse=True)
def moto_aside() -> None:
    """What another test imported changes no request of this one."""
    if "moto" in sys.modules:
        from tests import moto_account

        moto_account.stand_aside()
