"""Handing mail to the mail server: one dialogue, and every way it can end told apart.

Nothing here knows leads or rows. What matters to the caller is on which side of the point of no return it failed.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from server.core.config import LOOPBACK

#: scheme of SMTP_URL -> how the line is protected. `smtp` demands STARTTLS from every server but this machine's own
ENCRYPTIONS = {"smtp": "starttls", "smtps": "tls", "smtp+plain": "none"}
PORTS = {"starttls": 587, "tls": 465, "none": 25}
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes and how."""

    host: str
    port: int
    encryption: str
    user: str = ""
    password: str = ""


class Bounced(Exception):
    """This recipient or message is refused for good; `reason` is the server's answer."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Deferred(Exception):
    """Certainly not accepted: the server is away, busy, or does not know us. Worth another try."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Undecided(Exception):
    """The mail was on its way when the line broke: it may have been accepted."""


def server_of(settings: Mapping[str, Any]) -> MailServer | None:
    """The mail server of the settings; None: no mail is sent."""
    if not settings["SMTP_URL"]:
        return None
    url = urlsplit(settings["SMTP_URL"])
    host, encryption = url.hostname or "", ENCRYPTIONS[url.scheme]
    if url.scheme == "smtp" and host in LOOPBACK:
        encryption = "none"
    return MailServer(
        host, url.port or PORTS[encryption], encryption, unquote(url.username or ""), unquote(url.password or "")
    )


class Dialogue:
    """An open line with sender and recipient agreed; `deliver` is the point of no return."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def address(self, sender: str, recipient: str) -> None:
        """Name both ends. Raises Bounced when the recipient is refused for good, else Deferred."""
        code, said = self._smtp.mail(sender)
        if code != 250:
            raise Deferred(_words(code, said))
        code, said = self._smtp.rcpt(recipient)
        if code not in (250, 251):
            raise _refusal(code, said)

    def deliver(self, message: bytes) -> None:
        """Hand the mail over. Returns when the server has taken it; raises Bounced, Deferred, Undecided."""
        try:
            code, said = self._smtp.data(message)
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Undecided from error
        if code != 250:
            raise _refusal(code, said)


@contextmanager
def dialogue(server: MailServer, name: str) -> Iterator[Dialogue]:
    """A line to the server, greeted, encrypted and signed in. `name` is ours. Raises Deferred."""
    context = ssl.create_default_context()
    try:
        smtp = _connected(server, name, context)
    except (smtplib.SMTPException, OSError) as error:
        raise Deferred(_explained(error)) from error
    try:
        try:
            if server.encryption == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except (smtplib.SMTPException, OSError) as error:
            raise Deferred(_explained(error)) from error
        yield Dialogue(smtp)
    except smtplib.SMTPServerDisconnected as error:
        raise Deferred("The mail server hung up.") from error
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _connected(server: MailServer, name: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.encryption == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT)
    smtp.ehlo()
    return smtp


def _refusal(code: int, said: bytes | str) -> Bounced | Deferred:
    return Bounced(_words(code, said)) if 500 <= code < 600 else Deferred(_words(code, said))


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:300]


def _explained(error: Exception) -> str:
    """What a person can do something about; never the password."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"The mail server does not accept the sign-in: {_words(error.smtp_code, error.smtp_error)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLError):
        return f"No safe line to the mail server: {error.reason or type(error).__name__}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"The mail server cannot do it: {error}"
    return f"The mail server cannot be reached: {type(error).__name__}"
