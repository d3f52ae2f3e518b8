"""A mail server that keeps what it gets, and on wish refuses it or keeps the sender waiting."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port


class Mailbox:
    """Messages in the order they came; `refuse_with` is an SMTP answer like `451 try later`.

    `hold` at "RCPT" or "DATA": the mail is taken in, but the answer waits for `go_on`; `holding` tells that it waits.
    """

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuse_with: str | None = None
        self.refuse_recipient_with: str | None = None
        self.hold: str | None = None
        self.holding, self.go_on = threading.Event(), threading.Event()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """aiosmtpd's hook: somebody is named as recipient."""
        await self._wait("RCPT")
        if self.refuse_recipient_with:
            return self.refuse_recipient_with
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook: one message has come in."""
        if self.refuse_with:
            return self.refuse_with
        self.envelopes.append(envelope)
        await self._wait("DATA")
        return "250 kept"

    async def _wait(self, command: str) -> None:
        if self.hold != command:
            return
        self.holding.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)

    @property
    def messages(self) -> list[EmailMessage]:
        """What was sent, parsed."""
        return [
            message_from_bytes(envelope.original_content or b"", EmailMessage, policy=policy.default)
            for envelope in self.envelopes
        ]


#: seconds the mail server may take to start
PATIENT_S = 60


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A running mail server on a free loopback port, and its SMTP_URL."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), ready_timeout=PATIENT_S)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{controller.port}"
    finally:
        box.go_on.set()
        controller.stop()
