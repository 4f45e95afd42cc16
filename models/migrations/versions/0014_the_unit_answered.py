"""When a post of the case's own unit answered, which an acknowledgement from outside the unit does not say."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way there."""
    op.add_column("alert", sa.Column("unit_answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    # Of cases that a unit acknowledged under the release before.
    op.execute(
        "UPDATE alert SET unit_answered_at = first.at FROM acknowledgement first"
        " WHERE first.alert_id = alert.id AND first.first AND first.unit_id IS NOT NULL"
    )


def downgrade() -> None:
    """The way back."""
    op.drop_column("alert", "unit_answered_at")
