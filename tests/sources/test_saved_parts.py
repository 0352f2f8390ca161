"""Snapshots of many accounts: what is written is read account by account; what is damaged or hostile is a Gap, and the rest goes on."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import zstandard
from jsonschema import Draft202012Validator

from scanner.encoding import encode
from scanner.errors import SourceError
from scanner.packaged import schemas_dir
from scanner.records import replace
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Resource, Snapshot
from scanner.snapshot_packed import FLOOR
from scanner.snapshot_parts import (
    GLOBAL,
    INDEX,
    About,
    AccountEntry,
    Index,
    PartEntry,
    Skipped,
    finished,
    read_index,
    remove_index,
    write_index,
    write_part,
)  # fmt: skip
from scanner.sources import Options, read_targets
from scanner.unknown import Unknown
from scanner.world import World

ONE, TWO = "111122223333", "444455556666"
WEST, EAST = "eu-west-1", "us-east-1"
CLUSTER, SERVICE, ROLE, TASKS = "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::IAM::Role", "AWS::ECS::TaskDefinition"
TIME = "2026-01-31T00:00:00Z"
ABOUT = About("sha256:" + "1" * 64, frozenset({CLUSTER, ROLE, SERVICE}), TIME)
OPTIONS = Options(redactor=Redactor(b"key"))


def covered(type_name: str, status: str = "complete", **more: Any) -> Any:
    return SimpleNamespace(**{"type": type_name, "status": status, "action": None, "reason": None, "time": TIME, "settle": None, **more})


def resource(type_name: str, account: str, region: str, name: str = "web", **properties: Any) -> Resource:
    return Resource(type_name, f"arn:aws:x:{region}:{account}:{name}", properties, account, region)


def part(root: Path, account: str, region: str, coverage: list[Any] | None = None, resources: list[Resource] | None = None) -> PartEntry:
    type_names = [ROLE] if region == GLOBAL else [CLUSTER, SERVICE]
    resources = [resource(one, account, region) for one in type_names] if resources is None else resources
    return write_part(root, account, region, resources, [covered(one) for one in type_names] if coverage is None else coverage, 3, ABOUT)


def index_of(*parts: PartEntry, **more: Any) -> Index:
    accounts = tuple(AccountEntry(one, regions=(WEST, EAST)) for one in dict.fromkeys(part.account for part in parts))
    return replace(Index(ABOUT.catalogue, tuple(sorted(ABOUT.types)), TIME, TIME, None, accounts, parts), **more)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two accounts, two regions and what is global."""
    directory = tmp_path / "snap"
    write_index(
        directory_of(directory), index_of(*(part(directory, account, region) for account in (ONE, TWO) for region in (GLOBAL, WEST, EAST)))
    )
    return directory


