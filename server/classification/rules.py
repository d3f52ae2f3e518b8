"""From facts to worth, probability, class and sales-readiness, each with reasons (METHOD 2.3, C4, C5, E1). Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from server.classification.facts import ClassFacts, Judgement
from server.classification.ruleset import DEFAULT_RULESET, Rule, RuleSet
from server.core.why import Why

#: Class -> who works it, and how (C5).
RESOURCES = {"A": ("field", "field"), "B": ("desk", "desk_then_field"), "C": ("desk", "desk"), "D": ("desk", "mail")}


def classify(facts: ClassFacts, today: date, rules: RuleSet = DEFAULT_RULESET) -> Judgement:
    """Worth, probability, class and readiness of a lead by a rule set, with a reason for every step.

    What a person stated (a worth, a probability, an override) always wins over a rule. The class is never empty:
    of a lead nothing is known of, it is the show's.
    """
    worth, probability, reasons = _estimated(facts, today, rules)
    ready, why_ready = sales_ready(facts, today, rules.fiscal_year_start)
    lead_class, why_class = _class_of(facts, worth, probability, rules, known=bool(reasons))
    judgement = _judgement(lead_class, worth, probability, ready, (*reasons, why_class, why_ready), rules.version)
    return _overridden(facts, judgement)


def sales_ready(facts: ClassFacts, today: date, fiscal_year_start: int = 1) -> tuple[bool, Why]:
    """Whether there is a need, money set aside and a decision this fiscal quarter (E1). Who decides may be open."""
    missing = []
    if (facts.need or 0) < 2:
        missing.append("a clear need")
    if facts.budget != "set_aside":
        missing.append("money set aside")
    if facts.decision_by is None or facts.decision_by > fiscal_quarter_end(today, fiscal_year_start):
        missing.append("a decision this quarter")
    if missing:
        return False, Why("not_sales_ready", f"Not ready for sales yet: {', '.join(missing)} missing.")
    return True, Why("sales_ready", "Ready for sales: need, money and a decision this quarter.")


def fiscal_quarter_end(today: date, fiscal_year_start: int = 1) -> date:
    """The last day of the fiscal quarter `today` lies in."""
    into = (today.month - fiscal_year_start) % 3
    years, month = divmod(today.month - 1 + 2 - into, 12)
    return date(today.year + years, month + 1, monthrange(today.year + years, month + 1)[1])


def _judgement(
    lead_class: str, worth: int, probability: int, ready: bool, reasons: tuple[Why, ...], version: int
) -> Judgement:
    kind, resource = RESOURCES[lead_class]
    return Judgement(lead_class, kind, resource, worth, probability, ready, reasons, version)


def _overridden(facts: ClassFacts, judgement: Judgement) -> Judgement:
    """A person's word over the rules; the rules' own reasons stay readable below it."""
    override = facts.override
    if override is None:
        return judgement
    lead_class = override.lead_class or judgement.lead_class
    kind, resource = RESOURCES[lead_class]
    why = Why("override", f"Set by a person: {override.reason}")
    return replace(
        judgement,
        lead_class=lead_class,
        kind=kind,
        resource=resource,
        worth_minor=judgement.worth_minor if override.worth_minor is None else override.worth_minor,
        probability=judgement.probability if override.probability is None else override.probability,
        reasons=(why, *judgement.reasons),
        overridden=True,
    )


def _estimated(facts: ClassFacts, today: date, rules: RuleSet) -> tuple[int, int, tuple[Why, ...]]:
    """Worth and probability, and what they rest on; no reasons means nothing is known."""
    worth, probability = rules.base_worth_minor, rules.base_probability
    reasons = []
    values: dict[str, Any] = {}
    for rule in rules.rules:
        if rule.fact not in values:
            values[rule.fact] = _value(facts, rule.fact, today)
        value = values[rule.fact]
        if value is None or not _holds(rule, value) or _stated_otherwise(facts, rule):
            continue
        worth, probability = _applied(rule, worth, probability)
        reasons.append(Why(rule.code, rule.words))
    reasons += _stated(facts)
    worth = facts.worth_minor if facts.worth_minor is not None else worth
    probability = facts.probability if facts.probability is not None else probability
    return max(0, worth), min(100, max(0, probability)), tuple(reasons)


def _stated_otherwise(facts: ClassFacts, rule: Rule) -> bool:
    """Whether somebody stated what the rule would estimate."""
    return (facts.worth_minor if rule.effect.startswith("worth") else facts.probability) is not None


def _stated(facts: ClassFacts) -> Iterator[Why]:
    if facts.worth_minor is not None:
        yield Why("worth_stated", "The worth was stated.")
    if facts.probability is not None:
        yield Why("probability_stated", "The probability was stated.")


def _value(facts: ClassFacts, fact: str, today: date) -> Any:
    if fact == "decision_days":
        return (facts.decision_by - today).days if facts.decision_by else None
    if fact.startswith("answer."):
        return facts.answers.get(fact.removeprefix("answer."))
    return getattr(facts, fact)


def _holds(rule: Rule, value: Any) -> bool:
    """Whether a known value is what the rule asks for."""
    if rule.operator == "is_not":
        return bool(value != rule.value)
    if value in ("", ()):
        return False
    match rule.operator:
        case "is":
            return bool(value == rule.value)
        case "in":
            return value in rule.value
        case "has":
            return isinstance(value, list | tuple) and rule.value in value
        case "at_least":
            return isinstance(value, int | float) and value >= rule.value
        case "at_most":
            return isinstance(value, int | float) and value <= rule.value
        case _:
            return True


def _applied(rule: Rule, worth: int, probability: int) -> tuple[int, int]:
    match rule.effect:
        case "worth_set":
            return rule.amount, probability
        case "worth_add":
            return worth + rule.amount, probability
        case "worth_percent":
            return worth * rule.amount // 100, probability
        case "probability_set":
            return worth, rule.amount
        case _:
            return worth, probability + rule.amount


def _class_of(facts: ClassFacts, worth: int, probability: int, rules: RuleSet, known: bool) -> tuple[str, Why]:
    """The matrix of worth and probability (C4)."""
    if not known:
        lead_class = facts.default_class or rules.default_class
        return lead_class, Why("class_of_show", f"Nothing is known yet: class {lead_class} as the show's default.")
    return _by_matrix(worth, rules.worth_threshold_minor, probability, rules.probability_threshold)


# leads of one show have few worths and probabilities between them
@lru_cache(maxsize=1024, typed=True)
def _by_matrix(worth: int, worth_limit: int, probability: int, probability_limit: int) -> tuple[str, Why]:
    valuable, likely = worth >= worth_limit, probability >= probability_limit
    lead_class = {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[(valuable, likely)]
    words = (
        f"Worth {worth / 100:,.0f} is {'at least' if valuable else 'below'} {worth_limit / 100:,.0f}, "
        f"probability {probability} % is {'at least' if likely else 'below'} {probability_limit} %."
    )
    return lead_class, Why(f"class_{lead_class.lower()}", words)
