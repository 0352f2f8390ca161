"""A shop that was told of its first run."""

from __future__ import annotations

import pytest

from tests.notify.receiver import receiving
from tests.notify.shop import OLD, Shop


@pytest.fixture
def shop(tmp_path):
    with receiving() as receiver:
        made = Shop(tmp_path, receiver)
        made.run(OLD)  # the policies are new in this one
        made.notify()
        receiver.taken.clear()
        receiver.came.clear()
        yield made
