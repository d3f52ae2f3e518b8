"""What must hold for each request, looked at while it happens (I3, I5, I8, I9, I10, I13 of docs/sync.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulation import oracle
from tests.simulation.device import Device
from tests.simulation.house import Paired
from tests.simulation.sight import Sight

if TYPE_CHECKING:
    from tests.simulation.world import World

#: facts: kept from anybody who ever saw the lead
WITNESSED = ("touch", "note", "jotting", "capture", "consent")
#: kinds of which only the beginning is a fact
BEGINNINGS = {"promise": "release", "request": "satisfy"}
#: refusals that have other grounds than who may see the lead
STATE = {
    *("claimed", "not_open", "not_closed", "unknown_person", "unknown_step", "step_ended", "promise_ended"),
    *("unknown_promise", "unknown_request", "quote_number_taken", "invoice_taken"),
}


@dataclass
class Seen:
    """The answer of a watched push."""

    answer: dict[str, Any] | None = None


@contextmanager
def pushing(world: World, phone: Paired, content: Mapping[str, Any], *, delayed: bool) -> Iterator[Seen]:
    """Look at who may see what before and after a push, and judge every answer and every lead."""
    before, seen = Sight(world.house.database).look_closely(), Seen()
    yield seen
    if seen.answer is None:
        return
    after = Sight(world.house.database)
    if content["epoch"] not in (None, seen.answer["epoch"]):
        _all_wait(world, seen.answer)
        return
    #: leads that are this person's again within this push
    regained = set()
    for op, result in zip(content["ops"], seen.answer["results"], strict=True):
        world.require(op["id"] == result["id"], "answers are out of order")
        if result.get("dup"):
            continue
        if delayed and result["st"] == "ok":
            deed = world.deeds[op["id"]]
            deed.unsure, deed.unfenced = True, world.restored and content["epoch"] is None
        if result["st"] == "ok" and op["lead"] in before.docs and world.captured[op["lead"]] == op["id"]:
            regained.add(op["lead"])
        if result["st"] != "ok" or op["lead"] not in regained:
            _judge(world, phone.user, op, result, before, after)
    oracle.check_leads(world, after, {op["lead"] for op in content["ops"]})


def _all_wait(world: World, answer: Mapping[str, Any]) -> None:
    """A batch of a history that a restore undid may be a late copy: nothing of it is done before it is sent again."""
    codes = {result.get("code") for result in answer["results"]}
    world.require(codes == {"other_history"}, f"I10 a batch of another history is answered {codes}")


def _judge(
    world: World, user: str, op: Mapping[str, Any], result: Mapping[str, Any], before: Sight, after: Sight
) -> None:
    lead, kind = op["lead"], op["kind"]
    existed = lead in before.docs
    saw = existed and before.sees(user, before.docs[lead])
    is_fact = kind in WITNESSED or (kind in BEGINNINGS and op["body"].get("action") != BEGINNINGS[kind])
    is_capture = world.captured.get(lead) == op["id"]
    if result["st"] == "ok":
        world.require(before.works(user), f"I9 {kind} of somebody without a role for it was taken")
        if kind == "assign" and op["body"]["to"] is not None:
            world.require("supervisor" in before.roles[user], f"I9 {op['id']} gave a lead away without the right to")
        allowed = not existed or saw or (is_fact and before.knew(user, lead))
        world.require(allowed, f"I9 unauthorised {kind} {op['id']} was taken")
    elif result["st"] == "reject":
        stranger = existed and not is_capture and not (before.knew(user, lead) if is_fact else saw)
        grounds = not before.works(user) or stranger or (not is_fact and _lost_meanwhile(user, lead, after))
        fitting = grounds or result["code"] in STATE or (kind == "assign" and result["code"] == "forbidden")
        world.require(fitting, f"I10 legitimate {kind} {op['id']} refused: {result}")
    else:
        unheard = kind == "jotting" and not world.updated
        world.require(unheard or (kind != "put" and not existed), f"I10 {kind} {op['id']} has to wait: {result}")


def _lost_meanwhile(user: str, lead: str, after: Sight) -> bool:
    return lead in after.docs and not after.sees(user, after.docs[lead])


def same_answers(world: World, first: Mapping[str, Any], again: Mapping[str, Any] | None) -> None:
    """The same request again changes nothing and is answered alike."""
    if again is None:
        return
    for one, other in zip(first["results"], again["results"], strict=True):
        plain = {**one, "dup": True}
        world.require(one["st"] == "retry" or plain == {**other, "dup": True}, f"{other} answers a copy of {one}")


def page(world: World, device: Device, content: Mapping[str, Any]) -> None:
    """I8: no document goes to somebody who may not see it now."""
    if not content["put"]:
        return
    sight = Sight(world.house.database)
    for entry in content["put"]:
        allowed = sight.sees(device.phone.user, device.read(entry["d"]))
        world.require(allowed, f"I8 {entry['d']['id']} leaked to {device.phone.name} by {entry['s']}")


def up_to_date(world: World, device: Device) -> None:
    """I3: a phone whose pull went through holds what its person may see at this moment."""
    oracle.check_phone(world, device, Sight(world.house.database))
