"""The doctor finds every planted violation, nothing in what people did, and mends what is derived."""

import random
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import delete, insert, select, update

from server.assignment.models import Assignment
from server.core.clock import DAY, HOUR
from server.core.db import table, writing
from server.core.ids import new_id
from server.doctor.operations import examine_all
from server.followups.models import Touch
from server.followups.sweep import sweep
from server.leads.models import Lead, LeadScope
from server.leads.queries import loaded
from server.plans.models import SlaClock, Step
from tests.support.clock import Clock, standing_still
from tests.support.shows import Phone, Show, open_show, phone

_lead, _scope, _step, _touch, _clock = table(Lead), table(LeadScope), table(Step), table(Touch), table(SlaClock)
_assignment = table(Assignment)
CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 23125 100"}
#: what the command mends, and what only people can
MENDED = {"no_next_step", "step_not_permitted", "suppression_missed", "counters_differ", "columns_differ"}
MENDED |= {"no_plan", "no_class", "done_without_outcome", "document_differs", "scopes_differ"}


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def rep(show: Show) -> Phone:
    return phone(show)


@pytest.fixture
def lead(rep: Phone) -> str:
    put = rep.put(CARD, mine=True)
    rep.push(put, rep.touch(put["lead"], outcome="no_answer"))
    id: str = put["lead"]
    return id


def codes(app: Flask) -> set[str]:
    with app.app_context():
        return {violation.code for violation in examine_all()}


Plant = Callable[[Any, str], None]


def document(connection: Any, lead: str, **changes: Any) -> None:
    doc = loaded(connection.execute(select(_lead.c.doc).where(_lead.c.id == lead)).scalar_one())
    connection.execute(update(_lead).where(_lead.c.id == lead).values(doc=orjson.dumps(doc | changes).decode()))


def closed(outcome: str) -> Plant:
    """Closed past every rule, in the columns and in the document alike."""

    def plant(connection: Any, lead: str) -> None:
        document(connection, lead, status=5, outcome=outcome, closed_at=1)
        values = {"status": 5, "outcome": outcome, "closed_at": 1}
        connection.execute(update(_lead).where(_lead.c.id == lead).values(**values))

    return plant


def orphaned(connection: Any, lead: str) -> None:
    document(connection, lead, owner=None)
    connection.execute(update(_lead).where(_lead.c.id == lead).values(owner_id=None))
    connection.execute(update(_clock).where(_clock.c.clock == "ASSIGN").values(due_at=1))


def unplanned(connection: Any, lead: str) -> None:
    document(connection, lead, steps=[], next_step=None)
    connection.execute(delete(_step).where(_step.c.lead_id == lead))


def refused_in_the_document(connection: Any, lead: str) -> None:
    word = {"channel": "call", "state": "objected", "at": 1}
    rest = {"id": new_id(), "basis": None, "wording_version": None, "evidence": None, "by": None, "device": None}
    document(connection, lead, consents=[word | rest])


def rows(statement: Callable[[str], Any]) -> Plant:
    return lambda connection, lead: connection.execute(statement(lead))


PLANTS: dict[str, Plant] = {
    "no_class": lambda connection, lead: document(connection, lead, **{"class": None}),
    "no_owner": orphaned,
    "owner_unexplained": rows(lambda lead: update(_assignment).values(to_id=None)),
    "no_plan": unplanned,
    "no_next_step": rows(lambda lead: update(_step).where(_step.c.lead_id == lead).values(state="skipped")),
    "done_without_outcome": lambda connection, lead: document(connection, lead, status=5),
    "won_without_invoice": closed("won"),
    "unreachable_too_early": closed("unreachable"),
    "step_not_permitted": refused_in_the_document,
    "suppression_missed": lambda connection, lead: document(connection, lead, suppressed={"call": 1}),
    "counters_differ": rows(lambda lead: update(_lead).where(_lead.c.id == lead).values(attempts=7)),
    "columns_differ": rows(lambda lead: update(_lead).where(_lead.c.id == lead).values(company="Pumps")),
    "document_differs": rows(lambda lead: update(_touch).where(_touch.c.lead_id == lead).values(note="changed")),
    "scopes_differ": rows(lambda lead: delete(_scope).where(_scope.c.lead_id == lead, _scope.c.scope == "all")),
}


@pytest.mark.parametrize("code", PLANTS)
def test_every_planted_violation_is_found_and_what_is_derived_is_mended(
    app: Flask, runner: FlaskCliRunner, lead: str, code: str
) -> None:
    assert codes(app) == set()
    with app.app_context(), writing() as connection:
        PLANTS[code](connection, lead)

    assert code in codes(app)
    found = runner.invoke(args=["doctor"])
    assert found.exit_code == 1
    assert f"{code} " in found.output
    assert lead in found.output

    mended = runner.invoke(args=["doctor", "--rebuild"])
    left = codes(app)
    assert (code in left) == (code not in MENDED), mended.output
    assert mended.exit_code == (1 if left else 0)


def test_a_scope_too_many_is_found_and_taken_away(app: Flask, runner: FlaskCliRunner, lead: str) -> None:
    with app.app_context(), writing() as connection:
        connection.execute(insert(_scope).values(scope="user:nobody", lead_id=lead, rev=1, present=True))
    assert codes(app) == {"scopes_differ"}
    assert runner.invoke(args=["doctor", "--rebuild"]).exit_code == 0
    assert codes(app) == set()


