"""Handing a whole queue over for good: previewed, worked in batches that survive a crash, and undoable (A16)."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from server.assignment import batches
from server.assignment.candidates import LIVE, sellers
from server.assignment.models import Handover
from server.assignment.operations import can_own, set_owner
from server.assignment.spreading import Spread
from server.assignment.tally import Tally
from server.auth.actor import Actor
from server.auth.models import User
from server.auth.scopes import scopes_of_user
from server.core import audit
from server.core.clock import SECOND, now_ms
from server.core.db import reading, table, writing
from server.core.errors import Conflict, Invalid, NotFound
from server.core.ids import new_id
from server.jobs.operations import SOON, enqueue
from server.jobs.registry import Leased, job
from server.leads.models import Lead
from server.leads.queries import visible
from server.leads.workspace import LeadState, Workspace, rehearsal, workspace

_handover, _user, _lead = table(Handover), table(User), table(Lead)
CARRY_ON = "assignment.handover"
#: leads moved in one transaction: others must get their turn at the lock
BATCH = 100
#: batches done while the person waits; a worker does the rest
AT_ONCE = 3
#: after so long a worker looks whether the server died in between
LOOK_AFTER = 30 * SECOND


def preview(actor: Actor, from_id: str, receivers: Sequence[str]) -> dict[str, Any]:
    """Who would get how many, by which rule: `{total, people}`; nothing is written. Raises as `begin` does."""
    tally = Tally()
    with rehearsal(actor) as ws:
        _check(ws, from_id, receivers)
        leads = _load(ws, _queue(actor, from_id))
        spread = Spread(ws, receivers, without=from_id)
        spread.look_at(leads)
        for lead in leads:
            tally.count(spread.choose(lead))
        people = tally.people(ws.connection)
    return {"total": len(leads), "people": people}


def begin(actor: Actor, from_id: str, receivers: Sequence[str], reason: str) -> dict[str, Any]:
    """Hand the queue over: to those named, else to whoever the rules choose. Answers as `find` does.

    Raises NotFound, Invalid `unknown_person`, Conflict `nothing_to_hand_over`.
    """
    id = new_id()
    with workspace(actor) as ws:
        _check(ws, from_id, receivers)
        total = ws.connection.execute(_queue(actor, from_id, func.count())).scalar_one()
        if not total:
            raise Conflict("There is nothing to hand over.", code="nothing_to_hand_over")
        row = {"id": id, "from_id": from_id, "receivers": list(receivers), "reason": reason, "by": actor.user_id}
        ws.connection.execute(insert(_handover).values(**row, at=ws.now, state="running", total=total))
        diff = {"from": [None, from_id], "to": [None, list(receivers) or "rules"], "reason": [None, reason]}
        audit.record(ws.connection, "queue.handed_over", object=from_id, diff=diff, **actor.trace())
        enqueue(ws.connection, CARRY_ON, f"{CARRY_ON}:{id}", {"id": id}, run_at=ws.now + LOOK_AFTER)
    return _work(actor, id)


def undo(actor: Actor, id: str) -> dict[str, Any]:
    """Give everything back that nobody changed since. Raises NotFound, Conflict `handover_state`, `owner_gone`."""
    with workspace(actor) as ws:
        row = find(ws.connection, id)
        if row["state"] != "done":
            raise Conflict("It is still running, or was taken back already.", code="handover_state")
        if not can_own(ws, row["from_id"]):
            raise Conflict("The owner before no longer works here. Choose somebody else.", code="owner_gone")
        _change(ws.connection, id, state="undoing", ended_at=None)
        audit.record(ws.connection, "queue.given_back", object=row["from_id"], **actor.trace())
        enqueue(ws.connection, CARRY_ON, f"{CARRY_ON}:{id}:undo", {"id": id}, run_at=ws.now + LOOK_AFTER)
    return _work(actor, id)


def find(connection: Connection, id: str) -> dict[str, Any]:
    """The hand-over as a row. Raises NotFound."""
    row = connection.execute(select(_handover).where(_handover.c.id == id)).mappings().first()
    if row is None:
        raise NotFound()
    return dict(row)


def listed(connection: Connection, most: int = 20) -> list[dict[str, Any]]:
    """The latest hand-overs, newest first."""
    rows = select(_handover).order_by(_handover.c.at.desc(), _handover.c.id.desc()).limit(most)
    return [dict(row) for row in connection.execute(rows).mappings()]


def _work(actor: Actor, id: str) -> dict[str, Any]:
    """A few batches at once; what is left is a worker's."""
    ended = any(_batch(actor, id) for _ in range(AT_ONCE))
    with writing() as connection:
        if not ended:
            enqueue(connection, CARRY_ON, f"{CARRY_ON}:{new_id()}", {"id": id}, priority=SOON)
        return find(connection, id)


