"""The one way leads are written: a transaction over any number of them.

It takes the revision clock, loads leads in bulk, keeps their changed state and new rows in memory, lets intake answer
`leads_changing`, and writes everything with a few bulk statements. Sync, screens, readings, sweeps and imports all
come through here, so the feed, the document and the columns can never disagree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any, cast

import orjson
from sqlalchemy import BindParameter, Connection, Table, bindparam, select

from server.auth.actor import Actor
from server.auth.queries import teams_by_person
from server.core import changes, signals
from server.core.bulk import insert_many, pipelined, update_many, upsert_many
from server.core.clock import now_ms
from server.core.db import Base, after_commit, table, writing
from server.core.ids import new_id
from server.leads.merge import RANK, Merged, Patch, Stamp, merge
from server.leads.models import FieldHistory, Lead, LeadScope
from server.leads.registers import is_fact
from server.leads.scopes import scopes_of
from server.leads.state import LeadState, blank, changes_of, columns_of, loaded

_lead = table(Lead)
_scope = table(LeadScope)
_history = table(FieldHistory)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
#: built once: building a statement costs more than running it
_LEADS = select(_lead).where(_lead.c.id.in_(_ids))
_PRESENT = select(_scope.c.lead_id, _scope.c.scope).where(_scope.c.lead_id.in_(_ids), _scope.c.present)
#: most ids one statement carries
CHUNK = 400


@cache
def _order() -> Mapping[Table, int]:
    """Table -> its place in an order in which every row comes after those it refers to."""
    return {rows: place for place, rows in enumerate(Base.metadata.sorted_tables)}


class Workspace:
    """Leads and rows being written in one transaction by one actor. Use `workspace(actor)`."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self.connection = connection
        self.actor = actor
        self.now = now_ms()
        self.rev, self.epoch = changes.take(connection)
        self._taken = self.rev
        self._leads: dict[str, LeadState | None] = {}
        self._dirty: dict[str, LeadState] = {}
        self._inserts: dict[Table, list[dict[str, Any]]] = {}
        self._updates: dict[Table, dict[str, dict[str, Any]]] = {}
        #: room for what answerers of signals keep for the length of the transaction
        self.memo: dict[str, Any] = {}

    # --- reading

    def load(self, ids: Iterable[str]) -> None:
        """Bring leads into memory, many with one statement."""
        missing = [id for id in dict.fromkeys(ids) if id not in self._leads]
        for start in range(0, len(missing), CHUNK):
            part = missing[start : start + CHUNK]
            self._leads.update(dict.fromkeys(part))
            for row in self.connection.execute(_LEADS, {"ids": part}).all():
                self._leads[row.id] = loaded(cast(Mapping[str, Any], row._mapping))

    def lead(self, id: str) -> LeadState | None:
        """The lead, or None when there is none. Says nothing about who may see it."""
        if id not in self._leads:
            self.load([id])
        return self._leads[id]

    def visible(self, lead: LeadState, actor: Actor | None = None) -> bool:
        """Whether the person sees the lead as it is now, changes of this transaction included."""
        actor = actor or self.actor
        return actor.user_id is None or not actor.scopes.isdisjoint(scopes_of(lead.head, self.teams_of))

    @cached_property
    def teams_of(self) -> Mapping[str, Sequence[str]]:
        """Person -> ids of her teams."""
        return teams_by_person(self.connection)

    # --- changing

    def create(self, id: str, *, event: str | None, source: str, by: str, captured_at: int) -> LeadState:
        """A new lead, to be written at the end."""
        lead = blank(id, event=event, source=source, by=by, captured_at=captured_at, received_at=self.now)
        self._leads[id] = lead
        self.touch(lead)
        return lead

    def touch(self, lead: LeadState, *, stale: bool = True) -> int:
        """Mark the lead changed under a new revision, which is returned. Not `stale`: intake need not look."""
        self.rev += 1
        lead.stale = lead.stale or stale
        lead.head["rev"] = self.rev
        self._dirty[lead.id] = lead
        return self.rev

    def patch(
        self,
        lead: LeadState,
        values: Mapping[str, Any],
        *,
        src: str = "human",
        op: str | None = None,
        device: str = "",
        seq: int = 0,
        base: int | None = None,
        at: int | None = None,
        given: Mapping[str, int] | None = None,
        notes: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Merged:
        """Merge tidied registers into the lead (docs/sync.md). `notes`: field -> {conf, box, capture} of a machine.

        `base` None: the writer sees the lead as it is now; `at` None: now.
        """
        rev = self.touch(lead, stale=False)
        patch = Patch(
            op=op or new_id(),
            device=device,
            seq=seq,
            base=rev - 1 if base is None else base,
            rank=RANK[src],
            at=self.now if at is None else at,
            values=values,
            given=given or {},
        )
        origin = lead.head["origin"]
        before = dict(origin)
        merged = merge(lead.fields, lead.stamps, patch, rev, self.now)
        merged.before = before
        lead.changed.update(merged.won)
        lead.stale = lead.stale or any(map(is_fact, merged.won))
        said = {"src": src, "by": self.actor.user_id, "at": patch.at}
        if notes:
            origin.update((name, {**said, **notes.get(name, {})}) for name in merged.won)
        else:
            origin.update(dict.fromkeys(merged.won, said))
        self._remember(lead, patch, merged, src)
        return merged

    def _remember(self, lead: LeadState, patch: Patch, merged: Merged, src: str) -> None:
        """Keep every value that was replaced or lost; the present one is on the lead."""
        for name, (old, stamp) in merged.won.items():
            if stamp is not None and old != patch.values[name]:
                origin = merged.before.get(name) or {}
                self._history_row(lead, name, old, stamp.op, origin, won=True)
        for name in merged.lost:
            if merged.lost[name] != patch.values[name]:
                origin = {"src": src, "by": self.actor.user_id, "at": patch.at}
                self._history_row(lead, name, patch.values[name], patch.op, origin, won=False)

    def _history_row(
        self, lead: LeadState, name: str, value: Any, op: str, origin: Mapping[str, Any], *, won: bool
    ) -> None:
        conf = origin.get("conf")
        self.insert(
            _history,
            {
                "op_id": op,
                "field": name,
                "lead_id": lead.id,
                "value": orjson.dumps(value).decode(),
                "origin": origin.get("src", "human"),
                "by": origin.get("by"),
                "conf": None if conf is None else round(conf * 100),
                "won": won,
                "at": origin.get("at", self.now),
            },
        )

    def insert(self, rows: Table, row: dict[str, Any]) -> None:
        """Add a row; rows of one table must name the same columns."""
        self._inserts.setdefault(rows, []).append(row)

    def update(self, rows: Table, id: str, values: dict[str, Any]) -> None:
        """Change columns of the row with this id (or sha256)."""
        self._updates.setdefault(rows, {}).setdefault(id, {}).update(values)

    # --- writing

    @property
    def dirty(self) -> list[LeadState]:
        """The leads changed so far."""
        return list(self._dirty.values())

    def flush(self) -> None:
        """Let intake answer, then write everything. Called once, at the end."""
        if self._dirty:
            signals.leads_changing.send(self, leads=self.dirty)
        new = [columns_of(lead) for lead in self.dirty if lead.new]
        if new:
            self._inserts[_lead] = new
        changed = {lead.id: changes_of(lead) for lead in self.dirty if not lead.new}
        moved, entries = self._feed()
        with pipelined(self.connection):
            for rows in sorted(self._inserts, key=_order().__getitem__):
                insert_many(self.connection, rows, self._inserts[rows])
            for rows, by_id in ((_lead, changed), *self._updates.items()):
                self._write_updates(rows, by_id)
            # the entries of a lead that nobody gains or loses move on together
            update_many(self.connection, _scope, ["rev"], moved, by="lead_id", where="present")
            upsert_many(self.connection, _scope, entries)
            if self.rev != self._taken:
                changes.advance(self.connection, self.rev)

    def _write_updates(self, rows: Table, by_id: Mapping[str, Mapping[str, Any]]) -> None:
        alike: dict[frozenset[str], list[dict[str, Any]]] = {}
        for id, values in by_id.items():
            alike.setdefault(frozenset(values), []).append({**values, "b_id": id})
        for names, batch in alike.items():
            update_many(self.connection, rows, sorted(names), batch)

    def _feed(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """(leads that move on in every scope they are in, entries of the others)."""
        # who sees a lead rests on what only somebody who opened it can have changed
        opened = [lead for lead in self.dirty if lead.opened]
        moved = [{"b_id": lead.id, "rev": lead.head["rev"]} for lead in self.dirty if not lead.opened]
        feed = self._scopes([lead.id for lead in opened if not lead.new])
        entries: list[dict[str, Any]] = []
        for lead in opened:
            now_in, was_in = scopes_of(lead.head, self.teams_of), feed.get(lead.id, set())
            rev = lead.head["rev"]
            if now_in == was_in and not lead.witnesses:
                moved.append({"b_id": lead.id, "rev": rev})
                continue
            entries += [
                {"scope": scope, "lead_id": lead.id, "rev": rev, "present": scope in now_in}
                for scope in now_in | was_in | lead.witnesses
            ]
        return moved, entries

    def _scopes(self, ids: list[str]) -> dict[str, set[str]]:
        """Lead -> the scopes it is in according to the feed."""
        scopes: dict[str, set[str]] = {}
        for start in range(0, len(ids), CHUNK):
            for lead_id, scope in self.connection.execute(_PRESENT, {"ids": ids[start : start + CHUNK]}).all():
                scopes.setdefault(lead_id, set()).add(scope)
        return scopes


@contextmanager
def workspace(actor: Actor) -> Iterator[Workspace]:
    """A write transaction over leads: flushed and committed at the end, nothing at all on an error."""
    with writing() as connection:
        ws = Workspace(connection, actor)
        yield ws
        ws.flush()
        # inside a larger transaction nothing is sure before that one has ended well
        after_commit(lambda: signals.leads_committed.send(ws, leads=ws.dirty))


class _Rehearsed(Exception):
    """Ends a transaction without writing it."""


@contextmanager
def rehearsal(actor: Actor) -> Iterator[Workspace]:
    """A workspace of which nothing is ever written: what would happen, seen by doing it."""
    try:
        with writing() as connection:
            yield Workspace(connection, actor)
            raise _Rehearsed
    except _Rehearsed:
        pass


__all__ = ["LeadState", "Stamp", "Workspace", "rehearsal", "workspace"]
