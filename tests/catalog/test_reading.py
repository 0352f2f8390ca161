"""Files of the catalogue: what cannot be meant is refused at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scanner import documents
from scanner.catalog import CatalogError
from scanner.catalog.reading import FIELDS, read_catalog, read_rows
from scanner.packaged import read_schema

ROW = """\
AWS::SNS::Topic:
  list: {call: sns:ListTopics, items: Topics}
  id: item.TopicArn
  identifiers: {Arn: item.TopicArn}
"""


def read(text: str) -> list[tuple[str, int, dict[str, Any]]]:
    return list(read_rows(text.encode(), "sns.yaml"))


def test_a_row_is_read_with_its_line():
    assert [(name, line) for name, line, _ in read("# topics\n" + ROW)] == [("AWS::SNS::Topic", 2)]


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        (ROW + "  propertys: {}\n", 5, 'unknown field "propertys"; did you mean "properties"?'),
        (ROW.replace("  id: item.TopicArn\n", ""), 2, 'the row has no "id"; it is required'),
        (ROW.replace("sns:ListTopics", "ListTopics"), 2, '"ListTopics" is no call; write service:Operation'),
        (ROW.replace("item.TopicArn\n", "item.[\n", 1), 3, "["),
        (ROW.replace("{Arn: item.TopicArn}", "{Arn: 12}"), 4, '"Arn" is text'),
        (ROW + "  scope: planet\n", 5, '"scope" is region or account'),
        (ROW.replace("items: Topics", "of: item.x"), 2, "`list` has one of call, from, of and one"),
        (ROW.replace("call: sns:ListTopics, items: Topics", "one: true, items: Topics"), 2, '"items" does not go with "one"'),
        (ROW.replace("call: sns:ListTopics, items: Topics", "of: parent.item.x"), 2, "name the parent in `each`"),
        (ROW + "  describe: {call: sns:GetTopicAttributes}\n", 5, "`describe` needs `batch` or `each`"),
        (ROW + "  describe: {call: sns:GetTopicAttributes, batch: {TopicArn: 5}}\n", 5, "`batch` needs `items` and `key`"),
        (ROW + "  describe: {call: sns:GetTopicAttributes, batch: {A: 5}, each: A, items: a, key: a}\n", 5, "write one of them"),
        (ROW + "  more: {item: {call: sns:GetTopicAttributes}}\n", 5, '"item" is what a record holds already'),
        (ROW + "  more: {tags: {call: sns:ListTagsForResource, with: {ResourceArn: [a]}}}\n", 5, '"ResourceArn" is text'),
        (ROW + "  absent: Role\n", 5, '"absent" is a list of texts'),
        (ROW.replace("AWS::SNS::Topic", "Topic"), 1, '"Topic" is no CloudFormation type'),
        (ROW + "  list: {one: true}\n", 5, "list"),
        ("- a\n", 1, "a file of the catalogue is a mapping"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_line(wrong: str, line: int, message: str):
    with pytest.raises(CatalogError) as found:
        read(wrong)

    assert (found.value.file, found.value.line) == ("sns.yaml", line)
    assert message in found.value.message


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"a.yaml": ROW, "b.yaml": ROW}, "has a row in a.yaml:1 already"),
        ({"a.yaml": ROW + "  each: AWS::SNS::Nothing\n"}, "hangs on AWS::SNS::Nothing, which has no row"),
        (
            {"a.yaml": ROW + "  each: AWS::SQS::Queue\n" + ROW.replace("SNS::Topic", "SQS::Queue") + "  scope: account\n"},
            "whose scope is account",
        ),
        (
            {"a.yaml": ROW + "  each: AWS::SQS::Queue\n" + ROW.replace("SNS::Topic", "SQS::Queue") + "  each: AWS::SNS::Topic\n"},
            "hangs on itself: AWS::SNS::Topic -> AWS::SQS::Queue -> AWS::SNS::Topic",
        ),
    ],
)
def test_rows_that_do_not_go_together_are_refused(tmp_path: Path, rows: dict[str, str], message: str):
    for name, text in rows.items():
        (tmp_path / name).write_text(text)

    with pytest.raises(CatalogError, match=message):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("expression", "mend"),
    [
        ("!item.Enabled", r"write !\(item.Enabled\)"),
        ("item.Enabled == true", "`true`"),
        ("item.Names | [0] || Name", "binds more tightly"),
    ],
)
def test_an_expression_that_cannot_be_meant_is_refused(tmp_path: Path, expression: str, mend: str):
    """As a policy's is: `!item.X` is `(!item).X`, which is always null."""
    (tmp_path / "a.yaml").write_text(f'{ROW}  where: "{expression}"\n')

    with pytest.raises(CatalogError, match=mend):
        read_catalog(tmp_path)


def test_the_published_schema_knows_the_same_fields():
    """`schemas/catalog.schema.json` is for editors and other tools; the loader decides."""
    schema = documents.to_python(documents.read(read_schema("catalog.schema.json"), "catalog.schema.json").root)
    known = {name: set(part["properties"]) for name, part in schema["$defs"].items() if name in FIELDS}

    assert {name: set(fields) for name, fields in FIELDS.items()} == known
