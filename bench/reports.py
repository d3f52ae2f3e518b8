"""How long every report takes over ten thousand leads: `python -m bench.reports [leads]`.

Rows are written straight into a new SQLite database: what is measured is reading, as time of the processor, so that
a busy machine counts the same.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from flask_migrate import upgrade
from sqlalchemy import insert

from bench.table import show, spread
from server import create_app
from server.auth.actor import Actor
from server.auth.models import User
from server.core import org
from server.core.clock import DAY, HOUR, now_ms
from server.core.db import Base, reading, table, writing
from server.core.ids import new_id
from server.events.models import Event
from server.followups.models import Sale, Touch
from server.leads.models import Lead, LeadScope
from server.leads.state import blank, columns_of
from server.plans.models import SlaClock, Step
from server.reports.asking import ask
from server.reports.catalogue import REPORTS
from server.reports.queries import answer

LEADS, SHOWS, PEOPLE, RUNS = 10_000, 8, 40, 5
Rows = dict[type[Base], list[dict[str, Any]]]


def house(now: int) -> tuple[Rows, list[str], list[str]]:
    """The organisation, its shows and people: (rows, ids of shows, ids of people)."""
    shows, people = ([new_id() for _ in range(n)] for n in (SHOWS, PEOPLE))
    stamps = {"created_at": now, "updated_at": now}
    days = {"tz": "Europe/Berlin", "starts_on": "2026-01-01", "ends_on": "2026-01-05", "chips": [], "questions": []}
    return (
        {
            org.OrgSetting: [
                {"id": 1, "name": "Pumps", "tz": "Europe/Berlin", "currency": "EUR", "options": {}, "created_at": now}
            ],
            Event: [{"id": id, "name": f"Show {n}", **days, **stamps} for n, id in enumerate(shows)],
            User: [
                {"id": id, "email": f"{id}@firm.example", "name": f"Person {n}", "roles": ["rep"], **stamps}
                for n, id in enumerate(people)
            ],
        },
        shows,
        people,
    )


def leads(chance: random.Random, now: int, shows: list[str], people: list[str], many: int) -> Iterator[Rows]:
    """Each lead with five contacts, four steps, five clocks."""
    for number in range(many):
        at = now - chance.randint(0, 300 * DAY)
        lead = blank(
            new_id(), event=chance.choice(shows), source="exhibition", by=people[0], captured_at=at, received_at=at
        )
        closed = chance.random() < 0.3
        outcome = chance.choice(("won", "lost", "unreachable")) if closed else None
        lead.doc.update(
            {"class": chance.choice("ABCD"), "owner": chance.choice(people), "worth": 10**6, "probability": 40},
            status=5 if closed else chance.randint(1, 4),
            outcome=outcome,
            closed_at=at + 9 * DAY if closed else None,
            outcome_reason="price",
            process_clean=chance.random() < 0.5 if closed else None,
            touches=[touch(chance, at, people) for _ in range(5)],
        )
        lead.fields.update({"family_name": f"Person {number}", "q/decision_by": "2027-01-15", "interest": "quote"})
        yield rows_of(chance, lead, at)


def touch(chance: random.Random, at: int, people: list[str]) -> dict[str, Any]:
    """One contact."""
    direction, channel, outcome = chance.choice(
        (
            ("out", "call", "no_answer"),
            ("out", "call", "connected"),
            ("out", "email", "sent"),
            ("in", "email", "replied"),
        )
    )
    return {
        "id": new_id(),
        "at": at + chance.randint(0, 40 * DAY),
        "by": chance.choice(people),
        "direction": direction,
        "channel": channel,
        "outcome": outcome,
        "note": "spoke",
        "minutes": 5,
        "auto": False,
        "after_dnc": False,
        "corrects": None,
        "collateral": ["Prices"],
    }


def rows_of(chance: random.Random, lead: Any, at: int) -> Rows:
    """The rows of a lead in their tables."""
    own = {"lead_id": lead.id}
    names = ("id", "at", "direction", "channel", "outcome", "note", "minutes", "auto", "after_dnc")
    return {
        Lead: [columns_of(lead)],
        LeadScope: [{"scope": "all", **own, "rev": 1, "present": True}],
        Touch: [
            {**{n: t[n] for n in names}, "user_id": t["by"], "details": {"collateral": t["collateral"]}, **own}
            for t in lead.doc["touches"]
        ],
        Step: [
            {"id": new_id(), **own, "key": f"k{n}", "origin": "plan", "channel": "call", "purpose": "call"}
            | {"due_at": at + n * DAY, "state": "done" if n < 3 else "due", "owner_id": lead.doc["owner"]}
            for n in range(4)
        ],
        SlaClock: [
            {"id": new_id(), **own, "clock": clock, "anchor_at": at, "due_at": at + 48 * HOUR, "stopped_at": None}
            | {"state": chance.choice(("met", "breached"))}
            for clock in ("ACK24", "CALL48", "COURTESY48", "REVIVE72", "IDLE")
        ],
        Sale: [{"id": new_id(), **own, "invoice_no": lead.id, "value": 10**6, "currency": "EUR", "at": at}]
        if lead.doc["outcome"] == "won"
        else [],
    }


def fill(many: int) -> None:
    """Write everything in one transaction, tables in the order their keys ask for."""
    now, chance = now_ms(), random.Random(1)
    found, shows, people = house(now)
    for rows in leads(chance, now, shows, people, many):
        for model, some in rows.items():
            found.setdefault(model, []).extend(some)
    order = {name: place for place, name in enumerate(Base.metadata.sorted_tables)}
    with writing() as connection:
        for model in sorted(found, key=lambda model: order[table(model)]):
            connection.execute(insert(table(model)), found[model])


def measured(who: Actor, name: str) -> list[float]:
    """Milliseconds of processor time of several answers, the first of a fresh process left out."""
    took = []
    for _ in range(RUNS + 1):
        with reading() as connection:
            begun = time.process_time()
            orjson.dumps(answer(ask(connection, who, {}), REPORTS[name]), default=int)
            took.append((time.process_time() - begun) * 1000)
    return took[1:]


def main() -> None:
    """Fill a database and print the table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else LEADS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        app = create_app(
            {"DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "only-for-this-bench-0123456789abcdef"}
        )
        with app.app_context():
            upgrade()
            fill(many)
            roles = {"director": ({"director"}, {"all"}), "supervisor": ({"supervisor"}, {"all"})}
            people = [Actor("nobody", role, frozenset(r), frozenset(s)) for role, (r, s) in roles.items()]
            rows = []
            for name in REPORTS:
                took = [measured(who, name) for who in people]
                rows.append((name, *(spread(one) for one in took)))
                print(f"{name}: {statistics.median(took[0]):.0f} ms", file=sys.stderr)
    show(f"Reports over {many:,} leads, SQLite", ("report", "sees all", "by scopes"), rows)


if __name__ == "__main__":
    main()
