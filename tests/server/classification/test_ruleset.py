"""A rule set is data a supervisor edits: it survives storing, and mistakes are named before it is published."""

import json
from dataclasses import replace
from typing import Any

import pytest

from server.classification.ruleset import DEFAULT_RULES, DEFAULT_RULESET, Rule, from_json, ruleset_mistakes, to_json


def test_a_rule_set_survives_being_stored() -> None:
    assert from_json(json.loads(json.dumps(to_json(DEFAULT_RULESET)))) == DEFAULT_RULESET


def test_the_shipped_thresholds_are_ten_thousand_and_fifty_per_cent() -> None:
    assert (DEFAULT_RULESET.worth_threshold_minor, DEFAULT_RULESET.probability_threshold) == (10_000_00, 50)
    assert ruleset_mistakes(DEFAULT_RULESET) == []


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"fact": "shoe_size"}, "fact", "not known of a lead"),
        ({"operator": "smells_like"}, "operator", "does not exist"),
        ({"effect": "class_set"}, "effect", "does not exist"),
        ({"operator": "at_least", "value": "many"}, "value", "needs a number"),
        ({"operator": "at_least", "value": True}, "value", "needs a number"),
        ({"operator": "in", "value": "hot"}, "value", "needs a list"),
        ({"operator": "is", "value": None}, "value", "needs a value"),
        ({"value": "boiling"}, "value", "one of hot, warm, cold"),
        ({"operator": "in", "value": ["hot", "tepid"]}, "value", "tepid"),
        ({"amount": 101}, "amount", "outside 0 to 100"),
        ({"effect": "worth_percent", "amount": -1}, "amount", "less than nothing"),
        ({"words": " "}, "words", "in words"),
        ({"code": "worth_hot"}, "code", "Two rules"),
    ],
)
def test_a_wrong_rule_is_named(changed: dict[str, Any], field: str, words: str) -> None:
    wrong = replace(DEFAULT_RULES[0], **{"code": "new", **changed})
    mistakes = ruleset_mistakes(replace(DEFAULT_RULESET, rules=(*DEFAULT_RULES, wrong)))
    place = len(DEFAULT_RULES)
    assert any(words in mistake.words and (mistake.rule, mistake.field) == (place, field) for mistake in mistakes)


@pytest.mark.parametrize(
    "changed",
    [
        {"worth_threshold_minor": 0},
        {"probability_threshold": 101},
        {"base_probability": -1},
        {"default_class": "E"},
        {"fiscal_year_start": 13},
    ],
)
def test_a_wrong_threshold_is_named(changed: dict[str, Any]) -> None:
    mistakes = ruleset_mistakes(replace(DEFAULT_RULESET, **changed))
    assert [mistake.field for mistake in mistakes] == list(changed)


@pytest.mark.parametrize("data", [{"colour": "red"}, {"rules": [{"code": "x"}]}, {"default_class": "E"}])
def test_data_that_is_no_rule_set_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        from_json(data)


def test_a_rule_may_ask_a_shows_own_question() -> None:
    own = Rule("q", "answer.when", "is", "now", "probability_add", 10, "Wants it now.")
    assert ruleset_mistakes(replace(DEFAULT_RULESET, rules=(own,))) == []
