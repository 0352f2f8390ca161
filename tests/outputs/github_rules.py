"""What GitHub code scanning refuses or misreads in a SARIF file: rules of its server and its upload action that no schema knows.

Sources: GitHub's pages "SARIF support for code scanning" and "SARIF results exceed one or more limits", and what
github/codeql-action (src/upload-lib.ts, src/fingerprints.ts) checks or reports.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

LEVELS = {"none", "note", "warning", "error"}


def github_errors(text: str) -> list[str]:
    """What GitHub would refuse or misread, one sentence each; empty for a good file."""
    log = json.loads(text)
    return [*_log_errors(text, log), *(error for run in log["runs"] for error in _run_errors(run))]


def _log_errors(text: str, log: dict[str, Any]) -> Iterator[str]:
    if len(gzip.compress(text.encode())) > 10_000_000:
        yield "the compressed file is above 10 MB"
    if len(log["runs"]) > 20:
        yield "more than 20 runs"
    categories = [run.get("automationDetails", {}).get("id", "").rpartition("/")[0] for run in log["runs"]]
    if len(set(categories)) != len(categories):
        yield "two runs of one category"


def _run_errors(run: dict[str, Any]) -> Iterator[str]:
    rules = run["tool"]["driver"].get("rules", [])
    results = run.get("results", [])
    if len(results) > 25_000:
        yield "more than 25,000 results"
    if len(rules) > 25_000:
        yield "more than 25,000 rules"
    if len(run["tool"].get("extensions", [])) > 100:
        yield "more than 100 extensions"
    if not run.get("automationDetails", {}).get("id", "").endswith("/"):
        yield "automationDetails.id does not end its category with a slash"
    for invocation in run.get("invocations", []):
        if invocation.get("executionSuccessful") is not True:
            yield "an unsuccessful execution: the upload is reported as failed"
    for rule in rules:
        yield from _rule_errors(rule)
    for result in results:
        yield from (f"{result.get('ruleId')}: {error}" for error in _result_errors(result, rules))


def _rule_errors(rule: dict[str, Any]) -> Iterator[str]:
    properties = rule.get("properties", {})
    severity = properties.get("security-severity")
    if severity is not None and not (isinstance(severity, str) and _is_number(severity) and 0.0 < float(severity) <= 10.0):
        yield f"{rule['id']}: security-severity {severity!r} is not a number in a text"
    tags = properties.get("tags", [])
    if len(tags) > 10:
        yield f"{rule['id']}: more than 10 tags, further ones are not shown"
    if tags[:1] != ["security"]:
        yield f"{rule['id']}: without the tag security its security-severity is not shown"
    if len(rule.get("name", "")) > 255:
        yield f"{rule['id']}: the name is longer than 255 characters"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(key, {}).get("text", "")) <= 1024:
            yield f"{rule['id']}: {key} is empty or longer than 1024 characters"
    if not rule.get("help", {}).get("text"):
        yield f"{rule['id']}: no help"
    if rule.get("defaultConfiguration", {}).get("level") not in LEVELS - {"none"}:
        yield f"{rule['id']}: no level"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _result_errors(result: dict[str, Any], rules: list[dict[str, Any]]) -> Iterator[str]:
    if result.get("kind", "fail") != "fail":
        yield f"kind {result['kind']} is shown as an open alert"
    if result.get("suppressions"):
        yield "a suppressed result is shown as an open alert"
    if result.get("level") not in LEVELS - {"none"}:
        yield "no level"
    if not result.get("message", {}).get("text"):
        yield "no message"
    index = result.get("ruleIndex")
    if index is not None and not (0 <= index < len(rules) and rules[index]["id"] == result["ruleId"]):
        yield "ruleIndex does not lead to the rule"
    locations = result.get("locations", [])
    if len(locations) != 1:
        yield f"{len(locations)} locations, only the first is used and none is refused"
    if len(result.get("relatedLocations", [])) > 100:
        yield "more than 100 related locations"
    for location in [*locations, *result.get("relatedLocations", [])]:
        yield from _location_errors(location)
    for key in [*result.get("fingerprints", {}), *result.get("partialFingerprints", {})]:
        name, slash, version = key.rpartition("/")
        if slash and not (name and version.startswith("v") and version[1:].isdigit()):
            yield f"fingerprint key {key} is not name or name/vN (DefectDojo fails on it)"


def _location_errors(location: dict[str, Any]) -> Iterator[str]:
    physical = location.get("physicalLocation")
    if physical is None:
        yield "expected a physical location"
        return
    uri = physical.get("artifactLocation", {}).get("uri", "")
    parts = urlsplit(uri)
    if not uri:
        yield "expected an artifact location"
    if parts.scheme or parts.netloc or uri.startswith("/"):
        yield f"{uri} is not relative to the repository's root"
    if any(character in uri for character in ' "<>\\^`{|}') or not uri.isascii():
        yield f"{uri} is not percent-encoded"
    if ".." in parts.path.split("/") or "" in parts.path.split("/"):
        yield f"{uri} is not normal"
    if physical.get("region", {}).get("startLine", 0) < 1:
        yield "no first line"
