"""Git as a reader of a repository that nobody vouches for.

Only plumbing that reads objects is run there: no checkout, no index, so no hook, filter, textconv or monitor of the repository's
configuration runs, and nothing is fetched unasked. What is fetched goes into a repository of our own. Arguments are fixed; names that a
user gives are checked, and stand behind `--end-of-options` or `--`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Final

from scanner.errors import UsageError
from scanner.patterns import regex
from scanner.records import dataclass, field

SECONDS: Final = 120
"""That a command may take."""
MOST_OUTPUT: Final = 64 << 20
"""Bytes of a command's answer."""
BLOB, LINK, SUBMODULE = "blob", "link", "submodule"
OVERRIDES: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.pager=cat", "diff.external=", "core.quotePath=false")
FORGOTTEN: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
    "GIT_ATTR_SOURCE",
)
"""Variables by which git is led elsewhere, as a hook's environment does."""
_REF: Final = regex(r"(?!.*(?:\.\.|@\{|//|\.lock(?:/|\Z)))[A-Za-z0-9_][A-Za-z0-9_./+#@~^-]{0,249}\Z")
_SHA: Final = regex(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
_MODES: Final = {"100644": BLOB, "100755": BLOB, "120000": LINK, "160000": SUBMODULE}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit."""

    path: str
    kind: str
    sha: str
    size: int


class GitError(UsageError):
    """A command of git that failed; the message is git's last line."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that is read. `objects` are folders of objects that it borrows."""

    top: str
    objects: tuple[str, ...] = ()
    own: bool = False
    """It is ours: bare, and without a configuration that somebody else wrote."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Configuration of a command, by name."""

    def run(self, *arguments: str, protocols: str = "none", seconds: float = SECONDS) -> bytes:
        """What a command prints; GitError where it fails, takes too long or git is not installed."""
        process = self._start(arguments, protocols, subprocess.DEVNULL)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise GitError(f"git {arguments[0]} took more than {seconds:.0f} seconds") from None
        if process.returncode:
            raise GitError(f"git {arguments[0]}: {_last_line(err)}")
        if len(out) > MOST_OUTPUT:
            raise GitError(f"git {arguments[0]} answers more than {MOST_OUTPUT >> 20} MB")
        return out

    def text(self, *arguments: str) -> str:
        """What a command prints, without the last line end."""
        return self.run(*arguments).decode("utf-8", "surrogateescape").rstrip("\n")

    def _start(self, arguments: Sequence[str], protocols: str, stdin: int) -> subprocess.Popen[bytes]:
        overrides = [word for setting in OVERRIDES for word in ("-c", setting)]
        place = ["--git-dir", self.top] if self.own else ["-C", self.top]
        command = ["git", "--no-pager", *place, *overrides, *arguments]
        try:
            return subprocess.Popen(  # noqa: S603  # fixed arguments, no shell; what a user gives is checked and stands behind --
                command,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if stdin == subprocess.DEVNULL else subprocess.DEVNULL,
                env=self._environment(protocols),
                cwd=os.sep if os.name == "posix" else None,
            )
        except FileNotFoundError:
            raise GitError("git is not installed; install it, or compare with a saved report: --baseline FILE") from None
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from None

    def _environment(self, protocols: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN and not name.startswith("GIT_TRACE")}
        kept |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": protocols}
        kept |= {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "LC_ALL": "C"}
        kept.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
        if self.objects:
            kept["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = os.pathsep.join(self.objects)
        count = int(kept.get("GIT_CONFIG_COUNT", "") or 0) if kept.get("GIT_CONFIG_COUNT", "").isdigit() else 0
        for place, (name, value) in enumerate(self.settings.items(), count):
            kept |= {f"GIT_CONFIG_KEY_{place}": name, f"GIT_CONFIG_VALUE_{place}": value, "GIT_CONFIG_COUNT": str(place + 1)}
        return kept

    def commit(self, name: str) -> str | None:
        """The commit that a name means; None where there is none."""
        try:
            found = self.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitError as error:
            if "ownership" in error.message or "not installed" in error.message:
                raise
            return None
        return found if is_commit(found) else None

    def merge_base(self, one: str, other: str) -> str | None:
        """The best common ancestor of two commits; None where there is none in what is there of their history."""
        try:
            found = self.text("merge-base", "--end-of-options", one, other).split("\n")[0]
        except GitError:
            return None
        return found if is_commit(found) else None

    def parents(self, commit: str) -> list[str]:
        """The parents that a commit states, be they there or not."""
        head = self.text("cat-file", "commit", commit).split("\n\n", 1)[0]
        return [line[7:] for line in head.split("\n") if line.startswith("parent ") and is_commit(line[7:])]

    @property
    def shallow(self) -> list[str]:
        """The commits at which a shallow clone ends; none of a whole one."""
        try:
            with open(self._path("shallow"), encoding="ascii", errors="replace") as stream:
                lines = stream.read(1 << 16).split("\n")
        except OSError:
            return []
        return [line for line in lines if is_commit(line)]

    @property
    def object_folder(self) -> str:
        """Where its objects are."""
        return self._path("objects")

    def _path(self, name: str) -> str:
        return os.path.normpath(os.path.join(self.top, self.text("rev-parse", "--git-path", name)))

    def files(self, commit: str) -> Iterator[Entry]:
        """The files of a commit, by path."""
        for line in self.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit).split(b"\0"):
            about, _, path = line.partition(b"\t")
            words = about.decode("ascii", "replace").split()
            if len(words) == 4 and words[0] in _MODES:
                yield Entry(path.decode("utf-8", "surrogateescape"), _MODES[words[0]], words[2], int(words[3]) if words[3].isdigit() else 0)

    def moved(self, before: str, after: str) -> tuple[dict[str, str], list[str]]:
        """Files that were renamed between two commits (old path -> new), and the paths of all that changed."""
        arguments = ("diff-tree", "-r", "-z", "-M", "-l2000", "--name-status", "--no-ext-diff", "--no-textconv", before, after, "--")
        words = iter(self.run(*arguments).decode("utf-8", "surrogateescape").split("\0"))
        renames: dict[str, str] = {}
        changed: list[str] = []
        for status in words:
            if not status:
                continue
            path = next(words, "")
            if status[0] in "RC":
                new = next(words, "")
                if status[0] == "R":
                    renames[path] = new
                changed.append(new)
            changed.append(path)
        return renames, changed

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """What stands in files, byte for byte as git keeps it. GitError where an object is missing."""
        process = self._start(("cat-file", "--batch"), "none", subprocess.PIPE)
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  # both are pipes
        try:
            for entry in entries:
                yield entry, _blob(process.stdin, process.stdout, entry)
        except OSError as error:
            raise GitError(f"git cat-file: {error.strerror}") from None
        finally:
            process.kill()
            process.stdin.close()
            process.stdout.close()
            process.wait()


def _blob(asked: IO[bytes], answer: IO[bytes], entry: Entry) -> bytes:
    asked.write(entry.sha.encode("ascii") + b"\n")
    asked.flush()
    words = answer.readline().split()
    if len(words) != 3 or words[1] != b"blob" or not words[2].isdigit():
        raise GitError(f'git cat-file: "{entry.path}" is missing from the repository; fetch it without a filter')
    data = answer.read(int(words[2]))
    answer.read(1)
    return data


def is_commit(text: str) -> bool:
    """Whether a text is a commit's whole name."""
    return _SHA.match(text) is not None


def check_ref(name: str) -> None:
    """Refuse what names no commit, or might be taken for an option; UsageError."""
    if not _REF.match(name):
        raise UsageError(f'"{name[:60]}" names no commit; write a branch, a tag or a commit, such as origin/main')


def top_of(path: str) -> str | None:
    """The folder of the repository that a path lies in; None where it lies in none. Its configuration is not asked."""
    at = os.path.realpath(path)
    while True:
        if os.path.exists(os.path.join(at, ".git")):
            return at
        above = os.path.dirname(at)
        if above == at:
            return None
        at = above


def fetched(repository: Repository, folder: str, wanted: Sequence[str], depth: int, seconds: float = SECONDS) -> Repository:
    """A repository of our own, in a folder, that holds the history of some refs or commits from `origin`, and the other's objects.

    GitError where there is no `origin`, or it cannot be reached or does not have them. The repository's own configuration is asked for
    the address and for the headers by which a CI server lets a job in, and for nothing else.
    """
    url = repository.text("config", "--get", "remote.origin.url")
    if not url or url.startswith("-") or "::" in url:
        raise GitError("the address of origin is none that is fetched from")
    if "://" not in url and ":" not in url:
        url = os.path.join(repository.top, url)
    if not os.path.exists(os.path.join(folder, "HEAD")):
        Repository(repository.top).run("init", "--quiet", "--bare", "--template=", "--", folder)
    ours = Repository(folder, own=True, settings=_headers(repository))
    names = [f"+{name}:refs/plimsoll/{place}" for place, name in enumerate(wanted)]
    arguments = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", f"--depth={depth}", "--", url, *names)
    ours.run(*arguments, protocols="https:http:ssh:git:file", seconds=seconds)
    return Repository(folder, (repository.object_folder,), own=True)


def _headers(repository: Repository) -> dict[str, str]:
    """`http.<address>.extraheader`, as actions/checkout leaves it."""
    try:
        listed = repository.run("config", "--null", "--get-regexp", r"^http\..*\.extraheader$").decode("utf-8", "replace")
    except GitError:
        return {}
    pairs = [entry.partition("\n")[::2] for entry in listed.split("\0") if entry]
    return dict(pairs[:20])


def _last_line(error: bytes) -> str:
    lines = [line.strip() for line in error.decode("utf-8", "replace").splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    text = telling[0] if telling else "it failed"
    return text.removeprefix("fatal: ").removeprefix("error: ")[:300]
