"""Standards in words a new colleague understands: clocks, steps, rules. Pure."""

from datetime import timedelta

from server.classification.ruleset import Rule
from server.plans.policies import ClockPolicy
from server.plans.templates import PlanTemplate, TemplateStep

CLOCKS = {
    "ACK24": "First answer after the capture; an automatic mail counts, and is reported apart",
    "CALL48": "First call after the capture; a personal mail where calls are not permitted",
    "INFO72": "Everything a prospect asked to know",
    "COURTESY48": "Courtesy note after the information was sent",
    "REVIVE72": "Call after silence, counted from the information",
    "PROMISE": "A contact we promised",
    "ASSIGN": "An owner for every prospect",
    "IDLE": "Longest silence between two contacts",
}
KINDS: dict[str | None, str] = {None: "everybody", "customer": "customers", **{c: f"class {c}" for c in "ABCD"}}
PURPOSES = {
    "ack": "Thank them for the visit",
    "call": "First call: learn the need, answer questions, say thanks",
    "summary": "Summary of the talk, with the sources",
    "courtesy": "Courtesy note: is anything missing?",
    "revive": "No answer yet: are they satisfied, how can we help, what stands in the way?",
    "attempt": "Try again",
    "nurture": "Keep in touch",
    "review": "Go through it with the supervisor",
    "care": "Look after the customer",
}
CHANNELS = {
    "call": "Call",
    "email": "Mail",
    "letter": "Letter",
    "sms": "Text message",
    "meeting": "Meeting",
    "task": "Task",
}
ANCHORS = {
    "captured": "after the capture",
    "connect": "after the talk, or when the calls are used up",
    "info_sent": "after the information was sent",
    "prev": "after the step before",
    "wake": "after the wake date",
    "sale": "after the sale",
}
ENDS = {"connect": "ends with a talk", "reply": "ends with a reply", "none": ""}
EFFECTS = {
    "worth_set": "worth {money}",
    "worth_add": "worth {signed_money}",
    "worth_percent": "worth × {amount} %",
    "probability_set": "probability {amount} %",
    "probability_add": "probability {amount:+d} points",
}


def duration(time: timedelta) -> str:
    """4 hours, 30 days, 1.5 hours."""
    hours = time / timedelta(hours=1)
    if hours and hours % 24 == 0 and hours >= 72:
        days = round(hours / 24)
        return f"{days} day{'s' if days != 1 else ''}"
    return f"{hours:g} hour{'s' if hours != 1 else ''}"


def limit(policy: ClockPolicy) -> str:
    """Within how much time, and counted how."""
    if not policy.applies:
        return "not kept"
    working = " of working time" if policy.mode == "business" else ""
    if policy.grace_h:
        return f"not before {duration(policy.earliest)}, by {duration(policy.limit)}{working}"
    if policy.clock == "PROMISE" and not policy.hours:
        return "when we said; a promised day ends with that day"
    return f"within {duration(policy.limit)}{working}"


def moment(step: TemplateStep) -> str:
    """When a step is due."""
    after = ANCHORS[step.anchor]
    if not step.offset:
        return "at once" if step.anchor == "captured" else f"right {after}"
    if step.unit == "working":
        return f"within {duration(step.offset)} of working time {after}"
    if step.unit == "day":
        days = round(step.offset / timedelta(days=1))
        return f"day {days} {after}"
    within = "not before" if step.not_before else "within"
    return f"{within} {duration(step.not_before or step.offset)} {after}"


def ends(step: TemplateStep) -> str:
    """What makes a step unnecessary."""
    unanswered = "only if nobody answered" if step.if_unanswered else ""
    return ", ".join(filter(None, (unanswered, ENDS[step.stop_on])))


def rhythm(plan: PlanTemplate) -> str:
    """What goes on when the steps are done."""
    channels = " or ".join(CHANNELS[channel].lower() for channel in plan.tail.channels)
    return f"After that a {channels} every {duration(plan.tail.every)}, until there is an outcome."


def effect(rule: Rule, currency: str) -> str:
    """What a rule changes."""
    money = f"{rule.amount / 100:,.0f} {currency}"
    signed = f"{rule.amount / 100:+,.0f} {currency}"
    return EFFECTS[rule.effect].format(amount=rule.amount, money=money, signed_money=signed)
