"""What was acknowledged must be there: the loss ledger and the daily self-check."""

import hashlib
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert, select

from server.auth.models import Device
from server.core.audit import Audit
from server.core.db import reading, table, writing
from server.leads.models import LeadScope
from server.sync.ledger import balance
from server.sync.models import OpReceipt
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada"}
_device, _audit, _receipt = table(Device), table(Audit), table(OpReceipt)


def ledger(rep: Phone) -> tuple[int, int, int]:
    """(balanced up to, missing, alarms) after another look."""
    with rep.client.application.app_context():
        balance()
        with reading() as connection:
            row = connection.execute(select(_device).where(_device.c.id == rep.who.device_id)).mappings().one()
            alarms = connection.execute(select(_audit).where(_audit.c.action == "device.operations_missing")).all()
    return row["ledger_seq"], row["ops_missing"], len(alarms)


def send(rep: Phone, count: int) -> None:
    """Captures from a phone all of whose earlier ones were acknowledged."""
    oldest = rep.seq + 1
    assert rep.send(*(rep.put(CARD) for _ in range(count)), oldest_seq=oldest).status_code == 200


def test_a_phone_whose_every_number_has_a_receipt_is_balanced(app: Flask) -> None:
    rep = phone(open_show(app))
    send(rep, 3)
    assert ledger(rep) == (0, 0, 0)
    send(rep, 2)
    assert ledger(rep) == (3, 0, 0)


def test_a_number_that_was_acknowledged_and_is_gone_raises_one_alarm_until_it_is_sent_again(app: Flask) -> None:
    rep = phone(open_show(app))
    send(rep, 3)
    kept = rep.put(CARD)
    rep.send(kept, oldest_seq=4)
    with app.app_context(), writing() as connection:
        connection.execute(delete(_receipt).where(_receipt.c.seq.in_([2, 4])))
    send(rep, 1)
    assert ledger(rep) == (0, 2, 1)
    assert ledger(rep) == (0, 2, 1)
    rep.push(kept)
    assert ledger(rep) == (0, 1, 1)


def check(rep: Phone, **wrong: str) -> Any:
    """The answer to what this phone believes to hold."""
    assert rep.cursor
    scopes = {}
    for scope in rep.cursor["s"]:
        held = sorted(id for id, at in rep.scopes.items() if scope in at)
        lines = "".join(f"{id}:{rep.documents[id]['rev']}\n" for id in held)
        scopes[scope] = f"{len(held)}:{hashlib.sha256(lines.encode()).hexdigest()}"
    body = {"cursor": rep.cursor, "settings": rep.settings, "scopes": scopes | wrong}
    return rep.client.post("/api/sync/v1/check", json=body, headers=rep.who.headers).json


def test_a_phone_that_holds_what_it_should_hears_so(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(*(rep.put(CARD, mine=number % 2 == 0) for number in range(4)))
    rep.pull()
    assert check(rep) == {"state": "same", "differ": []}
    rep.push(rep.put(CARD))
    assert check(rep) == {"state": "behind", "differ": []}


def test_a_lead_the_feed_forgot_is_found_and_told(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put(CARD, mine=True), rep.put(CARD, mine=True))
    rep.pull()
    own = f"user:{rep.who.id}"
    with app.app_context(), writing() as connection:
        connection.execute(delete(table(LeadScope)).where(LeadScope.scope == own))
        lost = {"scope": own, "rev": 1, "present": True}
        connection.execute(insert(table(LeadScope)).values(lead_id=next(iter(rep.documents)), **lost))
    assert check(rep) == {"state": "differs", "differ": [own]}
    with app.app_context(), reading() as connection:
        said = connection.execute(select(_audit.c.object).where(_audit.c.action == "device.self_check_failed"))
        assert said.scalars().all() == [rep.who.device_id]
