"""The rules of classification as versions: drafted, looked at, published, followed, brought back."""

import copy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.jobs.models import Job
from server.jobs.operations import lease
from server.leads.models import Lead
from server.standards import runs
from tests.server.standards.conftest import Desk
from tests.support.shows import Phone, Show

CARD = {"family_name": "Lovelace", "company": "Engines", "email": "ada@engines.example"}


def captured(rep: Phone, *ratings: str | None) -> list[str]:
    """A lead for every rating, each the rep's own."""
    puts = [rep.put({**CARD, "rating": rating}, mine=True) for rating in ratings]
    rep.push(*puts)
    return [put["lead"] for put in puts]


def stricter(desk: Desk, **changes: Any) -> dict[str, Any]:
    """A draft in which only eighty per cent make an A."""
    book = desk.get("/standards/rules")
    content = {**copy.deepcopy(book["content"]), "probability_threshold": 80, **changes}
    revision = book["draft"]["revision"] if book["draft"] else 0
    return {"content": content, "revision": revision, "version": book["version"]}


def published(desk: Desk, **changes: Any) -> dict[str, Any]:
    """The stricter rules in force."""
    draft = desk.do("PUT", "/standards/rules/draft", stricter(desk, **changes))["draft"]
    done: dict[str, Any] = desk.do("POST", "/standards/rules/publish", {"revision": draft["revision"], "note": "Aim"})
    return done


def classes(rep: Phone, leads: list[str]) -> list[str]:
    documents = rep.pull()
    return [documents[lead]["class"] for lead in leads]


def test_the_shipped_rules_hold_until_somebody_publishes(desk: Desk) -> None:
    book = desk.get("/standards/rules")
    assert (book["version"], book["content"]["worth_threshold_minor"], book["draft"]) == (1, 1_000_000, None)
    assert desk.get("/standards/rules/versions") == []


def test_a_draft_changes_nothing_and_says_what_it_would(desk: Desk, rep: Phone, show: Show) -> None:
    leads = captured(rep, "hot", "warm", None)
    desk.do("PUT", "/standards/rules/draft", stricter(desk))
    seen = desk.do("POST", "/standards/rules/preview", {"event": show.id})

    assert classes(rep, leads) == ["A", "B", "C"]
    assert seen["leads"] == 3
    assert {c["class"]: (c["before"], c["after"]) for c in seen["classes"]} == {
        "A": (1, 0),
        "B": (1, 2),
        "C": (1, 1),
        "D": (0, 0),
    }
    [move] = seen["moves"]
    assert (move["id"], move["before"]["class"], move["after"]["class"]) == (leads[0], "A", "B")
    assert any("below 80 %" in words for words in move["why"])
    assert (seen["owners"], move["other_kind"]) == ({"unowned": 0, "other_kind": 1}, True)
    assert seen["plans"]["leads"] == 1
    assert seen["plans"]["moved"] + seen["plans"]["dropped"] > 0


def test_what_the_preview_said_is_what_happens(desk: Desk, rep: Phone, show: Show) -> None:
    leads = captured(rep, "hot", "warm", "cold", "hot", None)
    content = stricter(desk)["content"]
    seen = desk.do("POST", "/standards/rules/preview", {"event": show.id, "content": content})
    done = published(desk)
    desk.work()

    after = classes(rep, leads)
    assert {c["class"]: c["after"] for c in seen["classes"]} == {c: after.count(c) for c in "ABCD"}
    assert done["version"] == 2
    [run] = desk.get("/standards/runs")
    # two leads stay where they were for a reason that reads otherwise now
    assert (run["id"], run["state"], run["looked"], run["changed"]) == (done["run"], "done", 5, seen["moving"] + 2)


def test_a_persons_word_survives_the_new_rules(desk: Desk, rep: Phone) -> None:
    [own, other] = captured(rep, "hot", "hot")
    rep.push(rep.op("classify", own, body={"class": "A", "reason": "The founder asked."}))
    published(desk)
    desk.work()
    assert classes(rep, [own, other]) == ["A", "B"]


def test_closed_leads_keep_the_class_they_were_closed_with(desk: Desk, rep: Phone) -> None:
    [lead] = captured(rep, "hot")
    rep.push(rep.op("close", lead, body={"outcome": "not_a_prospect", "reason": "A student."}))
    published(desk)
    desk.work()
    assert classes(rep, [lead]) == ["A"]


def test_new_leads_are_judged_by_the_new_rules(desk: Desk, rep: Phone) -> None:
    published(desk)
    assert classes(rep, captured(rep, "hot")) == ["B"]