def test_a_listed_number_nobody_noticed_is_found_and_obeyed(
    app: Flask, runner: FlaskCliRunner, rep: Phone, lead: str
) -> None:
    rep.push(rep.op("consent", lead, body={"id": new_id(), "channel": "call", "state": "objected"}))
    again = rep.put({**CARD, "email": "other@engines.example"}, mine=True)
    rep.push(again)
    with app.app_context(), writing() as connection:
        document(connection, again["lead"], suppressed={}, dnc=[])
    assert "suppression_missed" in codes(app)
    assert runner.invoke(args=["doctor", "--rebuild"]).exit_code == 0
    assert rep.pull()[again["lead"]]["dnc"] == ["call", "sms"]


def test_a_touch_the_document_lost_comes_back(app: Flask, runner: FlaskCliRunner, rep: Phone, lead: str) -> None:
    before = rep.pull()[lead]["touches"]
    with app.app_context(), writing() as connection:
        document(connection, lead, touches=[])
    runner.invoke(args=["doctor", "--rebuild"])

    assert rep.pull()[lead]["touches"] == before
    assert codes(app) == set()


class Day:
    """Somebody doing anything the app allows, in any order, with a clock that moves."""

    def __init__(self, seed: int, clock: Clock, people: list[Phone]) -> None:
        self.draw = random.Random(seed)
        self.clock = clock
        self.people = people
        self.leads: list[str] = []

    def ops(self, who: Phone) -> list[dict[str, Any]]:
        """A few entries of one person."""
        return [self._new(who) if self.draw.random() < 0.3 else self._again(who) for _ in range(4)]

    def _new(self, who: Phone) -> dict[str, Any]:
        number = self.draw.randrange(6)
        card = {**CARD, "email": f"p{number}@engines.example", "phone": f"+49 30 23125 10{number}"}
        put = who.put({**card, "rating": self.draw.choice(["hot", "warm", "cold"])}, mine=True)
        self.leads.append(put["lead"])
        return put

    def _again(self, who: Phone) -> dict[str, Any]:
        if not self.leads:
            return self._new(who)
        lead = self.draw.choice(self.leads)
        kind, body = self.draw.choice(self._bodies(who, lead))
        return who.op(kind, lead, **body) if kind == "put" else who.op(kind, lead, body=body)

    def _bodies(self, who: Phone, lead: str) -> list[tuple[str, dict[str, Any]]]:
        known = who.documents.get(lead, {})
        settled = [entry["id"] for name in ("promises", "requests", "steps") for entry in known.get(name, [])]
        channel, outcome = self.draw.choice([("call", "connected"), ("call", "no_answer"), ("email", "sent")])
        touch = {"id": new_id(), "at": self.clock.now, "direction": "out", "channel": channel, "outcome": outcome}
        touch["satisfies"] = self.draw.sample(settled, min(len(settled), 1))
        promise = {"due_at": self.clock.now + self.draw.randrange(1, 9) * DAY, "whole_day": self.draw.random() < 0.5}
        said = {"channel": self.draw.choice(["call", "email", "post"]), "evidence": "Said so"}
        bodies: list[tuple[str, dict[str, Any]]] = [
            ("touch", touch),
            ("touch", touch | {"direction": "in", "channel": "email", "outcome": "replied"}),
            ("promise", {"id": new_id(), **promise}),
            ("request", {"id": new_id(), "text": "How loud is it?"}),
            ("consent", {"id": new_id(), "state": self.draw.choice(["objected", "granted", "unknown"]), **said}),
            ("put", {"set": {"phone": f"+49 30 23125 10{self.draw.randrange(6)}", "worth": 5_000_000}}),
            ("put", {"set": {"track": self.draw.choice(["nurture", "active"])}}),
            ("classify", {"class": self.draw.choice("ABCD"), "reason": "I know them"}),
            ("close", {"outcome": self.draw.choice(["not_a_prospect", "unreachable"]), "reason": "Gave up"}),
            ("close", {"outcome": "won", "sale": {"invoice_no": new_id(), "value": 100}}),
            ("reopen", {"reason": "They called"}),
            ("note", {"id": new_id(), "text": "A note"}),
        ]
        bodies += [("promise", {"id": id, "action": "release", "reason": "Settled"}) for id in settled[:1]]
        bodies += [("step", {"step": id, "action": "done"}) for id in settled[-1:]]
        return bodies


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_do_the_doctor_has_nothing_to_say(app: Flask, show: Show, seed: int) -> None:
    people = [phone(show), phone(show), phone(show, "supervisor", leads_team=True)]
    with standing_still() as clock:
        day = Day(seed, clock, people)
        done: set[str] = set()
        for _ in range(40):
            who = day.draw.choice(people)
            ops = day.ops(who)
            answers = who.push(*ops)
            done |= {op["kind"] for op, answer in zip(ops, answers, strict=True) if answer["st"] == "ok"}
            who.pull()
            clock.advance(day.draw.randrange(1, 30) * HOUR)
            if day.draw.random() < 0.5:
                with app.app_context():
                    sweep()
        assert done >= {"put", "touch", "promise", "request", "consent", "classify", "close", "step", "note"}
        with app.app_context():
            sweep()
            assert examine_all() == []
