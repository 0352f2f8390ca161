"""The resources of one root together: satellites in their parents, inline blocks as resources, references by CloudFormation's names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_root
from scanner.unknown import ABSENT, OpenList, Unknown

REDACTOR = Redactor(b"key of this test")
ROLE = 'resource "aws_iam_role" "r" { name = "r" }\n'
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.fixture
def read(tmp_path: Path):
    """The resources of a text of code, by address, and the gaps."""

    def reader(code: str, **files: str) -> dict[str, Resource]:
        (tmp_path / "main.tf").write_text(code, "utf-8")
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_tf", ".tf")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        snapshot = snapshot_of(read_root(Tree(str(tmp_path.resolve()), ""), "", {}, (), REDACTOR), REDACTOR)
        found = {one.id.rpartition("#")[2]: one for one in snapshot.resources}
        found["gaps"] = snapshot.gaps  # type: ignore[assignment]  # a test looks at them
        return found

    return reader


def referred(value: Any) -> tuple[str, str]:
    """The address and attribute that a value refers to."""
    assert isinstance(value, Unknown)
    assert value.reference is not None
    return value.reference.resource.rpartition("#")[2], value.reference.attribute


def test_a_type_without_a_row_is_a_gap(read):
    """It is told once, with its place, and hides nothing else."""
    found = read('resource "aws_quantum" "a" {}\nresource "aws_quantum" "b" {}\n' + ROLE)

    (gap,) = found["gaps"]
    assert (gap.type, gap.kind, gap.location.line) == ("aws_quantum", "not-modelled", 1)
    assert "aws_iam_role.r" in found


def test_an_attachment_is_folded_by_reference(read):
    found = read(ROLE + f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = aws_iam_role.r.id\n  policy_arn = "{ADMIN}"\n}}')

    assert found["aws_iam_role.r"].properties["ManagedPolicyArns"] == [ADMIN]
    assert found["aws_iam_role.r"].origin.at(("ManagedPolicyArns", 0)).line == 4
    assert "aws_iam_role_policy_attachment.a" not in found


def test_an_attachment_is_folded_by_name(read):
    """A role elsewhere takes nothing from here."""
    text = 'resource "aws_iam_role_policy_attachment" "{0}" {{\n  role = "{0}"\n  policy_arn = "{1}"\n}}\n'

    found = read(ROLE + text.format("r", ADMIN) + text.format("elsewhere", "arn:other"))

    assert found["aws_iam_role.r"].properties["ManagedPolicyArns"] == [ADMIN]


def test_an_attachment_that_may_not_be_there_makes_a_member_that_may_not(read):
    """Its count hangs on a variable: so does the member, on the same choice."""
    found = read(
        ROLE + 'variable "on" { type = bool }\nresource "aws_iam_role_policy_attachment" "a" {\n  count = var.on ? 1 : 0\n'
        f'  role = aws_iam_role.r.name\n  policy_arn = "{ADMIN}"\n}}'
    )

    (member,) = found["aws_iam_role.r"].properties["ManagedPolicyArns"]
    assert (member.one_of[0], ABSENT in member.one_of, "on" in member.selector) == (ADMIN, True, True)


def test_an_attachment_to_one_of_two_is_a_member_of_either(read):
    """Where the first has it, the second has not."""
    found = read(
        'variable "on" { type = bool }\nresource "aws_iam_role" "a" { name = "a" }\nresource "aws_iam_role" "b" { name = "b" }\n'
        f'resource "aws_iam_role_policy_attachment" "x" {{\n  role = var.on ? aws_iam_role.a.id : aws_iam_role.b.id\n'
        f'  policy_arn = "{ADMIN}"\n}}'
    )

    (first,), (second,) = (found[f"aws_iam_role.{name}"].properties["ManagedPolicyArns"] for name in "ab")
    assert first.selector == second.selector
    assert [(one is ABSENT) != (other is ABSENT) for one, other in zip(first.one_of[:2], second.one_of[:2], strict=True)] == [True, True]


def test_an_attachment_to_nobody_knows_whom_may_be_anyones(read):
    found = read(
        ROLE + f'variable "role" {{}}\nresource "aws_iam_role_policy_attachment" "a" {{\n  role = var.role\n  policy_arn = "{ADMIN}"\n}}'
    )

    (member,) = found["aws_iam_role.r"].properties["ManagedPolicyArns"]
    assert ABSENT in member.one_of


def test_an_attachment_to_what_a_data_source_reads_is_elsewhere(read):
    """What a data source reads was there before, so nothing that is declared here."""
    found = read(
        ROLE + 'data "aws_iam_role" "d" { name = "d" }\n'
        f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = data.aws_iam_role.d.id\n  policy_arn = "{ADMIN}"\n}}'
    )

    assert "ManagedPolicyArns" not in found["aws_iam_role.r"].properties


def test_a_policy_attachment_names_roles_users_and_groups(read):
    found = read(
        ROLE + 'resource "aws_iam_user" "u" { name = "u" }\nresource "aws_iam_group" "g" { name = "g" }\n'
        'resource "aws_iam_policy_attachment" "a" {\n  name = "a"\n  roles = [aws_iam_role.r.name]\n  users = ["u"]\n'
        f'  groups = aws_iam_group.g[*].name\n  policy_arn = "{ADMIN}"\n}}'
    )

    assert [found[one].properties["ManagedPolicyArns"] for one in ("aws_iam_role.r", "aws_iam_user.u", "aws_iam_group.g")] == [[ADMIN]] * 3


def test_what_stands_there_already_is_not_added_again(read):
    """The exclusive list names what the attachments attach."""
    found = read(
        ROLE + f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = "r"\n  policy_arn = "{ADMIN}"\n}}\n'
        f'resource "aws_iam_role_policy_attachments_exclusive" "e" {{\n  role_name = "r"\n  policy_arns = ["{ADMIN}"]\n}}'
    )

    assert found["aws_iam_role.r"].properties["ManagedPolicyArns"] == [ADMIN]


def test_a_list_that_is_not_known_keeps_what_is_folded_into_it(read):
    """Neither what the role says of itself nor the attachment is lost."""
    found = read(
        'variable "arns" { type = list(string) }\nresource "aws_iam_role" "r" {\n  name = "r"\n  managed_policy_arns = var.arns\n}\n'
        f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = "r"\n  policy_arn = "{ADMIN}"\n}}'
    )

    listed = found["aws_iam_role.r"].properties["ManagedPolicyArns"]
    assert isinstance(listed, OpenList)
    assert ADMIN in [item for item, _ in listed.items]


GROUP = 'resource "aws_security_group" "g" { name = "g" }\n'


def test_rules_of_their_own_stand_in_their_group(read):
    """Both kinds; a rule of several CIDR blocks is several."""
    found = read(
        GROUP + 'resource "aws_security_group_rule" "r" {\n  type = "ingress"\n  security_group_id = aws_security_group.g.id\n'
        '  protocol = "tcp"\n'
        '  from_port = 22\n  to_port = 22\n  cidr_blocks = ["10.0.0.0/8", "10.1.0.0/16"]\n  self = true\n}\n'
        'resource "aws_vpc_security_group_egress_rule" "e" {\n  security_group_id = aws_security_group.g.id\n  ip_protocol = "-1"\n'
        '  cidr_ipv4 = "0.0.0.0/0"\n}'
    )["aws_security_group.g"].properties

    assert [rule.get("CidrIp") for rule in found["SecurityGroupIngress"]] == ["10.0.0.0/8", "10.1.0.0/16", None]
    assert referred(found["SecurityGroupIngress"][2]["SourceSecurityGroupId"]) == ("aws_security_group.g", "GroupId")
    assert found["SecurityGroupEgress"] == [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]


def test_a_group_without_rules_lets_nothing_out(read):
    """The provider takes away the rule that AWS puts there."""
    assert read(GROUP)["aws_security_group.g"].properties["SecurityGroupEgress"] == []


def test_a_rule_whose_type_is_not_known_may_be_either(read):
    found = read(
        GROUP
        + 'variable "type" {}\nresource "aws_security_group_rule" "r" {\n  type = var.type\n  security_group_id = aws_security_group.g.id\n'
        '  protocol = "-1"\n  from_port = 0\n  to_port = 0\n  cidr_blocks = ["0.0.0.0/0"]\n}'
    )["aws_security_group.g"].properties

    assert [ABSENT in rule.one_of for name in ("SecurityGroupIngress", "SecurityGroupEgress") for rule in found[name]] == [True, True]


def test_inline_blocks_and_arguments_are_resources(read):
    """Each route of a table, the attachment of a gateway, the associations and entries of an ACL."""
    found = read(
        'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n'
        'resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }\n'
        'resource "aws_route_table" "t" {\n  vpc_id = aws_vpc.v.id\n  propagating_vgws = ["vgw-1"]\n'
        '  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = aws_internet_gateway.i.id\n  }\n}\n'
        'resource "aws_network_acl" "a" {\n  vpc_id = aws_vpc.v.id\n  subnet_ids = ["s-1", "s-2"]\n'
        '  egress {\n    rule_no = 1\n    action = "allow"\n    protocol = "-1"\n    cidr_block = "0.0.0.0/0"\n'
        "    from_port = 0\n    to_port = 0\n  }\n}"
    )

    attachment = found["aws_internet_gateway.i.vpc_id[0]"]
    assert attachment.type == "AWS::EC2::VPCGatewayAttachment"
    assert [referred(attachment.properties[name])[0] for name in ("VpcId", "InternetGatewayId")] == ["aws_vpc.v", "aws_internet_gateway.i"]
    assert referred(found["aws_route_table.t.route[0]"].properties["RouteTableId"]) == ("aws_route_table.t", "Ref")
    assert found["aws_route_table.t.route[0]"].origin.resource.line == 3
    assert [referred(one)[0] for one in found["aws_route_table.t.propagating_vgws[0]"].properties["RouteTableIds"]] == ["aws_route_table.t"]
    assert found["aws_network_acl.a.subnet_ids[1]"].properties["SubnetId"] == "s-2"
    entry = found["aws_network_acl.a.egress[0]"].properties
    assert (entry["Egress"], entry["Protocol"], "PortRange" in entry) == (True, -1, False)


def test_an_argument_that_may_be_null_makes_a_resource_that_may_not_be(read):
    found = read('variable "vpc" {\n  type = string\n}\nresource "aws_internet_gateway" "i" { vpc_id = var.vpc }')

    assert set(found["aws_internet_gateway.i.vpc_id[0]"].exists.one_of) == {True, False}


def test_the_main_route_table_of_a_vpc_is_told(read):
    """As a live account tells it; the default table's VPC is the one whose attribute it names."""
    found = read(
        'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n'
        'resource "aws_default_route_table" "d" { default_route_table_id = aws_vpc.v.default_route_table_id }\n'
        'resource "aws_route_table" "t" { vpc_id = aws_vpc.v.id }\n'
        'resource "aws_main_route_table_association" "m" {\n  vpc_id = aws_vpc.v.id\n  route_table_id = aws_route_table.t.id\n}'
    )

    assert referred(found["aws_default_route_table.d"].properties["VpcId"]) == ("aws_vpc.v", "Ref")
    assert [found[one].properties["Runtime"] for one in ("aws_default_route_table.d", "aws_route_table.t")] == [
        {"Associations": [{"Main": True}]}
    ] * 2


