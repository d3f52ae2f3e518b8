"""The whole way with the real engine: a drawn card becomes fields of a lead."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from server.cards.reader import reader_of
from tests.server.cards.conftest import Booth
from tests.support.cards import WHITE, classic, jpeg, somebody


@pytest.fixture
def real_reader(app: Flask) -> Iterator[None]:
    """The reader of the settings, its child ended afterwards."""
    yield
    reader_of(app).close()


@pytest.mark.usefixtures("real_reader")
def test_a_drawn_card_read_by_the_real_engine_ends_in_fields_of_the_lead(booth: Booth) -> None:
    # no mail address ends in .example, says the reader; this one is reserved too, and ends as one
    card = replace(somebody(7), email="frank.conway@example.com", website="www.example.com")
    lead = booth.lead(job_title="Typed by hand")
    capture = booth.card(lead, jpeg(classic(card, WHITE)))
    booth.work()
    fields, origin = booth.fields(lead), booth.doc(lead)["origin"]
    read = {name: fields.get(name) for name in ("given_name", "family_name", "company", "email", "postcode")}
    assert read == {name: getattr(card, name) for name in read}
    assert "".join(c for c in fields["phone"] if c.isdigit()) == "".join(c for c in card.phone if c.isdigit())
    assert fields["job_title"] == "Typed by hand"
    assert origin["email"]["src"] == "ocr"
    assert 0 < origin["email"]["conf"] <= 1
    x, y, width, height = origin["email"]["box"]
    assert 0 <= x < x + width <= 1050
    assert 330 < y + height / 2 < 600  # the small print is in the lower half
    assert booth.status(lead) == [("review", None)]
    assert booth.doc(lead)["readings"][0]["capture"] == capture
    assert booth.doc(lead)["readings"][0]["engine"] == "rapidocr"
