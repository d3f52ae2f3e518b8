"""Two leads made one: nothing is lost, clocks run from the first capture, and it can be undone exactly."""

from typing import Any

import pytest
from flask import Flask

from server.core.clock import HOUR
from server.core.ids import new_id
from tests.support.clock import Clock
from tests.support.doubles import ADA, ask, at_another_show, captured, look, merge, twice, undo, violations
from tests.support.shows import Phone, Show, phone


def test_the_winner_holds_both_histories_and_counts_from_the_first_capture(
    app: Flask, boss: Phone, rep: Phone, clock: Clock
) -> None:
    first, second = twice(rep, clock)
    began = look(boss, first)["captured_at"]

    merge(boss, second, first)

    winner, loser = look(boss, second), look(boss, first)
    assert winner["captured_at"] == began
    assert (len(winner["touches"]), len(winner["notes"]), len(winner["promises"])) == (2, 1, 1)
    assert {clock["anchor_at"] for clock in winner["clocks"] if clock["clock"] == "ACK24"} == {began}
    fields = winner["fields"]
    assert (fields["phone"], fields["phone_2"]) == ("+49 171 2345678", "+49 30 23125 100")
    assert (fields["rating"], fields["job_title"]) == ("hot", "Countess")
    assert (loser["status"], loser["outcome"], loser["merged_into"]["lead"]) == (5, "duplicate", second)
    assert [loser[name] for name in ("touches", "notes", "captures", "promises")] == [[], [], [], []]
    assert violations(app) == []


def test_undoing_makes_both_what_they_were(app: Flask, boss: Phone, rep: Phone, clock: Clock) -> None:
    leads = twice(rep, clock)
    before = [look(boss, id) for id in leads]

    undo(boss, merge(boss, *leads)["id"])

    assert [look(boss, id) for id in leads] == before
    assert violations(app) == []


def test_who_looks_after_parked_leads_learns_of_a_winner_parked_by_its_double(
    app: Flask, boss: Phone, rep: Phone, clock: Clock
) -> None:
    winner, loser = twice(rep, clock)
    rep.push(rep.put({"track": "nurture"}, lead=loser))

    merge(boss, winner, loser)

    assert look(boss, winner)["track"] == "nurture"
    assert violations(app) == []


