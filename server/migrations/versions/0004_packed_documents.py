"""Packed documents

Revision 0004, after 0003. `lead.doc` holds documents without what follows from the rest of them
(docs/decisions/0107-packed-documents.md). Rows of before are read as they are and packed when they are next written.
"""

from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

from server.leads.packing import unpacked

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PAGE = 500


def upgrade() -> None:
    """Nothing: both forms are read."""


def downgrade() -> None:
    """Make every document whole again, which is all that the app of before could read."""
    lead = sa.table("lead", sa.column("id", sa.String), sa.column("doc", sa.Text))
    last = ""
    while True:
        page = sa.select(lead.c.id, lead.c.doc).where(lead.c.id > last).order_by(lead.c.id).limit(PAGE)
        rows = op.get_bind().execute(page).all()
        if not rows:
            return
        last = rows[-1].id
        whole: list[dict[str, Any]] = [
            {"key": id, "whole": orjson.dumps(unpacked(orjson.loads(doc))).decode()} for id, doc in rows
        ]
        into = sa.update(lead).where(lead.c.id == sa.bindparam("key")).values(doc=sa.bindparam("whole"))
        op.get_bind().execute(into, whole)
