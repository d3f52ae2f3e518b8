"""What publishing rules would do to the leads there are, before anybody publishes them. Writes nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from server.auth.actor import Actor
from server.auth.models import Team
from server.auth.queries import teams_by_person
from server.classification.facts import CLASSES, Judgement
from server.classification.operations import facts_of, today
from server.classification.rules import classify
from server.classification.ruleset import RuleSet
from server.core import org
from server.core.clock import now_ms
from server.core.db import table
from server.standards.looking import documents, name_of, named
from server.standards.plan_effect import Planner
from server.standards.rules_book import default_classes

_team = table(Team)


def preview(connection: Connection, actor: Actor, rules: RuleSet, event_id: str | None) -> dict[str, Any]:
    """Leads by class before and after, the ones that move with the reasons, and what that means for owners and plans.

    Owners stay: `other_kind` counts leads whose owner's teams do not work the way the new class wants.
    """
    organisation = org.find(connection) or {}
    now = now_ms()
    rules = replace(rules, fiscal_year_start=organisation.get("fiscal_start", rules.fiscal_year_start))
    day, classes = today(now, organisation), default_classes(connection)
    planner, kinds = Planner(connection, now), _kinds(connection)
    before, after = Counter[str](), Counter[str]()
    moved: list[dict[str, Any]] = []
    for doc in documents(connection, event_id):
        judged = classify(facts_of(doc, classes.get(doc["event"])), day, rules)
        before[doc["class"]] += 1
        after[judged.lead_class] += 1
        if _moves(doc, judged):
            moved.append(_entry(doc, judged, planner, kinds))
    shown = named(connection, actor, moved)
    return {
        "leads": before.total(),
        "classes": [{"class": c, "before": before[c], "after": after[c]} for c in CLASSES],
        "moving": len(moved),
        "moves": shown,
        "owners": {
            "unowned": sum(entry["owner"] is None for entry in moved),
            "other_kind": sum(entry["other_kind"] for entry in moved),
        },
        "plans": planner.total(entry["steps"] for entry in moved),
    }


def _moves(doc: Mapping[str, Any], judged: Judgement) -> bool:
    return (doc["class"], doc["kind"], doc["sales_ready"]) != (judged.lead_class, judged.kind, judged.sales_ready)


def _entry(
    doc: dict[str, Any], judged: Judgement, planner: Planner, kinds: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    works = kinds.get(doc["owner"] or "", frozenset())
    return {
        **name_of(doc),
        "before": {"class": doc["class"], "kind": doc["kind"], "sales_ready": doc["sales_ready"]},
        "after": {"class": judged.lead_class, "kind": judged.kind, "sales_ready": judged.sales_ready},
        "why": [why.words for why in judged.reasons],
        "other_kind": bool(works) and judged.kind not in works,
        "steps": planner.moved_to_class(doc, judged.lead_class, judged.sales_ready),
    }


def _kinds(connection: Connection) -> dict[str, frozenset[str]]:
    """Person -> how her teams work: field, desk."""
    teams = dict(connection.execute(select(_team.c.id, _team.c.kind)).all())
    return {user: frozenset(teams[team] for team in own) for user, own in teams_by_person(connection).items()}
