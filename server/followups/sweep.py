"""Time passes for leads nobody touches: once a minute the ones with something newly due are planned again.

A breach is thus an event stored when it happened, and a step turns due, without anybody looking at a screen.
"""

from sqlalchemy import Connection, select, union

from server.auth.actor import SYSTEM
from server.core.clock import MINUTE, now_ms
from server.core.db import reading, table
from server.jobs.registry import periodic
from server.leads.workspace import workspace
from server.plans.models import SlaClock, Step

_step, _clock = table(Step), table(SlaClock)
#: leads planned in one transaction: others must get their turn at the lock
BATCH = 100


def overtaken(connection: Connection, now: int) -> list[str]:
    """Leads with a planned step or running clock whose instant has passed, at most a batch."""
    steps = select(_step.c.lead_id).where(_step.c.state == "planned", _step.c.due_at <= now)
    clocks = select(_clock.c.lead_id).where(_clock.c.state == "running", _clock.c.due_at < now)
    return list(connection.execute(union(steps, clocks).limit(BATCH)).scalars())


@periodic("followups.sweep", MINUTE)
def sweep() -> None:
    """Plan again every lead that time has overtaken."""
    done: set[str] = set()
    while True:
        now = now_ms()
        with reading() as connection:
            due = [id for id in overtaken(connection, now) if id not in done]
        if not due:
            return
        done.update(due)
        with workspace(SYSTEM) as ws:
            ws.load(due)
            for id in due:
                lead = ws.lead(id)
                if lead is not None:
                    ws.touch(lead)
