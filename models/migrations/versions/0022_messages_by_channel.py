"""Indexes by which readiness sees, without a scan, that a channel fails."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.create_index(
        op.f("ix_notification_failed"), "notification", ["channel", "failed_at"], postgresql_where="status = 'failed'"
    )
    op.create_index(op.f("ix_notification_out"), "notification", ["channel", "sent_at"])


def downgrade() -> None:
    """The way back."""
    op.drop_index(op.f("ix_notification_out"), "notification")
    op.drop_index(op.f("ix_notification_failed"), "notification")
