"""Odd cases of rows: satellites that may be there, texts that are not known, arguments that no property tells, lists of lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_root
from scanner.unknown import ABSENT, Unknown

REDACTOR = Redactor(b"key of this test")
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "shop"\n}\n'


@pytest.fixture
def read(tmp_path: Path):
    """The resources of a text of code, by address."""

    def reader(code: str) -> dict[str, Resource]:
        (tmp_path / "main.tf").write_text(code, "utf-8")
        snapshot = snapshot_of(read_root(Tree(str(tmp_path.resolve()), ""), "", {}, (), REDACTOR), REDACTOR)
        assert snapshot.gaps == ()
        return {one.id.rpartition("#")[2]: one for one in snapshot.resources}

    return reader


def branches(value: Any) -> list[Any]:
    """What an unknown value may be, each once."""
    assert isinstance(value, Unknown)
    assert value.one_of is not None
    found: list[Any] = []
    for one in value.one_of:
        if not any(one is known or (type(one) is type(known) and one == known) for known in found):
            found.append(one)
    return found


@pytest.mark.parametrize(
    "given",
    [
        'resource "aws_s3_bucket" "b" {\n  grant {\n    type = "Group"\n    permissions = ["READ"]\n'
        '    uri = "http://acs.amazonaws.com/groups/global/AllUsers"\n  }\n}',
        BUCKET
        + 'resource "aws_s3_bucket_acl" "b" {\n  bucket = aws_s3_bucket.b.id\n  access_control_policy {\n    owner { id = "o" }\n  }\n}',
    ],
)
def test_an_acl_written_grant_by_grant_is_not_taken_for_none(read, given):
    """CloudFormation has no name for it; it may be public."""
    acl = read(given)["aws_s3_bucket.b"].properties["AccessControl"]

    assert isinstance(acl, Unknown)
    assert "grant by grant" in acl.reason


def test_a_satellite_that_may_not_be_there_may_not_be_in_its_bucket(read):
    found = read(
        'variable "on" { type = bool }\n'
        + BUCKET
        + 'resource "aws_s3_bucket_public_access_block" "b" {\n'
        + "  count = var.on ? 1 : 0\n  bucket = aws_s3_bucket.b.id\n  block_public_acls = true\n}"
    )

    blocked, none = branches(found["aws_s3_bucket.b"].properties["PublicAccessBlockConfiguration"])
    assert blocked["BlockPublicAcls"] is True
    assert blocked["RestrictPublicBuckets"] is False
    assert none is ABSENT


def test_older_inline_blocks_of_a_bucket_say_what_its_satellites_say(read):
    """Provider versions before 4 had no satellites."""
    old = read(
        'resource "aws_s3_bucket" "b" {\n  bucket = "shop"\n  acl = "private"\n  versioning { enabled = true }\n'
        '  logging {\n    target_bucket = "logs"\n  }\n'
        "  server_side_encryption_configuration {\n    rule {\n"
        '      apply_server_side_encryption_by_default { sse_algorithm = "AES256" }\n    }\n  }\n'
        '  lifecycle_rule {\n    id = "l"\n    enabled = true\n    expiration { days = 9 }\n  }\n}'
    )["aws_s3_bucket.b"]
    of = "  bucket = aws_s3_bucket.b.id\n"
    new = read(
        BUCKET
        + f'resource "aws_s3_bucket_acl" "b" {{\n{of}  acl = "private"\n}}\n'
        + f'resource "aws_s3_bucket_versioning" "b" {{\n{of}  versioning_configuration {{ status = "Enabled" }}\n}}\n'
        + f'resource "aws_s3_bucket_logging" "b" {{\n{of}  target_bucket = "logs"\n}}\n'
        + f'resource "aws_s3_bucket_server_side_encryption_configuration" "b" {{\n{of}  rule {{\n'
        + '    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }\n  }\n}\n'
        + f'resource "aws_s3_bucket_lifecycle_configuration" "b" {{\n{of}  rule {{\n    id = "l"\n    status = "Enabled"\n'
        + "    expiration { days = 9 }\n  }\n}"
    )["aws_s3_bucket.b"]

    assert old.properties == new.properties


def test_each_statement_of_a_bus_policy_is_one_policy_as_in_cloudformation(read):
    found = read(
        'resource "aws_cloudwatch_event_bus_policy" "p" {\n  event_bus_name = "b"\n  policy = jsonencode({ Statement = [\n'
        '    { Sid = "one", Effect = "Allow", Principal = "*", Action = "events:PutEvents", Resource = "*" },\n'
        '    { Sid = "two", Effect = "Deny", Principal = "*", Action = "events:*", Resource = "*" },\n  ] })\n}'
    )

    assert [
        found[one].properties["Statement"]["Sid"] for one in ("aws_cloudwatch_event_bus_policy.p", "aws_cloudwatch_event_bus_policy.p.1")
    ] == ["one", "two"]


def test_a_bus_policy_that_is_not_known_is_a_statement_that_is_not_known(read):
    found = read('variable "p" { type = string }\nresource "aws_cloudwatch_event_bus_policy" "p" { policy = var.p }')

    statement = found["aws_cloudwatch_event_bus_policy.p"].properties["Statement"]
    assert isinstance(statement, Unknown)
    assert not statement.may_be_absent


def test_the_roles_of_one_protocol_stand_together(read):
    topic = read(
        'resource "aws_sns_topic" "t" {\n  http_success_feedback_role_arn = "arn:a"\n  http_failure_feedback_role_arn = "arn:b"\n'
        '  sqs_failure_feedback_role_arn = "arn:c"\n}'
    )["aws_sns_topic.t"]

    assert sorted(topic.properties["DeliveryStatusLogging"], key=lambda one: one["Protocol"]) == [
        {"Protocol": "http/s", "SuccessFeedbackRoleArn": "arn:a", "FailureFeedbackRoleArn": "arn:b"},
        {"Protocol": "sqs", "FailureFeedbackRoleArn": "arn:c"},
    ]


PIPELINE = """
variable "on" { type = bool }
variable "stores" { type = set(string) }
resource "aws_codepipeline" "p" {
  name = "p"
  role_arn = "r"
  dynamic "artifact_store" {
    for_each = var.stores
    content {
      location = artifact_store.value
      type = "S3"
    }
  }
  stage {
    name = "s"
    action {
      name = "a"
      category = "Source"
      owner = "AWS"
      provider = "S3"
      version = "1"
      configuration = { DetectChanges = false, PollForSourceChanges = var.on }
    }
  }
}
"""


def test_the_configuration_of_an_action_holds_texts(read):
    """Terraform makes texts of what a map of texts is given, known or not."""
    action = read(PIPELINE)["aws_codepipeline.p"].properties["Stages"][0]["Actions"][0]

    assert action["Configuration"]["DetectChanges"] == "false"
    assert branches(action["Configuration"]["PollForSourceChanges"]) == ["true", "false", ABSENT]


def test_stores_of_which_the_number_is_not_known_may_be_one_or_several(read):
    properties = read(PIPELINE)["aws_codepipeline.p"].properties

    assert isinstance(properties["ArtifactStore"], Unknown)
    assert isinstance(properties["ArtifactStores"], Unknown)
    assert properties["ArtifactStores"].may_be_absent


def test_targets_of_a_rule_stand_in_it_each_at_its_own_line(read):
    rule = read(
        'resource "aws_cloudwatch_event_rule" "r" { name = "r" }\n'
        'resource "aws_cloudwatch_event_target" "a" {\n  rule = aws_cloudwatch_event_rule.r.name\n  arn = "arn:a"\n}\n'
        'resource "aws_cloudwatch_event_target" "b" {\n  rule = "r"\n  arn = "arn:b"\n}'
    )["aws_cloudwatch_event_rule.r"]

    assert rule.properties["Targets"] == [{"Arn": "arn:a"}, {"Arn": "arn:b"}]
    assert [rule.origin.at(("Targets", place, "Arn")).line for place in (0, 1)] == [4, 8]


@pytest.mark.parametrize(
    ("written", "state"),
    [("", "ENABLED"), ("is_enabled = false", "DISABLED"), ('state = "DISABLED"', "DISABLED"), ("is_enabled = true", "ENABLED")],
)
def test_a_rule_is_enabled_by_either_argument(read, written, state):
    found = read(f'resource "aws_cloudwatch_event_rule" "r" {{\n  name = "r"\n  {written}\n}}')

    assert found["aws_cloudwatch_event_rule.r"].properties["State"] == state


def test_logs_kept_for_ever_have_no_retention(read):
    """The provider writes 0 for what CloudFormation leaves out."""
    found = read('resource "aws_cloudwatch_log_group" "g" {\n  name = "g"\n  retention_in_days = 0\n}')

    assert "RetentionInDays" not in found["aws_cloudwatch_log_group.g"].properties


def test_a_trail_logs_unless_it_is_told_not_to(read):
    found = read(
        'resource "aws_cloudtrail" "a" {\n  name = "a"\n  s3_bucket_name = "b"\n}\n'
        'resource "aws_cloudtrail" "b" {\n  name = "b"\n  s3_bucket_name = "b"\n  enable_logging = false\n}'
    )

    assert [found[f"aws_cloudtrail.{one}"].properties["IsLogging"] for one in "ab"] == [True, False]


def test_rules_that_are_associated_with_a_web_acl_are_not_taken_for_none(read):
    found = read(
        'resource "aws_wafv2_web_acl" "w" {\n  name = "w"\n  scope = "REGIONAL"\n}\n'
        'resource "aws_wafv2_web_acl_rule_group_association" "w" {\n  web_acl_arn = aws_wafv2_web_acl.w.arn\n  rule_name = "r"\n}'
    )

    assert isinstance(found["aws_wafv2_web_acl.w"].properties["Rules"], Unknown)


def test_the_statements_of_a_firewall_rule_keep_their_nesting(read):
    """The provider's statements are nested to any depth, and so are CloudFormation's."""
    found = read(
        'resource "aws_wafv2_web_acl" "w" {\n  name = "w"\n  rule {\n    name = "r"\n    statement {\n      and_statement {\n'
        '        statement {\n          geo_match_statement { country_codes = ["IE"] }\n        }\n'
        "        statement {\n          not_statement {\n            statement {\n"
        '              ip_set_reference_statement { arn = "arn:i" }\n            }\n          }\n        }\n      }\n    }\n  }\n}'
    )

    assert found["aws_wafv2_web_acl.w"].properties["Rules"][0]["Statement"] == {
        "AndStatement": {
            "Statements": [
                {"GeoMatchStatement": {"CountryCodes": ["IE"]}},
                {"NotStatement": {"Statement": {"IPSetReferenceStatement": {"Arn": "arn:i"}}}},
            ]
        }
    }


def test_options_of_tunnels_are_not_taken_for_none(read):
    found = read(
        'resource "aws_vpn_connection" "v" {\n  customer_gateway_id = "cgw-1"\n  type = "ipsec.1"\n'
        "  tunnel1_log_options {\n    cloudwatch_log_options {\n      log_enabled = true\n    }\n  }\n}"
    )

    assert isinstance(found["aws_vpn_connection.v"].properties["VpnTunnelOptionsSpecifications"], Unknown)
