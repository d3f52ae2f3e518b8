"""The standard operating procedure (METHOD B9): everything in force now as one document, made anew each time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, update

from server.assignment.escalation import LADDER
from server.auth.actor import Actor
from server.classification.ruleset import RuleSet
from server.classification.store import rules_in_force
from server.core import audit, changes, org
from server.core.clock import iso, now_ms, to_datetime
from server.core.db import table, writing
from server.followups.outcomes import ATTEMPTS_BEFORE_UNREACHABLE
from server.mail.texts import published
from server.plans.calendars import WEEKDAYS
from server.plans.queries import policies
from server.plans.soundness import EDITABLE
from server.plans.standards import in_force
from server.plans.store import plan_book
from server.plans.templates import PlanTemplate
from server.standards import sop_words as words
from server.standards.timing import calendars

_org = table(org.OrgSetting)
#: where the organisation's own words stand among its options
OWN = "sop"
RESOURCES = {"A": "field sales", "B": "desk sales first, then field", "C": "desk sales", "D": "kept warm by mail"}
DAYS = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
LADDER_WORDS = {
    "notify": "the owner is told",
    "deputy": "the deputy is told, if the owner is away",
    "supervisor": "it is on the supervisor's list",
    "pool": "it goes back to the team, with its history",
}


def document(connection: Connection) -> dict[str, Any]:
    """The whole procedure as data, chapter by chapter."""
    organisation = org.find(connection) or {}
    currency, book = organisation.get("currency", "EUR"), plan_book(connection)
    return {
        "organisation": organisation.get("name"),
        "phone": organisation.get("phone"),
        "as_of": iso(now_ms()),
        "own_words": (organisation.get("options") or {}).get(OWN, ""),
        "clocks": _clocks(connection),
        "working_time": _working_time(connection, organisation),
        "classes": _classes(rules_in_force(connection), currency),
        "ownership": _ownership(),
        "plans": [_plan(book.newest[code]) for code in EDITABLE],
        "outcomes": _outcomes(),
        "texts": _texts(connection),
    }


def _clocks(connection: Connection) -> list[dict[str, Any]]:
    held = in_force(policies(connection), to_datetime(now_ms()))
    return [
        {"clock": clock, "what": words.CLOCKS[clock], "for": words.KINDS[kind], "limit": words.limit(policy)}
        for clock, kind, policy in held
    ]


def _working_time(connection: Connection, organisation: Mapping[str, Any]) -> list[dict[str, Any]]:
    own = [_calendar(row) for row in calendars(connection)]
    if any(calendar["house"] for calendar in own):
        return own
    week = [{"day": DAYS[day], "hours": "09:00-17:00"} for day in WEEKDAYS[:5]]
    tz = organisation.get("tz") or "UTC"
    house = {"name": "Where no team has its own", "house": True, "tz": tz, "week": week, "holidays": "none"}
    return [house, *own]


def _calendar(row: Mapping[str, Any]) -> dict[str, Any]:
    week = [
        {"day": DAYS[day], "hours": ", ".join("-".join(span) for span in row["week"][day])}
        for day in WEEKDAYS
        if row["week"].get(day)
    ]
    holidays = ", ".join(row["countries"]) or "none"
    return {**{name: row[name] for name in ("name", "house", "tz")}, "week": week, "holidays": holidays}


def _classes(rules: RuleSet, currency: str) -> dict[str, Any]:
    worth, likely = f"{rules.worth_threshold_minor / 100:,.0f} {currency}", f"{rules.probability_threshold} %"
    sides = {
        "A": f"worth at least {worth}, probability at least {likely}",
        "B": f"worth at least {worth}, probability below {likely}",
        "C": f"worth below {worth}, probability at least {likely}",
        "D": f"worth below {worth}, probability below {likely}",
    }
    return {
        "version": rules.version,
        "unknown": f"Of a lead nothing is known of, the show decides; else it is class {rules.default_class}.",
        "matrix": [{"class": c, "when": sides[c], "how": RESOURCES[c]} for c in "ABCD"],
        "rules": [{"words": rule.words, "effect": words.effect(rule, currency)} for rule in rules.rules],
        "sales_ready": "A clear need, money set aside and a decision this fiscal quarter.",
        "override": "A person's own word, with its reason, wins over every rule.",
    }


def _ownership() -> dict[str, Any]:
    order = (
        "whoever owns the person or the company already",
        'whoever said "Mine" at the booth',
        "territory, kind of sales, language and product",
        "whoever has the fewest open A and B leads, in turn",
        "else the pool, for the supervisor",
    )
    rungs = [f"{words.duration(rung.after)}: {LADDER_WORDS[rung.action]}" for rung in LADDER]
    return {"order": list(order), "overdue": rungs}


def _plan(plan: PlanTemplate) -> dict[str, Any]:
    steps = [
        {
            "channel": words.CHANNELS[step.channel],
            "what": words.PURPOSES[step.purpose],
            "when": words.moment(step),
            "ends": words.ends(step),
            "by_itself": step.auto,
        }
        for step in plan.steps
    ]
    head = {"code": plan.code, "name": plan.name, "version": plan.version, "touches": plan.touches}
    return {**head, "steps": steps, "rhythm": words.rhythm(plan)}


def _outcomes() -> list[dict[str, str]]:
    needs = (
        ("Won", "the sale with its value and invoice number; the customer stays on the plan Customer care"),
        ("Lost", "the reason and the prospect's objection"),
        ("No decision", "the reason"),
        ("Unreachable", f"{ATTEMPTS_BEFORE_UNREACHABLE} attempts, or a supervisor's word with its reason"),
        ("Not a prospect", "the reason"),
        ("Do not contact", "the prospect's wish; it is kept for ever"),
        ("Duplicate", "the lead it repeats"),
    )
    parked = ("Not ready", "no outcome: the lead is parked with a wake date")
    return [{"outcome": name, "needs": what} for name, what in (*needs, parked)]


def _texts(connection: Connection) -> list[dict[str, Any]]:
    texts = sorted(published(connection).values(), key=lambda text: (text["language"], text["kind"]))
    names = ("kind", "language", "version", "subject", "body")
    return [{name: text[name] for name in names} for text in texts]


def set_own_words(actor: Actor, text: str) -> dict[str, Any]:
    """What the organisation wants to say in front of its standards."""
    with writing() as connection:
        changes.take(connection)
        options = dict((org.find(connection) or {}).get("options") or {})
        diff = {"words": [options.get(OWN, ""), text]}
        connection.execute(update(_org).values(options={**options, OWN: text}))
        audit.record(connection, "sop.changed", diff=diff, **actor.trace())
        return document(connection)
