"""Which channels may be used: the latest word of the prospect, and the suppression list above it."""

import pytest

from server.plans.facts import ConsentFact, LeadFacts
from server.plans.permission import allowed, may_contact, written_channel
from tests.support.method import at, lead, no_calls, silent


def said(*rows: tuple[str, str, float]) -> LeadFacts:
    return lead(consents=tuple(ConsentFact(channel, state, at(hours)) for channel, state, hours in rows))


@pytest.mark.parametrize(
    ("facts", "may_call"),
    [
        (lead(), True),
        (lead(consents=(no_calls(),)), False),
        (said(("call", "objected", 1), ("call", "granted", 2)), True),
        (said(("call", "granted", 2), ("call", "objected", 3)), False),
        (said(("call", "granted", 2), ("call", "objected", 2)), False),
        (said(("email", "objected", 1)), True),
        (lead(suppressed=frozenset({"call"})), False),
        (lead(grant_needed=frozenset({"call"})), False),
        (lead(grant_needed=frozenset({"call"}), consents=(ConsentFact("call", "granted", at(1)),)), True),
    ],
)
def test_the_latest_word_on_a_channel_holds(facts: LeadFacts, may_call: bool) -> None:
    assert allowed(facts, "call") is may_call


def test_the_suppression_list_beats_a_later_grant() -> None:
    facts = lead(suppressed=frozenset({"email"}), consents=(ConsentFact("email", "granted", at(9)),))
    assert not allowed(facts, "email")


def test_who_wants_no_calls_wants_no_text_messages() -> None:
    assert not allowed(lead(consents=(no_calls(),)), "sms")


def test_meetings_and_work_at_the_desk_need_no_permission() -> None:
    assert allowed(lead(consents=silent()), "task")
    assert not may_contact(lead(consents=silent()))


@pytest.mark.parametrize(
    ("facts", "channel"),
    [
        (lead(), "email"),
        (lead(has_email=False, has_postal=True), "letter"),
        (lead(has_email=False), "email"),
        (lead(has_postal=True, suppressed=frozenset({"email"})), "letter"),
        (lead(suppressed=frozenset({"email", "post"})), None),
    ],
)
def test_in_writing_means_mail_then_letter(facts: LeadFacts, channel: str | None) -> None:
    assert written_channel(facts) == channel
