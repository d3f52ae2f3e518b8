"""A test mail to oneself: shows at once whether the settings are right, and what the mail server says if not."""

from flask import current_app
from sqlalchemy import Connection

from server.core import org
from server.core.clock import now_ms
from server.core.errors import Conflict, Invalid, Problem
from server.core.ids import new_id
from server.mail.letter import Letter, built, mailable
from server.mail.operations import message_id
from server.mail.smtp import Bounced, Deferred, Undecided, dialogue, server_of

BODY = "This is the test mail of Boxless. It arrived, so mail to prospects can leave.\n"


class MailRefused(Problem):
    """The mail server did not take the test mail; `said` is its answer."""

    code, status = "mail_refused", 502
    title = "The mail server did not take the test mail. See what it said, and the settings SMTP_URL and MAIL_FROM."


def send_test(connection: Connection, recipient: str) -> None:
    """Send a test mail now. Raises Conflict `mail_off`, Invalid, MailRefused."""
    server, address = server_of(current_app.config), mailable(recipient)
    if server is None:
        raise Conflict("This server sends no mail. Set SMTP_URL and MAIL_FROM.", code="mail_off")
    if address is None:
        raise Invalid(errors={"to": ["Not a mail address."]})
    house = (org.find(connection) or {}).get("name") or "Boxless"
    url = f"{current_app.config['PUBLIC_URL'].rstrip('/')}/unsubscribe/test"
    letter = Letter(
        sender=current_app.config["MAIL_FROM"],
        recipient=address,
        recipient_name="",
        subject=f"Test mail of {house}",
        body=BODY,
        message_id=message_id(new_id()),
        at=now_ms(),
        unsubscribe=url,
        auto=True,
    )
    try:
        with dialogue(server, "localhost") as line:
            line.address(letter.sender_address, address)
            line.deliver(built(letter))
    except (Bounced, Deferred) as error:
        raise MailRefused(said=error.reason) from error
    except Undecided as error:
        raise MailRefused(said="The line broke; the mail may have arrived all the same.") from error
