"""People and teams as administrators keep them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from server.core import audit, signals
from server.core.changes import SyncClock
from server.core.db import reading, table
from server.core.ids import new_id
from tests.support.people import Colleague, change, colleague, team_of
from tests.support.signing_in import browser

NEW: dict[str, Any] = {"name": "Jonas Keller", "email": "Jonas@Team.example", "roles": ["rep"]}


@pytest.fixture
def admin(app: Flask) -> Colleague:
    return colleague(app, "admin")


def settings_etag(app: Flask) -> str:
    with app.app_context(), reading() as connection:
        return str(connection.scalar(select(table(SyncClock).c.settings_etag)))


def audited(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), reading() as connection:
        lines = select(table(audit.Audit)).order_by(table(audit.Audit).c.id)
        return [dict(row) for row in connection.execute(lines).mappings()]


def test_a_new_person_with_team_and_link(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    team = team_of(app, colleague(app, "supervisor"))
    wish = {**NEW, "languages": ["de", "en"], "team_ids": [team]}
    answer = client.post("/api/v1/users", json=wish, headers=admin.headers)
    assert answer.status_code == 201
    person = answer.json
    assert person["link"]["url"].startswith("http://localhost:8000/#password=")
    assert (person["email"], person["languages"], person["active"]) == ("jonas@team.example", ["de", "en"], True)
    listed = client.get("/api/v1/users", headers=admin.headers).json
    assert next(row for row in listed if row["id"] == person["id"])["team_ids"] == [team]
    assert not any("password" in key or "link" in key for row in listed for key in row)


def test_an_address_is_one_persons(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    first = client.post("/api/v1/users", json=NEW, headers=admin.headers).json
    again = client.post("/api/v1/users", json={**NEW, "email": "JONAS@team.example"}, headers=admin.headers)
    assert (again.status_code, again.json["code"]) == (409, "email_taken")
    path = f"/api/v1/users/{admin.id}"
    taken = client.patch(path, json={"email": "jonas@team.example"}, headers=admin.headers)
    assert (taken.status_code, taken.json["code"]) == (409, "email_taken")
    own = client.patch(f"/api/v1/users/{first['id']}", json={"email": "jonas@team.example"}, headers=admin.headers)
    assert own.status_code == 200


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", ""),
        ("name", None),
        ("name", "x" * 201),
        ("name", ["Jonas"]),
        ("email", "jonas"),
        ("email", "jonas@team.example\r\nBcc: all@team.example"),
        ("roles", []),
        ("roles", ["king"]),
        ("roles", "admin"),
        ("roles", ["contractor", "supervisor"]),
        ("languages", ["english"]),
        ("tz", "Europe/Atlantis"),
        ("team_ids", ["no id"]),
        ("contract_until", "tomorrow"),
        ("contract_until", "2026-11-21T10:00:00"),
        ("active", "maybe"),
        ("id", "01890000-0000-7000-8000-000000000000"),
        ("password_hash", "$argon2id$"),
        ("created_at", "2026-11-21T10:00:00Z"),
        ("is_admin", True),
    ],
)
def test_bad_and_unknown_fields_are_named(client: FlaskClient, admin: Colleague, field: str, bad: Any) -> None:
    for method, path, body in (
        ("POST", "/api/v1/users", {**NEW, field: bad}),
        ("PATCH", f"/api/v1/users/{admin.id}", {field: bad}),
    ):
        answer = client.open(path, method=method, json=body, headers=admin.headers)
        assert answer.status_code == 422
        assert list(answer.json["errors"]["json"]) == [field]
    assert len(client.get("/api/v1/users", headers=admin.headers).json) == 1


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'"x"', b"\xff\xfe", b"12"])
def test_a_body_that_is_no_object_is_refused(client: FlaskClient, admin: Colleague, body: bytes) -> None:
    answer = client.post("/api/v1/users", data=body, content_type="application/json", headers=admin.headers)
    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"


def test_text_is_kept_clean(client: FlaskClient, admin: Colleague) -> None:
    answer = client.post("/api/v1/users", json={**NEW, "name": " Jo\x00nas\x1b e\u0301 "}, headers=admin.headers)
    assert answer.status_code == 201
    assert answer.json["name"] == "Jonas \u00e9"


def test_unknown_teams_and_deputies_are_named(client: FlaskClient, admin: Colleague) -> None:
    for field, bad in (("team_ids", [new_id()]), ("deputy_id", new_id())):
        answer = client.post("/api/v1/users", json={**NEW, field: bad}, headers=admin.headers)
        assert (answer.status_code, list(answer.json["errors"]["json"])) == (422, [field])


def test_taking_access_away_ends_sessions_and_phones(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    who = colleague(app)
    signed_in = browser(app, who)
    path = f"/api/v1/users/{who.id}"
    assert client.patch(path, json={"active": False}, headers=admin.headers).status_code == 200
    assert signed_in.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers=who.headers).json["code"] == "device_revoked"
    client.patch(path, json={"active": True}, headers=admin.headers)
    assert signed_in.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers=who.headers).json["code"] == "device_revoked"


def test_a_new_role_counts_with_the_next_request(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    who = colleague(app)
    assert client.get("/api/v1/users", headers=who.headers).status_code == 403
    client.patch(f"/api/v1/users/{who.id}", json={"roles": ["rep", "admin"]}, headers=admin.headers)
    assert client.get("/api/v1/users", headers=who.headers).status_code == 200
    client.patch(f"/api/v1/users/{who.id}", json={"roles": ["rep"]}, headers=admin.headers)
    assert client.get("/api/v1/users", headers=who.headers).status_code == 403


@pytest.mark.parametrize("wish", [{"active": False}, {"roles": ["director"]}])
def test_the_last_administrator_stays(
    app: Flask, client: FlaskClient, admin: Colleague, wish: dict[str, Any]
) -> None:
    change(app, colleague(app, "admin"), active=False)
    path = f"/api/v1/users/{admin.id}"
    refused = client.patch(path, json=wish, headers=admin.headers)
    assert (refused.status_code, refused.json["code"]) == (409, "last_admin")
    colleague(app, "admin")
    assert client.patch(path, json=wish, headers=admin.headers).status_code == 200


def test_a_contractor_made_supervisor_is_refused(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    who = colleague(app, "contractor")
    wish = {"roles": ["contractor", "supervisor"]}
    assert client.patch(f"/api/v1/users/{who.id}", json=wish, headers=admin.headers).status_code == 422


def test_a_change_is_told_and_audited(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    who, told = colleague(app), []
    before = settings_etag(app)

    def hear(_connection: object, *, user_id: str) -> None:
        told.append(user_id)

    with signals.access_changed.connected_to(hear):
        client.patch(f"/api/v1/users/{who.id}", json={"roles": ["director"]}, headers=admin.headers)
    assert told == [who.id]
    assert settings_etag(app) != before
    line = audited(app)[-1]
    assert (line["action"], line["object"], line["actor"]) == ("user.changed", who.id, admin.id)
    assert line["diff"] == {"roles": [["rep"], ["director"]]}


def test_a_team_and_who_leads_it(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    lead, mate = colleague(app, "supervisor"), colleague(app)
    wish = {"name": "North", "kind": "desk", "member_ids": [mate.id], "supervisor_ids": [lead.id]}
    team = client.post("/api/v1/teams", json=wish, headers=admin.headers).json
    assert team["member_ids"] == sorted([lead.id, mate.id])
    assert team["supervisor_ids"] == [lead.id]
    path, told = f"/api/v1/teams/{team['id']}", []

    def hear(_connection: object, *, user_id: str) -> None:
        told.append(user_id)

    with signals.access_changed.connected_to(hear):
        changed = client.patch(path, json={"member_ids": [lead.id], "name": "South"}, headers=admin.headers).json
    assert (changed["name"], changed["member_ids"], changed["supervisor_ids"]) == ("South", [lead.id], [lead.id])
    assert told == [mate.id]
    assert audited(app)[-1]["action"] == "team.changed"


def test_what_a_team_refuses(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    rep = colleague(app)
    client.post("/api/v1/teams", json={"name": "North"}, headers=admin.headers)
    for wish, status, at in (
        ({"name": "NORTH"}, 409, "team_name_taken"),
        ({"name": "East", "member_ids": [new_id()]}, 422, "member_ids"),
        ({"name": "East", "supervisor_ids": [rep.id]}, 422, "supervisor_ids"),
        ({"name": "East", "kind": "cloud"}, 422, "kind"),
        ({"name": "East", "territory": {}}, 422, "territory"),
    ):
        answer = client.post("/api/v1/teams", json=wish, headers=admin.headers)
        assert answer.status_code == status
        assert at == answer.json["code"] or at in answer.json["errors"]["json"]
    assert [team["name"] for team in client.get("/api/v1/teams", headers=admin.headers).json] == ["North"]


def test_who_leads_a_team_goes_on_leading_it(app: Flask, client: FlaskClient, admin: Colleague) -> None:
    lead = colleague(app, "supervisor")
    first, second = team_of(app, lead), team_of(app, colleague(app, "supervisor"))
    client.patch(f"/api/v1/users/{lead.id}", json={"team_ids": [first, second]}, headers=admin.headers)
    teams = {team["id"]: team for team in client.get("/api/v1/teams", headers=admin.headers).json}
    assert teams[first]["supervisor_ids"] == [lead.id]
    assert lead.id in teams[second]["member_ids"]
    assert lead.id not in teams[second]["supervisor_ids"]


@pytest.mark.parametrize("path", ["/api/v1/users", "/api/v1/teams"])
def test_what_is_not_there_is_not_found(client: FlaskClient, admin: Colleague, path: str) -> None:
    for id_ in (new_id(), "5", "%00", "..%2f..", new_id().upper()):
        answer = client.patch(f"{path}/{id_}", json={}, headers=admin.headers)
        assert answer.status_code in {400, 404}
        assert answer.content_type == "application/problem+json"
