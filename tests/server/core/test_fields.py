"""Fields of wire shapes that every room shares."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from server.core.fields import Currency, Day, Email, IdField, Instant, Language, Slug, TimeZone, Words


class Form(Schema):
    words = Words(longest=20)
    email = Email()
    at = Instant(allow_none=True)
    day = Day()
    tz = TimeZone()
    language = Language()
    currency = Currency()
    slug = Slug()
    id = IdField()


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("words", "  a\x00b\tc\u2028 ", "ab\tc"),
        ("words", "e\u0301", "\u00e9"),
        ("email", " Ada@Team.Example ", "ada@team.example"),
        ("email", "jörg@müller.example", "jörg@müller.example"),
        ("at", "2026-11-21T17:30:00Z", 1795282200000),
        ("at", "2026-11-21T18:30:00+01:00", 1795282200000),
        ("at", None, None),
        ("day", "2026-11-21", "2026-11-21"),
        ("tz", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("language", " de ", "de"),
        ("currency", "CHF", "CHF"),
        ("slug", "call_back", "call_back"),
    ],
)
def test_what_is_taken_and_how_it_is_kept(field: str, given: Any, kept: Any) -> None:
    assert Form().load({field: given}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("words", ""),
        ("words", " \x00 "),
        ("words", "x" * 21),
        ("words", 5),
        ("email", "ada@"),
        ("email", "ada@team.example, bob@team.example"),
        ("email", "a" * 250 + "@team.example"),
        ("at", "2026-11-21T17:30:00"),
        ("at", "99999-01-01T00:00:00Z"),
        ("at", 5),
        ("day", "2026-11-31"),
        ("day", "20261121T"),
        ("tz", "europe/berlin "),
        ("tz", "localtime"),
        ("tz", "../UTC"),
        ("language", "DE"),
        ("currency", "EUR\n5"),
        ("slug", "a__b"),
        ("id", "01890000-0000-7000-8000-00000000000G"),
        ("id", "01890000000070008000000000000000"),
    ],
)
def test_what_is_refused(field: str, bad: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        Form().load({field: bad})
    assert list(refused.value.messages_dict) == [field]


ANYTHING = st.text(max_size=50) | st.none() | st.integers() | st.floats() | st.lists(st.text(max_size=5), max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(Form().fields)), ANYTHING)
def test_anything_else_is_refused_in_words(field: str, value: Any) -> None:
    messages = Form().validate({field: value})
    assert set(messages) <= {field}
    assert all(message.endswith(".") for message in messages.get(field, []))
