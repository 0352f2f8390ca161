"""The first tables."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PLAIN: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "dictionary",
        sa.Column("id", sa.Integer(), autoincrement=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dictionary"),
    )
    op.create_table(
        "project",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("top", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("name", name="uq_project_name"),
    )
    op.create_table(
        "ruleset",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("rules", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ruleset"),
        sa.UniqueConstraint("digest", name="uq_ruleset_digest"),
    )
    op.create_table(
        "settlement",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
        sa.UniqueConstraint("text", name="uq_settlement_text"),
    )
    op.create_table(
        "run",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("project", KEY, sa.ForeignKey("project.id", name="fk_run_project"), nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger()),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ruleset", KEY, sa.ForeignKey("ruleset.id", name="fk_run_ruleset"), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("resources", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("foot", sa.LargeBinary(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("digest", name="uq_run_digest"),
    )
    op.create_index("ix_run_project", "run", ["project", "id"])
    op.create_index("ix_run_started", "run", ["started"])
    op.create_table(
        "place",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("project", KEY, sa.ForeignKey("project.id", name="fk_place_project"), nullable=False),
        sa.Column("world", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("last_run", KEY, sa.ForeignKey("run.id", name="fk_place_last_run")),
        sa.Column("tried_run", KEY, sa.ForeignKey("run.id", name="fk_place_tried_run")),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
        sa.UniqueConstraint("project", "world", "account", "region", name="uq_place_project_world_account_region"),
    )
    op.create_table(
        "policy",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("first_run", KEY, sa.ForeignKey("run.id", name="fk_policy_first_run"), nullable=False),
        sa.Column("last_run", KEY, sa.ForeignKey("run.id", name="fk_policy_last_run"), nullable=False),
        sa.Column("changed_run", KEY, sa.ForeignKey("run.id", name="fk_policy_changed_run")),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
        sa.UniqueConstraint("name", name="uq_policy_name"),
    )
    op.create_table(
        "run_gap",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_run_gap_run"), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("settle", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run_gap"),
    )
    op.create_index("ix_run_gap_run", "run_gap", ["run"])
    op.create_table(
        "summary_project",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_summary_project_run")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.BigInteger(), nullable=False),
        sa.Column("fixed", sa.BigInteger(), nullable=False),
        sa.Column("fix_age", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_rules", sa.BigInteger(), nullable=False),
        sa.Column("fixed_by_rules", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "severity", name="pk_summary_project"),
    )
    op.create_table(
        "summary_run",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_summary_run_run")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.BigInteger(), nullable=False),
        sa.Column("fixed", sa.BigInteger(), nullable=False),
        sa.Column("fix_age", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_rules", sa.BigInteger(), nullable=False),
        sa.Column("fixed_by_rules", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "severity", name="pk_summary_run"),
    )
    op.create_table(
        "waiver",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("project", KEY, sa.ForeignKey("project.id", name="fk_waiver_project"), nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("selects", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Text()),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("inline", sa.Boolean(), nullable=False),
        sa.Column("broad", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("first_run", KEY, sa.ForeignKey("run.id", name="fk_waiver_first_run"), nullable=False),
        sa.Column("last_run", KEY, sa.ForeignKey("run.id", name="fk_waiver_last_run"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waiver"),
        sa.UniqueConstraint("project", "digest", name="uq_waiver_project_digest"),
    )
    op.create_table(
        "platform",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_platform_place"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_platform_run"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_platform"),
        sa.UniqueConstraint("place", "name", name="uq_platform_place_name"),
    )
    op.create_table(
        "resource",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_resource_place"), nullable=False),
        sa.Column("name", PLAIN, nullable=False),
        sa.Column("called", PLAIN, nullable=False),
        sa.Column("type", PLAIN, nullable=False),
        sa.Column("owner", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resource"),
        sa.UniqueConstraint("name", "place", "type", name="uq_resource_name_place_type"),
    )
    op.create_index("ix_resource_called", "resource", ["called"])
    op.create_index("ix_resource_owner", "resource", ["owner"])
    op.create_index("ix_resource_type", "resource", ["type"])
    op.create_table(
        "run_place",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_run_place_run")),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_run_place_place")),
        sa.Column("evaluated", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", "place", name="pk_run_place"),
    )
    op.create_index("ix_run_place_place", "run_place", ["place"])
    op.create_table(
        "standing",
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_standing_place")),
        sa.Column("policy", KEY, sa.ForeignKey("policy.id", name="fk_standing_policy")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("waived", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", "policy", "severity", name="pk_standing"),
    )
    op.create_index("ix_standing_policy", "standing", ["policy"])
    op.create_table(
        "standing_owner",
        sa.Column("owner", PLAIN),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_standing_owner_place")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("waived", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "place", "severity", name="pk_standing_owner"),
    )
    op.create_table(
        "summary_place",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_summary_place_run")),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_summary_place_place")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.BigInteger(), nullable=False),
        sa.Column("fixed", sa.BigInteger(), nullable=False),
        sa.Column("fix_age", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_rules", sa.BigInteger(), nullable=False),
        sa.Column("fixed_by_rules", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "place", "severity", name="pk_summary_place"),
    )
    op.create_table(
        "summary_policy",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_summary_policy_run")),
        sa.Column("policy", KEY, sa.ForeignKey("policy.id", name="fk_summary_policy_policy")),
        sa.Column("severity", sa.SmallInteger()),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.BigInteger(), nullable=False),
        sa.Column("fixed", sa.BigInteger(), nullable=False),
        sa.Column("fix_age", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_rules", sa.BigInteger(), nullable=False),
        sa.Column("fixed_by_rules", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "policy", "severity", name="pk_summary_policy"),
    )
    op.create_table(
        "finding",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("project", KEY, sa.ForeignKey("project.id", name="fk_finding_project"), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("policy", KEY, sa.ForeignKey("policy.id", name="fk_finding_policy"), nullable=False),
        sa.Column("resource", KEY, sa.ForeignKey("resource.id", name="fk_finding_resource"), nullable=False),
        sa.Column("place", KEY, sa.ForeignKey("place.id", name="fk_finding_place"), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("unseen", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.LargeBinary(24), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("first_run", KEY, sa.ForeignKey("run.id", name="fk_finding_first_run"), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("fixed", sa.BigInteger()),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("waiver", KEY, sa.ForeignKey("waiver.id", name="fk_finding_waiver")),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("project", "fingerprint", "copy", name="uq_finding_project_fingerprint_copy"),
    )
    op.create_index(
        "ix_finding_kept",
        "finding",
        ["place", "policy"],
        sqlite_where=sa.text("not present and status not in ('fixed', 'gone')"),
        postgresql_where=sa.text("not present and status not in ('fixed', 'gone')"),
    )
    op.create_index(
        "ix_finding_place_mark",
        "finding",
        ["place", "mark", "present"],
        sqlite_where=sa.text("present"),
        postgresql_where=sa.text("present"),
    )
    op.create_index("ix_finding_place_status", "finding", ["place", "status", "severity", "opened", "id"])
    op.create_index("ix_finding_policy_place", "finding", ["policy", "place", "status", "opened", "id"])
    op.create_index("ix_finding_project_status", "finding", ["project", "status", "severity", "opened", "id"])
    op.create_index("ix_finding_resource", "finding", ["resource", "policy", "status"])
    op.create_index("ix_finding_status_opened", "finding", ["status", "opened", "id"])
    op.create_index("ix_finding_status_severity_opened", "finding", ["status", "severity", "opened", "id"])
    op.create_index(
        "ix_finding_unseen",
        "finding",
        ["place"],
        sqlite_where=sa.text("unseen and present"),
        postgresql_where=sa.text("unseen and present"),
    )
    op.create_index(
        "ix_finding_waiver",
        "finding",
        ["waiver"],
        sqlite_where=sa.text("waiver is not null"),
        postgresql_where=sa.text("waiver is not null"),
    )
    op.create_table(
        "member",
        sa.Column("platform", KEY, sa.ForeignKey("platform.id", ondelete="CASCADE", name="fk_member_platform")),
        sa.Column("resource", sa.Text()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "resource", name="pk_member"),
    )
    op.create_index("ix_member_resource", "member", ["resource"])
    op.create_table(
        "event",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_event_run"), nullable=False),
        sa.Column("finding", KEY, sa.ForeignKey("finding.id", name="fk_event_finding"), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("age", sa.BigInteger()),
        sa.Column("by_rules", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_finding", "event", ["finding"])
    op.create_index("ix_event_run_happened", "event", ["run", "happened"])
    op.create_table(
        "unsettled",
        sa.Column("settlement", KEY, sa.ForeignKey("settlement.id", name="fk_unsettled_settlement")),
        sa.Column("finding", KEY, sa.ForeignKey("finding.id", name="fk_unsettled_finding")),
        sa.PrimaryKeyConstraint("settlement", "finding", name="pk_unsettled"),
    )
    op.create_index("ix_unsettled_finding", "unsettled", ["finding"])
    op.create_table(
        "version",
        sa.Column("finding", KEY, sa.ForeignKey("finding.id", name="fk_version_finding")),
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_version_run")),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("finding", "run", name="pk_version"),
    )
    op.create_index("ix_version_run", "version", ["run"])
    op.create_table(
        "notification",
        sa.Column("id", KEY, autoincrement=True),
        sa.Column("channel", sa.LargeBinary(16), nullable=False),
        sa.Column("event", KEY, sa.ForeignKey("event.id", name="fk_notification_event"), nullable=False),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
        sa.UniqueConstraint("channel", "event", name="uq_notification_channel_event"),
    )
