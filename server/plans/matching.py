"""Which touch did which step. Looks at the whole log by time, so the order of arrival never matters.

Touches choose in the order they happened, each the first free place it fits. Adding a touch can therefore
only add filled places, never empty one: a step that was done stays done.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from server.plans.contact import (
    information_sent,
    is_call_attempt,
    is_connect,
    is_human_outbound,
    is_outbound,
    is_written,
    plan_touches,
    slot_of,
)
from server.plans.facts import LeadFacts, TouchFact
from server.plans.promises import EARLY
from server.plans.templates import PlanTemplate, TemplateStep

#: Purposes any personal contact serves.
LADDER = frozenset({"attempt", "nurture", "care"})


@dataclass(frozen=True, slots=True)
class Place:
    """A template step as it stands in one lead's plan. `slot` is its key without the medium."""

    slot: str
    key: str
    step: TemplateStep


def places_of(facts: LeadFacts, template: PlanTemplate) -> tuple[Place, ...]:
    """The places of a lead's plan in order; keys carry the wake date and the round where there are several."""
    wake = facts.wake_at.date().isoformat() if facts.wake_at else "unset"
    keys = (round_key(facts, step.key.replace("{wake}", wake)) for step in template.steps)
    return tuple(Place(slot_of(key), key, step) for key, step in zip(keys, template.steps, strict=True))


def round_key(facts: LeadFacts, key: str) -> str:
    """A key of the present round; the first round needs no mark."""
    return key if facts.round_no == 1 else f"{key}#{facts.round_no}"


def tail_key(facts: LeadFacts, template: PlanTemplate, number: int) -> str:
    """The key of the plan's n-th slow step, from 1."""
    return round_key(facts, f"{template.tail.key}:{number}")


def match_touches(facts: LeadFacts, template: PlanTemplate) -> dict[str, TouchFact]:
    """Slot -> the touch that did it, for every place of the plan and of its tail."""
    places = places_of(facts, template)
    tests = shared_tests(facts, places)
    touches = plan_touches(facts)
    done: dict[str, TouchFact] = {}
    for slot, counts in tests.items():
        match = next((touch for touch in touches if counts(touch)), None)
        done |= {slot: match} if match else {}
    summary = next(
        (done[place.slot] for place in places if place.step.purpose == "summary" and place.slot in done), None
    )
    for touch in touches:
        claims = {slot_of(key) for key in touch.satisfies}
        if not is_outbound(touch) or touch is summary or claims & tests.keys():
            continue
        free = (slot for slot in _choices(facts, template, places, touch) if slot not in done)
        taken = next(free, None)
        done |= {taken: touch} if taken else {}
    return done


def shared_tests(facts: LeadFacts, places: tuple[Place, ...]) -> dict[str, Callable[[TouchFact], bool]]:
    """Slots that a touch fills beside another one, and which touches do.

    What depends on when the information went out must be shared: as an earlier mail comes to light, later
    touches come to count as courtesy or revival, and may not leave the places empty that they filled before.
    """
    return {place.slot: test for place in places if (test := _shared_test(facts, place)) is not None}


def _shared_test(facts: LeadFacts, place: Place) -> Callable[[TouchFact], bool] | None:
    step = place.step
    information = information_sent(facts)
    if step.purpose == "ack":
        return is_outbound
    if step.purpose == "summary":
        return lambda touch: touch is information
    if step.anchor == "info_sent":
        medium = is_call_attempt if step.channel == "call" else is_written
        return lambda touch: medium(touch) and _follows(touch, information, place)
    if step.anchor == "wake" and facts.wake_at is not None:
        wakes = facts.wake_at - EARLY
        return lambda touch: is_human_outbound(touch) and touch.at >= wakes
    if step.purpose == "call" and step.channel != "call":
        return lambda touch: is_written(touch) and _replaces_call(touch, place)
    return None


def _follows(touch: TouchFact, information: TouchFact | None, place: Place) -> bool:
    """Whether a touch asks again after the information: by a person when the time had come, or expressly."""
    if information is None or touch is information or touch.at < information.at:
        return False
    ripe = touch.at >= information.at + (place.step.not_before or place.step.offset)
    return _names(touch, place.slot) or (ripe and not touch.auto)


def _replaces_call(touch: TouchFact, place: Place) -> bool:
    return _names(touch, place.slot) or (is_human_outbound(touch) and not touch.satisfies)


def _names(touch: TouchFact, slot: str) -> bool:
    return slot in map(slot_of, touch.satisfies)


def _choices(facts: LeadFacts, template: PlanTemplate, places: tuple[Place, ...], touch: TouchFact) -> Iterator[str]:
    """The slots a touch may fill alone, best first: what it was logged for, then what its nature fits.

    The order depends on the touch only, never on other touches: that is what makes filled places stay filled.
    """
    yield from (place.slot for place in places if _names(touch, place.slot))
    if touch.auto:
        return
    if is_call_attempt(touch) or is_connect(touch):
        yield from (place.slot for place in places if place.step.purpose == "call")
    yield from (place.slot for place in places if place.step.purpose in LADDER and place.step.anchor != "wake")
    yield from (slot_of(tail_key(facts, template, number)) for number in count(1))
