"""The rule set of classification as data: what a supervisor edits, previews and publishes as a new version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FACTS = (
    "rating",
    "need",
    "budget",
    "authority",
    "decision_days",
    "products",
    "company_size",
    "is_customer",
    "competitor",
    "source",
    "interest",
    "country",
)
#: known needs no value; has looks into a list; at_least and at_most compare numbers.
OPERATORS = ("is", "is_not", "in", "has", "at_least", "at_most", "known")
EFFECTS = ("worth_set", "worth_add", "worth_percent", "probability_set", "probability_add")


@dataclass(frozen=True, slots=True)
class Rule:
    """If a fact is so, worth or probability changes by so much. `answer.<code>` names a show's own question."""

    code: str
    fact: str
    operator: str
    value: Any
    effect: str
    #: Minor units for worth, points for probability, per cent of what it was for worth_percent.
    amount: int
    words: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A published version of the rules. Rules apply in order; a worth or probability a person stated beats them."""

    version: int = 1
    #: Class A and B begin here, in minor units of the organisation's currency.
    worth_threshold_minor: int = 1_000_000
    #: Class A and C begin here, in per cent.
    probability_threshold: int = 50
    #: Before any rule speaks.
    base_worth_minor: int = 500_000
    base_probability: int = 30
    #: For leads nothing is known of, where the show names no class.
    default_class: str = "C"
    #: The month the fiscal year begins in.
    fiscal_year_start: int = 1
    rules: tuple[Rule, ...] = field(default=())


def _rate(rating: str, probability: int, worth_minor: int) -> tuple[Rule, Rule]:
    return (
        Rule(
            f"rated_{rating}",
            "rating",
            "is",
            rating,
            "probability_set",
            probability,
            f"Rated {rating} at the booth.",
        ),
        Rule(
            f"worth_{rating}",
            "rating",
            "is",
            rating,
            "worth_set",
            worth_minor,
            f"Worth not stated: what a {rating} contact is usually worth.",
        ),
    )


DEFAULT_RULES: tuple[Rule, ...] = (
    *_rate("hot", 70, 1_500_000),
    *_rate("warm", 40, 1_000_000),
    *_rate("cold", 10, 200_000),
    Rule("large_company", "company_size", "at_least", 250, "worth_percent", 200, "A company of 250 people or more."),
    Rule("small_company", "company_size", "at_most", 9, "worth_percent", 50, "A company of fewer than ten people."),
    Rule("urgent_need", "need", "at_least", 3, "probability_add", 15, "The need is urgent."),
    Rule("clear_need", "need", "is", 2, "probability_add", 10, "The need is clear."),
    Rule("no_need", "need", "is", 0, "probability_add", -25, "No need was found."),
    Rule("budget_set_aside", "budget", "is", "set_aside", "probability_add", 15, "The money is set aside."),
    Rule("budget_planned", "budget", "is", "planned", "probability_add", 5, "A budget is planned."),
    Rule("no_budget", "budget", "is", "none", "probability_add", -20, "There is no budget."),
    Rule("decides", "authority", "is", "yes", "probability_add", 5, "We speak with the one who decides."),
    Rule("decides_soon", "decision_days", "at_most", 92, "probability_add", 10, "A decision within three months."),
    Rule("decides_late", "decision_days", "at_least", 270, "probability_add", -15, "No decision for nine months."),
    Rule("knows_us", "is_customer", "is", True, "probability_add", 15, "The company buys from us already."),
    Rule("competitor", "competitor", "known", None, "probability_add", -5, "A competitor is in the talks."),
)
DEFAULT_RULESET = RuleSet(rules=DEFAULT_RULES)


def to_json(rules: RuleSet) -> dict[str, Any]:
    """The rule set as plain data, as `from_json` reads it."""
    return {**asdict(rules), "rules": [asdict(rule) for rule in rules.rules]}


def from_json(data: Mapping[str, Any]) -> RuleSet:
    """A rule set from plain data. Raises ValueError with every mistake in words a supervisor understands."""
    try:
        rules = RuleSet(**{**data, "rules": tuple(Rule(**rule) for rule in data.get("rules", ()))})
    except TypeError as wrong:
        raise ValueError("The rule set has a field that does not exist, or misses one.") from wrong
    if mistakes := ruleset_mistakes(rules):
        raise ValueError(" ".join(mistakes))
    return rules


def ruleset_mistakes(rules: RuleSet) -> list[str]:
    """What is wrong with a rule set, in words; empty if nothing is."""
    mistakes = [mistake for rule in rules.rules for mistake in _rule_mistakes(rule)]
    codes = [rule.code for rule in rules.rules]
    mistakes += [f"Two rules are called {code!r}." for code in sorted({c for c in codes if codes.count(c) > 1})]
    if rules.worth_threshold_minor <= 0 or rules.base_worth_minor < 0:
        mistakes.append("The worth threshold must be more than nothing, the usual worth not less than nothing.")
    if not (0 < rules.probability_threshold <= 100 and 0 <= rules.base_probability <= 100):
        mistakes.append("Probabilities lie between 0 and 100 per cent.")
    if rules.default_class not in ("A", "B", "C", "D"):
        mistakes.append("The class of unknown leads must be A, B, C or D.")
    if not 1 <= rules.fiscal_year_start <= 12:
        mistakes.append("The fiscal year begins in a month from 1 to 12.")
    return mistakes


def _rule_mistakes(rule: Rule) -> list[str]:
    mistakes = []
    if rule.fact not in FACTS and not rule.fact.startswith("answer."):
        mistakes.append(f"Rule {rule.code!r} looks at {rule.fact!r}, which is not known of a lead.")
    if rule.operator not in OPERATORS:
        mistakes.append(f"Rule {rule.code!r} compares with {rule.operator!r}, which does not exist.")
    if rule.operator in ("at_least", "at_most") and not isinstance(rule.value, int | float):
        mistakes.append(f"Rule {rule.code!r} needs a number to compare with.")
    if rule.operator == "in" and not isinstance(rule.value, list | tuple):
        mistakes.append(f"Rule {rule.code!r} needs a list of values.")
    if rule.effect not in EFFECTS:
        mistakes.append(f"Rule {rule.code!r} changes {rule.effect!r}, which does not exist.")
    if not rule.words.strip():
        mistakes.append(f"Rule {rule.code!r} must say why, in words.")
    return mistakes
