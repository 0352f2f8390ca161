"""The resource schemas: readable one by one, never narrower than their source, and our tables fit them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from scanner import cfn_schemas
from scanner.cfn_schemas import nearest, type_names, type_schema
from scanner.packaged import schemas_dir
from scanner.schema_strip import strip
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING


def schema(name: str) -> cfn_schemas.TypeSchema:
    found = type_schema(name)
    assert found is not None, name
    return found


def shape(name: str, path: str) -> cfn_schemas.Shape:
    found = schema(name).root.at(path.split("."))
    assert found is not None, (name, path)
    return found


def table(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((schemas_dir() / name).read_text("utf-8"))
    return found


def test_every_type_is_readable_and_names_its_identifier() -> None:
    assert len(type_names()) > 1_800

    for name in type_names():
        found = schema(name)
        assert found.root.types == OBJECT
        for dotted in found.primary_identifier:
            assert found.root.at(dotted.split(".")) is not None, (name, dotted)


def test_the_packed_file_says_where_it_comes_from() -> None:
    about = cfn_schemas.about()

    assert about["source"] == "cfn-lint"
    assert about["version"]
    assert about["date"].endswith("Z")


def test_the_packed_file_is_small() -> None:
    size = (schemas_dir() / "cloudformation.bin").stat().st_size

    assert 300_000 < size < 1_000_000


def test_types_are_coarse_json_types_with_integers_marked() -> None:
    assert shape("AWS::ECS::Service", "DesiredCount").types == NUMBER
    assert shape("AWS::ECS::Service", "DesiredCount").integer
    assert shape("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.Privileged").types == BOOLEAN
    assert shape("AWS::ECS::Service", "LoadBalancers").types == ARRAY


def test_a_path_that_no_valid_value_has_is_none() -> None:
    root = schema("AWS::ECS::Service").root

    assert root.at(("DesiredCuont",)) is None
    assert root.at(("DesiredCount", "Inner")) is None
    assert root.at(("LoadBalancers", "Inner")) is None
    assert root.at(("LoadBalancers", 0, "TargetGroupArn")) is not None


def test_below_an_open_document_anything_may_stand() -> None:
    document = shape("AWS::IAM::Role", "AssumeRolePolicyDocument")

    assert document.json
    assert document.at(("Statement", 0, "Effect")) is not None
    assert document.at(("Statement",)).types == 0  # type: ignore[union-attr]  # it is there


def test_runtime_may_be_read_from_every_type() -> None:
    found = schema("AWS::ECS::Service").root.at(("Runtime", "events", 0, "message"))

    assert found is not None and found.types == 0


def test_references_come_from_formats_and_from_our_supplement() -> None:
    assert shape("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.Subnets.*").targets == {"AWS::EC2::Subnet"}
    assert shape("AWS::ECS::Service", "Cluster").targets == {"AWS::ECS::Cluster"}
    assert shape("AWS::CodePipeline::Pipeline", "Stages.*.Actions.*.Configuration.ClusterName").targets == {"AWS::ECS::Cluster"}
    assert shape("AWS::CodePipeline::Pipeline", "Stages.*.Actions.*.Configuration").properties["ServiceName"].targets == {
        "AWS::ECS::Service"
    }
    assert shape("AWS::Events::Rule", "Targets.*.Arn").targets == {"*"}
    assert shape("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.Name").targets == frozenset()


def test_a_resource_s_own_name_is_no_reference_to_itself() -> None:
    assert shape("AWS::EC2::SecurityGroup", "GroupName").targets == frozenset()
    assert shape("AWS::S3::Bucket", "BucketName").targets == frozenset()
    assert shape("AWS::S3::BucketPolicy", "Bucket").targets == {"AWS::S3::Bucket"}


def test_lists_whose_order_means_nothing_are_known() -> None:
    assert not shape("AWS::ECS::TaskDefinition", "ContainerDefinitions").ordered
    assert shape("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.Command").ordered
    assert shape("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.DnsServers").ordered
    assert shape("AWS::CodePipeline::Pipeline", "Stages").ordered


def test_a_default_is_ours_and_documented() -> None:
    assert shape("AWS::Events::Rule", "State").default == "ENABLED"
    assert shape("AWS::ECS::Service", "LaunchType").default is ABSENT
    assert shape("AWS::CloudTrail::Trail", "IncludeGlobalServiceEvents").default is ABSENT


@pytest.mark.parametrize(
    ("name", "ref", "is_arn"),
    [
        ("AWS::ECS::Cluster", "ClusterName", False),
        ("AWS::ECS::Service", "ServiceArn", True),
        ("AWS::ECS::TaskDefinition", "TaskDefinitionArn", True),
        ("AWS::Events::Rule", "Name", False),
        ("AWS::SNS::Topic", "TopicArn", True),
        ("AWS::SecretsManager::Secret", "Id", True),
        ("AWS::IAM::Role", "RoleName", False),
    ],
)
def test_what_ref_returns_is_known(name: str, ref: str, is_arn: bool) -> None:
    assert schema(name).ref == ref
    assert schema(name).ref_is_arn is is_arn


def test_attributes_are_what_getatt_gives() -> None:
    assert schema("AWS::EC2::LaunchTemplate").attributes.keys() == {"DefaultVersionNumber", "LatestVersionNumber", "LaunchTemplateId"}
    assert schema("AWS::ECS::Cluster").attribute("Arn") is not None
    assert schema("AWS::ECS::Cluster").attribute("Nrn") is None
    assert schema("AWS::CloudFormation::Stack").attribute("Outputs.VpcId") is not None
    assert schema("Custom::Anything").attribute("WhatItReturns") is not None


def test_types_that_cloudformation_lacks_have_schemas_of_ours() -> None:
    assert shape("AWS::ECS::ContainerInstance", "Runtime.agentConnected").types == BOOLEAN
    assert shape("AWS::ECS::ContainerInstance", "Cluster").targets == {"AWS::ECS::Cluster"}
    assert shape("AWS::ECS::Task", "TaskDefinition").targets == {"AWS::ECS::TaskDefinition"}
    assert schema("AWS::Account").primary_identifier == ("AccountId",)


def test_recursive_types_end() -> None:
    found = shape("AWS::WAFv2::WebACL", "Rules.*.Statement.AndStatement.Statements.*.NotStatement.Statement.ByteMatchStatement")

    assert found.types == OBJECT


def test_a_misspelt_type_finds_its_neighbour() -> None:
    assert nearest("aws::ecs::servise") == "AWS::ECS::Service"
    assert nearest("Something") is None
    assert type_schema("AWS::ECS::Servise") is None


def test_our_tables_speak_of_places_that_exist() -> None:
    references, defaults = table("references.json"), table("defaults.json")["defaults"]

    for kind in ("references", "json", "ordered"):
        for name, paths in references[kind].items():
            for path in paths:
                shape(name, path)
    for name, paths in references["references"].items():
        for path, targets in paths.items():
            assert targets == sorted(set(targets)), (name, path)
            assert not [target for target in targets if target != "*" and type_schema(target) is None], (name, path)
    for name, ref in references["ref"].items():
        shape(name, ref)
    for name, paths in defaults.items():
        for path, entry in paths.items():
            fits(shape(name, path), entry["value"])
            assert entry["source"].startswith("https://docs.aws.amazon.com/")


def fits(found: cfn_schemas.Shape, value: Any) -> None:
    bits = {bool: BOOLEAN, int: NUMBER, str: STRING, dict: OBJECT}[type(value)]
    assert found.types & bits
    assert found.enum is None or value in found.enum
    assert found.default == value


def test_a_union_is_never_narrower_than_its_branches() -> None:
    packed = strip(
        {
            "typeName": "A::B::C",
            "properties": {
                "Either": {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "integer"}]},
                "Names": {"anyOf": [{"format": "AWS::KMS::Key.Arn"}, {"format": "AWS::KMS::Alias.AliasName"}], "type": "string"},
                "Half": {"anyOf": [{"type": "string"}, {}]},
                "Shape": {
                    "oneOf": [
                        {"type": "object", "properties": {"A": {"type": "string"}}, "additionalProperties": False, "required": ["A", "B"]},
                        {"type": "object", "properties": {"B": {"type": "string"}}, "required": ["B"]},
                    ]
                },
            },
        }
    )["root"]["p"]

    assert packed["Either"] == {"t": STRING | NUMBER}
    assert packed["Names"]["f"] == ["AWS::KMS::Alias.AliasName", "AWS::KMS::Key.Arn"]
    assert packed["Half"] == {}
    assert packed["Shape"] == {"t": OBJECT, "r": ["B"], "p": {"A": {}, "B": {"t": STRING}}}


SCALARS = st.sampled_from([None, True, 1, 1.5, "a", "b"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ABC"), inner, max_size=3), max_leaves=6
)


def schemas(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas that may refer to definitions of these names."""
    limits: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(["string", "integer", "number", "boolean", "array", "object", ["object", "string"]]),
        "enum": st.lists(SCALARS, min_size=1, max_size=2),
        "required": st.lists(st.sampled_from("ABC"), max_size=2, unique=True),
        "additionalProperties": st.just(False),
    }
    own = st.fixed_dictionaries({}, optional=limits)
    leaf = own | st.sampled_from([{"$ref": f"#/definitions/{name}"} for name in names]) if names else own
    return st.recursive(leaf, lambda inner: st.builds(together, own, nested(inner)), max_leaves=5)


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    parts: dict[str, st.SearchStrategy[Any]] = {
        "properties": st.dictionaries(st.sampled_from("ABC"), inner, max_size=2),
        "patternProperties": st.fixed_dictionaries({"^C$": inner}),
        "items": inner,
        "anyOf": st.lists(inner, min_size=1, max_size=3),
        "oneOf": st.lists(inner, min_size=1, max_size=2),
        "allOf": st.lists(inner, min_size=1, max_size=2),
    }
    return st.fixed_dictionaries({}, optional=parts)


