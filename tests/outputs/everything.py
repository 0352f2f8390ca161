"""One report with everything in it: every verdict and severity, every optional field, names that attack, places that do not exist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from scanner.report import (
    Evidence,
    Exemption,
    Finding,
    Ground,
    Header,
    Part,
    Place,
    Read,
    Reason,
    Related,
    Report,
    Rule,
    Severity,
    Summary,
    Verdict,
    Waiver,
)
from scanner.snapshot import Gap, Location

TEMPLATE = "examples/shop/template.yaml"
ODD_FILE = "examples/größe & co/my template#1.yaml"

SOURCES = {
    TEMPLATE: "Resources:\n"
    + "".join(f"  Resource{number}:\n    Type: AWS::ECS::TaskDefinition\n    Properties: {{}}\n" for number in range(20)),
    ODD_FILE: "\ufeffResources:\r\n  Größe🚢:\r\n\tType: AWS::ECS::Cluster\r\n",
}

EVIL = 'web](https://evil.example) [bold red]::error::pwned\n\x1b[31m\u202e| `x` <img src=x onerror=alert(1)> {0} "'

RULES = (
    Rule(
        id="asg-launch-has-instance-profile",
        title="Container instances launch with an instance profile",
        severity=Severity.CRITICAL,
        category="availability",
        why="Without an instance profile the agent has no credentials, so the instance never joins the cluster. It runs nothing.",
        fix="**CloudFormation**\n\nSet `IamInstanceProfile`.\n\n```yaml\nIamInstanceProfile: {Arn: !GetAtt Profile.Arn}\n```",
        references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html", "the ECS developer guide"),
        controls=("security-hub:EC2.99", "checkov:CKV_AWS_000", "in-house 7"),
    ),
    Rule(
        id="ecs-taskdef-no-privileged",
        title="ECS containers do not run privileged",
        severity=Severity.HIGH,
        category="security",
        why="A privileged container is root on its host; whoever takes it over owns the instance.",
        fix="Set Privileged to false and grant single capabilities in LinuxParameters instead.",
        controls=("security-hub:ECS.4", "config:ecs-containers-nonprivileged"),
        follows=("asg-launch-has-instance-profile",),
    ),
    Rule(
        "cloudtrail-enabled",
        "A trail is logging",
        Severity.MEDIUM,
        "security",
        "Nobody knows who did it.",
        "Create a trail.",
        (),
        ("security-hub:CloudTrail.1",),
    ),
    Rule("ecr-source-tag-defined", "Image sources name their tag", Severity.LOW, "delivery", "Unset means `latest`.", "Set ImageTag."),
    Rule("ecs-cluster-is-tagged", "Clusters are tagged", Severity.INFO, "cost", "Costs cannot be told apart.", "Add tags."),
)


def _finding(policy: str, resource: str, type_name: str, verdict: Verdict, severity: Severity, message: str, **rest: object) -> Finding:
    fingerprint = hashlib.sha256(f"{policy}|{resource}|{message}".encode()).hexdigest()
    return Finding(policy, resource, type_name, verdict, severity, message, str(rest.pop("world", TEMPLATE)), fingerprint, **rest)  # type: ignore[arg-type]  # the test gives it on purpose


GROUND = Ground(
    "exists(launch_data().IamInstanceProfile) && starts(@)",
    False,
    "all",
    because=(
        Ground(
            "exists(launch_data().IamInstanceProfile)",
            False,
            reads=(
                Read(
                    "launch_data().IamInstanceProfile",
                    None,
                    missing=True,
                    made_of=(Read("UserData", "#!/bin/bash", f"{TEMPLATE}#Launch", ("UserData",), Location(TEMPLATE, 9, 5, 9, 23)),),
                ),
            ),
        ),
        Ground(
            "any(groups(), &MinSize)",
            None,
            "one",
            (Read("MinSize", "0", f"{TEMPLATE}#Group", ("MinSize",), None, default=True),),
            (Ground("MinSize", False, about=Read("groups()[0]", {"$resource": f"{TEMPLATE}#Group"})),),
            title="Whether a group starts instances",
            note="it starts none",
            left_out=3,
        ),
    ),
)


def findings() -> Iterator[Finding]:
    """In the order world, policy, resource, part; readable once."""
    first = _finding(
        "asg-launch-has-instance-profile",
        f"{TEMPLATE}#Group",
        "AWS::AutoScaling::AutoScalingGroup",
        Verdict.FAIL,
        Severity.CRITICAL,
        "the launch template has no instance profile",
        location=Location(TEMPLATE, 12, 7, 12, 31),
        related=(
            Related(
                "the launch template [v1] that the group uses",
                f"{TEMPLATE}#Launch",
                Location(TEMPLATE, 8, 3, 8, 12),
                f"{TEMPLATE}#Group",
                Location(TEMPLATE, 13, 7, 13, 30),
            ),
            Related("the cluster that it should join", f"{TEMPLATE}#Cluster", None),
        ),
        evidence=(
            Evidence(
                "exists(launch_data().IamInstanceProfile)",
                (
                    Read(
                        "launch_data().IamInstanceProfile",
                        None,
                        f"{TEMPLATE}#Launch",
                        ("LaunchTemplateData",),
                        Location(TEMPLATE, 9, 5, 9, 23),
                    ),
                    Read("cluster()", {"$ref": f"{TEMPLATE}#Cluster", "attribute": "Ref"}),
                ),
                False,
                (GROUND,),
            ),
            Evidence("is_ecs()", role="when"),
        ),
        assumptions=("this template holds all launch templates of the group",),
    )
    yield first
    yield _finding(
        "cloudtrail-enabled",
        f"{TEMPLATE}#Account",
        "AWS::Account",
        Verdict.UNKNOWN,
        Severity.MEDIUM,
        "no trail is declared here",
        reasons=(Reason("AWS::CloudTrail::Trail may have more members than this template shows", "--closed AWS::CloudTrail::Trail"),),
    )
    yield _finding(
        "ecr-source-tag-defined",
        f"{TEMPLATE}#Pipeline",
        "AWS::CodePipeline::Pipeline",
        Verdict.FAIL,
        Severity.LOW,
        "action Image does not say which tag it takes",
        part=Part(("Stages", 0, "Actions", 1), "Image"),
        location=Location(TEMPLATE, 20, 5, 24, 1),
    )
    yield _finding(
        "ecs-cluster-is-tagged",
        f"{ODD_FILE}#Größe🚢",
        "AWS::ECS::Cluster",
        Verdict.FAIL,
        Severity.INFO,
        "cluster Größe🚢 has no tags",
        world=ODD_FILE,
        location=Location(ODD_FILE, 2, 3, 2, 9),
    )
    yield _finding(
        "ecs-taskdef-no-privileged",
        f"{TEMPLATE}#Tasks",
        "AWS::ECS::TaskDefinition",
        Verdict.FAIL,
        Severity.HIGH,
        f"container {EVIL} runs privileged",
        part=Part(("ContainerDefinitions", 0), EVIL),
        location=Location(TEMPLATE, 30, 9, 30, 25),
        follows=first.fingerprint,
        evidence=(Evidence("!Privileged", (Read("Privileged", True), Read("Name", EVIL))),),
    )
    yield _finding(
        "ecs-taskdef-no-privileged",
        f"{TEMPLATE}#Tasks",
        "AWS::ECS::TaskDefinition",
        Verdict.UNKNOWN,
        Severity.HIGH,
        "container side runs privileged",
        part=Part(("ContainerDefinitions", 1), "side"),
        location=Location(TEMPLATE, 34, 9, 34, 25),
        reasons=(Reason("parameter Privileged has no default", "parameter Privileged"),),
        evidence=(Evidence("!Privileged", (Read("Privileged", {"$unknown": "parameter Privileged has no default"}),)),),
    )
    yield from _live()


def _live() -> Iterator[Finding]:
    world = {"world": "123456789012", "account": "123456789012"}
    arn = "arn:aws:ecs:eu-west-1:123456789012"
    yield _finding(
        "ecs-taskdef-no-privileged",
        f"{arn}:task-definition/shop:7",
        "AWS::ECS::TaskDefinition",
        Verdict.FAIL,
        Severity.HIGH,
        "container web runs privileged",
        region="eu-west-1",
        part=Part(("ContainerDefinitions", 0), "web"),
        **world,
    )
    yield _finding(
        "ecs-cluster-is-tagged", f"{arn}:cluster/shop", "AWS::ECS::Cluster", Verdict.PASS, Severity.INFO, "", region="eu-west-1", **world
    )
    yield _finding("cloudtrail-enabled", "123456789012", "AWS::Account", Verdict.SKIPPED, Severity.MEDIUM, "", **world)
    yield _finding(
        "cloudtrail-enabled",
        f"{arn}:trail/..",
        "AWS::CloudTrail::Trail",
        Verdict.ERROR,
        Severity.MEDIUM,
        'contains() takes text or a list, not a number; in "contains(Name, `1`)"',
        region="eu-west-1",
        **world,
    )


WAIVERS = (
    Waiver(
        "the vendor's agent needs it; replaced in spring",
        "2026-01-09",
        "team-shop",
        "OPS-17",
        Location("plimsoll-waivers.yaml", 3, 5, 3, 40),
    ),
    Waiver(f"for {EVIL}", None, EVIL, "=cmd|' /C calc'!A0", inline=True),
)


def standing() -> Iterator[Finding]:
    """Findings beside waivers and a base: one of each."""
    name, task = "ecs-taskdef-no-privileged", "AWS::ECS::TaskDefinition"
    for number, (waiver, state) in enumerate(
        [(WAIVERS[0], None), (WAIVERS[1], "unchanged"), (None, "new"), (None, "unchanged"), (None, "gone")]
    ):
        yield _finding(
            name,
            f"{TEMPLATE}#Task{number}",
            task,
            Verdict.FAIL,
            Severity.HIGH,
            f"container number {number} runs privileged",
            location=Location(TEMPLATE, 40 + number, 9, 40 + number, 25) if number else None,
            account=None if number else "123456789012",
            region=None if number else "eu-west-1",
            evidence=(Evidence("!Privileged", (Read("Privileged", True),)),),
            waiver=waiver,
            state=state,
        )


def beside_a_base() -> Report:
    """A run beside a base, with waivers, and with what its makers should know."""
    whole = report()
    verdicts = {**whole.summary.verdicts, "fail": 9}
    states = {"new": 1, "unchanged": 1, "gone": 1}
    notes = (
        "the waiver of ecs-cluster-is-tagged is unused",
        "the base has its own plimsoll.yaml: what this change adds to it counts after merge",
    )
    summary = replace(whole.summary, verdicts=verdicts, waived=2, states=states, notes=notes)
    return Report(whole.header, (*findings(), *standing()), summary)


NASTY = (
    EVIL,
    "a\r\n::error file=x::pwned\n##[error]pwned",
    "<script>alert(1)</script><img src=x onerror=alert(2)></details></table></style>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "| a | b \\| c",
    "``` `x` ~~~ ``",
    "[x](https://evil.example/a) ![y](https://evil.example/b) <https://evil.example/c> https://evil.example/d",
    "www.evil.example e@evil.example",
    "@someone #1 GH-2 evil/repo#3 :boom: $x$",
    "\x00\x07\x1b[31m\x7f\x9b\u202e\u2066\u200b\ufeff\ufffe\U000e0001",
    "--> <!-- ]]> <![CDATA[ ' \" &amp; &#x3c; {{x}} ${x} %0A",
    "n" * 10_000,
    "\u0085\u2028\u2029\x0b\x0c",
    "\ud800",
)
"""Names that a template's author may choose."""


