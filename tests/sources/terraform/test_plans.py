"""Plans and state of every form are read: what will be there is judged, what is not known is not guessed, what is sensitive is hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import DocumentError
from scanner.redaction import Redactor
from scanner.snapshot import Resource, Snapshot
from scanner.sources.terraform import addresses, json_document, plan, state
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree
from scanner.unknown import Unknown

KEY = Redactor(b"key", lasting=True)


def change(address: str, after: Any, *actions: str, unknown: Any = None, sensitive: Any = None, **more: Any) -> dict[str, Any]:
    """A `resource_changes` entry."""
    kind, name = addresses.address_parts(address)[-2], addresses.name_of(address)
    inner = {"actions": list(actions or ["create"]), "before": None, "after": after, "after_unknown": unknown or {}}
    return {
        "address": address,
        "mode": "managed",
        "type": kind,
        "name": name,
        "change": {**inner, "after_sensitive": sensitive or {}},
        **more,
    }


def configured(address: str, **expressions: Any) -> dict[str, Any]:
    """A resource of the configuration; texts are references."""
    kind, name = address.split(".")
    found = {key: {"references": value} if isinstance(value, list) else value for key, value in expressions.items()}
    return {"address": address, "mode": "managed", "type": kind, "name": name, "expressions": found}


def document(*changes: dict[str, Any], root: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A plan."""
    configuration = {} if root is None else {"configuration": {"root_module": root}}
    return {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": list(changes), **configuration, **more}


def read(given: dict[str, Any], source: tuple[Tree, str] | None = None) -> Snapshot:
    assert plan.is_plan(given)
    return snapshot_of(plan.read_plan(given, "plan.json", KEY, source), KEY)


def by_address(snapshot: Snapshot) -> dict[str, Resource]:
    return {one.id.partition("#")[2]: one for one in snapshot.resources if one.type != "AWS::Account"}


CLUSTER = {"name": "shop"}


@pytest.mark.parametrize(
    ("actions", "is_there"),
    [
        (["create"], True),
        (["update"], True),
        (["no-op"], True),
        (["delete", "create"], True),
        (["create", "delete"], True),
        (["delete"], False),
        (["forget"], False),
        (["read"], False),
    ],
)
def test_what_will_be_there_is_judged(actions: list[str], is_there: bool) -> None:
    after = None if actions in (["delete"], ["forget"]) else CLUSTER

    assert bool(by_address(read(document(change("aws_ecs_cluster.shop", after, *actions))))) is is_there


@pytest.mark.parametrize(
    "more",
    [{"change_importing": {"id": "shop"}}, {"previous_address": "aws_ecs_cluster.old"}, {"action_reason": "replace_because_tainted"}],
)
def test_imported_moved_and_tainted_resources_are_resources(more: dict[str, Any]) -> None:
    assert set(by_address(read(document(change("aws_ecs_cluster.shop", CLUSTER, **more))))) == {"aws_ecs_cluster.shop"}


def test_deposed_objects_and_data_sources_are_not_judged() -> None:
    found = read(
        document(
            change("aws_ecs_cluster.shop", CLUSTER),
            change("aws_ecs_cluster.shop", CLUSTER, "delete", deposed="5d1e"),
            {**change("data.aws_region.current", {"name": "eu-west-1"}, "read"), "mode": "data"},
        )
    )

    assert len(by_address(found)) == 1
    assert found.gaps == ()


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.1", "1.2", "1.99"])
def test_every_format_version_is_read(version: str) -> None:
    assert by_address(read({**document(change("aws_ecs_cluster.shop", CLUSTER)), "format_version": version}))


def test_a_plan_of_opentofu_is_read() -> None:
    given = document(
        change("aws_ecs_cluster.shop", CLUSTER, provider_name="registry.opentofu.org/hashicorp/aws"), terraform_version="1.10.0"
    )

    assert by_address(read(given))["aws_ecs_cluster.shop"].properties["ClusterName"] == "shop"


def test_what_is_known_after_apply_is_what_the_configuration_says() -> None:
    """Through a variable of a module, an output, and a key that holds dots and quotes."""
    subnet, key = "module.vpc.aws_subnet.private", '["a.b\\"c"]'
    root = {
        "resources": [configured("aws_ecs_cluster.shop")],
        "module_calls": {
            "vpc": {
                "module": {
                    "outputs": {"id": {"expression": {"references": ["aws_vpc.this.id", "aws_vpc.this"]}}},
                    "resources": [
                        configured("aws_vpc.this"),
                        {**configured("aws_subnet.private", vpc_id=["aws_vpc.this.id", "aws_vpc.this"]), "for_each_expression": {}},
                        {
                            **configured("aws_route_table_association.private", subnet_id=["each.value.id", "each.value"]),
                            "for_each_expression": {"references": ["aws_subnet.private"]},
                        },
                    ],
                }
            },
            "app": {
                "expressions": {"vpc": {"references": ["module.vpc.id", "module.vpc"]}},
                "module": {"resources": [configured("aws_security_group.app", vpc_id=["var.vpc"])]},
            },
        },
    }
    found = by_address(
        read(
            document(
                change("module.vpc.aws_vpc.this", {"cidr_block": "10.0.0.0/16"}, unknown={"id": True}),
                change(f"{subnet}{key}", {"cidr_block": "10.0.1.0/24"}, unknown={"vpc_id": True, "id": True}),
                change(f"module.vpc.aws_route_table_association.private{key}", {"route_table_id": "rtb-1"}, unknown={"subnet_id": True}),
                change("module.app.aws_security_group.app", {"description": "x"}, unknown={"vpc_id": True}),
                root=root,
            )
        )
    )
    referring = {
        f"{subnet}{key}": "VpcId",
        f"module.vpc.aws_route_table_association.private{key}": "SubnetId",
        "module.app.aws_security_group.app": "VpcId",
    }
    referred = {address: found[address].properties[name].reference.resource.partition("#")[2] for address, name in referring.items()}

    assert referred == {
        f"{subnet}{key}": "module.vpc.aws_vpc.this",
        f"module.vpc.aws_route_table_association.private{key}": f"{subnet}{key}",
        "module.app.aws_security_group.app": "module.vpc.aws_vpc.this",
    }


def test_what_nothing_tells_is_unknown() -> None:
    given = document(change("aws_security_group.app", {"description": "x"}, unknown={"vpc_id": True, "ingress": True}))
    properties = by_address(read(given))["aws_security_group.app"].properties

    assert isinstance(properties["VpcId"], Unknown)
    assert isinstance(properties["SecurityGroupIngress"], Unknown)


def test_what_is_unknown_inside_of_a_list_is_unknown_there_alone() -> None:
    after = {"name": "shop", "setting": [{"name": "containerInsights"}]}
    given = document(change("aws_ecs_cluster.shop", after, unknown={"setting": [{"value": True}]}))
    (setting,) = by_address(read(given))["aws_ecs_cluster.shop"].properties["ClusterSettings"]

    assert setting["Name"] == "containerInsights"
    assert isinstance(setting["Value"], Unknown)


@pytest.mark.parametrize("sensitive", [{"endpoint": True}, {"topic_arn": True, "endpoint": True}])
def test_sensitive_values_are_hidden(sensitive: dict[str, Any]) -> None:
    after = {"topic_arn": "arn:aws:sns:eu-west-1:111122223333:x", "protocol": "email", "endpoint": "someone@example.com"}
    given = document(change("aws_sns_topic_subscription.x", after, sensitive=sensitive))
    properties = by_address(read(given))["aws_sns_topic_subscription.x"].properties

    assert "someone@example.com" not in repr(properties)
    assert properties["Protocol"] == "email"


def test_a_resource_that_is_sensitive_as_a_whole_stays_a_resource() -> None:
    given = document(change("aws_ecs_cluster.shop", CLUSTER, sensitive=True))
    properties = by_address(read(given))["aws_ecs_cluster.shop"].properties

    assert isinstance(properties["ClusterName"], Unknown)


def test_a_plan_without_changes_does_not_take_what_it_leaves_out_for_unset() -> None:
    """`planned_values` do not list what is known only after apply."""
    values = {
        "root_module": {
            "resources": [
                {
                    "address": "aws_security_group.x",
                    "mode": "managed",
                    "type": "aws_security_group",
                    "name": "x",
                    "values": {"description": "x"},
                }
            ]
        }
    }
    root = {
        "resources": [configured("aws_security_group.x", vpc_id=["aws_vpc.gone.id", "aws_vpc.gone"], description={"constant_value": "x"})]
    }
    told = by_address(read({"format_version": "1.2", "planned_values": values, "configuration": {"root_module": root}}))
    untold = read({"format_version": "0.1", "planned_values": values})

    assert isinstance(told["aws_security_group.x"].properties["VpcId"], Unknown)
    assert [gap.kind for gap in untold.gaps] == ["incomplete"]


def test_a_plan_that_failed_is_not_complete() -> None:
    assert [gap.kind for gap in read(document(change("aws_ecs_cluster.shop", CLUSTER), errored=True)).gaps] == ["incomplete"]


def test_places_are_those_of_the_code_beside(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "main.tf").write_text('module "app" {\n  source   = "./app"\n  for_each = toset(["a.b"])\n}\n', "utf-8")
    (tmp_path / "app" / "main.tf").write_text('\nresource "aws_ecs_cluster" "shop" {\n  name = "shop"\n}\n', "utf-8")
    found = read(document(change('module.app["a.b"].aws_ecs_cluster.shop', CLUSTER)), (Tree(str(tmp_path.resolve()), ""), ""))
    (one,) = by_address(found).values()

    assert one.origin.resource is not None
    assert (one.origin.resource.file, one.origin.resource.line) == ("app/main.tf", 2)
    assert [(name, place.file, place.line) for name, place in one.origin.calls] == [('module.app["a.b"]', "main.tf", 1)]


def test_a_shown_state_is_read() -> None:
    resource = {"address": "aws_ecs_cluster.shop", "mode": "managed", "type": "aws_ecs_cluster", "name": "shop", "values": CLUSTER}
    left = {**resource, "deposed_key": "5d1e", "values": {"name": "before"}}
    module = {
        "resources": [resource, left],
        "child_modules": [{"address": "module.a", "resources": [{**resource, "address": "module.a.aws_ecs_cluster.shop"}]}],
    }
    found = read({"format_version": "1.0", "values": {"root_module": module}})

    assert set(by_address(found)) == {"aws_ecs_cluster.shop", "module.a.aws_ecs_cluster.shop"}
    assert found.gaps == ()


def test_a_state_file_is_read_and_its_sensitive_values_are_hidden() -> None:
    """In maps and lists, too."""
    attributes = {"name": "shop", "tags": {"owner": "someone@example.com", "team": "shop"}, "capacity_providers": ["hidden", "shown"]}
    sensitive = [
        [{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "owner", "type": "string"}}],
        [{"type": "get_attr", "value": "capacity_providers"}, {"type": "index", "value": {"value": 0, "type": "number"}}],
    ]
    instances = [
        {"index_key": "a.b", "attributes": attributes, "sensitive_attributes": sensitive},
        {"index_key": "a.b", "attributes": {"name": "old"}, "deposed": "5d1e"},
    ]
    given = {
        "version": 4,
        "terraform_version": "1.11.4",
        "lineage": "x",
        "resources": [
            {"module": 'module.a["x"]', "mode": "managed", "type": "aws_ecs_cluster", "name": "shop", "instances": instances},
            {"mode": "data", "type": "aws_region", "name": "current", "instances": [{"attributes": {"name": "x"}}]},
        ],
    }
    assert state.is_state(given)
    found = by_address(snapshot_of(state.read_state(given, "terraform.tfstate", KEY), KEY))
    shown = repr(found['module.a["x"].aws_ecs_cluster.shop["a.b"]'].properties)

    assert len(found) == 1
    assert "someone@example.com" not in shown
    assert "hidden" not in shown.replace("redacted", "")
    assert "shown" in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plans_are_read_in_every_encoding(encoding: str) -> None:
    given = document(change("aws_ecs_cluster.shop", {"name": "häuser"}))

    assert json_document.decoded(json.dumps(given, ensure_ascii=False).encode(encoding), "plan.json") == given


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"format_version": "1.2"', b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe{", b"\x80", b'{"a": 1' + b"0" * 5_000 + b"}"]
)
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(DocumentError):
        json_document.decoded(data, "plan.json")


