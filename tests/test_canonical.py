"""One canonical shape: values of the schema's types, documents for JSON text, decoded user data, defaults, sorted lists."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.canonical import Base64, WrittenNumber, canonicalise, sort_list
from scanner.encoding import encode, text_value
from scanner.json_text import parse_json_text
from scanner.snapshot import Location, Origin
from scanner.unknown import ABSENT, BOOLEAN, NUMBER, OBJECT, STRING, OpenList, Unknown, reference

NOWHERE = Origin(None)


def canonical(type_name: str, value: dict[str, Any]) -> dict[str, Any]:
    return canonicalise(type_name, value, NOWHERE)[0]


def subnet(value: dict[str, Any], name: str) -> Any:
    return canonical("AWS::EC2::Subnet", value)[name]


def container(value: dict[str, Any], name: str) -> Any:
    return canonical("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [value]})["ContainerDefinitions"][0][name]


COERCED: list[tuple[str, Any, Any]] = [
    ("Privileged", "true", True),
    ("Privileged", "False", False),
    ("Memory", "512", 512),
    ("Memory", 512.0, 512),
    ("Name", 80, "80"),
    ("Name", True, "true"),
    ("Name", WrittenNumber(1.1, "1.10"), "1.10"),
    ("Command", "run", ["run"]),
    ("Command", ["a", 1], ["a", "1"]),
]


@pytest.mark.parametrize(("name", "value", "expected"), COERCED)
def test_a_value_has_the_schemas_type(name: str, value: Any, expected: Any) -> None:
    found = container({name: value}, name)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("name", "value", "types"), [("Privileged", "yes", BOOLEAN), ("Memory", "much", NUMBER), ("Memory", "1e999", NUMBER)]
)
def test_a_text_that_cannot_be_converted_is_not_taken_for_true(name: str, value: str, types: int) -> None:
    found = container({name: value}, name)

    assert isinstance(found, Unknown)
    assert found.types == types


def test_a_converted_unknown_is_another_value() -> None:
    """The text "80" and the number 80 are not equal, so a parameter is not equal to itself as a number."""
    value = Unknown("parameter P", types=STRING, identity=("parameter", "P"), minimum=1)
    number, text = container({"Memory": value}, "Memory"), container({"Name": value}, "Name")

    assert (number.types, number.minimum) == (NUMBER, 1)
    assert text is value
    assert number != text
    assert number == container({"Memory": value}, "Memory")


def test_alternatives_are_converted_one_by_one_on_the_same_selector() -> None:
    value = Unknown("parameter P", types=STRING, one_of=("true", ABSENT, "false"), selector=("parameter", "P"))
    found = container({"Privileged": value}, "Privileged")

    assert (found.one_of, found.selector, found.types) == ((True, ABSENT, False), ("parameter", "P"), BOOLEAN)


def test_an_omitted_property_holds_its_documented_default_with_that_origin() -> None:
    properties, origin = canonicalise("AWS::ECR::Repository", {}, NOWHERE)

    assert properties["ImageTagMutability"] == "MUTABLE"
    assert ("ImageTagMutability",) in origin.defaults


def test_an_absent_alternative_holds_the_default() -> None:
    value = Unknown("condition", one_of=("IMMUTABLE", ABSENT), selector="c")

    assert canonical("AWS::ECR::Repository", {"ImageTagMutability": value})["ImageTagMutability"].one_of == ("IMMUTABLE", "MUTABLE")


DOCUMENT = {"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}


def test_a_document_in_json_text_is_a_document() -> None:
    assert canonical("AWS::IAM::Role", {"AssumeRolePolicyDocument": json.dumps(DOCUMENT)})["AssumeRolePolicyDocument"] == DOCUMENT


def test_a_document_in_json_text_keeps_its_references() -> None:
    text = text_value(
        ['{"Resource": "', reference("w#B", "Arn"), '/*", "Also": "', reference("w#B", "Arn"), '", "Port": ', Unknown("n"), "}"]
    )
    found = canonical("AWS::IAM::Role", {"AssumeRolePolicyDocument": text})["AssumeRolePolicyDocument"]

    assert found["Resource"] == text_value([reference("w#B", "Arn"), "/*"])
    assert found["Also"] == reference("w#B", "Arn")
    assert isinstance(found["Port"], Unknown)


def test_an_unknown_json_text_is_an_unknown_document() -> None:
    found = canonical("AWS::IAM::Role", {"AssumeRolePolicyDocument": Unknown("parameter P", types=STRING)})["AssumeRolePolicyDocument"]

    assert found.types == OBJECT


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "{", '{"a": 1} x', "[" * 5000, '"x"', "3", "", "{\ue0000\ue001: 1}"])
def test_what_is_no_json_document_stays_as_written(text: str) -> None:
    assert parse_json_text((text,)) is None


def test_an_unknown_in_a_key_makes_no_document() -> None:
    assert parse_json_text(('{"', Unknown("k"), '": 1}')) is None


def encoded(text: str | bytes) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


USER_DATA: list[tuple[Any, Any]] = [
    (encoded("#!/bin/bash\necho x\n"), "#!/bin/bash\necho x\n"),
    (Base64("#!/bin/bash\n"), "#!/bin/bash\n"),
    ("#!/bin/bash\n", "#!/bin/bash\n"),
    (encoded(b"\xff\xfe\x00\x01"), encoded(b"\xff\xfe\x00\x01")),
]


@pytest.mark.parametrize(("value", "expected"), USER_DATA)
def test_user_data_is_decoded_text(value: Any, expected: str) -> None:
    launch = canonical("AWS::AutoScaling::LaunchConfiguration", {"UserData": value})
    template = canonical("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"UserData": value}})

    assert launch["UserData"] == expected
    assert template["LaunchTemplateData"]["UserData"] == expected


def test_user_data_keeps_its_references() -> None:
    text = text_value(["ECS_CLUSTER=", reference("w#C")])

    assert canonical("AWS::AutoScaling::LaunchConfiguration", {"UserData": Base64(text)})["UserData"] is text


def test_compressed_user_data_is_unknown() -> None:
    found = canonical("AWS::AutoScaling::LaunchConfiguration", {"UserData": encoded(gzip.compress(b"x"))})["UserData"]

    assert isinstance(found, Unknown)


def test_base64_elsewhere_is_encoded_text() -> None:
    assert canonical("Custom::X", {"V": Base64("hello")}) == {"V": "aGVsbG8="}
    assert canonical("Custom::X", {"V": Base64(Unknown("p", types=STRING, identity=("p",)))})["V"].identity == ("base64", ("p",))


def place(line: int) -> Location:
    return Location("t.yaml", line, 1, line, 9)


def test_a_list_without_order_is_sorted_and_its_places_move_along() -> None:
    environment = [{"Name": "B", "Value": 1}, {"Name": "A", "Value": 2}]
    at = ("ContainerDefinitions", 0, "Environment")
    origin = Origin(place(1), {(*at, 0): place(5), (*at, 0, "Name"): place(6), (*at, 1): place(7), (*at, 1, "Name"): place(8)})
    properties, moved = canonicalise("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [{"Environment": environment}]}, origin)

    assert [item["Name"] for item in properties["ContainerDefinitions"][0]["Environment"]] == ["A", "B"]
    assert moved.properties == {(*at, 1): place(5), (*at, 1, "Name"): place(6), (*at, 0): place(7), (*at, 0, "Name"): place(8)}
    assert environment[0]["Value"] == 1


def test_a_list_with_a_member_that_may_be_absent_keeps_its_order() -> None:
    maybe = Unknown("condition", one_of=("a", ABSENT), selector="c")

    assert sort_list(["b", maybe]) is None


def test_references_are_sorted_by_what_they_refer_to() -> None:
    assert sort_list([reference("w#B"), reference("w#A")]) == [1, 0]


def test_an_open_list_is_brought_into_shape_in_all_its_members() -> None:
    value = OpenList(items=(({"ContainerPort": "80"}, True),), more=Unknown("more"), reason="more")
    found = container({"PortMappings": value}, "PortMappings")

    assert found.items[0][0]["ContainerPort"] == 80
    assert found.more.types == OBJECT


def test_a_type_without_a_schema_keeps_its_values() -> None:
    value = {"a": ["1", 2, True, None, {"b": WrittenNumber(1.5, "1.50")}]}

    assert canonical("Nobody::Knows::This", value) == {"a": ["1", 2, True, None, {"b": 1.5}]}


scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 70000), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=6))
unknowns = st.builds(lambda bits: Unknown("u", types=bits), st.integers(1, 63))
names = st.sampled_from(["ContainerDefinitions", "Cpu", "Volumes", "Tags", "Key", "Value", "Name", "Environment", "UserData", "Memory"])
values = st.recursive(
    st.one_of(scalars, unknowns),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(names, inner, max_size=4),
        st.builds(lambda items: Unknown("u", one_of=(*items, ABSENT), selector="s"), st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(["AWS::ECS::TaskDefinition", "AWS::EC2::Instance", "AWS::IAM::Role", "Nobody::Knows"]),
    st.dictionaries(names, values, max_size=4),
)
def test_any_value_has_a_canonical_shape_and_it_is_its_own(type_name: str, value: dict[str, Any]) -> None:
    """No value breaks it, and a second time changes nothing."""
    once = canonical(type_name, value)

    assert encode(canonical(type_name, once)) == encode(once)


@pytest.mark.parametrize(
    ("type_name", "name", "value"),
    [
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions", "text"),
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions", {"Name": "web"}),
        ("AWS::ECS::TaskDefinition", "Family", ["web"]),
    ],
)
def test_a_structure_that_the_schema_rules_out_is_unknown(type_name: str, name: str, value: Any) -> None:
    """Deploying it fails, so no verdict can rest on it."""
    found = canonical(type_name, {name: value})[name]

    assert isinstance(found, Unknown)
    assert found.settle == "mistake in the input"


def test_a_document_that_may_be_absent_stays_so():
    """A policy that could not be read may not be there at all: nothing that it would decide by being there is decided."""
    properties, _ = canonicalise("AWS::SQS::QueuePolicy", {"PolicyDocument": Unknown("denied", may_be_absent=True)}, Origin(None))

    assert properties["PolicyDocument"].may_be_absent
    assert not properties["PolicyDocument"].truthy


def test_every_type_that_is_folded_is_known_for_a_satellite():
    """`fold_satellites` looks at the types first: one that it does not know would stay unfolded."""
    from scanner.satellites import SATELLITES
    from scanner.satellites.folding import FOLDS

    assert {fold.satellite for fold in FOLDS} == SATELLITES


def test_a_policy_whose_role_is_not_known_may_be_one_of_every_role_with_a_given_name() -> None:
    """A role whose name AWS makes up is nobody's parameter; one whose name is given may be the one that is meant."""
    from scanner.satellites import fold_satellites
    from scanner.snapshot import Resource

    parameter = Unknown("parameter Role", types=STRING, identity=("parameter", "Role"))
    document = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    policy = Resource("AWS::IAM::RolePolicy", "w#P", {"RoleName": parameter, "PolicyName": "p", "PolicyDocument": document})
    named = Resource("AWS::IAM::Role", "w#Named", {"RoleName": "app"}, identifiers={"RoleName": "app"})
    made_up = Resource("AWS::IAM::Role", "w#MadeUp", {})

    folded = {one.id: one.properties for one in fold_satellites([policy, named, made_up])}

    [member] = folded["w#Named"]["Policies"]
    assert member.one_of == ({"PolicyName": "p", "PolicyDocument": document}, ABSENT)
    assert "Policies" not in folded["w#MadeUp"]
    assert "w#P" in folded
