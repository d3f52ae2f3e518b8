"""Unanswered inbound: prospects who asked and were left waiting (METHOD E7)."""

from typing import Any

from sqlalchemy import FromClause, Select, func, not_, select

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, oldest, percentile, total
from server.reports.touching import connect, human, inbound, stands, touch


def _facts(asked: Asked) -> Select[Any]:
    """Leads with something that came in after the last answer, how often and since when."""
    answer, asking = touch.alias("answer"), touch
    answered = (
        select(touch.c.lead_id, func.max(touch.c.at).label("at"))
        .where(stands(), human(touch) | connect(touch))
        .group_by(touch.c.lead_id)
        .subquery(answer.name)
    )
    waiting = (
        select(asking.c.lead_id, func.count().label("times"), func.min(asking.c.at).label("since"))
        .select_from(asking.outerjoin(answered, answered.c.lead_id == asking.c.lead_id))
        .where(
            stands(),
            inbound(asking),
            not_(connect(asking)),
            (answered.c.at.is_(None)) | (asking.c.at > answered.c.at),
        )
        .group_by(asking.c.lead_id)
        .subquery()
    )
    return asked.leads(
        waiting.c.times, waiting.c.since, (asked.now - waiting.c.since).label("wait"), at=waiting.c.since
    ).where(waiting.c.lead_id == lead.c.id, lead.c.outcome.is_distinct_from("do_not_contact"))


def _again(f: FromClause) -> Any:
    return f.c.times >= 2


REPORT = Report(
    name="inbound",
    group="falls",
    title="Unanswered inbound",
    question="Who asked us and got no answer?",
    formula=(
        "Counted are leads with something that came in and no contact by a person of ours after it. A talk answers "
        "what came before; the machine's mail answers nothing. Leads that are done count too: who writes after the "
        "end waits all the same. Who asked not to be contacted is left out.",
        "Asked again are those that came back at least twice without an answer between.",
    ),
    basis="the moment the first unanswered word came in",
    method=("E7",),
    headline=("waiting", "leads"),
    tables=(
        Table(
            "waiting",
            "Waiting for an answer",
            _facts,
            (
                count("leads", "Leads", "Prospects who wait for an answer."),
                total("times", "Requests", "How often they got in touch since our last word.", lambda f: f.c.times),
                count("again", "Asked again", "Came back at least twice.", _again),
                oldest("oldest", "Since", "The longest waiting asked then.", lambda f: f.c.since),
                percentile(
                    "half", "Half wait longer than", "The median of the time they wait.", 50, lambda f: f.c.wait
                ),
            ),
            by=("rep",),
        ),
    ),
)
