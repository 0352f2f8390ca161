"""The page of exceptions sorts waivers by how long they hold; a proposed waiver is text that `plimsoll` and `git` take as it is."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scanner import waivers
from scanner.history.queries import times
from scanner.history.queries.asking import NotFound
from scanner.history.queries.exceptions import GROUPS, by_owner, group_of
from scanner.history.queries.waiver import entry_of, is_inside
from tests.dashboard import viewed
from tests.dashboard.histories import DAY, kept, reported
from tests.dashboard.shell import history

STUDY = Path(__file__).parents[2] / "examples" / "ecs-case-study"
NOW = int(datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp())
FILE = """# governed here
waivers:
  - policy: userdata-agent-recovers
    reason: the hosts are replaced in spring
    owner: ann
    until: 2027-03-06
  - policy: trigger-tag-*
    reason: pushed by hand
    owner: bo
    until: 2027-03-20
  - policy: asg-launch-has-instance-profile
    reason: soon
    until: 2027-04-20
  - policy: cloudtrail-enabled
    reason: another account records
  - policy: private-subnet-routes-to-nat
    reason: far
    owner: ann
    until: 2029-01-01
  - policy: ecs-taskdef-container-count
    reason: nothing fails it
    owner: ann
    until: 2029-01-01
"""


@pytest.fixture(scope="module", name="waived")
def with_waivers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A history of a run with waivers, which was read before any ended."""
    folder = tmp_path_factory.mktemp("waived")
    (folder / "plimsoll-waivers.yaml").write_text(FILE, encoding="utf-8")
    report = json.loads(reported(str(STUDY / "broken" / "template.yaml"), waivers=str(folder / "plimsoll-waivers.yaml")))
    return history(folder, report)


def test_waivers_are_told_by_when_they_end(waived: str):
    told = viewed.data(waived, "exceptions", NOW)
    groups = {one["policy"]: one["group"] for one in told["waivers"]}

    assert groups == {
        "userdata-agent-recovers": "7",
        "trigger-tag-*": "30",
        "asg-launch-has-instance-profile": "60",
        "cloudtrail-enabled": "no-end",
        "private-subnet-routes-to-nat": "later",
        "ecs-taskdef-container-count": "unused",
    }
    assert (told["total"], told["active"], told["removed"]) == (6, 5, 0)
    assert sum(told["groups"].values()) == 6


def test_days_run_on_after_the_last_run(waived: str):
    """No run since has seen that it ended."""
    told = viewed.data(waived, "exceptions", NOW + 10 * DAY)
    (ended,) = [one for one in told["waivers"] if one["group"] == "ended"]

    assert (ended["policy"], ended["days_left"]) == ("userdata-agent-recovers", -5)
    assert told["waivers"][0] is ended


def test_owners_answer_for_their_waivers_and_nobody_for_the_rest(waived: str):
    told = {one["owner"]: one for one in viewed.data(waived, "exceptions", NOW)["by_owner"]}

    assert {owner: one["waivers"] for owner, one in told.items()} == {"ann": 3, "bo": 1, None: 2}
    assert (told["ann"]["ending"], told["ann"]["unused"]) == (1, 1)
    assert by_owner([]) == []


def test_a_waiver_that_is_no_longer_written_is_counted_as_removed(tmp_path: Path):
    """The second run knows none."""
    file = tmp_path / "w.yaml"
    file.write_text(FILE, encoding="utf-8")
    first = json.loads(reported(str(STUDY / "broken" / "template.yaml"), waivers=str(file)))
    second = json.loads(reported(str(STUDY / "broken" / "template.yaml")))
    started = int(datetime.fromisoformat(first["header"]["started"]).timestamp())
    second["header"]["started"] = times.stamp(started + DAY)
    told = viewed.data(history(tmp_path, first, second), "exceptions", NOW)

    assert (told["waivers"], told["removed"]) == ([], 6)


def test_every_group_is_reached_and_has_its_words():
    reached = {
        *(group_of("holds", left) for left in (-1, 0, 7, 8, 30, 31, 60, 61, None)),
        *(group_of(state, 5) for state in ("ended", "too-long", "unused", "not-asked")),
    }

    assert reached == set(GROUPS)