def together(own: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """One schema of both; properties mean an object, as they do everywhere in the registry."""
    return {**own, **parts, **({"type": "object"} if parts.get("properties") else {})}


def accepts(found: cfn_schemas.Shape, value: Any) -> bool:
    """Whether a value has the shape, as far as a shape tells."""
    bit = {type(None): NULL, bool: BOOLEAN, int: NUMBER, float: NUMBER, str: STRING, list: ARRAY, dict: OBJECT}[type(value)]
    if found.types and not found.types & bit:
        return False
    if found.enum is not None and not any(value == known and type(value) is type(known) for known in found.enum):
        return False
    if isinstance(value, list):
        return all(found.items is None or accepts(found.items, item) for item in value)
    if isinstance(value, dict):
        below = {key: found.at((key,)) for key in value}
        return found.required <= value.keys() and all(shape is not None and accepts(shape, value[key]) for key, shape in below.items())
    return True


@settings(max_examples=150, deadline=None)
@given(schemas("D", "E"), schemas("E"), schemas(), VALUES)
def test_what_the_source_accepts_the_shape_accepts(
    first: dict[str, Any], second: dict[str, Any], third: dict[str, Any], value: Any
) -> None:
    """With jsonschema as the judge."""
    source = {"typeName": "A::B::C", "properties": {"P": first}, "definitions": {"D": second, "E": third}}
    assume(Draft7Validator(source).is_valid({"P": value}))
    packed = cfn_schemas._Packed(strip(source))
    found = cfn_schemas.Shape(packed, packed.tree["root"]).at(("P",))

    assert found is not None and accepts(found, value)


def test_the_packed_file_is_what_the_installed_source_gives() -> None:
    """A sample, where the installed cfn-lint is the recorded one; `python schemas/refresh.py` renews the whole."""
    cfnlint = pytest.importorskip("cfnlint", reason="cfn-lint is not installed")
    from importlib.metadata import version

    if version("cfn-lint") != cfn_schemas.about()["version"]:
        pytest.skip("another cfn-lint is installed than the schemas were made from")
    data = Path(cfnlint.__file__).parent / "data" / "schemas"
    index = json.loads((data / "providers" / "us-east-1.json").read_text("utf-8"))
    for name in ("AWS::ECS::Service", "AWS::IAM::Role", "AWS::WAFv2::WebACL"):
        source = json.loads((data / "resources" / f"{index[name]}.json").read_text("utf-8"))
        stored = cfn_schemas._pack().read(name)
        assert stored is not None
        assert {key: value for key, value in stored.items() if key not in OURS} == strip(source)


OURS = ("a", "n", "ref", "arn")
"""What a packed type has beyond its stripped schema: attributes and what our tables say."""


def test_our_types_and_tables_are_packed_as_they_stand() -> None:
    """After a change of them: `python schemas/refresh.py --own`."""
    spec = importlib.util.spec_from_file_location("refresh", schemas_dir() / "refresh.py")
    assert spec is not None and spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    packed = refresh.packed_types() | refresh.own_types()
    expected = refresh.noted(packed)

    assert sorted(expected) == list(type_names())
    for name, tree in expected.items():
        assert cfn_schemas._pack().read(name) == tree, name


def test_one_type_is_read_without_the_others() -> None:
    """The packed index and dictionary are searched as they stand; nothing but the type's own bytes is unpacked."""
    pack = cfn_schemas._pack()

    assert len(set(pack.names())) == len(pack.names()) > 1_800
    assert pack.read("AWS::ECS") is None
    assert pack.read("AWS::ECS::Cluster\nAWS") is None
