"""A small account beside its clusters, made through boto3: stores, keys, messages, rules, builds, alarms, subnet groups."""

from __future__ import annotations

import json
from typing import Any

from tests.moto_account import ACCOUNT, client

REGION = "eu-west-1"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}
PATTERN = {"source": ["aws.ecr"], "detail-type": ["ECR Image Action"]}
BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
TAGS = [{"Key": "team", "Value": "shop"}]
VISIBLE = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "m"}


def build(url: str) -> None:
    """Make everything that moto can."""
    role = client(url, "iam").create_role(RoleName="svc", AssumeRolePolicyDocument=json.dumps(trust("codepipeline.amazonaws.com")))
    buckets(url)
    messages(url)
    delivery(url, role["Role"]["Arn"])
    watching(url, role["Role"]["Arn"])
    subnets(url)


def trust(service: str) -> dict[str, Any]:
    """Whom a role trusts."""
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}


def buckets(url: str) -> None:
    """A bucket with settings, and one without in another region."""
    s3 = client(url, "s3")
    s3.create_bucket(Bucket="full", CreateBucketConfiguration={"LocationConstraint": REGION})
    client(url, "s3", "us-east-1").create_bucket(Bucket="plain")
    rules = [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]
    s3.put_bucket_encryption(Bucket="full", ServerSideEncryptionConfiguration={"Rules": rules})
    s3.put_bucket_versioning(Bucket="full", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_policy(Bucket="full", Policy=json.dumps(POLICY))
    s3.put_public_access_block(Bucket="full", PublicAccessBlockConfiguration=BLOCK)
    old = {"ID": "old", "Filter": {"Prefix": "x/"}, "Status": "Enabled", "Expiration": {"Days": 3}}
    s3.put_bucket_lifecycle_configuration(Bucket="full", LifecycleConfiguration={"Rules": [old]})
    s3.put_bucket_tagging(Bucket="full", Tagging={"TagSet": TAGS})


def messages(url: str) -> None:
    """A topic, a queue and its dead letters, a key, a secret, a parameter, a log group, an alarm."""
    sns, sqs, kms = client(url, "sns"), client(url, "sqs"), client(url, "kms")
    topic = sns.create_topic(Name="told", Tags=TAGS)["TopicArn"]
    sqs.create_queue(QueueName="dead")
    redrive = {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead", "maxReceiveCount": 3}
    sqs.create_queue(QueueName="jobs", Attributes={"RedrivePolicy": json.dumps(redrive)}, tags={"team": "shop"})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs")
    key = kms.create_key(Tags=[{"TagKey": "team", "TagValue": "shop"}])["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key)
    kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY", Description="asymmetric")
    kms.create_alias(AliasName="alias/shop", TargetKeyId=key)
    client(url, "secretsmanager").create_secret(Name="database", SecretString="nobody-reads-it", Tags=TAGS)
    client(url, "ssm").put_parameter(Name="/shop/stage", Value="nobody-reads-it", Type="SecureString")
    logs = client(url, "logs")
    logs.create_log_group(logGroupName="/ecs/web")
    logs.put_retention_policy(logGroupName="/ecs/web", retentionInDays=7)
    client(url, "cloudwatch").put_metric_alarm(
        AlarmName="errors",
        MetricName="errors",
        Namespace="shop",
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        Threshold=1,
        Statistic="Sum",
        Period=60,
        AlarmActions=[topic],
    )


def delivery(url: str, role: str) -> None:
    """A rule that starts a pipeline, a build project, an application."""
    events, pipelines = client(url, "events"), client(url, "codepipeline")
    events.create_event_bus(Name="orders")
    events.put_permission(EventBusName="orders", Action="events:PutEvents", Principal="111122223333", StatementId="partner")
    events.put_rule(Name="pushed", EventPattern=json.dumps(PATTERN), State="ENABLED", Tags=TAGS)
    events.put_rule(Name="on-bus", EventPattern='{"source": ["shop"]}', EventBusName="orders")
    target = {"Id": "shop", "Arn": f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:shop", "RoleArn": role, "Input": '{"password": "hunter2zz"}'}
    events.put_targets(Rule="pushed", Targets=[target])
    source = {"category": "Source", "owner": "AWS", "provider": "ECR", "version": "1"}
    deploy = {"category": "Deploy", "owner": "AWS", "provider": "ECS", "version": "1"}
    image = {"name": "Image", "actionTypeId": source, "configuration": {"RepositoryName": "shop"}, "outputArtifacts": [{"name": "i"}]}
    service = {"name": "Web", "actionTypeId": deploy, "configuration": {"ClusterName": "shop"}, "inputArtifacts": [{"name": "i"}]}
    stages = [{"name": "Source", "actions": [image]}, {"name": "Deploy", "actions": [service]}]
    store = {"type": "S3", "location": "full"}
    pipelines.create_pipeline(pipeline={"name": "shop", "roleArn": role, "version": 1, "artifactStore": store, "stages": stages})
    client(url, "codebuild").create_project(
        name="build",
        source={"type": "CODECOMMIT", "location": "https://git.example.com/web", "buildspec": "version: 0.2\n"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
            "privilegedMode": True,
            "environmentVariables": [{"name": "NPM_TOKEN", "value": "hunter2zz", "type": "PLAINTEXT"}],
        },
        serviceRole=role,
    )
    client(url, "codedeploy").create_application(applicationName="shop", computePlatform="ECS")


def watching(url: str, role: str) -> None:
    """A trail, a recorder, a detector, a hub, a web ACL of the region and one of CloudFront."""
    client(url, "s3").create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": REGION})
    trails, config = client(url, "cloudtrail"), client(url, "config")
    trails.create_trail(Name="main", S3BucketName="logs", IsMultiRegionTrail=True, TagsList=TAGS)
    trails.start_logging(Name="main")
    group = {"allSupported": True, "includeGlobalResourceTypes": True}
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role, "recordingGroup": group})
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "logs"})
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    client(url, "guardduty").create_detector(Enable=True, Features=[{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}])
    client(url, "securityhub").enable_security_hub()
    client(url, "acm").request_certificate(DomainName="example.com", ValidationMethod="DNS")
    client(url, "wafv2").create_web_acl(Name="wall", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=VISIBLE)
    edge = client(url, "wafv2", "us-east-1")
    edge.create_web_acl(Name="edge", Scope="CLOUDFRONT", DefaultAction={"Allow": {}}, VisibilityConfig=VISIBLE)
    client(url, "organizations").create_organization(FeatureSet="ALL")


def subnets(url: str) -> None:
    """Where databases, caches and files are placed."""
    ec2, efs = client(url, "ec2"), client(url, "efs")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    ]
    named = {"DBSubnetGroupName": "orders", "DBSubnetGroupDescription": "orders"}
    client(url, "rds").create_db_subnet_group(**named, SubnetIds=made)
    client(url, "elasticache").create_cache_subnet_group(CacheSubnetGroupName="cache", CacheSubnetGroupDescription="c", SubnetIds=made)
    client(url, "memorydb").create_subnet_group(SubnetGroupName="memory", SubnetIds=made)
    client(url, "redshift").create_cluster_subnet_group(ClusterSubnetGroupName="warehouse", Description="w", SubnetIds=made)
    files = efs.create_file_system(CreationToken="t", Encrypted=True, Tags=TAGS)["FileSystemId"]
    efs.create_mount_target(FileSystemId=files, SubnetId=made[0])
