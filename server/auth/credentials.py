"""Signing in and out, choosing and changing a password: the writes behind them, each in the audit log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, update

from server.auth import links, passwords, sessions, throttle
from server.auth.actor import Actor
from server.auth.models import User
from server.auth.queries import user_by_email, user_by_id
from server.auth.scopes import has_access
from server.core import audit, changes, org
from server.core.clock import now_ms
from server.core.db import reading, table, writing
from server.core.errors import NotFound, Unauthenticated

_user = table(User)


class BadCredentials(Unauthenticated):
    """Unknown person, wrong password, closed account: one answer for all, so that it tells nothing."""

    code = "bad_credentials"
    title = "E-mail address or password is not right."


def sign_in(email: str, password: str, *, browser: str, ip: str, instead_of: str | None = None) -> tuple[str, str]:
    """Prove a password. Returns the cookie's secret and the person's id; the session in hand ends.

    Raises BadCredentials, TooMany.
    """
    account, address = throttle.account_key(email), throttle.address_key(ip)
    throttle.take_try((account, throttle.ACCOUNT), (address, throttle.ADDRESS))
    with reading() as connection:
        user = user_by_email(connection, email)
    right = passwords.matches(password, user["password_hash"] if user else None)
    if user is None or not right or not has_access(user):
        raise BadCredentials()
    with writing() as connection:
        changes.take(connection)
        throttle.give_back(connection, account)
        throttle.give_back_one(connection, address)
        if passwords.is_outdated(user["password_hash"]):
            _keep_password(connection, user["id"], password)
        return _new_session(connection, user["id"], browser, ip, instead_of), user["id"]


def sign_out(actor: Actor) -> None:
    """End the session in hand."""
    end_session(actor, actor.session_id or "")


def end_session(actor: Actor, session_id: str) -> None:
    """End one of the actor's own sessions. Raises NotFound for any other."""
    with writing() as connection:
        changes.take(connection)
        sessions.end(connection, actor.user_id or "", session_id)
        audit.record(connection, "session.ended", object=session_id, **actor.trace())


def start_session(user_id: str, *, browser: str, ip: str) -> str:
    """A session for the person who just set the server up. Returns the cookie's secret."""
    with writing() as connection:
        changes.take(connection)
        return _new_session(connection, user_id, browser, ip, None)


def choose_password(token: str, password: str, *, browser: str, ip: str) -> tuple[str, str]:
    """Use a one-time link. Returns the cookie's secret and the person's id; her other sessions end.

    Raises LinkExpired, TooMany, Invalid.
    """
    key = throttle.address_key(ip, "link")
    throttle.take_try((key, throttle.ADDRESS))
    with reading() as connection:
        user = user_by_id(connection, links.peek(connection, "password", token) or "")
        if user is None or not has_access(user):
            raise links.LinkExpired()
        context = _context(connection, user)
    passwords.check(password, context)
    with writing() as connection:
        changes.take(connection)
        links.use(connection, "password", token)
        throttle.give_back_one(connection, key)
        _keep_password(connection, user["id"], password)
        sessions.end_all(connection, user["id"])
        audit.record(connection, "user.password_chosen", object=user["id"], actor=user["id"], ip=ip)
        return _new_session(connection, user["id"], browser, ip, None), user["id"]


def change_password(actor: Actor, current: str, new: str) -> None:
    """Raises BadCredentials, TooMany, Invalid. Every other session of the person ends."""
    with reading() as connection:
        user = user_by_id(connection, actor.user_id or "")
        if user is None:
            raise NotFound()
        context = _context(connection, user)
    key = throttle.account_key(user["email"])
    throttle.take_try((key, throttle.ACCOUNT))
    if not passwords.matches(current, user["password_hash"]):
        raise BadCredentials("The current password is not right.")
    passwords.check(new, context, field="new")
    with writing() as connection:
        changes.take(connection)
        throttle.give_back(connection, key)
        _keep_password(connection, user["id"], new)
        sessions.end_all(connection, user["id"], but=actor.session_id)
        audit.record(connection, "user.password_changed", object=user["id"], **actor.trace())


def _new_session(connection: Connection, user_id: str, browser: str, ip: str, instead_of: str | None) -> str:
    if instead_of:
        sessions.end_by_token(connection, instead_of)
    audit.record(connection, "session.started", object=user_id, actor=user_id, ip=ip)
    return sessions.start(connection, user_id, browser)


def _keep_password(connection: Connection, user_id: str, password: str) -> None:
    kept = {"password_hash": passwords.hashed(password), "updated_at": now_ms()}
    connection.execute(update(_user).where(_user.c.id == user_id).values(**kept))


def _context(connection: Connection, user: Mapping[str, Any]) -> list[str]:
    house = org.find(connection)
    return [user["name"], user["email"], house["name"] if house else ""]
