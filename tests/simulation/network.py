"""Pushes and pulls over a network that drops, doubles, delays and reorders, to a server that dies."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.simulation import watch
from tests.simulation.crashes import ServerDied
from tests.simulation.deeds import Action
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World

PUSH_FAULTS = ("lost", "delayed", "answer_lost", "twice", "late_twice", "statement", "commit", "committed")
DEATHS = ("statement", "commit", "committed")


def push(world: World, device: Device) -> None:
    """A pass of pushes in batches of some size, perhaps with a fault in the first one."""
    fault = world.chance.choice(PUSH_FAULTS) if world.chance.random() < 0.4 else ""
    push_all(world, device, world.chance.choice((1, 2, 5, 20)), fault)


def pull(world: World, device: Device) -> None:
    """A pass of pulls in pages of some size, perhaps broken off by a lost answer or the phone's death."""
    broken_after = world.chance.randint(0, 2) if world.chance.random() < 0.35 else -1
    pull_all(world, device, world.chance.choice((1, 2, 3, 50)), broken_after)


def arrive(world: World, device: Device) -> None:
    """A request the network had kept arrives; nobody waits for its answer any more."""
    del device
    if not world.late:
        return
    late = world.late.pop(world.chance.randrange(len(world.late)))
    answer = _deliver(world, late.device, late.envelope, delayed=True)
    world.say(f"{late.device.phone.name} late {len(answer['results']) if answer else 'death'}")


def push_all(world: World, device: Device, most: int, fault: str = "") -> None:
    """The whole outbox once, lowest first; `fault` befalls the first batch."""
    after = -1
    while batch := device.batch(after, most):
        after = batch[-1]["seq"]
        answer = _send(world, device, envelope(world, device, batch), fault)
        if answer is None:
            return
        fault = ""
        if device.settle(answer):
            after = -1
        world.own_words_shown(device)


def envelope(world: World, device: Device, batch: list[dict[str, Any]]) -> dict[str, Any]:
    """A push as the phone writes it."""
    return {
        "device": device.phone.device,
        "schema": 1,
        "epoch": device.epoch,
        "sent_at": world.now + device.skew,
        "oldest_seq": min((op["seq"] for op in device.outbox), default=None),
        "last_seq": device.seq,
        "ops": copy.deepcopy(batch),
    }


def _send(world: World, device: Device, content: dict[str, Any], fault: str) -> dict[str, Any] | None:
    """The answer that reaches the phone, if one does."""
    from tests.simulation.world import Late

    world.say(f"{device.phone.name} push {len(content['ops'])} {fault}")
    if fault in ("delayed", "late_twice"):
        world.late.append(Late(device, content))
    if fault in ("lost", "delayed"):
        return None
    if fault in DEATHS:
        world.house.crashes.arm(fault, world.chance.randint(0, 30))
    answer = _deliver(world, device, content)
    if fault == "twice" and answer is not None:
        again = _deliver(world, device, content)
        watch.same_answers(world, answer, again)
    return None if fault == "answer_lost" else answer


def _deliver(
    world: World, device: Device, content: dict[str, Any], *, delayed: bool = False
) -> dict[str, Any] | None:
    try:
        with watch.pushing(world, device, content, delayed=delayed) as seen:
            seen.answer = world.house.push(device.phone, content)
        return seen.answer
    except ServerDied:
        return None
    finally:
        world.house.crashes.disarm()


def pull_all(world: World, device: Device, limit: int, broken_after: int = -1) -> None:
    """Pages until there are no more; broken off before the page of this number is applied."""
    for number in range(10_000):
        asked = {"device": device.phone.device, "schema": 1, "cursor": device.cursor, "limit": limit}
        page = world.house.pull(device.phone, asked)
        watch.page(world, device, page)
        world.say(f"{device.phone.name} pull {len(page['put'])}+{len(page['rm'])}")
        if number == broken_after:
            device.die_while_applying(page)
            world.say(f"{device.phone.name} died over the page")
            return
        before = device.cursor
        after = device.take(page)
        world.own_words_shown(device)
        if after == "restored":
            push_all(world, device, 20)
        elif after == "end":
            return
        elif not page["reset"]:
            world.require(device.cursor != before, f"a page for {device.phone.name} did not move on")
    world.require(False, f"the pull of {device.phone.name} never ends")


ACTIONS: list[tuple[Action, int]] = [(push, 22), (pull, 22), (arrive, 3)]
