"""What another class or another plan would do to the open steps of a lead. Reads, decides nothing, writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from server.auth.queries import teams_by_person
from server.core.clock import to_datetime
from server.plans.calendars import Calendar
from server.plans.facts import LeadFacts, StepFact
from server.plans.lead_facts import facts_of
from server.plans.queries import calendars, template_of
from server.plans.reconcile import apply_changes, reconcile
from server.plans.store import PlanBook, plan_book
from server.plans.templates import PlanTemplate, template_code

EFFECTS = ("added", "moved", "dropped")


class Planner:
    """Plans leads as intake would, on a snapshot of plans, teams and calendars."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.now = to_datetime(now)
        self.book: PlanBook = plan_book(connection)
        self._calendars = calendars(connection, now)
        self._teams = teams_by_person(connection)

    def moved_to_class(self, doc: Mapping[str, Any], lead_class: str, sales_ready: bool) -> dict[str, int]:
        """Open steps added, moved and dropped if the lead were of this class."""
        facts = facts_of(doc)
        moved = replace(facts, lead_class=lead_class, sales_ready=sales_ready)
        return self._effect(doc, facts, moved, template_of(self.book, moved))

    def put_on(self, doc: Mapping[str, Any], plan: PlanTemplate) -> dict[str, int]:
        """Open steps added, moved and dropped if the lead's plan were this one."""
        facts = facts_of(doc)
        return self._effect(doc, facts, facts, plan)

    def total(self, effects: Iterable[Mapping[str, int]]) -> dict[str, int]:
        """The sums of many effects, and how many leads they change."""
        listed = list(effects)
        sums = {name: sum(effect[name] for effect in listed) for name in EFFECTS}
        return {"leads": sum(any(effect.values()) for effect in listed), **sums}

    def _effect(
        self, doc: Mapping[str, Any], before: LeadFacts, after: LeadFacts, plan: PlanTemplate
    ) -> dict[str, int]:
        calendar = self.calendar(doc)
        present = template_of(self.book, before)
        steps = apply_changes(before.steps, reconcile(before, present, calendar, self.now))
        then = replace(after, steps=steps)
        changed = apply_changes(steps, reconcile(then, plan, calendar, self.now))
        return _compared(_open(steps), _open(changed))

    def calendar(self, doc: Mapping[str, Any]) -> Calendar:
        """Working time of the owner's team."""
        teams = self._teams.get(doc["owner"], ()) if doc["owner"] else ()
        return next((self._calendars[team] for team in teams if team in self._calendars), self._calendars[None])


def code_of(doc: Mapping[str, Any]) -> str:
    """The code of the plan a lead is on, without its medium."""
    return template_code(facts_of(doc)).removesuffix("-mail")


def _open(steps: Iterable[StepFact]) -> dict[str, StepFact]:
    return {step.key: step for step in steps if step.is_open}


def _compared(before: Mapping[str, StepFact], after: Mapping[str, StepFact]) -> dict[str, int]:
    kept = before.keys() & after.keys()
    moved = sum((before[key].due_at, before[key].channel) != (after[key].due_at, after[key].channel) for key in kept)
    return {"added": len(after.keys() - kept), "moved": moved, "dropped": len(before.keys() - kept)}
