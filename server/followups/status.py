"""Where a prospect stands, derived from its touches (METHOD 2.4). Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.core.values import value
from server.core.why import Why
from server.plans.contact import information_sent, is_call_attempt, is_connect, is_inbound, plan_touches
from server.plans.facts import LeadFacts, StatusOverride, TouchFact
from server.plans.pauses import pauses_of
from server.plans.permission import allowed
from server.plans.worktime import add_time

CALL, EMAIL, FOLLOW_UP, REVIVE, DONE = 1, 2, 3, 4, 5
STATUS_NAMES = {CALL: "Call", EMAIL: "Email", FOLLOW_UP: "Follow up", REVIVE: "Revive", DONE: "Done"}
#: What each refusal of a person's change means and what to do about it.
TRANSITION_ERRORS = {
    "status_unknown": "There are the statuses 1 Call, 2 Email, 3 Follow up, 4 Revive and 5 Done.",
    "status_needs_outcome": "Done needs an outcome: close the lead instead.",
    "status_reopens_at_1_or_3": "A closed lead begins again at 1 Call or 3 Follow up.",
    "status_needs_reason": "Say why, in a few words.",
}


@value(frozen=True, slots=True)
class StatusPolicy:
    """What the machine needs to know: calls of a round before the mail goes out anyway, and how long is silence."""

    calls_per_round: int = 2
    revive_after: timedelta = timedelta(hours=72)


@value(frozen=True, slots=True)
class Status:
    """Where a prospect stands, since when, and what moved it there."""

    status: int
    since: datetime
    why: Why


@value(frozen=True, slots=True)
class _Replay:
    """The machine between two events."""

    status: Status
    calls: int = 0
    informed: bool = False
    #: The information went out and nothing came back in time.
    silent: bool = False

    def move(self, status: int, at: datetime, code: str, words: str) -> "_Replay":
        return replace(self, status=Status(status, at, Why(code, words)))


DEFAULT_POLICY = StatusPolicy()
Event = TouchFact | StatusOverride | datetime


def status_of(facts: LeadFacts, now: datetime, policy: StatusPolicy = DEFAULT_POLICY) -> Status:
    """The status at `now`. Touches are replayed by time, so the order they arrived in never matters."""
    if facts.outcome is not None:
        return Status(DONE, facts.closed_at or facts.plan_start, Why("closed", f"Closed as {facts.outcome}."))
    replay = _start(facts)
    for event in _events(facts, now, policy):
        replay = _settle(_step(replay, event, facts, policy), event)
    return replay.status


def check_transition(current: int, wanted: int, reason: str) -> str | None:
    """The code of the rule a person's change of status breaks, or None.

    1-4 may be set freely, with a reason; 5 needs an outcome instead; a closed prospect reopens at 1 or 3.
    """
    if wanted not in STATUS_NAMES:
        return "status_unknown"
    if wanted == DONE:
        return "status_needs_outcome"
    if current == DONE and wanted not in (CALL, FOLLOW_UP):
        return "status_reopens_at_1_or_3"
    return None if reason.strip() else "status_needs_reason"


def _start(facts: LeadFacts) -> _Replay:
    first = facts.reopen_status if facts.round_no > 1 else CALL
    replay = _Replay(Status(first, facts.plan_start, Why("captured", "Captured: to be called.")))
    if facts.round_no > 1:
        replay = replay.move(first, facts.plan_start, "reopened", "Reopened.")
    if replay.status.status == CALL and not allowed(facts, "call"):
        return replay.move(EMAIL, facts.plan_start, "no_calls", "Calls are not permitted: to be written to.")
    return replay


def _events(facts: LeadFacts, now: datetime, policy: StatusPolicy) -> list[Event]:
    """Touches, a person's override and the end of the silence, by time."""
    events: list[Event] = list(plan_touches(facts))
    if facts.status_override is not None and facts.status_override.at >= facts.plan_start:
        events.append(facts.status_override)
    sent = information_sent(facts)
    if sent is not None:
        silence = add_time(sent.at, policy.revive_after, None, pauses_of(facts))
        heard = any(sent.at < t.at <= silence and (is_inbound(t) or is_connect(t)) for t in plan_touches(facts))
        if silence <= now and not heard:
            events.append(silence)
    return sorted(events, key=_by_time)


def _by_time(event: Event) -> tuple[datetime, int, str]:
    if isinstance(event, datetime):
        return event, 1, ""
    return event.at, 2 if isinstance(event, StatusOverride) else 0, event.id if isinstance(event, TouchFact) else ""


def _step(replay: _Replay, event: Event, facts: LeadFacts, policy: StatusPolicy) -> _Replay:
    if isinstance(event, datetime):
        return replace(replay, silent=True)
    if isinstance(event, StatusOverride):
        return replace(replay, silent=False).move(event.status, event.at, "override", event.reason)
    sent = information_sent(facts)
    replay = replace(
        replay,
        calls=replay.calls + is_call_attempt(event),
        informed=replay.informed or (sent is not None and event.id == sent.id),
        silent=replay.silent and not (is_inbound(event) or is_connect(event)),
    )
    if replay.status.status == CALL and is_connect(event):
        return replay.move(EMAIL, event.at, "connected", "Spoken to: the summary is next.")
    if replay.status.status == CALL and replay.calls >= policy.calls_per_round:
        return replay.move(EMAIL, event.at, "calls_used_up", "Called without reaching anybody: write now.")
    if replay.status.status == REVIVE and not replay.silent:
        return replay.move(FOLLOW_UP, event.at, "heard", "The prospect is back in touch.")
    return replay


def _settle(replay: _Replay, event: Event) -> _Replay:
    """Moves that follow from what is already known, at the moment of the event."""
    at = event if isinstance(event, datetime) else event.at
    if isinstance(event, StatusOverride):
        return replay
    if replay.status.status == EMAIL and replay.informed:
        replay = replay.move(FOLLOW_UP, at, "informed", "The information is with the prospect.")
    if replay.status.status == FOLLOW_UP and replay.silent:
        replay = replay.move(REVIVE, at, "silence", "No answer to the information: ask again.")
    return replay
