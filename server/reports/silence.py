"""Silent customers: who has not heard from us for too long (METHOD A8, A10)."""

from typing import Any

from sqlalchemy import Select, case, literal

from server.core.db import table
from server.plans.models import SlaClock
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, oldest, percentile

_clock = table(SlaClock)


def _facts(asked: Asked) -> Select[Any]:
    """Leads whose silence is past its limit: the IDLE clock that nothing has ended."""
    kind = case((lead.c.track == "customer", literal("customer")), else_=lead.c["class"])
    return asked.leads(
        lead.c.track,
        kind.label("kind"),
        (asked.now - _clock.c.anchor_at).label("silent"),
        (asked.now - _clock.c.due_at).label("over"),
        at=_clock.c.anchor_at,
    ).where(
        _clock.c.lead_id == lead.c.id,
        _clock.c.clock == "IDLE",
        _clock.c.state.in_(("running", "breached")),
        _clock.c.stopped_at.is_(None),
        _clock.c.due_at < asked.now,
        (lead.c.status < 5) | (lead.c.track == "customer"),
    )


REPORT = Report(
    name="silence",
    group="falls",
    title="Silent customers",
    question="Who has not heard from us for too long?",
    formula=(
        "Counted are customers and open leads whose last contact, or capture, lies further back than the standard "
        "IDLE allows for their class; customers have a standard of their own. Time in which the prospect asked to be "
        "left alone does not count.",
    ),
    basis="the last contact",
    method=("A8", "A10"),
    headline=("silent", "customers"),
    tables=(
        Table(
            "silent",
            "Too long in silence",
            _facts,
            (
                count("leads", "Silent", "Customers and open leads past the limit."),
                count("customers", "Customers", "Of these, customers.", lambda f: f.c.track == "customer"),
                oldest("oldest", "Last contact", "The earliest of their last contacts.", lambda f: f.c.at),
                percentile("silent_p50", "Silent for", "Half of them for no longer than.", 50, lambda f: f.c.silent),
                percentile("over_p50", "Over the limit", "Half of them by no more than.", 50, lambda f: f.c.over),
            ),
            by=("kind",),
            dimensions=("kind", "show", "source", "rep", "month"),
        ),
    ),
)