def test_an_association_is_a_subnets_or_a_gateways(read):
    text = 'resource "aws_route_table_association" "{0}" {{\n  route_table_id = "rtb-1"\n  {0} = "{0}-1"\n}}\n'

    found = read(text.format("subnet_id") + text.format("gateway_id"))

    assert [found[f"aws_route_table_association.{name}"].type.rpartition("::")[2] for name in ("subnet_id", "gateway_id")] == [
        "SubnetRouteTableAssociation",
        "GatewayRouteTableAssociation",
    ]


def test_references_have_cloudformations_names(read):
    """Inside texts and user data, too."""
    found = read(
        'resource "aws_ecs_cluster" "c" { name = "shop" }\n'
        'resource "aws_launch_template" "l" { user_data = base64encode("ECS_CLUSTER=${aws_ecs_cluster.c.arn}") }\n'
        'resource "aws_autoscaling_group" "g" {\n  min_size = 0\n  max_size = 1\n  launch_template {\n'
        "    id = aws_launch_template.l.id\n    version = aws_launch_template.l.latest_version\n  }\n}"
    )

    template = found["aws_autoscaling_group.g"].properties["LaunchTemplate"]
    assert referred(template["LaunchTemplateId"]) == ("aws_launch_template.l", "Ref")
    assert referred(template["Version"]) == ("aws_launch_template.l", "LatestVersionNumber")
    parts = found["aws_launch_template.l"].properties["LaunchTemplateData"]["UserData"].parts
    assert (parts[0], referred(parts[1])) == ("ECS_CLUSTER=", ("aws_ecs_cluster.c", "Arn"))


