"""An inventory names what each cluster stands on, by which link, and what it cannot tell."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from scanner import report_json, scan
from scanner.cli import main
from scanner.errors import DocumentError
from scanner.examples import resource_of
from scanner.inventory import inventory
from scanner.inventory.members import ROLES
from scanner.snapshot import Gap, Resource, Snapshot
from scanner.unknown import ABSENT, Unknown
from scanner.world import World
from tests.inventory.tellings import EXPECTED, ROOT, TELLINGS, clusters_of

CLUSTER, SERVICE, TASK = "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::ECS::TaskDefinition"
GROUP, LAUNCH = "AWS::AutoScaling::AutoScalingGroup", "AWS::AutoScaling::LaunchConfiguration"
PIPELINE = "AWS::CodePipeline::Pipeline"
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


@cache
def library() -> Any:
    return scan.library_of((), True, {})


def made(type_name: str, identity: str, **properties: Any) -> Resource:
    return resource_of(type_name, identity, properties)


def entries(*resources: Resource, live: bool = False, gaps: tuple[Gap, ...] = (), strict: bool = False) -> list[dict[str, Any]]:
    snapshot = Snapshot("w", resources, gaps=gaps, closed=frozenset({"*"} if live else ()), live=live)
    return inventory(World(snapshot, strict=strict), library())


def reached(entry: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    """By id: role, via, whether it is uncertain."""
    return {one["resource"]: (one["role"], one["via"], one.get("uncertain", False)) for one in entry["members"]}


def action(provider: str, category: str, **configuration: str) -> dict[str, Any]:
    kind = {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"}
    return {"Name": provider, "ActionTypeId": kind, "Configuration": configuration}


def pipeline(identity: str, *actions: dict[str, Any]) -> Resource:
    return made(PIPELINE, identity, Name=identity, Stages=[{"Name": "all", "Actions": list(actions)}])


def user_data(cluster: str) -> str:
    return f"#!/bin/bash\necho ECS_CLUSTER={cluster} >> /etc/ecs/ecs.config\n"


# ---------------------------------------------------------------- the case study


@pytest.mark.parametrize("name", TELLINGS)
def test_the_case_study_stands_on_what_is_written_here(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)

    assert clusters_of(TELLINGS[name]) == json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("state", ["broken", "repaired"])
@pytest.mark.parametrize("telling", ["terraform", "plan"])
def test_every_telling_in_code_stands_on_the_same(state: str, telling: str):
    shapes = [
        [
            Counter((one["role"], one["type"], one.get("uncertain", False)) for one in entry["members"])
            for entry in json.loads((EXPECTED / f"{state}-{name}.json").read_text(encoding="utf-8"))
        ]
        for name in ("cloudformation", telling)
    ]

    assert shapes[1] == shapes[0]


@pytest.mark.parametrize("name", TELLINGS)
def test_every_member_is_reached_from_the_cluster_step_by_step(name: str):
    for entry in json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8")):
        vias = {one["resource"]: one["via"] for one in entry["members"]}
        assert len(vias) == len(entry["members"])
        for start in vias:
            seen = {start}
            while start != entry["id"] and vias[start] != entry["id"]:
                start = vias[start]
                if start not in vias:  # the subnet of a host that may not be one
                    pytest.fail(f"{start} is no member of {entry['id']}")
                assert start not in seen
                seen.add(start)


def test_a_report_that_is_kept_has_it_and_is_read_back_alike(tmp_path):
    target = str(ROOT / "examples" / "ecs-case-study" / "broken" / "account.jsonl")
    file = tmp_path / "report.json"
    CliRunner().invoke(main, ["scan", target, "--format", f"json={file}"])
    text = file.read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), SCHEMA)
    with file.open(encoding="utf-8") as stream:
        report = report_json.load(stream)
    with (tmp_path / "again.json").open("w", encoding="utf-8") as out:
        report_json.write(report, out)

    assert [one["name"] for one in report.summary.platforms] == ["default", "harbor-ecs"]
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == text


def test_a_report_of_code_says_it_where_it_is_asked_for():
    target = str(ROOT / "examples" / "ecs-case-study" / "broken" / "template.yaml")
    said = json.loads(CliRunner().invoke(main, ["scan", target, "--format", "json", "--inventory"]).stdout)

    assert [one["name"] for one in said["summary"]["platforms"]] == ["harbor-ecs"]


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_scan_of_code_that_does_not_ask_for_it_does_not_even_import_it(form):
    target = ROOT / "examples" / "ecs-case-study" / "broken" / "template.yaml"
    run = f"main(['scan', {str(target)!r}, '--format', '{form}'], standalone_mode=False)"
    code = f"import sys; from scanner.cli import main; {run}; print('scanner.inventory' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.splitlines()[-1] == "False"


def test_a_report_whose_cluster_is_misshapen_is_refused(tmp_path):
    target = str(ROOT / "examples" / "ecs-case-study" / "broken" / "account.jsonl")
    said = json.loads(CliRunner().invoke(main, ["scan", target, "--format", "json"]).stdout)
    said["summary"]["platforms"][0]["members"][0]["via"] = 3
    (tmp_path / "r.json").write_text(json.dumps(said), encoding="utf-8")

    with (tmp_path / "r.json").open(encoding="utf-8") as stream, pytest.raises(DocumentError, match="via"):
        report_json.load(stream)


# ---------------------------------------------------------------- links


def test_a_world_without_a_cluster_has_none():
    assert entries(made(SERVICE, "web", Cluster="shop")) == []


def test_services_of_one_name_belong_to_their_own_clusters_and_pipelines_to_the_one_that_they_name():
    one, two = entries(
        made(CLUSTER, "a", ClusterName="alpha"),
        made(CLUSTER, "b", ClusterName="beta"),
        made(SERVICE, "a-web", ServiceName="web", Cluster="alpha"),
        made(SERVICE, "b-web", ServiceName="web", Cluster="beta"),
        pipeline("ship", action("ECS", "Deploy", ClusterName="beta", ServiceName="web")),
        live=True,
    )

    assert reached(one) == {"a-web": ("service", "a", False)}
    assert reached(two) == {"b-web": ("service", "b", False), "ship": ("pipeline", "b-web", False)}


def test_a_pipeline_whose_service_is_not_seen_belongs_to_the_cluster():
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"), pipeline("ship", action("ECS", "Deploy", ClusterName="shop", ServiceName="web"))
    )

    assert reached(entry) == {"ship": ("pipeline", "shop", False)}


def test_blue_green_deployments_lead_through_their_deployment_group():
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"),
        made(SERVICE, "web-service", ServiceName="web", Cluster="shop"),
        made(
            "AWS::CodeDeploy::DeploymentGroup",
            "green",
            DeploymentGroupName="green",
            ECSServices=[{"ClusterName": "shop", "ServiceName": "web"}],
        ),
        pipeline("ship", action("CodeDeployToECS", "Deploy", ApplicationName="shop", DeploymentGroupName="green")),
    )

    assert reached(entry)["ship"] == ("pipeline", "web-service", False)
    assert reached(entry)["green"] == ("deployment", "ship", False)


def test_a_fargate_service_leads_to_its_own_subnets():
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"),
        made(
            SERVICE,
            "web",
            Cluster="shop",
            LaunchType="FARGATE",
            NetworkConfiguration={"AwsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d4e5f60718"]}},
        ),
        made("AWS::EC2::Subnet", "subnet-0a1b2c3d4e5f60718", VpcId="vpc-0a1b2c3d4e5f60718"),
        made("AWS::EC2::VPC", "vpc-0a1b2c3d4e5f60718", CidrBlock="10.0.0.0/16"),
        live=True,
    )

    assert reached(entry)["subnet-0a1b2c3d4e5f60718"] == ("network", "web", False)
    assert reached(entry)["vpc-0a1b2c3d4e5f60718"] == ("network", "subnet-0a1b2c3d4e5f60718", False)


def test_hosts_lead_to_their_launch_their_profile_and_its_role():
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"),
        made(GROUP, "hosts", LaunchConfigurationName="boot", MinSize="1", MaxSize="2"),
        made(LAUNCH, "boot", IamInstanceProfile="profile", UserData=user_data("shop")),
        made("AWS::IAM::InstanceProfile", "profile", InstanceProfileName="profile", Roles=["role"]),
        made("AWS::IAM::Role", "role", RoleName="role"),
    )

    assert reached(entry) == {
        "hosts": ("host", "shop", False),
        "boot": ("launch", "hosts", False),
        "profile": ("identity", "boot", False),
        "role": ("identity", "profile", False),
    }


def test_a_trail_and_the_account_are_members_only_where_a_trigger_waits_for_them():
    def told(kind: str) -> dict[str, Any]:
        rule = {"source": ["aws.ecr"], "detail-type": [kind]}
        (entry,) = entries(
            made("AWS::Account", "111122223333"),
            made(CLUSTER, "shop", ClusterName="shop"),
            pipeline("ship", action("ECS", "Deploy", ClusterName="shop", ServiceName="web")),
            made("AWS::Events::Rule", "pushed", EventPattern=rule, Targets=[{"Id": "ship", "Arn": "ship"}]),
            made("AWS::CloudTrail::Trail", "main", TrailName="main", IsLogging=True, S3BucketName="trail"),
        )
        return reached(entry)

    assert told("AWS API Call via CloudTrail").keys() - told("ECR Image Action").keys() == {"main", "111122223333"}


# ---------------------------------------------------------------- doubt


def test_what_exists_on_a_condition_is_uncertain_and_so_is_what_it_leads_to():
    choice = Unknown("parameter Stage decides", one_of=(True, False), selector=("condition", "Prod"))
    group = made(GROUP, "hosts", LaunchConfigurationName="boot")
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"),
        Resource(group.type, group.id, group.properties, exists=choice),
        made(LAUNCH, "boot", UserData=user_data("shop")),
    )

    assert reached(entry) == {"hosts": ("host", "shop", True), "boot": ("launch", "hosts", True)}
    assert entry["members"][0]["because"] == "parameter Stage decides"


def test_what_another_way_leads_to_for_certain_is_certain_and_so_is_what_lies_behind_it():
    choice = Unknown("parameter Stage decides", one_of=(True, False), selector=("condition", "Prod"))
    subnet, vpc = "subnet-0a1b2c3d4e5f60718", "vpc-0a1b2c3d4e5f60718"
    group = made(GROUP, "hosts", LaunchConfigurationName="boot", VPCZoneIdentifier=[subnet])
    (entry,) = entries(
        made(CLUSTER, "shop", ClusterName="shop"),
        Resource(group.type, group.id, group.properties, exists=choice),
        made(LAUNCH, "boot", UserData=user_data("shop")),
        made("AWS::EC2::Subnet", subnet, VpcId=vpc),
        made("AWS::EC2::VPC", vpc, CidrBlock="10.0.0.0/16"),
        made(SERVICE, "web", Cluster="shop", NetworkConfiguration={"AwsvpcConfiguration": {"Subnets": [subnet]}}),
        live=True,
    )

    assert reached(entry)[subnet] == ("network", "web", False)
    assert reached(entry)[vpc] == ("network", subnet, False)


def test_one_of_two_clusters_has_a_service_in_doubt():
    either = Unknown("parameter Stage", one_of=("alpha", "beta"), selector=("parameter", "Stage"))
    service = made(SERVICE, "web", ServiceName="web")
    service.properties["Cluster"] = either
    one, two = entries(made(CLUSTER, "a", ClusterName="alpha"), made(CLUSTER, "b", ClusterName="beta"), service)

    assert reached(one) == {"web": ("service", "a", True)}
    assert reached(two) == {"web": ("service", "b", True)}


def test_a_link_that_leads_to_what_is_not_seen_is_told():
    (entry,) = entries(made(CLUSTER, "shop", ClusterName="shop"), made(SERVICE, "web", Cluster="shop", TaskDefinition="elsewhere:3"))

    assert [(one["role"], one["via"]) for one in entry["unknown"]] == [("task", "web")]
    assert entry["unknown"][0]["reason"]


def test_what_could_not_be_read_of_an_account_is_told():
    gap = Gap(
        SERVICE, "AccessDenied: ecs:ListServices in eu-west-1", account=None, region=None, kind="denied", settle="grant ecs:ListServices"
    )
    (entry,) = entries(made(CLUSTER, "shop", ClusterName="shop"), live=True, gaps=(gap,))

    assert entry["unknown"] == [{"role": "service", "via": "shop", "reason": gap.reason, "settle": "grant ecs:ListServices"}]


def test_a_group_made_for_ecs_that_joins_nothing_may_be_a_host_of_the_clusters_in_its_network():
    subnet, vpc = "subnet-0a1b2c3d4e5f60718", "vpc-0a1b2c3d4e5f60718"
    network = (made("AWS::EC2::Subnet", subnet, VpcId=vpc), made("AWS::EC2::VPC", vpc, CidrBlock="10.0.0.0/16"))
    stray = (
        made(GROUP, "stray", LaunchConfigurationName="slip", VPCZoneIdentifier=[subnet]),
        made(LAUNCH, "slip", UserData="#!/bin/bash\necho ECS_CLUSTR=shop >> /etc/ecs/ecs.config\n"),
        made(GROUP, "plain", LaunchConfigurationName="web", VPCZoneIdentifier=[subnet]),
        made(LAUNCH, "web", UserData="#!/bin/bash\nyum install -y nginx\n"),
    )
    service = made(SERVICE, "web", Cluster="shop", NetworkConfiguration={"AwsvpcConfiguration": {"Subnets": [subnet]}})
    clusters = (made(CLUSTER, "shop", ClusterName="shop"), made(CLUSTER, "zoo", ClusterName="zoo"))
    shop, zoo = entries(*network, *stray, service, *clusters, live=True)

    assert reached(shop)["stray"] == ("host", subnet, True)
    assert "plain" not in reached(shop)
    assert reached(zoo) == {}


def test_every_role_is_one_of_those_that_are_explained():
    used = {
        one["role"]
        for name in TELLINGS
        for entry in json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
        for one in entry["members"]
    }

    assert used <= set(ROLES)
    assert SCHEMA["$defs"]["role"]["enum"] == list(ROLES)


def test_facts_that_are_not_known_are_left_out():
    service = made(SERVICE, "web", Cluster="shop", LaunchType="EC2")
    service.properties["DesiredCount"] = Unknown("parameter Count has no default")
    service.properties["Runtime"] = ABSENT
    (entry,) = entries(made(CLUSTER, "shop", ClusterName="shop"), service)

    assert entry["members"][0] == {"resource": "web", "type": SERVICE, "role": "service", "name": "web", "via": "shop", "launchType": "EC2"}
