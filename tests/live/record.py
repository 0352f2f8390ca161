"""Write down what AWS's stand-in answers to an audit of the case study's account: `python -m tests.live.record`.

One line for each call: {"call", "region", "with", "pages"}, in a fixed order. What differs between two recordings (ids, times) is moto's.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from scanner.sources.aws import calls
from scanner.sources.aws.calls import Answer
from scanner.sources.aws.faults import Place

RECORDED: Final = Path(__file__).parent / "recorded"
STATES: Final = ("broken", "repaired")


def key_of(call: str, region: str, arguments: Mapping[str, Any]) -> str:
    """What tells one call from another."""
    return json.dumps([call, region, arguments], sort_keys=True)


def read(state: str) -> dict[str, dict[str, Any]]:
    """The recorded calls by their keys."""
    lines = (RECORDED / f"{state}.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return {key_of(one["call"], one["region"], one["with"]): one for one in found}


def small(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """A page without the policies of AWS that nobody has attached: moto gives all thousand of them, AWS only those that are used."""
    if "Policies" not in page:
        return page
    return {**page, "Policies": [one for one in page["Policies"] if one.get("AttachmentCount")]}


@contextmanager
def listening() -> Iterator[dict[str, dict[str, Any]]]:
    """Note all calls of this process."""
    noted: dict[str, dict[str, Any]] = {}
    asked = calls.Api.call

    def call(self: Any, place: Place, name: str, arguments: Mapping[str, Any], *more: Any, **named: Any) -> Answer:
        answer = asked(self, place, name, arguments, *more, **named)
        told = {} if answer.fault is None else {"error": {"code": answer.fault.code, "reason": answer.fault.reason}}
        record = {"call": name, "region": place.region, "with": dict(arguments), "pages": [small(page) for page in answer.pages], **told}
        noted[key_of(name, place.region, arguments)] = record
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calls.Api, "call", call)
        yield noted


def record() -> None:
    """Both accounts, anew."""
    from tests import moto_account
    from tests.live.moto_state import answering_what_moto_lacks
    from tests.live.test_case_study import Audited

    folder = Path(tempfile.mkdtemp())
    RECORDED.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch, moto_account.server() as url, answering_what_moto_lacks():
        moto_account.adopt(patch, moto_account.environment(folder, url))
        for state in STATES:
            with listening() as noted:
                Audited(url, state, folder)
            lines = [json.dumps(noted[key], separators=(",", ":")) for key in sorted(noted)]
            (RECORDED / f"{state}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    record()
