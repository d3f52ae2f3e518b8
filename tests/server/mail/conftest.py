"""A furnished house that sends mail into a box."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.core import org
from server.core.clock import HOUR
from server.core.db import reading, table, writing
from server.core.ids import new_id
from server.jobs.working import drain
from server.mail.models import Message
from server.mail.sweep import SETTLES, sweep
from tests.support.clock import Clock
from tests.support.mailbox import Mailbox
from tests.support.shows import Phone, open_show, phone

CARD = {"given_name": "Ada", "family_name": "Lovelace", "company": "Engines", "email": "ada@engines.example"}
SENDER = "Pumps <sales@pumps.example>"


@dataclass
class Post:
    """The app, its mail box and a rep with her phone."""

    app: Flask
    box: Mailbox
    rep: Phone

    def capture(self, **fields: Any) -> str:
        """A card of Ada's, hers to follow up; later the first minutes are over."""
        put = self.rep.put({**CARD, **fields}, mine=True)
        (answer,) = self.rep.push(put)
        assert answer["st"] == "ok", answer
        lead: str = put["lead"]
        return lead

    def mail(self, lead: str, **body: Any) -> dict[str, Any]:
        """Send a mail from the phone; the server's answer."""
        said = {"id": new_id(), "subject": "In short", "body": "Hello Ada", **body}
        (answer,) = self.rep.push(self.rep.op("mail", lead, body=said))
        return {**answer, "mail": said["id"]}

    def work(self) -> None:
        """Workers do what is due."""
        drain(self.app)

    def acknowledge(self, clock: Clock) -> None:
        """The machine's mails are decided and sent."""
        clock.advance(SETTLES + HOUR)
        with self.app.app_context():
            sweep()
        self.work()

    def doc(self, lead: str) -> dict[str, Any]:
        """The lead as the phone sees it."""
        return self.rep.pull()[lead]

    def states(self) -> list[str]:
        """State of every message, oldest first."""
        return [row["state"] for row in self.rows()]

    def rows(self) -> list[dict[str, Any]]:
        """Every message, oldest first."""
        with self.app.app_context(), reading() as connection:
            rows = connection.execute(select(table(Message)).order_by(table(Message).c.at, table(Message).c.id))
            return [dict(row) for row in rows.mappings()]


@pytest.fixture
def post(app: Flask, mail: tuple[Mailbox, str]) -> Post:
    """A house that sends."""
    box, url = mail
    app.config.update(SMTP_URL=url, MAIL_FROM=SENDER, MAIL_RATE=1000)
    rep = phone(open_show(app, chips=[{"slug": "demo", "label": "A demo"}]))
    with app.app_context(), writing() as connection:
        connection.execute(update(table(org.OrgSetting)).values(phone="+49 30 555 0100"))
    return Post(app, box, rep)


PostMaker = Callable[..., Post]
