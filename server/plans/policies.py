"""The clocks and their default standards (METHOD 2.5); a user's own standards are more rows of the same kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from server.core.values import value
from server.plans.calendars import Calendar, Span
from server.plans.worktime import add_time

CLOCKS = ("ACK24", "CALL48", "INFO72", "COURTESY48", "REVIVE72", "PROMISE", "ASSIGN", "IDLE")
CLOCK_MODES = ("elapsed", "business")
CLOCK_STATES = ("running", "met", "breached", "cancelled", "waived")
#: Clocks that stand still while a promise the prospect asked for is open, or the lead sleeps. Never ACK24.
PAUSED_BY_PROMISE = frozenset({"CALL48", "REVIVE72", "IDLE"})
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=256)
def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One standard: within how many hours of its anchor a clock must be met.

    `hours` is when the act may first happen for clocks with grace (COURTESY48, REVIVE72), which are breached
    after hours + grace_h; for the others grace is zero and `hours` is the limit itself. `lead_class` None holds
    for every class; "customer" holds for customers.
    """

    clock: str
    hours: float
    mode: str = "elapsed"
    grace_h: float = 0
    lead_class: str | None = None
    active_from: datetime = ALWAYS
    id: str | None = None
    #: False: from `active_from` on nobody keeps this clock.
    applies: bool = True

    @property
    def earliest(self) -> timedelta:
        """The time after the anchor before which the act would come too soon."""
        return _hours(self.hours if self.grace_h else 0)

    @property
    def limit(self) -> timedelta:
        """The time after the anchor at which the clock is breached."""
        return _hours(self.hours + self.grace_h)


_DAY = 24

DEFAULT_POLICIES: tuple[ClockPolicy, ...] = (
    ClockPolicy("ACK24", 24),
    # Class D and customers have no call in their plan: a call they were never owed cannot be late.
    ClockPolicy("CALL48", 48, lead_class="A"),
    ClockPolicy("CALL48", 48, lead_class="B"),
    ClockPolicy("CALL48", 48, lead_class="C"),
    ClockPolicy("INFO72", 72),
    ClockPolicy("COURTESY48", 48, grace_h=24),
    ClockPolicy("REVIVE72", 72, grace_h=24),
    ClockPolicy("PROMISE", 0),
    ClockPolicy("ASSIGN", 4, mode="business"),
    ClockPolicy("IDLE", 7 * _DAY, lead_class="A"),
    ClockPolicy("IDLE", 7 * _DAY, lead_class="B"),
    ClockPolicy("IDLE", 30 * _DAY, lead_class="C"),
    ClockPolicy("IDLE", 365 * _DAY, lead_class="D"),
    ClockPolicy("IDLE", 90 * _DAY, lead_class="customer"),
)


def policy_for(policies: Iterable[ClockPolicy], clock: str, lead_class: str, at: datetime) -> ClockPolicy | None:
    """The standard that holds for an anchor: in force by then, the class's own before the general, newest first."""
    fitting = [
        policy
        for policy in policies
        if policy.clock == clock and policy.lead_class in (None, lead_class) and policy.active_from <= at
    ]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=lambda policy: (policy.lead_class is not None, policy.active_from))


@value(frozen=True, slots=True)
class Standards:
    """The standards as they apply to one lead: its class, its team's calendar, its pauses."""

    policies: tuple[ClockPolicy, ...]
    calendar: Calendar
    #: The lead's class, or "customer".
    kind: str
    pauses: tuple[Span, ...] = ()

    def policy(self, clock: str, anchor: datetime) -> ClockPolicy | None:
        """The standard for a clock with this anchor; None where the clock does not apply."""
        policy = policy_for(self.policies, clock, self.kind, anchor)
        return policy if policy and policy.applies else None

    def after(self, policy: ClockPolicy, anchor: datetime, duration: timedelta) -> datetime:
        """The instant `duration` after the anchor, counted the way this policy counts."""
        calendar = self.calendar if policy.mode == "business" else None
        pauses = self.pauses if policy.clock in PAUSED_BY_PROMISE else ()
        return add_time(anchor, duration, calendar, pauses)

    def earliest(self, clock: str, anchor: datetime) -> datetime:
        """The instant before which the act would come too soon."""
        policy = self.policy(clock, anchor)
        return self.after(policy, anchor, policy.earliest) if policy else anchor
