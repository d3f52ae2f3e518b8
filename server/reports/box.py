"""Box under the desk: cards nobody has followed up, wherever they are (METHOD A13, E4)."""

from typing import Any

from sqlalchemy import FromClause, Select, func, select

from server.auth.models import Device, User
from server.auth.reach import within_reach
from server.cards.models import Capture
from server.core.db import table
from server.reports.asking import Asked, lead
from server.reports.tables import Figure, Listing, Report, Table, Values, count, oldest, share

_capture, _device, _user = table(Capture), table(Device), table(User)
#: what a card is; a memo or a typed lead waits for no reader
CARDS = ("card", "badge_qr", "badge_barcode")


def _leads(asked: Asked) -> Select[Any]:
    return asked.leads(lead.c.first_human_out_at).where(lead.c.status < 5)


def _untouched(f: FromClause) -> Any:
    return f.c.first_human_out_at.is_(None)


def _cards(asked: Asked) -> Select[Any]:
    return asked.leads(_capture.c.status).where(
        _capture.c.lead_id == lead.c.id, _capture.c.kind.in_(CARDS), lead.c.status < 5
    )


def _phones(asked: Asked) -> tuple[list[dict[str, Any]], Values]:
    query = (
        select(
            _user.c.name,
            func.sum(_device.c.outbox_count).label("waiting"),
            func.min(_device.c.outbox_oldest_at).label("oldest"),
        )
        .where(_user.c.id == _device.c.user_id, _device.c.revoked_at.is_(None), _device.c.outbox_count > 0)
        .group_by(_user.c.id, _user.c.name)
    )
    reach = None if asked.sees_all else within_reach(asked.connection, asked.actor)
    if reach is not None:
        query = query.where(_user.c.id.in_(sorted(reach)))
    query = asked.by_person(query, _user.c.id).order_by(func.sum(_device.c.outbox_count).desc(), _user.c.name)
    rows = [
        {"label": row.name, "values": {"waiting": int(row.waiting), "oldest": row.oldest}}
        for row in asked.connection.execute(query)
    ]
    since = [row["values"]["oldest"] for row in rows if row["values"]["oldest"] is not None]
    total = {"waiting": sum(row["values"]["waiting"] for row in rows), "oldest": min(since, default=None)}
    return rows, total


REPORT = Report(
    name="box",
    group="falls",
    title="Box under the desk",
    question="Which cards has nobody followed up?",
    formula=(
        "Counted are open leads without any contact by a person since the booth: no call, mail, letter, message or "
        "meeting of ours. An automatic mail does not take a card out of the box, a bounced one neither.",
        "Cards that wait to be read or looked at, and cards still on phones, are listed apart: they may be in the "
        "box and nobody knows.",
    ),
    method=("A13", "E4"),
    headline=("leads", "untouched"),
    tables=(
        Table(
            "leads",
            "Leads nobody has contacted",
            _leads,
            (
                count("untouched", "In the box", "Open leads without a contact by a person.", _untouched),
                count("open", "Open leads", "Leads that are not done."),
                share("part", "Part", "untouched", "open", "In the box ÷ open leads."),
                oldest(
                    "oldest",
                    "Oldest",
                    "When the longest waiting of them was captured.",
                    lambda f: f.c.at,
                    _untouched,
                ),
            ),
        ),
        Table(
            "cards",
            "Cards waiting to be read",
            _cards,
            (
                count(
                    "reading",
                    "Not read yet",
                    "Cards whose picture is on its way or in line for reading.",
                    lambda f: f.c.status.in_(("pending", "ocr")),
                ),
                count(
                    "review",
                    "Not looked at",
                    "Cards read by the machine, or unreadable, that nobody has looked at.",
                    lambda f: f.c.status.in_(("review", "rejected")),
                ),
            ),
            dimensions=("show", "source", "class", "rep", "month"),
        ),
        Listing(
            "phones",
            "Leads still on phones",
            (
                Figure("waiting", "Not sent", "Leads phones said they still hold.", leads=False),
                Figure("oldest", "Since", "When the oldest of them was taken.", "instant", "min", leads=False),
            ),
            _phones,
        ),
    ),
)
