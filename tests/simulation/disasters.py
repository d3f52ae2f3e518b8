"""What happens to people, clocks and the server itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.core.clock import DAY
from tests.simulation.deeds import Action, edit
from tests.simulation.device import Device

if TYPE_CHECKING:
    from tests.simulation.world import World

STAND = ("rep_a", "rep_b", "rep_c", "lead_n")


def staff(world: World, device: Device) -> None:
    """Others are on the stand now."""
    del device
    chosen = sorted(world.chance.sample(STAND, world.chance.randint(1, len(STAND))))
    world.say(f"stand {chosen}")
    world.house.staff_show([world.house.users[name] for name in chosen])


def roles(world: World, device: Device) -> None:
    """A rep loses her role, or gets it back."""
    del device
    name = world.chance.choice(("rep_b", "rep_c"))
    now = world.chance.choice((["rep"], ["rep"], ["marketing"], ["contractor"]))
    world.say(f"{name} is {now}")
    world.house.give_roles(world.house.users[name], now)


def teams(world: World, device: Device) -> None:
    """A rep changes team."""
    del device
    name = world.chance.choice(("rep_a", "rep_b", "rep_c"))
    now = sorted(world.chance.sample(world.house.teams, world.chance.randint(0, 2)))
    world.say(f"{name} in {len(now)} teams")
    world.house.move_to_teams(world.house.users[name], now)


def jump(world: World, device: Device) -> None:
    """An edit waits while somebody sets the phone's clock: how long it has waited cannot be told any more."""
    edit(world, device)
    device.skew += world.chance.randint(-3 * DAY, 3 * DAY)
    world.say(f"{device.phone.name} clock {device.skew}")
    for op in device.outbox:
        world.deeds[op["id"]].unsure = True


def backup(world: World, device: Device) -> None:
    """A copy of the database is made."""
    del device
    world.say("backup")
    world.backup = world.house.backup()


def restore(world: World, device: Device) -> None:
    """The server is lost and comes back from its backup."""
    del device
    if world.backup is None:
        return
    world.say("restore")
    world.house.restore(world.backup)
    world.restored = True


ACTIONS: list[tuple[Action, int]] = [(staff, 2), (roles, 1), (teams, 2), (jump, 2), (backup, 1), (restore, 1)]
