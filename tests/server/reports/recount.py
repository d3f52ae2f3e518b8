"""Every report once more, in plain Python over plain rows: what the SQL is held against. Nothing of `server.reports`.

A fact is a dict: `lead` (a row, its document parsed as `doc`), `at` or `day` (what the period goes by), `person`
(whom the filters on people mean), the dimensions by name, and what is added up.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from server.assignment.models import Assignment
from server.auth.models import Team, TeamMember
from server.cards.models import Capture
from server.classification.models import Classification
from server.core.db import Base, table
from server.followups.models import Promise, Quote, Sale, Touch
from server.leads.models import Lead, LeadNote
from server.leads.packing import unpacked
from server.plans.models import SlaClock, Step
from server.reports.models import ForecastSnapshot

Row = dict[str, Any]
Fact = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")
DAY = 24 * 3_600_000
TALKS = ("connected", "met", "appointment")
CARDS = ("card", "badge_qr", "badge_barcode")
LOST = ("lost", "no_decision", "unreachable")
#: the fiscal year of the season begins in April
APRIL = 4


def human(touch: Row) -> bool:
    return outbound(touch) and not touch["auto"]


def outbound(touch: Row) -> bool:
    return touch["direction"] == "out" and touch["channel"] != "booth" and touch["outcome"] != "bounced"


def came_in(touch: Row) -> bool:
    return touch["direction"] == "in" and touch["channel"] != "booth"


def talk(touch: Row) -> bool:
    return touch["outcome"] in TALKS and touch["channel"] != "booth"


class World:
    """Every row there is, read once."""

    def __init__(self, connection: Connection, now: int) -> None:
        def rows(model: type[Base]) -> list[Row]:
            return [dict(row) for row in connection.execute(select(table(model))).mappings()]

        self.now = now
        self.members = rows(TeamMember)
        self.teams = [row["id"] for row in rows(Team)]
        self.leads = {row["id"]: self._lead(row) for row in rows(Lead)}
        self.touches = self._by_lead(self._standing(rows(Touch)))
        self.clocks, self.steps = self._by_lead(rows(SlaClock)), self._by_lead(rows(Step))
        self.promises, self.quotes = self._by_lead(rows(Promise)), self._by_lead(rows(Quote))
        self.sales, self.captures = self._by_lead(rows(Sale)), self._by_lead(rows(Capture))
        self.judged, self.notes = self._by_lead(rows(Classification)), self._by_lead(rows(LeadNote))
        self.kept, self.assigned = self._by_lead(rows(ForecastSnapshot)), self._by_lead(rows(Assignment))

    def _lead(self, row: Row) -> Row:
        doc = unpacked(json.loads(row["doc"]))
        fields = doc["fields"]
        return {
            **{
                name: row[name]
                for name in ("id", "captured_at", "received_at", "email_norm", "phone_e164", "closed_at")
            },
            "doc": doc,
            "show": doc["event"],
            "source": doc["source"],
            "class": doc["class"],
            "rep": doc["owner"],
            "interest": fields.get("interest"),
            "trashed": bool(fields.get("trashed")),
            **{name: doc[name] for name in ("status", "outcome", "track", "wake_at", "captured_by", "worth")},
            "due": doc["next_step"]["due_at"] if doc["next_step"] else None,
            "open": doc["status"] < 5,
            "close_on": fields.get("expected_close") or fields.get("q/decision_by"),
        }

    def _by_lead(self, rows: list[Row]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row["lead_id"]].append(row)
        return found

    def _standing(self, touches: list[Row]) -> list[Row]:
        by_id = {touch["id"]: touch for touch in touches}
        chains: dict[str, list[Row]] = defaultdict(list)
        for touch in touches:
            first = touch
            while first["corrects_id"]:
                first = by_id[first["corrects_id"]]
            chains[first["id"]].append(touch)
        corrections = ([t for t in chain if t["corrects_id"]] for chain in chains.values())
        return [
            max(corrected, key=lambda t: t["id"]) if corrected else chain[0]
            for chain, corrected in zip(chains.values(), corrections, strict=True)
        ]

    def first(self, lead: Row, test: Callable[[Row], bool]) -> int | None:
        """When the first such contact was."""
        return min((t["at"] for t in self.touches[lead["id"]] if test(t)), default=None)

    def facts(self, **of: Any) -> Iterator[Row]:
        """Leads that count at all."""
        for lead in self.leads.values():
            if not lead["trashed"] and lead["outcome"] != "duplicate":
                yield lead


def of(lead: Row, at: int | None = None, person: str | None = "owner", **more: Any) -> Fact:
    """A fact of a lead."""
    shared = {name: lead[name] for name in ("show", "source", "class", "rep", "interest")}
    moment = lead["captured_at"] if at is None else at
    return {**shared, "lead": lead, "at": moment, "person": lead["rep"] if person == "owner" else person, **more}


def box(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        if lead["open"]:
            yield of(lead, untouched=w.first(lead, human) is None)


def cards(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for capture in w.captures[lead["id"]]:
            if lead["open"] and capture["kind"] in CARDS:
                yield of(lead, status=capture["status"])


def contacts(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        log = w.touches[lead["id"]]
        by_us, by_them, any_out = any(map(human, log)), any(map(came_in, log)), any(map(outbound, log))
        yield of(lead, human=by_us, documented=by_us or by_them, machine=any_out and not by_us and not by_them)


def waits(w: World) -> Iterator[Fact]:
    tests: dict[str, Callable[[Row], bool]] = {
        "out": outbound,
        "human": human,
        "call": lambda t: t["direction"] == "out" and t["channel"] == "call" and t["outcome"] != "bounced",
        "connect": talk,
    }
    for lead in w.facts():
        first = {name: w.first(lead, test) for name, test in tests.items()}
        since = {n: None if at is None else max(0, at - lead["captured_at"]) for n, at in first.items()}
        yield of(lead, lag=lead["received_at"] - lead["captured_at"], **since)


def clocks(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for clock in w.clocks[lead["id"]]:
            yield of(lead, clock["due_at"], clock=clock["clock"], row=clock)


def broken(w: World) -> Iterator[Fact]:
    for fact in clocks(w):
        row = fact["row"]
        if row["state"] == "breached":
            over = max(0, (w.now if row["stopped_at"] is None else row["stopped_at"]) - row["due_at"])
            yield {**fact, "over": over, "owed": row["stopped_at"] is None and fact["lead"]["open"]}


def silent(w: World) -> Iterator[Fact]:
    for fact in clocks(w):
        lead, row = fact["lead"], fact["row"]
        runs = row["state"] in ("running", "breached") and row["stopped_at"] is None
        if (
            row["clock"] == "IDLE"
            and runs
            and row["due_at"] < w.now
            and (lead["open"] or lead["track"] == "customer")
        ):
            kind = "customer" if lead["track"] == "customer" else lead["class"]
            yield of(lead, row["anchor_at"], kind=kind, silent=w.now - row["anchor_at"], over=w.now - row["due_at"])


def ended(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        if lead["open"]:
            continue
        sales, doc = w.sales[lead["id"]], lead["doc"]
        first = min(w.judged[lead["id"]], key=lambda j: (j["at"], j["id"]), default={"sales_ready": False})
        yield of(
            lead,
            lead["closed_at"],
            value=sum(s["value"] for s in sales if s["currency"] == "EUR"),
            foreign=any(s["currency"] != "EUR" for s in sales),
            ready_at_capture=bool(first["sales_ready"]),
            outcome=lead["outcome"],
            reason=doc["outcome_reason"] or None,
            objection=doc["objection"] or None,
            competitor=doc["competitor"] or doc["fields"].get("competitor"),
            clean=doc["process_clean"],
        )


def asking(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        log = w.touches[lead["id"]]
        answered = max((t["at"] for t in log if human(t) or talk(t)), default=-1)
        waiting = [t["at"] for t in log if came_in(t) and not talk(t) and t["at"] > answered]
        if waiting and lead["outcome"] != "do_not_contact":
            yield of(lead, min(waiting), times=len(waiting), wait=w.now - min(waiting))


def flags(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        if not lead["open"]:
            continue
        id, due = lead["id"], lead["due"]
        yield of(
            lead,
            no_owner=lead["rep"] is None,
            no_plan=not w.steps[id],
            no_next=due is None and lead["wake_at"] is None,
            overdue=due is not None and due < w.now,
            broken=any(p["state"] == "broken" for p in w.promises[id]),
            cooling=lead["doc"]["sales_ready"]
            and w.first(lead, human) is None
            and lead["captured_at"] <= w.now - DAY,
            asleep=lead["track"] == "nurture" and lead["wake_at"] < w.now,
        )


CRACKS = ("no_owner", "no_plan", "no_next", "overdue", "broken", "cooling", "asleep")


def stages(w: World) -> Iterator[Fact]:
    names = ("new", "tried", "talking", "offer")
    for lead in w.facts():
        offer = min((q["at"] for q in w.quotes[lead["id"]]), default=None)
        entered = [lead["captured_at"], w.first(lead, human), w.first(lead, talk), offer, lead["closed_at"]]
        for place, name in enumerate(names):
            at, later = entered[place], [e for e in entered[place + 1 :] if e is not None]
            if at is None or (later and min(later) <= at):
                continue
            left = min(later, default=None)
            late = lead["open"] and lead["track"] == "active" and (lead["due"] is None or lead["due"] < w.now)
            stay = {"wait": left - at if left else None, "age": None if left else w.now - at}
            yield of(lead, at, stage=name, left=left, stuck=left is None and late, **stay)


def logged(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for touch in w.touches[lead["id"]]:
            same = {name: touch[name] for name in ("channel", "outcome")}
            yield of(lead, touch["at"], touch["user_id"], agent=touch["user_id"], touch=touch, **same)


def effort(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        log = w.touches[lead["id"]]
        tries, talked = sum(map(human, log)), any(map(talk, log))
        yield of(lead, tries=tries, talked=talked, asked=any(map(came_in, log)) and not talked)


def reached(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        at = w.first(lead, talk)
        if at is not None:
            tries = sum(human(t) and t["at"] <= at for t in w.touches[lead["id"]])
            yield of(lead, tries=tries, attempts=min(tries, 10))


def late_steps(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for step in w.steps[lead["id"]]:
            waits = step["state"] in ("planned", "due") and step["touch_id"] is None
            if lead["open"] and waits and step["due_at"] < w.now:
                yield of(lead, step["due_at"], channel=step["channel"], over=w.now - step["due_at"])


def untold(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        if lead["open"]:
            yield of(lead, idle=not w.touches[lead["id"]] and not w.notes[lead["id"]])


def quality(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        doc = lead["doc"]
        unsure = [
            name
            for name, origin in doc["origin"].items()
            if origin["src"] == "ocr" and (origin.get("conf") or 0) < 0.9 and doc["fields"].get(name) is not None
        ]
        review = any(c["status"] in ("review", "rejected") for c in doc["captures"])
        nowhere = lead["email_norm"] is None and lead["phone_e164"] is None
        yield of(lead, unsure=len(unsure), review=review, nowhere=nowhere)


def mails(w: World) -> Iterator[Fact]:
    for fact in logged(w):
        if fact["touch"]["channel"] == "email" and fact["touch"]["direction"] == "out":
            yield {**fact, "person": fact["rep"]}


def money(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        log = w.touches[lead["id"]]
        value = sum(s["value"] for s in w.sales[lead["id"]] if s["currency"] == "EUR")
        spent = sum(t["cost"] + t["time_cost"] for t in log)
        yield of(
            lead, value=value, spent=spent, minutes=sum(t["minutes"] for t in log), contacted=any(map(human, log))
        )


def pieces(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        used: dict[str, list[int]] = defaultdict(list)
        for touch in w.touches[lead["id"]]:
            for title in touch["details"].get("collateral", []):
                if outbound(touch):
                    used[title].append(touch["at"])
        for title, moments in used.items():
            yield of(lead, min(moments), title=title, times=len(moments))


def quarter(day: str) -> str:
    on = date.fromisoformat(day)
    year = on.year if on.month >= APRIL else on.year - 1
    return f"{year}-Q{(on.month - APRIL) % 12 // 3 + 1}"


def ahead(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        day = lead["close_on"]
        if lead["open"]:
            when = {"month": day and day[:7], "quarter": day and quarter(day)}
            when["year"] = day and when["quarter"].split("-")[0]
            weighted = lead["worth"] * lead["doc"]["probability"] // 100
            yield {**of(lead, stage=lead["status"], weighted=weighted, **when), "day": day}


def quarters(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for sale in w.sales[lead["id"]]:
            if sale["currency"] == "EUR":
                day = datetime.fromtimestamp(sale["at"] / 1000, BERLIN).date().isoformat()
                yield {**of(lead, quarter=quarter(day), sold=sale["value"], weighted=0), "day": None, "always": True}
        if lead["open"] and lead["close_on"]:
            weighted = lead["worth"] * lead["doc"]["probability"] // 100
            fact = of(lead, quarter=quarter(lead["close_on"]), sold=0, weighted=weighted)
            yield {**fact, "always": True}


def past(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        for kept in w.kept[lead["id"]]:
            weighted = kept["worth"] * kept["probability"] // 100
            yield {**of(lead, snapshot=kept["day"], worth=kept["worth"], weighted=weighted), "day": kept["day"]}


def captured(w: World) -> Iterator[Fact]:
    for lead in w.facts():
        yield of(lead, None, lead["captured_by"], agent=lead["captured_by"], ready=lead["doc"]["sales_ready"])


def refused(w: World) -> Iterator[Fact]:
    return (f for f in logged(w) if f["touch"]["after_dnc"] and f["touch"]["direction"] == "out")
