"""A world answers by index: the resources of a type, the resource of a name, and what refers to it."""

from __future__ import annotations

from typing import Any

from scanner.snapshot import Gap, Resource, Snapshot
from scanner.unknown import OpenList, Unknown, maybe, reference
from scanner.world import World, same

CLUSTER, SERVICE, GROUP = "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup"
SUBNET, ROUTE, TABLE = "AWS::EC2::Subnet", "AWS::EC2::Route", "AWS::EC2::RouteTable"


def world(*resources: Resource, closed: bool = False, gaps: tuple[Gap, ...] = (), declared: frozenset[str] = frozenset()) -> World:
    return World(Snapshot("w", resources, gaps=gaps, closed=frozenset({"*"} if closed else ()), live=closed), declared)


def made(type_name: str, identity: str, **properties: Any) -> Resource:
    return Resource(type_name, identity, properties)


def test_a_reference_a_name_and_an_arn_lead_to_one_resource():
    cluster = made(CLUSTER, "w#Cluster", ClusterName="shop")
    here = world(cluster)

    assert here.find(reference("w#Cluster"), CLUSTER) is cluster.properties
    assert here.find(reference("w#Cluster", "Arn"), CLUSTER) is cluster.properties
    assert here.find("shop", CLUSTER) is cluster.properties
    assert here.find("arn:aws:ecs:eu-west-1:111122223333:cluster/shop", CLUSTER) is cluster.properties


def test_an_arn_built_from_pseudo_parameters_leads_to_the_resource_it_embeds():
    cluster = made(CLUSTER, "w#Cluster")
    region = Unknown("region", identity=("pseudo", "AWS::Region"))
    arn = Unknown("arn", parts=("arn:aws:ecs:", region, ":111122223333:cluster/", reference("w#Cluster")))

    assert world(cluster).find(arn, CLUSTER) is cluster.properties


def test_two_uses_of_one_unknown_name_lead_to_one_resource():
    name = Unknown("parameter Name", identity=("parameter", "Name"))
    cluster = made(CLUSTER, "w#Cluster", ClusterName=name)

    assert world(cluster).find(name.but(), CLUSTER) is cluster.properties


def test_a_name_that_is_not_declared_is_unknown_in_an_open_world_and_nothing_in_a_closed_one():
    cluster = made(CLUSTER, "w#Cluster", ClusterName="shop")

    assert isinstance(world(cluster).find("shpo", CLUSTER), Unknown)
    assert world(cluster, closed=True).find("shpo", CLUSTER) is None


def test_a_declared_resource_is_not_the_one_of_another_name():
    cluster = made(CLUSTER, "w#Cluster", ClusterName="shop")
    here = world(cluster)

    assert same(here, cluster.properties, here.find("shpo", CLUSTER)) is False
    assert same(here, here.find("a", CLUSTER), here.find("b", CLUSTER)) is False


def test_a_reference_to_another_type_is_nothing():
    gateway = made("AWS::EC2::VPNGateway", "w#Gateway")

    assert world(gateway).find(reference("w#Gateway"), "AWS::EC2::InternetGateway") is None


def test_referrers_are_found_by_reference_and_by_generated_id():
    table = made(TABLE, "rtb-0123456789abcdef0")
    route = made(ROUTE, "r1", RouteTableId="rtb-0123456789abcdef0")
    coded = made(ROUTE, "r2", RouteTableId=reference("rtb-0123456789abcdef0"))
    other = made(ROUTE, "r3", RouteTableId="rtb-0fffffffffffffff0")

    assert world(table, route, coded, other, closed=True).referrers(table.properties, ROUTE) == [route.properties, coded.properties]


def test_a_name_refers_only_where_the_schema_says_so():
    cluster = made(CLUSTER, "arn:aws:ecs:eu-west-1:111122223333:cluster/web", ClusterName="web")
    service = made(SERVICE, "s", Cluster="web")
    tagged = made(SERVICE, "t", Tags=[{"Key": "app", "Value": "web"}])

    assert world(cluster, service, tagged, closed=True).referrers(cluster.properties, SERVICE) == [service.properties]


def test_referrers_in_an_open_world_may_have_more_unless_assumed():
    table = made(TABLE, "w#Table")
    here = world(table)

    assert isinstance(here.referrers(table.properties, ROUTE), OpenList)
    assert here.referrers(table.properties, ROUTE, assumed=True) == []


def test_a_gap_reopens_a_type_that_was_assumed_or_declared_closed():
    table = made(TABLE, "w#Table")
    here = world(table, gaps=(Gap(ROUTE, "AccessDenied", kind="denied"),), declared=frozenset({ROUTE}))

    assert isinstance(here.referrers(table.properties, ROUTE, assumed=True), OpenList)
    assert isinstance(here.resources(ROUTE), OpenList)


