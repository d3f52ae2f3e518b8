"""Giving many leads to several people or by the rules: whoever gets one keeps what belongs together."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from server.assignment.automatic import choice
from server.assignment.candidates import candidates, count_on
from server.assignment.facts import AssignFacts, Ownership
from server.assignment.rules import assign as assign_by_rules
from server.core.clock import to_datetime
from server.core.why import Why
from server.leads.identity import owners_of
from server.leads.workspace import LeadState, Workspace


@dataclass(slots=True)
class Spread:
    """Who gets which lead. `receivers`: only these; none: whoever the rules choose. `without`: never this one."""

    ws: Workspace
    receivers: Collection[str] = ()
    without: str | None = None
    #: person or company -> owner of her other leads, those just given included
    _owners: dict[str, str] = field(default_factory=dict)

    def look_at(self, leads: list[LeadState]) -> None:
        """Learn who looks after the same people and companies already."""
        known = owners_of(self.ws, leads)
        self._owners = {key: owner for key, owner in known.items() if owner != self.without} | self._owners

    def choose(self, lead: LeadState) -> Ownership:
        """The one who shall own the lead, and why; she counts as its owner from here on."""
        chosen = self._only() or self._by_rule(lead)
        if chosen.owner_id is not None:
            count_on(self.ws, chosen.owner_id, lead)
            for id in (lead.person_id, lead.company_id):
                if id:
                    self._owners[id] = chosen.owner_id
        return chosen

    def _only(self) -> Ownership | None:
        if len(self.receivers) != 1:
            return None
        [id] = self.receivers
        return Ownership(id, id, Why("chosen", f"{candidates(self.ws)[id].name} was chosen."))

    def _by_rule(self, lead: LeadState) -> Ownership:
        allowed = {
            id: person
            for id, person in candidates(self.ws).items()
            if id != self.without and (not self.receivers or id in self.receivers)
        }
        found = choice(self.ws, lead, self._owners, among=allowed, claimed=False)
        if found.owner_id is None and self.receivers:
            # those who were named shall have it, whether a territory fits or not
            free = {id: replace(person, capacity=None, away_from=None) for id, person in allowed.items()}
            turn = assign_by_rules(AssignFacts(lead.id), free, to_datetime(self.ws.now))
            return Ownership(turn.owner_id, turn.acting_id, turn.why, (*found.trail, turn.why))
        return found