def test_what_refers_to_a_satellite_means_what_it_names(read):
    """The id of a repository's policy is the repository's name."""
    found = read(
        'resource "aws_ecr_repository" "r" { name = "shop" }\n'
        'resource "aws_ecr_repository_policy" "p" {\n  repository = aws_ecr_repository.r.id\n  policy = "{}"\n}\n'
        'resource "aws_ecr_lifecycle_policy" "l" {\n  repository = aws_ecr_repository_policy.p.id\n'
        "  policy = jsonencode({ rules = [] })\n}"
    )

    assert found["aws_ecr_repository.r"].properties["LifecyclePolicy"] == {"LifecyclePolicyText": {"rules": []}}


def test_targets_and_scheduled_actions_are_members_of_their_parents(read):
    """Each is one object; actions go to the target of the same dimension."""
    target = (
        'resource "aws_appautoscaling_target" "{0}" {{\n  resource_id = "table/t"\n  scalable_dimension = "{0}"\n'
        '  service_namespace = "dynamodb"\n}}\n'
    )
    found = read(
        'resource "aws_lb_target_group" "t" { name = "t" }\n'
        'resource "aws_lb_target_group_attachment" "a" {\n  target_group_arn = aws_lb_target_group.t.arn\n  target_id = "i-1"\n'
        "  port = 80\n}\n"
        + target.format("read")
        + target.format("write")
        + 'resource "aws_appautoscaling_scheduled_action" "s" {\n  name = "s"\n'
        "  resource_id = aws_appautoscaling_target.write.resource_id\n"
        '  scalable_dimension = "write"\n  service_namespace = "dynamodb"\n  schedule = "at(2030-01-01T00:00:00)"\n}'
    )

    assert found["aws_lb_target_group.t"].properties["Targets"] == [{"Id": "i-1", "Port": 80}]
    assert "ScheduledActions" not in found["aws_appautoscaling_target.read"].properties
    assert [one["ScheduledActionName"] for one in found["aws_appautoscaling_target.write"].properties["ScheduledActions"]] == ["s"]


