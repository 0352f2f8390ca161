"""Policies and a world become findings.

The logic is Kleene's: a part's verdict is definite only where every completion of what is unknown agrees. Where an evaluation hangs on
a choice (a condition, a parameter with few values), it is run once for each alternative, within a budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from scanner.errors import EvaluationError
from scanner.frame import Frame, Run
from scanner.identity import fingerprint, unseen_fingerprint
from scanner.jmes import Context, Expression
from scanner.jmes.values import causes_of, list_items, truth
from scanner.judge import LEFT, PASS, SKIPPED, Judges, Quick
from scanner.policy import Clause, Policy
from scanner.records import dataclass, field
from scanner.report import CALL, Finding, Part, Reason, Related, Verdict
from scanner.snapshot import Resource
from scanner.unknown import ABSENT, NOTHING, OpenList, Unknown
from scanner.verdict_codes import Row
from scanner.world import World

OWNERS = ("Owner", "owner", "Team", "team")
"""The tags that say whose a resource is, the first before the others."""
SPLIT_LIMIT = 64
"""How many runs a case split of one part may take."""

_QUICK = {PASS: Verdict.PASS, SKIPPED: Verdict.SKIPPED}
"""The quick verdicts that need no second look."""


@dataclass(slots=True)
class Trial:
    """One evaluation of a policy on a part, with some choices made."""

    verdict: Verdict
    context: Context
    run: Run
    failed: list[Clause] = field(default_factory=list)
    doubtful: list[Clause] = field(default_factory=list)
    message: str = ""
    """Of an error."""
    reasons: list[Unknown] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A part to be judged."""

    value: Any
    may_be_missing: bool = False
    reason: str = ""


def evaluate(
    policies: Iterable[Policy], world: World, data: Callable[[str], Any], judges: Judges | None = None, *, brief: bool = False
) -> Iterator[Finding]:
    """Ask every policy about every resource of its types.

    One finding per policy and part that fails or is unknown, one folded pass or skipped per resource, in the order policy, resource,
    part. A policy that breaks on a resource gives a finding with verdict ERROR and does not stop the scan. `judges` keeps the generated
    code of the policies from world to world. `brief` leaves an unknown finding without its evidence: its reasons are told all the same.
    """
    asked = sorted((policy for policy in policies if reaches(policy, world)), key=lambda policy: policy.id)
    quick = Quick(world, data, judges if judges is not None else Judges(asked))
    by_type: dict[str, tuple[list[Resource], list[Row | None]]] = {}
    for policy in asked:
        judged: Iterator[tuple[Resource, int]] = iter(())
        for type_name in policy.targets:
            if type_name not in by_type:
                by_type[type_name] = _listed(world, quick, type_name)
            judged = chain(judged, _codes(*by_type[type_name], quick.column(policy, type_name)))
        for resource, code in sorted(judged, key=_by_id) if len(policy.targets) > 1 else judged:
            verdict = _QUICK.get(code)
            if verdict is None:
                yield from guarded(policy, resource, world, data, brief)
            else:
                yield finding(policy, resource, world, verdict, policy.title, "", ())
        if world.snapshot.live:
            yield from unseen_findings(policy, world)


def _by_id(pair: tuple[Resource, int]) -> str:
    return pair[0].id


def _listed(world: World, quick: Quick, type_name: str) -> tuple[list[Resource], list[Row | None]]:
    """The resources of a type in order of their ids, and the quick verdicts of each where it has any."""
    resources = sorted(world.by_type.get(type_name, ()), key=lambda resource: resource.id)
    return resources, [*map(quick.rows(type_name).get, resources)]


def _codes(resources: Iterable[Resource], rows: Iterable[Row | None], column: int) -> Iterator[tuple[Resource, int]]:
    """Each resource with the code of one policy."""
    for resource, row in zip(resources, rows, strict=True):
        yield resource, row[column] if row is not None else LEFT


def reaches(policy: Policy, world: World) -> bool:
    """Whether a policy can be asked of this kind of source."""
    return policy.reach == "both" or (policy.reach == "live") == world.snapshot.live


