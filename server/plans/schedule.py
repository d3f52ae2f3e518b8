"""From a plan and what was done of it to dated places: when each open step is due, and what it waits for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from server.core.why import Why
from server.plans.calendars import Calendar, Span
from server.plans.contact import (
    heard_since,
    information_sent,
    is_call_attempt,
    is_connect,
    is_human_outbound,
    plan_touches,
    slot_of,
)
from server.plans.facts import LeadFacts
from server.plans.matching import LADDER, Place, places_of, round_key, tail_key
from server.plans.pauses import pauses_of
from server.plans.permission import allowed, written_channel
from server.plans.templates import PlanTemplate, TemplateStep
from server.plans.worktime import add_time

#: Steps a promise the prospect asked for holds back; acknowledging and informing never wait.
HELD_BACK = frozenset({"call", "revive", "attempt", "nurture", "care"})
#: Steps that make no sense where nothing may be sent in writing.
ONLY_WRITTEN = frozenset({"summary", "courtesy"})

#: What a step is for, to the person who does it.
WORDS = {
    "ack": "thank them for the visit",
    "call": "call while the talk is fresh",
    "summary": "send what was asked for, with the sources",
    "courtesy": "ask whether anything is missing",
    "revive": "no answer yet, so call and ask what stands in the way",
    "attempt": "try again; it often takes eight to ten contacts",
    "nurture": "stay in touch",
    "review": "go through it with your supervisor",
    "care": "look after the customer",
}

#: Not before, and due.
Window = tuple[datetime | None, datetime]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that ought to be open. `blocked` waits for an earlier one; its date is a forecast."""

    slot: str
    key: str
    channel: str
    purpose: str
    due_at: datetime
    not_before: datetime | None
    blocked: bool
    why: Why
    origin: str = "plan"


@dataclass(frozen=True, slots=True)
class Situation:
    """A lead's plan with everything already settled: slot -> when."""

    facts: LeadFacts
    template: PlanTemplate
    calendar: Calendar
    settled: Mapping[str, datetime]
    pauses: tuple[Span, ...]

    @property
    def last_contact(self) -> datetime | None:
        """The latest contact a person made in this round."""
        return max((t.at for t in plan_touches(self.facts) if is_human_outbound(t)), default=None)

    def connected_at(self) -> datetime | None:
        """When somebody was first spoken to in this round."""
        return next((t.at for t in plan_touches(self.facts) if is_connect(t)), None)

    def latest(self) -> datetime:
        """The last thing that happened in the plan."""
        ours = [at for slot, at in self.settled.items() if slot_is_ours(self, slot)]
        return max([self.facts.plan_start, *ours, *filter(None, [self.last_contact])])


def slot_is_ours(situation: Situation, slot: str) -> bool:
    """Whether a slot belongs to the present plan, its places or its tail."""
    places = places_of(situation.facts, situation.template)
    return slot in {place.slot for place in places} or slot.startswith(f"{situation.template.tail.key}:")


def situation_of(
    facts: LeadFacts, template: PlanTemplate, calendar: Calendar, settled: Mapping[str, datetime]
) -> Situation:
    """Everything the schedule needs in one value."""
    return Situation(facts, template, calendar, settled, pauses_of(facts))


def wanted_steps(situation: Situation) -> tuple[Wanted, ...]:
    """The open steps of the plan in order; when the ladder is used up, the next slow one."""
    wanted = tuple(_ladder(situation))
    return wanted or (_tail(situation),)


def _ladder(situation: Situation) -> Iterator[Wanted]:
    places = places_of(situation.facts, situation.template)
    #: When each open place will probably be done, for the places that wait for it.
    forecast: dict[str, datetime] = {}
    gaps = _gaps(places)
    rest = timedelta()
    rung: datetime | None = None
    for index, place in enumerate(places):
        if place.slot in situation.settled or not _applies(situation, places, index):
            continue
        anchor, certain = _anchor(situation, places, index, forecast)
        not_before, due = _window(situation, place.step, anchor, place.step.offset)
        if place.slot in gaps:
            rest += gaps[place.slot]
            not_before, due = max((not_before, due), _rested(situation, place.step, rest), key=_due_of)
            # A weekend may push two attempts onto one Monday; nobody is called and mailed on the same day.
            if rung and due <= rung:
                not_before, due = situation.calendar.working_day_at(rung + timedelta(days=1))
            rung = due
        forecast[place.slot] = due
        yield Wanted(
            slot=place.slot,
            key=place.key,
            channel=_channel(situation.facts, place.step),
            purpose=place.step.purpose,
            due_at=due,
            not_before=not_before,
            blocked=not certain,
            why=_why(situation.template, place.step, certain),
        )


def _tail(situation: Situation) -> Wanted:
    facts, tail = situation.facts, situation.template.tail
    number = 1
    while slot_of(tail_key(facts, situation.template, number)) in situation.settled:
        number += 1
    step = TemplateStep(
        f"{tail.key}:{number}", tail.channels[(number - 1) % len(tail.channels)], tail.purpose, unit="day"
    )
    not_before, due = _window(situation, step, situation.latest(), tail.every)
    key = tail_key(facts, situation.template, number)
    words = f"The plan goes on every {tail.every.days} days until there is an outcome."
    channel = _channel(facts, step)
    return Wanted(slot_of(key), key, channel, tail.purpose, due, not_before, False, Why("slow_rhythm", words))


