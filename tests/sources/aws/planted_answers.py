"""What AWS answers in an account where every kind of secret stands in every place that can hold one."""

from __future__ import annotations

import json
from typing import Any

from tests.sources.aws.planted import ACCOUNT, KINDS, REGION, arn, buildspec, encoded, script, tags


def answers() -> list[dict[str, Any]]:
    """What AWS answers in an account where every kind stands in every place."""
    texts = [text for text, _ in KINDS.values()]
    who = {"Account": ACCOUNT, "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/audit/plimsoll", "UserId": "AROA:plimsoll"}
    found: list[dict[str, Any]] = [{"call": "sts:GetCallerIdentity", "answer": who}]
    for make in (_launches, _tasks, _builds, _pipelines, _webhooks, _rules, _messages, _rest, _faults):
        found += make(texts)
    return found


def _launches(texts: list[str]) -> list[dict[str, Any]]:
    """Launch configurations, and a template with a version for each text."""
    configurations = [
        {
            "LaunchConfigurationName": f"l{number}",
            "LaunchConfigurationARN": arn("autoscaling", f"launchConfiguration:u:launchConfigurationName/l{number}"),
            "ImageId": "ami-0a1b2c3d4e5f60718",
            "InstanceType": "t3.micro",
            "UserData": encoded(script(text)),
        }
        for number, text in enumerate(texts)
    ]
    versions = [
        {
            "LaunchTemplateId": "lt-0a1b2c3d4e5f60718",
            "LaunchTemplateName": "web",
            "VersionNumber": number,
            "DefaultVersion": number == 1,
            "VersionDescription": text,
            "LaunchTemplateData": {
                "UserData": encoded(script(text)),
                "TagSpecifications": [{"ResourceType": "instance", "Tags": tags(text)}],
            },
        }
        for number, text in enumerate(texts, 1)
    ]
    template = {
        "LaunchTemplateId": "lt-0a1b2c3d4e5f60718",
        "LaunchTemplateName": "web",
        "DefaultVersionNumber": 1,
        "LatestVersionNumber": len(texts),
    }
    return [
        {"call": "autoscaling:DescribeLaunchConfigurations", "answer": {"LaunchConfigurations": configurations}},
        {"call": "ec2:DescribeLaunchTemplates", "answer": {"LaunchTemplates": [template]}},
        {"call": "ec2:DescribeLaunchTemplateVersions", "answer": {"LaunchTemplateVersions": versions}},
    ]


def _containers(texts: list[str]) -> list[dict[str, Any]]:
    """A container for each text."""
    return [
        {
            "name": f"c{number}",
            "image": "web",
            "environment": [{"name": "APP_SETTING", "value": text}, {"name": "DB_PASSWORD", "value": text}],
            "command": ["app", "--token", text, text],
            "entryPoint": ["sh", "-c", f"app '{text}'"],
            "dockerLabels": {"note": text},
            "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": text, "splunk-url": text}},
            "healthCheck": {"command": ["CMD-SHELL", f"curl -H '{text}' localhost || exit 1"]},
        }
        for number, text in enumerate(texts)
    ]


def _tasks(texts: list[str]) -> list[dict[str, Any]]:
    """A task definition, and a task that overrides it."""
    cluster, task, definition = arn("ecs", "cluster/shop"), arn("ecs", "task/shop/1"), arn("ecs", "task-definition/web:1")
    overrides = [
        {"name": f"c{number}", "environment": [{"name": "A", "value": text}], "command": ["app", text]} for number, text in enumerate(texts)
    ]
    told = {"taskArn": task, "clusterArn": cluster, "taskDefinitionArn": definition, "lastStatus": "RUNNING", "stoppedReason": texts[0]}
    return [
        {"call": "ecs:ListClusters", "answer": {"clusterArns": [cluster]}},
        {
            "call": "ecs:DescribeClusters",
            "answer": {
                "clusters": [{"clusterArn": cluster, "clusterName": "shop", "status": "ACTIVE", "tags": tags(texts[0], "key", "value")}]
            },
        },
        {"call": "ecs:ListServices", "answer": {"serviceArns": []}},
        {"call": "ecs:ListTasks", "answer": {"taskArns": [task]}},
        {"call": "ecs:DescribeTasks", "answer": {"tasks": [{**told, "overrides": {"containerOverrides": overrides}}]}},
        {
            "call": "ecs:DescribeTaskDefinition",
            "answer": {
                "taskDefinition": {
                    "taskDefinitionArn": definition,
                    "family": "web",
                    "revision": 1,
                    "status": "ACTIVE",
                    "containerDefinitions": _containers(texts),
                },
                "tags": [tag for text in texts for tag in tags(text, "key", "value")],
            },
        },
    ]