def test_a_satellite_may_hide_what_it_changes(read):
    """Which policy a listener has is told by another resource in a way that rows do not follow; the rest of the listener is known."""
    found = read(
        'resource "aws_elb" "e" {\n  name = "e"\n  listener {\n    lb_port = 443\n    lb_protocol = "ssl"\n    instance_port = 80\n'
        '    instance_protocol = "tcp"\n  }\n}\n'
        'resource "aws_load_balancer_listener_policy" "p" {\n  load_balancer_name = aws_elb.e.name\n  load_balancer_port = 443\n'
        '  policy_names = ["p"]\n}'
    )["aws_elb.e"].properties

    (listener,) = found["Listeners"]
    assert isinstance(listener["PolicyNames"], Unknown)
    assert listener["Protocol"] == "ssl"
    assert found["CrossZone"] is True


@pytest.mark.parametrize(
    "block",
    [
        'resource "aws_iam_role_policy_attachment" "a" {{\n  count = var.n\n  role = aws_iam_role.r.name\n  policy_arn = "{admin}"\n}}',
        'module "m" {{\n  source = "./m"\n  count = var.n\n  role = aws_iam_role.r.name\n}}',
    ],
)
def test_a_satellite_whose_number_is_not_known_is_any_number_of_members(read, block):
    """One that may be there would be at most one: what counts them would be told too little."""
    inner = 'variable "role" {}\nresource "aws_iam_role_policy_attachment" "a" {\n  role = var.role\n  policy_arn = "' + ADMIN + '"\n}'
    code = ROLE + 'variable "n" { type = number }\n' + block.format(admin=ADMIN)
    listed = read(code, m__main_tf=inner)["aws_iam_role.r"].properties["ManagedPolicyArns"]

    assert isinstance(listed, OpenList)
    assert (listed.items, listed.more) == ((), ADMIN)
    assert (listed.reason, listed.causes[0].settle) == ("variable n has no default", "variable n")