@pytest.mark.parametrize(
    ("address", "modules", "name"),
    [
        ("aws_vpc.v", [], "v"),
        ("aws_vpc.v[0]", [], "v"),
        ('module.a["x.y"].module.b[1].aws_vpc.v["p.q"]', ["a", "b"], "v"),
        ('module.a["x\\"].module.z"].aws_vpc.v', ["a"], "v"),
        ('module.a["[0]"].aws_vpc.v["]"]', ["a"], "v"),
        ("module.module.aws_vpc.module", ["module"], "module"),
    ],
)
def test_an_address_is_taken_apart(address: str, modules: list[str], name: str) -> None:
    assert (addresses.modules_of(address), addresses.name_of(address)) == (modules, name)


def test_an_entry_that_is_no_resource_is_told():
    """What cannot be read of a plan is a gap: silence about it would look like a pass."""
    from scanner.redaction import Redactor
    from scanner.sources.terraform import plan

    document = {"format_version": "1.2", "resource_changes": [1, {"address": 5}, {"address": "aws_x.y", "type": None}]}

    found = plan.read_plan(document, "plan.json", Redactor.for_run())

    assert [gap.reason.partition(";")[0] for gap in found.gaps] == ["a resource of the plan has no address or no type"] * 3


def test_a_file_of_variables_that_is_not_there_is_a_mistake_of_the_command(tmp_path):
    from scanner.errors import UsageError
    from scanner.redaction import Redactor
    from scanner.sources.terraform.roots import Tree, read_root

    (tmp_path / "main.tf").write_text("", encoding="utf-8")

    with pytest.raises(UsageError, match="name a file of variables that can be read"):
        read_root(Tree(str(tmp_path), ""), "", {}, [str(tmp_path / "none.tfvars")], Redactor.for_run())
