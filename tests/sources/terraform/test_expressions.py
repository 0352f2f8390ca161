"""Expressions have the value that Terraform gives them; with unknown variables they are never more certain than they may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.encoding import decode
from scanner.errors import DocumentError
from scanner.redaction import Redactor
from scanner.sources.terraform import functions, hcl
from scanner.sources.terraform.code import Code
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import whole
from scanner.sources.terraform.module import Module
from scanner.sources.terraform.scope import Run
from scanner.unknown import has_unknown

TABLE = yaml.safe_load((Path(__file__).parent / "expressions.yaml").read_text(encoding="utf-8"))


def value_of(expression: str, given: dict[str, Any]) -> Any:
    declared = "".join(f'variable "{name}" {{}}\n' for name in given)
    body, errors = hcl.read("main.tf", f"{declared}locals {{\n  x = {expression}\n}}\n".encode())
    assert not errors, errors
    code = Code("", variables={block.labels[0]: block for block in body.of("variable")})
    [block] = body.of("locals")
    argument = block.body.arguments["x"]
    module = Module(code, Run(Redactor.for_run(), "/nowhere", "", functions.call), "w", given=given)
    return whole(evaluate(argument.value, module.scope(argument.file)))


def cases(kind: str) -> list[Any]:
    found: list[Any] = []
    for group in TABLE:
        given = {name: decode(value) for name, value in group["given"].items()}
        listed = group.get(kind, {})
        entries = listed.items() if isinstance(listed, dict) else [(one, None) for one in listed]
        found.extend(pytest.param(str(expression), given, expected, id=str(expression)) for expression, expected in entries)
    return found


@pytest.mark.parametrize(("expression", "given", "expected"), cases("values"))
def test_an_expression_has_its_value(expression, given, expected):
    found = value_of(expression, given)

    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(("expression", "given", "expected"), cases("errors"))
def test_a_mistake_is_told(expression, given, expected):
    with pytest.raises(DocumentError) as told:
        value_of(expression, given)

    assert told.value.message == expected


@pytest.mark.parametrize(("expression", "given", "expected"), cases("unknown"))
def test_what_hangs_on_an_unknown_value_is_unknown(expression, given, expected):
    assert has_unknown(value_of(expression, given))
