"""The invariants of docs/sync.md, against what really happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from server.leads.state import unpacked_stamps
from tests.simulation.device import Device
from tests.simulation.sight import Sight

if TYPE_CHECKING:
    from tests.simulation.world import Deed, World

#: place on the document -> (kinds that put something there, its table)
CHILDREN = {
    "touches": (("touch",), "touch"),
    "notes": (("note", "jotting"), "lead_note"),
    "captures": (("capture",), "capture"),
    "promises": (("promise",), "promise"),
    "requests": (("request",), "info_request"),
    "consents": (("consent",), "consent"),
    "quotes": (("quote",), "quote"),
}
#: what such a kind does besides beginning something
LATER = ("release", "satisfy")


def check(world: World) -> None:
    """Everything that has to hold once the phones and the server have come to rest; raises Violation."""
    sight = Sight(world.house.database)
    taken = _taken(world)
    check_waiting(world)
    _ends(world, sight, taken)
    for device in world.devices:
        check_phone(world, device, sight)
        _bytes_arrived(world, device, sight)
    _children_once(world, sight, taken)
    check_leads(world, sight, set(sight.docs))
    _values_kept(world, taken)


def check_phone(world: World, device: Device, sight: Sight) -> None:
    """I3, I4: the phone holds exactly what its person may see, equal to the server."""
    expected = sight.visible(device.phone.user)
    odd = sorted(set(device.docs) ^ set(expected))
    world.require(not odd, f"I3 {device.phone.name} holds or misses wrongly {odd}")
    for lead, doc in expected.items():
        world.require(device.docs[lead].doc == doc, f"I3 {device.phone.name} has an old {lead}")


def check_leads(world: World, sight: Sight, leads: set[str]) -> None:
    """I5, I12, I13: these leads hold the values, the captor and the plan they must."""
    taken = _taken(world)
    here = leads & set(sight.docs)
    packed = {id: meta for id, meta in world.house.database.rows("SELECT id, meta FROM lead") if id in here}
    for lead in sorted(here):
        doc = sight.docs[lead]
        _winners(world, doc, packed[lead], taken)
        _complete(world, doc)
        capture = world.captured[lead]
        by = world.deeds[capture].user
        world.require(capture not in taken or doc["captured_by"] == by, f"I13 {lead} has another captor")


def _taken(world: World) -> set[str]:
    rows = world.house.database.rows("""SELECT op_id FROM op_receipt WHERE result LIKE '%"st":"ok"%'""")
    return {id for (id,) in rows}


def _ends(world: World, sight: Sight, taken: set[str]) -> None:
    """I1: each operation was taken, or its refusal stands on its author's phone."""
    for device in world.devices:
        put_aside = {op["id"] for op, _ in device.dead}
        acked = {kept.op["id"] for kept in device.acked}
        waiting = {op["id"] for op in device.outbox}
        for id, deed in world.deeds.items():
            if deed.device != device.phone.device or id in waiting:
                continue
            world.require(id in acked or id in put_aside, f"I1 {deed.op['kind']} {id} vanished from its phone")
            world.require(id in put_aside or id in taken, f"I1 {deed.op['kind']} {id} is lost on the server")
            both = id in put_aside and id in taken and not deed.unfenced
            world.require(not both, f"I1 {id} was taken and shown as refused")
    epoch = world.house.database.rows("SELECT epoch FROM sync_clock")[0][0]
    for id, deed in world.deeds.items():
        world.require(
            deed.acked_in != epoch or id in taken, f"I1 {deed.op['kind']} {id} was acknowledged and is lost"
        )


def check_waiting(world: World) -> None:
    """I1: with a good network nothing waits but what the server cannot know yet."""
    leads = {id for (id,) in world.house.database.rows("SELECT id FROM lead")}
    for device in world.devices:
        for op in device.outbox:
            unheard = op["kind"] == "jotting" and not world.updated
            excused = op["lead"] not in leads and _never_came(world, op["lead"])
            world.require(unheard or excused, f"I1 {op['kind']} {op['id']} is stuck")


def _never_came(world: World, lead: str) -> bool:
    """Whether the lead's capture was refused, or went down with its phone."""
    deed = world.deeds[world.captured[lead]]
    dead = {op["id"] for device in world.devices for op, _ in device.dead}
    return deed.forgotten or deed.op["id"] in dead


def _bytes_arrived(world: World, device: Device, sight: Sight) -> None:
    """I14: what a phone took in is on the server, byte for byte, and its lead says so."""
    refused = {op["id"] for op, _ in device.dead} | {op["id"] for op in device.outbox}
    for upload in device.uploads:
        if upload.op in refused:
            continue
        capture = world.deeds[upload.op].op["body"]["id"]
        shown = next(each for each in sight.docs[upload.lead]["captures"] if each["id"] == capture)
        there = world.house.parts_held(device.phone.user, upload.sha256) is None
        world.require(upload.stored and there, f"I14 bytes of {upload.op} never arrived")
        world.require(shown["blob"]["stored"], f"I14 {upload.lead} still waits for bytes that are here")


