"""One simulated show: people work, networks fail, servers die, backups come back. `World(house, seed).run(steps)`."""

import random
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest import mock

from server.core.clock import DAY, HOUR, MINUTE, SECOND, frozen
from server.storage import parts
from server.sync.kinds import KINDS
from server.sync.pull import PACKED
from tests.simulation import deeds, disasters, followups, network, stories
from tests.simulation.crashes import chance_from, number_as_id
from tests.simulation.device import Device, Op
from tests.simulation.house import BEGINNING, House, Paired

#: registers several people write; their values name the operation that wrote them. The server knows not all of them
FIELDS = ("job_title", "department", "city", "company", "q/need", "badge_colour")
#: bytes of a part here: a memo of a few hundred bytes then travels as a large picture does
PART = 256
ACTIONS = deeds.ACTIONS + followups.ACTIONS + network.ACTIONS + disasters.ACTIONS + stories.ACTIONS


class Violation(AssertionError):
    """An invariant of docs/sync.md does not hold."""


@dataclass
class Deed:
    """What somebody did, as the oracle remembers it."""

    op: Op
    #: id of the installation, and its person
    device: str
    user: str
    #: true time
    at: int
    #: field -> operation whose value was on screen when it was typed
    replaced: dict[str, str | None]
    #: its place in time cannot be known: the device's clock jumped while it waited, or the network kept it
    unsure: bool = False
    #: taken from a late copy that named no epoch: what it was answered before a restore nobody knows any more
    unfenced: bool = False
    #: its phone's memory is gone, and with it whatever the server did not have
    forgotten: bool = False
    #: the history that had acknowledged it when it was forgotten
    acked_in: str | None = None

    @property
    def by_person(self) -> bool:
        """Whether it is a put typed by a person. An old app does not say so."""
        return self.op["kind"] == "put" and self.op.get("src", "human") == "human"


@dataclass
class Late:
    """A request the network still carries."""

    phone: Paired
    envelope: dict[str, Any]


