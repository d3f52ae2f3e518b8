"""Texts have drafts, versions and a preview; brochures have a use."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from server.auth.models import Team
from server.core.db import reading, table, writing
from server.mail.models import TextTemplate
from server.mail.shipped import SHIPPED
from server.mail.texts import publish_shipped_texts
from tests.server.mail.conftest import Post
from tests.support.people import Colleague, change
from tests.support.shows import Show, open_show, staff

COURTESY = "/api/v1/texts/courtesy/en"


class Desk:
    """Somebody at a desk."""

    def __init__(self, client: FlaskClient, who: Colleague) -> None:
        self.client, self.who = client, who

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer."""
        return self.client.open(path, method=method, json=body, headers=self.who.headers)


@pytest.fixture
def boss(app: Flask, client: FlaskClient) -> Desk:
    return Desk(client, staff(open_show(app), "supervisor", leads_team=True))


def in_force(desk: Desk, kind: str = "courtesy") -> dict[str, Any]:
    """The pair of a kind in English."""
    (found,) = [
        one
        for one in desk.ask("GET", "/api/v1/texts").json["texts"]
        if (one["kind"], one["language"]) == (kind, "en")
    ]
    pair: dict[str, Any] = found
    return pair


def test_a_draft_is_used_by_nobody_until_it_is_published(boss: Desk, app: Flask) -> None:
    with app.app_context(), writing() as connection:
        publish_shipped_texts(connection)
        publish_shipped_texts(connection)
        assert connection.execute(select(func.count()).select_from(table(TextTemplate))).scalar() == len(SHIPPED)
    said = {"subject": "All well, #given#?", "body": "Hello #name#"}
    draft = boss.ask("PUT", COURTESY, said).json
    assert (draft["version"], draft["published_at"]) == (2, None)
    pair = in_force(boss)
    assert (pair["published"]["version"], pair["draft"]["subject"]) == (1, "All well, #given#?")

    again = boss.ask("PUT", COURTESY, {**said, "body": "Hello again #name#"}).json
    assert again["id"] == draft["id"]
    published = boss.ask("POST", f"{COURTESY}/publish", {"draft": draft["id"]})
    assert (published.status_code, published.json["body"]) == (200, "Hello again #name#")
    assert boss.ask("POST", f"{COURTESY}/publish", {"draft": draft["id"]}).status_code == 404
    pair = in_force(boss)
    assert (pair["published"]["version"], pair["draft"]) == (2, None)
    assert [one["version"] for one in boss.ask("GET", COURTESY).json["versions"]] == [2, 1]


def test_a_draft_somebody_else_published_meanwhile_is_not_published_blindly(boss: Desk) -> None:
    first = boss.ask("PUT", COURTESY, {"subject": "a", "body": "a"}).json
    boss.ask("POST", f"{COURTESY}/publish", {"draft": first["id"]})
    boss.ask("PUT", COURTESY, {"subject": "b", "body": "b"})
    assert boss.ask("POST", f"{COURTESY}/publish", {"draft": first["id"]}).json["code"] == "draft_changed"


@pytest.mark.parametrize(
    ("path", "said", "code"),
    [
        (COURTESY, {"subject": "#nmae#", "body": "x"}, "unknown_field"),
        (COURTESY, {"subject": "x", "body": "#__class__#  #orgnisation#"}, "unknown_field"),
        (COURTESY, {"subject": "", "body": "x"}, "invalid"),
        (COURTESY, {"subject": "x", "body": ""}, "invalid"),
        (COURTESY, {"subject": "x", "body": "x", "approved": True}, "invalid"),
        ("/api/v1/texts/poem/en", {"subject": "x", "body": "x"}, "not_found"),
        ("/api/v1/texts/ack/english", {"subject": "x", "body": "x"}, "not_found"),
    ],
)
def test_what_no_text_can_be_is_refused(boss: Desk, path: str, said: dict[str, Any], code: str) -> None:
    assert boss.ask("PUT", path, said).json["code"] == code
    assert in_force(boss)["draft"] is None


def test_the_number_under_mails_is_the_persons_own_or_the_houses(post: Post) -> None:
    boss = Desk(post.app.test_client(), staff(_show(post), "supervisor", leads_team=True))
    signed = boss.ask("PUT", "/api/v1/texts/signature", {"phone": "+49 30 555 0199"}).json
    assert signed == {"organisation": "Pumps & Co", "phone": "+49 30 555 0199"}
    assert boss.ask("GET", "/api/v1/texts").json["signature"] == signed
    rep, said = Desk(post.app.test_client(), post.rep.who), {"subject": "", "body": "#rep_phone# #phone#"}
    assert rep.ask("POST", "/api/v1/texts/preview", said).json["body"] == "+49 30 555 0199 +49 30 555 0199"
    change(post.app, post.rep.who, phone="+49 171 555 01")
    assert rep.ask("POST", "/api/v1/texts/preview", said).json["body"] == "+49 171 555 01 +49 30 555 0199"


