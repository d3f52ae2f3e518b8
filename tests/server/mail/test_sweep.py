"""What plans leave to the machine: the acknowledgement, never to a doubtful address, and what else is marked so."""

from dataclasses import replace
from typing import Any

import pytest

from server.core.clock import DAY, HOUR, MINUTE
from server.core.db import writing
from server.core.ids import new_id
from server.mail.sweep import SETTLES, is_sure, sweep
from server.plans.store import publish
from server.plans.templates import PLAN_C
from tests.conftest import AppFactory
from tests.server.mail.conftest import Post
from tests.support.clock import standing_still
from tests.support.mailbox import Mailbox
from tests.support.shows import open_show, phone


def test_a_captured_card_is_acknowledged_by_itself_once(post: Post) -> None:
    with standing_still() as clock:
        lead = post.capture(language="de")
        post.work()
        clock.advance(SETTLES - MINUTE)
        with post.app.app_context():
            sweep()
        assert post.states() == []
        post.acknowledge(clock)
        post.acknowledge(clock)

        (mail,) = post.box.messages
        assert mail["Subject"] == "Danke für Ihren Besuch auf der Pump Fair"
        assert mail["Auto-Submitted"] == "auto-generated"
        body = mail.get_payload(decode=True).decode()
        assert body.startswith("Guten Tag Ada Lovelace,")
        assert "Pumps & Co\r\n+49 30 555 0100" in body
        doc = post.doc(lead)
        (touch,) = doc["touches"]
        assert (touch["auto"], touch["by"], touch["outcome"]) == (True, None, "sent")
        (clock_row,) = [one for one in doc["clocks"] if one["clock"] == "ACK24"]
        assert (clock_row["state"], clock_row["by_machine"]) == ("met", True)
        assert doc["status"] == 1


@pytest.mark.parametrize(
    ("origin", "sure"),
    [
        ({"src": "human"}, True),
        ({"src": "badge"}, True),
        ({"src": "ocr", "conf": 0.97}, True),
        ({"src": "ocr", "conf": 0.6}, False),
        ({"src": "ocr"}, False),
    ],
)
def test_a_doubtful_reading_gets_no_mail_before_somebody_looked(origin: dict[str, Any], sure: bool) -> None:
    assert is_sure({"fields": {"email": "ada@engines.example"}, "origin": {"email": origin}}) is sure
    assert not is_sure({"fields": {"email": "nonsense"}, "origin": {"email": {"src": "human"}}})


def test_nobody_who_refused_mail_is_acknowledged(post: Post) -> None:
    with standing_still() as clock:
        lead = post.capture()
        body = {"id": new_id(), "channel": "email", "state": "objected"}
        post.rep.push(post.rep.op("consent", lead, body=body))
        post.acknowledge(clock)
        assert (post.states(), post.box.messages) == ([], [])


def test_a_bounced_acknowledgement_is_tried_again_only_at_another_address(post: Post) -> None:
    with standing_still() as clock:
        lead = post.capture(email="adda@engines.example")
        post.box.refuse_with = "550 nobody"
        post.acknowledge(clock)
        post.box.refuse_with = None
        post.acknowledge(clock)
        assert post.states() == ["bounced"]
        post.rep.push(post.rep.put({"email": "ada@engines.example"}, lead))
        post.acknowledge(clock)
        assert (post.states(), len(post.box.messages)) == (["bounced", "sent"], 1)


def test_the_courtesy_note_goes_out_by_itself_after_48_hours_when_the_plan_says_so(post: Post) -> None:
    automatic = tuple(replace(step, auto=step.auto or step.purpose == "courtesy") for step in PLAN_C.steps)
    with post.app.app_context(), writing() as connection:
        publish(connection, [replace(PLAN_C, steps=automatic)])
    with standing_still() as clock:
        lead = post.capture()
        clock.advance(HOUR)
        post.rep.push(post.rep.touch(lead))
        summary = next(step for step in post.doc(lead)["steps"] if step["purpose"] == "summary")
        post.mail(lead, step=summary["id"])
        post.work()
        clock.advance(DAY)
        post.acknowledge(clock)
        assert len(post.box.messages) == 1
        clock.advance(DAY)
        post.acknowledge(clock)
        note = post.box.messages[-1]
        assert note["Subject"] == "Do you have everything you need?"
        assert "This is a courtesy note" in note.get_payload(decode=True).decode().replace("\r\n", " ")
        states = {clock["clock"]: clock["state"] for clock in post.doc(lead)["clocks"]}
        assert states["COURTESY48"] == "met"


def test_without_a_mail_server_the_step_waits_for_a_person(make_app: AppFactory) -> None:
    app = make_app()
    post = Post(app, Mailbox(), phone(open_show(app)))
    with standing_still() as clock:
        lead = post.capture()
        post.acknowledge(clock)
        assert (post.states(), post.mail(lead)["code"]) == ([], "mail_off")
        assert next(step for step in post.doc(lead)["steps"] if step["purpose"] == "ack")["state"] == "due"