def nasty() -> Report:
    """Each of these names at each place where a name may stand, with each verdict."""
    made = [
        Finding(
            "ecs-taskdef-no-privileged",
            name,
            f"AWS::ECS::{name}" if number % 2 else name,
            verdict,
            list(Severity)[number % 5],
            f"container {name} runs privileged" if number % 3 else name,
            name,
            hashlib.sha256(f"{verdict}{number}".encode()).hexdigest(),
            part=Part((name, 0), name),
            location=Location(name, 1 + number, 1, 2 + number, 1) if number % 4 else None,
            related=(Related(name, name, Location(name, 1, 1, 1, 2), name, None),),
            evidence=(
                Evidence(
                    name,
                    (Read(name, name, name, (name,), Location(name, 1, 1, 1, 2)),),
                    False,
                    (Ground(name, False, reads=(Read(name, [name]),)),),
                ),
            ),
            reasons=(Reason(name, name),),
            assumptions=(name,),
            account=name if number % 2 else "123456789012",
            region=name if number % 5 else None,
            waiver=Waiver(name, "2026-01-09", name, name, Location(name, 1, 1, 1, 2)) if number % 7 == 0 else None,
            state=("new", "unchanged", "gone", None)[number % 4],
            owner=name,
        )
        for number, name in enumerate(NASTY)
        for verdict in Verdict
    ]
    gaps = tuple(Gap(name, name, Location(name, 1, 1, 1, 2), "123456789012", name, settle=name) for name in NASTY)
    header = replace(report().header, targets=NASTY[:6], closed=NASTY)
    return Report(header, made, replace(report().summary, gaps=gaps, assumptions=NASTY, notes=NASTY))


