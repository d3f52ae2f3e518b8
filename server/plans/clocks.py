"""The clocks of the method: which run, which were met, which broke, and why (METHOD 2.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from server.core.values import value
from server.core.why import Why
from server.plans.calendars import Calendar
from server.plans.clock_rules import Started, Stop, started_clocks
from server.plans.facts import LeadFacts
from server.plans.pauses import pauses_of
from server.plans.policies import ClockPolicy, Standards
from server.plans.worktime import add_time, time_between

__all__ = [
    "Captured",
    "ClockState",
    "add_time",
    "captured_instant",
    "clock_changes",
    "clocks_of",
    "time_between",
]

#: Clocks of a prospect in being won; a sale ends them although the customer stays on a plan.
UNTIL_CLOSED = frozenset({"ACK24", "CALL48", "COURTESY48", "REVIVE72", "ASSIGN"})
WAITING = Why("waiting", "Still to be done.")


@value(frozen=True, slots=True)
class ClockState:
    """One clock of one lead. `subject` names the promise or request it belongs to, empty for the rest."""

    clock: str
    anchor_at: datetime
    due_at: datetime
    #: running, met, breached or cancelled; "waived" only a person sets.
    state: str
    why: Why
    subject: str = ""
    not_before: datetime | None = None
    #: When it was met or cancelled, or done too late; None if nothing happened yet.
    stopped_at: datetime | None = None
    #: ACK24 met by an automatic mail: reported apart from people.
    by_machine: bool = False
    policy_id: str | None = None

    @property
    def key(self) -> tuple[str, str, datetime]:
        """What makes it the same clock on a later look."""
        return (self.clock, self.subject, self.anchor_at)


@dataclass(frozen=True, slots=True)
class Captured:
    """When a capture really happened, and how late it reached us (shown apart, never hidden)."""

    at: datetime
    sync_lag: timedelta
    #: The device claimed a moment after we had received it.
    clamped: bool


def captured_instant(device_at: datetime, skew: timedelta, received_at: datetime) -> Captured:
    """The device's capture time on our clock. `skew` is server time minus device time at the handshake.

    A moment still in the future is pulled back to the receipt: nothing is captured after it arrived.
    """
    received = received_at.astimezone(UTC)
    corrected = (device_at + skew).astimezone(UTC)
    at = min(corrected, received)
    return Captured(at=at, sync_lag=received - at, clamped=corrected > received)


def clocks_of(
    facts: LeadFacts, policies: Iterable[ClockPolicy], calendar: Calendar, now: datetime
) -> list[ClockState]:
    """Every clock the facts started, as it stands at `now`, ordered by clock, subject and anchor."""
    kind = "customer" if facts.track == "customer" else facts.lead_class
    standards = Standards(tuple(policies), calendar, kind, pauses_of(facts))
    found = (_judged(started, facts, standards, now) for started in started_clocks(facts, standards))
    return sorted((clock for clock in found if clock), key=_order)


def clock_changes(stored: Iterable[ClockState], computed: Iterable[ClockState]) -> list[ClockState]:
    """What to write so that the stored clocks match the computed ones.

    A finished clock never changes again, so that reports stay as they were read; a running one whose anchor
    is gone (a touch was corrected, a promise withdrawn) is cancelled.
    """
    before = {clock.key: clock for clock in stored}
    after = {clock.key: clock for clock in computed}
    if not before:
        return sorted(after.values(), key=_order)
    changes = [
        clock
        for key, clock in after.items()
        if key not in before or (before[key].state == "running" and _read(before[key]) != _read(clock))
    ]
    gone = Why("anchor_gone", "What started this clock no longer stands.")
    changes += [
        replace(clock, state="cancelled", why=gone)
        for key, clock in before.items()
        if key not in after and clock.state == "running"
    ]
    return sorted(changes, key=_order)


def _read(clock: ClockState) -> tuple[object, ...]:
    """What a stored clock is read for; the wording of a reason alone is no change."""
    return clock.due_at, clock.state, clock.stopped_at, clock.by_machine


def _order(clock: ClockState) -> tuple[str, str, datetime]:
    return clock.key


def _judged(started: Started, facts: LeadFacts, standards: Standards, now: datetime) -> ClockState | None:
    policy = standards.policy(started.clock, started.anchor)
    if policy is None:
        return None
    due = standards.after(policy, started.anchor, policy.limit)
    stop = _earliest([stop for stop in (*started.stops, _closing(facts, started.clock)) if stop])
    state, why = _verdict(due, stop, now)
    return ClockState(
        clock=started.clock,
        anchor_at=started.anchor,
        due_at=due,
        state=state,
        why=why,
        subject=started.subject,
        not_before=standards.after(policy, started.anchor, policy.earliest) if policy.grace_h else None,
        stopped_at=max(stop.at, started.anchor) if stop else None,
        by_machine=bool(stop and stop.by_machine),
        policy_id=policy.id,
    )


def _earliest(stops: list[Stop]) -> Stop | None:
    if len(stops) < 2:
        return stops[0] if stops else None
    return min(stops, key=lambda stop: (stop.at, stop.cancels))


def _verdict(due: datetime, stop: Stop | None, now: datetime) -> tuple[str, Why]:
    if stop is not None and stop.at <= due:
        return ("cancelled" if stop.cancels else "met"), stop.why
    if stop is not None or now > due:
        return "breached", Why("not_in_time", "Nothing that meets this standard happened in time.")
    return "running", WAITING


def _closing(facts: LeadFacts, clock: str) -> Stop | None:
    if facts.closed_at is None or (facts.on_plan and clock not in UNTIL_CLOSED):
        return None
    return Stop(facts.closed_at, Why("closed", "The prospect was closed before this was due."), cancels=True)
