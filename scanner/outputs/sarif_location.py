"""Places in SARIF: locations, regions, logical locations and line hashes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sarif_om as om

from scanner.outputs.line_hash import LineHashes
from scanner.outputs.plain_text import sarif_text
from scanner.outputs.uris import file_uri, resource_name, synthetic_uri
from scanner.report import Finding, Related
from scanner.snapshot import Location

KEPT_FILES = 8
"""Files whose line hashes are kept at hand; findings come world by world, so few are needed."""


def region(location: Location) -> Any:
    """A SARIF region; the end is exclusive in both."""
    return om.Region(start_line=location.line, start_column=location.column, end_line=location.end_line, end_column=location.end_column)


class Places:
    """Makes the locations of one run's findings; keeps the line hashes of the files it met last."""

    def __init__(self, root: str | None, lines: Callable[[str], str | None] | None) -> None:
        """Take the directory that URIs start from, and the reader of source text."""
        self._root = root
        self._lines = lines
        self._hashes: dict[str, LineHashes | None] = {}

    def of_finding(self, finding: Finding) -> Any:
        """Where a finding stands: the file and region, else the synthetic path at 1:1; always with the resource's own id."""
        logical = om.LogicalLocation(
            fully_qualified_name=finding.resource, name=resource_name(finding.resource) or finding.resource, kind="resource"
        )
        return om.Location(physical_location=self.of_finding_file(finding), logical_locations=[logical])

    def of_finding_file(self, finding: Finding) -> Any:
        """The physical location of a finding."""
        if finding.location is not None:
            return self.physical(finding.location)
        return _synthetic(synthetic_uri(finding.type, finding.resource, finding.account, finding.region))

    def of_related(self, related: Related, number: int) -> Any:
        """A step of the path through relations, numbered so that a message can link to it."""
        return om.Location(
            id=number,
            message=om.Message(text=sarif_text(related.message)),
            physical_location=None if related.location is None else self.physical(related.location),
            logical_locations=[
                om.LogicalLocation(fully_qualified_name=related.resource, name=resource_name(related.resource), kind="resource")
            ],
        )

    def physical(self, location: Location) -> Any:
        """A file and a region in it."""
        return om.PhysicalLocation(artifact_location=om.ArtifactLocation(uri=file_uri(location.file, self._root)), region=region(location))

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


def _synthetic(uri: str) -> Any:
    return om.PhysicalLocation(
        artifact_location=om.ArtifactLocation(uri=uri),
        region=om.Region(start_line=1, start_column=1, end_line=1, end_column=1),
    )
