"""The base of a change: its tree beside the working folder, what was renamed since, and how it was come by."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scanner.baseline import NOTHING, Renames
from scanner.errors import UsageError
from scanner.git import BLOB, LINK, SUBMODULE, Entry, GitError, Repository, check_ref, fetched, is_commit, top_of
from scanner.records import dataclass, field

LARGEST: Final = 32 << 20
"""Bytes of a file of the base that is compared; larger ones are left out, and told."""
MOST_FILES: Final = 300_000
MOST_BYTES: Final = 2 << 30
DEPTHS: Final = (50, 1000)
"""Commits of history that are fetched for a shallow clone, one after the other, until the merge base is among them."""
BOUNDARIES: Final = 10
"""Ends of a shallow clone from which history is fetched."""
CODE: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")
UNABLE: Final = "without a base every finding counts as new, and neither configuration nor waivers of this tree hold"


@dataclass(frozen=True, slots=True)
class Change:
    """What lies between a base and the working folder."""

    top: str
    """The repository's folder."""
    here: str
    """The working folder."""
    folder: str | None = None
    """What stands for the working folder in the base's tree; None where the base cannot be had."""
    tree: str = ""
    """What stands for `top` there."""
    renames: Renames = NOTHING
    changed: tuple[str, ...] = ()
    """Paths from the top that differ between base and HEAD."""
    notes: tuple[str, ...] = ()

    def at_base(self, path: str | os.PathLike[str]) -> str | None:
        """Where a path stands in the base's tree, be there something or not; None for one outside the repository."""
        below = _below(self.top, os.path.realpath(path))
        return None if below is None else os.path.join(self.tree, below)

    def at_head(self, path: str | os.PathLike[str]) -> str | None:
        """Where a path of the base's tree stands in the repository; None for one outside the tree."""
        below = _below(os.path.realpath(self.tree), os.path.realpath(path))
        return None if below is None else os.path.join(self.top, below)


@dataclass(slots=True)
class _Found:
    """The base's commit and who has it."""

    reader: Repository
    commit: str
    notes: list[str] = field(default_factory=list)


@contextlib.contextmanager
def beside(ref: str, targets: Sequence[str]) -> Iterator[Change]:
    """The change from the merge base of a ref and HEAD to the working folder; its tree is there while the context lasts.

    UsageError where targets lie in no repository or in several, outside the working folder, or where the ref names nothing.
    """
    check_ref(ref)
    here = os.path.realpath(os.curdir)
    top = _top(targets, here)
    repository = Repository(top)
    head = repository.commit("HEAD")
    if head is None:
        raise UsageError(f'"{top}" has no commit yet; leave --base out')
    with tempfile.TemporaryDirectory(prefix="plimsoll-base-") as scratch:
        try:
            found = _base(repository, ref, head, os.path.join(scratch, "git"))
        except GitError as error:
            if not repository.shallow:
                raise UsageError(f'the base "{ref}" cannot be had: {error.message}; fetch it, as with git fetch origin') from None
            yield Change(top, here, notes=(f'the base "{ref}" cannot be had: {error.message}; {UNABLE}; check out with fetch-depth: 0',))
            return
        root = os.path.join(scratch, "tree")
        tree = root if _below(top, here) is not None else os.path.join(root, os.path.relpath(top, here))
        folder = os.path.join(tree, os.path.relpath(here, top)) if _below(top, here) is not None else root
        notes = [*found.notes, *_write(found, repository, tree, os.path.join(scratch, "git"))]
        os.makedirs(folder, exist_ok=True)
        os.makedirs(os.path.join(tree, ".git"), exist_ok=True)  # it marks where a tree's code and ignore files end
        renames, changed = found.reader.moved(found.commit, head)
        yield Change(top, here, folder, tree, _renames(renames, top, here), tuple(changed), tuple(notes))


def _top(targets: Sequence[str], here: str) -> str:
    """The repository that all targets lie in."""
    tops = {top_of(target if os.path.isdir(target) else os.path.dirname(os.path.abspath(target))) for target in targets}
    top = tops.pop() if len(tops) == 1 else None
    if tops:
        raise UsageError("with --base all targets lie in one git repository; scan them one by one")
    if top is None:
        raise UsageError(f'"{targets[0]}" lies in no git repository; compare with a saved report instead: --baseline FILE')
    if any(_below(here, os.path.abspath(target)) is None and _below(here, os.path.realpath(target)) is None for target in targets):
        raise UsageError(f'with --base targets lie below the working folder; run it in "{top}"')
    return top


