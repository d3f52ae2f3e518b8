"""What a contact plan must be so that what the method promises holds for every lead on it (METHOD 2.6). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from server.plans.contact import slot_of
from server.plans.permission import GOVERNED_BY
from server.plans.places import on_ladder
from server.plans.templates import PlanTemplate, TemplateStep, mail_only

#: plans people edit; each has a variant without calls that is made from it
EDITABLE = ("A", "B", "C", "D", "customer", "nurture")
#: "Eight to ten attempts before you actually connect" (D5): the plans that go after somebody
CHASING = {"A", "B", "C"}
FEWEST_TOUCHES, MOST_STEPS = 8, 40
LONGEST = timedelta(days=5 * 366)
PURPOSES = {
    **dict.fromkeys("ABC", ("ack", "call", "summary", "courtesy", "revive", "attempt", "nurture", "review")),
    "D": ("ack", "nurture", "review"),
    "customer": ("care", "review"),
    "nurture": ("ack", "nurture", "review"),
}
ANCHORS = {
    **dict.fromkeys("ABC", ("captured", "connect", "info_sent", "prev")),
    "D": ("captured", "prev"),
    "customer": ("sale", "prev"),
    "nurture": ("captured", "wake", "prev"),
}
_KEY = re.compile(r"[a-z][a-z_]{0,20}:([0-9]{1,3}|\{wake\})")
_TAIL_KEY = re.compile(r"[a-z][a-z_]{0,20}")


@dataclass(frozen=True, slots=True)
class PlanMistake:
    """What is wrong, in words, and the field it is wrong in; `step` is its place in the list, None: the plan."""

    field: str
    words: str
    step: int | None = None


def plan_mistakes(plan: PlanTemplate) -> list[PlanMistake]:
    """What is wrong with a plan; empty if nothing is."""
    found = [PlanMistake(field, words) for field, words in (*_whole(plan), *_tail(plan))]
    for place, step in enumerate(plan.steps):
        before = plan.steps[:place]
        rules = (_named(plan, step, before), _timed(step, before), _anchored(plan, step, before), _permitted(step))
        found += [PlanMistake(field, words, place) for field, words in chain(*rules)]
    return found


Rule = Iterator[tuple[str, str]]


def _whole(plan: PlanTemplate) -> Rule:
    if not 1 <= len(plan.steps) <= MOST_STEPS:
        yield "steps", f"A plan has between 1 and {MOST_STEPS} steps."
    if not 1 <= plan.calls_per_round <= 10:
        yield "calls_per_round", "Between 1 and 10 calls, then the mail goes out anyway."
    if plan.code in CHASING and plan.touches < FEWEST_TOUCHES:
        words = f"Nobody is given up before {FEWEST_TOUCHES} contacts; this plan foresees {plan.touches}."
        yield "steps", words
    if plan.code == "nurture" and all(step.anchor != "wake" for step in plan.steps):
        yield "steps", "A parked lead needs its way back: keep a step that counts from the wake date."
    if plan.code != "nurture" and not any(_is_written(step) for step in mail_only(plan).steps):
        yield "steps", "Without calls nothing would be left of this plan: add a mail or letter."


def _is_written(step: TemplateStep) -> bool:
    return step.channel in ("email", "letter")


def _tail(plan: PlanTemplate) -> Rule:
    tail = plan.tail
    if not _TAIL_KEY.fullmatch(tail.key) or any(step.key.startswith(f"{tail.key}:") for step in plan.steps):
        yield "tail", "The slow rhythm needs a short name that no step begins with."
    if not timedelta(days=1) <= tail.every <= timedelta(days=366):
        yield "tail", "The slow rhythm comes every 1 to 366 days; a plan never ends by itself."
    if not tail.channels or not set(tail.channels) <= {"call", "email", "letter"}:
        yield "tail", "The slow rhythm uses calls, mails or letters, at least one of them."
    if tail.purpose not in ("nurture", "care"):
        yield "tail", "The slow rhythm keeps in touch or cares for a customer."


def _named(plan: PlanTemplate, step: TemplateStep, before: tuple[TemplateStep, ...]) -> Rule:
    if not _KEY.fullmatch(step.key):
        yield "key", f"Step {step.key!r}: name it like attempt:3."
    if "{wake}" in step.key and plan.code != "nurture":
        yield "key", f"Step {step.key!r}: only parked leads have a wake date."
    if slot_of(step.key) in {slot_of(other.key) for other in before}:
        yield "key", f"Two steps are called {step.key!r}; a running plan could not tell them apart."
    if step.purpose not in PURPOSES[plan.code]:
        yield "purpose", f"Step {step.key!r}: this plan knows {', '.join(PURPOSES[plan.code])}."
    if step.purpose == "summary" and step.key != "summary:1":
        yield "key", "The summary is called summary:1, and there is one."
    if (step.channel == "task") != (step.purpose == "review"):
        yield "channel", f"Step {step.key!r}: a review is a task, and only a review is."
    if step.purpose in ("summary", "courtesy") and not _is_written(step):
        yield "channel", f"Step {step.key!r}: the {step.purpose} is written."


def _timed(step: TemplateStep, before: tuple[TemplateStep, ...]) -> Rule:
    earlier = [other.offset for other in before if on_ladder(other)]
    if on_ladder(step) and earlier and step.offset < max(earlier):
        yield "offset_h", f"Step {step.key!r} comes before a step above it: put them in the order of their days."
    if not timedelta() <= step.offset <= LONGEST:
        yield "offset_h", f"Step {step.key!r} lies between its anchor and five years after it."
    if step.not_before is not None and not timedelta() <= step.not_before <= step.offset:
        yield "not_before_h", f"Step {step.key!r} may not begin after it is due."
    if step.not_before is not None and step.unit != "elapsed":
        yield "not_before_h", f"Step {step.key!r}: only steps in absolute hours have an earliest moment."


def _anchored(plan: PlanTemplate, step: TemplateStep, before: tuple[TemplateStep, ...]) -> Rule:
    known = ANCHORS[plan.code]
    if step.anchor not in known:
        yield "anchor", f"Step {step.key!r}: this plan counts from {', '.join(known)}."
    if step.anchor == "prev" and not before:
        yield "anchor", f"Step {step.key!r} has no step before it to count from."
    if step.anchor == "connect" and all(other.purpose != "call" for other in before):
        yield "anchor", f"Step {step.key!r} waits for a talk: put a call before it."
    if step.anchor == "info_sent" and all(other.key != "summary:1" for other in before):
        yield "anchor", f"Step {step.key!r} waits for the information: put the summary before it."
    if step.purpose in ("courtesy", "revive") and (step.anchor, step.stop_on) != ("info_sent", "reply"):
        yield "anchor", f"Step {step.key!r} follows the information and ends with a reply."
    if step.purpose == "attempt" and step.stop_on != "connect":
        yield "stop_on", f"Step {step.key!r}: attempts end with a talk."
    if step.purpose == "call" and step.stop_on == "reply":
        yield "stop_on", f"Step {step.key!r}: a first call ends with a talk, not with a mail."
    if step.if_unanswered and not (before and before[-1].purpose == step.purpose == "call"):
        yield "if_unanswered", f"Step {step.key!r}: only a call right after a call can be a second try."


def _permitted(step: TemplateStep) -> Rule:
    governed = GOVERNED_BY.get(step.channel)
    if step.channel in ("call", "sms") and step.needs_permission != governed:
        yield "needs_permission", f"Step {step.key!r}: nobody is called or texted without permission."
    if step.needs_permission not in (None, governed):
        yield "needs_permission", f"Step {step.key!r} asks for the permission of another channel."
    if step.auto and step.channel != "email":
        yield "auto", f"Step {step.key!r}: only a mail goes out by itself."
