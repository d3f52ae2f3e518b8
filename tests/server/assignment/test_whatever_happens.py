"""Absences, hand-overs, contracts that end, claims and neglect in any order: who owns what is never in doubt."""

import random
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from server.assignment import sweep as ownership
from server.assignment.absence import covers
from server.assignment.candidates import LIVE
from server.auth.actor import SYSTEM
from server.core.clock import DAY, HOUR, iso
from server.core.db import reading, table
from server.core.ids import new_id
from server.doctor.operations import examine_all
from server.followups.sweep import sweep
from server.jobs.working import drain
from server.leads.models import Lead
from server.leads.workspace import rehearsal
from tests.support.clock import Clock
from tests.support.people import change
from tests.support.shows import Phone, Show, phone

_lead = table(Lead)


class Firm:
    """People to whom things happen."""

    def __init__(self, app: Flask, show: Show, clock: Clock, seed: int) -> None:
        self.app, self.clock, self.draw = app, clock, random.Random(seed)
        self.eva = phone(show, "supervisor", leads_team=True)
        self.reps = [phone(show) for _ in range(3)]
        self.bea = phone(show, "contractor")
        change(app, self.bea.who, contract_until=clock.now + 12 * DAY)
        self.leads: list[str] = []
        self.batches: list[str] = []
        self.handovers: list[str] = []
        self.deeds: list[Callable[[], object]] = [
            self.capture, self.capture, self.touch, self.assign, self.claim, self.give_back, self.undo,
            self.absence, self.absence, self.hand_over, self.bulk, self.undo_bulk, self.undo_hand_over, self.leave,
        ]  # fmt: skip

    def anybody(self) -> Phone:
        return self.draw.choice([*self.reps, self.bea, self.eva])

    def capture(self) -> None:
        who = self.draw.choice([*self.reps, self.bea])
        put = who.put({"company": f"Firm {self.draw.randrange(9)}"}, mine=self.draw.random() < 0.7)
        if who.send(put).status_code == 200:
            self.leads.append(put["lead"])

    def op(self, who: Phone, kind: str, **body: object) -> None:
        if self.leads:
            who.send(who.op(kind, self.draw.choice(self.leads), body=body))

    def touch(self) -> None:
        self.op(
            self.anybody(),
            "touch",
            id=new_id(),
            at=self.clock.now,
            direction="out",
            channel="call",
            outcome="no_answer",
        )

    def assign(self) -> None:
        self.op(self.eva, "assign", to=self.anybody().who.id, reason="You")

    def claim(self) -> None:
        self.op(self.anybody(), "claim")

    def give_back(self) -> None:
        self.op(self.anybody(), "assign", to=None, reason="Not me")

    def undo(self) -> None:
        self.op(self.anybody(), "unassign")

    def absence(self) -> None:
        who, deputy = self.anybody(), self.anybody()
        since = self.clock.now + self.draw.randrange(-2, 2) * DAY
        ends = since + self.draw.randrange(4, 12) * DAY
        body = {"away_from": iso(since), "away_to": iso(ends), "deputy_id": deputy.who.id}
        who.client.put("/api/v1/me/absence", json=body, headers=who.who.headers)

    def ask(self, path: str, **body: object) -> dict[str, object]:
        answer: dict[str, object] = self.eva.client.post(path, json=body, headers=self.eva.who.headers).json
        return answer

    def hand_over(self) -> None:
        to = self.draw.choice([[], [self.anybody().who.id]])
        done = self.ask("/api/v1/handovers", **{"from": self.anybody().who.id}, to=to, reason="So be it")
        self.handovers += [str(done["id"])] if "id" in done else []

    def undo_hand_over(self) -> None:
        if self.handovers:
            self.ask(f"/api/v1/handovers/{self.draw.choice(self.handovers)}/undo")

    def bulk(self) -> None:
        if self.leads:
            some = self.draw.sample(self.leads, min(3, len(self.leads)))
            done = self.ask("/api/v1/leads/assign", lead_ids=some, by_rule=True)
            self.batches.append(str(done["batch"]))

    def undo_bulk(self) -> None:
        if self.batches:
            self.ask("/api/v1/leads/assign/undo", batch=self.draw.choice(self.batches))

    def leave(self) -> None:
        if self.draw.random() < 0.2:
            change(self.app, self.draw.choice(self.reps).who, active=False)

    def time_passes(self) -> None:
        self.clock.advance(self.draw.randrange(0, 20) * HOUR)
        if self.draw.random() < 0.6:
            self.minute()

    def minute(self) -> None:
        """What the worker does in any minute."""
        drain(self.app)
        with self.app.app_context():
            ownership.sweep()
            sweep()


def is_sound(app: Flask) -> set[str | None]:
    """Nothing contradicts itself, and whoever is away is stood in for; answers with who stands in."""
    with app.app_context():
        assert examine_all() == []
        with rehearsal(SYSTEM) as ws:
            acting = dict(covers(ws))
        with reading() as connection:
            rows = connection.execute(select(_lead.c.owner_id, _lead.c.acting_id).where(*LIVE)).all()
    assert [(owner, deputy) for owner, deputy in rows if deputy != acting.get(owner)] == []
    return {deputy for _, deputy in rows}


@pytest.mark.parametrize("seed", range(3))
def test_every_open_lead_has_one_owner_or_waits_in_the_pool_and_the_history_says_why(
    app: Flask, show: Show, clock: Clock, seed: int
) -> None:
    firm = Firm(app, show, clock, seed)
    stood_in: set[str | None] = set()
    for number in range(60):
        firm.draw.choice(firm.deeds)()
        firm.time_passes()
        if number % 6 == 5:
            firm.minute()
            stood_in |= is_sound(app)

    with app.app_context(), reading() as connection:
        climbed = set(connection.execute(select(_lead.c.escalation)).scalars())
    assert climbed - {0}
    assert stood_in - {None}
