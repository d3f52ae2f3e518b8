"""Scripts that both engines play: the phone's own in TypeScript (pwa/test/inStep.ts) and its model in Python.

A script is a list of steps as JSON, made from a seed: what two people do on their phones, passes of sync with faults
on their line, clocks, a backup and its restore. Both engines talk to the real server; what they sent and what they
hold in the end must be the same. Ids differ: leads are known by their place in the script.
"""

import random
from contextlib import ExitStack
from typing import Any

from server.core.clock import DAY, HOUR, MINUTE, frozen
from tests.simulation.crashes import number_as_id
from tests.simulation.deeds import MEMOS
from tests.simulation.device import Device, Op, Upload
from tests.simulation.house import BEGINNING, House, Paired

Step = dict[str, Any]
PHONES = ("rep_a", "lead_n")
FIELDS = ("company", "city", "job_title")
FAULTS = ("lost", "answer_lost", "twice", "", "")
#: what happens in a script, and how often beside the rest
WEIGHTS = {"capture": 2, "edit": 8, "read": 2, "note": 2, "touch": 2, "memo": 2, "claim": 1, "assign": 2, "close": 1}
WEIGHTS |= {"pass": 9, "clock": 1, "backup": 1, "restore": 1}
MOST_LEADS = 5
#: as the phone's engine sends and asks
BATCH, PAGE = 200, 500


def script(seed: int, length: int = 45) -> list[Step]:
    """The steps of a seed. `now`: true time; `lead`: place of the lead among those captured."""
    chance = random.Random(seed)
    steps: list[Step] = []
    now, leads = BEGINNING + HOUR, 0
    for number in range(length):
        now += chance.choice((MINUTE, 20 * MINUTE)) + chance.randint(0, 9) * 100
        do = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        do = "edit" if do == "capture" and leads == MOST_LEADS else do
        do = do if leads or do in ("pass", "backup") else "capture"
        step: Step = {"do": do, "now": now, "phone": chance.choice(PHONES), "lead": leads}
        if do == "capture":
            leads += 1
            step["mine"] = chance.random() < 0.5
        else:
            step["lead"] = chance.randrange(max(1, leads))
        names = chance.sample(FIELDS, chance.randint(1, 2))
        step["set"] = {name: chance.choice((f"v{number}", f"v{number}", None)) for name in names}
        step["faults"] = chance.choices(FAULTS, k=3) if chance.random() < 0.5 else []
        step["ms"] = chance.randint(-DAY, DAY)
        step["memo"] = chance.choice(sorted(MEMOS))
        step["to"] = chance.choice((*PHONES, None))
        steps.append(step)
    calm = [{"do": "pass", "now": now + n * MINUTE, "phone": PHONES[n % 2], "faults": []} for n in range(1, 9)]
    return [*steps, *calm]


