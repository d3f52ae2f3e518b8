"""The contact plans shipped with the product, as data (METHOD 2.6); published plans are rows of the same shape."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from server.plans.facts import LeadFacts
from server.plans.permission import allowed

ANCHORS = ("captured", "connect", "info_sent", "prev", "promise", "wake", "sale")
STOPS = ("connect", "reply", "none")
#: elapsed: absolute hours. working: hours of the team's calendar. day: the end of work so many days later,
#: or of the next day somebody works.
UNITS = ("elapsed", "working", "day")


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """One place in a plan. `key` is stable over versions: it is how a running plan finds its steps again."""

    key: str
    channel: str
    purpose: str
    anchor: str = "captured"
    offset: timedelta = timedelta()
    unit: str = "elapsed"
    #: The step may not be done earlier than this after its anchor.
    not_before: timedelta | None = None
    stop_on: str = "none"
    #: The channel whose permission it needs; without it the step changes medium or falls away.
    needs_permission: str | None = None
    #: The machine may do it without being asked.
    auto: bool = False
    #: Only if the step before it reached nobody.
    if_unanswered: bool = False
    #: Code of the mail or letter text offered.
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """What goes on when the ladder is used up: a plan never ends by itself."""

    key: str
    every: timedelta
    channels: tuple[str, ...]
    purpose: str = "nurture"


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A contact plan for a class or track."""

    code: str
    name: str
    steps: tuple[TemplateStep, ...]
    tail: Tail
    version: int = 1
    #: Unanswered calls after which the summary is mailed all the same (status 1 -> 2).
    calls_per_round: int = 2

    def __hash__(self) -> int:
        # to hash every step of a plan takes longer than to date them
        return hash((self.code, self.version, self.name))

    @property
    def touches(self) -> int:
        """How many personal contacts the plan foresees before it falls back to its slow rhythm."""
        counted = ("call", "summary", "courtesy", "revive", "attempt")
        return sum(step.purpose in counted and not step.if_unanswered for step in self.steps)


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


def _days(count: float) -> timedelta:
    return timedelta(days=count)


ACK = TemplateStep("ack:1", "email", "ack", auto=True, needs_permission="email", text="ack")
SECOND_CALL = TemplateStep(
    "call:2",
    "call",
    "call",
    anchor="prev",
    offset=_days(1),
    unit="day",
    stop_on="connect",
    needs_permission="call",
    if_unanswered=True,
    text="script",
)
AFTER_CALL = (
    TemplateStep("summary:1", "email", "summary", anchor="connect", offset=_hours(1), text="summary"),
    TemplateStep(
        "courtesy:1",
        "email",
        "courtesy",
        anchor="info_sent",
        offset=_hours(48),
        not_before=_hours(48),
        stop_on="reply",
        text="courtesy",
    ),
    TemplateStep(
        "revive:1",
        "call",
        "revive",
        anchor="info_sent",
        offset=_hours(72),
        not_before=_hours(72),
        stop_on="reply",
        needs_permission="call",
        text="revive",
    ),
)


def _first_call(within: timedelta, unit: str = "elapsed") -> TemplateStep:
    return TemplateStep(
        "call:1",
        "call",
        "call",
        offset=within,
        unit=unit,
        stop_on="connect",
        needs_permission="call",
        text="script",
    )


def _attempts(days: Iterable[int]) -> tuple[TemplateStep, ...]:
    """The ladder: call and mail in turn until somebody answers."""
    return tuple(
        TemplateStep(
            f"attempt:{number}",
            "call" if number % 2 else "email",
            "attempt",
            offset=_days(day),
            unit="day",
            stop_on="connect",
            needs_permission="call" if number % 2 else None,
            text="script" if number % 2 else "revive",
        )
        for number, day in enumerate(days, start=1)
    )


def _review(key: str = "review:1") -> TemplateStep:
    return TemplateStep(key, "task", "review", anchor="prev", offset=_days(7), unit="day")


def _chase(code: str, name: str, call: TemplateStep, ladder: Iterable[int], review: bool) -> PlanTemplate:
    steps = (ACK, call, SECOND_CALL, *AFTER_CALL, *_attempts(ladder), *([_review()] if review else []))
    return PlanTemplate(code, name, steps, Tail("monthly", _days(30), ("call", "email")))


def _mails(days: Iterable[int]) -> tuple[TemplateStep, ...]:
    return tuple(
        TemplateStep(f"nurture:{number}", "email", "nurture", offset=_days(day), unit="day", text="nurture")
        for number, day in enumerate(days, start=1)
    )


PLAN_A = _chase("A", "Field sales, at once", _first_call(_hours(4), "working"), (5, 7, 10, 14, 21, 28), review=True)
PLAN_B = _chase("B", "Desk first, then field", _first_call(_hours(24)), (7, 10, 14, 21, 30), review=False)
PLAN_C = _chase("C", "Desk sales", _first_call(_hours(48)), (7, 14, 21, 35), review=False)
PLAN_D = PlanTemplate(
    "D",
    "Kept warm by mail",
    (replace(ACK, offset=_hours(24)), *_mails((30, 60, 90))),
    Tail("yearly", _days(365), ("email",)),
)
PLAN_CUSTOMER = PlanTemplate(
    "customer",
    "Customer care",
    (
        TemplateStep("thanks:1", "email", "care", anchor="sale", offset=_days(1), unit="day", text="thanks"),
        TemplateStep(
            "satisfaction:1",
            "call",
            "care",
            anchor="sale",
            offset=_days(30),
            unit="day",
            needs_permission="call",
            text="script",
        ),
    ),
    Tail("care", _days(90), ("call", "email"), purpose="care"),
)
PLAN_NURTURE = PlanTemplate(
    "nurture",
    "Parked, with a way back",
    (
        ACK,
        TemplateStep(
            "wake:{wake}", "call", "nurture", anchor="wake", unit="day", needs_permission="call", text="script"
        ),
        _review("review:{wake}"),
    ),
    Tail("yearly", _days(365), ("email",)),
)


def mail_only(template: PlanTemplate) -> PlanTemplate:
    """The same plan for people who may not be called: mails and letters, no step fewer."""
    if template.code.endswith("-mail"):
        return template
    tail = replace(template.tail, channels=("email",))
    steps = tuple(_in_writing(step) for step in template.steps if not step.if_unanswered)
    return replace(template, code=f"{template.code}-mail", name=f"{template.name}, no calls", steps=steps, tail=tail)


def _in_writing(step: TemplateStep) -> TemplateStep:
    if step.purpose == "summary":
        # No call to wait for: the sources follow the personal mail on the next day.
        return replace(step, anchor="prev", offset=_hours(24))
    if step.channel != "call":
        return step
    text = "revive" if step.purpose in ("revive", "attempt") else "letter"
    return replace(step, key=f"{step.key}@mail", channel="email", needs_permission=None, text=text)


VOICE_PLANS = (PLAN_A, PLAN_B, PLAN_C, PLAN_D, PLAN_CUSTOMER, PLAN_NURTURE)
SHIPPED: dict[str, PlanTemplate] = {plan.code: plan for voice in VOICE_PLANS for plan in (voice, mail_only(voice))}


def template_code(facts: LeadFacts) -> str:
    """The code of the plan a lead is on: by track, then class, and `-mail` where calls are not permitted."""
    code = facts.lead_class if facts.track == "active" else facts.track
    return code if allowed(facts, "call") else f"{code}-mail"
