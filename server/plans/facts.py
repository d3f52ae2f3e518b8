"""What the planner may know about one lead: frozen facts, no database, no clock.

Every instant is an aware UTC datetime, every duration a timedelta, every code one of the tuples below.
The operations build these from rows; `clocks`, `reconcile` and `followups.status` only read them.
"""

from datetime import datetime

from server.core.values import value

CLASSES = ("A", "B", "C", "D")
TRACKS = ("active", "nurture", "customer")
DIRECTIONS = ("out", "in")
TOUCH_CHANNELS = ("call", "email", "sms", "letter", "meeting", "booth", "chat", "web")
TOUCH_OUTCOMES = (
    "connected",
    "left_message",
    "no_answer",
    "other_person",
    "wrong_number",
    "sent",
    "bounced",
    "replied",
    "met",
    "appointment",
    "refused_call",
)
#: A step's channel; `task` is work that contacts nobody (a review, a search for the decision maker).
STEP_CHANNELS = ("call", "email", "sms", "letter", "meeting", "task")
STEP_PURPOSES = (
    "ack",
    "call",
    "summary",
    "courtesy",
    "revive",
    "attempt",
    "nurture",
    "review",
    "promise",
    "info",
    "answer",
    "research",
    "care",
)
STEP_STATES = ("planned", "due", "done", "skipped", "superseded", "blocked")
STEP_ORIGINS = ("plan", "manual", "promise", "escalation")
#: States in which somebody still owes the step; `blocked` waits for an earlier one.
OPEN_STEP_STATES = frozenset({"planned", "due", "blocked"})
CONSENT_CHANNELS = ("call", "email", "sms", "post")
CONSENT_STATES = ("granted", "objected", "unknown")
PROMISE_STATES = ("open", "kept", "broken", "released")
AUTHORITIES = ("yes", "no", "unknown")


@value(frozen=True, slots=True)
class TouchFact:
    """One contact as it was logged; a correction is a later row that names the row it replaces."""

    id: str
    at: datetime
    direction: str
    channel: str
    outcome: str
    user_id: str | None = None
    #: Sent by the machine without a person deciding so: counts for ACK24, never as a human touch.
    auto: bool = False
    #: Step keys the person had on screen when logging.
    satisfies: tuple[str, ...] = ()
    corrects_id: str | None = None


@value(frozen=True, slots=True)
class PromiseFact:
    """A contact promised for a moment or, with `whole_day`, for a local day."""

    id: str
    made_at: datetime
    due_at: datetime
    channel: str = "call"
    #: "Call me in four weeks" pauses clocks; what we offered by ourselves does not.
    asked_by_prospect: bool = True
    whole_day: bool = False
    state: str = "open"
    #: When it was kept or released, if that is recorded.
    ended_at: datetime | None = None
    text: str = ""


@value(frozen=True, slots=True)
class InfoRequestFact:
    """Something the prospect asked to know."""

    id: str
    opened_at: datetime
    satisfied_at: datetime | None = None
    text: str = ""


@value(frozen=True, slots=True)
class ConsentFact:
    """One row of the append-only consent log; the latest of a channel holds."""

    channel: str
    state: str
    at: datetime


@value(frozen=True, slots=True)
class StepFact:
    """One step of the plan, as stored or as it shall be stored. `key` is unique within the lead."""

    key: str
    channel: str
    purpose: str
    due_at: datetime
    state: str = "planned"
    not_before: datetime | None = None
    origin: str = "plan"
    #: Moved or made by a person: no recalculation changes it.
    pinned: bool = False
    touch_id: str | None = None
    done_at: datetime | None = None
    why_code: str = ""
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes this step."""
        return self.state in OPEN_STEP_STATES


@value(frozen=True, slots=True)
class StatusOverride:
    """A status set by a person, with the reason; touches after `at` move on from there."""

    status: int
    at: datetime
    reason: str


@value(frozen=True, slots=True)
class PlanRef:
    """The published contact plan a lead runs on; a newer version is for leads that begin after it."""

    #: of the plan with calls; `-mail` is the same version
    code: str
    version: int
    round_no: int


@value(frozen=True, slots=True)
class LeadFacts:
    """Everything the method needs to know about one lead."""

    lead_id: str
    #: Corrected device time (see `clocks.captured_instant`).
    captured_at: datetime
    received_at: datetime
    lead_class: str = "C"
    track: str = "active"
    #: When the present track began; capture if never changed.
    track_since: datetime | None = None
    wake_at: datetime | None = None
    owner_id: str | None = None
    owner_since: datetime | None = None
    #: Since when nobody owns it, if it went back to the pool after capture.
    pool_since: datetime | None = None
    customer_since: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    #: A reopening, wake or restart by a supervisor: the plan counts anew from here, as round `round_no`.
    plan_from: datetime | None = None
    round_no: int = 1
    #: Status a reopening starts from: 1, or 3 where the prospect already has everything.
    reopen_status: int = 1
    sales_ready: bool = False
    need: int | None = None
    authority: str = "unknown"
    has_email: bool = True
    has_phone: bool = True
    has_postal: bool = False
    touches: tuple[TouchFact, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    info_requests: tuple[InfoRequestFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    #: Channels on the suppression list for this person's number or address.
    suppressed: frozenset[str] = frozenset()
    #: Channels that may be used only with an explicit grant (a setting of the organisation).
    grant_needed: frozenset[str] = frozenset()
    steps: tuple[StepFact, ...] = ()
    status_override: StatusOverride | None = None
    plan: PlanRef | None = None

    @property
    def on_plan(self) -> bool:
        """Open leads and customers are on a plan; other closed leads are not."""
        return self.outcome is None or (self.outcome == "won" and self.track == "customer")

    @property
    def plan_start(self) -> datetime:
        """The instant the present plan counts from."""
        if self.track == "customer" and self.customer_since is not None:
            return max(self.customer_since, self.plan_from or self.customer_since)
        return self.plan_from or self.captured_at
