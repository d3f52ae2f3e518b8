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
