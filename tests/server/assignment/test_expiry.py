"""Who may own leads no longer leaves them to the pool, with their history."""

import pytest
from flask import Flask

from server.assignment.sweep import sweep
from server.core.clock import DAY
from tests.support.clock import Clock
from tests.support.people import change
from tests.support.shows import Phone, Show, phone


@pytest.fixture
def bea(app: Flask, clock: Clock, show: Show) -> Phone:
    """A contractor for one more week."""
    bea = phone(show, "contractor")
    change(app, bea.who, contract_until=clock.now + 7 * DAY)
    return bea


@pytest.fixture
def lead(bea: Phone) -> str:
    put = bea.put({"company": "Pumps"}, mine=True)
    bea.push(put)
    id: str = put["lead"]
    return id


def swept(app: Flask, clock: Clock, ms: int) -> None:
    clock.advance(ms)
    with app.app_context():
        sweep()


def test_when_a_contract_ends_its_leads_are_the_pools_and_the_phone_is_shut_out(
    app: Flask, clock: Clock, bea: Phone, eva: Phone, lead: str
) -> None:
    swept(app, clock, 7 * DAY - 1)
    assert eva.pull()[lead]["owner"] == bea.who.id

    swept(app, clock, 1)

    doc = eva.pull()[lead]
    assert (doc["owner"], doc["owner_how"]) == (None, "expiry")
    assert doc["owner_why"] == f"The contract of Colleague {bea.who.id[-4:]} has ended."
    assert [entry["how"] for entry in doc["assignments"]] == ["claim", "expiry"]
    assert bea.send().json["code"] == "device_revoked"
    devices = eva.client.get("/api/v1/devices", headers=eva.who.headers).json
    assert [bool(one["revoked_at"]) for one in devices if one["user_id"] == bea.who.id] == [True]

    swept(app, clock, DAY)
    assert len(eva.pull()[lead]["assignments"]) == 2


def test_the_supervisor_is_warned_before(clock: Clock, bea: Phone, eva: Phone, lead: str) -> None:
    rows = eva.client.get("/api/v1/owners", headers=eva.who.headers).json
    [row] = [row for row in rows if row["id"] == bea.who.id]
    assert (row["ends_soon"], row["open"]) == (True, 1)
    assert [row["ends_soon"] for row in rows if row["id"] == eva.who.id] == [False]


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"active": False}, "no longer works here."), ({"roles": ["marketing"]}, "does other work now.")],
)
def test_leads_of_who_left_or_sells_no_more_are_the_pools(
    app: Flask, clock: Clock, ann: Phone, eva: Phone, columns: dict[str, object], words: str
) -> None:
    put = ann.put({"company": "Pumps"}, mine=True)
    ann.push(put)
    change(app, ann.who, **columns)

    swept(app, clock, 1)

    doc = eva.pull()[put["lead"]]
    assert doc["owner"] is None
    assert doc["owner_why"].endswith(words)
