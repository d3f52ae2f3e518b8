"""After the show: the scenes of `scripts`, acted by whoever owns the lead at that moment, through her own phone."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from server.cards.review import accept
from server.core.clock import DAY, now_ms
from server.core.db import reading, table
from server.core.ids import new_id
from server.demo import texts
from server.demo.calendar import Calendar
from server.demo.casting import Encounter
from server.demo.house import House, Person, actor_of
from server.leads.models import Lead
from server.leads.queries import loaded

_lead = table(Lead)
#: a value read with less is looked at twice
UNSURE = 0.6
NOTES = {"ack": texts.ACK_NOTES, "summary": texts.SUMMARY_NOTES, "mail": texts.MAIL_NOTES}


@dataclass(slots=True)
class Desk:
    """The people of the house at work on their leads."""

    house: House
    calendar: Calendar
    rng: random.Random
    _quotes: int = 1040
    _invoices: int = 7210
    acts: dict[str, Callable[..., None]] = field(init=False)

    def __post_init__(self) -> None:
        names = "mail call reply bounce quote close promise park give_back claim assign classify reopen correct_twice"
        self.acts = {name: getattr(self, name) for name in names.split()}

    def act(self, encounter: Encounter, act: str, details: dict[str, Any]) -> None:
        """Play one scene."""
        self.acts[act](encounter, **details)

    # --- contacts

    def mail(self, encounter: Encounter, note: str) -> None:
        """A mail goes out, after a look at what was read from the card."""
        self._look(encounter)
        self._touch(encounter, "email", "sent", note=self.rng.choice(NOTES[note]), minutes=4)

    def call(self, encounter: Encounter, outcome: str, minutes: int = 0) -> None:
        """Somebody is called."""
        note = self.rng.choice(texts.CALL_NOTES) if outcome == "connected" else ""
        note = texts.STOP if outcome == "refused_call" else note
        self._touch(encounter, "call", outcome, note=note, minutes=minutes)

    def reply(self, encounter: Encounter) -> None:
        """The prospect writes back."""
        self._touch(encounter, "email", "replied", direction="in", note=self.rng.choice(texts.REPLIES))

    def bounce(self, encounter: Encounter) -> None:
        """The mail comes back."""
        self._touch(encounter, "email", "bounced", note="Mailbox unknown.")

    def _touch(self, encounter: Encounter, channel: str, outcome: str, direction: str = "out", **more: Any) -> None:
        step = self._doc(encounter)["next_step"]
        fits = step and direction == "out" and step["channel"] == channel
        body = {
            "id": new_id(),
            "at": now_ms(),
            "channel": channel,
            "outcome": outcome,
            "direction": direction,
            **more,
        }
        self._do(encounter, "touch", body={**body, "step": step["id"] if fits else None})

    # --- money

    def quote(self, encounter: Encounter) -> None:
        """An offer goes out with its mail."""
        self._quotes += 1
        amount = encounter.taps.get("worth") or self.rng.randrange(3, 30) * 100_000
        body = {"id": new_id(), "number": f"Q-{self._quotes}", "amount": amount, "valid_until": now_ms() + 30 * DAY}
        self._do(encounter, "quote", body=body)
        self._touch(encounter, "email", "sent", note=f"Quote Q-{self._quotes} sent.", minutes=12)

    def close(self, encounter: Encounter, outcome: str) -> None:
        """It ends one way or another."""
        body: dict[str, Any] = {"outcome": outcome}
        if outcome == "won":
            body["sale"] = self._sale(encounter)
        elif outcome == "lost":
            objection, reason, competitor = self.rng.choice(texts.OBJECTIONS)
            body |= {"objection": objection, "reason": reason, "competitor": competitor or None}
        elif outcome == "duplicate" and encounter.twin_of:
            body |= {"duplicate_of": encounter.twin_of.lead_id, "reason": "Met by a colleague as well."}
        elif outcome == "not_a_prospect":
            body["reason"] = self.rng.choice(texts.NOT_PROSPECTS)
        else:
            body["reason"] = "No decision this year." if outcome == "no_decision" else texts.STOP
        by = self.house.supervisor if outcome == "unreachable" else None
        if by:
            body["reason"] = "Four tries, nobody there, no answer to mails. We stop here."
        self._do(encounter, "close", by=by, body=body)

    def _sale(self, encounter: Encounter) -> dict[str, Any]:
        self._invoices += 1
        quotes = self._doc(encounter)["quotes"]
        if quotes:
            won = {name: quotes[-1][name] for name in ("id", "number", "amount")}
            self._do(encounter, "quote", body={**won, "state": "accepted"})
        value = quotes[-1]["amount"] if quotes else encounter.taps.get("worth", 500_000)
        return {"invoice_no": f"RE-{self._invoices}", "value": value}

    # --- plan

    def promise(self, encounter: Encounter, days: int) -> None:
        """She asked to be called on a certain day."""
        due = self.calendar.workday(self.calendar.now, days, 10)
        wish = {"channel": "call", "purpose": "promise", "due_at": due, "reason": "Asked for a call on that day."}
        self._do(encounter, "step", body={"step": new_id(), "action": "add", **wish})

    def park(self, encounter: Encounter) -> None:
        """Not this year: back in some months."""
        wake = now_ms() + self.rng.choice((60, 120, 240)) * DAY
        self._put(encounter, {"track": "nurture", "wake_at": wake})

    def reopen(self, encounter: Encounter) -> None:
        """It goes on after all."""
        self._do(encounter, "reopen", by=self.house.supervisor, body={"reason": "They came back with a new budget."})

    # --- who and what

    def give_back(self, encounter: Encounter) -> None:
        """The owner puts it into the pool."""
        self._do(encounter, "assign", body={"to": None, "reason": self.rng.choice(texts.POOL_REASONS)})

    def claim(self, encounter: Encounter) -> None:
        """Another rep takes it from there."""
        others = [p for p in self.house.of_role("rep") if p is not encounter.captor]
        self._do(encounter, "claim", by=self.rng.choice(others))

    def assign(self, encounter: Encounter) -> None:
        """The supervisor gives it to the contractor."""
        [contractor] = self.house.of_role("contractor")
        body = {"to": contractor.id, "reason": "Please follow up in their language."}
        self._do(encounter, "assign", by=self.house.supervisor, body=body)

    def classify(self, encounter: Encounter) -> None:
        """The supervisor knows more than the rules."""
        body = {"class": "A", "reason": "Their group buys for four plants, spoke to the head office."}
        self._do(encounter, "classify", by=self.house.supervisor, body=body)

    def correct_twice(self, encounter: Encounter) -> None:
        """Owner and supervisor both correct the number, neither having seen the other's."""
        before = self._doc(encounter)["rev"]
        first, second = encounter.prospect.phone, encounter.prospect.phone[:-1] + "0"
        self._put(encounter, {"phone": first}, base=before)
        self._put(encounter, {"phone": second + "1"}, base=before, by=self.house.supervisor)

    def _look(self, encounter: Encounter) -> None:
        """Compare the reading with the card: confirm it, or correct what is wrong."""
        doc = self._doc(encounter)
        waiting = [c for c in doc["captures"] if c["status"] == "review"]
        if not waiting:
            return
        known, read = encounter.prospect.fields(), doc["fields"]
        wrong = {name: value for name, value in known.items() if name != "language" and read.get(name) != value}
        if wrong:
            self._put(encounter, wrong)
            return
        owner = self._owner(encounter)
        for capture in waiting:
            accept(actor_of(owner.id), encounter.lead_id, capture["id"])

    # --- how

    def _put(self, encounter: Encounter, values: dict[str, Any], **more: Any) -> None:
        base = more.pop("base", None) or self._doc(encounter)["rev"]
        self._do(encounter, "put", base=base, src="human", set=values, **more)

    def _do(self, encounter: Encounter, kind: str, by: Person | None = None, **more: Any) -> None:
        person = by or self._owner(encounter)
        phone = self.house.phones[person.id]
        phone.note_down(kind, encounter.lead_id, now_ms(), **more)
        phone.send(actor_of(person.id, phone.device_id))

    def _owner(self, encounter: Encounter) -> Person:
        owner = self._doc(encounter)["owner"]
        return next((p for p in self.house.people if p.id == owner and p.post.phone), self.house.supervisor)

    def _doc(self, encounter: Encounter) -> dict[str, Any]:
        with reading() as connection:
            doc = connection.execute(select(_lead.c.doc).where(_lead.c.id == encounter.lead_id)).scalar_one()
        return loaded(doc)
