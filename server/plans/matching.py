"""Which touch did which step. Looks at the whole log by time, so the order of arrival never matters.

Touches choose in the order they happened, each the first free place it fits. Adding a touch can therefore
only add filled places, never empty one: a step that was done stays done.
"""

from collections.abc import Callable, Iterator
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
from server.plans.places import LADDER, Place, places_of, tail_key
from server.plans.promises import EARLY
from server.plans.templates import PlanTemplate


def match_touches(facts: LeadFacts, template: PlanTemplate) -> dict[str, TouchFact]:
    """Slot -> the touch that did it, for every place of the plan and of its tail."""
    touches = plan_touches(facts)
    if not touches:
        return {}
    places = places_of(facts, template)
    tests = shared_tests(facts, places)
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
    information = information_sent(facts)
    tests = ((place.slot, _shared_test(facts, place, information)) for place in places)
    return {slot: test for slot, test in tests if test is not None}


def _shared_test(facts: LeadFacts, place: Place, information: TouchFact | None) -> Callable[[TouchFact], bool] | None:
    step = place.step
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
