"""A season of random work, made by real phones on a frozen clock: two shows, two teams, and what came after."""

import random
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import insert, update

from server.auth.actor import SYSTEM
from server.auth.models import EventStaff, Team, TeamMember, User
from server.cards.operations import set_status
from server.core import org
from server.core.clock import DAY, HOUR, MINUTE, frozen
from server.core.db import table, writing
from server.core.ids import new_id
from server.events.models import Event
from server.followups.models import Touch
from server.followups.operations import touch_row
from server.followups.sweep import sweep
from server.leads.workspace import workspace
from server.mail.models import Collateral
from server.reports.jobs import keep_the_day
from tests.support.people import Colleague, colleague
from tests.support.shows import Phone, Show, open_show, staff

#: 2025-02-20 08:00 UTC; summer time begins on March 30 in Berlin, and a fiscal quarter in April
BEGIN = 1_740_038_400_000
ROUNDS, ROUND = 9, 8 * DAY + 3 * HOUR + 7 * MINUTE
#: 2025-03-31 22:00 UTC: the first moment of April in Berlin, and of a fiscal year
MIDNIGHT = 1_743_458_400_000
CONTACTS = [
    ("out", "call", "connected"),
    ("out", "call", "no_answer"),
    ("out", "call", "no_answer"),
    ("out", "call", "left_message"),
    ("out", "email", "sent"),
    ("out", "email", "bounced"),
    ("out", "letter", "sent"),
    ("out", "meeting", "met"),
    ("out", "booth", "met"),
    ("in", "email", "replied"),
    ("in", "email", "replied"),
    ("in", "call", "connected"),
    ("in", "booth", "met"),
]
CLOSINGS = ("won", "won", "lost", "lost", "no_decision", "unreachable", "not_a_prospect", "duplicate")


@dataclass
class Season:
    """Who worked, where, and until when."""

    app: Flask
    show: Show
    other_show: str
    other_team: str
    people: dict[str, Colleague]
    phones: list[Phone] = field(default_factory=list)
    now: int = BEGIN


def a_season(app: Flask, seed: int) -> Season:
    """The whole season of one seed. Leave the clock at `now` to look at it."""
    chance = random.Random(seed)
    clock = [BEGIN]
    with frozen(lambda: clock[0]):
        season = _open(app)
        player = _Player(season, chance)
        for number in range(ROUNDS):
            clock[0] = season.now = BEGIN + number * ROUND
            player.round(number)
            if number % 3 == 2:
                with app.app_context():
                    sweep()
                    keep_the_day()
        season.now = clock[0] = clock[0] + 2 * DAY
        with app.app_context():
            sweep()
            keep_the_day()
    return season


def _open(app: Flask) -> Season:
    show = open_show(app, required_roi=300)
    other_show, other_team = new_id(), new_id()
    people = {"boss": staff(show, "supervisor", leads_team=True), "director": colleague(app, "director")}
    people["marketing"] = colleague(app, "marketing")
    reps = [staff(show), staff(show), colleague(app, "rep")]
    with app.app_context(), writing() as connection:
        connection.execute(update(table(org.OrgSetting)).values(fiscal_start=4))
        stamps = {"created_at": BEGIN, "updated_at": BEGIN, "chips": [], "questions": []}
        days = {"tz": "Europe/Berlin", "starts_on": "2025-02-20", "ends_on": "2025-12-31"}
        connection.execute(insert(table(Event)).values(id=other_show, name="Valve Days", **days, **stamps))
        connection.execute(insert(table(Team)).values(id=other_team, name="Desk", territory={}, created_at=BEGIN))
        rows = [{"team_id": other_team, "user_id": reps[2].id, "is_supervisor": False}]
        connection.execute(insert(table(TeamMember)), rows)
        connection.execute(insert(table(EventStaff)).values(event_id=other_show, user_id=reps[2].id))
        connection.execute(update(table(User)).where(table(User).c.id == reps[0].id).values(cost_per_hour=6000))
        pieces = [
            {"id": new_id(), "title": t, "url": "https://firm.example", "active": True} for t in ("Prices", "Map")
        ]
        connection.execute(
            insert(table(Collateral)), [{**p, "created_at": BEGIN, "updated_at": BEGIN} for p in pieces]
        )
    phones = [Phone(app.test_client(), who, show.id) for who in (*reps[:2], people["boss"])]
    phones.append(Phone(app.test_client(), reps[2], other_show))
    return Season(app, show, other_show, other_team, people, phones)


