"""Every function: resolved where it can be, else an Unknown that keeps all that is known."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.encoding import encode
from scanner.unknown import ABSENT, ARRAY, NUMBER, STRING, OpenList, OpenObject, Unknown
from tests.sources.cloudformation.probe import HEAD, probe, snapshot, value_of, whole

KNOWN: list[tuple[str, Any]] = [
    ("!Ref Known", "shop"),
    ("{Ref: Known}", "shop"),
    ("!Ref Words", ["a", "b", "c"]),
    ("!Ref AWS::NoValue", "(absent)"),
    ('!Sub "x-${Known}-${!Literal}"', "x-shop-${Literal}"),
    ('!Sub ["${a}/${Known}", {a: 1.10}]', "1.10/shop"),
    ('!Join ["-", [a, !Ref Known, 80, true]]', "a-shop-80-true"),
    ('!Join [",", !Ref Words]', "a,b,c"),
    ('!Join [",", [a, !If [Yes, !Ref "AWS::NoValue", b]]]', "a"),
    ("!Select [1, !Ref Words]", "b"),
    ('!Select ["0", [x, y]]', "x"),
    ('!Split [",", "a,b,,c"]', ["a", "b", "", "c"]),
    ('!Select [2, !Split ["/", "a/b/c"]]', "c"),
    ("!FindInMap [Sizes, dev, size]", 1),
    ("!FindInMap [Sizes, prod, zones]", ["c"]),
    ("!FindInMap [Sizes, test, size, {DefaultValue: 7}]", 7),
    ("!FindInMap [Sizes, prod, only, {DefaultValue: !Ref Known}]", "shop"),
    ("!If [Yes, 1, 2]", 1),
    ("{a: !If [No, 1, !Ref 'AWS::NoValue'], b: 2}", {"b": 2}),
    ("[1, !If [No, 1, !Ref 'AWS::NoValue'], 2]", [1, 2]),
    ("!Base64 hello", "aGVsbG8="),
    ('!Cidr ["10.0.0.0/16", 2, 8]', ["10.0.0.0/24", "10.0.1.0/24"]),
    ('!Cidr ["2001:db8::/56", 2, 64]', ["2001:db8::/64", "2001:db8:0:1::/64"]),
    ('!Select [1, !Cidr ["10.0.0.0/16", "2", "8"]]', "10.0.1.0/24"),
    ("{'Fn::Length': !Ref Words}", 3),
    ("{'Fn::Length': [1, !Ref 'AWS::NoValue']}", 1),
    ("{'Fn::ToJsonString': {a: [1, true, x], b: !Ref Known}}", '{"a":[1,true,"x"],"b":"shop"}'),
    ("{Condition: {StringEquals: {a: b}}}", {"Condition": {"StringEquals": {"a": "b"}}}),
    ("2012-10-17", "2012-10-17"),
    ("{Ref: Known, Other: 1}", {"Ref": "Known", "Other": 1}),
]


@pytest.mark.parametrize(("value", "expected"), KNOWN)
def test_what_is_known_is_resolved(value: str, expected: Any) -> None:
    assert value_of(value) == expected


PARTLY: list[tuple[str, Any]] = [
    ("!Ref Cluster", {"$ref": "w#Cluster"}),
    ("!GetAtt Cluster.Arn", {"$ref": "w#Cluster", "attribute": "Arn"}),
    ("!GetAtt [Cluster, Arn]", {"$ref": "w#Cluster", "attribute": "Arn"}),
    ('!Sub "ECS_CLUSTER=${Cluster}"', {"$text": ["ECS_CLUSTER=", {"$ref": "w#Cluster"}]}),
    ('!Sub "${Cluster.Arn}/x"', {"$text": [{"$ref": "w#Cluster", "attribute": "Arn"}, "/x"]}),
    ('!Join ["", ["a", !Sub "b-${Cluster}", "c"]]', {"$text": ["ab-", {"$ref": "w#Cluster"}, "c"]}),
]


def plain(value: Any) -> Any:
    """The `$ref` and `$text` forms without what follows from them."""
    if isinstance(value, dict):
        drop = {"attribute"} if value.get("attribute") == "Ref" else set()
        return {key: plain(item) for key, item in value.items() if key not in drop}
    return [plain(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("value", "expected"), PARTLY)
def test_a_reference_stays_a_reference_in_whatever_embeds_it(value: str, expected: Any) -> None:
    assert plain(encode(value_of(value))) == expected


def unknown(value: str) -> Unknown:
    found = value_of(value)
    assert isinstance(found, Unknown)
    return found


UNKNOWN: list[tuple[str, str, int]] = [
    ("!Ref Text", "parameter Text", STRING),
    ("!Ref List", "parameter List", ARRAY),
    ("!Ref Secret", "parameter Secret", STRING),
    ("!Ref Image", "SSM parameter /images/web", STRING),
    ("!Ref AWS::Region", "parameter AWS::Region", STRING),
    ("!ImportValue shared-vpc", "export shared-vpc", STRING),
    ('!ImportValue {"Fn::Sub": "${Text}-vpc"}', "export ${Text}-vpc", STRING),
    ("!Select [0, !GetAZs '']", "deployment", STRING),
    ("!Select [0, !Ref List]", "parameter List", STRING),
    ('!Select [1, !Split [",", !Ref Text]]', "parameter Text", STRING),
    ('!Join [",", !Ref List]', "parameter List", STRING),
    ("{'Fn::Length': !Ref List}", "parameter List", NUMBER),
    ('!Cidr [!Ref Text, 2, "8"]', "parameter Text", ARRAY),
    ("!Base64 {Ref: Text}", "parameter Text", STRING),
    ("'{{resolve:ssm:/db/host:1}}'", "dynamic reference ssm:/db/host:1", STRING),
    ("'{{resolve:secretsmanager:db:SecretString:password}}'", "dynamic reference secretsmanager:db:SecretString:password", STRING),
    ("{'Fn::GetStackOutput': {StackName: net, OutputName: Vpc}}", "export output Vpc of stack net", STRING),
]


@pytest.mark.parametrize(("value", "settle", "types"), UNKNOWN)
def test_what_cannot_be_known_says_what_would_settle_it(value: str, settle: str, types: int) -> None:
    found = unknown(value)

    assert (found.settle, found.types) == (settle, types)
    assert found.reason
    assert found.identity is not None


@pytest.mark.parametrize("value", [value for value, _, _ in UNKNOWN])
def test_one_expression_is_one_value_wherever_it_stands(value: str) -> None:
    assert unknown(value) == unknown(value)


@pytest.mark.parametrize("value", ["!Ref Secret", "!Sub 'x${Secret}'", "!Base64 {Ref: Secret}", "'a{{resolve:ssm-secure:p:1}}'"])
def test_what_is_made_of_a_secret_is_sensitive(value: str) -> None:
    assert unknown(value).sensitive


def test_a_dynamic_reference_that_is_put_together_is_one() -> None:
    found = unknown('!Sub "p-{{resolve:secretsmanager:${Cluster}:SecretString}}"')

    assert found.parts is not None
    assert found.prefix == "p-"
    assert found.parts[1].settle == "dynamic reference secretsmanager:${Cluster}:SecretString"
    assert found.sensitive


def test_text_keeps_its_known_beginning_and_end() -> None:
    found = unknown('!Sub "arn:aws:iam::${AWS::AccountId}:role/${Known}"')

    assert (found.prefix, found.suffix, found.truthy) == ("arn:aws:iam::", ":role/shop", True)


def test_text_splits_at_what_is_known_not_to_hold_the_delimiter() -> None:
    """An account id has no colon, so an ARN with an unknown one splits as any other."""
    assert value_of('!Select [5, !Split [":", !Sub "arn:aws:iam::${AWS::AccountId}:role/x"]]') == "role/x"


def test_the_known_beginning_of_a_split_is_known() -> None:
    assert value_of('!Select [0, !Split ["/", !Sub "a/${Text}"]]') == "a"


def test_allowed_values_stay_a_choice_through_functions() -> None:
    found = unknown('!Sub "x-${Env}"')

    assert (found.one_of, found.selector) == (("x-dev", "x-prod"), ("parameter", "Env"))


def test_values_of_one_choice_agree() -> None:
    """Two texts over one parameter have two outcomes, not four."""
    found = unknown('!Join ["/", [!Ref Env, !Sub "${Env}", !FindInMap [Sizes, !Ref Env, size]]]')

    assert found.one_of == ("dev/dev/1", "prod/prod/3")


def test_a_condition_on_allowed_values_hangs_on_the_parameter() -> None:
    found = unknown("!If [Prod, big, small]")

    assert (found.one_of, found.selector) == (("small", "big"), ("parameter", "Env"))


def test_a_map_is_a_choice_between_its_rows() -> None:
    found = unknown("!FindInMap [Sizes, !Ref 'AWS::Region', size]")

    assert found.one_of is not None
    assert set(found.one_of) == {1, 3}


def test_lookups_of_one_unknown_key_agree() -> None:
    first = unknown("!FindInMap [Sizes, !Ref 'AWS::Region', size]")
    second = unknown("!FindInMap [Sizes, !Ref 'AWS::Region', only, {DefaultValue: y}]")

    assert first.selector == second.selector
    assert first.one_of is not None
    assert second.one_of is not None
    assert len(first.one_of) == len(second.one_of)


def test_no_value_is_an_alternative_that_is_absent() -> None:
    found = unknown("!If [HasText, !Ref Text, !Ref 'AWS::NoValue']")

    assert found.one_of is not None
    assert found.one_of[0] is ABSENT
    assert found.one_of[1] == unknown("!Ref Text")


def test_branches_are_read_where_their_condition_holds() -> None:
    """Inside the branch for production the environment is known."""
    found = unknown("!If [Prod, !Ref Env, !If [Dev, x, y]]")

    assert found.one_of == ("x", "prod")


def test_equal_comparisons_agree() -> None:
    body = """
  A: {Type: AWS::SNS::Topic, Condition: HasText}
  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !If [HasText, x, y]}}