def unseen_findings(policy: Policy, world: World) -> Iterator[Finding]:
    """What a policy cannot judge in an account because it was not gathered: silence about it would look like a pass.

    One UNKNOWN finding for each type and place (account, region) behind which more of it may stand; its resource is the account.
    """
    for type_name in sorted(policy.targets):
        for (account, region), gaps in world.hidden(type_name).items():
            where = f"in {region} of {account or world.snapshot.world}" if region else f"in {account or world.snapshot.world}"
            reasons = tuple(dict.fromkeys(Reason(gap.reason, gap.settle or gap.reason) for gap in gaps))
            yield Finding(
                policy=policy.id,
                resource=account or world.snapshot.world,
                type=type_name,
                verdict=Verdict.UNKNOWN,
                severity=policy.severity,
                message=f"cannot be told: {type_name} {where} was not all read",
                world=world.snapshot.world,
                fingerprint=unseen_fingerprint(policy.id, account or world.snapshot.world, type_name, region),
                location=gaps[0].location,
                reasons=reasons,
                account=account,
                region=region,
            )


def guarded(policy: Policy, resource: Resource, world: World, data: Callable[[str], Any], brief: bool = False) -> list[Finding]:
    """The findings of one policy on one resource; whatever breaks is an error finding."""
    try:
        return judge_resource(policy, resource, world, data, brief)
    except Exception as error:  # noqa: BLE001  # the one place: a broken policy must not stop the scan
        text = error.message if isinstance(error, EvaluationError) else f"{type(error).__name__}: {error}"
        return [finding(policy, resource, world, Verdict.ERROR, f"the policy broke: {text}", "", ())]


def judge_resource(policy: Policy, resource: Resource, world: World, data: Callable[[str], Any], brief: bool = False) -> list[Finding]:
    """The findings of one policy on one resource."""
    pick = picks_of_existence(resource.exists)
    expression = policy.targets[resource.type]
    items, more, problem = items_of(policy, expression, resource, world, data, pick)
    found: list[Finding] = []
    if problem is not None:
        found.append(problem)
    passed = False
    for item in items:
        trial = split(policy, item.value, resource, world, data, pick)
        if trial.verdict is Verdict.PASS:
            passed = True
        elif trial.verdict is not Verdict.SKIPPED:
            found.append(report(policy, resource, world, item, trial, brief))
    if more is not None:
        reason = Reason(more.reason, more.settle or more.reason)
        found.append(
            finding(
                policy, resource, world, Verdict.UNKNOWN, f"there may be more to judge: {more.reason}", "more", ("more",), reasons=(reason,)
            )
        )
    if found:
        return found
    verdict = Verdict.PASS if passed else Verdict.SKIPPED
    return [finding(policy, resource, world, verdict, policy.title, "", ())]


def picks_of_existence(tree: Any) -> dict[Any, int]:
    """The choices under which a resource exists, where there is one way only; it is judged as if it did."""
    picks: dict[Any, int] = {}
    while isinstance(tree, Unknown) and tree.one_of is not None and tree.selector is not None:
        live = [index for index, branch in enumerate(tree.one_of) if branch is not False]
        if len(live) != 1:
            break
        picks[tree.selector] = live[0]
        tree = tree.one_of[live[0]]
    return picks


def frame_for(policy: Policy, item: Any, resource: Resource, run: Run) -> Frame:
    """What the expressions of a policy see on an item."""
    return Frame(run, item, resource.properties, resource, policy.bindings, policy.parameters)


def items_of(
    policy: Policy, expression: Expression | None, resource: Resource, world: World, data: Callable[[str], Any], pick: Mapping[Any, int]
) -> tuple[list[Item], Unknown | None, Finding | None]:
    """The parts of a resource that are judged; what says that there may be more; a finding where the parts cannot be told."""
    if expression is None:
        return [Item(resource.properties)], None, None
    run = Run(world, data)
    context = Context(pick=dict(pick), data=frame_for(policy, resource.properties, resource, run))
    value = expression.evaluate(resource.properties, context).value
    if value is None or value is ABSENT:
        return [], None, None
    if isinstance(value, Unknown) and value.one_of is None:
        reason = Reason(value.reason, value.settle or value.reason)
        problem = finding(
            policy,
            resource,
            world,
            Verdict.UNKNOWN,
            f"what is to be judged is unknown: {value.reason}",
            "",
            (expression.text,),
            reasons=(reason,),
        )
        return [], None, problem
    items: list[Item] = []
    more: Unknown | None = None
    for alternative in value.one_of if isinstance(value, Unknown) and value.one_of is not None else (value,):
        doubt = alternative is not value
        if alternative is None or alternative is ABSENT:
            continue
        if isinstance(alternative, (list, OpenList)):
            members, rest, _, _ = list_items(alternative, context)
            items.extend(Item(inner, maybe or doubt, getattr(value, "reason", "")) for inner, maybe in members)
            if rest is not NOTHING:
                more = next(iter(causes_of(alternative)), Unknown("the list may have more members"))
        elif isinstance(alternative, Unknown):
            more = alternative
        else:
            items.append(Item(alternative, doubt))
    return items, more, None


