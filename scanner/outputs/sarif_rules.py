"""Policies as SARIF's rules, and the frameworks of their control mappings as its taxonomies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sarif_om as om

from scanner.outputs.plain_text import cut, markdown_text, one_line, sarif_text, sentence
from scanner.outputs.uris import quoted
from scanner.patterns import regex
from scanner.report import Rule, Severity

LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
SECURITY_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
}
"""GitHub wants a text; it reads above 9.0 as critical, from 7.0 as high, from 4.0 as medium, from 0.1 as low."""

PROBLEM_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "recommendation",
}
LONGEST_NAME = 255
LONGEST_DESCRIPTION = 1024
"""Characters that GitHub takes."""

FRAMEWORKS: Mapping[str, str] = {
    "security-hub": "AWS Security Hub CSPM controls",
    "config": "AWS Config managed rules",
    "checkov": "Checkov checks",
    "trivy": "Trivy checks",
    "kics": "KICS queries",
    "prowler": "Prowler checks",
    "cis": "CIS benchmarks",
    "nist-800-53": "NIST SP 800-53 Rev. 5",
}
"""What a framework's short name stands for; one that is not here stands for itself."""

_CODE_OR_ANGLE = regex(r"```.*?(?:```|\Z)|`[^`\n]*`|<", re.DOTALL)


def descriptor(rule: Rule, taxonomies: Taxonomies) -> Any:
    """A SARIF rule."""
    tags = list(dict.fromkeys(["security", rule.category]))
    properties = {"tags": tags, "precision": "high", "problem.severity": PROBLEM_SEVERITIES[rule.severity], "severity": rule.severity.value}
    if rule.severity in SECURITY_SEVERITIES:
        properties["security-severity"] = SECURITY_SEVERITIES[rule.severity]
    return om.ReportingDescriptor(
        id=rule.id,
        name=_name(rule.id),
        short_description=om.MultiformatMessageString(text=cut(sentence(one_line(rule.title)), LONGEST_DESCRIPTION)),
        full_description=om.MultiformatMessageString(text=cut(sentence(one_line(rule.why)), LONGEST_DESCRIPTION)),
        help=om.MultiformatMessageString(text=help_text(rule), markdown=help_markdown(rule)),
        help_uri=next((uri for uri in map(web_uri, rule.references) if uri), None),
        default_configuration=om.ReportingConfiguration(level=LEVELS[rule.severity]),
        relationships=taxonomies.relationships(rule) or None,
        properties=properties,
    )


def _name(identifier: str) -> str | None:
    """`ecs-taskdef-no-privileged` as `EcsTaskdefNoPrivileged`; None for an id of one word (SARIF 3.49.7: the two must differ)."""
    name = "".join(word[:1].upper() + word[1:] for word in _words(identifier))
    return None if name.lower() == identifier.lower() else cut(name, LONGEST_NAME)


def _words(identifier: str) -> list[str]:
    return "".join([character if character.isascii() and character.isalnum() else " " for character in identifier]).split()


def web_uri(text: str) -> str | None:
    """A reference as a URI, where it is one of the web; None for any other text."""
    scheme, _, rest = text.partition("://")
    if scheme not in ("http", "https") or rest[:1] in ("", "/") or rest[0].isspace():
        return None
    return quoted(one_line(text).strip().encode(), ":/?#[]@!$&'()*+,;=%-._~")


def help_text(rule: Rule) -> str:
    """Why, how to mend, references and control mappings, for who shows no Markdown."""
    parts = [sentence(one_line(rule.why)), "How to mend: " + _lines(rule.fix)]
    if rule.references:
        parts.append("References: " + ", ".join(one_line(reference) for reference in rule.references))
    if rule.controls:
        parts.append("Controls: " + ", ".join(one_line(control) for control in rule.controls))
    return "\n\n".join(parts)


def help_markdown(rule: Rule) -> str:
    """The same as Markdown. A policy's `why` and `fix` are Markdown; everything else is escaped."""
    parts = ["## Why\n\n" + _markdown(rule.why), "## How to mend\n\n" + _markdown(rule.fix)]
    if rule.references:
        parts.append("## References\n\n" + "\n".join(f"- {_reference(reference)}" for reference in rule.references))
    if rule.controls:
        rows = [f"| {markdown_text(framework)} | {markdown_text(control)} |" for framework, control in map(split_control, rule.controls)]
        parts.append("## Controls\n\n| Framework | Control |\n| --- | --- |\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _lines(text: str) -> str:
    """Text of several lines, each made harmless."""
    if text.replace("\n", " ").isprintable():
        return text.strip()
    return "\n".join(one_line(line.replace("\t", "    ")) for line in text.strip().splitlines())


def _markdown(text: str) -> str:
    """A policy's Markdown, in which nothing outside code opens HTML."""
    lines = _lines(text)
    return _CODE_OR_ANGLE.sub(lambda match: "&lt;" if match[0] == "<" else match[0], lines) if "<" in lines else lines


def _reference(text: str) -> str:
    uri = web_uri(text)
    return markdown_text(text) if uri is None else f"<{uri}>"


def split_control(control: str) -> tuple[str, str]:
    """`security-hub:ECS.4` as its framework and its id; a control without a framework stands under `other`."""
    framework, colon, identifier = control.partition(":")
    return (framework, identifier) if colon and framework and identifier else ("other", control)


class Taxonomies:
    """The frameworks that the rules of a run map to, and the place of each control in them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Collect the controls of all rules; sorted, so that the same rules give the same bytes."""
        pairs = {split_control(control) for rule in rules for control in rule.controls}
        self._names = sorted({framework for framework, _ in pairs})
        self._controls = {name: sorted(control for framework, control in pairs if framework == name) for name in self._names}

    def components(self) -> list[Any]:
        """SARIF's `run.taxonomies`."""
        return [
            om.ToolComponent(
                name=name,
                full_name=FRAMEWORKS.get(name),
                short_description=om.MultiformatMessageString(text=sentence(FRAMEWORKS.get(name, f"Controls of {sarif_text(name)}"))),
                taxa=[om.ReportingDescriptor(id=control) for control in self._controls[name]],
                is_comprehensive=False,
            )
            for name in self._names
        ]

    def references(self) -> list[Any]:
        """SARIF's `driver.supportedTaxonomies`."""
        return [om.ToolComponentReference(name=name, index=index) for index, name in enumerate(self._names)]

    def relationships(self, rule: Rule) -> list[Any]:
        """A rule's control mappings."""
        return [
            om.ReportingDescriptorRelationship(
                target=om.ReportingDescriptorReference(
                    id=control,
                    index=self._controls[framework].index(control),
                    tool_component=om.ToolComponentReference(name=framework, index=self._names.index(framework)),
                ),
                kinds=["relevant"],
            )
            for framework, control in dict.fromkeys(map(split_control, rule.controls))
        ]
