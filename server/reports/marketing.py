"""Marketing and sales: which material is used, and who knew of a campaign in time (METHOD E10, E11)."""

from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import FromClause, Select, func, select, true

from server.auth.models import User
from server.core.db import table
from server.events.models import CampaignNotice, CampaignRead, Event
from server.events.notices import SALES
from server.mail.models import Collateral
from server.reports.asking import Asked, lead
from server.reports.periods import day_of, day_start
from server.reports.tables import Figure, Listing, Report, Table, Values, count, oldest, share, total
from server.reports.touching import outbound, stands, touch

_collateral, _user = table(Collateral), table(User)
_notice, _read, _event = table(CampaignNotice), table(CampaignRead), table(Event)


def _titles(asked: Asked) -> FromClause:
    """One row for each contact and piece that went along."""
    if asked.connection.dialect.name == "sqlite":
        listed = func.json_each(touch.c.details, "$.collateral").table_valued("value", name="piece")
    else:
        listed = func.json_array_elements_text(touch.c.details["collateral"]).table_valued("value", name="piece")
    return (
        select(
            touch.c.lead_id,
            listed.c.value.label("title"),
            func.count().label("times"),
            func.min(touch.c.at).label("first_at"),
            func.max(touch.c.at).label("last_at"),
        )
        .select_from(touch.join(listed, true()))
        .where(stands(), outbound(touch))
        .group_by(touch.c.lead_id, listed.c.value)
        .subquery()
    )


def _facts(asked: Asked) -> Select[Any]:
    used = _titles(asked)
    return asked.leads(used.c.title, used.c.times, lead.c.status, lead.c.outcome, at=used.c.first_at).where(
        used.c.lead_id == lead.c.id
    )


def _add_unused(asked: Asked, by: tuple[str, ...], rows: dict[tuple[Any, ...], Values], totals: Values) -> None:
    """Pieces that are offered and nobody took along."""
    if by == ("title",):
        active = select(_collateral.c.title).where(_collateral.c.active)
        for title in asked.connection.execute(active).scalars():
            rows.setdefault((title,), {figure.name: 0 for figure in USE.figures if figure.kind == "sum"})


USE = Table(
    "use",
    "Use of material",
    _facts,
    (
        count("leads", "Leads", "Leads it was sent or shown to."),
        total("times", "Times", "How often it went along.", lambda f: f.c.times),
        count("ended", "Ended", "Of these leads, done.", lambda f: f.c.status == 5),
        count("won", "Won", "Of these leads, won.", lambda f: f.c.outcome == "won"),
        share("rate", "Rate", "won", "ended", "Won ÷ ended."),
        oldest("since", "First used", "When it first went along.", lambda f: f.c.at),
    ),
    by=("title",),
    dimensions=("title", "show", "class", "rep", "month"),
    finish=_add_unused,
)


def _notices(asked: Asked) -> tuple[list[dict[str, Any]], Values]:
    """Each notice: whom it was for, who read it, and who did before the first day."""
    users = asked.connection.execute(select(_user.c.id, _user.c.roles).where(_user.c.active))
    sales = {id for id, roles in users if SALES & set(roles)}
    readers: dict[str, dict[str, int]] = defaultdict(dict)
    for notice, person, at in asked.connection.execute(select(_read.c.notice_id, _read.c.user_id, _read.c.at)):
        if person in sales:
            readers[notice][person] = at
    query = select(_notice.c.id, _notice.c.sent_at, _event.c.name, _event.c.starts_on, _event.c.tz)
    query = query.where(_event.c.id == _notice.c.event_id).order_by(_notice.c.sent_at.desc(), _notice.c.id)
    if asked.filters.get("show"):
        query = query.where(_event.c.id == asked.filters["show"])
    rows: list[dict[str, Any]] = []
    for row in asked.connection.execute(query):
        begins = day_start(date.fromisoformat(row.starts_on), ZoneInfo(row.tz))
        read = readers[str(row.id)].values()
        values = {"people": len(sales), "read": len(read), "before": sum(at < begins for at in read)}
        label = f"{row.name}, {day_of(row.sent_at, asked.tz):%Y-%m-%d}"
        rows.append({"label": label, "values": {**_rate(values), "ahead": max(0, begins - row.sent_at)}})
    totals = {name: sum(row["values"][name] for row in rows) for name in ("people", "read", "before")}
    return rows, _rate(totals)


def _rate(values: dict[str, Any]) -> Values:
    return {**values, "rate": values["before"] / values["people"] if values["people"] else None}


NOTICES = Listing(
    "notices",
    "Notices of campaigns",
    (
        Figure("people", "For", "People in sales.", leads=False),
        Figure("read", "Read", "Those who have read it.", leads=False),
        Figure("before", "Read in time", "Those who read it before the first day.", leads=False),
        Figure("rate", "Rate", "Read in time ÷ for.", "share", "quotient", leads=False),
        Figure("ahead", "Ahead of the show", "From the notice to the first day.", "span", leads=False),
    ),
    _notices,
)

REPORT = Report(
    name="marketing",
    group="work",
    title="Marketing and sales",
    question="Is our material used, and did everybody know in time?",
    formula=(
        "A piece was used when it is named on an outbound contact of ours, a mail of the machine included. Pieces "
        "that are offered and were never used stand with zero.",
        "A notice is for everybody in sales; it was read in time when it was read before the show's first day.",
        "Won ÷ ended says what became of the leads that got it; it does not say that the piece was the reason.",
    ),
    basis="the first time the piece went to the lead",
    method=("E10", "E11"),
    headline=("use", "leads"),
    tables=(USE, NOTICES),
)