def _builds(texts: list[str]) -> list[dict[str, Any]]:
    """Build projects."""
    projects = [
        {
            "name": f"p{number}",
            "arn": arn("codebuild", f"project/p{number}"),
            "description": text,
            "source": {"type": "GITHUB", "location": "https://github.com/shop/web", "buildspec": buildspec(text)},
            "secondarySources": [{"type": "S3", "sourceIdentifier": "s", "buildspec": buildspec(text)}],
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": {
                "type": "LINUX_CONTAINER",
                "image": "web",
                "computeType": "BUILD_GENERAL1_SMALL",
                "environmentVariables": [
                    {"name": "APP_SETTING", "value": text, "type": "PLAINTEXT"},
                    {"name": "DB_PASSWORD", "value": text, "type": "PLAINTEXT"},
                ],
            },
            "tags": tags(text, "key", "value"),
            "webhook": {"url": text, "payloadUrl": text, "secret": text, "filterGroups": []},
        }
        for number, text in enumerate(texts)
    ]
    return [
        {"call": "codebuild:ListProjects", "answer": {"projects": [project["name"] for project in projects]}},
        {"call": "codebuild:BatchGetProjects", "answer": {"projects": projects}},
    ]


def _pipelines(texts: list[str]) -> list[dict[str, Any]]:
    """A pipeline with a stage for each text, and its state."""
    stages = [
        {
            "name": f"s{number}",
            "actions": [
                {
                    "name": "a",
                    "actionTypeId": {"category": "Source", "owner": "ThirdParty", "provider": "GitHub", "version": "1"},
                    "configuration": {
                        "OAuthToken": text,
                        "SecretToken": text,
                        "UserParameters": text,
                        "ParameterOverrides": json.dumps({"A": text}),
                        "EnvironmentVariables": json.dumps([{"name": "A", "value": text}]),
                    },
                }
            ],
        }
        for number, text in enumerate(texts)
    ]
    executed = [
        {"token": text, "summary": text, "errorDetails": {"code": "JobFailed", "message": f"the deployment said {text}"}} for text in texts
    ]
    state = [
        {
            "stageName": f"s{number}",
            "inboundTransitionState": {"enabled": False, "disabledReason": text},
            "actionStates": [{"actionName": "a", "latestExecution": executed[number], "entityUrl": f"https://example.com/{number}"}],
            "onSuccessConditionState": {"conditionStates": [{"ruleStates": [{"latestExecution": executed[number]}]}]},
        }
        for number, text in enumerate(texts)
    ]
    pipeline = {"name": "shop", "roleArn": f"arn:aws:iam::{ACCOUNT}:role/p", "version": 1, "stages": stages, "variables": []}
    return [
        {"call": "codepipeline:ListPipelines", "answer": {"pipelines": [{"name": "shop"}]}},
        {"call": "codepipeline:GetPipeline", "answer": {"pipeline": pipeline, "metadata": {"pipelineArn": arn("codepipeline", "shop")}}},
        {"call": "codepipeline:GetPipelineState", "answer": {"pipelineName": "shop", "stageStates": state}},
        {"call": "codepipeline:ListTagsForResource", "answer": {"tags": [tag for text in texts for tag in tags(text, "key", "value")]}},
    ]


def _webhooks(texts: list[str]) -> list[dict[str, Any]]:
    """A pipeline's webhooks."""
    hooks = [
        {
            "definition": {
                "name": f"h{number}",
                "targetPipeline": "shop",
                "targetAction": "a",
                "filters": [],
                "authentication": "GITHUB_HMAC",
                "authenticationConfiguration": {"SecretToken": text},
            },
            "url": "https://example.com/hook",
            "arn": arn("codepipeline", f"webhook:h{number}"),
            "errorMessage": text,
            "tags": tags(text, "key", "value"),
        }
        for number, text in enumerate(texts)
    ]
    return [
        {"call": "codepipeline:ListWebhooks", "answer": {"webhooks": hooks}},
    ]


def _rules(texts: list[str]) -> list[dict[str, Any]]:
    """A rule with a target for each text, on a bus that tells them all."""
    targets = [
        {
            "Id": f"t{number}",
            "Arn": arn("sqs", "jobs"),
            "Input": json.dumps({"containerOverrides": [{"environment": [{"name": "A", "value": text}]}], "note": text}),
            "HttpParameters": {"HeaderParameters": {"X-Note": text}, "QueryStringParameters": {"q": text}, "PathParameterValues": [text]},
            "InputTransformer": {"InputPathsMap": {}, "InputTemplate": json.dumps({"note": text})},
        }
        for number, text in enumerate(texts)
    ]
    bus, rule = arn("events", "event-bus/default"), arn("events", "rule/r")
    return [
        {"call": "events:ListEventBuses", "answer": {"EventBuses": [{"Name": "default", "Arn": bus}]}},
        {"call": "events:DescribeEventBus", "answer": {"Name": "default", "Arn": bus, "Description": "\n".join(texts)}},
        {
            "call": "events:ListRules",
            "answer": {"Rules": [{"Name": "r", "Arn": rule, "State": "ENABLED", "Description": " and ".join(texts)}]},
        },
        {"call": "events:ListTargetsByRule", "answer": {"Targets": targets}},
        {"call": "events:ListTagsForResource", "answer": {"Tags": [tag for text in texts for tag in tags(text)]}},
    ]