def test_the_page_shows_each_group_that_has_waivers(waived: str):
    page = viewed.page(waived, "exceptions", NOW)

    for title in ("End within 7 days", "End within 30 days", "End within 60 days", "State no end", "Hold longer", "Excuse nothing"):
        assert f">{title} <" in page


# ---------------------------------------------------------------- proposals


def open_finding(place: str) -> str:
    """The fingerprint of a finding that is open."""
    found: str = viewed.data(place, "findings")["findings"][0]["fingerprint"]
    return found


def git(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def read_back(file: Path) -> list[waivers.Rule]:
    """The waivers of a file, as a scan reads them."""
    return list(waivers.read(file, file.name))


def test_a_patch_makes_a_file_of_waivers_that_waives_the_finding(tmp_path: Path):
    """The varied history's project of code has no waivers yet."""
    place = kept("varied")
    fingerprint = next(one["fingerprint"] for one in viewed.data(place, "findings", project="harbor-infra")["findings"])
    told = viewed.data(place, "waiver", fingerprint=fingerprint, reason='accepted: see "OPS-1" # not a comment', owner="no", ticket="OPS-1")
    git(tmp_path, "init", "-q")
    (tmp_path / "waiver.patch").write_text(told["patch"], encoding="utf-8")
    git(tmp_path, *told["command"].split()[1:])
    (rule,) = read_back(tmp_path / told["file"])

    assert (rule.policy, rule.resource) == (told["finding"]["policy"], (told["finding"]["resource"],))
    assert (rule.waiver.reason, rule.waiver.owner, rule.waiver.ticket) == ('accepted: see "OPS-1" # not a comment', "no", "OPS-1")


def test_a_patch_puts_the_waiver_before_those_that_a_file_has(tmp_path: Path):
    file = tmp_path / "plimsoll-waivers.yaml"
    file.write_text(FILE, encoding="utf-8")
    text = reported(str(STUDY / "broken" / "template.yaml"), waivers=str(file))
    report = json.loads(text.replace(str(file), file.name))  # as seen from the folder that the repository is
    place = history(tmp_path, report)
    told = viewed.data(place, "waiver", fingerprint=open_finding(place), reason="why not")
    git(tmp_path, "init", "-q")
    (tmp_path / "waiver.patch").write_text(told["patch"], encoding="utf-8")
    git(tmp_path, *told["command"].split()[1:])

    assert told["exists"]
    assert [rule.policy for rule in read_back(file)][:2] == [told["finding"]["policy"], "userdata-agent-recovers"]
    assert len(read_back(file)) == 7


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "1e3",
        "- a",
        "a: b",
        "a #b",
        "'",
        '"',
        "\\",
        "{a}",
        "&a",
        "*",
        "!x",
        "%",
        "@",
        "`",
        "~",
        "null",
        "é\u202ex\u2028y",
        "a\tb\nc",
    ],
)
def test_every_text_of_an_entry_means_itself(tmp_path: Path, text: str):
    file = tmp_path / "w.yaml"
    file.write_text(
        "waivers:\n" + entry_of({"policy": "a", "resource": text, "reason": "r", "owner": text, "until": "2030-01-31"}), "utf-8"
    )
    (rule,) = read_back(file)

    assert (rule.resource, rule.waiver.owner) == ((text,), text)


def test_a_proposal_without_a_reason_says_so_and_one_that_ended_too():
    place = kept("varied")
    told: dict[str, Any] = viewed.data(place, "waiver", NOW, fingerprint=open_finding(place), until="2020-01-01")

    assert (told["complete"], told["ended"]) == (False, True)
    page = viewed.page(place, "waiver", NOW, fingerprint=open_finding(place), until="2020-01-01")
    assert "It has no reason yet" in page
    assert "The last day is over already" in page


@pytest.mark.parametrize("file", ["/etc/w.yaml", "../w.yaml", "a/../../w.yaml", "~/w.yaml", "c:w.yaml", "", "a\nb.yaml"])
def test_no_patch_names_a_file_elsewhere(file: str):
    assert not is_inside(file)
    assert is_inside("infra/plimsoll-waivers.yaml")


@pytest.mark.parametrize("fingerprint", ["0" * 64, "zz", "Ａ" * 64])
def test_a_fingerprint_that_is_none_is_not_found(fingerprint: str):
    with pytest.raises(NotFound, match="no finding has the fingerprint"):
        viewed.data(kept("varied"), "waiver", fingerprint=fingerprint)
