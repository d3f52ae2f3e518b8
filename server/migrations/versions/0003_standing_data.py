"""Standing data

Revision 0003, after 0002. Every write to what each request reads anew gives `sync_clock.standing` another random name
(docs/decisions/0106-standing-data-cached.md). A migration that lets SQLite copy one of these tables must make its
triggers again: they go with the old table.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "calendar",
    "event",
    "event_staff",
    "org_setting",
    "plan_template",
    "plan_template_step",
    "rule_set",
    "sla_policy",
    "source",
    "team",
    "team_member",
    "user",
)
VERBS = ("insert", "update", "delete")


def upgrade() -> None:
    """Name the present state, and have every later one named by triggers."""
    op.add_column("sync_clock", sa.Column("standing", sa.String(length=36), server_default="", nullable=False))
    op.execute(f"UPDATE sync_clock SET standing = '{uuid.uuid4()}'")
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for verb in VERBS:
                op.execute(
                    f'CREATE TRIGGER standing_{table}_{verb} AFTER {verb.upper()} ON "{table}" '
                    "BEGIN UPDATE sync_clock SET standing = lower(hex(randomblob(16))); END"
                )
        return
    op.execute(
        "CREATE FUNCTION rename_standing() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN UPDATE sync_clock SET standing = gen_random_uuid()::text; RETURN NULL; END $$"
    )
    for table in TABLES:
        op.execute(
            f'CREATE TRIGGER standing_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION rename_standing()"
        )


def downgrade() -> None:
    """Everything is read anew in every request."""
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for verb in VERBS:
                op.execute(f"DROP TRIGGER standing_{table}_{verb}")
    else:
        for table in TABLES:
            op.execute(f'DROP TRIGGER standing_{table} ON "{table}"')
        op.execute("DROP FUNCTION rename_standing()")
    op.drop_column("sync_clock", "standing")
