"""What a phone sends again when the server came back from a backup. Found by the simulator (tests/simulation)."""

import pytest
from flask import Flask

from server.core.ids import new_id
from tests.support.shows import open_show, phone


def test_an_entry_the_backup_knows_is_no_forgery_when_its_stamps_come_along(app: Flask) -> None:
    rep = phone(open_show(app))
    put = rep.put({"company": "ACME"}, mine=True)
    [first] = rep.push(put)

    [again] = rep.push({**put, "stamps": {"company": first["stamp"]}})

    assert (again["st"], again.get("dup"), again["rev"]) == ("ok", True, first["rev"])


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("claim", {}),
        ("classify", {"body": {"class": "A", "reason": "old friend"}}),
        ("reopen", {"body": {"reason": "they called"}}),
        ("close", {"body": {"outcome": "lost", "reason": "price", "objection": "dear"}}),
    ],
)
def test_a_deed_on_a_lead_that_another_phone_still_holds_waits(
    app: Flask, kind: str, more: dict[str, object]
) -> None:
    rep = phone(open_show(app))
    deed = rep.op(kind, new_id(), **more)

    [answer] = rep.push(deed)

    assert (answer["st"], answer["code"]) == ("retry", "unknown_lead")
