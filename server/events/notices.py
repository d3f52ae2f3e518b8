"""Campaign notices: marketing tells sales what is coming, and sees who has read it (METHOD E10)."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from server.auth.actor import Actor
from server.auth.models import User
from server.core import audit, changes
from server.core.clock import DAY, now_ms
from server.core.db import table, writing
from server.core.errors import NotFound
from server.core.ids import new_id
from server.events.models import CampaignNotice, CampaignRead, Event
from server.events.queries import event

_notice, _read, _event, _user = table(CampaignNotice), table(CampaignRead), table(Event), table(User)
#: whom campaigns are announced to
SALES = frozenset({"rep", "contractor", "supervisor"})
#: how long a notice is shown to those it is for
SHOWN = 90 * DAY


def announce(actor: Actor, event_id: str, message: str) -> dict[str, Any]:
    """Tell sales of a show or campaign; the first notice is when it was announced. Raises NotFound."""
    id, now = new_id(), now_ms()
    with writing() as connection:
        changes.take(connection)
        show = event(connection, event_id)
        if show is None:
            raise NotFound()
        row = {"id": id, "event_id": event_id, "message": message, "sent_at": now, "by": actor.user_id}
        connection.execute(insert(_notice).values(row))
        if show["announced_at"] is None:
            connection.execute(update(_event).where(_event.c.id == event_id).values(announced_at=now))
        changes.touch_settings(connection)
        diff = {"message": [None, message]}
        audit.record(connection, "event.announced", object=event_id, diff=diff, **actor.trace())
        return {**row, **_receipts(connection, [id])[id]}


def notices_of(connection: Connection, event_id: str) -> list[dict[str, Any]]:
    """What was announced of a show, the newest first, each with who has read it and who has not. Raises NotFound."""
    if event(connection, event_id) is None:
        raise NotFound()
    query = select(_notice).where(_notice.c.event_id == event_id).order_by(_notice.c.sent_at.desc(), _notice.c.id)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    receipts = _receipts(connection, [row["id"] for row in rows])
    return [{**row, **receipts[row["id"]]} for row in rows]


def _receipts(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    people = connection.execute(select(_user.c.id, _user.c.roles).where(_user.c.active))
    sales = {id for id, roles in people if SALES & set(roles)}
    read: dict[str, list[dict[str, Any]]] = {id: [] for id in ids}
    query = select(_read).where(_read.c.notice_id.in_(ids)).order_by(_read.c.at, _read.c.user_id)
    for row in connection.execute(query).mappings():
        read[row["notice_id"]].append({"user_id": row["user_id"], "at": row["at"]})
    return {
        id: {"read": found, "unread": sorted(sales - {entry["user_id"] for entry in found})}
        for id, found in read.items()
    }


def notices_for(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """What is announced to this person, the newest first, with when she read it; nothing for who is not in sales."""
    if not actor.has(*SALES):
        return []
    mine = (_read.c.notice_id == _notice.c.id) & (_read.c.user_id == actor.user_id)
    query = (
        select(_notice.c.id, _notice.c.event_id, _notice.c.message, _notice.c.sent_at)
        .add_columns(_event.c.name.label("event_name"), _event.c.starts_on, _read.c.at.label("read_at"))
        .join(_event, _event.c.id == _notice.c.event_id)
        .outerjoin(_read, mine)
        .where(_notice.c.sent_at >= now_ms() - SHOWN)
        .order_by(_notice.c.sent_at.desc(), _notice.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def read_notice(actor: Actor, notice_id: str) -> None:
    """This person has read it; the first time counts. Raises NotFound for a notice that is not hers."""
    with writing() as connection:
        if notice_id not in {row["id"] for row in notices_for(connection, actor)}:
            raise NotFound()
        values = {"notice_id": notice_id, "user_id": actor.user_id, "at": now_ms()}
        known = select(_read.c.at).where(_read.c.notice_id == notice_id, _read.c.user_id == actor.user_id)
        if connection.execute(known).first() is None:
            connection.execute(insert(_read).values(values))
