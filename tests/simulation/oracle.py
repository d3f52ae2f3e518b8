"""The invariants of docs/sync.md once everything has healed, against what really happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

import orjson

from server.leads.state import unpacked
from tests.simulation.sight import Sight

if TYPE_CHECKING:
    from tests.simulation.world import Deed, World

#: kind -> where its children stand on the document, and their table
CHILDREN = {"touch": ("touches", "touch"), "note": ("notes", "lead_note"), "capture": ("captures", "capture")}


def check(world: World) -> None:
    """Every invariant; raises Violation."""
    sight = Sight(world.house.path)
    taken = _ends(world, sight)
    _same_documents(world, sight)
    _children_once(world, sight, taken)
    _winners(world, sight, taken)
    _values_kept(world, taken)
    for doc in sight.docs.values():
        _complete(world, doc)


def _ends(world: World, sight: Sight) -> set[str]:
    """I1: each operation was taken, or its refusal stands on its author's phone. Returns those taken."""
    receipts = dict(_rows(world, "SELECT op_id, result FROM op_receipt"))
    taken = {id for id, result in receipts.items() if orjson.loads(result)["st"] == "ok"}
    for device in world.devices:
        put_aside = {op["id"] for op, _ in device.dead}
        acked = {kept.op["id"] for kept in device.acked}
        waiting = {op["id"] for op in device.outbox}
        for op in device.outbox:
            refused = any(dead["lead"] == op["lead"] and dead["kind"] == "put" for dead, _ in device.dead)
            world.require(op["lead"] not in sight.docs and refused, f"I1 {op['kind']} {op['id']} is stuck")
        for id, deed in world.deeds.items():
            if deed.device != device.phone.name or id in waiting:
                continue
            world.require(id in acked or id in put_aside, f"I1 {deed.op['kind']} {id} vanished from its phone")
            world.require(id in put_aside or id in taken, f"I1 {deed.op['kind']} {id} is lost on the server")
            world.require(not (id in put_aside and id in taken), f"I1 {id} was taken and shown as refused")
    return taken


def _same_documents(world: World, sight: Sight) -> None:
    """I3, I4: each phone holds exactly what its person may see, equal to the server."""
    for device in world.devices:
        expected = sight.visible(device.phone.user)
        odd = sorted(set(device.docs) ^ set(expected))
        world.require(not odd, f"I3 {device.phone.name} holds or misses wrongly {odd}")
        for lead, doc in expected.items():
            world.require(device.docs[lead].doc == doc, f"I3 {device.phone.name} has an old {lead}")


def _children_once(world: World, sight: Sight, taken: set[str]) -> None:
    """I2: touches, notes and captures stand exactly once, on the document and in their table."""
    for kind, (place, rows) in CHILDREN.items():
        stored = sorted(_rows(world, f"SELECT lead_id, id FROM {rows}"))
        shown = sorted((lead, child["id"]) for lead, doc in sight.docs.items() for child in doc[place])
        done = (deed.op for id, deed in world.deeds.items() if deed.op["kind"] == kind and id in taken)
        expected = sorted((op["lead"], op["body"]["id"]) for op in done)
        world.require(shown == expected, f"I2 {place} on documents differ: {_odd(shown, expected)}")
        world.require(stored == expected, f"I2 rows of {rows} differ: {_odd(stored, expected)}")


def _odd(one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
    return sorted(set(one) ^ set(other)) or ["doubled"]


def _winners(world: World, sight: Sight, taken: set[str]) -> None:
    """I5: the value of each field is the one the rule of docs/sync.md names."""
    packed = dict(_rows(world, "SELECT id, meta FROM lead"))
    for lead, doc in sight.docs.items():
        stamps, _ended = unpacked(packed[lead])
        for name, stamp in stamps.items():
            rivals = _rivals(world, lead, name, taken)
            world.require(
                stamp.op in rivals, f"I5 {name} of {lead} comes from a machine over a person, or from nobody"
            )
            value = rivals[stamp.op].op["set"][name]
            world.require(doc["fields"].get(name) == value, f"I5 {name} of {lead} is not what its stamp says")
            _fair(world, name, lead, stamp.op, rivals)
        written = {name for deed in world.deeds.values() if _wrote(deed, lead, taken) for name in deed.op["set"]}
        world.require(written == set(doc["fields"]), f"I5 {lead} has fields {written ^ set(doc['fields'])} wrongly")


def _wrote(deed: Deed, lead: str, taken: set[str]) -> bool:
    return deed.op["kind"] == "put" and deed.op["lead"] == lead and deed.op["id"] in taken


def _rivals(world: World, lead: str, name: str, taken: set[str]) -> dict[str, Deed]:
    """The operations that wrote a field: those of people, or those of machines when no person did."""
    wrote = {id: deed for id, deed in world.deeds.items() if _wrote(deed, lead, taken) and name in deed.op["set"]}
    people = {id: deed for id, deed in wrote.items() if deed.op["src"] == "human"}
    return people or wrote


def _fair(world: World, name: str, lead: str, winner: str, rivals: Mapping[str, Deed]) -> None:
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
    history = set(_rows(world, "SELECT op_id, field FROM field_provenance"))
    current = {
        (stamp.op, name)
        for (meta,) in _rows(world, "SELECT meta FROM lead")
        for name, stamp in unpacked(meta)[0].items()
    }
    for id in taken & set(world.deeds):
        op = world.deeds[id].op
        if op["kind"] != "put" or op["src"] != "human":
            continue
        for name, value in op["set"].items():
            named = isinstance(value, str) and value.startswith(id)
            kept = (id, name) in history or (id, name) in current
            world.require(kept or not named, f"I11 {name} of {id} is neither on the lead nor in its history")


def _complete(world: World, doc: Mapping[str, Any]) -> None:
    """I12: class, plan and next step, or closed."""
    world.require(doc["class"] in ("A", "B", "C", "D"), f"I12 {doc['id']} has no class")
    if doc["status"] < 5:
        world.require(bool(doc["steps"]) and doc["next_step"] is not None, f"I12 {doc['id']} has no next step")


def _rows(world: World, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(world.house.path)) as connection:
        return connection.execute(query).fetchall()
