"""Reading leads: always through `visible`, the one query behind sync and screens."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, exists, select

from server.auth.actor import Actor
from server.core.clock import MINUTE
from server.core.db import table
from server.core.errors import NotFound
from server.leads.models import Lead, LeadScope
from server.leads.packing import unpacked

_lead, _scope = table(Lead), table(LeadScope)


def visible(actor: Actor, *columns: Any) -> Select[Any]:
    """SELECT of the columns (default: all) over the leads in a scope the actor holds."""
    feed = exists().where(
        _scope.c.lead_id == _lead.c.id, _scope.c.present, _scope.c.scope.in_(sorted(actor.scopes) or [""])
    )
    return select(*(columns or (_lead,))).where(feed)


def overdue(now: int) -> ColumnElement[bool]:
    """The next step is overdue. For a minute it is due now, as the screens say (pwa/src/screens/shared/facts.ts)."""
    return _lead.c.next_step_at <= now - MINUTE


def document(connection: Connection, actor: Actor, lead_id: str) -> bytes:
    """The whole lead document as JSON text. Raises NotFound for a missing and for a foreign lead alike."""
    found = connection.execute(visible(actor, _lead.c.doc).where(_lead.c.id == lead_id)).scalar()
    if found is None:
        raise NotFound()
    return orjson.dumps(loaded(found))


def visible_ids(connection: Connection, actor: Actor, ids: Iterable[str]) -> set[str]:
    """Those of the ids the actor sees."""
    wanted = visible(actor, _lead.c.id).where(_lead.c.id.in_(list(ids)))
    return set(connection.execute(wanted).scalars())


def loaded(doc: str) -> dict[str, Any]:
    """A stored document as a dict, nothing left out."""
    return unpacked(orjson.loads(doc))
