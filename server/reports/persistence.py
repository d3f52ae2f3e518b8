"""Touches and persistence: how often we try, and when we give up (METHOD D4, D5)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func

from server.followups.outcomes import ATTEMPTS_BEFORE_UNREACHABLE
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, per, share, total
from server.reports.touching import human, stands, touch

#: attempts from here on share the last bar
MOST = 10
GIVEN_UP = ("lost", "no_decision", "unreachable")


def _reached(asked: Asked) -> Select[Any]:
    """Leads that were reached, with the attempts of people it took: up to the first talk, that one included."""
    tries = (
        touch.select()
        .with_only_columns(func.count())
        .where(touch.c.lead_id == lead.c.id, stands(), human(touch), touch.c.at <= lead.c.first_connect_at)
        .correlate(lead)
        .scalar_subquery()
    )
    return asked.leads(
        case((tries > MOST, MOST), else_=tries).label("attempts"), tries.label("tries"), lead.c.first_connect_at
    ).where(lead.c.first_connect_at.is_not(None))


def _effort(asked: Asked) -> Select[Any]:
    names = ("status", "outcome", "attempts", "first_connect_at", "last_in_at")
    return asked.leads(*(lead.c[name] for name in names))


def _waiting(f: FromClause) -> ColumnElement[bool]:
    return and_(f.c.status < 5, f.c.first_connect_at.is_(None))


def _given_up(f: FromClause) -> ColumnElement[bool]:
    few = f.c.attempts < ATTEMPTS_BEFORE_UNREACHABLE
    return and_(f.c.outcome.in_(GIVEN_UP), f.c.first_connect_at.is_(None), few)


REPORT = Report(
    name="persistence",
    group="work",
    title="Touches and persistence",
    question="Do we try often enough?",
    formula=(
        "An attempt is a contact a person of ours made after the booth and that can have arrived. The histogram "
        "counts the attempts up to and with the first talk; none means the prospect got in touch first.",
        "Given up too early are leads closed as lost, no decision or unreachable that nobody ever talked to, after "
        f"fewer than {ATTEMPTS_BEFORE_UNREACHABLE} attempts.",
    ),
    method=("D4", "D5"),
    headline=("effort", "given_up"),
    tables=(
        Table(
            "reached",
            "Attempts until the first talk",
            _reached,
            (
                count("leads", "Leads", "Leads that were talked to."),
                total("tries", "Attempts", "All their attempts until then.", lambda f: f.c.tries),
            ),
            by=("attempts",),
            dimensions=("attempts", "show", "class", "rep"),
        ),
        Table(
            "effort",
            "Effort",
            _effort,
            (
                count("leads", "Leads", "Every lead but duplicates."),
                total("tries", "Attempts", "Contacts people made.", lambda f: f.c.attempts),
                per("each", "Per lead", "tries", "leads", "Attempts ÷ leads."),
                count("talked", "Talked to", "Had a talk.", lambda f: f.c.first_connect_at.is_not(None)),
                share("talked_part", "Part", "talked", "leads", "Talked to ÷ leads."),
                count("waiting", "Not reached yet", "Open and never talked to.", _waiting),
                count(
                    "asked",
                    "Asked, never reached",
                    "They contacted us, and nobody has talked to them.",
                    lambda f: and_(f.c.last_in_at.is_not(None), f.c.first_connect_at.is_(None)),
                ),
                count("given_up", "Given up too early", "Closed without a talk, too few attempts.", _given_up),
            ),
        ),
    ),
)
