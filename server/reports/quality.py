"""Data quality: what stands between a lead and being reached (METHOD A19, D2)."""

from typing import Any

from sqlalchemy import FromClause, Select, and_

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, share, total
from server.reports.touching import stands, touch


def _leads(asked: Asked) -> Select[Any]:
    names = ("status", "outcome", "email_norm", "phone_e164", "unsure", "needs_review", "person_id")
    return asked.leads(*(lead.c[name] for name in names))


def _mails(asked: Asked) -> Select[Any]:
    return asked.leads(touch.c.outcome, touch.c.auto, at=touch.c.at).where(
        touch.c.lead_id == lead.c.id, touch.c.channel == "email", touch.c.direction == "out", stands()
    )


def _unreachable(f: FromClause) -> Any:
    return and_(f.c.email_norm.is_(None), f.c.phone_e164.is_(None))


REPORT = Report(
    name="quality",
    group="work",
    title="Data quality",
    question="Can we rely on what we wrote down?",
    formula=(
        "No way to reach are leads without a usable e-mail address and without a dialable number.",
        "Unsure are leads with a field that a machine read and was less than 90 per cent sure of, and that nobody "
        "has confirmed or written anew.",
        "The bounce rate is mails that came back ÷ mails sent, the machine's mails included.",
    ),
    method=("A19", "D2"),
    headline=("leads", "unreachable_part"),
    tables=(
        Table(
            "leads",
            "Leads",
            _leads,
            (
                count("leads", "Leads", "Every lead but duplicates."),
                count("unreachable", "No way to reach", "Neither e-mail nor phone.", _unreachable),
                share("unreachable_part", "Part", "unreachable", "leads", "No way to reach ÷ leads."),
                count("unsure", "Unsure", "At least one unsure field.", lambda f: f.c.unsure > 0),
                total("fields", "Unsure fields", "All their unsure fields.", lambda f: f.c.unsure),
                count("review", "Not looked at", "A card nobody has looked at.", lambda f: f.c.needs_review),
                count(
                    "no_prospect",
                    "Not a prospect",
                    "Closed as not a prospect.",
                    lambda f: f.c.outcome == "not_a_prospect",
                ),
            ),
        ),
        Table(
            "mails",
            "Mails",
            _mails,
            (
                count("mails", "Mails", "Sent by people and by the machine."),
                count("bounced", "Bounced", "Came back.", lambda f: f.c.outcome == "bounced"),
                share("rate", "Bounce rate", "bounced", "mails", "Bounced ÷ mails."),
            ),
        ),
    ),
)
