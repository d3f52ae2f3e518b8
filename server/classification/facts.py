"""What classification may know about a lead, and what it decides: frozen, no database, no clock."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from server.core.values import value
from server.core.why import Why

CLASSES = ("A", "B", "C", "D")
RATINGS = ("hot", "warm", "cold")
BUDGETS = ("none", "unknown", "planned", "set_aside")
AUTHORITIES = ("yes", "no", "unknown")


@value(frozen=True, slots=True)
class Override:
    """A person's own judgement: wins over every rule until it is lifted. What is None stays with the rules."""

    lead_class: str | None
    reason: str
    by: str | None = None
    worth_minor: int | None = None
    probability: int | None = None


@value(frozen=True, slots=True)
class ClassFacts:
    """The judgeable facts of one lead. None or empty: not known."""

    rating: str | None = None
    #: 0 none, 1 some, 2 clear, 3 urgent.
    need: int | None = None
    budget: str = "unknown"
    authority: str = "unknown"
    decision_by: date | None = None
    #: Worth somebody stated or quoted, in minor units of the organisation's currency.
    worth_minor: int | None = None
    probability: int | None = None
    products: tuple[str, ...] = ()
    company_size: int | None = None
    is_customer: bool = False
    competitor: str | None = None
    source: str | None = None
    interest: str | None = None
    country: str | None = None
    #: Answers to the show's own questions, by question code.
    answers: Mapping[str, object] = field(default_factory=dict)
    #: The class of the show, for leads nothing is known of.
    default_class: str | None = None
    override: Override | None = None


@value(frozen=True, slots=True)
class Judgement:
    """Worth, probability and class of a lead, each with its reasons."""

    lead_class: str
    #: Who works it: field, desk. B starts at the desk and goes to the field.
    kind: str
    #: How: field, desk_then_field, desk, mail.
    resource: str
    worth_minor: int
    probability: int
    sales_ready: bool
    reasons: tuple[Why, ...]
    rules_version: int
    overridden: bool = False

    @property
    def expected_minor(self) -> int:
        """Worth times probability."""
        return self.worth_minor * self.probability // 100
