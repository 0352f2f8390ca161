"""What cannot be told, by what would settle it: the permission to grant, the parameter to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, paging, rows, times
from scanner.history.queries.asking import Asked
from scanner.records import dataclass

WAITING: Final = ("unknown", "waived")
"""How nearly all findings stand that something would settle; an open one may, too, that can no longer be told."""
LOOK: Final = 40
"""Findings of a settlement that are looked at for what hangs on it; where there are more, that is told."""
NAMED: Final = 8
"""Policies that are named of one."""
LARGEST: Final = 20
"""Settlements of a page."""
KINDS: Final = {
    "grant ": ("permission", "Allow {0} to the role that the audit runs under; `plimsoll role` prints all that it needs."),
    "parameter ": ("parameter", "Give it: `--parameter {0}=VALUE`, or a file of parameters: `--parameters FILE`."),
    "variable ": ("variable", "Give it: `--var {0}=VALUE`, or a file of variables: `--var-file FILE`."),
    "--closed ": (
        "declaration",
        "Say that nothing more of it exists than the code declares: `--closed {0}`, or `closed` in plimsoll.yaml.",
    ),
    "collect ": ("collection", "Collect {0}: `plimsoll audit` reads what the selected policies need; a saved snapshot may lack it."),
    "export ": ("import", "It is exported by another stack: scan that one together with this one, or give the account's snapshot."),
    "statements of ": ("data", "What this managed policy allows is not known here; use one that is, or a policy of your own."),
    "macro ": ("macro", "A macro makes this part when it is deployed: scan the processed template, or audit the account."),
    "dynamic reference ": ("reference", "It is read when it is deployed: audit the account, or write a value that is known."),
}
"""By how a settlement begins: its kind, and what to do."""
WHOLE: Final = {
    "deployment": ("deployment", "Only the deployment decides it: audit the account afterwards."),
    "AWS::Region": ("deployment", "Only the deployment decides it: audit the account afterwards."),
    "AWS::AccountId": ("deployment", "Only the deployment decides it: audit the account afterwards."),
    "AWS::Partition": ("deployment", "Only the deployment decides it: audit the account afterwards."),
    "AWS::StackName": ("deployment", "Only the deployment decides it: audit the account afterwards."),
    "an account": ("deployment", "Only an account can show it: audit the account."),
    "plimsoll audit of the account": ("deployment", "Only an account can show it: audit the account."),
    "a plan": ("plan", "Terraform decides it when it plans: scan `terraform show -json` of a plan."),
    "the whole plan": ("plan", "The plan holds only a part: scan `terraform show -json` of a plan without -target."),
    "a plan or an account": ("plan", "Scan `terraform show -json` of a plan, or audit the account."),
    "terraform init": ("plan", "A module is not here: run `terraform init`, or scan a plan."),
    "the source's buildspec": (
        "source",
        "The buildspec is a file of the application's source: write it into the project, or scan the two together.",
    ),
    "mistake in the template": ("mistake", "The template cannot be read as it is meant: mend it; the run's gaps name the line."),
    "mistake in the input": ("mistake", "The input cannot be read as it is meant: mend it; the run's gaps name the line."),
}
"""Settlements that stand for themselves."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What would settle some findings."""

    id: int
    text: str
    findings: int


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The settlements, those on which most findings hang first; with `settle` the findings that hang on that one."""
    project = latest.project_of(connection, asked)
    chosen = None if asked["settle"] is None else _one(connection, asked, project)
    settlements, following = _page(connection, project, asked["cursor"]) if chosen is None else ([], None)
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "unknown": latest.unknown_of(connection, project),
        "settlements": [_told(connection, one, project) for one in settlements],
        "next": paging.cursor(following) if following is not None else None,
        "chosen": chosen,
    }


def kind_of(text: str) -> tuple[str, str]:
    """The kind of a settlement, and what to do."""
    if text in WHOLE:
        return WHOLE[text]
    for beginning, (kind, advice) in KINDS.items():
        if text.startswith(beginning):
            return kind, advice.format(text.removeprefix(beginning))
    return "other", ""


def _page(connection: sa.Connection, project: int | None, after: tuple[int, int] | None) -> tuple[list[Settlement], tuple[int, int] | None]:
    """(settlements, where the next page begins); in one project only what its findings wait for."""
    counted = sorted(_counted(connection, project), reverse=True)
    if after is not None:
        counted = [one for one in counted if one < tuple(after)]
    shown = counted[:LARGEST]
    column = schema.settlement.c
    named = sa.select(column.id, column.text).where(column.id.in_([number for _, number in shown]))
    texts = {row.id: row.text for row in connection.execute(named)}
    found = [Settlement(number, texts[number], count) for count, number in shown]
    return found, shown[-1] if len(counted) > LARGEST else None


def _counted(connection: sa.Connection, project: int | None) -> list[tuple[int, int]]:
    """(how many findings wait for it, its number) of each settlement; one look through an index of what cannot be told."""
    link, finding = schema.unsettled.c, schema.finding.c
    query = sa.select(sa.func.count(), link.settlement).group_by(link.settlement)
    if project is not None:
        waiting = sa.select(finding.id).where(finding.project == project, finding.status.in_(WAITING))
        unsure = sa.exists().where(finding.id == link.finding, finding.project == project, finding.unsure)
        query = query.where(sa.or_(link.finding.in_(waiting), unsure))
    return [(int(count), int(number)) for count, number in connection.execute(query)]


def _told(connection: sa.Connection, settlement: Settlement, project: int | None) -> dict[str, Any]:
    """A settlement with the policies that hang on it, as far as `LOOK` findings tell."""
    link, finding, policy = schema.unsettled.c, schema.finding.c, schema.policy.c
    some = sa.select(link.finding).where(link.settlement == settlement.id).order_by(link.finding).limit(LOOK + 1).subquery()
    query = (
        sa.select(policy.name, policy.title, finding.severity)
        .select_from(some.join(schema.finding, finding.id == some.c.finding).join(schema.policy, policy.id == finding.policy))
        .where(*([finding.project == project] if project is not None else []))
    )
    looked = list(connection.execute(query))
    counted = Counter(row.name for row in looked)
    titles = {row.name: row.title for row in looked}
    kind, advice = kind_of(settlement.text)
    return {
        "settle": settlement.text,
        "kind": kind,
        "advice": advice,
        "findings": settlement.findings,
        "worst": times.severity(min((row.severity for row in looked), default=4)),
        "policies": [
            {"policy": name, "title": titles[name], "findings": count}
            for name, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:NAMED]
        ],
        "more_policies": max(0, len(counted) - NAMED),
        "sampled": settlement.findings > LOOK,
    }


def _one(connection: sa.Connection, asked: Asked, project: int | None) -> dict[str, Any]:
    """The findings that hang on one settlement, a page of them; none where nothing hangs on it any more."""
    column, link, finding = schema.settlement.c, schema.unsettled.c, schema.finding.c
    row = connection.execute(sa.select(column.id, column.text).where(column.text == asked["settle"])).first()
    kind, advice = kind_of(asked["settle"])
    told: dict[str, Any] = {"settle": asked["settle"], "kind": kind, "advice": advice, "findings": 0, "listed": [], "next": None}
    if row is None:
        return told
    asks = [link.settlement == row.id]
    joined: sa.FromClause = schema.unsettled
    if project is not None:
        joined = joined.join(schema.finding, finding.id == link.finding)
        asks.append(finding.project == project)
    of_it = list(asks)
    if asked["cursor"] is not None:
        asks.append(link.finding > asked["cursor"][1])
    query = sa.select(link.finding).select_from(joined).where(*asks).order_by(link.finding).limit(asked.page_size + 1)
    ids: list[int] = list(connection.scalars(query))
    listed: Iterable[dict[str, Any]] = rows.findings(connection, ids[: asked.page_size], asked.now)
    following = paging.cursor([0, ids[asked.page_size - 1]]) if len(ids) > asked.page_size else None
    whole = connection.scalar(sa.select(sa.func.count()).select_from(joined).where(*of_it))
    return {**told, "findings": int(whole or 0), "listed": list(listed), "next": following}
