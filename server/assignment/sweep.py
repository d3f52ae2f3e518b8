"""Once a minute: absences that began or ended move the steps, and leads of people who left go back to the pool."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from server.assignment.absence import covers
from server.assignment.candidates import LIVE, OWNERS
from server.assignment.operations import set_owner
from server.auth.actor import SYSTEM
from server.auth.models import User
from server.auth.operations import end_contracts
from server.core import signals
from server.core.clock import MINUTE, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.jobs.operations import SOON, enqueue
from server.jobs.registry import Leased, job, periodic
from server.leads.models import Lead
from server.leads.workspace import workspace

_user, _lead = table(User), table(Lead)
#: leads moved in one transaction: others must get their turn at the lock
BATCH = 100
COVER = "assignment.cover"


@periodic("assignment.sweep", MINUTE)
def sweep() -> None:
    """Bring ownership in line with who is here."""
    end_contracts()
    return_orphans()
    settle_absences()


def settle_absences(again: str | None = None) -> None:
    """Move the steps of everybody who is away to whoever stands in, and back. `again`: settle all of hers anew."""
    with reading() as connection:
        if again is None and not _any_absence(connection):
            return
    done: set[str] = set()
    while True:
        with workspace(SYSTEM) as ws:
            wrong = or_(_misplaced(covers(ws)), _lead.c.owner_id == again) if again else _misplaced(covers(ws))
            rows = select(_lead.c.id).where(*LIVE, wrong).order_by(_lead.c.id).limit(BATCH + len(done))
            ids = [id for id in ws.connection.execute(rows).scalars() if id not in done][:BATCH]
            ws.load(ids)
            for id in ids:
                lead = ws.lead(id)
                if lead is not None:
                    ws.touch(lead)
        if not ids:
            return
        done.update(ids)


def _any_absence(connection: Connection) -> bool:
    away = select(_user.c.id).where(_user.c.away_from <= now_ms()).limit(1)
    covered = select(_lead.c.id).where(_lead.c.acting_id.is_not(None)).limit(1)
    return any(connection.execute(query).first() is not None for query in (away, covered))


def _misplaced(acting: Mapping[str, str | None]) -> ColumnElement[bool]:
    """Leads on which somebody else acts than should."""
    wrong = [
        and_(_lead.c.owner_id == owner, or_(_lead.c.acting_id.is_(None), _lead.c.acting_id != deputy))
        for owner, deputy in acting.items()
        if deputy is not None
    ]
    nobody = or_(_lead.c.owner_id.is_(None), _lead.c.owner_id.not_in([o for o, d in acting.items() if d is not None]))
    return or_(and_(_lead.c.acting_id.is_not(None), nobody), *wrong)


def return_orphans() -> None:
    """Leads of people whose contract ended, who left or no longer sell go back to the pool, with their history."""
    with reading() as connection:
        gone = _gone(connection)
    if not gone:
        return
    batches = {user_id: new_id() for user_id in gone}
    orphaned = select(_lead.c.id).where(*LIVE, _lead.c.owner_id.in_(sorted(gone))).limit(BATCH)
    while True:
        with workspace(SYSTEM) as ws:
            ids = list(ws.connection.execute(orphaned).scalars())
            ws.load(ids)
            for id in ids:
                lead = ws.lead(id)
                if lead is not None:
                    owner = lead.doc["owner"]
                    set_owner(ws, lead, None, how="expiry", why=gone[owner], by=None, batch=batches[owner])
        if not ids:
            return


def _gone(connection: Connection) -> dict[str, str]:
    """Owners of leads who can own none any more -> why."""
    owners = select(_lead.c.owner_id).where(*LIVE, _lead.c.owner_id.is_not(None)).distinct()
    columns = (_user.c.id, _user.c.name, _user.c.roles, _user.c.active, _user.c.contract_until)
    found = {}
    for id, name, roles, active, until in connection.execute(select(*columns).where(_user.c.id.in_(owners))):
        if until is not None and until <= now_ms():
            found[id] = f"The contract of {name} has ended."
        elif not active:
            found[id] = f"{name} no longer works here."
        elif OWNERS.isdisjoint(roles):
            found[id] = f"{name} does other work now."
    return found


@signals.access_changed.connect
def _on_change(connection: Connection, user_id: str) -> None:
    """Somebody went away, came back or left: her leads follow within a second, not at the next round."""
    away = select(_user.c.id).where(_user.c.id == user_id, _user.c.away_from.is_not(None))
    covered = select(_lead.c.id).where(_lead.c.owner_id == user_id, _lead.c.acting_id.is_not(None)).limit(1)
    gone = select(_user.c.id).where(_user.c.id == user_id, ~_user.c.active)
    if any(connection.execute(query).first() is not None for query in (away, covered, gone)):
        enqueue(connection, COVER, f"{COVER}:{new_id()}", {"user": user_id}, priority=SOON)


@job(COVER)
def _cover(leased: Leased) -> None:
    return_orphans()
    settle_absences(again=leased.payload["user"])
