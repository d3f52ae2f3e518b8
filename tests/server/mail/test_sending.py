"""Mail leaves once, to whom it may, and what became of it is written down; the sink is a real mail server."""

from typing import Any

import pytest
from sqlalchemy import text, update

from server.core.clock import HOUR, MINUTE, SECOND
from server.core.db import table, writing
from server.core.ids import new_id
from server.jobs.operations import LEASE
from server.mail import sending
from server.mail.models import Message
from server.mail.sending import PAUSES, deliver
from tests.conftest import AppFactory
from tests.server.mail.conftest import SENDER, Post
from tests.support.clock import standing_still
from tests.support.mailbox import Mailbox
from tests.support.people import colleague
from tests.support.ports import free_port
from tests.support.shows import Phone, open_show, phone


def step_of(doc: dict[str, Any], purpose: str) -> dict[str, Any]:
    """The first step for a purpose."""
    found: dict[str, Any] = next(step for step in doc["steps"] if step["purpose"] == purpose)
    return found


def object_to_mail(post: Post, lead: str) -> None:
    """They ask not to be mailed."""
    body = {"id": new_id(), "channel": "email", "state": "objected"}
    (answer,) = post.rep.push(post.rep.op("consent", lead, body=body))
    assert answer["st"] == "ok"


def test_the_summary_a_rep_writes_is_sent_and_moves_the_plan(post: Post) -> None:
    lead = post.capture(interest="sea water pumps")
    post.rep.push(post.rep.touch(lead))
    summary = step_of(post.doc(lead), "summary")
    said = {"subject": "For #name#", "body": "Dear #given#, about #topic#.\n#rep#", "kind": "summary"}
    assert post.mail(lead, step=summary["id"], **said)["st"] == "ok"
    waiting = post.doc(lead)["messages"]
    assert [(one["state"], one["step"]) for one in waiting] == [("queued", summary["id"])]
    post.work()

    (mail,) = post.box.messages
    assert (mail["Subject"], mail["Auto-Submitted"]) == ("For Ada Lovelace", None)
    assert mail["Message-ID"] == f"<{waiting[0]['id']}@pumps.example>"
    assert mail["From"].endswith("<sales@pumps.example>")
    assert "(Pumps & Co)" in mail["From"]
    body = mail.get_payload(decode=True).decode()
    assert body.startswith("Dear Ada, about sea water pumps.\r\nColleague")
    assert post.box.envelopes[0].rcpt_tos == ["ada@engines.example"]
    doc = post.doc(lead)
    touch = doc["touches"][-1]
    assert (touch["channel"], touch["outcome"], touch["auto"], touch["by"]) == (
        "email",
        "sent",
        False,
        post.rep.who.id,
    )
    assert touch["id"] == touch["message"] == waiting[0]["id"]
    assert step_of(doc, "summary")["state"] == "done"
    assert doc["status"] == 3
    assert [one["state"] for one in doc["messages"]] == ["sent"]


def test_the_same_mail_pushed_again_is_one_mail(post: Post) -> None:
    lead = post.capture()
    said = {"id": new_id(), "subject": "Once", "body": "x"}
    op = post.rep.op("mail", lead, body=said)
    again = {**post.rep.op("mail", lead, body=said)}
    post.rep.push(op, op)
    post.rep.push(op, again)
    post.work()
    post.work()
    assert [mail["Subject"] for mail in post.box.messages] == ["Once"]


def test_a_step_gets_one_mail_whoever_sends_it(post: Post) -> None:
    with standing_still() as clock:
        lead = post.capture()
        ack = step_of(post.doc(lead), "ack")
        assert post.mail(lead, step=ack["id"])["st"] == "ok"
        assert post.mail(lead, step=ack["id"])["code"] == "mail_under_way"
        post.acknowledge(clock)
        assert len(post.box.messages) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": "#nmae#"}, "unknown_field"),
        ({"body": "#__class__.__init__#  #klass#"}, "unknown_field"),
        ({"subject": ""}, "invalid"),
        ({"collateral": [new_id()]}, "invalid"),
        ({"kind": "script"}, "invalid"),
    ],
)
def test_a_mail_that_breaks_a_rule_is_refused_by_name(post: Post, change: dict[str, Any], code: str) -> None:
    lead = post.capture()
    answer = post.mail(lead, **change)
    assert (answer["st"], answer["code"]) == ("reject", code)
    if "#nmae#" in str(change):
        assert answer["errors"]["subject"] == ["There is no field #nmae#. Did you mean #name#?"]
    assert post.rows() == []