def split(policy: Policy, item: Any, resource: Resource, world: World, data: Callable[[str], Any], pick: Mapping[Any, int]) -> Trial:
    """Judge an item, once for each alternative of the choices that an unknown verdict hangs on."""
    budget = [SPLIT_LIMIT]

    def attempt(pick: Mapping[Any, int]) -> Trial:
        trial = judge(policy, item, resource, Run(world, data), pick)
        if trial.verdict is not Verdict.UNKNOWN or not trial.context.touched:
            return trial
        selector, count = min(trial.context.touched.items(), key=lambda pair: pair[1])
        if count > budget[0]:
            return trial
        budget[0] -= count
        trials: list[Trial] = []
        for index in range(count):
            one = attempt({**pick, selector: index})
            if one.verdict is Verdict.UNKNOWN or (trials and _outcome(one) is not _outcome(trials[0])):
                return trial  # the others could not make it definite
            trials.append(one)
        return next((one for one in trials if one.verdict is not Verdict.SKIPPED), trials[0])

    return attempt(pick)


def _outcome(trial: Trial) -> Verdict:
    """What alternatives must agree on: where the requirement applies to some of them and they pass, it is a pass."""
    return Verdict.PASS if trial.verdict is Verdict.SKIPPED else trial.verdict


def judge(policy: Policy, item: Any, resource: Resource, run: Run, pick: Mapping[Any, int]) -> Trial:
    """Evaluate `when` and the clauses once."""
    context = Context(pick=dict(pick), data=frame_for(policy, item, resource, run))
    trial = Trial(Verdict.PASS, context, run)
    try:
        applies = ask(policy.when, item, context) if policy.when is not None else True
    except EvaluationError as error:
        trial.verdict, trial.message = Verdict.ERROR, error.message
        return trial
    if applies is False:
        trial.verdict = Verdict.SKIPPED
        return trial
    doubts = list(context.blame)
    for clause in policy.clauses:
        context.blame.clear()
        try:
            bound = ask(clause.when, item, context) if clause.when is not None else True
            holds = True if bound is False else ask(clause.that, item, context)
        except EvaluationError as error:
            trial.verdict, trial.message = Verdict.ERROR, error.message
            return trial
        if holds is False and bound is True:
            trial.failed.append(clause)
        elif holds is not True:
            trial.doubtful.append(clause)
            trial.reasons.extend(context.blame)
    if applies is None and (trial.failed or trial.doubtful):
        trial.verdict, trial.reasons = Verdict.UNKNOWN, [*doubts, *trial.reasons]
    elif trial.failed:
        trial.verdict = Verdict.FAIL
    elif trial.doubtful:
        trial.verdict = Verdict.UNKNOWN
    return trial


def ask(expression: Expression, item: Any, context: Context) -> bool | None:
    """The truth of an expression; None where it is unknown or may fail."""
    context.may_fail = False
    outcome = expression.evaluate(item, context)
    answer = truth(outcome.value, context)
    if answer is None and isinstance(outcome.value, Unknown):
        context.accuse(*causes_of(outcome.value))
    return None if outcome.may_fail else answer


