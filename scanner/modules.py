"""Our own modules, found and read where they stand: a scan has some hundred, and Python's general way costs each half as much again."""

from __future__ import annotations

import marshal
import os
from importlib._bootstrap_external import MAGIC_NUMBER  # `importlib.util` has it from there, and costs a start what five modules of ours do
from importlib.machinery import ModuleSpec, SourceFileLoader
from stat import S_ISREG
from types import ModuleType
from typing import TYPE_CHECKING

import scanner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType

LARGEST = 100_000
"""Bytes of a file that is read in one piece: allocators take more than that from the system, page by page."""
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CURRENT = MAGIC_NUMBER + bytes(4)
"""How bytecode begins that is made by this Python and holds for a source of one time and size; these follow."""


def _kept(init: str, cached: str | None) -> str:
    """How names of bytecode files end, by that of our package; nothing where they do not stand in `__pycache__` beside their sources."""
    beside = os.path.join(os.path.dirname(init), "__pycache__", "__init__")
    return cached.removeprefix(beside) if cached is not None and cached.startswith(beside) else ""


ENDING = _kept(str(scanner.__file__), scanner.__spec__.cached if scanner.__spec__ is not None else None)


class Loader(SourceFileLoader):
    """Reads the bytecode of a source that was looked at already, where it is in its usual place; all else is left to Python's loader."""

    def __init__(self, name: str, path: str, seen: os.stat_result) -> None:
        """Take a module's name, its source, and what the system says of that."""
        super().__init__(name, path)
        folder, file = os.path.split(path)
        self.cached = f"{folder}{os.sep}__pycache__{os.sep}{file.removesuffix('.py')}{ENDING}"
        self._seen = seen

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """An empty module that knows its file: Python asks each for it, and what a module has not costs the text of an error."""
        if not ENDING:
            return None
        module = ModuleType(spec.name)
        module.__dict__.update(__file__=self.path, __cached__=self.cached)
        return module

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the module; what Python's loader would give."""
        data = _read(self.cached) if ENDING else b""
        made, size = int(self._seen.st_mtime), self._seen.st_size
        if data[:16] != _CURRENT + (made & 0xFFFFFFFF).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little"):
            return super().get_code(fullname)
        code: CodeType = marshal.loads(memoryview(data)[16:])  # noqa: S302  # as Python's loader does: who can write there can write the source
        return code


def _read(path: str) -> bytes:
    """A file of at most LARGEST bytes; nothing where there is none."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError:
        return b""
    try:
        data = os.read(descriptor, LARGEST)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    return data if len(data) < LARGEST else b""


def loader_of(name: str, path: str) -> Loader | None:
    """What reads the module of a source; None where there is no such file."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return Loader(name, path, seen) if S_ISREG(seen.st_mode) else None


class OurModules:
    """Finds a module of this package at the place that its name says.

    The general way asks every finder in turn, and lists each folder. What is no source file in its place is left to it.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """Where a module stands; None for what is not ours."""
        if not path or not name.startswith("scanner."):
            return None
        place = f"{path[0]}{os.sep}{name.rpartition('.')[2]}"
        loader, is_package = loader_of(name, f"{place}.py"), False
        if loader is None:
            loader, is_package = loader_of(name, f"{place}{os.sep}__init__.py"), True
            if loader is None:
                return None
        spec = ModuleSpec(name, loader, origin=loader.path, is_package=is_package)
        spec.has_location = True
        if ENDING:
            spec.cached = loader.cached
        if is_package:
            spec.submodule_search_locations = [place]
        return spec
