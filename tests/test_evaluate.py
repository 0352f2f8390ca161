"""Policies are asked of every part of every resource of their types; doubt is told, never guessed away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scanner import policy_loader, scan
from scanner.errors import PolicyError
from scanner.evaluate import evaluate, owner_of
from scanner.policy import Policy
from scanner.report import Finding, Place, Verdict
from scanner.scan import Settings, judged_worlds
from scanner.snapshot import Gap, Location, Origin, Resource, Snapshot
from scanner.unknown import OpenList, Unknown, maybe, reference
from scanner.world import World

TASK, SERVICE, TRAIL = "AWS::ECS::TaskDefinition", "AWS::ECS::Service", "AWS::CloudTrail::Trail"
PRIVILEGED = """
id: {id}
title: containers do not run privileged
severity: high
category: security
resource: {{AWS::ECS::TaskDefinition: ContainerDefinitions}}
assert: "!Privileged"
message: container {{Name}} runs privileged
why: it is root on its host
fix: set Privileged to false
examples: []
"""


def policy(tmp_path: Path, text: str, name: str = "p") -> Policy:
    (tmp_path / f"{name}.yaml").write_text(text.format(id=name), encoding="utf-8")
    library = policy_loader.load([tmp_path], builtin=False)
    errors = [error for error in library.errors if f"/{name}.yaml:" in str(error)]
    if errors:
        raise errors[0]
    return library.policies[name]


def asked(policy: Policy, *resources: Resource, closed: bool = False, live: bool = False, strict: bool = False) -> list[Finding]:
    world = World(Snapshot("w", resources, closed=frozenset({"*"} if closed else ()), live=live), strict=strict)
    return list(evaluate([policy], world, lambda name: {}))


def task(*containers: Any, exists: Any = True, origin: Origin | None = None) -> Resource:
    return Resource(TASK, "w#Task", {"ContainerDefinitions": list(containers)}, exists=exists, origin=origin or Origin(None))


def verdicts(findings: list[Finding]) -> list[str]:
    return [str(finding.verdict) for finding in findings]


def test_each_part_that_fails_is_a_finding_and_the_others_are_none(tmp_path):
    found = asked(policy(tmp_path, PRIVILEGED), task({"Name": "a", "Privileged": True}, {"Name": "b"}, {"Name": "c", "Privileged": True}))

    assert [(f.verdict, f.part.key, f.message) for f in found if f.part] == [
        (Verdict.FAIL, "a", "container a runs privileged"),
        (Verdict.FAIL, "c", "container c runs privileged"),
    ]


def test_parts_that_pass_fold_into_one_pass(tmp_path):
    assert verdicts(asked(policy(tmp_path, PRIVILEGED), task({"Name": "a"}, {"Name": "b", "Privileged": False}))) == ["pass"]


def test_a_resource_without_parts_is_skipped(tmp_path):
    assert verdicts(asked(policy(tmp_path, PRIVILEGED), Resource(TASK, "w#Task", {}))) == ["skipped"]


def test_an_unknown_value_gives_unknown_with_its_reason(tmp_path):
    doubt = Unknown("parameter Priv has no default", settle="parameter Priv")
    found = asked(policy(tmp_path, PRIVILEGED), task({"Name": "a", "Privileged": doubt}))

    assert verdicts(found) == ["unknown"]
    assert [(reason.text, reason.settle) for reason in found[0].reasons] == [("parameter Priv has no default", "parameter Priv")]


def test_a_part_that_may_not_be_there_can_pass_but_not_fail(tmp_path):
    asked_of = policy(tmp_path, PRIVILEGED)
    bad = asked(asked_of, task(maybe({"Name": "a", "Privileged": True}, "condition Debug")))
    good = asked(asked_of, task(maybe({"Name": "a"}, "condition Debug")))

    assert verdicts(bad) == ["unknown"]
    assert bad[0].message == "fails if present: container a runs privileged"
    assert verdicts(good) == ["pass"]


def test_a_list_that_may_have_more_adds_one_unknown_and_hides_no_fail(tmp_path):
    more = Unknown("another stack may add some", settle="closed")
    properties = {"ContainerDefinitions": OpenList((({"Name": "a", "Privileged": True}, False),), more=more, reason=more.reason)}
    found = asked(policy(tmp_path, PRIVILEGED), Resource(TASK, "w#Task", properties))

    assert sorted(verdicts(found)) == ["fail", "unknown"]


def test_a_resource_that_may_not_be_created_fails_only_if_created(tmp_path):
    tree = Unknown("condition Debug is not known", one_of=(True, False), selector=("condition", "Debug"))
    found = asked(policy(tmp_path, PRIVILEGED), task({"Name": "a", "Privileged": True}, exists=tree))

    assert verdicts(found) == ["unknown"]
    assert found[0].message.startswith("fails if created: ")


def test_a_resource_is_judged_under_the_condition_that_creates_it(tmp_path):
    """Its own conditional values make the choice that its existence makes."""
    selector = ("condition", "Debug")
    tree = Unknown("condition Debug", one_of=(True, False), selector=selector)
    chosen = Unknown("condition Debug", one_of=(False, True), selector=selector)
    found = asked(policy(tmp_path, PRIVILEGED), task({"Name": "a", "Privileged": chosen}, exists=tree))

    assert verdicts(found) == ["pass"]


def test_a_choice_whose_every_alternative_agrees_is_definite(tmp_path):
    text = PRIVILEGED.replace('"!Privileged"', "\"Image == 'a' || Image == 'b'\"")
    image = Unknown("parameter Image", one_of=("a", "b"), selector=("parameter", "Image"))

    assert verdicts(asked(policy(tmp_path, text), task({"Name": "x", "Image": image}))) == ["pass"]


def test_the_place_of_a_finding_is_the_property_that_decided(tmp_path):
    at = Location("t.yaml", 7, 9, 7, 25)
    origin = Origin(Location("t.yaml", 2, 3, 2, 7), {("ContainerDefinitions", 0, "Privileged"): at})
    found = asked(policy(tmp_path, PRIVILEGED), task({"Name": "a", "Privileged": True}, origin=origin))

    assert found[0].location == at


def test_a_fingerprint_knows_no_line_and_no_index(tmp_path):
    asked_of = policy(tmp_path, PRIVILEGED)
    bad = {"Name": "a", "Privileged": True}
    one = asked(asked_of, task(bad, origin=Origin(Location("t.yaml", 2, 3, 2, 7))))
    two = asked(asked_of, task({"Name": "b"}, bad, origin=Origin(Location("t.yaml", 9, 3, 9, 7))))

    assert one[0].fingerprint == two[0].fingerprint
    assert len(one[0].fingerprint) == 64


RELATED = """
id: {id}
title: a service runs a task definition with a role
severity: low
category: security
resource: AWS::ECS::Service
with:
  task: resource(TaskDefinition, 'AWS::ECS::TaskDefinition')
