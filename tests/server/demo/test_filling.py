"""The demo's story on a real database, through the real pipeline, with cards read by the real engine."""

import itertools
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from PIL import Image
from sqlalchemy import func, select

from server.auth import credentials
from server.auth.models import Device
from server.core.clock import DAY, now_ms
from server.core.db import reading, table
from server.demo import filling, stand
from server.demo.filling import fill
from server.demo.house import House, actor_of
from server.demo.scripts import FATES
from server.doctor.operations import examine_all
from server.leads.models import Lead
from server.leads.queries import loaded, visible
from server.triage.queries import summary

LEADS = 6
KINDS = {"card", "badge_qr", "vcard", "manual", "voice"}


def leads_of(app: Flask) -> list[dict[str, Any]]:
    lead = table(Lead)
    with app.app_context(), reading() as connection:
        return [loaded(doc) for doc in connection.execute(select(lead.c.doc).order_by(lead.c.captured_at)).scalars()]


def told(app: Flask) -> tuple[House, list[dict[str, Any]]]:
    with app.app_context():
        house = fill(LEADS)
    return house, leads_of(app)


def test_the_story_stands_on_real_history(app: Flask) -> None:
    house, leads = told(app)

    assert len(leads) == LEADS
    assert {lead["event"] for lead in leads} == {house.past, house.running}
    for lead in leads:
        is_managed(lead)
    cards_were_read(leads)
    somebody_bought(leads)
    phones_hold_some(app)
    the_supervisor_sees_the_box(app, house, leads)
    with app.app_context():
        assert examine_all() == []


def is_managed(lead: dict[str, Any]) -> None:
    """Class, owner or a reason for none, plan and next step; nothing happened after now or before the capture."""
    assert lead["class"] in "ABCD"
    assert lead["owner"] or lead["owner_why"]
    if lead["status"] < 5:
        assert lead["next_step"] or lead["track"] == "nurture"
    assert lead["captured_at"] < lead["received_at"] <= now_ms()
    assert all(lead["captured_at"] < touch["at"] < now_ms() for touch in lead["touches"])
    assert not [step for step in lead["steps"] if step["state"] == "planned" and step["due_at"] < now_ms() - DAY]


def cards_were_read(leads: list[dict[str, Any]]) -> None:
    """Readings are as old as the show, and most names are the ones that were printed."""
    readings = [(lead, reading) for lead in leads for reading in lead["readings"]]
    assert len(readings) >= 2
    assert all(0 <= reading["at"] - lead["received_at"] < DAY for lead, reading in readings)
    assert sum(bool(lead["fields"].get("family_name")) for lead, _ in readings) >= len(readings) * 0.7


def somebody_bought(leads: list[dict[str, Any]]) -> None:
    """A sale with its invoice, an offer behind it, and a customer's plan after it."""
    [won] = [lead for lead in leads if lead["outcome"] == "won"]
    assert re.fullmatch(r"RE-\d+", won["sales"][0]["invoice_no"])
    assert [quote["state"] for quote in won["quotes"]] == ["accepted"]
    assert won["track"] == "customer"


def phones_hold_some(app: Flask) -> None:
    """Two phones told how much they hold unsent."""
    device = table(Device)
    with app.app_context(), reading() as connection:
        held = connection.execute(select(func.count()).where(device.c.outbox_count > 0)).scalar_one()
    assert held == 2


def the_supervisor_sees_the_box(app: Flask, house: House, leads: list[dict[str, Any]]) -> None:
    """She sees every lead, and how many nobody has contacted; the contractor sees hers only."""
    with app.app_context():
        [contractor] = house.of_role("contractor")
        boss, helper = actor_of(house.supervisor.id), actor_of(contractor.id)
        with reading() as connection:
            counts = summary(connection, boss, None)
            hers = connection.execute(visible(helper, table(Lead).c.owner_id)).scalars().all()
    assert counts["total"] == LEADS
    assert counts["untouched"] == sum(not lead["touches"] for lead in leads) > 0
    # her own captures while nobody owns them, and what is hers
    assert set(hers) <= {contractor.id, None}


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards stay blank and unread: what is read on them changes no scene, and it takes its time."""
    blank = itertools.count()
    monkeypatch.setattr(stand, "photographed", lambda *_: Image.new("RGB", (48, 32), (next(blank), 9, 9)))
    monkeypatch.setattr(filling, "drain", lambda _: 0)


@pytest.mark.usefixtures("unread")
def test_every_fate_comes_to_pass(app: Flask) -> None:
    with app.app_context():
        fill(len(FATES))
    leads = leads_of(app)

    assert len(leads) == len(FATES)
    for lead in leads:
        is_managed(lead)
    assert {lead["outcome"] for lead in leads} >= {"won", "lost", "no_decision", "unreachable", "duplicate"}
    assert {capture["kind"] for lead in leads for capture in lead["captures"]} == KINDS
    assert [lead for lead in leads if lead["owner"] is None and lead["owner_why"]]
    assert [lead for lead in leads if lead["conflicts"]]
    assert [lead for lead in leads if lead["track"] == "nurture" and lead["wake_at"]]
    assert [lead for lead in leads if lead["class_by"] == "person"]
    assert [lead for lead in leads if lead["quotes"] and not lead["sales"]]


@pytest.mark.usefixtures("unread")
def test_what_is_printed_lets_people_in(app: Flask, runner: FlaskCliRunner) -> None:
    printed = runner.invoke(args=["demo-fill", "--leads", "1", "--port", "8123"])

    sign_ins = re.findall(r"(\S+@aldervoss\.example)\s+(\S+)", printed.output)
    assert len(sign_ins) == 8, printed.output
    assert len(re.findall(r"http://localhost:8123/#enrol=\S+", printed.output)) == 6
    with app.app_context():
        for email, password in sign_ins:
            credentials.sign_in(email, password, browser="a test", ip="127.0.0.1")


@pytest.mark.usefixtures("unread")
def test_a_database_in_use_is_left_alone(app: Flask, runner: FlaskCliRunner) -> None:
    runner.invoke(args=["demo-fill", "--leads", "1"])
    again = runner.invoke(args=["demo-fill", "--leads", "1"])

    assert again.exit_code == 1
    assert "in use" in again.output
    assert len(leads_of(app)) == 1
