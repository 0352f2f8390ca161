"""What a policy requires, and on a target, clause by clause, what it read; and expressions asked of a target."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, TextIO

from scanner import scan
from scanner.encoding import encode
from scanner.errors import EvaluationError, UsageError
from scanner.evaluate import evaluate, reaches
from scanner.evidence import describe
from scanner.frame import Frame, Run
from scanner.identity import short
from scanner.jmes import Context, compile_expression
from scanner.library import Library
from scanner.policy import Policy
from scanner.policy_names import literal_types
from scanner.report import Evidence, Finding, Read, Verdict
from scanner.scan import Settings
from scanner.snapshot import Location
from scanner.world import World

WIDTH = 100


def write(identity: str, targets: Sequence[str], settings: Settings, out: TextIO) -> None:
    """Explain a policy; on targets, each of its findings."""
    own = scan.config_of(settings, targets[0] if targets else ".")
    library = scan.rules_of(settings, own).library
    policy = library.policies.get(identity)
    if policy is None:
        near = get_close_matches(identity, library.policies, 1)
        raise UsageError(f'no policy is called "{identity}"' + (f'; did you mean "{near[0]}"?' if near else "; see plimsoll policies"))
    if not targets:
        requirement(policy, out)
        return
    for world in scan.judged_worlds(targets, settings, library.field_names()):
        if not reaches(policy, world):
            out.write(f"{world.snapshot.world}: {policy.id} is asked of {'live accounts' if policy.reach == 'live' else 'code'} only\n")
            continue
        findings = list(evaluate([policy], world, library.data))
        if not findings:
            out.write(f"{world.snapshot.world}: holds no {' or '.join(policy.targets)}\n")
        for finding in findings:
            answer(policy, library, world, finding, out)


def requirement(policy: Policy, out: TextIO) -> None:
    """The policy itself: what it requires, why, and how to mend it."""
    out.write(f"{policy.id} ({policy.severity}, {policy.category})\n{policy.title}\n\n")
    out.write(f"asked of: {', '.join(policy.targets)}" + (f" ({policy.reach} only)" if policy.reach != "both" else "") + "\n")
    if policy.when is not None:
        out.write(f"when: {one_line(policy.when.text)}\n")
    for clause in policy.clauses:
        condition = f"  (when {one_line(clause.when.text)})" if clause.when is not None else ""
        out.write(f"must hold: {one_line(clause.that.text)}{condition}\n")
    for name, value in policy.parameters.items():
        out.write(f"parameter {name}: {json.dumps(value)}\n")
    out.write("\nwhy\n" + indented(policy.why) + "\nhow to mend it\n" + indented(policy.fix))
    if policy.controls:
        out.write(f"\ncontrols: {', '.join(policy.controls)}\n")
    for reference in policy.references:
        out.write(f"see {reference}\n")


def answer(policy: Policy, library: Library, world: World, finding: Finding, out: TextIO) -> None:
    """One finding: the verdict, the clauses, what they read and where."""
    out.write(
        f"{finding.verdict.upper()} {short(finding.resource)}" + (f" [{finding.part.key}]" if finding.part and finding.part.key else "")
    )
    out.write(f"  {placed(finding.location)}\n" if finding.location else "\n")
    out.write(indented(finding.message))
    evidence = finding.evidence
    if not evidence and finding.verdict is Verdict.PASS:
        evidence = reasons_of_pass(policy, library, world, finding)
    for clause in evidence:
        out.write(f"  clause: {one_line(clause.clause)}\n")
        for read in clause.reads:
            out.write(f"    {line_of(read)}\n")
    for related in finding.related:
        out.write(f"  {related.message}" + (f"  {placed(related.location)}" if related.location else "") + "\n")
    for reason in finding.reasons:
        out.write(f"  unknown: {reason.text} (settled by: {reason.settle})\n")
    for assumption in finding.assumptions:
        out.write(f"  assuming that {assumption}\n")
    if finding.verdict is Verdict.FAIL:
        out.write("  how to mend it:\n" + indented(policy.fix, "    "))


def reasons_of_pass(policy: Policy, library: Library, world: World, finding: Finding) -> tuple[Evidence, ...]:
    """What the clauses of a resource that passed read, where the whole resource is judged."""
    resource = next(one for one in world.by_type[finding.type] if one.id == finding.resource)
    if policy.targets[resource.type] is not None:
        return tuple(Evidence(clause.that.text) for clause in policy.clauses)
    frame = Frame(Run(world, library.data), resource.properties, resource.properties, resource, policy.bindings, policy.parameters)
    return describe(policy, policy.clauses, resource.properties, resource, world, frame, {}).evidence


def line_of(read: Read) -> str:
    """A value read, on one line, with its place."""
    value = json.dumps(read.value, ensure_ascii=False)
    text = one_line(value if len(value) <= WIDTH else value[:WIDTH] + "...")
    return f"{one_line(read.expression)} = {text}" + (f"  {placed(read.location)}" if read.location else "")


def placed(location: Location) -> str:
    """`file:line:column`."""
    return f"{location.file}:{location.line}:{location.column}"


def one_line(text: str) -> str:
    """Text without line breaks or control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def indented(text: str, by: str = "  ") -> str:
    """Paragraphs, wrapped and indented."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        if paragraph.startswith("```"):
            continue
        lead = " " * (len(paragraph) - len(paragraph.lstrip()))
        wrapped = textwrap.wrap(one_line(paragraph), WIDTH - len(by) - len(lead), break_on_hyphens=False, break_long_words=False)
        lines.extend(lead + line for line in wrapped or [""])
    return "".join(f"{by}{line}\n" if line else "\n" for line in lines)


def query(target: str, text: str, type_name: str | None, settings: Settings, out: TextIO) -> None:
    """Ask an expression of each world of a target: `@` is an object of resources by type, or each resource of a type."""
    own = scan.config_of(settings, target)
    library = scan.rules_of(settings, own).library
    expression = compile_expression(text, library.functions)
    scan.check_types((*literal_types(expression), *([type_name] if type_name else [])))
    for world in scan.judged_worlds([target], settings, library.field_names()):
        asked: list[tuple[str, Any, Any]] = []
        if type_name is None:
            by_type = {name: world.resources(name) for name in sorted(world.by_type)}
            asked.append((world.snapshot.world, by_type, next(iter(world.by_type.get("AWS::Account", ())), None)))
        else:
            asked.extend((resource.id, resource.properties, resource) for resource in world.by_type.get(type_name, ()))
        for name, document, resource in asked:
            frame = Frame(Run(world, library.data), document, document, resource)
            try:
                value = encode(expression.evaluate(document, Context(data=frame)).value)
            except EvaluationError as error:
                out.write(f"{name}: {error.message}\n")
                continue
            out.write(f"{name}: {json.dumps(value, ensure_ascii=False, indent=2)}\n")
