"""Steps that no template foresees: what was promised, asked, written to us, or must be found out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from server.core.values import value
from server.core.why import Why
from server.plans.calendars import Calendar
from server.plans.contact import first, is_connect, is_human_outbound, is_inbound, is_outbound, plan_touches, slot_of
from server.plans.facts import STEP_CHANNELS, LeadFacts, PromiseFact, TouchFact
from server.plans.permission import allowed, may_contact, written_channel
from server.plans.places import round_key
from server.plans.promises import kept_by, promise_channel, promise_due

#: "Acknowledge customer contact within 24 hours" holds for every contact, not only the first (B7, E7).
ANSWER_WITHIN = timedelta(hours=24)
#: "Satisfy all customer information requirements within 72 hours" (B8).
INFORM_WITHIN = timedelta(hours=72)
RESEARCH_WITHIN = timedelta(days=2)


@value(frozen=True, slots=True)
class Obligation:
    """A step owed apart from the ladder, and the touch or moment that settled it."""

    key: str
    channel: str
    purpose: str
    due_at: datetime
    why: Why
    origin: str = "plan"
    not_before: datetime | None = None
    settled_by: TouchFact | None = None
    settled_at: datetime | None = None


def obligations(facts: LeadFacts, calendar: Calendar) -> tuple[Obligation, ...]:
    """Everything owed to this prospect beside the plan, settled or not."""
    if not may_contact(facts):
        return (_nobody_to_contact(facts, calendar),)
    return (
        *_promises(facts, calendar),
        *_questions(facts),
        *_answers(facts),
        *_research(facts, calendar),
        *_wake_missing(facts, calendar),
    )


def _promises(facts: LeadFacts, calendar: Calendar) -> Iterator[Obligation]:
    for promise in facts.promises:
        if promise.state == "released":
            continue
        touch = kept_by(facts, promise, calendar)
        kept = promise.state == "kept" or touch is not None
        due = promise_due(promise, calendar)
        channel, key, why = _promised_medium(facts, promise)
        yield Obligation(
            key,
            channel,
            "promise",
            due,
            why,
            origin="promise",
            not_before=calendar.start_of_day(calendar.local_date(promise.due_at)) if promise.whole_day else None,
            settled_by=touch,
            settled_at=(touch.at if touch else promise.ended_at or due) if kept else None,
        )


def _promised_medium(facts: LeadFacts, promise: PromiseFact) -> tuple[str, str, Why]:
    channel = promise_channel(facts, promise)
    if channel not in STEP_CHANNELS:
        channel = written_channel(facts) or "task"
    key = f"promise:{promise.id}"
    if promise.channel in ("call", "sms") and channel != promise.channel:
        return (
            channel,
            f"{key}@mail",
            Why("promise_rechannelled", "Promised by phone, but calls are not permitted now."),
        )
    return channel, key, Why("promised", "We promised to be in touch by then.")


def _questions(facts: LeadFacts) -> Iterator[Obligation]:
    for request in facts.info_requests:
        key = f"info:{request.id}"
        claims = tuple(t for t in plan_touches(facts) if is_outbound(t) and key in map(slot_of, t.satisfies))
        touch = first(claims)
        why = Why("info_requested", "The prospect asked for information; it is due within 72 hours.")
        yield Obligation(
            key,
            _in_writing_or_call(facts),
            "info",
            request.opened_at + INFORM_WITHIN,
            why,
            settled_by=touch,
            settled_at=request.satisfied_at or (touch.at if touch else None),
        )


def _answers(facts: LeadFacts) -> Iterator[Obligation]:
    """Whoever writes or calls without reaching us gets an answer: no inbound contact stays unanswered (E7)."""
    touches = plan_touches(facts)
    for incoming in touches:
        if not is_inbound(incoming) or is_connect(incoming):
            continue
        replies = (t for t in touches if t.at > incoming.at and (is_human_outbound(t) or is_connect(t)))
        reply = next(replies, None)
        by_phone = incoming.channel in ("call", "sms") and allowed(facts, "call")
        yield Obligation(
            f"answer:{incoming.id}",
            "call" if by_phone else _in_writing_or_call(facts),
            "answer",
            incoming.at + ANSWER_WITHIN,
            Why("inbound", "The prospect got in touch and waits for an answer."),
            settled_by=reply,
            settled_at=reply.at if reply else None,
        )


def _research(facts: LeadFacts, calendar: Calendar) -> Iterator[Obligation]:
    if (facts.need or 0) < 2 or facts.authority != "unknown":
        return
    opens, due = calendar.working_day_at(facts.plan_start + RESEARCH_WITHIN)
    why = Why("find_decision_maker", "The need is strong, but nobody knows yet who decides.")
    yield Obligation(round_key(facts, "research:1"), "task", "research", due, why, not_before=opens)


def _wake_missing(facts: LeadFacts, calendar: Calendar) -> Iterator[Obligation]:
    if facts.track != "nurture" or facts.wake_at is not None:
        return
    opens, due = calendar.working_day_at(facts.track_since or facts.captured_at)
    why = Why("wake_missing", "Parked without a date to come back: set one.")
    yield Obligation(round_key(facts, "wake:unset"), "task", "review", due, why, not_before=opens)


def _nobody_to_contact(facts: LeadFacts, calendar: Calendar) -> Obligation:
    at = max((row.at for row in facts.consents), default=facts.plan_start)
    opens, due = calendar.working_day_at(max(at, facts.plan_start))
    why = Why("no_channel", "No channel is permitted any more: close as do-not-contact, or get a new permission.")
    return Obligation(round_key(facts, "review:no-channel"), "task", "review", due, why, not_before=opens)


def _in_writing_or_call(facts: LeadFacts) -> str:
    return written_channel(facts) or "call"
