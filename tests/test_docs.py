"""What a user can say is written down, and what is written down can be said."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from scanner import config, frame, policy_reader
from scanner.cli import main
from scanner.functions import FUNCTIONS
from scanner.outputs import FORMATS

ROOT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
COMMANDS = DOCS["commands.md"]


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_a_command_is_documented_with_its_options(name):
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = [option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts]

    assert f"`plimsoll {name}" in COMMANDS
    assert f"plimsoll {name}" in DOCS["README.md"]
    assert [option for option in options if f"`{option}" not in COMMANDS] == []


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_is_documented(name):
    assert f"`{name}`" in DOCS["outputs.md"]
    assert f"`{name}`" in COMMANDS


@pytest.mark.parametrize("name", sorted({**FUNCTIONS, **frame.FUNCTIONS}))
def test_a_function_is_documented(name):
    assert any(f"`{name}(" in DOCS[document] for document in ("functions.md", "policies.md"))


@pytest.mark.parametrize("name", [*policy_reader.POLICY_KEYS, *policy_reader.RELATION_KEYS])
def test_a_field_of_a_policy_or_relation_is_documented(name):
    assert re.search(rf"`{name}[`:,]|^{name}:", DOCS["policies.md"], re.MULTILINE)


@pytest.mark.parametrize("name", sorted(config.KEYS))
def test_an_option_of_the_configuration_is_documented(name):
    assert f"`{name}`" in COMMANDS


def test_every_room_is_in_the_picture_of_the_house():
    rooms = {path.name for path in (ROOT / "scanner").iterdir() if path.name[0] not in "_." and (path.suffix == ".py" or path.is_dir())}

    assert [room for room in sorted(rooms - {"__init__.py"}) if room.removesuffix(".py") not in DOCS["architecture.md"]] == []