def test_members_of_an_unknown_number_stand_behind_those_that_are_known(read):
    code = """
        resource "aws_autoscaling_group" "g" {
          min_size = 1
          max_size = 1
        }
        variable "n" { type = number }
        resource "aws_autoscaling_group_tag" "one" {
          autoscaling_group_name = aws_autoscaling_group.g.name
          tag {
            key = "a"
          }
        }
        resource "aws_autoscaling_group_tag" "many" {
          count = var.n
          autoscaling_group_name = aws_autoscaling_group.g.name
          tag {
            key = "b"
          }
        }
    """
    tags = read(code)["aws_autoscaling_group.g"].properties["Tags"]

    assert [item["Key"] for item, missing in tags.items if not missing] == ["a"]
    assert tags.more["Key"] == "b"


def test_a_rule_whose_number_is_not_known_leaves_the_group_open(read):
    """A rule is a resource of its own that is folded into its group."""
    code = """
        variable "n" { type = number }
        resource "aws_security_group" "g" {
          description = "d"
        }
        resource "aws_vpc_security_group_ingress_rule" "r" {
          count             = var.n
          security_group_id = aws_security_group.g.id
          ip_protocol       = "tcp"
          from_port         = 8000 + count.index
          to_port           = 8000 + count.index
          cidr_ipv4         = "10.0.0.0/8"
        }
    """
    rules = read(code)["aws_security_group.g"].properties["SecurityGroupIngress"]

    assert isinstance(rules, OpenList)
    assert (rules.nonempty, rules.more["CidrIp"], rules.reason) == (False, "10.0.0.0/8", "variable n has no default")
    assert isinstance(rules.more["FromPort"], Unknown)


def test_a_comment_property_of_a_block_is_no_argument(read):
    """Terraform's JSON syntax passes over `"//"` in any body; in a map it is a key like any other."""
    text = (
        '{"resource": {"aws_security_group": {"g": {"//": "why", "description": "d", "tags": {"//": "kept"}, '
        '"ingress": [{"//": "why", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}]}}}}'
    )
    found = read("", **{"more_tf.json": text})["aws_security_group.g"].properties

    assert found["SecurityGroupIngress"] == [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}]
    assert found["Tags"] == [{"Key": "//", "Value": "kept"}]
    assert not any(isinstance(one, Unknown) for one in found.values())


