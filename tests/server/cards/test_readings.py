"""From a picture that waits to fields on a lead; what people wrote stays."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ocr.errors import EngineMissingError, ReaderCrashedError, ReadingTimeoutError, UnreadableImageError
from server.cards.hints import country_of
from server.cards.models import OcrField, OcrResult
from server.cards.readings import apply_reading
from server.jobs.models import Job
from server.jobs.operations import LONGEST_PAUSE, SOON
from server.leads.models import FieldHistory
from tests.server.cards.conftest import Booth, Told, found, read_as
from tests.support import pictures
from tests.support.clock import Clock
from tests.support.people import colleague

ANNA = read_as(
    found("given_name", "Anna"),
    found("family_name", "Albrecht", 0.897),
    found("company", "Nordlicht Optik GmbH"),
    found("email", "anna@nordlicht.example"),
    found("phone", "+44 20 7946 0100", kind="mobile", e164="+442079460100"),
)


@pytest.fixture
def reader(reader: Told) -> Told:
    reader.answers = [ANNA]
    return reader


def test_what_was_read_is_on_the_lead_with_its_confidence_and_place(booth: Booth, reader: Told) -> None:
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    assert booth.fields(lead)["company"] == "Nordlicht Optik GmbH"
    assert booth.fields(lead)["phone_kind"] == "mobile"
    origin = booth.doc(lead)["origin"]["family_name"]
    assert origin["conf"] == 0.89  # never rounded up to sure
    assert (origin["src"], origin["by"], origin["capture"], origin["box"]) == ("ocr", None, capture, [1, 2, 3, 4])
    assert booth.status(lead) == [("review", None)]
    assert [(r["engine"], r["capture"]) for r in booth.doc(lead)["readings"]] == [("rapidocr", capture)]


def test_a_human_edit_made_before_the_reading_arrives_survives(booth: Booth, reader: Told) -> None:
    lead = booth.lead(company="Nordlicht", email="")
    booth.card(lead)
    booth.put(lead, phone=None)
    booth.work()
    fields = booth.fields(lead)
    assert fields["company"] == "Nordlicht"
    assert fields["email"] is None  # she emptied it: it stays empty
    assert fields["phone"] is None
    assert fields["given_name"] == "Anna"
    lost = {row["field"]: row["value"] for row in booth.rows(FieldHistory) if not row["won"]}
    assert lost["company"] == '"Nordlicht Optik GmbH"'  # what the machine read is kept: corrections teach


def test_front_and_back_fill_one_lead_whichever_is_read_first(booth: Booth, reader: Told) -> None:
    front = read_as(found("company", "Nordlicht Optik GmbH", 0.9), found("email", "anna@nordlicht.example", 0.9))
    back = read_as(found("company", "Nordlicht", 0.6), found("website", "www.nordlicht.example", 0.9))
    wanted = {
        "company": "Nordlicht Optik GmbH",
        "email": "anna@nordlicht.example",
        "website": "www.nordlicht.example",
    }
    for sides, answers in ((("front", "back"), [front, back]), (("back", "front"), [back, front])):
        reader.answers = [*answers, ANNA]
        lead = booth.lead()
        for number, side in enumerate(sides):
            booth.card(lead, pictures.plain(size=(500 + number, 300)), side=side)
            booth.work()
        assert booth.fields(lead) == wanted
        assert booth.status(lead) == [("review", None), ("review", None)]


def test_the_same_reading_twice_counts_once(app: Flask, booth: Booth, reader: Told) -> None:
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    before = booth.doc(lead)
    result = booth.rows(OcrResult)[0]["id"]
    with app.app_context():
        apply_reading(lead, capture, result, ANNA)
    assert booth.doc(lead) == before
    assert len(booth.rows(OcrResult)) == 1


def test_a_newer_reading_improves_what_machines_said_and_both_are_kept(
    booth: Booth, reader: Told, client: FlaskClient
) -> None:
    reader.answers = [
        read_as(found("company", "Nord1icht"), found("job_title", "Hcad of"), found("email", "ana@x.example")),
        read_as(found("company", "Nordlicht"), found("email", "anna@x.example"), engine_version="2"),
    ]
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    booth.put(lead, email="typed@x.example")
    url = f"/api/v1/leads/{lead}/captures/{capture}/reread"
    assert client.post(url, headers=booth.rep.headers).json == {"queued": True}
    assert client.post(url, headers=booth.rep.headers).json == {"queued": False}
    booth.work()
    fields = booth.fields(lead)
    assert (fields["company"], fields["job_title"], fields["email"]) == ("Nordlicht", None, "typed@x.example")
    assert sorted(row["version"] for row in booth.rows(OcrResult)) == ["1", "2"]
    assert len(booth.rows(OcrField)) == 5
    assert client.post(url, headers=booth.rep.headers).json == {"queued": True}


def test_what_a_phone_read_itself_is_not_taken_away(booth: Booth, reader: Told) -> None:
    lead = booth.lead()
    capture = booth.card(lead)
    booth.read_on_phone(lead, capture, department="Sales", company="Nord")
    booth.work()
    assert booth.fields(lead)["department"] == "Sales"
    assert booth.fields(lead)["company"] == "Nordlicht Optik GmbH"


@pytest.mark.parametrize("code", ["unreadable_image"])
def test_a_picture_nobody_can_read_says_so_at_once(booth: Booth, reader: Told, code: str) -> None:
    reader.answers = [UnreadableImageError("cut")]
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    assert booth.status(lead) == [("rejected", code)]
    assert [(row["state"], row["attempts"]) for row in booth.rows(Job) if row["kind"] == "cards.read"] == [
        ("done", 1)
    ]
    assert [row["error"] for row in booth.rows(OcrResult)] == [code]


def test_a_picture_without_text_says_so(booth: Booth, reader: Told) -> None:
    reader.answers = [read_as()]
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    assert booth.status(lead) == [("rejected", "nothing_found")]


def test_further_cards_on_the_picture_are_pointed_out_and_not_mixed_in(booth: Booth, reader: Told) -> None:
    bert = replace(read_as(found("given_name", "Bert"), found("job_title", "Buyer")), full_text="Bert\nBuyer")
    reader.answers = [replace(ANNA, full_text="Anna Albrecht", others=(bert,)), ANNA]
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    fields = booth.fields(lead)
    assert (fields["given_name"], fields.get("job_title")) == ("Anna", None)
    assert booth.status(lead) == [("review", "several_cards")]
    kept = booth.rows(OcrResult)[0]
    assert kept["full_text"] == "Anna Albrecht\n\nBert\nBuyer"
    assert kept["params"]["cards"] == 2
    assert kept["params"]["others"] == [
        {
            "set": {"given_name": "Bert", "job_title": "Buyer"},
            "conf": {"given_name": 0.95, "job_title": 0.95},
            "box": [1, 2, 3, 4],
        }
    ]


@pytest.mark.parametrize("error", [ReaderCrashedError, ReadingTimeoutError, EngineMissingError])
def test_what_may_go_better_is_tried_three_times_then_said(
    booth: Booth, reader: Told, clock: Clock, error: type[Exception]
) -> None:
    reader.answers = [error("no")]
    lead, other = booth.lead(), booth.lead()
    booth.card(lead)
    for _ in range(5):
        booth.work()
        clock.advance(LONGEST_PAUSE)
    assert len(reader.asked) == 3
    assert booth.status(lead) == [("rejected", error.code)]  # type: ignore[attr-defined]
    reader.answers = [ANNA]
    booth.card(other, pictures.plain("PNG"))
    booth.work()
    assert booth.status(other) == [("review", None)]


def test_one_crash_costs_one_attempt(booth: Booth, reader: Told, clock: Clock) -> None:
    reader.answers = [ReaderCrashedError("died"), ANNA]
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    assert booth.status(lead) == [("ocr", None)]
    clock.advance(LONGEST_PAUSE)
    booth.work()
    assert booth.status(lead) == [("review", None)]


def test_a_failing_second_reading_does_not_undo_the_first(booth: Booth, reader: Told, client: FlaskClient) -> None:
    reader.answers = [ANNA, UnreadableImageError("cut")]
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    client.post(f"/api/v1/leads/{lead}/captures/{capture}/reread", headers=booth.rep.headers)
    booth.work()
    assert booth.fields(lead)["company"] == "Nordlicht Optik GmbH"
    assert booth.status(lead) == [("review", None)]


def test_text_no_database_should_see_is_cleaned(booth: Booth, reader: Told) -> None:
    reader.answers = [read_as(found("company", "A\x00nna \ud800 Ber\x1bger"), full_text="A\x00\ud800")]
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    assert booth.fields(lead)["company"] == "Anna  Berger"


def test_accepting_makes_all_of_it_the_persons_word(booth: Booth, reader: Told, client: FlaskClient) -> None:
    lead = booth.lead(company="Typed")
    capture = booth.card(lead)
    booth.work()
    answer = client.post(f"/api/v1/leads/{lead}/captures/{capture}/accept", headers=booth.rep.headers)
    assert answer.json["captures"][0]["status"] == "accepted"
    doc = booth.doc(lead)
    assert {origin["src"] for origin in doc["origin"].values()} == {"human"}
    assert doc["fields"]["given_name"] == "Anna"
    assert doc["fields"]["company"] == "Typed"
    booth.put(lead, given_name="Anne")
    assert booth.fields(lead)["given_name"] == "Anne"


def test_a_correction_no_rule_reads_counts_as_having_looked_too(booth: Booth, reader: Told) -> None:
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    booth.put(lead, job_title="Head of Optics")
    assert booth.status(lead) == [("accepted", None)]


def test_whoever_corrects_a_reading_has_looked_at_it(booth: Booth, reader: Told) -> None:
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    booth.put(lead, rating="hot")
    booth.read_on_phone(lead, capture, department="Sales")  # a machine's word, sent in her name
    assert booth.status(lead) == [("review", None)]
    booth.put(lead, given_name="Anne")
    assert booth.status(lead) == [("accepted", None)]


def test_looking_at_a_lead_puts_its_card_first(booth: Booth, reader: Told, client: FlaskClient) -> None:
    lead = booth.lead()
    booth.card(lead)
    assert client.get(f"/api/v1/leads/{lead}/readings", headers=booth.rep.headers).json == {"readings": []}
    assert [row["priority"] for row in booth.rows(Job) if row["kind"] == "cards.read"] == [SOON]


def test_readings_are_shown_with_fields_boxes_and_engine(booth: Booth, reader: Told, client: FlaskClient) -> None:
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    shown = client.get(f"/api/v1/leads/{lead}/readings", headers=booth.rep.headers).json["readings"]
    assert [(r["capture"], r["engine"], r["version"], r["error"]) for r in shown] == [
        (capture, "rapidocr", "1", None)
    ]
    assert shown[0]["fields"][4] == {
        "field": "phone", "value": "+44 20 7946 0100", "conf": 0.95, "box": [1, 2, 3, 4],
        "kind": "mobile", "e164": "+442079460100", "rule": "test",
    }  # fmt: skip


def test_a_foreign_lead_is_as_if_it_were_not_there(booth: Booth, reader: Told, client: FlaskClient) -> None:
    lead, stranger = booth.lead(), colleague(booth.app)
    capture = booth.card(lead)
    base = f"/api/v1/leads/{lead}"
    assert client.get(f"{base}/readings", headers=stranger.headers).status_code == 404
    for verb in ("accept", "reread"):
        assert client.post(f"{base}/captures/{capture}/{verb}", headers=stranger.headers).status_code == 404
        assert client.post(f"{base}/captures/{lead}/{verb}", headers=booth.rep.headers).status_code == 404


def test_what_is_not_here_cannot_be_read_again(booth: Booth, client: FlaskClient) -> None:
    lead = booth.lead()
    capture = booth.capture(lead, pictures.plain())
    answer = client.post(f"/api/v1/leads/{lead}/captures/{capture}/reread", headers=booth.rep.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "no_picture")


def test_an_engine_nobody_has_is_refused(booth: Booth, reader: Told, client: FlaskClient) -> None:
    lead = booth.lead()
    url = f"/api/v1/leads/{lead}/captures/{booth.card(lead)}/reread"
    for body in ({"engine": "crystal-ball"}, {"other": 1}):
        assert client.post(url, json=body, headers=booth.rep.headers).status_code == 422
    client.post(url, json={"engine": "tesseract"}, headers=booth.rep.headers)
    booth.work()
    assert {options.engine for options in reader.asked} == {None, "tesseract"}


def test_the_place_of_a_show_tells_the_country_of_most_cards() -> None:
    assert country_of("Europe/Berlin") == "DE"
    assert country_of("UTC") is None
    assert country_of(None) is None
