"""Parameters: what a template declares, what a file gives, and what is never known here."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.documents import read
from scanner.errors import DocumentError
from scanner.sources.cloudformation import read_parameters
from scanner.unknown import Unknown
from tests.sources.cloudformation.probe import probe, value_of, whole

FORMS = [
    '[{"ParameterKey": "Tag", "ParameterValue": "v1"}, {"ParameterKey": "Count", "ParameterValue": 2}]',
    '{"Parameters": {"Tag": "v1", "Count": 2}, "Tags": {"a": "b"}}',
    '{"Tag": "v1", "Count": 2}',
    "Tag: v1\nCount: 2\n",
    '["Tag=v1", "Count=2"]',
]


@pytest.mark.parametrize("text", FORMS)
def test_each_form_of_a_parameters_file_gives_texts(text: str) -> None:
    assert read_parameters(read(text, "p")) == {"Tag": "v1", "Count": "2"}


def test_a_value_keeps_its_text() -> None:
    """An account id with a leading zero and a version are no numbers."""
    assert read_parameters(read("A: 012345678901\nB: 1.10\nC: yes\n", "p")) == {"A": "012345678901", "B": "1.10", "C": "yes"}


def test_a_previous_value_is_not_the_default() -> None:
    given = read_parameters(read('[{"ParameterKey": "Known", "UsePreviousValue": true}]', "p"))
    found = value_of("!Ref Known", given)

    assert isinstance(found, Unknown)
    assert found.identity == ("parameter", "Known")


def test_what_a_pipeline_fills_in_is_unknown() -> None:
    given = read_parameters(read('{"Parameters": {"Known": {"Fn::GetParam": ["a", "b.json", "k"]}}}', "p"))

    assert isinstance(value_of("!Ref Known", given), Unknown)


@pytest.mark.parametrize("text", ['["x"]', "[{}]", '{"a": {"b": 1}}', '{"a": null}', '"x"', '[{"ParameterKey": "a"}]'])
def test_what_is_no_parameters_file_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_parameters(read("\n\n" + text, "p.json"))

    assert (error.value.file, error.value.line) == ("p.json", 3)


GIVEN: list[tuple[str, dict[str, Any], Any]] = [
    ("!Ref Text", {"Text": "v1"}, "v1"),
    ("!Ref Number", {"Number": "3"}, "3"),
    ("!Ref List", {"List": "a, b"}, ["a", "b"]),
    ("!Ref List", {"List": ["a", "b"]}, ["a", "b"]),
    ("!Ref Words", {"Words": ""}, []),
    ("!Ref Env", {"Env": "prod"}, "prod"),
    ("!If [Prod, a, b]", {"Env": "prod"}, "a"),
    ("!Sub '${AWS::Region}'", {"AWS::Region": "eu-west-1"}, "eu-west-1"),
]


@pytest.mark.parametrize(("value", "parameters", "expected"), GIVEN)
def test_a_given_value_is_known(value: str, parameters: dict[str, Any], expected: Any) -> None:
    assert value_of(value, parameters) == expected


def test_a_given_value_that_is_not_allowed_is_a_gap() -> None:
    found = probe("!Ref Env", {"Env": "test"})

    assert [gap.reason for gap in found.gaps] == ['parameter Env is "test", which is none of its AllowedValues']


@pytest.mark.parametrize("name", ["Secret", "Image"])
def test_a_given_secret_and_a_stored_value_stay_unknown(name: str) -> None:
    assert isinstance(value_of(f"!Ref {name}", {name: "given"}), Unknown)


def test_the_account_and_region_of_a_deployment_can_be_given() -> None:
    found = probe("x", {"AWS::Region": "eu-west-1", "AWS::AccountId": "012345678901"})

    assert {(resource.account, resource.region) for resource in found.resources} == {("012345678901", "eu-west-1")}
    assert found.resources[0].properties == {"AccountId": "012345678901"}


def test_an_unknown_number_keeps_its_bounds_and_becomes_one_where_the_schema_wants_one() -> None:
    text = """
Parameters: {N: {Type: Number, MinValue: 2, MaxValue: 5}}
Resources:
  S: {Type: AWS::ECS::Service, Properties: {DesiredCount: !Ref N}}
"""
    found = whole(text).resources[-1].properties["DesiredCount"]

    assert (found.minimum, found.maximum, found.types) == (2, 5, 4)
    assert found != value_of("!Ref Number")


def test_allowed_values_become_what_the_schema_wants() -> None:
    text = """
Parameters: {B: {Type: String, AllowedValues: [true, false]}}
Resources:
  V: {Type: AWS::EC2::VPC, Properties: {EnableDnsSupport: !Ref B}}
"""
    found = whole(text).resources[-1].properties["EnableDnsSupport"]

    assert (found.one_of, found.selector) == ((True, False), ("parameter", "B"))
