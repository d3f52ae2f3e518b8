"""Costs of shows and notices of campaigns: what stands beside the leads."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from server.core.clock import DAY, now_ms
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.events.models import CampaignNotice, CampaignRead, EventCost
from server.reports.asking import ask
from server.reports.catalogue import REPORTS
from server.reports.queries import answer
from tests.support.people import actor
from tests.support.shows import Phone, Show, open_show, phone


@pytest.fixture
def show(app: Flask) -> Show:
    return open_show(app, required_roi=300)


@pytest.fixture
def sold(show: Show) -> Phone:
    """Two leads of the show, one of them won for 900 euros."""
    rep = phone(show)
    won, other = rep.put({"family_name": "Bohr"}, mine=True), rep.put({"family_name": "Curie"}, mine=True)
    sale = {"value": 90_000, "invoice_no": "R1", "currency": "EUR"}
    close = rep.op("close", won["lead"], body={"outcome": "won", "reason": "", "sale": sale})
    rep.push(won, other, rep.touch(won["lead"]), close)
    return rep


def spend(show: Show, *lines: tuple[int, str]) -> None:
    """Lines of cost of the show."""
    now = now_ms()
    with show.app.app_context(), writing() as connection:
        for amount, currency in lines:
            row = {"id": new_id(), "event_id": show.id, "kind": "stand", "amount": amount, "currency": currency}
            connection.execute(insert(table(EventCost)).values(**row, created_at=now, updated_at=now))


def table_of(who: Phone, show: Show, report: str, place: int, **filters: Any) -> dict[str, Any]:
    """A table of a report as this person sees it."""
    me = actor(show.app, who.who)
    with show.app.app_context(), reading() as connection:
        found: dict[str, Any] = answer(ask(connection, me, filters), REPORTS[report])["tables"][place]
    return found


def test_a_show_is_held_against_what_it_cost(show: Show, sold: Phone) -> None:
    spend(show, (20_000, "EUR"), (10_000, "EUR"), (5_000, "CHF"))

    (row,) = table_of(phone(show, "director"), show, "cost", 0)["rows"]

    names = ("cost", "per_lead", "per_contacted", "per_won", "return", "required")
    assert [row["values"][name] for name in names] == [30_000, 15_000, 30_000, 30_000, 3.0, 3.0]


def test_a_part_of_the_leads_is_not_held_against_the_whole_cost(show: Show, sold: Phone) -> None:
    spend(show, (20_000, "EUR"))
    director, boss = phone(show, "director"), phone(show, "supervisor", leads_team=True)

    for found in (table_of(director, show, "cost", 0, **{"class": "C"}), table_of(boss, show, "cost", 0)):
        assert all(row["values"].get("cost") is None for row in found["rows"])


def test_a_notice_counts_as_read_in_time_before_the_first_day(show: Show, sold: Phone) -> None:
    boss, director = phone(show, "supervisor", leads_team=True), phone(show, "director")
    notice, begins = new_id(), 1_577_833_200_000  # midnight of 2020-01-01 in Berlin
    with show.app.app_context(), writing() as connection:
        row = {"id": notice, "event_id": show.id, "message": "We go to the fair.", "sent_at": begins - 7 * DAY}
        connection.execute(insert(table(CampaignNotice)).values(row))
        reads = [(sold, begins - 1), (boss, begins), (director, begins - 1)]
        rows = [{"notice_id": notice, "user_id": who.who.id, "at": at} for who, at in reads]
        connection.execute(insert(table(CampaignRead)), rows)

    found = table_of(director, show, "marketing", 1)

    assert found["rows"][0]["labels"] == ["Pump Fair, 2019-12-25"]
    assert found["total"] == {"people": 2, "read": 2, "before": 1, "rate": 0.5}
    assert found["rows"][0]["values"]["ahead"] == 7 * DAY
