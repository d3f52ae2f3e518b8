"""While an owner is away her due steps are the deputy's; the lead stays hers, and all comes back when she does."""

from collections.abc import Mapping

from sqlalchemy import Connection

from server.assignment.candidates import sellers
from server.assignment.facts import Candidate
from server.assignment.rules import cover_for
from server.core.clock import from_datetime, to_datetime
from server.core.standing import standing
from server.leads.workspace import LeadState, Workspace


def settle_cover(ws: Workspace, lead: LeadState) -> None:
    """Say on the lead who acts for its owner now; planning gives the steps accordingly."""
    doc = lead.doc
    doc.update(acting=None, acting_until=None, acting_why=None)
    owner = _absentees(ws.connection).get(doc["owner"])
    cover = cover_for(owner, sellers(ws.connection), to_datetime(ws.now)) if owner else None
    if cover is not None:
        until = None if cover.until is None else from_datetime(cover.until)
        doc.update(acting=cover.acting_id, acting_until=until, acting_why=cover.why.words)


def covers(ws: Workspace) -> Mapping[str, str | None]:
    """Absent person -> who acts for her, None where nobody does."""
    people, now = sellers(ws.connection), to_datetime(ws.now)
    found = {id: cover_for(person, people, now) for id, person in _absentees(ws.connection).items()}
    return {id: cover.acting_id for id, cover in found.items() if cover is not None}


@standing
def _absentees(connection: Connection) -> Mapping[str, Candidate]:
    """Who was, is or will be away: mostly nobody."""
    return {id: person for id, person in sellers(connection).items() if person.away_from is not None}
