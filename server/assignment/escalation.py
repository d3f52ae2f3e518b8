"""What happens to a step nobody does: a ladder that acts instead of turning red (METHOD 2.8). Pure.

Nobody is surprised: a lead leaves its owner only after the supervisor was told of it and had the time between the two
rungs to decide, also when the server was out of order meanwhile and everything is late at once.
"""

from collections.abc import Iterable
from datetime import timedelta

from server.core.values import value
from server.core.why import Why


@value(frozen=True, slots=True)
class Rung:
    """One level of the ladder: so much working time after the step was due, this happens."""

    level: int
    after: timedelta
    action: str


#: notify tells the owner; deputy tells whoever stands in; supervisor puts it on the supervisor's list; pool takes the
#: lead from its owner, with its history.
LADDER: tuple[Rung, ...] = (
    Rung(1, timedelta(), "notify"),
    Rung(2, timedelta(hours=4), "deputy"),
    Rung(3, timedelta(hours=8), "supervisor"),
    Rung(4, timedelta(hours=24), "pool"),
)


@value(frozen=True, slots=True)
class OverdueFacts:
    """One overdue step of one lead."""

    #: Working time of the owner's team since the step was due.
    overdue: timedelta
    #: Levels already acted on for this step.
    done_levels: frozenset[int] = frozenset()
    #: Working time since the supervisor was told of it; None: not yet.
    told: timedelta | None = None
    lead_class: str = "C"
    sales_ready: bool = False
    owner_id: str | None = None
    owner_away: bool = False
    #: Who stands in for an owner who is away; None: nobody does.
    deputy_id: str | None = None
    supervisor_id: str | None = None


@value(frozen=True, slots=True)
class Escalation:
    """What is to be done now, for whom, and why."""

    level: int
    action: str
    to_user: str | None
    why: Why


def ladder_for(facts: OverdueFacts, ladder: Iterable[Rung] = LADDER) -> tuple[Rung, ...]:
    """The ladder of a lead: class A and sales-ready leads climb it in half the time.

    Where the owner is away and nobody stands in, the supervisor is told as soon as something is due.
    """
    haste = 2 if facts.lead_class == "A" or facts.sales_ready else 1
    alone = facts.owner_away and facts.deputy_id is None
    return tuple(
        Rung(rung.level, timedelta() if alone and rung.action == "supervisor" else rung.after / haste, rung.action)
        for rung in ladder
        if _applies(facts, rung)
    )


def next_escalation(facts: OverdueFacts, ladder: Iterable[Rung] = LADDER) -> Escalation | None:
    """The one action due now, or None. Of several rungs reached at once the highest acts; lower ones are past."""
    rungs = ladder_for(facts, ladder)
    reached = [rung for rung in rungs if waits(facts, rung, rungs) <= timedelta()]
    top = max(reached, key=lambda rung: rung.level, default=None)
    if top is None or top.level <= max(facts.done_levels, default=0):
        return None
    to_user = {"notify": facts.owner_id, "deputy": facts.deputy_id, "supervisor": facts.supervisor_id}.get(top.action)
    return Escalation(top.level, top.action, to_user, _why(facts, top))


def next_wait(facts: OverdueFacts, ladder: Iterable[Rung] = LADDER) -> timedelta | None:
    """Working time from now until the next rung is reached if nobody acts; None: there is none above."""
    rungs = ladder_for(facts, ladder)
    above = [rung for rung in rungs if rung.level > max(facts.done_levels, default=0)]
    return min((max(timedelta(), waits(facts, rung, rungs)) for rung in above), default=None)


def waits(facts: OverdueFacts, rung: Rung, rungs: Iterable[Rung]) -> timedelta:
    """Working time until the rung is reached: none or less than none once it is."""
    left = rung.after - facts.overdue
    if rung.action != "pool":
        return left
    told_at = next(other.after for other in rungs if other.action == "supervisor")
    notice = rung.after - told_at
    return max(left, notice if facts.told is None else notice - facts.told)


def _applies(facts: OverdueFacts, rung: Rung) -> bool:
    """Only an absent owner with a deputy is stood in for; a lead nobody owns has nobody to be told or robbed."""
    if rung.action == "deputy":
        return facts.owner_away and facts.deputy_id is not None
    return facts.owner_id is not None or rung.action == "supervisor"


def _why(facts: OverdueFacts, rung: Rung) -> Why:
    hours = facts.overdue / timedelta(hours=1)
    late = "is due" if hours < 1 else f"is {hours:.0f} working hours late"
    thing = "The step" if facts.owner_id is not None else "An owner"
    words = {
        "notify": f"{thing} {late}.",
        "deputy": f"The owner is away and the step {late}: the deputy takes it.",
        "supervisor": f"{thing} {late}: the supervisor decides.",
        "pool": f"{thing} {late}: the prospect goes back to the team's pool.",
    }
    return Why(f"escalate_{rung.action}", words[rung.action])
