"""Places in SARIF: locations, regions, logical locations and line hashes.

What every result has is made as plain dicts under SARIF's own names: there are many, and an object for each costs more than writing them.
A test holds the names to sarif-om's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.outputs.line_hash import LineHashes
from scanner.outputs.plain_text import sarif_text
from scanner.outputs.uris import file_uri, resource_name, synthetic_uri
from scanner.report import Finding, Related
from scanner.snapshot import Location

KEPT_FILES = 8
"""Files whose line hashes are kept at hand; findings come world by world, so few are needed."""


def region(location: Location) -> dict[str, int]:
    """A SARIF region; the end is exclusive in both."""
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def logical(resource: str) -> list[dict[str, str]]:
    """A resource by its own id."""
    return [{"name": resource_name(resource) or resource, "fullyQualifiedName": resource, "kind": "resource"}]


class Places:
    """Makes the locations of one run's findings; keeps the line hashes of the files it met last."""

    def __init__(self, root: str | None, lines: Callable[[str], str | None] | None) -> None:
        """Take the directory that URIs start from, and the reader of source text."""
        self._root = root
        self._lines = lines
        self._hashes: dict[str, LineHashes | None] = {}

    def of_finding(self, finding: Finding) -> dict[str, Any]:
        """Where a finding stands: the file and region, else the synthetic path at 1:1; always with the resource's own id."""
        return {"physicalLocation": self.of_finding_file(finding), "logicalLocations": logical(finding.resource)}

    def of_finding_file(self, finding: Finding) -> dict[str, Any]:
        """The physical location of a finding."""
        if finding.location is not None:
            return self.physical(finding.location)
        return _synthetic(synthetic_uri(finding.type, finding.resource, finding.account, finding.region))

    def of_related(self, related: Related, number: int) -> dict[str, Any]:
        """A step of the path through relations, numbered so that a message can link to it."""
        location: dict[str, Any] = {"id": number}
        if related.location is not None:
            location["physicalLocation"] = self.physical(related.location)
        return {**location, "logicalLocations": logical(related.resource), "message": {"text": sarif_text(related.message)}}

    def physical(self, location: Location) -> dict[str, Any]:
        """A file and a region in it."""
        return {"artifactLocation": {"uri": file_uri(location.file, self._root)}, "region": region(location)}

    def line_hash(self, finding: Finding) -> str | None:
        """GitHub's hash of the finding's line; for a synthetic place our own from the fingerprint; None for a file that is not there."""
        if finding.location is None:
            return f"{finding.fingerprint[:16]}:1"
        if self._lines is None:
            return None
        file = finding.location.file
        if file not in self._hashes:
            if len(self._hashes) >= KEPT_FILES:
                del self._hashes[next(iter(self._hashes))]
            text = self._lines(file)
            self._hashes[file] = None if text is None else LineHashes(text)
        hashes = self._hashes[file]
        return None if hashes is None else hashes.at(finding.location.line)


def _synthetic(uri: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}}
