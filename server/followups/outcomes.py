"""How a prospect may be closed, and whether we managed it well until then (METHOD 2.4, C12). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.core.why import Why
from server.plans.clocks import ClockState
from server.plans.contact import effective_touches, is_connect, is_human_outbound
from server.plans.facts import LeadFacts

OUTCOMES = ("won", "lost", "no_decision", "unreachable", "not_a_prospect", "do_not_contact", "duplicate")
#: "Eight to ten attempts before you actually connect" (D5).
ATTEMPTS_BEFORE_UNREACHABLE = 8

#: What each refusal means and what to do about it.
OUTCOME_ERRORS = {
    "outcome_unknown": "This outcome does not exist.",
    "outcome_is_nurture": "Not ready is no outcome: park the prospect with a date to come back.",
    "outcome_already_closed": "This prospect is closed already; reopen it to close it differently.",
    "outcome_needs_reason": "Say why, in a few words.",
    "won_needs_sale": "Won needs the sale's value and its invoice number.",
    "lost_needs_objection": "Lost needs the prospect's objection.",
    "unreachable_too_early": "Unreachable needs at least 8 attempts, or a supervisor's word with a reason.",
    "unreachable_was_reached": "Somebody was spoken to: choose no decision or lost.",
    "duplicate_needs_original": "Name the prospect this one repeats.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closing as a person enters it."""

    code: str
    reason: str = ""
    objection: str = ""
    sale_value_minor: int | None = None
    invoice_no: str = ""
    duplicate_of: str | None = None
    #: A supervisor closes early and answers for it; `reason` says why.
    supervisor_override: bool = False


@dataclass(frozen=True, slots=True)
class Cleanliness:
    """Whether the prospect was managed as promised, and if not, what was missed."""

    clean: bool
    reasons: tuple[Why, ...]


def check_outcome(outcome: Outcome, facts: LeadFacts) -> str | None:
    """The code of the rule this closing breaks (see OUTCOME_ERRORS), or None."""
    if outcome.code in ("not_ready", "nurture"):
        return "outcome_is_nurture"
    if outcome.code not in OUTCOMES:
        return "outcome_unknown"
    if facts.outcome is not None:
        return "outcome_already_closed"
    return _missing(outcome, facts)


def attempts(facts: LeadFacts) -> int:
    """Outbound contacts people made, over all rounds."""
    return sum(is_human_outbound(touch) for touch in effective_touches(facts.touches))


def process_clean(facts: LeadFacts, clocks: Iterable[ClockState]) -> Cleanliness:
    """At closing: no clock broken, the plan followed until then, at least one contact on record."""
    reasons = [
        Why("clock_breached", f"{clock.clock} was due {clock.due_at:%Y-%m-%d %H:%M} UTC and not met.")
        for clock in clocks
        if clock.state == "breached"
    ]
    reasons += [
        Why("step_missed", f"Step {step.key} was due {step.due_at:%Y-%m-%d %H:%M} UTC and not done.")
        for step in facts.steps
        if ((step.is_open and step.state != "blocked") or step.why_code == "closed")
        and facts.closed_at is not None
        and step.due_at < facts.closed_at
    ]
    if not effective_touches(facts.touches):
        reasons.append(Why("no_touch", "No contact is on record."))
    return Cleanliness(not reasons, tuple(reasons))


def _missing(outcome: Outcome, facts: LeadFacts) -> str | None:
    if outcome.code == "won":
        complete = (outcome.sale_value_minor or 0) > 0 and outcome.invoice_no.strip()
        return None if complete else "won_needs_sale"
    if outcome.code == "duplicate":
        original = outcome.duplicate_of
        return None if original and original != facts.lead_id else "duplicate_needs_original"
    if outcome.code == "unreachable":
        return _unreachable(outcome, facts)
    if outcome.code in ("lost", "no_decision", "not_a_prospect") and not outcome.reason.strip():
        return "outcome_needs_reason"
    if outcome.code == "lost" and not outcome.objection.strip():
        return "lost_needs_objection"
    return None


def _unreachable(outcome: Outcome, facts: LeadFacts) -> str | None:
    if any(is_connect(touch) for touch in effective_touches(facts.touches)):
        return "unreachable_was_reached"
    if outcome.supervisor_override:
        return None if outcome.reason.strip() else "outcome_needs_reason"
    return None if attempts(facts) >= ATTEMPTS_BEFORE_UNREACHABLE else "unreachable_too_early"
