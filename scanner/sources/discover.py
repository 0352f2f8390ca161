"""What of a target is to be read: files and folders are walked, and each file is known by its content, not by its name.

Ignored and excluded files, dependencies and build output are passed over and counted. What cannot be read although it might matter (too
large, a link out of the tree, no regular file, no permission) is a Gap.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from scanner.errors import SourceError
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.snapshot import Gap, Location

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.sources.ignore import Rules

CLOUDFORMATION, SAVED, SAVED_PARTS, TERRAFORM, PLAN = "cloudformation", "saved", "saved-parts", "terraform", "plan"
CONFIG: Final = "config"
CODE: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""Endings of Terraform code: a folder of it is read as a whole."""
PLANS: Final = (b'"format_version"', b'"terraform_version"', b"f\0o\0r\0m\0a\0t\0_\0v\0e\0r\0s\0i\0o\0n\0")
"""Of which the beginning of a Terraform plan or state has one."""
LARGEST: Final = 10 << 20
"""Bytes of a file that is read although nobody named it."""
FIRST: Final = 8192
"""Bytes by which a file is known as text, or as a saved snapshot."""
SKIPPED: Final = frozenset({".git", ".hg", ".svn", ".terraform", "node_modules", ".venv", "__pycache__", ".tox"})
"""Folders that hold dependencies and state, not what a team wrote."""
NO_TARGETS: Final = frozenset(
    [
        ".7z",
        ".a",
        ".avi",
        ".bin",
        ".bmp",
        ".bz2",
        ".c",
        ".cc",
        ".class",
        ".cpp",
        ".cs",
        ".css",
        ".csv",
        ".dll",
        ".dylib",
        ".eot",
        ".exe",
        ".gif",
        ".go",
        ".gz",
        ".h",
        ".hcl",
        ".hpp",
        ".htm",
        ".html",
        ".ico",
        ".ipynb",
        ".jar",
        ".java",
        ".jpeg",
        ".jpg",
        ".js",
        ".jsx",
        ".kt",
        ".less",
        ".lock",
        ".log",
        ".map",
        ".md",
        ".mjs",
        ".mov",
        ".mp3",
        ".mp4",
        ".o",
        ".otf",
        ".pdf",
        ".php",
        ".pl",
        ".png",
        ".ps1",
        ".py",
        ".pyc",
        ".pyi",
        ".rb",
        ".rs",
        ".rst",
        ".sass",
        ".scala",
        ".scss",
        ".sh",
        ".so",
        ".sql",
        ".svg",
        ".swift",
        ".tar",
        ".tf",
        ".tfvars",
        ".tgz",
        ".tif",
        ".tiff",
        ".toml",
        ".ts",
        ".tsx",
        ".ttf",
        ".wasm",
        ".wav",
        ".webm",
        ".webp",
        ".whl",
        ".woff",
        ".woff2",
        ".xls",
        ".xlsx",
        ".xz",
        ".zip",
        ".zst",
    ]
)
"""Endings of files that are never a template or a snapshot; they are not opened unless named."""
PACKED: Final = (".jsonl.zst", ".jsonl.gz")
"""Endings of files that may be a snapshot, although others that end like them are not opened."""
PACKED_CONFIG: Final = ".json.gz"
"""The ending of AWS Config's snapshots in S3."""
TEMPLATE_ENDINGS: Final = frozenset({".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ""})
"""Endings under which a file that looks like a template, and cannot be read as one, is an error."""
_TYPE: Final = regex(rb"AWS::[A-Za-z0-9]|Custom::|Alexa::|Transform|::Module")
_MARKS: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS: Final = dict(zip(_MARKS, ("utf-32", "utf-32", "utf-16", "utf-16"), strict=True))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is to be read, or a folder that is read as one."""

    path: str | Path
    name: str
    """As findings name it: relative to the working folder where it lies below it, with forward slashes."""
    kind: str
    """CLOUDFORMATION, SAVED, SAVED_PARTS, TERRAFORM, PLAN or CONFIG."""
    named: bool = False
    """The user named the file itself."""
    folders: tuple[str, ...] = ()
    """Of TERRAFORM: the folders with code, whose roots are to be judged."""


@dataclass(slots=True)
class Discovery:
    """One walk. `passed_over` and `gaps` are complete when `candidates` was read to the end."""

    exclude: tuple[str, ...] = ()
    ignore_files: bool = True
    """Whether what `.gitignore` files name is passed over."""
    passed_over: int = 0
    """Files, and folders as a whole, that were not read by rule."""
    gaps: list[Gap] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def candidates(self, targets: Sequence[str | Path]) -> Iterator[Candidate]:
        """The files of the targets, in the targets' order and inside a folder by name; SourceError where a target does not exist."""
        for target in targets:
            try:
                mode = os.stat(target).st_mode
            except (OSError, ValueError) as error:
                raise SourceError(f"{_words(error)}; name a file or folder that can be read", file=str(target)) from error
            if stat.S_ISDIR(mode):
                yield from self._walk(target)
            else:
                yield from self._file(target, named=True)

    def _walk(self, target: str | Path) -> Iterator[Candidate]:
        from pathlib import Path

        from scanner.sources.ignore import Rules

        root = Path(target)
        top, rules = _outer(root, self.ignore_files)
        excluded = Rules().with_file(0, "\n".join(self.exclude))
        inside = root.resolve()
        pending: list[tuple[Path, tuple[str, ...], Rules]] = [(root, (), rules)]
        prefix = inside.relative_to(top).parts
        code: list[str] = []
        while pending:
            folder, parts, rules = pending.pop()
            rules = _and_file(rules, folder, len(prefix) + len(parts)) if self.ignore_files else rules
            folders: list[tuple[Path, tuple[str, ...], Rules]] = []
            entries = self._entries(folder)
            if self._is_snapshot(entries):
                yield Candidate(folder, name_of(folder), SAVED_PARTS, named=not parts)
                continue
            for entry in entries:
                below = (*parts, entry.name)
                link = entry.is_symlink()
                is_folder = entry.is_dir(follow_symlinks=False)
                if _is_skipped(below, is_folder) or rules.ignores((*prefix, *below), is_folder) or excluded.ignores(below, is_folder):
                    self.passed_over += 1
                elif link:
                    self._link(Path(entry.path), inside)
                elif is_folder:
                    folders.append((Path(entry.path), below, rules))
                elif entry.name.endswith(CODE):
                    if str(folder) not in code[-1:]:
                        code.append(str(folder))
                else:
                    yield from self._file(entry.path, named=False)
            pending.extend(reversed(folders))
        if code:
            yield Candidate(root, name_of(root), TERRAFORM, folders=tuple(code))

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._gap(folder, _words(error), "unreadable")
            return []

    def _is_snapshot(self, entries: list[os.DirEntry[str]]) -> bool:
        """Whether a folder is read as one: a snapshot of many accounts."""
        if not any(entry.name == "snapshot.json" or entry.name.isdigit() for entry in entries):
            return False
        from scanner.sources.saved_signs import holds_parts

        try:
            return holds_parts(entries)
        except SourceError:
            return False  # what cannot be read is met again as a file, and told there

    def _link(self, path: Path, root: Path) -> None:
        """A link into the tree leads to what is read anyway; one out of it is not followed."""
        try:
            target = path.resolve()
        except (OSError, RuntimeError) as error:
            self._gap(path, _words(error), "unreadable")
            return
        if not target.is_relative_to(root) and (target.is_dir() or path.suffix.lower() not in NO_TARGETS):
            self._gap(path, "a link that leads out of the scanned folder is not followed; name its target to scan it", "refused")

    def _file(self, path: str | Path, named: bool) -> Iterator[Candidate]:
        if not named and ending(path) in NO_TARGETS and not str(path).lower().endswith((*PACKED, PACKED_CONFIG)):
            return
        if named and str(path).endswith(CODE):
            yield Candidate(path, name_of(path), TERRAFORM, named, folders=(os.path.dirname(path) or ".",))
            return
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode):
                self._gap(path, "no regular file (a pipe, socket or device); write its content to a file", "refused")
                return
            if (status.st_dev, status.st_ino) in self._seen:
                return
            first = _unpacked(read_bytes(path, FIRST))
            if first.lstrip()[:1] in (b"{", b"\xff", b"\xfe", b"\xef") and any(mark in first for mark in PLANS):
                if named:
                    yield Candidate(path, name_of(path), PLAN, named)
                else:  # beside its code it would be judged twice
                    self.passed_over += 1
                return
            if b'"configurationItems"' in first and b'"fileVersion"' in first:
                self._seen.add((status.st_dev, status.st_ino))
                yield Candidate(path, name_of(path), CONFIG, named)
                return
            if not named and str(path).lower().endswith(PACKED_CONFIG):
                return
            if not first or _is_binary(first):
                if named:
                    self._gap(path, "an empty or binary file is no target", "not-recognised")
                return
            kind = SAVED if b'"kind"' in first and _is_saved(first) else None
            if kind is None and status.st_size > LARGEST and not named:
                self._gap(path, f"more than {LARGEST >> 20} MB ({status.st_size >> 20} MB); name the file itself to read it", "too-large")
                return
            if kind is None and _may_be_template(first if status.st_size <= FIRST else read_bytes(path)):
                kind = CLOUDFORMATION
        except OSError as error:
            self._gap(path, _words(error), "unreadable")
            return
        self._seen.add((status.st_dev, status.st_ino))
        if kind is not None:
            yield Candidate(path, name_of(path), kind, named)
        elif named:
            self._gap(path, "neither a template, Terraform code or plan, nor a saved snapshot", "not-recognised")

    def _gap(self, path: str | Path, reason: str, kind: str) -> None:
        self.gaps.append(Gap("*", reason, Location(name_of(path), 1, 1, 1, 2), kind=kind))


def ending(path: str | Path) -> str:
    """`.yaml`, in lower case; empty where there is none."""
    return os.path.splitext(path)[1].lower().rstrip(".")


def name_of(path: str | Path) -> str:
    """The path as findings name it: relative to the working folder where it lies below it, the same on every system."""
    absolute, here = os.path.abspath(path), os.getcwd()
    below = os.path.join(here, "")
    shown = "." if absolute == here else absolute.removeprefix(below)
    return shown.replace(os.sep, "/").encode("utf-8", "replace").decode("utf-8")


def read_bytes(path: str | Path, most: int = -1) -> bytes:
    """The file's bytes, or its first ones. OSError where it cannot be read or is no regular file; a pipe does not make it wait."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("no regular file")
        return stream.read(most)


def looks_like_template(data: bytes) -> bool:
    """Whether a text is meant to be a template, so that it is an error if it cannot be read as one."""
    text = _plain(data)
    return re.search(rb"(?m)(?:^\s{0,4}|\A\s*\{\s*)[\"']?AWSTemplateFormatVersion[\"']?\s*:", text) is not None or (
        re.search(rb"(?m)(?:^\s{0,4}|\A\s*\{\s*)[\"']?Resources[\"']?\s*:", text) is not None
        and re.search(rb"Type[\"']?\s*:\s*[\"']?AWS::", text) is not None
    )


def _may_be_template(data: bytes) -> bool:
    """The cheap check before a file is parsed."""
    text = _plain(data)
    return b"AWSTemplateFormatVersion" in text or (b"Resources" in text and _TYPE.search(text) is not None)


def _plain(data: bytes) -> bytes:
    """The text as UTF-8, where a mark says that it is UTF-16 or UTF-32."""
    for mark, encoding in _ENCODINGS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data


def _is_binary(first: bytes) -> bool:
    return b"\0" in first and not first.startswith(_MARKS)


def _is_skipped(parts: tuple[str, ...], is_folder: bool) -> bool:
    if is_folder and parts[-1] in SKIPPED:
        return True
    return parts[-1].startswith("asset.") and "cdk.out" in parts[:-1]


def _unpacked(first: bytes) -> bytes:
    """The first bytes of what is in a file."""
    if not first.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")):
        return first
    from scanner.sources.saved_signs import unpacked

    return unpacked(first)


def _is_saved(first: bytes) -> bool:
    from scanner.snapshot_file import recognise

    return recognise(first)


def _outer(root: Path, ignore_files: bool = True) -> tuple[Path, Rules]:
    """The folder of the repository that a folder lies in (itself where it lies in none), and the ignore files above it."""
    from scanner.sources.ignore import Rules

    inside = root.resolve()
    top = next((folder for folder in (inside, *inside.parents) if (folder / ".git").exists()), inside)
    rules = Rules()
    folder = top
    for depth, part in enumerate(inside.relative_to(top).parts if ignore_files else ()):
        rules = _and_file(rules, folder, depth)
        folder /= part
    return top, rules


def _and_file(rules: Rules, folder: Path, depth: int) -> Rules:
    path = folder / ".gitignore"
    try:
        text = read_bytes(path, 1 << 20).decode("utf-8", "replace") if path.is_file() and not path.is_symlink() else ""
    except OSError:
        return rules  # what cannot be read ignores nothing: more is scanned, not less
    return rules.with_file(depth, text) if text else rules


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
