"""The places of a contact plan as they stand in one lead's plan: their keys, and the rest each rung keeps."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from server.plans.contact import slot_of
from server.plans.facts import LeadFacts
from server.plans.templates import PlanTemplate, TemplateStep

#: Purposes any personal contact serves.
LADDER = frozenset({"attempt", "nurture", "care"})


@dataclass(frozen=True, slots=True)
class Place:
    """A template step as it stands in one lead's plan. `slot` is its key without the medium."""

    slot: str
    key: str
    step: TemplateStep
    #: Of a rung: how long after the contact before it; the first keeps the distance of the second.
    rest: timedelta | None = None


def places_of(facts: LeadFacts, template: PlanTemplate) -> tuple[Place, ...]:
    """The places of a lead's plan in order; keys carry the wake date and the round where there are several."""
    wake = facts.wake_at.date().isoformat() if facts.wake_at else "unset"
    return _places(template, wake, facts.round_no)


@lru_cache(maxsize=512)
def _places(template: PlanTemplate, wake: str, round_no: int) -> tuple[Place, ...]:
    rests = iter(_rests(template))
    keys = (_round_key(step.key.replace("{wake}", wake), round_no) for step in template.steps)
    return tuple(
        Place(slot_of(key), key, step, next(rests) if on_ladder(step) else None)
        for key, step in zip(keys, template.steps, strict=True)
    )


def on_ladder(step: TemplateStep) -> bool:
    """Whether a step is a rung: it keeps its distance from the rungs around it, however late they are done."""
    return step.purpose in LADDER and step.anchor in ("captured", "sale")


def _rests(template: PlanTemplate) -> list[timedelta]:
    """The rest each rung keeps, in order."""
    offsets = [step.offset for step in template.steps if on_ladder(step)]
    between = [later - earlier for earlier, later in pairwise(offsets)]
    return [*(between or offsets)[:1], *between]


def round_key(facts: LeadFacts, key: str) -> str:
    """A key of the present round; the first round needs no mark."""
    return _round_key(key, facts.round_no)


def _round_key(key: str, round_no: int) -> str:
    return key if round_no == 1 else f"{key}#{round_no}"


def tail_key(facts: LeadFacts, template: PlanTemplate, number: int) -> str:
    """The key of the plan's n-th slow step, from 1."""
    return round_key(facts, f"{template.tail.key}:{number}")
