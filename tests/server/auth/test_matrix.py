"""Every route for every role: who is let in and who is not. A route without a line here fails."""

import hashlib
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.auth.models import ROLES
from server.auth.permission_map import PERMISSIONS
from server.core.ids import new_id
from tests.support.people import colleague
from tests.support.signing_in import browser

#: who may knock: "anyone", "signed in", "password" (signed in by it), or a permission
ROUTES = {
    "GET /": "anyone",
    "GET /<path>": "anyone",
    "GET /api/docs": "signed in",
    "GET /api/docs/api.css": "signed in",
    "GET /api/openapi.json": "signed in",
    "PUT /api/sync/v1/blob/<sha256>": "signed in",
    "GET /api/sync/v1/blob/<sha256>": "signed in",
    "POST /api/sync/v1/pull": "signed in",
    "POST /api/sync/v1/wait": "signed in",
    "POST /api/sync/v1/check": "signed in",
    "POST /api/sync/v1/push": "signed in",
    "GET /api/v1/blobs/<sha256>": "signed in",
    "GET /api/v1/collateral": "signed in",
    "POST /api/v1/collateral": "template:write",
    "PATCH /api/v1/collateral/<item_id>": "template:write",
    "GET /api/v1/devices": "signed in",
    "POST /api/v1/devices": "password",
    "DELETE /api/v1/devices/<device_id>": "signed in",
    "GET /api/v1/duplicates": "lead:merge",
    "GET /api/v1/duplicates/<pair_id>": "lead:merge",
    "POST /api/v1/duplicates/<pair_id>": "lead:merge",
    "POST /api/v1/enrolments": "signed in",
    "POST /api/v1/enrolments/claim": "anyone",
    "GET /api/v1/events": "signed in",
    "POST /api/v1/events": "event:write",
    "GET /api/v1/events/<event_id>": "signed in",
    "PATCH /api/v1/events/<event_id>": "event:write",
    "GET /api/v1/events/<event_id>/costs": "cost:read",
    "POST /api/v1/events/<event_id>/costs": "event:write",
    "PATCH /api/v1/events/<event_id>/costs/<cost_id>": "event:write",
    "DELETE /api/v1/events/<event_id>/costs/<cost_id>": "event:write",
    "GET /api/v1/events/<event_id>/notices": "report:read",
    "POST /api/v1/events/<event_id>/notices": "event:write",
    "GET /api/v1/notices": "signed in",
    "POST /api/v1/notices/<notice_id>/read": "signed in",
    "GET /api/v1/health": "anyone",
    "GET /api/v1/leads": "lead:read",
    "GET /api/v1/leads/<lead_id>": "lead:read",
    "POST /api/v1/leads/<lead_id>/captures/<capture_id>/accept": "lead:touch",
    "POST /api/v1/leads/<lead_id>/captures/<capture_id>/reread": "lead:touch",
    "GET /api/v1/leads/<lead_id>/messages": "lead:read",
    "POST /api/v1/leads/<lead_id>/ops": "lead:read",
    "GET /api/v1/leads/<lead_id>/readings": "lead:read",
    "GET /api/v1/leads/<lead_id>/related": "lead:read",
    "POST /api/v1/leads/assign": "lead:assign",
    "POST /api/v1/leads/assign/undo": "lead:assign",
    "GET /api/v1/leads/summary": "lead:read",
    "POST /api/v1/links": "anyone",
    "POST /api/v1/mail/test": "admin:users",
    "POST /api/v1/messages/<message_id>/settle": "lead:touch",
    "GET /api/v1/messages/stuck": "lead:read",
    "GET /api/v1/me": "signed in",
    "POST /api/v1/me/password": "signed in",
    "POST /api/v1/merges": "lead:merge",
    "POST /api/v1/merges/<merge_id>/undo": "lead:merge",
    "GET /api/v1/proposals": "lead:assign",
    "POST /api/v1/proposals/<proposal_id>": "lead:assign",
    "GET /api/v1/handovers": "lead:assign",
    "POST /api/v1/handovers": "lead:assign",
    "GET /api/v1/handovers/<handover_id>": "lead:assign",
    "POST /api/v1/handovers/<handover_id>/undo": "lead:assign",
    "POST /api/v1/handovers/preview": "lead:assign",
    "GET /api/v1/owners": "lead:assign",
    "PUT /api/v1/me/absence": "signed in",
    "PUT /api/v1/users/<user_id>/absence": "people:absence",
    "GET /api/v1/queue": "lead:read",
    "POST /api/v1/session": "anyone",
    "GET /api/v1/crack-notes": "report:read",
    "POST /api/v1/crack-notes": "report:note",
    "GET /api/v1/quotas": "report:read",
    "PUT /api/v1/quotas/<quarter>": "report:review",
    "GET /api/v1/reports": "report:read",
    "GET /api/v1/reports/<name>": "report:read",
    "GET /api/v1/reports/<name>/leads": "report:read",
    "GET /api/v1/reports/<name>/leads.<form>": "report:read",
    "GET /api/v1/reports/<name>/rows.<form>": "report:read",
    "GET /api/v1/reviews/<user_id>/<month>": "report:review",
    "PUT /api/v1/reviews/<user_id>/<month>": "report:review",
    "GET /api/v1/session": "signed in",
    "DELETE /api/v1/session": "password",
    "DELETE /api/v1/session/<session_id>": "signed in",
    "GET /api/v1/setup": "anyone",
    "POST /api/v1/setup": "anyone",
    "GET /api/v1/standards/rules": "standards:read",
    "PUT /api/v1/standards/rules/draft": "standards:write",
    "DELETE /api/v1/standards/rules/draft": "standards:write",
    "POST /api/v1/standards/rules/preview": "standards:write",
    "POST /api/v1/standards/rules/publish": "standards:write",
    "GET /api/v1/standards/rules/versions": "standards:read",
    "GET /api/v1/standards/rules/versions/<version>": "standards:read",
    "POST /api/v1/standards/rules/versions/<version>/restore": "standards:write",
    "GET /api/v1/standards/calendars": "standards:read",
    "POST /api/v1/standards/calendars": "standards:write",
    "PATCH /api/v1/standards/calendars/<calendar_id>": "standards:write",
    "DELETE /api/v1/standards/calendars/<calendar_id>": "standards:write",
    "GET /api/v1/standards/clocks": "standards:read",
    "POST /api/v1/standards/clocks": "standards:write",
    "GET /api/v1/standards/countries": "standards:read",
    "GET /api/v1/standards/teams": "standards:read",
    "GET /api/v1/standards/sop": "signed in",
    "PUT /api/v1/standards/sop": "standards:write",
    "GET /api/v1/standards/sop.html": "signed in",
    "GET /api/v1/standards/sop.css": "signed in",
    "GET /api/v1/standards/plans": "standards:read",
    "GET /api/v1/standards/plans/<code>": "standards:read",
    "PUT /api/v1/standards/plans/<code>/draft": "standards:write",
    "DELETE /api/v1/standards/plans/<code>/draft": "standards:write",
    "POST /api/v1/standards/plans/<code>/preview": "standards:write",
    "POST /api/v1/standards/plans/<code>/publish": "standards:write",
    "POST /api/v1/standards/plans/<code>/apply": "standards:write",
    "GET /api/v1/standards/plans/<code>/versions": "standards:read",
    "GET /api/v1/standards/plans/<code>/versions/<version>": "standards:read",
    "POST /api/v1/standards/plans/<code>/versions/<version>/restore": "standards:write",
    "GET /api/v1/standards/runs": "standards:read",
    "GET /api/v1/teams": "admin:users",
    "POST /api/v1/teams": "admin:users",
    "PATCH /api/v1/teams/<team_id>": "admin:users",
    "GET /api/v1/texts": "signed in",
    "GET /api/v1/texts/<kind>/<language>": "signed in",
    "PUT /api/v1/texts/<kind>/<language>": "template:write",
    "POST /api/v1/texts/<kind>/<language>/publish": "template:write",
    "POST /api/v1/texts/preview": "signed in",
    "PUT /api/v1/texts/signature": "template:write",
    "GET /api/v1/users": "admin:users",
    "POST /api/v1/users": "admin:users",
    "PATCH /api/v1/users/<user_id>": "admin:users",
    "POST /api/v1/users/<user_id>/link": "admin:users",
    "GET /unsubscribe/<token>": "anyone",
    "POST /unsubscribe/<token>": "anyone",
}
#: the permission map once more, by role: giving somebody more takes two deliberate changes
HELD = {
    "rep": {"lead:read", "lead:capture", "lead:touch", "lead:export", "report:note", "lead:merge"},
    "contractor": {"lead:read", "lead:capture", "lead:touch", "lead:merge"},
    "supervisor": {
        "lead:read",
        "lead:capture",
        "lead:touch",
        "lead:export",
        "lead:assign",
        "lead:merge",
        "lead:override",
        "report:read",
        "report:note",
        "report:review",
        "event:write",
        "template:write",
        "standards:read",
        "standards:write",
        "cost:read",
        "admin:devices",
        "people:absence",
    },
    "marketing": {
        "lead:read",
        "report:read",
        "report:note",
        "event:write",
        "template:write",
        "standards:read",
        "cost:read",
    },
    "director": {
        "lead:read",
        "lead:export",
        "report:read",
        "report:note",
        "report:review",
        "standards:read",
        "cost:read",
    },
    "admin": {"event:write", "standards:read", "cost:read", "admin:users", "admin:devices", "people:absence"},
}


