"""At the stand: a card is photographed, a badge scanned, a few taps made; phones send when there is a network."""

import random
from dataclasses import dataclass
from typing import Any

from PIL import Image

from server.core.clock import MINUTE, SECOND, now_ms
from server.core.ids import new_id
from server.demo import drawing
from server.demo.casting import Encounter
from server.demo.house import House, actor_of
from server.demo.people import Prospect
from server.demo.phone import Phone
from server.demo.photo import jpeg, photographed
from server.demo.sound import memo


@dataclass(slots=True)
class Stand:
    """The reps and their phones."""

    house: House
    rng: random.Random

    def meet(self, encounter: Encounter) -> None:
        """Take somebody in; it stays on the phone for now."""
        phone, at = self.house.phones[encounter.captor.id], now_ms()
        encounter.lead_id = lead = new_id()
        mine = {"mine": True} if encounter.is_mine else {}
        typed = encounter.prospect.fields() if encounter.kind == "manual" else {}
        phone.note_down("put", lead, at, event=encounter.event, base=0, src="human", set=typed, **mine)
        for body in self._captures(encounter, phone, at):
            phone.note_down("capture", lead, body["taken_at"], body=body)
        phone.note_down("put", lead, at + 9 * SECOND, base=0, src="human", set=encounter.taps)
        if encounter.note:
            phone.note_down("note", lead, at + MINUTE, body={"id": new_id(), "text": encounter.note})

    def send(self, person_id: str) -> None:
        """One phone finds a network."""
        phone = self.house.phones[person_id]
        phone.send(actor_of(person_id, phone.device_id))

    def tell(self, person_id: str) -> None:
        """One phone says how much it holds, and that is all the network lets through."""
        phone = self.house.phones[person_id]
        phone.send(actor_of(person_id, phone.device_id), but=phone.waiting)

    def _captures(self, encounter: Encounter, phone: Phone, at: int) -> list[dict[str, Any]]:
        found = [self._first(encounter, phone, at)]
        if encounter.kind == "card" and encounter.has_back:
            picture = photographed(drawing.back(encounter.prospect), encounter.shot, self.rng)
            found.append(_body("card", at + 4 * SECOND, "back", blob=_kept(phone, picture)))
        if encounter.has_memo:
            seconds = self.rng.uniform(3, 7)
            blob = phone.keep(memo(seconds, self.rng), "audio/wav", duration_ms=round(seconds * 1000))
            found.append(_body("voice", at + 20 * SECOND, blob=blob))
        return found

    def _first(self, encounter: Encounter, phone: Phone, at: int) -> dict[str, Any]:
        if encounter.kind == "card":
            picture = photographed(drawing.front(encounter.prospect), encounter.shot, self.rng)
            return _body("card", at, "front", blob=_kept(phone, picture))
        if encounter.kind == "vcard":
            return _body("vcard", at, payload=vcard(encounter.prospect))
        if encounter.kind == "badge_qr":
            return _body("badge_qr", at, payload=mecard(encounter.prospect))
        return _body("manual", at)


def vcard(prospect: Prospect) -> str:
    """What the QR on a badge holds."""
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{prospect.family_name};{prospect.given_name};;;",
        f"FN:{prospect.name}",
        f"ORG:{prospect.firm.name}",
        f"TITLE:{prospect.job_title}",
        f"TEL;TYPE=WORK:{prospect.phone}",
        f"EMAIL:{prospect.email}",
        "END:VCARD",
    )
    return "\r\n".join(lines)


def mecard(prospect: Prospect) -> str:
    """The shorter form some organisers print."""
    return (
        f"MECARD:N:{prospect.family_name},{prospect.given_name};ORG:{prospect.firm.name};"
        f"TEL:{prospect.phone};EMAIL:{prospect.email};;"
    )


def _body(kind: str, at: int, side: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": new_id(), "kind": kind, "side": side, "taken_at": at, "payload": None, "blob": None} | more


def _kept(phone: Phone, picture: Image.Image) -> dict[str, Any]:
    return phone.keep(jpeg(picture), "image/jpeg", width=picture.width, height=picture.height)
