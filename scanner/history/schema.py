"""The tables of the history, for SQLite and PostgreSQL alike.

Times are whole seconds since 1970 (UTC). A finding is one row for ever; what becomes of it are events. Nothing is rewritten for what did
not change: an open finding was last seen in the last run that evaluated its place. Summaries are kept with each run, so that pages read
few rows. `migrations/` builds and changes these tables; a test holds both to each other.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from scanner.records import StrEnum

Key: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A row's number: 64 bits in both."""

Plain: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text in the order of its bytes, in both: beginnings are found by an index, and pages follow each other."""

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: Final = sa.MetaData(naming_convention=NAMES)


class Status(StrEnum):
    """What a finding is now, after the last run that evaluated its place."""

    OPEN = "open"
    """It fails, and nothing excuses it."""
    WAIVED = "waived"
    """It fails or is unknown, and a waiver excuses it."""
    UNKNOWN = "unknown"
    """It cannot be told (also: the policy broke)."""
    PASSED = "passed"
    SKIPPED = "skipped"
    """The policy does not apply."""
    FIXED = "fixed"
    """It failed once, and a run that evaluated its place found it no more."""
    GONE = "gone"
    """Any other that a run that evaluated its place found no more."""


class Happened(StrEnum):
    """What becomes of a finding in a run."""

    OPENED = "opened"
    REOPENED = "reopened"
    FIXED = "fixed"
    WAIVED = "waived"
    UNWAIVED = "unwaived"
    SEVERITY = "severity"
    """Its severity changed."""
    UNSURE = "unsure"
    """It was open, and can no longer be told."""
    SURE = "sure"
    """It can be told again, and is as it was."""


def _key(name: str, target: str | None = None, *, null: bool = False) -> sa.Column[int]:
    if target is None:
        return sa.Column(name, Key, primary_key=True, autoincrement=True)
    return sa.Column(name, Key, sa.ForeignKey(target), nullable=null)


def _partial(name: str, where: str, *columns: str) -> sa.Index:
    return sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


KEPT: Final = "not present and status not in ('fixed', 'gone')"
"""What stands though no report has it: as a condition, in the very words of its index."""

project = sa.Table(
    "project",
    metadata,
    _key("id"),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("top", sa.BigInteger, nullable=False),  # the highest position of a line in its reports
    sa.Column("seed", sa.BigInteger, nullable=False, server_default="0"),  # by which its reports' portions are hashed
)
"""What is scanned again and again: a repository, or (the name `live`) live accounts."""

ruleset = sa.Table(
    "ruleset",
    metadata,
    _key("id"),
    sa.Column("digest", sa.LargeBinary(16), nullable=False, unique=True),
    sa.Column("rules", sa.LargeBinary, nullable=False),  # packed JSON: the header's rules as the report has them
)
"""The policies of a run, as a whole: kept once for all runs that were judged by them."""

policy = sa.Table(
    "policy",
    metadata,
    _key("id"),
    sa.Column("name", sa.Text, nullable=False, unique=True),  # the policy's id: `ecs-service-...`
    sa.Column("digest", sa.LargeBinary(16), nullable=False),  # of its rule in the last run that asked it
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("severity", sa.SmallInteger, nullable=False),  # Severity.rank: 0 critical .. 4 info
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("rule", sa.JSON, nullable=False),  # as the report has it: why, fix, references, controls, follows
    _key("first_run", "run.id"),
    _key("last_run", "run.id"),
    _key("changed_run", "run.id", null=True),  # the last run in which its rule was another than before
)

run = sa.Table(
    "run",
    metadata,
    _key("id"),  # a later run has a higher number
    _key("project", "project.id"),
    sa.Column("digest", sa.LargeBinary(16), nullable=False, unique=True),  # of the report: the same one is added once
    sa.Column("started", sa.BigInteger, nullable=False, index=True),
    sa.Column("finished", sa.BigInteger),  # null: the report does not say
    sa.Column("added", sa.BigInteger, nullable=False),
    sa.Column("live", sa.Boolean, nullable=False),
    sa.Column("version", sa.Text, nullable=False),  # of the scanner
    _key("ruleset", "ruleset.id"),
    sa.Column("findings", sa.Integer, nullable=False),
    sa.Column("resources", sa.Integer, nullable=False),
    sa.Column("gaps", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),  # packed JSON: the header without its rules
    sa.Column("foot", sa.LargeBinary, nullable=False),  # packed JSON: gaps, assumptions, summary
    sa.Column("kept", sa.Boolean, nullable=False),  # it can be given back; what is pruned leaves its row for those that name it
    sa.Index("ix_run_project", "project", "id"),
)

place = sa.Table(
    "place",
    metadata,
    _key("id"),
    _key("project", "project.id"),
    sa.Column("world", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),  # empty: not told (infrastructure code)
    sa.Column("region", sa.Text, nullable=False),  # empty: not told
    _key("last_run", "run.id", null=True),  # the last run that evaluated it
    _key("tried_run", "run.id", null=True),  # the last run that was to evaluate it
    sa.Column("problem", sa.Text),  # why the last try did not, or not wholly, evaluate it; null: it did
    _key("told_run", "run.id", null=True),  # the last run that evaluated it, or whose report has lines of it
    sa.UniqueConstraint("project", "world", "account", "region"),
)
"""Where a run looks: a template or Terraform root, or an account's region. What is not there in one may be closed when it was evaluated."""

