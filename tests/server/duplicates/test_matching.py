"""How surely two cards are one person's: what several people share proves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.duplicates.keys import keys_of
from server.duplicates.matching import LEAST, LIKELY, STRONG, Card, match
from server.duplicates.names import CLOSE, DIFFERENT, FAMILY, SAME, SWAPPED, UNKNOWN, compare, slips

NAMES = [
    (("Ada", "Lovelace"), ("ada", "LOVELACE"), SAME),
    (("Dr. Ada", "Lovelace"), ("Ada", "Lovelace"), SAME),
    (("Jürgen", "Groß"), ("Juergen", "Gross"), SAME),
    (("Søren", "Łukasz"), ("Soren", "Lukasz"), SAME),
    (("Wei", "Zhang"), ("Zhang", "Wei"), SWAPPED),
    (("Ada", "Lovelace"), ("Ada", "Lovelcae"), CLOSE),
    (("Anna Maria", "Rossi"), ("Anna", "Rossi"), CLOSE),
    (("A.", "Lovelace"), ("Ada", "Lovelace"), CLOSE),
    (("J. P.", "Martin"), ("Jean Pierre", "Martin"), CLOSE),
    (("Zhnag", "Wei"), ("Wei", "Zhang"), CLOSE),
    (("Sabine", "Meier-Schmidt"), ("Sabine", "Meier"), CLOSE),
    ((None, "Lovelace"), ("Ada", "Lovelace"), FAMILY),
    ((None, "Lovelace"), (None, "Lovelace"), FAMILY),
    (("Ada", "Lovelace"), ("Grace", "Lovelace"), DIFFERENT),
    (("Jan", "Li"), ("Jon", "Li"), DIFFERENT),
    (("Ada", "Lovelace"), ("Grace", "Hopper"), DIFFERENT),
    ((None, None), ("Ada", "Lovelace"), UNKNOWN),
]

ADA = {"given": "Ada", "family": "Lovelace"}
GRACE = {"given": "Grace", "family": "Hopper"}
OWN, BOX = frozenset({"ada@engines.example"}), frozenset({"info@engines.example"})
DIRECT, SWITCHBOARD = frozenset({"+4930231251"}), frozenset({"+4930231250"})
FIRM, DOMAIN = "engines", frozenset({"engines.example"})
AT_FIRM = {"company": FIRM, "domains": DOMAIN}
SHOT = frozenset({"a" * 64})
LOOK, NEAR, FAR = frozenset({0x0F0F33CC5AA59669}), frozenset({0x0F0F33CC5AA59668}), frozenset({0xF0F0CC33A55A6996})

PAIRS = {
    "same address, same name": (Card(**ADA, emails=OWN), Card(**ADA, emails=OWN), STRONG, 100),
    "same address, one card unread": (Card(**ADA, emails=OWN), Card(emails=OWN), LIKELY, STRONG),
    "same address, other name": (Card(**ADA, emails=OWN), Card(**GRACE, emails=OWN), 0, LEAST),
    "info address alone": (Card(emails=BOX, **AT_FIRM), Card(emails=BOX, **AT_FIRM), 0, LEAST),
    "info address, two people": (Card(**ADA, emails=BOX, **AT_FIRM), Card(**GRACE, emails=BOX, **AT_FIRM), 0, LEAST),
    "info address, same name": (Card(**ADA, emails=BOX), Card(**ADA, emails=BOX), LIKELY, STRONG),
    "same number, same name": (Card(**ADA, phones=DIRECT), Card(**ADA, phones=DIRECT), STRONG, 100),
    "switchboard alone": (Card(phones=SWITCHBOARD, company=FIRM), Card(phones=SWITCHBOARD, company=FIRM), 0, LEAST),
    "switchboard, two people": (
        Card(**ADA, phones=SWITCHBOARD, **AT_FIRM),
        Card(**GRACE, phones=SWITCHBOARD, **AT_FIRM),
        0,
        LEAST,
    ),
    "own mobile, one card unread": (
        Card(**ADA, phones=DIRECT, mobiles=DIRECT),
        Card(phones=DIRECT, mobiles=DIRECT),
        LIKELY,
        STRONG,
    ),
    "moved to another firm, same mobile": (
        Card(**ADA, phones=DIRECT, mobiles=DIRECT, company="engines"),
        Card(**ADA, phones=DIRECT, mobiles=DIRECT, company="looms"),
        STRONG,
        100,
    ),
    "name and company": (Card(**ADA, company=FIRM), Card(**ADA, company=FIRM), LIKELY, STRONG),
    "swapped name and company": (
        Card(**ADA, company=FIRM),
        Card(given="Lovelace", family="Ada", company=FIRM),
        LIKELY,
        STRONG,
    ),
    "slip in the name": (
        Card(**ADA, company=FIRM),
        Card(given="Ada", family="Lovelcae", company=FIRM),
        LIKELY,
        STRONG,
    ),
    "slip in name and company": (
        Card(**ADA, company="babbageengines"),
        Card(given="Ada", family="Lovelcae", company="babbagengines"),
        LEAST,
        LIKELY,
    ),
    "family name and company": (Card(**ADA, company=FIRM), Card(family="Lovelace", company=FIRM), LEAST, LIKELY),
    "name alone": (Card(**ADA), Card(**ADA), 0, LEAST),
    "name, other company": (Card(**ADA, company="engines"), Card(**ADA, company="looms"), 0, LEAST),
    "namesakes at one firm": (
        Card(**ADA, emails=OWN, mobiles=DIRECT, phones=DIRECT, **AT_FIRM),
        Card(**ADA, emails=frozenset({"ada.2@engines.example"}), mobiles=SWITCHBOARD, phones=SWITCHBOARD, **AT_FIRM),
        LEAST,
        LIKELY,
    ),
    "colleagues": (Card(**ADA, **AT_FIRM), Card(**GRACE, **AT_FIRM), 0, LEAST),
    "the same badge": (Card(badges=frozenset({"x"})), Card(**ADA, badges=frozenset({"x"})), STRONG, 100),
    "the same picture": (Card(pictures=SHOT), Card(**ADA, pictures=SHOT), STRONG, 100),
    "two cards on one picture": (Card(**GRACE, pictures=SHOT), Card(**ADA, pictures=SHOT), 0, LEAST),
    "pictures alike, unread": (Card(looks=LOOK), Card(looks=NEAR), LEAST, LIKELY),
    "one firm's cards look alike": (
        Card(**ADA, looks=LOOK, **AT_FIRM),
        Card(**GRACE, looks=NEAR, **AT_FIRM),
        0,
        LEAST,
    ),
    "pictures unlike": (Card(looks=LOOK), Card(looks=FAR), 0, LEAST),
    "nothing": (Card(), Card(), 0, LEAST),
}


@pytest.mark.parametrize(("one", "other", "expected"), NAMES)
def test_names_agree_or_differ(one: tuple[str | None, ...], other: tuple[str | None, ...], expected: str) -> None:
    assert compare((one[0], one[1]), (other[0], other[1])) == expected
    assert compare((other[0], other[1]), (one[0], one[1])) == expected


@pytest.mark.parametrize(
    ("one", "other", "count"), [("", "", 0), ("ab", "", 2), ("lovelace", "lovelcae", 1), ("kitten", "sitting", 3)]
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == count


@pytest.mark.parametrize("case", PAIRS)
def test_a_pair_is_as_sure_as_its_best_evidence_and_its_names(case: str) -> None:
    one, other, least, below = PAIRS[case]

    found = match(one, other)

    assert least <= found.score < below or (found.score == below == 100), (case, found)
    assert found.score == match(other, one).score
    assert found.score == 0 or found.reasons


def test_reasons_say_what_speaks_for_it_and_what_against() -> None:
    one, other, *_ = PAIRS["namesakes at one firm"]

    assert [why.code for why in match(one, other).reasons] == ["company", "name", "emails_differ", "mobiles_differ"]


@pytest.mark.parametrize("case", PAIRS)
def test_whoever_scores_high_enough_is_found_by_a_key(case: str) -> None:
    one, other, least, _ = PAIRS[case]

    assert least < LEAST or keys_of(one) & keys_of(other)


cards = st.builds(
    Card,
    given=st.sampled_from([None, "Ada", "Adda", "Grace", "Lovelace"]),
    family=st.sampled_from([None, "Lovelace", "Lovelcae", "Hopper", "Ada"]),
    emails=st.sets(st.sampled_from([*OWN, *BOX]), max_size=1).map(frozenset),
    phones=st.sets(st.sampled_from([*DIRECT, *SWITCHBOARD]), max_size=2).map(frozenset),
    company=st.sampled_from([None, "engines", "enginess", "looms"]),
    badges=st.sets(st.just("b"), max_size=1).map(frozenset),
)


@given(cards, cards)
def test_scores_are_between_nothing_and_certain_and_do_not_depend_on_order(one: Card, other: Card) -> None:
    found = match(one, other)

    assert 0 <= found.score <= 100
    assert found.score == match(other, one).score
