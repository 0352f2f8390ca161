"""A hostile template is refused, or read with its excess unknown, within a second of CPU time."""

from __future__ import annotations

import json
import time

import pytest

from scanner.errors import DocumentError
from tests.sources.cloudformation.probe import HEAD, whole

SECONDS = 2.0
"""CPU time that one may cost here: twice the promise, since test machines are shared."""


def nested(start: str, form: str, times: int) -> str:
    for _ in range(times):
        start = form % start
    return f"  A: {{Type: AWS::SNS::Topic, Properties: {{TopicName: {start}}}}}\n"


DOUBLE = '!Sub ["${a}${a}", {a: %s}]'
CHAIN = "".join(f"  C{number}: !Not [!Condition C{number + 1}]\n" for number in range(600))
PARITY = "".join(
    f"  X{number}: !Or [!And [!Condition X{number - 1}, !Not [!Equals [!Ref Text, x{number}]]],"
    f" !And [!Not [!Condition X{number - 1}], !Equals [!Ref Text, x{number}]]]\n"
    for number in range(1, 60)
)
WIDE_MAP = "Mappings:\n  M:\n" + "".join(f"    r{row}: {{{', '.join(f'c{column}: v' for column in range(50))}}}\n" for row in range(60))
LOOKUPS = "".join(f"      x{number}: !FindInMap [M, !Ref P, !Ref 'AWS::Region']\n" for number in range(200))

REFUSED = {
    "a text that doubles": HEAD + nested("x", DOUBLE, 40),
    "an unknown text that doubles": HEAD + nested("!Ref Text", DOUBLE, 40),
    "a choice that doubles": HEAD + nested("!Ref Env", DOUBLE, 40),
    "aliases that double": "Metadata:\n  a0: &a0 !Ref AWS::Region\n"
    + "".join(f'  a{number}: &a{number} !Join ["", [*a{number - 1}, *a{number - 1}]]\n' for number in range(1, 40))
    + "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: *a39}}}\n",
}
READ = {
    "a chain of conditions": "Parameters: {Text: {Type: String}}\nConditions:\n" + CHAIN + "  C600: !Equals [!Ref Text, x]\n",
    "a circle of conditions": "Conditions:\n" + CHAIN + "  C600: !Condition C0\n",
    "a parity of conditions": "Parameters: {Text: {Type: String}}\nConditions:\n  X0: !Equals [!Ref Text, x]\n" + PARITY,
    "functions in functions": HEAD + nested("x", '!Join ["", [%s]]', 60),
    "lists in lists": HEAD + nested("x", "[%s]", 150),
    "a map of unknown keys": "Parameters: {P: {Type: String}}\n"
    + WIDE_MAP
    + "Resources:\n  A:\n    Type: Custom::X\n    Properties:\n"
    + LOOKUPS,
    "defaults in defaults": HEAD + nested("!Ref Text", "!FindInMap [Sizes, !Ref Text, none, {DefaultValue: %s}]", 60),
    "wide conditions in one another": "Parameters: {Text: {Type: String}}\nConditions:\n"
    + "".join(f"  C{row}: !Or [{', '.join(f'!Equals [!Ref Text, x{row}-{column}]' for column in range(8))}]\n" for row in range(40))
    + "Resources:\n"
    + "  A: {Type: AWS::SNS::Topic, Properties: {TopicName: "
    + "".join(f"!If [C{row}, a{row}, " for row in range(40))
    + "!Ref Text"
    + "]" * 40
    + "}}\n",
    "braces without end": HEAD + "  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '" + "${" * 50_000 + "'}}\n",
    "deep JSON in a text": HEAD
    + "  A: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: "
    + json.dumps('{"a":' * 50_000)
    + "}}\n",
    "a thousand misspelt names": "Resources:\n"
    + "".join(f"  A{number}: {{Type: AWS::SNS::Topic, Properties: {{TopicName: !Ref B{number}}}}}\n" for number in range(1000)),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_grows_without_bound_is_refused(text: str) -> None:
    before = time.process_time()
    with pytest.raises(DocumentError) as error:
        whole(text)

    assert error.value.line
    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_what_is_merely_strange_is_read(text: str) -> None:
    before = time.process_time()
    if "Resources:" not in text:
        text += "Resources: {A: {Type: AWS::SNS::Topic}}\n"

    assert whole(text).resources
    assert time.process_time() - before < SECONDS
