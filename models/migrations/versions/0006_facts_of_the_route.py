"""What is known of a case's route as columns: whether it is stale, whether a person decided it, how often "not ours".

Before this revision the order of the timeline's entries said so; it fills the columns once. A gateway or a
collector of the release before does not write them: replace those before workers and watchers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FROM_THE_TIMELINE = """
UPDATE alert SET
    route_stale = alert.route IS NOT NULL AND told.last = 'attached' AND NOT told.by_a_person,
    routed_by_person = told.by_a_person,
    not_ours = told.not_ours
FROM (
    SELECT alert_id,
        (array_agg(event ORDER BY id DESC))[1] AS last,
        bool_or(event = 'rerouted') AS by_a_person,
        count(*) FILTER (WHERE event = 'rerouted' AND jsonb_exists(detail, 'not_ours')) AS not_ours
    FROM timeline WHERE event IN ('attached', 'routed', 'rerouted') GROUP BY alert_id
) AS told
WHERE told.alert_id = alert.id
"""


def upgrade() -> None:
    """The way there."""
    op.add_column("alert", sa.Column("route_stale", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("alert", sa.Column("routed_by_person", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("alert", sa.Column("not_ours", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_check_constraint(op.f("ck_alert_not_ours_not_negative"), "alert", "not_ours >= 0")
    op.execute(FROM_THE_TIMELINE)


def downgrade() -> None:
    """The way back: the timeline tells it still, but for messages that came in with a merged case."""
    op.drop_constraint(op.f("ck_alert_not_ours_not_negative"), "alert", type_="check")
    for column in ("not_ours", "routed_by_person", "route_stale"):
        op.drop_column("alert", column)