def report(policy: Policy, resource: Resource, world: World, item: Item, trial: Trial, brief: bool = False) -> Finding:
    """The finding of a part that did not pass; `brief`: without evidence where it is unknown."""
    part = None
    if policy.targets[resource.type] is not None:
        from scanner.evidence import part_of

        part = part_of(world, resource, item.value, policy.targets[resource.type])
    key = part.key if part else ""
    clauses = trial.failed or trial.doubtful
    texts = tuple(clause.that.text for clause in clauses)
    if trial.verdict is Verdict.ERROR:
        return finding(policy, resource, world, Verdict.ERROR, f"the policy broke: {trial.message}", key, ("error",), part=part)
    verdict, reasons = trial.verdict, reasons_of(trial.reasons)
    tell = partial(told, policy, item.value, resource, world, trial)
    if verdict is Verdict.FAIL and resource.exists is not True:
        verdict, message = Verdict.UNKNOWN, f"fails if created: {tell()}"
        reasons = [Reason(resource.exists.reason, resource.exists.settle or resource.exists.reason)]
    elif verdict is Verdict.FAIL and item.may_be_missing:
        verdict, message = Verdict.UNKNOWN, f"fails if present: {tell()}"
        reasons = [Reason(item.reason or "it may not be there", item.reason or "it may not be there")]
    elif verdict is Verdict.UNKNOWN:
        message = f"cannot be told: {policy.title}"
        if not reasons:
            reasons = [Reason("what it hangs on is not known before deployment", "deployment")]
    else:
        message = tell()
    scene = None
    if verdict is not Verdict.UNKNOWN or not brief:
        from scanner.evidence import describe

        frame = frame_for(policy, item.value, resource, Run(world, trial.run.data))
        scene = describe(policy, clauses, item.value, resource, world, frame, trial.context.pick)
    return finding(
        policy,
        resource,
        world,
        verdict,
        message,
        key,
        texts,
        part=part,
        location=scene.location if scene is not None else None,
        related=(*(scene.related if scene is not None else ()), *calls_of(resource)),
        evidence=scene.evidence if scene is not None else (),
        reasons=tuple(dict.fromkeys(reasons)),
        assumptions=tuple(sorted(trial.run.assumptions)),
    )


def told(policy: Policy, item: Any, resource: Resource, world: World, trial: Trial) -> str:
    """What the clauses that decided say of an item."""
    from scanner.evidence import render

    frame = frame_for(policy, item, resource, Run(world, trial.run.data))
    clauses = trial.failed or trial.doubtful
    return "; ".join(dict.fromkeys(render(clause.message or policy.message, policy, item, frame, trial.context.pick) for clause in clauses))


def calls_of(resource: Resource) -> list[Related]:
    """The module calls that lead to a resource, the innermost first."""
    calls = reversed(resource.origin.calls)
    return [Related(f"{CALL}{name}", resource.id, place) for name, place in calls]


def reasons_of(unknowns: Iterable[Unknown]) -> list[Reason]:
    """What a verdict hangs on, each once: of two that say the same, the one that tells what would settle it."""
    reasons: dict[str, Reason] = {}
    for unknown in unknowns:
        for cause in causes_of(unknown):
            known = reasons.get(cause.reason)
            if known is None or known.settle == known.text:
                reasons[cause.reason] = Reason(cause.reason, cause.settle or cause.reason)
    return list(reasons.values())


def finding(
    policy: Policy,
    resource: Resource,
    world: World,
    verdict: Verdict,
    message: str,
    key: str,
    clauses: tuple[str, ...],
    *,
    part: Part | None = None,
    location: Any = None,
    related: Any = (),
    evidence: Any = (),
    reasons: tuple[Reason, ...] = (),
    assumptions: tuple[str, ...] = (),
) -> Finding:
    """A Finding with what follows from its policy and resource."""
    return Finding(
        policy=policy.id,
        resource=resource.id,
        type=resource.type,
        verdict=verdict,
        severity=policy.severity,
        message=message,
        world=world.snapshot.world,
        fingerprint=fingerprint(policy.id, resource.id, key, clauses),
        part=part,
        location=location or resource.origin.resource,
        related=related,
        evidence=evidence,
        reasons=reasons,
        assumptions=assumptions,
        account=resource.account,
        region=resource.region,
        owner=owner_of(resource),
    )


def owner_of(resource: Resource) -> str | None:
    """Whose a resource is: the first of the tags OWNERS that it has, as far as its tags are known."""
    tags = resource.properties.get("Tags")
    if not tags:
        return None
    if isinstance(tags, dict):
        said = tags
    elif isinstance(tags, list):
        said = {tag.get("Key"): tag.get("Value") for tag in tags if isinstance(tag, dict) and isinstance(tag.get("Key"), str)}
    else:
        return None
    return next((value for name in OWNERS if isinstance(value := said.get(name), str) and value), None)
