"""The house

Revision 0001, the first.
"""

import uuid

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SOURCES = (
    ("exhibition", "Exhibition"),
    ("networking", "Networking event"),
    ("roadshow", "Road show"),
    ("seminar", "Seminar"),
    ("website", "Website"),
    ("download", "Download"),
    ("facebook", "Facebook"),
    ("twitter", "Twitter / X"),
    ("linkedin", "LinkedIn"),
    ("direct_call", "Direct call"),
    ("estimate_call", "Call for an estimate"),
    ("telemarketing", "Telemarketing"),
    ("advertising", "Advertising"),
    ("direct_response", "Direct response"),
    ("directory", "Directory"),
    ("referral", "Referral"),
    ("import", "Spreadsheet"),
    ("other", "Other"),
)


def upgrade() -> None:
    """Everything the house stands on: people, shows, leads, pictures, sync, jobs; and the list of sources."""
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=36), nullable=True),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("ip", sa.String(length=45), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=True),
        sa.Column("diff", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("stripped", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('expected', 'stored', 'purged')", name=op.f("ck_blob_state")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blob_state"), ["state"], unique=False)

    op.create_table(
        "calendar",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tz", sa.String(length=60), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("extra_days", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("is_customer", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_domain"), ["domain"], unique=False)
        batch_op.create_index(batch_op.f("ix_company_name_key"), ["name_key"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("tz", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=False),
        sa.Column("ends_on", sa.String(length=10), nullable=False),
        sa.Column("chips", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("default_class", sa.String(length=1), nullable=False),
        sa.Column("target_leads", sa.Integer(), nullable=True),
        sa.Column("required_roi", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("default_class IN ('A', 'B', 'C', 'D')", name=op.f("ck_event_default_class")),
        sa.CheckConstraint(
            "kind IN ('exhibition', 'networking', 'roadshow', 'seminar', 'telemarketing', 'ad', 'directory', 'web', 'call', 'other')",
            name=op.f("ck_event_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=4), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('new', 'run', 'done', 'dead')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_run_at", ["state", "priority", "run_at"], unique=False)

    op.create_table(
        "login_failure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=90), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_failure_key"), ["key"], unique=False)

    op.create_table(
        "op_receipt",
        sa.Column("op_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_op_receipt")),
    )
    with op.batch_alter_table("op_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_op_receipt_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("uq_op_receipt_device_seq", ["device_id", "seq"], unique=True)

    op.create_table(
        "org_setting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("tz", sa.String(length=60), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("fiscal_start", sa.Integer(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("worth_threshold", sa.BigInteger(), nullable=False),
        sa.Column("probability_threshold", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_org_setting_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_setting")),
    )
    op.create_table(
        "plan_template",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_template")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_plan_template_code_version")),
    )
    op.create_table(
        "source",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(length=24), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source")),
    )
    op.create_table(
        "suppression",
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("value_hmac", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("channel IN ('call', 'email', 'sms', 'post')", name=op.f("ck_suppression_channel")),
        sa.PrimaryKeyConstraint("channel", "value_hmac", name=op.f("pk_suppression")),
    )
    op.create_table(
        "sync_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("backup_rev", sa.BigInteger(), nullable=False),
        sa.Column("settings_etag", sa.String(length=36), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sync_clock_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_clock")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("territory", sa.JSON(), nullable=False),
        sa.Column("calendar_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('field', 'desk')", name=op.f("ck_team_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("tz", sa.String(length=60), nullable=True),
        sa.Column("cost_per_hour", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("away_from", sa.BigInteger(), nullable=True),
        sa.Column("away_to", sa.BigInteger(), nullable=True),
        sa.Column("deputy_id", sa.String(length=36), nullable=True),
        sa.Column("contract_until", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["user.id"], name=op.f("fk_user_deputy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "blob_holder",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("uploaded_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_blob_holder_sha256"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", "user_id", name=op.f("pk_blob_holder")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("app_version", sa.String(length=40), nullable=True),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.Column("outbox_count", sa.Integer(), nullable=False),
        sa.Column("outbox_oldest_at", sa.BigInteger(), nullable=True),
        sa.Column("skew_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("wiped_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_device_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_revoked_at"), ["revoked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_device_user_id"), ["user_id"], unique=False)

    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_enrol_code_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_enrol_code")),
    )
    op.create_table(
        "event_staff",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_staff_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_staff_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "user_id", name=op.f("pk_event_staff")),
    )
    with op.batch_alter_table("event_staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_staff_user_id"), ["user_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("purpose IN ('setup', 'password')", name=op.f("ck_one_time_link_purpose")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_one_time_link_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_link")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("email_norm", sa.String(length=254), nullable=True),
        sa.Column("phone_e164", sa.String(length=20), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("customer_since", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "role IN ('buyer', 'influencer', 'introducer', 'user', 'unknown')", name=op.f("ck_person_role")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_person_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_email_norm"), ["email_norm"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_phone_e164"), ["phone_e164"], unique=False)

    op.create_table(
        "plan_template_step",
        sa.Column("template_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["plan_template.id"], name=op.f("fk_plan_template_step_template_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("template_id", "seq", name=op.f("pk_plan_template_step")),
    )
    op.create_table(
        "team_member",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("is_supervisor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_team_member_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("fresh_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_web_session_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("company_id", sa.String(length=36), nullable=True),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("captured_by", sa.String(length=36), nullable=False),
        sa.Column("captured_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("class", sa.String(length=1), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("sales_ready", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(length=8), nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("trashed", sa.Boolean(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("email_norm", sa.String(length=254), nullable=True),
        sa.Column("phone_e164", sa.String(length=20), nullable=True),
        sa.Column("company_key", sa.String(length=200), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("rating", sa.String(length=4), nullable=True),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("next_step_at", sa.BigInteger(), nullable=True),
        sa.Column("first_out_at", sa.BigInteger(), nullable=True),
        sa.Column("first_human_out_at", sa.BigInteger(), nullable=True),
        sa.Column("first_call_at", sa.BigInteger(), nullable=True),
        sa.Column("first_connect_at", sa.BigInteger(), nullable=True),
        sa.Column("last_touch_at", sa.BigInteger(), nullable=True),
        sa.Column("last_in_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("touches", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("meta", sa.Text(), nullable=False),
        sa.CheckConstraint("class IN ('A', 'B', 'C', 'D')", name=op.f("ck_lead_class")),
        sa.CheckConstraint(
            "outcome IN ('won', 'lost', 'no_decision', 'unreachable', 'not_a_prospect', 'do_not_contact', 'duplicate')",
            name=op.f("ck_lead_outcome"),
        ),
        sa.CheckConstraint(
            "track <> 'nurture' OR wake_at IS NOT NULL OR status = 5", name=op.f("ck_lead_nurture_wakes")
        ),
        sa.CheckConstraint("track IN ('active', 'nurture', 'customer')", name=op.f("ck_lead_track")),
        sa.CheckConstraint("(status = 5) = (outcome IS NOT NULL)", name=op.f("ck_lead_done_has_outcome")),
        sa.CheckConstraint("status IN (1, 2, 3, 4, 5)", name=op.f("ck_lead_status")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_lead_company_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_lead_event_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_lead_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id")),
        sa.ForeignKeyConstraint(["source"], ["source.code"], name=op.f("fk_lead_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_captured_at"), ["captured_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_captured_by"), ["captured_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_class"), ["class"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_company_key"), ["company_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_email_norm"), ["email_norm"], unique=False)
        batch_op.create_index("ix_lead_event_first_out", ["event_id", "first_out_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_event_id"), ["event_id"], unique=False)
        batch_op.create_index("ix_lead_owner_next", ["owner_id", "status", "next_step_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_phone_e164"), ["phone_e164"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_rev"), ["rev"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_wake_at"), ["wake_at"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("from_id", sa.String(length=36), nullable=True),
        sa.Column("to_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "how IN ('claim', 'assign', 'rule', 'escalation', 'absence', 'handover', 'expiry', 'undo')",
            name=op.f("ck_assignment_how"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_assignment_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_lead_at", ["lead_id", "at"], unique=False)

    op.create_table(
        "capture",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=True),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "kind IN ('card', 'badge_qr', 'badge_barcode', 'nfc', 'vcard', 'voice', 'manual', 'import', 'web')",
            name=op.f("ck_capture_kind"),
        ),
        sa.CheckConstraint("side IN ('front', 'back')", name=op.f("ck_capture_side")),
        sa.CheckConstraint(
            "status IN ('pending', 'ocr', 'review', 'accepted', 'rejected')", name=op.f("ck_capture_status")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_capture_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_capture_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capture_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_capture_sha256"), ["sha256"], unique=False)

    op.create_table(
        "classification",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("class", sa.String(length=1), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("sales_ready", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("override", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("class IN ('A', 'B', 'C', 'D')", name=op.f("ck_classification_class")),
        sa.CheckConstraint("kind IN ('field', 'desk')", name=op.f("ck_classification_kind")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_classification_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification")),
    )
    with op.batch_alter_table("classification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_classification_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=True),
        sa.Column("wording_version", sa.String(length=40), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "basis IN ('consent', 'legitimate_interest', 'soft_opt_in', 'contract')", name=op.f("ck_consent_basis")
        ),
        sa.CheckConstraint("channel IN ('call', 'email', 'sms', 'post')", name=op.f("ck_consent_channel")),
        sa.CheckConstraint("state IN ('granted', 'objected', 'unknown')", name=op.f("ck_consent_state")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_consent_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_lead_at", ["lead_id", "at"], unique=False)

    op.create_table(
        "field_provenance",
        sa.Column("op_id", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("conf", sa.Integer(), nullable=True),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("origin IN ('human', 'badge', 'import', 'ocr')", name=op.f("ck_field_provenance_origin")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["lead.id"], name=op.f("fk_field_provenance_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("op_id", "field", name=op.f("pk_field_provenance")),
    )
    with op.batch_alter_table("field_provenance", schema=None) as batch_op:
        batch_op.create_index("ix_field_provenance_lead_field", ["lead_id", "field", "at"], unique=False)

    op.create_table(
        "info_request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("satisfied_at", sa.BigInteger(), nullable=True),
        sa.Column("satisfied_by_touch", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_info_request_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_info_request")),
    )
    with op.batch_alter_table("info_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_info_request_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "lead_note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_note_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_note")),
    )
    with op.batch_alter_table("lead_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_note_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "lead_scope",
        sa.Column("scope", sa.String(length=48), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_scope_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scope", "lead_id", name=op.f("pk_lead_scope")),
    )
    with op.batch_alter_table("lead_scope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_scope_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_lead_scope_scope_rev", ["scope", "rev"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("whole_day", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("kept_touch", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('call', 'email', 'sms', 'letter', 'meeting', 'booth', 'chat', 'web')",
            name=op.f("ck_promise_channel"),
        ),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken', 'released')", name=op.f("ck_promise_state")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_promise_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "quote",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("doc_link", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.CheckConstraint("state IN ('sent', 'accepted', 'rejected', 'expired')", name=op.f("ck_quote_state")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_quote_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("number", name=op.f("uq_quote_number")),
    )
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "sla_clock",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("clock", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("anchor_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.Column("by_machine", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "clock IN ('ACK24', 'CALL48', 'INFO72', 'COURTESY48', 'REVIVE72', 'PROMISE', 'ASSIGN', 'IDLE')",
            name=op.f("ck_sla_clock_clock"),
        ),
        sa.CheckConstraint(
            "state IN ('running', 'met', 'breached', 'cancelled', 'waived')", name=op.f("ck_sla_clock_state")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_sla_clock_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_clock")),
        sa.UniqueConstraint(
            "lead_id", "clock", "subject", "anchor_at", name=op.f("uq_sla_clock_lead_id_clock_subject_anchor_at")
        ),
    )
    with op.batch_alter_table("sla_clock", schema=None) as batch_op:
        batch_op.create_index("ix_sla_clock_state_due", ["state", "due_at"], unique=False)

    op.create_table(
        "step",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("touch_id", sa.String(length=36), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("origin IN ('plan', 'manual', 'promise', 'escalation')", name=op.f("ck_step_origin")),
        sa.CheckConstraint(
            "state IN ('planned', 'due', 'done', 'skipped', 'superseded', 'blocked')", name=op.f("ck_step_state")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_step_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("lead_id", "key", name=op.f("uq_step_lead_id_key")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("ix_step_owner_state_due", ["owner_id", "state", "due_at"], unique=False)
        batch_op.create_index("ix_step_state_due", ["state", "due_at"], unique=False)

    op.create_table(
        "touch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("auto", sa.Boolean(), nullable=False),
        sa.Column("after_dnc", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "channel IN ('call', 'email', 'sms', 'letter', 'meeting', 'booth', 'chat', 'web')",
            name=op.f("ck_touch_channel"),
        ),
        sa.CheckConstraint("direction IN ('out', 'in')", name=op.f("ck_touch_direction")),
        sa.CheckConstraint(
            "outcome IN ('connected', 'left_message', 'no_answer', 'other_person', 'wrong_number', 'sent', 'bounced', 'replied', 'met', 'appointment', 'refused_call')",
            name=op.f("ck_touch_outcome"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_touch_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.create_index("ix_touch_lead_at", ["lead_id", "at"], unique=False)
        batch_op.create_index("ix_touch_user_at", ["user_id", "at"], unique=False)

    op.create_table(
        "ocr_result",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("capture_id", sa.String(length=36), nullable=False),
        sa.Column("engine", sa.String(length=24), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("full_text", sa.Text(), nullable=False),
        sa.Column("mean_conf", sa.Integer(), nullable=False),
        sa.Column("ran_on", sa.String(length=8), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("ran_on IN ('device', 'server')", name=op.f("ck_ocr_result_ran_on")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_ocr_result_capture_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ocr_result")),
    )
    with op.batch_alter_table("ocr_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ocr_result_capture_id"), ["capture_id"], unique=False)

    op.create_table(
        "sale",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("quote_id", sa.String(length=36), nullable=True),
        sa.Column("invoice_no", sa.String(length=80), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("doc_link", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_sale_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_sale_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("invoice_no", name=op.f("uq_sale_invoice_no")),
    )
    with op.batch_alter_table("sale", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "ocr_field",
        sa.Column("result_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("conf", sa.Integer(), nullable=False),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("e164", sa.String(length=20), nullable=True),
        sa.Column("rule", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["result_id"], ["ocr_result.id"], name=op.f("fk_ocr_field_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("result_id", "position", name=op.f("pk_ocr_field")),
    )

    op.bulk_insert(
        sa.table(
            "sync_clock",
            sa.column("id"),
            sa.column("rev"),
            sa.column("epoch"),
            sa.column("backup_rev"),
            sa.column("settings_etag"),
        ),
        [{"id": 1, "rev": 0, "epoch": str(uuid.uuid4()), "backup_rev": 0, "settings_etag": ""}],
    )
    op.bulk_insert(
        sa.table("source", sa.column("code"), sa.column("label"), sa.column("position")),
        [{"code": code, "label": label, "position": i} for i, (code, label) in enumerate(SOURCES)],
    )


def downgrade() -> None:
    """Take it all away again."""
    op.drop_table("ocr_field")
    with op.batch_alter_table("sale", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sale_lead_id"))

    op.drop_table("sale")
    with op.batch_alter_table("ocr_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ocr_result_capture_id"))

    op.drop_table("ocr_result")
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.drop_index("ix_touch_user_at")
        batch_op.drop_index("ix_touch_lead_at")

    op.drop_table("touch")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index("ix_step_state_due")
        batch_op.drop_index("ix_step_owner_state_due")

    op.drop_table("step")
    with op.batch_alter_table("sla_clock", schema=None) as batch_op:
        batch_op.drop_index("ix_sla_clock_state_due")

    op.drop_table("sla_clock")
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quote_lead_id"))

    op.drop_table("quote")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_lead_id"))

    op.drop_table("promise")
    with op.batch_alter_table("lead_scope", schema=None) as batch_op:
        batch_op.drop_index("ix_lead_scope_scope_rev")
        batch_op.drop_index(batch_op.f("ix_lead_scope_lead_id"))

    op.drop_table("lead_scope")
    with op.batch_alter_table("lead_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_note_lead_id"))

    op.drop_table("lead_note")
    with op.batch_alter_table("info_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_info_request_lead_id"))

    op.drop_table("info_request")
    with op.batch_alter_table("field_provenance", schema=None) as batch_op:
        batch_op.drop_index("ix_field_provenance_lead_field")

    op.drop_table("field_provenance")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_lead_at")

    op.drop_table("consent")
    with op.batch_alter_table("classification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_classification_lead_id"))

    op.drop_table("classification")
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capture_sha256"))
        batch_op.drop_index(batch_op.f("ix_capture_lead_id"))

    op.drop_table("capture")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_lead_at")

    op.drop_table("assignment")
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_wake_at"))
        batch_op.drop_index(batch_op.f("ix_lead_rev"))
        batch_op.drop_index(batch_op.f("ix_lead_phone_e164"))
        batch_op.drop_index(batch_op.f("ix_lead_person_id"))
        batch_op.drop_index("ix_lead_owner_next")
        batch_op.drop_index(batch_op.f("ix_lead_event_id"))
        batch_op.drop_index("ix_lead_event_first_out")
        batch_op.drop_index(batch_op.f("ix_lead_email_norm"))
        batch_op.drop_index(batch_op.f("ix_lead_company_key"))
        batch_op.drop_index(batch_op.f("ix_lead_company_id"))
        batch_op.drop_index(batch_op.f("ix_lead_class"))
        batch_op.drop_index(batch_op.f("ix_lead_captured_by"))
        batch_op.drop_index(batch_op.f("ix_lead_captured_at"))

    op.drop_table("lead")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_user_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_member_user_id"))

    op.drop_table("team_member")
    op.drop_table("plan_template_step")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_e164"))
        batch_op.drop_index(batch_op.f("ix_person_email_norm"))
        batch_op.drop_index(batch_op.f("ix_person_company_id"))

    op.drop_table("person")
    op.drop_table("one_time_link")
    with op.batch_alter_table("event_staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_staff_user_id"))

    op.drop_table("event_staff")
    op.drop_table("enrol_code")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_user_id"))
        batch_op.drop_index(batch_op.f("ix_device_revoked_at"))

    op.drop_table("device")
    op.drop_table("blob_holder")
    op.drop_table("user")
    op.drop_table("team")
    op.drop_table("sync_clock")
    op.drop_table("suppression")
    op.drop_table("source")
    op.drop_table("plan_template")
    op.drop_table("org_setting")
    with op.batch_alter_table("op_receipt", schema=None) as batch_op:
        batch_op.drop_index("uq_op_receipt_device_seq")
        batch_op.drop_index(batch_op.f("ix_op_receipt_lead_id"))

    op.drop_table("op_receipt")
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_failure_key"))

    op.drop_table("login_failure")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_run_at")

    op.drop_table("job")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_starts_on"))

    op.drop_table("event")
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_name_key"))
        batch_op.drop_index(batch_op.f("ix_company_domain"))

    op.drop_table("company")
    op.drop_table("calendar")
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blob_state"))

    op.drop_table("blob")
    op.drop_table("audit")
