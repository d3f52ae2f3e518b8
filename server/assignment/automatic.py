"""The rules at work: an owner for a lead nobody owns, and who shall own what is handed on."""

from collections.abc import Mapping
from dataclasses import replace

from server.assignment.candidates import candidates, count_on, on_duty, sellers
from server.assignment.facts import AssignFacts, Candidate, Ownership
from server.assignment.operations import set_owner
from server.assignment.rules import assign as assign_by_rules
from server.core.clock import to_datetime
from server.leads.registers import products_of
from server.leads.workspace import LeadState, Workspace


def assign_by_rule(ws: Workspace, lead: LeadState, owners: Mapping[str, str]) -> None:
    """Find an owner for a lead nobody owns, in the order of the method; nobody fits: it waits in the pool.

    `owners`: person or company id -> owner of her other leads.
    """
    chosen = choice(ws, lead, owners)
    if chosen.owner_id is None:
        lead.doc["owner_why"] = chosen.why.words
        return
    how = "claim" if chosen.why.code == "mine" else "rule"
    by = lead.doc["captured_by"] if how == "claim" else None
    set_owner(ws, lead, chosen.owner_id, how=how, why=chosen.why.words, by=by, trail=chosen.trail)
    count_on(ws, chosen.owner_id, lead)


def choice(
    ws: Workspace,
    lead: LeadState,
    owners: Mapping[str, str],
    *,
    among: Mapping[str, Candidate] | None = None,
    claimed: bool = True,
) -> Ownership:
    """Whom the rules choose. `among`: only these; not `claimed`: who said "mine" at the booth does not count."""
    now = to_datetime(ws.now)
    facts = _facts(lead, owners)
    if not claimed:
        facts = replace(facts, mine_by=None)
    known = {facts.person_owner_id, facts.company_owner_id, facts.mine_by}
    people = sellers(ws.connection) if among is None else among
    if not any(id in people and people[id].may_own(now) for id in known if id):
        # nobody is given: the rules ask who holds how much
        people = candidates(ws) if among is None else among
        if known.isdisjoint(people):
            people = on_duty(ws, lead, people)
    return assign_by_rules(facts, people, now)


def _facts(lead: LeadState, owners: Mapping[str, str]) -> AssignFacts:
    doc, fields = lead.doc, lead.fields
    country = fields.get("country")
    return AssignFacts(
        lead_id=lead.id,
        kind=doc["kind"] or "desk",
        country=country if isinstance(country, str) and len(country) == 2 else None,
        postcode=fields.get("postcode"),
        language=fields.get("language"),
        products=products_of(fields),
        person_owner_id=owners.get(lead.person_id or ""),
        company_owner_id=owners.get(lead.company_id or ""),
        mine_by=doc["captured_by"] if doc["mine"] else None,
    )
