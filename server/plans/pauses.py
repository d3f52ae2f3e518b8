"""When time stands still for a lead: until a promise the prospect asked for is due, and while the lead sleeps."""

from server.plans.calendars import Span
from server.plans.facts import LeadFacts


def pauses_of(facts: LeadFacts) -> tuple[Span, ...]:
    """The spans in which CALL48, REVIVE72, IDLE and the steps behind them do not count (METHOD 2.5, rule 4)."""
    spans = [
        (promise.made_at, min(promise.due_at, promise.ended_at or promise.due_at))
        for promise in facts.promises
        if promise.asked_by_prospect
    ]
    if facts.track == "nurture" and facts.wake_at is not None:
        spans.append((facts.track_since or facts.captured_at, facts.wake_at))
    return tuple((start, end) for start, end in spans if start < end)
