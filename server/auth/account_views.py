"""First run, signing in and out, one's own password: HTTP only."""

from typing import Any

from flask import after_this_request, request
from sqlalchemy import select

from server.auth import credentials, sessions, setup
from server.auth.absence import set_absence
from server.auth.access import by_password, current_actor, public, signed_in
from server.auth.permission_map import home_of, permissions_of
from server.auth.queries import device_by_id, user_by_id
from server.auth.schemas import (
    Absence,
    Absent,
    ChangePassword,
    ChoosePassword,
    Health,
    Me,
    Session,
    SetUp,
    SetUpNeeded,
    SignIn,
)
from server.core import org
from server.core.api import Blueprint, client_address
from server.core.db import reading
from server.core.limits import SIGN_IN, limiter
from server.core.version import VERSION

blueprint = Blueprint("account", __name__, url_prefix="/api/v1", description="First run, signing in, oneself")

LABEL_LONGEST = 120


@blueprint.get("/health")
@blueprint.response(200, Health)
@public
def health() -> dict[str, str]:
    """Whether the server and its database answer."""
    with reading() as connection:
        connection.execute(select(1))
    return {"status": "ok", "version": VERSION}


@blueprint.get("/setup")
@blueprint.response(200, SetUpNeeded)
@public
def setup_state() -> dict[str, bool]:
    """Whether this server waits for its first administrator."""
    with reading() as connection:
        return {"needed": setup.is_needed(connection)}


@blueprint.post("/setup")
@limiter.limit(SIGN_IN)
@blueprint.arguments(SetUp)
@blueprint.response(201, Me)
@public
def set_up(body: dict[str, Any]) -> dict[str, Any]:
    """Use the first-run link: organisation, administrator, first show. Signs in."""
    user_id = setup.set_up(**body)
    _hand_over(credentials.start_session(user_id, browser=_browser(), ip=client_address()))
    return _me(user_id)


@blueprint.post("/session")
@limiter.limit(SIGN_IN)
@blueprint.arguments(SignIn)
@blueprint.response(200, Me)
@public
def sign_in(body: dict[str, str]) -> dict[str, Any]:
    """Sign in by password; sets the cookie."""
    token, user_id = credentials.sign_in(
        body["email"].lower(),
        body["password"],
        browser=_browser(),
        ip=client_address(),
        instead_of=request.cookies.get(sessions.cookie_name()),
    )
    _hand_over(token)
    return _me(user_id)


@blueprint.post("/links")
@limiter.limit(SIGN_IN)
@blueprint.arguments(ChoosePassword)
@blueprint.response(200, Me)
@public
def choose_password(body: dict[str, str]) -> dict[str, Any]:
    """Choose a password by a one-time link. Signs in."""
    token, user_id = credentials.choose_password(**body, browser=_browser(), ip=client_address())
    _hand_over(token)
    return _me(user_id)


@blueprint.get("/session")
@blueprint.response(200, Session(many=True))
@signed_in
def own_sessions() -> list[dict[str, Any]]:
    """One's own browsers that are signed in."""
    actor = current_actor()
    with reading() as connection:
        rows = sessions.listed(connection, actor.user_id or "")
    return [{**row, "current": row["id"] == actor.session_id} for row in rows]


@blueprint.delete("/session")
@blueprint.response(204)
@by_password
def sign_out() -> None:
    """Sign out of this browser."""
    credentials.sign_out(current_actor())
    after_this_request(sessions.clear_cookie)


@blueprint.delete("/session/<id:session_id>")
@blueprint.response(204)
@signed_in
def end_session(session_id: str) -> None:
    """Sign out of another browser of one's own."""
    credentials.end_session(current_actor(), session_id)


@blueprint.get("/me")
@blueprint.response(200, Me)
@signed_in
def me() -> dict[str, Any]:
    """Who is signed in, and what she may do."""
    actor = current_actor()
    return _me(actor.user_id or "", actor.device_id)


@blueprint.put("/me/absence")
@blueprint.arguments(Absence)
@blueprint.response(200, Absent)
@signed_in
def set_own_absence(body: dict[str, Any]) -> dict[str, Any]:
    """Say when one is away and who stands in."""
    actor = current_actor()
    return set_absence(actor, actor.user_id or "", body)


@blueprint.post("/me/password")
@limiter.limit(SIGN_IN)
@blueprint.arguments(ChangePassword)
@blueprint.response(204)
@signed_in
def change_password(body: dict[str, str]) -> None:
    """Change one's own password; other browsers are signed out."""
    credentials.change_password(current_actor(), **body)


def _hand_over(token: str) -> None:
    after_this_request(lambda response: sessions.set_cookie(response, token))


def _browser() -> str:
    return request.user_agent.string[:LABEL_LONGEST] or "Unknown browser"


def _me(user_id: str, device_id: str | None = None) -> dict[str, Any]:
    with reading() as connection:
        user = user_by_id(connection, user_id) or {}
        device = device_by_id(connection, device_id) if device_id else None
        house = org.find(connection)
    roles = user["roles"]
    return {
        "user": user,
        "org": house,
        "permissions": sorted(permissions_of(roles)),
        "device": device,
        "home": home_of(roles),
    }
