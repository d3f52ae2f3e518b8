"""Pairing a phone by QR: fifteen minutes, once, slowly guessed."""

import xml.etree.ElementTree as ET

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.auth import enrolment
from server.auth.secrets import ALPHABET, new_code, read_code
from server.core.clock import MINUTE, SECOND
from server.core.ids import new_id
from tests.support.clock import standing_still
from tests.support.people import Colleague, change, colleague, team_of


def offer(client: FlaskClient, who: Colleague, whose: Colleague) -> TestResponse:
    return client.post("/api/v1/enrolments", json={"user_id": whose.id}, headers=who.headers)


def claim(client: FlaskClient, code: str, device_id: str | None = None) -> TestResponse:
    body = {"code": code, "device_id": device_id or new_id(), "label": "Stand phone", "app_version": "0.1.0"}
    return client.post("/api/v1/enrolments/claim", json=body)


def test_a_scanned_code_pairs_the_phone(app: Flask, client: FlaskClient) -> None:
    admin, rep, device_id = colleague(app, "admin"), colleague(app), new_id()
    offered = offer(client, admin, rep).json
    assert offered["url"] == f"http://localhost:8000/#enrol={offered['code']}"
    paired = claim(client, offered["code"], device_id)
    assert paired.status_code == 201
    assert (paired.json["device_id"], paired.json["user"]["id"]) == (device_id, rep.id)
    headers = {"Authorization": f"Bearer {paired.json['token']}"}
    assert client.get("/api/v1/me", headers=headers).json["device"]["id"] == device_id


def test_the_qr_is_a_plain_picture(app: Flask, client: FlaskClient) -> None:
    drawn = ET.fromstring(offer(client, colleague(app, "admin"), colleague(app)).json["qr_svg"])
    assert drawn.tag == "svg"
    assert "viewBox" in drawn.attrib
    # the content security policy allows no style and no script in it
    assert {element.tag for element in drawn.iter()} == {"svg", "path"}
    assert not any("style" in element.attrib for element in drawn.iter())


def test_a_code_works_once(app: Flask, client: FlaskClient) -> None:
    admin = colleague(app, "admin")
    code = offer(client, admin, admin).json["code"]
    assert claim(client, code).status_code == 201
    again = claim(client, code)
    assert (again.status_code, again.json["code"]) == (410, "enrol_expired")


def test_the_phone_whose_answer_was_lost_may_ask_again(app: Flask, client: FlaskClient) -> None:
    admin, device_id = colleague(app, "admin"), new_id()
    with standing_still() as clock:
        code = offer(client, admin, admin).json["code"]
        lost = claim(client, code, device_id).json["token"]
        again = claim(client, code, device_id)
        assert again.status_code == 201
        answers = [
            client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code
            for token in (lost, again.json["token"])
        ]
        assert answers == [401, 200]
        clock.advance(15 * MINUTE)
        assert claim(client, code, device_id).status_code == 410


def test_a_code_lives_fifteen_minutes(app: Flask, client: FlaskClient) -> None:
    admin = colleague(app, "admin")
    with standing_still() as clock:
        early, late = offer(client, admin, admin).json["code"], None
        clock.advance(15 * MINUTE - SECOND)
        assert claim(client, early).status_code == 201
        late = offer(client, admin, admin).json["code"]
        clock.advance(15 * MINUTE)
        assert claim(client, late).json["code"] == "enrol_expired"


def test_a_new_code_replaces_the_one_before(app: Flask, client: FlaskClient) -> None:
    admin, rep = colleague(app, "admin"), colleague(app)
    first, second = (offer(client, admin, rep).json["code"] for _ in range(2))
    assert claim(client, first).status_code == 410
    assert claim(client, second).status_code == 201


def test_wrong_codes_are_answered_alike_and_slowed_down(app: Flask, client: FlaskClient) -> None:
    admin = colleague(app, "admin")
    with standing_still() as clock:
        good = offer(client, admin, admin).json["code"]
        guesses = [claim(client, new_code()) for _ in range(6)]
        assert [answer.status_code for answer in guesses] == [410] * 5 + [429]
        assert guesses[0].json["code"] == "enrol_expired"
        assert claim(client, good).status_code == 429
        clock.advance(MINUTE)
        assert claim(client, good).status_code == 201


def test_a_stand_full_of_phones_is_not_slowed_down(app: Flask, client: FlaskClient) -> None:
    admin = colleague(app, "admin")
    with standing_still():
        answers = [claim(client, offer(client, admin, colleague(app)).json["code"]).status_code for _ in range(8)]
    assert answers == [201] * 8


def test_a_typed_code_may_be_small_and_misread(app: Flask, client: FlaskClient) -> None:
    assert read_code(" 0i2l-45o7 89ab") == "0121-4507-89AB"
    admin = colleague(app, "admin")
    code = offer(client, admin, admin).json["code"]
    assert claim(client, code.lower().replace("-", " ").replace("0", "o").replace("1", "l")).status_code == 201


def test_codes_carry_sixty_bits() -> None:
    letters = new_code().replace("-", "")
    assert len(ALPHABET) ** len(letters) >= 2**60
    assert len({new_code() for _ in range(200)}) == 200


def test_whose_phone_somebody_pairs(app: Flask, client: FlaskClient) -> None:
    lead, mate, stranger = colleague(app, "supervisor"), colleague(app), colleague(app)
    admin = colleague(app, "admin")
    team_of(app, lead, mate, admin)
    assert offer(client, lead, lead).status_code == 201
    assert offer(client, lead, mate).status_code == 201
    assert offer(client, mate, mate).status_code == 201
    for who, whose in ((lead, stranger), (lead, admin), (mate, lead)):
        answer = offer(client, who, whose)
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_nobody_is_paired_who_has_no_access(app: Flask, client: FlaskClient) -> None:
    admin, rep = colleague(app, "admin"), colleague(app)
    code = offer(client, admin, rep).json["code"]
    change(app, rep, active=False)
    assert offer(client, admin, rep).status_code == 404
    assert claim(client, code).status_code == 410


def test_a_phone_of_somebody_else_keeps_its_owner(app: Flask, client: FlaskClient) -> None:
    admin, owner = colleague(app, "admin"), colleague(app)
    code = offer(client, admin, admin).json["code"]
    assert claim(client, code, owner.device_id).json["code"] == "device_taken"
    assert client.get("/api/v1/me", headers=owner.headers).status_code == 200
    # nothing was used up
    assert claim(client, code).status_code == 201


def test_the_lifetime_is_the_documented_one() -> None:
    assert enrolment.LIFETIME == 15 * MINUTE
