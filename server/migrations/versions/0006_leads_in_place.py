"""Leads in place

Revision 0006, after 0005. Every change of a lead raises its revision, and an index of it made PostgreSQL write the row
into every other index anew; the feed (`lead_scope`) knows the order of changes, too. With room left in its pages and no
index touched, PostgreSQL changes a row in place (docs/decisions/0109-postgresql-in-bulk.md). Documents are packed with
LZ4 where the server can: a tenth of the time for much the same size.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COMPRESSED = """
DO $$ BEGIN
    ALTER TABLE lead ALTER COLUMN doc SET COMPRESSION {0}, ALTER COLUMN meta SET COMPRESSION {0};
EXCEPTION WHEN feature_not_supported THEN
    NULL; -- built without LZ4
END $$
"""


def upgrade() -> None:
    """Rows already stored stay as they are; they follow when they are changed."""
    op.drop_index("ix_lead_rev", table_name="lead")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE lead SET (fillfactor = 70)")
        op.execute(_COMPRESSED.format("lz4"))


def downgrade() -> None:
    """As it was."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_COMPRESSED.format("default"))
        op.execute("ALTER TABLE lead RESET (fillfactor)")
    op.create_index("ix_lead_rev", "lead", ["rev"])
