"""While an owner is away her due steps are the deputy's; the lead stays hers, and all comes back when she does."""

from collections.abc import Mapping

from sqlalchemy import select

from server.assignment.candidates import candidates
from server.assignment.rules import cover_for
from server.auth.models import User
from server.core.clock import from_datetime, to_datetime
from server.core.db import table
from server.leads.workspace import LeadState, Workspace

_user = table(User)


def settle_cover(ws: Workspace, lead: LeadState) -> None:
    """Say on the lead who acts for its owner now; planning gives the steps accordingly."""
    doc = lead.doc
    doc.update(acting=None, acting_until=None, acting_why=None)
    owner = doc["owner"]
    if owner not in _absent(ws):
        return
    people = candidates(ws)
    cover = cover_for(people[owner], people, to_datetime(ws.now)) if owner in people else None
    if cover is not None:
        until = None if cover.until is None else from_datetime(cover.until)
        doc.update(acting=cover.acting_id, acting_until=until, acting_why=cover.why.words)


def covers(ws: Workspace) -> Mapping[str, str | None]:
    """Absent person -> who acts for her, None where nobody does."""
    people, now = candidates(ws), to_datetime(ws.now)
    found = {id: cover_for(people[id], people, now) for id in _absent(ws) if id in people}
    return {id: cover.acting_id for id, cover in found.items() if cover is not None}


def _absent(ws: Workspace) -> frozenset[str]:
    """Who is away now: mostly nobody, so that is what is asked first."""
    if "absent" not in ws.memo:
        begun = select(_user.c.id).where(_user.c.active, _user.c.away_from <= ws.now)
        still = begun.where(_user.c.away_to.is_(None) | (_user.c.away_to > ws.now))
        ws.memo["absent"] = frozenset(ws.connection.execute(still).scalars())
    absent: frozenset[str] = ws.memo["absent"]
    return absent
