"""From a plan and what was done of it to dated places: when each open step is due, and what it waits for."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from server.core.values import value
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
from server.plans.facts import LeadFacts, TouchFact
from server.plans.pauses import pauses_of
from server.plans.permission import GOVERNED_BY, allowed, permitted, written_channel
from server.plans.places import Place, places_of, round_key, tail_key
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

DAY = timedelta(days=1)
#: Not before, and due.
Window = tuple[datetime | None, datetime]


@value(frozen=True, slots=True)
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


@value(frozen=True, slots=True)
class Situation:
    """A lead's plan with everything already settled (slot -> when), and what its touches of this round tell."""

    facts: LeadFacts
    template: PlanTemplate
    calendar: Calendar
    settled: Mapping[str, datetime]
    places: tuple[Place, ...]
    pauses: tuple[Span, ...]
    touches: tuple[TouchFact, ...]
    #: When the information went out; a summary settled by hand counts as sent.
    informed: datetime | None
    #: Whether the prospect answered it.
    replied: bool
    #: When somebody was first spoken to.
    connected_at: datetime | None
    #: The latest contact a person made.
    last_contact: datetime | None
    #: The channel for something in writing, if one is left.
    in_writing: str | None
    #: What the plan counts from.
    start: datetime
    #: Consent channels that may be used.
    permitted: frozenset[str]

    def latest(self) -> datetime:
        """The last thing that happened in the plan."""
        ours = [at for slot, at in self.settled.items() if slot_is_ours(self, slot)]
        return max([self.start, *ours, *filter(None, [self.last_contact])])


def slot_is_ours(situation: Situation, slot: str) -> bool:
    """Whether a slot belongs to the present plan, its places or its tail."""
    ours = any(place.slot == slot for place in situation.places)
    return ours or slot.startswith(f"{situation.template.tail.key}:")


def situation_of(
    facts: LeadFacts, template: PlanTemplate, calendar: Calendar, settled: Mapping[str, datetime]
) -> Situation:
    """Everything the schedule needs in one value."""
    touches, sent = plan_touches(facts), information_sent(facts)
    informed = sent.at if sent else settled.get(round_key(facts, "summary:1"))
    return Situation(
        facts=facts,
        template=template,
        calendar=calendar,
        settled=settled,
        places=places_of(facts, template),
        pauses=pauses_of(facts),
        touches=touches,
        informed=informed,
        replied=informed is not None and heard_since(facts, informed) is not None,
        connected_at=next((touch.at for touch in touches if is_connect(touch)), None),
        last_contact=max((touch.at for touch in touches if is_human_outbound(touch)), default=None),
        in_writing=written_channel(facts),
        start=facts.plan_start,
        permitted=permitted(facts),
    )


def wanted_steps(situation: Situation) -> tuple[Wanted, ...]:
    """The open steps of the plan in order; when the ladder is used up, the next slow one."""
    wanted = tuple(_ladder(situation))
    return wanted or (_tail(situation),)