resource = sa.Table(
    "resource",
    metadata,
    _key("id"),
    _key("place", "place.id"),
    sa.Column("name", Plain, nullable=False),  # its id in reports
    sa.Column("called", Plain, nullable=False, index=True),  # for people, in lower case: the address within its world, the end of its ARN
    sa.Column("type", Plain, nullable=False, index=True),
    sa.Column("owner", Plain, nullable=False, index=True),  # empty: nobody said
    sa.UniqueConstraint("name", "place", "type"),
)
"""A resource, or the account in which not all of a type was read: that one stands here once for each such type."""

waiver = sa.Table(
    "waiver",
    metadata,
    _key("id"),
    _key("project", "project.id"),
    sa.Column("digest", sa.LargeBinary(16), nullable=False),  # of policy, selector, reason, owner, ticket, until, file
    sa.Column("policy", sa.Text, nullable=False),  # id or glob
    sa.Column("selects", sa.JSON, nullable=False),  # {"resource": [...], "account": [...], "region": [...], "path": [...], "tag": {...}}
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", sa.Text),  # the last day that it holds: 2027-01-31; null: no end
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("ticket", sa.Text, nullable=False),
    sa.Column("written", sa.Text, nullable=False),  # file:line
    sa.Column("inline", sa.Boolean, nullable=False),
    sa.Column("broad", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # in the last run that knew it: holds, ended, too-long, unused, not-asked
    sa.Column("findings", sa.Integer, nullable=False),  # that it excuses now
    _key("first_run", "run.id"),
    _key("last_run", "run.id"),
    sa.UniqueConstraint("project", "digest"),
)
"""An exception that some run knew of. It is still written where its last run is the last of its project."""

finding = sa.Table(
    "finding",
    metadata,
    _key("id"),
    _key("project", "project.id"),
    sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
    sa.Column("copy", sa.Integer, nullable=False),  # 0, but for findings of one fingerprint that stand beside each other
    _key("policy", "policy.id"),
    _key("resource", "resource.id"),
    _key("place", "place.id"),
    sa.Column("severity", sa.SmallInteger, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("present", sa.Boolean, nullable=False),  # the last report with lines of its place, or that evaluated it, has its line
    sa.Column("unsure", sa.Boolean, nullable=False),  # the last run that evaluated its place could not tell, so it is as it was
    sa.Column("unseen", sa.Boolean, nullable=False),  # says that resources of its policy in its place were not read
    sa.Column("mark", sa.LargeBinary(24), nullable=False),  # of its last line in a report: position (8 bytes), digest (16)
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("part", sa.Text, nullable=False),  # the judged part's key; empty: the whole resource
    sa.Column("written", sa.Text, nullable=False),  # file:line of what decided; empty: no file
    _key("first_run", "run.id"),
    sa.Column("failed", sa.Boolean, nullable=False),  # it failed once; it does so now where `fixed` is null
    sa.Column("opened", sa.BigInteger, nullable=False),  # when it was last opened; of one that never failed, the start of its first run
    sa.Column("fixed", sa.BigInteger),  # since when it is fixed; null: it fails, or never did
    sa.Column("reopened", sa.Integer, nullable=False),  # how often
    _key("waiver", "waiver.id", null=True),
    sa.UniqueConstraint("project", "fingerprint", "copy"),
    _partial("ix_finding_kept", KEPT, "place", "policy"),
    _partial("ix_finding_unseen", "unseen and present", "place"),
    sa.Index("ix_finding_policy_place", "policy", "place", "status", "opened", "id"),
    sa.Index("ix_finding_place_status", "place", "status", "severity", "opened", "id"),
    sa.Index("ix_finding_project_status", "project", "status", "severity", "opened", "id"),
    sa.Index("ix_finding_resource", "resource"),
    sa.Index("ix_finding_status_severity_opened", "status", "severity", "opened", "id"),
    _partial("ix_finding_waiver", "waiver is not null", "waiver"),
)

version = sa.Table(
    "version",
    metadata,
    sa.Column("finding", Key, sa.ForeignKey("finding.id"), primary_key=True),
    sa.Column("run", Key, sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),  # lines of a report stand in the order of these
    sa.Column("body", sa.LargeBinary),  # packed line; empty: that of the version before; null: no report has its line from here on
    sa.Index("ix_version_run", "run"),
)
"""What reports said of a finding, from a run on until the next version: so each run can be given back as the Report that it was."""

dictionary = sa.Table(
    "dictionary",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""Zstandard dictionaries by which lines are packed; a frame names its own."""

event = sa.Table(
    "event",
    metadata,
    _key("id"),
    _key("run", "run.id"),
    _key("finding", "finding.id"),
    sa.Column("happened", sa.Text, nullable=False),
    sa.Column("severity", sa.SmallInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),  # when its run started
    sa.Column("age", sa.BigInteger),  # seconds that it was open, where it is fixed
    sa.Column("by_rules", sa.Boolean, nullable=False),  # a policy is new or another than before, or the place is: not the posture
    sa.Index("ix_event_finding", "finding"),
    sa.Index("ix_event_run", "run", "id", "happened"),
)

settlement = sa.Table("settlement", metadata, _key("id"), sa.Column("text", sa.Text, nullable=False, unique=True))
"""What would settle unknowns: "grant ecs:ListServices", "parameter ImageTag"."""

unsettled = sa.Table(
    "unsettled",
    metadata,
    sa.Column("settlement", Key, sa.ForeignKey("settlement.id"), primary_key=True),
    sa.Column("finding", Key, sa.ForeignKey("finding.id"), primary_key=True),
    sa.Index("ix_unsettled_finding", "finding"),
)
"""The present unknown findings by what would settle them."""

run_place = sa.Table(
    "run_place",
    metadata,
    sa.Column("run", Key, sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("place", Key, sa.ForeignKey("place.id"), primary_key=True),
    sa.Column("evaluated", sa.Boolean, nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("lines", sa.Integer, nullable=False),  # of its report in this place
    sa.Index("ix_run_place_place", "place"),
)
"""The scope of a run."""

manifest = sa.Table(
    "manifest",
    metadata,
    sa.Column("run", Key, sa.ForeignKey("run.id"), primary_key=True, autoincrement=False),
    sa.Column("positions", sa.LargeBinary, nullable=False),  # of each line, 8 bytes each, little-endian
    sa.Column("digests", sa.LargeBinary, nullable=False),  # 16 bytes each
    sa.Column("places", sa.LargeBinary, nullable=False),  # rows of `place`, 8 bytes each
    sa.Column("findings", sa.LargeBinary, nullable=False),  # rows of `finding`, 8 bytes each
    sa.Column("portions", sa.LargeBinary, nullable=False),  # lines that are hashed together: bytes (8), lines (4), digest (16)
)
"""The lines of a report in their order, of runs that are the `told_run` of a place: with it the next report is compared."""

run_gap = sa.Table(
    "run_gap",
    metadata,
    _key("id"),
    _key("run", "run.id"),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),  # the IAM action that was not answered; empty: none
    sa.Column("settle", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("written", sa.Text, nullable=False),  # file:line
    sa.Index("ix_run_gap_run", "run"),
)

standing = sa.Table(
    "standing",
    metadata,
    sa.Column("place", Key, sa.ForeignKey("place.id"), primary_key=True),
    sa.Column("policy", Key, sa.ForeignKey("policy.id"), primary_key=True),
    sa.Column("severity", sa.SmallInteger, primary_key=True),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("open", "waived", "unknown", "passed")),
    sa.Index("ix_standing_policy", "policy"),
)
"""How many findings of a policy stand how in a place now. Rows of zeros are removed."""

standing_owner = sa.Table(
    "standing_owner",
    metadata,
    sa.Column("owner", Plain, primary_key=True),  # empty: nobody said
    sa.Column("place", Key, sa.ForeignKey("place.id"), primary_key=True),
    sa.Column("severity", sa.SmallInteger, primary_key=True),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("open", "waived", "unknown", "passed")),
)
"""As `standing`, by whose the resources are."""

COUNTS: Final = ("open", "waived", "unknown", "passed")
"""How many stand how after the run."""
CHANGES: Final = ("opened", "reopened", "fixed", "fix_age", "opened_by_rules", "fixed_by_rules")
"""What the run changed; `opened`, `reopened` and `fixed` are without those `by_rules`; `fix_age` sums the ages, in seconds, of `fixed`."""


def _summary(name: str, *keys: sa.Column[int]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("run", Key, sa.ForeignKey("run.id"), primary_key=True),
        *keys,
        sa.Column("severity", sa.SmallInteger, primary_key=True),
        *(sa.Column(each, sa.BigInteger, nullable=False) for each in (*COUNTS, *CHANGES)),
    )


summary_run = _summary("summary_run")
"""Of the whole history (all projects) after each run, by severity; five rows a run."""
summary_project = _summary("summary_project")
"""Of the run's project after it, by severity; five rows a run."""
summary_place = _summary("summary_place", sa.Column("place", Key, sa.ForeignKey("place.id"), primary_key=True))
"""Of the places that a run was to evaluate; rows of zeros are left out but for one of severity 4 that says it was looked at."""
summary_policy = _summary("summary_policy", sa.Column("policy", Key, sa.ForeignKey("policy.id"), primary_key=True))
"""Of the policies that a run asked, over the whole history."""

platform = sa.Table(
    "platform",
    metadata,
    _key("id"),
    _key("place", "place.id"),
    sa.Column("name", sa.Text, nullable=False),  # the id of the cluster
    _key("run", "run.id"),
    sa.Column("body", sa.JSON, nullable=False),  # the summary's entry, as the report has it
    sa.UniqueConstraint("place", "name"),
)
"""The ECS clusters that the last run of each place saw, with what they stand on."""

member = sa.Table(
    "member",
    metadata,
    sa.Column("platform", Key, sa.ForeignKey("platform.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("resource", sa.Text, primary_key=True),  # a resource's id in reports
    sa.Column("role", sa.Text, nullable=False),  # service, host, pipeline, network, ...
    sa.Index("ix_member_resource", "resource"),
)

notification = sa.Table(
    "notification",
    metadata,
    _key("id"),
    sa.Column("channel", sa.LargeBinary(16), nullable=False),  # digest of the webhook's address
    _key("event", "event.id"),
    sa.Column("sent", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("channel", "event"),
)
"""What was posted where, so that nothing is posted twice."""
