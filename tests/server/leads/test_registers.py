"""Tidying what people type: kept and flagged, not refused."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from server.leads.registers import LONGEST_TEXT, BadRegister, products_of, tidy


def test_text_is_trimmed_and_freed_of_control_characters() -> None:
    values, flags = tidy({"company": "  ACME\x00 GmbH\x07 ", "city": "Zu\u0308rich"})

    assert values == {"company": "ACME GmbH", "city": "Zürich"}
    assert flags == {"company": None, "city": None}


def test_an_empty_text_empties_the_field() -> None:
    assert tidy({"email": "  "}) == ({"email": None}, {"email": None})


@pytest.mark.parametrize(
    ("name", "value", "flag"),
    [
        ("email", "ada at example", "not_an_address"),
        ("phone", "call me", "not_a_number"),
        ("rating", "lukewarm", "unknown_choice"),
    ],
)
def test_a_bad_value_is_kept_and_flagged(name: str, value: str, flag: str) -> None:
    assert tidy({name: value}) == ({name: value}, {name: flag})


def test_over_long_text_is_cut_and_flagged() -> None:
    values, flags = tidy({"interest_note": "x" * (LONGEST_TEXT + 1)})

    assert len(values["interest_note"]) == LONGEST_TEXT
    assert flags == {"interest_note": "cut"}


@pytest.mark.parametrize(
    "bad", [{"company": ["a"]}, {"company": {"a": 1}}, {"Company": "x"}, {"x y": 1}, {"n": 2**60}]
)
def test_structures_and_wild_names_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BadRegister):
        tidy(bad)


def test_unknown_fields_are_kept() -> None:
    assert tidy({"tag/demo": True, "q/need": 2, "shoe_size": 43})[0] == {
        "tag/demo": True,
        "q/need": 2,
        "shoe_size": 43,
    }


def test_products_are_the_ticked_ones() -> None:
    assert products_of({"product/pump": True, "product/valve": False, "tag/demo": True}) == ("pump",)


@given(st.text())
def test_any_text_becomes_something_storable(text: str) -> None:
    value = tidy({"company": text})[0]["company"]

    assert value is None or "\x00" not in value
    (value or "").encode("utf-8")


NAMES = st.sampled_from(
    ["given_name", "company", "email", "phone", "rating", "worth", "trashed", "tag/demo", "plain_1"]
)
VALUES = st.one_of(
    st.sampled_from(
        ["Ada", "ada@engines.example", "hot", "two words", "", " ", " Ada", "Ada ", "Zo\u0308e", "x" * 4_001]
    ),
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
)


@given(st.dictionaries(NAMES, VALUES, max_size=9))
def test_fields_are_tidied_together_as_each_would_be_alone(values: dict[str, object]) -> None:
    try:
        alone = [tidy({name: value}) for name, value in values.items()]
    except BadRegister:
        with pytest.raises(BadRegister):
            tidy(values)
    else:
        fields = {name: value for one, _flags in alone for name, value in one.items()}
        assert tidy(values) == (fields, {name: flag for _one, flags in alone for name, flag in flags.items()})


def test_names_of_any_length_are_judged_one_by_one() -> None:
    good = {f"{letter}_{'n' * 38}": "x" for letter in "abcdefghijklmnopqrstuvwxyz"}
    assert tidy(good)[0] == good
    with pytest.raises(BadRegister):
        tidy({**good, "N" * 999: "x"})
