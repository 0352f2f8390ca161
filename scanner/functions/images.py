"""Container image references: `[registry/]repository[:tag][@digest]`, with their unknown parts kept."""

from __future__ import annotations

from typing import Any

from scanner.functions.holes import HOLE, Holes, has_hole
from scanner.patterns import regex
from scanner.unknown import NULL, STRING, Unknown, reference

ECR = regex(
    r"(?P<account>[^.]+)\.dkr[.-]ecr(?:-fips)?\.(?P<region>[^.]+)\.(?:amazonaws\.com(?:\.cn|\.eu)?|on\.aws|on\.amazonwebservices\.com\.cn)"
)
"""ECR's registries: account.dkr.ecr.region.amazonaws.com, dual-stack account.dkr-ecr.region.on.aws (ECR user guide, "Private registry")."""
FIELDS = ("registry", "account", "region", "repository", "tag", "digest")


def image(text: str | Unknown | None) -> dict[str, Any] | Unknown | None:
    """An image reference as registry, account, region, repository, tag and digest; each null where the reference has none.

    No default is put in: the registry of `nginx` and the tag of `app` are null. An unknown part is one component of
    the reference, unless it stands at the beginning with no registry known: then registry and repository are unknown.
    """
    if text is None:
        return None
    holes = Holes()
    return image_of(holes.encode(text), holes)


def image_of(text: str, holes: Holes) -> dict[str, Any]:
    """The parts of an image reference with holes."""
    if HOLE.fullmatch(text):
        return _whole(text, holes)
    name, _, digest = text.partition("@")
    head, slash, last = name.rpartition("/")
    last, colon, tag = last.partition(":")
    path = head + slash + last
    first, slash, rest = path.partition("/")
    parts: dict[str, Any] = dict.fromkeys(FIELDS)
    parts["tag"] = holes.decode(tag) if colon else None
    parts["digest"] = holes.decode(digest) if digest else None
    if slash and ("." in first or ":" in first or first == "localhost"):
        parts.update(_registry(first, holes), repository=holes.decode(rest))
    elif has_hole(first):
        parts.update(_beginning(first, slash + rest, holes))
    else:
        parts["repository"] = holes.decode(path)
    if digest == "" and not colon and _may_go_on(path[-1:], holes):
        parts["tag"] = holes.derive(path[-1:], STRING | NULL)
        parts["digest"] = holes.derive(path[-1:], STRING | NULL)
    return parts


def _may_go_on(end: str, holes: Holes) -> bool:
    """Whether the name ends in an unknown part that may hold a tag or digest as well; a resource's name cannot."""
    if not HOLE.fullmatch(end):
        return False
    value = holes.decode(end)
    return not (isinstance(value, Unknown) and value.reference is not None and value.reference.attribute in ("Ref", "RepositoryUri"))


def _registry(registry: str, holes: Holes) -> dict[str, Any]:
    """The registry, and of ECR's its account and region."""
    match = ECR.fullmatch(registry)
    return {
        "registry": holes.decode(registry),
        "account": holes.decode(match["account"]) if match else None,
        "region": holes.decode(match["region"]) if match else None,
    }


def _beginning(first: str, rest: str, holes: Holes) -> dict[str, Any]:
    """A reference that begins with an unknown part, which may hold registry and repository both."""
    value = holes.decode(first)
    uri = value.reference if isinstance(value, Unknown) else None
    if uri is not None and uri.attribute == "RepositoryUri":  # account.dkr.ecr.region.amazonaws.com/repository
        name = reference(uri.resource)
        told = {field: holes.derive(first, STRING, truthy=True) for field in ("registry", "account", "region")}
        return {**told, "repository": holes.decode(holes.mark(name) + rest) if rest else name}
    known = HOLE.sub("", rest) if not has_hole(rest) else ""
    parts = {field: holes.derive(first, STRING | NULL) for field in ("registry", "account", "region")}
    return {**parts, "repository": holes.derive(first, STRING, suffix=known.lstrip("/"))}


def _whole(text: str, holes: Holes) -> dict[str, Any]:
    """A reference of which nothing is known, except where it is a repository's own URI."""
    value = holes.decode(text)
    if isinstance(value, Unknown) and value.reference is not None and value.reference.attribute == "RepositoryUri":
        return {**_beginning(text, "", holes), "tag": None, "digest": None}
    return {name: holes.derive(text, STRING if name == "repository" else STRING | NULL) for name in FIELDS}
