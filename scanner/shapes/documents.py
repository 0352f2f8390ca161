"""The grammars of documents that CloudFormation takes as JSON without saying what they hold."""

from __future__ import annotations

from functools import cache

from scanner.shapes.types import ANYTHING, TEXT, Built, Members, Type, join, list_of
from scanner.unknown import ARRAY, NULL, OBJECT, STRING

POLICY_DOCUMENTS = ("PolicyDocument", "AssumeRolePolicyDocument", "RepositoryPolicyText", "ResourcePolicy", "KeyPolicy")
"""Properties that hold an IAM policy."""
STATEMENT = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition")
"""An IAM statement (IAM User Guide, "IAM JSON policy elements reference")."""
ACTION = (
    *("S3Bucket", "S3ObjectKey", "PollForSourceChanges", "AllowOverrideForS3ObjectKey", "RepositoryName", "BranchName", "ImageTag"),
    *("OutputArtifactFormat", "ConnectionArn", "FullRepositoryId", "DetectChanges", "ProjectName", "PrimarySource", "BatchEnabled"),
    *("CombineArtifacts", "EnvironmentVariables", "ApplicationName", "DeploymentGroupName", "ClusterName", "ServiceName", "FileName"),
    *("DeploymentTimeout", "TaskDefinitionTemplateArtifact", "TaskDefinitionTemplatePath", "AppSpecTemplateArtifact"),
    *("AppSpecTemplatePath", "StackName", "ActionMode", "TemplatePath", "TemplateConfiguration", "ChangeSetName", "Capabilities"),
    *("ParameterOverrides", "OutputFileName", "RoleArn", "FunctionName", "UserParameters", "BucketName", "ObjectKey", "Extract"),
    *("ECRRepositoryName", "ImageTags", "DockerFilePath", "RegistryType", "NotificationArn", "CustomData", "ExternalEntityLink"),
    *(f"Image{number}{what}Name" for number in range(1, 5) for what in ("Artifact", "Container")),
)
"""Settings of a pipeline's actions (CodePipeline User Guide, "Action structure reference"); there are others."""
PATTERN = ("account", "detail", "detail-type", "id", "region", "replay-name", "resources", "source", "time", "version", "$or")
"""What an event pattern may ask for at its top (EventBridge User Guide, "Amazon EventBridge event patterns")."""


def grammar(resource_type: str, place: str) -> Members | None:
    """What a document at a place of a type holds, None where that is not written down here."""
    name = place.rpartition(".")[2]
    if name in POLICY_DOCUMENTS:
        return policy_document()
    if resource_type == "AWS::CodePipeline::Pipeline" and place.endswith("Actions[].Configuration"):
        return action_configuration()
    return event_pattern() if name == "EventPattern" and resource_type == "AWS::Events::Rule" else None


@cache
def policy_document() -> Members:
    """An IAM policy."""
    optional = Type(STRING | NULL)
    one_or_many = Type(STRING | ARRAY | NULL, element=lambda: TEXT)
    principal = Type(STRING | OBJECT | NULL, objects=(Built(dict.fromkeys(PRINCIPALS, one_or_many), "Principal"),))
    known = {
        "Sid": optional,
        "Effect": Type(STRING | NULL, ("Allow", "Deny"), expected=True),
        **dict.fromkeys(("Action", "NotAction", "Resource", "NotResource"), one_or_many),
        **dict.fromkeys(("Principal", "NotPrincipal"), principal),
        "Condition": Type(OBJECT | NULL),
    }
    statement = Type(OBJECT, objects=(Built({name: known[name] for name in STATEMENT}, "a statement"),))
    statements = join(statement, list_of(statement), Type(NULL, expected=True))
    return Built({"Version": optional, "Id": optional, "Statement": statements}, "a policy document")


PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")


@cache
def action_configuration() -> Members:
    """The settings of a pipeline's action: those that are known by name, and any other."""
    return Built(dict.fromkeys(ACTION, Type(STRING | NULL)), "the configuration of an action", open=True)


@cache
def event_pattern() -> Members:
    """An EventBridge pattern: lists of what is accepted, below `detail` anything."""
    accepted = Type(ARRAY | OBJECT | NULL)
    known = dict.fromkeys(PATTERN, accepted) | {"detail": ANYTHING, "$or": Type(ARRAY | NULL)}
    return Built(known, "an event pattern")
