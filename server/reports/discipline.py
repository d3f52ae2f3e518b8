"""Update discipline: who keeps the system up to date (METHOD C10, A19)."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, not_

from server.core.db import table
from server.leads.models import LeadNote
from server.plans.models import Step
from server.reports.asking import Asked, lead
from server.reports.tables import Report, Table, count, oldest, percentile, share
from server.reports.touching import human, stands, touch

_step, _note = table(Step), table(LeadNote)


def _steps(asked: Asked) -> Select[Any]:
    return asked.leads(_step.c.channel, (asked.now - _step.c.due_at).label("over"), at=_step.c.due_at).where(
        _step.c.lead_id == lead.c.id,
        _step.c.state.in_(("planned", "due")),
        _step.c.due_at < asked.now,
        _step.c.touch_id.is_(None),
        lead.c.status < 5,
    )


def _leads(asked: Asked) -> Select[Any]:
    noted = exists().where(_note.c.lead_id == lead.c.id).correlate(lead)
    return asked.leads(lead.c.touches, noted.label("noted")).where(lead.c.status < 5)


def _touches(asked: Asked) -> Select[Any]:
    query = asked.leads(touch.c.note, touch.c.user_id.label("agent"), at=touch.c.at, mine=False).where(
        touch.c.lead_id == lead.c.id, stands(), human(touch)
    )
    return asked.by_person(query, touch.c.user_id)


REPORT = Report(
    name="discipline",
    group="work",
    title="Update discipline",
    question="Who keeps the system up to date?",
    formula=(
        "Overdue steps are steps of open leads whose moment has passed and to which no contact was logged.",
        "Never worked on are open leads without any contact and without any note since they were captured.",
        "Without a word are contacts people made and wrote nothing about.",
    ),
    basis="the moment the step was due, the lead was captured, the contact was made",
    method=("A19", "C10"),
    headline=("steps", "overdue"),
    tables=(
        Table(
            "steps",
            "Steps overdue",
            _steps,
            (
                count("overdue", "Overdue", "Steps past their moment, nothing logged."),
                oldest("oldest", "Oldest", "When the oldest was due.", lambda f: f.c.at),
                percentile("over", "Half late by", "Half are late by no more than.", 50, lambda f: f.c.over),
            ),
            by=("rep",),
            dimensions=("rep", "channel", "show", "class", "month"),
        ),
        Table(
            "leads",
            "Leads never worked on",
            _leads,
            (
                count("open", "Open leads", "Leads that are not done."),
                count(
                    "idle",
                    "Never worked on",
                    "No contact and no note.",
                    lambda f: and_(f.c.touches == 0, not_(f.c.noted)),
                ),
                share("part", "Part", "idle", "open", "Never worked on ÷ open leads."),
            ),
            by=("rep",),
        ),
        Table(
            "touches",
            "Contacts without a word",
            _touches,
            (
                count("touches", "Contacts", "Outbound, made by people."),
                count("mute", "Without a word", "No note.", lambda f: func.coalesce(f.c.note, "") == ""),
                share("part", "Part", "mute", "touches", "Without a word ÷ contacts."),
            ),
            by=("agent",),
            dimensions=("agent", "show", "class", "month"),
        ),
    ),
)
