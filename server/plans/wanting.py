"""Everything that ought to be open for a lead: what is owed beside the plan, and the plan itself."""

from collections.abc import Iterable, Mapping

from server.plans.calendars import Calendar
from server.plans.contact import slot_of
from server.plans.facts import LeadFacts
from server.plans.obligations import Obligation
from server.plans.permission import may_contact
from server.plans.schedule import Wanted, situation_of, wanted_steps
from server.plans.settling import Settled
from server.plans.templates import PlanTemplate


def wanted_of(
    facts: LeadFacts,
    template: PlanTemplate,
    calendar: Calendar,
    settled: Mapping[str, Settled],
    owed: Iterable[Obligation],
) -> tuple[Wanted, ...]:
    """The steps that ought to be open. Where no channel is left, only the review that says so."""
    beside = tuple(_as_wanted(one) for one in owed if slot_of(one.key) not in settled)
    if not may_contact(facts):
        return beside
    when = {slot: one.at for slot, one in settled.items()}
    return beside + wanted_steps(situation_of(facts, template, calendar, when))


def _as_wanted(owed: Obligation) -> Wanted:
    return Wanted(
        slot=slot_of(owed.key),
        key=owed.key,
        channel=owed.channel,
        purpose=owed.purpose,
        due_at=owed.due_at,
        not_before=owed.not_before,
        blocked=False,
        why=owed.why,
        origin=owed.origin,
    )