def test_a_policy_of_one_root_reads_regions_and_tags_of_providers(read):
    """The default configuration, an alias, what a module is handed, and the resource's own region."""
    found = read(
        'provider "aws" {\n  region = "eu-west-1"\n  default_tags {\n    tags = { team = "shop" }\n  }\n}\n'
        'provider "aws" {\n  alias = "us"\n  region = "us-east-1"\n}\n'
        'resource "aws_sqs_queue" "a" { name = "a" }\n'
        'resource "aws_sqs_queue" "b" {\n  name = "b"\n  provider = aws.us\n}\n'
        'resource "aws_sqs_queue" "c" {\n  name = "c"\n  region = "eu-north-1"\n}\n'
        'module "m" {\n  source = "./m"\n  providers = { aws = aws.us }\n}\nmodule "n" { source = "./m" }',
        m__main_tf='resource "aws_sqs_queue" "q" { name = "q" }',
    )

    regions = {address: (one.region, "Tags" in one.properties) for address, one in found.items() if "sqs" in address}
    assert regions == {
        "aws_sqs_queue.a": ("eu-west-1", True),
        "aws_sqs_queue.b": ("us-east-1", False),
        "aws_sqs_queue.c": ("eu-north-1", True),
        "module.m.aws_sqs_queue.q": ("us-east-1", False),
        "module.n.aws_sqs_queue.q": ("eu-west-1", True),
    }


def test_user_data_of_several_parts_is_one_message(read):
    """A template's text, put together by cloud-init, keeps what it refers to."""
    found = read(
        'resource "aws_ecs_cluster" "c" { name = "shop" }\n'
        'data "template_file" "t" {\n  template = "echo ECS_CLUSTER=$${cluster}"\n  vars = { cluster = aws_ecs_cluster.c.arn }\n}\n'
        'data "cloudinit_config" "d" {\n  part {\n    content_type = "text/x-shellscript"\n'
        "    content = data.template_file.t.rendered\n  }\n}\n"
        'resource "aws_launch_template" "l" { user_data = data.cloudinit_config.d.rendered }'
    )

    parts = found["aws_launch_template.l"].properties["LaunchTemplateData"]["UserData"].parts
    assert parts[0].startswith('Content-Type: multipart/mixed; boundary="MIMEBOUNDARY"\n')
    assert parts[0].endswith("Content-Type: text/x-shellscript\r\nMime-Version: 1.0\r\n\r\necho ECS_CLUSTER=")
    assert referred(parts[1]) == ("aws_ecs_cluster.c", "Arn")


def test_the_main_table_that_a_vpc_is_made_with_is_there_where_something_refers_to_it(read):
    """A route in it is the way out of each subnet without a table of its own."""
    code = (
        'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n'
        'resource "aws_route" "r" {\n  route_table_id = aws_vpc.v.main_route_table_id\n  destination_cidr_block = "0.0.0.0/0"\n'
        '  gateway_id = "igw-1"\n}\n'
    )

    alone = read(code)
    adopted = read(code + 'resource "aws_default_route_table" "d" { default_route_table_id = aws_vpc.v.default_route_table_id }\n')

    table = alone["aws_vpc.v.main_route_table_id"]
    assert (table.type, referred(table.properties["VpcId"])) == ("AWS::EC2::RouteTable", ("aws_vpc.v", "Ref"))
    assert table.properties["Runtime"] == {"Associations": [{"Main": True}]}
    assert referred(alone["aws_route.r"].properties["RouteTableId"]) == ("aws_vpc.v.main_route_table_id", "Ref")
    assert referred(adopted["aws_route.r"].properties["RouteTableId"]) == ("aws_default_route_table.d", "Ref")
    assert "aws_vpc.v.main_route_table_id" not in adopted
    assert "aws_vpc.v.main_route_table_id" not in read('resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }')
