"""What a change adds to the rules by which it would be judged: it is told, and counts when it is merged."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, Any, Final

from scanner import config, waivers
from scanner.config import Config
from scanner.errors import UsageError
from scanner.marks import Marks, bounded
from scanner.sources.discover import name_of, read_bytes
from scanner.waivers import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.change import Change
    from scanner.scan import Settings

LATER: Final = "counts only after merge"
MOST_FILES: Final = 2_000
LARGEST: Final = 1 << 20


def told(
    change: Change,
    targets: Sequence[str],
    settings: Settings,
    configs: Sequence[Config],
    central: Sequence[Rule],
    inline: Sequence[tuple[Rule, Set[str]]],
    marks: Marks,
) -> list[str]:
    """A note for each thing that the working tree has and the base has not. `configs`, `central` and `inline` are the base's."""
    notes: list[str] = []
    heads = []
    for target, own in zip(targets, configs, strict=True):
        path = settings.config or config.find(target)
        head = _read(path, notes)
        heads.append(head)
        notes += _of_config(name_of(path) if path is not None else config.NAME, head, own)
    notes += bounded("changes of policies", sorted(set(_of_policies(change, settings, [*heads, *configs]))))
    notes += bounded("new waivers", [*_of_files(targets, settings, heads, central, notes), *_of_comments(change, inline, marks)])
    ignoring = sorted(name_of(os.path.join(change.top, path)) for path in change.changed if os.path.basename(path) == ".gitignore")
    notes += [f"{path} changes, so no .gitignore was followed: what it adds {LATER}" for path in ignoring[:5]]
    return list(dict.fromkeys(notes))


def _read(path: Path | None, notes: list[str]) -> Config:
    if path is None:
        return Config()
    try:
        return config.read(path)
    except UsageError as error:
        notes.append(f"the change's configuration cannot be meant: {error}")
        return Config()


def _of_config(name: str, head: Config, base: Config) -> list[str]:
    """What a configuration says otherwise than the base's."""
    before = {option: value for option, (_, value) in base.said.items()}
    after = {option: value for option, (_, value) in head.said.items()}
    differing = [option for option in config.KEYS if before.get(option) != after.get(option)]
    return [f"{name} changes {', '.join(differing)}: that {LATER}"] if differing else []


def _of_policies(change: Change, settings: Settings, configs: Sequence[Config]) -> list[str]:
    """Files of policies that differ."""
    named = [str(path) for path in (*settings.policies, *(path for own in configs for path in own.policies))]
    folders = {change.at_head(path) or os.path.realpath(path) for path in named}
    found = []
    for folder in sorted(folders):
        there = change.at_base(folder)
        if there is None:
            continue
        for below in sorted(_files(folder) | _files(there)):
            if _content(os.path.join(folder, below)) != _content(os.path.join(there, below)):
                found.append(f"{name_of(os.path.join(folder, below))} is a policy file that changes: that {LATER}")
    return found


def _files(folder: str) -> set[str]:
    """The policy files below a folder."""
    found: set[str] = set()
    for above, _, names in os.walk(folder):
        found.update(os.path.relpath(os.path.join(above, name), folder) for name in names if name.endswith((".yaml", ".yml", ".json")))
        if len(found) > MOST_FILES:
            break
    return found


def _content(path: str) -> bytes | None:
    try:
        return read_bytes(path, LARGEST)
    except OSError:
        return None


def _of_files(targets: Sequence[str], settings: Settings, heads: Sequence[Config], central: Sequence[Rule], notes: list[str]) -> list[str]:
    """Waivers of files that the base does not have."""
    before = {rule.identity for rule in central}
    found = []
    named = [settings.waivers or own.waivers or config.find(target, config.WAIVERS) for own, target in zip(heads, targets, strict=True)]
    for path in {str(path): path for path in named if path is not None}.values():
        try:
            rules = waivers.read(path, name_of(path))
        except UsageError as error:
            notes.append(f"the change's waivers cannot be meant: {error}")
            continue
        found += [
            f"{rule.place}: the waiver of {rule.policy} {_until(rule)}is new: it {LATER}" for rule in rules if rule.identity not in before
        ]
    return found


def _of_comments(change: Change, inline: Sequence[tuple[Rule, Set[str]]], marks: Marks) -> list[str]:
    """Waivers in scanned files that the base does not have for the same resource, or not for as long."""
    before: dict[tuple[Any, ...], set[str]] = {}
    for rule, resources in inline:
        before.setdefault((rule.policy, rule.waiver.until), set()).update(change.renames.of_id(one) for one in resources)
    here = {one for resources in marks.resources.values() for one in resources}
    found = []
    for rule in marks.own:
        known = before.get((rule.policy, rule.waiver.until), set())
        for identity in sorted(marks.resources.get(id(rule), ())):
            moved = any(_end(one) == _end(identity) and one not in here for one in known)
            if identity not in known and not moved:
                found.append(f"{rule.place}: the waiver of {rule.policy} for {identity} {_until(rule)}is new: it {LATER}")
    return found


def _end(identity: str) -> str:
    from scanner.baseline import end_of

    return end_of(identity)


def _until(rule: Rule) -> str:
    return f"until {rule.waiver.until} " if rule.waiver.until else ""