def _ladder(situation: Situation) -> Iterator[Wanted]:
    #: When each open place will probably be done, for the places that wait for it.
    forecast: dict[str, datetime] = {}
    rest = timedelta()
    rung: datetime | None = None
    for index, place in enumerate(situation.places):
        if place.slot in situation.settled or not _applies(situation, index):
            continue
        anchor, certain = _anchor(situation, index, forecast)
        not_before, due = _window(situation, place.step, anchor, place.step.offset)
        if place.rest is not None:
            rest += place.rest
            rested = _rested(situation, place.step, rest)
            if rested[1] > due:
                not_before, due = rested
            # A weekend may push two attempts onto one Monday; nobody is called and mailed on the same day.
            if rung and due <= rung:
                not_before, due = situation.calendar.working_day_at(rung + DAY)
            rung = due
        forecast[place.slot] = due
        yield Wanted(
            place.slot,
            place.key,
            _channel(situation, place.step),
            place.step.purpose,
            due,
            not_before,
            not certain,
            _why(situation.template.code, place.step.purpose, certain),
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
    channel = _channel(situation, step)
    return Wanted(slot_of(key), key, channel, tail.purpose, due, not_before, False, Why("slow_rhythm", words))


def _applies(situation: Situation, index: int) -> bool:
    """Whether an unsettled place still has to be done."""
    facts, step = situation.facts, situation.places[index].step
    if step.stop_on == "connect" and situation.connected_at is not None:
        return False
    if step.stop_on == "reply" and situation.replied:
        return False
    if step.if_unanswered and situation.places[index - 1].slot not in situation.settled:
        return False
    if step.purpose == "ack":
        return _needs_own_acknowledgement(facts, situation.places)
    if step.purpose in ONLY_WRITTEN or (step.purpose == "revive" and not situation.informed):
        return situation.in_writing is not None
    return step.anchor != "wake" or facts.wake_at is not None


def _needs_own_acknowledgement(facts: LeadFacts, places: tuple[Place, ...]) -> bool:
    """Without a mail address the first personal contact acknowledges, where the plan has one."""
    if facts.has_email and allowed(facts, "email"):
        return True
    return all(place.step.purpose != "call" for place in places)


def _anchor(situation: Situation, index: int, forecast: dict[str, datetime]) -> tuple[datetime, bool]:
    """The instant a place counts from, and whether it has really come."""
    facts, step = situation.facts, situation.places[index].step
    if step.anchor == "connect":
        return _after_calls(situation, situation.places[:index], forecast)
    if step.anchor == "info_sent":
        summary = forecast.get(round_key(facts, "summary:1"), situation.start)
        return (situation.informed, True) if situation.informed else (summary, False)
    if step.anchor == "prev":
        return _after_previous(situation, situation.places[:index], forecast)
    if step.anchor == "wake" and facts.wake_at is not None:
        return facts.wake_at, True
    return situation.start, True


def _after_calls(
    situation: Situation, before: tuple[Place, ...], forecast: dict[str, datetime]
) -> tuple[datetime, bool]:
    """The talk, or the moment the round's calls were used up without one (status 1 -> 2)."""
    calls = [place.slot for place in before if place.step.purpose == "call"]
    tried = [touch.at for touch in situation.touches if is_call_attempt(touch)]
    reached = [situation.connected_at]
    if len(tried) >= situation.template.calls_per_round:
        reached.append(tried[situation.template.calls_per_round - 1])
    if all(slot in situation.settled for slot in calls):
        reached.append(max((situation.settled[slot] for slot in calls), default=situation.start))
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


def _rested(situation: Situation, step: TemplateStep, rest: timedelta) -> Window:
    """Late work moves the rest of the ladder instead of piling it up: counted from the last contact."""
    last = situation.last_contact
    return _window(situation, step, last, rest) if last else (None, situation.start)


def _window(situation: Situation, step: TemplateStep, anchor: datetime, offset: timedelta) -> Window:
    """From when and until when a step is to be done, `offset` after its anchor."""
    pauses = situation.pauses if situation.pauses and step.purpose in HELD_BACK else ()
    if step.unit == "working":
        return None, add_time(anchor, offset, situation.calendar, pauses)
    due = add_time(anchor, offset, None, pauses)
    if step.unit == "day":
        return situation.calendar.working_day_at(due)
    earliest = add_time(anchor, step.not_before, None, pauses) if step.not_before else None
    return earliest, due


def _channel(situation: Situation, step: TemplateStep) -> str:
    """The step's channel, or the one left: a letter without mail permission, a call if nothing may be written."""
    in_writing, governed = situation.in_writing, GOVERNED_BY.get(step.channel)
    if step.channel == "email":
        return in_writing or ("call" if "call" in situation.permitted else "task")
    return step.channel if governed is None or governed in situation.permitted else in_writing or "task"


@lru_cache(maxsize=256)
def _why(code: str, purpose: str, certain: bool) -> Why:
    if not certain:
        return Why("waits", f"Plan {code}: waits for the step before; the date is a forecast.")
    return Why(f"plan_{purpose}", f"Plan {code}: {WORDS.get(purpose, purpose)}.")