def directory_of(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    return path


def read(target: Path) -> list[Snapshot]:
    return list(read_targets([target], OPTIONS))


def changed(root: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """The index by hand, so without a digest."""
    said = json.loads((root / INDEX).read_text())
    del said["digest"]
    change(said)
    (root / INDEX).write_text(json.dumps(said))


def unpacked(path: Path) -> bytes:
    found: bytes = zstandard.ZstdDecompressor().stream_reader(path.read_bytes(), read_across_frames=True).read()
    return found


def stars(snapshot: Snapshot) -> list[tuple[str | None, str | None, str]]:
    return [(gap.account, gap.region, gap.kind) for gap in snapshot.gaps if gap.type == "*"]


# ---------------------------------------------------------------- what is written is read


def test_all_parts_of_an_account_are_one_world_and_its_types_are_closed(root: Path) -> None:
    first, second = read(root)

    assert (first.world, second.world, first.live, first.time) == (ONE, TWO, True, TIME)
    assert first.gaps == () and first.closed == {CLUSTER, SERVICE, ROLE}
    assert sorted((one.type, str(one.region)) for one in first.resources) == [
        ("AWS::Account", "None"), (CLUSTER, WEST), (CLUSTER, EAST), (SERVICE, WEST), (SERVICE, EAST), (ROLE, GLOBAL),
    ]  # fmt: skip


def test_findings_point_into_the_parts(root: Path) -> None:
    place = next(one for one in read(root)[0].resources if one.type == SERVICE and one.region == WEST).origin.resource

    assert place is not None and place.file.endswith(f"snap/{ONE}/{WEST}.jsonl.zst") and place.line == 3


def test_a_frame_holds_one_service(tmp_path: Path) -> None:
    entry = part(
        tmp_path, ONE, WEST, resources=[resource("AWS::EC2::VPC", ONE, WEST), resource(CLUSTER, ONE, WEST), resource(SERVICE, ONE, WEST)]
    )
    data = (tmp_path / entry.file).read_bytes()
    frames = []
    while data:
        one = zstandard.ZstdDecompressor().decompressobj()
        frames.append([json.loads(line).get("type") for line in one.decompress(data).splitlines()])
        data = one.unused_data

    assert frames == [[None], ["AWS::EC2::VPC"], [CLUSTER, SERVICE], [CLUSTER, SERVICE, None]]


def test_files_hold_to_their_schemas_and_are_their_owners_alone(root: Path) -> None:
    line_schema, index_schema = (json.loads((schemas_dir() / f"{name}.schema.json").read_text()) for name in ("snapshot", "snapshot-index"))
    lines = [json.loads(line) for path in root.glob("*/*.zst") for line in unpacked(path).splitlines()]

    assert (
        len(lines) == 6 + 2 * 2 * (2 * 2 + 1) + 6
        and [error.message for line in lines for error in Draft202012Validator(line_schema).iter_errors(line)] == []
    )
    assert [error.message for error in Draft202012Validator(index_schema).iter_errors(json.loads((root / INDEX).read_text()))] == []
    assert {path.stat().st_mode & 0o077 for path in (root / INDEX, *root.glob("*/*.zst"))} == {0}


def test_an_index_is_read_as_it_was_written(tmp_path: Path) -> None:
    gap = Gap("*", "AccessDenied", None, TWO, kind="denied", settle="grant sts:AssumeRole", action="sts:AssumeRole", time=TIME)
    account = AccountEntry(ONE, "aws-cn", "shop", (WEST,), (Skipped(EAST, "not enabled", settle="enable it"),))
    index = index_of(PartEntry("a/b.jsonl", ONE, WEST, 1, "", 2), accounts=(account,), gaps=(gap,), endpoint="http://localhost:5000")
    write_index(tmp_path, index)

    assert read_index(tmp_path / INDEX) == index


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_a_part_may_be_packed_in_any_way_and_keeps_its_digest(root: Path, ending: str) -> None:
    before = read(root)
    for path in root.glob("*/*.zst"):
        data = unpacked(path)
        path.unlink()
        packed = {".jsonl": data, ".jsonl.gz": gzip.compress(data), ".jsonl.zst": zstandard.compress(data, 19)}[ending]
        (path.parent / path.name.replace(".jsonl.zst", ending)).write_bytes(packed)
    changed(root, lambda said: [one.update(file=one["file"].replace(".jsonl.zst", ending)) for one in said["parts"]])

    assert [(one.world, one.gaps, one.closed, len(one.resources)) for one in read(root)] == [
        (one.world, one.gaps, one.closed, len(one.resources)) for one in before
    ]


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst"])
def test_one_packed_file_is_a_saved_snapshot_by_itself(root: Path, tmp_path: Path, ending: str) -> None:
    data = unpacked(root / ONE / f"{WEST}.jsonl.zst")
    path = tmp_path / f"alone{ending}"
    path.write_bytes(gzip.compress(data) if ending.endswith("gz") else zstandard.compress(data))
    (snapshot,) = read(path)
    folder = directory_of(tmp_path / "folder")
    path.rename(folder / path.name)

    assert snapshot.closed == {CLUSTER, SERVICE} and snapshot.gaps == ()
    assert [one.world for one in read(folder)] == [ONE], "and is found in a folder, too"


def test_a_packed_file_of_several_worlds_is_read_world_by_world(tmp_path: Path) -> None:
    records = [{"kind": "header", "version": 1, "source": "live", "form": "canonical", "worlds": [{"world": "b"}, {"world": "a"}]}]
    records += [{"kind": "resource", "world": one, "type": CLUSTER, "id": f"{one}{n}", "properties": {}} for n in range(3) for one in "ab"]
    path = tmp_path / "s.jsonl.zst"
    path.write_bytes(
        zstandard.compress(b"".join(json.dumps(one).encode() + b"\n" for one in [*records, {"kind": "footer", "resources": 6}]))
    )

    assert [(one.world, [r.id for r in one.resources][:3], one.gaps) for one in read(path)] == [
        ("b", ["b0", "b1", "b2"], ()), ("a", ["a0", "a1", "a2"], ()),
    ]  # fmt: skip


# ---------------------------------------------------------------- what was not read


@pytest.mark.parametrize(
    ("status", "kind", "closed", "hides"),
    [
        ("complete", None, True, False),
        ("in-use", None, False, False),
        ("unread", "unread", True, False),
        ("denied", "denied", False, True),
        ("throttled", "incomplete", False, True),
        ("failed", "incomplete", False, True),
        ("partial", "incomplete", False, True),
        ("skipped", "incomplete", False, True),
    ],
)  # fmt: skip
def test_each_status_says_what_may_exist(tmp_path: Path, status: str, kind: str | None, closed: bool, hides: bool) -> None:
    told = covered(CLUSTER, status, action="ecs:ListClusters", reason="AccessDenied" if kind else None)
    coverage = [told] if status != "unread" else [covered(CLUSTER), told]
    parts = [part(tmp_path, ONE, WEST, coverage), part(tmp_path, ONE, EAST, [covered(CLUSTER)])]
    write_index(tmp_path, index_of(*parts))
    (snapshot,) = read(tmp_path)
    world = World(snapshot)

    assert [gap.kind for gap in snapshot.gaps] == ([kind] if kind else [])
    assert world.is_closed(CLUSTER) is closed and bool(world.gap_of(CLUSTER)) is hides
    assert (CLUSTER in snapshot.in_use) is (status == "in-use")
    for gap in snapshot.gaps:
        assert (gap.account, gap.region, gap.action, gap.time) == (ONE, WEST, "ecs:ListClusters", TIME)
        assert gap.settle == ("grant ecs:ListClusters" if status == "denied" else None)


def test_a_type_is_closed_only_where_every_region_that_was_asked_read_it(tmp_path: Path) -> None:
    write_index(tmp_path, index_of(part(tmp_path, ONE, WEST), part(tmp_path, ONE, EAST, [covered(CLUSTER)])))
    (snapshot,) = read(tmp_path)

    assert snapshot.closed == {CLUSTER}
    assert [(gap.type, gap.region, gap.kind) for gap in snapshot.gaps] == [(SERVICE, EAST, "incomplete")]


def test_one_region_alone_is_closed_in_itself(tmp_path: Path) -> None:
    index = index_of(part(tmp_path, ONE, WEST), accounts=(AccountEntry(ONE, regions=(WEST,)),))
    write_index(tmp_path, index)

    assert read(tmp_path)[0].closed == {CLUSTER, SERVICE}


def test_skipped_regions_and_gaps_of_the_index_reopen_their_account_and_no_other(root: Path) -> None:
    gaps = [
        {"type": "*", "reason": "the worker died", "account": TWO, "region": EAST},
        {"type": "*", "reason": "no answer", "account": "777788889999"},
    ]
    gaps.append({"type": "*", "reason": "organizations:ListAccounts was cut off"})
    changed(
        root, lambda said: said.update(gaps=gaps) or said["accounts"][0].update(skipped=[{"region": "af-south-1", "reason": "not enabled"}])
    )
    one, two, other, rest = read(root)

    assert stars(one) == [(ONE, "af-south-1", "incomplete")] and one.closed == frozenset()
    assert stars(two) == [(TWO, EAST, "incomplete")]
    assert other.world == "777788889999" and [r.type for r in other.resources] == ["AWS::Account"], "so that its policies answer unknown"
    assert rest.resources == () and [gap.account for gap in rest.gaps] == [None]


def test_a_promised_part_that_the_index_does_not_name_is_a_gap(root: Path) -> None:
    changed(
        root,
        lambda said: said.update(
            parts=[one for one in said["parts"] if (one["account"], one["region"]) not in ((ONE, EAST), (TWO, GLOBAL))]
        ),
    )
    one, two, rest = read(root)

    assert stars(one) == [(ONE, EAST, "incomplete")] and stars(two) == [(TWO, GLOBAL, "incomplete")]
    assert [gap.kind for gap in rest.gaps] == ["not-recognised"] * 2, "their files are told, and hide nothing"


def test_without_an_index_all_is_read_and_nothing_is_closed(root: Path) -> None:
    remove_index(root)
    found = read(root)

    assert [(one.world, len(one.resources), one.closed, stars(one)) for one in found] == [
        (account, 6, frozenset(), [(account, None, "incomplete")]) for account in (ONE, TWO)
    ]


def test_what_an_arn_of_another_account_or_region_names_may_exist(root: Path) -> None:
    world = World(read(root)[0])

    assert world.find(f"arn:aws:ecs:{WEST}:{ONE}:cluster/gone", CLUSTER) is None
    for elsewhere in (f"arn:aws:ecs:af-south-1:{ONE}:cluster/gone", f"arn:aws:ecs:{WEST}:{TWO}:cluster/gone"):
        assert isinstance(world.find(elsewhere, CLUSTER), Unknown)
    assert isinstance(world.find(f"arn:aws:iam::{TWO}:role/gone", ROLE), Unknown) and world.find(f"arn:aws:iam::{ONE}:role/x", ROLE) is None


# ---------------------------------------------------------------- damage


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-60])


