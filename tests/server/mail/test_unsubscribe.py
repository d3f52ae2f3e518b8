"""The way out of every mail: signed, without sign-in or script, for good."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from server.core.clock import HOUR
from server.core.db import writing
from server.core.ids import new_id
from tests.server.mail.conftest import Post
from tests.support.clock import standing_still

ONE_CLICK = {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"}


def way_out(post: Post, lead: str) -> str:
    """The path of the link in a mail that was really sent."""
    post.mail(lead)
    post.work()
    mail = post.box.messages[-1]
    (url,) = re.findall("<(.+)>", mail["List-Unsubscribe"])
    assert url in mail.get_payload(decode=True).decode()
    path: str = "/" + url.split("/", 3)[3]
    return path


def stranger(post: Post) -> FlaskClient:
    """A browser nobody is signed in with."""
    return post.app.test_client()


def test_looking_changes_nothing_and_one_click_stops_all_mail(post: Post) -> None:
    lead, other = post.capture(), post.capture(family_name="Byron")
    path = way_out(post, lead)
    asked = stranger(post).get(path, headers={"Accept-Language": "de-AT,de;q=0.9"})
    assert (asked.status_code, "<form method=post>" in asked.text, 'lang="de"' in asked.text) == (200, True, True)
    assert "ada@" not in asked.text
    assert "<script" not in asked.text
    assert post.doc(lead)["dnc"] == []

    done = stranger(post).post(path, **ONE_CLICK)
    assert done.status_code == 200
    for known in (lead, other):
        doc = post.doc(known)
        assert doc["dnc"] == ["email"]
        assert not [s for s in doc["steps"] if s["channel"] == "email" and s["state"] in ("planned", "due")]
        assert post.mail(known)["reason"] == "objected"
    (word,) = post.doc(lead)["consents"]
    assert (word["channel"], word["state"], word["by"]) == ("email", "objected", None)


def test_a_second_click_changes_nothing_and_a_later_word_can_be_taken_back_again(post: Post) -> None:
    with standing_still() as clock:
        lead = post.capture()
        path = way_out(post, lead)
        for _ in range(2):
            stranger(post).post(path, **ONE_CLICK)
            clock.advance(HOUR)
        assert len(post.doc(lead)["consents"]) == 1
        granted = {"id": new_id(), "channel": "email", "state": "granted", "evidence": "Asked for mail again"}
        post.rep.push(post.rep.op("consent", lead, body=granted))
        assert post.doc(lead)["dnc"] == []
        clock.advance(HOUR)
        stranger(post).post(path, **ONE_CLICK)
        assert post.doc(lead)["dnc"] == ["email"]


def test_it_works_when_the_lead_is_gone_and_binds_every_later_card(post: Post) -> None:
    lead = post.capture()
    path = way_out(post, lead)
    twin = post.capture(family_name="Byron")
    with post.app.app_context(), writing() as connection:
        connection.execute(text("DELETE FROM lead WHERE id = :id"), {"id": lead})
    assert stranger(post).post(path).status_code == 200
    assert [post.doc(id)["dnc"] for id in (twin, post.capture())] == [["email"], ["email"]]


def test_the_address_that_got_the_mail_is_the_one_that_is_stopped(post: Post) -> None:
    lead = post.capture()
    path = way_out(post, lead)
    post.rep.push(post.rep.put({"email": "new@engines.example"}, lead))
    stranger(post).post(path)
    assert post.doc(post.capture())["dnc"] == ["email"]


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "nothing", "not base64"])
def test_a_link_nobody_signed_is_no_way_to_stop_another(post: Post, damage: str) -> None:
    lead = post.capture()
    path = way_out(post, lead)
    token = path.rsplit("/", 1)[1]
    wrong = {
        "cut": token[:-1],
        "changed": token[:5] + ("A" if token[5] != "A" else "B") + token[6:],
        "other": "A" * len(token),
        "nothing": "x",
        "not base64": "ä" * 20,
    }[damage]
    for answer in (stranger(post).get(f"/unsubscribe/{wrong}"), stranger(post).post(f"/unsubscribe/{wrong}")):
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert post.doc(lead)["dnc"] == []


def test_the_page_loads_nothing_and_may_send_its_form_to_itself_only(post: Post) -> None:
    page = stranger(post).get(way_out(post, post.capture()))
    policy: dict[str, Any] = dict(
        part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert (policy["default-src"], policy["form-action"]) == ("'none'", "'self'")
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_another_site_cannot_press_the_button(post: Post) -> None:
    lead = post.capture()
    path = way_out(post, lead)
    forced = stranger(post).post(path, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"})
    assert (forced.status_code, post.doc(lead)["dnc"]) == (403, [])
