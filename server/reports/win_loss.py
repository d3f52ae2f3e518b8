"""Wins and losses: why, and whether it was our doing (METHOD C11, C12)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, not_

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, share

LOST = ("lost", "no_decision", "unreachable")


def _facts(asked: Asked) -> Select[Any]:
    names = ("outcome", "objection", "competitor", "process_clean")
    columns = (lead.c[name] for name in names)
    return asked.leads(*columns, lead.c.outcome_reason.label("reason"), at=lead.c.closed_at).where(lead.c.status == 5)


def _lost(f: FromClause) -> ColumnElement[bool]:
    return f.c.outcome.in_(LOST)


REPORT = Report(
    name="win-loss",
    group="brings",
    title="Wins and losses",
    question="Why do we win, why do we lose, and was it us?",
    formula=(
        "Lost are leads closed as lost, no decision or unreachable. Lost clean: every standard was kept, the plan "
        "was followed until the end and a contact is on record. Lost by our process: one of these was not so.",
        "Reasons, objections and competitors are the words of whoever closed the lead.",
    ),
    basis="the moment the lead was closed",
    method=("C11", "C12"),
    headline=("closed", "by_us_part"),
    tables=(
        Table(
            "closed",
            "Leads that ended",
            _facts,
            (
                count("closed", "Ended", "Done, with any outcome but duplicate."),
                count("won", "Won", "Closed as won.", lambda f: f.c.outcome == "won"),
                count("lost", "Lost", "Lost, no decision or unreachable.", _lost),
                count("clean", "Lost clean", "Managed as promised.", lambda f: and_(_lost(f), f.c.process_clean)),
                count(
                    "by_us",
                    "Lost by our process",
                    "Something promised was not done.",
                    lambda f: and_(_lost(f), not_(f.c.process_clean)),
                ),
                share("by_us_part", "Part", "by_us", "lost", "Lost by our process ÷ lost."),
            ),
            by=("reason",),
            dimensions=("reason", "class", "competitor", "objection", "outcome", "show", "source", "rep", "month"),
        ),
    ),
)
