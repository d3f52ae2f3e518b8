"""Missed moments: when we were owed to act and did not (METHOD A12)."""

from typing import Any

from sqlalchemy import Select, and_, case, func

from server.core.db import table
from server.plans.models import SlaClock
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, oldest, percentile

_clock = table(SlaClock)


def _facts(asked: Asked) -> Select[Any]:
    """Broken clocks; a broken promise is one of them."""
    over = func.coalesce(_clock.c.stopped_at, asked.now) - _clock.c.due_at
    return asked.leads(
        _clock.c.clock,
        _clock.c.stopped_at,
        lead.c.status,
        case((over < 0, 0), else_=over).label("over"),
        at=_clock.c.due_at,
    ).where(_clock.c.lead_id == lead.c.id, _clock.c.state == "breached")


REPORT = Report(
    name="missed",
    group="falls",
    title="Missed moments",
    question="Which moments did we miss?",
    formula=(
        "A moment is missed when a clock broke: a promise, a first contact, an answer, a note, a silence that grew "
        "too long. It stays missed when somebody acts later; how late it was done is counted then.",
    ),
    basis="the moment the clock was due",
    method=("A12",),
    headline=("clocks", "open"),
    tables=(
        Table(
            "clocks",
            "Clocks that broke",
            _facts,
            (
                count("missed", "Missed", "Clocks that broke."),
                count(
                    "open",
                    "Still owed",
                    "Nothing was done to this day, and the lead is open.",
                    lambda f: and_(f.c.stopped_at.is_(None), f.c.status < 5),
                ),
                count(
                    "late", "Done late", "Done after the moment had passed.", lambda f: f.c.stopped_at.is_not(None)
                ),
                percentile("over", "Half late by", "Half were late by no more than.", 50, lambda f: f.c.over),
                oldest(
                    "oldest",
                    "Oldest still owed",
                    "When it was due.",
                    lambda f: f.c.at,
                    lambda f: and_(f.c.stopped_at.is_(None), f.c.status < 5),
                ),
            ),
            by=("clock",),
            dimensions=("clock", "show", "source", "class", "rep", "month"),
        ),
    ),
)
