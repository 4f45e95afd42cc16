"""The line, the language and the order of contact points; how a message goes on to the next, and how providers fare."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

REASONS_BEFORE = (
    "'new_alert', 'location_unknown', 'held_unauthenticated', 'read_by_hand', 'forwarded', 'out_of_state', 'copy',"
    " 'not_ours', 'exhausted', 'no_contact', 'undelivered', 'pin_locked', 'pin_guessed', 'late_ack', 'merged',"
    " 'split', 'milestone_overdue', 'words_failed', 'taken_back', 'maybe_same', 'ended_by_sender', 'mail_answer',"
    " 'flood', 'engine_late', 'prefect_down', 'worker_down', 'watcher_down', 'database_down', 'mailbox_down',"
    " 'mailbox_full', 'canary_lost', 'cases_still', 'deliveries_refused'"
)
FAIL_OVERS = "'refused', 'unavailable', 'unknown', 'unconfirmed', 'returned', 'off'"


def _known(values: str) -> None:
    op.drop_constraint(op.f("ck_notification_reason_known"), "notification", type_="check")
    op.create_check_constraint(op.f("ck_notification_reason_known"), "notification", f"reason IN ({values})")


def upgrade() -> None:
    """The way there."""
    op.add_column("contact_point", sa.Column("line", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_contact_point_line_known"), "contact_point", "line IN ('mobile', 'landline')")
    op.add_column("contact_point", sa.Column("language", sa.Text(), server_default="hi", nullable=False))
    op.create_check_constraint(op.f("ck_contact_point_language_known"), "contact_point", "language IN ('hi', 'en')")
    op.add_column("contact_point", sa.Column("preference", sa.Integer(), server_default="1", nullable=False))
    op.create_check_constraint(op.f("ck_contact_point_preference_from_one"), "contact_point", "preference >= 1")
    _add_to_notifications()
    op.create_table(
        "provider_health",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("failures", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("probe_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("(opened_at IS NULL) = (probe_at IS NULL)", name=op.f("ck_provider_health_open_has_probe")),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_provider_health")),
    )


def _add_to_notifications() -> None:
    op.add_column("notification", sa.Column("gateway", sa.Text(), nullable=True))
    op.add_column("notification", sa.Column("go_on_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column("notification", sa.Column("in_place_of", sa.Uuid(), nullable=True))
    op.add_column("notification", sa.Column("because", sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_notification_in_place_of_notification"), "notification", "notification", ["in_place_of"], ["id"]
    )
    op.create_check_constraint(op.f("ck_notification_because_known"), "notification", f"because IN ({FAIL_OVERS})")
    op.create_check_constraint(
        op.f("ck_notification_follows_for_a_cause"), "notification", "(in_place_of IS NULL) = (because IS NULL)"
    )
    op.create_index(op.f("ix_notification_in_place_of"), "notification", ["in_place_of"])
    op.create_index(
        "ix_notification_go_on", "notification", ["alert_id"], postgresql_where=sa.text("go_on_at IS NOT NULL")
    )
    _known(f"{REASONS_BEFORE}, 'providers_down'")


def downgrade() -> None:
    """The way back."""
    op.drop_table("provider_health")
    op.execute("UPDATE notification SET reason = 'worker_down' WHERE reason = 'providers_down'")
    _known(REASONS_BEFORE)
    op.drop_index("ix_notification_go_on", table_name="notification")
    for column in ("because", "in_place_of", "go_on_at", "gateway"):
        op.drop_column("notification", column)
    for column in ("preference", "language", "line"):
        op.drop_column("contact_point", column)
