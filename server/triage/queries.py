"""The manager's lists: leads of a show, filtered and counted on the server."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from server.auth.actor import Actor
from server.auth.models import Device
from server.core.clock import now_ms
from server.core.db import table
from server.core.text import fold
from server.leads.models import Lead
from server.leads.queries import loaded, overdue, visible

_lead, _device = table(Lead), table(Device)
SORTS: Mapping[str, Any] = {
    "captured": _lead.c.captured_at,
    "name": func.lower(func.coalesce(_lead.c.family_name, _lead.c.given_name, _lead.c.company, "")),
    "company": func.lower(func.coalesce(_lead.c.company, "")),
    "class": _lead.c["class"],
    "owner": _lead.c.owner_id,
    "status": _lead.c.status,
    "next": _lead.c.next_step_at,
    "worth": _lead.c.worth,
}
NEEDS = ("owner", "escalated", "reading", "touch", "contact", "decision")
#: the rung of the ladder from which on a lead is on the supervisor's list
SUPERVISORS = 3
_ROW = (
    "id",
    "rev",
    "event_id",
    "source",
    "captured_by",
    "captured_at",
    "owner_id",
    "acting_id",
    "escalation",
    "class",
    "worth",
    "probability",
    "sales_ready",
    "status",
    "track",
    "outcome",
    "given_name",
    "family_name",
    "company",
    "rating",
    "needs_review",
    "has_conflict",
    "next_step_at",
    "first_human_out_at",
    "last_touch_at",
    "attempts",
)


def matching(actor: Actor, filters: Mapping[str, Any], *columns: Any) -> Select[Any]:
    """Leads the actor sees that fit the filters (docs/api.md, GET /leads)."""
    query = visible(actor, *columns).where(~_lead.c.trashed)
    for name in ("source", "track", "status"):
        if filters.get(name) is not None:
            query = query.where(_lead.c[name] == filters[name])
    if filters.get("klass"):
        query = query.where(_lead.c["class"] == filters["klass"])
    if filters.get("event"):
        query = query.where(_lead.c.event_id == filters["event"])
    if filters.get("owner"):
        query = query.where(_owned(actor, filters["owner"]))
    if filters.get("needs"):
        query = query.where(_needing(filters["needs"]))
    if filters.get("overdue"):
        query = query.where(_lead.c.status < 5, overdue(now_ms()))
    for word in fold(filters.get("q") or "").split():
        query = query.where(_lead.c.search.contains(word, autoescape=True))
    return query


def _owned(actor: Actor, owner: str) -> ColumnElement[bool]:
    if owner == "none":
        return _lead.c.owner_id.is_(None)
    return _lead.c.owner_id == (actor.user_id if owner == "me" else owner)


def _needing(what: str) -> ColumnElement[bool]:
    still_open = _lead.c.status < 5
    if what == "owner":
        return and_(still_open, _lead.c.owner_id.is_(None))
    if what == "escalated":
        return and_(still_open, _lead.c.escalation >= SUPERVISORS)
    if what == "reading":
        return and_(still_open, _lead.c.needs_review)
    if what == "decision":
        return _lead.c.has_conflict
    if what == "touch":
        return and_(still_open, _lead.c.first_human_out_at.is_(None))
    return and_(still_open, _lead.c.email_norm.is_(None), _lead.c.phone_e164.is_(None))


def page(
    connection: Connection, actor: Actor, filters: Mapping[str, Any], *, sort: str, number: int, size: int
) -> tuple[list[dict[str, Any]], int]:
    """(rows of one page, how many fit in all). `sort`: a key of SORTS, `-` in front for descending."""
    total = connection.execute(matching(actor, filters, func.count())).scalar_one()
    column = SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    columns = [_lead.c[name] for name in _ROW]
    query = matching(actor, filters, *columns, _lead.c.doc)
    # NULLs last on both databases
    query = query.order_by(case((column.is_(None), 1), else_=0), order, _lead.c.id)
    rows = connection.execute(query.limit(size).offset((number - 1) * size)).mappings()
    return [_row(row) for row in rows], total


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    doc = loaded(row["doc"])
    fields = doc["fields"]
    card = next((c["blob"]["sha256"] for c in doc["captures"] if c["kind"] == "card" and c["blob"]), None)
    return {
        **{name: row[name] for name in _ROW},
        "job_title": fields.get("job_title"),
        "email": fields.get("email"),
        "phone": fields.get("phone"),
        "tags": sorted(n.removeprefix("tag/") for n, v in fields.items() if n.startswith("tag/") and v),
        "next_step": doc["next_step"],
        "card": card,
        "owner_why": doc["owner_why"],
        "escalation_why": (doc.get("escalation") or {}).get("why"),
    }


def summary(connection: Connection, actor: Actor, event: str | None) -> dict[str, Any]:
    """Counts above the table; `oldest_untouched_at` is the age of the box under the desk."""
    still_open = _lead.c.status < 5
    untouched = and_(still_open, _lead.c.first_human_out_at.is_(None))

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query = matching(
        actor,
        {"event": event},
        func.count().label("total"),
        count(and_(still_open, _lead.c.owner_id.is_(None))).label("no_owner"),
        count(and_(still_open, _lead.c.escalation >= SUPERVISORS)).label("escalated"),
        count(and_(still_open, _lead.c.needs_review)).label("unread"),
        count(_lead.c.has_conflict).label("to_decide"),
        count(untouched).label("untouched"),
        count(and_(still_open, overdue(now_ms()))).label("overdue"),
        func.min(case((untouched, _lead.c.captured_at))).label("oldest_untouched_at"),
    )
    counts = dict(connection.execute(query).mappings().one())
    return {**counts, "on_phones": _on_phones(connection)}


def _on_phones(connection: Connection) -> int:
    """What devices said they still hold unsent."""
    told = select(func.coalesce(func.sum(_device.c.outbox_count), 0)).where(_device.c.revoked_at.is_(None))
    return int(connection.execute(told).scalar_one())
