"""The `#name#` marks: filled in one pass from a list of fields, never evaluated, gaps closed and pointed out."""

import pytest

from server.mail.merge import FIELDS, fill, one_line, unknown
from server.mail.shipped import KINDS, SHIPPED

ADA = {"name": "Ada Lovelace", "company": "Engines #name#", "organisation": "Pumps & Co", "links": "A: a\nB: b"}


@pytest.mark.parametrize(
    ("text", "becomes", "empty"),
    [
        ("Hello #name#,", "Hello Ada Lovelace,", ()),
        ("Hello #NAME#,", "Hello Ada Lovelace,", ()),
        # what a value says is never read as a mark
        ("At #company#.", "At Engines #name#.", ()),
        ("Hello #given#,\nyou", "Hello,\nyou", ("given",)),
        ("You, #given# of #company#", "You, of Engines #name#", ("given",)),
        ("Regards\n#rep#\n#phone#\n#organisation#", "Regards\nPumps & Co", ("rep", "phone")),
        ("See:\n#links#", "See:\nA: a\nB: b", ()),
        ("Leave: #unsubscribe#", "Leave: #unsubscribe#", ()),
        ("#1 of 2 #, C# and F#", "#1 of 2 #, C# and F#", ()),
        ("  kept   as it is", "  kept   as it is", ()),
    ],
)
def test_marks_become_values(text: str, becomes: str, empty: tuple[str, ...]) -> None:
    filled = fill(text, ADA)
    assert (filled.text, filled.empty) == (becomes, empty)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hello #nmae#", {"nmae": "name"}),
        ("#organization# #show#", {"organization": "organisation"}),
        ("#__class__# #config#", {"config": "company"}),
        ("{{7*7}} #{7*7}# ${x} %(name)s", {}),
    ],
)
def test_a_field_there_is_none_of_is_named_with_the_nearest(text: str, wrong: dict[str, str]) -> None:
    found = unknown(text)
    assert set(found) == set(wrong)
    assert all(near in FIELDS for near in found.values())
    if "config" not in wrong:
        assert found == wrong
    assert fill("{{7*7}} #__class__# ${x}", ADA).text == "{{7*7}} #__class__# ${x}"


def test_a_header_has_one_line() -> None:
    assert one_line("Hello\r\nBcc: all@example.com\n\t x") == "Hello Bcc: all@example.com x"


def test_every_kind_is_shipped_in_both_languages_with_known_fields_only() -> None:
    assert sorted((one.language, one.kind) for one in SHIPPED) == sorted(
        (language, kind) for language in ("en", "de") for kind in KINDS
    )
    assert not [one for one in SHIPPED if unknown(one.subject) or unknown(one.body)]


def test_the_courtesy_note_says_what_the_method_asks_for() -> None:
    (note,) = [one for one in SHIPPED if (one.kind, one.language) == ("courtesy", "en")]
    assert note.body.startswith(
        "Hello #name#,\n\nThis is a courtesy note to make sure you have all the information you requested."
    )
    assert note.body.endswith("#organisation#\n#phone#")