def test_what_stands_against_a_mail_is_said_when_it_is_decided(post: Post) -> None:
    lost, silent, bare = post.capture(), post.capture(email="b@b.example"), post.capture(email="no address")
    close = {"outcome": "no_decision", "reason": "later"}
    post.rep.push(post.rep.op("close", lost, body=close))
    object_to_mail(post, silent)
    reasons = [post.mail(lead) for lead in (lost, silent, bare)]
    assert [(answer["code"], answer["reason"]) for answer in reasons] == [
        ("mail_not_permitted", "closed"),
        ("mail_not_permitted", "objected"),
        ("mail_not_permitted", "no_address"),
    ]


@pytest.mark.parametrize("change", ["objected", "closed", "trashed", "erased", "other card"])
def test_it_is_asked_again_when_the_mail_is_about_to_leave(post: Post, change: str) -> None:
    lead = post.capture()
    post.mail(lead)
    if change == "objected":
        object_to_mail(post, lead)
    elif change == "closed":
        post.rep.push(post.rep.op("close", lead, body={"outcome": "no_decision", "reason": "later"}))
    elif change == "trashed":
        post.rep.push(post.rep.put({"trashed": True}, lead))
    elif change == "other card":
        object_to_mail(post, post.capture(family_name="King"))
    else:
        with post.app.app_context(), writing() as connection:
            connection.execute(text("DELETE FROM lead"))
    post.work()

    assert post.box.messages == []
    assert post.states() == ([] if change == "erased" else ["suppressed"])