def test_an_older_version_comes_back_as_a_new_one(desk: Desk, rep: Phone, boss: Phone) -> None:
    leads = captured(rep, "hot")
    published(desk)
    done = desk.do("POST", "/standards/rules/versions/1/restore", {"note": "Too strict."})
    desk.work()

    assert done["version"] == 3
    assert classes(rep, leads) == ["A"]
    history = desk.get("/standards/rules/versions")
    assert [(v["version"], v["restored_from"], v["note"]) for v in history] == [
        (3, 1, "Too strict."),
        (2, None, "Aim"),
        (1, None, None),
    ]
    assert [v["published_by"] for v in history] == [boss.who.id, boss.who.id, None]
    assert desk.get("/standards/rules/versions/2")["content"]["probability_threshold"] == 80
    assert desk.ask("POST", "/standards/rules/versions/9/restore", {}).status_code == 404


def test_two_supervisors_do_not_save_over_each_other(desk: Desk) -> None:
    wish = stricter(desk)
    desk.do("PUT", "/standards/rules/draft", wish)
    again = desk.ask("PUT", "/standards/rules/draft", wish)
    assert (again.status_code, again.json["code"]) == (409, "draft_changed")
    other = desk.ask("POST", "/standards/rules/publish", {"revision": 7})
    assert (other.status_code, other.json["code"]) == (409, "draft_changed")


def test_a_draft_of_an_older_version_is_compared_first(desk: Desk) -> None:
    published(desk)
    desk.do("PUT", "/standards/rules/draft", stricter(desk))
    desk.do("POST", "/standards/rules/versions/1/restore")
    late = desk.ask("POST", "/standards/rules/publish", {"revision": 1})
    assert (late.status_code, late.json["code"], late.json["version"]) == (409, "standards_changed", 3)
    stale = desk.ask("PUT", "/standards/rules/draft", {**stricter(desk), "version": 2})
    assert (stale.status_code, stale.json["code"]) == (409, "standards_changed")


def test_without_a_draft_there_is_nothing_to_publish(desk: Desk) -> None:
    desk.do("PUT", "/standards/rules/draft", stricter(desk))
    desk.do("DELETE", "/standards/rules/draft")
    for path, body in (("publish", {"revision": 1}), ("preview", {})):
        answer = desk.ask("POST", f"/standards/rules/{path}", body)
        assert (answer.status_code, answer.json["code"]) == (409, "no_draft")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "boiling"),
        ("operator", "smells_like"),
        ("effect", "class_set"),
        ("fact", "shoe_size"),
        ("words", ""),
        ("amount", "many"),
        ("amount", 101),
        ("value", {"a": 1}),
        ("colour", "red"),
    ],
)
def test_a_rule_that_cannot_work_is_named(desk: Desk, field: str, value: object) -> None:
    wish = stricter(desk)
    wish["content"]["rules"][0][field] = value
    answer = desk.ask("PUT", "/standards/rules/draft", wish)
    assert answer.status_code == 422
    assert list(answer.json["errors"]["json"]["content"]["rules"]["0"]) == [field]


def test_only_supervisors_set_the_rules(desk: Desk, rep: Phone) -> None:
    wish = stricter(desk)
    desk.headers = rep.who.headers
    assert desk.ask("PUT", "/standards/rules/draft", wish).status_code == 403
    assert desk.ask("GET", "/standards/rules").status_code == 403


def test_of_a_show_nobody_knows_nothing_is_said(desk: Desk) -> None:
    desk.do("PUT", "/standards/rules/draft", stricter(desk))
    assert desk.ask("POST", "/standards/rules/preview", {"event": new_id()}).status_code == 404


def test_a_run_goes_on_where_its_worker_died(
    app: Flask, desk: Desk, rep: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    leads = captured(rep, *["hot"] * 5)
    published(desk)
    with app.app_context():
        first = next(job for job in lease(50) if job.kind == runs.JOB)
        runs.work(first)
        # its worker dies before it says that it is done: the job is worked once more
        runs.work(first)
        with writing() as connection:
            connection.execute(update(table(Job)).where(table(Job).c.id == first.id).values(state="done"))
        with reading() as connection:
            judged = connection.execute(select(table(Lead).c["class"])).scalars().all()
    assert sorted(judged) == ["A", "A", "A", "B", "B"]
    desk.work()
    assert classes(rep, leads) == ["B"] * 5
    [run] = desk.get("/standards/runs")
    assert (run["state"], run["looked"], run["changed"]) == ("done", 5, 5)


@pytest.mark.parametrize("number", ["7", str(2**31), "9" * 30])
@pytest.mark.parametrize("book", ["rules", "plans/A"])
def test_a_version_there_never_was(desk: Desk, book: str, number: str) -> None:
    assert desk.ask("GET", f"/standards/{book}/versions/{number}").status_code == 404
    assert desk.ask("POST", f"/standards/{book}/versions/{number}/restore", {}).status_code == 404
