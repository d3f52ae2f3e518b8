"""What people do on their phones and what machines read for them: capturing, correcting, handing on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from server.core.clock import DAY
from tests.simulation.device import Device, Upload

if TYPE_CHECKING:
    from tests.simulation.world import World

Action = Callable[["World", Device], None]
#: a long run goes on with the leads it has: that is where things meet
MOST_LEADS = 12
#: bytes of memos; few, so that two people send the same ones
MEMOS = {
    hashlib.sha256(data).hexdigest(): data
    for data in (b"OggS" + bytes([n]) * size for n, size in ((1, 90), (2, 300), (3, 700)))
}


def some_lead(world: World, device: Device) -> str | None:
    """A lead on this screen."""
    leads = device.known()
    # often the one everybody works on: that is where edits meet
    return None if not leads else leads[0] if world.chance.random() < 0.4 else world.chance.choice(leads)


def some_fields(world: World) -> list[str]:
    """Fields to write."""
    from tests.simulation.world import FIELDS

    # often the one everybody corrects
    return [FIELDS[0]] if world.chance.random() < 0.4 else world.chance.sample(FIELDS, world.chance.randint(1, 3))


def captures(device: Device) -> bool:
    """Whether whoever holds it stands on a stand."""
    return device.phone.name not in ("director", "marketing")


def new_lead(world: World, device: Device) -> str:
    """A card handed over; now and then claimed on the spot."""
    lead = world.id(device.skew)
    more: dict[str, Any] = {"event": world.chance.choice(world.house.events), "mine": world.chance.random() < 0.5}
    if device.schema == 0:
        more.pop("event")
    world.wrote(device, lead, some_fields(world), **more)
    return lead


def capture(world: World, device: Device) -> None:
    """A new lead, often with the badge's payload or a spoken memo."""
    if not captures(device):
        return
    if len(world.captured) >= MOST_LEADS:
        edit(world, device)
        return
    lead = new_lead(world, device)
    if world.chance.random() < 0.5:
        _taken_in(world, device, lead, {"kind": "badge_qr", "payload": "BADGE 7", "blob": None})
    if world.chance.random() < 0.3:
        speak(world, device, lead)


def memo(world: World, device: Device) -> None:
    """Say something about a lead into the phone."""
    lead = some_lead(world, device)
    if lead:
        speak(world, device, lead)


def speak(world: World, device: Device, lead: str) -> None:
    """A capture with bytes that travel apart."""
    sha256 = world.chance.choice(sorted(MEMOS))
    blob = {"sha256": sha256, "bytes": len(MEMOS[sha256]), "mime": "audio/ogg"}
    op = _taken_in(world, device, lead, {"kind": "voice", "payload": None, "blob": blob})
    device.uploads.append(Upload(op["id"], lead, sha256))


def _taken_in(world: World, device: Device, lead: str, body: dict[str, Any]) -> dict[str, Any]:
    basics = {"id": world.id(), "side": None, "taken_at": world.now + device.skew}
    return world.did(device, "capture", lead, body={**basics, **body})


def edit(world: World, device: Device) -> None:
    """Type over some fields."""
    lead = some_lead(world, device)
    if lead:
        world.wrote(device, lead, some_fields(world))


def read(world: World, device: Device) -> None:
    """The phone's reader fills fields."""
    lead = some_lead(world, device)
    if lead:
        world.wrote(device, lead, some_fields(world), src="ocr")


def note(world: World, device: Device) -> None:
    """Write a note; a newer app calls it by a name this server may not know yet."""
    lead = some_lead(world, device)
    if lead:
        kind = "jotting" if world.chance.random() < 0.15 else "note"
        world.did(device, kind, lead, body={"id": world.id(), "text": "asked for a sample"})


def claim(world: World, device: Device) -> None:
    """Say "mine"."""
    lead = some_lead(world, device)
    if lead:
        world.did(device, "claim", lead)


def assign(world: World, device: Device) -> None:
    """Give a lead to somebody or back to the pool."""
    lead = some_lead(world, device)
    if lead:
        owners = [world.house.users[name] for name in ("rep_a", "rep_b", "rep_c", "contractor")]
        give(world, device, lead, world.chance.choice([*owners, None, None, None]))


def give(world: World, device: Device, lead: str, to: str | None) -> None:
    """Give this lead to this person, or to the pool."""
    world.did(device, "assign", lead, body={"to": to, "reason": "turns"})


def park(world: World, device: Device) -> None:
    """Put a lead aside for later, or take it up again."""
    lead = some_lead(world, device)
    if lead:
        track = world.chance.choice(("nurture", "active"))
        world.did(device, "put", lead, src="human", set={"track": track, "wake_at": world.now + 60 * DAY})


def classify(world: World, device: Device) -> None:
    """Overrule the class."""
    lead = some_lead(world, device)
    if lead:
        world.did(device, "classify", lead, body={"class": world.chance.choice("ABCD"), "reason": "I know them"})


ACTIONS: list[tuple[Action, int]] = [
    (capture, 12),
    (edit, 38),
    (read, 11),
    (memo, 4),
    (note, 7),
    (claim, 8),
    (assign, 15),
    (park, 5),
    (classify, 3),
]
