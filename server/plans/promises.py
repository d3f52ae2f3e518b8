"""Promised contacts: when they are due, and what keeps them."""

from datetime import datetime, timedelta

from server.plans.calendars import Calendar
from server.plans.contact import effective_touches, first, is_connect, is_outbound, slot_of
from server.plans.facts import LeadFacts, PromiseFact, TouchFact
from server.plans.permission import allowed, written_channel

#: A contact this much ahead of the promised moment still keeps the promise; earlier is another contact.
EARLY = timedelta(hours=24)


def promise_due(promise: PromiseFact, calendar: Calendar) -> datetime:
    """The promised moment; for a promised day the end of that local day."""
    if not promise.whole_day:
        return promise.due_at
    return calendar.end_of_day(calendar.local_date(promise.due_at))


def promise_channel(facts: LeadFacts, promise: PromiseFact) -> str:
    """The channel the promise is kept on: the promised one, or another if that is no longer permitted."""
    if allowed(facts, promise.channel):
        return promise.channel
    return written_channel(facts) or "task"


def keeps(facts: LeadFacts, promise: PromiseFact, touch: TouchFact, calendar: Calendar) -> bool:
    """Whether a touch keeps a promise: it says so, or it came on the promised channel when it was due."""
    if touch.at < promise.made_at or not (is_outbound(touch) or is_connect(touch)):
        return False
    if f"promise:{promise.id}" in map(slot_of, touch.satisfies):
        return True
    opens = promise.due_at - EARLY
    if promise.whole_day:
        opens = min(opens, calendar.start_of_day(calendar.local_date(promise.due_at)))
    on_channel = touch.channel in (promise.channel, promise_channel(facts, promise))
    return touch.at >= opens and not touch.auto and (on_channel or is_connect(touch))


def kept_by(facts: LeadFacts, promise: PromiseFact, calendar: Calendar) -> TouchFact | None:
    """The first touch that keeps the promise."""
    touches = effective_touches(facts.touches)
    return first(tuple(touch for touch in touches if keeps(facts, promise, touch, calendar)))
