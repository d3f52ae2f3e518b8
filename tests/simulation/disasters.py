"""What happens to people, phones, clocks and the server itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.core.clock import DAY
from server.sync.pull import PACKED
from tests.simulation.deeds import Action, edit
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World

STAND = ("rep_a", "rep_b", "rep_c", "lead_n", "lead_s")


def staff(world: World, device: Device) -> None:
    """Others are on a stand now."""
    del device
    event = world.chance.choice(world.house.events)
    chosen = sorted(world.chance.sample(STAND, world.chance.randint(1, len(STAND))))
    world.say(f"stand {event[-4:]} {chosen}", "stands staffed anew")
    world.house.staff_show(event, [world.house.users[name] for name in chosen])


def roles(world: World, device: Device) -> None:
    """A rep loses her role, or gets it back."""
    del device
    name = world.chance.choice(("rep_b", "rep_c"))
    now = world.chance.choice((["rep"], ["rep"], ["marketing"], ["contractor"]))
    world.say(f"{name} is {now}", "roles changed")
    world.house.give_roles(world.house.users[name], now)


def teams(world: World, device: Device) -> None:
    """A rep changes team."""
    del device
    name = world.chance.choice(("rep_a", "rep_b", "rep_c"))
    now = sorted(world.chance.sample(world.house.teams, world.chance.randint(0, 2)))
    world.say(f"{name} in {len(now)} teams", "teams changed")
    world.house.move_to_teams(world.house.users[name], now)


def jump(world: World, device: Device) -> None:
    """An edit waits while somebody sets the phone's clock: how long it has waited cannot be told any more."""
    edit(world, device)
    set_clock(world, device)


def set_clock(world: World, device: Device) -> None:
    """The phone's clock is set while things wait in its outbox."""
    device.skew += world.chance.randint(-3 * DAY, 3 * DAY)
    world.say(f"{device.phone.name} clock {device.skew}", "clocks set")
    for op in device.outbox:
        world.deeds[op["id"]].unsure = True


def evict(world: World, device: Device) -> None:
    """The system takes the app's storage, all of it; the person pairs the phone anew."""
    world.say(f"{device.phone.name} evicted with {device.unsent()} unsent", "storages evicted")
    world.forget(device, world.house.pair(device.phone.name, device.phone.user))


def hand_on(world: World, device: Device) -> None:
    """Somebody signs out where nothing is unsent, and another person takes the tablet."""
    if device.unsent():
        return
    name = world.chance.choice(("rep_a", "rep_b", "rep_c", "lead_s"))
    world.say(f"{device.phone.name} hands on to {name}", "tablets handed on")
    world.forget(device, world.house.pair(name, world.house.users[name]))


def update_app(world: World, device: Device) -> None:
    """A newer app starts on what an older one left in the outbox."""
    if device.schema == 0:
        world.say(f"{device.phone.name} updated with {device.unsent()} unsent", "apps updated")
        device.schema = PACKED


def update_server(world: World, device: Device) -> None:
    """The server learns what newer apps have been saying."""
    del device
    if world.chance.random() < 0.3:
        world.say("server updated", "servers updated")
        world.update_server()


def backup(world: World, device: Device) -> None:
    """A copy of the database is made."""
    del device
    world.say("backup", "backups made")
    world.backup = world.house.backup()


def restore(world: World, device: Device) -> None:
    """The server is lost and comes back from its backup; a phone it does not know is paired again."""
    del device
    if world.backup is None:
        return
    world.say("restore", "backups restored")
    world.house.restore(world.backup)
    world.restored = True
    for phone in (each.phone for each in world.devices):
        if not world.house.knows(phone):
            world.house.pair(phone.name, phone.user, phone.device)


ACTIONS: list[tuple[Action, int]] = [
    (staff, 3),
    (roles, 2),
    (teams, 3),
    (jump, 2),
    (evict, 1),
    (hand_on, 1),
    (update_app, 1),
    (update_server, 1),
    (backup, 1),
    (restore, 1),
]
