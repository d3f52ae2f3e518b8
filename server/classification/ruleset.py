"""The rule set of classification as data: what a supervisor edits, previews and publishes as a new version."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from server.classification.facts import AUTHORITIES, BUDGETS, CLASSES, RATINGS

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
#: what facts with a fixed choice can be
VALUES: Mapping[str, tuple[Any, ...]] = {
    "rating": RATINGS,
    "need": (0, 1, 2, 3),
    "budget": BUDGETS,
    "authority": AUTHORITIES,
    "is_customer": (True, False),
}
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
        raise ValueError(" ".join(mistake.words for mistake in mistakes))
    return rules


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, in words, and the field it is wrong in; `rule` is the place of the rule in the list."""

    field: str
    words: str
    rule: int | None = None


def ruleset_mistakes(rules: RuleSet) -> list[Mistake]:
    """What is wrong with a rule set; empty if nothing is."""
    codes = [rule.code for rule in rules.rules]
    mistakes = []
    for place, rule in enumerate(rules.rules):
        mistakes += [Mistake(field, words, place) for field, words in _rule_mistakes(rule)]
        if rule.code in codes[:place]:
            mistakes.append(Mistake("code", f"Two rules are called {rule.code!r}.", place))
    return mistakes + [Mistake(field, words) for field, words in _basic_mistakes(rules)]


def _basic_mistakes(rules: RuleSet) -> Iterator[tuple[str, str]]:
    if rules.worth_threshold_minor <= 0:
        yield "worth_threshold_minor", "The worth threshold must be more than nothing."
    if rules.base_worth_minor < 0:
        yield "base_worth_minor", "The usual worth must not be less than nothing."
    if not 0 < rules.probability_threshold <= 100:
        yield "probability_threshold", "The probability threshold lies between 1 and 100 per cent."
    if not 0 <= rules.base_probability <= 100:
        yield "base_probability", "Probabilities lie between 0 and 100 per cent."
    if rules.default_class not in CLASSES:
        yield "default_class", "The class of unknown leads must be A, B, C or D."
    if not 1 <= rules.fiscal_year_start <= 12:
        yield "fiscal_year_start", "The fiscal year begins in a month from 1 to 12."


def _rule_mistakes(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.fact not in FACTS and not rule.fact.startswith("answer."):
        yield "fact", f"Rule {rule.code!r} looks at {rule.fact!r}, which is not known of a lead."
    if rule.operator not in OPERATORS:
        yield "operator", f"Rule {rule.code!r} compares with {rule.operator!r}, which does not exist."
    if rule.effect not in EFFECTS:
        yield "effect", f"Rule {rule.code!r} changes {rule.effect!r}, which does not exist."
    if rule.effect == "probability_set" and not 0 <= rule.amount <= 100:
        yield "amount", f"Rule {rule.code!r} sets a probability outside 0 to 100 per cent."
    if rule.effect in ("worth_set", "worth_percent") and rule.amount < 0:
        yield "amount", f"Rule {rule.code!r} makes a lead worth less than nothing."
    if not rule.words.strip():
        yield "words", f"Rule {rule.code!r} must say why, in words."
    if words := _value_mistake(rule):
        yield "value", f"Rule {rule.code!r} {words}"


def _value_mistake(rule: Rule) -> str | None:
    """What is wrong with the value a rule compares with; such a rule would stay silent for ever."""
    if rule.operator in ("at_least", "at_most") and type(rule.value) not in (int, float):
        return "needs a number to compare with."
    if rule.operator == "in" and not (isinstance(rule.value, list | tuple) and rule.value):
        return "needs a list of values."
    if rule.operator in ("is", "is_not", "has") and (rule.value is None or isinstance(rule.value, list | dict)):
        return "needs a value to compare with."
    known = VALUES.get(rule.fact)
    if known and rule.operator in ("is", "is_not", "in"):
        given = rule.value if rule.operator == "in" else [rule.value]
        if strange := [value for value in given if value not in known]:
            return f"compares with {strange[0]!r}; {rule.fact} is one of {', '.join(map(str, known))}."
    return None
