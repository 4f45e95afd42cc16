"""Duty rosters, the tests of contact points, and the reason of a message where nobody is on duty."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NEW = ("roster_gap",)
CONSTRAINT = "ck_notification_reason_known"
_NOW = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")


def _known() -> list[str]:
    """Returns the reasons that the database takes now: other revisions add theirs in whatever order."""
    written = op.get_bind().execute(_NOW, {"name": CONSTRAINT}).scalar_one()
    return re.findall(r"'([a-z_]+)'", written)


def _take(reasons: list[str]) -> None:
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    op.drop_constraint(op.f(CONSTRAINT), "notification", type_="check")
    op.create_check_constraint(op.f(CONSTRAINT), "notification", f"reason IN ({listed})")


def _of_a_post(table: str, *columns: sa.Column | sa.Constraint) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("post_id", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f(f"fk_{table}_unit_id_police_unit")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f(f"fk_{table}_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _when(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """The way there."""
    _take([*_known(), *NEW])
    _of_a_post(
        "duty_window",
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "unit_id",
            "post_id",
            "contact",
            "starts",
            "minutes",
            name="uq_duty_window_once",
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint("starts BETWEEN 0 AND 10079", name=op.f("ck_duty_window_starts_within_a_week")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 10080", name=op.f("ck_duty_window_lasts_at_most_a_week")),
    )
    _of_a_post(
        "duty_shift",
        sa.Column("contact", sa.Text(), nullable=False),
        _when("starts_at"),
        _when("ends_at"),
        sa.UniqueConstraint(
            "unit_id",
            "post_id",
            "contact",
            "starts_at",
            "ends_at",
            name="uq_duty_shift_once",
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_duty_shift_starts_before_it_ends")),
    )
    _of_a_post(
        "duty_override",
        _when("starts_at"),
        _when("ends_at"),
        sa.Column("contacts", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _when("created_at"),
        sa.Column("created_by", sa.Text(), nullable=False),
        _when("removed_at", nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_duty_override_starts_before_it_ends")),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)", name=op.f("ck_duty_override_removed_by_somebody")
        ),
    )
    op.create_index(op.f("ix_duty_override_unit_id"), "duty_override", ["unit_id"])
    op.create_table(
        "roster_version",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        _when("created_at"),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_roster_version_versions_from_one")),
        sa.PrimaryKeyConstraint("unit", "version", name=op.f("pk_roster_version")),
    )
    op.create_table(
        "contact_test",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        _when("requested_at"),
        sa.Column("requested_by", sa.Text(), nullable=False),
        _when("sent_at", nullable=True),
        _when("answered_at", nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "answered_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_contact_test_answered_once_sent")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact_point.id"], name=op.f("fk_contact_test_contact_id_contact_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_test")),
    )
    op.create_index(op.f("ix_contact_test_contact_id"), "contact_test", ["contact_id"])


def downgrade() -> None:
    """The way back: whoever was paged in a gap was paged as anybody is."""
    for table in ("contact_test", "roster_version", "duty_override", "duty_shift", "duty_window"):
        op.drop_table(table)
    op.execute("UPDATE notification SET reason = 'no_contact' WHERE reason = 'roster_gap' AND kind = 'desk'")
    op.execute("UPDATE notification SET reason = 'new_alert' WHERE reason = 'roster_gap'")
    _take([reason for reason in _known() if reason not in NEW])
