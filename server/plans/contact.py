"""Reading the touch log: what was tried, who was reached, who wrote back. Order of arrival never matters."""

from datetime import datetime

from server.leads.corrections import newest
from server.plans.facts import LeadFacts, TouchFact

CONNECTS = frozenset({"connected", "met", "appointment"})
WRITTEN = frozenset({"email", "letter"})
#: Outcomes that show the message never arrived.
UNDELIVERED = frozenset({"bounced"})


def effective_touches(touches: tuple[TouchFact, ...]) -> tuple[TouchFact, ...]:
    """The log after corrections, by time. Of several corrections of one row the latest id holds."""
    if not touches:
        return ()
    standing = newest(touches, id_of=lambda touch: touch.id, corrects=lambda touch: touch.corrects_id)
    return tuple(sorted(standing, key=lambda touch: (touch.at, touch.id)))


def plan_touches(facts: LeadFacts) -> tuple[TouchFact, ...]:
    """The touches of the present round. The first round takes all: a phone may log a call before the capture."""
    if not facts.touches:
        return ()
    touches = effective_touches(facts.touches)
    if facts.plan_start == facts.captured_at:
        return touches
    return tuple(touch for touch in touches if touch.at >= facts.plan_start)


def is_outbound(touch: TouchFact) -> bool:
    """Our contact towards them that can have arrived. The talk at the booth is the capture, not a follow-up."""
    return touch.direction == "out" and touch.channel != "booth" and touch.outcome not in UNDELIVERED


def is_human_outbound(touch: TouchFact) -> bool:
    """An outbound contact a person made."""
    return is_outbound(touch) and not touch.auto


def is_call_attempt(touch: TouchFact) -> bool:
    """An outbound call, answered or not."""
    return touch.direction == "out" and touch.channel == "call"


def is_connect(touch: TouchFact) -> bool:
    """We spoke with the prospect after the booth, whoever began."""
    return touch.outcome in CONNECTS and touch.channel != "booth"


def is_inbound(touch: TouchFact) -> bool:
    """They came to us after the booth."""
    return touch.direction == "in" and touch.channel != "booth"


def is_written(touch: TouchFact) -> bool:
    """A mail or letter of ours that can have arrived."""
    return is_outbound(touch) and touch.channel in WRITTEN


def slot_of(key: str) -> str:
    """The place in the plan a step key stands for: the key without its medium (`call:1@mail` -> `call:1`)."""
    if "@" not in key:
        return key
    head, round_mark, number = key.partition("#")
    return head.partition("@")[0] + round_mark + number


def is_information(touch: TouchFact) -> bool:
    """A mail or letter that carried the summary or the information asked for (starts COURTESY48, REVIVE72)."""
    if not is_written(touch):
        return False
    if any(slot_of(key).startswith(("summary:", "info:")) for key in touch.satisfies):
        return True
    return not touch.auto and not touch.satisfies


def first(touches: tuple[TouchFact, ...]) -> TouchFact | None:
    """The earliest of touches already in time order."""
    return touches[0] if touches else None


def information_sent(facts: LeadFacts) -> TouchFact | None:
    """The touch that sent the information in this round, if it was sent."""
    return next((touch for touch in plan_touches(facts) if is_information(touch)), None)


def heard_since(facts: LeadFacts, since: datetime) -> TouchFact | None:
    """The first sign of life after an instant: an inbound contact or a connected one."""
    touches = plan_touches(facts)
    return first(tuple(t for t in touches if t.at > since and (is_inbound(t) or is_connect(t))))
