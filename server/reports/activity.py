"""Activity: who contacted whom, how and when (METHOD A17)."""

from typing import Any

from sqlalchemy import Select, and_, not_

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, total
from server.reports.touching import connect, human, inbound, outbound, stands, touch


def _facts(asked: Asked) -> Select[Any]:
    names = ("direction", "channel", "outcome", "auto", "minutes", "cost")
    query = asked.leads(
        *(touch.c[name] for name in names), touch.c.user_id.label("agent"), at=touch.c.at, mine=False
    ).where(touch.c.lead_id == lead.c.id, stands())
    return asked.by_person(query, touch.c.user_id)


TABLE = Table(
    "touches",
    "Contacts",
    _facts,
    (
        count("touches", "Contacts", "Every contact in the log, in either direction."),
        count("human", "By people", "Outbound, made by a person.", human),
        count("talks", "Talks", "Conversations after the booth.", connect),
        count("came_in", "Came in", "The prospect got in touch.", inbound),
        count("machine", "By the machine", "Automatic mail.", lambda f: and_(outbound(f), f.c.auto)),
        count(
            "bounced",
            "Bounced",
            "Mail that came back.",
            lambda f: and_(f.c.outcome == "bounced", not_(f.c.auto)),
        ),
        total("minutes", "Time", "Time people wrote down.", lambda f: f.c.minutes, unit="minutes"),
        total("cost", "Expenses", "Costs written on contacts.", lambda f: f.c.cost, unit="money"),
    ),
    by=("agent",),
    dimensions=("agent", "channel", "outcome", "day", "month", "show", "class"),
)

REPORT = Report(
    name="activity",
    group="work",
    title="Activity",
    question="What did we do?",
    formula=(
        "Every contact in the log counts once, as it stands after corrections, on the day it happened at the "
        "organisation's place. It belongs to whoever made it, whoever owns the lead.",
        "People's work is what people sent or dialled after the booth and what can have arrived.",
    ),
    basis="the moment of the contact",
    method=("A17",),
    headline=("touches", "human"),
    tables=(TABLE,),
)
