"""A configuration means what it says, or is refused at its line; it never leads out of its tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner import config
from scanner.errors import UsageError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plimsoll.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_option_is_read(tmp_path):
    text = """
policies: [rules]
pack: ecs-essentials
select: ["ecs-*"]
ignore: [cloudtrail-enabled]
severity: low
parameters: {private-subnet-routes-to-nat: {accept: [nat]}}
parameters-file: parameters.json
closed: [AWS::CloudTrail::Trail]
exclude: ["vendor/**"]
fail-on: high
strict: true
"""
    found = config.read(written(tmp_path, text))

    assert set(text.replace(" ", "").split("\n")) - {""}
    assert {line.split(":")[0] for line in text.strip().splitlines()} == set(config.KEYS)
    assert found.policies == (tmp_path / "rules",)
    assert found.parameters_file == tmp_path / "parameters.json"
    assert (found.pack, found.severity, found.fail_on, found.strict) == ("ecs-essentials", "low", "high", True)
    assert (found.select, found.ignore, found.exclude) == (("ecs-*",), ("cloudtrail-enabled",), ("vendor/**",))
    assert found.closed == ("AWS::CloudTrail::Trail",)
    assert found.parameters == {"private-subnet-routes-to-nat": {"accept": ["nat"]}}


def test_an_empty_configuration_says_nothing(tmp_path):
    assert config.read(written(tmp_path, "# nothing yet\n")) == config.Config()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("close: [A]", 'unknown option "close"; did you mean "closed"?'),
        ("closed: AWS::X::Y", '"closed" is a list'),
        ("strict: maybe", "write true or false"),
        ("fail-on: awful", "one of critical, high"),
        ("parameters: [a]", "a mapping by policy id"),
        ("- a", "a configuration is a mapping"),
        ("policies: [../../rules]", "leads out of"),
        ("parameters-file: /etc/passwd", "leads out of"),
        ("closed: [", "plimsoll.yaml:"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path, text, says):
    with pytest.raises(UsageError) as caught:
        config.read(written(tmp_path, f"pack: x\n{text}\n" if not text.startswith("-") else f"{text}\n"))

    assert says in str(caught.value)
    assert "plimsoll.yaml:" in str(caught.value)


def test_a_link_out_of_the_tree_is_refused(tmp_path):
    inner = tmp_path / "repo"
    inner.mkdir()
    (inner / "out").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="leads out of"):
        config.read(written(inner, "policies: [out]\n"))