def _corrupt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def _other(path: Path) -> None:
    path.write_bytes(path.with_name(f"{EAST}.jsonl.zst").read_bytes())


def _link(path: Path) -> None:
    path.rename(path.with_name("x"))
    path.symlink_to(path.with_name("x"))


def _bomb(path: Path) -> None:
    out = zstandard.ZstdCompressor().compressobj()
    zeros = b" " * (1 << 20)
    path.write_bytes(b"".join([out.compress(zeros) for _ in range((FLOOR >> 20) + 2)]) + out.flush())


def _long_line(path: Path) -> None:
    data = unpacked(path).splitlines(keepends=True)
    data.insert(1, b'{"kind":"resource","type":"T","id":"' + os.urandom(17 << 20).hex().encode() + b'","properties":{}}\n')
    path.write_bytes(zstandard.compress(b"".join(data)))


def _added(path: Path) -> None:
    path.write_bytes(path.read_bytes() + zstandard.compress(b'{"kind":"resource","type":"T","id":"x","properties":{}}\n'))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (Path.unlink, "is not there"),
        (_truncate, ""),
        (_corrupt, ""),
        (_other, "is not that of"),
        (_link, "is a link"),
        (_bomb, "more than 500 times"),
        (_long_line, "a line of more than"),
        (_added, "after the footer"),
        (lambda path: path.write_bytes(b""), "no header"),
        (lambda path: path.write_bytes(b"\x28\xb5\x2f\xfdrubbish"), "damaged"),
        (lambda path: path.write_bytes(gzip.compress(b"x" * 100)[:-9]), "damaged"),
        (lambda path: path.write_bytes(unpacked(path).replace(b'"arn:aws:x', b'"arn:aws:y')), "digest"),
    ],
)  # fmt: skip
def test_a_damaged_part_is_a_gap_of_its_place_and_the_rest_goes_on(root: Path, damage: Callable[[Path], Any], reason: str) -> None:
    damage(root / ONE / f"{WEST}.jsonl.zst")
    one, two = read(root)[:2]

    assert any(gap.type == "*" and reason in gap.reason for gap in one.gaps) and one.closed == frozenset()
    assert {(gap.account, gap.region) for gap in one.gaps} == {(ONE, WEST)}
    assert {(r.type, r.region) for r in one.resources} >= {(CLUSTER, EAST), (ROLE, GLOBAL)}
    assert two.gaps == () and two.closed == {CLUSTER, SERVICE, ROLE}


