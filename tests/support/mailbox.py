"""A mail server that keeps what it gets, and on wish refuses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port


class Mailbox:
    """Messages in the order they came; `refuse_with` is an SMTP answer like `451 try later`."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuse_with: str | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook: one message has come in."""
        if self.refuse_with:
            return self.refuse_with
        self.envelopes.append(envelope)
        return "250 kept"

    @property
    def messages(self) -> list[Message]:
        """What was sent, parsed."""
        return [message_from_bytes(envelope.original_content or b"") for envelope in self.envelopes]


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A running mail server on a free loopback port, and its SMTP_URL."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
