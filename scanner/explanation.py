"""What a policy requires, and on a target, part by part, what was found and why it decides; and expressions asked of a target."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any, TextIO

from scanner import __version__, report_json, scan
from scanner.encoding import encode
from scanner.errors import EvaluationError, UsageError
from scanner.evaluate import evaluate, reaches
from scanner.frame import Frame, Run
from scanner.identity import short
from scanner.jmes import Context, compile_expression
from scanner.library import Library
from scanner.outputs import Options
from scanner.outputs.explained import Page
from scanner.outputs.explained import write as write_text
from scanner.passes import explained
from scanner.policy import Policy
from scanner.policy_names import literal_types
from scanner.records import dataclass
from scanner.report import Finding, Header, Report, Summary, Verdict
from scanner.scan import Settings
from scanner.showable import Showable
from scanner.snapshot import Gap
from scanner.world import World

FORMATS = ("text", "json")
QUIET = (Verdict.PASS, Verdict.SKIPPED)


@dataclass(frozen=True, slots=True)
class Question:
    """What of a policy's findings is to be explained, and how."""

    resources: tuple[str, ...] = ()
    """Only these: ids, or the names within their world."""
    everything: bool = False
    """Passes and skipped resources, too."""
    format: str = "text"
    width: int = 80
    color: bool = False


def write(identity: str, targets: Sequence[str], settings: Settings, out: TextIO, question: Question | None = None) -> None:
    """Explain a policy; on targets, each of its findings."""
    question = question or Question()
    own = scan.config_of(settings, targets[0] if targets else ".")
    library = scan.rules_of(settings, own).library
    policy = library.policies.get(identity)
    if policy is None:
        near = get_close_matches(identity, library.policies, 1)
        raise UsageError(f'no policy is called "{identity}"' + (f'; did you mean "{near[0]}"?' if near else "; see plimsoll policies"))
    if not targets:
        requirement(policy, out, question)
        return
    showable = Showable()
    options = Options(lines=showable.lines, width=question.width, color=question.color)
    told = Told()
    findings = list(found(policy, library, targets, settings, question, showable, told))
    report = report_of(policy, targets, settings, findings, told)
    if question.format == "json":
        report_json.write(report, out)
        return
    shown = [finding for finding in findings if question.everything or question.resources or finding.verdict not in QUIET]
    write_text(Report(report.header, shown, report.summary), out, options)
    closing(policy, findings, shown, told, Page(out, options))


@dataclass(slots=True)
class Told:
    """What was met beside the findings."""

    remarks: list[str]
    gaps: list[Gap]
    worlds: int = 0
    resources: int = 0

    def __init__(self) -> None:
        """Nothing yet."""
        self.remarks, self.gaps = [], []
        self.worlds = self.resources = 0


def found(
    policy: Policy, library: Library, targets: Sequence[str], settings: Settings, question: Question, showable: Showable, told: Told
) -> Iterator[Finding]:
    """The findings of a policy on some targets that are asked for; those that passed are explained where that is asked for."""
    names: set[str] = set()
    matched = False
    for world in scan.judged_worlds(targets, settings, library.field_names()):
        showable.add(world.snapshot)
        told.gaps.extend(world.snapshot.gaps)
        told.worlds += 1
        told.resources += len(world.snapshot.resources)
        if not reaches(policy, world):
            told.remarks.append(
                f"{world.snapshot.world}: {policy.id} is asked of {'live accounts' if policy.reach == 'live' else 'code'} only"
            )
            continue
        findings = list(evaluate([policy], world, library.data))
        if not findings:
            told.remarks.append(f"{world.snapshot.world}: holds no {' or '.join(policy.targets)}")
        for finding in findings:
            names.update((finding.resource, short(finding.resource)))
            if question.resources and not is_asked(finding, question.resources):
                continue
            matched = True
            quiet = finding.verdict in QUIET and (question.everything or question.resources)
            yield from explained(policy, library, world, finding) if quiet else (finding,)
    if question.resources and not matched:
        near = get_close_matches(question.resources[0], sorted(names), 1)
        hint = f'did you mean "{near[0]}"?' if near else f"it judges {', '.join(sorted(map(short, names))[:5]) or 'nothing there'}"
        raise UsageError(f'{policy.id} judges no resource called "{question.resources[0]}"; {hint}')


