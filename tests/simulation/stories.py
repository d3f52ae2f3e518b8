"""Things that go wrong only in a certain order, so that chance need not find the order too. Each is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.core.clock import MINUTE
from tests.simulation import disasters, network
from tests.simulation.deeds import Action, captures, give, new_lead, some_fields, some_lead, speak
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World


def _others(world: World, device: Device, lead: str) -> list[Device]:
    """Other phones that hold the lead."""
    return [each for each in world.devices if each is not device and lead in each.docs]


def _shared(world: World, device: Device) -> tuple[str, Device] | None:
    """A lead on this phone and on another one, and that one."""
    leads = [lead for lead in device.docs if _others(world, device, lead)]
    if not leads:
        return None
    lead = world.chance.choice(leads)
    return lead, world.chance.choice(_others(world, device, lead))


def crossing(world: World, device: Device) -> None:
    """Two people edit the same fields; the first to type is the last to send."""
    network.pull_all(world, device, 50)
    found = _shared(world, device)
    if found is None:
        return
    lead, other = found
    names = some_fields(world)
    world.wrote(device, lead, names)
    world.now += MINUTE
    if world.chance.random() < 0.5:
        network.pull_all(world, other, 50)
    if lead in other.docs:
        world.wrote(other, lead, names)
    network.push_all(world, other, 20)
    if world.chance.random() < 0.3:
        disasters.restore(world, device)
    network.push_all(world, device, 20)


def seen_then_changed(world: World, device: Device) -> None:
    """Somebody types over what another just wrote, and her clock is set before it is sent."""
    network.pull_all(world, device, 50)
    found = _shared(world, device)
    if found is None:
        return
    lead, other = found
    names = some_fields(world)
    world.wrote(other, lead, names)
    network.push_all(world, other, 20)
    network.pull_all(world, device, 50)
    if lead not in device.docs:
        return
    world.wrote(device, lead, names)
    disasters.set_clock(world, device)
    network.push_all(world, device, 20)


def lost_history(world: World, device: Device) -> None:
    """Revisions of a history that a restore undid must not be taken for those that come after it."""
    network.pull_all(world, device, 50)
    found = _shared(world, device)
    if found is None:
        return
    disasters.backup(world, device)
    lead, other = found
    names = some_fields(world)
    for _ in range(3):
        world.wrote(other, lead, names[:1])
        network.push_all(world, other, 20)
    network.pull_all(world, device, 50)
    if lead not in device.docs:
        return
    world.wrote(device, lead, names)
    world.now += MINUTE
    disasters.restore(world, device)
    network.whole_pass(world, other)
    if lead in other.docs:
        world.wrote(other, lead, names)
        network.push_all(world, other, 20)
    network.push_all(world, device, 20)


def lost_answers(world: World, device: Device) -> None:
    """A restore undoes edits that were answered, and a clock was set since: only their stamps know their order."""
    network.pull_all(world, device, 50)
    found = _shared(world, device)
    if found is None:
        return
    disasters.backup(world, device)
    lead, other = found
    names = some_fields(world)
    for phone in (device, other):
        world.wrote(phone, lead, names)
        network.push_all(world, phone, 20)
        world.now += MINUTE
    disasters.set_clock(world, device)
    disasters.restore(world, device)
    network.whole_pass(world, other)
    network.whole_pass(world, device)


def forgotten_bytes(world: World, device: Device) -> None:
    """A restore forgets a memo whose bytes had arrived."""
    lead = some_lead(world, device)
    if lead is None:
        return
    disasters.backup(world, device)
    speak(world, device, lead)
    network.whole_pass(world, device)
    disasters.restore(world, device)


def forgotten_capture(world: World, device: Device) -> None:
    """A restore forgets a capture, and what others did with the lead arrives before it comes again."""
    if not captures(device):
        return
    disasters.backup(world, device)
    lead = new_lead(world, device)
    network.push_all(world, device, 20)
    for other in world.chance.sample(world.devices, 2):
        network.pull_all(world, other, 50)
    workers = [other for other in _others(world, device, lead) if captures(other)]
    if not workers:
        return
    other = world.chance.choice(workers)
    world.wrote(other, lead, some_fields(world))
    network.push_all(world, other, 20)
    disasters.restore(world, device)
    network.push_all(world, other, 20)
    network.push_all(world, other, 20)
    network.push_all(world, device, 20)


def waiting_deed(world: World, device: Device) -> None:
    """A restore forgets a lead; what a supervisor does with it arrives before anybody sends the lead again."""
    boss = next((each for each in world.devices if each.phone.name == "lead_n"), device)
    if boss is device or not captures(device):
        return
    disasters.backup(world, device)
    lead = new_lead(world, device)
    network.push_all(world, device, 20)
    network.pull_all(world, boss, 50)
    if lead not in boss.docs:
        return
    give(world, boss, lead, device.phone.user)
    disasters.restore(world, device)
    network.push_all(world, boss, 20)
    network.push_all(world, device, 20)


def newcomer(world: World, device: Device) -> None:
    """Leads wait in a pool while others go on; then somebody joins the stand and pulls page by page."""
    boss = next((each for each in world.devices if each.phone.name in ("lead_n", "lead_s")), None)
    if boss is None:
        return
    network.pull_all(world, boss, 50)
    event = world.chance.choice(world.house.events)
    stand = [name for name in disasters.STAND if world.house.users[name] != device.phone.user]
    world.house.staff_show(event, [world.house.users[name] for name in stand])
    network.pull_all(world, device, 50)
    for lead in [lead for lead, held in boss.docs.items() if held.doc["event"] == event][:3]:
        give(world, boss, lead, None)
    network.push_all(world, boss, 20)
    if captures(device):
        new_lead(world, device)
        network.push_all(world, device, 20)
    network.pull_all(world, device, world.chance.choice((1, 2, 50)))
    world.house.staff_show(event, [world.house.users[name] for name in disasters.STAND])
    world.say(f"{device.phone.name} joins {event[-4:]}")
    network.pull_all(world, device, world.chance.choice((1, 2, 50)))


ACTIONS: list[tuple[Action, int]] = [
    (crossing, 4),
    (seen_then_changed, 3),
    (lost_history, 3),
    (lost_answers, 2),
    (forgotten_bytes, 1),
    (forgotten_capture, 2),
    (waiting_deed, 2),
    (newcomer, 2),
]
