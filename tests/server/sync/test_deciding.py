"""What a person must decide: two values of one field, and edits that were refused to who made them."""

from typing import Any

import pytest
from flask import Flask

from server.core.ids import new_id
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "family_name": "Lovelace", "company": "Engines Ltd"}


@pytest.fixture
def people(app: Flask) -> tuple[Phone, Phone, Phone]:
    """A supervisor, the rep who took a card, and the colleague who has it now."""
    show = open_show(app)
    return phone(show, "supervisor", leads_team=True), phone(show), phone(show)


def captured(rep: Phone) -> str:
    put = rep.put(CARD, mine=True)
    rep.push(put)
    lead: str = put["lead"]
    return lead


def given_away(boss: Phone, rep: Phone, to: Phone) -> str:
    lead = captured(rep)
    boss.push(boss.op("assign", lead, body={"to": to.who.id, "reason": "Speaks French"}))
    return lead


def proposals(who: Phone, lead: str | None = None) -> list[dict[str, Any]]:
    query = {"lead": lead} if lead else {}
    response = who.client.get("/api/v1/proposals", query_string=query, headers=who.who.headers)
    assert response.status_code == 200, response.json
    found: list[dict[str, Any]] = response.json
    return found


def decide(who: Phone, id: str, decision: str) -> Any:
    return who.client.post(f"/api/v1/proposals/{id}", json={"decision": decision}, headers=who.who.headers)


def in_conflict(boss: Phone, rep: Phone, *, first: str = "Boss Ltd", second: str = "Rep Ltd") -> str:
    lead = captured(rep)
    base = boss.pull()[lead]["rev"]
    boss.push(boss.put({"company": first}, lead, base=base))
    rep.push(rep.put({"company": second}, lead, base=0))
    return lead


@pytest.mark.parametrize("rep_knew", [False, True], ids=["later wins", "earlier loses"])
def test_both_values_of_a_conflict_say_who_and_when(people: tuple[Phone, Phone, Phone], rep_knew: bool) -> None:
    boss, rep, _ = people
    lead = captured(rep)
    base = boss.pull()[lead]["rev"]
    edit = boss.put({"company": "Boss Ltd"}, lead, base=base)
    boss.push(edit)
    other = rep.put({"company": "Rep Ltd"}, lead, base=base)
    # typed an hour before it was sent: the earlier word loses, and is shown all the same
    rep.push({**other, "at": other["at"] - 3_600_000} if rep_knew else other)

    [conflict] = rep.pull()[lead]["conflicts"]
    said = {value["value"]: value for value in conflict["values"]}
    assert {name: value["by"] for name, value in said.items()} == {"Boss Ltd": boss.who.id, "Rep Ltd": rep.who.id}
    assert all(isinstance(value["at"], int) for value in said.values())


def test_picking_one_settles_it_and_the_other_stays_in_the_history(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, _ = people
    lead = in_conflict(boss, rep)
    headers = boss.who.headers
    listed = boss.client.get("/api/v1/leads?needs=decision", headers=headers).json
    counted = boss.client.get("/api/v1/leads/summary", headers=headers).json

    rep.push(rep.put({"company": "Boss Ltd"}, lead, base=rep.pull()[lead]["rev"]))

    assert [row["id"] for row in listed] == [lead]
    assert counted["to_decide"] == 1
    assert rep.pull()[lead]["conflicts"] == []
    assert rep.documents[lead]["fields"]["company"] == "Boss Ltd"
    assert boss.client.get("/api/v1/leads?needs=decision", headers=headers).json == []


def test_an_edit_by_who_lost_the_lead_waits_for_the_manager(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    edit = rep.put({"company": "Engines GmbH"}, lead)
    assert rep.push(edit)[0]["code"] == "forbidden"

    [proposal] = proposals(boss)
    assert proposal["id"] == edit["id"]
    assert (proposal["user_id"], proposal["lead_id"], proposal["lead"]["family_name"]) == (
        rep.who.id,
        lead,
        "Lovelace",
    )
    assert (proposal["set"], proposal["now"]) == ({"company": "Engines GmbH"}, {"company": "Engines Ltd"})
    # the same push again is answered from its receipt and proposes nothing twice
    rep.push(edit)
    assert len(proposals(boss, lead)) == 1


def test_accepting_writes_it_in_the_managers_name_once(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    edit = rep.put({"company": "Engines GmbH"}, lead)
    rep.push(edit)

    accepted, again = decide(boss, edit["id"], "accept"), decide(boss, edit["id"], "dismiss")

    assert (accepted.status_code, again.status_code, again.json["code"]) == (200, 409, "decided")
    document = now.pull()[lead]
    assert document["fields"]["company"] == "Engines GmbH"
    assert document["origin"]["company"]["by"] == boss.who.id
    assert proposals(boss) == []


def test_dismissing_changes_nothing(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    edit = rep.put({"company": "Engines GmbH"}, lead)
    rep.push(edit)
    before = boss.pull()[lead]["rev"]

    assert decide(boss, edit["id"], "dismiss").status_code == 200
    assert proposals(boss) == []
    assert boss.pull()[lead]["rev"] == before


def test_a_strangers_edit_and_a_machines_reading_are_not_kept(
    people: tuple[Phone, Phone, Phone],
) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    never_hers = captured(boss)
    now.push(now.put({"company": "X"}, never_hers))
    rep.push(rep.put({"company": "Engimes"}, lead, src="ocr"))

    assert proposals(boss) == []


def test_any_refused_entry_can_be_handed_over(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    promise = rep.op("promise", lead, body={"id": new_id(), "due_at": 1, "text": "Call back"})
    refused = rep.push(promise)[0]
    body = {"id": promise["id"], "op": promise, "code": refused["code"], "text": "Please call her"}
    [handed] = rep.push(rep.op("hand", lead, body=body))
    [theirs] = now.push(now.op("hand", lead, body={**body, "text": "Mine"}))

    [proposal] = proposals(boss)
    assert (refused["code"], handed["st"], theirs["code"]) == ("promise_in_past", "ok", "replay_mismatch")
    assert (proposal["kind"], proposal["text"], proposal["body"]["text"]) == (
        "promise",
        "Please call her",
        "Call back",
    )
    # what the rules refuse to everybody is refused to the manager too, and stays
    assert decide(boss, promise["id"], "accept").json["code"] == "promise_in_past"
    assert len(proposals(boss)) == 1


@pytest.mark.parametrize("op", [{"kind": 7}, {"kind": "put", "set": {"company": "x" * 70_000}}])
def test_what_is_no_entry_cannot_be_handed_over(people: tuple[Phone, Phone, Phone], op: dict[str, Any]) -> None:
    _, rep, _ = people
    lead = captured(rep)
    [answer] = rep.push(rep.op("hand", lead, body={"id": new_id(), "op": op}))
    assert answer["code"] == "invalid"


def test_reps_decide_nothing(people: tuple[Phone, Phone, Phone]) -> None:
    boss, rep, now = people
    lead = given_away(boss, rep, now)
    edit = rep.put({"company": "Engines GmbH"}, lead)
    rep.push(edit)

    assert decide(now, edit["id"], "accept").status_code == 403
    assert decide(boss, new_id(), "accept").status_code == 404
