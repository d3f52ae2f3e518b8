"""A fault of the server's own in one operation: that one waits on its phone, everything else goes through."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.core import signals
from server.core.db import writing
from server.core.ids import new_id
from server.leads.workspace import LeadState, Workspace
from tests.support.shows import Phone, open_show, phone

CARD = {"family_name": "Ohm", "company": "Ohm AG"}


class Fault(Exception):
    """What nobody thought of."""


@pytest.fixture
def rep(app: Flask) -> Phone:
    return phone(open_show(app))


def stumble(ws: Workspace, leads: list[LeadState]) -> None:
    if any(lead.fields.get("company") == "Stumble" for lead in leads):
        raise Fault


def told(answers: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(answer["st"], answer.get("code")) for answer in answers]


def test_what_the_server_stumbles_over_waits_and_holds_nothing_up(rep: Phone) -> None:
    first, bad, last = (rep.put({**CARD, "company": name}) for name in ("One", "Stumble", "Three"))
    note = rep.op("note", bad["lead"], body={"id": new_id(), "text": "On the lead that is not there yet."})

    with signals.leads_changing.connected_to(stumble):
        answers = rep.push(first, bad, note, last, "no operation")
    assert told(answers) == [
        ("ok", None),
        ("retry", "unavailable"),
        ("retry", "unknown_lead"),
        ("ok", None),
        ("reject", "invalid"),
    ]
    assert set(rep.pull()) == {first["lead"], last["lead"]}

    assert told(rep.push(bad, note, first)) == [("ok", None), ("ok", None), ("ok", None)]
    assert set(rep.pull()) == {first["lead"], bad["lead"], last["lead"]}


def test_nothing_of_it_is_half_done(rep: Phone) -> None:
    put = rep.put(CARD)
    rep.push(put)
    before = rep.pull()[put["lead"]]

    with signals.leads_changing.connected_to(stumble):
        rep.push(rep.put({"company": "Stumble"}, put["lead"]))

    assert rep.pull()[put["lead"]] == before


def test_a_failed_statement_tells_nobodys_name(app: Flask) -> None:
    insert = text("INSERT INTO source (code, label, position) VALUES ('other', :label, 0)")
    with app.app_context(), pytest.raises(IntegrityError) as failed, writing() as connection:
        connection.execute(insert, {"label": "Ada Lovelace"})
    assert "INSERT" in str(failed.value)
    assert "Lovelace" not in str(failed.value)
