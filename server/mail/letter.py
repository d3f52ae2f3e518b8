"""One mail as bytes: headers that no value can break out of, a plain body, the way out of it."""

import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Any

from server.mail.merge import one_line

#: what SMTP carries everywhere: no quotes, no second address, no characters beyond ASCII before the @
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_LINK_MARK = re.compile("#unsubscribe#", re.IGNORECASE)
_FOOTER = {
    "de": "Keine weiteren Nachrichten: ",
    "en": "To receive no more mail from us: ",
}


class _Policy(policy.EmailPolicy):
    """SMTP's, but the link stays as it is: folding would turn a long one into a coded word nobody can follow."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}\r\n".encode("ascii")
        folded: bytes = super().fold_binary(name, value)
        return folded


_POLICY = _Policy(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a mail is made of. `sender` is the header's text, like `Sales <sales@example.com>`."""

    sender: str
    recipient: str
    recipient_name: str
    subject: str
    body: str
    message_id: str
    at: int
    unsubscribe: str
    language: str = "en"
    #: name shown for whoever writes, and where answers go
    writer: str = ""
    reply_to: str = ""
    auto: bool = False

    @property
    def sender_address(self) -> str:
        """The bare address of the sender."""
        return parseaddr(self.sender)[1]


def mailable(address: str | None) -> str | None:
    """The address in the form it is sent to, its domain in ASCII; None when it is none, or more than one."""
    local, _, domain = (address or "").strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
    if len(local) > 64 or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or len(domain) > 253:
        return None
    return f"{local}@{domain}"


def built(letter: Letter) -> bytes:
    """The mail, ready for SMTP."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(letter.writer or parseaddr(letter.sender)[0], letter.sender_address)
    message["To"] = _address(letter.recipient_name, letter.recipient)
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = formatdate(letter.at / 1000, usegmt=True)
    message["Message-ID"] = letter.message_id
    message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.auto:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(_with_way_out(letter), cte="quoted-printable")
    return message.as_bytes()


def _with_way_out(letter: Letter) -> str:
    """The body with its link; a text that does not place the link gets it at the end."""
    placed = _LINK_MARK.sub(lambda _: letter.unsubscribe, letter.body)
    if placed != letter.body:
        return placed
    footer = _FOOTER.get(letter.language, _FOOTER["en"])
    return f"{placed.rstrip()}\n\n-- \n{footer}{letter.unsubscribe}\n"


def _address(name: str, address: str) -> Address:
    return Address(one_line(name), addr_spec=address)
