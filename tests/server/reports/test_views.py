"""Reports over HTTP: what is asked, what is refused, files, and what people write beside the numbers."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from server.auth.models import Team
from server.core.clock import DAY, now_ms, to_datetime
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.leads.models import ExportLog
from server.reports.catalogue import REPORTS
from server.reports.models import ForecastSnapshot
from server.reports.operations import keep_forecast
from tests.server.reports.recount import BERLIN
from tests.support.clock import standing_still
from tests.support.shows import Phone, Show, open_show, phone


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app)


@pytest.fixture
def boss(show: Show) -> Phone:
    return phone(show, "supervisor", leads_team=True)


def ask(who: Phone, path: str, method: str = "GET", **options: Any) -> Any:
    """The response of a request by somebody."""
    return who.client.open(f"/api/v1/{path}", method=method, headers=who.who.headers, **options)


def test_every_report_answers_and_says_how_it_counts(show: Show, boss: Phone) -> None:
    listed = ask(boss, "reports").json

    assert [entry["name"] for entry in listed] == list(REPORTS)
    for entry in listed:
        report = ask(boss, f"reports/{entry['name']}").json
        assert report["question"].endswith("?")
        assert report["formula"]
        assert all(column["says"].endswith(".") for t in report["tables"] for column in t["columns"])
        assert report["headline"]["figure"] in {c["name"] for t in report["tables"] for c in t["columns"]}


def test_a_figure_opens_to_its_leads(show: Show, boss: Phone) -> None:
    waiting, called = boss.put({"family_name": "Bohr"}, mine=True), boss.put({"family_name": "Curie"}, mine=True)
    boss.push(waiting, called, boss.touch(called["lead"]))

    report = ask(boss, "reports/box").json
    key = report["tables"][0]["rows"][0]["key"]
    behind = ask(boss, "reports/box/leads", query_string={"cell": "leads.untouched", "key": f'["{key[0]}"]'}).json

    assert report["tables"][0]["rows"][0]["values"]["untouched"] == 1 == behind["total"]
    assert [lead["family_name"] for lead in behind["leads"]] == ["Bohr"]
    assert (
        ask(boss, "reports/box/leads", query_string={"cell": "leads.open", "page_size": 1}).json["total_pages"] == 2
    )


@pytest.mark.parametrize(
    "path",
    [
        "reports/box?class=Z",
        "reports/box?from=2026-03-31&to=2026-03-01",
        "reports/box?by=shoe",
        "reports/box?by=show,show",
        "reports/box?rep=she",
        "reports/box?unheard=1",
        "reports/box/leads",
        "reports/box/leads?cell=leads.part",
        "reports/box/leads?cell=phones.waiting",
        "reports/box/leads?cell=leads.untouched&key=x",
        'reports/box/leads?cell=leads.untouched&key=["a","b"]',
        "reports/box/leads?cell=leads.untouched&key=[{}]",
        "reports/box/rows.csv?table=none",
    ],
)
def test_what_makes_no_sense_is_refused(boss: Phone, path: str) -> None:
    response = ask(boss, path)

    assert (response.status_code, response.json["code"]) == (422, "invalid")


@pytest.mark.parametrize("path", ["reports/none", "reports/none/leads?cell=a.b", "reports/box/rows.pdf"])
def test_what_does_not_exist_is_not_found(boss: Phone, path: str) -> None:
    assert ask(boss, path).status_code == 404


def test_a_download_is_written_down_harmless_and_without_refused_numbers(show: Show, boss: Phone, app: Flask) -> None:
    put = boss.put({"family_name": "=HYPERLINK(1)", "phone": "+4930123456", "email": "a@b.example"}, mine=True)
    refusal = {"id": new_id(), "channel": "call", "state": "objected"}
    boss.push(put, boss.op("consent", put["lead"], body=refusal))

    response = ask(boss, "reports/box/leads.csv?cell=leads.untouched")
    (row,) = csv.DictReader(io.StringIO(response.data.decode("utf-8-sig")))
    book = load_workbook(io.BytesIO(ask(boss, "reports/box/leads.xlsx?cell=leads.untouched").data))

    assert (row["Family name"], row["Phone"], row["E-mail"]) == ("'=HYPERLINK(1)", "", "a@b.example")
    assert row["Refused"] == "call, sms"
    cell = book.active["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    with app.app_context(), reading() as connection:
        logged = connection.execute(select(table(ExportLog)).order_by(table(ExportLog).c.form)).mappings().all()
    assert [(one["kind"], one["form"], one["leads"], one["by"]) for one in logged] == [
        ("report:box", "csv", 1, boss.who.id),
        ("report:box", "xlsx", 1, boss.who.id),
    ]


def test_marketing_counts_and_takes_no_leads_along(show: Show, boss: Phone) -> None:
    boss.push(boss.put({"family_name": "Bohr"}, mine=True))
    marketing = phone(show, "marketing")

    behind = ask(marketing, "reports/box/leads?cell=leads.untouched").json

    assert (behind["total"], behind["hidden"], behind["leads"]) == (1, 1, [])
    assert ask(marketing, "reports/box/leads.csv?cell=leads.untouched").status_code == 403


def test_rows_come_as_a_file_in_units_of_people(show: Show, boss: Phone) -> None:
    put = boss.put({"family_name": "Bohr", "worth": 150_000}, mine=True)
    sale = {"outcome": "won", "reason": "", "sale": {"value": 123_456, "invoice_no": "R1", "currency": "EUR"}}
    boss.push(put, boss.op("close", put["lead"], body=sale))

    rows = list(csv.DictReader(io.StringIO(ask(boss, "reports/conversion/rows.csv").data.decode("utf-8-sig"))))

    assert [row["Class"] for row in rows][-1] == "Total"
    assert (rows[-1]["Value (EUR)"], rows[-1]["Rate (%)"]) == ("1234.56", "100.0")


def test_a_cause_is_kept_with_the_number_of_then_and_of_now(show: Show, boss: Phone) -> None:
    put = boss.put({"family_name": "Bohr"}, mine=True)
    boss.push(put, boss.op("assign", put["lead"], body={"to": None, "reason": "x"}))
    note = {"crack": "no_owner", "show": show.id, "cause": "nobody", "text": "The stand was empty at noon."}

    kept = ask(boss, "crack-notes", "POST", json=note)
    boss.push(boss.op("assign", put["lead"], body={"to": boss.who.id, "reason": "mine"}))
    (told,) = ask(boss, "crack-notes").json

    assert kept.status_code == 201
    assert (told["before"], told["before_of"], told["after"], told["after_of"]) == (1, 1, 0, 1)
    assert ask(phone(show), "crack-notes", "POST", json=note).status_code == 201
    assert ask(boss, "crack-notes", "POST", json={**note, "cause": "weather"}).status_code == 422


def test_a_signed_review_keeps_its_figures(show: Show, boss: Phone) -> None:
    rep, stranger = phone(show), phone(open_another(show))
    rep.push(rep.put({"family_name": "Bohr"}, mine=True))
    path = f"reviews/{rep.who.id}/{month()}"

    assert ask(boss, path, "PUT", json={"notes": "Good start."}).json["signed_at"] is None
    signed = ask(boss, path, "PUT", json={"notes": "Good start.", "sign": True}).json
    rep.push(rep.put({"family_name": "Curie"}, mine=True))
    later = ask(boss, path).json

    assert later == signed
    assert later["report"]["tables"][0]["total"]["leads"] == 1
    assert ask(boss, path, "PUT", json={"notes": "Changed."}).json["code"] == "review_signed"
    assert ask(boss, f"reviews/{stranger.who.id}/{month()}").status_code == 403
    assert ask(boss, f"reviews/{rep.who.id}/2026-13").status_code == 404


def open_another(show: Show) -> Show:
    """The same house, another team."""
    team = new_id()
    with show.app.app_context(), writing() as connection:
        connection.execute(table(Team).insert().values(id=team, name="Other", territory={}, created_at=now_ms()))
    return Show(show.app, show.id, team)


def month() -> str:
    """The month that runs in Berlin."""
    return f"{to_datetime(now_ms()).astimezone(BERLIN):%Y-%m}"


def test_a_quota_is_held_against_what_is_sold_and_expected(show: Show) -> None:
    director = phone(show, "director")
    rep = phone(show)
    put = rep.put({"family_name": "Bohr", "worth": 100_000, "q/decision_by": "2030-02-01"}, mine=True)
    rep.push(put)

    assert ask(director, "quotas/2030-01-02", "PUT", json={"amount": 1}).status_code == 422
    assert ask(director, "quotas/soon", "PUT", json={"amount": 1}).status_code == 404
    ask(director, "quotas/2030-01-01", "PUT", json={"amount": 100_000})
    tables = {t["name"]: t for t in ask(director, "reports/forecast").json["tables"]}
    values = next(row["values"] for row in tables["quota"]["rows"] if row["labels"] == ["2030-Q1"])

    assert values["quota"] == 100_000
    assert values["weighted"] == tables["open"]["total"]["weighted"] > 0
    assert values["coverage"] == values["weighted"] / 100_000


def test_the_forecast_of_a_day_is_kept_once(show: Show, boss: Phone, app: Flask) -> None:
    with standing_still() as clock:
        first = boss.put({"family_name": "Bohr"}, mine=True)
        boss.push(first)
        for day in ("2026-03-01", "2026-03-01", "2026-03-02"):
            with app.app_context(), writing() as connection:
                keep_forecast(connection, day)
            boss.push(boss.put({"family_name": "Curie"}, mine=True))
            clock.advance(DAY)
        with app.app_context(), reading() as connection:
            days = connection.execute(select(table(ForecastSnapshot).c.day)).scalars().all()

    assert sorted(days) == ["2026-03-01", *["2026-03-02"] * 3]
