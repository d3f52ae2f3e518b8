"""Checks without tables

Revision 0005, after 0004. SQLite answers `x IN ('a', 'b', 'c')` in a CHECK by filling a table of its own for every row
that is written: a third of what a new lead cost. `x = 'a' OR x = 'b' …` says the same and needs none
(docs/decisions/0108-checks-without-tables.md). Nothing stored changes, so the tables are not copied; SQLite's manual
describes this way for constraints (lang_altertable.html, section 7).
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LISTED = re.compile(r"CHECK \((\w+) IN \(([^()]*)\)\)")


def upgrade() -> None:
    """Write the lists of codes as alternatives. PostgreSQL already reads them as that."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    tables = connection.execute(sa.text("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")).all()
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    for name, sql in tables:
        written = _LISTED.sub(_alternatives, sql or "")
        if written != sql:
            statement = sa.text("UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = :name")
            connection.execute(statement, {"sql": written, "name": name})
    # every connection reads the schema anew
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")


def downgrade() -> None:
    """Nothing: both ways of writing mean the same."""


def _alternatives(listed: re.Match[str]) -> str:
    column, codes = listed.groups()
    return f"CHECK ({' OR '.join(f'{column} = {code}' for code in codes.split(', '))})"
