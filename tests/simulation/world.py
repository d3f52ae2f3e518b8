"""One simulated show: people work, networks fail, servers die, backups come back. `World(house, seed).run(steps)`."""

import random
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from server.core.clock import DAY, HOUR, MINUTE, SECOND, frozen
from tests.simulation import deeds, disasters, network
from tests.simulation.crashes import chance_from, number_as_id
from tests.simulation.device import Device, Op
from tests.simulation.house import BEGINNING, House, Paired

#: registers several people write; their values name the operation that wrote them
FIELDS = ("job_title", "department", "city", "company", "q/need")


class Violation(AssertionError):
    """An invariant of docs/sync.md does not hold."""


@dataclass
class Deed:
    """What somebody did, as the oracle remembers it."""

    op: Op
    device: str
    user: str
    #: true time
    at: int
    #: field -> operation whose value was on screen when it was typed
    replaced: dict[str, str | None]
    #: its place in time cannot be known: the device's clock jumped while it waited, or the network kept it
    unsure: bool = False


@dataclass
class Late:
    """A request the network still carries."""

    device: Device
    envelope: dict[str, Any]


class World:
    """Phones, people and a server. Every choice comes from the seed."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.seed = seed
        self.chance = random.Random(seed)
        self._ids = random.Random(seed + 1)
        self.now = BEGINNING + HOUR
        self.devices = [Device(phone, self._skew()) for phone in self._phones()]
        self.deeds: dict[str, Deed] = {}
        self.late: list[Late] = []
        self.trace: list[str] = []
        self.backup: bytes | None = None
        self.restored = False

    def _phones(self) -> list[Paired]:
        phones = list(self.house.phones.values())
        self.chance.shuffle(phones)
        must = [self.house.phones["lead_n"]]
        return must + [phone for phone in phones if phone not in must][: self.chance.randint(2, 6)]

    def _skew(self) -> int:
        return self.chance.choice((0, 1, -1)) * self.chance.randint(0, 3 * DAY)

    def id(self) -> str:
        """A new id."""
        return number_as_id(self._ids, self.now)

    def say(self, line: str) -> None:
        """One line of the story; two runs of a seed tell the same."""
        self.trace.append(f"{self.now - BEGINNING:>10} {line}")

    def require(self, holds: bool, what: str) -> None:
        """Raise Violation unless it holds."""
        if not holds:
            raise Violation(f"seed {self.seed}: {what}")

    # --- running

    def run(self, steps: int) -> "World":
        """So many steps, then healing, then every invariant."""
        from tests.simulation import oracle

        self.house.reset()
        with ExitStack() as stack:
            stack.enter_context(frozen(lambda: self.now))
            stack.enter_context(chance_from(self._ids))
            for _ in range(steps):
                self._step()
            self.heal()
            oracle.check(self)
        return self

    def _step(self) -> None:
        self.now += self.chance.choice((SECOND, 20 * SECOND, 3 * MINUTE)) + self.chance.randint(0, 900)
        actions = deeds.ACTIONS + network.ACTIONS + disasters.ACTIONS
        action = self.chance.choices([a for a, _ in actions], [weight for _, weight in actions])[0]
        action(self, self.chance.choice(self.devices))

    def heal(self) -> None:
        """The network works again and everybody syncs until nothing moves."""
        self.house.crashes.disarm()
        for _ in range(6):
            self.now += SECOND
            for device in self.devices:
                network.push_all(self, device, 50)
                network.pull_all(self, device, 50)

    # --- remembering

    def did(self, device: Device, kind: str, lead: str, **more: Any) -> Op:
        """Somebody does something on a phone: it goes into the outbox and into the oracle's memory."""
        device.seq += 1
        at = self.now + device.skew
        op = {
            "id": self.id(),
            "seq": device.seq,
            "kind": kind,
            "lead": lead,
            "at": at,
            "base": device.base(lead),
            **more,
        }
        device.outbox.append(op)
        self.deeds[op["id"]] = Deed(op, device.phone.name, device.phone.user, self.now, {})
        self.say(f"{device.phone.name} {kind} {lead[-4:]} {op['id'][-4:]}")
        return op

    def wrote(self, device: Device, lead: str, names: list[str], **more: Any) -> Op:
        """A put whose values name their operation; now and then one empties a field."""
        on_screen = {name: device.shown(lead, name) for name in names}
        op = self.did(device, "put", lead, set={}, **{"src": "human", **more})
        for name in names:
            op["set"][name] = None if self.chance.random() < 0.05 else f"{op['id']} {name}"
        self.deeds[op["id"]].replaced = {name: writer(value) for name, value in on_screen.items()}
        if op["src"] == "human":
            self.own_words_shown(device)
        return op

    def own_words_shown(self, device: Device) -> None:
        """I6: whatever came down, the person sees her own latest word while it waits to go up."""
        waiting = {op["id"] for op in device.outbox}
        last: dict[tuple[str, str], Op] = {}
        for deed in self.deeds.values():
            op = deed.op
            if deed.device == device.phone.name and op["kind"] == "put" and op["src"] == "human":
                last |= {(op["lead"], name): op for name in op["set"]}
        for (lead, name), op in last.items():
            if op["id"] in waiting:
                shown = device.shown(lead, name) == op["set"][name]
                self.require(shown, f"I6 own edit of {name} not on screen of {device.phone.name}")


def writer(value: Any) -> str | None:
    """The operation a value names."""
    return value.split(" ")[0] if isinstance(value, str) else None
