"""Which container images a script's commands build, tag and push."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from scanner.functions.holes import Holes
from scanner.functions.images import image_of
from scanner.functions.shell import Command
from scanner.unknown import STRING, Unknown

ENGINES = frozenset(("docker", "podman", "nerdctl", "finch", "buildah"))
WITH_VALUE = frozenset(("-H", "--host", "--config", "-c", "--context", "-l", "--log-level", "--namespace", "--storage-driver", "--root"))
"""Options of an engine before its command that take a value."""
NO_DAEMON = frozenset(("login", "logout", "manifest", "--version", "-v", "version", "--help", "help", "context"))
"""Commands of docker that need no daemon."""


def engine_command(words: tuple[str, ...]) -> tuple[str, list[str]] | None:
    """(engine, its command and arguments without global options) of a container engine's command; None for others."""
    engine = posixpath.basename(words[0])
    if engine == "docker-compose":
        return "docker", ["compose", *words[1:]]
    if engine not in ENGINES:
        return None
    rest = list(words[1:])
    while rest and rest[0].startswith("-") and rest[0] not in NO_DAEMON:
        rest = rest[2:] if rest[0] in WITH_VALUE else rest[1:]
    return engine, rest


def needs_daemon(command: Command) -> bool:
    """Whether a command needs a Docker daemon (in CodeBuild: privileged mode)."""
    words = command.words
    name = posixpath.basename(words[0])
    if name == "dockerd" or (name == "service" and "docker" in words) or (name == "sam" and {"--use-container", "-u"} & set(words)):
        return True
    found = engine_command(words)
    if found is None or found[0] != "docker" or not found[1]:
        return False
    return found[1][0] not in NO_DAEMON and found[1][:2] != ["buildx", "imagetools"]


def logs_in(command: Command) -> bool:
    """Whether a command logs in to a registry."""
    found = engine_command(command.words)
    name = posixpath.basename(command.words[0])
    return (found is not None and found[1][:1] == ["login"]) or (name in ("crane", "skopeo", "helm", "oras") and "login" in command.words)


def pushed(commands: list[Command], holes: Holes) -> Iterator[tuple[str | None, bool]]:
    """The image references (with holes) that commands push, each with whether it may not be; None for one that is not named."""
    tagged: list[str] = []
    for command in commands:
        tagged.extend(_tags(command.words))
        for reference in _pushes(command.words, tagged, holes):
            yield reference, command.doubtful


def push(reference: str | None, holes: Holes) -> dict[str, Any]:
    """A push as registry, repository, tag and image; a push without a tag pushes `latest`."""
    if reference is None:
        why = "the script does not name what it pushes"
        return {name: Unknown(why, types=STRING) for name in ("registry", "repository", "tag", "image")}
    parts = image_of(reference.removeprefix("docker://"), holes)
    tag = parts["tag"]
    if tag is None and parts["digest"] is None:
        tag = "latest"
    return {"registry": parts["registry"], "repository": parts["repository"], "tag": tag, "image": holes.decode(reference)}


def _tags(words: tuple[str, ...]) -> list[str]:
    """The names that a build or a tag command gives to images."""
    found = engine_command(words)
    if found is None:
        return []
    arguments = found[1]
    if arguments[:1] == ["tag"] or arguments[:2] == ["image", "tag"]:
        return [word for word in arguments if not word.startswith("-")][-1:]
    return _options(arguments, ("-t", "--tag")) if "build" in arguments[:2] else []


def _options(words: list[str], names: tuple[str, ...]) -> list[str]:
    """The values of an option, in both its forms."""
    found = []
    for index, word in enumerate(words):
        if word in names and index + 1 < len(words):
            found.append(words[index + 1])
        found.extend(word[len(name) + 1 :] for name in names if name.startswith("--") and word.startswith(name + "="))
    return found


def _pushes(words: tuple[str, ...], tagged: list[str], holes: Holes) -> Iterator[str | None]:
    """What one command pushes."""
    name = posixpath.basename(words[0])
    found = engine_command(words)
    if found is not None:
        yield from _engine_pushes(found[1], tagged, holes)
    elif name == "executor" and "kaniko" in words[0] and "--no-push" not in words:
        yield from _options(list(words), ("-d", "--destination"))
    elif name in ("skopeo", "crane", "regctl") and {"copy", "cp", "push"} & set(words[1:3]):
        names = [word for word in words[2:] if not word.startswith("-")]
        if len(names) > 1 and not re.match(r"(dir|oci|docker-archive|docker-daemon):", names[-1]):
            yield names[-1]
    elif name == "aws" and "ecr" in words and "put-image" in words:
        repository, tags = _options(list(words), ("--repository-name",)), _options(list(words), ("--image-tag",))
        registry = holes.unknown("the account's own registry")
        yield f"{registry}.dkr.ecr.{registry}.amazonaws.com/{repository[0]}:{(tags or ['latest'])[0]}" if repository else None


def _engine_pushes(arguments: list[str], tagged: list[str], holes: Holes) -> Iterator[str | None]:
    """What a container engine's command pushes."""
    if arguments[:1] == ["image"]:
        arguments = arguments[1:]
    if arguments[:1] in (["compose"], ["bake"]) or arguments[:2] == ["buildx", "bake"]:
        if "push" in arguments or "--push" in arguments:
            yield None
    elif arguments[:1] == ["push"]:
        valued = [index + 1 for index, word in enumerate(arguments) if word in ("--platform", "--creds")]
        names = [word for index, word in enumerate(arguments) if index and index not in valued and not word.startswith("-")]
        if not names:
            yield None
        elif {"-a", "--all-tags"} & set(arguments):
            same = [name for name in tagged if name.rpartition(":")[0] == names[0]]
            yield from same or [f"{names[0]}:{holes.unknown('all tags of the image are pushed')}"]
        else:
            yield names[-1] if len(names) == 1 or "://" in names[-1] else names[0]
    elif "build" in arguments[:2]:
        outputs = _options(arguments, ("-o", "--output"))
        if "--push" in arguments or any("type=registry" in output or "push=true" in output for output in outputs):
            named: list[str | None] = list(_options(arguments, ("-t", "--tag")))
            yield from named or [None]