@pytest.mark.parametrize("file", ["../x.jsonl", "/etc/hosts", "a/../../x", "C:\\x", "", "a//b", "./x", "x\0y"])
def test_a_path_out_of_the_directory_is_refused(root: Path, file: str) -> None:
    (root.parent / "x.jsonl").write_bytes(unpacked(root / ONE / f"{WEST}.jsonl.zst"))
    changed(root, lambda said: said["parts"][1].update(file=file))
    one = read(root)[0]

    assert stars(one)[0][2] == "incomplete" and "no path below the snapshot" in one.gaps[0].reason
    assert not any(r.region == WEST for r in one.resources)


def test_a_folder_that_is_a_link_is_not_followed(root: Path) -> None:
    (root / ONE).rename(root.parent / "elsewhere")
    (root / ONE).symlink_to(root.parent / "elsewhere")

    assert len(stars(read(root)[0])) == 3 and all("is a link" in gap.reason for gap in read(root)[0].gaps)


def test_a_record_of_another_account_is_left_out_and_told(root: Path) -> None:
    path = root / ONE / f"{WEST}.jsonl.zst"
    path.write_bytes(unpacked(path).replace(f'"world":"{ONE}"'.encode(), f'"world":"{TWO}"'.encode()))
    one = read(root)[0]

    assert any("of another account" in gap.reason for gap in one.gaps) and not any(r.region == WEST for r in one.resources)


