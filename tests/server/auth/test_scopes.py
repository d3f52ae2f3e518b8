"""Which groups of leads a person sees (docs/sync.md, Scopes)."""

import pytest
from flask import Flask
from sqlalchemy import insert

from server.core.clock import now_ms
from server.core.db import table, writing
from server.core.ids import new_id
from server.events.models import Event
from tests.support.people import Colleague, actor, change, colleague, put_on_stand, team_of


@pytest.fixture
def show(app: Flask) -> str:
    event_id, now = new_id(), now_ms()
    days = {"starts_on": "2026-11-21", "ends_on": "2026-11-23"}
    row = {"id": event_id, "name": "Pump Days", "tz": "Europe/Berlin", "created_at": now, "updated_at": now, **days}
    with app.app_context(), writing() as connection:
        connection.execute(insert(table(Event)).values(**row))
    return event_id


def scopes(app: Flask, who: Colleague) -> set[str]:
    return set(actor(app, who).scopes)


def test_a_rep_sees_her_own_and_the_pools_of_her_shows(app: Flask, show: str) -> None:
    rep = colleague(app, "rep")
    assert scopes(app, rep) == {f"user:{rep.id}"}
    put_on_stand(app, show, rep)
    assert scopes(app, rep) == {f"user:{rep.id}", f"pool:{show}"}


def test_a_rep_in_a_team_sees_no_more_for_it(app: Flask) -> None:
    rep = colleague(app, "rep")
    team_of(app, colleague(app, "supervisor"), rep)
    assert scopes(app, rep) == {f"user:{rep.id}"}


def test_a_contractor_sees_no_pool(app: Flask, show: str) -> None:
    contractor = colleague(app, "contractor")
    put_on_stand(app, show, contractor)
    assert scopes(app, contractor) == {f"user:{contractor.id}"}


def test_a_contract_that_has_ended_shows_nothing(app: Flask) -> None:
    contractor = colleague(app, "contractor")
    change(app, contractor, contract_until=now_ms() + 60_000)
    assert scopes(app, contractor) == {f"user:{contractor.id}"}
    change(app, contractor, contract_until=now_ms() - 1)
    assert scopes(app, contractor) == set()


def test_a_supervisor_sees_her_teams_and_the_pools_their_people_staff(app: Flask, show: str) -> None:
    lead, mate, stranger = colleague(app, "supervisor"), colleague(app), colleague(app)
    own = team_of(app, lead, mate)
    foreign = team_of(app, colleague(app, "supervisor"), stranger)
    assert scopes(app, lead) == {f"user:{lead.id}", f"team:{own}"}
    put_on_stand(app, show, stranger)
    assert f"pool:{show}" not in scopes(app, lead)
    put_on_stand(app, show, mate)
    assert scopes(app, lead) == {f"user:{lead.id}", f"team:{own}", f"pool:{show}"}
    assert f"team:{foreign}" not in scopes(app, lead)


def test_leading_a_team_needs_the_role(app: Flask) -> None:
    former = colleague(app, "rep")
    team_of(app, former)
    assert scopes(app, former) == {f"user:{former.id}"}


@pytest.mark.parametrize(("role", "seen"), [("director", {"all"}), ("marketing", {"nurture"}), ("admin", set())])
def test_roles_that_own_no_leads(app: Flask, show: str, role: str, seen: set[str]) -> None:
    who = colleague(app, role)
    put_on_stand(app, show, who)
    team_of(app, who)
    assert scopes(app, who) == seen


def test_roles_add_up(app: Flask) -> None:
    who = colleague(app, "admin", "supervisor", "marketing")
    team = team_of(app, who)
    assert scopes(app, who) == {f"user:{who.id}", f"team:{team}", "nurture"}


def test_a_closed_account_sees_nothing(app: Flask) -> None:
    director = colleague(app, "director")
    change(app, director, active=False)
    assert scopes(app, director) == set()


def test_who_is_a_contractor_sees_no_pool_whatever_else_she_is(app: Flask, show: str) -> None:
    who = colleague(app, "contractor", "rep", "supervisor")
    put_on_stand(app, show, who)
    team_of(app, who)
    assert scopes(app, who) == {f"user:{who.id}"}