def test_a_resource_under_an_unknown_condition_is_a_maybe():
    tree = Unknown("condition Prod", one_of=(True, False), selector=("condition", "Prod"))
    trail = Resource("AWS::CloudTrail::Trail", "w#Trail", {"IsLogging": True}, exists=tree)
    found = world(trail, declared=frozenset({"AWS::CloudTrail::Trail"})).resources("AWS::CloudTrail::Trail")

    assert isinstance(found[0], Unknown)
    assert found[0].selector == ("condition", "Prod")
    assert found[0].one_of and found[0].one_of[0] is trail.properties


def test_a_reference_inside_a_doubtful_member_makes_a_doubtful_referrer():
    table = made(TABLE, "w#Table")
    route = made(ROUTE, "w#Route", RouteTableId=maybe(reference("w#Table"), "a condition"))
    found = world(table, route, closed=True).referrers(table.properties, ROUTE)

    assert isinstance(found[0], Unknown)
    assert found[0].one_of and found[0].one_of[0] is route.properties


def test_regions_and_accounts_are_told_apart():
    near = Resource(CLUSTER, "a", {}, "1", "eu-west-1")
    here = world(near, Resource(CLUSTER, "b", {}, "1", "us-east-1"), Resource(CLUSTER, "c", {}, "2", "eu-west-1"), closed=True)

    assert len(here.resources(CLUSTER, "region", near)) == 1
    assert len(here.resources(CLUSTER, "account", near)) == 2
    assert len(here.resources(CLUSTER, "all", near)) == 3


def test_an_unknown_list_of_references_may_refer_to_each_resource_of_the_type():
    role = made("AWS::IAM::Role", "w#Role")
    profile = made("AWS::IAM::InstanceProfile", "w#Profile", Roles=Unknown("parameter Roles", identity=("parameter", "Roles")))
    found = world(role, profile, closed=True).referrers(role.properties, "AWS::IAM::InstanceProfile")

    assert isinstance(found[0], Unknown)


def test_an_unknown_arn_of_any_type_may_refer_to_each_resource():
    pipeline = made("AWS::CodePipeline::Pipeline", "w#Pipeline")
    rule = made("AWS::Events::Rule", "w#Rule", Targets=[{"Id": "a", "Arn": Unknown("parameter Target", identity=("parameter", "T"))}])
    found = world(pipeline, rule, closed=True).referrers(pipeline.properties, "AWS::Events::Rule")

    assert isinstance(found[0], Unknown)


def test_a_text_may_name_a_resource_whose_given_name_is_unknown():
    cluster = made(CLUSTER, "w#Cluster", ClusterName=Unknown("parameter Name", identity=("parameter", "Name")))
    here = world(cluster, declared=frozenset({CLUSTER}))
    found = here.find("shop", CLUSTER)

    assert isinstance(found, Unknown)
    assert same(here, cluster.properties, found) is None


def test_an_attribute_that_names_another_resource_does_not_lead_to_its_own():
    """A VPC's default security group is a security group that nothing declares, and no VPC."""
    here = world(made("AWS::EC2::VPC", "w#Vpc"))
    group = reference("w#Vpc", "DefaultSecurityGroup")

    assert here.find(group, "AWS::EC2::VPC") is not here.by_id["w#Vpc"].properties
    assert isinstance(here.find(group, "AWS::EC2::SecurityGroup"), Unknown)


def test_resources_of_two_types_may_share_a_name_and_are_told_apart():
    """A role and its instance profile are often called alike."""
    profile = made("AWS::IAM::InstanceProfile", "ecs", Roles=["ecs"])
    role = made("AWS::IAM::Role", "ecs")
    launch = made("AWS::AutoScaling::LaunchConfiguration", "lc", IamInstanceProfile="ecs")
    here = world(profile, role, launch, closed=True)

    assert here.referrers(role.properties, "AWS::IAM::InstanceProfile") == [profile.properties]
    assert here.referrers(profile.properties, "AWS::AutoScaling::LaunchConfiguration") == [launch.properties]
    assert here.referrers(role.properties, "AWS::AutoScaling::LaunchConfiguration") == []


def test_generated_code_looks_up_what_refers_to_a_resource_where_that_is_known():
    """A member of which something is unknown must be asked for; where the list may have more, all must be."""
    role, other, free = made("AWS::IAM::Role", "role"), made("AWS::IAM::Role", "other"), made("AWS::IAM::Role", "free")
    profile = made("AWS::IAM::InstanceProfile", "profile", Roles=["role"])
    hidden = made("AWS::IAM::InstanceProfile", "hidden", Roles=["other"], Path=Unknown("parameter Path"))
    resources = (role, other, free, profile, hidden)

    found, others = world(*resources, closed=True).known_referrers("AWS::IAM::InstanceProfile", False)

    assert found == {id(role.properties): [profile.properties], id(other.properties): None}
    assert others == []
    assert world(*resources).known_referrers("AWS::IAM::InstanceProfile", False) == ({}, None)
    assert world(*resources).known_referrers("AWS::IAM::InstanceProfile", True)[1] == []