@pytest.mark.parametrize(
    "text",
    ["", "[1]", '{"kind": "index"', '{"kind": "index", "version": 2}', '{"kind": "index", "version": 1, "parts": [1]}',
     '{"kind": "index", "version": 1, "parts": [{"file": 1}]}', '{"kind": "index", "version": 1, "digest": "sha256:0"}', "[" * 100_000,
     '{"kind": "index", "version": 1, "accounts": {}, "gaps": [{"type": "*"}]}'],
)  # fmt: skip
def test_an_index_that_cannot_be_meant_is_an_error_and_the_parts_are_read(root: Path, text: str) -> None:
    (root / INDEX).write_text(text)

    with pytest.raises(SourceError):
        read_index(root / INDEX)
    assert {one.world for one in read(root) if one.resources} == {ONE, TWO} and all(one.closed == frozenset() for one in read(root))


def test_what_two_regions_tell_of_one_resource_counts_once_as_its_own_region_tells_it(tmp_path: Path) -> None:
    def trail(at: str) -> Resource:
        return replace(resource(CLUSTER, ONE, WEST, "same"), properties={"ClusterName": at})

    write_index(
        tmp_path, index_of(part(tmp_path, ONE, EAST, resources=[trail("seen")]), part(tmp_path, ONE, WEST, resources=[trail("home")]))
    )
    (snapshot,) = read(tmp_path)

    assert snapshot.gaps == () and [one.properties["ClusterName"] for one in snapshot.resources if one.type == CLUSTER] == ["home"]


