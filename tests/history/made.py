"""Reports for the tests of the history, made of little: what each place has of each policy and resource."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from scanner import report_json
from scanner.identity import fingerprint, unseen_fingerprint
from scanner.report import Exemption, Finding, Header, Part, Place, Reason, Report, Rule, Severity, Summary, Verdict, Waiver
from scanner.snapshot import Gap, Location

TYPE = "AWS::ECS::Service"
WAIVER = Waiver("known", "2027-01-31", "team", "OPS-1", Location("plimsoll-waivers.yaml", 3, 1, 3, 9))


@dataclass
class Run:
    """What a test says of a run."""

    hour: int = 0
    places: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    policies: dict[str, int] = field(default_factory=lambda: {"p1": 0, "p2": 0})
    """By id: the edition of its rule; the edition decides the severity, too."""
    gaps: list[Gap] = field(default_factory=list)
    targets: tuple[str, ...] = ("app",)
    without: tuple[str, ...] = ()

    def report(self) -> Report:
        """The report of it."""
        rules = tuple(rule(name, edition) for name, edition in self.policies.items())
        verdicts = {str(verdict): sum(one.verdict is verdict for one in self.findings) for verdict in Verdict}
        waived = [one for one in self.findings if one.waiver is not None]
        exemptions = (Exemption("*", {}, WAIVER, "holds", True, len(waived)),) if waived else ()
        day, hour = divmod(self.hour, 24)
        header = Header("0.1.0", f"2026-01-{day + 1:02}T{hour:02}:00:00Z", self.targets, rules)
        summary = Summary(
            verdicts,
            dict.fromkeys(map(str, Severity), 0),
            tuple(self.gaps),
            worlds=1,
            places=tuple(self.places),
            policies_without_reach=self.without,
            exemptions=exemptions,
            finished=header.started,
        )
        return Report(header, self.findings, summary)

    def write(self, file: Path) -> Path:
        """Its report in a file."""
        with file.open("w", encoding="utf-8", newline="") as out:
            report_json.write(self.report(), out)
        return file


def rule(name: str, edition: int) -> Rule:
    """A policy's rule, in some edition."""
    return Rule(name, f"Title of {name}", severity(edition), "operations", f"Why, edition {edition}", "Fix")


def severity(edition: int) -> Severity:
    """That of an edition."""
    return Severity.HIGH if edition % 2 == 0 else Severity.CRITICAL


def finding(
    place: Place,
    policy: str,
    resource: str,
    verdict: Verdict = Verdict.FAIL,
    *,
    edition: int = 0,
    text: str = "it is wrong",
    twin: int = 0,
    waived: bool = False,
    owner: str | None = None,
) -> Finding:
    """A finding; fails and doubts share a fingerprint, as do passes, skips and errors. `twin`: another of the same fingerprint."""
    clear = verdict in (Verdict.PASS, Verdict.SKIPPED, Verdict.ERROR)
    name = f"{place.world}#{place.region or ''}{resource}"
    return Finding(
        policy,
        name,
        TYPE,
        verdict,
        severity(edition),
        text,
        place.world,
        fingerprint(policy, name, "", () if clear else ("clause",)),
        part=Part(("Parts", twin), "") if twin else None,
        account=place.account,
        region=place.region,
        reasons=(Reason("denied", "grant ecs:Describe"),) if verdict is Verdict.UNKNOWN else (),
        waiver=WAIVER if waived and verdict in (Verdict.FAIL, Verdict.UNKNOWN) else None,
        owner=owner,
    )


def unseen(place: Place, policy: str) -> Finding:
    """Not all of the type was read there."""
    account = place.account or place.world
    return Finding(
        policy,
        account,
        TYPE,
        Verdict.UNKNOWN,
        Severity.HIGH,
        f"cannot be told: {TYPE} was not all read",
        place.world,
        unseen_fingerprint(policy, account, TYPE, place.region),
        account=place.account,
        region=place.region,
        reasons=(Reason("AccessDenied", "grant ecs:ListServices"),),
    )


def live(account: str = "111122223333", region: str = "eu-west-1") -> Place:
    """A region of an account."""
    return Place(account, account, region)


def code(name: str = "app/template.yaml") -> Place:
    """A template."""
    return Place(name)


def denied(place: Place) -> Gap:
    """Nothing of a place could be read."""
    where = Location(place.world, 1, 1, 1, 2) if place.account is None else None
    return Gap("*", "AccessDenied", where, place.account, place.region, kind="denied")
