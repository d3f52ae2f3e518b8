"""Reading leads for the doctor: each with everything stored about it, page by page from one snapshot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.auth.models import TeamMember
from server.core.clock import now_ms
from server.core.db import table
from server.doctor.children import CHILDREN, Row
from server.followups import suppression
from server.leads.models import Lead, LeadScope
from server.leads.state import LeadState, loaded
from server.plans.facts import LeadFacts
from server.plans.lead_facts import facts_of

_lead, _scope, _member = table(Lead), table(LeadScope), table(TeamMember)
PAGE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A lead as it is stored: its columns, its document, the rows of its own and its places in the feed."""

    row: Row
    state: LeadState
    #: scopes the feed has it in
    scopes: set[str]
    facts: LeadFacts
    #: name of the list in the document -> rows
    rows: Mapping[str, list[Row]]
    #: channels of its numbers and addresses on the suppression list
    listed: frozenset[str]
    teams_of: Mapping[str, list[str]]
    now: int

    @property
    def doc(self) -> dict[str, Any]:
        """The document."""
        return self.state.doc

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.row["status"] < 5 and not self.row["trashed"]


def cases(connection: Connection) -> Iterator[Case]:
    """Every lead, in the order of ids."""
    teams_of: dict[str, list[str]] = {}
    for user, team in connection.execute(select(_member.c.user_id, _member.c.team_id)):
        teams_of.setdefault(user, []).append(team)
    last, now = "", now_ms()
    while True:
        page = select(_lead).where(_lead.c.id > last).order_by(_lead.c.id).limit(PAGE)
        leads = [dict(row) for row in connection.execute(page).mappings()]
        if not leads:
            return
        yield from _page(connection, leads, teams_of, now)
        last = leads[-1]["id"]


def _page(
    connection: Connection, leads: list[dict[str, Any]], teams_of: Mapping[str, list[str]], now: int
) -> Iterator[Case]:
    ids = [lead["id"] for lead in leads]
    scopes: dict[str, set[str]] = {id: set() for id in ids}
    feed = select(_scope.c.lead_id, _scope.c.scope).where(_scope.c.lead_id.in_(ids), _scope.c.present)
    for lead_id, scope in connection.execute(feed):
        scopes[lead_id].add(scope)
    rows: dict[str, dict[str, list[Row]]] = {id: {child.name: [] for child in CHILDREN} for id in ids}
    for child in CHILDREN:
        for row in connection.execute(select(child.rows).where(child.rows.c.lead_id.in_(ids))).mappings():
            rows[row["lead_id"]][child.name].append(row)
    states = {lead["id"]: loaded(lead) for lead in leads}
    entries = {id: suppression.entries_of(state.fields) for id, state in states.items()}
    listed = suppression.known(connection, (entry for mine in entries.values() for entry in mine))
    for lead in leads:
        id = lead["id"]
        standing = frozenset(e[0] for e in entries[id] if e in listed and listed[e].stands)
        yield Case(lead, states[id], scopes[id], facts_of(states[id].doc), rows[id], standing, teams_of, now)
