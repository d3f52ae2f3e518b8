"""Writing beside the numbers: notes on cracks, monthly reviews, quotas, the day's forecast."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, delete, insert, literal, select, update

from server.auth.actor import Actor
from server.auth.models import User
from server.auth.reach import within_reach
from server.core import audit
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.errors import Conflict, Forbidden, Invalid, NotFound
from server.core.ids import new_id
from server.leads.models import Lead
from server.reports import cracks, review
from server.reports.asking import Asked, ask
from server.reports.counting import work_out
from server.reports.models import CrackNote, ForecastSnapshot, Quota, Review
from server.reports.periods import first_day, month_after
from server.reports.queries import answer

_note, _review, _quota, _snapshot = table(CrackNote), table(Review), table(Quota), table(ForecastSnapshot)
_lead, _user = table(Lead), table(User)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


def number_of(asked: Asked, crack: str) -> tuple[int, int]:
    """(leads in a crack or stuck in a stage, leads it is a part of) as things are now."""
    asked = replace(asked, filters={k: v for k, v in asked.filters.items() if k == "show"})
    if any(crack == name for name, _, _ in cracks.CRACKS):
        total = work_out(asked, cracks.TABLE, ())[1]
        return total[crack], total["open"]
    rows = work_out(asked, cracks.STAGE_TABLE, ("stage",))[0]
    found = rows.get((crack,), {"stuck": 0, "inside": 0})
    return found["stuck"], found["inside"]


def note_crack(actor: Actor, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a cause with the number it was written at."""
    with writing() as connection:
        filters = {"show": body["show"]} if body["show"] else {}
        before, before_of = number_of(ask(connection, actor, filters), body["crack"])
        row = {
            "id": new_id(),
            "crack": body["crack"],
            "event_id": body["show"],
            "cause": body["cause"],
            "text": body["text"],
            "action": body["action"],
            "by": actor.user_id,
            "at": now_ms(),
            "before": before,
            "before_of": before_of,
        }
        connection.execute(insert(_note).values(row))
    return row


def notes(connection: Connection, actor: Actor, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Notes on cracks, the newest first, each with the number of then and of now."""
    wanted = select(_note, _user.c.name.label("by_name")).outerjoin(_user, _user.c.id == _note.c.by)
    if query.get("crack"):
        wanted = wanted.where(_note.c.crack == query["crack"])
    if query.get("show"):
        wanted = wanted.where(_note.c.event_id == query["show"])
    rows = [
        dict(row) for row in connection.execute(wanted.order_by(_note.c.at.desc(), _note.c.id).limit(200)).mappings()
    ]
    now: dict[tuple[str, str | None], tuple[int, int]] = {}
    for row in rows:
        place = (row["crack"], row["event_id"])
        if place not in now:
            filters = {"show": row["event_id"]} if row["event_id"] else {}
            now[place] = number_of(ask(connection, actor, filters), row["crack"])
        row["after"], row["after_of"] = now[place]
    return rows


def month_filters(user_id: str, month: str) -> dict[str, Any]:
    """The filters of somebody's month. Raises NotFound for what is no month."""
    if not _MONTH.fullmatch(month):
        raise NotFound()
    first = date.fromisoformat(f"{month}-01")
    last = date.fromordinal(month_after(first, 1).toordinal() - 1)
    return {"rep": user_id, "from": first.isoformat(), "to": last.isoformat()}


def review_of(actor: Actor, user_id: str, month: str) -> dict[str, Any]:
    """The pack of a month: figures, notes, signature. Signed ones show the figures as they were signed."""
    filters = month_filters(user_id, month)
    with reading() as connection:
        _check_reach(connection, actor, user_id)
        stored = _stored(connection, user_id, month)
        figures = (stored or {}).get("figures") or answer(ask(connection, actor, filters), review.REPORT)
    kept = stored or {"notes": "", "by": None, "at": None, "signed_by": None, "signed_at": None}
    return {**{k: kept[k] for k in ("notes", "by", "at", "signed_by", "signed_at")}, "report": figures}


def write_review(actor: Actor, user_id: str, month: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Write the notes of a month, and sign it if asked. Raises Conflict once it is signed."""
    filters = month_filters(user_id, month)
    with writing() as connection:
        _check_reach(connection, actor, user_id)
        stored = _stored(connection, user_id, month)
        if stored and stored["signed_at"]:
            raise Conflict("This review is signed. Write a new one next month.", code="review_signed")
        values: dict[str, Any] = {"notes": body["notes"], "by": actor.user_id, "at": now_ms()}
        if body["sign"]:
            asked = ask(connection, actor, filters)
            values |= {"signed_by": actor.user_id, "signed_at": asked.now, "figures": answer(asked, review.REPORT)}
        if stored:
            connection.execute(update(_review).where(_review.c.id == stored["id"]).values(values))
        else:
            connection.execute(insert(_review).values(id=new_id(), user_id=user_id, month=month, **values))
        if body["sign"]:
            audit.record(connection, "review.signed", object=f"{user_id}/{month}", **actor.trace())
    return review_of(actor, user_id, month)


def _stored(connection: Connection, user_id: str, month: str) -> dict[str, Any] | None:
    query = select(_review).where(_review.c.user_id == user_id, _review.c.month == month)
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def _check_reach(connection: Connection, actor: Actor, user_id: str) -> None:
    """Directors review everybody, supervisors the people of the teams they lead."""
    if connection.execute(select(_user.c.id).where(_user.c.id == user_id)).first() is None:
        raise NotFound()
    reach = None if actor.has("director") else within_reach(connection, actor)
    if reach is not None and user_id not in reach:
        raise Forbidden("You review the people of your own teams.")


def quotas(connection: Connection) -> list[dict[str, Any]]:
    """Every quota, by quarter."""
    return [dict(row) for row in connection.execute(select(_quota).order_by(_quota.c.quarter)).mappings()]


def set_quota(actor: Actor, quarter: str, amount: int) -> list[dict[str, Any]]:
    """What is to be sold in the fiscal quarter that begins on this day. Raises Invalid when none does."""
    with writing() as connection:
        asked = ask(connection, actor, {})
        if first_day(_day(quarter), "quarter", asked.fiscal_start).isoformat() != quarter:
            raise Invalid("No fiscal quarter begins on this day.", errors={"quarter": ["Not a first day."]})
        connection.execute(delete(_quota).where(_quota.c.quarter == quarter))
        connection.execute(insert(_quota).values(quarter=quarter, amount=amount, by=actor.user_id, at=asked.now))
        audit.record(connection, "quota.set", object=quarter, **actor.trace(), diff={"amount": [None, amount]})
        return quotas(connection)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound() from error


def keep_forecast(connection: Connection, day: str) -> None:
    """Write down what is expected of every open lead today. A day that is kept already stays as it is."""
    if connection.execute(select(_snapshot.c.day).where(_snapshot.c.day == day).limit(1)).first():
        return
    names = ("worth", "probability", "expected_close", "owner_id", "class", "status")
    columns = ["day", "lead_id", *names]
    source = select(literal(day, String), _lead.c.id, *(_lead.c[name] for name in names)).where(
        ~_lead.c.trashed, _lead.c.status < 5
    )
    connection.execute(insert(_snapshot).from_select(columns, source))