def routes(app: Flask) -> set[str]:
    """Every `METHOD /address` the app answers, without the kinds of its parts."""
    return {
        f"{method} {re.sub(r'<(?:[^:>]+:)?', '<', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def knock(client: FlaskClient, route: str, headers: dict[str, str] | None = None) -> TestResponse:
    """Ask for a route with ids of nothing and an empty body."""
    method, address = route.split(" ")
    for name, value in (("sha256", hashlib.sha256(b"nothing").hexdigest()), ("path", "mine"), ("version", "1")):
        address = address.replace(f"<{name}>", value)
    address = re.sub("<[^>]+>", lambda _: new_id(), address)
    body = {} if method in {"POST", "PATCH", "PUT"} else None
    return client.open(address, method=method, json=body, headers=headers, buffered=True)


def outcome(answer: TestResponse) -> str:
    """let in · anonymous · forbidden · password needed"""
    if answer.status_code == 401:
        return "anonymous"
    if answer.status_code == 403:
        return "password needed" if answer.json["code"] == "password_needed" else "forbidden"
    assert answer.status_code < 500 or "not built" in answer.text, answer.text
    return "let in"


def test_every_route_has_a_line_here(app: Flask) -> None:
    assert routes(app) == set(ROUTES)


def test_the_map_gives_what_the_method_says() -> None:
    assert {role: {name for name, roles in PERMISSIONS.items() if role in roles} for role in ROLES} == HELD


def test_who_is_nobody_gets_in_where_anyone_may(app: Flask, client: FlaskClient) -> None:
    wrong = {
        route: outcome(answer)
        for route, who in ROUTES.items()
        if outcome(answer := knock(client, route)) != ("let in" if who == "anyone" else "anonymous")
    }
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_a_phone_gets_in_where_its_role_may(app: Flask, client: FlaskClient, role: str) -> None:
    headers = colleague(app, role).headers
    expected = {
        route: "let in"
        if who in {"anyone", "signed in"} or who in HELD[role]
        else "password needed"
        if who == "password"
        else "forbidden"
        for route, who in ROUTES.items()
    }
    assert {route: outcome(knock(client, route, headers)) for route in ROUTES} == expected


@pytest.mark.parametrize("role", ROLES)
def test_a_browser_gets_in_where_its_role_may(app: Flask, role: str) -> None:
    who = colleague(app, role)
    # signing out first would close every door behind it
    order = sorted(ROUTES, key="DELETE /api/v1/session".__eq__)
    client = browser(app, who)
    expected = {
        route: "let in" if needed in {"anyone", "signed in", "password"} or needed in HELD[role] else "forbidden"
        for route, needed in ROUTES.items()
    }
    found = {}
    for route in order:
        if route == "POST /api/sync/v1/push":
            continue  # a batch names its device, and a browser without one has none
        found[route] = outcome(knock(client, route))
    expected.pop("POST /api/sync/v1/push")
    assert found == expected
