"""Finding the doubles of changed leads: indexed look-ups by key, then each pair is scored once."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, tuple_, update

from server.core import changes
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.duplicates.candidates import Pair, pair
from server.duplicates.evidence import card_of, is_comparable, pictures_of
from server.duplicates.keys import keys_of
from server.duplicates.matching import LEAST, Match, match
from server.duplicates.models import DupCandidate, DupKey
from server.duplicates.pictures import looks
from server.leads.models import Lead
from server.leads.queries import loaded
from server.leads.workspace import CHUNK

_lead, _key, _candidate = table(Lead), table(DupKey), table(DupCandidate)
#: a key of more leads than that belongs to a crowd: a trade fair's own address, a hall's telephone
CROWD = 60
Docs = Mapping[str, dict[str, Any]]


def write_keys(ids: list[str]) -> None:
    """Put the leads under the keys others find them by."""
    with writing() as connection:
        changes.take(connection)  # before any other row: every writer takes the clock first
        docs = documents(connection, ids)
        known = looks(connection, (sha for doc in docs.values() for sha in pictures_of(doc)))
        comparable = {id: doc for id, doc in docs.items() if is_comparable(doc)}
        rows = [(id, key) for id, doc in comparable.items() for key in keys_of(card_of(doc, known))]
        stored = connection.execute(select(_key.c.lead_id, _key.c.key).where(_key.c.lead_id.in_(ids)))
        before = {(id, key) for id, key in stored}
        gone = sorted(before.difference(rows))
        for start in range(0, len(gone), CHUNK):
            part = gone[start : start + CHUNK]
            connection.execute(delete(_key).where(tuple_(_key.c.lead_id, _key.c.key).in_(part)))
        new = [{"lead_id": id, "key": key} for id, key in sorted(set(rows) - before)]
        if new:
            connection.execute(insert(_key), new)


def documents(connection: Connection, ids: Iterable[str]) -> Docs:
    """Lead id -> document."""
    wanted, found = sorted(set(ids)), {}
    for start in range(0, len(wanted), CHUNK):
        rows = select(_lead.c.id, _lead.c.doc).where(_lead.c.id.in_(wanted[start : start + CHUNK]))
        found.update({id: loaded(doc) for id, doc in connection.execute(rows)})
    return found


def compare(ids: list[str]) -> dict[Pair, Match]:
    """Every pair one of the leads is in, by a common key or because it was noticed before, with its score now."""
    with reading() as connection:
        pairs = _by_keys(connection, ids) | _noticed(connection, ids)
        docs = documents(connection, (id for two in pairs for id in two))
        known = looks(connection, (sha for doc in docs.values() for sha in pictures_of(doc)))
    cards = {id: card_of(doc, known) for id, doc in docs.items() if is_comparable(doc)}
    nothing = Match(0, ())
    return {
        two: match(cards[two[0]], cards[two[1]]) if two[0] in cards and two[1] in cards else nothing
        for two in sorted(pairs)
    }


def _by_keys(connection: Connection, ids: list[str]) -> set[Pair]:
    mine = select(_key.c.key).where(_key.c.lead_id.in_(ids)).distinct().scalar_subquery()
    shared = select(_key.c.key).where(_key.c.key.in_(mine)).group_by(_key.c.key)
    keys = list(connection.execute(shared.having(func.count().between(2, CROWD))).scalars())
    wanted, pairs = set(ids), set()
    for start in range(0, len(keys), CHUNK):
        rows = select(_key.c.key, _key.c.lead_id).where(_key.c.key.in_(keys[start : start + CHUNK]))
        under: dict[int, list[str]] = {}
        for key, lead_id in connection.execute(rows):
            under.setdefault(key, []).append(lead_id)
        pairs |= {pair(a, b) for leads in under.values() for a in leads if a in wanted for b in leads if a != b}
    return pairs


def _noticed(connection: Connection, ids: list[str]) -> set[Pair]:
    rows = select(_candidate.c.a, _candidate.c.b).where(_either(ids))
    return {(a, b) for a, b in connection.execute(rows)}


def _either(ids: Iterable[str]) -> Any:
    wanted = list(ids)
    return or_(_candidate.c.a.in_(wanted), _candidate.c.b.in_(wanted))


def write_candidates(connection: Connection, found: Mapping[Pair, Match], met_before: set[Pair]) -> None:
    """Bring the candidates in line with the scores. What a person decided stands, unless there is better evidence.

    `met_before`: pairs known to be one person at two shows, about which nothing is left to ask.
    """
    ids = {id for two in found for id in two}
    stored = connection.execute(select(_candidate).where(_either(sorted(ids)))).mappings()
    known = {(row["a"], row["b"]): row for row in stored}
    for two, result in found.items():
        row = known.get(two)
        worth_asking = result.score >= LEAST and two not in met_before
        if row is None:
            if worth_asking:
                _add(connection, two, result)
        elif row["state"] == "open" and not worth_asking:
            connection.execute(delete(_candidate).where(_candidate.c.id == row["id"]))
        elif row["state"] in ("open", "distinct") and result.score != row["score"]:
            _rescore(connection, row, result)


def _add(connection: Connection, two: Pair, result: Match) -> None:
    row = {"id": new_id(), "a": two[0], "b": two[1], "state": "open", "found_at": now_ms()}
    connection.execute(insert(_candidate).values(**row, **_written(result)))


def _rescore(connection: Connection, row: Mapping[Any, Any], result: Match) -> None:
    values = _written(result)
    if row["state"] == "distinct" and result.score > (row["decided_score"] or 0):
        values["state"] = "open"
    connection.execute(update(_candidate).where(and_(_candidate.c.id == row["id"])).values(values))


def _written(result: Match) -> dict[str, Any]:
    return {"score": result.score, "reasons": [asdict(why) for why in result.reasons]}
