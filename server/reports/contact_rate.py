"""Documented contact rate: how many leads somebody really contacted (METHOD E5, E6)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, not_

from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, share
from server.reports.touching import after_booth, human, inbound, outbound, stands, touch


def _facts(asked: Asked) -> Select[Any]:
    kinds = (("human", human(touch)), ("any_out", outbound(touch)), ("came_in", inbound(touch)))
    said = (
        touch.select()
        .with_only_columns(touch.c.lead_id, *(func.max(case((test, 1), else_=0)).label(name) for name, test in kinds))
        .where(stands(), after_booth(touch))
        .group_by(touch.c.lead_id)
        .subquery()
    )
    flags = (func.coalesce(said.c[name], 0).label(name) for name, _ in kinds)
    return asked.leads(*flags).select_from(lead.outerjoin(said, said.c.lead_id == lead.c.id))


def _documented(f: FromClause) -> ColumnElement[bool]:
    return (f.c.human + f.c.came_in) > 0


def _by_machine_only(f: FromClause) -> ColumnElement[bool]:
    return and_(not_(_documented(f)), f.c.any_out > 0)


REPORT = Report(
    name="contact-rate",
    group="falls",
    title="Documented contact rate",
    question="How many leads did we really follow up?",
    formula=(
        "A contact is documented when it is in the log: a person of ours reached out, or the prospect came back to "
        "us. The talk at the booth is the capture and does not count, a bounced mail and the machine's own mail "
        "neither.",
        "Never followed up are leads no person of ours has contacted, whatever the prospect did.",
        "The figure is the organisation's own. For comparison: the campaign in the method's source documented 37 "
        "contacts for 1,500 responses, 2.5 per cent.",
    ),
    method=("E5", "E6"),
    headline=("leads", "rate"),
    tables=(
        Table(
            "leads",
            "Leads and what is on record",
            _facts,
            (
                count("leads", "Leads", "Every lead but duplicates."),
                count("documented", "Documented", "A contact by a person, in either direction.", _documented),
                share("rate", "Rate", "documented", "leads", "Documented ÷ leads."),
                count(
                    "never",
                    "Never followed up",
                    "No person of ours has contacted them.",
                    lambda f: f.c.human == 0,
                ),
                share("never_part", "Part", "never", "leads", "Never followed up ÷ leads."),
                count("machine", "By the machine only", "Nothing but automatic mail.", _by_machine_only),
            ),
        ),
    ),
)
