"""Paired phones: the token, its end, the list, and whose phones somebody may manage."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from server.auth import devices
from server.auth.models import Device
from server.core.clock import DAY, MINUTE, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from tests.support.clock import standing_still
from tests.support.people import Colleague, change, colleague, team_of
from tests.support.signing_in import browser


def test_a_registered_browser_works_by_its_token(app: Flask, client: FlaskClient) -> None:
    who, device_id = colleague(app), new_id()
    registered = browser(app, who).post("/api/v1/devices", json={"device_id": device_id, "label": "Desk"})
    assert registered.status_code == 201
    token = registered.json["token"]
    assert token.startswith("bxl_")
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json
    assert me["user"]["id"] == who.id
    assert me["device"] == {"id": device_id, "label": "Desk"}


def test_the_database_holds_no_token(app: Flask) -> None:
    who = colleague(app)
    token = who.headers["Authorization"].removeprefix("Bearer ")
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(Device))).one()
    assert token not in str(tuple(row))


def test_a_phone_cannot_register_another(app: Flask, client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/devices", json={"device_id": new_id(), "label": "Copy"}, headers=colleague(app).headers
    )
    assert (answer.status_code, answer.json["code"]) == (403, "password_needed")


def test_a_revoked_phone_is_told_so_with_its_next_request(app: Flask, client: FlaskClient) -> None:
    who = colleague(app)
    assert browser(app, who).delete(f"/api/v1/devices/{who.device_id}").status_code == 204
    answer = client.get("/api/v1/me", headers=who.headers)
    assert (answer.status_code, answer.json["code"]) == (401, "device_revoked")
    # the app offers to save what it has not sent before it wipes itself; this header would wipe at once
    assert "Clear-Site-Data" not in answer.headers
    listed = browser(app, who).get("/api/v1/devices").json
    assert listed[0]["revoked_at"]


def test_who_lost_access_finds_her_phone_revoked(app: Flask, client: FlaskClient) -> None:
    closed, ended, stays = colleague(app), colleague(app, "contractor"), colleague(app, "contractor")
    change(app, closed, active=False)
    change(app, ended, contract_until=now_ms() - 1)
    change(app, stays, contract_until=now_ms() + DAY)
    for who in (closed, ended):
        answer = client.get("/api/v1/me", headers=who.headers)
        assert (answer.status_code, answer.json["code"]) == (401, "device_revoked")
    assert client.get("/api/v1/me", headers=stays.headers).status_code == 200


def test_a_phone_nobody_uses_for_thirty_days_must_be_paired_again(app: Flask, client: FlaskClient) -> None:
    with standing_still() as clock:
        used, forgotten = colleague(app), colleague(app)
        clock.advance(devices.IDLE - MINUTE)
        assert client.get("/api/v1/me", headers=used.headers).status_code == 200
        clock.advance(2 * MINUTE)
        assert client.get("/api/v1/me", headers=used.headers).status_code == 200
        answer = client.get("/api/v1/me", headers=forgotten.headers)
        assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


def test_a_phone_in_use_must_be_paired_again_after_ninety_days(app: Flask, client: FlaskClient) -> None:
    with standing_still() as clock:
        who = colleague(app)
        for _ in range(8):
            clock.advance(11 * DAY)
            assert client.get("/api/v1/me", headers=who.headers).status_code == 200
        clock.advance(2 * DAY)
        assert client.get("/api/v1/me", headers=who.headers).status_code == 401


def test_pairing_again_makes_the_old_token_useless(app: Flask, client: FlaskClient) -> None:
    who = colleague(app)
    again = browser(app, who).post("/api/v1/devices", json={"device_id": who.device_id, "label": "Phone"})
    assert again.status_code == 201
    assert client.get("/api/v1/me", headers=who.headers).status_code == 401


def test_an_installation_of_somebody_else_cannot_be_taken_over(app: Flask, client: FlaskClient) -> None:
    owner, thief = colleague(app), colleague(app)
    answer = browser(app, thief).post("/api/v1/devices", json={"device_id": owner.device_id, "label": "Mine now"})
    assert (answer.status_code, answer.json["code"]) == (409, "device_taken")
    assert client.get("/api/v1/me", headers=owner.headers).status_code == 200


def test_whose_phones_somebody_sees(app: Flask, client: FlaskClient) -> None:
    lead, mate, boss = colleague(app, "supervisor"), colleague(app), colleague(app, "director")
    stranger, admin = colleague(app), colleague(app, "admin")
    team_of(app, lead, mate, boss)

    def seen_by(who: Colleague) -> set[str]:
        return {row["user_id"] for row in client.get("/api/v1/devices", headers=who.headers).json}

    assert seen_by(mate) == {mate.id}
    assert seen_by(lead) == {lead.id, mate.id}
    assert seen_by(boss) == {boss.id}
    assert seen_by(admin) == {lead.id, mate.id, boss.id, stranger.id, admin.id}


def test_whose_phones_somebody_revokes(app: Flask, client: FlaskClient) -> None:
    lead, mate, admin = colleague(app, "supervisor"), colleague(app), colleague(app, "admin")
    stranger = colleague(app)
    team_of(app, lead, mate)

    def revokes(who: Colleague, whose: Colleague) -> int:
        return client.delete(f"/api/v1/devices/{whose.device_id}", headers=who.headers).status_code

    assert revokes(mate, lead) == 404
    assert revokes(lead, stranger) == 404
    assert revokes(lead, admin) == 404
    assert revokes(lead, mate) == 204
    assert revokes(lead, mate) == 204
    assert revokes(admin, stranger) == 204
    assert client.get("/api/v1/me", headers=stranger.headers).status_code == 401
    assert client.get("/api/v1/me", headers=lead.headers).status_code == 200