class _Player:
    """Plays everybody."""

    def __init__(self, season: Season, chance: random.Random) -> None:
        self.season, self.chance = season, chance
        #: phone -> leads it made
        self.mine: dict[str, list[str]] = {phone.who.id: [] for phone in season.phones}
        self.touched: dict[str, list[str]] = {}
        self.numbers = iter(range(1, 10**6))

    def round(self, number: int) -> None:
        """Every phone sends what its owner did since the last round."""
        for phone in self.season.phones:
            deeds = [deed for _ in range(3 if number < 4 else 1) for deed in self.capture(phone)]
            for lead in self.mine[phone.who.id][:-1]:
                if self.chance.random() < 0.55:
                    deeds += self.follow_up(phone, lead)
            held = self.chance.choice((0, 0, 3))
            response = phone.send(*deeds, leads_left=held, oldest_at=self.now - DAY if held else None)
            assert response.status_code == 200, response.json
        self.machine_mails()

    @property
    def now(self) -> int:
        return self.season.now

    def before(self, most: int) -> int:
        """An instant of the last while; now and then the very edge of a month."""
        if self.chance.random() < 0.15 and self.now > MIDNIGHT:
            return MIDNIGHT - self.chance.choice((0, 1))
        return self.now - self.chance.randint(0, most)

    def capture(self, phone: Phone) -> list[dict[str, Any]]:
        chance = self.chance
        fields: dict[str, Any] = {
            "family_name": chance.choice(("Ampère", "Bohr", "Curie")),
            "company": f"Works {chance.randint(1, 40)}",
            "interest": chance.choice(("quote", "product", None)),
            "rating": chance.choice(("hot", "warm", "cold", None)),
            "worth": chance.choice((None, 50_000, 1_500_000, 333_333)),
            "q/need": chance.choice((0, 2, 3)),
            "q/budget": chance.choice(("set_aside", "none")),
            "q/decision_by": chance.choice((None, "2025-03-31", "2025-04-01", "2025-06-30", "2026-01-15")),
        }
        if chance.random() < 0.7:
            fields["email"] = f"p{next(self.numbers)}@works.example"
        if chance.random() < 0.6:
            fields["phone"] = f"+4930{chance.randint(1_000_000, 9_999_999)}"
        put = phone.put({k: v for k, v in fields.items() if v is not None}, mine=chance.random() < 0.8)
        put["source"] = chance.choice(("exhibition", "referral"))
        put["at"] = self.before(2 * DAY)
        self.mine[phone.who.id].append(put["lead"])
        if chance.random() < 0.5:
            return [put]
        card = {"id": new_id(), "kind": "card", "side": "front", "taken_at": put["at"]}
        card["blob"] = {"sha256": f"{chance.getrandbits(256):064x}", "mime": "image/jpeg", "bytes": 1000}
        return [put, phone.op("capture", put["lead"], body=card)]

    def follow_up(self, phone: Phone, lead: str) -> list[dict[str, Any]]:
        deeds = [self.contact(phone, lead) for _ in range(self.chance.choice((1, 1, 2)))]
        other = self.chance.choice(
            (self.end, self.end, self.learn, self.park, self.promise, self.offer, self.note, self.refuse, self.give)
        )
        if self.chance.random() < 0.45:
            deeds.append(other(phone, lead))
        return deeds

    def contact(self, phone: Phone, lead: str) -> dict[str, Any]:
        direction, channel, outcome = self.chance.choice(CONTACTS)
        known = self.touched.setdefault(lead, [])
        corrects = self.chance.choice(known) if known and self.chance.random() < 0.2 else None
        touch = phone.touch(
            lead,
            at=self.before(4 * DAY),
            direction=direction,
            channel=channel,
            outcome=outcome,
            corrects=corrects,
            note=self.chance.choice(("", "spoke of pumps")),
            minutes=self.chance.choice((0, 5, 20)),
            collateral=self.chance.choice(([], [], ["Prices"], ["Prices", "Samples"])),
        )
        known.append(touch["body"]["id"])
        return touch

    def end(self, phone: Phone, lead: str) -> dict[str, Any]:
        outcome = self.chance.choice(CLOSINGS)
        body: dict[str, Any] = {"outcome": outcome, "reason": self.chance.choice(("price", "time"))}
        if outcome == "won":
            value = self.chance.randint(1, 10**6)
            currency = self.chance.choice(("EUR", "EUR", "CHF"))
            body["sale"] = {"value": value, "invoice_no": f"R{next(self.numbers)}", "currency": currency}
        if outcome == "lost":
            body |= {"objection": "too dear", "competitor": self.chance.choice((None, "Rival"))}
        if outcome == "duplicate":
            body["duplicate_of"] = self.mine[phone.who.id][0]
        return phone.op("close", lead, body=body)

    def learn(self, phone: Phone, lead: str) -> dict[str, Any]:
        ready = self.chance.random() < 0.5
        found = {"q/need": 3, "q/budget": "set_aside", "q/decision_by": "2025-04-01"} if ready else {"q/need": 0}
        return phone.put(found, lead)

    def park(self, phone: Phone, lead: str) -> dict[str, Any]:
        return phone.put({"track": "nurture", "wake_at": self.now + self.chance.randint(1, 30) * DAY}, lead)

    def promise(self, phone: Phone, lead: str) -> dict[str, Any]:
        body = {"id": new_id(), "due_at": self.now + self.chance.randint(1, 6 * 24) * HOUR, "text": "call"}
        return phone.op("promise", lead, body=body)

    def offer(self, phone: Phone, lead: str) -> dict[str, Any]:
        body = {"id": new_id(), "number": f"Q{next(self.numbers)}", "amount": 100, "currency": "EUR"}
        return phone.op("quote", lead, body=body)

    def note(self, phone: Phone, lead: str) -> dict[str, Any]:
        return phone.op("note", lead, body={"id": new_id(), "text": "likes blue"})

    def refuse(self, phone: Phone, lead: str) -> dict[str, Any]:
        body = {"id": new_id(), "channel": self.chance.choice(("call", "email")), "state": "objected"}
        return phone.op("consent", lead, body=body)

    def give(self, phone: Phone, lead: str) -> dict[str, Any]:
        if self.chance.random() < 0.2:
            return phone.put({"trashed": True}, lead)
        return phone.op("assign", lead, body={"to": None, "reason": "not mine"})

    def machine_mails(self) -> None:
        """What the machine does by itself: it sends mail, reads cards, and is not sure of what it read."""
        with self.season.app.app_context(), workspace(SYSTEM) as ws:
            for lead in (ws.lead(id) for leads in self.mine.values() for id in leads):
                if lead is not None and self.chance.random() < 0.08:
                    ws.touch(lead)
                    touch = _machine_mail(self.now - self.chance.randint(0, HOUR))
                    lead.doc["touches"].append(touch)
                    ws.insert(table(Touch), {**touch_row(lead, touch), "time_cost": 0})
                if lead is not None and lead.doc["captures"] and self.chance.random() < 0.2:
                    set_status(ws, lead.doc["captures"][0], "review")
                    read = {"job_title": "Buyer", "city": "Ulm"}
                    unsure = {name: {"conf": self.chance.choice((0.5, 0.95))} for name in read}
                    ws.patch(lead, read, src="ocr", notes=unsure)


def _machine_mail(at: int) -> dict[str, Any]:
    same = {"step": None, "corrects": None, "satisfies": [], "collateral": ["Prices"], "after_dnc": False, "by": None}
    sort = {"direction": "out", "channel": "email", "outcome": "sent", "note": "", "minutes": 0, "cost_minor": 0}
    return {"id": new_id(), "at": at, "auto": True, **sort, **same}