def report() -> Report:
    """The report, new each time: its findings can be read once."""
    header = Header(
        version="0.1.0",
        started="2026-01-02T03:04:05Z",
        targets=("examples/shop", ODD_FILE),
        rules=RULES,
        closed=("AWS::Events::Rule",),
    )
    summary = Summary(
        verdicts={"pass": 1, "fail": 5, "unknown": 2, "skipped": 1, "error": 1},
        severities={"critical": 1, "high": 2, "medium": 0, "low": 1, "info": 1},
        gaps=(
            Gap("*", "not valid YAML: found a tab", Location("examples/shop/bad.yaml", 3, 1, 3, 2)),
            Gap("AWS::ECS::Service", "AccessDenied: ecs:ListServices", account="123456789012", region="eu-west-1", kind="denied"),
        ),
        assumptions=("this template holds all launch templates of the group",),
        worlds=3,
        resources=17,
        skipped_files=4,
        policies_without_reach=("agent-disconnect-is-watched", "ecs-container-instance-agent-connected"),
        places=(Place("123456789012", "123456789012", "eu-west-1"), Place(TEMPLATE)),
        exemptions=(
            Exemption("ecs-*", {"tag": {"team": "shop"}}, Waiver("moved soon", "2026-06-30", "shop", "OPS-1"), "unused", broad=False),
            Exemption("*", {}, Waiver("noise", location=Location("plimsoll-waivers.yaml", 3, 5, 3, 6)), "holds", broad=True, findings=2),
        ),
        finished="2026-01-02T03:04:15Z",
    )
    return Report(header, findings(), summary)


def clean_report() -> Report:
    """A run that found nothing to mend."""
    passed = _finding("ecs-cluster-is-tagged", f"{TEMPLATE}#Cluster", "AWS::ECS::Cluster", Verdict.PASS, Severity.INFO, "")
    header = Header(version="0.1.0", started="2026-01-02T03:04:05Z", targets=("examples/shop",), rules=RULES)
    verdicts = {"pass": 1, "fail": 0, "unknown": 0, "skipped": 0, "error": 0}
    return Report(header, iter([passed]), Summary(verdicts=verdicts, worlds=1, resources=9))