def _messages(texts: list[str]) -> list[dict[str, Any]]:
    """Topics, subscriptions, parameters, documents, secrets, alarms: their descriptions, endpoints and content."""
    subscriptions = [
        {
            "SubscriptionArn": arn("sns", f"t:{number}"),
            "Protocol": "https",
            "Endpoint": f"https://example.com/in?key={text}",
            "TopicArn": arn("sns", "t"),
        }
        for number, text in enumerate(texts)
    ]
    parameters = [
        {"Name": f"/p/{number}", "Type": "String", "Description": text, "AllowedPattern": ".*", "Version": 1}
        for number, text in enumerate(texts)
    ]
    steps = [{"action": "aws:runShellScript", "name": "run", "inputs": {"runCommand": [f"login '{text}'", script(text)]}} for text in texts]
    given = {f"P{number}": {"type": "String", "default": text, "description": text} for number, text in enumerate(texts)}
    content = {"schemaVersion": "2.2", "description": texts[0], "parameters": given, "mainSteps": steps}
    secrets = [
        {"ARN": arn("secretsmanager", f"secret:s{number}-AbCdEf"), "Name": f"s{number}", "Description": text, "Tags": tags(text)}
        for number, text in enumerate(texts)
    ]
    alarms = [
        {"AlarmName": f"a{number}", "AlarmArn": arn("cloudwatch", f"alarm:a{number}"), "AlarmDescription": text, "StateReason": text}
        for number, text in enumerate(texts)
    ]
    return [
        {"call": "sns:ListSubscriptions", "answer": {"Subscriptions": subscriptions}},
        {"call": "sns:GetSubscriptionAttributes", "answer": {"Attributes": {"RawMessageDelivery": "true"}}},
        {"call": "ssm:DescribeParameters", "answer": {"Parameters": parameters}},
        {
            "call": "ssm:ListDocuments",
            "answer": {"DocumentIdentifiers": [{"Name": "d", "DocumentType": "Command", "DocumentFormat": "JSON"}]},
        },
        {"call": "ssm:GetDocument", "answer": {"Name": "d", "Content": json.dumps(content), "DocumentFormat": "JSON"}},
        {"call": "ssm:DescribeDocumentPermission", "answer": {"AccountIds": []}},
        {"call": "secretsmanager:ListSecrets", "answer": {"SecretList": secrets}},
        {"call": "cloudwatch:DescribeAlarms", "answer": {"MetricAlarms": alarms}},
    ]


def _rest(texts: list[str]) -> list[dict[str, Any]]:
    """Schedules, repositories' triggers, stacks."""
    schedules = [{"Name": f"s{number}", "GroupName": "default"} for number in range(len(texts))]
    told = [
        {
            "call": "scheduler:GetSchedule",
            "with": {"Name": f"s{number}", "GroupName": "default"},
            "answer": {
                "Name": f"s{number}",
                "Arn": arn("scheduler", f"schedule/default/s{number}"),
                "Description": text,
                "Target": {"Arn": arn("sqs", "jobs"), "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/s", "Input": json.dumps({"note": text})},
            },
        }
        for number, text in enumerate(texts)
    ]
    stacks = [
        {
            "StackId": arn("cloudformation", f"stack/s{number}/0a1b2c3d"),
            "StackName": f"s{number}",
            "StackStatus": "CREATE_COMPLETE",
            "CreationTime": "2026-01-01T00:00:00Z",
            "Description": text,
            "Parameters": [{"ParameterKey": "P", "ParameterValue": text}],
            "Outputs": [{"OutputKey": "O", "OutputValue": text}],
            "Tags": tags(text),
        }
        for number, text in enumerate(texts)
    ]
    return [
        {"call": "scheduler:ListSchedules", "answer": {"Schedules": schedules}},
        *told,
        {"call": "cloudformation:DescribeStacks", "answer": {"Stacks": stacks}},
    ]


def _faults(texts: list[str]) -> list[dict[str, Any]]:
    """Errors whose message repeats what was sent: one for each text, and one with all of them."""
    queues = [f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/q{number}" for number in range(len(texts))]
    refused = [
        {
            "call": "sqs:GetQueueAttributes",
            "with": {"QueueUrl": queues[number]},
            "error": {"code": "AccessDeniedException", "message": f"not authorized with {text}"},
        }
        for number, text in enumerate(texts)
    ]
    unusable = [
        {
            "call": "secretsmanager:GetResourcePolicy",
            "with": {"SecretId": arn("secretsmanager", f"secret:s{number}-AbCdEf")},
            "error": {"code": "InvalidRequestException", "message": f"cannot be done with {text}"},
        }
        for number, text in enumerate(texts)
    ]
    return [
        {"call": "sqs:ListQueues", "answer": {"QueueUrls": queues}},
        *refused,
        *unusable,
        {"call": "kms:ListKeys", "error": {"code": "AccessDeniedException", "message": f"not authorized: {'; '.join(texts)}"}},
    ]