def test_a_script_needs_no_subject(boss: Desk) -> None:
    assert boss.ask("PUT", "/api/v1/texts/script/en", {"body": "Good day #name#"}).status_code == 200


def test_phones_carry_what_is_in_force_and_what_goes_along(post: Post) -> None:
    boss = Desk(post.app.test_client(), staff(_show(post), "supervisor", leads_team=True))
    item = boss.ask("POST", "/api/v1/collateral", {"title": "Price list", "url": "https://pumps.example/p"}).json
    old = boss.ask("POST", "/api/v1/collateral", {"title": "Old", "url": "https://pumps.example/old"}).json
    boss.ask("PATCH", f"/api/v1/collateral/{old['id']}", {"active": False})
    draft = boss.ask("PUT", COURTESY, {"subject": "All well?", "body": "Hello"}).json
    boss.ask("POST", f"{COURTESY}/publish", {"draft": draft["id"]})

    body = {"device": post.rep.who.device_id, "schema": 1, "cursor": None}
    settings = post.rep.client.post("/api/sync/v1/pull", json=body, headers=post.rep.who.headers).json["settings"]
    assert settings["mail"] is True
    assert [(one["id"], one["title"]) for one in settings["collateral"]] == [(item["id"], "Price list")]
    (text,) = [one for one in settings["templates"] if (one["key"], one["language"]) == ("courtesy", "en")]
    assert (text["subject"], text["version"]) == ("All well?", 1)


def _show(post: Post) -> Show:
    """The show of this house."""
    with post.app.app_context(), reading() as connection:
        team = connection.execute(select(table(Team).c.id)).scalar_one()
    return Show(post.app, post.rep.event or "", team)


def test_the_preview_shows_the_prospect_and_names_what_is_not_known(post: Post) -> None:
    rep = Desk(post.app.test_client(), post.rep.who)
    lead = post.capture(**{"tag/demo": True})
    wanted = {"subject": "#given# at #show#", "body": "About #topic#, as #job_title#.\n#links#", "lead_id": lead}
    assert rep.ask("POST", "/api/v1/texts/preview", wanted).json == {
        "subject": "Ada at Pump Fair",
        "body": "About A demo, as.",
        "empty": ["job_title", "links"],
    }
    sample = rep.ask("POST", "/api/v1/texts/preview", {"subject": "", "body": "#name# #links#"}).json
    assert sample["body"].startswith("Ada Example Brochure: https://")
    stranger = {**wanted, "lead_id": "01890000-0000-7000-8000-000000000000"}
    assert rep.ask("POST", "/api/v1/texts/preview", stranger).status_code == 404
    wrong = rep.ask("POST", "/api/v1/texts/preview", {"subject": "", "body": "#nme#"}).json
    assert wrong["errors"] == {"body": ["There is no field #nme#. Did you mean #name#?"]}


def test_brochures_go_along_and_their_use_is_counted(post: Post) -> None:
    boss = Desk(post.app.test_client(), staff(_show(post), "marketing"))
    paths = [{"title": title, "url": f"https://pumps.example/{title}"} for title in ("prices", "manual")]
    prices, manual = (boss.ask("POST", "/api/v1/collateral", item).json for item in paths)
    assert boss.ask("POST", "/api/v1/collateral", paths[0]).json["code"] == "collateral_taken"
    lead = post.capture()
    post.mail(lead, body="See\n#links#", collateral=[prices["id"]])
    post.work()
    sale = {"value": 100, "invoice_no": "R1"}
    post.rep.push(post.rep.op("close", lead, body={"outcome": "won", "sale": sale}))

    assert "prices: https://pumps.example/prices" in post.box.messages[0].get_payload(decode=True).decode()
    assert post.doc(lead)["touches"][-1]["collateral"] == ["prices"]
    counts = {
        item["title"]: [item[name] for name in ("used", "people", "leads", "won")]
        for item in boss.ask("GET", "/api/v1/collateral").json
    }
    assert counts == {"prices": [1, 1, 1, 1], "manual": [0, 0, 0, 0]}
    assert manual["url"].endswith("manual")


def test_a_link_that_is_none_is_refused(boss: Desk) -> None:
    wrong = {"title": "x", "url": "javascript:alert(1)"}
    assert boss.ask("POST", "/api/v1/collateral", wrong).json["code"] == "invalid"