@job(CARRY_ON)
def _carry_on(leased: Leased) -> None:
    with reading() as connection:
        row = find(connection, leased.payload["id"])
        actor = _person(connection, row["by"])
    while not _batch(actor, row["id"]):
        pass


def _person(connection: Connection, user_id: str) -> Actor:
    """Whoever began it, with what she sees now."""
    row = connection.execute(select(_user).where(_user.c.id == user_id)).mappings().one()
    scopes = scopes_of_user(connection, dict(row))
    return Actor(user_id, row["name"], frozenset(row["roles"]), scopes)


def _batch(actor: Actor, id: str) -> bool:
    """Move, or give back, the next leads in one transaction; True when there are none left."""
    with workspace(actor) as ws:
        row = find(ws.connection, id)
        if row["state"] == "running":
            moved = _move(ws, row)
            _change(ws.connection, id, moved=row["moved"] + moved)
        elif row["state"] == "undoing":
            moved = len(batches.undo(ws, id, f"Hand-over taken back by {actor.name}.", BATCH)[0])
            _change(ws.connection, id, returned=row["returned"] + moved)
        else:
            return True
        if moved == 0:
            _change(ws.connection, id, state="done" if row["state"] == "running" else "undone", ended_at=now_ms())
        return moved == 0


def _move(ws: Workspace, row: dict[str, Any]) -> int:
    leads = _load(ws, _queue(ws.actor, row["from_id"]).limit(BATCH))
    still_here = [id for id in row["receivers"] if can_own(ws, id)]
    spread = Spread(ws, still_here, without=row["from_id"])
    spread.look_at(leads)
    for lead in leads:
        chosen = spread.choose(lead)
        why = f"{row['reason'].rstrip('.')}. {chosen.why.words}"
        more = {"by": row["by"], "trail": chosen.trail, "batch": row["id"]}
        set_owner(ws, lead, chosen.owner_id, how="handover", why=why, **more)
    return len(leads)


def _queue(actor: Actor, from_id: str, *columns: Any) -> Select[Any]:
    """Everything the person owns and somebody has to see to, as far as the actor sees it."""
    leads = visible(actor, *(columns or (_lead.c.id,))).where(_lead.c.owner_id == from_id, *LIVE)
    return leads if columns else leads.order_by(_lead.c.id)


def _load(ws: Workspace, ids: Select[Any]) -> list[LeadState]:
    found = list(ws.connection.execute(ids).scalars())
    ws.load(found)
    return [lead for id in found if (lead := ws.lead(id)) is not None]


def _check(ws: Workspace, from_id: str, receivers: Collection[str]) -> None:
    if ws.connection.execute(select(_user.c.id).where(_user.c.id == from_id)).first() is None:
        raise NotFound()
    people = sellers(ws.connection)
    if from_id in receivers or any(id not in people or not can_own(ws, id) for id in receivers):
        raise Invalid(
            "Choose people who can own leads, and not the one who hands over.",
            code="unknown_person",
            errors={"json": {"to": ["Nobody who can own leads."]}},
        )


def _change(connection: Connection, id: str, **values: Any) -> None:
    connection.execute(update(_handover).where(_handover.c.id == id).values(**values))
