"""Rows, calls and real HTTP together: what a simulated account holds, collected."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from scanner.catalog import needed
from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.aws.calls import Api
from scanner.sources.aws.collect import Part, collect_part
from scanner.sources.aws.faults import Place
from tests import moto_account

ACCOUNT = "123456789012"
KEYS = ("AKIAEXAMPLEEXAMPLE00", "a-key-of-nobody", None)


class Keys:
    """The credentials that the simulator takes: any."""

    def frozen(self, account: str, refresh: bool = False) -> Any:
        return KEYS


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with moto_account.server() as url:
        yield url


@pytest.fixture
def account(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes clients of an account that holds nothing yet."""
    import urllib.request

    import boto3  # type: ignore[import-untyped]  # boto3 has no types

    request = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")  # noqa: S310  # the server of this test
    urllib.request.urlopen(request).close()  # noqa: S310  # as above
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    return lambda service, region="eu-west-1": boto3.client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id=KEYS[0], aws_secret_access_key=KEYS[1]
    )


def collect(*types: str, region: str = "eu-west-1") -> Part:
    with ThreadPoolExecutor(4) as pool:
        return collect_part(Api(Keys()), Place(ACCOUNT, region), needed(types), Redactor(b"key"), pool)


def of(part: Part, type_name: str) -> list[Resource]:
    return [one for one in part.resources if one.type == type_name]


def test_clusters_and_services_of_a_simulated_account(account: Any):
    ecs = account("ecs")
    ecs.create_cluster(clusterName="shop", tags=[{"key": "team", "value": "web"}])
    ecs.create_cluster(clusterName="empty")
    ecs.register_task_definition(family="web", containerDefinitions=[{"name": "web", "image": "nginx", "memory": 128}])
    for number in range(12):
        ecs.create_service(cluster="shop", serviceName=f"web{number:02}", taskDefinition="web", desiredCount=2)

    part = collect("AWS::ECS::Service")

    clusters = {one.properties["ClusterName"]: one.properties for one in of(part, "AWS::ECS::Cluster")}
    services = of(part, "AWS::ECS::Service")
    assert (set(clusters), len(services)) == ({"shop", "empty"}, 12)
    assert clusters["shop"]["Tags"] == [{"Key": "team", "Value": "web"}]
    assert {one.properties["DesiredCount"] for one in services} == {2}
    assert services[0].properties["Runtime"]["runningCount"] == 0
    assert {one.status for one in part.coverage} == {"complete"}


def test_an_empty_region_is_complete(account: Any):
    part = collect("AWS::ECS::Service", "AWS::CloudTrail::Trail", region="ap-south-1")

    assert part.resources == []
    assert {one.status for one in part.coverage} == {"complete"}


def test_routes_and_associations_are_read_with_their_table(account: Any):
    ec2 = account("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)

    part = collect("AWS::EC2::Route", "AWS::EC2::SubnetRouteTableAssociation")

    routes = [one.properties for one in of(part, "AWS::EC2::Route") if one.properties["RouteTableId"] == table]
    assert [(one["DestinationCidrBlock"], one["GatewayId"], one["Runtime"]["State"]) for one in routes] == [
        ("0.0.0.0/0", gateway, "active")
    ]
    (association,) = [one.properties for one in of(part, "AWS::EC2::SubnetRouteTableAssociation") if one.properties["SubnetId"] == subnet]
    assert association["RouteTableId"] == table
    mains = [one for one in of(part, "AWS::EC2::RouteTable") if any(item["Main"] for item in one.properties["Runtime"]["Associations"])]
    assert vpc in {one.properties["VpcId"] for one in mains}


def test_a_trail_is_told_with_its_status(account: Any):
    account("s3", "us-east-1").create_bucket(Bucket="logs")
    trail = account("cloudtrail")
    trail.create_trail(Name="trail", S3BucketName="logs", IsMultiRegionTrail=True)
    trail.start_logging(Name="trail")

    (found,) = of(collect("AWS::CloudTrail::Trail"), "AWS::CloudTrail::Trail")

    assert (found.properties["TrailName"], found.properties["IsLogging"], found.properties["IsMultiRegionTrail"]) == ("trail", True, True)
    assert found.region == "eu-west-1"
