"""Pushes, pulls and uploads over a network that drops, doubles, delays and reorders, to a server that dies."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from server.core.errors import Problem
from tests.simulation import watch
from tests.simulation.crashes import ServerDied
from tests.simulation.deeds import MEMOS, Action
from tests.simulation.device import Device, Upload
from tests.simulation.house import Paired

if TYPE_CHECKING:
    from tests.simulation.world import World

#: fault -> what it is called among the mishaps; a server's death is one when it comes to it
PUSH_FAULTS = {
    "lost": "requests lost",
    "delayed": "requests kept back",
    "answer_lost": "answers lost",
    "twice": "requests doubled",
    "late_twice": "requests doubled, the second one late",
    "statement": "",
    "commit": "",
    "committed": "",
}
#: milliseconds a request takes
REQUEST = 200
DEATHS = ("statement", "commit", "committed")
UPLOAD_FAULTS = ("lost", "answer_lost", "twice", "damaged", "statement", "commit")


def push(world: World, device: Device) -> None:
    """A pass of pushes in batches of some size, perhaps with a fault in the first one."""
    fault = world.chance.choice(list(PUSH_FAULTS)) if world.chance.random() < 0.4 else ""
    push_all(world, device, world.chance.choice((1, 3, 20, 20)), fault)


def pull(world: World, device: Device) -> None:
    """A pass of pulls in pages of some size, perhaps broken off by a lost answer or the phone's death."""
    broken_after = world.chance.randint(0, 2) if world.chance.random() < 0.35 else -1
    pull_all(world, device, world.chance.choice((1, 2, 5, 50)), broken_after)


def arrive(world: World, device: Device) -> None:
    """A request the network had kept arrives; nobody waits for its answer any more."""
    del device
    if not world.late:
        return
    late = world.late.pop(world.chance.randrange(len(world.late)))
    if not world.house.knows(late.phone):
        return
    answer = _deliver(world, late.phone, late.envelope, delayed=True)
    world.say(f"{late.phone.name} late {len(answer['results']) if answer else 'death'}", "late requests arrived")


def upload(world: World, device: Device) -> None:
    """A pass of uploads, broken off by a fault at one of its requests."""
    fault = world.chance.choice(UPLOAD_FAULTS) if world.chance.random() < 0.6 else ""
    upload_all(world, device, fault, world.chance.randint(0, 3))


def whole_pass(world: World, device: Device) -> None:
    """What a phone does with a good network."""
    push_all(world, device, 50)
    pull_all(world, device, 50)
    upload_all(world, device)


def push_all(world: World, device: Device, most: int, fault: str = "") -> None:
    """The whole outbox once, lowest first; `fault` befalls the first batch."""
    world.device_step("passes of pushes")
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
        "schema": device.schema,
        "epoch": device.epoch,
        "sent_at": world.now + device.skew,
        "oldest_seq": min((op["seq"] for op in device.outbox), default=None),
        "last_seq": device.seq,
        "ops": copy.deepcopy(batch),
    }


def _send(world: World, device: Device, content: dict[str, Any], fault: str) -> dict[str, Any] | None:
    """The answer that reaches the phone, if one does."""
    from tests.simulation.world import Late

    world.say(f"{device.phone.name} push {len(content['ops'])} {fault}", PUSH_FAULTS.get(fault, ""))
    if fault in ("delayed", "late_twice"):
        world.late.append(Late(device.phone, content))
    if fault in ("lost", "delayed"):
        return None
    if fault in DEATHS:
        world.house.crashes.arm(fault, world.chance.randint(0, 30))
    answer = _deliver(world, device.phone, content)
    if fault == "twice" and answer is not None:
        again = _deliver(world, device.phone, content)
        watch.same_answers(world, answer, again)
    return None if fault == "answer_lost" else answer


def _deliver(world: World, phone: Paired, content: dict[str, Any], *, delayed: bool = False) -> dict[str, Any] | None:
    world.now += REQUEST
    try:
        with watch.pushing(world, phone, content, delayed=delayed) as seen:
            seen.answer = world.house.push(phone, content)
        return seen.answer
    except ServerDied:
        world.say("server dies", "servers died in a push")
        return None
    finally:
        world.house.crashes.disarm()


def pull_all(world: World, device: Device, limit: int, broken_after: int = -1) -> None:
    """Pages until there are no more; broken off before the page of this number is applied."""
    world.device_step("passes of pulls")
    for number in range(10_000):
        world.now += REQUEST
        asked = {"device": device.phone.device, "cursor": device.cursor, "limit": limit}
        asked |= {"schema": device.schema, "settings": device.settings}
        page = world.house.pull(device.phone, asked)
        watch.page(world, device, page)
        world.say(f"{device.phone.name} pull {len(page['put'])}+{len(page['rm'])}")
        if number == broken_after:
            device.die_while_applying(page)
            world.say(f"{device.phone.name} died over the page", "phones died over a page")
            return
        before = device.cursor
        after = device.take(page)
        world.own_words_shown(device)
        if after == "restored":
            push_all(world, device, 20)
        elif after == "end":
            watch.up_to_date(world, device)
            return
        elif not page["reset"]:
            world.require(device.cursor != before, f"a page for {device.phone.name} did not move on")
    world.require(False, f"the pull of {device.phone.name} never ends")


# --- pictures and memos


def upload_all(world: World, device: Device, fault: str = "", after: int = 0) -> None:
    """Everything that may go, one after the other; `fault` befalls the request with this number."""
    world.device_step("passes of uploads")
    faults = [""] * after + [fault]
    while (row := device.next_upload()) is not None:
        world.say(f"{device.phone.name} upload {row.sha256[:4]} {fault}")
        if not _send_bytes(world, device, row, faults):
            return
        row.stored = True


def _send_bytes(world: World, device: Device, row: Upload, faults: list[str]) -> bool:
    """Whether the phone knows in the end that everything is there."""
    from tests.simulation.world import PART

    data, user = MEMOS[row.sha256], device.phone.user
    if len(data) <= PART:
        return _take(world, faults, user, row.sha256, data) is True
    held = world.house.parts_held(user, row.sha256)
    if held is None:
        return True
    count = -(-len(data) // PART)
    missing = [number for number in range(count) if number not in held] or [count - 1]
    for number in missing:
        stored = _take(world, faults, user, row.sha256, data[number * PART : (number + 1) * PART], number, count)
        if stored is not False:
            return stored is True
    return world.house.parts_held(user, row.sha256) is None


def _take(world: World, faults: list[str], user: str, sha256: str, data: bytes, *part: int) -> bool | None:
    """Whether everything is stored now; None when the phone gets no answer."""
    fault = faults.pop(0) if faults else ""
    if fault:
        world.tally["uploads disturbed"] += 1
    if fault == "lost":
        return None
    if fault == "damaged":
        data = bytes(len(data))
    if fault in DEATHS:
        world.house.crashes.arm(fault, world.chance.randint(0, 4))
    try:
        stored = world.house.take_bytes(user, sha256, data, *part)
        if fault == "twice":
            stored = world.house.take_bytes(user, sha256, data, *part)
    except (ServerDied, Problem):
        # a refusal of damaged parts: the phone begins again at its next pass
        return None
    finally:
        world.house.crashes.disarm()
    return None if fault == "answer_lost" else stored


ACTIONS: list[tuple[Action, int]] = [(push, 16), (pull, 15), (upload, 3), (arrive, 3)]
