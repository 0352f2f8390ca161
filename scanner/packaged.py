"""Where the policies and schemas that come with Plimsoll stand: in the wheel, or in a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def policies_dir() -> Path:
    """The folder of the built-in policies, relations, data and packs."""
    return _directory("policies")


def schemas_dir() -> Path:
    """The folder of the JSON Schemas and of the packed resource schemas."""
    return _directory("schemas")


def _directory(name: str) -> Path:
    in_wheel = _PACKAGE / "_data" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name
