"""Do-not-call violations: contacts made on a channel the prospect had refused (METHOD D10)."""

from typing import Any

from sqlalchemy import Select

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count
from server.reports.touching import stands, touch


def _facts(asked: Asked) -> Select[Any]:
    query = asked.leads(touch.c.channel, touch.c.user_id.label("agent"), at=touch.c.at, mine=False).where(
        touch.c.lead_id == lead.c.id, touch.c.after_dnc, touch.c.direction == "out", stands()
    )
    return asked.by_person(query, touch.c.user_id)


REPORT = Report(
    name="refusals",
    group="work",
    title="Do-not-call violations",
    question="Did we contact anybody who had asked us not to?",
    formula=(
        "Counted are outbound contacts on a channel the prospect had refused by then, as far as anybody here could "
        "know: a call made offline after the objection is kept and flagged. They belong to whoever made them.",
    ),
    basis="the moment of the contact",
    method=("D10",),
    headline=("touches", "touches"),
    tables=(
        Table(
            "touches",
            "Contacts after an objection",
            _facts,
            (count("touches", "Contacts", "Outbound, on a refused channel."),),
            by=("agent", "channel"),
            dimensions=("agent", "channel", "show", "class", "month"),
        ),
    ),
)
