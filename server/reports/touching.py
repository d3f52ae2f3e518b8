"""Contacts as reports count them, in SQL (as plans.contact): corrections counted, the booth and bounces left out."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, not_, or_, select

from server.core.db import table
from server.followups.models import Touch
from server.leads.state import BOOTH, CONNECTED, UNDELIVERED

touch = table(Touch)


@cache
def stands() -> ColumnElement[bool]:
    """Whether a row of `touch` is what holds: never corrected, or the newest correction of what was first written."""
    corrects, parent, first = touch.alias(), touch.alias(), touch.alias()
    chain = (
        select(corrects.c.id, corrects.c.corrects_id.label("root"))
        .where(corrects.c.corrects_id.is_not(None))
        .cte("correction", recursive=True)
    )
    step = select(chain.c.id, parent.c.corrects_id).where(
        parent.c.id == chain.c.root, parent.c.corrects_id.is_not(None)
    )
    chain = chain.union(step)
    newest = (
        select(chain.c.root, func.max(chain.c.id).label("id"))
        .where(first.c.id == chain.c.root, first.c.corrects_id.is_(None))
        .group_by(chain.c.root)
        .cte("newest_correction")
    )
    replaced = touch.c.id.in_(select(newest.c.root))
    return or_(and_(touch.c.corrects_id.is_(None), not_(replaced)), touch.c.id.in_(select(newest.c.id)))


def after_booth(t: FromClause) -> ColumnElement[bool]:
    """No talk at the booth: that is the capture itself."""
    return t.c.channel != BOOTH


def outbound(t: FromClause) -> ColumnElement[bool]:
    """Ours towards them, and it can have arrived."""
    return and_(t.c.direction == "out", after_booth(t), t.c.outcome != UNDELIVERED)


def human(t: FromClause) -> ColumnElement[bool]:
    """Outbound, and a person made it."""
    return and_(outbound(t), not_(t.c.auto))


def inbound(t: FromClause) -> ColumnElement[bool]:
    """They came to us after the booth."""
    return and_(t.c.direction == "in", after_booth(t))


def connect(t: FromClause) -> ColumnElement[bool]:
    """We spoke with them after the booth, whoever began."""
    return and_(t.c.outcome.in_(CONNECTED), after_booth(t))


def columns(*names: str) -> list[Any]:
    """Columns of `touch` by name."""
    return [touch.c[name] for name in names]
