"""Cracks: where leads get stuck on their way, and where they fall through (METHOD E8, E9)."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, literal, or_, select, union_all

from server.core.clock import DAY
from server.core.db import table
from server.followups.models import Promise, Quote
from server.plans.models import Step
from server.reports.asking import Asked, lead
from server.reports.tables import Figure, Over, Report, Table, count, oldest, percentile

_step, _promise, _quote = table(Step), table(Promise), table(Quote)
STAGES = (
    ("new", "Waiting for us"),
    ("tried", "Contacted, not reached"),
    ("talking", "Talking"),
    ("offer", "Offer made"),
)
_NEVER = 2**62


def _quoted() -> FromClause:
    """Each lead with an offer, and when the first was made."""
    return select(_quote.c.lead_id, func.min(_quote.c.at).label("at")).group_by(_quote.c.lead_id).cte("first_offer")


def _earliest(moments: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    """The earliest of instants that may be unknown, NULL if all are."""
    known: list[ColumnElement[Any]] = [func.coalesce(moment, _NEVER) for moment in moments]
    return func.nullif(reduce(lambda one, other: case((one < other, one), else_=other), known), _NEVER)


def _stages(asked: Asked) -> Select[Any]:
    """One row for each lead and stage it was in: entered, and left when it reached a later one."""
    offer = _quoted()
    entered = [lead.c.captured_at, lead.c.first_human_out_at, lead.c.first_connect_at, offer.c.at]
    parts = []
    for place, (name, _) in enumerate(STAGES):
        at, left = entered[place], _earliest([*entered[place + 1 :], lead.c.closed_at])
        part = asked.leads(
            literal(name).label("stage"),
            left.label("left_at"),
            (left - at).label("wait"),
            case((left.is_(None), asked.now - at)).label("age"),
            _late(asked).label("late"),
            lead.c.status,
            lead.c.track,
            at=at,
        )
        joined = part.select_from(lead.outerjoin(offer, offer.c.lead_id == lead.c.id))
        parts.append(joined.where(at.is_not(None), or_(left.is_(None), left > at)))
    return select(union_all(*parts).subquery())


def _late(asked: Asked) -> ColumnElement[int]:
    return case((or_(lead.c.next_step_at.is_(None), lead.c.next_step_at < asked.now), 1), else_=0)


def _inside(f: FromClause) -> ColumnElement[bool]:
    return f.c.left_at.is_(None)


def _facts(asked: Asked) -> Select[Any]:
    return asked.leads(*_flags(asked).values()).where(lead.c.status < 5)


def _flags(asked: Asked) -> Mapping[str, ColumnElement[Any]]:
    """Each crack as a column of 0 and 1 over open leads."""
    planned = exists().where(_step.c.lead_id == lead.c.id).correlate(lead)
    broken = exists().where(_promise.c.lead_id == lead.c.id, _promise.c.state == "broken").correlate(lead)
    rules = {
        "no_owner": lead.c.owner_id.is_(None),
        "no_plan": ~planned,
        "no_next": and_(lead.c.next_step_at.is_(None), lead.c.wake_at.is_(None)),
        "overdue": lead.c.next_step_at < asked.now,
        "broken": broken,
        "cooling": and_(
            lead.c.sales_ready, lead.c.first_human_out_at.is_(None), lead.c.captured_at <= asked.now - DAY
        ),
        "asleep": and_(lead.c.track == "nurture", lead.c.wake_at < asked.now),
    }
    return {name: case((rule, 1), else_=0).label(name) for name, rule in rules.items()}


CRACKS = (
    ("no_owner", "No owner", "Nobody is answerable for them."),
    ("no_plan", "No plan", "No step was ever planned."),
    ("no_next", "No next step", "Neither an open step nor a date to come back."),
    ("overdue", "Step overdue", "The next step's moment has passed."),
    ("broken", "Broken promise", "Something promised was not done in time."),
    ("cooling", "Ready and untouched", "Sales-ready, and no person contacted them within 24 hours."),
    ("asleep", "Overslept", "Parked, and the date to come back has passed."),
)


def _is(name: str) -> Over:
    return lambda f: f.c[name] == 1


def _any(f: FromClause) -> ColumnElement[bool]:
    return or_(*(f.c[name] == 1 for name, _, _ in CRACKS))


def cracks_of(asked: Asked) -> Select[Any]:
    """One row for each lead and crack it is in, whatever the period: `crack` names it."""
    facts = asked.leads(*_flags(asked).values(), timed=False).where(lead.c.status < 5).cte("in_cracks")
    parts = [select(facts.c.lead_id, literal(name).label("crack")).where(facts.c[name] == 1) for name, _, _ in CRACKS]
    return select(union_all(*parts).subquery())


def _figures() -> tuple[Figure, ...]:
    found = [count(name, label, f"Open leads. {says}", _is(name)) for name, label, says in CRACKS]
    return (
        count("open", "Open leads", "Leads that are not done."),
        count("any", "In any crack", "Open leads in at least one of them.", _any),
        *found,
    )


TABLE = Table("cracks", "Cracks", _facts, _figures())
STAGE_TABLE = Table(
    "stages",
    "Stages",
    _stages,
    (
        count("entered", "Entered", "Leads that came into the stage."),
        count("left", "Left", "Leads that moved on or ended.", lambda f: f.c.left_at.is_not(None)),
        count("inside", "Still there", "Leads that are in it now.", _inside),
        count(
            "stuck",
            "Stuck",
            "Still there, active, and the next step overdue or missing.",
            lambda f: and_(_inside(f), f.c.status < 5, f.c.track == "active", f.c.late == 1),
        ),
        percentile("wait", "Half waited", "Half of those who left were there no longer.", 50, lambda f: f.c.wait),
        percentile("age", "Half there for", "Half of those still there are so no longer.", 50, lambda f: f.c.age),
        oldest("oldest", "Since", "When the longest waiting came in.", lambda f: f.c.at, _inside),
    ),
    by=("stage",),
    dimensions=("stage", "show", "source", "class", "rep", "month"),
)

REPORT = Report(
    name="cracks",
    group="falls",
    title="Cracks",
    question="Where do leads get stuck or lost?",
    formula=(
        "A lead is in the furthest stage it has reached: captured, contacted by a person, talked to, offered "
        "something. It enters a stage at that moment and leaves it when it reaches a later one or is closed; a stage "
        "that was skipped was not entered.",
        "Stuck are active leads still in the stage whose next step is overdue or missing.",
        "Cracks are counted among open leads as they are now; one lead can be in several.",
    ),
    basis="the moment the stage was entered; for cracks, the capture",
    method=("E8", "E9"),
    headline=("cracks", "any"),
    tables=(TABLE, STAGE_TABLE),
)
