"""The words of the planner are the words of the tables."""

from server.classification import facts as classification_facts
from server.followups.models import Touch
from server.plans import facts, models, policies


def test_every_way_a_contact_can_end_has_a_word_that_fits_its_column() -> None:
    columns = Touch.__table__.c
    assert {"letter", "email", "call", "meeting"} <= set(facts.TOUCH_CHANNELS)
    assert {"left_message", "other_person", "connected", "no_answer", "appointment"} <= set(facts.TOUCH_OUTCOMES)
    assert max(map(len, facts.TOUCH_CHANNELS)) <= columns.channel.type.length
    assert max(map(len, facts.TOUCH_OUTCOMES)) <= columns.outcome.type.length


def test_steps_and_clocks_are_called_alike_in_plan_and_table() -> None:
    assert set(facts.STEP_STATES) == set(models.STEP_STATES)
    assert set(policies.CLOCKS) == set(models.CLOCKS)


def test_every_purpose_fits_its_column() -> None:
    assert max(map(len, facts.STEP_PURPOSES)) <= models.Step.__table__.c.purpose.type.length
    assert max(map(len, facts.STEP_CHANNELS)) <= models.Step.__table__.c.channel.type.length


def test_classes_are_the_same_four_everywhere() -> None:
    assert facts.CLASSES == classification_facts.CLASSES