def test_secrets_in_a_part_that_claims_to_be_redacted_are_redacted(tmp_path: Path) -> None:
    secret = {"ContainerDefinitions": [{"Name": "a", "Image": "b", "Environment": [{"Name": "PW", "Value": "hunter2-s3cr3t"}]}]}
    runtime = {"status": "key AKIAABCDEFGHIJKLMNOP", "SecretString": "t0ps3cret", "u": "https://me:pass9word@example.com/"}
    given = [resource(TASKS, ONE, WEST, "t", **secret), resource(CLUSTER, ONE, WEST, "c", ClusterName="c", Runtime=runtime)]
    write_index(tmp_path, index_of(part(tmp_path, ONE, WEST, resources=given), accounts=(AccountEntry(ONE, regions=(WEST,)),)))
    (snapshot,) = read(tmp_path)
    text = json.dumps([encode(one.properties) for one in snapshot.resources])

    assert not any(word in text for word in ("hunter2", "AKIA", "t0ps3cret", "pass9word"))


def test_an_account_is_let_go_before_the_next_is_read(root: Path) -> None:
    seen = []
    for snapshot in read_targets([root], OPTIONS):
        seen.append(snapshot.world)
        del snapshot

    assert seen == [ONE, TWO]


# ---------------------------------------------------------------- going on


def test_finished_parts_are_those_that_need_not_be_done_again(root: Path) -> None:
    found = finished(root, ABOUT.catalogue, ABOUT.types)

    assert sorted(found) == sorted((account, region) for account in (ONE, TWO) for region in (GLOBAL, WEST, EAST))
    assert sorted(found.values(), key=str) == sorted(read_index(root / INDEX).parts, key=str)
    assert finished(root, "sha256:other", ABOUT.types) == {} and finished(root, ABOUT.catalogue, {*ABOUT.types, "AWS::SNS::Topic"}) == {}
    assert len(finished(root, ABOUT.catalogue, {CLUSTER})) == 6


@pytest.mark.parametrize("damage", [_truncate, _corrupt, _other, _link, _bomb, Path.unlink])
def test_a_part_that_is_not_whole_is_done_again(root: Path, damage: Callable[[Path], Any]) -> None:
    damage(root / ONE / f"{WEST}.jsonl.zst")

    assert (ONE, WEST) not in finished(root, ABOUT.catalogue, ABOUT.types) and len(finished(root, ABOUT.catalogue, ABOUT.types)) == 5


@pytest.mark.parametrize(
    ("status", "kept"),
    [("denied", True), ("in-use", True), *((status, False) for status in ("unread", "throttled", "failed", "partial", "skipped"))],
)
def test_what_may_be_better_a_second_time_is_done_again(tmp_path: Path, status: str, kept: bool) -> None:
    part(tmp_path, ONE, WEST, [covered(CLUSTER, status, reason="x")])

    assert bool(finished(tmp_path, ABOUT.catalogue, ABOUT.types)) is kept


def test_what_was_refused_of_a_resource_is_not_asked_again(tmp_path: Path) -> None:
    part(tmp_path, ONE, WEST, [covered(CLUSTER, "unread", reason="x", settle="grant ecs:ListTagsForResource")])

    assert finished(tmp_path, ABOUT.catalogue, ABOUT.types)


def test_writing_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        part(tmp_path, ONE, WEST, resources=[resource(CLUSTER, ONE, WEST, Bad=object())])
    with pytest.raises(SourceError, match="is no account and region"):
        part(tmp_path, "../x", WEST)

    assert [path.name for path in tmp_path.rglob("*")] == [ONE]


def test_values_that_json_lacks_are_kept(tmp_path: Path) -> None:
    unread = Unknown("AccessDenied: ecs:DescribeServices", settle="grant ecs:DescribeServices")
    given = resource(SERVICE, ONE, WEST, ServiceName=unread, Runtime={"events": unread})
    write_index(tmp_path, index_of(part(tmp_path, ONE, WEST, resources=[given]), accounts=(AccountEntry(ONE, regions=(WEST,)),)))
    service = next(one for one in read(tmp_path)[0].resources if one.type == SERVICE)

    assert encode(service.properties["Runtime"]) == encode({"events": unread}) and service.properties["ServiceName"].settle == unread.settle
