"""Who joins or leaves a team takes her leads along: the feed says so in the same transaction."""

from sqlalchemy import Connection, select

from server.auth.models import TeamMember
from server.core import changes, signals
from server.core.bulk import upsert_many
from server.core.db import table
from server.leads.models import Lead, LeadScope
from server.leads.scopes import team_scope

_lead, _scope, _member = table(Lead), table(LeadScope), table(TeamMember)
_TEAMS = team_scope("%")


@signals.access_changed.connect
def regroup(connection: Connection, user_id: str) -> None:
    """Bring the team scopes of everything this person owns in line with her teams of now."""
    teams = select(_member.c.team_id).where(_member.c.user_id == user_id)
    wanted = {team_scope(team) for team in connection.execute(teams).scalars()}
    held: dict[str, set[str]] = {
        id: set() for id in connection.execute(select(_lead.c.id).where(_lead.c.owner_id == user_id)).scalars()
    }
    if not held:
        return
    present = (
        select(_scope.c.lead_id, _scope.c.scope)
        .join(_lead, _lead.c.id == _scope.c.lead_id)
        .where(_lead.c.owner_id == user_id, _scope.c.present, _scope.c.scope.like(_TEAMS))
    )
    for lead_id, scope in connection.execute(present):
        held[lead_id].add(scope)
    rev, _ = changes.take(connection)
    entries = []
    for lead_id in sorted(held):
        for scope in sorted(held[lead_id] ^ wanted):
            # each entry its own revision: a page of the feed may end between any two
            rev += 1
            entries.append({"scope": scope, "lead_id": lead_id, "rev": rev, "present": scope in wanted})
    if entries:
        upsert_many(connection, _scope, entries)
        changes.advance(connection, rev)
