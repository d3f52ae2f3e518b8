"""Bringing a lead's steps in line with its facts: pure, and idempotent (METHOD 2.6).

What was done, skipped or pinned stays. A pinned step gives way only where it must: a call that is no longer
permitted is superseded by the same step in writing, and closing the lead supersedes all that is open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from server.core.values import value
from server.core.why import Why
from server.plans.calendars import Calendar
from server.plans.contact import slot_of
from server.plans.facts import LeadFacts, StepFact
from server.plans.obligations import obligations
from server.plans.permission import allowed, written_channel
from server.plans.schedule import Wanted
from server.plans.settling import Settled, settled_slots
from server.plans.templates import PlanTemplate, mail_only
from server.plans.wanting import wanted_of

SETTLED_STATES = frozenset({"done", "skipped"})
#: Made by a person or by escalation: no plan foresees them, so no plan ends them.
OWN_ORIGINS = frozenset({"manual", "escalation"})


@value(frozen=True, slots=True)
class StepChange:
    """One write: `step` is the row as it shall be, found by its key.

    `action` is insert (no row has the key yet), update, done or supersede.
    """

    action: str
    step: StepFact

    @property
    def key(self) -> str:
        """The key of the row."""
        return self.step.key


def reconcile(facts: LeadFacts, template: PlanTemplate, calendar: Calendar, now: datetime) -> list[StepChange]:
    """The writes that bring `facts.steps` in line with everything else in `facts`, ordered by key.

    `template` is the plan of the lead's class and track; its calls become mails where calls are not permitted.
    Applying the changes and asking again gives none.
    """
    rows = {step.key: step for step in facts.steps}
    target = _planned(facts, template, calendar, now, rows) if facts.on_plan else _closed(rows)
    if not rows:
        return [StepChange("insert", target[key]) for key in sorted(target)]
    return [_change(rows.get(key), target[key]) for key in sorted(target) if rows.get(key) != target[key]]


def apply_changes(steps: Iterable[StepFact], changes: Iterable[StepChange]) -> tuple[StepFact, ...]:
    """The steps after the changes: what storing them amounts to."""
    rows = {step.key: step for step in steps} | {change.key: change.step for change in changes}
    return tuple(rows[key] for key in sorted(rows))


def _change(row: StepFact | None, step: StepFact) -> StepChange:
    action = {"done": "done", "superseded": "supersede"}.get(step.state, "update")
    return StepChange("insert" if row is None else action, step)


def _closed(rows: dict[str, StepFact]) -> dict[str, StepFact]:
    why = Why("closed", "The prospect is closed.")
    return {key: _superseded(row, why) for key, row in rows.items() if row.is_open}


def _planned(
    facts: LeadFacts, template: PlanTemplate, calendar: Calendar, now: datetime, rows: dict[str, StepFact]
) -> dict[str, StepFact]:
    """Key -> the row as it shall be, for every open row, every row just settled, and every missing one."""
    if not allowed(facts, "call"):
        template = mail_only(template)
    owed = obligations(facts, calendar)
    settled = settled_slots(facts, template, owed)
    target = dict(_done(rows, settled.values()))
    finished = {slot_of(key) for key, row in (rows | target).items() if row.state in SETTLED_STATES}
    kept = _kept(facts, rows, finished, now)
    target |= kept
    taken = finished | {slot_of(key) for key, row in kept.items() if row.is_open}
    for want in wanted_of(facts, template, calendar, settled, owed):
        if want.slot not in taken:
            target[want.key] = _row(want, now)
    for key, row in rows.items():
        if row.is_open and key not in target:
            target[key] = _superseded(row, _why_ended(facts, row, finished))
    return target


def _done(rows: dict[str, StepFact], settled: Iterable[Settled]) -> Iterator[tuple[str, StepFact]]:
    """Rows that a touch or an answer settled since they were written; one row for each slot."""
    for slot in settled:
        mine = [row for key, row in rows.items() if slot_of(key) == slot.slot]
        if slot.by_row or any(row.state in SETTLED_STATES for row in mine):
            continue
        # The open row of the slot, else the one in the plan's present medium, else any.
        row = min(mine, key=lambda row: (not row.is_open, row.key != slot.key, row.key), default=None)
        yield (row.key, _finished(row, slot)) if row else (slot.key, _history(slot))


def _finished(row: StepFact, slot: Settled) -> StepFact:
    return replace(
        row, state="done", done_at=slot.at, touch_id=slot.touch_id, why_code=slot.why.code, why=slot.why.words
    )


def _history(slot: Settled) -> StepFact:
    """A step done before any plan could ask for it."""
    step = StepFact(slot.key, slot.channel, slot.purpose, slot.at, origin=slot.origin)
    return _finished(step, slot)


def _kept(facts: LeadFacts, rows: dict[str, StepFact], finished: set[str], now: datetime) -> dict[str, StepFact]:
    """Open rows a person stands behind, each with a channel that is permitted."""
    kept: dict[str, StepFact] = {}
    for key, row in rows.items():
        if not row.is_open or slot_of(key) in finished or not (row.pinned or row.origin in OWN_ORIGINS):
            continue
        if allowed(facts, row.channel):
            kept[key] = _timed(row, now)
            continue
        for other in _in_writing(facts, row):
            kept.setdefault(other.key, _timed(other, now))
    return kept


def _in_writing(facts: LeadFacts, row: StepFact) -> Iterator[StepFact]:
    """A kept step whose channel is no longer permitted: a call is superseded by a mail, a mail becomes a letter."""
    why = Why("no_permission", "This channel is not permitted any more: use another.")
    channel = written_channel(facts) or "task"
    if row.channel not in ("call", "sms"):
        yield replace(row, channel=channel, why_code=why.code, why=why.words)
        return
    yield _superseded(row, why)
    head, mark, number = row.key.partition("#")
    key = f"{head.partition('@')[0]}@mail{mark}{number}"
    yield replace(row, key=key, channel=channel, why_code=why.code, why=why.words)


def _row(want: Wanted, now: datetime) -> StepFact:
    """The wanted step as a row; written over a superseded row of its key, it comes back to life."""
    return StepFact(
        want.key,
        want.channel,
        want.purpose,
        want.due_at,
        "blocked" if want.blocked else _state_at(want.due_at, now),
        want.not_before,
        want.origin,
        why_code=want.why.code,
        why=want.why.words,
    )


def _timed(row: StepFact, now: datetime) -> StepFact:
    """An open step by the clock. A step a person dated waits for no other one any more."""
    if not row.is_open:
        return row
    return replace(row, state=_state_at(row.due_at, now))


def _state_at(due_at: datetime, now: datetime) -> str:
    return "due" if now >= due_at else "planned"


def _superseded(row: StepFact, why: Why) -> StepFact:
    return replace(row, state="superseded", why_code=why.code, why=why.words)


def _why_ended(facts: LeadFacts, row: StepFact, finished: set[str]) -> Why:
    if not allowed(facts, row.channel):
        return Why("no_permission", "This channel is not permitted any more.")
    if slot_of(row.key) in finished:
        return Why("settled_otherwise", "Already done another way.")
    return Why("no_longer_planned", "What has happened since makes this step unnecessary.")
