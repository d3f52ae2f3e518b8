"""A change of teams changes who sees the leads of the person at once. Found by the simulator (tests/simulation)."""

from flask import Flask

from server.auth.memberships import change_team
from tests.support.people import actor, colleague, team_of
from tests.support.shows import Phone, Show, open_show, phone


def _claimed_lead(show: Show, rep: Phone) -> str:
    put = rep.put({"company": "ACME"}, mine=True)
    rep.push(put)
    return str(put["lead"])


def test_the_leads_of_who_leaves_a_team_leave_its_supervisors_phone(app: Flask) -> None:
    show = open_show(app)
    supervisor, rep = phone(show, "supervisor", leads_team=True), phone(show)
    lead = _claimed_lead(show, rep)
    assert lead in supervisor.pull()

    admin = actor(app, colleague(app, "admin"))
    with app.test_request_context():
        change_team(admin, show.team, {"member_ids": [supervisor.who.id]})

    assert supervisor.pull() == {}
    assert lead in rep.pull()


def test_the_leads_of_who_joins_a_team_come_to_its_supervisors_phone(app: Flask) -> None:
    show = open_show(app)
    rep, supervisor = phone(show), phone(show, "supervisor")
    lead = _claimed_lead(show, rep)
    other_team = team_of(app, supervisor.who)
    assert supervisor.pull() == {}

    admin = actor(app, colleague(app, "admin"))
    with app.test_request_context():
        change_team(admin, other_team, {"member_ids": [supervisor.who.id, rep.who.id]})

    assert lead in supervisor.pull(limit=1)
