"""SLA attainment: how often each standard was kept (METHOD B7, B8, B22, B23)."""

from typing import Any

from sqlalchemy import FromClause, Select, and_, not_

from server.core.db import table
from server.plans.models import SlaClock
from server.reports.asking import Asked, lead
from server.reports.tables import Over, Report, Table, count, share

_clock = table(SlaClock)


def _facts(asked: Asked) -> Select[Any]:
    names = ("clock", "state", "by_machine", "stopped_at")
    return asked.leads(*(_clock.c[name] for name in names), at=_clock.c.due_at).where(_clock.c.lead_id == lead.c.id)


def _in(*states: str) -> Over:
    return lambda f: f.c.state.in_(states)


def _met_by(machine: bool) -> Over:
    def met(f: FromClause) -> Any:
        return and_(f.c.state == "met", f.c.by_machine if machine else not_(f.c.by_machine))

    return met


TABLE = Table(
    "clocks",
    "Clocks",
    _facts,
    (
        count("met", "Met", "Done in time.", _in("met")),
        count("broken", "Broken", "Not done in time, done late or never.", _in("breached")),
        count("judged", "Judged", "Met or broken.", _in("met", "breached")),
        share("rate", "Rate", "met", "judged", "Met ÷ (met + broken)."),
        count("people", "Met by people", "Met by a contact a person made.", _met_by(False)),
        count("machine", "Met by the machine", "Met by an automatic mail.", _met_by(True)),
        share("people_rate", "Rate by people", "people", "judged", "Met by people ÷ (met + broken)."),
        count(
            "late",
            "Done late",
            "Broken, and done after all.",
            lambda f: and_(f.c.state == "breached", f.c.stopped_at.is_not(None)),
        ),
        count("running", "Running", "Not due yet.", _in("running")),
        count("waived", "Waived", "Excused by a person.", _in("waived")),
        count("cancelled", "Cancelled", "Became pointless.", _in("cancelled")),
    ),
    by=("clock",),
    dimensions=("clock", "show", "source", "class", "rep", "interest", "month"),
)

REPORT = Report(
    name="attainment",
    group="fast",
    title="Standards kept",
    question="How often do we keep our own standards?",
    formula=(
        "Of each clock that ended met or broken, how many were met. Running clocks are not judged; cancelled ones "
        "had become pointless, waived ones were excused by a person: both are listed and count for nothing.",
        "A first contact the machine made keeps the standard ACK24 and is counted apart: the rate by people leaves "
        "it out above and keeps it below the line.",
        "A clock belongs to the period in which it was due, and to who owns the lead today.",
    ),
    basis="the moment the clock was due",
    method=("B7", "B8", "B22", "B23"),
    headline=("clocks", "rate"),
    tables=(TABLE,),
)