def _applies(situation: Situation, places: tuple[Place, ...], index: int) -> bool:
    """Whether an unsettled place still has to be done."""
    facts, step = situation.facts, places[index].step
    if step.stop_on == "connect" and situation.connected_at() is not None:
        return False
    if step.stop_on == "reply" and _replied(situation):
        return False
    if step.if_unanswered and places[index - 1].slot not in situation.settled:
        return False
    if step.purpose == "ack":
        return _needs_own_acknowledgement(facts, places)
    if step.purpose in ONLY_WRITTEN or (step.purpose == "revive" and not _informed(situation)):
        return written_channel(facts) is not None
    return step.anchor != "wake" or facts.wake_at is not None


def _needs_own_acknowledgement(facts: LeadFacts, places: tuple[Place, ...]) -> bool:
    """Without a mail address the first personal contact acknowledges, where the plan has one."""
    if facts.has_email and allowed(facts, "email"):
        return True
    return all(place.step.purpose != "call" for place in places)


def _informed(situation: Situation) -> datetime | None:
    """When the information went out; a summary settled by hand counts as sent."""
    sent = information_sent(situation.facts)
    return sent.at if sent else situation.settled.get(round_key(situation.facts, "summary:1"))


def _replied(situation: Situation) -> bool:
    informed = _informed(situation)
    return informed is not None and heard_since(situation.facts, informed) is not None


def _anchor(
    situation: Situation, places: tuple[Place, ...], index: int, forecast: dict[str, datetime]
) -> tuple[datetime, bool]:
    """The instant a place counts from, and whether it has really come."""
    facts, step = situation.facts, places[index].step
    if step.anchor == "connect":
        return _after_calls(situation, places[:index], forecast)
    if step.anchor == "info_sent":
        informed = _informed(situation)
        summary = forecast.get(round_key(facts, "summary:1"), facts.plan_start)
        return (informed, True) if informed else (summary, False)
    if step.anchor == "prev":
        return _after_previous(situation, places[:index], forecast)
    if step.anchor == "wake" and facts.wake_at is not None:
        return facts.wake_at, True
    return facts.plan_start, True


def _after_calls(
    situation: Situation, before: tuple[Place, ...], forecast: dict[str, datetime]
) -> tuple[datetime, bool]:
    """The talk, or the moment the round's calls were used up without one (status 1 -> 2)."""
    calls = [place.slot for place in before if place.step.purpose == "call"]
    tried = [t.at for t in plan_touches(situation.facts) if is_call_attempt(t)]
    reached = [situation.connected_at()]
    if len(tried) >= situation.template.calls_per_round:
        reached.append(tried[situation.template.calls_per_round - 1])
    if all(slot in situation.settled for slot in calls):
        reached.append(max((situation.settled[slot] for slot in calls), default=situation.facts.plan_start))
    known = [at for at in reached if at is not None]
    if known:
        return min(known), True
    return max(forecast[slot] for slot in calls if slot in forecast), False


def _after_previous(
    situation: Situation, before: tuple[Place, ...], forecast: dict[str, datetime]
) -> tuple[datetime, bool]:
    waiting = [forecast[place.slot] for place in before if place.slot in forecast and place.step.purpose != "ack"]
    if waiting:
        return max(waiting), False
    previous = situation.settled.get(before[-1].slot) if before else None
    return previous or situation.latest(), True


def on_ladder(step: TemplateStep) -> bool:
    """Whether a step is a rung: it keeps its distance from the rungs around it, however late they are done."""
    return step.purpose in LADDER and step.anchor in ("captured", "sale")


def _gaps(places: tuple[Place, ...]) -> dict[str, timedelta]:
    """Slot of each ladder place -> the rest it keeps from the contact before it; the first as the second."""
    rungs = [place for place in places if on_ladder(place.step)]
    offsets = [place.step.offset for place in rungs]
    between = [later - earlier for earlier, later in pairwise(offsets)]
    return dict(zip((place.slot for place in rungs), [*(between or offsets)[:1], *between], strict=True))


def _rested(situation: Situation, step: TemplateStep, rest: timedelta) -> Window:
    """Late work moves the rest of the ladder instead of piling it up: counted from the last contact."""
    last = situation.last_contact
    return _window(situation, step, last, rest) if last else (None, situation.facts.plan_start)


def _window(situation: Situation, step: TemplateStep, anchor: datetime, offset: timedelta) -> Window:
    """From when and until when a step is to be done, `offset` after its anchor."""
    pauses = situation.pauses if step.purpose in HELD_BACK else ()
    if step.unit == "working":
        return None, add_time(anchor, offset, situation.calendar, pauses)
    due = add_time(anchor, offset, None, pauses)
    if step.unit == "day":
        return situation.calendar.working_day_at(due)
    earliest = add_time(anchor, step.not_before, None, pauses) if step.not_before else None
    return earliest, due


def _due_of(window: Window) -> datetime:
    return window[1]


def _channel(facts: LeadFacts, step: TemplateStep) -> str:
    """The step's channel, or the one left: a letter without mail permission, a call if nothing may be written."""
    if step.channel == "email":
        return written_channel(facts) or ("call" if allowed(facts, "call") else "task")
    return step.channel if allowed(facts, step.channel) else written_channel(facts) or "task"


def _why(template: PlanTemplate, step: TemplateStep, certain: bool) -> Why:
    if not certain:
        return Why("waits", f"Plan {template.code}: waits for the step before; the date is a forecast.")
    return Why(f"plan_{step.purpose}", f"Plan {template.code}: {WORDS.get(step.purpose, step.purpose)}.")
