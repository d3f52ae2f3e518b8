"""Reading many leads for a preview: their documents, page by page, and what of them the person may see by name."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from server.auth.actor import Actor
from server.core.db import table
from server.core.errors import NotFound
from server.events.queries import event
from server.leads.models import Lead
from server.leads.queries import loaded, visible_ids
from server.standards.runs import open_leads

_lead = table(Lead)
PAGE = 200
#: leads named in a preview; the numbers count all
SHOWN = 100


def documents(connection: Connection, event_id: str | None) -> Iterator[dict[str, Any]]:
    """The open leads a standard moves, all or those of a show, in the order of ids. Raises NotFound for no show."""
    if event_id is not None and event(connection, event_id) is None:
        raise NotFound("There is no such show.")
    last = ""
    while True:
        query = open_leads(_lead.c.id, _lead.c.doc, event_id=event_id).where(_lead.c.id > last)
        page = connection.execute(query.order_by(_lead.c.id).limit(PAGE)).all()
        yield from (loaded(row.doc) for row in page)
        if len(page) < PAGE:
            return
        last = page[-1].id


def named(connection: Connection, actor: Actor, moved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the moved leads the person sees, at most SHOWN. Each of `moved` has an `id`."""
    first = moved[: SHOWN * 4]
    seen = visible_ids(connection, actor, [entry["id"] for entry in first])
    return [entry for entry in first if entry["id"] in seen][:SHOWN]


def name_of(doc: dict[str, Any]) -> dict[str, Any]:
    """Whose lead it is, for a list: id, names and owner."""
    fields = doc["fields"]
    names = ("given_name", "family_name", "company")
    return {"id": doc["id"], "owner": doc["owner"], **{name: fields.get(name) for name in names}}
