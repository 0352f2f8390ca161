"""Every view says of a history in PostgreSQL what it says of the same reports in SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from scanner.dashboard.views import VIEWS
from scanner.history import add, store
from tests.dashboard import viewed
from tests.dashboard.histories import varied
from tests.history import postgresql

pytestmark = pytest.mark.consumers

NOW = 2_000_000_000
MOST = 12
"""Pages of one view that are compared."""


@pytest.fixture(scope="module", name="both")
def two_histories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(SQLite, PostgreSQL), of the same reports in the same order."""
    folder = tmp_path_factory.mktemp("varied")
    place = varied(folder)
    runs = viewed.data(place, "runs")["runs"]
    with postgresql.server() as url:
        engine = store.for_writing(url)
        for number, run in enumerate(reversed(runs)):
            add.add_file(engine, str(folder / f"run-{number}.json"), run["project"])
        engine.dispose()
        yield place, url


def without_added(value: Any) -> Any:
    """Data without when a run was added."""
    if isinstance(value, dict):
        return {key: without_added(inner) for key, inner in value.items() if key != "added"}
    return [without_added(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", [view.name for view in VIEWS if not view.download])
def test_a_view_says_the_same_of_both(both: tuple[str, str], name: str):
    view = viewed.BY_NAME[name]
    if name == "waiver":
        pages = [{"fingerprint": one["fingerprint"]} for one in viewed.keys(both[0], "finding")[:MOST]]
    else:
        pages = viewed.keys(both[0], name)[:MOST] if view.keys else [{}]
    projects = [None, "live", "harbor-infra"] if any(one.name == "project" for one in view.parameters) else [None]
    assert pages

    for given in pages:
        for project in projects:
            told, other = (without_added(viewed.data(place, name, NOW, **given, project=project)) for place in both)
            assert other == told, (given, project)
