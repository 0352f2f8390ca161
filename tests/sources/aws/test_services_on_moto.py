"""The rows beside ECS's, over HTTP against moto: what an account was made with is what is collected of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from scanner.catalog import needed
from scanner.encoding import encode
from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.aws.calls import Api
from scanner.sources.aws.collect import Coverage, collect_part
from scanner.sources.aws.faults import Place
from tests.moto_account import ACCOUNT, adopt, environment, server
from tests.parity.agreement import differences, shared

pytest.importorskip("moto", reason="moto is the account")
from tests.parity.worlds import Keys
from tests.sources.aws.moto_services import BLOCK, PATTERN, POLICY, REGION, TAGS, build

WANTED: dict[str, dict[str, Any]] = {
    "AWS::CertificateManager::Certificate": {"DomainName": "example.com", "ValidationMethod": "DNS"},
    "AWS::CloudTrail::Trail": {"TrailName": "main", "IsLogging": True, "IsMultiRegionTrail": True, "Tags": TAGS},
    "AWS::CloudWatch::Alarm": {"AlarmName": "errors", "Threshold": 1, "AlarmActions": [f"arn:aws:sns:{REGION}:{ACCOUNT}:told"]},
    "AWS::CodeBuild::Project": {"Name": "build", "Environment": {"PrivilegedMode": True}, "Source": {"BuildSpec": "version: 0.2\n"}},
    "AWS::CodeDeploy::Application": {"ApplicationName": "shop", "ComputePlatform": "ECS"},
    "AWS::CodePipeline::Pipeline": {
        "Name": "shop",
        "ArtifactStore": {"Type": "S3", "Location": "full"},
        "Stages": [{"Name": "Source", "Actions": [{"Configuration": {"RepositoryName": "shop"}}]}, {"Name": "Deploy"}],
    },
    "AWS::Config::ConfigurationRecorder": {"Name": "default", "RecordingGroup": {"AllSupported": True}, "Runtime": {"recording": True}},
    "AWS::Config::DeliveryChannel": {"Name": "default", "S3BucketName": "logs"},
    "AWS::EFS::FileSystem": {"Encrypted": True, "FileSystemTags": TAGS},
    "AWS::ElastiCache::SubnetGroup": {"CacheSubnetGroupName": "cache", "Description": "c"},
    "AWS::Events::EventBusPolicy": {"EventBusName": "orders", "StatementId": "partner", "Statement": {"Action": "events:PutEvents"}},
    "AWS::GuardDuty::Detector": {"Enable": True, "Features": [{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}]},
    "AWS::KMS::Alias": {"AliasName": "alias/shop"},
    "AWS::Logs::LogGroup": {"LogGroupName": "/ecs/web", "RetentionInDays": 7},
    "AWS::Organizations::Organization": {"FeatureSet": "ALL"},
    "AWS::RDS::DBSubnetGroup": {"DBSubnetGroupName": "orders"},
    "AWS::Redshift::ClusterSubnetGroup": {"ClusterSubnetGroupName": "warehouse"},
    "AWS::S3::BucketPolicy": {"Bucket": "full", "PolicyDocument": POLICY},
    "AWS::SNS::Subscription": {"Protocol": "sqs", "TopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:told"},
    "AWS::SNS::Topic": {"TopicName": "told", "Tags": TAGS},
    "AWS::SecretsManager::Secret": {"Name": "database", "Tags": TAGS},
    "AWS::SecurityHub::Hub": {"ARN": f"arn:aws:securityhub:{REGION}:{ACCOUNT}:hub/default"},
    "AWS::WAFv2::WebACL": {"Name": "wall", "Scope": "REGIONAL"},
}
"""By type: what one resource of it shows."""
MORE = (
    "AWS::EFS::MountTarget",
    "AWS::Events::Rule",
    "AWS::KMS::Key",
    "AWS::MemoryDB::SubnetGroup",
    "AWS::S3::Bucket",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SSM::Parameter",
)
UNANSWERED = ("AWS::AccessAnalyzer::Analyzer", "AWS::CodeArtifact::Domain", "AWS::CodeCommit::Repository", "AWS::DAX::SubnetGroup")
"""Types whose calls moto does not know."""
Seen = tuple[list[Resource], list[Coverage]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What is collected of the region, of us-east-1 and of the account."""
    rows = needed((*WANTED, *MORE, *UNANSWERED))
    with server() as url, pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(8) as pool:
        adopt(patch, environment(tmp_path_factory.mktemp("moto"), url))
        build(url)
        api = Api(Keys())
        parts = [collect_part(api, Place(ACCOUNT, region, "aws"), rows, Redactor(b"a key"), pool) for region in (REGION, "global")]
        edge = collect_part(api, Place(ACCOUNT, "us-east-1", "aws"), needed(["AWS::WAFv2::WebACL"]), Redactor(b"a key"), pool)
    resources = [one for part in (*parts, edge) for one in part.resources]
    return resources, [line for part in parts for line in part.coverage]


