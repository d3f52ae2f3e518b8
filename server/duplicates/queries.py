"""Pairs to decide about, each with both leads side by side."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from server.auth.actor import Actor
from server.core.clock import iso
from server.core.db import table
from server.core.errors import NotFound
from server.duplicates.models import DupCandidate, Merge
from server.leads.models import Lead
from server.leads.queries import loaded, visible

_candidate, _lead, _merge = table(DupCandidate), table(Lead), table(Merge)
SHOWN = ("given_name", "family_name", "company", "job_title", "email", "phone", "city", "country")


def page(
    connection: Connection, actor: Actor, state: str, lead: str | None, *, number: int, size: int
) -> tuple[list[dict[str, Any]], int]:
    """(pairs of one page, how many there are) where the person sees both leads; the surest first."""
    seen = visible(actor, _lead.c.id).scalar_subquery()
    fits = [_candidate.c.state == state, _candidate.c.a.in_(seen), _candidate.c.b.in_(seen)]
    if lead is not None:
        fits.append(or_(_candidate.c.a == lead, _candidate.c.b == lead))
    total = connection.execute(select(func.count()).select_from(_candidate).where(*fits)).scalar_one()
    order = (_candidate.c.score.desc(), _candidate.c.found_at.desc(), _candidate.c.id)
    rows = select(_candidate).where(*fits).order_by(*order).limit(size).offset((number - 1) * size)
    return _shown(connection, [dict(row) for row in connection.execute(rows).mappings()]), total


def one(connection: Connection, actor: Actor, candidate_id: str) -> dict[str, Any]:
    """One pair. Raises NotFound also where the person does not see both leads."""
    row = connection.execute(select(_candidate).where(_candidate.c.id == candidate_id)).mappings().first()
    if row is None:
        raise NotFound()
    both = visible(actor, func.count()).where(_lead.c.id.in_((row["a"], row["b"])))
    if connection.execute(both).scalar_one() < 2:
        raise NotFound()
    return _shown(connection, [dict(row)])[0]


def _shown(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = {id for row in rows for id in (row["a"], row["b"])}
    docs = {
        id: loaded(doc)
        for id, doc in connection.execute(select(_lead.c.id, _lead.c.doc).where(_lead.c.id.in_(sorted(ids))))
    }
    merges = _merges(connection, ids)
    return [_pair(row, docs, merges) for row in rows]


def _merges(connection: Connection, ids: set[str]) -> dict[frozenset[str], str]:
    both = and_(_merge.c.winner.in_(sorted(ids)), _merge.c.loser.in_(sorted(ids)), _merge.c.undone_at.is_(None))
    rows = connection.execute(select(_merge.c.id, _merge.c.winner, _merge.c.loser).where(both))
    return {frozenset((winner, loser)): id for id, winner, loser in rows}


def _pair(
    row: Mapping[str, Any], docs: Mapping[str, dict[str, Any]], merges: Mapping[frozenset[str], str]
) -> dict[str, Any]:
    one, other = docs[row["a"]], docs[row["b"]]
    shows = {doc["event"] for doc in (one, other)} - {None}
    return {
        **{name: row[name] for name in ("id", "score", "reasons", "state", "decided_by")},
        "found_at": iso(row["found_at"]),
        "decided_at": iso(row["decided_at"]),
        "merge": merges.get(frozenset((row["a"], row["b"]))),
        "two_shows": len(shows) > 1,
        "keep": max((one, other), key=_claim)["id"],
        "leads": [_summary(one), _summary(other)],
    }


def _claim(doc: Mapping[str, Any]) -> tuple[bool, bool, int, int, str]:
    """How much speaks for keeping this lead: open, owned, with more history, captured first."""
    return doc["status"] < 5, doc["owner"] is not None, len(doc["touches"]), -doc["captured_at"], doc["id"]


def _summary(doc: Mapping[str, Any]) -> dict[str, Any]:
    pictures = (c["blob"]["sha256"] for c in doc["captures"] if c["kind"] == "card" and c["blob"])
    same = ("id", "event", "captured_by", "owner", "class", "status", "outcome")
    return {
        **{name: doc[name] for name in same},
        **{name: doc["fields"].get(name) for name in SHOWN},
        "captured_at": iso(doc["captured_at"]),
        "touches": len(doc["touches"]),
        "notes": len(doc["notes"]),
        "card": next(pictures, None),
    }
