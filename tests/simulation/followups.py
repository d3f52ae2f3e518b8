"""What people do with a lead after the show: contacts, steps, promises, questions, consents, quotes, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.core.clock import DAY, HOUR
from tests.simulation.deeds import Action, some_lead
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World


def _rows(device: Device, lead: str, place: str) -> list[dict[str, Any]]:
    """Entries of the lead's document on this phone."""
    return device.docs[lead].doc[place] if lead in device.docs else []


def touch(world: World, device: Device) -> None:
    """Log a contact; it may keep a promise."""
    lead = some_lead(world, device)
    if not lead:
        return
    body = {"id": world.id(), "at": world.now + device.skew, "direction": "out", "channel": "call"}
    body["outcome"] = world.chance.choice(("connected", "no_answer", "left_message"))
    promises = [promise["id"] for promise in _rows(device, lead, "promises")]
    if promises and device.schema > 0:
        body["satisfies"] = [world.chance.choice(promises)]
    world.did(device, "touch", lead, body=body)


def step(world: World, device: Device) -> None:
    """Tick off, leave out, move or add a step."""
    lead = some_lead(world, device)
    if not lead:
        return
    steps = _rows(device, lead, "steps")
    action = world.chance.choice(("done", "skip", "snooze", "pin")) if steps else "add"
    later = world.now + device.skew + 60 * DAY
    if action == "add":
        body = {"step": world.id(), "channel": "call", "purpose": "call", "due_at": later}
    else:
        body = {"step": world.chance.choice(steps)["id"], "reason": "as agreed"}
        body |= {"due_at": later} if action == "snooze" else {}
    world.did(device, "step", lead, body={"action": action, **body})


def promise(world: World, device: Device) -> None:
    """Promise a call, or let a promise go."""
    lead = some_lead(world, device)
    if not lead:
        return
    made = _rows(device, lead, "promises")
    if made and world.chance.random() < 0.4:
        body = {"id": world.chance.choice(made)["id"], "action": "release", "reason": "they rang"}
    else:
        body = {"id": world.id(), "due_at": world.now + device.skew + world.chance.randint(1, 72) * HOUR}
    world.did(device, "promise", lead, body=body)


def request(world: World, device: Device) -> None:
    """Note what they want to know, or that they know it now."""
    lead = some_lead(world, device)
    if not lead:
        return
    opened = _rows(device, lead, "requests")
    if opened and world.chance.random() < 0.4:
        body = {"id": world.chance.choice(opened)["id"], "action": "satisfy"}
    else:
        body = {"id": world.id(), "text": "the price of spares"}
    world.did(device, "request", lead, body=body)


def consent(world: World, device: Device) -> None:
    """Write down what they said about being called or written to."""
    lead = some_lead(world, device)
    if lead:
        body = {"id": world.id(), "channel": world.chance.choice(("call", "email"))}
        body |= {"state": world.chance.choice(("granted", "objected")), "evidence": "said so"}
        world.did(device, "consent", lead, body=body)


def quote(world: World, device: Device) -> None:
    """Make an offer, or say what became of one."""
    lead = some_lead(world, device)
    if not lead:
        return
    made = _rows(device, lead, "quotes")
    if made and world.chance.random() < 0.5:
        known = world.chance.choice(made)
        state = world.chance.choice(("accepted", "rejected"))
        body = {"id": known["id"], "number": known["number"], "amount": known["amount"], "state": state}
    else:
        # two phones may well write the same number
        body = {"id": world.id(), "number": f"Q-{world.chance.randint(1, 20)}", "amount": 90_000}
    world.did(device, "quote", lead, body=body)


def close(world: World, device: Device) -> None:
    """End a follow-up."""
    lead = some_lead(world, device)
    if not lead:
        return
    if world.chance.random() < 0.3:
        sale = {"invoice_no": f"I-{world.chance.randint(1, 20)}", "value": 120_000}
        world.did(device, "close", lead, body={"outcome": "won", "sale": sale})
    else:
        world.did(device, "close", lead, body={"outcome": "lost", "reason": "price", "objection": "too dear"})


def reopen(world: World, device: Device) -> None:
    """Take it up again."""
    lead = some_lead(world, device)
    if lead:
        world.did(device, "reopen", lead, body={"reason": "they called"})


ACTIONS: list[tuple[Action, int]] = [
    (touch, 9),
    (step, 6),
    (promise, 5),
    (request, 3),
    (consent, 3),
    (quote, 4),
    (close, 3),
    (reopen, 3),
]
