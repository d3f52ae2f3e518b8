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
    done = _shared(facts, places)
    for touch in plan_touches(facts):
        if not is_outbound(touch):
            continue
        for slot in _choices(facts, template, places, touch):
            if slot not in done:
                done[slot] = touch
                break
    return done


def _shared(facts: LeadFacts, places: tuple[Place, ...]) -> dict[str, TouchFact]:
    """Places filled by a touch that may fill another one too: acknowledging, writing in place of a call, waking."""
    done: dict[str, TouchFact] = {}
    for place in places:
        counts = _shared_test(facts, place)
        if counts is not None:
            match = next((touch for touch in plan_touches(facts) if counts(touch)), None)
            done |= {place.slot: match} if match else {}
    return done


def _shared_test(facts: LeadFacts, place: Place) -> Callable[[TouchFact], bool] | None:
    step = place.step
    if step.purpose == "ack":
        return is_outbound
    if step.anchor == "wake" and facts.wake_at is not None:
        wakes = facts.wake_at - EARLY
        return lambda touch: is_human_outbound(touch) and touch.at >= wakes
    if step.purpose == "call" and step.channel != "call":
        return lambda touch: (
            is_written(touch) and (place.slot in _claims(touch) or (is_human_outbound(touch) and not touch.satisfies))
        )
    return None


def _choices(facts: LeadFacts, template: PlanTemplate, places: tuple[Place, ...], touch: TouchFact) -> Iterator[str]:
    """The slots a touch may fill, best first: what it was logged for, then what it fits by its nature."""
    information = information_sent(facts)
    summaries = [place.slot for place in places if place.step.purpose == "summary"]
    if information is not None and touch.id == information.id and summaries:
        yield summaries[0]
        return
    shared = {place.slot for place in places if _shared_test(facts, place) is not None}
    own = [place.slot for place in places]
    claims = _claims(touch)
    if claims & shared:
        return
    yield from (slot for slot in own if slot in claims)
    if touch.auto:
        return
    yield from _fitting(places, touch, information)
    yield from (slot_of(tail_key(facts, template, number)) for number in count(1))


def _claims(touch: TouchFact) -> set[str]:
    return {slot_of(key) for key in touch.satisfies}


def _fitting(places: tuple[Place, ...], touch: TouchFact, information: TouchFact | None) -> Iterator[str]:
    """Slots that a personal contact serves by its channel and time."""
    by_voice = is_call_attempt(touch) or is_connect(touch)

    def ripe(step: TemplateStep) -> bool:
        return information is not None and touch.at >= information.at + (step.not_before or step.offset)

    def slots(purpose: str, voice: bool) -> list[str]:
        fitting = (p for p in places if p.step.purpose == purpose and (p.step.channel == "call") == voice)
        return [p.slot for p in fitting if purpose == "call" or ripe(p.step)]

    if by_voice:
        calls = slots("call", voice=True)
        yield from calls[:1]
        yield from slots("revive", voice=True)
        yield from calls[1:]
    elif is_written(touch):
        yield from slots("courtesy", voice=False)
        yield from slots("revive", voice=False)
    yield from (place.slot for place in places if place.step.purpose in LADDER and place.step.anchor != "wake")
