"""A worker killed with -9 at the worst moments: never two mails, and nothing forgotten. On both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.core.clock import MINUTE
from tests.server.mail.conftest import SENDER, Post
from tests.support.clock import standing_still
from tests.support.databases import SECRET_KEY, Database

PROGRAM = Path(__file__).with_name("sending_worker.py")
ROOT = Path(__file__).resolve().parents[3]


def kill_while_it_waits(post: Post, database: Database, folder: Path) -> None:
    """A real worker process begins to send; when the mail server keeps it waiting it is killed."""
    environment = {
        "DATABASE_URL": database.url,
        "DATA_DIR": str(folder),
        "SECRET_KEY": SECRET_KEY,
        "SMTP_URL": post.app.config["SMTP_URL"],
        "MAIL_FROM": SENDER,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen([sys.executable, str(PROGRAM)], env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert post.box.holding.wait(60), "no mail was begun"
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize(
    ("hold", "found_as", "ends_as", "mails_at_once"),
    [("RCPT", "queued", "sent", 0), ("DATA", "sending", "unsure", 1)],
)
def test_exactly_one_mail(
    post: Post, database: Database, tmp_path: Path, hold: str, found_as: str, ends_as: str, mails_at_once: int
) -> None:
    lead = post.capture()
    mail = post.mail(lead)["mail"]
    post.box.hold = hold
    kill_while_it_waits(post, database, tmp_path)
    post.box.go_on.set()
    assert post.states() == [found_as]
    assert len(post.box.messages) == mails_at_once

    post.box.hold = None
    with standing_still() as clock:
        clock.advance(MINUTE)
        post.work()
        clock.advance(MINUTE)
        post.work()
    assert post.states() == [ends_as]
    assert [message["Message-ID"] for message in post.box.messages] == [f"<{mail}@pumps.example>"]
    if ends_as == "unsure":
        said = {"word": "sent"}
        answer = post.rep.client.post(f"/api/v1/messages/{mail}/settle", json=said, headers=post.rep.who.headers)
        assert answer.json["messages"][0]["state"] == "sent"
    doc = post.doc(lead)
    assert [touch["id"] for touch in doc["touches"]] == [mail]
