"""The settings of the mail server, and the test mail that shows whether they are right."""

import pytest

from server.core.config import UnsafeSetting, load
from server.mail.smtp import Deferred, MailServer, dialogue, server_of
from tests.conftest import AppFactory
from tests.server.mail.conftest import SENDER
from tests.support.mailbox import Mailbox
from tests.support.people import change, colleague


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", MailServer("mail.example.com", 587, "starttls")),
        ("smtp://me:p%40ss@mail.example.com:25", MailServer("mail.example.com", 25, "starttls", "me", "p@ss")),
        ("smtps://me:x@mail.example.com", MailServer("mail.example.com", 465, "tls", "me", "x")),
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, "none")),
        ("smtp+plain://relay.local", MailServer("relay.local", 25, "none")),
    ],
)
def test_the_address_says_where_and_how(url: str, server: MailServer) -> None:
    assert server_of({"SMTP_URL": url}) == server
    assert server_of({"SMTP_URL": None}) is None


@pytest.mark.parametrize(
    "settings",
    [
        {"SMTP_URL": "http://mail.example.com", "MAIL_FROM": SENDER},
        {"SMTP_URL": "smtp://", "MAIL_FROM": SENDER},
        {"SMTP_URL": "smtp://mail.example.com"},
        {"SMTP_URL": "smtp://mail.example.com", "MAIL_FROM": "Sales"},
        {"SMTP_URL": "smtp+plain://me:secret@mail.example.com", "MAIL_FROM": SENDER},
        {"SMTP_URL": "smtp://mail.example.com", "MAIL_FROM": SENDER, "MAIL_RATE": 0},
    ],
)
def test_settings_no_mail_could_leave_with_are_refused_at_the_start(
    settings: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(UnsafeSetting):
        load({"DATA_DIR": str(tmp_path_factory.mktemp("data")), **settings})


def test_nothing_is_said_over_a_line_that_should_be_safe_and_is_not(mail: tuple[Mailbox, str]) -> None:
    port = int(mail[1].rsplit(":", 1)[1])
    for encryption in ("starttls", "tls"):
        server = MailServer("127.0.0.1", port, encryption, "me", "secret")
        with pytest.raises(Deferred) as refused, dialogue(server, "localhost"):
            pytest.fail("a line was opened")
        assert "secret" not in refused.value.reason


def test_an_administrator_mails_herself(make_app: AppFactory, mail: tuple[Mailbox, str]) -> None:
    app = make_app(SMTP_URL=mail[1], MAIL_FROM=SENDER)
    admin = colleague(app, "admin")
    change(app, admin, email="admin@firm.example.com")
    client = app.test_client()
    assert client.post("/api/v1/mail/test", json={}, headers=admin.headers).status_code == 204
    assert [envelope.rcpt_tos for envelope in mail[0].envelopes] == [["admin@firm.example.com"]]
    mail[0].refuse_with = "554 no"
    refused = client.post("/api/v1/mail/test", json={}, headers=admin.headers)
    assert (refused.status_code, refused.json["code"], refused.json["said"]) == (502, "mail_refused", "554 no")

    command = app.test_cli_runner().invoke(args=["mail-test", "you@firm.example.com"])
    assert (command.exit_code, "554 no" in command.output) == (1, True)
    mail[0].refuse_with = None
    assert app.test_cli_runner().invoke(args=["mail-test", "you@firm.example.com"]).exit_code == 0
    assert mail[0].envelopes[-1].rcpt_tos == ["you@firm.example.com"]


def test_without_settings_the_test_mail_says_which_to_set(make_app: AppFactory) -> None:
    said = make_app().test_cli_runner().invoke(args=["mail-test", "you@firm.example.com"])
    assert (said.exit_code, "SMTP_URL" in said.output) == (1, True)