def test_generated_code_looks_up_known_resources_by_names_that_no_other_had_before():
    first = made("AWS::ECS::Cluster", "a", ClusterName="shop", Tags=Unknown("parameter Tags"))
    second = made("AWS::ECS::Cluster", "b", ClusterName="shop")
    doubtful = Resource("AWS::ECS::Cluster", "c", {"ClusterName": "c"}, exists=maybe(True, "condition C"))

    assert world(first, second, doubtful).known_by_name("AWS::ECS::Cluster") == {"b": second.properties}
    assert world(second).known_by_name("AWS::ECS::Cluster") == {"b": second.properties, "shop": second.properties}


def test_a_resource_refers_once_to_what_it_names_twice_and_certainly_where_one_of_them_is():
    role = made("AWS::IAM::Role", "role")
    profile = made("AWS::IAM::InstanceProfile", "profile", Roles=["role", "role", maybe("role", "condition C")])

    assert world(role, profile, closed=True).referrers(role.properties, "AWS::IAM::InstanceProfile") == [profile.properties]


def test_a_list_of_the_world_is_known_where_all_its_members_are():
    plain, hidden = made("AWS::ECS::Cluster", "a"), made("AWS::ECS::Cluster", "b", Tags=Unknown("parameter Tags"))
    known, doubted = world(plain, closed=True), world(plain, hidden, closed=True)

    assert known.knows(known.resources("AWS::ECS::Cluster"))
    assert not doubted.knows(doubted.resources("AWS::ECS::Cluster"))


def in_region(region: str, identity: str, name: str, type_name: str = "AWS::ECS::Cluster", **properties: Any) -> Resource:
    short = type_name.rpartition("::")[2]
    return Resource(type_name, identity, {f"{short}Name": name, **properties}, account="111122223333", region=region)


def test_a_name_is_one_of_the_region_that_it_stands_in():
    """Two regions may each have a cluster called shop; an ARN leads to just one wherever it stands."""
    west = in_region("eu-west-1", "arn:aws:ecs:eu-west-1:111122223333:cluster/shop", "shop")
    east = in_region("us-east-1", "arn:aws:ecs:us-east-1:111122223333:cluster/shop", "shop")
    only = in_region("us-east-1", "arn:aws:ecs:us-east-1:111122223333:cluster/only", "only")
    asks_west = in_region("eu-west-1", "w", "w", "AWS::ECS::Service")
    asks_east = in_region("us-east-1", "e", "e", "AWS::ECS::Service")
    account = Resource("AWS::Account", "111122223333", {}, account="111122223333", region="global")
    world = World(Snapshot("111122223333", (west, east, only, asks_west, asks_east, account), closed=frozenset({"*"}), live=True))

    assert world.find("shop", "AWS::ECS::Cluster", asks_west) is west.properties
    assert world.find("shop", "AWS::ECS::Cluster", asks_east) is east.properties
    assert world.find(east.id, "AWS::ECS::Cluster", asks_west) is east.properties
    assert world.find("only", "AWS::ECS::Cluster", asks_west) is None
    assert isinstance(world.find("shop", "AWS::ECS::Cluster", account), Unknown)
    assert world.find("only", "AWS::ECS::Cluster", account) is only.properties
    assert "shop" not in world.known_by_name("AWS::ECS::Cluster")


def test_a_bucket_has_its_name_everywhere():
    bucket = in_region("us-east-1", "logs", "logs", "AWS::S3::Bucket")
    trail = in_region("eu-west-1", "t", "t", "AWS::CloudTrail::Trail")
    world = World(Snapshot("111122223333", (bucket, trail), closed=frozenset({"*"}), live=True))

    assert world.find("logs", "AWS::S3::Bucket", trail) is bucket.properties


def test_a_family_is_its_newest_task_definition():
    revisions = [
        Resource(
            "AWS::ECS::TaskDefinition", f"arn:aws:ecs:eu-west-1:1:task-definition/web:{n}", {"Family": "web", "Runtime": {"revision": n}}
        )
        for n in (3, 12, 7)
    ]
    world = World(Snapshot("w", tuple(revisions), live=True))

    assert world.find("web", "AWS::ECS::TaskDefinition") is revisions[1].properties


def test_what_refers_by_name_refers_to_its_own_region():
    west = in_region("eu-west-1", "arn:aws:ecs:eu-west-1:111122223333:cluster/shop", "shop")
    east = in_region("us-east-1", "arn:aws:ecs:us-east-1:111122223333:cluster/shop", "shop")
    service = in_region("us-east-1", "s", "s", "AWS::ECS::Service", Cluster="shop")
    world = World(Snapshot("111122223333", (west, east, service), closed=frozenset({"*"}), live=True))

    assert world.referrers(west.properties, "AWS::ECS::Service") == []
    assert world.referrers(east.properties, "AWS::ECS::Service") == [service.properties]
