"""What people do on their phones and what machines read for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from server.core.clock import DAY
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World

Action = Callable[["World", Device], None]


def _some_lead(world: World, device: Device) -> str | None:
    leads = device.known()
    # often the one everybody works on: that is where edits meet
    return None if not leads else leads[0] if world.chance.random() < 0.4 else world.chance.choice(leads)


def _fields(world: World) -> list[str]:
    from tests.simulation.world import FIELDS

    # often the one everybody corrects
    return [FIELDS[0]] if world.chance.random() < 0.4 else world.chance.sample(FIELDS, world.chance.randint(1, 3))


def _writes(device: Device) -> bool:
    return device.phone.name not in ("director", "marketing")


def capture(world: World, device: Device) -> None:
    """A new lead, often with the badge's payload, now and then claimed on the spot."""
    if not _writes(device):
        return
    lead, mine = world.id(), world.chance.random() < 0.5
    world.wrote(device, lead, _fields(world), event=world.house.event, mine=mine)
    if world.chance.random() < 0.5:
        body = {"id": world.id(), "kind": "badge_qr", "side": None, "payload": "BADGE 7", "blob": None}
        world.did(device, "capture", lead, body={**body, "taken_at": world.now + device.skew})


def edit(world: World, device: Device) -> None:
    """Type over some fields."""
    lead = _some_lead(world, device)
    if lead:
        world.wrote(device, lead, _fields(world))


def read(world: World, device: Device) -> None:
    """The phone's reader fills fields."""
    lead = _some_lead(world, device)
    if lead:
        world.wrote(device, lead, _fields(world), src="ocr")


def touch(world: World, device: Device) -> None:
    """Log a contact."""
    lead = _some_lead(world, device)
    if lead:
        outcome = world.chance.choice(("connected", "no_answer", "left_message"))
        body = {"id": world.id(), "at": world.now + device.skew, "direction": "out", "channel": "call"}
        world.did(device, "touch", lead, body={**body, "outcome": outcome})


def note(world: World, device: Device) -> None:
    """Write a note."""
    lead = _some_lead(world, device)
    if lead:
        world.did(device, "note", lead, body={"id": world.id(), "text": "asked for a sample"})


def claim(world: World, device: Device) -> None:
    """Say "mine"."""
    lead = _some_lead(world, device)
    if lead:
        world.did(device, "claim", lead)


def assign(world: World, device: Device) -> None:
    """Give a lead to somebody or back to the pool."""
    lead = _some_lead(world, device)
    if lead:
        owners = [world.house.users[name] for name in ("rep_a", "rep_b", "rep_c", "contractor")]
        world.did(device, "assign", lead, body={"to": world.chance.choice([*owners, None, None]), "reason": "turns"})


def park(world: World, device: Device) -> None:
    """Put a lead aside for later, or take it up again."""
    lead = _some_lead(world, device)
    if lead:
        track = world.chance.choice(("nurture", "active"))
        world.did(device, "put", lead, src="human", set={"track": track, "wake_at": world.now + 60 * DAY})


def classify(world: World, device: Device) -> None:
    """Overrule the class."""
    lead = _some_lead(world, device)
    if lead:
        world.did(device, "classify", lead, body={"class": world.chance.choice("ABCD"), "reason": "I know them"})


def close(world: World, device: Device) -> None:
    """End a follow-up."""
    lead = _some_lead(world, device)
    if lead:
        world.did(device, "close", lead, body={"outcome": "lost", "reason": "price", "objection": "too dear"})


def reopen(world: World, device: Device) -> None:
    """Take it up again."""
    lead = _some_lead(world, device)
    if lead:
        world.did(device, "reopen", lead, body={"reason": "they called"})


ACTIONS: list[tuple[Action, int]] = [
    (capture, 8),
    (edit, 24),
    (read, 8),
    (touch, 6),
    (note, 4),
    (claim, 5),
    (assign, 8),
    (park, 3),
    (classify, 2),
    (close, 2),
    (reopen, 2),
]