def test_a_word_given_while_the_line_is_open_still_counts(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = post.capture()
    post.mail(lead)
    last = sending._point_of_no_return

    def late(id: str, letter: Any) -> bool:
        object_to_mail(post, lead)
        return last(id, letter)

    monkeypatch.setattr(sending, "_point_of_no_return", late)
    post.work()
    assert (post.box.messages, post.states()) == ([], ["suppressed"])


def test_a_corrected_address_is_the_one_that_gets_it(post: Post) -> None:
    lead = post.capture(email="adda@engines.example")
    post.mail(lead)
    post.rep.push(post.rep.put({"email": "ada@engines.example"}, lead))
    post.work()
    assert [envelope.rcpt_tos for envelope in post.box.envelopes] == [["ada@engines.example"]]
    assert post.doc(lead)["messages"][0]["to"] == "ada@engines.example"


@pytest.mark.parametrize("place", ["refuse_with", "refuse_recipient_with"])
def test_what_is_refused_for_good_bounces_and_the_step_stays_open(post: Post, place: str) -> None:
    lead = post.capture()
    ack = step_of(post.doc(lead), "ack")
    setattr(post.box, place, "550 5.1.1 nobody of this name")
    post.mail(lead, step=ack["id"])
    post.work()
    doc = post.doc(lead)
    assert [(one["state"], one["reason"]) for one in doc["messages"]] == [
        ("bounced", "550 5.1.1 nobody of this name")
    ]
    assert doc["touches"][-1]["outcome"] == "bounced"
    assert step_of(doc, "ack")["state"] in ("planned", "due")
    setattr(post.box, place, None)
    assert post.mail(lead, step=ack["id"])["st"] == "ok"


@pytest.mark.parametrize("place", ["refuse_with", "refuse_recipient_with"])
def test_a_busy_mail_server_is_asked_again_later(post: Post, place: str) -> None:
    with standing_still() as clock:
        lead = post.capture()
        setattr(post.box, place, "451 4.7.1 greylisted")
        post.mail(lead)
        post.work()
        post.work()
        assert [(row["state"], row["tries"], row["reason"]) for row in post.rows()] == [
            ("queued", 1, "451 4.7.1 greylisted")
        ]
        setattr(post.box, place, None)
        clock.advance(PAUSES[0] + SECOND)
        post.work()
        assert (post.states(), len(post.box.messages)) == (["sent"], 1)


def test_a_server_that_stays_away_ends_in_a_state_a_person_sees(make_app: AppFactory) -> None:
    app = make_app(SMTP_URL=f"smtp://127.0.0.1:{free_port()}", MAIL_FROM=SENDER)
    post = Post(app, Mailbox(), phone(open_show(app)))
    with standing_still() as clock:
        lead = post.capture()
        mail = post.mail(lead)["mail"]
        for pause in (*PAUSES, 0):
            post.work()
            clock.advance(pause + SECOND)
        (shown,) = post.doc(lead)["messages"]
        assert (shown["state"], shown["reason"]) == (
            "failed",
            "The mail server cannot be reached: ConnectionRefusedError",
        )
        stuck = post.rep.client.get("/api/v1/messages/stuck", headers=post.rep.who.headers).json
        assert [(one["id"], one["lead"], one["state"]) for one in stuck["messages"]] == [
            (mail, "Ada Lovelace", "failed")
        ]


def test_no_more_leave_in_a_minute_than_the_setting_says(make_app: AppFactory, mail: tuple[Mailbox, str]) -> None:
    app = make_app(SMTP_URL=mail[1], MAIL_FROM=SENDER, MAIL_RATE=2)
    post = Post(app, mail[0], phone(open_show(app)))
    with standing_still() as clock:
        lead = post.capture()
        for _ in range(5):
            post.mail(lead)
            clock.advance(1)
        counts = []
        for _ in range(4):
            post.work()
            counts.append(len(post.box.messages))
            clock.advance(MINUTE + SECOND)
        assert counts == [2, 4, 5, 5]


def settle(who: Phone, mail: str, word: str) -> Any:
    """A person's word on a mail that got stuck."""
    return who.client.post(f"/api/v1/messages/{mail}/settle", json={"word": word}, headers=who.who.headers)


@pytest.fixture
def unsure(post: Post) -> tuple[str, str]:
    """A lead and its mail, found in the hands of a worker that is gone."""
    lead = post.capture()
    mail = post.mail(lead)["mail"]
    with post.app.app_context():
        with writing() as connection:
            connection.execute(update(table(Message)).values(state="sending", sending_at=1_800_000_000_000, tries=1))
        deliver(mail)
    return lead, mail


def test_a_mail_found_half_sent_is_never_sent_by_itself(post: Post, unsure: tuple[str, str]) -> None:
    post.work()
    assert (post.states(), post.box.messages) == (["unsure"], [])
    assert post.doc(unsure[0])["touches"] == []


@pytest.mark.parametrize(
    ("word", "state", "sent", "touches"), [("sent", "sent", 0, 1), ("again", "sent", 1, 1), ("drop", "failed", 0, 0)]
)
def test_a_person_says_what_became_of_it(
    post: Post, unsure: tuple[str, str], word: str, state: str, sent: int, touches: int
) -> None:
    lead, mail = unsure
    with standing_still() as clock:
        clock.advance(LEASE + HOUR)
        assert settle(post.rep, mail, word).status_code == 200
        post.work()
    assert (post.states(), len(post.box.messages), len(post.doc(lead)["touches"])) == ([state], sent, touches)
    assert settle(post.rep, mail, "sent").json["code"] == "message_settled"


def test_only_who_sees_the_lead_decides_about_its_mail(post: Post, unsure: tuple[str, str]) -> None:
    stranger = Phone(post.app.test_client(), colleague(post.app), None)
    assert settle(stranger, unsure[1], "sent").status_code == 404
    assert settle(post.rep, new_id(), "sent").status_code == 404
    path = f"/api/v1/leads/{unsure[0]}/messages"
    assert post.rep.client.get(path, headers=stranger.who.headers).status_code == 404
    (shown,) = post.rep.client.get(path, headers=post.rep.who.headers).json["messages"]
    assert (shown["body"], shown["state"]) == ("Hello Ada", "unsure")
