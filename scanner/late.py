"""What is imported when it is first asked for, or first called: a start pays for what it uses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(package: str, **modules: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package: by module, the names that it gives the package, in one text.

    Stands beside the same imports under TYPE_CHECKING. A name must not be that of a module.
    """
    places = {name: module for module, names in modules.items() for name in names.split()}

    def find(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return find


def called(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is imported when it is first called."""
    found: Callable[..., Any] | None = None

    def call(*arguments: Any) -> Any:
        nonlocal found
        if found is None:
            found = getattr(import_module(module), name)
        return found(*arguments)

    return call
