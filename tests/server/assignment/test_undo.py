"""A change of owner can be taken back, alone or with all that were made in one go."""

from typing import Any

import pytest
from flask import Flask

from server.core.ids import new_id
from tests.support.people import change
from tests.support.shows import Phone, Show, phone


def captured(who: Phone) -> str:
    # of a company each: what belongs together stays together
    put = who.put({"company": new_id()}, mine=True)
    who.push(put)
    id: str = put["lead"]
    return id


def do(who: Phone, lead: str, kind: str, **body: Any) -> dict[str, Any]:
    [answer] = who.push(who.op(kind, lead, body=body))
    return answer


def document(who: Phone, lead: str) -> dict[str, Any]:
    return who.pull()[lead]


def test_undoing_gives_the_lead_back_and_says_so_in_its_history(ann: Phone, ben: Phone, eva: Phone) -> None:
    lead = captured(ann)
    do(eva, lead, "assign", to=ben.who.id, reason="Territory")
    given = document(eva, lead)["assignments"][-1]

    assert do(eva, lead, "unassign", assignment=given["id"])["st"] == "ok"

    doc = document(eva, lead)
    assert doc["owner"] == ann.who.id
    assert [entry["how"] for entry in doc["assignments"]] == ["claim", "assign", "undo"]
    assert doc["owner_why"] == f"Taken back by Colleague {eva.who.id[-4:]}: Territory"
    assert lead in ann.pull()
    assert lead not in ben.pull()
    assert {step["owner"] for step in doc["steps"]} == {ann.who.id}


def test_taking_back_what_was_taken_back_does_it_again(ann: Phone, ben: Phone, eva: Phone) -> None:
    lead = captured(ann)
    do(eva, lead, "assign", to=ben.who.id, reason="Territory")
    do(eva, lead, "unassign")
    do(eva, lead, "unassign")

    assert document(eva, lead)["owner"] == ben.who.id


def test_what_somebody_changed_since_is_not_taken_back(ann: Phone, ben: Phone, eva: Phone) -> None:
    lead = captured(ann)
    do(eva, lead, "assign", to=ben.who.id, reason="Territory")
    given = document(eva, lead)["assignments"][-1]["id"]
    do(ben, lead, "assign", to=None, reason="Not mine")

    assert do(eva, lead, "unassign", assignment=given)["code"] == "owner_changed"
    assert document(eva, lead)["owner"] is None


def test_who_left_gets_nothing_back(app: Flask, ann: Phone, ben: Phone, eva: Phone) -> None:
    lead = captured(ann)
    do(eva, lead, "assign", to=ben.who.id, reason="Territory")
    change(app, ann.who, active=False)

    assert do(eva, lead, "unassign")["code"] == "owner_gone"


def test_a_claim_by_mistake_is_taken_back_by_whoever_made_it(ann: Phone, ben: Phone) -> None:
    lead = captured(ann)
    do(ann, lead, "assign", to=None, reason="Not mine")
    do(ben, lead, "claim")

    assert do(ben, lead, "unassign")["st"] == "ok"
    doc = document(ben, lead)
    assert (doc["owner"], doc["owner_how"]) == (None, "undo")


def test_nobody_takes_back_what_the_supervisor_decided(ann: Phone, ben: Phone, eva: Phone) -> None:
    lead = captured(ann)
    do(eva, lead, "assign", to=ben.who.id, reason="Territory")

    assert do(ben, lead, "unassign")["code"] == "forbidden"


def send(who: Phone, path: str, **body: Any) -> Any:
    return who.client.post(f"/api/v1/leads/{path}", json=body, headers=who.who.headers)


def test_a_bulk_assignment_goes_back_but_for_what_changed_since(ann: Phone, ben: Phone, eva: Phone) -> None:
    leads = [captured(ann) for _ in range(3)]
    batch = send(eva, "assign", lead_ids=leads, to=ben.who.id, reason="Territory").json["batch"]
    do(ben, leads[0], "assign", to=None, reason="Not mine")

    done = send(eva, "assign/undo", batch=batch).json

    assert {one["id"] for one in done["changed"]} == set(leads[1:])
    assert (done["kept"], done["left"]) == (1, 0)
    assert {id for id, doc in ann.pull().items() if doc["owner"] == ann.who.id} == set(leads[1:])
    assert send(eva, "assign/undo", batch=batch).json["changed"] == []


def test_the_rules_spread_leads_and_say_why(show: Show, ann: Phone, ben: Phone, eva: Phone) -> None:
    leads = [captured(eva) for _ in range(4)]

    shown = send(eva, "assign", lead_ids=leads, by_rule=True, preview=True).json
    done = send(eva, "assign", lead_ids=leads, by_rule=True, seen=shown["seen"]).json

    assert {(row["id"], row["count"]) for row in done["people"]} == {(ann.who.id, 2), (ben.who.id, 2)}
    assert all(row["why"][0]["words"] for row in done["people"])
    entry = document(eva, leads[0])["assignments"][-1]
    assert entry["trail"]
    assert entry["why"] == done["changed"][0]["why"]


def test_what_changed_after_the_preview_is_looked_at_again(show: Show, ann: Phone, ben: Phone, eva: Phone) -> None:
    leads = [captured(ann) for _ in range(2)]
    body = {"lead_ids": leads, "to": ben.who.id, "reason": "Territory"}
    shown = send(eva, "assign", **body, preview=True).json
    do(ann, leads[0], "assign", to=None, reason="Not mine")

    refused = send(eva, "assign", **body, seen=shown["seen"])

    assert (refused.status_code, refused.json["code"]) == (409, "preview_stale")
    assert document(eva, leads[1])["owner"] == ann.who.id


@pytest.mark.parametrize("body", [{}, {"to": new_id(), "by_rule": True}])
def test_a_bulk_assignment_names_somebody_or_leaves_it_to_the_rules(eva: Phone, body: dict[str, Any]) -> None:
    answer = send(eva, "assign", lead_ids=[new_id()], **body)
    assert (answer.status_code, "to" in str(answer.json["errors"])) == (422, True)


def test_languages_and_products_of_a_person_count(app: Flask, show: Show, eva: Phone) -> None:
    french, plain = phone(show), phone(show)
    change(app, french.who, languages=["fr"], products=["flow"])
    change(app, plain.who, languages=["de"], products=["level"])
    put = eva.put({"company": "Pompes", "language": "fr", "tag/flow": True})
    eva.push(put)

    assert document(eva, put["lead"])["owner"] == french.who.id
