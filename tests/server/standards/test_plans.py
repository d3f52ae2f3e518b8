"""Contact plans as versions: running plans follow only when somebody asks, and keep what people did and pinned."""

import copy
from typing import Any

import pytest

from server.core.clock import DAY
from tests.server.standards.conftest import Desk
from tests.support.shows import Phone, Show

CARD = {
    "family_name": "Lovelace",
    "company": "Engines",
    "email": "ada@engines.example",
    "phone": "+49 30 1234567",
    "rating": "hot",
}


def captured(rep: Phone, **more: Any) -> str:
    put = rep.put({**CARD, **more}, mine=True)
    rep.push(put)
    lead: str = put["lead"]
    return lead


def steps(rep: Phone, lead: str) -> dict[str, dict[str, Any]]:
    """Key -> step, of the open ones and the done."""
    return {step["key"]: step for step in rep.pull()[lead]["steps"]}


def faster(desk: Desk, **changes: Any) -> dict[str, Any]:
    """A draft of plan A whose first attempt comes on the fourth day, and without the supervisor's review."""
    book = desk.get("/standards/plans/A")
    content = copy.deepcopy(book["content"])
    content["steps"] = [step for step in content["steps"] if step["purpose"] != "review"]
    next(step for step in content["steps"] if step["key"] == "attempt:1")["offset_h"] = 96
    revision = book["draft"]["revision"] if book["draft"] else 0
    return {"content": {**content, **changes}, "revision": revision, "version": book["version"]}


def published(desk: Desk) -> dict[str, Any]:
    draft = desk.do("PUT", "/standards/plans/A/draft", faster(desk))["draft"]
    body = {"revision": draft["revision"], "note": "Faster"}
    done: dict[str, Any] = desk.do("POST", "/standards/plans/A/publish", body)
    return done


def test_a_new_version_is_for_leads_that_begin_with_it(desk: Desk, rep: Phone) -> None:
    old = captured(rep)
    assert published(desk)["version"] == 2
    new = captured(rep, email="b@b.example", company="B")
    # whatever happens to it, a running plan stays as it was begun
    rep.push(rep.touch(old, outcome="no_answer"))
    desk.work()

    assert "review:1" in steps(rep, old)
    assert "review:1" not in steps(rep, new)
    documents = rep.pull()
    assert documents[old]["plan"] == {"code": "A", "version": 1, "round": 1}
    assert documents[new]["plan"]["version"] == 2
    short = next(plan for plan in desk.get("/standards/plans") if plan["code"] == "A")
    assert (short["version"], short["running"], short["older"]) == (2, 2, 1)


def test_applied_it_moves_what_is_open_and_keeps_what_people_did_and_pinned(desk: Desk, rep: Phone) -> None:
    lead = captured(rep)
    before = steps(rep, lead)
    pinned, later = before["attempt:1"], before["attempt:2"]["due_at"] + DAY
    rep.push(
        rep.op("step", lead, body={"step": pinned["id"], "action": "pin"}),
        rep.op("step", lead, body={"step": before["review:1"]["id"], "action": "snooze", "due_at": later}),
        rep.op("step", lead, body={"step": before["ack:1"]["id"], "action": "done"}),
    )
    published(desk)
    seen = desk.do("POST", "/standards/plans/A/preview", {"content": faster(desk)["content"]})
    done = desk.do("POST", "/standards/plans/A/apply")
    desk.work()
    after = steps(rep, lead)

    assert (seen["leads"], seen["moving"]) == (1, 0)
    assert after["attempt:1"]["due_at"] == pinned["due_at"]
    assert (after["review:1"]["due_at"], after["review:1"]["state"]) == (later, "planned")
    assert after["ack:1"]["state"] == "done"
    assert rep.pull()[lead]["plan"]["version"] == 2
    [run] = desk.get("/standards/runs")
    assert (run["id"], run["state"], run["changed"]) == (done["run"], "done", 1)


