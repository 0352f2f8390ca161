"""Templates of one value: what a test says in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.documents import read
from scanner.snapshot import Snapshot
from scanner.sources.cloudformation import read_template

HEAD = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Text: {Type: String}
  Env: {Type: String, AllowedValues: [dev, prod]}
  Known: {Type: String, Default: shop}
  Number: {Type: Number, MinValue: 1}
  List: {Type: "List<AWS::EC2::Subnet::Id>"}
  Words: {Type: CommaDelimitedList, Default: "a, b,c"}
  Secret: {Type: String, NoEcho: true, Default: hunter2}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /images/web}
Mappings:
  Sizes:
    dev: {size: 1, zones: [a, b], only: x}
    prod: {size: 3, zones: [c]}
Conditions:
  Yes: !Equals [a, a]
  No: !Not [!Condition Yes]
  Prod: !Equals [!Ref Env, prod]
  Dev: !Equals [!Ref Env, dev]
  HasText: !Not [!Equals [!Ref Text, ""]]
  Both: !And [!Condition Prod, !Condition HasText]
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Gone: {Type: AWS::SNS::Topic, Condition: No}
"""


def whole(text: str, parameters: Mapping[str, Any] | None = None) -> Snapshot:
    """A whole template, read without redaction."""
    return read_template(read(text, "probe.yaml"), "w", parameters or {}, None)


def snapshot(body: str, parameters: Mapping[str, Any] | None = None) -> Snapshot:
    """A template of HEAD and more resources, indented by two."""
    return whole(HEAD + body, parameters)


def probe(value: str, parameters: Mapping[str, Any] | None = None) -> Snapshot:
    """A template with one resource of no schema whose property V is a YAML flow value; a V that is absent has no key."""
    return snapshot(f"  Probe: {{Type: Custom::Probe, Properties: {{ServiceToken: t, V: {value}}}}}\n", parameters)


def value_of(value: str, parameters: Mapping[str, Any] | None = None) -> Any:
    """What a YAML flow value resolves to; no mistake may be in it."""
    found = probe(value, parameters)
    assert not found.gaps, found.gaps
    return found.resources[-1].properties.get("V", "(absent)")
