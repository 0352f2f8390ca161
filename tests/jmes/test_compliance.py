"""JMESPath's own compliance suite, whole: foreign data, read where it lies beside the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import compile_expression

SUITE = Path(__file__).parents[2] / "../shared/conformance/jmespath"
AT_COMPILE = {"syntax", "invalid-arity", "unknown-function", "invalid-type"}
AT_EVALUATION = {"invalid-type", "invalid-value"}


def cases() -> list[Any]:
    """(name, document, case) of every case that is no benchmark."""
    found = []
    for path in sorted(SUITE.glob("*.json")):
        for number, group in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            for position, case in enumerate(group["cases"]):
                if "bench" not in case:
                    found.append(pytest.param(group["given"], case, id=f"{path.stem}-{number}-{position}"))
    return found


@pytest.mark.skipif(not SUITE.is_dir(), reason="the compliance suite is not beside this repository")
@pytest.mark.parametrize(("document", "case"), cases())
def test_compliance_case_holds(document: Any, case: dict[str, Any]) -> None:
    """The result is the suite's, or the error comes when an error of its category may come."""
    expected = case.get("error")
    try:
        value = compile_expression(case["expression"])(document)
    except ExpressionError:
        assert expected in AT_COMPILE
    except EvaluationError:
        assert expected in AT_EVALUATION
    else:
        assert expected is None and value == case["result"] and repr(value) == repr(case["result"])


@pytest.mark.skipif(not SUITE.is_dir(), reason="the compliance suite is not beside this repository")
def test_compliance_suite_is_whole() -> None:
    """No file of it went missing."""
    assert len(cases()) >= 892
