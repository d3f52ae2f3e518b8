"""Taking in: the capture, its picture, and who may see it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from server.cards.models import Capture
from server.cards.operations import READ, reading_key
from server.core.db import reading
from server.core.errors import Invalid, NotFound
from server.core.ids import new_id
from server.jobs.models import Job
from server.storage.models import Blob
from tests.server.cards.conftest import Booth, Told, sha
from tests.support import pictures
from tests.support.people import colleague

VCARD = """BEGIN:VCARD
VERSION:3.0
N:Albrecht;Anna;;;
ORG:Nordlicht Optik GmbH
EMAIL:anna@nordlicht.example
TEL;TYPE=CELL:+44 20 7946 0100
END:VCARD"""


def reading_jobs(booth: Booth) -> list[dict[str, object]]:
    return [job for job in booth.rows(Job) if job["kind"] == READ]


def test_a_card_waits_for_its_picture_and_is_then_queued_to_be_read(booth: Booth) -> None:
    lead, data = booth.lead(), pictures.plain()
    capture = booth.capture(lead, data)
    assert booth.status(lead) == [("pending", None)]
    assert booth.doc(lead)["captures"][0]["blob"]["stored"] is False
    assert reading_jobs(booth) == []

    rev = booth.doc(lead)["rev"]
    booth.send(data)
    shown = booth.doc(lead)["captures"][0]
    assert shown["status"] == "ocr"
    assert shown["blob"] == {
        "sha256": sha(data), "bytes": len(data), "mime": "image/jpeg", "width": 640, "height": 400,
        "duration_ms": None, "stored": True,
    }  # fmt: skip
    assert booth.doc(lead)["rev"] > rev
    assert [job["key"] for job in reading_jobs(booth)] == [reading_key(None, capture)]
    assert [row["status"] for row in booth.rows(Capture)] == ["ocr"]


def test_a_picture_that_came_before_its_capture_is_read_at_once(booth: Booth) -> None:
    data = pictures.plain()
    booth.send(data)
    lead = booth.lead()
    booth.capture(lead, data)
    assert booth.status(lead) == [("ocr", None)]
    assert len(reading_jobs(booth)) == 1


def test_the_same_capture_twice_is_one(booth: Booth) -> None:
    lead, id = booth.lead(), new_id()
    for _ in range(2):
        booth.capture(lead, pictures.plain(), id=id)
    assert len(booth.status(lead)) == 1


def test_a_capture_of_another_lead_cannot_be_taken_over(booth: Booth) -> None:
    id = booth.capture(booth.lead(), pictures.plain())
    with pytest.raises(Invalid):
        booth.capture(booth.lead(), pictures.plain(), id=id)


def test_a_capture_needs_its_lead(booth: Booth) -> None:
    with pytest.raises(NotFound) as refused:
        booth.capture(new_id(), pictures.plain())
    assert refused.value.code == "unknown_lead"


def test_an_unknown_kind_is_refused(booth: Booth) -> None:
    with pytest.raises(Invalid):
        booth.capture(booth.lead(), pictures.plain(), kind="hologram")


def test_a_memo_is_only_kept(booth: Booth) -> None:
    lead, data = booth.lead(), b"OggS" + b"sound" * 99
    booth.capture(lead, data, kind="voice", side=None)
    assert booth.status(lead) == [("pending", None)]
    booth.send(data)
    assert booth.status(lead) == [("accepted", None)]
    assert booth.doc(lead)["captures"][0]["blob"]["mime"] == "audio/ogg"
    assert reading_jobs(booth) == []


def test_a_badge_fills_the_lead_and_a_person_stays_above_it(booth: Booth) -> None:
    lead = booth.lead(company="Typed Ltd")
    capture = booth.capture(lead, kind="badge_qr", side=None, payload=VCARD)
    assert booth.fields(lead) == {
        "given_name": "Anna",
        "family_name": "Albrecht",
        "company": "Typed Ltd",
        "email": "anna@nordlicht.example",
        "phone": "+44 20 7946 0100",
        "phone_kind": "mobile",
    }
    origin = booth.doc(lead)["origin"]["email"]
    assert (origin["src"], origin["capture"]) == ("badge", capture)
    assert booth.status(lead) == [("accepted", None)]


def test_a_badge_that_says_nothing_waits_for_a_person(booth: Booth) -> None:
    lead = booth.lead()
    booth.capture(lead, kind="badge_barcode", side=None, payload="0004711")
    assert booth.status(lead) == [("review", None)]
    assert booth.doc(lead)["captures"][0]["payload"] == "0004711"


def test_a_badge_that_says_nothing_is_read_like_a_card_when_there_is_a_picture(booth: Booth) -> None:
    lead, data = booth.lead(), pictures.plain()
    booth.capture(lead, data, kind="badge_barcode", side=None, payload="0004711")
    booth.send(data)
    assert booth.status(lead) == [("ocr", None)]


def test_somebody_elses_picture_has_to_be_sent_again_before_it_counts(booth: Booth) -> None:
    data, other = pictures.plain(), colleague(booth.app)
    booth.card(booth.lead(), data)
    theirs = new_id()
    booth.put(theirs, other)
    booth.capture(theirs, data, other)
    assert booth.status(theirs) == [("pending", None)]
    booth.send(data, other)
    assert booth.status(theirs) == [("ocr", None)]


def test_bytes_of_one_person_do_not_complete_the_capture_of_another(booth: Booth) -> None:
    data, other = pictures.plain(), colleague(booth.app)
    mine, theirs = booth.lead(), new_id()
    booth.put(theirs, other)
    booth.capture(mine, data)
    booth.capture(theirs, data, other)
    booth.send(data)
    assert booth.status(mine) == [("ocr", None)]
    assert booth.status(theirs) == [("pending", None)]


def test_who_sees_the_lead_sees_the_picture_and_nobody_else(booth: Booth, client: FlaskClient) -> None:
    data, director, other = pictures.plain(), colleague(booth.app, "director"), colleague(booth.app)
    booth.card(booth.lead(), data)
    path = f"/api/v1/blobs/{sha(data)}"
    assert client.get(path, headers=director.headers).data == data
    assert client.get(path, headers=other.headers).status_code == 404

    stolen = new_id()
    booth.put(stolen, other)
    booth.capture(stolen, data, other)  # she knows the hash
    assert client.get(path, headers=other.headers).status_code == 404


def test_shows_take_turns_however_many_cards_one_of_them_sends(booth: Booth, reader: Told) -> None:
    for number in range(4):
        booth.card(booth.lead(), pictures.plain(size=(400 + number, 300)))
    with booth.app.app_context(), reading() as connection:
        priorities = connection.execute(select(Job.priority).where(Job.kind == READ).order_by(Job.created_at, Job.id))
        assert priorities.scalars().all() == [100, 101, 102, 103]


def test_a_blob_row_says_what_arrived(booth: Booth) -> None:
    data = pictures.with_metadata()
    booth.card(booth.lead(), data)
    row = booth.rows(Blob)[0]
    assert (row["state"], row["stripped"], row["width"]) == ("stored", True, 640)
    assert row["bytes"] < len(data)