def _base(repository: Repository, ref: str, head: str, folder: str) -> _Found:
    """The merge base of a ref and HEAD. GitError where the ref cannot be had, UsageError where it names nothing."""
    tip = repository.commit(ref) or repository.commit(f"refs/remotes/origin/{ref}")
    if tip is None:
        tip = _fetch_tip(repository, ref, folder)
        reader = Repository(folder, (repository.object_folder,), own=True)
    else:
        reader = repository
    base = reader.merge_base(tip, head) or (tip if tip in repository.parents(head) else None)
    if base is not None:
        return _Found(reader, base, [f"compared with {base[:12]}, the merge base of HEAD and {ref}"])
    cut = repository.shallow
    if not cut and reader is repository:
        return _Found(reader, tip, [f"HEAD and {ref} have no common ancestor; compared with {ref} itself ({tip[:12]})"])
    reason = "it lies deeper than what was fetched"
    try:
        for depth in DEPTHS:
            deeper = fetched(repository, folder, [tip, *cut[:BOUNDARIES]], depth)
            base = deeper.merge_base(tip, head)
            if base is not None:
                return _Found(deeper, base, [f"compared with {base[:12]}, the merge base of HEAD and {ref}; history was fetched for it"])
    except GitError as error:
        reason = error.message
    note = (
        f"the merge base of HEAD and {ref} cannot be had ({reason}); compared with {ref} itself ({tip[:12]}); check out with fetch-depth: 0"
    )
    return _Found(reader, tip, [note])


def _fetch_tip(repository: Repository, ref: str, folder: str) -> str:
    """The commit that a ref has at `origin`."""
    name = ref.removeprefix("refs/remotes/").removeprefix("origin/")
    try:
        ours = fetched(repository, folder, [name], 1)
    except GitError as error:
        if "find remote ref" in error.message:
            raise UsageError(f'"{ref}" names nothing, here or at origin; write a branch, a tag or a commit, such as origin/main') from None
        raise
    tip = ours.commit("refs/plimsoll/0")
    if tip is None or not is_commit(tip):
        raise GitError(f'"{ref}" is no commit')
    return tip


def _write(found: _Found, repository: Repository, tree: str, folder: str) -> list[str]:
    """Write the base's tree, byte for byte as git keeps it; notes on what is not in it."""
    try:
        return _written(found.reader, found.commit, tree)
    except GitError:
        ours = fetched(repository, folder, [found.commit], 1)  # a clone without all contents (--filter)
        found.reader = ours
        return _written(ours, found.commit, tree)


def _written(reader: Repository, commit: str, tree: str) -> list[str]:
    entries = [entry for entry in reader.files(commit) if _is_safe(entry.path)]
    blobs = [entry for entry in entries if entry.kind == BLOB and entry.size <= LARGEST]
    if len(entries) > MOST_FILES or sum(entry.size for entry in blobs) > MOST_BYTES:
        raise UsageError("the base is too large to be read beside the head; compare with a saved report: --baseline FILE")
    os.makedirs(tree, exist_ok=True)
    made: set[str] = set()
    for entry, data in reader.contents(blobs):
        path = _place(tree, entry, made)
        with contextlib.suppress(FileExistsError), open(path, "xb") as out:
            out.write(data)
    links = [entry for entry in entries if entry.kind == LINK and entry.size < 4096]
    names = {entry.path for entry in links}
    for entry, data in reader.contents(links):
        if not any(above in names for above in _above(entry.path)):
            _link(os.fsdecode(data), entry, tree, made)
    left = [entry.path for entry in entries if entry.kind == SUBMODULE or (entry.kind == BLOB and entry.size > LARGEST)]
    return [f"{len(left)} submodules or files above 32 MB of the base were not compared, such as {left[0]}"] if left else []


def _is_safe(path: str) -> bool:
    """Whether a path of a tree stays inside it: trees that nobody checked may hold any name."""
    parts = path.split("/")
    if os.sep != "/" and (os.sep in path or ":" in path):
        return False
    return all(part and part not in (".", "..") and part.lower().rstrip(". ") != ".git" for part in parts) and "\0" not in path


def _place(tree: str, entry: Entry, made: set[str]) -> str:
    path = os.path.join(tree, *entry.path.split("/"))
    parent = os.path.dirname(path)
    if parent not in made:
        os.makedirs(parent, exist_ok=True)
        made.add(parent)
    return path


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _link(target: str, entry: Entry, tree: str, made: set[str]) -> None:
    """Make a symbolic link, where it stays inside the tree."""
    inside = os.path.normpath(os.path.join(os.path.dirname(entry.path), target))
    if "\0" in target or os.path.isabs(target) or inside == ".." or inside.startswith(".." + os.sep):
        return
    with contextlib.suppress(OSError):
        os.symlink(target, _place(tree, entry, made))


def _below(folder: str, path: str) -> str | None:
    """A path from a folder; None where it does not lie in it."""
    if path == folder:
        return "."
    start = os.path.join(folder, "")
    return path[len(start) :] if path.startswith(start) else None


def _renames(moved: Mapping[str, str], top: str, here: str) -> Renames:
    """Renames by the names of findings."""
    files = {_name(old, top, here): _name(new, top, here) for old, new in moved.items()}
    went: dict[str, set[str]] = {}
    for old, new in moved.items():
        if old.endswith(CODE):
            went.setdefault(os.path.dirname(old), set()).add(os.path.dirname(new))
    folders = {old: next(iter(new)) for old, new in went.items() if len(new) == 1 and old not in new}
    return Renames(files, {_name(old, top, here): _name(new, top, here) for old, new in folders.items()})


def _name(path: str, top: str, here: str) -> str:
    """A path from the top as findings name it: from the working folder where it lies below it."""
    whole = os.path.normpath(os.path.join(top, path))
    below = _below(here, whole)
    return (below if below is not None else whole).replace(os.sep, "/").encode("utf-8", "replace").decode("utf-8")
