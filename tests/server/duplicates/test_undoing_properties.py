"""Whatever two leads are: merged and parted again they are what they were, and nothing that happened is lost."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.core.clock import DAY, HOUR
from server.core.ids import new_id
from tests.support.clock import Clock
from tests.support.doubles import captured, look, merge, undo, violations
from tests.support.shows import Phone, Show

LOGS = ("touches", "notes", "promises", "requests", "consents", "quotes", "sales", "captures")
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["ada@engines.example", "a.lovelace@engines.example", None]),
        "phone": st.sampled_from(["+49 30 23125 100", "+49 171 2345678", "no number"]),
        "phone_kind": st.sampled_from(["work", "mobile"]),
        "company": st.sampled_from(["Engines", "Looms"]),
        "rating": st.sampled_from(["hot", "cold"]),
        "track": st.sampled_from(["nurture", "active"]),
        "worth": st.integers(0, 10**7),
        "tag/demo": st.booleans(),
        "q/need": st.integers(0, 3),
    },
)
#: a number decides what is done, so that every draw can be made again
NUMBERS = count(100)
DEEDS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 60)), max_size=5)


def deed(who: Phone, lead: str, clock: Clock, kind: int, hours: int) -> dict[str, Any]:
    """One entry about a lead."""
    known = look(who, lead)
    touch = {"channel": "call", "outcome": ["connected", "no_answer"][hours % 2], "at": clock.now - hours * HOUR}
    steps = [step["id"] for step in known["steps"] if step["state"] in ("planned", "due")] or [new_id()]
    step = steps[hours % len(steps)]
    bodies: list[Callable[[], tuple[str, dict[str, Any]]]] = [
        lambda: ("touch", {**who.touch(lead, **touch)["body"]}),
        lambda: ("touch", {**who.touch(lead, step=step, channel="email", outcome="sent")["body"], "at": clock.now}),
        lambda: ("touch", {**who.touch(lead, channel="email", outcome="replied", direction="in")["body"]}),
        lambda: ("note", {"id": new_id(), "text": f"Note {hours}"}),
        lambda: ("promise", {"id": new_id(), "due_at": clock.now + (1 + hours) * HOUR, "channel": "call"}),
        lambda: ("request", {"id": new_id(), "text": "How loud?"}),
        lambda: ("consent", {"id": new_id(), "channel": ["call", "email"][hours % 2], "state": "objected"}),
        lambda: ("step", {"step": step, "action": ["done", "pin"][hours % 2]}),
        lambda: ("step", {"step": step, "action": "snooze", "due_at": clock.now + DAY}),
        lambda: (
            "step",
            {"step": new_id(), "action": "add", "channel": "call", "purpose": "call", "due_at": clock.now + DAY},
        ),
        lambda: ("quote", {"id": new_id(), "number": new_id(), "amount": hours}),
        lambda: ("capture", {"id": new_id(), "kind": "manual", "taken_at": clock.now}),
    ]
    name, body = bodies[kind]()
    return who.op(name, lead, body=body)


def do(who: Phone, lead: str, clock: Clock, deeds: list[tuple[int, int]]) -> None:
    """Several entries, an hour apart."""
    for kind, hours in deeds:
        clock.advance(HOUR)
        who.push(deed(who, lead, clock, kind, hours))


def strangers(fields: dict[str, Any], number: int) -> dict[str, Any]:
    """The same with addresses and numbers nobody of another example has."""
    own = {"email": "ada@engines.example", **fields}
    own["email"] = own["email"] and f"{number}.{own['email']}"
    if fields.get("phone", "").startswith("+"):
        own["phone"] = f"{fields['phone'][:-3]}{number:03}"
    return own


def logged(*docs: dict[str, Any]) -> set[str]:
    """Ids of everything that was ever said or done."""
    return {entry["id"] for doc in docs for name in LOGS for entry in doc[name]}


@pytest.mark.parametrize("deeds_since", [False, True])
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=FIELDS, other=FIELDS, before=st.tuples(DEEDS, DEEDS), since=st.tuples(DEEDS, DEEDS), closed=st.booleans())
def test_merged_and_parted_two_leads_are_what_they_were(
    app: Any,
    show: Show,
    boss: Phone,
    rep: Phone,
    clock: Clock,
    deeds_since: bool,
    one: dict[str, Any],
    other: dict[str, Any],
    before: tuple[list[tuple[int, int]], ...],
    since: tuple[list[tuple[int, int]], ...],
    closed: bool,
) -> None:
    number = next(NUMBERS)
    winner, loser = (captured(rep, **strangers(fields, number)) for fields in (one, other))
    do(rep, winner, clock, before[0])
    do(rep, loser, clock, before[1])
    if closed:
        rep.push(rep.op("close", loser, body={"outcome": "not_a_prospect", "reason": "No"}))
    # time may have passed since a lead was last looked at: bring both up to now
    rep.push(*(rep.op("note", lead, body={"id": new_id(), "text": "Now"}) for lead in (winner, loser)))
    rep.push(*(rep.put({"rating": "warm"}, lead=lead, base=10**12) for lead in (winner, loser)))
    were = look(rep, winner), look(rep, loser)

    id = merge(rep, winner, loser)["id"]
    assert violations(app) == []
    assert logged(look(rep, winner)) == logged(*were)
    if deeds_since:
        do(rep, winner, clock, since[0])
        do(rep, loser, clock, since[1])
        together = logged(look(rep, winner))
        undo(rep, id)
        assert logged(look(rep, winner), look(rep, loser)) == together
        assert logged(look(rep, loser)) >= logged(were[1])
    else:
        undo(rep, id)
        assert (look(rep, winner), look(rep, loser)) == were
    assert violations(app) == []