def test_the_preview_says_which_steps_would_come_move_and_go(desk: Desk, rep: Phone, show: Show) -> None:
    lead, other = captured(rep), captured(rep, rating="cold", email="c@c.example", company="C")
    before = steps(rep, lead)
    desk.do("PUT", "/standards/plans/A/draft", faster(desk))
    seen = desk.do("POST", "/standards/plans/A/preview", {"event": show.id})

    assert (seen["leads"], [move["id"] for move in seen["moves"]]) == (1, [lead])
    assert seen["steps"]["dropped"] == 1
    assert seen["steps"]["moved"] >= 1
    assert steps(rep, lead) == before
    published(desk)
    desk.do("POST", "/standards/plans/A/apply", {"event": show.id})
    desk.work()
    after = steps(rep, lead)
    moved = [key for key in before.keys() & after.keys() if before[key]["due_at"] != after[key]["due_at"]]
    assert seen["steps"] == {
        "added": len(after.keys() - before.keys()),
        "moved": len(moved),
        "dropped": len(before.keys() - after.keys()),
    }
    assert rep.pull()[other]["plan"]["code"] == "D"


def test_people_who_may_not_be_called_follow_the_same_version_in_writing(desk: Desk, rep: Phone) -> None:
    published(desk)
    lead = captured(rep)
    body = {"id": lead[:-1] + ("0" if lead[-1] != "0" else "1"), "channel": "call", "state": "objected"}
    rep.push(rep.op("consent", lead, body=body))
    after = rep.pull()[lead]
    assert after["plan"] == {"code": "A", "version": 2, "round": 1}
    assert "call" not in {step["channel"] for step in after["steps"] if step["state"] != "done"}


def test_an_older_version_comes_back_as_a_new_one(desk: Desk, rep: Phone) -> None:
    published(desk)
    assert desk.do("POST", "/standards/plans/A/versions/1/restore", {"note": "Too fast."})["version"] == 3
    assert "review:1" in steps(rep, captured(rep))
    history = desk.get("/standards/plans/A/versions")
    assert [(v["version"], v["restored_from"]) for v in history] == [(3, 1), (2, None), (1, None)]
    two = desk.get("/standards/plans/A/versions/2")["content"]
    assert all(step["purpose"] != "review" for step in two["steps"])
    assert desk.ask("GET", "/standards/plans/A/versions/9").status_code == 404


def test_nothing_to_apply_is_said(desk: Desk, rep: Phone) -> None:
    captured(rep)
    answer = desk.ask("POST", "/standards/plans/A/apply", {})
    assert (answer.status_code, answer.json["code"]) == (409, "nothing_to_apply")


@pytest.mark.parametrize(
    ("place", "field", "value"),
    [(1, "needs_permission", None), (1, "stop_on", "reply"), (3, "anchor", "prev2"), (6, "offset_h", -1)],
)
def test_a_step_that_breaks_a_promise_is_named(desk: Desk, place: int, field: str, value: object) -> None:
    wish = faster(desk)
    wish["content"]["steps"][place][field] = value
    answer = desk.ask("PUT", "/standards/plans/A/draft", wish)
    assert answer.status_code == 422
    assert field in answer.json["errors"]["json"]["content"]["steps"][str(place)]


def test_a_plan_that_gives_up_early_is_refused(desk: Desk) -> None:
    wish = faster(desk)
    wish["content"]["steps"] = wish["content"]["steps"][:7]
    answer = desk.ask("PUT", "/standards/plans/A/draft", wish)
    assert answer.status_code == 422
    assert "before 8 contacts" in str(answer.json["errors"])


def test_of_a_plan_nobody_knows_nothing_is_said(desk: Desk) -> None:
    assert desk.ask("GET", "/standards/plans/E").status_code == 404
    assert desk.ask("PUT", "/standards/plans/A-mail/draft", faster(desk)).status_code == 404
