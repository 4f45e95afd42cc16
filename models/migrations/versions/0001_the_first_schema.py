"""The first schema."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The clock that due-ness is judged by. clock_timestamp() moves on inside a transaction, now() does not.
# Tests move it in databases of their own; anywhere else the offset is not even read.
NOW = """
CREATE FUNCTION abhay_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT clock_timestamp() + CASE
    WHEN current_database() LIKE '%abhay\\_test%' THEN coalesce((SELECT ahead FROM clock_offset), interval '0')
    ELSE interval '0'
  END
$$
"""


def upgrade() -> None:
    """The way there."""
    op.execute("CREATE SEQUENCE alert_ref_seq")
    op.create_table(
        "clock_offset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ahead", sa.Interval(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_offset_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_offset")),
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_hi", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
    )
    op.create_table(
        "policy_version",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_hi", sa.Text(), nullable=False),
        sa.CheckConstraint("scope IN ('unit', 'state')", name=op.f("ck_post_scope_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("readable", sa.Boolean(), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("posted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("route", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("route_state", sa.Text(), nullable=True),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("rung_entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("exhausted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("next_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("acknowledged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("flow_run_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_alert_closed_has_time")),
        sa.CheckConstraint("(status = 'closed') = (next_at IS NULL)", name=op.f("ck_alert_open_has_next_at")),
        sa.CheckConstraint("(status = 'closed') = (outcome IS NOT NULL)", name=op.f("ck_alert_closed_has_outcome")),
        sa.CheckConstraint("channel IN ('webhook', 'mail', 'phone')", name=op.f("ck_alert_channel_known")),
        sa.CheckConstraint(
            "outcome IN ('safe', 'hospital', 'not_found', 'out_of_state', 'false_alarm', 'duplicate', 'died')",
            name=op.f("ck_alert_outcome_known"),
        ),
        sa.CheckConstraint("ref ~ '^RJ-[0-9]{4}-[0-9]{6,}$'", name=op.f("ck_alert_ref_shape")),
        sa.CheckConstraint(
            "route_state IN ('resolved', 'ambiguous', 'unresolved', 'out_of_state')",
            name=op.f("ck_alert_route_state_known"),
        ),
        sa.CheckConstraint("severity IN ('imminent', 'high', 'concern')", name=op.f("ck_alert_severity_known")),
        sa.CheckConstraint(
            "status <> 'acknowledged' OR acknowledged_at IS NOT NULL", name=op.f("ck_alert_acknowledged_has_time")
        ),
        sa.CheckConstraint(
            "status <> 'awaiting' OR (rung IS NOT NULL AND route IS NOT NULL)", name=op.f("ck_alert_awaiting_has_rung")
        ),
        sa.CheckConstraint("status <> 'received' OR rung IS NULL", name=op.f("ck_alert_received_has_no_rung")),
        sa.CheckConstraint(
            "status IN ('received', 'awaiting', 'acknowledged', 'closed')", name=op.f("ck_alert_status_known")
        ),
        sa.CheckConstraint(
            "status NOT IN ('received', 'awaiting') OR acknowledged_at IS NULL",
            name=op.f("ck_alert_awaiting_not_acknowledged"),
        ),
        sa.CheckConstraint("trust IN ('verified', 'forwarded', 'failed', 'none')", name=op.f("ck_alert_trust_known")),
        sa.CheckConstraint("(route IS NULL) = (route_state IS NULL)", name=op.f("ck_alert_route_has_state")),
        sa.CheckConstraint("(rung IS NULL) = (round IS NULL)", name=op.f("ck_alert_rung_has_round")),
        sa.CheckConstraint("(rung IS NULL) = (rung_entered_at IS NULL)", name=op.f("ck_alert_rung_has_clock")),
        sa.CheckConstraint(
            "due_at IS NULL OR rung_entered_at IS NULL OR due_at >= rung_entered_at",
            name=op.f("ck_alert_due_after_entry"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_alert_round_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["policy_version"], ["policy_version.version"], name=op.f("fk_alert_policy_version_policy_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("flow_run_id", name=op.f("uq_alert_flow_run_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_alert_ref")),
    )
    op.create_index("ix_alert_due", "alert", ["next_at"], unique=False, postgresql_where="status <> 'closed'")
    op.create_index(op.f("ix_alert_received_at"), "alert", ["received_at"], unique=False)
    op.create_table(
        "police_unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_hi", sa.Text(), nullable=False),
        sa.Column("unit_type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_police_unit_district_id_district")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_police_unit")),
    )
    op.create_index(op.f("ix_police_unit_district_id"), "police_unit", ["district_id"], unique=False)
    op.create_table(
        "alert_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("event_key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("posted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("problems", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("channel IN ('webhook', 'mail', 'phone')", name=op.f("ck_alert_event_channel_known")),
        sa.CheckConstraint(
            "trust IN ('verified', 'forwarded', 'failed', 'none')", name=op.f("ck_alert_event_trust_known")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_event_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
        sa.UniqueConstraint("event_key", name=op.f("uq_alert_event_event_key")),
    )
    op.create_index(op.f("ix_alert_event_alert_id"), "alert_event", ["alert_id"], unique=False)
    op.create_table(
        "alert_unit",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stood_down_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_unit_alert_id_alert")),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_alert_unit_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("alert_id", "unit_id", name=op.f("pk_alert_unit")),
    )
    op.create_index(op.f("ix_alert_unit_unit_id"), "alert_unit", ["unit_id"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("(role = 'unit') = (unit_id IS NOT NULL)", name=op.f("ck_api_token_unit_role_has_unit")),
        sa.CheckConstraint(
            "role IN ('integrator', 'operator', 'unit', 'admin', 'auditor')", name=op.f("ck_api_token_role_known")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_api_token_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("detail", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_audit_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_action"), "audit", ["action"], unique=False)
    op.create_index(op.f("ix_audit_alert_id"), "audit", ["alert_id"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("dev_pin", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("address <> ''", name=op.f("ck_contact_point_address_not_empty")),
        sa.CheckConstraint(
            "dev_pin IS NULL OR channel = 'outbox'", name=op.f("ck_contact_point_dev_pin_stays_in_outbox")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_contact_point_post_id_post")),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_contact_point_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sa.UniqueConstraint(
            "unit_id",
            "post_id",
            "channel",
            "address",
            name="uq_contact_point_place",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_contact_point_unit_id"), "contact_point", ["unit_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_identity_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("alert_id", "kind", "digest", name="uq_identity_alert_kind_digest"),
    )
    op.create_index(op.f("ix_identity_digest"), "identity", ["digest"], unique=False)
    op.create_table(
        "lease",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_lease_alert_id_alert")),
        sa.PrimaryKeyConstraint("alert_id", name=op.f("pk_lease")),
    )
    op.create_table(
        "milestone",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("done_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("nudged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('dispatched', 'reached', 'family_informed', 'closed')", name=op.f("ck_milestone_kind_known")
        ),
        sa.CheckConstraint("(nudges = 0) = (nudged_at IS NULL)", name=op.f("ck_milestone_nudged_has_time")),
        sa.CheckConstraint("nudges >= 0", name=op.f("ck_milestone_nudges_not_negative")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_milestone_alert_id_alert")),
        sa.PrimaryKeyConstraint("alert_id", "kind", name=op.f("pk_milestone")),
    )
    op.create_table(
        "timeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "event IN ('received', 'attached', 'routed', 'rung_entered', 'paged', 'reminded', 'acknowledged', 'stood_down', 'milestone', 'overdue', 'exhausted', 'rerouted', 'revealed', 'closed', 'repaired')",
            name=op.f("ck_timeline_event_known"),
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_timeline_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
    )
    op.create_index(op.f("ix_timeline_alert_id"), "timeline", ["alert_id"], unique=False)
    op.create_table(
        "content",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_content_alert_id_alert")),
        sa.ForeignKeyConstraint(["event_id"], ["alert_event.id"], name=op.f("fk_content_event_id_alert_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_content")),
    )
    op.create_index(op.f("ix_content_alert_id"), "content", ["alert_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["alert_event.id"], name=op.f("fk_evidence_event_id_alert_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evidence")),
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("queued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sending_deadline", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("try_after", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("delivered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("failed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("again_after", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("resend_of", sa.Uuid(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'delivered') = (delivered_at IS NOT NULL)", name=op.f("ck_notification_delivered_has_time")
        ),
        sa.CheckConstraint(
            "again_after IS NULL OR status IN ('failed', 'unknown')", name=op.f("ck_notification_again_after_failure")
        ),
        sa.CheckConstraint(
            "kind IN ('page', 'reminder', 'update', 'escalated', 'acknowledged', 'stood_down', 'closed', 'desk')",
            name=op.f("ck_notification_kind_known"),
        ),
        sa.CheckConstraint(
            "milestone IN ('dispatched', 'reached', 'family_informed', 'closed')",
            name=op.f("ck_notification_milestone_known"),
        ),
        sa.CheckConstraint(
            "status <> 'queued' OR (sent_at IS NULL AND delivered_at IS NULL)",
            name=op.f("ck_notification_queued_never_sent"),
        ),
        sa.CheckConstraint(
            "status <> 'sending' OR sending_deadline IS NOT NULL", name=op.f("ck_notification_sending_has_deadline")
        ),
        sa.CheckConstraint(
            "status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'stood_down')",
            name=op.f("ck_notification_status_known"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('sent', 'delivered') OR sent_at IS NOT NULL", name=op.f("ck_notification_sent_has_time")
        ),
        sa.CheckConstraint("round >= 1 AND attempt >= 1", name=op.f("ck_notification_counts_from_one")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_notification_alert_id_alert")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact_point.id"], name=op.f("fk_notification_contact_id_contact_point")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_notification_post_id_post")),
        sa.ForeignKeyConstraint(
            ["resend_of"], ["notification.id"], name=op.f("fk_notification_resend_of_notification")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["police_unit.id"], name=op.f("fk_notification_unit_id_police_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "alert_id",
            "kind",
            "rung",
            "round",
            "attempt",
            "unit_id",
            "post_id",
            "contact_id",
            "channel",
            name="uq_notification_once",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_notification_alert_id"), "notification", ["alert_id"], unique=False)
    op.create_index(
        "ix_notification_open",
        "notification",
        ["alert_id"],
        unique=False,
        postgresql_where="status IN ('queued', 'sending')",
    )
    op.create_table(
        "pin_failure",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("failures >= 1", name=op.f("ck_pin_failure_failures_counted")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_pin_failure_alert_id_alert")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact_point.id"], name=op.f("fk_pin_failure_contact_id_contact_point")
        ),
        sa.PrimaryKeyConstraint("alert_id", "contact_id", name=op.f("pk_pin_failure")),
    )
    op.create_table(
        "subject",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_subject_alert_id_alert")),
        sa.ForeignKeyConstraint(["event_id"], ["alert_event.id"], name=op.f("fk_subject_event_id_alert_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_subject")),
    )
    op.create_index(op.f("ix_subject_alert_id"), "subject", ["alert_id"], unique=False)
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("notification_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_acknowledgement_alert_id_alert")),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_acknowledgement_notification_id_notification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
    )
    op.create_index(op.f("ix_acknowledgement_alert_id"), "acknowledgement", ["alert_id"], unique=False)
    op.create_index("uq_acknowledgement_first", "acknowledgement", ["alert_id"], unique=True, postgresql_where="first")
    op.execute(NOW)


def downgrade() -> None:
    """The way back."""
    op.execute("DROP FUNCTION abhay_now()")
    op.drop_index("uq_acknowledgement_first", table_name="acknowledgement", postgresql_where="first")
    op.drop_index(op.f("ix_acknowledgement_alert_id"), table_name="acknowledgement")
    op.drop_table("acknowledgement")
    op.drop_index(op.f("ix_subject_alert_id"), table_name="subject")
    op.drop_table("subject")
    op.drop_table("pin_failure")
    op.drop_index("ix_notification_open", table_name="notification", postgresql_where="status IN ('queued', 'sending')")
    op.drop_index(op.f("ix_notification_alert_id"), table_name="notification")
    op.drop_table("notification")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_content_alert_id"), table_name="content")
    op.drop_table("content")
    op.drop_index(op.f("ix_timeline_alert_id"), table_name="timeline")
    op.drop_table("timeline")
    op.drop_table("milestone")
    op.drop_table("lease")
    op.drop_index(op.f("ix_identity_digest"), table_name="identity")
    op.drop_table("identity")
    op.drop_index(op.f("ix_contact_point_unit_id"), table_name="contact_point")
    op.drop_table("contact_point")
    op.drop_index(op.f("ix_audit_alert_id"), table_name="audit")
    op.drop_index(op.f("ix_audit_action"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_alert_unit_unit_id"), table_name="alert_unit")
    op.drop_table("alert_unit")
    op.drop_index(op.f("ix_alert_event_alert_id"), table_name="alert_event")
    op.drop_table("alert_event")
    op.drop_index(op.f("ix_police_unit_district_id"), table_name="police_unit")
    op.drop_table("police_unit")
    op.drop_index(op.f("ix_alert_received_at"), table_name="alert")
    op.drop_index("ix_alert_due", table_name="alert", postgresql_where="status <> 'closed'")
    op.drop_table("alert")
    op.drop_table("post")
    op.drop_table("policy_version")
    op.drop_table("district")
    op.drop_table("clock_offset")
    op.execute("DROP SEQUENCE alert_ref_seq")
