"""What happens to every captured or changed lead, in this order and only here: identify, classify, assign, plan.

What a prospect refused and what was promised or asked is settled before planning, because the plan rests on it.

Answers `leads_changing`, inside the transaction that changed the leads, so that a lead is never seen without a class,
a plan and a next step. No lead is touched that did not change.
"""

from typing import Any

from server.assignment.absence import settle_cover
from server.assignment.automatic import assign_by_rule
from server.classification.operations import judge
from server.classification.qualification import keep_answers
from server.core import signals
from server.core.clock import DAY, LATEST, to_datetime
from server.events.queries import shows
from server.followups.consents import enforce_suppression, settle_permission
from server.followups.ladder import settle_ladder
from server.followups.outcomes import process_clean
from server.followups.promises import settle_promises
from server.followups.requests import settle_requests
from server.followups.status import DEFAULT_POLICY, StatusPolicy, status_of
from server.leads.identity import identify, owners_of
from server.leads.workspace import LeadState, Workspace
from server.plans.contact import information_sent
from server.plans.facts import LeadFacts
from server.plans.operations import replan
from server.plans.policies import policy_for
from server.plans.queries import policies_for, template_for

#: a parked lead without a date comes back after this
WAKES_AFTER = 90 * DAY


def receive(ws: Workspace, leads: list[LeadState]) -> None:
    """Bring class, owner, plan, clocks and status of changed leads in line with what is known now."""
    identify(ws, leads)
    enforce_suppression(ws, leads)
    unowned = [lead for lead in leads if _wants_owner(lead)]
    owners = owners_of(ws, unowned) if unowned else {}
    for lead in leads:
        _settle_track(ws, lead)
        keep_answers(ws, lead)
        judge(ws, lead, _default_class(ws, lead))
        if _wants_owner(lead):
            assign_by_rule(ws, lead, owners)
        settle_cover(ws, lead)
        settle_promises(ws, lead)
        settle_requests(ws, lead)
        facts = replan(ws, lead)
        settle_permission(ws, lead, facts)
        _settle_status(ws, lead, facts)
        settle_ladder(ws, lead)


def _wants_owner(lead: LeadState) -> bool:
    """Open, owned by nobody, and not put back into the pool by a person."""
    doc = lead.doc
    return doc["owner"] is None and doc["status"] < 5 and doc["owner_how"] is None and not lead.fields.get("trashed")


def _default_class(ws: Workspace, lead: LeadState) -> str | None:
    """What its show makes of a lead nothing else speaks for."""
    show = shows(ws.connection).get(lead.doc["event"])
    return show["default_class"] if show else None


def _settle_track(ws: Workspace, lead: LeadState) -> None:
    """Customer once something was sold; parked with a date; active otherwise."""
    doc, fields = lead.doc, lead.fields
    before = doc["track"]
    wake = fields.get("wake_at")
    parked = fields.get("track") == "nurture"
    if doc["sales"]:
        doc["track"], doc["wake_at"] = "customer", None
    elif parked:
        dated = type(wake) is int and 0 < wake < LATEST
        doc["track"], doc["wake_at"] = "nurture", wake if dated else doc["wake_at"] or ws.now + WAKES_AFTER
    else:
        doc["track"], doc["wake_at"] = "active", None
    if doc["track"] != before:
        doc["track_since"] = ws.now


def _settle_status(ws: Workspace, lead: LeadState, facts: LeadFacts) -> None:
    doc = lead.doc
    if doc["outcome"] is not None:
        doc["status"] = 5
        if doc["process_clean"] is None:
            _judge_process(doc, facts)
        return
    # before the first contact no plan and no standard has a say
    policy = _status_policy(ws, facts) if facts.touches else DEFAULT_POLICY
    status = status_of(facts, to_datetime(ws.now), policy)
    doc["status"], doc["status_why"] = status.status, status.why.words


def _status_policy(ws: Workspace, facts: LeadFacts) -> StatusPolicy:
    """The calls of the lead's plan, and the silence its class is allowed once the information is out."""
    sent, calls = information_sent(facts), template_for(ws, facts).calls_per_round
    if sent is None:
        return StatusPolicy(calls)
    kind = "customer" if facts.track == "customer" else facts.lead_class
    revive = policy_for(policies_for(ws), "REVIVE72", kind, sent.at)
    return StatusPolicy(calls, revive.earliest) if revive else StatusPolicy(calls)


def _judge_process(doc: dict[str, Any], facts: LeadFacts) -> None:
    verdict = process_clean(facts, ())
    breached = any(clock["state"] == "breached" for clock in doc["clocks"])
    doc["process_clean"] = verdict.clean and not breached


@signals.leads_changing.connect
def _on_change(ws: Workspace, leads: list[LeadState]) -> None:
    stale = [lead for lead in leads if lead.stale]
    if stale:
        receive(ws, stale)
