"""Packs: named choices of policies, with severities and parameters of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner import packaged
from scanner.errors import UsageError, get_close_matches
from scanner.policy import Policy
from scanner.records import dataclass, field
from scanner.report import Severity

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT = "ecs-essentials"
KEYS = ("id", "title", "description", "policies")
ENTRY_KEYS = ("id", "severity", "parameters")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: policy ids, and what it sets of them."""

    id: str
    title: str
    policies: tuple[str, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read(name: str, folders: Sequence[Path], builtin: bool = True) -> Pack:
    """Find a pack by its name: among ours, where those are in force, then in the `packs/` of policy folders."""
    index = packaged.built_index() if builtin else None
    if index is not None and name in index["packs"]:
        return built(index["packs"][name])
    known: list[str] = []
    for folder in [*([packaged.policies_dir()] if builtin else []), *folders]:
        path = folder / "packs" / f"{name}.yaml"
        if path.is_file():
            return parse(path)
        known.extend(found.stem for found in sorted((folder / "packs").glob("*.yaml")))
    near = get_close_matches(name, known, 1)
    raise UsageError(f'there is no pack "{name}"; ' + (f'did you mean "{near[0]}"?' if near else f"there are {', '.join(known) or 'none'}"))


def built(entry: Mapping[str, Any]) -> Pack:
    """A pack from its entry in the index of what is built."""
    severities = {identity: Severity(severity) for identity, severity in entry["severities"].items()}
    return Pack(entry["id"], entry["title"], tuple(entry["policies"]), severities, entry["parameters"])


def parse(path: Path) -> Pack:
    """Read a pack file."""
    from scanner import documents
    from scanner.policy_reader import Reader, read_file

    document = read_file(path)
    reader = Reader(document, document.root, "pack")
    reader.check_keys(reader.node, KEYS, ("id", "policies"))
    listed = reader.node.get("policies")
    if not isinstance(listed, documents.Sequence):
        raise reader.error('"policies" is a list of ids, or of {id, severity, parameters}', listed or reader.node)
    ids: list[str] = []
    severities: dict[str, Severity] = {}
    parameters: dict[str, Mapping[str, Any]] = {}
    for node in listed.items:
        if isinstance(node, documents.Mapping):
            reader.check_keys(node, ENTRY_KEYS, ("id",))
            entry = reader.value(node)
            identity = str(entry["id"])
            if "severity" in entry:
                if entry["severity"] not in [str(severity) for severity in Severity]:
                    raise reader.error(f'"{entry["severity"]}" is no severity', node)
                severities[identity] = Severity(entry["severity"])
            if "parameters" in entry:
                parameters[identity] = entry["parameters"]
        else:
            identity = reader.text_of(node, "policies")
        ids.append(identity)
    return Pack(reader.text("id"), reader.text("title", ""), tuple(ids), severities, parameters)


def choose(
    policies: Mapping[str, Policy],
    pack: Pack | None,
    own: frozenset[str],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: str | None = None,
) -> list[Policy]:
    """The policies in force: a pack's and the user's own, narrowed by ids or globs and by the least severity.

    `own` are the ids of the policies from the user's folders: a pack does not leave them out. A pattern that matches nothing is
    refused, for it is a slip that would silently select nothing.
    """
    select, ignore = tuple(select), tuple(ignore)
    for pattern in (*select, *ignore):
        if not any(_fits(identity, pattern) for identity in policies):
            near = get_close_matches(pattern, policies, 1)
            raise UsageError(f'no policy is called "{pattern}"' + (f'; did you mean "{near[0]}"?' if near else "; see plimsoll policies"))
    chosen = []
    for identity, policy in sorted(policies.items()):
        if select and not any(_fits(identity, pattern) for pattern in select):
            continue
        if not select and pack is not None and identity not in pack.policies and identity not in own:
            continue
        if any(_fits(identity, pattern) for pattern in ignore):
            continue
        if pack is not None and identity in pack.severities:
            policy = policy.with_severity(pack.severities[identity])
        if severity is not None and policy.severity.rank > Severity(severity).rank:
            continue
        chosen.append(policy)
    return chosen


def _fits(identity: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(identity, pattern)
