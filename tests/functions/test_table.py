"""The table of functions: complete, documented, and free of cost until a script is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scanner.functions import FUNCTIONS

LANGUAGE = [
    *("any", "all", "none", "missing", "unique"),
    *("multiply", "divide", "subtract"),
    *("glob", "parse_json", "image", "arn_parts", "endpoint_service"),
    *("ecs_config", "agent_recovery", "buildspec", "event_matches", "iam_allows", "cidr_contains", "instance_type"),
]


def test_every_function_of_the_language_that_knows_aws_or_text_is_there() -> None:
    assert sorted(FUNCTIONS) == sorted(LANGUAGE)
    assert all(name == function.name for name, function in FUNCTIONS.items())


@pytest.mark.parametrize("name", LANGUAGE)
def test_every_function_is_documented_with_its_parameters(name: str) -> None:
    document = (Path(__file__).parents[2] / "docs" / "functions.md").read_text(encoding="utf-8")
    call = f"{name}({', '.join(parameter.name if parameter.types != 64 else '&p' for parameter in FUNCTIONS[name].parameters)})"

    assert call in document


def test_importing_the_functions_loads_no_parser_of_scripts() -> None:
    code = "import scanner.functions, sys; print('tree_sitter' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
