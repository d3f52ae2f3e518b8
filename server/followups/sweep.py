"""Time passes for leads nobody touches: once a minute the ones with something newly due are planned again.

A breach is thus an event stored when it happened, a step turns due, and work left undone climbs its ladder, without
anybody looking at a screen.
"""

from collections.abc import Callable

from sqlalchemy import Connection, select, union

from server.auth.actor import SYSTEM
from server.core.clock import MINUTE, now_ms
from server.core.db import reading, table
from server.followups.ladder import climb
from server.jobs.registry import periodic
from server.leads.models import Lead
from server.leads.workspace import LeadState, Workspace, workspace
from server.plans.models import SlaClock, Step

_step, _clock, _lead = table(Step), table(SlaClock), table(Lead)
#: leads planned in one transaction: others must get their turn at the lock
BATCH = 100

Find = Callable[[Connection, int, int], list[str]]
Act = Callable[[Workspace, LeadState], object]


def overtaken(connection: Connection, now: int, most: int = BATCH) -> list[str]:
    """Leads with a planned step or running clock whose instant has passed, at most a batch."""
    steps = select(_step.c.lead_id).where(_step.c.state == "planned", _step.c.due_at <= now)
    clocks = select(_clock.c.lead_id).where(_clock.c.state == "running", _clock.c.due_at < now)
    return list(connection.execute(union(steps, clocks).limit(most)).scalars())


def left_undone(connection: Connection, now: int, most: int = BATCH) -> list[str]:
    """Leads that have reached the next rung of their ladder, the longest overdue first."""
    reached = select(_lead.c.id).where(_lead.c.ladder_at <= now).order_by(_lead.c.ladder_at, _lead.c.id).limit(most)
    return list(connection.execute(reached).scalars())


@periodic("followups.sweep", MINUTE)
def sweep() -> None:
    """Plan again every lead that time has overtaken, then act on what nobody did."""
    _each(overtaken, lambda ws, lead: ws.touch(lead))
    _each(left_undone, climb)


def _each(find: Find, act: Act) -> None:
    done: set[str] = set()
    while True:
        with reading() as connection:
            # what could not be settled waits for the next round, and holds up nothing behind it
            due = [id for id in find(connection, now_ms(), BATCH + len(done)) if id not in done]
        if not due:
            return
        done.update(due)
        with workspace(SYSTEM) as ws:
            ws.load(due)
            for id in due:
                lead = ws.lead(id)
                if lead is not None:
                    act(ws, lead)
