"""What starts and what stops each clock of the method (METHOD 2.5), clock by clock."""

from collections.abc import Iterator
from datetime import datetime

from server.core.values import value
from server.core.why import Why
from server.plans.contact import (
    effective_touches,
    first,
    heard_since,
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
from server.plans.permission import allowed, may_contact
from server.plans.policies import Standards
from server.plans.promises import kept_by, promise_due

#: The log after corrections, by time.
Touches = tuple[TouchFact, ...]


@value(frozen=True, slots=True)
class Stop:
    """What ended a clock, in time or not; `cancels` if it made the clock pointless instead of meeting it."""

    at: datetime
    why: Why
    cancels: bool = False
    by_machine: bool = False


@value(frozen=True, slots=True)
class Started:
    """A clock that was started at `anchor`, with everything that could have ended it."""

    clock: str
    anchor: datetime
    stops: tuple[Stop | None, ...]
    subject: str = ""


def started_clocks(facts: LeadFacts, standards: Standards) -> Iterator[Started]:
    """Every clock the facts started."""
    touches, silenced = effective_touches(facts.touches), _silenced(facts)
    yield _acknowledge(facts, touches, silenced)
    if facts.track != "customer":
        yield _call(facts, touches, silenced)
    yield from _information(facts, touches)
    sent = information_sent(facts)
    if sent is not None:
        yield _courtesy(facts, standards, sent, silenced)
        yield _revive(facts, standards, sent, silenced)
    yield from _promises(facts, standards, silenced)
    yield _assign(facts)
    yield from _idle(facts, touches, silenced)


def _met(touch: TouchFact | None, code: str, words: str) -> Stop | None:
    return Stop(touch.at, Why(code, words), by_machine=touch.auto) if touch else None


def _silenced(facts: LeadFacts) -> Stop | None:
    """What may not be done cannot be late."""
    if may_contact(facts):
        return None
    at = max((row.at for row in facts.consents), default=facts.captured_at)
    return Stop(at, Why("no_channel", "The prospect may not be contacted on any channel."), cancels=True)


def _acknowledge(facts: LeadFacts, touches: Touches, silenced: Stop | None) -> Started:
    touch = next((t for t in touches if is_outbound(t)), None)
    code, words = ("by_machine", "An automatic mail") if touch and touch.auto else ("by_person", "A person")
    met = _met(touch, code, f"{words} made the first contact after the booth.")
    return Started("ACK24", facts.captured_at, (met, silenced))


def _call(facts: LeadFacts, touches: Touches, silenced: Stop | None) -> Started:
    by_phone = allowed(facts, "call")
    tried = tuple(
        touch
        for touch in touches
        if is_call_attempt(touch)
        or is_connect(touch)
        or (not by_phone and is_human_outbound(touch) and is_written(touch))
    )
    if by_phone:
        met = _met(first(tried), "called", "The first call attempt.")
    else:
        met = _met(first(tried), "written", "The first personal mail, in place of a call that is not permitted.")
    return Started("CALL48", facts.captured_at, (met, silenced))


def _information(facts: LeadFacts, touches: Touches) -> Iterator[Started]:
    for request in facts.info_requests:
        at = request.satisfied_at or _claimed_at(touches, f"info:{request.id}")
        met = Stop(at, Why("answered", "The question was answered.")) if at else None
        yield Started("INFO72", request.opened_at, (met,), subject=request.id)


def _claimed_at(touches: Touches, key: str) -> datetime | None:
    claims = (touch for touch in touches if key in map(slot_of, touch.satisfies))
    return min((touch.at for touch in claims if is_outbound(touch)), default=None)


def _courtesy(facts: LeadFacts, standards: Standards, sent: TouchFact, silenced: Stop | None) -> Started:
    earliest = standards.earliest("COURTESY48", sent.at)
    notes = (t for t in plan_touches(facts) if is_written(t) and t.id != sent.id)
    note = first(tuple(t for t in notes if t.at >= earliest or _claims(t, "courtesy:")))
    met = _met(note, "courtesy", "The courtesy note was sent.")
    return Started("COURTESY48", sent.at, (met, _heard(facts, sent.at), silenced))


def _revive(facts: LeadFacts, standards: Standards, sent: TouchFact, silenced: Stop | None) -> Started:
    earliest = standards.earliest("REVIVE72", sent.at)
    counts = is_call_attempt if allowed(facts, "call") else is_written
    tries = (t for t in plan_touches(facts) if t.id != sent.id and (counts(t) or is_call_attempt(t)))
    revived = first(tuple(t for t in tries if t.at >= earliest or _claims(t, "revive:")))
    met = _met(revived, "revived", "We asked again after the silence.")
    return Started("REVIVE72", sent.at, (met, _heard(facts, sent.at), silenced))


def _claims(touch: TouchFact, prefix: str) -> bool:
    return any(key.startswith(prefix) for key in touch.satisfies)


def _heard(facts: LeadFacts, since: datetime) -> Stop | None:
    touch = heard_since(facts, since)
    return Stop(touch.at, Why("heard", "The prospect got in touch."), cancels=True) if touch else None


def _promises(facts: LeadFacts, standards: Standards, silenced: Stop | None) -> Iterator[Started]:
    for promise in facts.promises:
        due = promise_due(promise, standards.calendar)
        stop = _met(kept_by(facts, promise, standards.calendar), "kept", "The promise was kept.")
        if promise.state == "kept":
            stop = stop or Stop(promise.ended_at or due, Why("kept", "The promise was kept."))
        if promise.state == "released":
            released = Why("released", "The prospect no longer expects this.")
            stop = Stop(promise.ended_at or due, released, cancels=True)
        yield Started("PROMISE", due, (stop, silenced), subject=promise.id)


def _assign(facts: LeadFacts) -> Started:
    anchor = facts.pool_since or facts.received_at
    owned = Why("owned", "Somebody owns this prospect.")
    stop = Stop(facts.owner_since or anchor, owned) if facts.owner_id else None
    return Started("ASSIGN", anchor, (stop,))


def _idle(facts: LeadFacts, touches: Touches, silenced: Stop | None) -> Iterator[Started]:
    """Every contact starts the silence anew and ends the one before; the capture starts the first."""
    if not touches:
        yield Started("IDLE", facts.captured_at, (silenced,))
        return
    anchors = sorted({facts.captured_at, *(touch.at for touch in touches if touch.at > facts.captured_at)})
    contact = Why("contact", "The prospect heard from us, or we from them.")
    for anchor, following in zip(anchors, [*anchors[1:], None], strict=True):
        stop = Stop(following, contact) if following else None
        yield Started("IDLE", anchor, (stop, silenced))
