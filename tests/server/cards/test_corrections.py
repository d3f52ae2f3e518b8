"""What people correct teaches: the report of it, and what the next reading knows."""

from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from server.cards.corrections import Line, report
from server.cards.hints import LEXICON_AGE
from server.core.db import reading
from tests.server.cards.conftest import Booth, Told, found, read_as
from tests.support import pictures
from tests.support.clock import Clock

READ = read_as(
    found("given_name", "Anna"),
    found("family_name", "Albrccht"),
    found("company", "Nordlicht Optik"),
    found("department", "Since 1920"),
    found("phone", "+44 20 7946 0100", e164="+442079460100"),
)


def lines(app: Flask) -> dict[str, Line]:
    with app.app_context(), reading() as connection:
        return {line.field: line for line in report(connection)}


def test_the_report_says_which_fields_made_work(
    app: Flask, booth: Booth, reader: Told, runner: FlaskCliRunner
) -> None:
    reader.answers = [READ]
    assert "Nobody has looked" in runner.invoke(args=["ocr-report"]).output
    lead = booth.lead()
    booth.card(lead)
    booth.work()
    assert lines(app) == {}
    corrections = {"family_name": "Albrecht", "department": None, "email": "anna@nordlicht.example"}
    booth.put(lead, company="NORDLICHT  Optik", phone="+44 (20) 7946-0100", rating="hot", **corrections)
    engine = "rapidocr 1"
    assert lines(app) == {
        "given_name": Line("given_name", engine, 1, 0, 0, 0),
        "family_name": Line("family_name", engine, 0, 1, 0, 0),
        "company": Line("company", engine, 1, 0, 0, 0),
        "department": Line("department", engine, 0, 0, 1, 0),
        "phone": Line("phone", engine, 1, 0, 0, 0),
        "email": Line("email", engine, 0, 0, 0, 1),
    }
    shown = runner.invoke(args=["ocr-report"]).output.splitlines()
    assert [line.split()[0] for line in shown[1:4]] == ["department", "email", "family_name"]
    assert shown[3].split() == ["family_name", "0", "1", "0", "0", "rapidocr", "1"]


def test_a_reading_that_was_accepted_as_it_is_made_no_work(
    app: Flask, booth: Booth, reader: Told, client: FlaskClient
) -> None:
    reader.answers = [READ]
    lead = booth.lead()
    capture = booth.card(lead)
    booth.work()
    client.post(f"/api/v1/leads/{lead}/captures/{capture}/accept", headers=booth.rep.headers)
    assert {(line.kept, line.work) for line in lines(app).values()} == {(1, 0)}


def test_the_next_reading_knows_companies_people_wrote(booth: Booth, reader: Told, clock: Clock) -> None:
    booth.lead(company="Vallon Textile SA", email="a@vallon.example")
    booth.card(booth.lead())
    booth.work()
    assert reader.asked[-1].lexicon.companies == ("Vallon Textile SA",)
    assert reader.asked[-1].lexicon.domains == {}  # one may be a mistake

    booth.lead(company="Vallon Textile SA", email="b@vallon.example")
    booth.lead(company="Valon", email="c@vallon.example")
    booth.lead(company="Private", email="d@gmail.com")
    booth.lead(company="Private", email="e@gmail.com")
    booth.card(booth.lead(), pictures.plain("PNG"))
    booth.work()
    assert reader.asked[-1].lexicon.domains == {}  # kept for a few minutes
    clock.advance(LEXICON_AGE)
    booth.card(booth.lead(), pictures.plain("WEBP"))
    booth.work()
    assert reader.asked[-1].lexicon.domains == {"vallon.example": "Vallon Textile SA"}