when: exists(task())
assert:
  - {{that: task().TaskRoleArn, message: "{{task().Family}} has no role"}}
  - {{when: "task().Family == 'web'", that: "DesiredCount > `1`", message: "only {{DesiredCount}} of web"}}
why: w
fix: f
examples: []
"""


def test_clauses_and_bindings_are_asked_in_turn(tmp_path):
    service = Resource(SERVICE, "w#Service", {"TaskDefinition": reference("w#Task"), "DesiredCount": 1})
    found = asked(policy(tmp_path, RELATED), service, Resource(TASK, "w#Task", {"Family": "web"}))

    assert [(f.verdict, f.message) for f in found] == [(Verdict.FAIL, "web has no role; only 1 of web")]
    assert [e.clause for e in found[0].evidence] == ["task().TaskRoleArn", "DesiredCount > `1`"]


def test_a_condition_that_is_false_skips(tmp_path):
    service = Resource(SERVICE, "w#Service", {"TaskDefinition": None, "DesiredCount": 1})

    assert verdicts(asked(policy(tmp_path, RELATED), service)) == ["skipped"]


ABSENCE = """
id: {id}
title: a trail is logging
severity: high
category: security
resource: AWS::Account
assert: "any(resources('AWS::CloudTrail::Trail', 'account'), &IsLogging)"
why: w
fix: f
examples: []
"""


def test_absence_fails_in_a_closed_world_and_is_unknown_in_an_open_one(tmp_path):
    account = Resource("AWS::Account", "w#account", {})
    asked_of = policy(tmp_path, ABSENCE)

    assert verdicts(asked(asked_of, account, closed=True)) == ["fail"]
    assert verdicts(asked(asked_of, account)) == ["unknown"]
    assert asked(asked_of, account)[0].reasons[0].settle == f"--closed {TRAIL}"


def test_an_error_of_a_policy_is_a_finding_and_the_rest_goes_on(tmp_path):
    text = PRIVILEGED.replace('"!Privileged"', '"length(Privileged) > `0`"')
    found = asked(policy(tmp_path, text), task({"Name": "a", "Privileged": True}, {"Name": "b", "Privileged": []}))

    assert verdicts(found) == ["error", "fail"]


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("severity: high", "severity: hihg", '"hihg" is no severity'),
        ("why:", "whyy:", 'unknown field "whyy"; did you mean "why"?'),
        ('assert: "!Privileged"', "assert: !Privileged", "is a YAML tag"),
        ('assert: "!Privileged"', 'assert: "Privileged ="', "p.yaml:7"),
        ("category: security", "category: safety", '"safety" is no category'),
        ("id: {id}", "id: other", "is not the file's name"),
        ('assert: "!Privileged"', "assert: clusters(@)", "clusters"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_at_its_place(tmp_path, wrong, right, says):
    with pytest.raises(PolicyError) as caught:
        policy(tmp_path, PRIVILEGED.replace(wrong, right))

    assert says in str(caught.value)
    assert "p.yaml:" in str(caught.value)


def test_strict_drops_assumptions():
    """That no other stack adds a default route to a declared table is assumed away, unless strict."""
    library = policy_loader.load([])
    telling = Path(__file__).parent / "policies" / "ecs-instance-subnet-has-egress" / "fail.yaml"
    told = [library.policies["ecs-instance-subnet-has-egress"]]
    assumed, strict = (
        [finding for world in judged_worlds([str(telling)], Settings(strict=flag)) for finding in evaluate(told, world, library.data)]
        for flag in (False, True)
    )

    assert verdicts(assumed) == ["fail"]
    assert assumed[0].assumptions
    assert verdicts(strict) == ["unknown"]
    assert strict[0].assumptions == ()


def test_what_of_an_account_was_not_read_is_unknown_for_each_policy_on_it(tmp_path):
    """No resource of the type was seen where the list was denied: silence would look like a pass."""
    rule = policy(tmp_path, PRIVILEGED)
    denied = Gap(
        TASK, "AccessDenied: ecs:ListTaskDefinitions", account="111122223333", region="eu-west-1", kind="denied", settle="grant ecs:X"
    )
    seen = task({"Name": "a"})

    def found(*gaps: Gap, closed: frozenset[str] = frozenset(), resources: tuple[Resource, ...] = (), **more: Any) -> list[Finding]:
        world = World(Snapshot("111122223333", resources, gaps, closed=frozenset(), live=True, **more), closed)
        return list(evaluate([rule], world, lambda name: {}))

    [told] = found(denied)
    assert (told.verdict, told.resource, told.type, told.region) == (Verdict.UNKNOWN, "111122223333", TASK, "eu-west-1")
    assert told.message == "cannot be told: AWS::ECS::TaskDefinition in eu-west-1 of 111122223333 was not all read"
    assert [reason.settle for reason in told.reasons] == ["grant ecs:X"]
    assert verdicts(found(denied, resources=(seen,))) == ["pass", "unknown"]
    assert [reason.settle for one in found() for reason in one.reasons] == [f"collect {TASK}"]
    assert found(denied, closed=frozenset({TASK})) == []
    assert found(in_use=frozenset({TASK})) == []
    assert verdicts(found(Gap(TASK, "one property", kind="unread"), resources=(seen,))) == ["pass"]


def test_code_says_nothing_of_types_that_it_does_not_declare(tmp_path):
    assert asked(policy(tmp_path, PRIVILEGED)) == []


def test_a_report_says_where_it_looked(tmp_path):
    account = "111122223333"
    cluster = Resource("AWS::ECS::Cluster", "arn:c", {}, account, "eu-west-1")
    lost = Gap("*", "the worker was lost", account=account, region="eu-west-2")
    closed = Gap("*", "not enabled", account=account, region="af-south-1", kind="left-out")
    seen = Snapshot(
        account, (cluster,), (lost, closed), live=True, accounts=frozenset({account}), regions=frozenset({"eu-west-1", "eu-west-2"})
    )

    assert scan.places_of(seen) == [Place(account, account, "global"), Place(account, account, "eu-west-1")]
    assert scan.places_of(Snapshot("a.yaml", (cluster,))) == [Place("a.yaml")]


@pytest.mark.parametrize(
    ("tags", "owner"),
    [
        ([{"Key": "Team", "Value": "web"}, {"Key": "Owner", "Value": "shop"}], "shop"),
        ({"team": "shop"}, "shop"),
        ([{"Key": "Owner", "Value": Unknown("parameter Owner")}, {"Key": "Team", "Value": "web"}], "web"),
        ([{"Key": Unknown("parameter Key"), "Value": "x"}, "odd"], None),
        (Unknown("parameter Tags"), None),
        (None, None),
    ],
)
def test_an_owner_is_what_a_known_tag_says(tags, owner):
    assert owner_of(Resource("AWS::ECS::Cluster", "c", {"Tags": tags})) == owner
