"""The words of the planner are the words of the tables."""

from server.classification import facts as classification_facts
from server.followups import models as followup_models
from server.plans import facts, models, policies


def test_the_log_and_the_planner_know_the_same_words() -> None:
    assert set(facts.TOUCH_CHANNELS) == set(followup_models.CHANNELS)
    assert set(facts.TOUCH_OUTCOMES) == set(followup_models.TOUCH_OUTCOMES)


def test_steps_and_clocks_are_called_alike_in_plan_and_table() -> None:
    assert set(facts.STEP_STATES) == set(models.STEP_STATES)
    assert set(policies.CLOCKS) == set(models.CLOCKS)


def test_every_purpose_fits_its_column() -> None:
    assert max(map(len, facts.STEP_PURPOSES)) <= models.Step.__table__.c.purpose.type.length
    assert max(map(len, facts.STEP_CHANNELS)) <= models.Step.__table__.c.channel.type.length


def test_classes_are_the_same_four_everywhere() -> None:
    assert facts.CLASSES == classification_facts.CLASSES
