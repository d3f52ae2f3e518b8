"""Pull: everything a person may see, nothing else, and not twice."""

from typing import Any

from flask import Flask
from sqlalchemy import update

from server.core import changes
from server.core.db import table, writing
from server.core.ids import new_id
from server.leads.packing import unpacked
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines Ltd"}


def test_pages_join_to_the_whole(app: Flask) -> None:
    rep = phone(open_show(app))
    puts = [rep.put(CARD, mine=True) for _ in range(7)]
    rep.push(*puts)

    assert set(rep.pull(limit=2)) == {put["lead"] for put in puts}


def test_a_second_pull_brings_only_what_changed(app: Flask) -> None:
    rep = phone(open_show(app))
    first, second = rep.put(CARD, mine=True), rep.put(CARD, mine=True)
    rep.push(first, second)
    rep.pull()
    rep.push(rep.put({"company": "New"}, second["lead"]))

    body = {"device": rep.who.device_id, "cursor": rep.cursor}
    page = rep.client.post("/api/sync/v1/pull", json=body, headers=rep.who.headers).json

    assert [entry["d"]["id"] for entry in page["put"]] == [second["lead"]]


def test_a_reassigned_lead_leaves_one_phone_and_appears_on_the_other(app: Flask) -> None:
    show = open_show(app)
    boss, one, other = phone(show, "supervisor", leads_team=True), phone(show), phone(show)
    put = one.put(CARD, mine=True)
    one.push(put)
    assert put["lead"] in one.pull()
    assert put["lead"] not in other.pull()

    boss.push(boss.op("assign", put["lead"], body={"to": other.who.id, "reason": "Territory"}))

    assert put["lead"] not in one.pull()
    assert other.pull()[put["lead"]]["owner_why"] == "Territory"
    assert put["lead"] in boss.pull()


def test_the_pool_is_shared_by_the_stand_and_not_by_contractors(app: Flask) -> None:
    show = open_show(app)
    boss, one, other, contractor = (
        phone(show, "supervisor", leads_team=True),
        phone(show),
        phone(show),
        phone(show, "contractor"),
    )
    put = one.put(CARD, mine=True)
    one.push(put, one.op("assign", put["lead"], body={"to": None, "reason": "No time"}))

    assert put["lead"] in other.pull()
    assert put["lead"] in boss.pull()
    assert contractor.pull() == {}

    (claimed,) = other.push(other.op("claim", put["lead"]))
    (late,) = one.push(one.op("claim", put["lead"]))
    assert claimed["st"] == "ok"
    assert (late["code"], late["winner"]) == ("claimed", f"Colleague {other.who.id[-4:]}")


def test_somebody_without_a_pool_pulls_nothing_of_it_any_more(app: Flask) -> None:
    from sqlalchemy import delete

    from server.auth.models import EventStaff

    show = open_show(app)
    one, other = phone(show), phone(show)
    put = one.put(CARD, mine=True)
    one.push(put, one.op("assign", put["lead"], body={"to": None, "reason": ""}))
    assert put["lead"] in other.pull()

    staff = table(EventStaff)
    with app.app_context(), writing() as connection:
        connection.execute(delete(staff).where(staff.c.user_id == other.who.id))

    assert other.pull() == {}


def test_a_new_history_resets_the_device(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put(CARD, mine=True)
    rep.push(put)
    rep.pull()
    with app.app_context(), writing() as connection:
        changes.new_epoch(connection)

    page = rep.client.post(
        "/api/sync/v1/pull", json={"device": rep.who.device_id, "cursor": rep.cursor}, headers=rep.who.headers
    ).json

    assert (page["reset"], page["cursor"], page["put"]) == (True, None, [])
    assert set(rep.pull()) == {put["lead"]}


def test_a_cursor_from_the_future_resets_too(app: Flask) -> None:
    rep = phone(open_show(app))
    rep.push(rep.put(CARD, mine=True))
    rep.pull()
    clock = table(changes.SyncClock)
    with app.app_context(), writing() as connection:
        connection.execute(update(clock).values(rev=1))

    page = rep.client.post(
        "/api/sync/v1/pull", json={"device": rep.who.device_id, "cursor": rep.cursor}, headers=rep.who.headers
    ).json

    assert page["reset"]


def test_settings_come_once_and_again_when_they_change(app: Flask) -> None:
    show = open_show(app, chips=[{"slug": "demo", "label": "Demo"}])
    rep = phone(show)
    with app.app_context(), writing() as connection:
        changes.touch_settings(connection)

    def settings(known: str | None) -> dict[str, object] | None:
        body = {"device": rep.who.device_id, "cursor": None, "settings": known}
        page = rep.client.post("/api/sync/v1/pull", json=body, headers=rep.who.headers).json
        found: dict[str, object] | None = page.get("settings")
        return found

    first = settings(None)
    assert first is not None
    assert first["events"][0]["chips"] == [{"slug": "demo", "label": "Demo"}]  # type: ignore[index]
    assert settings(str(first["etag"])) is None
    with app.app_context(), writing() as connection:
        changes.touch_settings(connection)
    assert settings(str(first["etag"])) is not None


def test_a_lead_nobody_fits_waits_in_the_pool_and_says_why(app: Flask) -> None:
    show = open_show(app)
    boss = phone(show, "supervisor", leads_team=True)
    put = boss.put(CARD)
    boss.push(put)

    lead = boss.pull()[put["lead"]]
    assert lead["owner"] == boss.who.id
    assert lead["owner_why"]


def test_a_malformed_cursor_is_refused(app: Flask) -> None:
    rep: Phone = phone(open_show(app))
    for cursor in ({"s": []}, {"epoch": "x", "s": {"user:x": "1"}}):
        body = {"device": rep.who.device_id, "cursor": cursor}
        response = rep.client.post("/api/sync/v1/pull", json=body, headers=rep.who.headers)
        assert response.status_code == 400

    assert rep.push(rep.put(CARD, lead=new_id()))[0]["st"] == "ok"


def test_an_app_of_before_gets_whole_documents(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put(CARD, mine=True)
    rep.push(put)

    def pulled(schema: int) -> dict[str, Any]:
        body = {"device": rep.who.device_id, "cursor": None, "schema": schema}
        page = rep.client.post("/api/sync/v1/pull", json=body, headers=rep.who.headers).json
        return {entry["d"]["id"]: entry["d"] for entry in page["put"]}[put["lead"]]

    alone = rep.client.get(f"/api/v1/leads/{put['lead']}", headers=rep.who.headers).json
    assert pulled(1) == alone == unpacked(pulled(2))
    assert pulled(2) != alone
    assert {type(step) for step in pulled(2)["~plan"]["steps"]} == {list}