def test_a_person_chooses_field_by_field_and_it_is_her_word(boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    preview = merge(boss, second, first, preview=True)
    assert preview["id"] is None
    assert preview["fields"]["rating"]["chosen"] == "winner"
    assert look(boss, first)["outcome"] is None

    merge(boss, second, first, fields={"rating": "loser"})

    doc = look(boss, second)
    assert doc["fields"]["rating"] == "warm"
    assert doc["origin"]["rating"]["by"] == boss.who.id


def test_a_persons_value_beats_a_newer_machines(boss: Phone, rep: Phone, clock: Clock) -> None:
    typed = rep.put({**ADA, "city": "London"}, mine=True)
    rep.push(typed)
    clock.advance(HOUR)
    read = rep.put({**ADA, "city": "Londom"}, mine=True, src="ocr")
    rep.push(read)

    merge(boss, read["lead"], typed["lead"])

    assert look(boss, read["lead"])["fields"]["city"] == "London"


def test_what_happened_since_stays_with_the_winner(app: Flask, boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    before = look(boss, first)
    id = merge(boss, second, first)["id"]
    clock.advance(HOUR)
    rep.pull()
    rep.push(
        rep.touch(second, at=clock.now),
        rep.op("note", first, body={"id": new_id(), "text": "Told to the loser"}),
        rep.put({"city": "London"}, lead=second, base=10**9),
    )

    undo(boss, id)

    winner, loser = look(boss, second), look(boss, first)
    assert [len(doc["touches"]) for doc in (winner, loser)] == [2, 1]
    assert [note["text"] for note in winner["notes"]] == ["Told to the loser"]
    assert winner["fields"]["city"] == "London"
    assert (loser["notes"], loser["touches"]) == (before["notes"], before["touches"])
    assert (loser["outcome"], "merged_into" in loser) == (None, False)
    assert violations(app) == []


def test_a_correction_goes_back_with_what_it_corrects(boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    wrong = look(boss, first)["touches"][0]["id"]
    id = merge(boss, second, first)["id"]
    rep.push(rep.touch(second, at=clock.now, outcome="left_message", corrects=wrong))

    undo(boss, id)

    assert [t["corrects"] for t in look(boss, first)["touches"]] == [None, wrong]


def test_an_objection_spreads_to_every_number_and_is_taken_back(
    app: Flask, boss: Phone, rep: Phone, clock: Clock
) -> None:
    first, second = twice(rep, clock)
    other = rep.put({"company": "Looms", "phone": "+49 171 2345678"}, mine=True)
    rep.push(other, rep.op("consent", first, body={"id": new_id(), "channel": "call", "state": "objected"}))
    before = [look(boss, id) for id in (first, second)]
    assert before[1]["dnc"] == []

    id = merge(boss, second, first)["id"]
    assert [look(boss, lead)["dnc"] for lead in (second, other["lead"])] == [["call", "sms"]] * 2
    undo(boss, id)

    assert [look(boss, lead) for lead in (first, second)] == before
    assert look(boss, other["lead"])["dnc"] == []
    assert violations(app) == []


def test_an_objection_after_the_merge_reaches_who_has_the_spare_address(boss: Phone, rep: Phone) -> None:
    winner, loser, other = (
        captured(rep, email="a@one.example"),
        captured(rep, email="a@two.example"),
        captured(rep, given_name="Grace", email="a@two.example"),
    )
    merge(boss, winner, loser)
    assert look(boss, winner)["fields"]["email_2"] in ("a@one.example", "a@two.example")

    rep.push(rep.op("consent", winner, body={"id": new_id(), "channel": "email", "state": "objected"}))

    assert look(boss, other)["dnc"] == ["email"]


def test_merges_are_undone_in_their_order(boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    third = rep.put(ADA, mine=True)
    rep.push(third)
    before = [look(boss, id) for id in (first, second)]
    one = merge(boss, second, first)["id"]
    two = merge(boss, third["lead"], second)["id"]
    rep.push(rep.op("note", first, body={"id": new_id(), "text": "To the end of the chain"}))
    assert [n["text"] for n in look(boss, third["lead"])["notes"]] == ["Wants a quote", "To the end of the chain"]

    assert ask(boss, f"merges/{one}/undo", {}).json["code"] == "merge_not_last"
    undo(boss, two)
    undo(boss, one)

    assert ask(boss, f"merges/{one}/undo", {}).json["code"] == "merge_undone"
    assert [look(boss, id) for id in (first, second)] == before


@pytest.mark.parametrize(
    ("code", "status"), [("merge_two_shows", 409), ("merge_into_closed", 409), ("lead_merged", 409), ("invalid", 422)]
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(
    app: Flask, boss: Phone, rep: Phone, clock: Clock, code: str, status: int
) -> None:
    first, second = twice(rep, clock)
    third = rep.put(ADA, mine=True)
    rep.push(third)
    if code == "merge_into_closed":
        rep.push(rep.op("close", second, body={"outcome": "not_a_prospect", "reason": "No"}))
    if code == "lead_merged":
        merge(boss, third["lead"], second)
    before = [look(boss, id) for id in (first, second)]
    body: dict[str, Any] = {"winner": second, "loser": first}
    if code == "invalid":
        body["fields"] = {"company": "loser"}
    if code == "merge_two_shows":
        body["loser"] = at_another_show(boss, boss)

    response = ask(boss, "merges", body)

    assert (response.status_code, response.json["code"]) == (status, code)
    assert [look(boss, id) for id in (first, second)] == before


def test_a_rep_merges_her_own_and_nobody_elses(show: Show, boss: Phone, rep: Phone, clock: Clock) -> None:
    first, second = twice(rep, clock)
    other = phone(show)
    theirs = other.put({"given_name": "Ada", "company": "Looms"}, mine=True)
    other.push(theirs)

    assert ask(rep, "merges", {"winner": second, "loser": theirs["lead"]}).status_code == 404
    assert ask(other, "merges", {"winner": second, "loser": first}).status_code == 404
    director = phone(show, "director")
    assert ask(director, "merges", {"winner": second, "loser": first}).status_code == 403
    assert merge(rep, second, first)["id"]
