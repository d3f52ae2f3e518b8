"""What happens to a step nobody does: a ladder that acts instead of turning red (METHOD 2.8). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from server.core.why import Why


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: so much working time after the step was due, this happens."""

    level: int
    after: timedelta
    action: str


#: notify tells the owner; deputy moves the step to whoever stands in; supervisor puts it on the supervisor's
#: list; pool takes the lead from its owner, with its history.
LADDER: tuple[Rung, ...] = (
    Rung(1, timedelta(), "notify"),
    Rung(2, timedelta(hours=4), "deputy"),
    Rung(3, timedelta(hours=8), "supervisor"),
    Rung(4, timedelta(hours=24), "pool"),
)


@dataclass(frozen=True, slots=True)
class OverdueFacts:
    """One overdue step of one lead."""

    #: Working time of the owner's team since the step was due.
    overdue: timedelta
    #: Levels already acted on for this step.
    done_levels: frozenset[int] = frozenset()
    lead_class: str = "C"
    sales_ready: bool = False
    owner_id: str | None = None
    owner_away: bool = False
    deputy_id: str | None = None
    supervisor_id: str | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """What is to be done now, for whom, and why."""

    level: int
    action: str
    to_user: str | None
    why: Why


def ladder_for(lead_class: str, sales_ready: bool, ladder: Iterable[Rung] = LADDER) -> tuple[Rung, ...]:
    """The ladder of a lead: class A and sales-ready leads climb it in half the time."""
    haste = 2 if lead_class == "A" or sales_ready else 1
    return tuple(Rung(rung.level, rung.after / haste, rung.action) for rung in ladder)


def next_escalation(facts: OverdueFacts, ladder: Iterable[Rung] = LADDER) -> Escalation | None:
    """The one action due now, or None. After an outage only the highest level reached acts; lower ones are past."""
    reached = [rung for rung in ladder_for(facts.lead_class, facts.sales_ready, ladder) if _reached(facts, rung)]
    top = max(reached, key=lambda rung: rung.level, default=None)
    if top is None or top.level <= max(facts.done_levels, default=0):
        return None
    to_user = {"notify": facts.owner_id, "deputy": facts.deputy_id, "supervisor": facts.supervisor_id}.get(top.action)
    return Escalation(top.level, top.action, to_user, _why(facts, top))


def next_rung(facts: OverdueFacts, ladder: Iterable[Rung] = LADDER) -> Rung | None:
    """The rung that comes next if nobody acts; its `after` is working time since the step was due."""
    rungs = ladder_for(facts.lead_class, facts.sales_ready, ladder)
    return next((rung for rung in rungs if rung.after > facts.overdue and _applies(facts, rung)), None)


def _reached(facts: OverdueFacts, rung: Rung) -> bool:
    return facts.overdue >= rung.after and _applies(facts, rung)


def _applies(facts: OverdueFacts, rung: Rung) -> bool:
    """Only an absent owner with a deputy is stood in for; a lead nobody owns has nobody to be told or robbed."""
    if rung.action == "deputy":
        return facts.owner_away and facts.deputy_id is not None
    return facts.owner_id is not None or rung.action == "supervisor"


def _why(facts: OverdueFacts, rung: Rung) -> Why:
    hours = facts.overdue / timedelta(hours=1)
    words = {
        "notify": "The step is due.",
        "deputy": f"The owner is away and the step is {hours:.0f} working hours late: the deputy takes it.",
        "supervisor": f"The step is {hours:.0f} working hours late: the supervisor decides.",
        "pool": f"The step is {hours:.0f} working hours late: the prospect goes back to the team's pool.",
    }
    return Why(f"escalate_{rung.action}", words[rung.action])
