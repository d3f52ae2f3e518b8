"""Which places of a lead's plan are settled, by what, and when: by touches first, by people's marks second."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from server.core.values import value
from server.core.why import Why
from server.plans.contact import is_outbound, plan_touches, slot_of
from server.plans.facts import STEP_CHANNELS, LeadFacts, TouchFact
from server.plans.matching import match_touches
from server.plans.obligations import Obligation
from server.plans.places import LADDER, places_of
from server.plans.templates import PlanTemplate


@value(frozen=True, slots=True)
class Settled:
    """A slot that needs nothing more. `by_row`: a stored step already says so."""

    slot: str
    key: str
    channel: str
    purpose: str
    at: datetime
    touch_id: str | None
    why: Why
    origin: str = "plan"
    by_row: bool = False


def settled_slots(facts: LeadFacts, template: PlanTemplate, owed: Iterable[Obligation]) -> dict[str, Settled]:
    """Slot -> how it was settled. Touches count before marks, so that dates follow what really happened."""
    found = {settled.slot: settled for settled in _by_rows(facts)}
    for settled in (*_by_claims(facts), *_by_touches(facts, template), *_by_obligations(owed)):
        found[settled.slot] = settled
    return found


def _by_rows(facts: LeadFacts) -> Iterator[Settled]:
    for row in facts.steps:
        if row.state in ("done", "skipped"):
            why = Why(row.why_code or row.state, row.why)
            at = row.done_at or row.due_at
            yield Settled(
                slot_of(row.key), row.key, row.channel, row.purpose, at, row.touch_id, why, row.origin, by_row=True
            )


def _by_claims(facts: LeadFacts) -> Iterator[Settled]:
    """Steps of people's own making, done by a touch that names them."""
    own = {row.key: row for row in facts.steps if row.is_open and row.origin in ("manual", "escalation")}
    for touch in reversed(plan_touches(facts)):
        for key in touch.satisfies:
            if key in own and is_outbound(touch):
                row = own[key]
                yield _settled(key, row.channel, row.purpose, touch, row.origin)


def _by_touches(facts: LeadFacts, template: PlanTemplate) -> Iterator[Settled]:
    matched = match_touches(facts, template)
    places = {place.slot: place for place in places_of(facts, template)} if matched else {}
    for slot, touch in matched.items():
        place = places.get(slot)
        key, purpose = (place.key, place.step.purpose) if place else (slot, template.tail.purpose)
        channel = touch.channel if touch.channel in STEP_CHANNELS else "call"
        if place and purpose not in LADDER:
            channel = place.step.channel
        yield _settled(key, channel, purpose, touch)


def _by_obligations(owed: Iterable[Obligation]) -> Iterator[Settled]:
    for one in owed:
        if one.settled_at is not None:
            why = Why("settled", "Done.")
            touch_id = one.settled_by.id if one.settled_by else None
            yield Settled(
                slot_of(one.key), one.key, one.channel, one.purpose, one.settled_at, touch_id, why, one.origin
            )


def _settled(key: str, channel: str, purpose: str, touch: TouchFact, origin: str = "plan") -> Settled:
    why = Why("touched", "Done by a logged contact.")
    return Settled(slot_of(key), key, channel, purpose, touch.at, touch.id, why, origin)
