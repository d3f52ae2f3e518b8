"""From what is known of a lead to its class, with reasons: METHOD 2.3 and the requirements C4, C5, E1, E2, A6."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.classification.facts import BUDGETS, CLASSES, RATINGS, ClassFacts, Override
from server.classification.rules import classify, fiscal_quarter_end, sales_ready
from server.classification.ruleset import DEFAULT_RULES, Rule, RuleSet

TODAY = date(2025, 3, 3)
READY = ClassFacts(need=2, budget="set_aside", decision_by=date(2025, 3, 31))


@pytest.mark.parametrize(
    ("worth", "probability", "lead_class", "kind", "resource"),
    [
        (1_000_000, 50, "A", "field", "field"),
        (1_000_000, 49, "B", "desk", "desk_then_field"),
        (999_999, 50, "C", "desk", "desk"),
        (999_999, 49, "D", "desk", "mail"),
    ],
)
def test_worth_and_probability_make_the_class(
    worth: int, probability: int, lead_class: str, kind: str, resource: str
) -> None:
    found = classify(ClassFacts(worth_minor=worth, probability=probability), TODAY)
    assert (found.lead_class, found.kind, found.resource) == (lead_class, kind, resource)
    assert found.expected_minor == worth * probability // 100


@pytest.mark.parametrize(
    ("rating", "probability", "lead_class"), [("hot", 70, "A"), ("warm", 40, "B"), ("cold", 10, "D")]
)
def test_the_booth_rating_alone_is_enough_for_a_class(rating: str, probability: int, lead_class: str) -> None:
    found = classify(ClassFacts(rating=rating), TODAY)
    assert (found.probability, found.lead_class) == (probability, lead_class)
    assert f"rated_{rating}" in {why.code for why in found.reasons}


def test_what_a_person_stated_beats_what_rules_guess() -> None:
    found = classify(ClassFacts(rating="hot", worth_minor=5_000_00, probability=20), TODAY)
    assert (found.worth_minor, found.probability, found.lead_class) == (5_000_00, 20, "D")
    assert "rated_hot" not in {why.code for why in found.reasons}


@pytest.mark.parametrize(("of_show", "lead_class"), [("B", "B"), (None, "C")])
def test_of_a_lead_nothing_is_known_of_the_show_decides(of_show: str | None, lead_class: str) -> None:
    found = classify(ClassFacts(default_class=of_show), TODAY)
    assert found.lead_class == lead_class
    assert "class_of_show" in {why.code for why in found.reasons}


def test_an_override_wins_over_every_rule_and_survives_the_next_run() -> None:
    facts = ClassFacts(rating="cold", override=Override("A", "old friend of the director", by="u1"))
    for again in (facts, replace(facts, rating="warm", need=0, budget="none")):
        found = classify(again, TODAY)
        assert (found.lead_class, found.kind, found.overridden) == ("A", "field", True)
        assert "old friend of the director" in found.reasons[0].words


def test_an_override_may_set_the_worth_and_leave_the_class_to_the_rules() -> None:
    found = classify(ClassFacts(rating="hot", override=Override(None, "quoted", worth_minor=7)), TODAY)
    assert (found.lead_class, found.worth_minor) == ("A", 7)


@pytest.mark.parametrize(
    ("facts", "ready"),
    [
        (READY, True),
        (replace(READY, authority="unknown"), True),
        (replace(READY, need=1), False),
        (replace(READY, need=None), False),
        (replace(READY, budget="planned"), False),
        (replace(READY, decision_by=date(2025, 4, 1)), False),
        (replace(READY, decision_by=None), False),
    ],
)
def test_ready_for_sales_is_need_money_and_a_decision_this_quarter(facts: ClassFacts, ready: bool) -> None:
    assert sales_ready(facts, TODAY)[0] is ready
    assert classify(facts, TODAY).sales_ready is ready


def test_what_is_missing_is_said() -> None:
    words = sales_ready(replace(READY, budget="planned"), TODAY)[1].words
    assert "money set aside" in words
    assert "need" not in words


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2025, 3, 31), 1, date(2025, 3, 31)),
        (date(2025, 4, 1), 1, date(2025, 6, 30)),
        (date(2025, 12, 1), 1, date(2025, 12, 31)),
        (date(2025, 3, 3), 2, date(2025, 4, 30)),
        (date(2025, 12, 3), 3, date(2026, 2, 28)),
        (date(2025, 11, 3), 12, date(2025, 11, 30)),
        (date(2023, 12, 3), 12, date(2024, 2, 29)),
    ],
)
def test_quarters_follow_the_fiscal_year(today: date, start: int, end: date) -> None:
    assert fiscal_quarter_end(today, start) == end


@pytest.mark.parametrize(
    ("facts", "code", "change"),
    [
        (ClassFacts(rating="warm", need=3), "urgent_need", 15),
        (ClassFacts(rating="warm", need=0), "no_need", -25),
        (ClassFacts(rating="warm", budget="none"), "no_budget", -20),
        (ClassFacts(rating="warm", is_customer=True), "knows_us", 15),
        (ClassFacts(rating="warm", competitor="Acme"), "competitor", -5),
        (ClassFacts(rating="warm", decision_by=date(2026, 3, 3)), "decides_late", -15),
    ],
)
def test_each_known_fact_moves_the_probability_and_says_so(facts: ClassFacts, code: str, change: int) -> None:
    found = classify(facts, TODAY)
    assert found.probability == 40 + change
    assert code in {why.code for why in found.reasons}


def test_a_large_company_is_worth_twice_as_much() -> None:
    assert classify(ClassFacts(rating="warm", company_size=250), TODAY).worth_minor == 2_000_000


def test_a_show_may_judge_by_its_own_questions_and_products() -> None:
    rules = RuleSet(
        rules=(
            Rule("line", "products", "has", "press", "worth_set", 9_000_000, "Interested in a press."),
            Rule("when", "answer.when", "in", ["now", "soon"], "probability_add", 40, "Wants it soon."),
            Rule("land", "country", "is_not", "DE", "worth_add", -1_000_000, "Freight abroad."),
        )
    )
    facts = ClassFacts(products=("saw", "press"), answers={"when": "soon"}, country="FR")
    found = classify(facts, TODAY, rules)
    assert (found.worth_minor, found.probability, found.lead_class) == (8_000_000, 70, "A")


facts_of_any_lead = st.builds(
    ClassFacts,
    rating=st.none() | st.sampled_from(RATINGS),
    need=st.none() | st.integers(0, 3),
    budget=st.sampled_from(BUDGETS),
    decision_by=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    worth_minor=st.none() | st.integers(0, 10**12),
    probability=st.none() | st.integers(0, 100),
    company_size=st.none() | st.integers(1, 10**6),
    is_customer=st.booleans(),
    default_class=st.none() | st.sampled_from(CLASSES),
)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(facts_of_any_lead)
def test_every_lead_has_a_class_a_kind_and_reasons(facts: ClassFacts) -> None:
    found = classify(facts, TODAY)
    assert found.lead_class in CLASSES
    assert found.kind in ("field", "desk")
    assert 0 <= found.probability <= 100
    assert found.worth_minor >= 0
    assert found.reasons
    assert all(why.code and why.words for why in found.reasons)
    assert classify(facts, TODAY) == found


def test_the_default_rules_speak_about_every_step() -> None:
    assert all(rule.words.endswith(".") for rule in DEFAULT_RULES)
