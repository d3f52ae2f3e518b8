"""The monthly review of an agent: volume, standards, success, the three worst gaps (METHOD B25, B26)."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select, union_all

from server.core.db import table
from server.plans.models import SlaClock
from server.reports import activity, attainment, conversion
from server.reports.asking import Asked, lead
from server.reports.cracks import cracks_of
from server.reports.tables import Report, Table, Values, count

_clock = table(SlaClock)
WORST = 3


def _captured(asked: Asked) -> Select[Any]:
    query = asked.leads(lead.c.captured_by.label("agent"), lead.c.sales_ready, mine=False)
    return asked.by_person(query, lead.c.captured_by)


def _gaps(asked: Asked) -> Select[Any]:
    """Standards that broke in the period, and cracks as they are now: one row for each lead and gap."""
    broken = (
        asked.leads(_clock.c.clock.label("gap"), at=_clock.c.due_at)
        .where(_clock.c.lead_id == lead.c.id, _clock.c.state == "breached")
        .subquery()
    )
    cracks = cracks_of(asked).subquery()
    return select(
        union_all(
            select(broken.c.lead_id, broken.c.gap).distinct(),
            select(cracks.c.lead_id, cracks.c.crack.label("gap")),
        ).subquery()
    )


def _keep_worst(asked: Asked, by: tuple[str, ...], rows: dict[tuple[Any, ...], Values], totals: Values) -> None:
    """Where most leads were let down."""
    worst = sorted(rows, key=lambda key: (-rows[key]["leads"], str(key[0])))
    for key in worst[WORST:]:
        del rows[key]


REPORT = Report(
    name="review",
    group="work",
    title="Monthly review",
    question="How did each of us do this month, and what comes next?",
    formula=(
        "Choose a person and a month. Volume counts what she captured and whom she contacted; standards and success "
        "are those of the leads she owns today.",
        f"The {WORST} worst gaps are the standards that broke in the period and the cracks as they are now, by the "
        "number of leads.",
        "Notes and a signature keep the pack as it was talked through.",
    ),
    basis="the capture, the contact, the moment the clock was due, the closing",
    method=("B25", "B26"),
    headline=("success", "rate"),
    tables=(
        Table(
            "captured",
            "Captured",
            _captured,
            (
                count("leads", "Leads", "Captured by this person."),
                count("ready", "Sales-ready", "Of these, sales-ready today.", lambda f: f.c.sales_ready),
            ),
            by=("agent",),
            dimensions=("agent", "show", "class", "month"),
        ),
        replace(activity.TABLE, name="work", title="Contacts"),
        replace(attainment.TABLE, name="standards", title="Standards", by=("rep",)),
        replace(conversion.TABLE, name="success", title="Success", by=("rep",)),
        Table(
            "gaps",
            "Worst gaps",
            _gaps,
            (count("leads", "Leads", "Leads let down this way."),),
            by=("gap",),
            dimensions=("gap",),
            finish=_keep_worst,
        ),
    ),
)
