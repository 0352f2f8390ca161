"""Secrets of many kinds, planted wherever live answers can hold them. None is real; each is in the form that its issuer documents."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

ACCOUNT: Final = "111122223333"
REGION: Final = "eu-west-1"

KINDS: Final[dict[str, tuple[str, str]]] = {
    "access key id": ("use AKIA2E0A8F3B244C9986 for the upload", "AKIA2E0A8F3B244C9986"),
    "temporary access key id": ("ASIA2E0A8F3B244C9987", "ASIA2E0A8F3B244C9987"),
    "secret access key": ("aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYZZTOPSECRET1", "wJalrXUtnFEMIK7MDENGbPxRfiCYZZTOPSECRET1"),
    "session token": ("AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEJv0planted0session0token0", "IQoJb3JpZ2luX2VjEJv0planted0session0token0"),
    "GitHub token": ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
    "fine-grained GitHub token": ("github_pat_11ABCDEFG0planted0123456789", "github_pat_11ABCDEFG0planted0123456789"),
    "GitLab token": ("glpat-pLaNtEd0123456789xyz", "glpat-pLaNtEd0123456789xyz"),
    "Slack token": ("xoxb-123456789012-plantedplanted", "xoxb-123456789012-plantedplanted"),
    "Slack webhook": ("https://hooks.slack.com/services/T00000000/B00000000/plantedWebhook0", "plantedWebhook0"),
    "Stripe key": ("sk_live_51plantedPlanted0123", "sk_live_51plantedPlanted0123"),
    "JSON web token": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.pLaNtEdSiGnAtUrE", "eyJzdWIiOiJwbGFudGVkIn0"),
    "private key": ("-----BEGIN RSA PRIVATE KEY-----\nMIIEplantedPLANTEDkey0\n-----END RSA PRIVATE KEY-----", "MIIEplantedPLANTEDkey0"),
    "password in a URL": ("postgres://app:pLaNtEd-url-1@db.internal:5432/shop", "pLaNtEd-url-1"),
    "password in a URL without a user": ("redis://:pLaNtEd-url-2@cache.internal:6379", "pLaNtEd-url-2"),
    "Docker's auth": (json.dumps({"auths": {"https://index.docker.io/v1/": {"auth": "cGxhbnRlZDpwbGFudGVk"}}}), "cGxhbnRlZDpwbGFudGVk"),
    "connection string": ("Server=db.internal;User Id=app;Password=pLaNtEdConn3;", "pLaNtEdConn3"),
    "storage account key": ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=cGxhbnRlZC1rZXk0NDQ0NDQ=;", "cGxhbnRlZC1rZXk0NDQ0NDQ"),
    "bearer header": ("Authorization: Bearer pLaNtEd.bearer-5", "pLaNtEd.bearer-5"),
    "basic header": ("Authorization: Basic cGxhbnRlZC1iYXNpYy02", "cGxhbnRlZC1iYXNpYy02"),
    "SendGrid key": ("SG.plantedPlanted0123456.plantedPlanted", "SG.plantedPlanted0123456"),
    "Google key": ("AIzaSyPlantedPlantedPlanted0123456789", "AIzaSyPlantedPlantedPlanted0123456789"),
    "npm token": ("npm_plantedPlanted0123456789abcdefghij", "npm_plantedPlanted0123456789abcdefghij"),
    "password hash": ("$2b$12$plantedplantedplantedpO", "plantedplantedplantedpO"),
    "password after its name": ("password: pLaNtEd-word-7", "pLaNtEd-word-7"),
}
"""By name: a text that holds the secret as people write it, and the part of it that must be nowhere."""
SECRETS: Final = {name: secret for name, (_, secret) in KINDS.items()}


def arn(service: str, rest: str, region: str = REGION) -> str:
    """An ARN of the account."""
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{rest}"


def encoded(text: str) -> str:
    """As user data goes over the wire."""
    return base64.b64encode(text.encode()).decode()


def script(text: str) -> str:
    """A text in a shell script, as an argument, a setting and a file."""
    written = f"cat > /etc/app.conf <<'END'\n{text}\nEND\nexport APP_SETTING='{text}'\nlogin '{text}'\n"
    return f"#!/bin/bash\n{written}echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"


def buildspec(text: str) -> str:
    """A text in a buildspec, as a variable and in a command."""
    value, command = json.dumps(text), json.dumps(f"deploy '{text}'")
    return f"version: 0.2\nenv:\n  variables:\n    APP_SETTING: {value}\nphases:\n  build:\n    commands:\n      - {command}\n"


def tags(text: str, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """A tag that holds a text, and one whose key alone tells that its value is a secret."""
    return [{key: "note", value: text}, {key: "app-password", value: text}]


def answers() -> list[dict[str, Any]]:
    """What AWS answers in an account where every kind stands in every place."""
    texts = [text for text, _ in KINDS.values()]
    found: list[dict[str, Any]] = []
    for make in (_compute, _builds, _delivery, _messages, _rest, _faults):
        found += make(texts)
    return found


def _compute(texts: list[str]) -> list[dict[str, Any]]:
    """Launch configurations and templates, a task definition with a container for each text, a task that overrides it."""
    cluster, task, definition = arn("ecs", "cluster/shop"), arn("ecs", "task/shop/1"), arn("ecs", "task-definition/web:1")
    containers = [
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
    overrides = [
        {"name": f"c{number}", "environment": [{"name": "A", "value": text}], "command": ["app", text]} for number, text in enumerate(texts)
    ]
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
    told = {"taskArn": task, "clusterArn": cluster, "taskDefinitionArn": definition, "lastStatus": "RUNNING", "stoppedReason": texts[0]}
    return [
        {"call": "autoscaling:DescribeLaunchConfigurations", "answer": {"LaunchConfigurations": configurations}},
        {"call": "ec2:DescribeLaunchTemplates", "answer": {"LaunchTemplates": [template]}},
        {"call": "ec2:DescribeLaunchTemplateVersions", "answer": {"LaunchTemplateVersions": versions}},
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
                    "containerDefinitions": containers,
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


def _delivery(texts: list[str]) -> list[dict[str, Any]]:
    """A pipeline with a stage for each text, its state, its webhooks; rules with targets; schedules."""
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
    pipeline = {"name": "shop", "roleArn": f"arn:aws:iam::{ACCOUNT}:role/p", "version": 1, "stages": stages, "variables": []}
    return [
        {"call": "codepipeline:ListPipelines", "answer": {"pipelines": [{"name": "shop"}]}},
        {"call": "codepipeline:GetPipeline", "answer": {"pipeline": pipeline, "metadata": {"pipelineArn": arn("codepipeline", "shop")}}},
        {"call": "codepipeline:GetPipelineState", "answer": {"pipelineName": "shop", "stageStates": state}},
        {"call": "codepipeline:ListTagsForResource", "answer": {"tags": [tag for text in texts for tag in tags(text, "key", "value")]}},
        {"call": "codepipeline:ListWebhooks", "answer": {"webhooks": hooks}},
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
