"""The manager's table: filters, counts, bulk assignment with preview."""

import json
from typing import Any

import pytest
from flask import Flask

from server.core.clock import MINUTE, frozen
from server.core.ids import new_id
from tests.support.shows import Phone, Show, open_show, phone


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def boss(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


def rows(who: Phone, **query: Any) -> list[dict[str, Any]]:
    response = who.client.get("/api/v1/leads", query_string=query, headers=who.who.headers)
    assert response.status_code == 200, response.json
    found: list[dict[str, Any]] = response.json
    return found


def test_filters_narrow_the_table(show: Show, boss: Phone) -> None:
    rep = phone(show)
    hot = rep.put(
        {"given_name": "Zoë", "company": "Å Pumps", "email": "zoe@pump.example", "rating": "hot"}, mine=True
    )
    pooled = rep.put({"company": "Valves"})
    rep.push(hot, pooled, rep.op("assign", pooled["lead"], body={"to": None, "reason": "x"}), rep.touch(hot["lead"]))

    def ids(**query: Any) -> set[str]:
        return {row["id"] for row in rows(boss, **query)}

    assert ids() == {hot["lead"], pooled["lead"]}
    assert ids(owner="none") == {pooled["lead"]} == ids(needs="owner") == ids(needs="contact")
    assert ids(owner=rep.who.id) == {hot["lead"]} == ids(**{"class": "A"})
    assert ids(needs="touch") == {pooled["lead"]}
    assert ids(q="zoe A pump") == {hot["lead"]}
    assert ids(q="100%") == set()
    assert ids(event=new_id()) == set()
    assert ids(status=2) == {hot["lead"]}


def test_what_is_due_now_is_not_overdue_for_a_minute(show: Show, boss: Phone) -> None:
    rep = phone(show)
    put = rep.put({"given_name": "Ada", "rating": "hot"}, mine=True)
    rep.push(put)
    due = rep.pull()[put["lead"]]["next_step"]["due_at"]

    def overdue() -> tuple[int, int, int]:
        summary = boss.client.get("/api/v1/leads/summary", headers=boss.who.headers).json
        owners = boss.client.get("/api/v1/owners", headers=boss.who.headers).json
        mine = next(owner["overdue"] for owner in owners if owner["id"] == rep.who.id)
        return summary["overdue"], mine, len(rows(boss, overdue="true"))

    with frozen(lambda: due + MINUTE - 1):
        assert overdue() == (0, 0, 0)
    with frozen(lambda: due + MINUTE):
        assert overdue() == (1, 1, 1)


def test_pages_and_sorting(show: Show, boss: Phone) -> None:
    boss.push(*[boss.put({"family_name": name}, mine=True) for name in ("Curie", "Ampère", "Bohr")])

    response = boss.client.get(
        "/api/v1/leads", query_string={"sort": "name", "page": 2, "page_size": 2}, headers=boss.who.headers
    )

    assert [row["family_name"] for row in response.json] == ["Curie"]
    assert json.loads(response.headers["X-Pagination"]) == {"total": 3, "page": 2, "total_pages": 2}


@pytest.mark.parametrize("query", [{"sort": "secret"}, {"page_size": 999}, {"class": "Z"}, {"unheard": 1}])
def test_a_filter_that_does_not_exist_is_refused(boss: Phone, query: dict[str, Any]) -> None:
    response = boss.client.get("/api/v1/leads", query_string=query, headers=boss.who.headers)

    assert response.status_code == 422
    assert response.json["code"] == "invalid"


def test_the_summary_counts_what_waits(show: Show, boss: Phone) -> None:
    rep = phone(show)
    called, waiting = rep.put({"company": "A"}, mine=True), rep.put({"company": "B"}, mine=True)
    rep.push(called, waiting, rep.touch(called["lead"]))

    found = boss.client.get("/api/v1/leads/summary", headers=boss.who.headers).json

    assert (found["total"], found["untouched"], found["no_owner"]) == (2, 1, 0)
    assert found["oldest_untouched_at"] == rep.pull()[waiting["lead"]]["captured_at"]


def test_what_phones_still_hold_is_counted_in_leads(show: Show, boss: Phone) -> None:
    rep = phone(show)
    rep.send(rep.put({"company": "A"}), leads_left=3, oldest_at=1, oldest_seq=1, last_seq=9)

    found = boss.client.get("/api/v1/leads/summary", headers=boss.who.headers).json

    assert found["on_phones"] == 3


def test_a_preview_changes_nothing_and_the_real_thing_does(show: Show, boss: Phone) -> None:
    rep, other = phone(show), phone(show)
    puts = [rep.put({"company": "A"}, mine=True) for _ in range(3)]
    rep.push(*puts)
    body = {"lead_ids": [p["lead"] for p in puts] + [new_id()], "to": other.who.id, "reason": "Territory"}

    def send(**more: Any) -> Any:
        return boss.client.post("/api/v1/leads/assign", json={**body, **more}, headers=boss.who.headers).json

    preview = send(preview=True)
    assert [c["from"] for c in preview["changed"]] == [rep.who.id] * 3
    assert [s["code"] for s in preview["skipped"]] == ["unknown_lead"]
    assert other.pull() == {}

    done = send(seen=preview["seen"])
    assert {**done, "batch": None} == preview
    assert len(other.pull()) == 3
    assert {s["code"] for s in send()["skipped"]} == {"unchanged", "unknown_lead"}


def test_only_supervisors_assign_many(show: Show) -> None:
    rep = phone(show)
    body = {"lead_ids": [new_id()], "to": None}

    response = rep.client.post("/api/v1/leads/assign", json=body, headers=rep.who.headers)

    assert response.status_code == 403


def test_somebody_unknown_cannot_become_owner(show: Show, boss: Phone) -> None:
    put = boss.put({"company": "A"}, mine=True)
    boss.push(put)
    body = {"lead_ids": [put["lead"]], "to": new_id()}

    response = boss.client.post("/api/v1/leads/assign", json=body, headers=boss.who.headers)

    assert response.json["skipped"][0]["code"] == "unknown_person"
