"""Consent and do-not-call: one word of the prospect binds every lead, every channel step, every later card."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from server.core.clock import DAY, HOUR
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.duplicates.jobs import find
from server.followups.models import Consent, Suppression, Touch
from server.leads.models import Lead
from tests.support.clock import standing_still
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "company": "Engines", "email": "ada@engines.example", "phone": "+49 30 23125 100"}
OPEN = ("planned", "due", "blocked")


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def captured(who: Phone, **fields: Any) -> str:
    put = who.put({**CARD, **fields}, mine=True)
    who.push(put)
    lead: str = put["lead"]
    return lead


def consent(who: Phone, lead: str, channel: str = "call", state: str = "objected", **more: Any) -> dict[str, Any]:
    """The operation; `at` and the rest of the frame by name, the body as `body`."""
    body = {"id": new_id(), "channel": channel, "state": state, **more.pop("body", {})}
    return {**who.op("consent", lead, body=body), **more}


def word(who: Phone, lead: str, *said: str, **more: Any) -> dict[str, Any]:
    [answer] = who.push(consent(who, lead, *said, **more))
    return dict(answer)


def open_channels(who: Phone, lead: str) -> set[str]:
    return {step["channel"] for step in who.pull()[lead]["steps"] if step["state"] in OPEN}


def listed(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), reading() as connection:
        return [dict(row) for row in connection.execute(select(table(Suppression))).mappings()]


def test_after_an_objection_nobody_calls(app: Flask, rep: Phone) -> None:
    lead = captured(rep)
    assert "call" in open_channels(rep, lead)
    said = {"basis": None, "wording_version": "stand-2", "evidence": "Asked not to be called, at the stand"}
    assert word(rep, lead, body=said)["st"] == "ok"
    document = rep.pull()[lead]

    assert document["dnc"] == ["call", "sms"]
    assert document["consents"][0].items() >= {**said, "by": rep.who.id, "device": rep.who.device_id}.items()
    assert open_channels(rep, lead) & {"call", "sms"} == set()
    assert document["next_step"]["channel"] == "email"
    with app.app_context(), reading() as connection:
        row = connection.execute(select(table(Consent))).mappings().one()
    assert row.items() >= {"lead_id": lead, "state": "objected", "wording_version": "stand-2"}.items()


def test_a_new_card_of_the_number_starts_in_writing(rep: Phone) -> None:
    word(rep, captured(rep))
    again = captured(rep, given_name="A.", email="lovelace@other.example", phone="030 23125-100", country="DE")
    second = captured(rep, email="x@other.example", phone="+49 30 999 999", phone_2="0049 30 23125100", country="DE")
    stranger = captured(rep, email="y@other.example", phone="+49 30 999 998")
    documents = rep.pull()

    assert documents[again]["dnc"] == documents[second]["dnc"] == ["call", "sms"]
    assert documents[again]["consents"] == []
    assert "call" not in open_channels(rep, again)
    assert documents[stranger]["dnc"] == []


def test_the_list_holds_no_number_and_outlives_the_lead(app: Flask, rep: Phone) -> None:
    lead = captured(rep)
    word(rep, lead)
    word(rep, lead, "email")
    assert "23125" not in str(listed(app))
    assert "ada@" not in str(listed(app))
    with app.app_context(), writing() as connection:
        connection.execute(delete(table(Lead)).where(table(Lead).c.id == lead))

    again = captured(rep)
    assert {row["channel"] for row in listed(app)} == {"call", "sms", "email"}
    assert rep.pull()[again]["dnc"] == ["call", "email", "sms"]


def test_a_lead_that_stands_already_is_told(rep: Phone) -> None:
    first, second = captured(rep), captured(rep, email="other@engines.example")
    assert "call" in open_channels(rep, second)
    word(rep, first)

    assert rep.pull()[second]["dnc"] == ["call", "sms"]
    assert "call" not in open_channels(rep, second)


def test_a_lead_with_it_as_its_second_number_or_address_is_told_too(app: Flask, rep: Phone) -> None:
    first = captured(rep)
    second = captured(rep, email="a@b.example", phone="+49 30 999 999", phone_2="0049 30 23125100", country="DE")
    third = captured(rep, email="c@b.example", email_2="Ada@Engines.example", phone="+49 30 999 998")
    with app.app_context():
        find()

    word(rep, first)
    word(rep, first, "email")

    documents = rep.pull()
    assert documents[second]["dnc"] == ["call", "sms"]
    assert documents[third]["dnc"] == ["email"]


def test_a_number_written_down_later_is_covered_too(rep: Phone) -> None:
    lead = captured(rep)
    word(rep, lead)
    rep.push(rep.put({"phone_2": "+49 30 555 111"}, lead))

    again = captured(rep, email="b@b.example", phone="+49 30 555 111")

    assert rep.pull()[again]["dnc"] == ["call", "sms"]


def test_only_proof_takes_an_objection_back(app: Flask, rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        other = captured(rep, email="other@engines.example")
        word(rep, lead)
        clock.advance(HOUR)
        assert word(rep, lead, "call", "granted")["code"] == "consent_needs_evidence"
        proof = {"basis": "consent", "evidence": "Signed on the order form"}
        assert word(rep, lead, "call", "granted", body=proof)["st"] == "ok"
        documents = rep.pull()

        assert documents[lead]["dnc"] == documents[other]["dnc"] == ["sms"]
        assert len(documents[lead]["consents"]) == 2
        clock.advance(HOUR)
        word(rep, lead)
        assert rep.pull()[other]["dnc"] == ["call", "sms"]


def test_the_order_words_arrive_in_does_not_matter(rep: Phone) -> None:
    with standing_still() as clock:
        early, late = clock.now + HOUR, clock.now + 2 * HOUR
        proof = {"evidence": "Signed"}
        leads = [captured(rep, phone=f"+49 30 555 10{n}", email=f"n{n}@n.example") for n in range(4)]
        clock.advance(DAY)
        rep.push(
            consent(rep, leads[0], at=early),
            consent(rep, leads[0], "call", "granted", at=late, body=proof),
            consent(rep, leads[1], "call", "granted", at=late, body=proof),
            consent(rep, leads[1], at=early),
            consent(rep, leads[2], at=late),
            consent(rep, leads[2], "call", "granted", at=early, body=proof),
            consent(rep, leads[3], "call", "granted", at=early, body=proof),
            consent(rep, leads[3], at=late),
        )
        documents = rep.pull()
        assert ["call" in documents[lead]["dnc"] for lead in leads] == [False, False, True, True]


def test_an_objection_of_the_same_batch_needs_its_proof_as_well(rep: Phone) -> None:
    lead = captured(rep)
    answers = rep.push(consent(rep, lead), consent(rep, lead, "call", "granted"))

    assert [answer.get("code") for answer in answers] == [None, "consent_needs_evidence"]


def test_an_older_objection_heard_of_late_does_not_undo_a_permission(rep: Phone) -> None:
    with standing_still() as clock:
        first, second = captured(rep), captured(rep, email="other@engines.example")
        begun = clock.now
        clock.advance(DAY)
        rep.push(consent(rep, first, at=begun + HOUR))
        rep.push(consent(rep, first, "call", "granted", at=begun + 3 * HOUR, body={"evidence": "Signed"}))
        rep.push(consent(rep, second, at=begun + 2 * HOUR))
        documents = rep.pull()

        assert "call" not in documents[first]["dnc"]
        assert "call" in documents[second]["dnc"]


def test_a_permission_says_nothing_about_a_number_written_down_later(rep: Phone) -> None:
    with standing_still() as clock:
        willing, unwilling = captured(rep), captured(rep, email="b@b.example", phone="+49 30 555 111")
        word(rep, unwilling)
        clock.advance(HOUR)
        word(rep, willing, "call", "granted")
        rep.push(rep.put({"phone_2": "+49 30 555 111"}, willing))

        assert rep.pull()[willing]["dnc"] == ["call", "sms"]


def test_a_call_made_all_the_same_is_kept_and_flagged(app: Flask, rep: Phone) -> None:
    with standing_still() as clock:
        lead = captured(rep)
        before = rep.touch(lead, outcome="no_answer")
        clock.advance(HOUR)
        objection = consent(rep, lead)
        clock.advance(HOUR)
        after, mail, theirs = (
            rep.touch(lead, outcome="no_answer"),
            rep.touch(lead, channel="email", outcome="sent"),
            rep.touch(lead, direction="in", outcome="connected"),
        )
        rep.push(before, after, mail, theirs)
        assert not any(touch["after_dnc"] for touch in rep.pull()[lead]["touches"])
        # the phone with the objection comes back last
        rep.push(objection)

        flagged = [touch["id"] for touch in rep.pull()[lead]["touches"] if touch["after_dnc"]]
        assert flagged == [after["body"]["id"]]
        with app.app_context(), reading() as connection:
            column = table(Touch).c
            rows = connection.execute(select(column.id).where(column.after_dnc)).scalars().all()
        assert rows == flagged


def test_a_call_to_a_listed_number_is_flagged_on_another_card(rep: Phone) -> None:
    with standing_still() as clock:
        word(rep, captured(rep))
        clock.advance(HOUR)
        again = captured(rep)
        rep.push(rep.touch(again))

        assert [touch["after_dnc"] for touch in rep.pull()[again]["touches"]] == [True]


def test_who_refuses_everything_is_left_to_the_supervisor(rep: Phone) -> None:
    lead = captured(rep)
    rep.push(*(consent(rep, lead, channel) for channel in ("call", "email", "post")))
    document = rep.pull()[lead]

    assert document["dnc"] == ["call", "email", "sms", "post"]
    assert (document["next_step"]["channel"], document["next_step"]["purpose"]) == ("task", "review")


@pytest.mark.parametrize(("field", "value"), [("channel", "pigeon"), ("state", "perhaps"), ("basis", "mood")])
def test_what_no_word_can_be_is_refused(rep: Phone, field: str, value: str) -> None:
    lead = captured(rep)
    answer = word(rep, lead, body={field: value})

    assert answer["code"] == "invalid"
    assert field in answer["errors"]
    assert rep.pull()[lead]["consents"] == []
