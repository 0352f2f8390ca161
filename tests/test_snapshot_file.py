"""Saved snapshots: what is written is read, what is broken is a Gap at its line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scanner.encoding import encode
from scanner.errors import SourceError
from scanner.packaged import schemas_dir
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Resource, Snapshot
from scanner.snapshot_file import Scope, recognise, write
from scanner.sources.saved import read_snapshots
from scanner.unknown import STRING, OpenList, Unknown, maybe, reference

KEY = Redactor(b"key")
WORLD = "111122223333"
HEADER: dict[str, Any] = {
    "kind": "header",
    "version": 1,
    "tool": {"name": "plimsoll", "version": "0.1.0"},
    "source": "live",
    "started": "2026-01-01T00:00:00Z",
    "worlds": [{"world": WORLD, "accounts": [WORLD], "regions": ["eu-west-1", "eu-west-2"]}],
}
CLUSTER: dict[str, Any] = {
    "kind": "resource",
    "world": WORLD,
    "type": "AWS::ECS::Cluster",
    "id": "arn:aws:ecs:eu-west-1:111122223333:cluster/web",
    "account": WORLD,
    "region": "eu-west-1",
    "identifiers": {"Ref": "web"},
    "properties": {"ClusterName": "web"},
}


def covered(region: str | None, status: str = "complete", type: str = "AWS::ECS::Cluster", **more: Any) -> dict[str, Any]:
    return {"kind": "coverage", "world": WORLD, "account": WORLD, "region": region, "type": type, "status": status, **more}


def footer(resources: int = 1, **more: Any) -> dict[str, Any]:
    return {"kind": "footer", "finished": "2026-01-01T00:00:09Z", "resources": resources, **more}


def lines(*records: Any) -> bytes:
    return b"".join((record if isinstance(record, bytes) else json.dumps(record).encode()) + b"\n" for record in records)


def snapshots(*records: Any) -> list[Snapshot]:
    return list(read_snapshots(io.BytesIO(lines(*records)), "s.jsonl", KEY))


def only(*records: Any) -> Snapshot:
    (snapshot,) = snapshots(*records)
    return snapshot


def valid(line: Any) -> list[str]:
    schema = json.loads((schemas_dir() / "snapshot.schema.json").read_text("utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(line)]


def test_a_complete_snapshot_of_an_account_is_closed_and_live() -> None:
    snapshot = only(HEADER, CLUSTER, covered("eu-west-1"), covered("eu-west-2"), footer())

    assert (snapshot.world, snapshot.live, snapshot.time) == (WORLD, True, "2026-01-01T00:00:00Z")
    assert snapshot.closed == {"AWS::ECS::Cluster"} and snapshot.gaps == ()
    cluster, account = snapshot.resources
    assert cluster.properties["ClusterName"] == "web" and cluster.identifiers == {"Ref": "web"}
    assert (account.type, account.id, account.properties) == ("AWS::Account", WORLD, {"AccountId": WORLD})


def test_a_property_points_to_its_line_and_columns() -> None:
    properties = b'{"ClusterName":"\xc3\xa4","Tags":[{"Key":"a","Value":"b"}]}'
    data = b'\n{"kind":"resource","type":"AWS::ECS::Cluster","id":"c","properties":' + properties + b"}"
    cluster = only(HEADER, data, footer()).resources[0]

    line = data.decode().strip()
    assert cluster.origin.resource == Location("s.jsonl", 3, 1, 3, len(line) + 1)
    for pointer, text in ((("ClusterName",), '"ClusterName":"ä"'), (("Tags", 0, "Value"), '"Value":"b"')):
        place = cluster.origin.properties[pointer]
        assert place.line == place.end_line == 3 and line[place.column - 1 : place.end_column - 1] == text
    assert cluster.origin.at(("Tags", 0, "Other")) == cluster.origin.properties[("Tags", 0)]


def test_a_pointer_follows_a_list_that_was_sorted_and_forms() -> None:
    group = {"SecurityGroupIds": ["sg-b", "sg-a"], "UserData": "ZWNobyBoaQ==", "Tags": {"$list": [{"$maybe": {"Key": "k", "Value": "v"}}]}}
    line = json.dumps({**CLUSTER, "type": "AWS::EC2::Instance", "properties": group})
    instance = only(HEADER, line.encode(), footer()).resources[0]

    ids = instance.properties["SecurityGroupIds"]
    place = instance.origin.properties[("SecurityGroupIds", ids.index("sg-a"))]
    assert line[place.column - 1 : place.end_column - 1] == '"sg-a"'
    assert instance.properties["UserData"] == "echo hi"
    tag = instance.origin.properties[("Tags", 0, "Value")]
    assert line[tag.column - 1 : tag.end_column - 1] == '"Value": "v"'


def test_what_is_sensitive_is_redacted_on_the_way_in() -> None:
    task = {"ContainerDefinitions": [{"Name": "web", "Environment": [{"Name": "PW", "Value": "hunter2"}]}]}
    snapshot = only(HEADER, {**CLUSTER, "type": "AWS::ECS::TaskDefinition", "properties": task}, footer())

    assert "hunter2" not in json.dumps(encode(snapshot.resources[0].properties))


@pytest.mark.parametrize(
    ("coverage", "kind", "reason"),
    [
        ([covered("eu-west-1")], "incomplete", "the snapshot does not say that AWS::ECS::Cluster was read in 111122223333/eu-west-2"),
        ([covered(None), covered("eu-west-2", "denied", action="ecs:List", reason="AccessDenied")], "denied", "ecs:List in eu-west-2"),
        ([covered("eu-west-1"), covered("eu-west-2", "partial", reason="throttled on page 3")], "incomplete", "throttled on page 3"),
        ([covered("eu-west-1"), covered("eu-west-2", "failed")], "incomplete", "failed"),
    ],
)  # fmt: skip
def test_a_type_that_was_not_read_everywhere_stays_open(coverage: list[Any], kind: str, reason: str) -> None:
    snapshot = only(HEADER, CLUSTER, *coverage, footer())

    assert snapshot.closed == frozenset()
    assert [gap.kind for gap in snapshot.gaps] == [kind] and reason in snapshot.gaps[0].reason
    assert snapshot.gaps[0].type == "AWS::ECS::Cluster" and snapshot.gaps[0].location is not None


@pytest.mark.parametrize("region", [None, "global", "*"])
def test_one_record_without_a_region_covers_all(region: str | None) -> None:
    snapshot = only(
        HEADER, covered(region, type="AWS::IAM::Role"), covered("eu-west-1", type="*"), covered("eu-west-2", type="*"), footer(0)
    )

    assert snapshot.closed == {"AWS::IAM::Role", "*"}


def test_worlds_stay_apart_and_keep_the_headers_order() -> None:
    header = {**HEADER, "worlds": [{"world": "b"}, {"world": "a"}]}
    mixed = [{**CLUSTER, "world": world, "id": f"{world}{n}"} for n in range(2) for world in "ac"]
    found = snapshots(header, *mixed, footer(4))

    assert [(one.world, [r.id for r in one.resources if r.type != "AWS::Account"]) for one in found] == [
        ("b", []),
        ("a", ["a0", "a1"]),
        ("c", ["c0", "c1"]),
    ]


def test_without_a_footer_everything_is_open() -> None:
    snapshot = only(HEADER, CLUSTER, covered(None))

    assert snapshot.closed == frozenset()
    assert [(gap.type, gap.kind) for gap in snapshot.gaps] == [("*", "incomplete")]


@pytest.mark.parametrize(
    ("records", "line", "reason"),
    [
        ((HEADER, CLUSTER, covered(None), footer(2)), 4, "the footer counts 2 resources, the file holds 1"),
        ((HEADER, CLUSTER, covered(None), footer(digest="sha256:" + "0" * 64)), 4, "digest does not match"),
        ((HEADER, CLUSTER, b'{"kind": "resource", ', footer()), 3, ""),
        ((HEADER, CLUSTER, b"[1]", footer()), 3, "is a JSON object"),
        ((HEADER, CLUSTER, {"kind": "resourse"}, footer()), 3, '"kind" is "resourse"'),
        ((HEADER, CLUSTER, {}, footer()), 3, 'no "kind"'),
        ((HEADER, CLUSTER, {**CLUSTER, "id": 1}, footer()), 3, 'needs "id", a text'),
        ((HEADER, CLUSTER, {"kind": "resource", "type": "T", "id": "x"}, footer()), 3, 'needs "properties"'),
        ((HEADER, CLUSTER, {**CLUSTER, "region": 1}, footer()), 3, '"region" of the resource record is a text'),
        ((HEADER, CLUSTER, b'{"kind":"coverage","kind":"coverage"}', footer()), 3, "duplicate key"),
        ((HEADER, CLUSTER, b'{"kind":"footer","resources":NaN}', footer()), 3, ""),
        ((HEADER, CLUSTER, b"[" * 100_000, footer()), 3, ""),
        ((HEADER, CLUSTER, b'{"a":"\xff"}', footer()), 3, "UTF-8"),
        ((HEADER, CLUSTER, footer(), CLUSTER), 4, "after the footer"),
        ((HEADER, HEADER, CLUSTER, footer()), 2, "second header"),
        (({**HEADER, "version": 2}, CLUSTER, footer()), 1, "version 2"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_read_as_far_as_it_goes_and_nothing_in_it_is_closed(records: tuple[Any, ...], line: int, reason: str) -> None:
    snapshot = only(*records)

    assert snapshot.closed == frozenset()
    gap = next(gap for gap in snapshot.gaps if gap.kind == "error")
    assert gap.type == "*" and gap.location is not None and gap.location.line == line and reason in gap.reason
    assert any(resource.type == "AWS::ECS::Cluster" for resource in snapshot.resources)


@pytest.mark.parametrize(
    ("properties", "reason"),
    [({"A": {"$unknwon": "x"}}, "did you mean"), ({"$unknown": "x"}, "are objects"), ({"A": {"$ref": 1}}, '"$ref" takes')],
)
def test_a_form_that_cannot_be_meant_leaves_its_type_open(properties: Any, reason: str) -> None:
    snapshot = only(HEADER, {**CLUSTER, "properties": properties}, covered(None), footer())

    assert [(gap.type, gap.kind, gap.location and gap.location.line) for gap in snapshot.gaps] == [("AWS::ECS::Cluster", "error", 2)]
    assert reason in snapshot.gaps[0].reason and snapshot.closed == frozenset()


def test_an_id_that_stands_twice_is_a_gap() -> None:
    snapshot = only(HEADER, CLUSTER, CLUSTER, covered(None), footer(2))

    assert "stands twice, first on line 2" in snapshot.gaps[0].reason
    assert len([one for one in snapshot.resources if one.id == CLUSTER["id"]]) == 1


def saved(tmp_path: Path, *given: Snapshot, **more: Any) -> Path:
    path = tmp_path / "saved.jsonl"
    write(given, path, **more)
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    condition = Unknown("condition Prod", one_of=(True, False), selector=("condition", "Prod"))
    properties = {
        "ClusterName": "web",
        "Tags": [{"Key": "a", "Value": Unknown("parameter A", types=STRING, identity=("parameter", "A"), settle="parameter A")}],
        "CapacityProviders": OpenList((("FARGATE", False), ("X", True)), Unknown("macro", types=STRING), reason="macro"),
        "$odd": maybe(1, "condition Prod", ("condition", "Prod")),
    }
    given = Snapshot(
        "t.yaml",
        (Resource("AWS::ECS::Cluster", "t.yaml#C", properties, exists=condition, identifiers={"Ref": reference("t.yaml#C")}),),
        (Gap("AWS::ECS::Service", "macro X", Location("t.yaml", 3, 1, 3, 2), kind="macro"),),
    )
    path = saved(tmp_path, given)
    (read,) = read_snapshots(path, "saved.jsonl", KEY)

    assert encode(read.resources[0].properties) == encode(properties)
    assert encode(read.resources[0].exists) == encode(condition)
    assert [(gap.type, gap.kind, gap.reason) for gap in read.gaps] == [("AWS::ECS::Service", "macro", "macro X")]
    assert not read.live and read.closed == frozenset()
    assert all(not valid(json.loads(line)) for line in path.read_text().splitlines())


def test_closedness_and_time_are_kept(tmp_path: Path) -> None:
    given = Snapshot(WORLD, (), closed=frozenset({"AWS::ECS::Cluster"}), live=True, time="2026-01-01T00:00:00Z")
    (read,) = read_snapshots(saved(tmp_path, given, scopes=[Scope(WORLD, (WORLD,), ("eu-west-1",))]), "s", KEY)

    assert (read.closed, read.live, read.time) == (given.closed, True, given.time)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = saved(tmp_path, Snapshot(WORLD, (Resource("AWS::ECS::Cluster", "c", {"ClusterName": "web"}),), live=True))
    path.write_bytes(path.read_bytes().replace(b'"web"', b'"wob"'))
    (read,) = read_snapshots(path, "s", KEY)

    assert "digest does not match" in read.gaps[0].reason


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = saved(tmp_path, Snapshot(WORLD, ()))
    before = path.read_bytes()

    with pytest.raises(SourceError):
        write([Snapshot(WORLD, (Resource("T", "x", {"A": object()}),))], path)
    with pytest.raises(SourceError, match="name a file that can be written"):
        write([], tmp_path / "nowhere" / "s.jsonl")
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["saved.jsonl"]


@pytest.mark.parametrize(
    ("first", "known"),
    [
        (lines(HEADER), True),
        (b"\xef\xbb\xbf\n" + lines(HEADER), True),
        (lines(CLUSTER), False),
        (b'{"Resources": {}}', False),
        (b"kind: header", False),
        (b"", False),
    ],
)
def test_a_snapshot_is_known_by_its_header(first: bytes, known: bool) -> None:
    assert recognise(first) is known


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "header", "version": 1},
        {**CLUSTER, "colour": 1},
        {**CLUSTER, "properties": {"A": {"$unknwon": "x"}}},
        {**CLUSTER, "properties": {"A": [{"$unknown": {"reason": "x", "typ": "string"}}]}},
        covered(None, "denied"),
        {"kind": "footer"},
        {"kind": "other"},
        [],
    ],
)
def test_the_schema_refuses_what_cannot_be_meant(line: Any) -> None:
    assert valid(line)


@pytest.mark.parametrize("line", [HEADER, CLUSTER, covered(None), covered("eu-west-1", "denied", reason="x"), footer()])
def test_the_schema_takes_every_kind_of_line(line: Any) -> None:
    assert valid(line) == []