"""
    found = snapshot(body).resources
    name = found[-1].properties["TopicName"]

    assert found[-2].exists.selector == name.selector


def test_a_condition_decides_by_the_known_beginning_of_a_text() -> None:
    found = whole("""
Parameters: {X: {Type: String}}
Conditions: {Never: !Equals [!Sub "a-${X}", b]}
Resources:
  A: {Type: AWS::SNS::Topic, Condition: Never}
""")

    assert [resource.type for resource in found.resources] == ["AWS::Account"]


def test_zones_are_a_list_of_unknown_length_that_is_not_empty() -> None:
    found = value_of("!GetAZs ''")

    assert isinstance(found, OpenList)
    assert found.nonempty
    assert found.more.types == STRING


def test_what_a_nested_stack_answers_may_name_anything() -> None:
    """An output is no attribute of the stack itself, so it leads to no resource of the world."""
    body = "  Net: {Type: AWS::CloudFormation::Stack}\n  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Net.Outputs.VpcId}}\n"
    found = snapshot(body).resources[-1].properties["VpcId"]

    assert found.reference is None
    assert found.identity == ("reference", "w#Net", "Outputs.VpcId")


MISTAKES: list[tuple[str, str]] = [
    ("!Ref Clusterr", '"Clusterr" is declared nowhere in the template; did you mean "Cluster"?'),
    ("!GetAtt Nope.Arn", '"Nope" is declared nowhere in the template'),
    ("!GetAtt Cluster", "Fn::GetAtt takes a resource and an attribute"),
    ("!Ref Gone", '"Gone" is not created: its condition is false'),
    ("!Select [3, [a, b]]", "Fn::Select takes element 3 of a list of 2"),
    ("!Select [x, [a, b]]", "the index of Fn::Select is a whole number"),
    ("!Join [a, b, c]", "Fn::Join takes 2 arguments, not 3"),
    ("!FindInMap [Sizes, test, size]", 'map "Sizes" has no key "test"'),
    ("!FindInMap [Sizes, dev, sise]", '"dev" of map "Sizes" has no key "sise"; did you mean "size"?'),
    ("!FindInMap [Nope, dev, size]", 'map "Nope" is declared nowhere'),
    ("!If [Prd, a, b]", 'condition "Prd" is declared nowhere; did you mean "Prod"?'),
    ("!Equals [a, b]", "a condition function stands where a value is needed; use Fn::If"),
    ("!Subb x", 'unknown function "!Subb"; did you mean "Fn::Sub"?'),
    ('!Sub "${var:-x}"', '"${var:-x}" is no variable of Fn::Sub; write "${!var:-x}" for the text itself'),
    ('!Cidr ["10.0.0.0/30", 5, 2]', "Fn::Cidr cannot make 5 blocks of 2 bits in 10.0.0.0/30"),
    ("{'Fn::Sub': x, Other: 1}", "Fn::Sub stands beside other keys; a function is the only key of its mapping"),
    ('!Join ["", [[a]]]', "a list, an object or null stands where a text is needed"),
    ("!Condition Prod", '"!Condition" is no value; it stands only in conditions'),
]


@pytest.mark.parametrize(("value", "message"), MISTAKES)
def test_a_mistake_is_reported_at_its_line_and_the_value_is_unknown(value: str, message: str) -> None:
    found = probe(value)
    resource = found.resources[-1]

    assert [(gap.kind, gap.type, gap.reason) for gap in found.gaps] == [("error", "Custom::Probe", message)]
    assert found.gaps[0].location is not None
    assert found.gaps[0].location.line == HEAD.count("\n") + 1
    assert isinstance(resource.properties["V"], Unknown)


def test_what_a_macro_makes_is_unknown_and_a_gap() -> None:
    found = probe("{'Fn::Transform': {Name: Mine, Parameters: {}}}")

    assert isinstance(found.resources[-1].properties["V"], Unknown)
    assert [(gap.kind, gap.reason) for gap in found.gaps] == [("macro", "macro Mine is run on deployment")]


def test_an_include_leaves_the_keys_beside_it() -> None:
    found = probe("{a: 1, 'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://b/k}}}").resources[-1].properties["V"]

    assert isinstance(found, OpenObject)
    assert (found.known, found.open) == ({"a": 1}, True)


def test_a_loop_leaves_the_keys_beside_it() -> None:
    found = probe("{a: 1, 'Fn::ForEach::N': [x, [1, 2], {'k${x}': 1}]}").resources[-1].properties["V"]

    assert isinstance(found, OpenObject)
    assert (found.known, found.open) == ({"a": 1}, True)