class World:
    """Phones, people and a server. Every choice comes from the seed."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.seed = seed
        self.chance = random.Random(seed)
        self._ids = random.Random(seed + 1)
        self._open = ExitStack()
        self.now = BEGINNING + HOUR
        self.devices = [Device(phone, self._skew(), self._schema()) for phone in self._phones()]
        self.deeds: dict[str, Deed] = {}
        #: lead -> the operation that captured it
        self.captured: dict[str, str] = {}
        self.late: list[Late] = []
        self.trace: list[str] = []
        #: how often an invariant was looked at, and whether the last look at all of them, after healing, was good
        self.judged, self.sound = 0, False
        #: how often what happened, in words
        self.tally: Counter[str] = Counter()
        #: device-steps so far: deeds, and passes of pushes, pulls or uploads
        self.steps = 0
        self.backup: Any = None
        self.restored = False
        #: whether the server knows everything the newest app can do
        self.updated = False

    def _phones(self) -> list[Paired]:
        phones = list(self.house.phones.values())
        self.chance.shuffle(phones)
        must = [self.house.phones["lead_n"]]
        return must + [phone for phone in phones if phone not in must][: self.chance.randint(2, 6)]

    def _skew(self) -> int:
        return self.chance.choice((0, 1, -1)) * self.chance.randint(0, 3 * DAY)

    def _schema(self) -> int:
        return 0 if self.chance.random() < 0.2 else PACKED

    def id(self, skew: int = 0) -> str:
        """A new id, of a clock that is off by so much."""
        return number_as_id(self._ids, self.now + skew)

    def say(self, line: str, counted: str = "") -> None:
        """One line of the story; two runs of a seed tell the same. `counted`: as what it stands in the tally."""
        if counted:
            self.tally[counted] += 1
        self.trace.append(f"{self.now - BEGINNING:>10} {line}")

    def require(self, holds: bool, what: str) -> None:
        """Raise Violation unless it holds."""
        self.judged += 1
        if not holds:
            raise Violation(f"seed {self.seed}: {what}")

    # --- running

    def __enter__(self) -> "World":
        self.house.reset()
        self._open.enter_context(frozen(lambda: self.now))
        self._open.enter_context(chance_from(self._ids))
        self._open.enter_context(mock.patch.object(parts, "PART", PART))
        return self

    def __exit__(self, *_: object) -> None:
        self.house.crashes.disarm()
        self._open.close()

    def run(self, steps: int) -> "World":
        """So many steps, then healing; every invariant on the way and at the end."""
        kinds, weights = [action for action, _ in ACTIONS], [weight for _, weight in ACTIONS]
        with self:
            for _ in range(steps):
                self.step(self.chance.choices(kinds, weights)[0], self.chance.choice(self.devices))
            self.finish()
        return self

    def step(self, action: deeds.Action, device: Device) -> None:
        """Time passes and somebody does something."""
        self.now += self.chance.choice((SECOND, 20 * SECOND, 3 * MINUTE)) + self.chance.randint(0, 900)
        action(self, device)

    def finish(self) -> None:
        """The network works again and everybody syncs until nothing moves; then everything has to be right."""
        from tests.simulation import oracle

        self.house.crashes.disarm()
        if not self.updated:
            self._come_to_rest()
            oracle.check_waiting(self)
            self.update_server()
        self._come_to_rest()
        oracle.check(self)
        self.sound = True

    def _come_to_rest(self) -> None:
        for _ in range(12):
            before = self._state()
            self.now += SECOND
            for device in self.devices:
                network.whole_pass(self, device)
            if self._state() == before:
                return
        self.require(False, "the phones and the server never come to rest")

    def _state(self) -> list[Any]:
        return [(device.cursor, device.unsent(), len(device.acked), device.epoch) for device in self.devices]

    def update_server(self) -> None:
        """From now on the server knows what the newest app can do."""
        if not self.updated:
            self._open.enter_context(mock.patch.dict(KINDS, {"jotting": KINDS["note"]}))
        self.updated = True

    # --- remembering

    def device_step(self, what: str) -> None:
        """A phone, or somebody on it, does something."""
        self.steps += 1
        self.tally[f"device-steps: {what}"] += 1

    def did(self, device: Device, kind: str, lead: str, **more: Any) -> Op:
        """Somebody does something on a phone: it goes into the outbox and into the oracle's memory."""
        self.device_step("entries made")
        device.seq += 1
        at, base = self.now + device.skew, device.base(lead)
        op = {"id": self.id(), "seq": device.seq, "kind": kind, "lead": lead, "at": at, "base": base, **more}
        self.captured.setdefault(lead, op["id"])
        device.outbox.append(op)
        self.deeds[op["id"]] = Deed(op, device.phone.device, device.phone.user, self.now, {})
        self.say(f"{device.phone.name} {kind} {lead[-4:]} {op['id'][-4:]}")
        return op

    def wrote(self, device: Device, lead: str, names: list[str], **more: Any) -> Op:
        """A put whose values name their operation; now and then one empties a field."""
        on_screen = {name: device.shown(lead, name) for name in names}
        who = {} if device.schema == 0 else {"src": "human"}
        op = self.did(device, "put", lead, set={}, **{**who, **more})
        for name in names:
            op["set"][name] = None if self.chance.random() < 0.05 else f"{op['id']} {name}"
        deed = self.deeds[op["id"]]
        deed.replaced = {name: writer(value) for name, value in on_screen.items()}
        if deed.by_person:
            self.own_words_shown(device)
        return op

    def own_words_shown(self, device: Device) -> None:
        """I6: whatever came down, the person sees her own latest word while it waits to go up."""
        waiting = {op["id"] for op in device.outbox}
        last: dict[tuple[str, str], Op] = {}
        for deed in self.deeds.values():
            if deed.device == device.phone.device and deed.by_person:
                last |= {(deed.op["lead"], name): deed.op for name in deed.op["set"]}
        for (lead, name), op in last.items():
            if op["id"] in waiting:
                shown = device.shown(lead, name) == op["set"][name]
                self.require(shown, f"I6 own edit of {name} not on screen of {device.phone.name}")

    def forget(self, device: Device, phone: Paired) -> Device:
        """The phone's memory is gone, all or nothing; from now on it is this phone. Returns it."""
        acked = {kept.op["id"]: kept.epoch for kept in device.acked}
        for id, deed in self.deeds.items():
            if deed.device == device.phone.device:
                deed.forgotten, deed.acked_in = True, acked.get(id)
        anew = Device(phone, device.skew, device.schema)
        self.devices[self.devices.index(device)] = anew
        return anew


def writer(value: Any) -> str | None:
    """The operation a value names."""
    return value.split(" ")[0] if isinstance(value, str) else None