def is_asked(finding: Finding, resources: Sequence[str]) -> bool:
    """Whether a finding is about one of some resources, by id, by name, or by what its part is."""
    part = finding.part.key if finding.part is not None else ""
    return any(name in (finding.resource, short(finding.resource), part, short(part)) for name in resources)


def report_of(policy: Policy, targets: Sequence[str], settings: Settings, findings: Sequence[Finding], told: Told) -> Report:
    """The findings as a Report of one rule."""
    verdicts = Counter(finding.verdict for finding in findings)
    severities = Counter(finding.severity for finding in findings if finding.verdict is Verdict.FAIL)
    assumptions = sorted({assumption for finding in findings for assumption in finding.assumptions})
    return Report(
        Header(
            __version__,
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            tuple(targets),
            (policy.rule,),
            tuple(sorted(settings.closed)),
            settings.strict,
        ),
        findings,
        Summary(
            {str(verdict): verdicts[verdict] for verdict in Verdict},
            {str(policy.severity): severities[policy.severity]},
            tuple(told.gaps),
            tuple(assumptions),
            told.worlds,
            told.resources,
        ),
    )


def closing(policy: Policy, findings: Sequence[Finding], shown: Sequence[Finding], told: Told, page: Page) -> None:
    """What was not explained, and what was met beside it."""
    for remark in told.remarks:
        page.text(remark)
    for verdict, says in ((Verdict.PASS, "passes"), (Verdict.SKIPPED, "does not apply to")):
        names = [short(finding.resource) for finding in findings if finding.verdict is verdict]
        if names and len(shown) < len(findings):
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            listed = ", ".join(names[:5]) + more
            page.text(f"{policy.id} {says} {listed}." if verdict is Verdict.SKIPPED else f"{listed}: {says}.")
    if len(shown) < len(findings):
        page.text("--all explains these, too.")


def requirement(policy: Policy, out: TextIO, question: Question) -> None:
    """The policy itself: what it requires, why, and how to mend it."""
    if question.format == "json":
        raise UsageError("--format json explains findings; name a target")
    page = Page(out, Options(width=question.width, color=question.color))
    page.text(f"{policy.id} ({policy.severity}, {policy.category})")
    page.text(policy.title)
    out.write("\n")
    page.text(f"asked of: {', '.join(policy.targets)}" + (f" ({policy.reach} only)" if policy.reach != "both" else ""))
    for name, binding in policy.bindings.items():
        page.text(f"{name}() is {binding.text}", 2)
    if policy.when is not None:
        page.text(f"when: {policy.when.text}")
    for clause in policy.clauses:
        page.text(f"must hold: {clause.that.text}" + (f"  (when {clause.when.text})" if clause.when is not None else ""))
    for name, value in policy.parameters.items():
        page.text(f"parameter {name}: {json.dumps(value)}")
    for identity in policy.follows:
        page.text(f"follows {identity}: where that one fails on the same path, this finding is its consequence")
    page.heading("Why it matters", 0)
    page.markdown(policy.why)
    page.heading("How to mend it", 0)
    page.markdown(policy.fix)
    out.write("\n")
    if policy.controls:
        page.text(f"controls: {', '.join(policy.controls)}")
    for reference in policy.references:
        page.text(f"see {reference}")


def query(target: str, text: str, type_name: str | None, settings: Settings, out: TextIO) -> None:
    """Ask an expression of each world of a target: `@` is an object of resources by type, or each resource of a type."""
    own = scan.config_of(settings, target)
    library = scan.rules_of(settings, own).library
    expression = compile_expression(text, library.functions)
    scan.check_types((*literal_types(expression), *([type_name] if type_name else [])))
    for world in scan.judged_worlds([target], settings, library.field_names()):
        for name, document, resource in asked(world, type_name):
            frame = Frame(Run(world, library.data), document, document, resource)
            try:
                value = encode(expression.evaluate(document, Context(data=frame)).value)
            except EvaluationError as error:
                out.write(f"{name}: {error.message}\n")
                continue
            out.write(f"{name}: {json.dumps(value, ensure_ascii=False, indent=2)}\n")


def asked(world: World, type_name: str | None) -> Iterator[tuple[str, Any, Any]]:
    """(name, document, resource) of what an expression is asked of."""
    if type_name is None:
        by_type: Mapping[str, Any] = {name: world.resources(name) for name in sorted(world.by_type)}
        yield world.snapshot.world, by_type, next(iter(world.by_type.get("AWS::Account", ())), None)
        return
    for resource in world.by_type.get(type_name, ()):
        yield resource.id, resource.properties, resource
