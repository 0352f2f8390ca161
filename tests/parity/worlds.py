"""A case told twice: as the template that makes a world, and as what AWS answers on that world. Both become canonical resources.

A case is a folder below `cases/`:

    template.yaml   the world as code
    aws.json        what AWS answers, in the API's own form, from AWS's documents: a list of {"call", "with", "answer" or "error"}.
                    `{"$base64": text}`, `{"$json": document}` and `{"$quoted": document}` (JSON, percent-encoded, as IAM gives it) are
                    the encodings that the API uses.
    case.json       "ids": the live id of each resource of the template, by logical id; "types": more types to collect;
                    "code_only": properties that no answer shows, and why; "longer": lists to which AWS adds members (attributes
                    with their defaults), and why; "live_only": resources that nobody wrote, by id, and why;
                    "runtime", by logical id, and "live", by id: what live resources show beside that
    snapshot.json   the one snapshot: what both tellings give
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest import mock
from urllib.parse import quote

from scanner.catalog import needed
from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources import Options, read_targets
from scanner.sources.aws.calls import Api
from scanner.sources.aws.collect import Coverage, collect_part
from scanner.sources.aws.faults import Place
from tests.parity.replay import Replay

CASES: Final = Path(__file__).parent / "cases"
ACCOUNT: Final = "111122223333"
REGION: Final = "eu-west-1"
KEY: Final = Redactor(b"a key of these tests, for equality")
NO_FILE: Final = str(CASES / "no-such-file")
OF_EVERY_WORLD: Final = "AWS::Account"


class Keys:
    """Credentials that open nothing."""

    def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
        """The same for every account."""
        return "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None


def told(case: Path) -> dict[str, Any]:
    """case.json."""
    found: dict[str, Any] = json.loads((case / "case.json").read_text("utf-8"))
    return found


def answers(case: Path) -> list[dict[str, Any]]:
    """aws.json, encoded as the API does."""
    found: list[dict[str, Any]] = encoded(json.loads((case / "aws.json").read_text("utf-8")))
    return found


def encoded(value: Any) -> Any:
    """A value with its `$base64`, `$json` and `$quoted` written out."""
    if isinstance(value, list):
        return [encoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"$base64"}:
        return base64.b64encode(value["$base64"].encode()).decode()
    if value.keys() == {"$json"}:
        return json.dumps(value["$json"])
    if value.keys() == {"$quoted"}:
        return quote(json.dumps(value["$quoted"]))
    return {name: encoded(item) for name, item in value.items()}


def as_code(case: Path) -> dict[str, Resource]:
    """The template's resources, by logical id."""
    (snapshot,) = read_targets([case / "template.yaml"], Options(redactor=KEY))
    if snapshot.gaps:
        raise AssertionError(f"{case.name}: {snapshot.gaps}")
    return {one.id.rpartition("#")[2]: one for one in snapshot.resources if one.type != OF_EVERY_WORLD}


class Seen:
    """What was collected of a case."""

    def __init__(self, resources: dict[str, Resource], coverage: list[Coverage], refused: list[str], unasked: list[str]) -> None:
        """Take the resources by id, the coverage, the calls that were not written down, and those written down that nobody made."""
        self.resources = resources
        self.coverage = coverage
        self.refused = refused
        self.unasked = unasked


def live(case: Path, more: Mapping[str, Any] | None = None) -> Seen:
    """The account's resources, asked through boto3."""
    types = {one.type for one in as_code(case).values()} | set((more or told(case)).get("types", ()))
    rows = needed(sorted(types))
    missing = types - {row.type for row in rows}
    if missing:
        raise AssertionError(f"{case.name}: no row for {sorted(missing)}")
    with replaying(answers(case)) as replay, ThreadPoolExecutor(4) as pool:
        api = Api(Keys())
        parts = [collect_part(api, Place(ACCOUNT, region, "aws"), rows, KEY, pool) for region in (REGION, "global")]
    resources = [one for part in parts for one in part.resources if one.type in types and one.type != OF_EVERY_WORLD]
    found = {one.id: one for one in resources}
    if len(found) != len(resources):
        raise AssertionError(f"{case.name}: an id stands twice in {sorted(one.id for one in resources)}")
    return Seen(found, [line for part in parts for line in part.coverage], replay.refused, replay.unasked())


@contextmanager
def replaying(records: list[dict[str, Any]]) -> Iterator[Replay]:
    """A replay that boto3 asks."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    with Replay(records) as replay:
        environment.update(AWS_ENDPOINT_URL=replay.url, AWS_CONFIG_FILE=NO_FILE, AWS_SHARED_CREDENTIALS_FILE=NO_FILE)
        with mock.patch.dict(os.environ, environment, clear=True):
            yield replay