def _children_once(world: World, sight: Sight, taken: set[str]) -> None:
    """I2: touches, notes, captures and the rest stand exactly once, on the document and in their table."""
    for place, (kinds, rows) in CHILDREN.items():
        stored = sorted(world.house.database.rows(f"SELECT lead_id, id FROM {rows}"))
        shown = sorted((lead, child["id"]) for lead, doc in sight.docs.items() for child in doc[place])
        done = [deed.op for id, deed in world.deeds.items() if deed.op["kind"] in kinds and id in taken]
        begun = {(op["lead"], op["body"]["id"]) for op in done if op["body"].get("action") not in LATER}
        world.require(shown == sorted(begun), f"I2 {place} on documents differ: {_odd(shown, begun)}")
        world.require(stored == sorted(begun), f"I2 rows of {rows} differ: {_odd(stored, begun)}")


def _odd(one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
    return sorted(set(one) ^ set(other)) or ["doubled"]


def _winners(world: World, doc: Mapping[str, Any], packed: str, taken: set[str]) -> None:
    """I5: the value of each field is the one the rule of docs/sync.md names."""
    lead = doc["id"]
    stamps, _ended = unpacked_stamps(packed)
    puts = {id: deed for id, deed in world.deeds.items() if deed.op["lead"] == lead and _wrote(deed, taken)}
    for name, stamp in stamps.items():
        rivals = _rivals(puts, name)
        world.require(stamp.op in rivals, f"I5 {name} of {lead} comes from a machine over a person, or from nobody")
        value = rivals[stamp.op].op["set"][name]
        world.require(doc["fields"].get(name) == value, f"I5 {name} of {lead} is not what its stamp says")
        _fair(world, name, lead, stamp.op, rivals)
    written = {name for deed in puts.values() for name in deed.op["set"]}
    world.require(written == set(doc["fields"]), f"I5 {lead} has fields {written ^ set(doc['fields'])} wrongly")


def _wrote(deed: Deed, taken: set[str]) -> bool:
    return deed.op["kind"] == "put" and deed.op["id"] in taken


def _rivals(puts: Mapping[str, Deed], name: str) -> dict[str, Deed]:
    """The operations that wrote a field: those of people, or those of machines when no person did."""
    wrote = {id: deed for id, deed in puts.items() if name in deed.op["set"]}
    people = {id: deed for id, deed in wrote.items() if deed.by_person}
    return people or wrote


def _fair(world: World, name: str, lead: str, winner: str, rivals: Mapping[str, Deed]) -> None:
    if len(rivals) == 1:
        return
    what = f"{name} of {lead}"
    unsure = any(deed.unsure for deed in rivals.values())
    replaced = _replaced(world, name, rivals)
    # After a restore the time of an entry without an answer is all there is; when that is unsure, so is the order.
    if not (world.restored and unsure):
        world.require(winner not in replaced, f"I5 {what}: a value that was on screen and replaced came back")
    if unsure:
        return
    latest = max(deed.at for id, deed in rivals.items() if id not in replaced)
    world.require(rivals[winner].at == latest, f"I5 {what}: the winner is not the latest edit")


def _replaced(world: World, name: str, rivals: Mapping[str, Deed]) -> set[str]:
    """Operations whose value somebody had on screen when she wrote another one, through any number of hands."""
    found: set[str] = set()
    waiting = [deed.replaced.get(name) for deed in rivals.values()]
    while waiting:
        id = waiting.pop()
        if id is not None and id not in found:
            found.add(id)
            waiting.append(world.deeds[id].replaced.get(name))
    return found


def _values_kept(world: World, taken: set[str]) -> None:
    """I11: what a person wrote is on the lead or in its history, for ever."""
    history = set(world.house.database.rows("SELECT op_id, field FROM field_provenance"))
    current = {
        (stamp.op, name)
        for (meta,) in world.house.database.rows("SELECT meta FROM lead")
        for name, stamp in unpacked_stamps(meta)[0].items()
    }
    for id in taken & set(world.deeds):
        deed = world.deeds[id]
        if not deed.by_person:
            continue
        for name, value in deed.op["set"].items():
            named = isinstance(value, str) and value.startswith(id)
            kept = (id, name) in history or (id, name) in current
            world.require(kept or not named, f"I11 {name} of {id} is neither on the lead nor in its history")


def _complete(world: World, doc: Mapping[str, Any]) -> None:
    """I12: class, plan and next step, or closed."""
    world.require(doc["class"] in ("A", "B", "C", "D"), f"I12 {doc['id']} has no class")
    if doc["status"] < 5:
        world.require(bool(doc["steps"]) and doc["next_step"] is not None, f"I12 {doc['id']} has no next step")
