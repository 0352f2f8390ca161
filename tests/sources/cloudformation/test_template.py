"""A template as a whole: recognised by content, read in spite of its mistakes, with what it hides as gaps."""

from __future__ import annotations

import json

import pytest

from scanner.documents import read
from scanner.encoding import encode
from scanner.errors import DocumentError
from scanner.redaction import Redactor
from scanner.sources.cloudformation import read_template, recognise
from scanner.unknown import Unknown
from tests.sources.cloudformation.probe import snapshot, whole

TEMPLATES = [
    "AWSTemplateFormatVersion: 2010-09-09\nResources: {}",
    "Resources: {A: {Type: AWS::SNS::Topic}}",
    '{"Resources": {"A": {"Type": "Custom::Thing"}}}',
    "Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::Serverless::Function}}",
    "Resources: {'Fn::ForEach::T': [x, [a], {'T${x}': {Type: AWS::SNS::Topic}}]}",
]
OTHERS = [
    "[]",
    "a: 1",
    "Resources: {}",
    "Resources: {A: {Properties: {}}}",
    "kind: Deployment\nspec: {}",
    '{"resource_changes": []}',
    "Resources: [a]",
    "version: 0.2\nphases: {}",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_is_recognised(text: str) -> None:
    assert recognise(read(text, "x"))


@pytest.mark.parametrize("text", OTHERS)
def test_another_document_is_not(text: str) -> None:
    assert not recognise(read(text, "x"))


def test_a_template_without_resources_is_an_error_with_its_line() -> None:
    with pytest.raises(DocumentError) as error:
        whole("\nAWSTemplateFormatVersion: 2010-09-09\nDescription: x\n")

    assert (error.value.file, error.value.line) == ("probe.yaml", 2)


def test_a_mistake_in_one_resource_does_not_hide_the_others() -> None:
    found = whole("""
Parameters: {P: text}
Conditions: {C: !Equals [a]}
Resources:
  NoMapping: text
  NoType: {Properties: {}}
  BadCondition: {Type: AWS::SNS::Topic, Condition: Nope}
  BadProperties: {Type: AWS::SNS::Topic, Properties: [a]}
  BadValue: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Nope, DisplayName: d}}
  Good: {Type: AWS::SNS::Topic, Condition: C, Properties: {TopicName: t}}
""")
    names = [resource.id.partition("#")[2] for resource in found.resources]

    assert names == ["AWS::Account", "BadCondition", "BadProperties", "BadValue", "Good"]
    assert found.resources[3].properties["DisplayName"] == "d"
    assert [(gap.location.line, gap.kind) for gap in found.gaps if gap.location] == [
        (2, "mistake"),
        (3, "mistake"),
        (5, "unreadable"),
        (6, "unreadable"),
        (7, "error"),
        (8, "error"),
        (9, "error"),
    ]


def test_properties_that_cannot_be_told_are_unknown_by_name() -> None:
    """Nothing passes because a mistake made its property vanish."""
    found = whole("Resources:\n  A: {Type: AWS::SNS::Topic, Properties: text}\n").resources[-1].properties

    assert isinstance(found["KmsMasterKeyId"], Unknown)
    assert found["KmsMasterKeyId"].may_be_absent


def test_a_choice_between_whole_properties_is_a_choice_of_each() -> None:
    body = "  A: {Type: AWS::SNS::Topic, Properties: !If [Prod, {TopicName: a, DisplayName: d}, {TopicName: b}]}\n"
    found = encode(snapshot(body).resources[-1].properties)

    assert found["TopicName"]["$unknown"]["oneOf"] == ["b", "a"]
    assert found["DisplayName"]["$unknown"]["oneOf"] == [{"$absent": True}, "d"]


def test_a_false_condition_removes_a_resource_and_an_unknown_one_makes_it_a_maybe() -> None:
    body = "  A: {Type: AWS::SNS::Topic, Condition: No}\n  B: {Type: AWS::SNS::Topic, Condition: Both}\n"
    found = [resource for resource in snapshot(body).resources if resource.type == "AWS::SNS::Topic"]

    assert [resource.id for resource in found] == ["w#B"]
    assert found[0].exists.selector == ("parameter", "Env")


CONDITIONS = [
    ("!Equals [a, a]", True),
    ("!Equals [a, b]", False),
    ("!Equals [true, 'true']", True),
    ("!Equals [!Ref AWS::Region, !Ref AWS::Region]", True),
    ("!Not [!Equals [a, a]]", False),
    ("!And [!Equals [a, a], !Equals [a, b]]", False),
    ("!And [!Equals [a, a], !Equals [b, b]]", True),
    ("!Or [!Equals [a, a], !Equals [a, b]]", True),
    ("!Or [!Equals [a, c], !Equals [a, b]]", False),
    ("!Or [!Equals [a, a], !Equals [!Ref AWS::Region, x]]", True),
    ("!And [!Equals [a, b], !Equals [!Ref AWS::Region, x]]", False),
    ("!And [!Condition Other, !Not [!Condition Other]]", False),
    ("!Equals [!Sub 'a${AWS::Region}', b]", False),
    ("!Equals [!Sub '${AWS::Region}', '']", False),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
def test_a_condition_is_decided_where_it_can_be(condition: str, expected: bool) -> None:
    found = whole(f"""
Conditions: {{Other: !Equals [!Ref AWS::Region, eu-west-1], C: {condition}}}
Resources: {{A: {{Type: AWS::SNS::Topic, Condition: C}}}}
""")

    assert [resource.exists for resource in found.resources[1:]] == [True] * expected


def test_a_maybe_is_read_as_if_it_existed() -> None:
    body = "  B: {Type: AWS::SNS::Topic, Condition: Both, Properties: {TopicName: !Ref Env}}\n"

    assert snapshot(body).resources[-1].properties == {"TopicName": "prod"}


def test_a_macro_over_the_template_opens_every_type() -> None:
    found = whole(
        "Transform: [AWS::LanguageExtensions, Mine]\nResources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Made}}\n"
    )

    assert [(gap.type, gap.kind) for gap in found.gaps] == [("*", "macro")]
    assert found.resources[-1].properties["TopicName"].settle == "macro Mine"


EXPANDED = [
    ("  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./n.yaml}}", "nested-stack"),
    ("  N: {Type: My::Org::Net::MODULE}", "macro"),
    ("  N: {Type: AWS::Serverless::Function}", "macro"),
    ("  'Fn::ForEach::T': [x, [a], {'T${x}': {Type: AWS::SNS::Topic}}]", "macro"),
    ("  'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://b/k}}", "macro"),
]


@pytest.mark.parametrize(("line", "kind"), EXPANDED)
def test_what_stands_for_other_resources_opens_every_type(line: str, kind: str) -> None:
    found = whole(f"Resources:\n  A: {{Type: AWS::SNS::Topic}}\n{line}\n")

    assert [(gap.type, gap.kind, gap.location.line) for gap in found.gaps if gap.location] == [("*", kind, 3)]


def test_names_that_a_loop_makes_are_no_mistake() -> None:
    found = whole("Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Ta}}\n" + EXPANDED[3][0] + "\n")

    assert {gap.kind for gap in found.gaps} == {"macro"}


def test_an_unknown_type_is_said_with_what_was_probably_meant() -> None:
    found = whole("Resources:\n  A: {Type: AWS::ECS::Clustr, Properties: {ClusterName: x}}\n")

    assert [gap.reason for gap in found.gaps] == ['type "AWS::ECS::Clustr" is known nowhere; did you mean "AWS::ECS::Cluster"?']
    assert found.resources[-1].properties == {"ClusterName": "x"}


def test_a_resource_knows_its_names() -> None:
    body = """  L: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateName: web, LaunchTemplateData: {}}}
  R: {Type: AWS::ECR::Repository, Properties: {RepositoryName: !Sub "${Text}-x"}}
"""
    template, repository = snapshot(body).resources[-2:]

    assert template.identifiers == {"LaunchTemplateName": "web"}
    assert repository.identifiers["Ref"].suffix == "-x"


SECRET = "hunter2secret"  # noqa: S105  # planted, to be looked for

PLANTED = f"""
Parameters:
  Password: {{Type: String, NoEcho: true, Default: {SECRET}}}
  Tag: {{Type: String}}
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: nginx
          Environment:
            - {{Name: PASSWORD, Value: {SECRET}}}
            - {{Name: URL, Value: !Sub "postgres://u:{SECRET}@${{Tag}}/db"}}
            - {{Name: SECRET_TOKEN, Value: !Base64 {{"Fn::Sub": "{SECRET}${{Tag}}"}}}}
            - {{Name: SECRET_PART, Value: !Select [1, !Split [":", !Sub "{SECRET}:${{Tag}}"]]}}
            - {{Name: SECRET_JSON, Value: {{"Fn::ToJsonString": {{password: "{SECRET}${{Tag}}"}}}}}}
            - {{Name: DB, Value: !Ref Password}}
  L:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      ImageId: ami-1
      InstanceType: t3.micro
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          export DB_PASSWORD={SECRET}
          echo ECS_CLUSTER=${{Tag}} >> /etc/ecs/ecs.config
"""


def test_a_secret_leaves_the_source_in_no_form() -> None:
    """Neither as a value nor inside an identity, a selector or a reason."""
    found = read_template(read(PLANTED, "t.yaml"), "w", {}, Redactor(b"key"))
    saved = json.dumps([[encode(resource.properties), encode(dict(resource.identifiers))] for resource in found.resources])

    assert SECRET not in saved
    assert "ECS_CLUSTER=" in saved
    assert SECRET not in repr(found)