class Player:
    """The model of the engine at work on a script."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.devices = {name: Device(house.phones[name], 0) for name in PHONES}
        self.now = BEGINNING
        self.sent: list[Any] = []
        self._ids = random.Random(seed)
        self._leads: list[str] = []
        self._backup: Any = None
        self._untried: set[str] = set()
        #: operation -> when it was made, by its device's clock
        self._at: dict[str, int] = {}

    def play(self, steps: list[Step]) -> dict[str, Any]:
        """What was sent, and what the phones hold in the end."""
        self.house.reset()
        with ExitStack() as stack:
            stack.enter_context(frozen(lambda: self.now))
            for step in steps:
                self.now = step["now"]
                self._do(step, self.devices[step["phone"]])
        return {"sent": self.sent, "held": {name: self._held(device) for name, device in self.devices.items()}}

    def _do(self, step: Step, device: Device) -> None:
        do = step["do"]
        if do == "pass":
            _Pass(self, device, step["faults"]).run()
        elif do == "backup":
            self._backup = self.house.backup()
        elif do == "restore":
            if self._backup is not None:
                self.house.restore(self._backup)
        elif do == "clock":
            device.skew += step["ms"]
        elif do == "capture":
            self._leads.append(number_as_id(self._ids, self.now + device.skew))
            self._put(device, self._leads[-1], step, base=0, mine=step["mine"])
        elif self._leads[step["lead"]] in device.known():
            self._write(device, self._leads[step["lead"]], step)

    def _write(self, device: Device, lead: str, step: Step) -> None:
        id, at = number_as_id(self._ids, self.now), self.now + device.skew
        if step["do"] == "edit":
            self._put(device, lead, step, base=device.base(lead))
        elif step["do"] == "read":
            self._put(device, lead, step, base=device.base(lead), src="ocr")
        elif step["do"] == "note":
            self._add(device, "note", lead, body={"id": id, "text": f"note {step['now']}"})
        elif step["do"] == "touch":
            body = {"id": id, "at": at, "direction": "out", "channel": "call", "outcome": "no_answer"}
            self._add(device, "touch", lead, body=body)
        elif step["do"] == "memo":
            self._speak(device, lead, step["memo"])
        elif step["do"] == "assign":
            self._add(device, "assign", lead, body={"to": self._user(step["to"]), "reason": "turns"})
        elif step["do"] == "close":
            self._add(device, "close", lead, body={"outcome": "lost", "reason": "price", "objection": "too dear"})
        else:
            self._add(device, "claim", lead)

    def _speak(self, device: Device, lead: str, sha256: str) -> None:
        body = {"id": number_as_id(self._ids, self.now), "kind": "voice", "side": None, "payload": None}
        body |= {"taken_at": self.now + device.skew}
        body["blob"] = {"sha256": sha256, "bytes": len(MEMOS[sha256]), "mime": "audio/ogg"}
        op = self._add(device, "capture", lead, body=body)
        device.uploads.append(Upload(op["id"], lead, sha256))
        # as the phone does: its own ids tell the order of entries, by its own clock
        device.uploads.sort(key=lambda upload: self._at[upload.op])

    def _user(self, name: str | None) -> str | None:
        return None if name is None else self.house.users[name]

    def _put(self, device: Device, lead: str, step: Step, **more: Any) -> None:
        held = device.docs.get(lead)
        waiting = [op for op in device.outbox if op["lead"] == lead and op["kind"] == "put"]
        event = held.doc["event"] if held else waiting[0]["event"] if waiting else self.house.events[0]
        new = {"src": "human", "event": event, "set": step["set"], **more}
        replaced = self._replaceable(device, lead, new)
        op = self._add(device, "put", lead, **new)
        if replaced:
            # it takes the other one's place: nobody can ever have seen that
            device.outbox.remove(op)
            op["seq"] = replaced["seq"]
            device.outbox[device.outbox.index(replaced)] = op

    def _replaceable(self, device: Device, lead: str, new: Op) -> Op | None:
        waiting = [op for op in device.outbox if op["lead"] == lead]
        last = waiting[-1] if waiting else None
        if last is None or last["kind"] != "put" or last["id"] not in self._untried:
            return None
        if len(waiting) == 1 and last["base"] == 0:
            return None
        alike = all(last.get(name) == new.get(name) for name in ("src", "base", "event", "mine"))
        return last if alike and set(last["set"]) <= set(new["set"]) else None

    def _add(self, device: Device, kind: str, lead: str, **more: Any) -> Op:
        device.seq += 1
        op = {"id": number_as_id(self._ids, self.now), "seq": device.seq, "kind": kind, "lead": lead}
        op |= {"at": self.now + device.skew, **more}
        device.outbox.append(op)
        self._untried.add(op["id"])
        self._at[op["id"]] = op["at"]
        return op

    # --- as both engines tell it

    def place(self, lead: str) -> int:
        """Place of a lead in the script."""
        return self._leads.index(lead)

    def told(self, op: Op) -> list[Any]:
        """An operation without what differs between engines."""
        base = op["base"] if op["kind"] == "put" else None
        return [op["kind"], self.place(op["lead"]), base, op.get("set"), sorted(op.get("stamps") or {})]

    def tried(self, ops: list[Op]) -> None:
        """These may have reached the server: from now on they never change."""
        self._untried -= {op["id"] for op in ops}

    def _held(self, device: Device) -> dict[str, Any]:
        docs = {str(self.place(id)): held for id, held in sorted(device.docs.items())}
        return {
            "docs": {
                place: [held.doc["rev"], held.doc["fields"], held.doc["owner"], sorted(held.scopes)]
                for place, held in docs.items()
            },
            "children": {
                place: [len(held.doc["touches"]), [note["text"] for note in held.doc["notes"]]]
                for place, held in docs.items()
            },
            "shown": {str(self.place(lead)): self._shown(device, lead) for lead in device.known()},
            "outbox": [self.told(op) for op in device.outbox],
            "acked": [[self.told(kept.op), kept.rev, kept.seen] for kept in sorted(device.acked, key=_by_number)],
            "dead": [[self.told(op), answer["code"]] for op, answer in device.dead],
            "cursor": device.cursor and device.cursor["s"],
            "uploads": [[self.place(each.lead), each.sha256, each.stored] for each in device.uploads],
        }

    def _shown(self, device: Device, lead: str) -> dict[str, Any]:
        return {name: device.shown(lead, name) for name in FIELDS if device.shown(lead, name) is not None}


def _by_number(kept: Any) -> int:
    return int(kept.op["seq"])


class _LineBroke(Exception):
    """No answer came."""


class _Pass:
    """Pushes, then pulls; the first request without an answer ends it."""

    def __init__(self, player: Player, device: Device, faults: list[str]) -> None:
        self.player, self.device, self.faults = player, device, list(faults)

    def run(self) -> None:
        try:
            while self._push() or self._pull():
                pass
            self._upload()
        except _LineBroke:
            return

    def _push(self) -> bool:
        """Everything; True when the server's history turns out to be a new one."""
        after = -1
        while batch := self.device.batch(after, BATCH):
            after = batch[-1]["seq"]
            self.player.tried(batch)
            self.player.sent.append(["push", self.device.phone.name, [self.player.told(op) for op in batch]])
            envelope = {
                "device": self.device.phone.device,
                "epoch": self.device.epoch,
                "sent_at": self.player.now + self.device.skew,
                "ops": batch,
            }
            if self.device.settle(self._asked(self.player.house.push, envelope)):
                return True
        return False

    def _pull(self) -> bool:
        while True:
            cursor = self.device.cursor
            self.player.sent.append(["pull", self.device.phone.name, cursor and cursor["s"]])
            asked = {"device": self.device.phone.device, "cursor": cursor, "limit": PAGE}
            asked |= {"schema": self.device.schema, "settings": self.device.settings}
            after = self.device.take(self._asked(self.player.house.pull, asked))
            if after != "more":
                return after == "restored"

    def _upload(self) -> None:
        while row := self.device.next_upload():
            self.player.sent.append(["bytes", self.device.phone.name, row.sha256])
            self._asked(self._take_bytes, {"sha256": row.sha256})
            row.stored = True

    def _take_bytes(self, phone: Paired, body: dict[str, Any]) -> dict[str, Any]:
        sha256 = body["sha256"]
        return {"stored": self.player.house.take_bytes(phone.user, sha256, MEMOS[sha256])}

    def _asked(self, ask: Any, body: dict[str, Any]) -> dict[str, Any]:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "lost":
            raise _LineBroke
        answer: dict[str, Any] = ask(self.device.phone, body)
        if fault == "twice":
            ask(self.device.phone, body)
        if fault == "answer_lost":
            raise _LineBroke
        return answer