def of(seen: Seen, type_name: str) -> list[dict[str, Any]]:
    """The properties of all resources of a type, as JSON."""
    return [encode(one.properties) for one in seen[0] if one.type == type_name]


@pytest.mark.parametrize("type_name", sorted(WANTED))
def test_what_was_made_is_collected(seen: Seen, type_name: str):
    wanted = WANTED[type_name]
    told = [differences(wanted, shared(wanted, given, partly=True)) for given in of(seen, type_name)]

    assert [] in told, told


def test_a_rule_has_its_targets_on_whatever_bus_it_is(seen: Seen):
    rules = {one["Name"]: one for one in of(seen, "AWS::Events::Rule")}

    assert rules["pushed"]["EventPattern"] == PATTERN
    assert rules["pushed"]["Targets"][0]["Arn"] == f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:shop"
    assert rules["on-bus"]["EventBusName"] == "orders"


def test_a_bucket_is_in_its_own_region_and_has_what_was_set(seen: Seen):
    """What is not configured is absent: AWS says so with an error code."""
    buckets = {one.properties["BucketName"]: one for one in seen[0] if one.type == "AWS::S3::Bucket"}
    full, plain = buckets["full"].properties, buckets["plain"].properties

    assert (buckets["full"].region, buckets["plain"].region) == (REGION, "us-east-1")
    assert full["PublicAccessBlockConfiguration"] == BLOCK
    assert full["VersioningConfiguration"] == {"Status": "Enabled"}
    assert full["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 3
    assert full["AccessControl"] == "Private"
    assert plain.keys().isdisjoint(
        {"LifecycleConfiguration", "PublicAccessBlockConfiguration", "CorsConfiguration", "WebsiteConfiguration"}
    )


def test_a_key_that_cannot_rotate_does_not(seen: Seen):
    """KMS refuses to say of an asymmetric key; AWS's own keys are no resources of the account."""
    keys = {one["KeySpec"]: one["EnableKeyRotation"] for one in of(seen, "AWS::KMS::Key")}

    assert keys == {"SYMMETRIC_DEFAULT": True, "RSA_2048": False}


def test_a_queue_has_types_and_documents_for_the_texts_of_the_api(seen: Seen):
    jobs = next(one for one in of(seen, "AWS::SQS::Queue") if one["QueueName"] == "jobs")

    assert jobs["RedrivePolicy"] == {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead", "maxReceiveCount": 3}
    assert jobs["VisibilityTimeout"] == 30
    assert jobs["Tags"] == TAGS


def test_subnet_groups_name_their_subnets(seen: Seen):
    groups = ("AWS::ElastiCache::SubnetGroup", "AWS::RDS::DBSubnetGroup", "AWS::Redshift::ClusterSubnetGroup")

    assert {len(one["SubnetIds"]) for name in groups for one in of(seen, name)} == {2}


def test_cloudfronts_web_acls_are_asked_for_in_one_region(seen: Seen):
    assert sorted((one["Name"], one["Scope"]) for one in of(seen, "AWS::WAFv2::WebACL")) == [("edge", "CLOUDFRONT"), ("wall", "REGIONAL")]


def test_values_of_parameters_and_secrets_are_not_read(seen: Seen):
    """And what stands in plain text is hidden."""
    texts = repr([encode(one.properties) for one in seen[0]])

    assert of(seen, "AWS::SSM::Parameter")[0]["Value"]["$unknown"]["reason"] == "Value is not shown by a live account"
    assert "nobody-reads-it" not in texts
    assert "hunter2zz" not in texts


@pytest.mark.parametrize("type_name", UNANSWERED)
def test_what_could_not_be_asked_is_not_complete(seen: Seen, type_name: str):
    """A server that does not know a call answers with an HTML page: no empty list."""
    assert [line.status for line in seen[1] if line.type == type_name] == ["failed"]
