"""The lines of the last reports, in their order, and fewer indexes of findings."""

from __future__ import annotations

import secrets
from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS: Final = ("positions", "digests", "places", "findings", "portions")
KEY: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table; places of which it tells nothing yet are read from the findings."""
    op.create_table(
        "manifest",
        sa.Column("run", KEY, sa.ForeignKey("run.id", name="fk_manifest_run"), autoincrement=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in COLUMNS),
        sa.PrimaryKeyConstraint("run", name="pk_manifest"),
    )
    if op.get_bind().dialect.name == "postgresql":  # it would try for seconds to make digests smaller
        for name in COLUMNS:
            op.execute(f"ALTER TABLE manifest ALTER COLUMN {name} SET STORAGE EXTERNAL")
    op.add_column("project", sa.Column("seed", sa.BigInteger(), nullable=False, server_default="0"))
    projects = sa.table("project", sa.column("id"), sa.column("seed"))
    for number in op.get_bind().scalars(sa.select(projects.c.id)).all():
        op.execute(projects.update().where(projects.c.id == number).values(seed=secrets.randbits(63)))
    kind = KEY.compile(op.get_bind().dialect)
    op.execute(f"ALTER TABLE place ADD COLUMN told_run {kind} CONSTRAINT fk_place_told_run REFERENCES run (id)")  # SQLite takes it only so
    for name in ("place_mark", "resource", "status_opened"):
        op.drop_index(f"ix_finding_{name}", "finding")
    op.create_index("ix_finding_resource", "finding", ["resource"])
    op.drop_index("ix_event_run_happened", "event")
    op.create_index("ix_event_run", "event", ["run", "id", "happened"])
