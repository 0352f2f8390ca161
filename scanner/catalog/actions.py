"""The IAM action that a call needs: mostly the service's signing name and the operation, with the exceptions that AWS documents.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from typing import Final

PREFIXES: Final = {
    "accessanalyzer": "access-analyzer",
    "amp": "aps",
    "application-insights": "applicationinsights",
    "bedrock-agent": "bedrock",
    "cloudcontrol": "cloudformation",
    "cloudhsmv2": "cloudhsm",
    "codeguruprofiler": "codeguru-profiler",
    "docdb": "rds",
    "efs": "elasticfilesystem",
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "emr": "elasticmapreduce",
    "keyspaces": "cassandra",
    "location": "geo",
    "mwaa": "airflow",
    "neptune": "rds",
    "opensearch": "es",
    "opensearchserverless": "aoss",
    "pinpoint": "mobiletargeting",
    "resourcegroupstaggingapi": "tag",
    "s3control": "s3",
    "service-quotas": "servicequotas",
    "servicecatalog-appregistry": "servicecatalog",
    "sesv2": "ses",
    "sso-admin": "sso",
    "stepfunctions": "states",
    "timestream-query": "timestream",
    "timestream-write": "timestream",
}
"""IAM's name of a service, by botocore's, where they differ."""
EXCEPTIONS: Final = {
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "s3:GetBucketLifecycle": "s3:GetLifecycleConfiguration",
    "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
    "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
    "s3:GetBucketCors": "s3:GetBucketCORS",
    "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
    "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:ListBucketInventoryConfigurations": "s3:GetInventoryConfiguration",
    "s3:ListBucketMetricsConfigurations": "s3:GetMetricsConfiguration",
    "s3:ListBucketAnalyticsConfigurations": "s3:GetAnalyticsConfiguration",
    "s3:ListBucketIntelligentTieringConfigurations": "s3:GetIntelligentTieringConfiguration",
    "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
}
"""Calls whose action has another name, by botocore's service and AWS's operation."""

_BY_METHOD: Final = {"apigateway": "apigateway:GET", "apigatewayv2": "apigateway:GET"}
"""Services whose actions are methods of HTTP: what reads is GET."""


def action_of(call: str) -> str:
    """The IAM action of a call: `elbv2:DescribeLoadBalancers` -> `elasticloadbalancing:DescribeLoadBalancers`."""
    if call in EXCEPTIONS:
        return EXCEPTIONS[call]
    service, _, operation = call.partition(":")
    if service in _BY_METHOD:
        return _BY_METHOD[service]
    return f"{PREFIXES.get(service, service)}:{operation}"
