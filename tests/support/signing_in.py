"""Browsers signed in by password, and people who have one."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from server.auth import credentials, passwords, sessions
from server.auth.models import User
from server.core.db import table, writing
from tests.support.people import Colleague

PASSWORD = "violet anchor tides"
#: hashed once: argon2 is slow on purpose
PASSWORD_HASH = passwords.hashed(PASSWORD)


def give_password(app: Flask, who: Colleague) -> str:
    """The person may sign in with PASSWORD. Returns her e-mail address."""
    person = table(User)
    with app.app_context(), writing() as connection:
        connection.execute(update(person).where(person.c.id == who.id).values(password_hash=PASSWORD_HASH))
    return f"{who.id}@team.example"


def browser(app: Flask, who: Colleague) -> FlaskClient:
    """A browser the person has signed in with."""
    client = app.test_client()
    with app.test_request_context():
        token = credentials.start_session(who.id, browser="A browser", ip="203.0.113.9")
        client.set_cookie(sessions.cookie_name(), token)
    return client
